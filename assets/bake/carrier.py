"""The carrier *Terms of Service* from above: an endless document with a keel, an eye, and boxes to tick.

It is no place of the world but a ship: its picture is laid in the ship's own units, bow to the right, and it is drawn
larger than it is, for it hangs nearer to the eye. Outside its outline it is black, which adds nothing.
"""

from __future__ import annotations

import numpy as np
import relief
from canvas import Canvas, mix, shade
from tiles import Place

LENGTH, WIDTH = 3840.0, 1000.0  # as in game/sim/carrier.py [units]
SCALE = 1.125  # pixels a unit: how much nearer it is
PLACE = Place(origin=(-LENGTH / 2, -WIDTH / 2), scale=SCALE, clear="#000000")
WIDE, HIGH = round(LENGTH * SCALE), round(WIDTH * SCALE)
MIDDLE = HIGH / 2

KEEL, PLATE, PLATE_HIGH, DECK = "#2a2531", "#39323f", "#474050", "#1d1a24"
SEAM, WINE, LOW, INK = "#14111a", "#6d1638", "#c4164e", "#b9aebb"
WINDOW, LAMP, EYE = "#ffe3c0", "#fff3dc", "#ff5c86"
RIM, RIM_DARK, FLARE = "#f0c27e", "#0c0a10", "#ffb964"  # its edge takes the light of its own lamps
EDGE = 74.0  # how deep the row of boxes along each side is
STERN, PROW = 150.0, 620.0  # where the engines end, and how long the prow is
BAND = (MIDDLE + 70.0, MIDDLE + 372.0)  # kept calm: the lines of the level are lettered here


def paint() -> np.ndarray:
    """(HIGH, WIDE, 3) in 0..1."""
    rng = np.random.default_rng(29)
    canvas = Canvas(WIDE, HIGH)
    _hull(canvas)
    _plates(canvas, rng)
    _fine_print(canvas, rng)
    _title(canvas)
    for side in (-1, 1):
        _boxes(canvas, side, rng)
        _windows(canvas, side, rng)
        _lamps(canvas, side)
    _engines(canvas)
    _prow(canvas)
    _rim(canvas)
    colour = canvas.colours()
    light = relief.Lighting(
        relief=46.0, ambient=(0.34, 0.33, 0.41), sun=(-0.45, -0.66, 0.5), sun_colour=(0.66, 0.63, 0.74),
        occlusion=0.035, grain=0.08, spill=0.85, halo=0.22, ceiling=0.92, lamps=tuple(_light_of_lamps()),
    )  # fmt: skip
    picture = relief.lit(colour[..., :3], canvas.heights(), canvas.glows(), light, seed=5)
    return picture * colour[..., 3:]


def _outline() -> list[tuple[float, float]]:
    """Blunt at both ends; the sides are notched between the pages."""
    upper = [(36.0, 96.0), (STERN, 40.0)]
    for x in np.arange(700.0, WIDE - PROW - 100, 560.0):
        upper += [(x - 26, 0.0), (x - 10, 26.0), (x + 10, 26.0), (x + 26, 0.0)]
    upper += [(WIDE - 250.0, 0.0), (WIDE - 40.0, 250.0)]
    upper[1:1] = [(STERN - 70, 60.0)]
    lower = [(x, HIGH - y) for x, y in reversed(upper)]
    return [*upper, (WIDE - 6.0, MIDDLE - 120), (WIDE - 6.0, MIDDLE + 120), *lower]


def _rim(canvas: Canvas) -> None:
    """A lit edge all round, and the dark of the plate's side within it."""
    for inset, tone, wide, glow in ((9.0, RIM_DARK, 5.0, None), (3.2, RIM, 3.4, "#a8803f")):
        kx, ky = 1.0 - 2 * inset / WIDE, 1.0 - 2 * inset / HIGH
        edge = [(WIDE / 2 + (x - WIDE / 2) * kx, MIDDLE + (y - MIDDLE) * ky) for x, y in _outline()]
        canvas.line([*edge, edge[0]], tone, wide, ht=0.5, glow=glow)


