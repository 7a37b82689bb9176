"""Which squares of a terrain's grid solid pieces cover, all pieces at once.

A rock covers the squares whose middles lie inside its ring, row by row between the places where its edges cross it. A
wall covers those whose middles are near enough to one of its legs: only the squares of each row that can be are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from game.sim.outlines import following, ranges
from game.sim.tables import Flag, Float, Int

if TYPE_CHECKING:
    from game.sim.terrain import Number, Rock, Wall

AT_ONCE = 400_000  # squares, about: a map that is solid all over shall not take ten times its own memory
SLACK = 1e-3  # a wall's rows are asked so much further than it can reach: no rounding may lose a square [u]


class Lattice:
    """The middles of a grid's squares of side `cell` [u], the first of which begins at `corner`."""

    def __init__(self, shape: tuple[int, int], corner: tuple[float, float], cell: float) -> None:
        self.rows, self.columns = shape
        self.cell, self.corner = cell, corner
        self.x: Float = corner[0] + (np.arange(self.columns, dtype=np.float64) + 0.5) * cell
        self.y: Float = corner[1] + (np.arange(self.rows, dtype=np.float64) + 0.5) * cell

    def rows_within(self, low: Float, high: Float) -> tuple[Int, Int]:
        """For each of some heights (k,) from low to high: which it was, and each row whose middle may lie between."""
        first = np.clip(np.floor((low - self.corner[1]) / self.cell).astype(np.int64) - 1, 0, self.rows)
        behind = np.clip(np.ceil((high - self.corner[1]) / self.cell).astype(np.int64) + 1, first, self.rows)
        return ranges(first, behind - first)


def paint(grid: Number, lattice: Lattice, rocks: dict[int, Rock], walls: dict[int, Wall], least: float) -> None:
    """Write number + 1 of each piece on the squares that it covers and that no piece of a higher number has.

    `grid` has the lattice's shape; rocks and walls are in order of their numbers. Walls reach half their width from
    their lines, and `least` [u] at least.
    """
    flat = grid.reshape(-1)
    for square, owner in chain(_under_rocks(lattice, rocks), _under_walls(lattice, walls, least)):
        owner = owner.astype(grid.dtype)
        free = flat[square] < owner
        flat[square[free]] = owner[free]  # of two that cover a square the later one stays


