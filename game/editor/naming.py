"""Names for new rows: such as nobody has yet, also when there are thousands of them at once."""

from __future__ import annotations

from .document import Document
from .renaming import mixed_up


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
