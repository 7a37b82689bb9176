"""The dark screen, small, in a corner of the title: it is dark until an ending has something to show on it."""

from __future__ import annotations

import math

from game.render import palette
from game.render.drawlist import DrawList

WIDE, HIGH = 60.0, 45.0  # of its glass [units]
FRAME = 4.0
RIBS = 9  # of sky, and of sea
LARGE = 3.0  # px a unit, from which on the steps of a sky would be seen
VEINS = 14  # of the wood


def draw(rows: DrawList, light: DrawList, x: float, y: float, unit: float, ending: str, time: float) -> None:
    """`x`, `y`: the middle of its glass [px]; `rows` covers, `light` blooms. What is on it follows from the ending."""
    w, h, f = WIDE * unit, HIGH * unit, FRAME * unit
    wood, brass = (0.45, 0.55) if ending else (0.26, 0.20)  # it is not to be noticed before
    tall = h + 4 * f + 3 * unit
    rows.box(x - w / 2 - 2 * f, y - h / 2 - 2 * f, w + 4 * f, tall, palette.ink("wood", gain=wood))
    _grain(rows, x, y - h / 2 - 2 * f, w + 4 * f, tall, unit, wood)
    rows.box(x - w / 2 - f, y - h / 2 - f, w + 2 * f, h + 2 * f, palette.ink("brass", gain=brass))
    edge = max(1.0, 0.7 * unit)  # light comes from above
    rows.box(x - w / 2 - f, y - h / 2 - f, w + 2 * f, edge, palette.ink("brass", gain=1.7 * brass))
    rows.box(x - w / 2 - f, y + h / 2 + f - edge, w + 2 * f, edge, palette.ink("brass", gain=0.5 * brass))
    rows.box(x - w / 2, y - h / 2, w, h, (0.016, 0.020, 0.024, 1.0))
    for k in range(3):
        left = x + w / 2 - (8 + 7 * k) * unit
        rows.box(left, y + h / 2 + f + 2 * unit, 2 * unit, 2 * unit, palette.ink("brass", gain=brass + 0.2))
    if ending == "freedom":
        _sea(rows, light, x, y, w, h, unit, time)
    elif ending == "companion":
        _lamp(rows, light, x, y, h, unit)
    else:
        rows.box(x - w * 0.44, y - h * 0.4, w * 0.16, h * 0.5, (0.02, 0.022, 0.026, 0.0))
    rows.add("tv_glass", x, y, w, h)


def _grain(rows: DrawList, x: float, top: float, wide: float, tall: float, unit: float, wood: float) -> None:
    """Veins along the wood, a light upper edge and a dark foot."""
    for k in range(VEINS):
        tone = wood * (1.0 + 0.22 * math.sin(k * 2.4) * math.sin(k * 1.1 + 0.6))
        high = tall / VEINS * (0.45 + 0.3 * math.sin(k * 3.7))
        rows.box(x - wide / 2, top + k * tall / VEINS, wide, high, palette.ink("wood", gain=tone))
    edge = max(1.0, 0.8 * unit)
    rows.box(x - wide / 2, top, wide, edge, palette.ink("wood", gain=1.5 * wood))
    rows.box(x - wide / 2, top + tall - edge, wide, edge, palette.ink("wood", gain=0.45 * wood))


def _sea(rows: DrawList, light: DrawList, x: float, y: float, w: float, h: float, unit: float, time: float) -> None:
    """Channel eight. It has been left on."""
    ribs = RIBS if unit < LARGE else 4 * RIBS
    for k in range(ribs):
        t = k / (ribs - 1)
        sky = (0.24 + 0.72 * t, 0.42 + 0.30 * t, 0.66 - 0.18 * t, 1.0)
        rows.box(x - w / 2, y - h / 2 + h * 0.54 * k / ribs, w, h * 0.54 / ribs + 1, sky)
        sea = (0.70 - 0.60 * t, 0.52 - 0.32 * t, 0.46 - 0.12 * t, 1.0)
        rows.box(x - w / 2, y + h * 0.04 + h * 0.46 * k / ribs, w, h * 0.46 / ribs + 1, sea)
    rows.add("disc", x - w * 0.04, y - h * 0.04, h * 0.24, h * 0.24, 0.0, (1.0, 0.93, 0.76, 1.0))
    for k in range(7):
        beat = 0.5 + 0.5 * math.sin(time * (1.2 + 0.3 * k) + 2.1 * k)
        wide = round((2 + 3 * k * 0.6) * unit * (0.4 + beat))
        rows.box(x - w * 0.04 - wide / 2, y + h * (0.08 + 0.055 * k), wide, max(1.0, unit), (1.0, 0.85, 0.6, 1.0))
    light.glow(x, y, w * 2.3, (0.30, 0.22, 0.13))


def _lamp(rows: DrawList, light: DrawList, x: float, y: float, h: float, unit: float) -> None:
    """A desk lamp. It does not go out."""
    rows.box(x - 1.5 * unit, y - 4 * unit, 3 * unit, h * 0.42, palette.ink("brass", gain=0.7))
    rows.box(x - 9 * unit, y + h * 0.32, 18 * unit, 2 * unit, palette.ink("brass", gain=0.7))
    rows.box(x - 8 * unit, y - 14 * unit, 16 * unit, 10 * unit, palette.ink("select"))
    light.glow(x, y - 8 * unit, h * 1.7, (0.34, 0.24, 0.10))
