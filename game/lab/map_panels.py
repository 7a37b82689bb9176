"""Which parts of a map are shown, and where on the picture.

A map may be a square or a street twenty times as long as it is wide, in one piece or in several far apart. It is drawn
in panels: one for each piece that was flown in, a long one cut into strips that are read like lines of text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.lab.balance_style import WIDTH
from game.story.level import Map

Points = NDArray[np.float64]  # (k, 2)

# layout [px]
MARGIN, GUTTER, HEAD, FOOT = 44.0, 34.0, 74.0, 22.0
TALL_BESIDE, TALL_ALONE = 460.0, 680.0  # a panel at most: with lists beside it, and when it is too wide for that
LISTS = 490.0  # room that the lists beside a panel need
# which part of the map [u]
ROOM = 260.0  # kept round what was flown
LONG, TALL = 4.2, 1.4  # width to height, height to width: beyond these a piece is cut into strips
APART = 60.0  # zones nearer than this are one piece
SPARE = 1.15  # two zones are drawn as one piece when their common rectangle is at most so much larger than both
ASTRAY = 0.005  # share of the flown places that may lie outside all zones


class Rectangle(NamedTuple):
    """A part of the map [u]."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: Points, y: Points, room: float = 0.0) -> NDArray[np.bool_]:
        across = (x >= self.left - room) & (x <= self.right + room)
        inside: NDArray[np.bool_] = across & (y >= self.top - room) & (y <= self.bottom + room)
        return inside

    def common(self, other: Rectangle) -> Rectangle:
        """The part that both share; its width or height is not positive when there is none."""
        return Rectangle(
            max(self.left, other.left), max(self.top, other.top),
            min(self.right, other.right), min(self.bottom, other.bottom),
        )  # fmt: skip

    def round_both(self, other: Rectangle) -> Rectangle:
        return Rectangle(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip


# -- what to show ----------------------------------------------------------------------------------------


def pieces(where: Map, flown: Points) -> list[Rectangle]:
    """The pieces of the map that were flown in, in the order of its zones, cut down to what was flown."""
    bounds = Rectangle(*where.bounds)
    zones = [Rectangle(*map(float, zone.rect)).common(bounds) for zone in where.zones.values()]
    zones = [zone for zone in zones if zone.width > 0 and zone.height > 0]
    inside = np.zeros(len(flown), bool)
    for zone in zones:
        inside |= zone.holds(flown[:, 0], flown[:, 1])
    if not zones or np.count_nonzero(~inside) > ASTRAY * len(flown):
        zones = [bounds]
    found = [_cut_down(zone, flown, bounds) for zone in _joined(zones)]
    return [one for one in found if one] or [bounds]


def _joined(zones: list[Rectangle]) -> list[Rectangle]:
    """Zones that touch and fill a common rectangle become one piece."""
    whole = list(zones)
    for i, one in enumerate(whole):
        for j in range(i + 1, len(whole)):
            other = whole[j]
            gap = one.common(other)
            both = one.round_both(other)
            areas = one.width * one.height + other.width * other.height
            if min(gap.width, gap.height) >= -APART and both.width * both.height <= SPARE * areas:
                return _joined([*whole[:i], both, *whole[i + 1 : j], *whole[j + 1 :]])
    return whole


def _cut_down(zone: Rectangle, flown: Points, bounds: Rectangle) -> Rectangle | None:
    mine = flown[zone.holds(flown[:, 0], flown[:, 1])]
    if not len(mine):
        return None
    low, high = mine.min(axis=0) - ROOM, mine.max(axis=0) + ROOM
    return Rectangle(*low, *high).common(zone).common(bounds)


def strips(piece: Rectangle) -> list[Rectangle]:
    """A long piece as strips from left to right, a tall one from top to bottom."""
    if piece.width > LONG * piece.height:
        edges = np.linspace(piece.left, piece.right, math.ceil(piece.width / piece.height / LONG) + 1).tolist()
        return [Rectangle(a, piece.top, b, piece.bottom) for a, b in pairwise(edges)]
    if piece.height > TALL * piece.width:
        edges = np.linspace(piece.top, piece.bottom, math.ceil(piece.height / piece.width / TALL) + 1).tolist()
        return [Rectangle(piece.left, a, piece.right, b) for a, b in pairwise(edges)]
    return [piece]


@dataclass(frozen=True)
class Panel:
    """A part of the map and where it is drawn [px], from the picture's top left corner."""

    part: Rectangle
    x: float
    y: float
    scale: float  # [px/u]

    @property
    def width(self) -> float:
        return self.part.width * self.scale

    @property
    def height(self) -> float:
        return self.part.height * self.scale


def laid_out(parts: Sequence[Rectangle]) -> tuple[list[Panel], float]:
    """Panels from left to right, row by row, none wider than the picture; and the height of all."""
    panels: list[Panel] = []
    x, y, row = MARGIN, HEAD, 0.0
    room = WIDTH - 2 * MARGIN
    for part in parts:
        scale = min(room / part.width, TALL_BESIDE / part.height)
        if part.width * scale + MARGIN + LISTS > room:
            scale = min(room / part.width, TALL_ALONE / part.height)
        if x > MARGIN and x + part.width * scale > WIDTH - MARGIN:
            x, y, row = MARGIN, y + row + GUTTER, 0.0
        panels.append(Panel(part, x, y, scale))
        x += part.width * scale + MARGIN
        row = max(row, part.height * scale)
    return panels, y + row + FOOT
