"""What a pilot means to do."""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.sim.edits import Edit


@dataclass(slots=True)
class Intent:
    """A wish: `move` as a share of full speed, `aim` [rad] or None to look where it goes."""

    move: tuple[float, float] = (0.0, 0.0)
    aim: float | None = None
    fire: bool = False
    boost: bool = False
    brake: bool = False
    tractor: bool = False
    press: int = 0
    still: bool = False  # hands off
    edit: Edit | None = None  # to be done at the console, instead of all that


def blend(move: tuple[float, float], push: tuple[float, float], weight: float) -> tuple[float, float]:
    """`move` with `push` mixed in, no longer than 1."""
    x, y = move[0] + push[0] * weight, move[1] + push[1] * weight
    long = math.hypot(x, y)
    return (x / long, y / long) if long > 1.0 else (x, y)