def _hull(canvas: Canvas) -> None:
    canvas.polygon(_outline(), KEEL, ht=0.30)
    canvas.rect(STERN, EDGE + 24, WIDE - STERN - 330, HIGH - 2 * EDGE - 48, shade(KEEL, 1.12), ht=0.42)
    canvas.rect(STERN + 40, MIDDLE - 396, WIDE - STERN - 620, 350, PLATE, ht=0.54)
    canvas.rect(STERN + 40, BAND[0], WIDE - STERN - 620, BAND[1] - BAND[0], shade(DECK, 1.25), ht=0.36)
    for x in np.arange(STERN + 60, WIDE - 760, 480.0):  # pages, each with a margin and a heading
        canvas.rect(x, BAND[0] + 14, 456, BAND[1] - BAND[0] - 28, shade(DECK, 1.42), ht=0.41, round_=4)
        canvas.line([(x + 30, BAND[0] + 20), (x + 30, BAND[1] - 20)], WINE, 2.0, op=0.8)
        canvas.rect(x + 8, BAND[0] + 26, 13, 13, shade(DECK, 0.7), stroke=INK, width=1.6, op=0.5)
        for y in np.arange(BAND[0] + 56, BAND[1] - 30, 42.0):
            canvas.line([(x + 40, y), (x + 440, y)], INK, 1.2, op=0.10)
    for y in (MIDDLE - 400, MIDDLE - 44, MIDDLE + 52, BAND[1] + 8):
        canvas.line([(STERN, y), (WIDE - 520, y)], WINE, 7.0, ht=0.58)
        canvas.line([(STERN, y + 6), (WIDE - 520, y + 6)], SEAM, 2.0)


