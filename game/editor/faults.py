"""Where in a level its mistakes are: which row, and which key of it."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.story.positions import KeyPath, Positions
from game.story.problems import Problem

from .document import Document, Row
from .sheet import BLOCK, INLINE


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake, and the row that has it; `key` is None when it stands in no row: something is missing."""

    problem: Problem
    key: int | None = None
    path: KeyPath = ()

    @property
    def file(self) -> str:
        return Path(self.problem.file).name


def locate(document: Document, problems: Iterable[Problem]) -> list[Fault]:
    """Each problem with its place in the document, in their order."""
    sheets: dict[str, _Places] = {}
    found = []
    for problem in problems:
        name = Path(problem.file).name
        if name not in sheets:
            sheets[name] = _Places(document.in_file(name))
        row, offset = sheets[name].row_at(problem.line, problem.column)
        found.append(Fault(problem, row.key, path_at(row, offset)) if row else Fault(problem))
    return found


class _Places:
    """Where the rows of a file begin and end, in its text as the check reads it."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.starts: list[int] = []
        self.ends: list[int] = []
        text, at = [], 0
        for row in rows:
            before, own = _plain(row.before), _plain(row.text)
            self.starts.append(at + len(before))
            at += len(before) + len(own)
            self.ends.append(at)
            text += [before, own]
        whole = "".join(text)
        self.lines = [0, *(i + 1 for i, letter in enumerate(whole) if letter == "\n")]

    def row_at(self, line: int, column: int) -> tuple[Row | None, int]:
        """The row at a line and column, and how far into its text that is."""
        if not self.rows or line > len(self.lines):
            return None, 0
        offset = self.lines[line - 1] + column - 1
        at = bisect.bisect_right(self.starts, offset) - 1
        if at < 0 or offset >= self.ends[at] or not self.rows[at].kind:
            return None, 0
        return self.rows[at], offset - self.starts[at]


def path_at(row: Row, offset: int) -> KeyPath:
    """The deepest key or item of a row that holds a place of its text; () for the row itself."""
    text, base, shift = _plain(row.text), _base(row), 0
    if row.form == INLINE:
        text, shift = f"_ = {text}", 4
    at = Positions(text)
    best: KeyPath = base
    for path, start in at.values.items():
        if path[: len(base)] != base or len(path) <= len(best):
            continue
        if at.keys.get(path, start) <= offset + shift < at.ends.get(path, start):
            best = path
    return best[len(base) :]


def _base(row: Row) -> KeyPath:
    return ("_",) if row.form == INLINE else (row.kind, 0) if row.form == BLOCK else (row.id,)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
