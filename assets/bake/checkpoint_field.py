"""The lower deck of chapter 03: where the carrier moors. Old plates, a marked strip under its course, and the lee.

Pale with scuffs, lines and paper: whatever darkens it is seen at once. Drawn in world units, each where the map has it.
"""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, mix, shade
from checkpoint_parts import (
    BLUSH,
    DEEP,
    SEAM,
    WARM,
    WINE,
    Box,
    LampAt,
    draw_bulbs,
    draw_chair,
    draw_chevrons,
    draw_hazard,
    draw_litter,
    draw_mug,
    draw_paper,
    draw_pool,
    draw_slabs,
    draw_tube,
    hexagon,
)
from hulls import draw_cable, draw_lattice

DECK: Box = (5950.0, 1478.0, 12440.0, 4046.0)
STRIP = (2350.0, 3350.0)  # the carrier's shadow lies between these
FAR = 11300.0  # the far wall
MOUTH = (2600.0, 3100.0)
OLD = ("#4c4450", "#524a56", "#47404c", "#584f5b")
STRIP_TONES = ("#66606c", "#6d6672", "#605a66", "#746d78")
LEE_TONES = ("#3c303c", "#42343f", "#382c38")
WELLS = (
    (6870.0, 3700.0, 205.0),
    (8250.0, 3690.0, 215.0),
    (9560.0, 3690.0, 225.0),
    (8350.0, 1960.0, 205.0),
    (9780.0, 1990.0, 195.0),
)

LAMPS: tuple[LampAt, ...] = (
    (7300.0, 2050.0, 170.0, (1.25, 0.90, 0.52), 200.0),  # the grinder's work lamp
    (11790.0, 2470.0, 110.0, (1.15, 0.74, 0.40), 210.0),  # a tent in the lee
    (11500.0, 3280.0, 110.0, (0.50, 0.86, 0.82), 150.0),  # a machine that still sells something
    (12330.0, 2850.0, 260.0, (0.55, 0.60, 0.74), 330.0),  # the way on
    (11330.0, 2540.0, 150.0, (0.85, 0.54, 0.62), 170.0),
    (11330.0, 3160.0, 150.0, (0.85, 0.54, 0.62), 170.0),
    (8700.0, 1600.0, 200.0, (0.62, 0.46, 0.52), 260.0),
    (10200.0, 1600.0, 200.0, (0.62, 0.46, 0.52), 260.0),
    (7200.0, 1600.0, 200.0, (0.62, 0.46, 0.52), 260.0),
)


def draw_field(canvas: Canvas, rng: np.random.Generator) -> None:
    left, top, right, bottom = DECK
    canvas.rect(left - 20, top, right - left + 40, bottom - top + 24, SEAM, ht=0.06)
    draw_slabs(canvas, (left, top, FAR, STRIP[0] - 26), 340, 145, OLD, rng, 0.13)
    draw_slabs(canvas, (left, STRIP[0] - 26, FAR, STRIP[1] + 26), 420, 175, STRIP_TONES, rng, 0.15)
    draw_slabs(canvas, (left, STRIP[1] + 26, FAR, bottom), 340, 145, OLD, rng, 0.13)
    draw_slabs(canvas, (FAR, top, right, bottom), 220, 110, LEE_TONES, rng, 0.14)
    for well in WELLS:
        _draw_well(canvas, *well, rng)
    _draw_strip(canvas, rng)
    _draw_pipes(canvas, rng)
    _draw_drifts(canvas, rng)
    _draw_dig(canvas, rng)
    _draw_retaining_wall(canvas, rng)
    _draw_far_wall(canvas, rng)
    _draw_lee(canvas, rng)


