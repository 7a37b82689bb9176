"""The dark screen, small, in a corner of the title: it is dark until an ending has something to show on it."""

from __future__ import annotations

import math

from game.render import palette, tube_view
from game.render.drawlist import DrawList

WIDE, HIGH = 60.0, 45.0  # of its glass [units]
FRAME = 4.0
ACROSS = WIDE + 4 * FRAME  # the whole of it
RIBS = 9  # of sky, and of sea
VEINS = 14  # of the wood

Rect = tuple[float, float, float, float]  # x, y, w, h [px]
NO_HOLE: Rect = (0.0, 0.0, 0.0, 0.0)


def draw(
    rows: DrawList, light: DrawList, x: float, y: float, unit: float, ending: str, time: float, hollow: bool = False
) -> None:
    """`x`, `y`: the middle of its glass [px]; `rows` covers, `light` blooms. What is on it follows from the ending.

    `hollow`: the glass is left open, for a picture that lies there already.
    """
    w, h, f = WIDE * unit, HIGH * unit, FRAME * unit
    hole = (x - w / 2, y - h / 2, w, h) if hollow else NO_HOLE
    wood, brass = (0.45, 0.55) if ending else (0.26, 0.20)  # it is not to be noticed before
    tall = h + 4 * f + 3 * unit
    box = x - w / 2 - 2 * f, y - h / 2 - 2 * f, ACROSS * unit, tall
    _board(rows, box, hole, palette.ink("wood", gain=wood))
    _grain(rows, box, hole, unit, wood)
    _board(rows, (x - w / 2 - f, y - h / 2 - f, w + 2 * f, h + 2 * f), hole, palette.ink("brass", gain=brass))
    edge = max(1.0, 0.7 * unit)  # light comes from above
    rows.box(x - w / 2 - f, y - h / 2 - f, w + 2 * f, edge, palette.ink("brass", gain=1.7 * brass))
    rows.box(x - w / 2 - f, y + h / 2 + f - edge, w + 2 * f, edge, palette.ink("brass", gain=0.5 * brass))
    for k in range(3):
        left = x + w / 2 - (8 + 7 * k) * unit
        rows.box(left, y + h / 2 + f + 2 * unit, 2 * unit, 2 * unit, palette.ink("brass", gain=brass + 0.2))
    if not hollow:
        _draw_glass(rows, light, x, y, w, h, unit, ending, time)


def _draw_glass(
    rows: DrawList, light: DrawList, x: float, y: float, w: float, h: float, unit: float, ending: str, time: float
) -> None:
    """What is on it, as small as it is in a corner."""
    rows.box(x - w / 2, y - h / 2, w, h, (0.016, 0.020, 0.024, 1.0))
    if ending == "freedom":
        _sea(rows, light, x, y, w, h, unit, time)
    elif ending == "companion":
        _lamp(rows, light, x, y, h, unit)
    else:
        rows.box(x - w * 0.44, y - h * 0.4, w * 0.16, h * 0.5, (0.02, 0.022, 0.026, 0.0))
    rows.add("tv_glass", x, y, w, h)
    rows.add("tv_corners", x, y, w, h, 0.0, tube_view.BEZEL)


def _board(rows: DrawList, box: Rect, hole: Rect, colour: palette.RGBA) -> None:
    """A box, without what of it lies in a hole."""
    x0, y0, x1, y1 = box[0], box[1], box[0] + box[2], box[1] + box[3]
    left, top, right, foot = hole[0], hole[1], hole[0] + hole[2], hole[1] + hole[3]
    if left >= x1 or right <= x0 or top >= y1 or foot <= y0:
        rows.box(*box, colour)
        return
    low, high = max(y0, top), min(y1, foot)
    for ax, ay, bx, by in ((x0, y0, x1, low), (x0, high, x1, y1), (x0, low, left, high), (right, low, x1, high)):
        if bx > ax and by > ay:
            rows.box(ax, ay, bx - ax, by - ay, colour)


def _grain(rows: DrawList, box: Rect, hole: Rect, unit: float, wood: float) -> None:
    """Veins along the wood, a light upper edge and a dark foot."""
    left, top, wide, tall = box
    for k in range(VEINS):
        tone = wood * (1.0 + 0.22 * math.sin(k * 2.4) * math.sin(k * 1.1 + 0.6))
        high = tall / VEINS * (0.45 + 0.3 * math.sin(k * 3.7))
        _board(rows, (left, top + k * tall / VEINS, wide, high), hole, palette.ink("wood", gain=tone))
    edge = max(1.0, 0.8 * unit)
    rows.box(left, top, wide, edge, palette.ink("wood", gain=1.5 * wood))
    rows.box(left, top + tall - edge, wide, edge, palette.ink("wood", gain=0.45 * wood))


def _sea(rows: DrawList, light: DrawList, x: float, y: float, w: float, h: float, unit: float, time: float) -> None:
    """Channel eight. It has been left on."""
    for k in range(RIBS):
        t = k / (RIBS - 1)
        sky = (0.24 + 0.72 * t, 0.42 + 0.30 * t, 0.66 - 0.18 * t, 1.0)
        rows.box(x - w / 2, y - h / 2 + h * 0.54 * k / RIBS, w, h * 0.54 / RIBS + 1, sky)
        sea = (0.70 - 0.60 * t, 0.52 - 0.32 * t, 0.46 - 0.12 * t, 1.0)
        rows.box(x - w / 2, y + h * 0.04 + h * 0.46 * k / RIBS, w, h * 0.46 / RIBS + 1, sea)
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
