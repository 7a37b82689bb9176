"""The district of chapter 03: floor, lights, the offices' street, the edge, and the writing on it all.

Drawn in world units, each where the map has it.
"""

from __future__ import annotations

import checkpoint_hall as hall
import checkpoint_queue as queue
import numpy as np
from canvas import Canvas, shade
from checkpoint_parts import (
    BLUSH,
    DEEP,
    PLUM,
    SEAM,
    WARM,
    WINE,
    Box,
    LampAt,
    draw_chair,
    draw_hazard,
    draw_hex_plates,
    draw_litter,
    draw_mug,
    draw_pool,
    draw_slabs,
    hexagon,
)
from checkpoint_queue import FLOOR
from hulls import draw_lattice

TROUGH: Box = (1400.0, 520.0, 3200.0, 786.0)  # the belt that the drifting rocks go over, open to what lies below
TURNSTILE = 2330.0
STREET = ("#262029", "#2b242e", "#231d26")

LAMPS: tuple[LampAt, ...] = (
    *queue.LAMPS,
    *hall.LAMPS,
    (2700.0, 1350.0, 190.0, (0.80, 0.56, 0.64), 150.0),
    (3388.0, 575.0, 70.0, (0.62, 0.40, 0.24), 95.0),  # the street's lamps
    (3565.0, 845.0, 70.0, (0.62, 0.40, 0.24), 95.0),
    (3980.0, 845.0, 70.0, (0.62, 0.40, 0.24), 95.0),
    (4100.0, 575.0, 70.0, (0.62, 0.40, 0.24), 95.0),
    (3720.0, 440.0, 80.0, (0.70, 0.44, 0.24), 80.0),  # somebody smokes in the north niche
)


def draw_district(canvas: Canvas, rng: np.random.Generator) -> None:
    """All that lies between the rail and the lower edge."""
    left, top, right, bottom = FLOOR
    canvas.rect(left - 16, top, right - left + 32, bottom - top + 40, SEAM, ht=0.30)
    draw_hex_plates(canvas, (left + 30, top + 100, 3230, bottom - 30), 74, PLUM, rng, 0.37, missing=0.006)
    queue.draw_rail(canvas, rng)
    queue.draw_start(canvas, rng)
    _draw_lights(canvas, rng)
    _draw_neck(canvas, rng)
    hall.draw_hall(canvas, rng)
    hall.draw_layby(canvas, rng)
    hall.draw_booth(canvas, rng)
    _draw_south_wall(canvas, rng)


def _draw_lights(canvas: Canvas, rng: np.random.Generator) -> None:
    """The lit floor: inlays that say where to be seen, and the belt of drifting rock, cut through to the deep."""
    for cx, cy, r in ((1720, 250, 150), (2200, 240, 150), (2690, 250, 150), (2440, 1130, 170)):
        canvas.polygon(hexagon(cx, cy, r), "#4c2a3c", ht=0.40)
        canvas.polygon(hexagon(cx, cy, r - 16), "#3c2230", ht=0.40)
        canvas.polygon(hexagon(cx, cy, r - 8), stroke=WINE, width=6)
        for k in range(6):
            px, py = hexagon(cx, cy, r * 0.72)[k]
            canvas.polygon(hexagon(px, py, 15), WINE if k % 2 else DEEP)
        canvas.ellipse(cx, cy, 46, 24, "#7a5466")
        canvas.circle(cx, cy, 17, DEEP)
        canvas.circle(cx + 6, cy - 5, 6, "#c8a4b2")
    left, top, right, bottom = TROUGH
    _cut(canvas, TROUGH, 90)
    for k, x in enumerate(np.arange(left + 170, right - 100, 300)):  # girders across it, thin
        draw_lattice(canvas, (x, top - 4), (x + 60, bottom + 4), 26, "#4c2e3e", 0.34)
        canvas.rect(x - 26, top - 34, 52, 26, "#5a3648", round_=4, ht=0.52)
        canvas.rect(x + 36, bottom + 8, 52, 26, "#5a3648", round_=4, ht=0.52)
        canvas.circle(x, top - 21, 5, BLUSH if k % 2 else WARM, ht=0.56, glow=shade(BLUSH if k % 2 else WARM, 0.55))
    for y in (top - 8, bottom + 8):
        canvas.line([(left + 80, y), (right - 80, y)], "#7a5062", 7, ht=0.50)
        canvas.line([(left + 80, y), (right - 80, y)], "#c08a9c", 2.4, dash="22 30")
    _draw_turnstile(canvas)
    draw_litter(canvas, (1430, 90, 3190, 500), 6, rng, 0.40)
    draw_litter(canvas, (1430, 900, 3190, 1390), 6, rng, 0.40)