def _draw_well(canvas: Canvas, x: float, y: float, r: float, rng: np.random.Generator) -> None:
    """A hexagonal lift well with its platform down: a lip, a dark shaft in ledges, a few lights at its bottom."""
    canvas.polygon(hexagon(x, y, r * 1.10), "#463642", ht=0.20)
    draw_ring = hexagon(x, y, r * 1.05)
    canvas.line([*draw_ring, draw_ring[0]], "#9a8490", 6, dash="40 26")
    for far, tone in ((1.0, "#140d16"), (0.93, "#1c121e"), (0.80, "#100a13"), (0.74, "#181020"), (0.60, "#0b0710")):
        canvas.polygon(hexagon(x, y + r * (1 - far) * 0.34, r * far), tone, ht=0.0)
    for k in range(14):
        a, far = rng.uniform(0, math.tau), rng.uniform(0, 0.5) * r
        tone = ("#39a6ff", "#7a4cff", "#ff6ad5", "#ffb46a")[k % 4]
        px, py = x + far * math.cos(a), y + r * 0.12 + far * math.sin(a) * 0.8
        canvas.circle(px, py, rng.uniform(1.6, 3.2), shade(tone, 0.6), glow=shade(tone, rng.uniform(0.2, 0.5)))
    for k in (0, 2, 4):
        px, py = hexagon(x, y, r * 1.07)[k]
        canvas.polygon(hexagon(px, py, 17), DEEP, ht=0.32)
        canvas.circle(px, py, 6, BLUSH, ht=0.34, glow=shade(BLUSH, 0.45))


def _draw_strip(canvas: Canvas, rng: np.random.Generator) -> None:
    """The mooring strip: its two edges hatched, its middle line, fathom marks, the scorch of a thousand moorings."""
    left, right = DECK[0] + 10, FAR
    for y, up in ((STRIP[0], -1), (STRIP[1], 1)):
        y0 = y - 20 if up < 0 else y - 4
        draw_hazard(canvas, (left, y0, right, y0 + 24), 54, "#4a3440", "#a08894", 0.16)
        canvas.line([(left, y - up * 14), (right, y - up * 14)], "#b49aa6", 5)
    canvas.line([(left, 2850), (right, 2850)], "#a48c98", 7, dash="150 60 40 60")
    for k, x in enumerate(np.arange(left + 150, right, 300)):
        for y in (2460, 3240):
            canvas.line([(x, y - 30), (x, y + 30)], "#94808a", 6)
        if k % 2:
            canvas.text(f"{k:02d}", x, 2496, 34, "#94808a", weight=0.7)
        draw_chevrons(canvas, x + 110, 2850 - 96, 1, 40, 30, 0, "#8a7480", 9)
        draw_chevrons(canvas, x + 110, 2850 + 96, 1, 40, 30, 0, "#8a7480", 9)
    for _ in range(70):  # scorch and scrape along the course
        x, y, long = rng.uniform(left, right - 400), 2850 + rng.normal(0, 230), rng.uniform(200, 900)
        canvas.line([(x, y), (x + long, y + rng.uniform(-10, 10))], "#32242c" if rng.random() < 0.6 else "#8a7682",
                    rng.uniform(3, 14), op=0.30)  # fmt: skip
    for x in np.arange(6500, 11200, 780):  # eyes to moor it by, let into the floor
        for y in (2600, 3100):
            canvas.polygon(hexagon(x, y, 44), "#4c3a46", ht=0.17)
            canvas.polygon(hexagon(x, y, 34), "#2c2029", ht=0.12)
            canvas.circle(x, y, 18, stroke="#a48c98", width=7, ht=0.20)


def _draw_pipes(canvas: Canvas, rng: np.random.Generator) -> None:
    """Trenches with pipes from the wall to the strip; covers lie beside some."""
    for x in (6600, 7900, 8900, 10050, 10900):
        for y0, y1 in ((1560, 2290), (3410, 4000)):
            canvas.rect(x - 34, y0, 68, y1 - y0, "#1f151c", round_=8, ht=0.03)
            for dx, tone in ((-16, "#6a4a58"), (4, "#4c5462"), (20, "#5c3a48")):
                canvas.line([(x + dx, y0 + 8), (x + dx, y1 - 8)], tone, 11, ht=0.09)
                canvas.line([(x + dx - 3, y0 + 8), (x + dx - 3, y1 - 8)], shade(tone, 1.4), 2.6)
            for y in np.arange(y0 + 40, y1 - 60, 150):
                if rng.random() < 0.7:
                    canvas.rect(x - 42, y, 84, 92, "#54424c", round_=5, stroke="#2c2028", width=3, ht=0.17)
                    canvas.line([(x - 20, y + 46), (x + 20, y + 46)], "#7c6874", 6)


