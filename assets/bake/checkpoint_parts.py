"""What a checkpoint is built of: hexagons, plates, tubes of light, tags, papers, and what people leave in a queue."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, Point, mix, shade

Box = tuple[float, float, float, float]  # left, top, right, bottom
LampAt = tuple[float, float, float, tuple[float, float, float], float]  # x, y, z, colour, reach

WINE, DEEP, BLUSH, WARM = "#8a1240", "#4a0a26", "#ffd6e0", "#ffc98a"
PLUM = ("#402a38", "#48303f", "#3a2634", "#4d3344", "#432d3a")
SEAM = "#1c0f18"


def hexagon(x: float, y: float, r: float, turn: float = 0.0, flat: float = 1.0) -> list[Point]:
    """Six corners, the first to the right of the middle."""
    return [
        (x + r * math.cos(turn + k * math.tau / 6), y + r * flat * math.sin(turn + k * math.tau / 6)) for k in range(6)
    ]


def draw_hex_plates(
    canvas: Canvas,
    box: Box,
    r: float,
    tones: tuple[str, ...],
    rng: np.random.Generator,
    ht: float,
    missing: float = 0.0,
) -> None:
    """A floor of hexagonal plates whose middles lie in `box`; each a little another tone and height."""
    left, top, right, bottom = box
    across, down = r * 1.5, r * math.sqrt(3)
    for i in range(int((right - left) / across) + 1):
        for j in range(int((bottom - top) / down) + 1):
            x, y = left + i * across, top + j * down + (down / 2 if i % 2 else 0)
            if y > bottom or rng.random() < missing:
                continue
            tone = shade(tones[int(rng.integers(len(tones)))], rng.uniform(0.93, 1.07))
            canvas.polygon(hexagon(x, y, r * 0.965), tone, ht=ht + rng.uniform(-0.006, 0.010))
            if rng.random() < 0.10:
                canvas.polygon(hexagon(x, y, r * 0.62), shade(tone, 0.86), stroke=shade(tone, 0.66), width=2.5)
            elif rng.random() < 0.08:
                for k in (-1, 0, 1):
                    canvas.line([(x - r * 0.4, y + k * r * 0.2), (x + r * 0.4, y + k * r * 0.2)], shade(tone, 0.6), 5)


def draw_slabs(
    canvas: Canvas, box: Box, wide: float, high: float, tones: tuple[str, ...], rng: np.random.Generator, ht: float
) -> None:
    """Old rectangular plates in courses, each course begun elsewhere; seams, rivets, a patch here and there."""
    left, top, right, bottom = box
    for row, y in enumerate(np.arange(top, bottom - 1, high)):
        low = min(y + high, bottom)
        x = left - wide * ((row * 0.37) % 1.0)
        while x < right:
            end = x + wide * rng.uniform(0.8, 1.3)
            x0, x1 = max(x, left), min(end, right)
            if x1 - x0 > 8:
                tone = shade(tones[int(rng.integers(len(tones)))], rng.uniform(0.90, 1.08))
                canvas.rect(x0 + 2, y + 2, x1 - x0 - 4, low - y - 4, tone, round_=4, ht=ht + rng.uniform(-0.008, 0.012))
                if x1 - x0 > 130 and low - y > 90:
                    _dress_slab(canvas, (x0, y, x1, low), tone, rng, ht)
            x = end


def _dress_slab(canvas: Canvas, box: Box, tone: str, rng: np.random.Generator, ht: float) -> None:
    left, top, right, bottom = box
    kind = rng.random()
    for px in (left + 14, right - 14):
        for py in (top + 14, bottom - 14):
            canvas.circle(px, py, 3.4, shade(tone, 0.62), ht=ht + 0.02)
    if kind < 0.16:  # a hatch
        x, y = rng.uniform(left + 50, right - 50), rng.uniform(top + 40, bottom - 40)
        canvas.rect(
            x - 34, y - 26, 68, 52, shade(tone, 0.80), round_=8, stroke=shade(tone, 0.55), width=3, ht=ht + 0.03
        )
        canvas.line([(x - 12, y), (x + 12, y)], shade(tone, 1.3), 6, ht=ht + 0.06)
    elif kind < 0.30:  # a grate
        x, y = rng.uniform(left + 50, right - 60), rng.uniform(top + 30, bottom - 30)
        for k in range(6):
            canvas.line([(x - 30 + k * 12, y - 22), (x - 30 + k * 12, y + 22)], shade(tone, 0.42), 5, ht=ht - 0.04)
    elif kind < 0.42:  # a patch, newer
        w, h = rng.uniform(50, 110), rng.uniform(40, 70)
        x, y = (
            rng.uniform(left + 10, max(left + 11, right - w - 10)),
            rng.uniform(top + 8, max(top + 9, bottom - h - 8)),
        )
        canvas.rect(x, y, w, h, shade(tone, 1.22), ht=ht + 0.025)


def draw_tube(canvas: Canvas, points: list[Point], colour: str, width: float, strength: float, ht: float) -> None:
    """A tube of light in a dark bed."""
    canvas.line(points, "#140a10", width * 2.6, ht=ht)
    canvas.line(points, shade(colour, 0.8), width, ht=ht + 0.02, glow=shade(colour, strength))


def draw_pool(canvas: Canvas, x: float, y: float, rx: float, ry: float, colour: str, strength: float) -> None:
    """Light painted on the ground, brightest in its middle."""
    fade = canvas.radial(0, 0, max(rx, ry), (colour, strength), (colour, strength * 0.3), (colour, 0.0))
    with canvas.moved(x, y):
        canvas.ellipse(0, 0, rx, ry, fade, op=0.99)


def draw_chevrons(
    canvas: Canvas, x: float, y: float, count: int, step: float, size: float, degrees: float, colour: str, width: float
) -> None:
    with canvas.moved(x, y, degrees):
        for k in range(count):
            canvas.path(
                f"M{k * step:.0f} {-size:.0f}l{size:.0f} {size:.0f}l{-size:.0f} {size:.0f}", stroke=colour, width=width
            )


def draw_hazard(canvas: Canvas, box: Box, step: float, a: str, b: str, ht: float) -> None:
    """Slanting stripes inside a box that lies along x or along y."""
    left, top, right, bottom = box
    canvas.rect(left, top, right - left, bottom - top, a, ht=ht)
    wide, high = right - left, bottom - top
    if wide > high:
        for k in range(int(wide // step)):
            x = left + k * step
            canvas.polygon([(x, bottom), (x + high, top), (x + high + step / 2, top), (x + step / 2, bottom)], b)
    else:
        for k in range(int(high // step)):
            y = top + k * step
            canvas.polygon([(left, y + wide), (right, y), (right, y + step / 2), (left, y + wide + step / 2)], b)


def draw_paper(canvas: Canvas, x: float, y: float, size: float, rng: np.random.Generator, ht: float) -> None:
    """A page of terms that somebody dropped unread."""
    with canvas.moved(x, y, rng.uniform(0, 360)):
        tone = mix("#8e8088", "#c4b2ba", rng.random())
        canvas.rect(-size * 0.36, -size / 2, size * 0.72, size, tone, ht=ht)
        for k in range(3):
            canvas.line(
                [(-size * 0.24, size * (-0.26 + 0.2 * k)), (size * 0.2, size * (-0.26 + 0.2 * k))],
                "#7a5a6a",
                size * 0.07,
            )


def draw_litter(canvas: Canvas, box: Box, heaps: int, rng: np.random.Generator, ht: float) -> None:
    """Papers where the wind of drives has laid them: in tails, large in front and smaller behind."""
    left, top, right, bottom = box
    for _ in range(heaps):
        x, y, turn = rng.uniform(left, right), rng.uniform(top, bottom), rng.normal(0, 0.35)
        for k in range(int(rng.integers(2, 9))):
            far = k * rng.uniform(14, 34)
            px, py = x - far * math.cos(turn), y - far * math.sin(turn) + rng.normal(0, 12)
            if left < px < right and top < py < bottom:
                draw_paper(canvas, px, py, rng.uniform(11, 21) * (1 - 0.04 * k), rng, ht)


def draw_tag(canvas: Canvas, x: float, y: float, size: float, rng: np.random.Generator, ht: float) -> None:
    """A stamped tag: a small card with a hole and a hexagon on it."""
    with canvas.moved(x, y, rng.uniform(0, 360)):
        canvas.path(
            f"M{-size} {-size * 0.5}H{size * 0.6}L{size} 0L{size * 0.6} {size * 0.5}H{-size}Z", "#c2a6b0", ht=ht
        )
        canvas.polygon(hexagon(-size * 0.3, 0, size * 0.34), WINE)
        canvas.circle(size * 0.66, 0, size * 0.12, "#2a1420")


def draw_chair(canvas: Canvas, x: float, y: float, degrees: float, colour: str, ht: float) -> None:
    """A folding chair, from above; its back is up in the picture."""
    with canvas.moved(x, y, degrees):
        for dx, dy in ((-15, -13), (15, -13), (-15, 15), (15, 15)):
            canvas.circle(dx, dy, 3.5, "#8c7f8a", ht=ht)
        canvas.rect(-15, -10, 30, 26, colour, round_=5, ht=ht + 0.10)
        canvas.line([(-15, 3), (15, 3)], shade(colour, 0.7), 2.5)
        canvas.rect(-17, -18, 34, 8, shade(colour, 1.25), round_=4, ht=ht + 0.20)


def draw_mug(canvas: Canvas, x: float, y: float, colour: str, ht: float) -> None:
    canvas.circle(x + 8, y, 4, stroke=colour, width=3, ht=ht)
    canvas.circle(x, y, 7.5, colour, ht=ht + 0.08)
    canvas.circle(x, y, 5, "#3a2018", ht=ht + 0.03)


def draw_bulbs(canvas: Canvas, a: Point, b: Point, count: int, sag: float, colours: tuple[str, ...], ht: float) -> None:
    """A string of little lamps between two posts."""
    points = []
    for t in np.linspace(0, 1, 16):
        points.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + sag * math.sin(math.pi * t)))
    canvas.line(points, "#1a1016", 3, ht=ht)
    for k in range(count):
        t = (k + 0.5) / count
        x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + sag * math.sin(math.pi * t) + 5
        colour = colours[k % len(colours)]
        canvas.circle(x, y, 4.4, colour, ht=ht + 0.03, glow=shade(colour, 0.62))
