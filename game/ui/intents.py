"""What hands ask of a menu or of a recording, whichever device they use."""

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
    PAGE_BACK = auto()  # of a screen with tabs
    PAGE_ON = auto()


class Transport(Enum):
    """What is asked of a recording that is watched, as of a tape deck."""

    RUN = auto()  # go on, or pause
    FRAME_BACK = auto()
    FRAME_ON = auto()
    REWIND = auto()
    FORWARD = auto()
    SLOWER = auto()
    FASTER = auto()
    PREVIOUS = auto()  # the checkpoint before
    NEXT = auto()
    START = auto()
    END = auto()
    MENU = auto()


class Shot(Enum):
    """What is asked of a camera that flies by itself."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    IN = auto()
    OUT = auto()
    CENTRE = auto()  # back to the ship
    LOOK = auto()  # the next one
    GLASS = auto()  # instruments and talk: on, off
    TAKE = auto()
    LEAVE = auto()


class Pointer(NamedTuple):
    """The mouse: `kind` is move, press, release, wheel or other (a button besides the left one)."""

    kind: str
    x: float  # [px of the picture]
    y: float
    amount: float = 0.0  # notches of the wheel, up is positive
