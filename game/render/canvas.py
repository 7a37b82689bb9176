"""The glass in front of the picture: draws bars, panels, letters and marks in HUD units, at any size of window.

One HUD unit is a pixel at 720p and text size 100 %. `width` and `height` say how many units the picture holds, so
that everything is anchored to its edges and larger text means fewer, larger units.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from game.render import palette, strokefont
from game.render.camera import Lens
from game.render.drawlist import DrawList
from game.render.palette import RGBA

LABEL = 10.0  # cap height of labels [units]; with its line this is 20 px at 1080p
BODY = 14.0
PANEL_ALPHA = 0.88
RING_RADIUS, RING_STROKE = 0.93, 0.09  # of the ring sprite: its radius and its stroke, as shares of half its size


class Canvas:
    """Appends to one draw list. Positions are HUD units from the top left corner."""

    def __init__(self, rows: DrawList, lens: Lens, text_scale: float = 1.0) -> None:
        self.rows = rows
        self.lens = lens
        self.unit = lens.ui * text_scale  # px
        self.width = lens.width / self.unit
        self.height = lens.height / self.unit

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the world lies, in HUD units."""
        return self.lens.x(x) / self.unit, self.lens.y(y) / self.unit

    @property
    def world_unit(self) -> float:
        """HUD units per unit of the world."""
        return self.lens.scale / self.unit

    # -- letters

    def cap(self, size: float) -> int:
        """Cap height in whole pixels, as the letters are rastered."""
        return cap_of(size, self.unit)

    def measure(self, text: str, size: float) -> float:
        return _measured(text, self.cap(size)) / self.unit

    def wrap(self, text: str, size: float, width: float, even: bool = False) -> list[str]:
        """Lines no wider than `width`; `even` where all are read at a glance, as what is said."""
        return list(_wrapped(text, self.cap(size), width * self.unit, even))

    def text(self, x: float, y: float, text: str, size: float, colour: RGBA, align: str = "left") -> float:
        """Letters with the top of their capitals at y; returns the width in units."""
        return self.rows.text(self.cap(size), text, x * self.unit, y * self.unit, colour, align) / self.unit

    # -- solids

    def rect(self, x: float, y: float, w: float, h: float, colour: RGBA) -> None:
        """A filled rectangle from its top left corner; it never vanishes between pixels."""
        u = self.unit
        self.rows.box(x * u, y * u, max(1.0, w * u), max(1.0, h * u), colour)

    def rects(self, x: np.ndarray, y: np.ndarray, w: ArrayLike, h: ArrayLike, colour: RGBA) -> None:
        """Many of them (n,), of one colour."""
        u = self.unit
        self.rows.boxes(x * u, y * u, np.maximum(1.0, np.multiply(w, u)), np.maximum(1.0, np.multiply(h, u)), colour)

    def framed(self, x: float, y: float, w: float, h: float, edge: RGBA, colour: RGBA) -> None:
        """A filled rectangle with a thin edge within it, of the same pixels on all sides."""
        left, top, right, foot = (round(value * self.unit) for value in (x, y, x + w, y + h))
        thin = max(1, round(self.unit))
        self.rows.box(left, top, right - left, foot - top, edge)
        self.rows.box(left + thin, top + thin, right - left - 2 * thin, foot - top - 2 * thin, colour)

    def panel(self, x: float, y: float, w: float, h: float, colour: RGBA | None = None, shown: float = 1.0) -> None:
        """What letters stand on: dark enough for 4.5 : 1 whatever flies behind it."""
        self.rect(x, y, w, h, faded(colour or palette.ink("panel", PANEL_ALPHA), shown))

    def label(
        self, x: float, y: float, text: str, colour: RGBA, align: str = "left", shown: float = 1.0, size: float = LABEL
    ) -> float:
        """Letters on their own small panel; x, y as for `text`."""
        wide = self.measure(text, size)
        left = x - (wide / 2 if align == "center" else wide if align == "right" else 0.0)
        self.panel(left - 5, y - 4, wide + 10, size + 9, shown=shown)
        return self.text(left, y, text, size, faded(colour, shown))

    def labels(self, x: np.ndarray, y: np.ndarray, texts: list[str], colour: RGBA, shown: float = 1.0) -> None:
        """Many labels (n,), centred, none of them over another."""
        wide = np.array([self.measure(text, LABEL) for text in texts])
        panel = faded(palette.ink("panel", PANEL_ALPHA), shown)
        self.rects(x - wide / 2 - 5, y - 4, wide + 10, LABEL + 9, panel)
        self.rows.texts(self.cap(LABEL), texts, x * self.unit, y * self.unit, faded(colour, shown))

    def bar(self, x: float, y: float, w: float, h: float, share: float, colour: RGBA, shown: float = 1.0) -> None:
        self.rect(x, y, w, h, faded(palette.ink("line", 0.9), shown))
        if share > 0.0:
            self.rect(x, y, w * min(1.0, share), h, faded(colour, shown))

    def shape(
        self,
        name: str,
        x: float | np.ndarray,
        y: float | np.ndarray,
        w: float,
        h: float | None = None,
        colour: RGBA = (1, 1, 1, 1),
        turn: float | np.ndarray = 0.0,
    ) -> None:
        """One sprite or many, `w` wide and (unless told) as high."""
        u = self.unit
        self.rows.add(name, x * u, y * u, w * u, (w if h is None else h) * u, turn, colour)

    def arrowhead(self, x, y, long: float, wide: float, colour: RGBA, turn) -> None:
        """A filled triangle whose tip points along `turn` (radians), or many; the sprite's own tip points to -x."""
        self.shape("triangle", x, y, long, wide, colour, turn + math.pi)

    # -- strokes

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float, colour: RGBA) -> None:
        u = self.unit
        self.rows.line(x0 * u, y0 * u, x1 * u, y1 * u, self.stroke(width), colour)

    def path(self, points, width: float, colour: RGBA, closed: bool = False) -> None:
        """A stroke through points (k, 2)."""
        self.rows.polyline(np.asarray(points, float) * self.unit, self.stroke(width), colour, closed)

    def circle(self, x: float, y: float, radius: float, width: float, colour: RGBA) -> None:
        """A thin ring; `width` only matters where it is much thicker than the ring's own stroke."""
        u = self.unit
        if width > radius * RING_STROKE * 1.5:
            self.rows.arc(x * u, y * u, radius * u, 0.0, math.tau, self.stroke(width), colour)
        else:
            self.shape("ring", x, y, 2 * radius / RING_RADIUS, None, colour)

    def hexagon(self, x: float, y: float, radius: float, width: float, colour: RGBA, share: float = 1.0) -> None:
        u = self.unit
        self.rows.hexagon(x * u, y * u, radius * u, self.stroke(width), colour, share)

    def hexagons(self, x: np.ndarray, y: np.ndarray, radius: np.ndarray, width: float, colour: RGBA) -> None:
        u = self.unit
        self.rows.hexagons(x * u, y * u, radius * u, self.stroke(width), colour)

    def diamond(self, x: float, y: float, size: float, width: float, colour: RGBA) -> None:
        self.path([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], width, colour, closed=True)

    def brackets(
        self, x: float, y: float, half_w: float, half_h: float, arm: float, width: float, colour: RGBA
    ) -> None:
        """Four corners round a point."""
        u = self.unit
        self.rows.brackets(x * u, y * u, half_w * u, half_h * u, arm * u, self.stroke(width), colour)

    def chevron(self, x: float, y: float, size: float, turn: float, width: float, colour: RGBA) -> None:
        """An open arrow head that points along `turn` (radians)."""
        c, s = math.cos(turn), math.sin(turn)
        corners = [(-0.6, -1.0), (0.4, 0.0), (-0.6, 1.0)]
        self.path([(x + size * (a * c - b * s), y + size * (a * s + b * c)) for a, b in corners], width, colour)

    def stroke(self, width: float) -> float:
        """A stroke's width in px: never so thin that it breaks up."""
        return max(1.1, width * self.unit)


def cap_of(size: float, unit: float) -> int:
    """Cap height of letters of a size [units] in whole pixels, where a unit is so many."""
    return max(7, round(size * unit))


@lru_cache(maxsize=4096)
def _measured(text: str, cap: int) -> float:
    """The same words are measured every picture."""
    return strokefont.measure(text, cap)


@lru_cache(maxsize=512)
def _wrapped(text: str, cap: int, width: float, even: bool) -> tuple[str, ...]:
    return tuple((strokefont.wrap_even if even else strokefont.wrap)(text, cap, width))


def faded(colour: RGBA, shown: float) -> RGBA:
    """A premultiplied colour at a share of its presence."""
    if shown >= 1.0:
        return colour
    shown = round(shown * 8) / 8
    return colour[0] * shown, colour[1] * shown, colour[2] * shown, colour[3] * shown
