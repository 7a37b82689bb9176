"""The ground of chapter 07: a workbench as wide as a country, under a lamp that is its sun.

Painted for the map of that level: what is solid there stands here, and throws its shadow. All shadows run from the one
lamp, so they are marched here, over the whole bench; small lights are `relief`'s. World units throughout.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from canvas import Canvas
from garage_bench import TALLEST, Bench, level
from garage_finds import DRAWER, draw_drawer
from garage_places import RIVER, draw_all
from garage_things import IRON, draw_sawdust, draw_scrap, draw_shelf, draw_top, draw_west
from garage_wall import FLAP, draw_wall
from noise import clouds, smooth
from relief import LUMA, Lamp, Lighting, blurred, lit, under_ceiling
from scipy import ndimage
from tiles import Place

SCALE = 0.75
LEFT, TOP, RIGHT, BOTTOM = -200.0, -760.0, 6200.0, 3420.0
BACK, FRONT = 60.0, 2960.0  # edges of the bench
WIDTH, HEIGHT = round((RIGHT - LEFT) * SCALE), round((BOTTOM - TOP) * SCALE)
EDGE = ("nearest", "nearest")

BULB = (2330.0, 800.0, 640.0)  # x, y and height above the bench
AIM = (0.62, 0.78)  # where the shade's opening points
REACH = 2150.0  # where the light has fallen to half
WARM = np.array([2.45, 1.92, 1.26], np.float32)
CEILING = 0.63  # luminance: ships are brighter, and a JPEG overshoots
STEPS = 150  # of a shadow's march
COARSE = 2  # shadows are marched at a half of the size: their edges are soft

PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear="#0b0908")


def at(x: float, y: float) -> tuple[float, float]:
    """World to sheet."""
    return (x - LEFT) * SCALE, (y - TOP) * SCALE


def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
    return Lamp(*at(x, y), (z + 30) * SCALE, colour, reach * SCALE)


LAMPS = (
    lamp(*IRON[1], 46, (1.7, 0.62, 0.16), 90),
    lamp(FLAP[0], 60, 60, (0.42, 0.58, 1.0), 200),
    lamp(5750, 330, 620, (0.17, 0.25, 0.50), 1000),  # what comes under the door, and through a pane somewhere
    lamp(4930, 1480, 70, (0.10, 0.62, 0.36), 150),  # bed 4
    lamp(4170, 1930, 120, (0.10, 0.34, 0.22), 300),  # the city's own lights
    lamp(3400, -120, 420, (0.26, 0.30, 0.28), 800),  # the pile, as far as one sees it
    lamp(900, -200, 420, (0.34, 0.26, 0.18), 900),  # what the boards throw back on the wall
    lamp(4900, -200, 420, (0.26, 0.22, 0.20), 700),
    lamp(200, 1500, 260, (0.34, 0.26, 0.20), 420),  # the way in
    lamp(2440, 1720, 60, (0.42, 0.30, 0.18), 240),  # thrown back on the chairs' backs
)
SOFT = Lighting(
    relief=TALLEST * SCALE, ambient=(0.235, 0.225, 0.31), sun_colour=(0.0, 0.0, 0.0), bump=0.75, occlusion=0.016,
    grain=0.07,
    spill=1.3, halo=0.5, ceiling=0.70,
)  # fmt: skip


def paint() -> np.ndarray:
    canvas = Canvas(WIDTH, HEIGHT)
    with canvas.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        _draw(Bench(canvas))
    picture, height, glow = canvas.colours()[..., :3], canvas.heights(), canvas.glows()
    floor = _floor()
    out = lit(picture, height, glow, replace(SOFT, lamps=LAMPS))
    out += picture * _sunlight(height)[..., None] * WARM
    out = out * (1 - floor[1]) + floor[0] * floor[1]
    out += _haze()[..., None] * np.array([1.0, 0.72, 0.40], np.float32)
    hot = np.clip(out @ LUMA - 0.40, 0.0, 0.5)[..., None]  # what is brightest is paler, as on film
    out += hot * np.array([0.0, 0.20, 0.34], np.float32)
    return under_ceiling(np.maximum(out * _corners()[..., None], 0.0), CEILING)


def _draw(b: Bench) -> None:
    draw_top(b, BACK, FRONT, RIGHT)
    draw_wall(b, LEFT, TOP, RIGHT)
    draw_sawdust(b)
    draw_scrap(b)
    b.cable(RIVER, 30, "#2a2d38", 28)
    draw_all(b)
    draw_shelf(b, 5790, 1150, 2880, RIGHT)
    draw_west(b, LEFT, BACK, FRONT)
    b.on.rect(LEFT, FRONT - 26, RIGHT - LEFT, 40, "#5a3a20", ht=level(4))
    b.on.rect(LEFT, FRONT + 12, RIGHT - LEFT, 46, "#3a2413", ht=level(-30))
    draw_drawer(b)


def _floor() -> tuple[np.ndarray, np.ndarray]:
    """Below the front edge one looks down: tiles, out of focus. The picture, and where it shows."""
    canvas = Canvas(WIDTH, HEIGHT)
    mask = Canvas(WIDTH, HEIGHT)
    with canvas.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        canvas.rect(LEFT, FRONT, RIGHT - LEFT, BOTTOM - FRONT, "#1d222e")
        for i in range(40):
            canvas.line([(LEFT + i * 190, FRONT), (LEFT + i * 190 + 60, BOTTOM)], "#12161f", 7)
        for i in range(4):
            canvas.line([(LEFT, FRONT + 60 + i * 130), (RIGHT, FRONT + 80 + i * 130)], "#12161f", 7)
        for side in (-40, 40):  # slippers
            canvas.ellipse(1460 + side, 3260, 34, 84, "#6a3a3a")
            canvas.ellipse(1460 + side, 3290, 24, 46, "#2a1618")
        canvas.rect(4700, 3150, 420, 240, "#2c3f4e", round_=40)
        canvas.rect(4700, 3150, 130, 240, "#8a8574", round_=34)
    with mask.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        mask.rect(LEFT, FRONT + 58, RIGHT - LEFT, BOTTOM - FRONT, "#ffffff", ht=1.0)
        x, y, w, d = DRAWER
        mask.rect(x - w / 2 - 16, y - d / 2 - 18, w + 32, d + 34, "#000000", ht=0.0)
    colour = canvas.colours()[..., :3]
    soft = np.stack([blurred(colour[..., c], 9.0, EDGE) for c in range(3)], -1)
    _, y = _mesh()
    deep = 1.0 - 0.75 * smooth(y, FRONT + 40, BOTTOM + 120)
    return soft * deep[..., None] * np.array([0.62, 0.66, 0.80], np.float32), mask.heights()[..., None]


def _mesh() -> tuple[np.ndarray, np.ndarray]:
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return xs / SCALE + LEFT, ys / SCALE + TOP


def _sunlight(height: np.ndarray) -> np.ndarray:
    """How much of the lamp each place takes: facing, shadow, distance and the shade's cone. (height, width)."""
    tall = ndimage.gaussian_filter(height, 1.0) * np.float32(TALLEST * SCALE)
    broad = ndimage.gaussian_filter(tall, 5.0)
    slopes = []
    for axis in (1, 0):
        fine, wide = (ndimage.correlate1d(each, [-0.5, 0, 0.5], axis=axis, mode="nearest") for each in (tall, broad))
        slopes.append((fine + 0.6 * wide) * 0.95)
    steep = 1.0 + 0.5 * np.hypot(*slopes)
    gx, gy = slopes[0] / steep, slopes[1] / steep
    nz = 1.0 / np.sqrt(gx * gx + gy * gy + 1.0)
    x, y = _mesh()
    dx, dy = (BULB[0] - x) * SCALE, (BULB[1] - y) * SCALE
    dz = BULB[2] * SCALE + 40 - tall
    far = np.sqrt(dx * dx + dy * dy + dz * dz)
    facing = np.maximum((-gx * nz * dx - gy * nz * dy + nz * dz) / far, 0.0)
    # what lies flat would turn black where the light comes in low: it keeps some of it
    facing = 0.80 * facing + 0.20 * nz
    flat = np.hypot(dx, dy) + 1e-3
    along = -(dx * AIM[0] + dy * AIM[1]) / flat
    cone = 0.30 + 0.70 * smooth(along + 0.9 * np.exp(-flat / (420 * SCALE)), -0.55, 0.55)
    fade = 1.0 / (1.0 + (far / (REACH * SCALE)) ** 2)
    return (facing * _shadow(tall) * cone * fade * 1.18).astype(np.float32)