def _by_size(sizes: Float) -> list[Int]:
    """What is of these sizes [squares], in groups that are worked on at once."""
    return (
        np.split(np.arange(len(sizes)), np.flatnonzero(np.diff(np.cumsum(sizes) // AT_ONCE)) + 1) if len(sizes) else []
    )


def _under_rocks(lattice: Lattice, rocks: dict[int, Rock]) -> Iterator[tuple[Int, Int]]:
    """Squares (k,) and number + 1 of the rock that covers each, in order of these; some rocks at a time."""
    numbers, rings = np.array(list(rocks)), [rock.points for rock in rocks.values()]
    sizes = np.array([np.prod(np.ptp(ring, axis=0) / lattice.cell + 2.0) for ring in rings])
    for some in _by_size(sizes):
        yield _under_rings(lattice, numbers[some], [rings[i] for i in some.tolist()])


def _under_rings(lattice: Lattice, numbers: Int, rings: list[Float]) -> tuple[Int, Int]:
    a = np.concatenate(rings)
    sizes = np.array([len(ring) for ring in rings])
    b = a[following(sizes)]
    number = np.repeat(numbers, sizes)
    edge, row = lattice.rows_within(np.minimum(a[:, 1], b[:, 1]), np.maximum(a[:, 1], b[:, 1]))
    y = lattice.y[row]
    crosses = (a[edge, 1] > y) != (b[edge, 1] > y)
    edge, row, y = edge[crosses], row[crosses], y[crosses]
    (ax, ay), (bx, by) = a[edge].T, b[edge].T
    column = np.searchsorted(lattice.x, (bx - ax) * (y - ay) / (by - ay) + ax)  # the first one right of it
    # a ring crosses a row an even number of times: inside is from an odd crossing to the next
    wide = lattice.columns + 1
    places = np.sort((number[edge] * lattice.rows + row) * wide + column)
    begin, end = places[0::2], places[1::2]
    line, first = np.divmod(begin, wide)
    owner, row = np.divmod(line, lattice.rows)
    span, square = ranges(row * lattice.columns + first, end - begin)
    return square, owner[span] + 1


def _under_walls(lattice: Lattice, walls: dict[int, Wall], least: float) -> Iterator[tuple[Int, Int]]:
    """Squares (k,) and number + 1 of the wall that covers each, in order of these; some of their legs at a time."""
    if not walls:
        return
    a = np.concatenate([wall.points[:-1] for wall in walls.values()])
    b = np.concatenate([wall.points[1:] for wall in walls.values()])
    legs = [len(wall.points) - 1 for wall in walls.values()]
    number = np.repeat(np.array(list(walls)), legs)
    reach = np.repeat([max(wall.width / 2, least) for wall in walls.values()], legs)
    sizes = np.prod((np.abs(b - a) + 2 * reach[:, None]) / lattice.cell + 2.0, axis=1)
    for some in _by_size(sizes):
        yield _under_legs(lattice, a[some], b[some], reach[some], number[some])


def _under_legs(lattice: Lattice, a: Float, b: Float, reach: Float, number: Int) -> tuple[Int, Int]:
    far = reach + SLACK
    leg, row = lattice.rows_within(np.minimum(a[:, 1], b[:, 1]) - far, np.maximum(a[:, 1], b[:, 1]) + far)
    left, right = _span(a[leg], b[leg], far[leg], lattice.y[row])
    first = np.searchsorted(lattice.x, left)
    which, square = ranges(row * lattice.columns + first, np.maximum(np.searchsorted(lattice.x, right) - first, 0))
    leg, row = leg[which], row[which]
    x, y = lattice.x[square - row * lattice.columns], lattice.y[row]
    near = distances(a[leg], b[leg], x, y) <= reach[leg]
    return square[near], number[leg[near]] + 1


def _span(a: Float, b: Float, reach: Float, y: Float) -> tuple[Float, Float]:
    """From where to where on a line at height y (k,) everything lies that is within reach (k,) of legs from a to b."""
    left, right = np.full(len(y), np.inf), np.full(len(y), -np.inf)

    def meets(x: Float, here: Flag, half: Float | float = 0.0) -> None:
        np.minimum(left, x - half, out=left, where=here)
        np.maximum(right, x + half, out=right, where=here)

    for end in (a, b):  # the round ends
        half2 = reach * reach - (y - end[:, 1]) ** 2
        meets(end[:, 0], half2 >= 0.0, np.sqrt(np.maximum(half2, 0.0)))
    way = b - a
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    aside = reach / length
    rise = np.where(way[:, 1] == 0.0, np.inf, way[:, 1])
    for sign in (-1.0, 1.0):  # the sides
        share = (y - a[:, 1] - sign * aside * way[:, 0]) / rise
        meets(
            a[:, 0] - sign * aside * way[:, 1] + share * way[:, 0], (share >= 0.0) & (share <= 1.0) & np.isfinite(rise)
        )
    return left, right


def distances(a: Float, b: Float, x: Float, y: Float) -> Float:
    """How far each point (k,) is from its own leg, from a to b, each (k, 2) [u]."""
    ax, ay = a.T
    dx, dy = b[:, 0] - ax, b[:, 1] - ay
    length2 = dx * dx + dy * dy
    along = (x - ax) * dx + (y - ay) * dy
    t = np.clip(np.divide(along, length2, out=np.zeros_like(along), where=length2 > 0), 0.0, 1.0)
    out: Float = np.hypot(x - ax - t * dx, y - ay - t * dy)
    return out
