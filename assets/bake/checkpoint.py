"""The ground of chapter 03: Moderation's checkpoint on a bright lane, and the old landing deck below and behind it.

One picture for both, so that the ramp between them has no seam. The lane in the north is the light of all of it: what
stands throws its shadow south, the district ends in a wall over the lower deck, and the farther from the lane the
darker. What is brightly lit is watched; dark ground is where one can be. The lower deck is pale with scuffs, marks and
paper, so that the shadow of something very large can be told on it from its first foot. World units throughout.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path

import checkpoint_field as field
import checkpoint_hall as hall
import checkpoint_places as places
import checkpoint_queue as queue
import numpy as np
from canvas import Canvas, mix, shade
from checkpoint_parts import BLUSH, WARM, hexagon
from hulls import draw_lattice
from noise import clouds, smooth
from relief import Lamp, Lighting, blurred, lit
from scipy import ndimage
from tiles import Place

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = ROOT / "levels" / "03-sweep" / "map.toml"
OUTLINES = ROOT / "assets" / "art" / "outlines.toml"

SCALE = 512 / 900  # a tile is 900 units: a whole number, so that nothing is cut at its edges
LEFT, TOP, RIGHT, BOTTOM = -340.0, -560.0, 12760.0, 4300.0
WIDTH, HEIGHT = int((RIGHT - LEFT) * SCALE) // 4 * 4, int((BOTTOM - TOP) * SCALE) // 4 * 4
EDGE = ("nearest", "nearest")
UNSEEN = ((-400.0, 2110.0, 5090.0, 4400.0), (7560.0, -600.0, 12800.0, 700.0))  # where no camera comes: left plain
CLEAR = "#08050b"

PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear=CLEAR)
LIGHT = Lighting(
    relief=46, ambient=(0.36, 0.36, 0.53), sun=(-0.34, -0.84, 0.40), sun_colour=(1.36, 0.98, 1.02), softness=2.2,
    bump=1.0, occlusion=0.032, grain=0.06, spill=1.5, halo=0.5, ceiling=0.60,
)  # fmt: skip


def paint() -> np.ndarray:
    rng = np.random.default_rng(303)
    deck = _sheet()
    with _in_units(deck):
        queue.draw_lane(deck, rng)
        places.draw_district(deck, rng)
        field.draw_field(deck, rng)
        hall.draw_ramp(deck, rng)
    chalk = _sheet()
    with _in_units(chalk):
        places.draw_writing(chalk, rng)
        field.draw_writing(chalk, rng)
    picture, height, glow = deck.colours(), deck.heights(), deck.glows()
    cover = picture[..., 3]
    ground = picture[..., :3] * _wear()[..., None]
    written = chalk.colours()
    flaked = written[..., 3:] * (0.45 + 0.5 * smooth(_noise(1.2, 5), 0.35, 0.6))[..., None]
    ground = ground + (written[..., :3] - ground) * flaked
    standing = _standing()
    top = lit(ground, np.maximum(height, standing), glow, replace(LIGHT, lamps=_lamps()))
    solid = np.maximum(cover, standing > 0)
    out = top * cover[..., None] + _below() * (_cast(solid) * (1 - cover))[..., None]
    out = out * _level()[..., None] + _air()
    seen = _seen()[..., None]
    clear = np.array([int(CLEAR[i : i + 2], 16) / 255 for i in (1, 3, 5)], np.float32)
    return np.clip(out * seen + clear * (1 - seen), 0, LIGHT.ceiling + 0.04)


# ---- sheets ----------------------------------------------------------------------------------------------------------


def _sheet(step: int = 1) -> Canvas:
    return Canvas(WIDTH // step, HEIGHT // step)


def _in_units(sheet: Canvas, step: int = 1):
    """Inside it, one draws in world units."""
    return sheet.moved(-LEFT * SCALE / step, -TOP * SCALE / step, scale=SCALE / step)


def _lamps() -> tuple[Lamp, ...]:
    found = []
    for x, y, z, colour, reach in (*places.LAMPS, *field.LAMPS):
        found.append(Lamp((x - LEFT) * SCALE, (y - TOP) * SCALE, z * SCALE, colour, reach * SCALE))
    return tuple(found)


def _mesh() -> tuple[np.ndarray, np.ndarray]:
    """World coordinates as a row and a column: they are broadcast where they meet."""
    x = np.arange(WIDTH, dtype=np.float32)[None, :] / SCALE + LEFT
    y = np.arange(HEIGHT, dtype=np.float32)[:, None] / SCALE + TOP
    return x, y


def _noise(roughness: float, seed: int) -> np.ndarray:
    """Clouds of the sheet's size, made at half of it."""
    return _grown(clouds((HEIGHT // 2, WIDTH // 2), roughness, seed), 2)


def _grown(layer: np.ndarray, step: int) -> np.ndarray:
    grown = ndimage.zoom(layer, step, order=1, grid_mode=True, mode="nearest")
    return grown[:HEIGHT, :WIDTH].astype(np.float32)


def _box(x: np.ndarray, y: np.ndarray, box: tuple[float, float, float, float], soft: float) -> np.ndarray:
    """1 inside, 0 outside, `soft` units of twilight outside."""
    left, top, right, bottom = box
    wide = smooth(x, left - soft, left) * (1 - smooth(x, right, right + soft))
    return wide * (smooth(y, top - soft, top) * (1 - smooth(y, bottom, bottom + soft)))


# ---- the map ---------------------------------------------------------------------------------------------------------


def _standing() -> np.ndarray:
    """Heights of what stands in the plane of play: the game draws it, its shadow lies in the picture.

    What drifts or slides is left out: the game draws the shadows of things that move.
    """
    chart, outlines = tomllib.loads(MAP.read_text()), tomllib.loads(OUTLINES.read_text())
    sheet = _sheet()
    with _in_units(sheet):
        for rock in chart["rock"]:
            if "drift" in rock or "slide" in rock:
                continue
            if "poly" in rock:
                ring = np.array(rock["poly"]) + rock["pos"]
            else:
                k, s = math.cos(rock.get("angle", 0.0)), math.sin(rock.get("angle", 0.0))
                ring = np.array(outlines[rock["art"]]) * rock["size"] @ np.array([[k, s], [-s, k]]) + rock["pos"]
            middle = ring.mean(0)
            inner = [tuple(middle + (p - middle) * 0.92) for p in ring]
            large = float(np.ptp(ring, axis=0).max())
            sheet.polygon(inner, "#ffffff", ht=min(0.95, 0.66 + large / 2000))
        for wall in chart["wall"]:
            if "slide" not in wall and not wall["id"].startswith("boom"):
                line = [*wall["line"], wall["line"][0]] if wall.get("closed") else wall["line"]
                sheet.line(line, "#ffffff", wall["width"] * 0.8, ht=0.74)
    return sheet.heights()


# ---- far below -------------------------------------------------------------------------------------------------------


def _below() -> np.ndarray:
    """What one sees past the deck's edges: Infinity's lower lanes, out of focus, and the legs the deck stands on."""
    city = _city()
    legs = _legs()
    cover = legs[..., 3:]
    return city * (1 - cover) + legs[..., :3] * cover


def _city() -> np.ndarray:
    """Deep: blocks and lanes of light, blurred and cool."""
    rng = np.random.default_rng(91)
    step = 4
    sheet = _sheet(step)
    lights = ("#7a4cff", "#4a66ff", "#39a6ff", "#ff6ad5", "#ffb46a")
    with _in_units(sheet, step):
        sheet.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, "#0b0d1d")
        for _ in range(1500):
            x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
            w, h = rng.uniform(50, 190), rng.uniform(40, 130)
            sheet.rect(x, y, w, h, mix("#10142a", "#241a3c", rng.random()))
            if rng.random() < 0.5:
                tone = lights[int(rng.integers(5))]
                for k in range(int(w // 26)):
                    sheet.circle(x + 14 + k * 24, y + h * 0.5, 5, tone, glow=shade(tone, rng.uniform(0.2, 0.7)))
        for k in range(26):  # lanes: straight, crossing, busy
            tone = lights[k % 5]
            if k % 2:
                x = LEFT + (k + rng.uniform(-0.4, 0.4)) * 510
                ends = [(x, TOP), (x + rng.uniform(-900, 900), BOTTOM)]
            else:
                y = TOP + (k + rng.uniform(-0.4, 0.4)) * 190
                ends = [(LEFT, y), (RIGHT, y + rng.uniform(-600, 600))]
            sheet.line(ends, shade(tone, 0.3), 26, glow=shade(tone, 0.10))
            sheet.line(ends, tone, 12, dash="18 40 6 90 12 66", glow=shade(tone, 0.8))
    flat, glow = sheet.colours()[..., :3], sheet.glows()
    layers = []
    for c in range(3):
        soft = ndimage.gaussian_filter(flat[..., c], 1.6) * 0.8
        soft += ndimage.gaussian_filter(glow[..., c], 1.4) * 0.75 + ndimage.gaussian_filter(glow[..., c], 9) * 0.9
        layers.append(_grown(soft, step))
    haze = _grown(clouds((HEIGHT // step, WIDTH // step), 2.1, 17), step)[..., None]
    return np.stack(layers, -1) * 1.05 + haze * np.array([0.10, 0.026, 0.066], np.float32)


def _legs() -> np.ndarray:
    """Nearer: trusses, hexagonal landings and the pipes under the deck, half in the dark: (height, width, 4)."""
    rng = np.random.default_rng(92)
    step = 2
    sheet = _sheet(step)
    with _in_units(sheet, step):
        for _ in range(150):
            x, y, turn = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM), int(rng.integers(6)) * math.tau / 6
            long = rng.uniform(500, 1300)
            end = (x + long * math.cos(turn), y + long * math.sin(turn))
            draw_lattice(sheet, (x, y), end, rng.uniform(34, 62), "#2c1c30", 0.3)
        for _ in range(90):
            x, y, size = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM), rng.uniform(60, 150)
            sheet.polygon(hexagon(x, y, size), "#2a1a2c", stroke="#120a14", width=6, ht=0.45)
            sheet.polygon(hexagon(x, y, size * 0.72), "#351f34", ht=0.5)
            tone = BLUSH if rng.random() < 0.3 else WARM
            for k in range(3):
                px, py = hexagon(x, y, size * 0.86)[2 * k]
                sheet.circle(px, py, 6, tone, ht=0.5, glow=shade(tone, 0.5))
    colour, height, glow = sheet.colours(), sheet.heights(), sheet.glows()
    light = replace(LIGHT, relief=30, ambient=(0.46, 0.42, 0.60), sun_colour=(0.85, 0.60, 0.74), ceiling=0.45)
    rgb = lit(colour[..., :3], height, glow, light)
    layers = [*np.moveaxis(rgb, -1, 0), colour[..., 3] * 0.86]
    return np.stack([_grown(ndimage.gaussian_filter(layer, 1.5), step) for layer in layers], -1)


def _cast(solid: np.ndarray) -> np.ndarray:
    """What the deck takes from the light below it: (height, width), 0..1."""
    dark = np.zeros(solid.shape, np.float32)
    small = solid[::4, ::4].astype(np.float32)
    for far, share in ((40, 0.34), (110, 0.26), (220, 0.20)):  # units
        px = far * SCALE / 4
        moved = ndimage.shift(small, (px * 0.92, px * 0.36), order=1, mode="nearest")
        dark += share * _grown(ndimage.gaussian_filter(moved, px * 0.35), 4)
    return 1.0 - np.clip(dark, 0, 0.80)


# ---- over all --------------------------------------------------------------------------------------------------------


def _wear() -> np.ndarray:
    """Many feet and drives: broad stains and fine scratches along the way everybody goes."""
    fine = _grown(clouds((HEIGHT // 2, WIDTH // 2), 1.1, 14, stretch=3.0), 2)
    return (0.86 + 0.5 * (_noise(1.9, 13) - 0.5) + 0.34 * (fine - 0.5)).astype(np.float32)


def _level() -> np.ndarray:
    """Each place keeps its own level: lane and hall lit, neck and lay-by dark, the lower deck in a pale dusk."""
    x, y = _mesh()
    level = np.full((HEIGHT, WIDTH), 1.0, np.float32)
    near = (1 - smooth(y, -40.0, 620.0)) * (1 - smooth(x, 6600.0, 7200.0))
    level += 0.34 * near - 0.12 * _box(x, y, (-900, 700, 5950, 1500), 500)
    level += 0.08 * _box(x, y, (4330, 20, 5930, 960), 170)
    level *= 1 - 0.40 * _box(x, y, (3260, 560, 4190, 860), 110)
    level *= 1 - 0.34 * _box(x, y, (4430, 1080, 5230, 1420), 100)
    level *= 1 - 0.22 * _box(x, y, (5990, 900, 6700, 1500), 300)
    level *= 1 - 0.16 * smooth(x, 10200, 11300) * smooth(y, 1300, 1500)
    return level


def _air() -> np.ndarray:
    """Haze over the lane, thinning southwards; a breath of wine everywhere."""
    x, y = _mesh()
    amount = (1 - smooth(y, -250.0, 900.0)) * 0.055 * (1 - smooth(x, 6500.0, 7500.0)) + 0.010
    haze = (amount * (0.35 + _noise(2.1, 52)))[..., None]
    return haze.astype(np.float32) * np.array([1.0, 0.46, 0.62], np.float32)


def _seen() -> np.ndarray:
    x, y = _mesh()
    seen = np.ones((HEIGHT, WIDTH), np.float32)
    for box in UNSEEN:
        seen *= 1 - _box(x, y, box, 200)
    return blurred(seen, 12.0, EDGE)
