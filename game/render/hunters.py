"""Who is after the player, near enough to matter: worked out once a tick, asked by camera, radar, arrows and talk."""

from __future__ import annotations

import numpy as np

from game.sim.states import State

WITHIN = 1500.0  # units
LOOKED_AT = 900.0  # units within which the camera tries to show a hunter
NOBODY = np.zeros(0, np.int64)


class Hunters:
    def __init__(self) -> None:
        self._key: tuple[int, int] = (-1, 0)
        self._rows = NOBODY
        self.swarmed = False  # mites are after the player: they are too many to be pointed at one by one

    def forget(self) -> None:
        self._key = (-1, 0)

    def rows(self, world, x: float, y: float) -> np.ndarray:
        """Rows of the ships that chase or attack the player, within reach of (x, y); mites are left out."""
        key = world.tick, world.ships.n
        if key != self._key:
            self._key, self._rows = key, self._find(world, x, y)
        return self._rows

    def _find(self, world, x: float, y: float) -> np.ndarray:
        ships = world.ships
        if not world.player:
            self.swarmed = False
            return NOBODY
        hunting = ((ships.state == State.CHASE) | (ships.state == State.ATTACK)) & (ships.mind > 0)
        hunting &= (ships.target == world.player) & (np.hypot(ships.x - x, ships.y - y) < WITHIN)
        mites = ships.traits.mites
        self.swarmed = bool(hunting[mites].any())
        hunting[mites] = False
        return np.flatnonzero(hunting)

    def middle(self, world, x: float, y: float) -> tuple[float, float] | None:
        """The middle of those near enough to be brought into the picture."""
        rows = self.rows(world, x, y)
        if not rows.size:
            return None
        xs, ys = world.ships.x[rows], world.ships.y[rows]
        near = np.hypot(xs - x, ys - y) < LOOKED_AT
        return (float(xs[near].mean()), float(ys[near].mean())) if near.any() else None
