"""Reads an interlude's file as strictly as a level: data only, and every mistake at its file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game import resources

from . import interlude_check, letters
from .document import Document
from .fields import fields
from .interlude_schema import LISTS, Card, Decision, Header, Line, Passage, Question, Script
from .nested import NestedReader
from .problems import LevelError, Problem
from .suggest import did_you_mean, nearest


def folder(root: Path | None = None) -> Path:
    return (root or resources.levels()) / "interludes"


def names(root: Path | None = None) -> list[str]:
    """The interludes that come with the game, or with the campaign in `root`, in order."""
    return sorted(path.stem for path in folder(root).glob("*.toml"))


def load(name: str, root: Path | None = None) -> Script:
    """The interlude of that name, or of the only one that begins so (`2`). LevelError lists every mistake."""
    known = names(root)
    fits = [one for one in known if one == name] or [one for one in known if name and one.startswith(name)]
    if len(fits) != 1:
        raise LevelError(f"no interlude is called {name!r}{did_you_mean(name, known)}")
    return read(folder(root) / f"{fits[0]}.toml")


def after(chapter: str) -> str:
    """The name of the interlude that is played after a level, or ''."""
    return next((name for name in names() if load(name).header.chapter == chapter), "")


def check() -> list[Problem]:
    """Every mistake in the interludes that come with the game."""
    problems: list[Problem] = []
    for name in names():
        try:
            load(name)
        except LevelError as error:
            problems += error.problems
    return problems


def read(path: Path) -> Script:
    """Read and check one file. LevelError lists every mistake with file, line, column and remedy."""
    document = Document(path)
    script = _Draft(document).script() if document.readable else None
    if document.problems or script is None:
        raise LevelError(document.problems or f"{path}: the file is empty")
    return script


# -- reading -------------------------------------------------------------------------------------------------


class _Draft:
    """A file on its way to a script."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.reader = NestedReader(document)
        self.id = document.path.stem

    def script(self) -> Script | None:
        tables = self.document.tables
        header = self.reader.build(Header, tables, (), ignore=(*LISTS, "lines"))
        opening, closing = self._list("open", Passage), self._list("close", Passage)
        cards, questions = self._list("card", Card), self._list("question", Question)
        decisions = self._list("decision", Decision)
        lines = self._lines()
        letters.refuse_all(self.document)
        if header is None or self.document.problems:
            return None
        script = Script(
            self.id, header, tuple(opening), tuple(closing),
            {card.id: card for card in cards}, {question.id: question for question in questions},
            {decision.id: decision for decision in decisions}, lines,
        )  # fmt: skip
        interlude_check.whole(self.document, script)
        return script

    def _list(self, name: str, struct: type[Any]) -> list[Any]:
        raw = self.document.tables.get(name, [])
        if not isinstance(raw, list):
            self.document.wrong((name,), f"{name!r} is a list of tables: it has the heading [[{name}]]")
            return []
        built = [self.reader.build(struct, one, (name, i)) for i, one in enumerate(raw)]
        seen: set[str] = set()
        for i, one in enumerate(built):
            id = getattr(one, "id", None)
            if id in seen:
                self.document.wrong((name, i, "id"), f"there is a {name} called {id!r} already: ids are unique")
            elif id is not None:
                seen.add(id)
        return [one for one in built if one is not None]

    def _lines(self) -> dict[str, Line]:
        raw = self.document.tables.get("lines")
        if raw is None and any(nearest(key, ("lines",)) for key in self.document.tables if key not in fields(Header)):
            return {}  # the key that is misspelt is told
        if not isinstance(raw, dict) or not raw:
            self.document.wrong((), 'the words are missing: [lines], and in it "id" = { who = "…", text = "…" }')
            return {}
        built = {id: self.reader.build(Line, one, ("lines", id)) for id, one in raw.items()}
        return {id: line for id, line in built.items() if line is not None}
