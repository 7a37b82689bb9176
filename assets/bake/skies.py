"""What stands in the bridge's front window, place by place, and the light that it throws on the set."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from canvas import Canvas, mix, shade
from noise import clouds, smooth
from scipy import ndimage
from stars import scatter

RGB = tuple[float, float, float]
Size = tuple[int, int]  # height, width [px]


@dataclass(frozen=True)
class Sky:
    """`paint(size)` gives the view, (height, width, 3) in 0..1. The rest is how the set answers it."""

    paint: Callable[[Size], np.ndarray]
    light: RGB  # of the window
    left: RGB = (1.0, 0.30, 0.72)  # what comes in from the wings
    right: RGB = (0.28, 0.55, 1.0)
    ambient: RGB = (0.26, 0.24, 0.34)
    lamps: bool = True
    screen: str = "dark"  # dark, warm or gone
    turned: bool = False  # the chairs face the dark screen, and nobody is here


def _ground(size: Size, seed: int, tints: tuple[RGB, RGB], base: RGB = (0.012, 0.013, 0.034)) -> np.ndarray:
    """Deep space with two clouds in it."""
    picture = np.zeros((*size, 3), np.float32) + np.array(base, np.float32)
    for k, tint in enumerate(tints):
        cloud = smooth(clouds(size, 1.8, seed + k), 0.40, 0.95)
        picture += cloud[..., None] * np.array(tint, np.float32)
    scatter(picture, 260, seed=seed, strongest=0.6)
    return picture


def _drawn(
    size: Size, draw: Callable[[Canvas, np.random.Generator, int, int], None], seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """(picture, alpha) of what a function draws in px, its glow added and bled."""
    canvas = Canvas(size[1], size[0])
    draw(canvas, np.random.default_rng(seed), size[1], size[0])
    colour, glow = canvas.colours(), canvas.glows()
    halo = sum(ndimage.gaussian_filter(glow, (s, s, 0)) * k for s, k in ((3.0, 0.6), (11.0, 0.7), (34.0, 0.8)))
    return colour[..., :3] * colour[..., 3:] + glow + halo, colour[..., 3:]


def _over(ground: np.ndarray, drawn: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    picture, alpha = drawn
    return np.clip(ground * (1 - alpha) + picture, 0, 0.8)


NEON = ("#ff6ad5", "#8dff2e", "#4fb4ff", "#ffb400", "#b14dff", "#16c7a0")


def _avenue(size: Size) -> np.ndarray:
    """Infinity: towers of things for sale to the horizon, and light between them."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        for depth in range(4):
            near = depth / 3
            tone = mix("#5a2f78", "#0e0c24", near)
            x = -20.0
            while x < w + 20:
                wide = rng.uniform(18, 46) * (0.7 + near)
                gap = abs(x + wide / 2 - w * 0.5) / (w * 0.5)  # an avenue is left in the middle
                tall = h * (0.10 + 0.16 * near + (0.16 + 0.34 * near) * gap**1.5) * rng.uniform(0.7, 1.15)
                _tower(canvas, rng, x, h * (0.70 + 0.08 * near) - tall, wide, h, tone, near)
                x += wide + rng.uniform(2, 12)
        canvas.path(f"M0 {h * 0.86}Q{w * 0.5} {h * 0.70} {w} {h * 0.86}L{w} {h}L0 {h}Z", "#120c26")
        for k in range(26):
            t = k / 25
            for lane, tone in ((-1, "#ff6ad5"), (1, "#86f7de")):
                x = w * 0.5 + lane * (6 + (t**2.2) * w * 0.34)
                y, long, thick = h * (0.76 + 0.22 * t**1.6), 4 + 16 * t, 1.6 + 2.4 * t
                canvas.rect(x - long / 2, y, long, thick, tone, glow=shade(tone, 0.7))

    row = np.mgrid[0 : size[0], 0 : size[1]][0] / size[0]
    haze = np.exp(-(((row - 0.74) / 0.26) ** 2))
    ground = _ground(size, 51, ((0.44, 0.11, 0.46), (0.06, 0.22, 0.42)))
    ground += haze[..., None] * np.array([0.56, 0.20, 0.46], np.float32)
    return _over(ground, _drawn(size, draw, 5))


