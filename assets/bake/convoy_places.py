"""Where one stops in chapter 04: the market under the bridge, the moon's quiet plain, the private box. World units."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from canvas import Canvas, mix, shade
from convoy_map import BOX, BRIDGE, FLOOR, GATE, HALLS, LEDGE, MARKET, MOON, ROOF, SOUTH, STALL, VAULT, Way
from hulls import draw_cable
from noise import smooth

ROAD = [(10375.0, 3900.0), (10340.0, 4140.0), (10160.0, 4330.0), (9800.0, 4400.0), (9200.0, 4390.0)]
TRAIL = [
    (8290.0, 4440.0),
    (7680.0, 4500.0),
    (7060.0, 4730.0),
    (6560.0, 4900.0),
    (6010.0, 5060.0),
]  # on to the moon
COBALT, PALE, BRASS, WARM, GLARE, GOLD = "#4a66ff", "#a8b8ff", "#d9a43a", "#ffd98a", "#fff0c8", "#f6d88a"
FLAGS = ("#2b2e42", "#32354a", "#282b40", "#383a4e", "#252838", "#3c3c4c")
CANAL = (2190.0, 2400.0)  # its two banks
DOORS = ((8600.0, 4750.0), (8100.0, 5280.0), (9100.0, 5820.0))  # of the box, each in the gap of a wall


def bulb(canvas: Canvas, x: float, y: float, size: float, strength: float = 0.9, ht: float = 0.3) -> None:
    canvas.circle(x, y, size * 1.4, "#4e3814", ht=ht - 0.03)
    canvas.circle(x, y, size * 0.9, BRASS, ht=ht, glow=shade(BRASS, strength * 0.8))
    canvas.circle(x, y, size * 0.5, GLARE, glow=shade(GLARE, strength))


def pool(canvas: Canvas, x: float, y: float, reach: float, strength: float) -> None:
    """Warm light on the ground."""
    fade = canvas.radial(x, y, reach, ("#ffc060", strength), ("#d9862e", strength * 0.34), ("#d9862e", 0.0))
    canvas.circle(x, y, reach, fade, op=0.99)


# ---- the market ------------------------------------------------------------------------------------------------------


def draw_market(canvas: Canvas, rng: np.random.Generator) -> None:
    left, top, right, bottom = MARKET
    canvas.rect(left, top, right - left, bottom - top, "#12162e", ht=FLOOR)
    for row, y in enumerate(np.arange(top + 4, bottom - 8, 58)):  # flags, each a little lower or higher than the next
        x = left + 2 + (row % 2) * 18
        while x < right:
            wide = min(rng.uniform(64, 122), right - x)
            tone = FLAGS[int(rng.integers(len(FLAGS)))]
            ht = FLOOR + 0.02 + 0.018 * float(rng.random())
            canvas.rect(x + 2, y + 2, wide - 4, min(54, bottom - y - 3), tone, round_=5, ht=ht)
            canvas.line([(x + 7, y + 5), (x + wide - 8, y + 5)], shade(tone, 1.5), 2, op=0.7)
            if rng.random() < 0.07:
                crack = ((0.3, 4), (0.5, 26), (0.42, 40), (0.6, 52))
                canvas.line([(x + wide * share, y + down) for share, down in crack], "#0c1024", 3)
            x += wide
    _draw_canal(canvas, rng)
    for _ in range(26):  # puddles: the lamps lie in them a second time
        x, y = rng.uniform(left + 60, right - 60), rng.uniform(top + 60, CANAL[0] - 70)
        wide, high = rng.uniform(40, 130), rng.uniform(16, 40)
        near = max(0.0, 1 - math.dist((x, y), STALL) / 900)
        canvas.ellipse(x, y, wide, high, "#0a0f2c", ht=FLOOR + 0.01)
        canvas.ellipse(x, y, wide * 0.92, high * 0.86, mix("#171d38", "#5a4020", near), ht=FLOOR + 0.01)
        sheen = mix("#46548c", "#ffcf7a", near)
        canvas.ellipse(x - wide * 0.2, y - high * 0.2, wide * 0.5, high * 0.22, sheen, op=0.35)
    _draw_cloths(canvas, rng)
    _draw_stall_floor(canvas, rng)
    for sign, y in ((1, top), (-1, bottom)):  # along the walls: crates, barrels, a queue of chairs
        for x in np.arange(left + 130, right - 100, 62):
            if rng.random() < 0.62:
                _draw_crate(canvas, x, y + sign * rng.uniform(52, 92), rng)
    for x, y, words, cap in (
        (1180, 1250, "LAMPS", 46), (400, 1560, "LAMPS >", 34), (1560, 2020, "DONT LEAN", 26),
        (820, 1310, "2 YEARS TODAY", 18), (2130, 1180, "TO THE LANE >", 28),
    ):  # fmt: skip
        canvas.text(words, x, y, cap, "#c8a05a", weight=0.62, op=0.8)


def _draw_canal(canvas: Canvas, rng: np.random.Generator) -> None:
    """Black water across the south of it: culverts at both ends, two boats, what the lamps leave on it."""
    left, _, right, _ = MARKET
    low, high = CANAL
    canvas.rect(left, low - 26, right - left, high - low + 52, "#39436e", ht=LEDGE - 0.08)
    for x in np.arange(left, right, 66):
        for y in (low - 25, high + 5):
            canvas.rect(x + 2, y, 62, 21, mix("#39436e", "#515c8e", rng.random()), round_=4, ht=LEDGE - 0.06)
    canvas.rect(left, low, right - left, high - low, "#070b20", ht=0.0)
    for _ in range(150):  # ripples
        x, y, long = rng.uniform(left, right), rng.uniform(low + 8, high - 8), rng.uniform(30, 160)
        near = max(0.0, 1 - abs(x - STALL[0]) / 700)
        tone = mix("#22338a", "#ffc878", near * rng.random())
        ripple = [(x, y), (x + long / 2, y + rng.uniform(-3, 3)), (x + long, y)]
        canvas.line(ripple, tone, rng.uniform(1.5, 3.4), op=0.45)
    for x in (STALL[0] - 130, STALL[0] - 20, STALL[0] + 90, STALL[0] + 180):  # long lights that reach across
        fade = canvas.linear(0, low, 0, high, ("#ffd98a", 0.50), ("#d9962e", 0.22), ("#d9962e", 0.02))
        canvas.rect(x - 13, low, 26, high - low, fade, op=0.99)
    for x in (left, right - 74):
        canvas.rect(x, low + 20, 74, high - low - 40, "#03050e", round_=30, ht=0.0)
        canvas.path(f"M{x + 37:.0f} {low + 20:.0f}V{high - 20:.0f}", stroke="#46528e", width=7, dash="10 16", ht=0.16)
    for x, y, turn, long in ((560, 2262, 4, 190), (1900, 2330, -176, 160)):
        _draw_boat(canvas, x, y, turn, long)


def _draw_boat(canvas: Canvas, x: float, y: float, turn: float, long: float) -> None:
    with canvas.moved(x, y, turn):
        half = long / 2
        hull = f"M{-half} -30H{half * 0.5}Q{half * 0.95} -22 {half} 0Q{half * 0.95} 22 {half * 0.5} 30H{-half}Z"
        canvas.path(hull, "#4a3218", stroke="#0a0d20", width=5, ht=0.20)
        canvas.rect(-half + 10, -20, long * 0.62, 40, "#1a1420", round_=6, ht=0.08)
        for k, tone in enumerate(("#2f48a8", "#8e2430", "#b5852c", "#31449a")):
            canvas.rect(-half + 20 + k * 27, -15, 22, 30, tone, round_=4, ht=0.16)
        bulb(canvas, half * 0.7, 0, 8, 0.9, 0.3)


def _draw_cloths(canvas: Canvas, rng: np.random.Generator) -> None:
    """Others who sell: a cloth each, things in rows on it, somewhere to sit."""
    for k, (x, y, turn, colour) in enumerate((
        (330, 1020, -8, "#5a2434"), (760, 820, 5, "#2c3f9a"), (1500, 830, -4, "#6a4d18"), (2010, 1120, 12, "#2c3f9a"),
        (300, 2010, 10, "#6a4d18"), (1760, 1960, -14, "#5a2434"), (2110, 2060, 6, "#31449a"),
    )):  # fmt: skip
        with canvas.moved(x, y, turn):
            canvas.rect(-100, -62, 200, 124, shade(colour, 0.5), round_=4, ht=FLOOR + 0.05)
            canvas.rect(-96, -58, 192, 116, colour, round_=3, ht=FLOOR + 0.06)
            canvas.rect(-84, -46, 168, 92, stroke=shade(colour, 1.6), width=3, dash="9 7")
            for row in range(3):
                for column in range(5):
                    px, py = -66 + column * 33 + rng.uniform(-4, 4), -32 + row * 32
                    if rng.random() < 0.2:
                        continue  # sold
                    tone = ("#8ea4ff", "#d9a43a", "#d5deee", "#31449a", "#b0542c")[int(rng.integers(5))]
                    if (row + column + k) % 3:
                        canvas.rect(px - 9, py - 8, 18, 15, tone, round_=3, ht=FLOOR + 0.16)
                    else:
                        canvas.circle(px, py, 8, tone, ht=FLOOR + 0.18)
            canvas.rect(-24, 74, 48, 40, "#4a3218", round_=8, ht=0.24)  # an empty chair
            canvas.rect(-24, 106, 48, 11, "#7a4c2a", round_=5, ht=0.34)
            bulb(canvas, 104, -52, 8)
        pool(canvas, x + 100, y - 50, 170, 0.30)


def _draw_stall_floor(canvas: Canvas, rng: np.random.Generator) -> None:
    """Round fair_price: a carpet worn where customers stand, cables, more lamps than anybody can want."""
    x, y = STALL
    pool(canvas, x, y, 520, 0.20)
    with canvas.moved(x, y + 36, 0):
        for inset, colour in ((0, "#3a1420"), (10, "#7a2430"), (26, "#243272"), (40, "#8a6424"), (48, "#5a1c28")):
            canvas.rect(-330 + inset, -130 + inset, 660 - 2 * inset, 260 - 2 * inset, colour, round_=4, ht=FLOOR + 0.05)
        for k in range(-6, 7):
            tone = mix("#7a2430", "#c8943a", 0.35 + 0.1 * (k % 3))
            canvas.path(f"M{k * 42} -72l18 72l-18 72l-18 -72Z", tone, op=0.75)
        canvas.ellipse(0, 60, 120, 44, "#3a1a20", op=0.5)
        for side in (-1, 1):
            for k in range(19):
                canvas.line([(side * 330, -126 + k * 14), (side * 350, -128 + k * 14)], "#b08a4a", 3)
    for _ in range(9):
        turn = rng.uniform(0, math.tau)
        end = (x + rng.uniform(500, 880) * math.cos(turn), y + rng.uniform(320, 560) * math.sin(turn))
        if end[1] < CANAL[0] - 40:
            draw_cable(canvas, (x, y - 40), end, rng.uniform(-70, 70), "#1c2658", 6, 0.16)
    for k in range(96):  # lamps from above: shade, light, shade
        turn, far = k * 2.39996, 210 + 52 * math.sqrt(k)
        px, py = x + far * math.cos(turn) * 1.15, y + far * math.sin(turn) * 0.74
        if not (MARKET[1] + 60 < py < CANAL[0] - 50 and MARKET[0] + 60 < px < MARKET[2] - 60):
            continue
        if abs(py - y) < 90 and px < x:
            continue  # the way to the counter
        size = rng.uniform(8, 17)
        lit = rng.random() < 0.7
        if lit:
            pool(canvas, px, py, size * 8, 0.34)
        canvas.circle(px, py, size * 1.25, "#0b0e22", ht=0.2)
        canvas.circle(px, py, size, ("#8a6424", "#2f48c0", "#d9a43a", "#6a3018")[k % 4], ht=0.34)
        if lit:
            canvas.circle(px, py, size * 0.66, BRASS, ht=0.34, glow=shade(BRASS, 0.75))
            canvas.circle(px, py, size * 0.36, GLARE, glow=shade(GLARE, 0.95))
        else:
            canvas.circle(px, py, size * 0.6, "#1a1a26", ht=0.3)


def _draw_crate(canvas: Canvas, x: float, y: float, rng: np.random.Generator) -> None:
    with canvas.moved(x, y, rng.uniform(-14, 14)):
        if rng.random() < 0.3:
            canvas.circle(0, 0, 24, "#141a3c", ht=0.24)
            canvas.circle(0, 0, 21, "#31449a", ht=0.36)
            canvas.circle(0, 0, 14, "#1c2658", ht=0.34)
            return
        wide = rng.uniform(34, 58)
        tone = ("#4a3218", "#5a3c1c", "#243272", "#2c3f8c")[int(rng.integers(4))]
        canvas.rect(-wide / 2, -22, wide, 44, shade(tone, 0.5), round_=3, ht=0.3)
        canvas.rect(-wide / 2 + 3, -19, wide - 6, 38, tone, round_=2, ht=0.36)
        canvas.line([(-wide / 2 + 5, -16), (wide / 2 - 5, 16)], shade(tone, 1.5), 5)
        canvas.line([(-wide / 2 + 4, -18), (wide / 2 - 4, -18)], shade(tone, 1.6), 2)


def draw_bridge(canvas: Canvas) -> None:
    """Its deck, where it lies on the works north and south of the market: below it one is, so there it is cut away."""
    left, right = BRIDGE
    for y0, y1 in ((0.0, MARKET[1] - 84), (MARKET[3] + 84, 3300.0)):
        canvas.rect(left, y0, right - left, y1 - y0, "#2b3a88", ht=0.86)
        canvas.rect(left + 26, y0, right - left - 52, y1 - y0, "#191f44", ht=0.82)
        for y in np.arange(y0, y1, 74):
            canvas.line([(left + 26, y), (right - 26, y)], "#0d1230", 4)
        middle = (left + right) / 2
        for x in (middle - 300, middle + 300):
            canvas.line([(x, y0), (x, y1)], "#8ea4ff", 6, dash="60 50", op=0.5)
        canvas.line([(middle, y0), (middle, y1)], BRASS, 7, op=0.7)
        for x in np.arange(left + 80, right - 40, 170):
            for y in np.arange(y0 + 60, y1 - 20, 190):
                canvas.rect(x, y, 54, 27, "#31449a" if int(x + y) % 3 else "#8a6424", round_=9, ht=0.92)
        for x in (left + 10, right - 10):
            for y in np.arange(y0 + 30, y1, 120):
                bulb(canvas, x, y, 7, 0.7, 0.95)


def under_bridge(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Noon under the bridge, 0..1: dark, but for what comes through between its planks."""
    left, right = BRIDGE
    band = smooth(x, left - 120, left + 20) * (1 - smooth(x, right - 130, right + 10))
    band *= (y > MARKET[1] - 10) & (y < MARKET[3] + 10)
    slant = y + 0.28 * x
    slit = np.maximum(np.sin(slant * math.tau / 212.0) - 0.86, 0) / 0.14
    slit *= 0.5 + 0.5 * np.sin(slant * 0.0131 + 1.0)
    return (1.0 - band * (0.90 - 0.66 * np.clip(slit, 0, 1))).astype(np.float32)