def _draw_drifts(canvas: Canvas, rng: np.random.Generator) -> None:
    """Paper: what the carrier sheds. It lies in drifts along the strip's edges and wherever the wind of it dies."""
    for _ in range(420):
        x = rng.uniform(DECK[0] + 30, FAR - 20)
        edge = STRIP[0] - 60 if rng.random() < 0.5 else STRIP[1] + 60
        y = edge + rng.normal(0, 120) if rng.random() < 0.7 else rng.uniform(1560, 3980)
        if 1540 < y < 3985 and not _in_well(x, y):
            draw_paper(canvas, x, y, rng.uniform(11, 20), rng, 0.17)
    draw_litter(canvas, (6000, 1620, 11200, 3950), 60, rng, 0.17)
    for x, y in ((7050, 2240), (8600, 2270), (10250, 2260), (7010, 3440), (9150, 3430), (10930, 3450), (11180, 2420)):
        for _ in range(46):
            draw_paper(canvas, x + rng.normal(0, 90), y + rng.normal(0, 26), rng.uniform(14, 22), rng, 0.18)


def _in_well(x: float, y: float) -> bool:
    return any(math.hypot(x - wx, y - wy) < r * 1.05 for wx, wy, r in WELLS)


def _draw_dig(canvas: Canvas, rng: np.random.Generator) -> None:
    """Where ore_or_else has found something in the floor and does not mean to stop: a pit, a lamp, a tally, lunch."""
    x, y = 7300, 2075
    turns = np.linspace(0, math.tau, 30, endpoint=False)
    for k, (r, tone) in enumerate(((160, "#4a3a3e"), (128, "#3c2e34"), (92, "#2e2229"), (52, "#21171e"))):
        ring = []
        for a in turns:
            far = r * (1 + 0.08 * math.sin(5 * a + k) + 0.05 * math.sin(11 * a))
            ring.append((x + far * math.cos(a), y + far * 0.74 * math.sin(a)))
        canvas.polygon(ring, tone, stroke="#1c1218", width=3, ht=0.14 - 0.035 * k)
    for k in range(40):
        a, far = rng.uniform(0, math.tau), rng.uniform(0.2, 1.25)
        px, py = x + 140 * far * math.cos(a), y + 104 * far * math.sin(a)
        tone = "#4fb4ff" if k % 3 else "#ffd65c"
        canvas.circle(px, py, rng.uniform(2, 4.5), tone, ht=0.18, glow=shade(tone, 0.5))
    for _ in range(22):
        a = rng.uniform(0, math.tau)
        px, py, r = x + 190 * math.cos(a), y + 138 * math.sin(a), rng.uniform(7, 18)
        canvas.polygon(hexagon(px, py, r, rng.random()), mix("#5a4a4c", "#7a6664", rng.random()), ht=0.22)
    canvas.line([(x - 190, y - 150), (x - 150, y - 120)], "#2c2028", 8, ht=0.5)
    canvas.circle(x - 150, y - 120, 13, "#fff0c8", ht=0.55, glow="#e8c070")
    draw_pool(canvas, x - 40, y - 30, 250, 190, "#ffdca0", 0.30)
    draw_chair(canvas, x + 214, y - 96, 150, "#7a6a3a", 0.2)
    draw_mug(canvas, x + 178, y - 116, "#d8c4ae", 0.2)


def _draw_retaining_wall(canvas: Canvas, rng: np.random.Generator) -> None:
    """The wall the district stands on: buttresses, drains, windows of rooms with a view of nothing."""
    for left, right, y in ((DECK[0] - 20, DECK[0] + 10, 1412), (6716, DECK[2], 1462)):
        canvas.rect(left, y, right - left, 62, "#4a3240", ht=0.60)
        canvas.line([(left, y + 4), (right, y + 4)], "#7a5468", 5)
        for x in np.arange(left + 60, right - 60, 260):
            canvas.rect(x, y + 6, 92, 92, "#3c2734", round_=6, ht=0.52)
            canvas.rect(x + 8, y + 10, 76, 12, "#6a4659", ht=0.56)
        for x in np.arange(left + 170, right - 100, 260):
            for k in range(4):
                on = rng.random() < 0.45
                canvas.rect(
                    x + k * 24, y + 30, 13, 16, WARM if on else "#1c1018", glow=shade(WARM, 0.5) if on else None
                )
    canvas.rect(DECK[0] - 22, 1440, 44, 2606, "#4a3240", ht=0.50)
    for y in np.arange(1540, 4000, 190):
        canvas.rect(DECK[0] - 16, y, 32, 80, "#33212c", round_=4, ht=0.54)
    canvas.rect(DECK[0] - 22, 3984, DECK[2] - DECK[0] + 44, 60, "#43303c", ht=0.50)
    for x in np.arange(DECK[0] + 40, DECK[2], 210):
        canvas.rect(x, 3996, 120, 22, "#302029", round_=4, ht=0.55)
        if rng.random() < 0.4:
            canvas.circle(x + 160, 4008, 6, BLUSH, ht=0.56, glow=shade(BLUSH, 0.45))


