"""TOML as our files are mostly written, read three times as fast as `tomllib` reads all of it.

What is plain is read here, as `tomllib` would. Whatever is less plain (escapes, dates, dotted keys, text over several
lines, any mistake at all) is left to it, which also knows how to say what is wrong.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

DEPTH_MOST = 20  # lists and tables in each other

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_GAP = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_END = re.compile(r"[ \t]*+(?:#[^\n]*+)?(?:\n|\Z)")
_HEADING = re.compile(r"\[(?:\[[ \t]*+(?P<list>[A-Za-z0-9_-]++)[ \t]*+\]|[ \t]*+(?P<table>[A-Za-z0-9_-]++)[ \t]*+)\]")
_TEXT = r'"(?!"")([^"\\\n]*+)"'
_NUMBER = r"(-?(?:0|[1-9][0-9]*+))((?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)(?=[ \t\n,\]}#]|\Z)"
_WORD = r"(true|false)(?=[ \t\n,\]}#]|\Z)"
_VALUE = re.compile(rf"{_TEXT}|{_NUMBER}|{_WORD}")
_KEY = r'[ \t]*+(?:([A-Za-z0-9_-]++)|"([^"\\\n]*+)")[ \t]*+=[ \t]*+'
_PAIR = re.compile(rf"{_KEY}(?:{_TEXT}|{_NUMBER}|{_WORD}|(?=[\[{{]))")  # its value, too, unless that holds others
_NEXT = re.compile(r"[ \t]*+([,}])")
_FLAT = re.compile(r"\[[ \t]*+[^ \t\n{#]")  # a list that may be JSON as well
_OTHER = re.compile(r"[{\\]|null|NaN|Infinity")  # what means something in JSON, and something else here
_JSON = json.JSONDecoder()


class NotPlainError(Exception):
    """For `tomllib`."""


def loads(text: str) -> dict[str, Any]:
    """What `tomllib.loads` says of a text, and its errors."""
    found = plain(text)
    return tomllib.loads(text) if found is None else found


def plain(text: str) -> dict[str, Any] | None:
    """The tables of a text that is plain; None: ask `tomllib`."""
    if _CONTROLS.search(text):
        return None
    try:
        return _document(text)
    except (NotPlainError, RecursionError, ValueError, IndexError):
        return None


def _document(text: str) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {}  # those that headings made
    here, at = tables, _after(_GAP, text, 0)
    while at < len(text):
        if text[at] == "[":
            heading = _HEADING.match(text, at)
            if heading is None:
                raise NotPlainError
            here, at = {}, heading.end()
            name = heading["list"]
            if name is None:
                _put(tables, heading["table"], here)
            elif name in lists:
                lists[name].append(here)
            else:
                lists[name] = [here]
                _put(tables, name, lists[name])
        else:
            at = _pair(text, at, here, 0)
        at = _after(_GAP, text, _after(_END, text, at))
    return tables


def _put(table: dict[str, Any], key: str, value: Any) -> None:
    if key in table:
        raise NotPlainError
    table[key] = value


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    if match is None:
        raise NotPlainError
    return match.end()


def _pair(text: str, at: int, table: dict[str, Any], depth: int) -> int:
    """Put a key and its value into a table; returns where they end."""
    match = _PAIR.match(text, at)
    if match is None:
        raise NotPlainError
    bare, quoted, words, whole, part, word = match.groups()
    key = bare or quoted
    if key in table:
        raise NotPlainError
    if words is not None:
        table[key] = words
    elif whole:
        table[key] = float(whole + part) if part else int(whole)
    elif word:
        table[key] = word == "true"
    else:
        table[key], end = _value(text, match.end(), depth)
        return end
    return match.end()


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    """A value, and where it ends."""
    if text[at] == "[":
        return _list(text, at, depth + 1)
    if text[at] == "{":
        return _table(text, at + 1, depth + 1)
    match = _VALUE.match(text, at)
    if match is None:
        raise NotPlainError
    words, whole, part, word = match.groups()
    if words is not None:
        return words, match.end()
    return (float(whole + part) if part else int(whole)) if whole else word == "true", match.end()


def _table(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    """A table in braces, from behind the first of them."""
    if depth > DEPTH_MOST:
        raise NotPlainError
    table: dict[str, Any] = {}
    while True:
        match = _NEXT.match(text, _pair(text, at, table, depth))
        if match is None:
            raise NotPlainError
        at = match.end()
        if match[1] == "}":
            return table, at


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    if depth > DEPTH_MOST:
        raise NotPlainError
    if _FLAT.match(text, at):
        try:  # numbers, texts and lists of them are the same in JSON
            value, end = _JSON.raw_decode(text, at)
        except ValueError:  # a comment in it, perhaps, or a comma at its end
            pass
        else:
            if not _OTHER.search(text, at, end):
                return value, end
    items: list[Any] = []
    at = _after(_GAP, text, at + 1)
    while text[at] != "]":
        item, at = _value(text, at, depth)
        items.append(item)
        at = _after(_GAP, text, at)
        if text[at] == ",":
            at = _after(_GAP, text, at + 1)
        elif text[at] != "]":
            raise NotPlainError
    return items, at + 1
