"""Where in a TOML file a key and its value stand: run when there is a mistake to point at, or something to change.

`tomli` gives values without positions. This scanner walks a text that `tomli` has accepted, so it need not judge
the grammar, only follow it. Paths are tuples of keys and list indices: ("beat", 3, "then", 0, "line").
"""

from __future__ import annotations

import bisect
import re
from typing import TypeAlias

COUNTED = 5_000  # items of a list whose places are kept

KeyPath: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]  # line and column, both from 1

_BARE = re.compile(r"[A-Za-z0-9_\-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]*[^,\]}#\s]")  # without the blanks after it
_BLANK = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_PLAIN = re.compile(r"[^\[\]{}\"'#]*")
_ITEM = re.compile(r"""([^\s,\[\]{}"'#](?:[^,\[\]{}"'#\r\n]*[^\s,\[\]{}"'#])?)[ \t\r\n]*,?[ \t\r\n]*""")  # of a list
_TEXT = re.compile(
    r""""{3}(?:\\.|[^"\\]|"(?!""))*+"{0,5}|"(?:\\.|[^"\\])*+"?|'{3}(?:[^']|'(?!''))*+'{0,5}|'[^']*+'?""", re.DOTALL
)
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class Positions:
    """`keys` and `values`: path -> offset in the text; `ends`: where a value (or a heading) ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.keys: dict[KeyPath, int] = {}
        self.values: dict[KeyPath, int] = {(): 0}
        self.ends: dict[KeyPath, int] = {}
        self.again: tuple[KeyPath, int, bool] | None = None  # what first stands a second time, where; is it a heading
        self._lists: dict[KeyPath, int] = {}  # tables in an array of tables so far
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._document()

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Line and column of a value (or of its key); of the nearest thing around it when it is not in the file."""
        table = self.keys if key else self.values
        while path and path not in table:
            path, table = path[:-1], self.values
        return self.line_column(table.get(path, 0))

    def line_column(self, offset: int) -> Place:
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    # -- the grammar -----------------------------------------------------------------------------------

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _document(self) -> None:
        prefix: KeyPath = ()
        self._skip(_GAP)
        while self.at < len(self.text):
            before = self.at
            if self._next() == "[":
                prefix = self._header()
            else:
                self._pair(prefix)
            self._skip(_GAP)
            if self.at == before:  # not TOML after all: stop rather than hang
                return

    def _header(self) -> KeyPath:
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        path: KeyPath = ()
        keys = self._key()
        for i, (key, _) in enumerate(keys):
            path = (*path, key)
            last = i == len(keys) - 1
            if last and many:
                if path in self.keys and path not in self._lists:
                    self.again = self.again or (path, start, True)
                self._lists[path] = self._lists.get(path, -1) + 1
                self.keys.setdefault(path, start)
                self.values.setdefault(path, start)
            if path in self._lists:
                path = (*path, self._lists[path])
        if not many and (named := tuple(key for key, _ in keys)) in self.keys:
            self.again = self.again or (named, start, True)
        self.keys[path] = self.values[path] = start
        self._skip(_BLANK)
        self.at += 2 if many else 1
        self.ends[path] = self.at
        return path

    def _key(self) -> list[tuple[str, int]]:
        """A dotted key: its parts, each with its offset."""
        parts: list[tuple[str, int]] = []
        while True:
            self._skip(_BLANK)
            start = self.at
            if self._next() in ('"', "'"):
                parts.append((self._string(), start))
            else:
                match = _BARE.match(self.text, self.at)
                self.at = match.end() if match else self.at
                parts.append((match.group() if match else "", start))
            self._skip(_BLANK)
            if self._next() != ".":
                return parts
            self.at += 1

    def _pair(self, prefix: KeyPath) -> None:
        path = prefix
        before = len(self.keys)
        for key, start in self._key():
            path = (*path, key)
            self.keys.setdefault(path, start)
            self.values.setdefault(path, start)
        if len(self.keys) == before:
            self.again = self.again or (path, start, False)
        self.at += 1  # the equals sign
        self._skip(_BLANK)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self.values[path] = self.at
        mark = self._next()
        if mark in ('"', "'"):
            self._skip(_TEXT)
        elif mark == "[":
            self._sequence("]", path)
        elif mark == "{":
            self._sequence("}", path)
        else:
            self._skip(_SCALAR)
        self.ends[path] = self.at

    def _sequence(self, end: str, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip(_GAP)
            if end == "]":
                index = self._items(path, index)
                self._skip(_GAP)  # a comment behind the last of them
            before = self.at
            if self._next() in (end, ""):
                break
            if end == "]" and index >= COUNTED:
                self._skip(_PLAIN)  # nobody asks where the later ones of so many stand
                if self._next() not in ("]", "#", ""):
                    self._value((*path, index))
            elif end == "]":
                self._value((*path, index))
                index += 1
            else:
                self._pair(path)
            self._skip(_GAP)
            if self._next() == ",":
                self.at += 1
            elif self.at == before:
                break
        self.at += 1

    def _items(self, path: KeyPath, index: int) -> int:
        """Go through the numbers and words of a list, until something else comes; the index of that."""
        while index < COUNTED and (match := _ITEM.match(self.text, self.at)):
            self.values[(*path, index)], self.ends[(*path, index)] = match.span(1)
            self.at = match.end()
            index += 1
        return index

    def _string(self) -> str:
        quote = self._next()
        long = self.text.startswith(quote * 3, self.at)
        end = quote * 3 if long else quote
        self.at += len(end)
        out: list[str] = []
        while self.at < len(self.text) and not self.text.startswith(end, self.at):
            char = self.text[self.at]
            if char == "\\" and quote == '"':
                out.append(self._escape())
            else:
                out.append(char)
                self.at += 1
        self.at += len(end)
        while long and self._next() == quote:  # """quote at the end""""
            self.at += 1
        return "".join(out)

    def _escape(self) -> str:
        mark = self.text[self.at + 1 : self.at + 2]
        size = {"u": 4, "U": 8}.get(mark, 0)
        digits = self.text[self.at + 2 : self.at + 2 + size]
        self.at += 2 + size
        try:
            return chr(int(digits, 16)) if size else _ESCAPES.get(mark, "")
        except (ValueError, OverflowError):  # behind a mistake, what follows need not be TOML
            return ""