def _draw_far_wall(canvas: Canvas, rng: np.random.Generator) -> None:
    """The last wall and its one mouth, striped; beyond it nobody looks."""
    for top, bottom in ((1480, MOUTH[0]), (MOUTH[1], 4030)):
        canvas.rect(FAR - 44, top, 88, bottom - top, "#4c3040", ht=0.58)
        canvas.rect(FAR - 30, top, 20, bottom - top, "#6a465a", ht=0.62)
        for y in np.arange(top + 50, bottom - 60, 170):
            canvas.polygon(hexagon(FAR + 12, y, 24), DEEP, ht=0.66)
            canvas.circle(FAR + 12, y, 8, BLUSH, ht=0.70, glow=shade(BLUSH, 0.42))
    for y in MOUTH:
        canvas.polygon(hexagon(FAR, y, 66, math.pi / 6), "#6a2c4a", ht=0.74)
        canvas.polygon(hexagon(FAR, y, 44, math.pi / 6), WINE, ht=0.78)
        canvas.circle(FAR, y, 15, BLUSH, ht=0.80, glow=shade(BLUSH, 0.62))
    draw_hazard(canvas, (FAR - 22, MOUTH[0] + 40, FAR + 22, MOUTH[1] - 40), 54, "#3a2430", "#b08a9a", 0.17)


def _draw_lee(canvas: Canvas, rng: np.random.Generator) -> None:
    """Behind the wall: quiet. A road that leads on, a tent, a bench that faces away."""
    canvas.rect(FAR + 50, 2610, 1120, 480, "#2e2430", ht=0.15)
    for y in (2630, 3070):
        canvas.line([(FAR + 50, y), (12430, y)], "#8a7888", 5, dash="60 34")
    draw_chevrons(canvas, 11640, 2850, 4, 120, 46, 0, "#9a8898", 12)
    for y in (2600, 3100):
        for x in np.arange(FAR + 150, 12420, 210):
            canvas.circle(x, y, 7, "#c8d8ff", ht=0.24, glow="#5a6c98")
    draw_tube(canvas, [(12392, 2530), (12392, 3170)], "#c8d8ff", 8, 0.50, 0.22)
    x, y = 11790, 2482
    canvas.path(f"M{x - 110} {y - 40}l86 -50l96 46v90l-96 44l-86 -40Z", "#6a5a44", ht=0.40)
    canvas.line([(x - 110, y + 6), (x + 72, y)], "#8c7a5c", 6, ht=0.62)
    canvas.path(f"M{x - 110} {y - 26}l44 32l-44 30Z", WARM, op=0.9, glow="#a06a30")
    draw_chair(canvas, x - 170, y + 60, 60, "#5c7a78", 0.2)
    draw_mug(canvas, x - 142, y + 84, "#d8c4ae", 0.2)
    canvas.rect(x - 250, y + 62, 120, 20, "#5a3c2c", round_=6, ht=0.28)
    draw_bulbs(canvas, (x - 200, y - 92), (x + 190, y - 84), 11, 30, (WARM, "#ff9a8a", "#ffe0a8"), 0.5)
    for k, px in enumerate((11560, 11600, 11640)):  # pots with something green in them
        canvas.circle(px, 2420, 15, "#6a3c2c", ht=0.26)
        canvas.circle(px, 2418, 11, ("#3c7a52", "#4c8a4a", "#2c6a5a")[k], ht=0.34)
    _draw_rest(canvas)
    for x, y, size in ((11620, 3460, 60), (12200, 3860, 70)):
        draw_lattice(canvas, (x - size * 2, y), (x + size * 2, y + size), 26, "#4c3c48", 0.24)
    draw_cable(canvas, (11420, 3300), (12300, 3700), 90, "#3c2c38", 9, 0.20)


