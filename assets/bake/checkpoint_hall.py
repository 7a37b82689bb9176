"""Chapter 03: the hall where all are seen, the lay-by behind it, the booth's ground, and the ramp down."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, mix, shade
from checkpoint_parts import (
    BLUSH,
    DEEP,
    PLUM,
    WARM,
    Box,
    LampAt,
    draw_bulbs,
    draw_chair,
    draw_chevrons,
    draw_hazard,
    draw_hex_plates,
    draw_litter,
    draw_mug,
    draw_slabs,
    draw_tag,
    draw_tube,
    hexagon,
)

HALL: Box = (4240.0, 10.0, 5930.0, 985.0)
LAYBY: Box = (4300.0, 1020.0, 5300.0, 1412.0)
SEAL = (4985.0, 560.0, 360.0)  # the great seal in the hall's floor: x, y, radius
BOOTH = (5950.0, 330.0)
HALL_TONES = ("#6c4b5c", "#735163", "#664657", "#7a586a")
STEPS = 9  # of the ramp

LAMPS: tuple[LampAt, ...] = (
    (4560.0, 300.0, 320.0, (0.60, 0.46, 0.52), 330.0),
    (5420.0, 760.0, 320.0, (0.60, 0.46, 0.52), 330.0),
    (5550.0, 1350.0, 190.0, (0.80, 0.56, 0.64), 150.0),
    (4960.0, 1310.0, 90.0, (1.05, 0.66, 0.36), 150.0),  # the lay-by's fire in a tin
    (6130.0, 250.0, 110.0, (0.95, 0.66, 0.46), 130.0),  # a frame on the back of the booth
    (6060.0, 690.0, 200.0, (0.80, 0.52, 0.60), 220.0),
)


def draw_hall(canvas: Canvas, rng: np.random.Generator) -> None:
    """The hall: a polished floor in the light of everything, a seal one flies over, rows for those who wait."""
    left, top, right, bottom = HALL
    canvas.rect(left, top, right - left, bottom - top + 30, "#482e3c", ht=0.38)
    draw_hex_plates(canvas, (left + 40, top + 30, right - 20, bottom), 86, HALL_TONES, rng, 0.40)
    for k in range(10):  # what the polish gives back of the tubes above
        x = left + 60 + k * 165 + rng.uniform(-30, 30)
        wide = rng.uniform(16, 40)
        canvas.polygon(
            [(x, bottom), (x + wide, bottom), (x + wide - 190, top + 20), (x - 190, top + 20)], "#ffe6ec", op=0.07
        )
    x, y, r = SEAL
    for far, tone in ((1.0, "#4a2236"), (0.95, "#7e5a6c"), (0.80, "#5c2440"), (0.765, "#6e4a5c"), (0.44, "#5a2a42")):
        canvas.polygon(hexagon(x, y, r * far), tone, ht=0.405)
    for k in range(36):
        c, sine = r * math.cos(k * math.tau / 36), r * math.sin(k * math.tau / 36)
        ray = [(x + 0.50 * c, y + 0.50 * sine), (x + 0.70 * c, y + 0.70 * sine)]
        canvas.line(ray, "#846072", 9 if k % 3 else 16)
    half, lid = r * 0.34, r * 0.26
    upper = f"M{x - half} {y}C{x - half * 0.4} {y - lid} {x + half * 0.4} {y - lid} {x + half} {y}"
    canvas.path(f"{upper}C{x + half * 0.4} {y + lid} {x - half * 0.4} {y + lid} {x - half} {y}Z", "#9a7486", ht=0.41)
    canvas.circle(x, y, r * 0.145, DEEP)
    canvas.circle(x + 14, y - 12, r * 0.05, "#c8a4b2")
    canvas.text("ALL  ARE  SEEN", x, y - r * 0.795, 27, "#3a1428", weight=0.8)
    for row, yy in enumerate((300, 450, 600, 750)):  # ropes between stanchions, laid as a maze
        for k in range(3):
            x0 = 5470 + k * 86
            canvas.line([(x0, yy - 40), (x0 + 58, yy - 40)], "#7a1a40", 5, ht=0.46)
            canvas.polygon(hexagon(x0, yy - 40, 10), "#b08a9a", ht=0.52)
        canvas.text(str(row + 4), 5784, yy - 62, 40, "#9a7486", weight=0.7)
    for yy in np.arange(top + 60, bottom, 150):
        draw_tube(canvas, [(left + 26, yy), (left + 26, yy + 84)], BLUSH, 6, 0.46, 0.42)
    for xx in np.arange(left + 90, right - 300, 260):
        draw_tube(canvas, [(xx, bottom + 8), (xx + 150, bottom + 8)], BLUSH, 5, 0.40, 0.44)
    draw_slabs(canvas, (4240, 1000, 5930, 1420), 170, 70, PLUM, rng, 0.37)
    draw_hazard(canvas, (4240, 1000, 5930, 1014), 40, "#3a1428", "#a88494", 0.44)
    for _ in range(34):
        draw_tag(canvas, rng.uniform(5560, 5900), rng.uniform(540, 850), rng.uniform(8, 12), rng, 0.42)
    draw_litter(canvas, (4300, 1030, 5900, 1390), 6, rng, 0.42)


def draw_layby(canvas: Canvas, rng: np.random.Generator) -> None:
    """Behind the hoardings: bays nobody paints any more, a ring of chalk to duel in, a fire in a tin."""
    left, top, right, bottom = LAYBY
    draw_slabs(canvas, (left + 90, top + 70, right - 60, bottom), 130, 62, ("#2a1c22", "#30202a", "#261a20"), rng, 0.38)
    for k in range(4):
        x = 4480 + k * 76
        canvas.line([(x, 1330), (x + 26, 1408)], "#8a6a78", 5)
    canvas.circle(4810, 1250, 92, stroke="#a08494", width=4, dash="60 9 30 6")
    canvas.line([(4718, 1250), (4902, 1250)], "#a08494", 3, dash="26 10")
    for dx in (-54, 54):
        canvas.line([(4810 + dx, 1232), (4810 + dx, 1268)], "#a08494", 4)
    x, y = 4960, 1330
    canvas.circle(x, y, 19, "#3a3238", ht=0.48)
    canvas.circle(x, y, 14, "#ff9a4a", ht=0.46, glow="#e0702a")
    canvas.circle(x + 2, y - 2, 7, "#ffe0a0", glow="#e8b060")
    draw_chair(canvas, x - 58, y + 4, 90, "#5c6a78", 0.40)
    draw_chair(canvas, x + 56, y + 14, 280, "#7a3a3a", 0.40)
    draw_mug(canvas, x + 34, y + 44, "#7fa8a0", 0.42)
    canvas.path(f"M{x + 150} {y - 50}l70 -34l74 40v74l-74 28l-70 -32Z", "#5a4a5c", ht=0.52)  # a tent, pegged
    canvas.line([(x + 150, y + 4), (x + 294, y - 2)], "#7c6a7e", 5, ht=0.74)
    canvas.path(f"M{x + 150} {y - 22}l34 24l-34 22Z", WARM, op=0.9, glow="#8a5a2c")
    draw_bulbs(canvas, (x - 130, 1190), (x + 170, 1180), 8, 34, (WARM, "#ffe0a8"), 0.6)


def draw_booth(canvas: Canvas, rng: np.random.Generator) -> None:
    """Under the booth: a plinth, an ink pad the size of a ship, the line to wait behind, the boom's stripe."""
    x, y = BOOTH
    for r, tone, ht in ((292, "#30182a", 0.42), (276, "#5c2440", 0.44), (248, "#3c1a2c", 0.46)):
        canvas.polygon(hexagon(x, y, r, math.pi / 6), tone, ht=ht)
    canvas.rect(5690, 540, 250, 316, "#4a2636", round_=8, ht=0.42)  # a carpet to the window
    canvas.rect(5702, 552, 226, 292, "#561a34", round_=6, ht=0.43)
    canvas.rect(5716, 566, 198, 264, stroke="#8a5068", width=4, round_=4)
    canvas.line([(5660, 530), (5660, 860)], "#c8a4b2", 9, dash="46 18")
    for k in range(2):
        canvas.ellipse(5812 + (k - 0.5) * 44, 696, 13, 30, "#5c1230")
    canvas.rect(6002, 548, 92, 66, "#2a1420", round_=6, ht=0.50)  # the ink pad
    canvas.rect(6010, 556, 76, 50, "#6a0c34", round_=4, ht=0.48)
    draw_hazard(canvas, (5926, 530, 5974, 850), 46, "#2a1420", "#c08a9c", 0.41)
    for yy in (516, 864):
        canvas.polygon(hexagon(5950, yy, 30), "#6a2c4a", ht=0.60)
        canvas.circle(5950, yy, 9, BLUSH, ht=0.64, glow=shade(BLUSH, 0.6))


