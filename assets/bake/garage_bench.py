"""Things on a bench seen from above and a little from the front: what stands up leans north, and shows its south side.

World units throughout; heights are units above the bench. A thing's top is drawn `LEAN` times its height further up the
picture, its sides in strips that fall to its foot, so that light and shadow find a slope there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from canvas import Canvas, Point, closed, shade

TALLEST = 420.0  # height of the field's white [units]
BENCH = 0.10  # of the field: the bench's top; the floor far below is 0
LEAN = 0.45
STRIPS = 6  # of a side


def level(z: float) -> float:
    """The height field's value for something z units above the bench."""
    return BENCH + (1.0 - BENCH) * z / TALLEST


def raised(point: Point, z: float) -> Point:
    """Where something z units above a spot of the bench is drawn."""
    return point[0], point[1] - z * LEAN


def oblong(x: float, y: float, w: float, d: float, turn: float = 0.0) -> list[Point]:
    """Corners of a rectangle about (x, y), clockwise from the upper left; `turn` in degrees."""
    k, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half = ((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2))
    return [(x + u * k - v * s, y + u * s + v * k) for u, v in half]


class Bench:
    """Draws solids on a canvas that is set to world units."""

    def __init__(self, canvas: Canvas, seed: int = 5) -> None:
        self.on = canvas
        self.rng = np.random.default_rng(seed)

    def prism(
        self, foot: Sequence[Point], high: float, colour: str, base: float = 0.0, top: str = "", edge: str = ""
    ) -> list[Point]:
        """A solid over a polygon (clockwise on the screen). Returns its top as drawn."""
        count = len(foot)
        for i in range(count):
            (ax, ay), (bx, by) = foot[i], foot[(i + 1) % count]
            if bx >= ax:  # that side looks away, or is seen edge on
                continue
            steep = abs(bx - ax) / max(1e-6, math.hypot(bx - ax, by - ay))
            dark = 0.40 + 0.26 * steep
            for k in range(STRIPS):
                low, up = base + high * k / STRIPS, base + high * (k + 1) / STRIPS
                corners = [raised((ax, ay), up), raised((bx, by), up), raised((bx, by), low), raised((ax, ay), low)]
                tone = shade(colour, dark * (0.72 + 0.28 * (k + 1) / STRIPS))
                self.on.polygon(corners, tone, stroke=tone, width=0.8, ht=level(low + high / STRIPS * 0.5))
        cap = [raised(point, base + high) for point in foot]
        self.on.polygon(cap, top or colour, stroke=edge or shade(colour, 0.62), width=2.0, ht=level(base + high))
        return cap

    def box(
        self, x: float, y: float, w: float, d: float, high: float, colour: str, turn: float = 0.0, base: float = 0.0,
        top: str = "", edge: str = "",
    ) -> list[Point]:  # fmt: skip
        return self.prism(oblong(x, y, w, d, turn), high, colour, base, top, edge)

    def drum(
        self, x: float, y: float, r: float, high: float, colour: str, top: str = "", base: float = 0.0,
        widens: float = 1.0, rings: int = 18,
    ) -> Point:  # fmt: skip
        """An upright cylinder or cone; returns the middle of its top as drawn."""
        for i in range(rings + 1):
            t = i / rings
            cx, cy = raised((x, y), base + high * t)
            tone = shade(colour, 0.44 + 0.5 * t)
            self.on.circle(cx, cy, r * (1 + (widens - 1) * t), tone, ht=level(base + high * t))
        cx, cy = raised((x, y), base + high)
        self.on.circle(
            cx, cy, r * widens, top or colour, stroke=shade(top or colour, 1.22), width=3, ht=level(base + high)
        )
        return cx, cy

    def cable(self, points: Sequence[Point], width: float, colour: str, high: float = 0.0) -> np.ndarray:
        """A cable that lies on the bench through these points."""
        way = curve(points)
        high = high or width * 0.8
        self.on.line(way, shade(colour, 0.35), width + 4)
        for share, lift in ((1.0, 0.55), (0.72, 0.85), (0.4, 1.0)):
            self.on.line(way, shade(colour, 0.8 + 0.2 * lift), width * share, ht=level(high * lift))
        lit = way + np.array([-width * 0.13, -width * 0.2])
        self.on.line(lit, shade(colour, 1.75), width * 0.18, op=0.55)
        return way

    def coil(self, points: Sequence[Point], width: float, colour: str, radius: float, pitch: float) -> None:
        """A curly cord, as on a telephone."""
        way = curve(points)
        gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))])
        s = np.arange(0.0, gone[-1], 2.4)
        x, y = np.interp(s, gone, way[:, 0]), np.interp(s, gone, way[:, 1])
        tx, ty = np.gradient(x), np.gradient(y)
        norm = np.hypot(tx, ty) + 1e-6
        phase = s / pitch * math.tau
        px = x - ty / norm * np.cos(phase) * radius + tx / norm * np.sin(phase) * radius * 0.5
        py = y + tx / norm * np.cos(phase) * radius + ty / norm * np.sin(phase) * radius * 0.5
        turns = np.stack([px, py], axis=1)
        self.on.line(turns, shade(colour, 0.35), width + 3)
        self.on.line(turns, colour, width, ht=level(24))
        self.on.line(turns + np.array([-1.6, -2.0]), shade(colour, 1.8), width * 0.28, op=0.7)

    def paper(self, x: float, y: float, w: float, d: float, turn: float, colour: str, high: float = 3.0) -> None:
        """A sheet with one corner that has come up."""
        with self.on.moved(x, y, turn):
            fold = min(w, d) * 0.14
            corner = f"M{-w / 2} {-d / 2}H{w / 2}V{d / 2 - fold}L{w / 2 - fold} {d / 2}H{-w / 2}Z"
            self.on.path(corner, colour, stroke=shade(colour, 0.8), width=1.2, ht=level(high))
            flap = [(w / 2, d / 2 - fold), (w / 2 - fold, d / 2), (w / 2 - fold * 0.9, d / 2 - fold * 0.9)]
            self.on.polygon(flap, shade(colour, 0.8), ht=level(high + 5))

    def note(self, x: float, y: float, turn: float, colour: str, words: str, size: float = 92.0) -> None:
        """A sticky note; `words` by rows, parted by /."""
        self.paper(x, y, size, size, turn, colour, 4.0)
        with self.on.moved(x, y, turn):
            self.on.rect(-size / 2, -size / 2, size, size * 0.15, shade(colour, 0.9))
            for i, row in enumerate(words.split("/")):
                self.on.text(row, 0, -size / 2 + size * (0.26 + 0.24 * i), size * 0.15, "#4a3a20", weight=0.9)


def curve(points: Sequence[Point]) -> np.ndarray:
    """A smooth line through points: (n, 2)."""
    p = np.asarray(points, float)
    t = np.linspace(0.0, 1.0, 24, endpoint=False)[:, None]
    parts = []
    for i in range(len(p) - 1):
        a, b, c, d = p[max(0, i - 1)], p[i], p[i + 1], p[min(len(p) - 1, i + 2)]
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*parts, p[-1:]])


def arc(x: float, y: float, r: float, start: float, end: float, count: int = 24) -> list[Point]:
    """Points of part of a circle; angles in degrees."""
    return [(x + r * math.cos(a), y + r * math.sin(a)) for a in np.radians(np.linspace(start, end, count))]


def wedge(x: float, y: float, r: float, start: float, end: float) -> str:
    """Path data of a slice."""
    return closed([(x, y), *arc(x, y, r, start, end)])
