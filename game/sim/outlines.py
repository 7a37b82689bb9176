"""Outlines of solid pieces that move, as one list of edges, each piece's in its own frame round its middle.

Many points or lines against all of them are a few array operations.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.sim.motions import Mover
from game.sim.tables import Complex, Flag, Float, Int


class Outlines:
    """Edges ring by ring, the rings piece by piece. `mover_edge` (m,) is each piece's first of its `mover_edges`.

    `left`, `top`, `right` and `bottom` are boxes round the middles, however the pieces turn [u].
    """

    def __init__(self, movers: Sequence[Mover], turn: Float) -> None:
        """`turn`: how fast each goes round (m,) [rad/s]."""
        rings = [
            (row, np.ascontiguousarray(ring, np.float64).view(np.complex128)[:, 0] - complex(*mover.middle))
            for row, mover in enumerate(movers)
            for ring in mover.piece.rings()
        ]
        rows = np.array([row for row, _ in rings], np.int64)
        sizes = np.array([ring.size for _, ring in rings], np.int64)
        empty: Complex = np.zeros(0, np.complex128)
        self.edge_from: Complex = np.concatenate([ring for _, ring in rings]) if rings else empty
        self.edge_to: Complex = self.edge_from[following(sizes)]
        rise = self.edge_to.imag - self.edge_from.imag
        self._slope: Float = (self.edge_to.real - self.edge_from.real) / np.where(rise == 0.0, 1.0, rise)
        self._ring_edge: Int = np.cumsum(sizes) - sizes  # first edge of each ring
        self._ring_edges: Int = sizes
        # asked only whether a place is near: how a mean is rounded does not matter
        sums: Complex = np.add.reduceat(self.edge_from, self._ring_edge) if rings else empty
        self._ring_middle: Complex = sums / sizes
        far = np.abs(self.edge_from - np.repeat(self._ring_middle, sizes))
        self._ring_reach: Float = (np.maximum.reduceat(far, self._ring_edge) if rings else far) + 1e-6
        n = len(movers)
        self._mover_rings: Int = np.bincount(rows, minlength=n)
        self._mover_ring: Int = np.cumsum(self._mover_rings) - self._mover_rings
        self.mover_edges: Int = np.bincount(rows, sizes, minlength=n).astype(np.int64)
        self.mover_edge: Int = np.cumsum(self.mover_edges) - self.mover_edges
        self.left, self.top, self.right, self.bottom = np.zeros((4, n))  # boxes round the middles, however they turn
        self.hollow: Float = np.zeros(n)  # nothing of one that turns is nearer to its middle than this [u]
        self.reach: Float = np.zeros(n)  # of the farthest corner from the middle
        for row in range(n):
            mine = self.edge_from[self.mover_edge[row] : self.mover_edge[row] + self.mover_edges[row]]
            reach = self.reach[row] = float(np.abs(mine).max())
            if turn[row]:
                self.hollow[row] = self._free_within(row, mine)
                self.left[row], self.top[row], self.right[row], self.bottom[row] = -reach, -reach, reach, reach
            else:
                self.left[row], self.right[row] = mine.real.min(), mine.real.max()
                self.top[row], self.bottom[row] = mine.imag.min(), mine.imag.max()

    def _free_within(self, row: int, mine: Complex) -> float:
        """How far from a piece's middle its outline begins, 0 when the middle lies in it [u]."""
        if self.inside(np.array([row]), np.zeros(1, np.complex128))[0]:
            return 0.0
        first = self.mover_edge[row]
        way = self.edge_to[first : first + mine.size] - mine
        share = -(mine * way.conj()).real / np.maximum(np.abs(way) ** 2, 1e-9)
        return float(np.abs(mine + way * np.minimum(np.maximum(share, 0.0), 1.0)).min())

    def inside(self, row: Int, local: Complex) -> Flag:
        """Even-odd test of pairs of a piece and a point in its frame, shape (k,)."""
        ring_pair, ring = ranges(self._mover_ring[row], self._mover_rings[row])
        if ring.size > row.size:  # of a wall of many legs a place is near to one or two
            close = np.abs(local[ring_pair] - self._ring_middle[ring]) <= self._ring_reach[ring]
            ring_pair, ring = ring_pair[close], ring[close]
        pair, edge = ranges(self._ring_edge[ring], self._ring_edges[ring])
        spot = local[ring_pair[pair]]
        a, b = self.edge_from[edge], self.edge_to[edge]
        crosses = (a.imag > spot.imag) != (b.imag > spot.imag)
        crosses &= spot.real < self._slope[edge] * (spot.imag - a.imag) + a.real
        within = np.bincount(pair, crosses, ring.size).astype(np.int64) & 1
        inside: Flag = np.bincount(ring_pair, within, row.size) > 0
        return inside


def ranges(first: Int, count: Int) -> tuple[Int, Int]:
    """For each i the numbers first[i] .. first[i] + count[i]: the i of each, and the number."""
    which = np.repeat(np.arange(len(first)), count)
    within = np.arange(which.size) - np.repeat(np.cumsum(count) - count, count)
    return which, first[which] + within


def following(sizes: Int) -> Int:
    """For rings of so many corners, one behind the other: of each corner the number of the next, round its ring."""
    last = np.cumsum(sizes)
    after = np.arange(1, sizes.sum() + 1)
    after[last - 1] = last - sizes
    return after


def cross(a: Complex, b: Complex) -> Float:
    out: Float = a.real * b.imag - a.imag * b.real
    return out
