"""Elsewhere, in the ending *companion*: sky, grass, and a bridge set down on a hill with its door open.

A long way from anything, and too well kept. Five stand before it,
and leave room for one between them. A picture for the
whole screen; pixels from its middle.
"""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, mix, shade
from noise import clouds, smooth
from relief import Lighting, lit
from tiles import Place

WIDTH, HEIGHT = 1600, 900
SCALE = 1.25  # pixels a unit of the screen at 1280 x 720
PLACE = Place(origin=(-WIDTH / 2 / SCALE, -HEIGHT / 2 / SCALE), scale=SCALE, clear="#8fb3c4")
HORIZON = 0.50
PEOPLE = (  # how far from the middle, how tall, coat, hair; the gap is where nobody stands
    (-230.0, 66.0, "#b8832a", "#2a1a12"), (-142.0, 62.0, "#8e2b3a", "#5a2a18"), (8.0, 74.0, "#a05a28", "#3a241a"),
    (96.0, 65.0, "#3a4a9a", "#15161c"), (228.0, 69.0, "#6a5a86", "#8a7a6a"),
)  # fmt: skip


def paint() -> np.ndarray:
    sky = _sky()
    land = Canvas(WIDTH, HEIGHT)
    rng = np.random.default_rng(14)
    _draw_hills(land, rng)
    _draw_bridge(land)
    _draw_people(land)
    picture, height, glow = land.colours(), land.heights(), land.glows()
    light = Lighting(
        relief=46, ambient=(0.60, 0.62, 0.68), sun=(-0.72, -0.30, 0.42), sun_colour=(0.62, 0.52, 0.38), softness=2.2,
        bump=0.7,
        occlusion=0.02, grain=0.05, spill=0.9, halo=0.4, ceiling=0.86,
    )  # fmt: skip
    cover = picture[..., 3:]
    out = lit(picture[..., :3], height, glow, light)
    out = out * cover + sky * (1 - cover)
    y = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None, None]
    haze = np.array([0.80, 0.82, 0.80], np.float32) * np.exp(-(((y - 0.55) / 0.10) ** 2)) * 0.16
    return np.clip(out * 0.96 + haze * cover, 0, 0.88)


def _sky() -> np.ndarray:
    y = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None, None]
    high, low = np.array([0.40, 0.60, 0.76], np.float32), np.array([0.88, 0.84, 0.72], np.float32)
    sky = high * (1 - smooth(y, 0.0, 0.62)) + low * smooth(y, 0.0, 0.62)
    cloud = smooth(clouds((HEIGHT, WIDTH), 1.6, 77, stretch=3.2), 0.52, 0.90)[..., None]
    return sky + cloud * np.array([0.14, 0.12, 0.10], np.float32)


