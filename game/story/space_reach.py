"""Where the player's ship can get to: a flood fill over a coarse grid; gates and placings are links.

A gap as wide as the ship and one square is always found; a narrower one may be missed, and should not be in a level.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from game.sim.kinds import PLAYER
from game.sim.terrain import CELL, Terrain

SQUARE = 32.0  # side of a square [u]
SQUARES = 150_000  # at most; larger maps get larger squares
CLEARANCE = PLAYER.radius
THINNEST = 12.0  # no wall stands between two samples this far apart [u]

Spot = tuple[float, float]


class Space:
    """Which squares the ship fits in, and which of them it has reached."""

    def __init__(self, terrain: Terrain) -> None:
        x0, y0, x1, y1 = terrain.bounds
        self.x0, self.y0 = x0, y0
        self.square = max(SQUARE, math.sqrt((x1 - x0) * (y1 - y0) / SQUARES))
        self.columns = max(1, int((x1 - x0) / self.square))
        self.rows = max(1, int((y1 - y0) / self.square))
        self.x = x0 + (np.arange(self.columns) + 0.5) * self.square
        self.y = y0 + (np.arange(self.rows) + 0.5) * self.square
        tight = grown(terrain.coarse(CELL), round(CLEARANCE / CELL))
        tall, wide = tight.shape  # of a map smaller than a square, the only middle lies outside it
        rows = ((self.y - y0) / CELL).astype(np.int64).clip(max=tall - 1)
        columns = ((self.x - x0) / CELL).astype(np.int64).clip(max=wide - 1)
        self.free = ~tight[np.ix_(rows, columns)]
        self._part = parts(self.free)
        self.reached = np.zeros((self.rows, self.columns), bool)

    def flood(self, start: Spot) -> None:
        """Reach everything that can be flown to from here."""
        new = {part for part in self._near(start) if part}
        if new:
            self.reached |= np.isin(self._part, list(new))

    def _near(self, spot: Spot) -> list[int]:
        """Parts of free space within a square's side of a place: a ship may start off-centre."""
        column = int((spot[0] - self.x0) / self.square)
        row = int((spot[1] - self.y0) / self.square)
        near = self._part[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
        new = near[~self.reached[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]]
        found: list[int] = np.unique(new).tolist()
        return found

    def way_out(self) -> Spot | None:
        """Where a reached square lies at the edge of the map, or None when it is closed."""
        edge = np.ones_like(self.reached)
        edge[1:-1, 1:-1] = False
        found = np.argwhere(self.reached & edge)
        return (float(self.x[found[0][1]]), float(self.y[found[0][0]])) if len(found) else None

    def touches(self, spot: Spot, within: float) -> bool:
        """Whether a reached square lies within a distance of a place."""
        reach = max(within, self.square)
        near = (self.x[None, :] - spot[0]) ** 2 + (self.y[:, None] - spot[1]) ** 2 <= reach * reach
        return bool((self.reached & near).any())

    def enters(self, extent: tuple[float, float, float, float], holds: Callable[[float, float], bool]) -> bool:
        """Whether a reached square's middle lies in a region with this extent."""
        left, top, right, bottom = extent
        rows = np.flatnonzero((self.y >= top - self.square) & (self.y <= bottom + self.square))
        columns = np.flatnonzero((self.x >= left - self.square) & (self.x <= right + self.square))
        small = min(right - left, bottom - top) < 2 * self.square
        for row, column in np.argwhere(self.reached[np.ix_(rows, columns)]).tolist():
            x, y = float(self.x[columns[column]]), float(self.y[rows[row]])
            if holds(x, y) or small:
                return True
        return False


def parts(free: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Numbers the parts of free space that hang together by their squares' sides, from 1; what is not free is 0.

    Runs of free squares, row by row, are joined to those that they touch in the row below.
    """
    rows, columns = free.shape
    wide = np.zeros((rows, columns + 2), np.int8)
    wide[:, 1:-1] = free
    step = np.diff(wide, axis=1)
    row, begin = (step > 0).nonzero()
    end = (step < 0).nonzero()[1] + row * columns  # behind a run's last square, as a square of the whole
    begin = begin + row * columns
    first = np.searchsorted(end, begin + columns, "right")  # of the runs below that touch it
    behind = np.searchsorted(begin, end + columns, "left")
    head = list(range(len(begin)))

    def top(run: int) -> int:
        while head[run] != run:
            head[run] = head[head[run]]
            run = head[run]
        return run

    for run, (low, high) in enumerate(zip(first.tolist(), behind.tolist(), strict=True)):
        for other in range(low, high):
            head[top(other)] = top(run)
    numbers = np.array([top(run) + 1 for run in head], np.int32)
    out = np.zeros(rows * columns, np.int32)
    out[free.reshape(-1)] = np.repeat(numbers, end - begin)
    return out.reshape(rows, columns)


def grown(solid: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Solid squares and all squares within `reach` of one, as a disc would touch them."""
    rows, columns = solid.shape
    wide = [solid.copy()]  # wide[k]: grown by k squares to either side
    for k in range(1, reach + 1):
        more = wide[-1].copy()
        if k < columns:
            more[:, k:] |= solid[:, :-k]
            more[:, :-k] |= solid[:, k:]
        wide.append(more)
    out = wide[reach].copy()
    for k in range(1, min(reach, rows - 1) + 1):
        side = wide[int(math.sqrt(reach * reach - k * k))]
        out[k:] |= side[:-k]
        out[:-k] |= side[k:]
    return out


def hits(terrain: Terrain, x: NDArray[np.float64], y: NDArray[np.float64], radius: float) -> NDArray[np.bool_]:
    """Whether a circle of this radius round each place touches something solid, even a thin wall."""
    solid = np.asarray(terrain.solid(x, y))
    rings = max(1, math.ceil(radius / THINNEST))
    for ring in range(1, rings + 1):
        reach = radius * ring / rings
        for turn in range(8):
            dx, dy = reach * math.cos(turn * math.tau / 8), reach * math.sin(turn * math.tau / 8)
            solid = solid | terrain.solid(x + dx, y + dy)
    return solid


def blocked(terrain: Terrain, spots: Iterable[Spot], radius: float) -> list[bool]:
    """For each place, whether a ship of this radius would stand in rock."""
    places = np.array(list(spots), np.float64).reshape(-1, 2)
    out: list[bool] = hits(terrain, places[:, 0], places[:, 1], radius).tolist()
    return out
