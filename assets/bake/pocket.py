"""The pocket world: a dead man's sky, painted on canvas, round, and not quite finished. Everything in world units.

Pearl, cream and pale teal, nearly without colour: the first colour of the chapter is to come through the gate.
"""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, Point, mix, shade
from noise import clouds, smooth
from relief import Lamp, Lighting, lit
from tiles import Place

SCALE = 0.6
HALF = 1800  # the sheet reaches this far from the middle [units]
SIDE = int(2 * HALF * SCALE)
SKY = 1486  # radius of the painted canvas
FRAME = 1530  # radius of the timber ring it is laced to

TOP, MID, LOW = "#b4dbe0", "#eeebe3", "#f2ded0"
CREAM, CHALK, PENCIL, TIMBER = "#fffbee", "#f2f2ec", "#6f6a5e", "#6a5846"
SUN: Point = (-900, -850)
CLOCK: Point = (610, -700)
BARE: Point = (760, 1060)  # where he stopped painting

PLACE = Place(origin=(-HALF, -HALF), scale=SCALE, clear="#0d0c0e")
LIGHT = Lighting(
    relief=46, ambient=(0.60, 0.615, 0.625), sun=(-0.6, -0.57, 0.56), sun_colour=(0.555, 0.53, 0.50), softness=2.0,
    bump=0.8, occlusion=0.02, grain=0.016, spill=0.6, halo=0.35, ceiling=0.85,
    lamps=(Lamp(x=(SUN[0] + HALF) * SCALE, y=(SUN[1] + HALF) * SCALE, z=260, colour=(0.30, 0.26, 0.18), reach=520),),
)  # fmt: skip


def paint() -> np.ndarray:
    rng = np.random.default_rng(410)
    canvas = Canvas(SIDE, SIDE)
    with canvas.moved(SIDE / 2, SIDE / 2, scale=SCALE):
        _draw_backstage(canvas, rng)
        _draw_canvas(canvas, rng)
        _draw_seams(canvas, rng)
        _draw_bare_patch(canvas, rng)
        _draw_sun(canvas, rng)
        _draw_planets(canvas)
        _draw_stars(canvas, rng)
        _draw_clock(canvas)
        _draw_hem(canvas)
        _draw_paint_things(canvas)
    colour = canvas.colours()[..., :3] * _weave()[..., None]
    picture = lit(colour, canvas.heights(), canvas.glows(), LIGHT)
    return picture * _falloff()[..., None]


def _radius() -> np.ndarray:
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    return np.hypot(x + 0.5 - SIDE / 2, y + 0.5 - SIDE / 2) / SCALE


