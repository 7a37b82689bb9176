"""The ground of chapter 08: the part of the bench where he is, bare, under the pegboard; beyond its edge the floor.

What can be deleted, moved or cut is drawn by the game; here is what it lies on. World units throughout.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from canvas import Canvas
from garage_bench import TALLEST, level
from noise import clouds, smooth
from relief import Lamp, Lighting, lit
from tiles import Place

SCALE = 0.62
LEFT, TOP, RIGHT, BOTTOM = -1500.0, -1250.0, 3750.0, 3120.0
EDGE = 1215.0  # of the bench, in the east, and its south edge
SOUTH = 800.0
BOARD = -555.0  # the pegboard stands along this line
WALL = (-1300.0, 2330.0, 800.0, 560.0)  # the house's own wall: x, y, width, height
MAT = (-600.0, -268.0, 1200.0, 610.0)  # a cutting mat, where he stands
WIDTH, HEIGHT = round((RIGHT - LEFT) * SCALE), round((BOTTOM - TOP) * SCALE)

PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear="#08070a")


def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
    return Lamp((x - LEFT) * SCALE, (y - TOP) * SCALE, z * SCALE, colour, reach * SCALE)


LAMPS = (
    lamp(-760, -980, 640, (1.50, 1.02, 0.58), 760),  # the desk lamp, out of the picture
    lamp(900, -1080, 620, (0.72, 0.52, 0.34), 640),
    lamp(0, -10, 190, (0.30, 0.62, 0.26), 330),  # his own tube
    lamp(-500, 700, 420, (0.42, 0.30, 0.20), 520),
    lamp(700, 640, 420, (0.34, 0.25, 0.18), 480),
    lamp(1700, 20, 260, (0.36, 0.34, 0.40), 420),
    lamp(2760, 60, 260, (0.34, 0.36, 0.46), 420),
    lamp(3100, 900, 260, (0.32, 0.36, 0.50), 420),
    lamp(2700, 1720, 240, (0.36, 0.36, 0.46), 420),
    lamp(1500, 1720, 240, (0.40, 0.34, 0.34), 420),
    lamp(1100, 2200, 150, (0.62, 0.46, 0.26), 190),  # the drawer
    lamp(200, 1720, 240, (0.34, 0.34, 0.44), 420),
    lamp(-900, 2440, 240, (1.20, 1.26, 1.40), 360),  # what comes through the door's three keyholes, and round it
)
LIGHT = Lighting(
    relief=TALLEST * SCALE * 0.5, ambient=(0.30, 0.29, 0.37), sun_colour=(0.0, 0.0, 0.0), bump=0.8, occlusion=0.02,
    grain=0.07, spill=1.2, halo=0.4, ceiling=0.645, lamps=LAMPS,
)  # fmt: skip


def paint() -> np.ndarray:
    canvas = Canvas(WIDTH, HEIGHT)
    rng = np.random.default_rng(8)
    with canvas.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        _draw_floor(canvas, rng)
        _draw_bench(canvas, rng)
        _draw_mat(canvas)
        _draw_tallies(canvas, rng)
        _draw_litter(canvas, rng)
        _draw_pegboard(canvas, rng)
        _draw_wall(canvas, rng)
    picture, height, glow = canvas.colours()[..., :3], canvas.heights(), canvas.glows()
    out = lit(picture, height, glow, replace(LIGHT))
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    x, y = xs / SCALE + LEFT, ys / SCALE + TOP
    stain = 0.86 + 0.28 * clouds((HEIGHT, WIDTH), 2.2, 41)
    out *= stain[..., None]
    far = smooth(np.hypot(x - 0.0, (y + 60.0) * 1.15), 900.0, 1700.0)  # what the lamp does not reach
    off = np.where((x < EDGE) & (y < SOUTH), 1.0 - 0.45 * far, 1.0)
    return np.clip(out * off[..., None], 0.0, LIGHT.ceiling + 0.04)


def _draw_floor(on: Canvas, rng: np.random.Generator) -> None:
    """Concrete, swept once; what the car left, and a line that somebody painted for it."""
    on.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, "#3c3f4a", ht=0.02)
    for _ in range(360):
        x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
        r = rng.uniform(20, 120)
        on.ellipse(x, y, r, r * rng.uniform(0.4, 1.0), ("#353843", "#444854", "#30333d")[int(rng.integers(3))], op=0.32)
    for x in range(-1200, 3800, 560):
        on.line([(x, SOUTH), (x + 14, BOTTOM)], "#272a33", 7, ht=0.0)
    for y in range(-1000, 3100, 560):
        on.line([(EDGE, y), (RIGHT, y + 10)], "#272a33", 7, ht=0.0)
        on.line([(LEFT, max(y, SOUTH)), (EDGE, max(y, SOUTH) + 6)], "#272a33", 7, ht=0.0)
    for x, y, r in ((2200, 40, 150), (3080, 760, 120), (620, 1720, 170), (-260, 1660, 90)):  # oil
        on.ellipse(x, y, r, r * 0.6, "#1d1f27", op=0.8)
        on.ellipse(x + r * 0.3, y - r * 0.1, r * 0.5, r * 0.28, "#2b3040", op=0.8)
    on.line([(1260, 232), (2700, 232)], "#b8a45a", 26, op=0.55)
    on.line([(2868, 330), (2868, 1330)], "#b8a45a", 26, op=0.55)
    on.line([(2700, 1468), (-1100, 1468)], "#b8a45a", 26, op=0.55)
    for _ in range(150):  # cracks
        x, y, a = rng.uniform(EDGE, RIGHT), rng.uniform(TOP, BOTTOM), rng.uniform(0, math.tau)
        points = [(x, y)]
        for _ in range(4):
            a += rng.normal(0, 0.6)
            points.append((points[-1][0] + 30 * math.cos(a), points[-1][1] + 30 * math.sin(a)))
        on.line(points, "#23262f", 2.4, op=0.7)


def _draw_bench(on: Canvas, rng: np.random.Generator) -> None:
    """Boards, their seams and nails, and the edge where they end."""
    wide, high = EDGE - LEFT, SOUTH - TOP
    on.rect(EDGE, TOP, 60, SOUTH - TOP + 60, "#14110f", op=0.85, ht=0.0)  # the fall to the floor
    on.rect(LEFT, SOUTH, wide + 60, 60, "#14110f", op=0.85, ht=0.0)
    tone = on.linear(LEFT, TOP, EDGE, SOUTH, "#74502f", "#8f663f", "#684428")
    on.rect(LEFT, TOP, wide, high, tone, ht=level(0))
    for _ in range(900):
        x, y, long, bend = (
            rng.uniform(LEFT - 200, EDGE),
            rng.uniform(TOP, SOUTH),
            rng.uniform(160, 760),
            rng.normal(0, 9),
        )
        colour = ("#5d3f28", "#9a7048", "#533722", "#a67a50")[int(rng.integers(4))]
        right = min(x + long, EDGE)
        on.path(
            f"M{x:.0f} {y:.0f}C{x + (right - x) * 0.3:.0f} {y + bend:.0f} {x + (right - x) * 0.6:.0f} {y - bend:.0f} "
            f"{right:.0f} {y + bend * 0.5:.0f}", stroke=colour, width=rng.uniform(1, 4), op=0.42,
        )  # fmt: skip
    for i, y in enumerate(range(-520, int(SOUTH), 250)):
        on.line([(LEFT, y), (EDGE, y + 6)], "#36230f", 5, ht=level(-7))
        for x in (-900 + 420 * (i % 3), 500 - 300 * (i % 2)):
            on.line([(x, y), (x + 2, y + 250)], "#3a2613", 4, ht=level(-5))
            for dy in (24, 226):
                on.circle(x + 30, y + dy, 6, "#4b4038", ht=level(2))
    on.rect(EDGE - 34, TOP, 34, high, "#5a3a20", ht=level(5))
    on.rect(LEFT, SOUTH - 34, wide, 34, "#5a3a20", ht=level(5))
    on.line([(EDGE - 34, TOP), (EDGE - 34, SOUTH - 34), (LEFT, SOUTH - 34)], "#b88450", 3, op=0.6)
    for x, y, r in ((-980, 420, 62), (-240, 610, 58), (960, 560, 60), (880, -120, 56), (-940, -330, 60)):
        on.circle(x, y, r, stroke="#3b2412", width=8, op=0.5)
        on.circle(x + 5, y + 2, r - 4, stroke="#3b2412", width=3, op=0.4)
    for _ in range(170):
        x, y, a, long = rng.uniform(LEFT, EDGE), rng.uniform(BOARD, SOUTH), rng.uniform(0, 3.1), rng.uniform(12, 76)
        on.line([(x, y), (x + long * math.cos(a), y + long * math.sin(a))], "#c0935f", 1.4, op=0.42)


def _draw_mat(on: Canvas) -> None:
    """The cutting mat: a grid to put things down on, and a round worn pale in its middle."""
    x, y, w, h = MAT
    on.rect(x - 6, y - 6, w + 12, h + 12, "#0f2a20", ht=level(3), round_=16)
    on.rect(x, y, w, h, "#1f5a46", ht=level(6), round_=12)
    for i in range(1, 24):
        bold = i % 4 == 0
        on.line(
            [(x + i * 50, y + 14), (x + i * 50, y + h - 14)], "#7fc0a0", 2.4 if bold else 1.1, op=0.62 if bold else 0.34
        )
    for i in range(1, 12):
        bold = i % 4 == 0
        on.line(
            [(x + 14, y + i * 50), (x + w - 14, y + i * 50)], "#7fc0a0", 2.4 if bold else 1.1, op=0.62 if bold else 0.34
        )
    on.rect(x + 12, y + 12, w - 24, h - 24, stroke="#a8d8bc", width=3, op=0.6)
    for r in (120, 205, 290):
        on.circle(0, 10, r, stroke="#a8d8bc", width=3, op=0.45)
    on.circle(0, 10, 96, "#3f7a5e", op=0.8)
    for k in range(24):
        a = k * math.tau / 24
        on.line(
            [(290 * math.cos(a), 10 + 290 * math.sin(a)), (304 * math.cos(a), 10 + 304 * math.sin(a))],
            "#a8d8bc",
            3,
            op=0.5,
        )
    for x0, y0, x1, y1 in (
        (-480, 200, -300, 260),
        (260, -210, 420, -160),
        (330, 180, 500, 120),
        (-410, -190, -330, -80),
    ):
        on.line([(x0, y0), (x1, y1)], "#0f3a2c", 3, op=0.8, ht=level(4))


def _draw_tallies(on: Canvas, rng: np.random.Generator) -> None:
    """How many times it has been ten past four: in fives, in pencil, then in pen, then scratched."""
    for block, (left, top) in enumerate(
        ((-1130, 300), (-1130, -330), (760, 320), (700, -330), (-420, 640), (180, 640))
    ):
        for i in range(28 if block < 4 else 16):
            x, y = left + (i % 7) * 56 + rng.normal(0, 3), top + (i // 7) * 52 + rng.normal(0, 3)
            colour = ("#2a1c10", "#1b2a6a", "#d8b078")[block % 3]
            for k in range(4):
                on.line([(x + k * 9, y), (x + k * 9 + rng.normal(0, 2), y + 32)], colour, 2.6, op=0.72)
            on.line([(x - 6, y + 28), (x + 34, y + 4)], colour, 2.6, op=0.72)


def _draw_litter(on: Canvas, rng: np.random.Generator) -> None:
    for _ in range(1500):  # sawdust
        x, y = rng.normal(0, 620), rng.normal(120, 330)
        if LEFT < x < EDGE - 40 and BOARD < y < SOUTH - 40:
            tone = ("#d9b27a", "#c79a62", "#e6c795")[int(rng.integers(3))]
            on.ellipse(x, y, rng.uniform(2, 5), rng.uniform(1.5, 3.5), tone, op=0.5, ht=level(rng.uniform(1, 5)))
    for _ in range(46):
        x, y, turn = rng.uniform(-1140, 1120), rng.uniform(-500, 720), rng.uniform(0, 180)
        with on.moved(x, y, turn):
            if rng.random() < 0.5:
                on.rect(-4, -3, 30, 6, "#aab0ba", ht=level(8))
                on.circle(-8, 0, 9, "#c4cad4", ht=level(16))
                on.line([(-13, 0), (-3, 0)], "#5a606a", 2.4)
            else:
                on.line([(-26, 0), (26, 0)], "#c9ced8", 2.6, ht=level(8))
                on.rect(-13, -6, 26, 12, "#d8b48a", round_=5, ht=level(14))
                on.rect(-7, -6, 4, 12, "#b03020")
    for x, y, turn, colour in (
        (-960, 120, -8, "#f2e6a0"), (-905, 150, 12, "#f4efe2"), (980, 190, 9, "#f2e6a0"), (560, 600, -14, "#f4efe2"),
        (-600, 560, 6, "#cfe3ea"), (300, 620, 18, "#f2c9b0"),
    ):  # fmt: skip
        with on.moved(x, y, turn):
            on.rect(-48, -42, 96, 84, colour, ht=level(3))
            for k in range(4):
                on.line([(-36, -24 + k * 16), (rng.uniform(4, 36), -24 + k * 16)], "#2a3a6a", 3, op=0.7)
    for _ in range(70):  # on the floor: leaves, that came in under the door
        x, y = rng.uniform(-1150, 3300), rng.uniform(1440, 1980)
        with on.moved(x, y, rng.uniform(0, 360)):
            on.ellipse(0, 0, 16, 7, ("#5a4a2a", "#6a3a22", "#4a4a2e")[int(rng.integers(3))], op=0.8, ht=0.05)


def _draw_pegboard(on: Canvas, rng: np.random.Generator) -> None:
    """Holes in rows, and round what hung there once the line of a marker; nothing hangs there now but his drives."""
    on.rect(LEFT, TOP, EDGE - LEFT, BOARD - TOP, "#8a6a48", ht=level(70))
    for x in range(int(LEFT) + 20, int(EDGE) - 20, 46):
        for y in range(int(TOP) + 10, int(BOARD) - 26, 46):
            on.circle(x, y, 5.5, "#2a1c10", ht=level(50))
    on.rect(LEFT, BOARD - 16, EDGE - LEFT, 30, "#5a3a20", ht=level(78))
    on.rect(LEFT, BOARD + 14, EDGE - LEFT, 46, "#1c1109", op=0.55)
    ink = "#f0e6cc"
    shapes = (
        "M-1010 -930 h150 v34 h-56 v190 h-36 v-190 h-58 z",  # a hammer
        "M-660 -960 l250 60 l-6 44 l-250 20 z M-410 -900 h70 v56 h-76",  # a saw
        "M-210 -950 l70 150 M-120 -950 l-66 150 M-206 -790 a26 26 0 1 0 0.1 0 M-124 -790 a26 26 0 1 0 0.1 0",  # shears
        "M150 -960 h30 v140 h18 v120 h-66 v-120 h18 z",  # a screwdriver
        "M420 -940 a44 44 0 1 1 30 78 l-8 130 h-40 l-8 -130 a44 44 0 0 1 26 -78",  # a spanner
        "M760 -950 h260 v40 h-260 z M780 -910 v150 M1000 -910 v150",  # a clamp
    )
    for shape in shapes:
        on.path(shape, stroke=ink, width=5, op=0.55)
    for x in (-1120, -720, -220, 260, 640, 1080):
        on.line([(x, -1010), (x, -980), (x + 14, -974)], "#aab0ba", 6, ht=level(90))
    for x in (-840, -420, 0, 420, 840):  # what his drives hang from, and the dust that they kept off
        on.rect(x - 78, -740, 156, 172, "#9a7a54", op=0.5)
        on.rect(x - 60, -548, 120, 20, "#f4efe2", ht=level(80))
        on.line([(x - 48, -540), (x + rng.uniform(10, 46), -538)], "#1b2a8a", 4)


def _draw_wall(on: Canvas, rng: np.random.Generator) -> None:
    """Plaster, a skirting board, and one socket that everything goes to."""
    x, y, w, h = WALL
    on.rect(x, y, w, h, "#a8a69c", ht=level(60))
    for _ in range(60):
        on.ellipse(
            x + rng.uniform(0, w), y + rng.uniform(0, h), rng.uniform(20, 80), rng.uniform(8, 30), "#98968c", op=0.3
        )
    on.rect(x, y - 8, w, 34, "#d8d6cc", ht=level(74))
    on.rect(x, y - 52, w, 44, "#16161c", op=0.6)
    on.rect(-1096, 2440, 78, 78, "#eceae2", ht=level(76), round_=10)
    for dx, dy in ((-16, 8), (16, 8), (0, -16)):
        on.rect(-1057 + dx - 5, 2479 + dy - 8, 10, 16, "#2a2a30", ht=level(60))
