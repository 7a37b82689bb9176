"""Copy and paste between levels: what is copied is TOML text, which may as well come out of a text editor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tomli

from game.story.schema import MAP_LISTS

from . import wording
from .document import Document, Row
from .forms import TABLES
from .renaming import names

HEADING = "# Callister: things of a map"
KINDS = (*MAP_LISTS, "beat", "retry", "line")
SPEAKS = ("beat", "retry")  # what they say comes along
Rows = list[tuple[str, dict[str, Any]]]


def chosen(document: Document, keys: Iterable[int]) -> list[Row]:
    """What is copied of these rows: what they say, too."""
    rows = [row for row in map(document.row, sorted(keys)) if row.kind in KINDS]
    said = [row for row in rows if row.kind in SPEAKS]
    texts = [wording.value(row.data) for row in said]
    for line in document.rows("line"):
        near = [row for row, text in zip(said, texts, strict=True) if line.id and line.id in text]
        if line not in rows and any(names(TABLES[row.kind], row.data, "line", line.id) for row in near):
            rows.append(line)
    return rows


def without_known_lines(document: Document, rows: Rows) -> Rows:
    """Lines that this level has, word for word, are not pasted once more."""
    there = {row.id: row.data for row in document.rows("line")}
    return [(kind, data) for kind, data in rows if kind != "line" or there.get(str(data.get("id"))) != data]


def written(rows: list[Row]) -> str:
    """Rows as a text: a list of tables of each kind, as it would stand in a map.toml."""
    lines = [HEADING]
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        if mine:
            lines += [f"{kind} = [", *(f"  {wording.value(row.data)}," for row in mine), "]"]
    return "\n".join(lines) + "\n"


def read(text: str) -> Rows:
    """What of a text can be pasted; nothing when it is something else."""
    if len(text) > 1_000_000:
        return []
    try:
        tables = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return []
    found: Rows = []
    for kind in KINDS:
        listed = tables.get(kind)
        found += [(kind, one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return found
