"""Fields in which down has not been decided: each pulls every free body in it its own way, and may change its mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim.clock import TICK_HZ
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX
from game.sim.tables import Complex, Flag, Float, any_set, distinct
from game.sim.terrain import inside_ring

if TYPE_CHECKING:
    from game.sim.world import World

LEAN = 0.45  # flown through a field, the ship is carried along by its pull times this [s]
FALL = 1.4  # and let go of, by its pull times this: she falls as fast as that [s]
SELVES = (KIND_INDEX["callister"], KIND_INDEX["ghost"])  # who flies by a helm: see `lean`


@dataclass(frozen=True)
class Field:
    """A named part of space, `circle` (x, y, radius) or `ring` (k, 2), and how it pulls [u/s2]."""

    name: str
    pull: complex
    circle: tuple[float, float, float] | None = None
    ring: Float | None = None

    def box(self) -> tuple[float, float, float, float]:
        if self.circle is not None:
            x, y, radius = self.circle
            return x - radius, y - radius, x + radius, y + radius
        assert self.ring is not None
        return (*self.ring.min(axis=0).tolist(), *self.ring.max(axis=0).tolist())

    def is_box(self) -> bool:
        """Whether it is all of its box."""
        if self.ring is None or len(self.ring) != 4:
            return False
        return all(len(distinct(self.ring[:, axis])) == 2 for axis in (0, 1))

    def holds(self, x: Float, y: Float) -> Flag:
        """Which of some places (k,) lie in it."""
        if self.circle is not None:
            cx, cy, radius = self.circle
            return np.hypot(x - cx, y - cy) <= radius
        assert self.ring is not None
        return inside_ring(self.ring, x, y)


class Turn(NamedTuple):
    """A field changes its mind: from one pull to another, from a tick on, in so many ticks."""

    start: complex
    to: complex
    begin: int
    ticks: int


class Gravity:
    """All fields of one world, in declaration order. `pulls` (m,) are as of this tick; where fields overlap they add.

    `felt` is what pulls at the player's ship, as it was last looked at.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = tuple(fields)
        self.names = [field.name for field in fields]
        self.pulls: Complex = np.array([field.pull for field in fields], np.complex128)
        self.felt = 0j
        self._boxes = [field.is_box() for field in fields]
        self._turns: dict[int, Turn] = {}
        self._left, self._top, self._right, self._bottom = np.array([field.box() for field in fields]).T[:, :, None]

    def update(self, world: World) -> None:
        """A tick: fields that turn turn on."""
        for row, turn in list(self._turns.items()):
            gone = min(1.0, (world.tick - turn.begin) / turn.ticks)
            self.pulls[row] = turn.start + (turn.to - turn.start) * (gone * gone * (3.0 - 2.0 * gone))
            if gone >= 1.0:
                del self._turns[row]

    def turn(self, world: World, name: str, pull: complex, seconds: float) -> bool:
        """Tell a field to pull another way from now on; False: there is none of that name."""
        if name not in self.names:
            return False
        row = self.names.index(name)
        self._turns[row] = Turn(complex(self.pulls[row]), pull, world.tick, max(1, round(seconds * TICK_HZ)))
        left, top, right, bottom = self.fields[row].box()
        world.emit(Event("gravity", 0, 0, (left + right) / 2, (top + bottom) / 2, seconds, name))
        return True

    def at(self, places: Complex) -> Complex:
        """What pulls at places (k,) [u/s2]."""
        x, y = places.real, places.imag
        close = (x >= self._left) & (x <= self._right) & (y >= self._top) & (y <= self._bottom)
        out = np.zeros(len(places), np.complex128)
        if not any_set(close):
            return out
        for row in close.any(axis=1).nonzero()[0].tolist():
            here = close[row].nonzero()[0]
            if self._boxes[row]:
                out[here] += self.pulls[row]
            else:
                out[here] += self.pulls[row] * self.fields[row].holds(x[here], y[here])
        return out

    def push(self, world: World) -> None:
        """Add to the forces that are about to be held, of all but who flies by a helm; and tell what she feels."""
        ships, me = world.ships, world.player_row
        pull = self.at(ships.place)
        self.felt = pull.item(me) if me >= 0 else 0j
        falls = (pull != 0.0) & ~ships.anchored
        if not any_set(falls):
            return
        ship, ghost = SELVES
        rows = (falls & (ships.kind != ship) & (ships.kind != ghost)).nonzero()[0]
        if rows.size:
            force, _ = world.physics.pushes(ships.n)
            force[rows] += pull[rows] * ships.mass[rows]

    def lean(self, want: tuple[float, float], accel: float, wishing: bool) -> tuple[tuple[float, float], float]:
        """What the helm asks for, as a field lets it: velocity [u/s], and how hard to pull towards it [u/s2].

        An assist that knows no down steadies the ship against what moves with it: flown, she is carried along a
        little, and let go of, she falls.
        """
        by = self.felt * (LEAN if wishing else FALL)
        return (want[0] + by.real, want[1] + by.imag), accel if wishing else max(accel, 1.2 * abs(self.felt))

    def snapshot(self) -> dict[str, Any]:
        return {
            "pulls": [(pull.real, pull.imag) for pull in self.pulls.tolist()],
            "felt": (self.felt.real, self.felt.imag),
            "turns": [
                (row, turn.start.real, turn.start.imag, turn.to.real, turn.to.imag, turn.begin, turn.ticks)
                for row, turn in sorted(self._turns.items())
            ],
        }

    def restore(self, data: dict[str, Any]) -> None:
        self.pulls[:] = [complex(*pull) for pull in data["pulls"]]
        self.felt = complex(*data["felt"])
        self._turns = {
            row: Turn(complex(from_x, from_y), complex(to_x, to_y), begin, ticks)
            for row, from_x, from_y, to_x, to_y, begin, ticks in data["turns"]
        }
