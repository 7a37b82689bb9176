"""Lamps that are part of a picture of scenery: the key light falls on the picture, this is the light of its own."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from game.render import palette
from game.render.atlas import Atlas
from game.render.moment import Moment

SHOWS = 0.62  # of the light that is missing, next to a lamp in the dark


class Lamp(NamedTuple):
    """One light in a picture, as shares of the picture's width: where, from its middle, and how wide it shines.

    `shows` is how far it lights in the dark what lies round it.
    """

    x: float
    y: float
    size: float
    strength: float = 0.5
    colour: str = "amber"
    shows: float = 0.0


LAMPS: dict[str, tuple[Lamp, ...]] = {
    "lamp_brass": (Lamp(0.0, 0.06, 2.3), Lamp(0.0, 0.05, 0.5, 0.7, "warm")),
    "lamp_lantern": (Lamp(0.0, 0.13, 2.1), Lamp(0.0, 0.13, 0.6, 0.7, "warm")),
    "lamp_globe": (Lamp(0.0, 0.05, 2.3), Lamp(0.0, 0.05, 0.75, 0.5, "warm")),
    "lamp_dad": (Lamp(-0.04, -0.24, 2.4, 0.55, "warm"), Lamp(-0.04, -0.24, 0.8, 0.5, "warm")),
    "lane_lamp": (Lamp(0.0, 0.0, 2.2), Lamp(0.0, 0.0, 0.5, 0.9, "warm")),
    "broker_stall": (
        Lamp(0.0, -0.08, 1.5, 0.36),
        *(Lamp(x, -0.06, 0.42, 0.40, "warm") for x in (-0.36, -0.20, 0.16, 0.38)),
        Lamp(-0.24, -0.18, 0.5, 0.30, "warm"),
        Lamp(0.24, -0.18, 0.5, 0.30, "warm"),
    ),
    "junk_heap": (Lamp(0.02, -0.25, 0.34, 0.5, "warm"),),
    "bridge_pier": (Lamp(0.0, 0.0, 0.5),),
    "bridge_span": (Lamp(-0.31, 0.048, 0.07), Lamp(0.062, 0.048, 0.07), Lamp(0.372, 0.048, 0.07)),
    "tunnel_portal": (Lamp(0.0, 0.0, 0.7),),
    "trench_ram": (Lamp(-0.43, 0.0, 0.16), Lamp(0.43, 0.0, 0.16)),
    "moon_bea": (Lamp(0.0, 0.0, 2.2, 0.05, "steel"),),
    "signal_post": (Lamp(0.0, 0.0, 2.4, 0.16, shows=2.7), Lamp(0.0, -0.03, 0.3, 0.5)),
    "poster_under": (Lamp(-0.36, 0.22, 0.55, 0.5, "warm", shows=0.8), Lamp(-0.36, 0.20, 0.2, 0.6, "warm")),
}


class LampsView:
    """All lamps of a level's scenery. Columns (n,), world units; `props` are those of `terrain_view`."""

    def __init__(self, props: Sequence, atlas: Atlas) -> None:
        rows, colours = [], []
        self._names: list[str] = []  # of their pictures
        for prop in props:
            k, s = math.cos(prop.angle), math.sin(prop.angle)
            for lamp in LAMPS.get(prop.art, ()):
                x, y = lamp.x * prop.width, lamp.y * prop.width
                at = prop.x + x * k - y * s, prop.y + x * s + y * k
                rows.append((*at, lamp.size * prop.width, lamp.shows * prop.width))
                self._names.append(prop.name)
                colours.append(palette.light(lamp.colour, lamp.strength))
        self._x, self._y, self._size, self._shows = np.array(rows).reshape(-1, 4).T
        self._colour = np.array(colours).reshape(-1, 4)
        self._glow = atlas.id("glow")

    def _lit(self, moment: Moment, reach: np.ndarray, gone: Collection[str]) -> np.ndarray:
        """Rows of the lamps that reach into the picture, without those of pictures that are gone."""
        seen = moment.lens.sees(self._x, self._y, reach).nonzero()[0]
        return seen[[self._names[row] not in gone for row in seen.tolist()]] if gone else seen

    def lights(self, moment: Moment, gone: Collection[str] = ()) -> list[tuple[float, float, float, float]]:
        """What they light up in the dark: x, y, reach [px], gain."""
        lens = moment.lens
        rows = self._lit(moment, self._shows, gone)
        return [
            (lens.x(self._x[row]), lens.y(self._y[row]), self._shows[row] * lens.scale, SHOWS)
            for row in rows[self._shows[rows] > 0.0].tolist()
        ]

    def draw(self, moment: Moment, gone: Collection[str] = ()) -> None:
        lens = moment.lens
        seen = self._lit(moment, self._size / 2, gone)
        if seen.size:
            size = self._size[seen] * lens.scale
            x, y = lens.x(self._x[seen]), lens.y(self._y[seen])
            moment.frame.fx.add(self._glow, x, y, size, size, 0.0, self._colour[seen])
