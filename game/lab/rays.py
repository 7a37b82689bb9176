"""Rays to walls: how far the ship could fly in each direction before something solid that is in the picture.

All samples of all rays are one look into a grid of squares of RAY_STEP. Where they fall, seen from the ship, depends
only on where in its square the ship is, so their places in the grid are worked out once for each of a few spots of it.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from game.lab.layout import RAY_LENGTH, RAY_STEP, RAYS
from game.sim.movers import Movers
from game.sim.tables import Flag, Int
from game.sim.terrain import CELL, Terrain

SAMPLES = int(RAY_LENGTH / RAY_STEP)  # along a ray, a square apart: no wall is thinner
SPOTS = 4  # a side, of places within a square that are told apart

_TURN = np.arange(RAYS) * (2 * np.pi / RAYS)
_WAYS: list[tuple[float, float]] = list(zip(np.cos(_TURN).tolist(), np.sin(_TURN).tolist(), strict=True))


@lru_cache(maxsize=8)
def _steps(width: int) -> list[Int]:
    """For each spot of a square, how far on in a grid of that width the samples of the rays lie: (RAYS * SAMPLES,)."""
    steps = []
    along = np.arange(1.0, SAMPLES + 1.0)  # [squares]
    for spot in range(SPOTS * SPOTS):
        y, x = ((number + 0.5) / SPOTS for number in divmod(spot, SPOTS))
        column, row = np.floor(np.cos(_TURN)[:, None] * along + x), np.floor(np.sin(_TURN)[:, None] * along + y)
        steps.append((row * width + column).astype(np.int64).ravel())
    return steps


def _squares(solid: Flag) -> Flag:
    """Squares of RAY_STEP that hold something solid, from the terrain's own, of CELL."""
    k = int(RAY_STEP / CELL)
    height, width = (-(-length // k) for length in solid.shape)
    whole = np.zeros((height * k, width * k), bool)
    whole[: solid.shape[0], : solid.shape[1]] = solid
    held: Flag = np.logical_or.reduce([whole[row::k, column::k] for row in range(k) for column in range(k)])
    return held


class Rays:
    """Looks at one terrain, and notices when pieces of it go or move."""

    def __init__(self) -> None:
        self._grid: object = None
        self._solid: Flag = np.zeros(1, bool)
        self._width = 1
        self._steps: list[Int] = []

    def look(self, terrain: Terrain, x: float, y: float, picture: tuple[float, ...]) -> list[float]:
        """Free way along each of RAYS rays from (x, y) [u]; `picture` is its left, top, right and bottom [u]."""
        free = [RAY_LENGTH] * RAYS
        grid = terrain.squares
        if grid is None:
            return free
        if grid is not self._grid:
            solid = _squares(grid > 0)
            self._grid, self._solid, self._width = grid, solid.ravel(), solid.shape[1]
            self._steps = _steps(self._width)
        x0, y0 = terrain.corner
        across, down = (x - x0) / RAY_STEP, (y - y0) / RAY_STEP
        column, row = math.floor(across), math.floor(down)
        spot = int((down - row) * SPOTS) * SPOTS + int((across - column) * SPOTS)
        struck = self._solid.take(self._steps[spot] + (row * self._width + column), mode="clip")
        ends: list[tuple[int, float]] = []
        if np.count_nonzero(struck):
            first = struck.reshape(RAYS, SAMPLES).argmax(axis=1).tolist()
            # 0 is nothing: no hull gets so near to rock that its middle is a square off
            ends = [(ray, (at + 1) * RAY_STEP) for ray, at in enumerate(first) if at]
        if terrain.moving is not None:
            ends += enumerate(_to_movers(terrain.moving, x, y))
        left, top, right, bottom = picture
        for ray, far in ends:
            if far < free[ray]:
                end_x, end_y = x + far * _WAYS[ray][0], y + far * _WAYS[ray][1]
                if left <= end_x <= right and top <= end_y <= bottom:
                    free[ray] = far
        return free


def _to_movers(movers: Movers, x: float, y: float) -> list[float]:
    """How far each ray goes until it meets what moves, to RAY_STEP; inf where it does not."""
    here_x, here_y = np.full(RAYS, x), np.full(RAYS, y)
    share = movers.first_hit(here_x, here_y, x + RAY_LENGTH * np.cos(_TURN), y + RAY_LENGTH * np.sin(_TURN))
    far: list[float] = (np.ceil(share * (RAY_LENGTH / RAY_STEP)) * RAY_STEP).tolist()
    return far
