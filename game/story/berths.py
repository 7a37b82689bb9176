"""Where the mites of a flock come in: side by side, as close as they sleep, in the shape of the place that they are in.

All of these give places [u] and headings [rad] of `count` of them, two arrays of shape (count,).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from game.sim.flock import PITCH
from game.sim.tables import Complex, Flag, Float

from . import geometry

ROW = math.sqrt(0.75)  # between two rows, as a share of the pitch: each stands in the gaps of the one before
CLOSER, TRIES = 0.97, 60  # a lattice that does not hold enough is made as much closer, so often at most
LATTICE_MOST = 1 << 14


def block(x: float, y: float, angle: float, count: int) -> tuple[Complex, Float]:
    """Abreast, twice as wide as deep, about a place."""
    heading = complex(math.cos(angle), math.sin(angle))
    wide = PITCH * math.sqrt(2.0 * count)
    spots = _lattice(wide, wide, PITCH)[:count]
    spots = spots - complex((spots.real.min() + spots.real.max()) / 2, (spots.imag.min() + spots.imag.max()) / 2)
    return complex(x, y) + spots * heading, np.full(count, angle)


def band(path: Float, count: int) -> tuple[Complex, Float]:
    """Along a path, as thick as need be, heading across it."""
    long = float(np.hypot(*np.diff(path, axis=0).T).sum())
    rows = max(1, math.ceil(count * PITCH / long))
    each = math.ceil(count / rows)
    at, row = np.divmod(np.arange(count), rows)
    spots, angles = geometry.all_along(path, ((at + 0.5 * (row % 2)) / each) % 1.0)
    turns = {angle: complex(-math.sin(angle), math.cos(angle)) for angle in set(angles.tolist())}  # as for headings
    across = np.array([turns[angle] for angle in angles.tolist()])
    places = spots @ np.array([1.0, 1.0j]) + across * ((row - (rows - 1) / 2) * PITCH * ROW)
    return places, angles + math.pi / 2


def filling(
    extent: tuple[float, float, float, float], holds: Callable[[Complex], Flag], count: int
) -> tuple[Complex, Float]:
    """All over what `holds` within the rectangle `extent`: left, top, right, bottom."""
    left, top, right, bottom = extent
    pitch = math.sqrt((right - left) * (bottom - top) / (count * ROW))
    inside = np.zeros(0, np.complex128)
    for _ in range(TRIES):
        spots = _lattice(right - left, bottom - top, pitch) + complex(left, top)
        inside = spots[holds(spots)]
        if inside.size >= count:
            break
        pitch *= CLOSER
    if not inside.size:
        inside = np.array([complex((left + right) / 2, (top + bottom) / 2)])
    keep = np.round(np.linspace(0, inside.size - 1, count)).astype(np.int64)
    return inside[keep], np.zeros(count)


def _lattice(wide: float, tall: float, pitch: float) -> Complex:
    """Places in a rectangle from (0, 0), in columns of which every other one is set off by half a pitch."""
    columns, lines = max(1, int(wide / (pitch * ROW))), max(1, int(tall / pitch))
    column, line = np.divmod(np.arange(min(LATTICE_MOST, columns * lines)), lines)
    apart = 0.5 if tall >= pitch else 0.0  # in a thin one the columns stand side by side
    left, top = (wide - (columns - 1) * pitch * ROW) / 2, (tall - (lines - 1 + apart) * pitch) / 2
    return left + column * (pitch * ROW) + 1j * (top + (line + apart * (column % 2)) * pitch)
