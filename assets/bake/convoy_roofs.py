"""What stands round the lanes of chapter 04: works without end, their tiny lights, and what is written on them."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, shade
from convoy_map import BOTTOM, INNER, LEFT, OUTER, RIGHT, ROOF, TOP, Depths

TONES = ("#1d2446", "#252d58", "#191f3e", "#2c3768", "#1f274c", "#344276", "#2a2c44")
WINDOW, COLD = "#ffcf7a", "#8ea4ff"
SEEN = 640.0  # no picture of the lane shows what lies farther from it
GRID = 156.0


def draw_ground(canvas: Canvas) -> None:
    """The works' lowest roofs, as far as the picture goes."""
    canvas.rect(LEFT - 200, TOP - 200, RIGHT - LEFT + 400, BOTTOM - TOP + 400, "#0f1430", ht=ROOF)


def draw_rims(canvas: Canvas, points: list[tuple[float, float]], inwards: float) -> None:
    """The wall's broad top: coping stones, a gutter, a brass edge. `points` run along the wall itself."""
    ring = [*points, points[0]]
    for less, colour, ht in ((0, "#323d6c", 0.14), (16, "#222a50", 0.16), (78, "#12162e", 0.08), (96, "#2a3360", 0.18)):
        canvas.line(ring, colour, 2 * inwards - less, ht=ROOF + ht)
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        long = math.hypot(x1 - x0, y1 - y0)
        dx, dy = (x1 - x0) / long, (y1 - y0) / long
        for at in np.arange(40, long, 80):  # joints of the coping
            px, py = x0 + dx * at, y0 + dy * at
            canvas.line([(px - dy * inwards, py + dx * inwards), (px + dy * inwards, py - dx * inwards)], "#0d1330", 4)


def draw_island(canvas: Canvas) -> None:
    canvas.polygon(INNER, "#222a50", ht=ROOF + 0.16)
    middle = np.array(INNER).mean(0)
    for far, colour, ht in ((46, "#12162e", 0.08), (58, "#2a3360", 0.18), (92, "#0f1430", 0.0)):
        canvas.polygon(_drawn_in(INNER, far), colour, ht=ROOF + ht)
    for (x0, y0), (x1, y1) in zip(INNER, [*INNER[1:], INNER[0]], strict=True):
        long = math.hypot(x1 - x0, y1 - y0)
        dx, dy = (x1 - x0) / long, (y1 - y0) / long
        side = 1 if (middle[0] - x0) * -dy + (middle[1] - y0) * dx > 0 else -1
        for at in np.arange(40, long, 80):
            px, py = x0 + dx * at, y0 + dy * at
            canvas.line([(px, py), (px - dy * side * 88, py + dx * side * 88)], "#0d1330", 4)


def _drawn_in(ring: list[tuple[float, float]], far: float) -> list[tuple[float, float]]:
    """The ring that much smaller all round; it runs clockwise on screen."""
    points = np.array(ring, float)
    ahead = np.roll(points, -1, 0) - np.roll(points, 1, 0)
    ahead /= np.hypot(*ahead.T)[:, None]
    return [(float(x - dy * far), float(y + dx * far)) for (x, y), (dx, dy) in zip(points, ahead, strict=True)]


ISLAND = (min(x for x, _ in INNER), min(y for _, y in INNER), max(x for x, _ in INNER), max(y for _, y in INNER))


def _on_island(x: float, y: float) -> bool:
    return ISLAND[0] < x < ISLAND[2] and ISLAND[1] < y < ISLAND[3] and inside(INNER, x, y)


