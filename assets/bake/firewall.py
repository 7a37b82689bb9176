"""The ground of chapter 06: the firewall, seven walls round one middle, tall as cities, cut through from the west.

What light there is comes from the middle, so walls are dark on the side one comes from and only their windows show how
high they are; wine outside, and the nearer to the middle the paler. One warm square far inside. World units throughout.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from canvas import Canvas, Point, mix, shade
from firewall_map import CUT, HUES, RINGS, THICK, VOID, Sheet, gate, hexagons, round_
from noise import clouds, smooth
from relief import Lamp, Lighting, blurred, lit
from tiles import Place

SCALE = 0.5
LEFT, TOP, RIGHT, BOTTOM = -7600.0, -1700.0, 1712.0, 1700.0
PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear=VOID)
EDGE = ("nearest", "nearest")
FACE = 168.0  # how far the outer face of a wall is seen from above
OUTER = 1280.0  # radius of the sixth wall's outer crown
PLATE = 58.0  # of the floor, from middle to side
LIGHT = Lighting(
    relief=150 * SCALE, ambient=(0.40, 0.30, 0.38), sun=(0.93, -0.16, 0.34), sun_colour=(1.30, 0.92, 0.86),
    softness=2.6, bump=1.0, occlusion=0.035, grain=0.05, spill=1.5, halo=0.9, ceiling=0.68,
)  # fmt: skip


def paint(sheet: Sheet | None = None) -> np.ndarray:
    sheet = sheet or Sheet(LEFT, TOP, RIGHT, BOTTOM, SCALE)
    x, y = sheet.mesh()
    floor, height = _floor(sheet, x, y)
    deck = sheet.canvas()
    with sheet.drawing(deck):
        _draw_tracks(deck)
        _draw_walls(deck, np.random.default_rng(6))
        _draw_sides(deck)
        _draw_gates(deck)
        _draw_middle(deck)
    drawn, glow = deck.colours(), deck.glows()
    cover = drawn[..., 3:]
    colour = floor * (1 - cover) + drawn[..., :3] * cover
    height = np.where(cover[..., 0] > 0.5, deck.heights(), height)
    out = lit(colour, height, glow, _lights(sheet))
    return np.clip(out * _level(x, y)[..., None] + _air(sheet, x, y), 0, LIGHT.ceiling + 0.04)


def _lights(sheet: Sheet) -> Lighting:
    def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
        return Lamp(*sheet.at(x, y), z * SCALE, colour, reach * SCALE)

    gates = [_gate(k) for k in range(1, 6)]
    lamps = [lamp(gx - 150, gy, 150, (1.5, 0.72, 0.5), 260) for gx, gy in gates]
    lamps += [lamp(gx + 190, gy, 150, (1.2, 0.8, 0.66), 220) for gx, gy in gates]
    return Lighting(
        **{name: getattr(LIGHT, name) for name in LIGHT.__dataclass_fields__ if name != "lamps"},
        lamps=(*lamps, lamp(0, 0, 170, (1.5, 0.84, 0.46), 330)),
    )


def _gate(number: int) -> Point:
    turn, radius = gate(number), RINGS[number - 1]
    return radius * math.cos(turn), radius * math.sin(turn)


# ---- the floor -------------------------------------------------------------------------------------------------------


def _floor(sheet: Sheet, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hexagonal plates that follow the rings, each a little higher or lower than the next: colours and heights."""
    far, turn = np.hypot(x, y), np.arctan2(y, x)
    number, rim = np.zeros(sheet.shape, np.float32), np.zeros(sheet.shape, np.float32)
    bounds = (1e9, *RINGS[:6], 0.0)
    for outer, inner in pairwise(bounds):
        here = (far <= outer) & (far > inner)
        middle = (min(outer, inner + 900.0) + inner) / 2
        if inner == 0.0:
            n, r = hexagons(x[here], y[here], PLATE * 0.8)
        else:
            around = round(math.tau * middle / (2 * PLATE)) * 2 * PLATE / math.tau  # whole plates fit round it
            n, r = hexagons(turn[here] * around, far[here] - inner, PLATE)
        number[here], rim[here] = n, r
    near = 1.0 - smooth(far, 500.0, 5200.0)
    broad, fine = clouds(sheet.shape, 2.0, 6), clouds(sheet.shape, 1.3, 7)
    dark, pale = np.array([0.082, 0.030, 0.050], np.float32), np.array([0.335, 0.285, 0.305], np.float32)
    wine = np.array([0.135, 0.046, 0.074], np.float32)
    share = near[..., None] ** 1.5
    tone = dark * (1 - number[..., None]) + wine * number[..., None]
    tone = tone * (1 - share) + pale * (0.62 + 0.38 * number[..., None]) * share
    tone = tone * (0.72 + 0.5 * broad + 0.22 * (fine - 0.5))[..., None]
    groove = smooth(rim, 1.5, 6.0)
    tone = tone * (0.46 + 0.54 * groove[..., None])
    high = 0.06 + 0.06 * number * groove + 0.02 * smooth(rim, 6.0, 16.0)
    sunk = (number > 0.93) & (far > 1100)  # here and there one is missing, and something red is on below it
    tone = np.where(sunk[..., None], np.array([0.17, 0.02, 0.03], np.float32), tone)
    return tone.astype(np.float32), np.where(sunk, 0.0, high).astype(np.float32)


