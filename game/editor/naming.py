"""Names for new rows: such as nobody has yet, also when there are thousands of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .document import Document
from .forms import TABLES
from .renaming import CALLED, SPEAK, mixed_up, renamed

Other = tuple[str, str, str]  # kind of reference, old name, new name
Copies = list[tuple[str, dict[str, Any]]]  # kinds and data


class Naming:
    """The names of a document, as of now, and those that it gave out."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._taken: dict[str, set[str]] = {}
        self._tried: dict[tuple[str, str], int] = {}  # kind and stem -> the number up to which all are taken

    def free(self, kind: str, like: str) -> str:
        """A name that nobody of that kind has: rock-3, or slab-2 for a copy of slab. It is taken from now on."""
        kinds = sorted(mixed_up(kind))
        taken = self._taken.get(kinds[0])
        if taken is None:
            taken = {row.id for each in kinds for row in self._document.rows(each)}
            self._taken[kinds[0]] = taken
        name = like if like not in taken and like != kind else self._numbered(kinds[0], kind, like, taken)
        taken.add(name)
        return name

    def _numbered(self, shared: str, kind: str, like: str, taken: set[str]) -> str:
        stem, _, number = like.rpartition("-")
        stem = stem if number.isdecimal() and stem else like
        n = self._tried.get((shared, stem), 0 if like == kind else 1) + 1
        while f"{stem}-{n}" in taken:
            n += 1
        self._tried[shared, stem] = n
        return f"{stem}-{n}"


def with_free_names(document: Document, copies: Copies) -> Copies:
    """Copies of things under names of their own; those that speak of each other, speak of the new ones."""
    naming, found = Naming(document), []
    others: dict[str, list[Other]] = {}  # by the old name
    for kind, data in copies:
        if isinstance(data.get("id"), str):
            name = naming.free(kind, data["id"])
            if name != data["id"]:
                others.setdefault(data["id"], []).append((CALLED.get(kind, kind), data["id"], name))
                data = {**data, "id": name}
        found.append((kind, data))
    return [(kind, _speaking(kind, data, others)) if kind in SPEAK else (kind, data) for kind, data in found]


def _speaking(kind: str, data: dict[str, Any], others: dict[str, list[Other]]) -> dict[str, Any]:
    """A table that speaks of the new names. In two steps, or one that took another's old name is taken for it."""
    words = dict.fromkeys(_words({key: value for key, value in data.items() if key != "id"}))
    spoken = [other for word in words for other in others.get(word, ())]
    if not spoken:
        return data
    made = {key: value for key, value in data.items() if key != "id"}
    for n, (ref, old, _) in enumerate(spoken):
        made = renamed(TABLES[kind], made, ref, old, f"\0{n}")
    for n, (ref, _, new) in enumerate(spoken):
        made = renamed(TABLES[kind], made, ref, f"\0{n}", new)
    return {key: data["id"] if key == "id" else made[key] for key in data}


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _words(one)