def _tower(
    canvas: Canvas, rng: np.random.Generator, x: float, top: float, wide: float, h: int, tone: str, near: float
) -> None:
    """One tower with its windows; most have something to sell."""
    canvas.rect(x, top, wide, h - top, tone)
    canvas.rect(x + wide - 2, top, 2, h - top, mix(tone, "#ff9ad0", 0.35))
    neon = NEON[int(rng.integers(len(NEON)))]
    sells = rng.random()
    if sells < 0.35:
        canvas.rect(x + wide * 0.15, top + 8, wide * 0.7, 6 + 8 * near, neon, glow=shade(neon, 0.7))
    elif sells < 0.6:
        canvas.rect(x + wide * 0.38, top + 10, wide * 0.24, 34 + 40 * near, neon, glow=shade(neon, 0.6))
    elif sells < 0.75:
        canvas.circle(x + wide / 2, top - 7, 5 + 4 * near, neon, glow=shade(neon, 0.7))
    for _ in range(int((h * 0.8 - top) * wide / 240)):
        px, py = x + rng.uniform(2, wide - 4), top + rng.uniform(16, max(17.0, h * 0.8 - top))
        lamp = NEON[int(rng.integers(len(NEON)))] if rng.random() < 0.3 else "#ffe0a0"
        canvas.rect(px, py, 2.2, 2.6, shade(lamp, 0.85), glow=shade(lamp, 0.28))


