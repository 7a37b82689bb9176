"""What couriers run on in chapter 04: the ring lane, its ramp and its tunnel. World units."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas, mix, shade
from convoy_map import FLOOR, LANE, LEDGE, RAMP, TUNNEL, Depths, Way
from noise import smooth

COBALT, PALE, BRASS, GLARE = "#4a66ff", "#a8b8ff", "#d9a43a", "#fff0c8"
SLABS = ("#23273e", "#272c45", "#20243a", "#2a304c", "#1e2236")
HALF = 266  # of the lane's deck; the kerbs begin there


def draw_lane(canvas: Canvas, depths: Depths, rng: np.random.Generator) -> None:
    _draw_deck(canvas, LANE, HALF, rng)
    _draw_kerbs(canvas, LANE, HALF, depths, rng)
    _draw_track(canvas, LANE)
    _draw_speed(canvas, LANE, rng)
    _draw_paint(canvas, LANE)
    _draw_lamps(canvas, LANE, 11, depths)


def draw_ramp(canvas: Canvas, rng: np.random.Generator) -> None:
    """Up from the market: brighter towards the lane, with arrows that mean it."""
    _draw_deck(canvas, RAMP, HALF, rng)
    for k in range(6):
        x = 2440 + k * 92
        tone = mix("#2a3a8c", "#6f8cff", k / 5)
        canvas.line([(x, 690), (x + 88, 875), (x, 1060)], tone, 15, op=0.55)
        canvas.line([(x, 690), (x + 88, 875), (x, 1060)], shade(tone, 0.5), 4, glow=shade(COBALT, 0.22 + 0.03 * k))
    for y in (634, 1116):
        canvas.line([(2400, y), (2860, y)], BRASS, 7, ht=LEDGE)
        for x in range(2440, 2860, 70):
            _bulb(canvas, x, y, 6)
    canvas.text("COURIERS ONLY", 2640, 1080, 21, PALE, weight=0.7, op=0.7)


def draw_tunnel(canvas: Canvas, depths: Depths, rng: np.random.Generator) -> None:
    """Where the lane leaves the noon: the same deck, narrower, with ribs overhead that one knows by their shadows."""
    _draw_deck(canvas, TUNNEL, 244, rng)
    _draw_kerbs(canvas, TUNNEL, 236, depths, rng)
    for off in (-40, 40):
        canvas.line(TUNNEL.side(0, len(TUNNEL), off), shade(COBALT, 0.5), 6, dash="60 44", glow=shade(COBALT, 0.20))
    for i in range(6, len(TUNNEL) - 4, 9):
        for off in (-236, 236):
            x, y = TUNNEL.at(i, off)
            pool = canvas.radial(x, y, 150, ("#ffce7a", 0.34), ("#d9962e", 0.10), ("#d9962e", 0.0))
            canvas.circle(x, y, 150, pool, op=0.99)
            _bulb(canvas, x, y, 9)
    for i in (44, 92, 140):
        x, y = TUNNEL.at(i)
        with canvas.moved(x, y, 0):
            canvas.text("NO TURNING BACK", 0, -14, 22, PALE, weight=0.7, op=0.6)
    for i in range(20, len(TUNNEL) - 8, 26):
        _chevrons(canvas, TUNNEL, i, (-150, 150), "#5a72d8")


def draw_holes(canvas: Canvas) -> None:
    """Gratings in the track, through which one sees what lies under the lane. White is open."""
    for i in range(0, len(LANE), 6):
        canvas.polygon(LANE.strip(i, 4, -22, 22), "#ffffff", ht=1.0)
    for off in (-8, 8):
        canvas.line([*LANE.side(0, len(LANE), off)], "#000000", 4.5, ht=0.0)
    for i in range(0, len(LANE), 2):
        canvas.line([LANE.at(i, -26), LANE.at(i, 26)], "#000000", 5, ht=0.0)


def draw_gantries(canvas: Canvas) -> None:
    """What hangs over the lane, as its shadow shows it: a truss every so often, with signs on it. White is dark."""
    for k, i in enumerate(range(9, len(LANE), 34)):
        for step in (0, 4):
            canvas.line([LANE.at(i + step, -320), LANE.at(i + step, 320)], "#ffffff", 17, ht=1.0)
        for n, off in enumerate(range(-300, 300, 75)):
            a, b = (0, 4) if n % 2 else (4, 0)
            canvas.line([LANE.at(i + a, off), LANE.at(i + b, off + 75)], "#ffffff", 9, ht=1.0)
        for off in ((-190, -70), (80, 170))[k % 2 :]:
            canvas.polygon(LANE.strip(i, 4, *off), "#ffffff", ht=1.0)


def _bulb(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.circle(x, y, size * 1.5, "#2a2210", ht=LEDGE + 0.02)
    canvas.circle(x, y, size * 0.9, BRASS, ht=LEDGE + 0.06, glow=shade(BRASS, 0.7))
    canvas.circle(x, y, size * 0.5, GLARE, glow=shade(GLARE, 0.95))


def _draw_deck(canvas: Canvas, way: Way, half: float, rng: np.random.Generator) -> None:
    """Slabs across the way, a bright seam before each; three lanes of wear along it."""
    for i in range(0, len(way), 8):
        for low, high in ((-half, -88), (-88, 88), (88, half)):
            tone = SLABS[int(rng.integers(len(SLABS)))]
            canvas.polygon(way.strip(i, 8, low, high), tone, ht=FLOOR + 0.008 * float(rng.random()))
    for i in range(0, len(way), 8):
        canvas.line([way.at(i, -half), way.at(i, half)], "#080b1a", 5)
        x0, x1 = way.at(i, -half), way.at(i, half)
        shift = np.array(way.ahead[i % len(way)]) * 4
        canvas.line([tuple(np.array(x0) + shift), tuple(np.array(x1) + shift)], "#333c66", 2, op=0.8)
    for off, wide, op in ((-150, 60, 0.28), (150, 60, 0.28), (-110, 16, 0.3), (112, 14, 0.3)):
        canvas.line(way.side(0, len(way), off), "#0a0e22", wide, op=op)
    for _ in range(len(way) // 3):  # scuffs
        i, off = int(rng.integers(len(way))), rng.uniform(-half * 0.85, half * 0.85)
        canvas.line(way.side(i, int(rng.integers(1, 7)), off), "#070a18", rng.uniform(2, 6), op=0.5)


def _draw_kerbs(canvas: Canvas, way: Way, half: float, depths: Depths, rng: np.random.Generator) -> None:
    """A ledge along both walls, where there is a wall: a pipe, boxes, a rail of brass."""
    for sign in (-1, 1):
        for i in range(0, len(way), 5):
            if not _walled(way, i + 2, sign * (half + 20), depths):
                continue
            tone = ("#242c54", "#2a3360", "#20274a")[i // 5 % 3]
            canvas.polygon(way.strip(i, 5, sign * half, sign * (half + 44)), tone, ht=LEDGE)
            for off, wide, colour, high in (
                (3, 4, "#4f68d0", 0.04), (14, 10, "#5a4216", 0.08), (14, 5, "#b5852c", 0.10)
            ):  # fmt: skip
                canvas.line(way.side(i, 5, sign * (half + off)), colour, wide, ht=LEDGE + high)
        for i in range(int(rng.integers(6)), len(way), 17):
            if _walled(way, i, sign * (half + 20), depths):
                canvas.polygon(way.strip(i, 2, sign * (half + 20), sign * (half + 38)), "#3a4ca4", ht=LEDGE + 0.2)
                canvas.polygon(way.strip(i, 1, sign * (half + 24), sign * (half + 34)), "#141a3c", ht=LEDGE + 0.2)


def _walled(way: Way, i: int, off: float, depths: Depths) -> bool:
    """Whether a wall stands there, beside the way."""
    x, y = way.at(i, off)
    return depths.from_wall(x, y) < 80 and depths.from_floor(x, y) < 40


def _draw_track(canvas: Canvas, way: Way) -> None:
    """What the hulls ride on: a shallow trough, sleepers, two rails that hum."""
    for i in range(0, len(way), 8):
        canvas.polygon(way.strip(i, 8, -72, 72), "#0c1024", ht=0.05)
    for i in range(0, len(way), 2):
        canvas.line([way.at(i, -64), way.at(i, -34)], "#2c3358", 9, ht=0.075)
        canvas.line([way.at(i, 34), way.at(i, 64)], "#2c3358", 9, ht=0.075)
    for sign in (-1, 1):
        canvas.line(way.side(0, len(way), sign * 74), "#46599f", 5, ht=FLOOR + 0.02)
        canvas.line(way.side(0, len(way), sign * 48), "#7f97ff", 5, ht=0.11, glow=shade(COBALT, 0.16))
        canvas.line(
            way.side(0, len(way), sign * 48), "#b8c6ff", 2.4, dash="90 34 20 34", op=0.9, glow=shade(COBALT, 0.62)
        )


def _draw_speed(canvas: Canvas, way: Way, rng: np.random.Generator) -> None:
    """Speed, drawn: long thin strokes that the eye runs along."""
    for _ in range(len(way)):
        i, sign = int(rng.integers(len(way))), 1 if rng.random() < 0.5 else -1
        off = sign * rng.uniform(84, 246)
        long = int(rng.integers(6, 30))
        bright = 0.10 + 0.34 * rng.random() ** 2
        tone = mix("#31449a", PALE, rng.random())
        canvas.line(way.side(i, long, off), tone, rng.uniform(1.4, 3.0), op=round(bright * 0.6, 2))
        canvas.line(
            way.side(i + long // 2, long // 2, off), tone, rng.uniform(2.0, 4.0), op=round(bright, 2),
            glow=shade(COBALT, bright * 0.6),
        )  # fmt: skip


def _chevrons(canvas: Canvas, way: Way, i: int, offs: tuple[float, ...], tone: str) -> None:
    for off in offs:
        for k in range(3):
            nose, wing = way.at(i + 3 * k + 3, off), [way.at(i + 3 * k, off + d) for d in (-44, 44)]
            canvas.line([wing[0], nose, wing[1]], tone, 12, op=0.25 + 0.14 * k)


def _draw_paint(canvas: Canvas, way: Way) -> None:
    words = ("LANE 4", "NO STOPPING", "DELIVERIES ONLY", "KEEP UP", "NOON", "DO NOT MATCH SPEED")
    for sign in (-1, 1):
        canvas.line(way.side(0, len(way), sign * 250), "#9a7426", 6, dash="64 30", op=0.85)
    for k, i in enumerate(range(14, len(way) - 20, 37)):
        if k % 2:
            _chevrons(canvas, way, i, (-166, 166), "#6f88ea")
            continue
        for sign in (-1, 1):
            (x, y), turn = way.at(i, sign * 168), way.turn(i)
            if abs(turn) > 90:  # nobody reads upside down
                turn += 180
            with canvas.moved(x, y, turn):
                canvas.text(words[(k // 2 + (sign > 0) * 3) % len(words)], 0, -19, 38, "#8ea2f4", weight=0.62, op=0.42)


def _draw_lamps(canvas: Canvas, way: Way, every: int, depths: Depths) -> None:
    """Brass lamps on both kerbs, each with its pool on the deck; one in nine is out."""
    for n, i in enumerate(range(0, len(way), every)):
        for sign in (-1, 1):
            at = i + (every // 2 if sign > 0 else 0)
            if not _walled(way, at, sign * (HALF + 20), depths):
                continue
            x, y = way.at(at, sign * (HALF + 22))
            with canvas.moved(x, y, way.turn(i)):
                canvas.rect(-15, -11, 30, 22, "#3a4ca4", round_=4, ht=LEDGE + 0.22)
            if (n * 2 + (sign > 0)) % 9 == 5:
                canvas.circle(x, y, 8, "#26262e", ht=LEDGE + 0.3)
                continue
            ax, ay = way.at(at, sign * (HALF - 40))
            pool = canvas.radial(ax, ay, 120, ("#ffce7a", 0.26), ("#d9962e", 0.09), ("#d9962e", 0.0))
            canvas.circle(ax, ay, 120, pool, op=0.99)
            canvas.circle(x, y, 10, "#6a4d18", ht=LEDGE + 0.26)
            canvas.circle(x, y, 8, BRASS, ht=LEDGE + 0.30, glow=shade(BRASS, 0.75))
            canvas.circle(x, y, 4.4, GLARE, glow=shade(GLARE, 0.95))


def ribs(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Light in the tunnel, 0..1: its roof is open between ribs, less and less the deeper one comes."""
    inside = smooth(x, 9600.0, 9900.0) * (1.0 - smooth(y, 3780.0, 3960.0))
    deep = np.clip((y - 900.0) / 1500.0, 0.0, 1.0)
    out = np.clip((y - 3300.0) / 560.0, 0.0, 1.0)
    angle = np.arctan2(1250.0 - y, x - 10000.0)
    run = np.where(y > 1250, y, np.where(x < 10000, x, 1250.0 - 375.0 * angle))
    gap = 0.5 + 0.5 * np.sin(run * (math.tau / 210.0))
    dark = (0.34 + 0.30 * deep) * (1 - out) + (0.40 * (1 - gap**3)) * (1 - 0.6 * out)
    return (1.0 - inside * np.clip(dark, 0, 0.78)).astype(np.float32)