# ---- the quiet south -------------------------------------------------------------------------------------------------


def draw_plain(canvas: Canvas, rng: np.random.Generator) -> None:
    """What was built on the plain: her round, worn into the dust; an old road from the tunnel to the gate."""
    x, y, _ = MOON
    left, top, right, bottom = SOUTH
    canvas.rect(left, top, right - left, bottom - top, "#333d70", ht=FLOOR)  # what edges blend with under the dust
    for a in np.arange(0, math.tau, math.tau / 24):  # lamps she has put out round it
        px, py = x + 560 * math.cos(a), y + 560 * math.sin(a)
        canvas.circle(px, py, 12, "#3a4468", ht=0.24)
        canvas.circle(px, py, 6, BRASS, ht=0.28, glow=shade(BRASS, 0.7))
        canvas.circle(px, py, 3, GLARE, glow=shade(GLARE, 0.9))
    trail = Way(TRAIL, 20.0)
    for i in range(4, len(trail) - 3, 8):  # and by the way to it, for whoever looks for her
        px, py = trail.at(i, 46 if i % 16 == 4 else -46)
        canvas.circle(px, py, 11, "#3a4468", ht=0.24)
        canvas.circle(px, py, 6, BRASS, ht=0.28, glow=shade(BRASS, 0.7))
        canvas.circle(px, py, 3, GLARE, glow=shade(GLARE, 0.9))
    for _ in range(900):  # stones: the moon gives each its shadow
        px, py = rng.uniform(SOUTH[0] + 40, SOUTH[2] - 40), rng.uniform(SOUTH[1] + 40, SOUTH[3] - 40)
        far = math.dist((px, py), (x, y))
        if far < 470 or (7600 < px < 9600 and py > 4560) or math.dist((px, py), GATE) < 360:
            continue
        size = 5 + 22 * rng.random() ** 4
        stone = [
            (px + size * rng.uniform(0.7, 1.2) * math.cos(a), py + size * rng.uniform(0.6, 1.0) * math.sin(a))
            for a in np.arange(0, math.tau, math.tau / 7)
        ]
        canvas.polygon(stone, ("#4a5070", "#3a405c", "#5a6080")[int(rng.integers(3))], ht=0.20 + 0.006 * size)
    road = [*ROAD, GATE]
    canvas.line(road, "#0e142e", 300, ht=0.13)
    canvas.line(road, "#1a224c", 268, ht=0.16)
    canvas.line(road, "#131a3c", 232, ht=0.14)
    for (x0, y0), (x1, y1) in pairwise(road):
        long = math.dist((x0, y0), (x1, y1))
        for t in np.arange(0, long, 92):
            px, py = x0 + (x1 - x0) * t / long, y0 + (y1 - y0) * t / long
            nx, ny = -(y1 - y0) / long, (x1 - x0) / long
            canvas.line([(px - nx * 112, py - ny * 112), (px + nx * 112, py + ny * 112)], "#0b1028", 4)
            for side in (-124, 124):
                pool(canvas, px + nx * side, py + ny * side, 130, 0.20)
                bulb(canvas, px + nx * side, py + ny * side, 6.5, 0.8, 0.2)
    canvas.line(road, "#7f97ff", 4, dash="40 46", op=0.5)
    gx, gy = GATE
    for reach, tone, ht in (
        (330, "#182050", 0.15), (312, "#8a6424", 0.18), (304, "#1a224c", 0.17), (210, "#243272", 0.19),
        (196, "#141a3c", 0.18),
    ):  # fmt: skip
        canvas.circle(gx, gy, reach, tone, ht=ht)
    for a in np.arange(0, math.tau, math.tau / 24):
        joint = [(gx + reach * math.cos(a), gy + reach * math.sin(a)) for reach in (206, 300)]
        canvas.line(joint, "#0e142e", 5)
    canvas.text("MEMBERS", gx, gy + 236, 30, GOLD, weight=0.7)


