"""Shapes of the map: rings, circles, what lies inside what. Units: world units; y grows downwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.sim.sums import added

Floats: TypeAlias = NDArray[np.float64]
Corner: TypeAlias = Sequence[float]

CIRCLE_STEP = 48.0  # a circle's corners lie about this far apart [u]
GOLDEN = 0.6180339887498949


def ring_of_circle(x: float, y: float, radius: float) -> Floats:
    """Corners (k, 2) of a circle, clockwise on the screen; 16 to 128 of them."""
    corners = max(16, min(128, round(math.tau * radius / CIRCLE_STEP)))
    turns = np.arange(corners) * (math.tau / corners)
    return np.stack([x + radius * np.cos(turns), y + radius * np.sin(turns)], axis=1)


def arc(x: float, y: float, radius: float, start: float, end: float) -> Floats:
    """Points (k, 2) of a part of a circle, clockwise on the screen, as close as those of the whole one."""
    steps = max(2, math.ceil(max(16, min(128, round(math.tau * radius / CIRCLE_STEP))) * (end - start) / math.tau))
    turns = np.linspace(start, end, steps + 1)
    return np.stack([x + radius * np.cos(turns), y + radius * np.sin(turns)], axis=1)


def placed(points: Sequence[Corner], x: float, y: float, angle: float, scale: float = 1.0) -> Floats:
    """Corners round the origin, scaled, rotated by `angle` and moved to (x, y); shape (k, 2)."""
    raw = np.asarray(points, np.float64) * scale
    c, s = math.cos(angle), math.sin(angle)
    return np.stack([x + raw[:, 0] * c - raw[:, 1] * s, y + raw[:, 0] * s + raw[:, 1] * c], axis=1)


def ring_problem(ring: Sequence[Corner]) -> str:
    """Why a ring cannot be solid: too small, repeated corners, crossing itself, or wound the wrong way."""
    count = len(ring)
    for i in range(count):
        if tuple(ring[i]) == tuple(ring[(i + 1) % count]):
            return (
                "the last corner repeats the first: leave it out, the ring closes itself"
                if i == count - 1
                else f"corner {i + 2} repeats corner {i + 1}"
            )
    crossing = _crossing(ring)
    if crossing:
        return f"the outline crosses itself: edge {crossing[0] + 1} meets edge {crossing[1] + 1}"
    area = doubled_area(ring)
    if abs(area) < 1.0:
        return "the outline has no inside: its corners lie on one line"
    return "" if area > 0 else "the corners run anticlockwise: list them clockwise (y grows downwards)"


def doubled_area(ring: Sequence[Corner]) -> float:
    """Twice the area; positive when the corners run clockwise on the screen."""
    return added(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True))


def _crossing(ring: Sequence[Corner]) -> tuple[int, int] | None:
    """The first two edges that meet and are not neighbours."""
    begin = np.asarray(ring, np.float64)
    end = np.roll(begin, -1, axis=0)
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    near = (low[:, None] <= high[None]) & (high[:, None] >= low[None])
    first, second = np.triu(near.all(axis=2), k=2).nonzero()
    apart = (first != 0) | (second != len(begin) - 1)
    first, second = first[apart], second[apart]
    met = _meet(begin[first].T, end[first].T, begin[second].T, end[second].T).nonzero()[0]
    return (int(first[met[0]]), int(second[met[0]])) if met.size else None


def _meet(a: Floats, b: Floats, c: Floats, d: Floats) -> NDArray[np.bool_]:
    """Whether segments from `a` to `b` and from `c` to `d`, each (2, k), meet; shape (k,)."""

    def side(p: Floats, q: Floats, r: Floats) -> Floats:
        turned: Floats = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return turned

    def touches(p: Floats, q: Floats, r: Floats, away: Floats) -> NDArray[np.bool_]:
        low, high = np.minimum(p, q), np.maximum(p, q)
        on: NDArray[np.bool_] = (away == 0) & ((low <= r) & (r <= high)).all(axis=0)
        return on

    s1, s2, s3, s4 = side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)
    crosses: NDArray[np.bool_] = (
        ((s1 > 0) != (s2 > 0)) & ((s3 > 0) != (s4 > 0)) & (s1 != 0) & (s2 != 0) & (s3 != 0) & (s4 != 0)
    )
    crosses |= touches(a, b, c, s1) | touches(a, b, d, s2) | touches(c, d, a, s3) | touches(c, d, b, s4)
    return crosses


def cuts(ring: Floats, y: NDArray[np.floating[Any]]) -> Floats:
    """Where lines across the map, at each of `y` (n,), cut the edges of a ring (k, 2): (n, most), from left to right.

    Inside is from the first cut to the second, from the third to the fourth … Lines with fewer cuts end in inf.
    """
    ax, ay = ring.T
    bx, by = np.roll(ring, -1, axis=0).T
    line = y[:, None]
    cut = (ay > line) != (by > line)
    slope = (bx - ax) / np.where(ay == by, 1.0, by - ay)
    found = np.sort(np.where(cut, slope * (line - ay) + ax, np.inf), axis=1)
    most: Floats = found[:, : int(cut.sum(axis=1).max(initial=0))]
    return most


def in_ring(ring: Sequence[Corner], x: float, y: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def along(points: Floats, share: float) -> tuple[float, float, float]:
    """The point at a share (0..1) of a polyline's length, and its heading there."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    ends = np.cumsum(steps)
    want = share * float(ends[-1])
    i = min(int(np.searchsorted(ends, want)), len(steps) - 1)
    dx, dy = (points[i + 1] - points[i]).tolist()
    part = (want - (float(ends[i]) - float(steps[i]))) / max(float(steps[i]), 1e-9)
    return float(points[i][0]) + dx * part, float(points[i][1]) + dy * part, math.atan2(dy, dx)


def all_along(points: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Points (k, 2) at shares (k,) of a polyline's length, and headings (k,) there: what `along` says of each."""
    legs = np.diff(points, axis=0)
    steps = np.hypot(*legs.T)
    ends = np.cumsum(steps)
    want = shares * ends[-1]
    i = np.minimum(np.searchsorted(ends, want), len(steps) - 1)
    part = (want - (ends[i] - steps[i])) / np.maximum(steps[i], 1e-9)
    headings = np.array([math.atan2(dy, dx) for dx, dy in legs.tolist()])  # numpy's differs by a bit here and there
    return points[i] + legs[i] * part[:, None], headings[i]
