"""Chapter 03: the bright lane of those who queue, its rail, and the floor where one waits to be let wait."""

from __future__ import annotations

import itertools

import numpy as np
from canvas import Canvas, Point, shade
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
    draw_litter,
    draw_mug,
    draw_pool,
    draw_slabs,
    draw_tube,
    hexagon,
)
from hulls import draw_cable

LANE: Box = (-360.0, -462.0, 7560.0, -64.0)
FLOOR: Box = (-26.0, -66.0, 6726.0, 1444.0)
POSTS = (1450.0, 1950.0, 2450.0, 2950.0, 4400.0, 4950.0, 5500.0)
ADVERTS = (
    ("TEA", "#ffb46a"),
    ("NAMES MENDED", "#39c6ff"),
    ("SKIP AHEAD 900 CR", "#ffd65c"),
    ("CHAIRS", "#16c7a0"),
    ("MORE CHAIRS", "#b14dff"),
)

LAMPS: tuple[LampAt, ...] = (
    (90.0, 600.0, 120.0, (0.95, 0.66, 0.62), 130.0),  # the number machine's face
    *((x, 100.0, 200.0, (1.15, 0.84, 0.90), 170.0) for x in POSTS),
    (170.0, 1130.0, 110.0, (1.15, 0.74, 0.40), 190.0),  # tea
)


def draw_lane(canvas: Canvas, rng: np.random.Generator) -> None:
    """The bright lane: pale slabs between two tubes, rows marked for those who wait, a parapet before the drop."""
    left, top, right, bottom = LANE
    canvas.rect(left, top - 30, right - left, bottom - top + 60, SEAM, ht=0.36)
    draw_slabs(canvas, (left, top, right, bottom), 240, 66, ("#7c5768", "#846072", "#785264", "#8a6678"), rng, 0.42)
    for x in np.arange(left, right, 420):  # what hangs over the lane throws its light down in pools
        draw_pool(canvas, x + 150, -250, 250, 190, "#ffd6e0", 0.34)
    for y in (-225, -390):
        canvas.line([(left, y), (right, y)], "#c8a4b2", 5, dash="58 46")
    for k, x in enumerate(np.arange(left + 60, 5200, 330)):
        draw_chevrons(canvas, x, -150, 2, 26, 17, 0, "#b48a9c", 6)
        draw_chevrons(canvas, x + 130, -308, 2, 26, 17, 0, "#b48a9c", 6)
        draw_chevrons(canvas, x + 60, -436, 2, 26, 13, 180, "#9a7284", 5)
        if k % 3 == 1:
            canvas.text("WAIT", x + 190, -176, 30, "#a27c8e", weight=0.7)
    for y, strength in ((top + 14, 0.34), (bottom - 12, 0.46)):
        draw_tube(canvas, [(left, y), (right, y)], BLUSH, 7, strength, 0.46)
    canvas.rect(left, top - 34, right - left, 26, "#4c2c3c", ht=0.66)
    canvas.line([(left, top - 34), (right, top - 34)], "#7a4c60", 5)
    for k, x in enumerate(np.arange(left + 30, right, 150)):  # lamps on the parapet; some windows of who lives under it
        canvas.polygon(hexagon(x, top - 21, 16), DEEP, ht=0.78)
        canvas.circle(x, top - 21, 6, BLUSH, ht=0.80, glow=shade(BLUSH, 0.5))
        if k % 4 == 2:
            for dx in (40, 62, 84):
                shows = shade(WARM, 0.5) if rng.random() < 0.7 else None
                canvas.rect(x + dx, top - 29, 12, 14, WARM if shows else "#241620", glow=shows)


def draw_rail(canvas: Canvas, rng: np.random.Generator) -> None:
    """Between lane and floor: a kerb, the feet of the posts, and cables that feed them."""
    left, _, right, _ = FLOOR
    canvas.rect(left, -66, right - left, 92, "#2a1822", ht=0.40)
    draw_cable(canvas, (left, 36), (3230, 34), 9, "#5c3a4a", 7, 0.42)
    draw_cable(canvas, (left, 52), (3230, 50), -8, "#3e2836", 9, 0.42)
    for x in np.arange(left + 20, right, 90):
        canvas.rect(x, -50, 64, 30, "#3c2230", round_=5, ht=0.46)
    for k, x in enumerate(np.arange(150, 3200, 460)):  # who has something to sell to a queue
        words, colour = ADVERTS[k % len(ADVERTS)]
        wide = 46 + 21 * len(words)
        canvas.rect(x - wide / 2, -56, wide, 44, "#120a12", round_=8, ht=0.62)
        canvas.rect(x - wide / 2 + 4, -52, wide - 8, 36, stroke=colour, width=3, round_=6, glow=shade(colour, 0.55))
        canvas.text(words, x, -44, 20, shade(colour, 0.9), weight=0.8, glow=shade(colour, 0.85))
    for k, x in enumerate(np.arange(4420, 5600, 180)):  # counters, of which one is open
        words, strength, shows = ("4", 0.5, "#b07a48") if k == 3 else ("CLOSED", 0.2, None)
        canvas.rect(x - 76, -58, 152, 74, "#5c2440", round_=6, ht=0.60)
        canvas.rect(x - 66, -28, 132, 34, WARM if shows else "#2a1420", round_=4, ht=0.58, glow=shows)
        canvas.text(words, x, -50, 15, BLUSH, weight=0.8, glow=shade(BLUSH, strength))
    for x in POSTS:
        canvas.polygon(hexagon(x, 46, 62), "#4a2c3c", ht=0.44)
        canvas.polygon(hexagon(x, 46, 48), "#301a26", ht=0.46)
        draw_pool(canvas, x, 210, 190, 210, BLUSH, 0.26)


