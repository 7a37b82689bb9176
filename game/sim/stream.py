"""Which way a flock goes: for every square of free space, the way on towards the end of a path and how far that is.

A wave runs out from the path's end through whatever is free, so the way leads round what stands and through every gap,
wherever one is. What moves is in no square: those who come to it part round it by themselves.
"""

from __future__ import annotations

import numpy as np

from game.sim.tables import Complex, Flag, Float
from game.sim.terrain import Terrain

SQUARE = 40.0  # side of a square [u]
ROOM = 700.0  # round the path, within which squares are known [u]
END = 280.0  # half as long as the line across the path's end at which they stop [u]
SMOOTHINGS = 2  # of the ways, so that nobody turns a corner sharply
_AROUND = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]


class Stream:
    """Ways of length 1 and distances [u] along `path` (k, 2) through what stands of `terrain`."""

    def __init__(self, terrain: Terrain, path: Float) -> None:
        self.grid = terrain.squares  # of the terrain that it was made for
        self.last = _last_leg(path)  # the way over its end
        low, high = path.min(axis=0) - ROOM, path.max(axis=0) + ROOM
        self._x0, self._y0 = low.tolist()
        self._wide, self._tall = (int(n) + 1 for n in np.ceil((high - low) / SQUARE).tolist())
        x = self._x0 + (np.arange(self._wide) + 0.5) * SQUARE
        y = self._y0 + (np.arange(self._tall)[:, None] + 0.5) * SQUARE
        free = ~np.logical_or.reduce([terrain.stands(x + dx, y + dy) for dx in (-10.0, 10.0) for dy in (-10.0, 10.0)])
        steps = self._wave(free, self._end(terrain, path, x, y) & free)
        self._far = np.append(
            np.where(steps >= 0.0, steps * SQUARE, -1.0).ravel(), -1.0
        )  # -1: no way leads on from there
        self._way = np.append(self._ways(steps, self.last).ravel(), 0.0)

    def at(self, place: Complex) -> tuple[Complex, Float]:
        """The way on from each place, and how far it is to the end; 0 and -1 where none leads there. Shapes (k,)."""
        column, row = (place.real - self._x0) * (1 / SQUARE), (place.imag - self._y0) * (1 / SQUARE)
        inside = (column >= 0.0) & (column < self._wide) & (row >= 0.0) & (row < self._tall)
        square = np.where(inside, row.astype(np.int64) * self._wide + column.astype(np.int64), -1)
        way, far = self._way[square], self._far[square]
        # within its square it is as much nearer as it is further on
        off = (column - np.floor(column) - 0.5) * way.real + (row - np.floor(row) - 0.5) * way.imag
        return way, np.where(far >= 0.0, np.maximum(far - off * SQUARE, 0.0), far)

    @staticmethod
    def _end(terrain: Terrain, path: Float, x: Float, y: Float) -> Flag:
        """The squares on the line across the path's end, as far as one sees along it from there past what stands: what
        moves is elsewhere when a copy of the world asks anew."""
        end_x, end_y = path[-1].tolist()
        way = _last_leg(path)
        along, aside = (x - end_x) * way.real + (y - end_y) * way.imag, (y - end_y) * way.real - (x - end_x) * way.imag
        line: Flag = (np.abs(along) <= SQUARE * 0.75) & (np.abs(aside) <= END)
        row, column = line.nonzero()
        there = x[column] + 1j * y[row, 0]
        sees = terrain.clear_of_standing(np.full(row.size, complex(end_x, end_y)), there)
        line[row[~sees], column[~sees]] = False
        return line

    @staticmethod
    def _wave(free: Flag, front: Flag) -> Float:
        """Steps from the front for every free square, -1 where it does not come; by turns over sides and corners, too,
        which makes nearly circles of its rings. Only the squares beside the front are looked at."""
        tall, wide = free.shape
        across = wide + 2  # with an edge that is not free
        steps, left = np.pad(np.where(front, 0.0, -1.0), 1).ravel(), np.pad(free & ~front, 1).ravel()
        turns = np.array([across, -across, 1, -1]), np.array([d * across + r for d, r in _AROUND])
        place = np.zeros(left.size, np.int64)  # in the front; of one that is come to from several sides, one
        at, number = np.pad(front, 1).ravel().nonzero()[0], 0
        while at.size:
            number += 1
            at = (at[:, None] + turns[number % 2 == 0]).ravel()
            at = at[left[at]]
            order = np.arange(at.size)
            place[at] = order
            at = at[place[at] == order]
            steps[at] = number
            left[at] = False
        return steps.reshape(tall + 2, across)[1:-1, 1:-1]

    @staticmethod
    def _ways(steps: Float, last: complex) -> Complex:
        """Down the steps, off what is solid, and a little as the neighbours go; across the end as the path does."""
        known = steps >= 0.0
        tall, wide = steps.shape
        edged = np.pad(steps, 1, constant_values=-1.0)

        def beside(down: int, right: int) -> Float:
            there = edged[1 + down : 1 + down + tall, 1 + right : 1 + right + wide]
            return np.where(there >= 0.0, there, steps + 1.0)

        way = np.zeros(steps.shape, np.complex128)
        way.real, way.imag = beside(0, -1) - beside(0, 1), beside(-1, 0) - beside(1, 0)
        way[steps == 0.0] = last
        for _ in range(SMOOTHINGS):
            way = np.where(known, way / np.maximum(np.abs(way), 1e-9), 0.0)
            padded = np.pad(way, 1)
            way = np.add.reduce([padded[1 + d : 1 + d + tall, 1 + r : 1 + r + wide] for d, r in _AROUND]) * known
        return np.where(known, way / np.maximum(np.abs(way), 1e-9), 0.0)


def _last_leg(path: Float) -> complex:
    leg = complex(*(path[-1] - path[-2]).tolist())
    return leg / max(abs(leg), 1e-9)
