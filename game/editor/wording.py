"""Values written as TOML, in the layout of our own level files."""

from __future__ import annotations

import math
import re
from typing import Any

import tomlkit

LONGEST = 118  # characters of a line before a list is written one item a line
INDENT = "  "

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r'[^"\\\x00-\x1f\x7f]*')  # stands in quotes as it is


def key(name: str) -> str:
    """A key, in quotes where it needs them: line ids have dots in them."""
    return name if _BARE.fullmatch(name) else text(name)


def text(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return f'"{value}"'
    return tomlkit.string(value).as_string()


def number(value: float) -> str:
    """A whole one without its point: `[12150, 345]`. Those that no level may hold are written, too: `inf`, `nan`."""
    if not math.isfinite(value):
        return repr(float(value))
    return str(int(value)) if value == int(value) else repr(value)


def value(thing: Any) -> str:
    """Anything that a level file holds, on one line. TypeError for what TOML has no word for."""
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, str):
        return text(thing)
    if isinstance(thing, int | float):
        return number(thing)
    if isinstance(thing, dict):
        pairs = ", ".join(pair(name, inner) for name, inner in thing.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(thing, list | tuple):
        return f"[{', '.join(value(one) for one in thing)}]"
    raise TypeError(f"a level file holds text, numbers, lists and tables, no {type(thing).__name__}")


def pair(name: str, thing: Any) -> str:
    return f"{key(name)} = {value(thing)}"


def long_pair(name: str, thing: Any, newline: str = "\n") -> str:
    """A pair on lines of its own: a list of tables that is too long for one line has one item a line."""
    short = pair(name, thing)
    if len(short) <= LONGEST or not is_tables(thing):
        return short
    items = "".join(f"{INDENT}{value(one)},{newline}" for one in thing)
    return f"{key(name)} = [{newline}{items}]"


def is_tables(thing: Any) -> bool:
    return isinstance(thing, list) and bool(thing) and all(isinstance(one, dict) for one in thing)


def copied(thing: Any) -> Any:
    """Another table or list of the same: of a level file's values, a fifth of what a deep copy takes."""
    if type(thing) is list:
        return [copied(one) if type(one) is list or type(one) is dict else one for one in thing]
    if type(thing) is dict:
        return {name: copied(one) if type(one) is list or type(one) is dict else one for name, one in thing.items()}
    return thing


def same(a: Any, b: Any) -> bool:
    """Whether two values mean the same: 1 and 1.0 do, 1 and true do not."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[name], b[name]) for name in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return isinstance(a, bool) == isinstance(b, bool) and a == b
