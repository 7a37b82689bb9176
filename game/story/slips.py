"""What is probably meant by a slip in TOML's grammar: the parser says what it met, a level maker wants the remedy."""

from __future__ import annotations

# How the parser's message begins -> what would be right. What is not listed is said in the parser's own words.
REMEDIES = {
    "Unclosed array": "expected a comma, or the ] that ends the list",
    "Unclosed inline table": "expected a comma, or the } that ends the table",
    "Invalid value": 'expected a value: "text" in straight quotes, a number, true or false in small letters, [ … ] or '
    "{ … } (or a list before this has no ] at its end)",
    "Invalid initial character for a key part": "expected a key: a table { key = value, … } stands on one line, "
    "with a comma between its pairs, none after the last, and a } at its end",
    "Expected '=' after a key": "expected '=': it is key = value (no colon), and a decimal has a point (no comma)",
    "Illegal character '\\n'": "the text that begins in this line has no quote at its end",
    "Unterminated string": "a text has no quote at its end",
    "Unescaped '\\' in a string": "a backslash in a text is written \\\\",
    "Duplicate inline table key": "a key stands twice in this table",
    "Expected newline or end of document": "expected the end of the line: one key = value a line, "
    "and a number begins with no 0",
    "Expected ']]' at the end": "expected ]] at the end of the heading, as in [[beat]]",
    "Invalid statement": "expected key = value, or a heading such as [[beat]]",
}
TWICE = ("Cannot declare", "Cannot overwrite", "Cannot mutate", "Cannot redefine")  # something is there already


def remedy(message: str) -> str:
    """The parser's message (without its place) in a level maker's words."""
    if message.startswith(TWICE):
        return "this is there already: a key stands once in a table, and a list of tables has the heading [[…]]"
    return next((words for start, words in REMEDIES.items() if message.startswith(start)), message)
