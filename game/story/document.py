"""One TOML file of a level, read as if a stranger had sent it: bounded in size, depth and numbers."""

from __future__ import annotations

import math
import re
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli

from . import plain_file
from .positions import KeyPath, Positions
from .problems import Problem
from .slips import TWICE, remedy

SIZE_LIMIT = 1_000_000  # bytes of one file
DEPTH_LIMIT = 20  # brackets inside each other
LIST_LIMIT = 5_000  # items of one list or table
STRING_LIMIT = 1_000  # characters of one string
WORD_LIMIT = 300  # characters of a name or a whole number: any that is shorter is still a float
INTEGER_LIMIT = 2**53  # beyond this a number is no longer exact
MARKS_LIMIT = 150_000  # commas, opening brackets and (for two) equals signs of one file: fifteen times our own most
DOTS_LIMIT = 80_000  # dots, in numbers and in keys
MISTAKES_LIMIT = 100  # in one file: who has so many mends some first
TOO_LARGE = "a whole number too large to be exact"

# a text that nobody ends goes on to the end of its line, or of the file: nothing is looked through twice
_TEXT = r""""(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?"""
_LONG = r'''"""(?:\\.|[^"\\]|"(?!""))*+(?:"{3,5}|\Z)|'{3}(?:[^']|'(?!''))*+(?:'{3,5}|\Z)'''
_TOKEN = re.compile(rf"{_LONG}|{_TEXT}|#[^\n]*+|[\[\]{{}}]", re.DOTALL)
_LINK = rf"(?:[A-Za-z0-9_-]++|{_TEXT})[ \t]*+\.[ \t]*+"
_COUNTED = re.compile(rf"{_LONG}|{_TEXT}|#[^\n]*+|(?P<mark>[,=\[{{])|(?P<dot>\.)", re.DOTALL)
_CHAIN = re.compile(rf"(?P<chain>(?:{_LINK}){{{DEPTH_LIMIT}}})|{_TEXT}|#[^\n]*+|[A-Za-z0-9_-]++")
_ENDLESS = re.compile(rf"(?<!\w)\w{{{WORD_LIMIT},}}")
_WORDS = re.compile(rf"{_LONG}|{_TEXT}|#[^\n]*+|(?P<endless>\w{{{WORD_LIMIT},}})|\w++", re.DOTALL)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Document:
    """The tables of one file, its problems, and where everything stands in it."""

    def __init__(self, path: Path, text: str | None = None, before: Document | None = None) -> None:
        """`text` is read as if it stood in the file. `before`: an earlier reading of it, in which nothing was wrong."""
        self.path = path
        self.text = ""
        self.tables: dict[str, Any] = {}
        self.unfit: set[KeyPath] = set()  # values refused already, whatever they stand for
        self._wrong: list[tuple[int, int, str]] = []  # line, column, message
        self._given_up = False
        self.says_the_same = False  # as the earlier reading
        self._read(before) if text is None else self._take(text.encode("utf-8", "surrogatepass"), before)

    @property
    def problems(self) -> list[Problem]:
        return [Problem(str(self.path), line, column, message) for line, column, message in sorted(set(self._wrong))]

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.text)

    @property
    def readable(self) -> bool:
        """Whether there is anything in it to judge."""
        return bool(self.tables) or not self._wrong

    @property
    def full(self) -> bool:
        """Whether so much is wrong with it that it is not worth while to look for more."""
        return self._given_up or len(self._wrong) >= MISTAKES_LIMIT

    def give_up(self, path: KeyPath, message: str) -> None:
        """Note a mistake behind which nobody shall look any further."""
        self.wrong(path, message)
        self._given_up = True

    def wrong(self, path: KeyPath, message: str, *, key: bool = False) -> None:
        """Note a mistake at a value, or at the key before it."""
        if self.full:
            return
        line, column = self.positions.place(path, key=key) if path else (1, 1)
        self._wrong.append((line, column, message))

    def _read(self, before: Document | None) -> None:
        try:
            data = plain_file.read(self.path, SIZE_LIMIT)
        except FileNotFoundError:
            self._wrong.append((1, 1, "this file is missing: a level has level.toml, map.toml and lines.toml"))
            return
        except OSError as error:
            self._wrong.append((1, 1, f"the file cannot be read: {error.strerror or error}"))
            return
        self._take(data, before)

    def _take(self, data: bytes, before: Document | None) -> None:
        if len(data) > SIZE_LIMIT:
            self._wrong.append((1, 1, f"the file is larger than {SIZE_LIMIT:,} bytes"))
            return
        try:
            self.text = data.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            begun = data.rfind(b"\n", 0, error.start) + 1
            column = len(data[begun : error.start].decode("utf-8")) + 1
            self._wrong.append((line, column, "the file is not UTF-8 text: save it as UTF-8"))
            return
        lone = self.text.find("\r")
        if lone >= 0:
            why = "a carriage return alone ends no line: save the file with line ends LF, or CR and LF"
            self._wrong.append((*self._place(lone), why))
            return
        if before is not None and before.text == self.text:
            self.tables, self.says_the_same = before.tables, True
            return
        self._parse()

    def _parse(self) -> None:
        crowded = _crowded(self.text)
        if crowded >= 0:
            self._wrong.append(
                (*self._place(crowded), f"more than {MARKS_LIMIT:,} values in one file up to here: keep it smaller")
            )
            return
        endless = _endless(self.text)
        if endless >= 0:
            self._wrong.append(
                (*self._place(endless), f"a name too long, or {TOO_LARGE}: it has {WORD_LIMIT} characters or more")
            )
            return
        chain = _long_chain(self.text)
        if chain >= 0:  # refused before the parser sees it, which takes the square of its length
            self._wrong.append((*self._place(chain), f"tables nested deeper than {DEPTH_LIMIT}"))
            return
        try:
            self.tables = tomli.loads(self.text)
        except (ValueError, RecursionError) as error:
            self._unread(error)
        else:
            self._limits()

    def _unread(self, error: Exception) -> None:
        """Note why it is no TOML, or too much of it."""
        deep = _too_deep(self.text)
        if deep >= 0:
            self._wrong.append((*self._place(deep), f"lists or tables nested deeper than {DEPTH_LIMIT}"))
        elif isinstance(error, tomli.TOMLDecodeError):
            self._slip(str(error))
        elif isinstance(error, RecursionError):
            self._wrong.append((1, 1, f"tables nested deeper than {DEPTH_LIMIT}"))
        else:  # impossible dates
            self._wrong.append((1, 1, f"not TOML: {error}"))

    def _place(self, offset: int) -> tuple[int, int]:
        """Line and column of a place in the text."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def _slip(self, message: str) -> None:
        """Note where the parser gave up; of a key or heading that stands twice, where it stands the second time."""
        found = _PLACE.search(message)
        message = _PLACE.sub("", message)
        line, column = (int(found[1]), int(found[2])) if found and found[1] else self._end()
        if message.startswith(TWICE) and self.positions.again:
            path, offset, heading = self.positions.again
            line, column = self.positions.line_column(offset)
            name, first = path[-1], self.positions.place(path, key=True)[0]
            more = f": one more of a list has the heading [[{name}]]" if heading else ""
            if self.text.startswith("[[", offset):  # a list that was written out cannot grow
                more = f": put this one between the brackets there, or give each of those a heading [[{name}]]"
            self._wrong.append((line, column, f"not TOML: there is a {name!r} in line {first} already{more}"))
            return
        self._wrong.append((line, column, f"not TOML: {remedy(message)}"))

    def _end(self) -> tuple[int, int]:
        lines = self.text.split("\n")
        return len(lines), len(lines[-1]) + 1

    def _limits(self) -> None:
        """Refuse what would harm a reader further on: one explicit stack, so that depth cannot hurt here either."""
        stack: list[tuple[KeyPath, Any]] = [((), self.tables)]
        while stack:
            path, value = stack.pop()
            if len(path) > DEPTH_LIMIT:
                deep = _too_deep(self.text)  # by brackets, or by dots in keys and headings
                place = self._place(deep) if deep >= 0 else self._longest_key()
                self._wrong.append((*place, f"lists or tables nested deeper than {DEPTH_LIMIT}"))
                self.tables = {}
                return
            if len(value) > LIST_LIMIT:  # too much to look any further
                self.wrong(path, f"more than {LIST_LIMIT} items")
                self.unfit.add(path)
                self.tables = {}
                return
            if isinstance(value, dict):
                self._drop_unfit_keys(path, value)
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
                kind = type(inner)
                if kind is dict or kind is list:
                    stack.append(((*path, key), inner))
                elif (kind is str and len(inner) <= STRING_LIMIT and inner.isprintable()) or kind is bool:
                    continue
                elif kind is not float or not math.isfinite(inner):  # most of a map is numbers
                    why = _unfit(inner)
                    if why:
                        self.wrong((*path, key), why)
                        self.unfit.add((*path, key))

    def _drop_unfit_keys(self, path: KeyPath, table: dict[str, Any]) -> None:
        """No message shall ever hold a name that a terminal would obey, or that hides what stands beside it."""
        for key in [key for key in table if not key.isprintable()]:
            self.wrong((*path, key), "a name with control characters in it: write it anew", key=True)
            del table[key]

    def _longest_key(self) -> tuple[int, int]:
        """Line and column of the line with the most dots."""
        lines = self.text.split("\n")
        number = max(range(len(lines)), key=lambda i: lines[i].count("."))
        return number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1


def _crowded(text: str) -> int:
    """Where a file has more in it than can be read in a second, however small it is; or -1."""
    if sum(map(text.count, ",==[{")) <= MARKS_LIMIT and text.count(".") <= DOTS_LIMIT:
        return -1
    marks = dots = 0
    for match in _COUNTED.finditer(text):
        marks += (match.lastgroup == "mark") + (match.group() == "=")
        dots += match.lastgroup == "dot"
        if marks > MARKS_LIMIT or dots > DOTS_LIMIT:
            return match.start()
    return -1


def _endless(text: str) -> int:
    """Where a number or a name has so many characters that taking it for one costs dear; or -1."""
    if _ENDLESS.search(text):
        for match in _WORDS.finditer(text):
            if match["endless"]:
                return match.start()
    return -1


def _long_chain(text: str) -> int:
    """Where a key of more than DEPTH_LIMIT parts stands, or -1. Keys end with their lines."""
    if text.count(".") < DEPTH_LIMIT:
        return -1
    begin = 0
    for line in text.split("\n"):
        if line.count(".") >= DEPTH_LIMIT:
            for match in _CHAIN.finditer(line):
                if match["chain"]:
                    return begin + match.start()
        begin += len(line) + 1
    return -1


def _too_deep(text: str) -> int:
    """Where brackets stand deeper in each other than DEPTH_LIMIT, outside of strings and comments; or -1."""
    depth = 0
    for match in _TOKEN.finditer(text):
        mark = match.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth = max(0, depth - 1)
        if depth > DEPTH_LIMIT:
            return match.start()
    return -1


def _unfit(value: Any) -> str:
    """Why a value that is neither list nor table would harm a reader, or ''."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, str):
        if len(value) > STRING_LIMIT:
            return f"text longer than {STRING_LIMIT} characters"
        return "" if value.isprintable() else "text with control characters in it (a line break, perhaps)"
    if isinstance(value, int):
        return TOO_LARGE if abs(value) > INTEGER_LIMIT else ""
    if isinstance(value, float):
        return "" if math.isfinite(value) else f"{value} is no place and no time: write a number"
    return "a date or time, where levels have text, numbers, lists and tables"
