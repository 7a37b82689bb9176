"""The ground of chapter 02: a graveyard of ships in three depths, under a light far in the west.

It is painted for one map and reads where the hulls stand from it: round them lies the scrap that fell off them, and
from them fall the long shadows of the yard's own light. The alleys between are left open: there one looks down on older
ships, blurred and cool, and there the ship has dark, empty space round it. World units throughout.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import wreck_places as places
from canvas import Canvas, Point, mix, shade
from hulls import Paint, draw_cable, draw_hull, draw_lattice, draw_plate
from noise import clouds, smooth
from relief import Lamp, Lighting, blurred, lit
from scipy import ndimage
from tiles import Place
from wreck_places import DATA, PIT, PLATES, PLAZA, THROAT, YARD, Box

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = ROOT / "levels" / "02-data-pirates" / "map.toml"
OUTLINES = ROOT / "assets" / "art" / "outlines.toml"

SCALE = 0.64  # a tile is 800 units: a whole number, so that nothing is cut at its edges
LEFT, TOP, RIGHT, BOTTOM = -340.0, -240.0, 7235.0, 4435.0
WIDTH, HEIGHT = int((RIGHT - LEFT) * SCALE), int((BOTTOM - TOP) * SCALE)
EDGE = ("nearest", "nearest")

MOON = (830.0, 3640.0, 430.0)

RUST = Paint("#1c0f0c", "#4a2a20", "#6a3d2a", "#a86a42", "#8a5a68")
BRONZE = Paint("#1a120c", "#443022", "#5e432c", "#9c7848", "#5a7a6a")
PLUM = Paint("#181018", "#3c2a34", "#533a44", "#8a6672", "#7a6a3a")
STEEL = Paint("#12131a", "#33343f", "#484b58", "#7c8494", "#4f6f8c")
OLD = (RUST, BRONZE, PLUM, STEEL)
DEEP, MIDDLE = "#0d1220", "#171019"  # the air far below, and less far

PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear="#0a0708")
LIGHT = Lighting(
    relief=52, ambient=(0.36, 0.33, 0.42), sun=(-0.88, -0.36, 0.34), sun_colour=(1.30, 0.84, 0.52), softness=2.4,
    bump=1.0, occlusion=0.03, grain=0.07, spill=1.5, halo=0.5, ceiling=0.60,
)  # fmt: skip


def at(x: float, y: float) -> Point:
    """World to sheet."""
    return (x - LEFT) * SCALE, (y - TOP) * SCALE


def lamp(x: float, y: float, z: float, colour: tuple[float, float, float], reach: float) -> Lamp:
    px, py = at(x, y)
    return Lamp(px, py, z * SCALE, colour, reach * SCALE)


LAMPS = (
    lamp(760, 2105, 200, (1.25, 0.66, 0.38), 300),  # the pumps' own glow
    lamp(620, 1520, 120, (0.9, 0.5, 0.3), 170),
    lamp(620, 2690, 120, (0.9, 0.5, 0.3), 170),
    lamp(MOON[0], MOON[1] - 120, 500, (0.30, 0.52, 0.95), 420),
    lamp(6060, 1080, 160, (1.5, 1.16, 0.66), 240),
    lamp(5680, 560, 140, (1.3, 1.0, 0.58), 180),
    lamp(6520, 720, 140, (1.3, 1.0, 0.58), 200),
    lamp(5700, 2760, 150, (0.95, 0.6, 0.36), 190),  # what comes in at the throat's mouth
    lamp(5700, 3330, 70, (0.24, 0.5, 0.9), 130),  # the coupling
    lamp(3200, 690, 90, (0.2, 0.5, 1.0), 130),  # the vault's lock
    lamp(4330, 1110, 120, (0.5, 0.42, 0.36), 150),  # nobody's ship, one bulb
)  # fmt: skip


def paint() -> np.ndarray:
    rings = _rings()
    field = _field(rings)
    deck = Canvas(WIDTH, HEIGHT)
    rng = np.random.default_rng(20)
    with deck.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        _draw_scrap(deck, field, rng)
        places.draw_pit(deck, rng)
        places.draw_balcony(deck, rng)
        places.draw_lane(deck, rng)
        places.draw_yard(deck, rng)
        places.draw_throat(deck, rng)
    chalk = Canvas(WIDTH, HEIGHT)
    with chalk.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        places.draw_traces(chalk)
    picture, height, glow = deck.colours(), deck.heights(), deck.glows()
    cover = picture[..., 3]
    dust, dune = _dust(field)
    ground = dust * (1 - cover[..., None]) + picture[..., :3] * cover[..., None]
    written = chalk.colours()
    ground = ground + (written[..., :3] - ground) * (0.75 * written[..., 3:])
    solid = np.maximum(cover, dune)
    tall = np.maximum(height, dune * (0.06 + 0.16 * clouds((HEIGHT, WIDTH), 1.7, 77)))
    standing = _standing(rings)
    top = lit(ground, np.maximum(tall, standing), glow, replace(LIGHT, lamps=LAMPS))
    below = _below()
    shadow = _cast(np.maximum(solid, standing > 0))
    out = top * solid[..., None] + below * (shadow * (1 - solid))[..., None]
    out = out + (glow * (1 - solid)[..., None]) * 0.5
    return np.clip(out * _shade_of_places()[..., None] + _air(), 0, LIGHT.ceiling + 0.04)


# ---- the map ---------------------------------------------------------------------------------------------------------


def _rings() -> list[np.ndarray]:
    """Outlines of every rock of the map, in world units."""
    rocks, outlines = tomllib.loads(MAP.read_text())["rock"], tomllib.loads(OUTLINES.read_text())
    rings = []
    for rock in rocks:
        shape = np.array(outlines[rock["art"]]) * rock["size"]
        k, s = math.cos(rock.get("angle", 0.0)), math.sin(rock.get("angle", 0.0))
        rings.append(shape @ np.array([[k, s], [-s, k]]) + rock["pos"])
    return rings


def _standing(rings: list[np.ndarray]) -> np.ndarray:
    """Heights of what stands in the plane of play: it is drawn by the game, but its shadow lies in the picture."""
    sheet = Canvas(WIDTH, HEIGHT)
    with sheet.moved(-LEFT * SCALE, -TOP * SCALE, scale=SCALE):
        for ring in rings:
            large = float(np.ptp(ring, axis=0).max())
            middle = ring.mean(0)
            inner = [tuple(middle + (p - middle) * 0.93) for p in ring]
            sheet.polygon(inner, "#ffffff", ht=0.52 + min(0.4, large / 2000))
    return sheet.heights()


def _field(rings: list[np.ndarray]) -> np.ndarray:
    """How much scrap lies where, 0..1, a quarter of the sheet's size: much under hulls, little in the alleys."""
    sheet = Canvas(WIDTH // 4, HEIGHT // 4)
    with sheet.moved(-LEFT * SCALE / 4, -TOP * SCALE / 4, scale=SCALE / 4):
        for ring in rings:
            sheet.polygon([tuple(p) for p in ring], "#ffffff", ht=1.0)
    far = ndimage.distance_transform_edt(sheet.heights() < 0.5) * 4 / SCALE
    noise = clouds(far.shape, 1.5, 9)
    near = 1.0 - smooth(far, 30.0, 210.0)
    field = near * 0.86 + 1.05 * (noise - 0.46)
    ys, xs = np.mgrid[0 : far.shape[0], 0 : far.shape[1]]
    x, y = xs * 4 / SCALE + LEFT, ys * 4 / SCALE + TOP
    view = np.hypot((x - PLAZA[0]) / PLAZA[2], (y - PLAZA[1]) / PLAZA[3])
    field -= 1.4 * (1 - smooth(view, 0.86, 1.08))
    field -= 0.7 * (1 - smooth(np.hypot(x - MOON[0], y - MOON[1]), MOON[2] * 0.9, MOON[2] * 1.25))
    field += 0.8 * (1 - smooth(np.hypot(x - PIT[0], y - PIT[1]), PIT[2] * 0.7, PIT[2] * 1.05))
    field += 0.9 * ((x > THROAT[0] - 40) & (x < THROAT[2] + 40) & (y > THROAT[1] - 60) & (y < THROAT[3]))
    return np.clip(field, 0, 1)


def _scrap_at(field: np.ndarray, x: float, y: float) -> float:
    px, py = at(x, y)
    row = min(field.shape[0] - 1, max(0, int(py / 4)))
    return float(field[row, min(field.shape[1] - 1, max(0, int(px / 4)))])


# ---- far below -------------------------------------------------------------------------------------------------------


def _below() -> np.ndarray:
    """Two depths of older ships, (height, width, 3): the deeper the more blurred, the cooler and the darker."""
    rng = np.random.default_rng(44)
    deep = _depth(4, 260, (240, 620), 0.52, DEEP, 2.2, rng, detail=False)
    middle = _depth(2, 190, (260, 700), 0.30, MIDDLE, 1.5, rng, detail=True)
    moon, moonlit = _moon()
    out = (deep[..., :3] + _depths_of_air()) * (1 - moon) + moonlit + _city()
    cover = middle[..., 3:]
    return (out * (1 - cover) + middle[..., :3] * cover).astype(np.float32)


def _depth(
    step: int, count: int, sizes: tuple[float, float], haze: float, air: str, blur: float, rng: np.random.Generator,
    detail: bool,
) -> np.ndarray:  # fmt: skip
    """Hulls at one depth, lit and blurred at 1/step of the size: (height, width, 4)."""
    sheet = Canvas(WIDTH // step, HEIGHT // step)
    with sheet.moved(-LEFT * SCALE / step, -TOP * SCALE / step, scale=SCALE / step):
        if not detail:
            sheet.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, air, ht=0.0)
        for _ in range(count):
            x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
            if detail and _in_view(x, y):
                continue  # what one came to look at lies deeper
            paint = OLD[int(rng.integers(len(OLD)))].sunk(air, haze)
            draw_hull(sheet, x, y, rng.uniform(*sizes), rng.uniform(0, math.tau), paint, rng, 0.55, detail)
        for _ in range(count // 2):
            x, y, turn = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM), rng.uniform(0, math.tau)
            if not (detail and _in_view(x, y)):
                end = (x + 420 * math.cos(turn), y + 420 * math.sin(turn))
                draw_lattice(sheet, (x, y), end, 44, mix("#5a4038", air, haze), 0.4)
    colour, height = sheet.colours(), sheet.heights()
    light = Lighting(
        relief=40 / step * 2, ambient=(0.40, 0.44, 0.62), sun=(-0.8, -0.4, 0.5), sun_colour=(0.95, 0.66, 0.50),
        occlusion=0.05, ceiling=0.5, grain=0.03,
    )  # fmt: skip
    rgb = lit(colour[..., :3], height, np.zeros((*height.shape, 3), np.float32), light)
    layers = [*np.moveaxis(rgb, -1, 0), colour[..., 3]]
    full = np.stack([_grown(ndimage.gaussian_filter(layer, blur), step) for layer in layers], -1)
    return full * np.array([0.98, 1.02, 1.16, 1.0], np.float32)


def _in_view(x: float, y: float) -> bool:
    """Whether a hull there would hide the moon or the city."""
    city = math.hypot((x - PLAZA[0]) / (PLAZA[2] + 120), (y - PLAZA[1]) / (PLAZA[3] + 140)) < 1
    return city or math.hypot(x - MOON[0], y - MOON[1]) < MOON[2] + 170


def _grown(layer: np.ndarray, step: int) -> np.ndarray:
    """Back to the sheet's size, smoothly."""
    grown = ndimage.zoom(layer, step, order=1, grid_mode=True, mode="nearest")
    return grown[:HEIGHT, :WIDTH]


def _depths_of_air() -> np.ndarray:
    """Haze between the depths: blue where it is deep, and a dull ember here and there, as if something still burned."""
    low, ember = clouds((HEIGHT, WIDTH), 2.2, 61)[..., None], clouds((HEIGHT, WIDTH), 2.4, 62)[..., None]
    blue, red = np.array([0.020, 0.036, 0.072], np.float32), np.array([0.120, 0.040, 0.016], np.float32)
    return blue * (0.4 + 1.2 * low) + red * smooth(ember, 0.52, 0.80)


def _mesh() -> tuple[np.ndarray, np.ndarray]:
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return xs / SCALE + LEFT, ys / SCALE + TOP


def _moon() -> tuple[np.ndarray, np.ndarray]:
    """Under the newcomer's corner: the pale back of a dead moon, far down. What it hides (0..1), and its cold light."""
    x, y = _mesh()
    far = np.hypot(x - MOON[0], y - MOON[1]) / MOON[2]
    inside = 1 - smooth(far, 0.985, 1.015)
    ball = np.sqrt(np.clip(1 - far * far, 0, 1))
    lit_side = np.clip(0.30 + 0.75 * (-(x - MOON[0]) * 0.5 - (y - MOON[1]) * 0.72) / MOON[2] + 0.35 * ball, 0.05, 1)
    noise = clouds((HEIGHT, WIDTH), 1.9, 31)
    bumps = noise - ndimage.shift(noise, (5, 4), order=0, mode="nearest")
    craters = np.zeros_like(far)
    rng = np.random.default_rng(6)
    for _ in range(46):
        turn, reach, size = rng.uniform(0, math.tau), math.sqrt(rng.random()) * 0.93, rng.uniform(14, 66)
        cx, cy = MOON[0] + math.cos(turn) * reach * MOON[2], MOON[1] + math.sin(turn) * reach * MOON[2]
        d = np.hypot(x - cx, y - cy) / size
        slope = (-(x - cx) * 0.5 - (y - cy) * 0.72) / size
        craters += np.where(d < 1, -slope * (1 - smooth(d, 0.7, 1.0)) * 0.5, 0) * min(1, size / 40)
    tone = inside * np.clip(lit_side * (0.82 + 0.5 * (noise - 0.5)) + 9 * bumps + 0.62 * craters * lit_side, 0.03, 1)
    halo = np.exp(-np.maximum(far - 1, 0) * 2.6) * 0.075 * (1 - inside)
    colour = np.array([0.50, 0.60, 0.78], np.float32)
    picture = blurred_all(tone[..., None] * colour, 1.0) + halo[..., None] * np.array([0.30, 0.52, 0.95], np.float32)
    return inside[..., None], picture


def blurred_all(picture: np.ndarray, sigma: float) -> np.ndarray:
    return np.stack([blurred(picture[..., c], sigma, EDGE) for c in range(3)], -1)


def _city() -> np.ndarray:
    """What one sees from the plaza: Infinity, a long way down, out of focus: avenues of light to one bright heart."""
    rng = np.random.default_rng(12)
    sheet = Canvas(WIDTH // 2, HEIGHT // 2)
    x0, y0, rx, ry = PLAZA[0] + 60, PLAZA[1] + 60, PLAZA[2] * 1.15, PLAZA[3] * 1.15
    colours = ("#b14dff", "#4a66ff", "#39c6ff", "#ff6ad5", "#ffb46a")

    def spot(turn: float, reach: float) -> Point:
        return x0 + rx * reach * math.cos(turn), y0 + ry * reach * math.sin(turn)

    with sheet.moved(-LEFT * SCALE / 2, -TOP * SCALE / 2, scale=SCALE / 2):
        for k in range(23):  # avenues, and the windows along them
            turn = k * math.tau / 23 + rng.normal(0, 0.05)
            colour = colours[k % 5]
            glow = shade(colour, 0.34)
            sheet.line([spot(turn, 0.1), spot(turn + 0.03, 1.0)], glow, 5, glow=glow)
            for _ in range(46):
                x, y = spot(turn + rng.normal(0, 0.02), rng.random() ** 0.8)
                sheet.circle(x, y, rng.uniform(2, 7), colour, op=0.9, glow=shade(colour, rng.uniform(0.4, 0.9)))
        for k in range(2, 9):  # roads round it
            ring = [spot(a, k / 8.5) for a in np.linspace(0, math.tau, 60)]
            glow = shade(colours[k % 5], 0.22)
            sheet.line(ring, glow, 4, dash="30 22 60 14", glow=glow)
        for _ in range(300):  # blocks between, dark against the light
            x, y = spot(rng.uniform(0, math.tau), 0.16 + 0.84 * rng.random())
            size = rng.uniform(10, 30)
            sheet.rect(x, y, size, size * 0.7, "#05050c")
        for _ in range(260):  # its heart, where everybody is
            x, y = spot(rng.uniform(0, math.tau), abs(rng.normal(0, 0.10)))
            colour = ("#ff6ad5", "#ffb46a", "#ffe2f4", "#b14dff")[int(rng.integers(4))]
            sheet.circle(x, y, rng.uniform(2, 7), colour, op=0.9, glow=shade(colour, 0.8))
    glow = sheet.glows()
    soft, wide = (
        np.stack([_grown(ndimage.gaussian_filter(glow[..., c], sigma), 2) for c in range(3)], -1) for sigma in (1.2, 11)
    )
    x, y = _mesh()
    inside = 1 - smooth(np.hypot((x - PLAZA[0]) / PLAZA[2], (y - PLAZA[1]) / PLAZA[3]), 0.82, 1.06)
    return (soft * 0.66 + wide * 1.35 + np.array([0.026, 0.014, 0.050], np.float32)) * inside[..., None]


def _cast(solid: np.ndarray) -> np.ndarray:
    """What the upper ground takes from the light below it: (height, width), 0..1."""
    dark = np.zeros(solid.shape, np.float32)
    for far, share in ((32, 0.34), (80, 0.26), (160, 0.2)):  # units
        far *= SCALE
        moved = ndimage.shift(solid.astype(np.float32), (far * 0.40, far * 0.92), order=0, mode="nearest")
        dark += share * blurred(moved, far * 0.35, EDGE)
    return 1.0 - np.clip(dark, 0, 0.80)


# ---- the ground ------------------------------------------------------------------------------------------------------


def _dust(field: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Dunes of rust: their colour (height, width, 3), and how much of them there is."""
    wide = ndimage.zoom(field, 4, order=1, grid_mode=True, mode="nearest")[:HEIGHT, :WIDTH].astype(np.float32)
    fine = clouds((HEIGHT, WIDTH), 1.25, 15)
    edge = clouds((HEIGHT, WIDTH), 1.6, 17)
    broad = clouds((HEIGHT, WIDTH), 2.0, 16)
    dune = smooth(wide + 0.8 * (edge - 0.5) + 0.2 * (fine - 0.5), 0.36, 0.50)
    low, high = np.array([0.235, 0.130, 0.092], np.float32), np.array([0.50, 0.292, 0.190], np.float32)
    tone = np.clip(0.15 + 0.9 * (fine - 0.3) + 0.5 * (broad - 0.5), 0, 1)[..., None]
    return low * (1 - tone) + high * tone, dune.astype(np.float32)


def _draw_scrap(canvas: Canvas, field: np.ndarray, rng: np.random.Generator) -> None:
    """Lattice, old hulls half sunk in the dust, and sheets of ships: many where they broke, few in the alleys."""
    for _ in range(90):
        x, y, turn = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM), rng.uniform(0, math.tau)
        if _scrap_at(field, x, y) > 0.4:
            long = rng.uniform(160, 460)
            draw_lattice(
                canvas, (x, y), (x + long * math.cos(turn), y + long * math.sin(turn)), rng.uniform(14, 30), "#573a30",
                0.16,
            )  # fmt: skip
    for _ in range(260):
        x, y = rng.uniform(LEFT, RIGHT), rng.uniform(TOP, BOTTOM)
        if _scrap_at(field, x, y) > 0.52 and not _inside(YARD, x, y, 60) and not _inside(THROAT, x, y, 20):
            paint = OLD[int(rng.integers(len(OLD)))].sunk("#3a2018", 0.30)
            draw_hull(canvas, x, y, rng.uniform(120, 340), rng.uniform(0, math.tau), paint, rng, 0.2)
    for y in np.arange(TOP, BOTTOM, 40):
        for x in np.arange(LEFT, RIGHT, 40):
            px, py = x + rng.uniform(-22, 22), y + rng.uniform(-22, 22)
            much = _scrap_at(field, px, py)
            if rng.random() < (much - 0.28) * 0.62 and not _inside(YARD, px, py, 0):
                colour = PLATES[int(rng.integers(len(PLATES)))]
                size = rng.uniform(14, 34) if rng.random() < 0.72 else rng.uniform(40, 92)
                draw_plate(canvas, px, py, size, colour, rng, 0.12 + 0.16 * rng.random())
    for _ in range(70):
        x, y = rng.uniform(0, 6900), rng.uniform(0, 4200)
        if _scrap_at(field, x, y) > 0.45 and not _inside(YARD, x, y, 100):
            end = (x + rng.uniform(-260, 260), y + rng.uniform(-200, 200))
            draw_cable(canvas, (x, y), end, rng.uniform(-60, 60), "#2c1a18", rng.uniform(4, 8), 0.24)
    for _ in range(120):  # data that nobody picked up: cold, tiny
        x, y = rng.uniform(1500, 5000), rng.uniform(0, 3000)
        if _scrap_at(field, x, y) > 0.5:
            canvas.circle(x, y, rng.uniform(2, 3.6), DATA, glow=shade(DATA, rng.uniform(0.3, 0.8)))


def _inside(box: Box, x: float, y: float, margin: float) -> bool:
    return box[0] - margin < x < box[2] + margin and box[1] - margin < y < box[3] + margin


# ---- over all --------------------------------------------------------------------------------------------------------


def _shade_of_places() -> np.ndarray:
    """Each place keeps its own level: the throat dark, the mines bright, the rest darker the farther from the yard."""
    x, y = _mesh()
    level = 1.02 - 0.20 * smooth(x, 1200.0, 6200.0)
    level += 0.26 * (1 - smooth(np.hypot(x - PIT[0], (y - PIT[1]) * 1.2), 300, 1000))
    throat = (
        smooth(y, THROAT[1] + 60, THROAT[1] + 420)
        * (1 - smooth(np.abs(x - 5700), 330, 760))
        * (1 - smooth(y, 3800, 4060))
    )
    level *= 1 - 0.42 * throat
    moon = 1 - smooth(np.hypot(x - MOON[0], y - MOON[1]), 300, 900)
    return (level * (1 - 0.12 * moon)).astype(np.float32)


def _air() -> np.ndarray:
    """Dust that hangs in the low light: warm by the yard, thinning eastwards."""
    x, _ = _mesh()
    haze = clouds((HEIGHT, WIDTH), 2.1, 52)
    amount = (1 - smooth(x, -200.0, 3600.0)) * 0.05 + 0.012
    return (amount * (0.3 + haze))[..., None].astype(np.float32) * np.array([0.95, 0.50, 0.28], np.float32)