def _graveyard(size: Size) -> np.ndarray:
    """Two lanes down: hulls that nobody came back for, before a tired sun."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        for depth in range(3):
            near = depth / 2
            tone = mix("#2b3a52", "#0b0f1c", near)
            for _ in range(9 - 2 * depth):
                x, y = rng.uniform(0, w), h * rng.uniform(0.25 + 0.1 * near, 0.95)
                s = (26 + 66 * near) * rng.uniform(0.6, 1.3)
                with canvas.moved(x, y, rng.uniform(-70, 70)):
                    canvas.polygon([(-s, -s * 0.18), (s * 0.2, -s * 0.3), (s * 0.9, -s * 0.06), (s * 0.5, s * 0.02),
                                    (s * 0.62, s * 0.2), (-s * 0.1, s * 0.24), (-s * 0.3, s * 0.08)], tone)  # fmt: skip
                    for k in range(5):
                        rib = -s * 0.7 + k * s * 0.28
                        canvas.line([(rib, -s * 0.25), (rib + s * 0.1, s * 0.2)], shade(tone, 1.5), 1.2)
                    canvas.line([(-s, -s * 0.18), (s * 0.2, -s * 0.3), (s * 0.9, -s * 0.06)], "#c8905a", 1.3)
                if rng.random() < 0.3:
                    canvas.circle(x, y, 1.8, "#4fb4ff", glow="#2a6aa0")
        for _ in range(160):
            canvas.circle(rng.uniform(0, w), rng.uniform(h * 0.2, h), rng.uniform(0.5, 1.8), "#56667e")

    ground = _ground(size, 61, ((0.08, 0.14, 0.26), (0.22, 0.12, 0.08)))
    y, x = np.mgrid[0 : size[0], 0 : size[1]].astype(np.float32)
    r = np.hypot(x - size[1] * 0.73, (y - size[0] * 0.34) * 1.0)
    ground += (np.exp(-r / 60) * 0.7 + np.exp(-((r / 26) ** 4)) * 0.6)[..., None] * np.array(
        [0.95, 0.62, 0.34], np.float32
    )
    return _over(ground, _drawn(size, draw, 7))


def _carrier(size: Size) -> np.ndarray:
    """Its underside goes on above them, for as long as one looks: plates, small print, lit flanks, one bench."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        def at(along: float, across: float) -> tuple[float, float]:
            """A point of the underside: 0 at the left, 1 at the right; 0 at the near edge, 1 out of the picture."""
            edge = h * (0.66 - 0.30 * along)
            return w * (1.1 * along - 0.05), edge - (edge + 0.2 * h) * across * (0.86 + 0.14 * along)

        ends = [at(a, 0) for a in np.linspace(0, 1, 9)]
        canvas.polygon([*ends, (w + 60, -10), (-60, -10)], "#21121f")
        alongs = 1 - (1 - np.linspace(0, 1, 23)) ** 1.25
        acrosses = (0.0, 0.10, 0.22, 0.36, 0.52, 0.70, 0.90)
        for a0, a1 in itertools.pairwise(alongs):
            for b0, b1 in itertools.pairwise(acrosses):
                inset = 0.06 * (a1 - a0)
                low, high = b0 + 0.008, b1 - 0.008
                quad = [at(a0 + inset, low), at(a1 - inset, low), at(a1 - inset, high), at(a0 + inset, high)]
                tone = shade("#2e1729", rng.uniform(0.82, 1.18) * (1.15 - 0.5 * b0))
                canvas.polygon(quad, "#501838" if rng.random() < 0.06 else tone)
                for k in range(1, int(rng.integers(0, 5))):  # the print: nobody ever got to its end
                    line = b0 + (b1 - b0) * k / 5
                    stop = a0 + (a1 - a0) * rng.uniform(0.5, 0.9)
                    canvas.line([at(a0 + 2 * inset, line), at(stop, line)], "#74485f", 1.6, dash="9 3 4 3 14 3")
        turn = math.degrees(math.atan2(-0.30 * h, 1.1 * w))
        with canvas.moved(*at(0.455, 0.31), turn):
            canvas.text("TERMS OF SERVICE", 0, 0, 23, "#a4708a", weight=0.75)
        with canvas.moved(*at(0.62, 0.075), turn):
            canvas.text("BY PASSING BENEATH YOU AGREE TO HAVE BEEN PASSED OVER", 0, 0, 6, "#b48098", weight=0.8)
        flank = [(x, y + 30 - 16 * k / 8) for k, (x, y) in enumerate(ends)]
        canvas.polygon([*ends, *flank[::-1]], "#431c34")
        canvas.line(ends, "#ffd6e0", 2.2, glow="#5a3040")
        for k in range(150):
            along = (k + 0.5) / 150
            x, y = at(along, 0)
            deep = 30 - 16 * along
            if rng.random() < 0.62:
                shows = "#ffc98a" if rng.random() < 0.4 else "#ffd6e0"
                canvas.rect(x - 1.6, y + deep * (0.34 if k % 3 else 0.62), 3.4, 3.0, shows, glow=shade(shows, 0.6))
        for along in (0.16, 0.44, 0.70, 0.90):  # lamps, and what they look at
            x, y = at(along, 0)
            deep, wide = 30 - 16 * along, 100 - 40 * along
            fade = canvas.linear(0, y, 0, h, ("#ffd6e0", 0.34), ("#ff7a9a", 0.07), ("#ff7a9a", 0.0))
            canvas.polygon([(x - 9, y + deep), (x + 9, y + deep), (x + wide, h), (x - wide * 1.4, h)], fade, op=0.99)
            hood = [(x - 15, y + deep - 6), (x + 15, y + deep - 6), (x + 9, y + deep + 6), (x - 9, y + deep + 6)]
            canvas.polygon(hood, "#2a101e")
            canvas.ellipse(x, y + deep + 5, 9, 3.4, "#fff0f4", glow="#e898b0")
        x, y = at(0.80, 0)  # somebody was given somewhere to sit
        canvas.rect(x - 13, y + 30, 26, 4, "#b08a70")
        for dx in (-10, 8):
            canvas.rect(x + dx, y + 17, 2.4, 14, "#8a6a58")

    return _over(_ground(size, 71, ((0.20, 0.05, 0.16), (0.06, 0.08, 0.22))), _drawn(size, draw, 9))