def draw_ramp(canvas: Canvas, rng: np.random.Generator) -> None:
    """Down from the booth: broad steps that sink towards the lower deck, and arrows that nobody needs."""
    left, right = 5966.0, 6716.0
    canvas.rect(left, 20, right - left, 460, "#2c1a26", ht=0.37)
    draw_hex_plates(canvas, (left + 60, 90, right - 40, 460), 74, PLUM, rng, 0.38)
    high = (1560 - 470) / STEPS
    for k in range(STEPS):
        y = 470 + k * high
        tone = mix("#4a3040", "#42323c", k / STEPS)
        ht = 0.38 - 0.026 * k
        canvas.rect(left, y, right - left, high + 2, tone, ht=ht)
        canvas.rect(left, y + high - 13, right - left, 13, shade(tone, 1.42), ht=ht)
        canvas.line([(left, y + high), (right, y + high)], "#170c14", 5)
        for x in np.arange(left + 40 + (k % 2) * 60, right, 120):
            canvas.line([(x, y + 10), (x, y + high - 18)], shade(tone, 0.78), 4)
    for k, y in enumerate((600, 840, 1080)):
        draw_chevrons(canvas, 6340, y, 2, 46, 58, 90, mix("#c08a9c", "#8a6a78", k / 4), 12)
    for side in (left + 8, right - 24):
        canvas.rect(side, 470, 18, 1070, "#5a3648", ht=0.50)
        for y in np.arange(520, 1540, 170):
            canvas.circle(side + 9, y, 6, BLUSH, ht=0.54, glow=shade(BLUSH, 0.5))
    draw_litter(canvas, (left + 40, 560, right - 40, 1500), 7, rng, 0.36)
