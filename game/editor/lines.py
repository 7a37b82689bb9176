"""Lines of a level: new ones, whose names say to which beat they belong and who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from game.story.schema import kind_of

from .document import Document
from .forms import TABLES
from .renaming import names

FIRST = "nanette"  # who speaks where nobody has spoken yet
EMPTY = "…"  # what a new line says
AGAIN = "again"  # how lines of retries begin


def new_line(document: Document, stem: str, who: str = "", after: int | None = None) -> int:
    """A new line behind another, or behind the last that begins alike; its key.

    `stem` is what it belongs to, a beat as a rule. Its name is `stem.who`, with a number where that is taken.
    """
    lines = document.rows("line")
    stem = (stem or "line").split(".")[0]
    alike = [row for row in lines if row.id == stem or row.id.startswith(f"{stem}.")]
    if after is None and alike:
        after = alike[-1].key
    if not who:
        near = [document.row(after)] if after is not None and after in document else []
        said = [str(row.data.get("who", "")) for row in (*near, *reversed(alike), *reversed(lines))]
        who = next((one for one in said if one and kind_of(one) == "say"), FIRST)
    id = free_name({row.id for row in lines}, f"{stem}.{who.removeprefix('@')}", ".")
    return document.add("line", {"id": id, "who": who, "text": EMPTY}, after)


def free_name(taken: set[str], wished: str, mark: str = "-") -> str:
    """The name that is wished, or the first of `wished-2`, `wished-3` … that nothing has."""
    if wished not in taken:
        return wished
    stem, _, number = wished.rpartition(mark)
    stem, at = (stem, int(number)) if stem and number.isdecimal() else (wished, 1)
    while (name := f"{stem}{mark}{at + 1}") in taken:
        at += 1
    return name


def users(document: Document, id: str) -> list[int]:
    """Keys of the beats and retries that name a line."""
    rows = [row for kind in ("beat", "retry") for row in document.rows(kind)]
    return [row.key for row in rows if names(TABLES[row.kind], row.data, "line", id)]


@contextmanager
def unmissed(document: Document) -> Iterator[None]:
    """Lines that say nothing yet go with whoever named them last. Within a change of the document."""
    lines = [row for row in document.rows("line") if row.data.get("text") == EMPTY]
    named = [row.key for row in lines if users(document, row.id)]
    yield
    document.remove([key for key in named if key in document and not users(document, document.row(key).id)])
