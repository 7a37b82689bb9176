"""Mistakes in level files: each says where it is, what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake; line and column count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class LevelError(Exception):
    """A level that cannot be played. `problems` holds every mistake that was found, in file order."""

    def __init__(self, problems: Sequence[Problem] | str) -> None:
        self.problems: list[Problem] = [] if isinstance(problems, str) else list(problems)
        super().__init__(problems if isinstance(problems, str) else "\n".join(map(str, self.problems)))
