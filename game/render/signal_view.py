"""What knocks somewhere, as it is seen: dashes run off towards it at each knock; rings, when one is near it."""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.sim.clock import TICK_HZ
from game.story.state import Signal

FROM, TO, APART = 96.0, 330.0, 26.0  # dashes lie so far from the ship, one after the other [u]
RUNS = 0.55  # s in which they run off
SHOWS = 1.5  # s after a knock for which anything of it is seen
LONG, THICK = 13.0, 2.2  # of a dash [u, px at zoom 1]
RINGS, WIDEST = 3, 300.0  # round what knocks; across, at their widest [u]
GLOW = 120.0  # of the spot itself [u]
LIGHT, LIGHT_GAIN = 300.0, 0.5  # that a knock throws on what is near it [u]


def since(signal: Signal) -> float:
    """Seconds since the last knock."""
    return (max(0, signal.age - 1) / TICK_HZ) % signal.every


def draw(moment: Moment, signal: Signal) -> None:
    age = since(signal)
    if age > SHOWS:
        return
    _dashes(moment, signal, age)
    _rings(moment, signal, age)


def light(moment: Moment, signal: Signal) -> tuple[float, float, float, float] | None:
    """What the spot lights up, for the dark: x, y, reach [px], gain; None when that is out of the picture."""
    lens = moment.lens
    if not lens.sees(signal.x, signal.y, LIGHT):
        return None
    pulse = max(0.0, 1.0 - since(signal) / SHOWS)
    return lens.x(signal.x), lens.y(signal.y), LIGHT * lens.scale, 0.15 + LIGHT_GAIN * pulse * pulse


def _dashes(moment: Moment, signal: Signal, age: float) -> None:
    if moment.player < 0:
        return
    lens, (x, y) = moment.lens, moment.here
    far = math.hypot(signal.x - x, signal.y - y)
    if far < FROM:
        return
    way_x, way_y = (signal.x - x) / far, (signal.y - y) / far
    along = np.arange(FROM, min(TO, far - 30.0), APART)
    if not along.size:
        return
    share = (along - FROM) / (TO - FROM)
    late = age - share * RUNS  # since the knock has come by each of them
    bright = np.clip(late / 0.08, 0.0, 1.0) * np.clip(1.0 - late / 0.8, 0.0, 1.0) * (1.0 - 0.6 * share)
    colour = (0.75 * bright)[:, None] * np.asarray(palette.light("credit"), np.float32)[None, :]
    moment.frame.fx.add(
        "line", lens.x(x + way_x * along), lens.y(y + way_y * along), LONG * lens.scale, 2.0 * THICK,
        math.atan2(way_y, way_x), colour,
    )  # fmt: skip


def _rings(moment: Moment, signal: Signal, age: float) -> None:
    lens, fx = moment.lens, moment.frame.fx
    if not lens.sees(signal.x, signal.y, WIDEST):
        return
    x, y = lens.x(signal.x), lens.y(signal.y)
    left = 1.0 - age / SHOWS
    size = GLOW * lens.scale * (0.7 + 0.5 * left)
    fx.add("glow", x, y, size, size, 0.0, palette.light("credit", 0.16 + 0.5 * left * left))
    for number in range(RINGS):
        share = (age - number * 0.16) / (SHOWS - 0.32)
        if 0.0 < share < 1.0:
            wide = WIDEST * lens.scale * share**0.6
            fx.add("ring", x, y, wide, wide, 0.0, palette.light("credit", 0.42 * (1.0 - share) ** 1.6))