# ---- walls -----------------------------------------------------------------------------------------------------------


def _span(radius: float) -> tuple[float, float]:
    """Between which angles a ring is drawn: on beyond the cut, where nobody comes."""
    if radius < 1700.0:
        return 0.0, math.tau
    half = math.asin(1690.0 / radius)
    return math.pi - half, math.pi + half


def _draw_tracks(canvas: Canvas) -> None:
    """What the walls run on: grooves on both sides of each, with a thread of light in one of them."""
    for radius, hue in zip((*RINGS[:6], OUTER), (*HUES[:6], HUES[4]), strict=True):
        low, high = _span(radius)
        for off, wide, ht in ((-64, 30, 0.02), (78, 40, 0.02), (FACE + 40, 14, 0.03), (-150, 12, 0.03)):
            ring = round_(radius + off, low, high)
            canvas.line(ring, "#14040a", wide, ht=ht)
            canvas.line(round_(radius + off + wide / 2, low, high), shade(hue, 0.30), 2.5, ht=0.10)
        canvas.line(round_(radius - 64, low, high), shade(hue, 0.6), 3.0, dash="90 40 20 40", glow=shade(hue, 0.40))
        canvas.line(round_(radius - 150, low, high), shade(hue, 0.5), 2.2, dash="6 34", glow=shade(hue, 0.30))


def _draw_walls(canvas: Canvas, rng: np.random.Generator) -> None:
    """Each wall from above: its outer face below it, storey by storey, and its top in plates."""
    for number, (radius, hue) in enumerate(zip(RINGS[:5], HUES, strict=False)):
        low, high = _span(radius)
        near = number / 6
        base, top = mix("#2c0714", "#6a4048", near), mix("#7a1c38", "#e6c2b8", near)
        half = THICK / 2
        canvas.line(round_(radius + FACE / 2, low, high), shade(base, 0.34), FACE + 6, ht=0.05)
        for k in range(9):  # storeys, the lower the darker
            off = half + 8 + k * (FACE - half) / 9
            tone = shade(base, 1.15 - 0.10 * k)
            canvas.line(round_(radius + off, low, high), tone, FACE / 9 - 3, ht=0.50 - 0.045 * k)
            share = (1.0 - k / 9) ** 1.4
            for _ in range(2):  # windows: few, and all of them small
                gap, long = int(rng.integers(26, 120)), int(rng.integers(3, 9))
                dash = f"{long} {gap} {long} {gap // 3 + 9} {long * 2} {gap * 2}"
                line = round_(radius + off + rng.uniform(-3, 3), low + rng.random() * 0.02, high)
                canvas.line(line, mix(hue, "#fff0d8", 0.45), 3.6, dash=dash, glow=shade(hue, 0.62 * share + 0.06))
        step = 62.0 / radius  # plates of the top, each with its own tilt to the light
        for k, turn in enumerate(np.arange(low, high, step)):
            tone = shade(top, (1.0, 0.82, 0.92, 0.74)[k % 4])
            begin, end, wide = turn + 2.5 / radius, turn + step - 2.5 / radius, half + 17
            plate = round_(radius - wide, begin, end) + round_(radius + wide, begin, end)[::-1]
            canvas.polygon(plate, tone, ht=0.86 + 0.03 * (k % 3))
            rim = round_(radius + 30, turn + 6 / radius, turn + step - 6 / radius)
            canvas.line(rim, shade(hue, 0.9), 3, glow=shade(hue, 0.45))
        for off in (-half - 15, half + 15):
            canvas.line(round_(radius + off, low, high), shade(top, 0.42), 4, ht=0.84)


def _draw_sides(canvas: Canvas) -> None:
    """The cut: what stood there was taken away, and one sees the ends."""
    edge = math.asin(CUT / RINGS[4])
    x1 = -RINGS[4] * math.cos(edge)
    for side in (-1, 1):
        y = side * CUT
        canvas.line([(LEFT, y + side * 60), (x1, y + side * 60)], "#1a060d", 120, ht=0.5)
        canvas.line([(LEFT, y), (x1, y)], "#4a1426", 52, ht=0.7)
        for x in np.arange(LEFT + 60, x1 - 20, 104):
            canvas.line([(x, y - side * 22), (x, y + side * 22)], "#22070f", 5, ht=0.6)
            canvas.circle(x + 52, y - side * 34, 5, "#ffb08c", ht=0.4, glow="#b04a30")


