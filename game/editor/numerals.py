"""Numbers changed where they stand in a TOML text: what a move, a turn or a flip of a thing does to its row.

A thing that moves has other numbers and nothing else. Thousands of them move at once, so this looks at the numbers of a
text alone. Whatever it does not understand for certain (a key with a dot, text over several lines, a number in another
base) it leaves to `splice.patch`, which reads the text whole.
"""

from __future__ import annotations

import math
import re
from typing import Any

from . import wording

Pairs = list[tuple[float, float]]  # a number, and what it becomes

# what stands between two numbers: a word, a text in quotes, a comment, a sign or a gap; never a dot. No number is a key
_BETWEEN = r"""(?:[^\W\d][\w-]*+|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|\#[^\n]*+|[\s,\[\]{}=]++)*+"""
_NEXT = re.compile(rf"{_BETWEEN}([+-]?\d[\w.+:-]*+)(?![ \t]*=)")


def renumbered(text: str, old: dict[str, Any], new: dict[str, Any]) -> str | None:
    """`text`, which says `old`, with its numbers changed so that it says `new`; None when that is not certain.

    The values of `old` stand in the order of the text, so nobody need look behind the last number that changes.
    """
    pairs: Pairs = []
    if not _differ(old, new, pairs) or '"""' in text or "'''" in text:
        return None
    parts: list[str] = []
    at = 0  # how far the text has been read
    last = max((i for i, (was, becomes) in enumerate(pairs) if was != becomes), default=-1)
    for was, becomes in pairs[: last + 1]:
        found = _NEXT.match(text, at)
        if found is None:
            return None
        start, end = found.span(1)
        try:
            if float(found[1]) != was:
                return None
        except ValueError:
            return None
        if was != becomes:
            if not math.isfinite(becomes):
                return None
            parts.append(text[at:start])
            parts.append(wording.number(becomes))
        else:
            parts.append(text[at:end])
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _differ(old: Any, new: Any, pairs: Pairs) -> bool:
    """Whether two tables or lists differ in numbers at most; `pairs` gets all, in the order of `old`.

    Places make up most of a thing, so there is no call for each number.
    """
    if type(old) is not type(new) or len(old) != len(new):
        return False
    if type(old) is dict:
        if list(old) != list(new):
            return False
        old, new = old.values(), new.values()
    for a, b in zip(old, new, strict=True):
        kind = type(a)
        if kind is int or kind is float:
            if type(b) is not float and type(b) is not int:
                return False
            pairs.append((a, b))
        elif kind is list or kind is dict:
            if not _differ(a, b, pairs):
                return False
        elif a != b or kind is not type(b):
            return False
    return True