def _draw_turnstile(canvas: Canvas) -> None:
    """Under the wall across: a striped sill, and a post with a lamp at each end of its boom."""
    for top, bottom in ((20, 540), (880, 1400)):
        draw_hazard(canvas, (TURNSTILE - 20, top, TURNSTILE + 20, bottom), 44, "#36202c", "#8e6c7c", 0.40)
    for y in (548, 872):
        canvas.polygon(hexagon(TURNSTILE, y, 34), "#5c2a44", ht=0.60)
        canvas.polygon(hexagon(TURNSTILE, y, 22), WINE, ht=0.63)
        canvas.circle(TURNSTILE, y, 8, BLUSH, ht=0.66, glow=shade(BLUSH, 0.6))
    canvas.text("ONE AT A TIME", TURNSTILE - 130, 890, 20, "#9a7486", weight=0.7)


def _cut(canvas: Canvas, box: Box, corner: float) -> None:
    """A chamfered hole: nothing is drawn in it again, so the deck round it is drawn as a dark well with lit lips."""
    left, top, right, bottom = box
    ring = [
        (left + corner, top), (right - corner, top), (right, (top + bottom) / 2), (right - corner, bottom),
        (left + corner, bottom), (left, (top + bottom) / 2),
    ]  # fmt: skip
    middle = (left + right) / 2, (top + bottom) / 2
    outer = [(middle[0] + (x - middle[0]) * 1.022, middle[1] + (y - middle[1]) * 1.22) for x, y in ring]
    canvas.polygon(outer, "#452a38", ht=0.46)
    canvas.polygon(ring, "#0d0913", ht=0.0)
    span = right - left
    for depth, tone in ((0.80, "#1a1020"), (0.52, "#120b1a")):  # the well's sides, in two ledges
        inner = [
            (middle[0] + (x - middle[0]) * (1 - (1 - depth) * 0.12), middle[1] + (y - middle[1]) * depth)
            for x, y in ring
        ]
        canvas.polygon(inner, tone, ht=0.0)
    rng = np.random.default_rng(8)
    for k in range(110):  # and very far down, traffic
        x, y = left + corner + rng.random() * (span - 2 * corner), middle[1] + rng.normal(0, 34)
        tone = ("#39a6ff", "#7a4cff", "#ff6ad5", "#ffb46a")[k % 4]
        canvas.ellipse(x, y, rng.uniform(2, 8), 1.7, shade(tone, 0.5), glow=shade(tone, rng.uniform(0.16, 0.4)))


def _draw_neck(canvas: Canvas, rng: np.random.Generator) -> None:
    """A street between offices: asphalt, doors with mats, signs for whoever comes with a complaint."""
    canvas.rect(3228, 20, 996, 1398, "#1c121a", ht=0.34)
    draw_slabs(canvas, (3228, 548, 4224, 872), 150, 81, STREET, rng, 0.38)
    for y, k in ((556, 1), (864, -1)):
        canvas.rect(3240, y - 9, 972, 18, "#4a2e3e", ht=0.46)
        for i, x in enumerate(np.arange(3270, 4200, 118)):
            if 3630 < x < 3810:
                continue
            canvas.rect(x, y + (-9 if k > 0 else 3), 34, 6, WARM if i % 3 == 1 else "#6a4256",
                        glow=shade(WARM, 0.42) if i % 3 == 1 else None)  # fmt: skip
    canvas.line([(3250, 710), (4210, 710)], "#7a5466", 5, dash="42 36")
    for x, y, turn in ((3500, 590, 0), (3960, 590, 0), (3500, 832, 180), (3960, 832, 180)):
        with canvas.moved(x, y, turn):
            canvas.rect(-46, -14, 92, 30, WINE, round_=4, ht=0.41)
            canvas.line([(-34, 1), (34, 1)], "#b48a9c", 3, dash="10 7")
    for north in (True, False):  # the niches: who has a break has it here
        y0, y1 = (426, 552) if north else (868, 994)
        canvas.rect(3646, y0, 148, y1 - y0, "#1a1118", ht=0.38)
        y = 452 if north else 968
        canvas.circle(3692, y, 13, "#6a5a62", ht=0.46)
        canvas.circle(3692, y, 9, "#2a1c20", ht=0.44)
        for _ in range(9):
            canvas.rect(3692 + rng.normal(0, 17), y + rng.normal(0, 11), 6, 2.4, "#c8b4a4")
        draw_chair(canvas, 3742, y + 6, 170 if north else 20, "#5c4a56", 0.40)
        if north:
            draw_mug(canvas, 3716, y + 22, "#d8c4ae", 0.42)


