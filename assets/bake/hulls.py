"""Dead ships, scrap and lattice for backdrops: what lies in a graveyard. All in the canvas's own units."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from canvas import Canvas, Point, mix, shade

FACETS = 9  # points along each side of a hull


@dataclass(frozen=True)
class Paint:
    """Four tones of one hull, dark to bright, and what is left of its owner's colours."""

    ink: str
    low: str
    body: str
    high: str
    skin: str

    def sunk(self, into: str, share: float) -> Paint:
        """The same hull seen through so much air of that colour."""
        return Paint(*(mix(tone, into, share) for tone in (self.ink, self.low, self.body, self.high, self.skin)))


def draw_hull(
    canvas: Canvas, x: float, y: float, length: float, angle: float, paint: Paint, rng: np.random.Generator,
    ht: float, detail: bool = True,
) -> None:  # fmt: skip
    """A broken ship, seen from above; `angle` in radians, `ht` how high its back stands. Without detail: its shape."""
    half = length * rng.uniform(0.15, 0.27)
    bow = rng.uniform(0.5, 0.95)
    upper = [_rim(t, length, half * rng.uniform(0.93, 1.05), bow) for t in np.linspace(0.0, 1.0, FACETS)]
    lower = [(px, -py) for px, py in (_rim(t, length, half, bow) for t in np.linspace(1.0, 0.0, FACETS))]
    torn = [
        (-length * (0.5 - rng.uniform(0.0, 0.16)), half * (0.9 - 1.8 * k / 6) * rng.uniform(0.86, 1.1))
        for k in range(1, 6)
    ]
    outline = [*upper, *lower[1:], *[(px, -py) for px, py in torn]]
    with canvas.moved(x, y, math.degrees(angle)):
        canvas.polygon(outline, paint.low, stroke=paint.ink, width=length * 0.012, ht=ht)
        canvas.polygon([(px, py * 0.66) for px, py in outline], paint.body, ht=ht * 1.12)
        if detail:
            _dress(canvas, length, half, bow, paint, rng, ht)


def _rim(t: float, length: float, half: float, bow: float) -> Point:
    """A point of the hull's upper edge: full amidships, drawn in towards the bow."""
    along = -0.5 + t
    wide = 1.0 - max(0.0, along / 0.5) ** (1.2 + 2 * bow)
    return along * length, -half * max(wide, 0.06) * (0.92 + 0.08 * math.cos(t * 9))


def _dress(
    canvas: Canvas, length: float, half: float, bow: float, paint: Paint, rng: np.random.Generator, ht: float
) -> None:
    """Plates, a stripe of skin, a hole with ribs in it, and aerials."""
    for k in range(int(length // 46)):
        px = -length * 0.42 + k * 46 + rng.uniform(-4, 4)
        reach = half * (1 - max(0.0, px / (length / 2)) ** 2) * 0.94
        canvas.line([(px, -reach), (px + rng.uniform(-3, 3), reach)], paint.ink, 1.6, op=0.7)
    stripe = rng.uniform(-0.5, 0.3) * half
    canvas.polygon(
        [(-length * 0.3, stripe), (length * 0.3, stripe), (length * 0.22, stripe + half * 0.22),
         (-length * 0.34, stripe + half * 0.22)], paint.skin, op=0.55,
    )  # fmt: skip
    hole = [
        (px + rng.uniform(-8, 8), py + rng.uniform(-6, 6))
        for px, py in _ellipse(rng.uniform(-0.2, 0.12) * length, 0, length * 0.16, half * 0.5, 9)
    ]
    canvas.polygon(hole, shade(paint.ink, 0.7), stroke=paint.high, width=1.6, ht=ht * 0.35)
    middle = sum(px for px, _ in hole) / len(hole)
    for k in (-1, 0, 1):
        canvas.line([(middle + k * 26, -half * 0.42), (middle + k * 26 + 5, half * 0.42)], paint.body, 5, ht=ht * 0.9)
    canvas.line([(-length * 0.42, 0), (length * 0.44 * bow, 0)], paint.high, 2.2, ht=ht * 1.2)
    for _ in range(3):
        px = rng.uniform(-0.55, -0.4) * length
        py = rng.uniform(-0.8, 0.8) * half
        canvas.line([(px + 26, py), (px - rng.uniform(8, 30), py * 1.2)], paint.low, 3.4, ht=ht * 0.8)


def _ellipse(x: float, y: float, rx: float, ry: float, count: int) -> list[Point]:
    return [(x + rx * math.cos(k * math.tau / count), y + ry * math.sin(k * math.tau / count)) for k in range(count)]


def draw_plate(
    canvas: Canvas, x: float, y: float, size: float, colour: str, rng: np.random.Generator, ht: float
) -> None:
    """A sheet of somebody's ship: four unequal corners, a seam, rivets, a bright edge towards the light."""
    w, h = size * rng.uniform(0.5, 1.0), size * rng.uniform(0.32, 0.72)
    corners = [
        (px * w / 2 * rng.uniform(0.8, 1.1), py * h / 2 * rng.uniform(0.76, 1.1))
        for px, py in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    with canvas.moved(x, y, rng.uniform(0, 360)):
        canvas.polygon(corners, colour, stroke=shade(colour, 0.45), width=1.6, ht=ht)
        kind = rng.random()
        if kind < 0.34:
            canvas.line([(-w * 0.4, 0), (w * 0.4, h * 0.05)], shade(colour, 0.6), 1.6)
        elif kind < 0.6:
            for k in range(4):
                canvas.line(
                    [(w * (-0.3 + 0.2 * k), -h * 0.36), (w * (-0.3 + 0.2 * k), h * 0.36)], shade(colour, 0.7), 1.8
                )
        elif kind < 0.72:
            canvas.polygon(
                [(-w * 0.3, -h * 0.3), (-w * 0.02, -h * 0.3), (w * 0.2, h * 0.3), (-w * 0.08, h * 0.3)],
                shade(colour, 1.35),
            )
        canvas.line([corners[0], corners[1]], shade(colour, 1.3), 1.4, op=0.7)


def draw_lattice(canvas: Canvas, a: Point, b: Point, width: float, colour: str, ht: float) -> None:
    """A girder from a to b: two chords and their zigzag."""
    length = math.dist(a, b)
    with canvas.moved(*a, math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))):
        zigzag = [(px, (-1) ** k * width * 0.42) for k, px in enumerate(np.arange(0, length, width))]
        canvas.line(zigzag, shade(colour, 0.7), width * 0.16, ht=ht * 0.8)
        for side in (-1, 1):
            canvas.line([(0, side * width / 2), (length, side * width / 2)], colour, width * 0.2, ht=ht)


def draw_cable(canvas: Canvas, a: Point, b: Point, sag: float, colour: str, width: float, ht: float) -> None:
    """A hose or cable that lies in one lazy curve."""
    turn = math.atan2(b[1] - a[1], b[0] - a[0]) + math.pi / 2
    points = []
    for t in np.linspace(0.0, 1.0, 14):
        off = sag * math.sin(math.pi * t) + sag * 0.3 * math.sin(math.tau * 1.5 * t)
        points.append(
            (a[0] + (b[0] - a[0]) * t + math.cos(turn) * off, a[1] + (b[1] - a[1]) * t + math.sin(turn) * off)
        )
    canvas.line(points, shade(colour, 0.45), width * 1.5, ht=ht * 0.7)
    canvas.line(points, colour, width, ht=ht)