def _ridge(x: np.ndarray, base: float, swell: float, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    y = np.zeros_like(x)
    for k in range(1, 5):
        y += np.sin(x / WIDTH * math.tau * k * 0.8 + rng.uniform(0, math.tau)) * swell / k
    return base * HEIGHT + y


def _draw_hills(land: Canvas, rng: np.random.Generator) -> None:
    x = np.linspace(-20, WIDTH + 20, 80)
    for i, (base, swell, tone) in enumerate(((0.52, 16, "#9fbfb4"), (0.57, 20, "#82ad8e"), (0.63, 18, "#6a9c68"))):
        y = _ridge(x, base, swell, 30 + i)
        land.polygon([(-20, HEIGHT), *zip(x, y, strict=True), (WIDTH + 20, HEIGHT)], tone, ht=0.02 * i)
    # the one hill that matters
    top = HEIGHT * 0.70 - 116 * np.exp(-(((x - WIDTH * 0.5) / 470) ** 2))
    land.polygon([(-20, HEIGHT), *zip(x, top, strict=True), (WIDTH + 20, HEIGHT)], "#58904c", ht=0.10)
    for _ in range(2600):
        px = rng.uniform(0, WIDTH)
        edge = float(np.interp(px, x, top))
        py = edge + (HEIGHT - edge) * rng.random() ** 0.8
        size = 3 + 16 * (py - edge) / HEIGHT
        tone = mix("#7ab863", "#3f6f3a", rng.random())
        land.line([(px, py), (px + rng.uniform(-2, 4), py - size)], tone, 1.3 + size * 0.06, op=0.75, ht=0.12)
    for i in range(60):  # flowers, evenly
        px, py = 40 + (i * 257) % (WIDTH - 80), HEIGHT * 0.78 + (i * 83) % 180
        land.circle(px, py, 2.6, ("#fff4d8", "#f4cf6a", "#f2a0b0")[i % 3], ht=0.14)
    for px, high in ((WIDTH * 0.19, 84), (WIDTH * 0.86, 70)):  # two trees, the same tree
        foot = float(np.interp(px, x, top)) + 8
        land.rect(px - 4, foot - high, 8, high, "#6a4a34", ht=0.20)
        for dx, dy, r in ((0, -high - 20, 34), (-22, -high, 24), (22, -high - 2, 24)):
            land.circle(px + dx, foot + dy, r, "#5c9a5c", ht=0.26)


def _draw_bridge(land: Canvas) -> None:
    """The bridge by itself, cut out of its ship: a box with a window, wires at its back, and a door that is open."""
    cx, foot = WIDTH * 0.5, HEIGHT * 0.596
    land.ellipse(cx, foot + 8, 330, 22, "#3f6a3a", ht=0.10)
    body = (
        f"M{cx - 300} {foot}L{cx - 312} {foot - 128}C{cx - 304} {foot - 176} {cx - 240} {foot - 196} {cx} "
        f"{foot - 196}C{cx + 240} {foot - 196} {cx + 304} {foot - 176} {cx + 312} {foot - 128}L{cx + 300} {foot}Z"
    )
    land.path(body, "#d9d0bb", stroke="#8f8672", width=4, ht=0.5)
    land.path(f"M{cx - 306} {foot - 60}H{cx + 306}L{cx + 301} {foot - 8}H{cx - 301}Z", "#b9ad92", ht=0.52)
    land.path(f"M{cx - 310} {foot - 68}H{cx + 310}V{foot - 58}H{cx - 310}Z", "#e0a93a", ht=0.56)
    land.path(
        f"M{cx - 236} {foot - 170}H{cx + 96}C{cx + 112} {foot - 170} {cx + 118} {foot - 160} {cx + 118} "
        f"{foot - 148}V{foot - 84}H{cx - 258}V{foot - 148}C{cx - 258} {foot - 162} {cx - 250} {foot - 170} "
        f"{cx - 236} {foot - 170}Z",
        "#2c3a4a",
        stroke="#e0a93a",
        width=7,
        ht=0.42,
    )
    for i, (dx, tone) in enumerate(
        ((-214, "#8a6a22"), (-128, "#7a2a30"), (26, "#7a4a26"), (78, "#37406e"))
    ):  # four seats
        land.rect(cx + dx, foot - 128, 34, 46, shade(tone, 1.2), round_=9, glow="#140f06")
        land.rect(cx + dx - 8, foot - 96, 54, 14, tone, round_=3)
        land.rect(cx + dx + 4, foot - 92, 8 + 6 * (i % 2), 4, "#ffd884", glow="#8a6a20")
    land.ellipse(cx - 42, foot - 84, 46, 7, "#1c5a6a", glow="#0c3a44")  # the table, and nothing where her chair was
    land.line([(cx - 70, foot - 172), (cx - 70, foot - 84)], "#e0a93a", 5, ht=0.46)
    land.rect(cx + 168, foot - 142, 74, 142, "#20180f", ht=0.36)  # the door
    land.rect(cx + 174, foot - 136, 62, 136, "#c98a4a", glow="#38200a")
    land.polygon(
        [(cx + 242, foot - 142), (cx + 286, foot - 132), (cx + 286, foot + 6), (cx + 242, foot)], "#c4b89c", ht=0.5
    )
    land.polygon([(cx + 168, foot), (cx + 242, foot), (cx + 262, foot + 26), (cx + 150, foot + 26)], "#8f8672", ht=0.2)
    for i in range(7):  # what it was wired to
        y = foot - 150 + i * 19
        land.path(
            f"M{cx - 308} {y}C{cx - 340} {y + 4} {cx - 330} {y + 40} {cx - 352 - 6 * i} {y + 34 + 4 * i}",
            stroke=("#b04040", "#3a4a6a", "#c9a23a", "#2a2d38")[i % 4],
            width=5,
            ht=0.3,
        )
    land.rect(cx + 128, foot - 166, 32, 22, "#0b0d10", round_=3, ht=0.5)  # a dark screen. Nobody switches it on


def _draw_people(land: Canvas) -> None:
    """Seen from behind: they look at the view that they have been given."""
    cx, foot = WIDTH * 0.5 - 20, HEIGHT * 0.755
    for dx, tall, coat, hair in PEOPLE:
        x, y = cx + dx, foot + 8 * math.sin(dx)
        k = tall / 66.0 * 1.18
        land.ellipse(x + 34 * k, y + 3, 52 * k, 7, "#33592f", op=0.85)
        land.path(
            f"M{x - 11 * k} {y}L{x - 10 * k} {y - 30 * k}H{x + 10 * k}L{x + 11 * k} {y}H{x + 3 * k}L{x} "
            f"{y - 22 * k}L{x - 3 * k} {y}Z",
            "#2a2c36",
            ht=0.34,
        )
        land.path(
            f"M{x - 15 * k} {y - 26 * k}C{x - 19 * k} {y - 52 * k} {x - 12 * k} {y - 62 * k} {x} {y - 62 * k}"
            f"C{x + 12 * k} {y - 62 * k} "
            f"{x + 19 * k} {y - 52 * k} {x + 15 * k} {y - 26 * k}Z", coat, ht=0.40,
        )  # fmt: skip
        land.circle(x, y - 72 * k, 10 * k, hair, ht=0.46)
        land.line([(x - 15 * k, y - 54 * k), (x - 17 * k, y - 28 * k)], shade(coat, 0.8), 6 * k, ht=0.42)
        land.line([(x + 15 * k, y - 54 * k), (x + 17 * k, y - 28 * k)], shade(coat, 0.9), 6 * k, ht=0.42)
