"""Swept hits of many shots against few circles, by a uniform grid.

Circles are written into the squares they may touch this tick; each shot then reads one square. Only shots that read
something are looked at closely, so the cost is a few gathers over all shots and exact arithmetic over a handful.
"""

from __future__ import annotations

import numpy as np

from game.sim.tables import Flag, Float, Int, Single

SQUARE = 128.0  # side of a grid square [u]; a multiple of terrain.CELL
REACH = 24.0  # how far shot and circle may come nearer than their midpoints say, in one tick [u]
_SOLID = np.int16(0x4000)  # bit that marks a square with terrain in it
_FIRST = np.int16(0x3FFF)  # the other bits: 1 + index of the square's first circle


class HitGrid:
    """Covers `bounds` = (x0, y0, x1, y1); `solid` marks squares with terrain, shape (rows, columns)."""

    def __init__(self, bounds: tuple[float, float, float, float], solid: Flag) -> None:
        self.x0, self.y0 = bounds[0], bounds[1]
        self.height, self.width = solid.shape
        self._cells = np.zeros(self.height * self.width, np.int16)
        self.mark_solid(solid)

    def mark_solid(self, solid: Flag) -> None:
        self._cells[:] = np.where(solid.ravel(), _SOLID, np.int16(0))

    def _insert(self, x: Float, y: Float, radius: Float) -> tuple[Int, Int]:
        """Write circles into the squares they may touch. Returns parallel (square, circle), sorted by square."""
        low_x = ((x - radius - REACH - self.x0) * (1 / SQUARE)).astype(np.int64).clip(0, self.width - 1)
        low_y = ((y - radius - REACH - self.y0) * (1 / SQUARE)).astype(np.int64).clip(0, self.height - 1)
        wide = ((x + radius + REACH - self.x0) * (1 / SQUARE)).astype(np.int64).clip(0, self.width - 1) - low_x + 1
        tall = ((y + radius + REACH - self.y0) * (1 / SQUARE)).astype(np.int64).clip(0, self.height - 1) - low_y + 1
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
        heads = np.flatnonzero(first)
        self._cells[square[heads]] |= (heads + 1).astype(np.int16)
        return square, circle

    def query(self, x: Single, y: Single, cx: Float, cy: Float, radius: Float) -> tuple[Int, Int, Int]:
        """Which shots, by their midpoint (x, y) of this tick, may hit what.

        Returns (shot, circle) as parallel arrays of candidates, and the shots in squares with terrain. Midpoints
        outside the grid read the nearest square in memory; the exact test that follows turns those away.
        """
        square, circle = self._insert(cx, cy, radius) if len(cx) else (np.empty(0, np.int64),) * 2
        # int32 is enough for any level and half the memory traffic of int64 over ten thousand shots
        column = ((x - np.float32(self.x0)) * np.float32(1 / SQUARE)).astype(np.int32)
        cell = ((y - np.float32(self.y0)) * np.float32(1 / SQUARE)).astype(np.int32)
        cell *= np.int32(self.width)
        cell += column
        read = self._cells.take(cell, mode="clip")
        self._cells[square] &= _SOLID  # leave the grid as it was found
        some = np.flatnonzero(read)
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
            none = np.empty(0, np.int64)
            return none, none, near_solid
        return np.concatenate(shots), np.concatenate(circles), near_solid


def closest_approach(dx: Float, dy: Float, vx: Float, vy: Float) -> tuple[Float, Float]:
    """Two points moving for one tick: offset (dx, dy) at its start, relative travel (vx, vy) over it.

    Returns the time of least distance, 0..1, and that distance squared. All of shape (k,).
    """
    speed2 = vx * vx + vy * vy
    t = np.clip(-(dx * vx + dy * vy) / np.maximum(speed2, 1e-9), 0.0, 1.0)
    ex, ey = dx + vx * t, dy + vy * t
    return t, ex * ex + ey * ey
