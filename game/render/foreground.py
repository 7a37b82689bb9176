"""Dark soft things between the plane of play and the eye, cut by the frame: they pass faster and give depth.

They hang from the upper and lower edge only and never reach into the middle, where one has to see.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.render.drawlist import PAST
from game.render.moment import Moment

DEPTH = 1.55  # parallax
TURNED = 1.8  # how wide a thing may be drawn, turned and blurred, in its widths
SOON = 200.0  # how far outside the picture a thing is in its list already: back ends make it ready [px]


@dataclass(frozen=True, slots=True)
class Hanging:
    """One kind of thing along the way."""

    art: str
    every: float  # mean distance between two of them [units of the foreground]
    width: float  # units
    reach: float  # how far it comes into the picture [units]
    rgba: tuple[float, float, float, float]


FOREGROUNDS: dict[str, tuple[Hanging, ...]] = {
    "avenue": (
        Hanging("hoarding_a", 3100.0, 760.0, 74.0, (0.030, 0.016, 0.045, 0.93)),
        Hanging("strut", 2300.0, 900.0, 40.0, (0.020, 0.016, 0.036, 0.93)),
    ),
    "behind": (Hanging("strut", 1500.0, 980.0, 62.0, (0.010, 0.008, 0.018, 0.95)),),
    "wrecks": (
        Hanging("fg_hull", 2100.0, 860.0, 66.0, (0.034, 0.016, 0.013, 0.94)),
        Hanging("strut", 2700.0, 900.0, 44.0, (0.026, 0.014, 0.014, 0.93)),
    ),
    "checkpoint": (
        Hanging("fg_mast", 2300.0, 820.0, 62.0, (0.030, 0.012, 0.024, 0.94)),
        Hanging("fg_cables", 3100.0, 900.0, 46.0, (0.022, 0.010, 0.018, 0.93)),
    ),
    "convoy": (
        Hanging("fg_lamps", 2500.0, 900.0, 64.0, (0.012, 0.016, 0.044, 0.94)),
        Hanging("strut", 1900.0, 940.0, 44.0, (0.012, 0.016, 0.044, 0.94)),
    ),
    "firewall": (
        Hanging("fg_plates", 2300.0, 880.0, 62.0, (0.034, 0.008, 0.016, 0.94)),
        Hanging("strut", 3100.0, 940.0, 44.0, (0.028, 0.006, 0.012, 0.93)),
    ),
    "trunk": (
        Hanging("fg_plates", 1500.0, 760.0, 46.0, (0.030, 0.008, 0.014, 0.94)),
        Hanging("fg_cables", 1900.0, 900.0, 44.0, (0.024, 0.006, 0.012, 0.93)),
    ),
    "strata": (
        Hanging("fg_draft", 2700.0, 900.0, 70.0, (0.005, 0.009, 0.014, 0.95)),
        Hanging("fg_draft", 4100.0, 620.0, 48.0, (0.004, 0.007, 0.012, 0.95)),
    ),
}


# where a ground sinks into the dark towards its eastern end, which would be a cut otherwise [world units]
ENDS = {"firewall": (1560.0, 1704.0)}
LAST = 24.0  # what is wholly dark beyond that [units]


def draw_end(moment: Moment, backdrop: str) -> None:
    """The dark at the end of a ground."""
    if backdrop not in ENDS:
        return
    lens, (begin, end) = moment.lens, ENDS[backdrop]
    left, right = lens.x(begin), lens.x(end)
    if left < lens.width and right > 0:
        dark = (*moment.frame.clear, 1.0)
        moment.frame.floor.add("ramp", (left + right) / 2, lens.height / 2, right - left, lens.height * PAST, 0.0, dark)
        moment.frame.floor.box(right - 2.0, 0.0, LAST * lens.scale, lens.height, dark)


def _chance(number: int, salt: int) -> float:
    """A number 0..1 that belongs to a place for ever."""
    return math.sin(number * 127.1 + salt * 311.7) * 43758.5453 % 1.0


def draw(moment: Moment, backdrop: str) -> None:
    lens = moment.lens
    cx, cy = lens.centre
    half = lens.width / lens.scale / 2
    for salt, kind in enumerate(FOREGROUNDS.get(backdrop, ())):
        middle = cx * DEPTH
        first = math.floor((middle - half - kind.width) / kind.every)
        last = math.ceil((middle + half + kind.width) / kind.every)
        for number in range(first, last + 1):
            x = (number + 0.6 * _chance(number, salt)) * kind.every
            screen_x = lens.width / 2 + (x - middle) * lens.scale
            if abs(screen_x - lens.width / 2) > (lens.width + TURNED * kind.width * lens.scale) / 2 + SOON:
                continue
            below = _chance(number, salt + 7) > 0.5
            bob = (cy * (DEPTH - 1.0)) % 120.0 / 120.0 * 16.0  # a little life when the ship climbs or sinks
            high = kind.width * moment.frame.world.atlas.aspect(kind.art) * lens.scale
            edge = kind.reach * lens.scale + bob * (-1 if below else 1)
            y = lens.height + high / 2 - edge if below else edge - high / 2
            turn = (_chance(number, salt + 3) - 0.5) * 0.24
            moment.frame.fx.blurred(kind.art, screen_x, y, kind.width * lens.scale, turn, kind.rgba)
