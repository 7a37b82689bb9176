"""The ground of chapter 04: a market under a bridge, the ring lane at noon, a tunnel, and the quiet south.

Noon stands in the north-east and falls into the lane over its walls: their shadows lie on its deck. Under the bridge
it comes only through the planks, so the stall's own lamps rule there; in the south the moon does. Through the gratings
of the track, and where the plain breaks off, one sees what lies under all of it. World units throughout.
"""

from __future__ import annotations

import math
from dataclasses import replace

import convoy_places as places
import convoy_roofs as roofs
import convoy_ways as ways
import numpy as np
from canvas import Canvas, mix, shade
from convoy_map import (
    BOTTOM,
    BOX,
    FLOOR,
    GATE,
    LEFT,
    MOON,
    OUTER,
    RIGHT,
    SCALE,
    SOUTH,
    STALL,
    STEP,
    TOP,
    VAULT,
    Depths,
    Sheet,
    Way,
    rings,
)
from noise import clouds, smooth
from relief import LUMA, Lamp, Lighting, blurred, lit
from scipy import ndimage
from tiles import Place

EDGE = ("nearest", "nearest")
CLEAR = np.array([5, 7, 26], np.float32) / 255  # what nobody comes near enough to see
PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear="#05071a")
LIGHT = Lighting(
    relief=150 * SCALE, ambient=(0.26, 0.31, 0.50), sun=(0.52, -0.72, 0.44), sun_colour=(1.40, 1.54, 1.94),
    softness=2.0, bump=1.0, occlusion=0.03, grain=0.05, spill=1.4, halo=1.1, ceiling=0.66,
)  # fmt: skip


def paint(sheet: Sheet | None = None) -> np.ndarray:
    sheet = sheet or Sheet()
    depths = Depths()
    deck, open_, chalk = sheet.canvas(), sheet.canvas(), sheet.canvas()
    with sheet.drawing(deck):
        _draw(deck, depths)
    with sheet.drawing(open_):
        ways.draw_holes(open_)
    with sheet.drawing(chalk):
        places.draw_traces(chalk, np.random.default_rng(7))
    x, y = sheet.mesh()
    picture, height, glow = deck.colours()[..., :3], deck.heights(), deck.glows()
    broken = _broken(sheet, x, y)
    hole = np.maximum(open_.heights(), broken)
    plain = _is_plain(x, y) * (1 - smooth(height, 0.104, 0.128))
    dust, dune = _dust(sheet, x, y)
    written = chalk.colours()
    dust += (written[..., :3] - dust) * written[..., 3:]
    picture += (dust - picture) * plain[..., None]
    picture = _greyer(picture)
    height = np.maximum(height, plain * dune)
    shadows = np.maximum(height, _standing(sheet))
    noon = _noon(sheet, x, y)
    top = _lit(sheet, picture, shadows * (1 - hole), glow, noon)
    below = _below(sheet)
    out = top * (1 - hole[..., None]) + below * (hole * np.where(hole > broken, 1.9, _cast(broken)))[..., None]
    out += glow * hole[..., None] * 0.4
    shown = _level(x, y, depths)[..., None]
    return np.clip((out + _air(sheet, x, y)) * shown + CLEAR * (1 - shown), 0, LIGHT.ceiling + 0.03)


def _draw(deck: Canvas, depths: Depths) -> None:
    rng = np.random.default_rng(4)
    roofs.draw_ground(deck)
    roofs.draw_roofs(deck, depths, rng)
    roofs.draw_letters(deck)
    places.draw_bridge(deck)
    roofs.rim(deck)
    deck.polygon(OUTER, "#10152e", ht=FLOOR)
    places.draw_market(deck, rng)
    ways.draw_ramp(deck, rng)
    ways.draw_tunnel(deck, depths, rng)
    ways.draw_lane(deck, depths, rng)
    places.draw_plain(deck, rng)
    places.draw_box(deck, rng)
    places.draw_box_walls(deck)
    roofs.draw_island(deck)
    roofs.draw_roofs(deck, depths, np.random.default_rng(5), island=True)
    roofs.draw_letters(deck, island=True)


def _greyer(picture: np.ndarray) -> np.ndarray:
    """Blue things a little greyer: the light on them is blue already, and brass must stand out against them."""
    luma = (picture @ LUMA)[..., None]
    blue = smooth(picture[..., 2:] - picture[..., :1], 0.0, 0.10)
    return (luma + (picture - luma) * (1 - 0.42 * blue)).astype(np.float32)


def _lamps(sheet: Sheet) -> tuple[Lamp, ...]:
    def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
        return Lamp(*sheet.at(x, y), z * SCALE, colour, reach * SCALE)

    (sx, sy), (mx, my, _), (vx, vy) = STALL, MOON, VAULT
    brass, moonlight = (1.9, 1.28, 0.62), (1.6, 1.85, 2.5)
    return (
        lamp(sx, sy - 60, 210, (3.0, 1.9, 0.86), 380),
        *(lamp(sx + dx, sy + dy, 90, brass, 120) for dx, dy in ((-420, -260), (430, -210), (-520, 210), (560, 190))),
        lamp(mx, my, 300, moonlight, 1150),
        lamp(vx, vy, 170, brass, 190),
        *(lamp(px, py, 190, (2.4, 1.62, 0.80), 250) for px, py in ((8600, 5010), (8500, 5560), (8900, 6080))),
        lamp(*GATE, 220, (0.7, 0.74, 1.2), 260),
        lamp(10375, 3880, 200, (0.8, 0.8, 1.1), 260),
    )