def _works(size: Size) -> np.ndarray:
    """The couriers' lane runs away from us between works without end; over it hangs a small moon with lights on it."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        vx, vy = w * 0.60, h * 0.44

        def at(across: float, up: float, s: float) -> tuple[float, float]:
            """A point of the lane: across -1..1 from wall to wall, s from 0 far away to 1 here."""
            return vx + (w * 0.50 - vx + across * w * 0.40) * s, vy + (h * 1.04 - vy - up * h) * s

        _moon_with_lights(canvas, w * 0.205, h * 0.235, h * 0.115)
        distances = [1 / (1 + 0.16 * k**1.5) for k in range(16, -1, -1)]
        for near, far in itertools.pairwise(distances):  # works on both sides, the farthest first
            for side in (-1, 1):
                for k in range(5, -1, -1):
                    inner, tall = 1.16 + k * 0.62, 0.16 + 0.42 * rng.random() + 0.05 * k
                    (x0, y0), (x1, _) = at(side * inner, 0.24, near), at(side * (inner + 0.5), 0.24, near)
                    top = y0 - tall * h * near
                    tone = mix("#0b1030", "#27357a", min(1.0, 0.14 + 0.5 * far) * rng.uniform(0.5, 1.0))
                    left, wide = min(x0, x1), abs(x1 - x0)
                    canvas.rect(left, top, wide, h, tone)
                    canvas.line([(left, top), (left + wide, top)], shade(tone, 1.8), 1.4)
                    for _ in range(int(wide * (y0 - top) / 260)):
                        lit = "#ffcf7a" if rng.random() < 0.5 else "#8ea4ff"
                        px, py = left + wide * rng.uniform(0.08, 0.86), rng.uniform(top + 3, max(top + 4, y0 - 3))
                        canvas.rect(px, py, 2 + 3 * near, 1 + 2 * near, lit, glow=shade(lit, 0.34 * rng.random()))
        last = distances[0]
        for side, tone in ((-1, "#141b46"), (1, "#2b3a88")):  # the noon lies on the right wall
            canvas.polygon([at(side, 0, last), at(side, 0.24, last), at(side, 0.24, 1.5), at(side, 0, 1.5)], tone)
            canvas.line([at(side, 0.24, last), at(side, 0.24, 1.5)], "#6f88e0" if side > 0 else "#3a4a9a", 3)
            canvas.line([at(side, 0.03, last), at(side, 0.03, 1.5)], "#b5852c", 2.4, glow="#3a2a0c")
        canvas.polygon([at(-1, 0, last), at(1, 0, last), at(1, 0, 1.5), at(-1, 0, 1.5)], "#151a38")
        canvas.polygon([at(-0.24, 0, last), at(0.24, 0, last), at(0.24, 0, 1.5), at(-0.24, 0, 1.5)], "#0a0e24")
        for k in range(60):
            s = 1 / (0.72 + 0.14 * k)
            canvas.line([at(-0.22, 0, s), at(0.22, 0, s)], "#2c3770", 1 + 3 * s)
        for across in (-0.16, 0.16):
            canvas.line([at(across, 0, last), at(across, 0, 1.5)], "#b8c6ff", 2.6, glow="#3a52c8")
        for _ in range(34):  # speed
            across, s = rng.uniform(-0.94, 0.94), rng.uniform(0.16, 1.0)
            if abs(across) > 0.28:
                canvas.line([at(across, 0, s), at(across, 0, s * 1.25)], "#7f97ff", 0.8 + 1.4 * s, op=0.4)
        for k in range(16, -1, -1):  # gantries and lamps
            s = 1 / (0.9 + 0.42 * k)
            for side in (-1, 1):
                x, y = at(side * 0.94, 0.03, s)
                canvas.circle(x, y, 1 + 4.4 * s, "#ffe2a0", glow="#d9963a")
            if k % 3 == 1:
                for up in (0.42, 0.47):
                    canvas.line([at(-1.04, up, s), at(1.04, up, s)], "#070b20", 1 + 7 * s)
                for side in (-1.02, 1.02):
                    canvas.line([at(side, 0.2, s), at(side, 0.48, s)], "#070b20", 1 + 9 * s)
                canvas.line([at(-1.04, 0.475, s), at(1.04, 0.475, s)], "#4a62cc", 0.6 + 1.6 * s)
        for s, across in ((0.13, 0.0), (0.19, 0.01), (0.30, -0.01)):  # three that are late
            (x, y), wide = at(across, 0.07, s), 150 * s
            canvas.rect(x - wide / 2, y - wide * 0.26, wide, wide * 0.36, "#4c5878", round_=wide * 0.08)
            canvas.rect(x - wide / 2, y - wide * 0.26, wide, wide * 0.1, "#a6b0c6", round_=wide * 0.05)
            for dx in (-0.3, 0.0, 0.3):
                canvas.circle(x + dx * wide, y - wide * 0.04, wide * 0.1, "#bfe4ff", glow="#4fb4ff")

    return _over(_ground(size, 81, ((0.03, 0.07, 0.30), (0.06, 0.05, 0.24))), _drawn(size, draw, 11))


def _moon_with_lights(canvas: Canvas, x: float, y: float, r: float) -> None:
    """Somebody goes round it; her lights are on."""
    canvas.circle(x, y, r * 2.0, stroke="#8ea4ff", width=1.2, dash="5 7", op=0.6)
    canvas.circle(x, y, r, "#56649c")
    canvas.circle(x + r * 0.10, y - r * 0.10, r * 0.88, "#98a6d4")
    canvas.circle(x + r * 0.22, y - r * 0.24, r * 0.62, "#b6c2e6", glow="#16203c")
    for dx, dy, size in ((-0.4, 0.1, 0.2), (0.1, 0.42, 0.15), (0.36, -0.2, 0.22), (-0.1, -0.46, 0.12)):
        canvas.circle(x + dx * r, y + dy * r, size * r, "#7684b8", op=0.8)
    for k in range(9):
        a = math.radians(18 + k * 18)
        px, py = x + r * 1.08 * math.cos(a), y + r * 0.36 * math.sin(a)
        tone = ("#ffe2a0", "#ff9ad0", "#86f7de")[k % 3]
        canvas.circle(px, py, 2.0, tone, glow=shade(tone, 0.8))
    a = math.radians(-52)
    px, py = x + r * 2.0 * math.cos(a), y + r * 2.0 * math.sin(a)
    canvas.polygon([(px - 7, py - 6), (px + 8, py + 3), (px - 4, py + 7)], "#e8ecf4")
    canvas.circle(px - 6, py, 2.4, "#fff0c8", glow="#ffd98a")


def _strata(size: Size) -> np.ndarray:
    """Under the map: wire, names of what was never finished, and the dark going on."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        for k in range(14):
            y = h * 0.50 + h * 0.5 * (k / 13) ** 1.8
            canvas.line([(0, y), (w, y)], "#1e5a5e", 1.0, glow="#06181a")
        for k in range(-14, 15):
            canvas.line([(w * 0.5 + k * 12, h * 0.50), (w * 0.5 + k * 130, h)], "#1e5a5e", 1.0, glow="#06181a")
        for x, s, name in ((0.16, 60, "TREE_04 (TODO)"), (0.47, 84, "HILL"), (0.80, 66, "SEA, MAYBE")):
            cx, base = w * x, h * 0.60
            points = [(cx - s, base), (cx - s * 0.3, base - s * 1.1), (cx + s * 0.2, base - s * 0.7), (cx + s, base)]
            for a in range(4):
                for b in range(a + 1, 4):
                    canvas.line([points[a], points[b]], "#3f8f8c", 1.2, glow="#0c2c2c")
            canvas.text(name, cx, base + 10, 7, "#5aa8a2", weight=0.8)

    return _over(
        _ground(size, 91, ((0.01, 0.05, 0.06), (0.02, 0.03, 0.07)), (0.004, 0.008, 0.014)), _drawn(size, draw, 13)
    )