def _draw_gates(canvas: Canvas) -> None:
    """Before each gate what one should know of it, for those who built it."""
    for k in range(1, 6):
        gx, gy = _gate(k)
        turn = math.degrees(math.atan2(gy, gx)) + 180
        hue = HUES[k - 1]
        with canvas.moved(gx, gy, turn):
            canvas.rect(-FACE - 30, -168, 2 * FACE + 40, 336, "#1c0810", ht=0.05)
            for side in (-1, 1):
                canvas.line(
                    [(-FACE - 120, side * 180), (FACE + 60, side * 180)],
                    shade(hue, 0.75),
                    6,
                    ht=0.16,
                    glow=shade(hue, 0.5),
                )
            for n in range(4):
                x = -FACE - 60 + n * 56
                canvas.line(
                    [(x - 30, -70), (x, 0), (x - 30, 70)], shade(hue, 0.9), 9, op=0.5, glow=shade(hue, 0.10 + 0.06 * n)
                )
            if k == 2:  # one, two, three, four, and a rest
                for n in range(5):
                    x = -FACE - 210 - (4 - n) * 62
                    canvas.circle(x, 0, 21 if n == 4 else 14, "#2a0a14", ht=0.16)
                    canvas.circle(x, 0, 15 if n == 4 else 8, hue, ht=0.2, glow=shade(hue, 0.9 if n == 4 else 0.5))
            if k == 4:  # it faces the other way
                for n in range(3):
                    x = -FACE - 170 - n * 60
                    canvas.line([(x + 30, -60), (x, 0), (x + 30, 60)], "#fff0e0", 8, op=0.4)
            if k == 5:
                for n in range(3):
                    with canvas.moved(-FACE - 190, (n - 1) * 92):
                        canvas.rect(-46, -28, 92, 56, stroke="#ffd8c8", width=5, round_=8, ht=0.16, glow="#5a3a34")
                        canvas.line([(-24, 12), (24, 12)], "#ffd8c8", 4, op=0.6)
    canvas.text("1", -RINGS[0] - 430, 560, 210, "#6a1c30", weight=0.7, op=0.4, ht=0.12)
    for k, radius in enumerate(RINGS[1:5], 2):
        turn = math.pi + (0.30 if k % 2 else -0.26) * 2400 / radius
        x, y = (radius + 290) * math.cos(turn), (radius + 290) * math.sin(turn)
        canvas.text(str(k), x, y - 80, 160, mix("#6a1c30", "#d8a89c", k / 6), weight=0.7, op=0.32, ht=0.12)


def _draw_middle(canvas: Canvas) -> None:
    """Where nobody has walked for years: dust in rings, and in the middle of it all a lit square."""
    for radius, wide, tone in (
        (900, 5, "#8a6a6a"),
        (640, 150, "#b49c98"),
        (560, 4, "#6a4a4c"),
        (330, 10, "#7a5a58"),
        (300, 3, "#fff0e0"),
    ):
        canvas.line(round_(radius, 0, math.tau), tone, wide, op=0.35)
    for k in range(48):
        a = k * math.tau / 48
        canvas.line(
            [(345 * math.cos(a), 345 * math.sin(a)), (372 * math.cos(a), 372 * math.sin(a))], "#5a3c3e", 6, ht=0.12
        )
    for size, tone, ht in ((214, "#2a1210", 0.30), (196, "#6a3a22", 0.36), (166, "#1c0c08", 0.12)):
        canvas.rect(-size, -size, 2 * size, 2 * size, tone, round_=10, ht=ht)
    canvas.rect(-150, -150, 300, 300, "#a85a2a", ht=0.06, glow="#5a2c14")
    canvas.rect(-120, -120, 240, 240, "#c07a48", glow="#7a4826")
    for off in (-50, 50):
        canvas.line([(off, -150), (off, 150)], "#4a2410", 12, ht=0.2)
        canvas.line([(-150, off), (150, off)], "#4a2410", 12, ht=0.2)
    pool = canvas.radial(0, 0, 300, ("#ff9a4a", 0.5), ("#ff8a3a", 0.14), ("#ff8a3a", 0.0))
    canvas.rect(-300, -300, 600, 600, pool, op=0.99, ht=0.14)


# ---- over all --------------------------------------------------------------------------------------------------------


def _level(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Beyond the cut it sinks into the dark; the far west begins in it."""
    far = np.hypot(x, y)
    aside = np.where(x > -560, far - RINGS[4] - 60, np.where(far < RINGS[4] + 60, 0.0, np.abs(y) - CUT))
    return (1.0 - 0.9 * smooth(aside, 0.0, 170.0)) * (0.42 + 0.58 * smooth(x, -7500.0, -5200.0))


def _air(sheet: Sheet, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Haze lit from the middle: red far out, then rose, and warm where the square is."""
    far, haze = np.hypot(x, y), clouds(sheet.shape, 2.1, 52)
    red, rose, warm = (
        np.array(c, np.float32) for c in ((0.060, 0.006, 0.016), (0.060, 0.036, 0.038), (0.13, 0.064, 0.030))
    )
    shares = np.exp(-(((far - 3200) / 1900) ** 2)), np.exp(-((far / 1500) ** 2)), np.exp(-far / 260)
    out = sum(share[..., None] * colour for share, colour in zip(shares, (red, rose, warm), strict=True))
    return (out * (0.45 + 0.9 * blurred(haze, 6, EDGE))[..., None]).astype(np.float32)
