"""Copy and paste between levels: what is copied is TOML text, which may as well come out of a text editor."""

from __future__ import annotations

import tomllib
from typing import Any

from game.story.schema import MAP_LISTS

from . import wording
from .document import Row

HEADING = "# Callister: things of a map"
KINDS = (*MAP_LISTS, "beat", "retry")
Rows = list[tuple[str, dict[str, Any]]]


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
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return []
    found: Rows = []
    for kind in KINDS:
        listed = tables.get(kind)
        found += [(kind, one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return found
