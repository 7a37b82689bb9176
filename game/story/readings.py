"""What was read of files before, for whoever reads them again: a file that says the same is not taken apart again.

Only readings without a mistake are kept. Each has a document of its own, so that what further checks note in one does
not stand in the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .document import Document
from .tables import Found


@dataclass(frozen=True)
class Part:
    """One file of a level, as far as it could be read.

    found  every table that was met in it
    lost   names in tables that nobody can read
    holds  attribute of the draft -> what the file says of it; nothing when the file itself cannot be read
    """

    document: Document
    found: list[Found] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    holds: dict[str, Any] = field(default_factory=dict)

    def noted_in(self, document: Document) -> Part:
        """The same, found in another document that says the same: mistakes go there."""
        found = [Found(one.struct, one.raw, one.path, document, one.value) for one in self.found]
        return replace(self, document=document, found=found)


class Readings:
    """The last good reading of each file."""

    def __init__(self) -> None:
        self._kept: dict[Path, Part] = {}

    def read(self, path: Path, part: Callable[[Document], Part], text: str | None = None) -> Part:
        """What `part` makes of a file, or of `text` in its place."""
        before = self._kept.get(path)
        document = Document(path, text, before.document if before else None)
        if before is not None and document.says_the_same:
            return before.noted_in(document)
        made = part(document) if document.readable else Part(document)
        if not document.problems:
            self._kept[path] = made
        return made