def inside(ring: list[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a point lies in a polygon."""
    odd = False
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd


def draw_roofs(canvas: Canvas, depths: Depths, rng: np.random.Generator, island: bool = False) -> None:
    """Blocks on a grid with canyons between, each clear of the walls; the farther from the lane the plainer."""
    for gy, y in enumerate(np.arange(TOP - 60, BOTTOM + 100, GRID)):
        for gx, x in enumerate(np.arange(LEFT - 60, RIGHT + 100, GRID)):
            far = depths.from_floor(x, y)
            if far > SEEN or _on_island(x, y) != island:
                continue
            wide = GRID * (0.80 + 0.14 * rng.random()) * (1.7 if (gx * 7 + gy * 3) % 11 == 0 else 1.0)
            high = GRID * (0.62 + 0.3 * rng.random())
            ht = ROOF + 0.06 + 0.3 * rng.random() * min(1.0, far / 420)
            if far - math.hypot(wide, high) / 2 > 94:
                _draw_block(canvas, x, y, wide, high, ht, rng)
                continue
            for dx, dy in ((-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)):  # smaller ones in the gaps
                px, py = x + dx * GRID, y + dy * GRID
                if depths.from_floor(px, py) > 140:
                    _draw_block(canvas, px, py, GRID * 0.42, GRID * 0.40, ROOF + 0.04 + 0.05 * rng.random(), rng)
    for _ in range(420):  # pipes across the canyons
        x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
        long, flat = rng.uniform(120, 420), rng.random() < 0.5
        ends = [(x, y), (x + long, y) if flat else (x, y + long)]
        middle = ((x + ends[1][0]) / 2, (y + ends[1][1]) / 2)
        if all(110 < depths.from_floor(*p) < SEEN for p in (*ends, middle)) and _on_island(*middle) == island:
            brass = rng.random() < 0.16
            canvas.line(ends, "#080c20", 15, ht=ROOF + 0.22)
            canvas.line(ends, "#8a6424" if brass else "#31449a", 9, ht=ROOF + 0.26)
            canvas.line(ends, "#d9a43a" if brass else "#5a74dc", 2.4, op=0.8)


def _draw_block(canvas: Canvas, x: float, y: float, w: float, h: float, ht: float, rng: np.random.Generator) -> None:
    tone = TONES[int(rng.integers(len(TONES)))]
    left, top = x - w / 2, y - h / 2
    canvas.rect(left - 4, top - 4, w + 8, h + 8, "#090d24", round_=6, ht=ROOF - 0.05)
    canvas.rect(left, top, w, h, shade(tone, 1.5), round_=5, ht=ht + 0.03)
    canvas.rect(left + 5, top + 5, w - 10, h - 10, tone, round_=3, ht=ht)
    canvas.line([(left + 8, top + 7), (left + w - 8, top + 7)], shade(tone, 1.9), 2, op=0.7)
    for k in range(int(w // 26)):
        if rng.random() < 0.34:
            colour = WINDOW if rng.random() < 0.55 else COLD
            lit = 0.75 if rng.random() < 0.5 else 0.3
            canvas.rect(left + 10 + k * 26, top + h - 13, 9, 5, colour, glow=shade(colour, lit))
    kind = rng.random()
    if kind < 0.26:  # fans
        for k in range(1 + int(w // 90)):
            cx, r = left + 40 + k * 62, min(24.0, h * 0.24)
            canvas.circle(cx, y, r + 4, shade(tone, 0.5), ht=ht + 0.05)
            canvas.circle(cx, y, r, "#0a0e24", ht=ht - 0.03)
            for a in np.arange(0, math.tau, math.tau / 5) + rng.random():
                canvas.line([(cx, y), (cx + r * 0.86 * math.cos(a), y + r * 0.86 * math.sin(a))], shade(tone, 1.6), 6)
            canvas.circle(cx, y, 5, "#8ea4ff", ht=ht + 0.06)
    elif kind < 0.46:  # tanks
        for k in range(1 + int(w // 100)):
            cx, r = left + 42 + k * 74, min(30.0, h * 0.28)
            canvas.circle(cx, y, r, shade(tone, 0.7), ht=ht + 0.10)
            canvas.circle(cx, y, r * 0.82, shade(tone, 1.35), ht=ht + 0.16)
            canvas.circle(cx - r * 0.2, y - r * 0.25, r * 0.36, shade(tone, 1.8), op=0.6, ht=ht + 0.18)
    elif kind < 0.66:  # ridges
        for at in np.arange(left + 18, left + w - 14, 17):
            canvas.line([(at, top + 16), (at, top + h - 22)], shade(tone, 0.55), 8, ht=ht - 0.02)
            canvas.line([(at + 4, top + 16), (at + 4, top + h - 22)], shade(tone, 1.5), 2.4)
    elif kind < 0.80:  # a hall with skylights
        for at in np.arange(left + 20, left + w - 34, 40):
            glow = shade("#7f97ff", 0.26) if rng.random() < 0.5 else None
            pane = "#3f57c4" if glow else "#131a40"
            canvas.rect(at, y - h * 0.2, 28, h * 0.4, pane, round_=2, ht=ht + 0.02, glow=glow)
            canvas.line([(at + 14, y - h * 0.2), (at + 14, y + h * 0.2)], shade(tone, 0.6), 3)
    elif kind < 0.9:
        canvas.rect(x - w * 0.24, y - h * 0.26, w * 0.48, h * 0.46, shade(tone, 1.25), round_=4, ht=ht + 0.16)
        canvas.rect(x - w * 0.18, y - h * 0.2, w * 0.36, h * 0.34, shade(tone, 0.8), round_=3, ht=ht + 0.12)
        canvas.line([(x + w * 0.3, y - h * 0.3), (x + w * 0.3, y + h * 0.1)], "#8ea4ff", 3, ht=ht + 0.3)
        canvas.circle(x + w * 0.3, y - h * 0.3, 4, "#d8452f", ht=ht + 0.3, glow="#a03020")


def draw_letters(canvas: Canvas, island: bool = False) -> None:
    """What the works say of themselves, in letters as large as ships."""
    for words, x, y, cap in (
        ("EVERYTHING ARRIVES", 5200, 1318, 84), ("EVERYTHING ARRIVES", 7500, 1318, 84), ("ON TIME", 7900, 2430, 84),
        ("FOR EVER", 4380, 2430, 84), ("INFINITY DELIVERIES", 4800, 352, 96), ("INFINITY DELIVERIES", 7600, 352, 96),
        ("NO RETURNS", 8400, 3420, 84),
    ):  # fmt: skip
        if _on_island(x, y) != island:
            continue
        wide = len(words) * cap * 0.92
        canvas.rect(x - wide / 2, y - 34, wide, cap + 68, "#161c3a", round_=10, ht=ROOF + 0.12)
        canvas.rect(x - wide / 2, y - 34, wide, cap + 68, stroke="#6a4d18", width=5, round_=10, ht=ROOF + 0.14)
        canvas.text(words, x, y, cap, "#080b1c", weight=0.95, ht=ROOF + 0.24)
        canvas.text(words, x, y, cap, "#d9a43a", weight=0.62, ht=ROOF + 0.28, glow="#3c2a0c")


def rim(canvas: Canvas) -> None:
    draw_rims(canvas, OUTER, 90)