def draw_traces(canvas: Canvas, rng: np.random.Generator) -> None:
    """What is written in the dust: her round, worn by many turns, and what she tells herself at its end."""
    x, y, _ = MOON
    for k in range(9):
        reach = 430 + rng.normal(0, 13)
        ring = [(x + reach * math.cos(a), y + reach * math.sin(a)) for a in np.linspace(0, math.tau, 90)]
        canvas.line(ring, "#090d24" if k % 3 else "#8f9ccc", rng.uniform(4, 12) if k % 3 else 3, op=0.34)
    canvas.circle(x, y, 430, stroke="#b8c6ff", width=3, dash="12 26", op=0.6)
    canvas.text("TURN HERE", x - 250, y + 620, 24, "#b8c6ff", weight=0.7, op=0.7)
    canvas.text("WELL DONE", x + 250, y + 620, 24, "#b8c6ff", weight=0.7, op=0.7)
    for a in np.arange(0, math.tau, math.tau / 24):
        pool(canvas, x + 560 * math.cos(a), y + 560 * math.sin(a), 110, 0.30)
    trail = Way(TRAIL, 20.0)
    for i in range(4, len(trail) - 3, 8):
        pool(canvas, *trail.at(i, 46 if i % 16 == 4 else -46), 150, 0.34)
    for off in (-19, -6, 4, 15):
        canvas.line(trail.side(0, len(trail), off), "#090d24", rng.uniform(5, 11), op=0.34)
    for _ in range(7):  # somebody tried to learn to stop
        px, py, turn = x + rng.uniform(-500, 600), y + rng.uniform(-700, -560), rng.uniform(-0.3, 0.3)
        canvas.line([(px, py), (px + 260 * math.cos(turn), py + 260 * math.sin(turn))], "#090d24", 7, op=0.4)


