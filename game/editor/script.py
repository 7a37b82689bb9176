"""The script of a level as it stands on the desk: its beats as structs, kept until a row changes; and all its names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from game.story import catalog
from game.story.actions_talk import Offer
from game.story.document import Document as Source
from game.story.fields import fields
from game.story.names import PLAYER_NAME
from game.story.plot_reach import explore
from game.story.positions import KeyPath
from game.story.schema import ABILITIES, COUNTERS, Beat, Header
from game.story.tables import Reader

from .document import Document, Row

PLACES = ("point", "region", "path", "gravity")
TERRAIN = ("rock", "wall")


class _Notes(Source):
    """Notes what is wrong with a table, by its path."""

    def __init__(self) -> None:
        super().__init__(Path("level.toml"), "")
        self.found: list[tuple[KeyPath, str]] = []

    def wrong(self, path: KeyPath, message: str, *, key: bool = False) -> None:
        self.found.append((path, message))


class Read(NamedTuple):
    """A beat as far as it can be read."""

    row: Row
    beat: Beat | None
    wrong: tuple[tuple[KeyPath, str], ...]
    makes: frozenset[tuple[str, str]]  # kind of thing, and its name


class Script:
    """Read what it says of the document; only what has changed is read again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._read: dict[int, Read] = {}
        self._named = self._ordered = -1  # versions of the document
        self._of: list[Row] = []  # rows from which the order follows
        self._rounds: dict[str, int] = {}
        self._names: dict[str, set[str]] = {}

    # -- beats

    def read(self, key: int) -> Read:
        """The beat of a row. KeyError when it has gone."""
        row = self.document.row(key)
        known = self._read.get(key)
        if known is None or known.row is not row:
            notes = _Notes()
            reader = Reader(notes)
            beat = reader.build(Beat, row.data, ())
            makes = frozenset(_made(found.struct, found.raw) for found in reader.found)
            known = self._read[key] = Read(row, beat, tuple(notes.found), frozenset().union(*makes))
        return known

    @property
    def rounds(self) -> dict[str, int]:
        """Beat -> how many others must have fired, one after the other, before it can; -1 when it never can."""
        if self._ordered != self.document.version:
            self._ordered = self.document.version
            rows = [row for kind in ("beat", "retry", "header") for row in self.document.rows(kind)]
            if len(rows) != len(self._of) or any(a is not b for a, b in zip(rows, self._of, strict=True)):
                self._of, self._rounds = rows, self._order()
        return self._rounds

    def _order(self) -> dict[str, int]:
        rows, header = self.document.rows("beat"), self.document.header()
        beats = [read.beat for read in map(self.read, [row.key for row in rows]) if read.beat is not None]
        given = [("flag", flag) for flag in _words(header.get("brings"))]
        given += [("ability", ability) for ability in _words(header.get("allow"))]
        given += [("said", line) for row in self.document.rows("retry") for line in _words(row.data.get("lines"))]
        found = explore(beats, given).rounds
        return {row.id: found.get(row.id, -1) for row in rows}

    # -- names

    def names(self, refs: tuple[str, ...]) -> list[str]:
        """All names of some kinds of thing, in order."""
        return sorted(set().union(*(self.known.get(ref, set()) for ref in refs)))

    @property
    def known(self) -> dict[str, set[str]]:
        """Kind of thing -> its names."""
        if self._named == self.document.version:
            return self._names
        self._named = self.document.version
        rows, header = self.document.rows("beat"), self.document.header()
        names: dict[str, set[str]] = {kind: set(found) for kind, found in catalog.names().items()}
        for kind in PLACES:
            names[kind] = {row.id for row in self.document.rows(kind)}
        names["terrain"] = {row.id for kind in TERRAIN for row in self.document.rows(kind)}
        names["line"] = {row.id for row in self.document.rows("line")}
        names["beat"] = {row.id for row in rows}
        names["ability"] = set(ABILITIES)
        for kind, more in (("ship", {PLAYER_NAME}), ("counter", set(COUNTERS)), ("flag", _words(header.get("brings")))):
            names.setdefault(kind, set()).update(more)
        for kind, name in frozenset().union(*(self.read(row.key).makes for row in rows)):
            names.setdefault(kind, set()).add(name)
        self._names = {kind: found - {""} for kind, found in names.items()}
        return self._names


def _made(struct: type[msgspec.Struct], raw: dict[str, Any]) -> frozenset[tuple[str, str]]:
    """What a table makes, by the types of its keys."""
    if struct is Header:
        return frozenset()
    made = {
        (field.makes, name) for key, field in fields(struct).items() if field.makes for name in _words(raw.get(key))
    }
    if struct is Offer:
        made |= {("choice", name) for name in _words(raw.get("choice", raw.get("ask")))}
    return frozenset(made)


def _words(value: Any) -> set[str]:
    return {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}


def tables(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The tables of a list, with their numbers."""
    yield from ((i, one) for i, one in enumerate(value if isinstance(value, list) else []) if isinstance(one, dict))
