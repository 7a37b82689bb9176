"""The places of chapter 02 that were built, not broken: yard, road, mines, promenade, throat, and the writing on them.

Drawn in world units, each where the map has it.
"""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, Point, mix, shade
from hulls import draw_cable, draw_plate

Box = tuple[float, float, float, float]  # left, top, right, bottom

YARD: Box = (-8.0, 1420.0, 1340.0, 2780.0)
LANE = (-165.0, 150.0, -240.0, 4435.0)  # middle and half width of the traffic lane behind it, its ends
PLAZA = (3560.0, 3640.0, 800.0, 440.0)  # x, y, rx, ry of the hole one looks down through
PIT = (6060.0, 700.0, 900.0)  # the mines' terraces: x, y, radius
THROAT: Box = (5450.0, 2560.0, 5950.0, 3720.0)
PLATES = ("#6e4230", "#5c382a", "#7a4c34", "#4c3a3a", "#565058", "#6a5648", "#4a2c24", "#80573a")
DATA, AMBER = "#4fb4ff", "#ffb400"


def draw_yard(canvas: Canvas, rng: np.random.Generator) -> None:
    """The fuel yard: the one thing here that is swept, polished and open. Its floor is dark glass with tubes in it."""
    left, top, right, bottom = YARD
    canvas.rect(left, top, right - left, bottom - top, "#8a5a40", round_=70, ht=0.30)
    canvas.rect(left + 10, top + 10, right - left - 20, bottom - top - 20, "#1a161e", round_=62, ht=0.26)
    for x in np.arange(left + 90, right - 30, 112):
        for y in np.arange(top + 60, bottom - 60, 112):
            tone = mix("#2c2832", "#201d27", rng.random())
            canvas.rect(x - 55, y - 55, 110, 110, tone, round_=4, ht=0.27)
            canvas.line([(x - 52, y + 52), (x - 52, y - 52), (x + 52, y - 52)], shade(tone, 1.5), 2.2, op=0.8)
    for k in range(9):  # sheen: slanting reflections of tubes that hang out of the picture
        x = left + 60 + k * 180 + rng.uniform(-40, 40)
        wide = rng.uniform(16, 58)
        for inset, tone, op in ((0, "#8a6a70", 0.13), (wide * 0.36, "#d8b0a0", 0.10)):
            low, high = x + inset, x + wide - inset * 0.8
            strip = [(low, bottom - 30), (high, bottom - 30), (high + 620, top + 30), (low + 620, top + 30)]
            canvas.polygon([(min(px, right - 60), py) for px, py in strip], tone, op=op)
    _draw_reflections(canvas)
    _draw_islands(canvas)
    canvas.path(f"M{left + 60} 2105H640", stroke="#e8dccb", width=5, op=0.55, dash="54 30")
    for k in range(3):
        canvas.path(f"M{110 + k * 40} 2070l36 35l-36 35", stroke="#d8a050", width=9)
    canvas.rect(812, 2030, 350, 152, "#170d10", round_=22, ht=0.34)
    canvas.rect(812, 2030, 350, 152, stroke="#8a5a40", width=5, round_=22, ht=0.37)
    canvas.text("FUEL", 987, 2050, 76, "#7a2c14", weight=0.5, glow="#e0541c")
    canvas.text("PAY FIRST", 987, 2148, 18, "#c89070", weight=0.7)
    canvas.text("TAGS ONLY", 1070, 2690, 32, "#c8a078", weight=0.7)
    canvas.text("24/7/365/FOREVER", 960, 1480, 40, "#c8a078", weight=0.7)
    for k in range(27):  # stripes along the kerb towards the wrecks
        y = top + 30 + k * 48
        colour = "#d8452f" if k % 2 else "#e8dccb"
        canvas.polygon(
            [(right - 40, y), (right - 16, y - 12), (right - 16, y + 24), (right - 40, y + 36)], colour, ht=0.36
        )
    for y in np.arange(top + 80, bottom, 210):
        canvas.circle(right - 70, y, 13, "#3a2420", ht=0.42)
        canvas.circle(right - 70, y, 7, "#ffd9a0", ht=0.48, glow="#f0a860")
    for x in np.arange(left + 160, right - 80, 230):
        for y in (top + 34, bottom - 34):
            canvas.circle(x, y, 8, "#ffc890", ht=0.44, glow="#c87a40")
    for x, y, w in ((250, 1520, 250), (250, 2680, 250)):  # two kiosks
        shut = y > 2000
        canvas.rect(x - w / 2, y - 56, w, 112, "#702420", round_=12, ht=0.62)
        for k in range(7):
            canvas.rect(
                x - w / 2 + 8 + k * (w - 16) / 7, y - 48, (w - 16) / 7, 96, "#c24a3c" if k % 2 else "#e8d4bc", ht=0.66
            )
        canvas.rect(x - w / 2 + 30, y - 24, w - 60, 48, "#2a1418", round_=6, ht=0.62)
        words, glow = ("CLOSED", "#4a2018") if shut else ("SNACKS", "#d87838")
        canvas.text(words, x, y - 13, 26, "#8a6a5c" if shut else "#ffd9a0", weight=0.7, glow=glow)
        if not shut:  # a queue of stools, one of them fallen over
            for k, dx in enumerate((-90, -40, 10)):
                canvas.circle(x + dx, y + 84, 11, "#8a7468", ht=0.36)
                canvas.circle(x + dx, y + 84, 7, ("#d8452f", "#e9b13b", "#d8452f")[k], ht=0.40)
            canvas.rect(x + 54, y + 80, 30, 9, "#8a7468", round_=4, ht=0.32)