def _door(size: Size) -> np.ndarray:
    """A chalk line on a floor without end, and far off light under a door."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        canvas.rect(0, h * 0.52, w, h, "#0d0d12")
        canvas.rect(w * 0.43, h * 0.20, w * 0.14, h * 0.322, "#15131a")
        canvas.rect(w * 0.43, h * 0.514, w * 0.14, 3.2, "#ffe6b0", glow="#e0a850")
        canvas.rect(w * 0.489, h * 0.40, 13, 3, "#8a6a3a")
        canvas.path(
            f"M{w * 0.43} {h * 0.525}L{w * 0.57} {h * 0.525}L{w * 0.72} {h}L{w * 0.28} {h}Z", "#ffcf8a", op=0.10
        )
        for k in range(120):
            x = w * k / 119
            canvas.line(
                [(x, h * 0.80 + rng.uniform(-2, 2)), (x + w / 119, h * 0.80 + rng.uniform(-2, 2))],
                "#b8b2a4",
                2.6,
                op=0.7,
            )

    return _over(np.zeros((*size, 3), np.float32) + np.array([0.016, 0.016, 0.022], np.float32), _drawn(size, draw, 15))


def _garage(size: Size) -> np.ndarray:
    """A bulb, a bench, and shelves: they are inside."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        canvas.rect(0, h * 0.72, w, h, "#2c1c12")
        for k in range(4):
            y = h * (0.10 + 0.16 * k)
            canvas.rect(0, y, w, 6, "#241710")
            x = 10.0
            while x < w:
                wide, tall = rng.uniform(12, 44), rng.uniform(14, h * 0.13)
                canvas.rect(x, y - tall, wide, tall, mix("#2e2016", "#4a3626", rng.random()))
                x += wide + rng.uniform(3, 22)
        canvas.line([(w * 0.5, 0), (w * 0.5, h * 0.22)], "#0c0806", 3)
        canvas.circle(w * 0.5, h * 0.26, 13, "#fff2cc", glow="#e8b060")

    ground = np.zeros((*size, 3), np.float32) + np.array([0.09, 0.055, 0.03], np.float32)
    return _over(ground, _drawn(size, draw, 17))