def _plates(canvas: Canvas, rng: np.random.Generator) -> None:
    """Seams, covers, vents, pipes: what a ship is made of that nobody has read to the end."""
    for x in np.arange(STERN + 150, WIDE - 560, 187.0):
        canvas.line([(x, EDGE + 30), (x + rng.uniform(-2, 2), HIGH - EDGE - 30)], SEAM, 2.0, op=0.75)
    for _ in range(520):
        x, y = rng.uniform(STERN + 60, WIDE - 480), rng.uniform(EDGE + 34, HIGH - EDGE - 60)
        if BAND[0] - 20 < y < BAND[1]:
            continue
        w, h = rng.choice([26, 44, 70, 120, 190]), rng.choice([10, 14, 24, 36])
        tone = str(rng.choice([shade(KEEL, 0.9), PLATE, PLATE_HIGH, shade(PLATE, 1.2)]))
        raised = rng.uniform(0.40, 0.72)
        canvas.rect(x, y, w, h, tone, round_=2, stroke=SEAM, width=1.2, ht=raised)
        if rng.random() < 0.3:
            for k in range(int(w // 9)):
                canvas.line([(x + 4 + 9 * k, y + 3), (x + 4 + 9 * k, y + h - 3)], SEAM, 1.6, op=0.8)
    for _ in range(46):
        x, y = rng.uniform(STERN + 100, WIDE - 700), rng.uniform(MIDDLE - 380, MIDDLE - 90)
        w, h = rng.uniform(70, 170), rng.uniform(40, 84)
        canvas.rect(x, y, w, h, shade(PLATE_HIGH, 0.95), round_=6, stroke=SEAM, width=2, ht=0.66)
        canvas.rect(x + 8, y + 8, w - 16, h - 16, shade(PLATE, 0.85), round_=3, ht=0.60)
    for y in (EDGE + 40, MIDDLE - 20, MIDDLE + 20, HIGH - EDGE - 44):
        x = STERN + 60.0
        while x < WIDE - 620:
            long = rng.uniform(120, 460)
            canvas.line([(x, y), (x + long, y)], shade(PLATE_HIGH, 1.1), rng.uniform(4, 8), ht=0.64)
            x += long + rng.uniform(20, 90)


def _fine_print(canvas: Canvas, rng: np.random.Generator) -> None:
    """Paragraphs, in grey, everywhere."""
    for column in np.arange(STERN + 80, WIDE - 760, 268.0):
        for top in (MIDDLE - 372, MIDDLE - 270, MIDDLE - 168, BAND[1] + 26):
            if rng.random() < 0.16:
                continue
            for line in range(7 if top < MIDDLE else 3):
                x, end = column, column + (226 if line < 6 else rng.uniform(60, 190))
                while x < end:
                    word = rng.uniform(6, 26)
                    canvas.rect(x, top + line * 11, min(word, end - x), 3.2, INK, op=0.26)
                    x += word + 6
            if rng.random() < 0.4:
                canvas.rect(column, top - 12, 120, 5, LOW, op=0.75)


def _title(canvas: Canvas) -> None:
    canvas.text("TERMS OF SERVICE", WIDE / 2 - 140, MIDDLE - 336, 236, "#d9ccd6", weight=0.85, op=0.78, ht=0.60)


def _boxes(canvas: Canvas, side: int, rng: np.random.Generator) -> None:
    """A row of boxes to tick, which are hangars: every fourth is ticked, and open."""
    y = 10.0 if side < 0 else HIGH - EDGE - 10
    for i, (lamp, _) in enumerate(_lamp_places(side)):
        for j, x in enumerate((lamp + 92, lamp + 352)):
            if x > WIDE - 420:
                continue  # there the prow begins
            canvas.rect(x, y, EDGE + 20, EDGE, WINE, ht=0.58, stroke=SEAM, width=2)
            opened = (2 * i + j) % 4 == (1 if side > 0 else 2)
            inner = mix(LOW, SEAM, 0.25) if opened else "#12090f"
            canvas.rect(x + 13, y + 12, EDGE - 6, EDGE - 24, inner, ht=0.22, glow="#74203f" if opened else None)
            if opened:
                tick = [(x + 26, y + 38), (x + 40, y + 52), (x + 72, y + 18)]
                canvas.line(tick, LAMP, 7.0, glow=WINDOW)
            elif rng.random() < 0.5:
                canvas.line([(x + 22, y + EDGE / 2), (x + 58, y + EDGE / 2)], shade(WINE, 0.8), 3.0)


def _windows(canvas: Canvas, side: int, rng: np.random.Generator) -> None:
    """Tiny ones, in rows: that is how large it is."""
    rows = (EDGE + 34, EDGE + 50, EDGE + 66)
    for row, depth in enumerate(rows):
        for x in np.arange(STERN + 40, WIDE - 420, (15.0, 21.0, 15.0)[row]):
            lit = 0.5 + 0.5 * np.sin(x * 0.011 + row) > 0.36 and rng.random() < (0.72, 0.55, 0.4)[row]
            y = depth if side < 0 else HIGH - depth - 6
            tone = mix(WINDOW, "#ffc0a8", float(rng.random()) * 0.6)
            canvas.rect(x, y, 7, 5, tone if lit else "#171219", glow=shade(tone, 0.85) if lit else None)
    for _ in range(90):
        x, y = rng.uniform(STERN + 60, WIDE - 640), rng.uniform(MIDDLE - 380, MIDDLE - 60)
        for k in range(int(rng.integers(2, 7))):
            canvas.rect(x + k * 11, y, 5, 4, WINDOW, glow=shade(WINDOW, 0.62))


def _lamp_places(side: int) -> list[tuple[float, float]]:
    return [(x, 22.0 if side < 0 else HIGH - 22.0) for x in np.arange(420.0, WIDE - 380, 560.0)]


def _lamps(canvas: Canvas, side: int) -> None:
    """The flank lights: hooded, far apart, never out."""
    for x, y in _lamp_places(side):
        out = -1 if side < 0 else 1
        hood = [(x - 66, y - out * 46), (x + 66, y - out * 46), (x + 40, y + out * 18), (x - 40, y + out * 18)]
        canvas.polygon(hood, DECK, stroke=SEAM, width=3, ht=0.74)
        canvas.ellipse(x, y + out * 7, 36, 13, FLARE, ht=0.7, glow=FLARE)
        canvas.ellipse(x, y + out * 8, 27, 8, LAMP, ht=0.72, glow=LAMP)
        canvas.line([(x - 150, y - out * 2), (x + 150, y - out * 2)], shade(FLARE, 0.8), 3.0, glow=shade(FLARE, 0.6))


def _light_of_lamps() -> list[relief.Lamp]:
    found = []
    for side in (-1, 1):
        found += [relief.Lamp(x, y - side * 30, 40.0, (1.75, 1.22, 0.72), 56.0) for x, y in _lamp_places(side)]
    return found


def _engines(canvas: Canvas) -> None:
    for y in (MIDDLE - 372, MIDDLE - 132, MIDDLE + 108, MIDDLE + 348):
        canvas.rect(18, y - 78, STERN + 40, 156, shade(WINE, 0.8), round_=8, stroke=SEAM, width=3, ht=0.62)
        canvas.rect(8, y - 60, 24, 120, "#ffd6e0", glow="#ff9db6")
        for k in range(5):
            canvas.line([(60 + 24 * k, y - 70), (60 + 24 * k, y + 70)], SEAM, 5.0, ht=0.5)


def _prow(canvas: Canvas) -> None:
    """A hexagon with one eye. It looks ahead only; that is the mercy of it."""
    x, wide = WIDE - 320.0, 300.0
    corners = [(wide, 0.0), (wide / 2, wide), (-wide / 2, wide), (-wide, 0.0), (-wide / 2, -wide), (wide / 2, -wide)]
    canvas.polygon([(x + px, MIDDLE + py * 1.15) for px, py in corners], WINE, stroke=SEAM, width=6, ht=0.70)
    canvas.polygon([(x + px * 0.86, MIDDLE + py * 0.99) for px, py in corners], PLATE, ht=0.76)
    canvas.path(
        f"M{x - 200} {MIDDLE}C{x - 110} {MIDDLE - 170} {x + 110} {MIDDLE - 170} {x + 200} {MIDDLE}"
        f"C{x + 110} {MIDDLE + 170} {x - 110} {MIDDLE + 170} {x - 200} {MIDDLE}Z",
        "#1a0d14", stroke=LOW, width=9, ht=0.6,
    )  # fmt: skip
    canvas.circle(x + 14, MIDDLE, 88, shade(LOW, 0.8), ht=0.66, glow="#6a1030")
    canvas.circle(x + 24, MIDDLE, 52, "#14060c", ht=0.5)
    canvas.circle(x + 44, MIDDLE - 18, 16, LAMP, glow=EYE)