# ---- the private box -------------------------------------------------------------------------------------------------


def draw_box(canvas: Canvas, rng: np.random.Generator) -> None:
    """Three halls of lacquer and brass, each door with its count painted before it."""
    left, top, right, bottom = HALLS[0][0] - 20, HALLS[0][1] - 20, HALLS[2][2] + 20, HALLS[2][3] + 20
    canvas.rect(left - 84, top - 84, right - left + 168, bottom - top + 168, "#161e48", round_=20, ht=0.20)
    wide, high = right - left + 140, bottom - top + 140
    canvas.rect(left - 70, top - 70, wide, high, stroke="#8a6424", width=6, round_=16, ht=0.24)
    for x in np.arange(left - 40, right + 60, 118):
        for y in (top - 56, bottom + 56):
            bulb(canvas, x, y, 7, 0.8, 0.32)
    for k, (x0, y0, x1, y1) in enumerate(HALLS):
        _draw_parquet(canvas, (x0 - 30, y0 - 30, x1 + 30, y1 + 30), rng)
        canvas.rect(x0 + 60, y0 + 56, x1 - x0 - 120, y1 - y0 - 112, stroke="#b5852c", width=5, ht=0.17)
        canvas.rect(x0 + 74, y0 + 70, x1 - x0 - 148, y1 - y0 - 140, stroke="#6a4d18", width=3)
        for px in (x0 + 60, x1 - 60):
            for py in (y0 + 56, y1 - 56):
                _draw_fan(canvas, px, py, 46, 45 + 90 * ((px > 8600) + 2 * (py > (y0 + y1) / 2)))
        words, aside = (("CLOAKS", 0), ("VOICES DOWN", 170), ("YOURS TRULY", 0))[k]
        canvas.text(words, (x0 + x1) / 2 + aside, y1 - 118, 30, "#c8943a", weight=0.62, op=0.8)
    for dx, dy in DOORS:
        canvas.rect(dx - 330, dy - 18, 660, 36, "#0a0e24", ht=0.08)  # the groove it slides in
        canvas.line([(dx - 330, dy), (dx + 330, dy)], "#8a6424", 7, ht=0.12)
        for side in (-1, 1):
            for beat in range(4):  # one, two, three: go
                px, py = dx - 66 + beat * 44, dy + side * 74
                last = beat == 3
                canvas.circle(px, py, 17 if last else 12, "#4e3814", ht=0.16)
                if last:
                    canvas.circle(px, py, 13, WARM, ht=0.18, glow=shade(WARM, 0.7))
                else:
                    canvas.circle(px, py, 8, "#8a6424", ht=0.18)
    x, y = VAULT
    for reach, tone, ht in (
        (150, "#4e3814", 0.16), (142, "#b5852c", 0.20), (132, "#18225c", 0.20), (104, "#2c3fa0", 0.24),
        (92, "#131a44", 0.24),
    ):  # fmt: skip
        canvas.circle(x, y, reach, tone, ht=ht)
    pool(canvas, x, y, 380, 0.44)
    for px, py in ((8600, 5010), (8960, 5560), (8300, 5560), (8700, 6080)):
        pool(canvas, px, py, 350, 0.34)


