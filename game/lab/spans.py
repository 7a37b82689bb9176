"""Times as tests write them: 2, "2s", "350ms", "1.5min", "90t" (ticks), and "1.9s±0.2s" for a time with its slack."""

from __future__ import annotations

import re
from typing import NamedTuple

from game.sim.clock import TICK_HZ

_SPAN = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(ms|s|sec|min|m|t|ticks?)?\s*")
_UNITS = {"ms": 0.001, "s": 1.0, "sec": 1.0, "min": 60.0, "m": 60.0, "t": 1 / TICK_HZ, "tick": 1 / TICK_HZ}
_UNITS |= {"": 1.0, "ticks": 1 / TICK_HZ}
SLACK = 1 / TICK_HZ  # of a time that names none [s]
LONGEST = 24 * 3600.0  # [s]

Span = float | str


def seconds(span: Span) -> float:
    """Seconds that a span means. ValueError says how spans are written."""
    if isinstance(span, (int, float)) and not isinstance(span, bool):
        value = float(span)
    else:
        found = _SPAN.fullmatch(span) if isinstance(span, str) else None
        if found is None:
            raise ValueError(f"{span!r} is not a time; write seconds, or '2s', '350ms', '1.5min', '90t' (ticks)")
        value = float(found[1]) * _UNITS[found[2] or ""]
    if not 0.0 <= value <= LONGEST:
        raise ValueError(f"{span!r} is not a time between 0 and a day")
    return value


def ticks(span: Span) -> int:
    """The nearest whole number of ticks; one at least, unless the span is 0: nobody means a moment to be none."""
    value = seconds(span)
    return max(round(value * TICK_HZ), 1 if value > 0.0 else 0)


class Window(NamedTuple):
    """From tick `first` to tick `last`, both included, on a run's clock."""

    first: int
    last: int


def window(at: Span) -> Window:
    """The ticks that a time with slack means: "1.9s±0.2s" or "1.9s+-0.2s"; without slack, a tick either way."""
    text = at.replace("+-", "±").replace("+/-", "±") if isinstance(at, str) else at
    if isinstance(text, str) and "±" in text:
        middle, slack = text.split("±", 1)
        about, wide = seconds(middle), seconds(slack)
    else:
        about, wide = seconds(text), SLACK
    return Window(round((about - wide) * TICK_HZ), round((about + wide) * TICK_HZ))


def text(tick: int) -> str:
    """A tick for a reader: its time on the run's clock."""
    return f"{tick / TICK_HZ:.2f} s"