def _draw_reflections(canvas: Canvas) -> None:
    """What the glass gives back: a pool of light round each pump, and the pump itself upside down, drawn out."""
    for x, y, reach, colour in ((760, 1880, 300, "#ff8a4a"), (760, 2330, 300, "#ff8a4a"), (250, 1640, 240, "#ffb060")):
        pool = canvas.radial(x, y, reach, (colour, 0.30), (colour, 0.09), (colour, 0.0))
        canvas.circle(x, y, reach, pool, op=0.99)
    for y in (1880, 2330):
        for dx, wide, long, colour, strength in (
            (0, 82, 270, "#ffc890", 0.15), (0, 30, 220, "#fff0dc", 0.13), (-52, 9, 190, "#ffb400", 0.20),
            (52, 9, 190, "#ffb400", 0.20),
        ):  # fmt: skip
            top = y + 90
            fade = canvas.linear(0, top, 0, top + long, (colour, strength), (colour, strength * 0.4), (colour, 0.0))
            canvas.rect(760 + dx - wide / 2, top, wide, long, fade, op=0.99)


def _draw_islands(canvas: Canvas) -> None:
    """Under each pump a kerb with a tube round it, and bays beside it, each with its number."""
    for row, y in enumerate((1880, 2330)):
        for side in (-1, 1):
            bx = 760 + side * 270
            canvas.rect(bx - 84, y - 140, 168, 280, stroke="#b08858", width=4, round_=10, dash="70 18")
            canvas.text(str(2 + side + row * 2 + (side > 0)), bx, y + 92, 30, "#b08858", weight=0.8)
        canvas.rect(640, y - 120, 240, 240, "#14090c", round_=120, ht=0.30)
        canvas.rect(652, y - 108, 216, 216, "#4c2420", round_=108, ht=0.37)
        canvas.rect(652, y - 108, 216, 216, stroke="#ffb07a", width=5, round_=108, glow="#e0683c")
        canvas.rect(676, y - 84, 168, 168, "#6a3a30", round_=84, ht=0.40)
        for k in range(8):
            a = k * math.tau / 8 + 0.39
            canvas.circle(760 + 96 * math.cos(a), y + 96 * math.sin(a), 5, "#e8dccb", ht=0.42)


