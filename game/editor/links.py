"""From a beat to the places that it names, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.story.combinations import COMBINATIONS
from game.story.fields import fields
from game.story.schema import ACTIONS, TRIGGERS

from .document import Document, Row

LISTS_OF = {"terrain": ("rock", "wall")}  # a reference that may name a row of several lists
PLACES = ("point", "region", "path", "terrain", "gravity")


class Links:
    """Which rows of the map each beat names, kept until a row changes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._named: dict[int, tuple[Row, frozenset[tuple[str, str]]]] = {}
        self._version = -1
        self._keys: dict[tuple[str, str], int] = {}
        self._users: dict[int, list[int]] = {}
        self._spawns: list[tuple[int, dict[str, Any], int]] | None = None

    def places(self, beat: int) -> set[int]:
        """Keys of the rows of the map that a beat names."""
        self._update()
        row = self.document.row(beat)
        return {self._keys[name] for name in self._names(row) if name in self._keys}

    def beats(self, place: int) -> list[int]:
        """Keys of the beats that name a row of the map, in file order."""
        self._update()
        return self._users.get(place, [])

    def spawns(self) -> list[tuple[int, dict[str, Any], int]]:
        """Every action that brings ships in at a place of the map: beat, action, place."""
        self._update()
        if self._spawns is not None:
            return self._spawns
        found = self._spawns = []
        for row in self.document.rows("beat"):
            for action in _tables(row.data.get("then")):
                place = action.get("place")
                if action.get("do") == "spawn" and isinstance(place, str):
                    key = next((self._keys[k, place] for k in PLACES if (k, place) in self._keys), None)
                    if key is not None:
                        found.append((row.key, action, key))
        return found

    def _update(self) -> None:
        if self._version == self.document.version:
            return
        self._version = self.document.version
        self._spawns = None
        self._keys = {}
        for ref in PLACES:
            for kind in LISTS_OF.get(ref, (ref,)):
                self._keys |= {(ref, row.id): row.key for row in self.document.rows(kind)}
        self._users = {}
        for row in self.document.rows("beat"):
            for name in self._names(row):
                key = self._keys.get(name)
                if key is not None and row.key not in self._users.setdefault(key, []):
                    self._users[key].append(row.key)

    def _names(self, row: Row) -> frozenset[tuple[str, str]]:
        known = self._named.get(row.key)
        if known is None or known[0] is not row:
            known = self._named[row.key] = row, frozenset(_named(row.data))
        return known[1]


def _named(beat: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(kind of reference, name) of every place that a beat names."""
    yield from _of_trigger(beat.get("when"))
    for action in _tables(beat.get("then")):
        yield from _of_verb(action, ACTIONS.get(str(action.get("do"))))


def _of_trigger(when: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(when, dict):
        return
    for word in COMBINATIONS:
        inner = when.get(word)
        for one in inner if isinstance(inner, list) else [inner]:
            yield from _of_trigger(one)
    yield from _of_verb(when, TRIGGERS.get(str(when.get("on"))))


def _of_verb(table: dict[str, Any], struct: Any) -> Iterator[tuple[str, str]]:
    if struct is None:
        return
    for key, field in fields(struct).items():
        value = table.get(key)
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str):
                yield from ((ref, name) for ref in field.ref if ref in PLACES)


def _tables(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