def _lit(sheet: Sheet, picture: np.ndarray, height: np.ndarray, glow: np.ndarray, noon: np.ndarray) -> np.ndarray:
    """Lit twice, by lamps alone and with the noon, and mixed by how much of the noon comes to a place."""
    lamps = replace(LIGHT, lamps=_lamps(sheet), sun_colour=(0.0, 0.0, 0.0), ambient=(0.32, 0.36, 0.54))
    night = lit(picture, height, glow, lamps)
    day = lit(picture, height, glow, LIGHT)
    return day * noon[..., None] + night * (1 - noon[..., None])


def _noon(sheet: Sheet, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How much of the noon reaches a place, 0..1: all of it on the lane but under gantries, none in the south."""
    south = smooth(y, 3700.0, 4100.0)
    hung = sheet.canvas()
    with sheet.drawing(hung):
        ways.draw_gantries(hung)
    under = ndimage.gaussian_filter(hung.heights(), 4 * SCALE)
    return (places.under_bridge(x, y) * ways.ribs(x, y) * (1 - 0.94 * south) * (1 - 0.66 * under)).astype(np.float32)


def _standing(sheet: Sheet) -> np.ndarray:
    """Heights of what stands in the plane of play: the game draws it, but its shadow lies in the picture."""
    canvas = sheet.canvas()
    with sheet.drawing(canvas):
        for ring in rings():
            middle = ring.mean(0)
            canvas.polygon([tuple(middle + (p - middle) * 0.93) for p in ring], "#ffffff", ht=0.62)
        for line, width in BOX:
            canvas.line(line, "#ffffff", width, ht=0.62)
        canvas.circle(*MOON, "#000000", ht=0.0)  # it gives the light itself
    return canvas.heights()


# ---- the plain -------------------------------------------------------------------------------------------------------


def _is_plain(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    left, top, right, bottom = SOUTH
    return ((x > left) & (x < right) & (y > top) & (y < bottom)).astype(np.float32)


def _dust(sheet: Sheet, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Blue dust: its colour, and its height with dunes and old craters."""
    fine, broad = clouds(sheet.shape, 1.3, 15), clouds(sheet.shape, 2.1, 16)
    dune = 0.03 + 0.20 * broad + 0.05 * fine
    rng = np.random.default_rng(8)
    left, top, right, bottom = SOUTH
    for _ in range(150):
        cx, cy, size = rng.uniform(left, right), rng.uniform(top, bottom), 14 * (1 + 9 * rng.random() ** 3)
        if math.dist((cx, cy), MOON[:2]) < 470 or (7650 < cx < 9550 and 4200 < cy < 6500):
            continue
        (px, py), reach = sheet.at(cx, cy), size * SCALE * 1.7
        y0, y1, x0, x1 = (int(v) for v in (py - reach, py + reach + 1, px - reach, px + reach + 1))
        y0, x0 = max(0, y0), max(0, x0)
        part = dune[y0 : max(y0, y1), x0 : max(x0, x1)]
        if not part.size:
            continue
        far = np.hypot(x[y0:y1, x0:x1] - cx, y[y0:y1, x0:x1] - cy)[: part.shape[0], : part.shape[1]] / size
        deep = 0.07 + 0.07 * min(1, size / 80)
        part += np.where(far < 1, -deep * (1 - far**2) + 0.4 * deep * far**6, 0.4 * deep * np.exp(-8 * (far - 1)))
    low, high = np.array([0.105, 0.125, 0.26], np.float32), np.array([0.30, 0.36, 0.64], np.float32)
    tone = np.clip(0.2 + 0.9 * (fine - 0.4) + 0.6 * (broad - 0.45), 0, 1)[..., None]
    return low * (1 - tone) + high * tone, np.clip(dune, 0.0, 0.3).astype(np.float32)


def _broken(sheet: Sheet, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Where the plain breaks off and one looks down, 0..1: never near what one came for."""
    left, top, right, bottom = SOUTH
    field = clouds(sheet.shape, 2.0, 23) + 0.10 * (clouds(sheet.shape, 1.3, 24) - 0.5)
    box = np.hypot(np.maximum(np.abs(x - 8600) - 800, 0), np.maximum(np.abs(y - 5550) - 800, 0))
    road = np.full(x.shape, np.inf, np.float32)
    for px, py in (*Way(places.ROAD, 60).points, GATE):
        road = np.minimum(road, np.hypot(x - px, y - py))
    trail = np.full(x.shape, np.inf, np.float32)
    for px, py in Way(places.TRAIL, 60).points:
        trail = np.minimum(trail, np.hypot(x - px, y - py))
    moon = np.hypot(x - MOON[0], y - MOON[1])
    for far, near, free in ((moon, 620.0, 860.0), (box, 170.0, 330.0), (road, 330.0, 480.0), (trail, 130.0, 260.0)):
        field = field - 0.5 * (1 - smooth(far, near, free))
    gap = np.minimum.reduce([x - left, right - x, y - top, bottom - y])
    field = field - 0.5 * (1 - smooth(gap, 90.0, 260.0))
    return (smooth(field, 0.545, 0.56) * _is_plain(x, y)).astype(np.float32)


# ---- far below -------------------------------------------------------------------------------------------------------


def _below(sheet: Sheet) -> np.ndarray:
    """Under the lane: works under works, streams of light between them, all of it blurred and blue."""
    deep, near = _depth(sheet, 4, 260, 0.34, 1.7, 61), _depth(sheet, 4, 170, 0.10, 1.1, 62)
    haze = clouds(sheet.shape, 2.1, 63)[..., None]
    out = deep[..., :3] + haze * np.array([0.012, 0.022, 0.075], np.float32)
    return out * (1 - near[..., 3:]) + near[..., :3] * near[..., 3:]


def _depth(sheet: Sheet, step: int, size: float, haze: float, blur: float, seed: int) -> np.ndarray:
    """Blocks and streams at one depth: (height, width, 4)."""
    rng = np.random.default_rng(seed)
    canvas = sheet.canvas(step)
    air, solid = "#070b24", haze > 0.3
    with sheet.drawing(canvas, step):
        if solid:
            canvas.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, air, ht=0.0)
        for _ in range(900 if solid else 420):
            x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
            wide, high = size * rng.uniform(0.4, 1.4), size * rng.uniform(0.3, 0.9)
            tone = mix(("#22307c", "#182258", "#2c3f9a", "#1a2050")[int(rng.integers(4))], air, haze)
            canvas.rect(x, y, wide, high, shade(tone, 0.6), ht=0.4)
            canvas.rect(x + 8, y + 8, wide - 16, high - 16, tone, ht=0.5)
        for _ in range(340 if solid else 0):
            x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
            long = rng.uniform(500, 2200)
            end = (x + long, y + 0.1 * long) if rng.random() < 0.6 else (x - 0.1 * long, y + long)
            tone = ("#4a66ff", "#7f97ff", "#4a66ff", "#d9a43a")[int(rng.integers(4))]
            canvas.line([(x, y), end], tone, rng.uniform(5, 13), dash="60 30 140 24", op=0.9, glow=shade(tone, 0.7))
            for t in rng.random(12):
                px, py = x + (end[0] - x) * t, y + (end[1] - y) * t
                canvas.circle(px, py, rng.uniform(8, 18), tone, glow=shade(tone, 0.8))
    colour, glow = canvas.colours(), canvas.glows()
    rgb = colour[..., :3] * 0.62 + glow * 0.9
    for sigma, share in ((4, 0.7), (12, 0.8)):
        rgb += share * np.stack([ndimage.gaussian_filter(glow[..., c], sigma) for c in range(3)], -1)
    layers = [*np.moveaxis(rgb, -1, 0), colour[..., 3]]
    return np.stack([sheet.grown(ndimage.gaussian_filter(layer, blur), step) for layer in layers], -1)


def _cast(hole: np.ndarray) -> np.ndarray:
    """What the upper ground takes from the light below it: (height, width), 0..1."""
    dark = np.zeros(hole.shape, np.float32)
    for far, share in ((26, 0.3), (70, 0.28), (150, 0.22)):  # units
        far *= SCALE
        moved = ndimage.shift((1 - hole).astype(np.float32), (far * 0.8, -far * 0.55), order=0, mode="nearest")
        dark += share * blurred(moved, far * 0.35, EDGE)
    return 1.0 - np.clip(dark, 0, 0.78)


# ---- over all --------------------------------------------------------------------------------------------------------


def _level(x: np.ndarray, y: np.ndarray, depths: Depths) -> np.ndarray:
    """The works sink into the dark away from where one flies."""
    rows = np.clip(((y[:, 0] - TOP) * SCALE / STEP).astype(int), 0, depths.outside.shape[0] - 1)
    columns = np.clip(((x[0] - LEFT) * SCALE / STEP).astype(int), 0, depths.outside.shape[1] - 1)
    far = ndimage.gaussian_filter(depths.outside, 4)[rows][:, columns].astype(np.float32)
    return 1.0 - smooth(far, 40.0, 640.0) ** 0.7


def _air(sheet: Sheet, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Blue dust in the noon, warm round the stall, cold round the moon."""
    haze = clouds(sheet.shape, 2.1, 52)[..., None]
    (sx, sy), (mx, my, _) = STALL, MOON
    warm = np.exp(-np.hypot(x - sx, y - sy) / 420)[..., None]
    cold = np.exp(-np.hypot(x - mx, y - my) / 520)[..., None]
    noon, brass, moon = (
        np.array(c, np.float32) for c in ((0.008, 0.012, 0.030), (0.085, 0.050, 0.014), (0.03, 0.04, 0.085))
    )
    return (noon + warm * brass + cold * moon) * (0.35 + haze)