def draw_lane(canvas: Canvas, rng: np.random.Generator) -> None:
    """Where the others fly past and never look: a road behind the yard, lit as roads are."""
    x, half, top, bottom = LANE
    canvas.rect(x - half, top, 2 * half, bottom - top, "#2c2026", ht=0.16)
    for k in range(int((bottom - top) // 120)):
        canvas.line([(x - half, top + k * 120), (x + half, top + k * 120)], "#1e1519", 3)
    for side in (-1, 1):
        canvas.rect(x + side * half - 9, top, 18, bottom - top, "#5a4440", ht=0.26)
        line = [(x + side * (half - 18), top), (x + side * (half - 18), bottom)]
        canvas.line(line, shade(AMBER, 0.75), 4, dash="60 34", glow=shade(AMBER, 0.40))
    canvas.line([(x, top), (x, bottom)], "#c8b8a8", 4, dash="46 60")
    for k, y in enumerate(np.arange(top + 80, bottom, 240)):
        for side, turn in ((-0.5, -1), (0.5, 1)):
            ax = x + side * half
            canvas.path(f"M{ax - 15:.0f} {y:.0f}l15 {turn * -18}l15 {turn * 18}", stroke="#8a7468", width=6)
        canvas.circle(x + half, y, 7, "#ffd9a0", ht=0.34, glow="#d89a58" if k % 5 else "#5a3a20")


def draw_pit(canvas: Canvas, rng: np.random.Generator) -> None:
    """The mines: terraces cut down to the grinder's rock, tracks, work lamps, heaps of what he did not want."""
    x, y, reach = PIT

    def spot(turn: float, far: float) -> Point:
        return x + reach * far * math.cos(turn), y + reach * 0.8 * far * math.sin(turn)

    for k in range(8):
        t = 1 - k * 0.095
        wave = [t * (1 + 0.05 * math.sin(5 * a + k) + 0.012 * math.sin(23 * a + 2 * k)) for a in _turns(72)]
        ring = [spot(a, far) for a, far in zip(_turns(72), wave, strict=True)]
        canvas.polygon(ring, mix("#86593f", "#3c3038", k / 7), stroke="#2c1a14", width=4, ht=0.62 - 0.075 * k)
        for _ in range(26):  # the teeth of his digger
            a, far = rng.uniform(0, math.tau), t * rng.uniform(0.92, 0.985)
            (x0, y0), (x1, y1) = spot(a, far), spot(a + rng.uniform(0.02, 0.09), far)
            canvas.line([(x0, y0), (x1, y1)], mix("#5c3a2a", "#2a2026", k / 7), 5, op=0.7)
    for far, ht in ((0.86, 0.58), (0.56, 0.36)):
        loop = [spot(a, far) for a in np.linspace(0.3, 5.7, 70)]
        canvas.line(loop, "#1c1210", 34, ht=ht)
        canvas.line(loop, "#6a5444", 26, dash="5 11", ht=ht + 0.02)
        for side in (-9, 9):
            canvas.line([spot(a, far + side / reach) for a in np.linspace(0.3, 5.7, 70)], "#b8a898", 3, ht=ht + 0.05)
        for a in (1.1, 1.17, 1.24, 3.9, 3.96):  # carts, full of something blue
            cx, cy = spot(a, far)
            with canvas.moved(cx, cy, math.degrees(a) + 90):
                canvas.rect(-24, -15, 48, 30, "#8c5a24", round_=4, ht=ht + 0.16)
                canvas.rect(-19, -10, 38, 20, "#20242e", round_=3, ht=ht + 0.10)
                for k in range(3):
                    canvas.circle(-11 + 11 * k, rng.uniform(-3, 3), 5, DATA, ht=ht + 0.14, glow=shade(DATA, 0.36))
    for _ in range(170):
        cx, cy = spot(rng.uniform(0, math.tau), rng.uniform(0.36, 1.02))
        _draw_chunk(canvas, cx, cy, rng.uniform(6, 26), mix("#56403a", "#8a6a54", rng.random()), rng)
    for k in range(46):  # veins he has opened
        cx, cy = spot(rng.uniform(0, math.tau), rng.uniform(0.3, 0.9))
        colour = DATA if k % 3 else "#ffd65c"
        for _ in range(4):
            canvas.circle(
                cx + rng.normal(0, 14), cy + rng.normal(0, 10), rng.uniform(1.6, 4), colour, glow=shade(colour, 0.55)
            )
    for a in np.linspace(0.2, math.tau + 0.2, 10, endpoint=False):
        lx, ly = spot(a, 0.72)
        pool = canvas.radial(lx, ly, 150, ("#ffdca0", 0.42), ("#ffb860", 0.12), ("#ffb860", 0.0))
        canvas.circle(lx, ly, 150, pool, op=0.99)
        canvas.path(
            f"M{lx - 15:.0f} {ly + 13:.0f}L{lx:.0f} {ly:.0f}L{lx + 15:.0f} {ly + 13:.0f}",
            stroke="#1c1612",
            width=5,
            ht=0.6,
        )
        canvas.circle(lx, ly, 9, "#fff0c8", ht=0.7, glow="#ffe0a0")


def _turns(count: int) -> np.ndarray:
    return np.linspace(0, math.tau, count, endpoint=False)


def _draw_chunk(canvas: Canvas, x: float, y: float, size: float, colour: str, rng: np.random.Generator) -> None:
    """A broken stone: a dark foot, a lit top."""
    foot = [
        (x + size * rng.uniform(0.8, 1.2) * math.cos(a), y + size * rng.uniform(0.6, 1.0) * math.sin(a))
        for a in _turns(7)
    ]
    canvas.polygon(foot, shade(colour, 0.62), stroke=shade(colour, 0.4), width=1.5, ht=0.5)
    top = [(x + (px - x) * 0.6 - size * 0.12, y + (py - y) * 0.6 - size * 0.16) for px, py in foot]
    canvas.polygon(top, colour, ht=0.64)


def draw_balcony(canvas: Canvas, rng: np.random.Generator) -> None:
    """The plaza's rim: a broken promenade with a rail, benches and the ring light she never packs away."""
    x, y, rx, ry = PLAZA
    for start, end in ((0.06, 1.2), (1.34, 2.5), (2.62, 3.7), (3.86, 4.5), (4.7, 5.5), (5.62, 6.2)):
        turns = np.linspace(start, end, 26)
        outer = [(x + rx * 1.16 * math.cos(a), y + ry * 1.22 * math.sin(a)) for a in turns]
        inner = [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in turns]
        canvas.polygon(outer + inner[::-1], "#54403e", stroke="#1c1010", width=5, ht=0.24)
        for a in turns[::2]:
            c, s = math.cos(a), math.sin(a)
            canvas.line([(x + rx * c, y + ry * s), (x + rx * 1.16 * c, y + ry * 1.22 * s)], "#33242a", 3)
        canvas.line(inner, "#8c7a76", 7, ht=0.36)
        canvas.line(
            [(px, py) for px, py in inner], shade("#b14dff", 0.6), 2.4, dash="30 16", glow=shade("#b14dff", 0.42)
        )
        for a in turns[3::7]:
            bx, by = x + rx * 1.09 * math.cos(a), y + ry * 1.12 * math.sin(a)
            with canvas.moved(bx, by, math.degrees(a) + 90):
                canvas.rect(-26, -8, 52, 16, "#6e4a3c", round_=4, ht=0.34)
                canvas.rect(-26, -12, 52, 6, "#8a6048", round_=3, ht=0.42)
        for a in turns[6::11]:
            lx, ly = x + rx * 1.03 * math.cos(a), y + ry * 1.04 * math.sin(a)
            canvas.circle(lx, ly, 7, "#ffd9c0", ht=0.4, glow="#c88a70")


def draw_throat(canvas: Canvas, rng: np.random.Generator) -> None:
    """Between the two hulls: a swept floor, the stolen line, a ring to couple it to, and scratches of earlier tries."""
    left, top, right, bottom = THROAT
    canvas.polygon(
        [(left, top + 120), (5560, top), (5850, top), (right, top + 120), (right, bottom), (left, bottom)], "#33211e",
        ht=0.16,
    )  # fmt: skip
    for y in np.arange(top + 40, bottom, 86):
        canvas.line([(left, y), (right, y + rng.uniform(-6, 6))], "#1e1312", 4)
    for x in (5560, 5700, 5840):
        canvas.line([(x, top), (x + rng.uniform(-8, 8), bottom)], "#1e1312", 4)
    for _ in range(60):
        x, y = rng.uniform(left + 10, right - 10), rng.uniform(top + 140, bottom - 10)
        if abs(x - 5700) > 120:
            draw_plate(canvas, x, y, rng.uniform(20, 64), PLATES[int(rng.integers(len(PLATES)))], rng, 0.26)
    for dx, colour in ((9, "#0c0808"), (0, "#6a3a34")):
        draw_cable(canvas, (5640 + dx, 3760), (5700 + dx, 3330), 74, colour, 17, 0.3)
    draw_cable(canvas, (5640, 3760), (5700, 3330), 74, "#a8584a", 6, 0.36)
    canvas.circle(5700, 3300, 44, "#1a1012", ht=0.24)
    canvas.circle(5700, 3300, 40, stroke="#b8ac9c", width=9, ht=0.38)
    canvas.circle(5700, 3300, 26, stroke=DATA, width=4, dash="14 9", glow=shade(DATA, 0.75))
    for a in range(6):
        canvas.circle(
            5700 + 40 * math.cos(a * math.tau / 6), 3300 + 40 * math.sin(a * math.tau / 6), 6, "#6a5c54", ht=0.42
        )
    for k, y in enumerate((2860, 3000, 3460)):
        canvas.path(f"M{5500 + 30 * k} {y}q60 {26 - 20 * k} 150 {6 * k}", stroke="#140c0c", width=5, op=0.8)
    for y in (2900, 3120, 3520):
        for x in (left + 26, right - 26):
            canvas.circle(x, y, 5, "#ffb46a", ht=0.3, glow="#8a4a20")


def draw_traces(canvas: Canvas) -> None:
    """Who was here: names painted on the ground, a game of noughts and crosses, arrows to a shop that shut."""
    chalk, gold = "#b89a84", "#c8a050"
    canvas.text("9 HOURS", 2520, 1690, 30, chalk, weight=0.7)
    for k in range(9):
        x = 2466 + (k % 5) * 14 + (k // 5) * 90
        canvas.line([(x, 1736), (x + (-40 if k == 4 else 0), 1762)], chalk, 4)
    canvas.text("BISCUIT WOZ ERE", 780, 700, 26, gold, weight=0.7)
    canvas.text("P2P ONLY", 3680, 1420, 30, chalk, weight=0.6)
    canvas.path("M2090 2250h90M2090 2280h90M2120 2224v86M2150 2224v86", stroke=chalk, width=4)
    canvas.path(
        "M2098 2230l14 14m0 -14l-14 14M2130 2262l14 14m0 -14l-14 14M2158 2290l14 14m0 -14l-14 14", stroke=gold, width=4
    )
    canvas.circle(2165, 2236, 9, stroke=chalk, width=4)
    canvas.circle(2104, 2298, 9, stroke=chalk, width=4)
    canvas.text("HULLS BOUGHT", 4560, 2130, 34, gold, weight=0.7)
    canvas.path("M4700 2148h60l-18 -16m18 16l-18 16", stroke=gold, width=6)