def _draw_south_wall(canvas: Canvas, rng: np.random.Generator) -> None:
    """The district's edge: the top of a wall that stands on the lower deck, with the pipes that drain it."""
    canvas.rect(-26, 1412, 5990, 42, "#4a2e3c", ht=0.52)
    canvas.line([(-26, 1416), (5960, 1416)], "#7a5062", 4)
    for x in np.arange(20, 5940, 130):
        canvas.rect(x, 1426, 70, 18, "#36202c", round_=4, ht=0.56)
        if rng.random() < 0.3:
            canvas.circle(x + 96, 1434, 5, WARM, ht=0.58, glow=shade(WARM, 0.45))
    for x in (980, 2300, 3100, 4420, 5420):
        canvas.rect(x, 1400, 56, 120, "#3c2430", round_=10, ht=0.48)
        canvas.rect(x + 10, 1400, 14, 118, "#5c3c4a", ht=0.50)
    for x in (2700, 5550):
        canvas.polygon(hexagon(x, 1384, 46), "#4a2c3c", ht=0.46)
        draw_pool(canvas, x, 1240, 150, 150, BLUSH, 0.18)


def draw_writing(canvas: Canvas, rng: np.random.Generator) -> None:
    """What is painted on the floor for those who wait, and what they scratched beside it."""
    paint, chalk = "#b8929f", "#a8909c"
    canvas.text("HAVE YOUR NAME READY", 640, 440, 38, paint, weight=0.7)
    canvas.text("NOW SERVING 4", 430, 690, 26, paint, weight=0.7)
    canvas.text("YOU ARE 918,204,117", 430, 738, 15, paint, weight=0.7)
    canvas.text("STAND IN THE LIGHT", 1960, 430, 30, paint, weight=0.7)
    canvas.text("THANK YOU", 2860, 920, 34, paint, weight=0.7)
    canvas.text("COMPLAINTS", 3960, 640, 20, paint, weight=0.7)
    canvas.text("PRAISE", 3500, 784, 20, paint, weight=0.7)
    canvas.text("NO PAUSING", 5480, 1180, 32, paint, weight=0.7)
    canvas.text("WAIT HERE", 5610, 880, 26, paint, weight=0.7)
    canvas.text("DOWN", 6340, 1330, 60, paint, weight=0.6)
    for k in range(5):  # somebody counted the days
        for j in range(5):
            x = 1010 + k * 46 + (j % 4) * 9
            ends = [(x - 4, 1284), (x - 34, 1312)] if j == 4 else [(x, 1282), (x, 1314)]
            canvas.line(ends, chalk, 3)
    canvas.path("M700 150c10 -26 44 -22 40 4c-3 18 -26 20 -28 36m0 14v4", stroke=chalk, width=4)
    canvas.path("M1255 590h96M1255 620h96M1288 562v88M1318 562v88", stroke=chalk, width=3.4)
    canvas.path(
        "M1262 568l16 14m0 -14l-16 14M1296 598l14 14m0 -14l-14 14M1328 628l14 14m0 -14l-14 14", stroke=chalk, width=3
    )
    canvas.circle(1335, 576, 8, stroke=chalk, width=3)
    canvas.circle(1270, 636, 8, stroke=chalk, width=3)