def _hill(size: Size) -> np.ndarray:
    """A place of their own: grass, a morning, nobody hunting anyone."""

    def draw(canvas: Canvas, rng: np.random.Generator, w: int, h: int) -> None:
        for k, tone in enumerate(("#7fae9a", "#5c9466", "#3f7a44")):
            y = h * (0.56 + 0.13 * k)
            data = f"M-10 {h + 10}L-10 {y}"
            for i in range(13):
                data += f"L{w * i / 12:.1f} {y + 16 * np.sin(i * (0.9 + 0.3 * k) + k * 2):.1f}"
            canvas.path(data + f"L{w + 10} {h + 10}Z", tone)
        for _ in range(240):
            x, y = rng.uniform(0, w), rng.uniform(h * 0.84, h)
            canvas.line([(x, y), (x + rng.uniform(-3, 3), y - rng.uniform(4, 12))], "#6aa85a", 1.2)
        canvas.rect(w * 0.30, h * 0.50, 3, 30, "#6a4a34")
        canvas.circle(w * 0.302, h * 0.47, 15, "#4f8a50")

    y = np.linspace(0, 1, size[0], dtype=np.float32)[:, None, None]
    ground = np.array([0.36, 0.56, 0.74], np.float32) * (1 - y) + np.array([0.80, 0.70, 0.52], np.float32) * y
    ground = ground + smooth(clouds(size, 1.5, 104, stretch=3.0), 0.52, 0.95)[..., None] * 0.16
    return _over(ground, _drawn(size, draw, 19))


SKIES: dict[str, Sky] = {
    "avenue": Sky(_avenue, (0.86, 0.52, 0.92)),
    "graveyard": Sky(_graveyard, (0.72, 0.58, 0.52), left=(0.95, 0.55, 0.28), right=(0.24, 0.46, 0.80)),
    "carrier": Sky(_carrier, (0.80, 0.34, 0.50), left=(0.95, 0.22, 0.42), right=(0.40, 0.36, 0.80)),
    "works": Sky(_works, (0.44, 0.66, 0.94), left=(0.40, 0.44, 1.0), right=(0.20, 0.60, 0.95)),
    "strata": Sky(
        _strata, (0.22, 0.46, 0.48), left=(0.30, 0.30, 0.60), right=(0.12, 0.46, 0.50), ambient=(0.20, 0.21, 0.28)
    ),
    "door": Sky(_door, (0.62, 0.48, 0.30), left=(0.62, 0.42, 0.22), right=(0.30, 0.34, 0.52), screen="warm"),
    "garage": Sky(
        _garage, (0.80, 0.55, 0.30), left=(0.20, 0.50, 0.22), right=(0.40, 0.26, 0.14), ambient=(0.17, 0.14, 0.14),
        lamps=False, screen="warm", turned=True,
    ),
    "hill": Sky(
        _hill, (0.98, 0.90, 0.72), left=(0.95, 0.80, 0.55), right=(0.60, 0.78, 0.95), ambient=(0.36, 0.36, 0.38),
        screen="gone",
    ),
}  # fmt: skip
