"""What Daly can do to a room, and how he carries himself while he does: two tables.

Every power is told before it strikes, in a shape and in a sound; nobody is struck by what was not told for TOLD_LEAST.
"""

from __future__ import annotations

from typing import NamedTuple

TOLD_LEAST = 0.5  # a tell is at least so long [s]


class Power(NamedTuple):
    """One thing that he does.

    tell   seen and heard for so long before it strikes [s]
    lasts  what follows takes so long [s]
    """

    tell: float
    lasts: float


POWERS: dict[str, Power] = {
    # whoever of us is in his sight stands still; something solid between is cover
    "freeze": Power(1.25, 1.7),
    # a box is drawn, and everything in it goes: cover, shots, and most of a ship
    "delete": Power(1.2, 0.6),
    # a part of the room goes somewhere else; whoever goes with it is only pushed
    "move": Power(0.9, 2.4),
    # he is whole again, out of his copies
    "heal": Power(1.1, 0.6),
    # what lies about flies along a line
    "throw": Power(0.7, 0.5),
}


class Phase(NamedTuple):
    """How he is.

    powers  what he does of his own accord; one that stands twice comes twice as often
    rest    between the end of one and the tell of the next, at least and at most [s]
    roams   how far he wanders about his place [u], at `speed` [u/s]
    """

    powers: tuple[str, ...]
    rest: tuple[float, float]
    roams: float
    speed: float


PHASES: dict[str, Phase] = {
    "rules": Phase(("freeze", "delete", "move"), (1.9, 3.1), 90.0, 60.0),
    "backups": Phase(("freeze", "delete", "move"), (2.3, 3.6), 130.0, 80.0),
    "loop": Phase(("freeze", "delete", "move", "throw", "throw"), (1.7, 2.9), 70.0, 95.0),
    "empty": Phase((), (1.0, 1.0), 26.0, 24.0),
}
SKINS = {"rules": 0, "backups": 1, "loop": 2, "empty": 3}  # how he looks
