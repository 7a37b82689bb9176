"""Where the player's ship can get to: a flood fill over a coarse grid; gates and placings are links.

A gap as wide as the ship and one square is always found; a narrower one may be missed, and should not be in a level.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from game.sim.kinds import PLAYER
from game.sim.terrain import CELL, Terrain

from . import geometry
from .geometry import Floats
from .level import region_extent
from .schema import Region

SQUARE = 32.0  # side of a square [u]
SQUARES = 150_000  # at most; larger maps get larger squares
CLEARANCE = PLAYER.radius
THINNEST = 12.0  # no wall stands between two samples this far apart [u]

COARSELY = 8  # every so many rows of a region are looked at first

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
        self._got: set[int] = set()  # parts of free space that are reached

    def flood(self, start: Spot) -> None:
        """Reach everything that can be flown to from here."""
        self.reach(self.parts_at(start))

    def reach(self, parts: Iterable[int]) -> None:
        """Reach these parts of free space."""
        before = len(self._got)
        self._got.update(parts)
        if len(self._got) > before:
            self.__dict__.pop("reached", None)
            self.__dict__.pop("_counted", None)

    def has(self, parts: Iterable[int]) -> bool:
        """Whether any of these parts of free space is reached."""
        return not self._got.isdisjoint(parts)

    @cached_property
    def reached(self) -> NDArray[np.bool_]:
        """The squares that are reached; shape (rows, columns)."""
        got = np.zeros(int(self._part.max(initial=0)) + 1, bool)
        got[list(self._got)] = True
        return got[self._part]

    @cached_property
    def _counted(self) -> NDArray[np.int32]:
        """How many reached squares lie above and left of each corner of the squares; shape (rows + 1, columns + 1)."""
        counted = np.zeros((self.rows + 1, self.columns + 1), np.int32)
        counted[1:, 1:] = self.reached.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
        return counted

    def _any(self, rows: slice, columns: slice) -> bool:
        """Whether a square of these is reached."""
        top, bottom = self._counted[rows.start], self._counted[rows.stop]
        return bool(bottom[columns.stop] - bottom[columns.start] - top[columns.stop] + top[columns.start])

    def _window(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        """The rows and columns whose middles lie in a rectangle."""
        (r0, r1), (c0, c1) = (
            (np.searchsorted(along, low), np.searchsorted(along, high, "right"))
            for along, low, high in ((self.y, top, bottom), (self.x, left, right))
        )
        return slice(int(r0), max(int(r0), int(r1))), slice(int(c0), max(int(c0), int(c1)))

    def parts_at(self, spot: Spot) -> set[int]:
        """Parts of free space within a square's side of a place: a ship may start off-centre."""
        column = int((spot[0] - self.x0) / self.square)
        row = int((spot[1] - self.y0) / self.square)
        near = self._part[max(0, row - 1) : max(0, row + 2), max(0, column - 1) : max(0, column + 2)]
        return {*near.reshape(-1).tolist()} - {0}

    def parts_within(self, spot: Spot, within: float) -> set[int]:
        """Parts of free space of which a square lies within a distance of a place."""
        rows, columns, near = self._disc(spot, within)
        return {*self._part[rows, columns][near].tolist()} - {0}

    def _disc(self, spot: Spot, within: float) -> tuple[slice, slice, NDArray[np.bool_]]:
        (x, y), reach = spot, max(within, self.square)
        rows, columns = self._window(x - reach, y - reach, x + reach, y + reach)
        return rows, columns, (self.x[columns] - x) ** 2 + (self.y[rows, None] - y) ** 2 <= reach * reach

    def way_out(self) -> Spot | None:
        """Where a reached square lies at the edge of the map, or None when it is closed."""
        edge = np.ones_like(self.reached)
        edge[1:-1, 1:-1] = False
        found = np.argwhere(self.reached & edge)
        return (float(self.x[found[0][1]]), float(self.y[found[0][0]])) if len(found) else None

    def touches(self, spot: Spot, within: float) -> bool:
        """Whether a reached square lies within a distance of a place."""
        (x, y), reach = spot, max(within, self.square)
        inner = reach * math.sqrt(0.5)
        if self._any(*self._window(x - inner, y - inner, x + inner, y + inner)):
            return True
        if not self._any(*self._window(x - reach, y - reach, x + reach, y + reach)):
            return False
        rows, columns, near = self._disc(spot, within)
        return bool((self.reached[rows, columns] & near).any())

    def enters(self, region: Region) -> bool:
        """Whether a reached square's middle lies in a region; near enough to one that is smaller than two squares."""
        left, top, right, bottom = region_extent(region)
        rows, columns = self._window(left, top, right, bottom)
        if min(right - left, bottom - top) < 2 * self.square:
            side = self.square
            return self._any(*self._window(left - side, top - side, right + side, bottom + side))
        if region.rect is not None or not self._any(rows, columns):
            return self._any(rows, columns)
        if region.circle is not None:
            return self.touches(region.circle[:2], region.circle[2])  # type: ignore[arg-type]
        return self._any_inside(np.asarray(region.poly, np.float64), rows, columns)

    def _any_inside(self, ring: Floats, rows: slice, columns: slice) -> bool:
        """Whether the middle of a reached square of these lies in a ring. It is cut along the shorter side of the map:
        how often, and not how many squares it holds, is what this costs."""
        lines, across = self.y[rows], self.x[columns]
        reached = self.reached[rows, columns]
        if self.rows > self.columns:
            lines, across, reached, ring = across, lines, reached.T, ring[:, ::-1]
        counted = np.zeros((len(lines), len(across) + 1), np.int32)
        reached.cumsum(axis=1, out=counted[:, 1:])
        for some in (slice(None, None, COARSELY), slice(None)):
            ends = counted[some]
            cuts = np.searchsorted(across, geometry.cuts(ring, lines[some]))
            if cuts.shape[1] and np.diff(np.take_along_axis(ends, cuts, axis=1), axis=1)[:, ::2].any():
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
    rings = max(1, math.ceil(radius / THINNEST))
    reach = np.repeat(radius * np.arange(1, rings + 1) / rings, 8)
    turn = np.tile(np.arange(8) * (math.tau / 8), rings)
    dx, dy = np.append(reach * np.cos(turn), 0.0), np.append(reach * np.sin(turn), 0.0)
    touched: NDArray[np.bool_] = np.logical_or.reduce(terrain.solid(x[:, None] + dx, y[:, None] + dy), axis=1)
    return touched


def blocked(terrain: Terrain, spots: Iterable[Spot], radius: float) -> list[bool]:
    """For each place, whether a ship of this radius would stand in rock."""
    places = np.array(list(spots), np.float64).reshape(-1, 2)
    out: list[bool] = hits(terrain, places[:, 0], places[:, 1], radius).tolist()
    return out
