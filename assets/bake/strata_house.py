"""Walt's house: chalk on a flat rock. A hall, a kitchen, Thursday, a window with a view; nine years of tidy lines."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, Point, shade
from noise import clouds
from scipy import ndimage
from strata_map import HOUSE, SLAB, Sheet

STONE = "#4c5468"
CHALK = np.array([0.96, 0.945, 0.89], np.float32)
LEFT, TOP, RIGHT, BOTTOM = HOUSE


def draw_slab(canvas: Canvas) -> None:
    """The one thing down here with a whole surface: levelled, swept, its rim broken off clean."""
    middle = np.mean(SLAB, axis=0)
    ring = [tuple(middle + (np.array(p) - middle) * 1.0) for p in SLAB]
    canvas.polygon([(x + 14, y + 46) for x, y in ring], "#06080d", op=0.7)
    canvas.polygon([(x, y + 26) for x, y in ring], "#1a1e29", stroke="#2d3342", width=3)
    canvas.polygon(ring, STONE, stroke="#6c7488", width=4)
    inner = [tuple(middle + (np.array(p) - middle) * 0.955) for p in SLAB]
    canvas.polygon(inner, shade(STONE, 1.07))
    rng = np.random.default_rng(61)
    for _ in range(26):  # hair cracks
        x, y = rng.uniform(7060, 7980), rng.uniform(680, 1560)
        line = [(x, y)]
        for _ in range(4):
            x, y = x + rng.uniform(-34, 34), y + rng.uniform(10, 40)
            line.append((x, y))
        canvas.line(line, shade(STONE, 0.72), 2.0, op=0.6)


def chalked(sheet: Sheet, picture: np.ndarray) -> np.ndarray:
    """The picture with all that is drawn in chalk laid over it: broken by the grain of the stone, dust beside it."""
    canvas = sheet.canvas()
    with sheet.drawing(canvas):
        _draw_walls(canvas)
        _draw_rooms(canvas)
        _draw_window(canvas)
        _draw_prints(canvas)
        _draw_thursdays(canvas)
        _draw_other_places(canvas)
    line = canvas.colours()[..., 3]
    rng = np.random.default_rng(62)
    tooth = ndimage.gaussian_filter(rng.normal(size=sheet.shape).astype(np.float32), 0.8) * 1.5
    kept = np.clip(0.86 + 0.42 * tooth + 0.5 * (clouds(sheet.shape, 1.2, 63) - 0.5), 0.25, 1.0)
    dust = ndimage.gaussian_filter(line, 5) * 0.16
    share = np.clip(line * kept + dust, 0, 1)[..., None]
    return picture * (1 - share) + CHALK * share


def _line(canvas: Canvas, points: list[Point], width: float = 6.0, op: float = 0.9) -> None:
    """A line drawn by hand: twice, not quite the same."""
    canvas.line(points, "#ffffff", width, op=op)
    canvas.line([(x + 2.5, y - 1.8) for x, y in points], "#ffffff", width * 0.5, op=op * 0.55)


def _draw_walls(canvas: Canvas) -> None:
    door, pane = (1090.0, 1210.0), (7170.0, 7420.0)  # openings: in the west to the hall, in the north the window
    _line(canvas, [(LEFT, door[1]), (LEFT, BOTTOM), (RIGHT, BOTTOM), (RIGHT, TOP), (pane[1], TOP)], 9)
    _line(canvas, [(pane[0], TOP), (LEFT, TOP), (LEFT, door[0])], 9)
    _line(canvas, [(7310, TOP + 150), (7310, 1100)], 7)  # hall | Thursday
    _line(canvas, [(7310, 1200), (7310, BOTTOM)], 7)
    _line(canvas, [(7640, TOP), (7640, 960)], 7)  # kitchen
    _line(canvas, [(7640, 1070), (7640, 1150), (RIGHT, 1150)], 7)
    _line(canvas, [(7640, 1150), (7640, 1230)], 7)
    _line(canvas, [(7640, 1350), (7640, BOTTOM)], 7)
    for cx, cy, r, a, b in ((LEFT, 1090, 120, 0, 90), (7640, 960, 110, 90, 180), (7640, 1350, 120, -180, -90)):
        arc = [
            (cx + r * math.cos(math.radians(t)), cy + r * math.sin(math.radians(t))) for t in np.linspace(a, b, 14)
        ]  # how the doors would open
        canvas.line(arc, "#ffffff", 3, op=0.55, dash="9 8")
    canvas.line(
        [(LEFT - 86, 1100), (LEFT - 8, 1100), (LEFT - 8, 1200), (LEFT - 86, 1200), (LEFT - 86, 1100)],
        "#ffffff",
        4,
        op=0.8,
    )
    canvas.text("WELCOME", LEFT - 47, 1142, 15, "#ffffff", weight=0.8, op=0.7)
    for words, x, y, cap in (
        ("HALL", 7190, 1010, 24),
        ("KITCHEN", 7770, 1100, 24),
        ("THURSDAY", 7475, 985, 26),
        ("BED", 7850, 1420, 20),
    ):
        canvas.text(words, x, y, cap, "#ffffff", weight=0.7, op=0.85)


def _draw_rooms(canvas: Canvas) -> None:
    # kitchen: a stove with four rings, a sink, a kettle that is on
    canvas.rect(7830, 960, 76, 120, stroke="#ffffff", width=4.5, op=0.85)
    for dx, dy in ((20, 28), (56, 28), (20, 88), (56, 88)):
        canvas.circle(7830 + dx, 960 + dy, 13, stroke="#ffffff", width=3.4, op=0.8)
    canvas.circle(7850, 988, 21, stroke="#ffffff", width=3, op=0.8)
    for k in range(3):  # steam
        canvas.path(f"M{7842 + 10 * k} 958q-8 -14 0 -26t0 -24", stroke="#ffffff", width=2.6, op=0.6)
    canvas.rect(7660, 836, 100, 46, stroke="#ffffff", width=4, op=0.8, round_=10)
    canvas.line([(7710, 836), (7710, 854)], "#ffffff", 4, op=0.8)
    # the table: five places, one of them rubbed out and drawn again, many times
    canvas.ellipse(7480, 1150, 104, 66, stroke="#ffffff", width=6, op=0.9)
    for k in range(5):
        a = math.radians(-90 + 72 * k)
        x, y = 7480 + 142 * math.cos(a), 1150 + 102 * math.sin(a)
        px, py = 7480 + 74 * math.cos(a), 1150 + 42 * math.sin(a)
        if k == 1:
            canvas.ellipse(x, y, 34, 28, "#ffffff", op=0.20)
            for n in range(5):
                canvas.circle(x + 3 * n - 6, y + 2 * (n % 3) - 2, 19 + n, stroke="#ffffff", width=2.6, op=0.42)
            canvas.ellipse(px, py, 22, 18, "#ffffff", op=0.16)
        else:
            canvas.circle(x, y, 21, stroke="#ffffff", width=4, op=0.85)
        canvas.circle(px, py, 13, stroke="#ffffff", width=3, op=0.85)
        canvas.line([(px + 19, py - 9), (px + 19, py + 9)], "#ffffff", 2.4, op=0.7)
    # hooks in the hall, with what would hang there; a cat that is only a line
    for k in range(4):
        canvas.line([(7110 + 40 * k, 836), (7110 + 40 * k, 858)], "#ffffff", 3.4, op=0.7)
    canvas.path("M7110 860q-16 30 -10 66h24q6 -36 -10 -66", stroke="#ffffff", width=3.4, op=0.8)
    canvas.path(
        "M7232 1300q-26 -20 -14 -44q18 -16 34 4q6 -14 14 -6q-4 12 2 24q2 24 -36 22q40 10 54 -16",
        stroke="#ffffff",
        width=3.6,
        op=0.8,
    )
    # the desk with the ledger
    canvas.rect(7120, 1370, 150, 84, stroke="#ffffff", width=5, op=0.85)
    canvas.path("M7160 1388h34v46h-34ZM7194 1388h34v46h-34Z", stroke="#ffffff", width=3, op=0.9)
    for k in range(5):
        canvas.line([(7166, 1396 + 8 * k), (7188, 1396 + 8 * k)], "#ffffff", 1.8, op=0.7 if k else 1.0)
    canvas.line([(7200, 1396), (7206, 1396)], "#ffffff", 1.8, op=0.8)
    # the bed, where the pod stands
    canvas.rect(7670, 1210, 210, 190, stroke="#ffffff", width=5, op=0.8, round_=14)
    canvas.rect(7826, 1226, 44, 158, stroke="#ffffff", width=3.4, op=0.7, round_=12)
    canvas.path("M7670 1262q50 12 140 -4M7670 1340q60 -12 140 6", stroke="#ffffff", width=2.6, op=0.5)
    # a rug, with tassels, because a room wants one
    canvas.ellipse(7480, 1390, 120, 46, stroke="#ffffff", width=3.4, op=0.7)
    canvas.ellipse(7480, 1390, 88, 30, stroke="#ffffff", width=2.6, op=0.6, dash="8 7")


def _draw_window(canvas: Canvas) -> None:
    """A wide window in the north wall, wiped every day: beyond it the sea, from memory."""
    canvas.rect(7170, TOP - 10, 250, 20, stroke="#ffffff", width=4.5, op=0.95)
    canvas.line([(7295, TOP - 10), (7295, TOP + 10)], "#ffffff", 4, op=0.9)
    canvas.line([(7170, 700), (7140, TOP - 12)], "#ffffff", 2, op=0.3, dash="6 10")
    canvas.line([(7470, 690), (7424, TOP - 12)], "#ffffff", 2, op=0.3, dash="6 10")
    canvas.circle(7395, 690, 26, stroke="#ffffff", width=4, op=0.85)
    for k in range(8):
        a = k * math.tau / 8
        canvas.line(
            [(7395 + 34 * math.cos(a), 690 + 34 * math.sin(a)), (7395 + 48 * math.cos(a), 690 + 48 * math.sin(a))],
            "#ffffff",
            3,
            op=0.7,
        )
    for row in range(4):
        y, x = 742 + 15 * row, 7176 + 8 * (row % 2)
        wave = "".join("q9 -10 18 0t18 0" for _ in range(7 - row % 2))
        canvas.path(f"M{x} {y}{wave}", stroke="#ffffff", width=3.6 - 0.4 * row, op=0.9 - 0.12 * row)
    canvas.path("M7238 716h46l-8 12h-30ZM7260 716v-30l22 24h-22", stroke="#ffffff", width=3.2, op=0.9)
    canvas.path("M7320 700q6 -8 12 0q6 -8 12 0M7350 716q5 -6 10 0q5 -6 10 0", stroke="#ffffff", width=2.6, op=0.8)


def _draw_prints(canvas: Canvas) -> None:
    """Footprints in the dust before the window, larger than his, and none that lead away."""
    for k in range(8):
        x, y = 7560 - 22 * k, 1080 - 30 * k + 10 * math.sin(k * 0.8)
        if y < 868:
            break
        with canvas.moved(x + (11 if k % 2 else -11), y, -36):
            canvas.ellipse(0, -8, 8, 14, "#ffffff", op=0.34)
            canvas.ellipse(1, 14, 6.5, 7, "#ffffff", op=0.34)
    for dx in (-14, 14):  # and the last two, side by side
        with canvas.moved(7402 + dx, 868, -6):
            canvas.ellipse(0, -8, 8, 14, "#ffffff", op=0.5)
            canvas.ellipse(0, 14, 6.5, 7, "#ffffff", op=0.5)


def _tally(canvas: Canvas, x: float, y: float, count: int, size: float = 17.0, op: float = 0.7) -> float:
    """Strokes in fives; returns where the next would begin."""
    for k in range(count):
        if k % 5 == 4:
            canvas.line([(x - 4 * 8 - 4, y + size), (x + 2, y - 1)], "#ffffff", 2.8, op=op)
            x += 12
        else:
            canvas.line([(x, y), (x + (k * 7 % 3 - 1), y + size)], "#ffffff", 2.8, op=op)
            x += 8
    return x


def _draw_thursdays(canvas: Canvas) -> None:
    """Nine years of them: one stroke each, round the rim of the rock."""
    for row, (x, y, count) in enumerate((
        (7100, 1510, 80), (7120, 1538, 75), (7160, 1566, 62), (7960, 900, 5), (7960, 928, 5), (7962, 956, 5),
        (7960, 984, 5), (7962, 1012, 5), (7960, 1040, 5), (7962, 1068, 5), (7960, 1096, 5), (7560, 700, 30),
        (7570, 728, 30), (7590, 756, 25),
    )):  # fmt: skip
        _tally(canvas, x, y, count, op=0.5 + 0.2 * (row % 2))
    canvas.text("THURSDAYS", 7740, 1548, 18, "#ffffff", align=0, weight=0.7, op=0.7)


def _draw_other_places(canvas: Canvas) -> None:
    """Where he has been: by each of his posts, and an arrow home that he needed once."""
    for x, y in ((4960, 1560), (5680, 700), (6480, 1640)):
        canvas.circle(x, y, 92, stroke="#ffffff", width=3.4, op=0.6, dash="22 12")
        _tally(canvas, x - 70, y + 112, 15, op=0.6)
    canvas.text("KNOCK, THEN WAIT", 4960, 1700, 17, "#ffffff", weight=0.7, op=0.7)
    canvas.text("(TRIED IT ON THE ROCK. NOTHING)", 5680, 846, 15, "#ffffff", weight=0.7, op=0.6)
    canvas.line([(6640, 1560), (6900, 1380)], "#ffffff", 5, op=0.7)
    canvas.line([(6850, 1376), (6900, 1380), (6886, 1428)], "#ffffff", 5, op=0.7)
    canvas.text("HOME", 6862, 1492, 26, "#ffffff", weight=0.75, op=0.75)