def _draw_parquet(canvas: Canvas, box: tuple[float, float, float, float], rng: np.random.Generator) -> None:
    """Herringbone, lacquered."""
    x0, y0, x1, y1 = box
    canvas.rect(x0, y0, x1 - x0, y1 - y0, "#131a42", ht=0.14)
    tones = ("#1b2560", "#202c70", "#182156", "#24327c", "#1d2866")
    for row, y in enumerate(np.arange(y0, y1, 46)):
        for column, x in enumerate(np.arange(x0, x1 - 20, 92)):
            for k, (px, lean) in enumerate(((x, 1), (x + 46, -1))):
                tone = tones[(row * 3 + column * 5 + k * 2 + int(rng.integers(2))) % 5]
                a, b = (y, y + 26) if lean > 0 else (y + 26, y)
                end = min(y1, max(a, b) + 42)
                if end - y < 60 or px + 44 > x1:
                    continue
                canvas.polygon([(px + 1, a + 2), (px + 44, b + 2), (px + 44, b + 40), (px + 1, a + 40)], tone, ht=0.145)
    for _ in range(9):  # sheen
        x, wide = rng.uniform(x0, x1 - 260), rng.uniform(20, 70)
        strip = [(x, y1), (x + wide, y1), (x + wide + 220, y0), (x + 220, y0)]
        canvas.polygon(strip, "#8ea4ff", op=0.07)


def _draw_fan(canvas: Canvas, x: float, y: float, reach: float, turn: float) -> None:
    for k in range(-2, 3):
        a = math.radians(turn + k * 22)
        canvas.line([(x, y), (x + reach * math.cos(a), y + reach * math.sin(a))], "#b5852c", 4)


def draw_box_walls(canvas: Canvas) -> None:
    for line, width in BOX:
        canvas.line(line, "#14183a", width + 10, ht=ROOF)
        canvas.line(line, "#3c4474", width, ht=ROOF + 0.06)
