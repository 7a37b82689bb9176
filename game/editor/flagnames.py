"""Flags that may stand somewhere: those of the level, those that it asks for, and those that the campaign carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.story.flags import FLAGS

from .document import Document
from .forms import Control
from .script import Script

LISTS = ("brings", "carries")  # keys at a level's top that list flags
ASKS = ("flag", "not", "clear")  # keys that name a flag, in conditions and actions


def asked(document: Document) -> set[str]:
    """Flags that some beat or retry asks for, whoever sets them."""
    return {name for kind in ("beat", "retry") for row in document.rows(kind) for name in _asked(row.data)}


def _asked(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        yield from (name for key in ASKS if isinstance(name := thing.get(key), str))
    for one in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from _asked(one)


def all_of(script: Script) -> list[str]:
    """Every flag that there is, those of the level first."""
    own = sorted({*script.names(("flag",)), *asked(script.document)})
    return [*own, *(flag for flag in sorted(FLAGS) if flag not in own)]


def offered(script: Script, control: Control, key: str) -> list[str] | None:
    """Flags for a key of this control, the likeliest first; None where no flag belongs."""
    if "flag" in control.refs:
        return all_of(script)
    if key == "brings":  # of earlier chapters; what is asked for and set by nobody here was meant
        own = set(script.names(("flag",)))
        missing = sorted(asked(script.document) - own)
        return [*missing, *(flag for flag in sorted(FLAGS) if flag not in missing)]
    if key == "carries":
        return all_of(script)
    if control.makes == "flag":  # what is asked for and not set yet was meant
        wanted = sorted(asked(script.document) - set(script.names(("flag",))))
        return [*wanted, *(flag for flag in all_of(script) if flag not in wanted)]
    return None