def draw_start(canvas: Canvas, rng: np.random.Generator) -> None:
    """Where one waits to be let wait: a floor of instructions, and what those brought who have been here for long."""
    for r, tone in ((330, "#42293a"), (300, "#36222e"), (196, "#4a2e3e"), (172, "#3a2430")):
        canvas.polygon(hexagon(430, 715, r), tone, ht=0.40)
    canvas.polygon(hexagon(430, 715, 318), stroke=WINE, width=7)
    canvas.polygon(hexagon(430, 715, 184), stroke="#b08a9a", width=4)
    _draw_numbers(canvas, rng)
    draw_chevrons(canvas, 800, 715, 5, 62, 42, 0, "#a47e90", 11)
    canvas.line([(1130, 300), (1130, 1130)], "#b08a9a", 8, dash="54 26")
    # the tea that somebody sells to the queue
    x, y = 150, 1150
    canvas.rect(x - 120, y - 70, 240, 140, "#2c1620", round_=10, ht=0.40)
    canvas.rect(x - 104, y - 56, 208, 96, "#7a2c2a", round_=8, ht=0.70)
    for k in range(8):
        canvas.rect(x - 100 + k * 25, y - 52, 25, 88, "#b8463a" if k % 2 else "#d8c4ae", ht=0.74)
    canvas.rect(x - 62, y - 36, 124, 46, "#24141a", round_=6, ht=0.70)
    canvas.text("TEA", x, y - 28, 30, WARM, weight=0.8, glow="#e08a3a")
    for dx, tone in ((-70, "#d8c4ae"), (-44, "#b8463a"), (66, "#7fa8a0")):
        draw_mug(canvas, x + dx, y + 58, tone, 0.46)
    for dx, dy, turn, tone in (
        (190, -40, 200, "#5c7a78"), (236, 10, 170, "#8a5a3c"), (196, 66, 150, "#6a5484"), (300, -62, 260, "#7a6a3a"),
    ):  # fmt: skip
        draw_chair(canvas, x + dx, y + dy, turn, tone, 0.42)
    _draw_chess(canvas, x + 216, y + 34 - 20)
    canvas.rect(500, 1296, 150, 52, "#4e6466", round_=20, ht=0.44)  # a sleeping bag, and its slippers
    canvas.circle(522, 1322, 16, "#c8b09a", ht=0.50)
    canvas.line([(560, 1298), (560, 1346)], "#3a4c50", 3)
    for dx in (674, 692):
        canvas.ellipse(dx, 1326, 6, 12, "#b8463a", ht=0.43)
    draw_bulbs(canvas, (20, 1040), (330, 1010), 9, 30, (WARM, "#ff9a8a", "#ffe0a8"), 0.62)
    tones = ("#5c6a78", "#7a5a3c", "#6a5484", "#4e6e66")
    for k in range(9):  # chairs along the rail: the front row, facing the lane
        if rng.random() < 0.75:
            px, py = 60 + k * 62 + rng.uniform(-8, 8), 116 + rng.uniform(-8, 8)
            draw_chair(canvas, px, py, 180 + rng.uniform(-18, 18), tones[int(rng.integers(4))], 0.42)
            if rng.random() < 0.4:
                draw_mug(canvas, 90 + k * 62, 128, ("#d8c4ae", "#7fa8a0")[k % 2], 0.42)
    draw_litter(canvas, (60, 80, 1340, 1390), 9, rng, 0.40)


def _draw_numbers(canvas: Canvas, rng: np.random.Generator) -> None:
    """A machine that gives out numbers, and the strip of them that nobody has torn off."""
    ribbon = [(64, 560), (90, 640), (150, 660), (190, 610), (150, 566), (112, 612), (134, 720), (96, 800), (150, 880),
              (236, 900), (262, 856), (222, 820), (196, 866), (250, 950), (360, 1010), (470, 1004)]  # fmt: skip
    curl = [_between(a, b, t) for a, b in itertools.pairwise(ribbon) for t in (0.25, 0.75)]
    for _ in range(2):  # corners cut twice: paper bends, it does not break
        cut = [_between(a, b, t) for a, b in itertools.pairwise(curl) for t in (0.25, 0.75)]
        curl = [curl[0], *cut, curl[-1]]
    canvas.line(curl, "#120a10", 17, ht=0.40)
    canvas.line(curl, "#c2aab2", 14, ht=0.44)
    canvas.line(curl, "#7a4a60", 14, dash="2.4 24")
    canvas.line(curl, "#8a5a70", 4, dash="9 17.4")
    canvas.polygon(hexagon(64, 530, 44), "#2a1420", ht=0.5)
    canvas.polygon(hexagon(64, 528, 38), WINE, ht=0.66)
    canvas.polygon(hexagon(64, 526, 24), "#b0506e", ht=0.70)
    canvas.rect(48, 546, 32, 9, "#1a0c14", ht=0.66)
    canvas.text("918", 64, 519, 13, BLUSH, weight=0.9, glow=shade(BLUSH, 0.7))


def _between(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _draw_chess(canvas: Canvas, x: float, y: float) -> None:
    with canvas.moved(x, y, 12):
        canvas.rect(-19, -19, 38, 38, "#c2ab90", ht=0.46)
        for i in range(6):
            for j in range(6):
                if (i + j) % 2:
                    canvas.rect(-18 + i * 6, -18 + j * 6, 6, 6, "#4a2c2c")
        for dx, dy, tone in ((-12, -9, "#f0e4d4"), (3, -3, "#f0e4d4"), (9, 9, "#241418"), (-6, 12, "#241418")):
            canvas.circle(dx, dy, 2.4, tone, ht=0.50)