def _draw_rest(canvas: Canvas) -> None:
    """South of the road: a machine that still sells something, a hammock, and the tracks of whoever Greg is."""
    x, y = 11500, 3215
    canvas.rect(x - 50, y - 34, 100, 68, "#2a3c4c", round_=6, ht=0.52)
    canvas.rect(x - 42, y - 26, 60, 52, "#8fd0c8", round_=4, ht=0.54, glow="#3c7a7a")
    for k in range(12):
        tone = ("#d8452f", "#e9b13b", "#f4efe2", "#b14dff")[k % 4]
        canvas.rect(x - 37 + (k % 4) * 13, y - 22 + (k // 4) * 16, 9, 12, tone, ht=0.55)
    canvas.rect(x + 26, y - 20, 14, 30, "#16222c", ht=0.54)
    draw_pool(canvas, x, y + 60, 150, 90, "#8fd0c8", 0.22)
    draw_mug(canvas, x + 74, y + 30, "#d8c4ae", 0.2)
    a, b = (11950, 3270), (12170, 3215)  # the hammock
    for px, py in (a, b):
        canvas.circle(px, py, 12, "#4c3c48", ht=0.5)
    canvas.line([a, b], "#8a7a6a", 3, ht=0.3)
    canvas.path(f"M{a[0] + 34} {a[1] - 8}Q{(a[0] + b[0]) / 2} {a[1] - 84} {b[0] - 34} {b[1] + 8}"
                f"Q{(a[0] + b[0]) / 2 + 10} {a[1] + 44} {a[0] + 34} {a[1] - 8}Z", "#7a4a3c", ht=0.34)  # fmt: skip
    for t in (0.3, 0.45, 0.6, 0.75):
        px = a[0] + (b[0] - a[0]) * t
        canvas.line([(px, a[1] - 44), (px + 8, a[1] + 8)], "#b88a5c", 5)
    for k in range(19):  # three toes and a heel, larger than one would like
        px, py = 11560 + k * 42, 3262 - 60 * math.sin(k * 0.33) + (13 if k % 2 else -13)
        turn = -math.degrees(math.atan2(60 * 0.33 * math.cos(k * 0.33), 42))
        with canvas.moved(px, py, turn):
            canvas.ellipse(-6, 0, 9, 7, "#1e161e", op=0.75)
            for side in (-1, 0, 1):
                canvas.ellipse(9, side * 9, 7, 3.4, "#1e161e", op=0.75)
    canvas.ellipse(12352, 3286, 40, 26, "#120c10", op=0.7)


def draw_writing(canvas: Canvas, rng: np.random.Generator) -> None:
    old = "#a8929e"
    canvas.text("TERMS OF SERVICE", 8600, 2690, 120, old, weight=0.42)
    canvas.text("BERTH 1 OF 1", 8600, 2960, 54, old, weight=0.5)
    canvas.text("KEEP OUT OF THE LIGHT", 6700, 1760, 30, old, weight=0.6)

    canvas.text("KEEP CLEAR", 9150, 2280, 44, old, weight=0.6)
    canvas.text("KEEP CLEAR", 7450, 3390, 44, old, weight=0.6)
    canvas.text("KEEP CLEAR", 10450, 3390, 44, old, weight=0.6)
    canvas.text("PAPERS", 6330, 2060, 30, old, weight=0.6)
    canvas.text("THIS WAY. NO HURRY.", 11720, 2690, 26, "#a8a0b4", weight=0.6)
    canvas.text("SLEEPING", 11780, 2570, 16, "#c8a888", weight=0.7)
    for k in range(26):  # his tally, on the floor beside the pit
        x = 7460 + (k % 5) * 9 + (k // 5) * 56
        ends = [(x - 4, 2190), (x - 38, 2218)] if k % 5 == 4 else [(x, 2188), (x, 2220)]
        canvas.line(ends, "#c8b89a", 3)
