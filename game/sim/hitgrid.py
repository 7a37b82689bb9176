"""Swept hits of many shots against few circles, by a uniform grid.

Circles are written into the squares they may touch this tick; each shot then reads one square. Only shots that read
something are looked at closely, so the cost is a few gathers over all shots and exact arithmetic over a handful.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from game.sim.tables import Byte, Flag, Float, Int, Single

SQUARE = 64.0  # side of a grid square [u]; a multiple of terrain.CELL
REACH = 48.0  # how far outside a circle a midpoint still counts: half a tick's path, and near misses are told [u]
_SOLID = np.int16(0x4000)  # bit that marks a square with terrain in it
FEW = 3000  # up to this many pairs, asking each pair is quicker than filing them
_NONE = np.empty(0, np.int64)
_NOTHING = np.empty(0)
_FIRST = np.int16(0x3FFF)  # the other bits: 1 + index of the square's first circle


class Bolts(Protocol):
    """What is asked of shots: columns of shape (m,)."""

    x: Single
    y: Single
    vx: Single
    vy: Single
    team: Byte


class Circles(Protocol):
    """What is asked of circles: columns of shape (n,)."""

    x: Float
    y: Float
    vx: Float
    vy: Float
    radius: Float
    team: Byte


class HitGrid:
    """Covers `bounds` = (x0, y0, x1, y1); `solid` marks squares with terrain, shape (rows, columns)."""

    def __init__(self, bounds: tuple[float, float, float, float], solid: Flag) -> None:
        self.x0, self.y0 = bounds[0], bounds[1]
        self.height, self.width = solid.shape
        self._cells = np.zeros(self.height * self.width, np.int16)
        self.mark_solid(solid)

    def mark_solid(self, solid: Flag) -> None:
        self._any_solid = bool(solid.any())
        self._cells[:] = np.where(solid.ravel(), _SOLID, np.int16(0))

    def _insert(self, x: Float, y: Float, radius: Float) -> tuple[Int, Int]:
        """Write circles into the squares they may touch. Returns parallel (square, circle), sorted by square."""
        reach = radius + REACH
        right, bottom = self.width - 1, self.height - 1
        low_x, wide = _span((x - self.x0) * (1 / SQUARE), reach * (1 / SQUARE), right)
        low_y, tall = _span((y - self.y0) * (1 / SQUARE), reach * (1 / SQUARE), bottom)
        per = wide * tall
        circle = np.repeat(np.arange(len(x)), per)
        within = np.arange(len(circle)) - np.repeat(np.cumsum(per) - per, per)
        across = wide[circle]
        down = within // across
        square = (low_y[circle] + down) * self.width + low_x[circle] + within - down * across
        order = np.argsort(square, kind="stable")
        square, circle = square[order], circle[order]
        first = np.empty(len(square), bool)
        first[:1] = True
        np.not_equal(square[1:], square[:-1], out=first[1:])
        heads = first.nonzero()[0]
        self._cells[square[heads]] |= (heads + 1).astype(np.int16)
        return square, circle

    def query(self, x: Single, y: Single, cx: Float, cy: Float, radius: Float) -> tuple[Int, Int, Int]:
        """Which shots, by their midpoint (x, y) of this tick, may hit what.

        Returns (shot, circle) as parallel arrays of candidates, and the shots in squares with terrain.
        """
        if len(x) * len(cx) > FEW:
            return self._by_squares(x, y, cx, cy, radius)
        near = self._cells.take(self._squares(x, y), mode="clip").nonzero()[0] if self._any_solid else _NONE
        dx, dy = x[:, None] - cx, y[:, None] - cy
        close = dx * dx + dy * dy <= np.square(radius + REACH)
        if not np.count_nonzero(close):
            return _NONE, _NONE, near
        shot, circle = close.nonzero()
        return shot, circle, near

    def _squares(self, x: Single, y: Single) -> NDArray[np.int32]:
        """Square of each point; int32 is enough for any level and half the traffic of int64 over ten thousand."""
        column = ((x - np.float32(self.x0)) * np.float32(1 / SQUARE)).astype(np.int32)
        square = ((y - np.float32(self.y0)) * np.float32(1 / SQUARE)).astype(np.int32)
        square *= np.int32(self.width)
        square += column
        return square

    def _by_squares(self, x: Single, y: Single, cx: Float, cy: Float, radius: Float) -> tuple[Int, Int, Int]:
        """The same for many: midpoints outside the grid read the nearest square; the exact test turns them away."""
        square, circle = self._insert(cx, cy, radius) if len(cx) else (_NONE, _NONE)
        cell = self._squares(x, y)
        read = self._cells.take(cell, mode="clip")
        self._cells[square] &= _SOLID  # leave the grid as it was found
        some = read.nonzero()[0]
        if some.size == 0:
            return some, some, some
        value = read[some]
        near_solid = some[(value & _SOLID) != 0]
        entry = (value & _FIRST).astype(np.int64) - 1
        shots, circles = [], []
        at = some[entry >= 0]
        entry = entry[entry >= 0]
        home = square[entry] if entry.size else entry
        while at.size:  # once for each circle piled into the fullest square
            shots.append(at)
            circles.append(circle[entry])
            entry = entry + 1
            more = entry < len(square)
            more[more] = square[entry[more]] == home[more]
            at, entry, home = at[more], entry[more], home[more]
        if not shots:
            return _NONE, _NONE, near_solid
        shot, circle = np.concatenate(shots), np.concatenate(circles)
        dx, dy = x[shot] - cx[circle], y[shot] - cy[circle]
        close = np.flatnonzero(dx * dx + dy * dy <= np.square(radius + REACH)[circle])
        return shot[close], circle[close], near_solid


def _span(middle: Float, reach: Float, last: int) -> tuple[Int, Int]:
    """First square and number of squares that middle +- reach covers, kept within 0..last."""
    low = np.minimum(np.maximum(middle - reach, 0.0), last).astype(np.int64)
    high = np.minimum(np.maximum(middle + reach, 0.0), last).astype(np.int64)
    return low, high - low + 1


class Hits(NamedTuple):
    """Which shots pass which circles this tick; parallel arrays of shape (k,), in no particular order."""

    shot: Int
    circle: Int
    time: Float  # of least distance within the tick, 0..1
    gap: Float  # least distance between the shot and the circle's rim; negative = struck [u]


def sweep_hits(grid: HitGrid, shots: Bolts, ships: Circles, dt: float, margin: Float) -> tuple[Hits, Int]:
    """Swept test of all shots, at the midpoint of this tick's path, against the circles of others, at its end.

    Returns those that come within `margin` (n,) [u] of a circle's rim, and the shots in squares with terrain.
    """
    shot, circle, near_solid = grid.query(shots.x, shots.y, ships.x, ships.y, ships.radius + margin)
    if shot.size:  # mostly it is only the gun that they leave: nobody's shots touch their own team
        foe = shots.team[shot] != ships.team[circle]
        shot, circle = shot[foe], circle[foe]
    if shot.size == 0:
        return Hits(_NONE, _NONE, _NOTHING, _NOTHING), near_solid
    # seen from the circle: how far the shot travels this tick, and where its path has its middle
    travel_x = (shots.vx[shot] - ships.vx[circle]) * dt
    travel_y = (shots.vy[shot] - ships.vy[circle]) * dt
    middle_x = shots.x[shot] - ships.x[circle] + 0.5 * dt * ships.vx[circle]
    middle_y = shots.y[shot] - ships.y[circle] + 0.5 * dt * ships.vy[circle]
    along = middle_x * travel_x + middle_y * travel_y
    along /= -np.maximum(travel_x * travel_x + travel_y * travel_y, 1e-9)
    np.minimum(np.maximum(along, -0.5, out=along), 0.5, out=along)
    gap = np.hypot(middle_x + travel_x * along, middle_y + travel_y * along) - ships.radius[circle]
    near = np.flatnonzero(gap <= margin[circle])
    return Hits(shot[near], circle[near], along[near] + 0.5, gap[near]), near_solid
