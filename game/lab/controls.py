"""The environment's two action spaces, each a table, and how an action becomes a command.

Both fly in the direct scheme: a wished direction of flight, a direction for the nose, and what is held. Directions are
the picture's: 0 points right, and they grow clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.sim.command import Command, Held

MOVES = 8  # directions of flight, 45 degrees apart
AIMS = 32  # directions of the nose, 11.25 degrees apart: half a step off still hits a drone 200 units away
STEADY = 0.1  # a continuous aim shorter than this leaves the nose where it was pointed

Action = NDArray[Any] | Sequence[float]  # of one dimension


@dataclass(frozen=True, slots=True)
class Control:
    """One entry of an action. `choices` of a discrete one; 0 for a continuous one, which goes from -1 to 1."""

    name: str
    choices: int
    says: str


DISCRETE: tuple[Control, ...] = (
    Control("move", 1 + MOVES, "0 no wish; 1 right, 2 right and down, 3 down, and so on clockwise, at full speed"),
    Control("aim", AIMS, "where the nose shall point: 0 right, 8 down, 16 left, 24 up"),
    Control("fire", 2, "1 holds the trigger"),
    Control("boost", 2, "1 burns the boost"),
    Control("brake", 2, "1 brakes"),
)
CONTINUOUS: tuple[Control, ...] = (
    Control("move_x", 0, "wished velocity to the right, as a share of full speed"),
    Control("move_y", 0, "wished velocity down the picture; together at most of length 1"),
    Control("aim_x", 0, "where the nose shall point: a vector whose length does not matter"),
    Control("aim_y", 0, f"its part down the picture; shorter than {STEADY}: the nose stays"),
    Control("fire", 0, "above 0 holds the trigger"),
    Control("boost", 0, "above 0 burns the boost"),
    Control("brake", 0, "above 0 brakes"),
)
KINDS: dict[str, tuple[Control, ...]] = {"discrete": DISCRETE, "continuous": CONTINUOUS}


class Discrete:
    """Actions (5,) of whole numbers. There are few enough commands to keep them all."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], Command] = {}

    def begin(self, angle: float) -> None:
        """A ship that points along `angle` [rad] is taken over."""

    def command(self, action: Action) -> Command:
        """The command of one action. ValueError names what is wrong with it."""
        try:
            whole = tuple(action.tolist() if isinstance(action, np.ndarray) else action)
            known = self._known.get(whole)
        except TypeError:  # one number alone, or lists in a list
            names = ", ".join(control.name for control in DISCRETE)
            raise ValueError(f"action {action!r} is not {len(DISCRETE)} whole numbers: {names}") from None
        if known is None:
            known = self._known[whole] = self._make(whole)
        return known

    @staticmethod
    def _make(action: tuple[int, ...]) -> Command:
        counts = tuple(control.choices for control in DISCRETE)
        fits = len(action) == len(counts) and all(
            one in range(count) for one, count in zip(action, counts, strict=True)
        )
        if not fits:
            raise ValueError(f"action {action} is not in {counts}: {', '.join(c.name for c in DISCRETE)}")
        move, aim, fire, boost, brake = (int(one) for one in action)
        turn = (move - 1) * (math.tau / MOVES)
        way = (math.cos(turn), math.sin(turn)) if move else (0.0, 0.0)
        return _command(way, aim * (math.tau / AIMS), bool(fire), bool(boost), bool(brake))


class Continuous:
    """Actions (7,) of numbers from -1 to 1; what is further out is brought back, NaN counts as 0."""

    def __init__(self) -> None:
        self._aim = 0.0

    def begin(self, angle: float) -> None:
        """A ship that points along `angle` [rad] is taken over."""
        self._aim = angle

    def command(self, action: Action) -> Command:
        """The command of one action. ValueError names what is wrong with it."""
        shares = np.asarray(action, np.float64)
        if shares.shape != (len(CONTINUOUS),):
            names = ", ".join(control.name for control in CONTINUOUS)
            raise ValueError(f"action {action} is not {len(CONTINUOUS)} numbers: {names}")
        x, y, aim_x, aim_y, fire, boost, brake = shares.tolist()
        if math.hypot(aim_x, aim_y) >= STEADY:
            self._aim = math.atan2(aim_y, aim_x)
        return _command((x, y), self._aim, fire > 0.0, boost > 0.0, brake > 0.0)


def _command(way: tuple[float, float], aim: float, fire: bool, boost: bool, brake: bool) -> Command:
    held = Held.DIRECT | (Held.FIRE if fire else 0) | (Held.BOOST if boost else 0) | (Held.BRAKE if brake else 0)
    return Command.of(move=way, aim=aim, held=held)


def controls(kind: str) -> Discrete | Continuous:
    """What turns actions of that kind into commands. ValueError lists the kinds there are."""
    if kind not in KINDS:
        raise ValueError(f"action={kind!r}: one of {', '.join(KINDS)}")
    return Discrete() if kind == "discrete" else Continuous()