def _shadow(tall: np.ndarray) -> np.ndarray:
    """Marched from each place towards the bulb; penumbras widen with the way to what casts them."""
    small = tall[::COARSE, ::COARSE]
    h, w = small.shape
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    bx, by = at(BULB[0], BULB[1])
    bx, by, bz = bx / COARSE, by / COARSE, BULB[2] * SCALE + 40
    dx, dy, dz = bx - xs, by - ys, bz - small
    far = np.hypot(dx, dy) * COARSE + 1.0
    shadow = np.ones_like(small)
    top = float(small.max())
    jitter = np.random.default_rng(3).random(small.shape).astype(np.float32)  # steps would show in long shadows
    for i in range(STEPS):
        t = ((i + jitter) / STEPS) ** 1.6 * np.float32(
            0.62
        )  # what stands near matters most; near the bulb nothing does
        px = np.clip(xs + dx * t, 0, w - 1).astype(np.int32)
        py = np.clip(ys + dy * t, 0, h - 1).astype(np.int32)
        over = small[py, px] - (small + dz * t + 1.2)
        np.minimum(shadow, 1.0 - np.clip(over / (2.0 + 0.035 * t * far), 0, 1), out=shadow)
        if float(dz.min()) * (i / STEPS) ** 1.6 * 0.62 > top:
            break
    grown = ndimage.zoom(ndimage.gaussian_filter(shadow, 1.5), COARSE, order=1, grid_mode=True, mode="nearest")
    full = np.ones(tall.shape, np.float32)
    full[: grown.shape[0], : grown.shape[1]] = grown[: tall.shape[0], : tall.shape[1]]
    return full


def _haze() -> np.ndarray:
    """Dust in the cone of light."""
    x, y = _mesh()
    dx, dy = x - BULB[0], y - BULB[1]
    far = np.hypot(dx, dy) + 1e-3
    along = (dx * AIM[0] + dy * AIM[1]) / far
    dust = clouds((HEIGHT, WIDTH), 2.0, 41)
    rays = clouds((16, 2048), 1.2, 43)[8][(((np.arctan2(dy, dx) / np.pi + 1) * 1023.5).astype(np.int32)) % 2048]
    cone = smooth(along, -0.2, 0.9)
    return (np.exp(-far / 900) * 0.17 * cone * (0.35 + dust) * (0.7 + 0.6 * rays) + np.exp(-far / 190) * 0.06).astype(
        np.float32
    )


def _corners() -> np.ndarray:
    """Out at the ends of the bench it is evening."""
    x, _ = _mesh()
    return (1.0 - 0.22 * smooth(np.abs(x - 2900), 2000, 3300)).astype(np.float32)