def _weave() -> np.ndarray:
    """Threads of the canvas, and how unevenly it took the paint. Only inside the hem."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
    threads = 0.010 * np.sin(x * math.tau / 3.1) + 0.010 * np.sin(y * math.tau / 3.1)
    patches = 0.06 * (clouds((SIDE, SIDE), 1.7, 3) - 0.5) + 0.03 * (clouds((SIDE, SIDE), 1.1, 4, stretch=0.25) - 0.5)
    return 1.0 + (threads + patches) * (_radius() < SKY)


def _falloff() -> np.ndarray:
    """Light fails towards the rim; behind the canvas there is hardly any."""
    r = _radius()
    return 1.0 - 0.12 * smooth(r, 700, SKY) - 0.34 * smooth(r, SKY - 6, FRAME + 60) - 0.12 * smooth(r, FRAME, 2400)


# ---- behind the sky --------------------------------------------------------------------------------------------------


def _draw_backstage(canvas: Canvas, rng: np.random.Generator) -> None:
    canvas.rect(-HALF, -HALF, 2 * HALF, 2 * HALF, "#3a3634", ht=0.0)
    for k in range(24):
        y = -HALF + k * 150
        canvas.line([(-HALF, y), (HALF, y)], "#1c1a19", 5, ht=0.0)
    for k in range(36):
        a = k * math.tau / 36 + 0.06
        c, s = math.cos(a), math.sin(a)
        inner, outer = (FRAME * c, FRAME * s), (2500 * c, 2500 * s)
        canvas.line([inner, outer], "#2c2520", 26, ht=0.22)
        canvas.line([inner, outer], TIMBER, 18, ht=0.30)
        n = (1660 * c - 90 * s, 1660 * s + 90 * c)
        canvas.line([(FRAME * math.cos(a - 0.03), FRAME * math.sin(a - 0.03)), n], shade(TIMBER, 0.8), 12, ht=0.26)
    for x, y, degrees, words in (
        (-1560, -1600, -45, "SKY 1 OF 1"), (1560, -1580, 45, "THIS SIDE UP"), (1580, 1590, -45, "DO NOT LEAN"),
        (-1570, 1600, 45, "RETURN TO DALY"),
    ):  # fmt: skip
        with canvas.moved(x, y, degrees):
            canvas.rect(-230, -44, 460, 88, "#8a7256", round_=6, ht=0.42)
            canvas.rect(-220, -34, 440, 68, stroke="#3a3028", width=4, round_=4, ht=0.40)
            canvas.text(words, 0, -17, 34, "#1c1713", weight=0.95)


# ---- the canvas ------------------------------------------------------------------------------------------------------


def _draw_canvas(canvas: Canvas, rng: np.random.Generator) -> None:
    canvas.circle(0, 0, SKY, canvas.linear(0, -SKY, 0, SKY, TOP, MID, LOW), ht=0.5)
    for _ in range(1300):
        _draw_brush_stroke(canvas, rng)


def _draw_brush_stroke(canvas: Canvas, rng: np.random.Generator) -> None:
    """One wide stroke of a flat brush along the curve of the dome; three bristle lines give it body."""
    r, a = SKY * math.sqrt(rng.uniform(0.02, 0.98)), rng.uniform(0, math.tau)
    x, y = r * math.cos(a), r * math.sin(a)
    span, width, sag = rng.uniform(60, 420), rng.uniform(8, 46), rng.uniform(-34, 10)
    if math.hypot(x, y) > SKY - width - 20 or math.hypot(x + span, y) > SKY - width - 20:
        return
    here = mix(TOP, MID, min(1, (y + SKY) / SKY)) if y < 0 else mix(MID, LOW, y / SKY)
    tone = shade(here, rng.uniform(0.955, 1.04))
    curve = f"M{x:.0f} {y:.0f}q{span / 2:.0f} {sag:.0f} {span:.0f} {rng.uniform(-8, 8):.0f}"
    canvas.path(curve, stroke=tone, width=width, op=0.55, ht=0.5 + rng.uniform(0.0, 0.004))
    for k in rng.uniform(-0.46, 0.46, int(rng.integers(2, 6))):
        start, stop = span * rng.uniform(0, 0.3), span * rng.uniform(0.5, 1)
        bend = f"q{(stop - start) / 2:.0f} {sag * 0.7:.0f} {stop - start:.0f} {rng.uniform(-5, 5):.0f}"
        bristle = f"M{x + start:.0f} {y + k * width:.0f}{bend}"
        canvas.path(
            bristle,
            stroke=shade(tone, rng.uniform(0.96, 1.04)),
            width=rng.uniform(2, 6),
            op=0.6,
            ht=rng.uniform(0.503, 0.510),
        )


def _draw_seams(canvas: Canvas, rng: np.random.Generator) -> None:
    """Five lengths of canvas, sewn. The universe has a seam, and somebody was in a hurry on the last one."""
    for x in (-1080, -470, 420, 1010):
        reach = math.sqrt(SKY**2 - x**2)
        wobble = [(x + 3 * math.sin(y / 90), y) for y in np.arange(-reach, reach, 24)]
        canvas.line(wobble, "#a9b2ae", 3.4, ht=0.485)
        canvas.line([(px + 15, y) for px, y in wobble], "#a5a597", 14, op=0.4, ht=0.535)
        y = -reach + 12
        while y < reach - 12:
            lean = 2 if x != 1010 else rng.uniform(-7, 9)
            canvas.line([(x - 10, y), (x + 13, y + lean)], "#a09d8e", 3, ht=0.53)
            y += 22 if x != 1010 else rng.uniform(18, 44)


def _draw_bare_patch(canvas: Canvas, rng: np.random.Generator) -> None:
    """Raw canvas where he stopped: pencil squares, a margin of half-hearted strokes, a note to himself."""
    x, y = BARE
    ragged = []
    for a in np.linspace(0, math.tau, 26)[:-1]:
        rx, ry = 320 * rng.uniform(0.9, 1.08), 150 * rng.uniform(0.86, 1.1)
        ragged.append((x + rx * math.cos(a), y + ry * math.sin(a)))
    canvas.polygon(ragged, "#a39a80", ht=0.485)
    for k in range(-5, 6):
        canvas.line([(x + k * 52, y - 112), (x + k * 52, y + 112)], PENCIL, 1.8, op=0.5)
    for k in range(-2, 3):
        canvas.line([(x - 270, y + k * 50), (x + 270, y + k * 50)], PENCIL, 1.8, op=0.5)
    for k in range(16):
        u, v = x - 300 + k * 38, y - 128 + rng.uniform(-14, 20)
        canvas.line(
            [(u, v), (u + rng.uniform(-12, 22), v + rng.uniform(40, 96))], mix(MID, LOW, 0.6), 20, op=0.75, ht=0.51
        )
    canvas.text("MORE SKY", x - 10, y - 22, 42, "#7a4038", weight=0.7)
    canvas.text("after lunch", x + 40, y + 40, 24, PENCIL, weight=0.75)


def _draw_sun(canvas: Canvas, rng: np.random.Generator) -> None:
    x, y = SUN
    for k in range(22):
        a = k * math.tau / 22 + 0.1
        long = 400 if k % 2 else 310
        spread = 0.06
        ray = [(x + 222 * math.cos(a - spread), y + 222 * math.sin(a - spread)),
               (x + long * math.cos(a), y + long * math.sin(a)),
               (x + 222 * math.cos(a + spread), y + 222 * math.sin(a + spread))]  # fmt: skip
        if max(math.hypot(*p) for p in ray) < SKY - 14:
            canvas.polygon(ray, "#f8e6b2", op=0.8, ht=0.53)
    canvas.circle(x, y, 200, "#fbe9b4", ht=0.53, glow="#171204")
    for k in range(9):
        canvas.circle(
            x, y, 186 - k * 20, stroke=shade("#fff0c4", 0.97 + 0.015 * k), width=17, op=0.8, ht=0.53 + 0.003 * (k % 3)
        )
    for dx, length in ((-70, 150), (-20, 96), (96, 130)):
        top = y + math.sqrt(200**2 - dx**2) - 20
        canvas.line([(x + dx, top), (x + dx + 2, top + length)], "#fbe9b4", 11, ht=0.545)
        canvas.circle(x + dx + 2, top + length, 8, "#fff0c4", ht=0.555)


def _draw_planets(canvas: Canvas) -> None:
    for x, y, r, tilt in ((210, -1130, 96, -18), (1080, 560, 66, 24), (-1180, 120, 54, 0)):
        canvas.circle(x, y, r, "#a9ab9c", ht=0.53)
        d = r * math.sqrt(0.5)
        outer = f"M{x - d:.1f} {y + d:.1f}A{r} {r} 0 0 0 {x + d:.1f} {y - d:.1f}"
        canvas.path(f"{outer}A{r * 1.3:.1f} {r * 1.3:.1f} 0 0 1 {x - d:.1f} {y + d:.1f}Z", "#8d9489", ht=0.53)
        for k in (-0.4, 0.0, 0.35):
            w = r * math.sqrt(1 - k * k) * 0.86
            canvas.path(
                f"M{x - w:.0f} {y + k * r:.0f}q{w:.0f} {r * 0.16:.0f} {2 * w:.0f} 0",
                stroke="#bdbcac",
                width=r * 0.1,
                op=0.7,
            )
        if tilt:
            with canvas.moved(x, y, tilt):
                canvas.path(f"M{-r * 0.86} {-r * 0.1}C{-r * 2.4} {r * 0.2} {-r * 1.2} {r * 0.62} 0 {r * 0.5}"
                            f"C{r * 1.2} {r * 0.62} {r * 2.4} {r * 0.1} {r * 0.86} {-r * 0.14}",
                            stroke="#c9c1a6", width=r * 0.12, ht=0.545)  # fmt: skip


def _draw_stars(canvas: Canvas, rng: np.random.Generator) -> None:
    """Stencilled stars; some ran, some are only chalked in, with the number of the stencil."""
    taken: list[tuple[float, float, float]] = [(*SUN, 430), (*CLOCK, 300), (*BARE, 340), (210, -1130, 260), (0, 0, 260)]
    for i in range(420):
        x, y = rng.uniform(-SKY, SKY, 2)
        if math.hypot(x, y) > SKY - 60 or any(math.hypot(x - u, y - v) < d for u, v, d in taken):
            continue
        taken.append((x, y, 84))
        r = float(rng.choice([9, 12, 16, 24, 34], p=[0.3, 0.3, 0.22, 0.13, 0.05]))
        points = 4 if rng.random() < 0.6 else 5
        inner = 0.26 if points == 4 else 0.42
        turn = rng.normal(0, 0.12)
        ring = []
        for k in range(2 * points):
            reach, a = (r if k % 2 == 0 else r * inner), k * math.pi / points + turn
            ring.append((x + reach * math.sin(a), y - reach * math.cos(a)))
        if i % 7 == 3:
            canvas.polygon(ring, stroke=CHALK, width=2.2, op=0.75)
            canvas.text(str(1 + i), x + r + 6, y - 5, 12, CHALK, align=0, weight=0.8, op=0.7)
            continue
        canvas.polygon([(u + 3, v + 4) for u, v in ring], "#7f8d8c", op=0.6)
        canvas.polygon(ring, CREAM, ht=0.52)
        if r > 15 and rng.random() < 0.5:
            canvas.line([(x, y + r * 0.3), (x + 1, y + r * rng.uniform(1.4, 2.6))], CREAM, 3.6, ht=0.525)


def _draw_clock(canvas: Canvas) -> None:
    """Ten past four. Seven numerals are painted; he never came back for the rest."""
    x, y = CLOCK
    canvas.circle(x, y, 190, "#a9b0a8", ht=0.535)
    canvas.circle(x, y, 172, "#e6dfca", ht=0.53)
    canvas.circle(x, y, 181, stroke="#8b8a78", width=5)
    for hour in range(1, 13):
        a = hour * math.tau / 12
        px, py = x + 138 * math.sin(a), y - 138 * math.cos(a)
        if hour <= 7:
            canvas.text(str(hour), px, py - 17, 34, "#5d5a4e", weight=0.95)
        else:
            canvas.circle(px, py, 17, stroke=PENCIL, width=2, op=0.6)
            canvas.text(str(hour), px, py - 8, 16, PENCIL, weight=0.7, op=0.7)
    minute, hour_angle = math.tau * 10 / 60, math.tau * (4 + 10 / 60) / 12
    canvas.line([(x, y), (x + 76 * math.sin(hour_angle), y - 76 * math.cos(hour_angle))], "#5d5a4e", 13, ht=0.56)
    canvas.line([(x, y), (x + 122 * math.sin(minute), y - 122 * math.cos(minute))], "#5d5a4e", 8, ht=0.57)
    canvas.circle(x, y, 12, "#7a4038", ht=0.58)


def _draw_hem(canvas: Canvas) -> None:
    """The edge: a hem with eyelets, rope, and the timber ring it is laced to."""
    canvas.circle(0, 0, SKY - 16, stroke="#8f8e7e", width=30, ht=0.54)
    canvas.circle(0, 0, SKY - 34, stroke="#74756a", width=3, ht=0.5)
    canvas.circle(0, 0, FRAME, stroke="#2c241c", width=44, ht=0.56)
    canvas.circle(0, 0, FRAME, stroke="#5c4a38", width=36, ht=0.66)
    canvas.circle(0, 0, FRAME - 6, stroke="#6d5a46", width=6, ht=0.68)
    count = 180
    for k in range(count):
        a, b = k * math.tau / count, (k + 0.5) * math.tau / count
        eyelet = ((SKY - 15) * math.cos(a), (SKY - 15) * math.sin(a))
        canvas.circle(*eyelet, 7, "#a08a4e", ht=0.57)
        for c in (b, b - math.tau / count):
            hook = ((FRAME - 8) * math.cos(c), (FRAME - 8) * math.sin(c))
            canvas.line([eyelet, hook], "#a39a84", 4.5, ht=0.7)
        canvas.circle(*eyelet, 3.4, "#26221c")


def _draw_paint_things(canvas: Canvas) -> None:
    """A bucket hung on a nail, the roller across it, a rag. He meant to come back."""
    x, y = BARE[0] + 330, BARE[1] - 60
    canvas.line([(x, y - 90), (x - 34, y - 30)], "#4a463e", 4, ht=0.6)
    canvas.line([(x, y - 90), (x + 34, y - 30)], "#4a463e", 4, ht=0.6)
    canvas.circle(x, y - 92, 7, "#5d5a4e", ht=0.66)
    canvas.path(f"M{x - 40} {y - 34}H{x + 40}L{x + 32} {y + 44}H{x - 32}Z", "#7e8a86", ht=0.68)
    canvas.ellipse(x, y - 34, 40, 12, "#c6c0a8", ht=0.66)
    canvas.path(f"M{x - 26} {y - 28}v40M{x - 12} {y - 26}v58M{x + 20} {y - 28}v26", stroke="#c6c0a8", width=9, ht=0.7)
    canvas.text("SKY", x, y + 6, 20, "#3e4644", weight=0.9)
    with canvas.moved(x + 20, y - 66, 24):
        canvas.rect(-46, -13, 92, 26, "#b9b49e", round_=12, ht=0.8)
        canvas.line([(46, 0), (60, 0), (60, 34), (10, 34), (10, 90)], "#5a564c", 5, ht=0.76)
        canvas.line([(10, 64), (10, 120)], "#7a4038", 13, ht=0.8)
    canvas.path(f"M{x - 66} {y - 86}q-26 40 -8 66q-20 26 4 54q14 -22 22 -52q10 -36 -18 -68Z", "#a59a86", ht=0.58)
