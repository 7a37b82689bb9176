"""What hands ask of a menu, whichever device they use."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Intent(Enum):
    """A step through a menu by keys or pad."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    ACCEPT = auto()
    BACK = auto()


class Pointer(NamedTuple):
    """The mouse: `kind` is move, press, release, wheel or other (a button besides the left one)."""

    kind: str
    x: float  # [px of the window]
    y: float
    amount: float = 0.0  # notches of the wheel, up is positive
