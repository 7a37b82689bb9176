"""What hangs in the air between the ship and the eye: dust that streams past and tells how fast one goes."""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.render.steps import faced, stepped

COUNT = 90
DEPTHS = (1.12, 1.5)  # parallax: nearer to the eye than the plane of play
SIZES = (1.4, 3.4)  # px at 720p
STREAK = 0.035  # s of the camera's own motion that a speck is long
LONGEST = 160.0  # of such a streak [px at 720p]: what goes faster than anything flies is no flight
MARGIN = 60.0  # px beyond the picture


class Air:
    """Specks that repeat over the picture, fixed in a space of their own."""

    def __init__(self, seed: int = 11) -> None:
        random = np.random.default_rng(seed)
        self._x, self._y = 3.0 * random.random((2, COUNT))
        self._depth = random.uniform(*DEPTHS, COUNT)
        self._size = random.uniform(*SIZES, COUNT) * (self._depth / DEPTHS[1])
        self._bright = random.uniform(0.25, 1.0, COUNT)
        self._light = np.zeros((COUNT, 4), np.float32)

    def draw(self, moment: Moment, amount: float, colour: str, velocity: tuple[float, float]) -> None:
        """`amount` 0..1 of the specks, in a palette colour; `velocity` of the camera [u/s]."""
        lens = moment.lens
        shown = int(COUNT * amount)
        if not shown:
            return
        wide, high = lens.width + 2 * MARGIN, lens.height + 2 * MARGIN
        cx, cy = lens.centre
        depth = self._depth[:shown] * lens.scale
        x = (self._x[:shown] * wide - cx * depth) % wide - MARGIN
        y = (self._y[:shown] * high - cy * depth) % high - MARGIN
        streak = stepped(np.minimum(math.hypot(*velocity) * STREAK * depth, LONGEST * lens.ui), 4.0)
        size = stepped(self._size[:shown] * lens.ui, 1.0)
        long = size + streak
        thin = size / long  # a streak spreads the same light over its length
        bright = stepped(self._bright[:shown] * (0.245 + 0.455 * thin), 0.12)
        light = self._light[:shown]
        np.multiply(bright[:, None], palette.rgb(colour), out=light[:, :3], casting="same_kind")
        moment.frame.fx.add("dot", x, y, long, size, float(faced(math.atan2(velocity[1], velocity[0]))), light)
