"""Where a blow came from: the edge of the picture on that side glows for a moment."""

from __future__ import annotations

import math
from collections import deque

from game.render import palette
from game.render.moment import Moment

TIME = 0.45  # s
DEEP = 190.0  # how far the glow reaches into the picture [px at 720p]
KEPT = 6
FAINTEST = 0.01  # of its light, that is drawn


class Wounds:
    def __init__(self) -> None:
        self._blows: deque[list[float]] = deque(maxlen=KEPT)  # dx, dy towards the blow, strength, age

    def struck(self, dx: float, dy: float, strength: float) -> None:
        """A blow on the player's ship from the side (dx, dy), strength 0..1."""
        length = math.hypot(dx, dy)
        if length > 0.0:
            self._blows.append([dx / length, dy / length, min(1.0, strength), 0.0])

    def update(self, dt: float) -> None:
        for blow in self._blows:
            blow[3] += dt
        while self._blows and self._blows[0][3] > TIME:
            self._blows.popleft()

    def draw(self, moment: Moment, scale: float) -> None:
        """`scale` is the player's flash setting."""
        lens, fx = moment.lens, moment.frame.fx
        deep = DEEP * lens.ui
        wide, high = lens.width, lens.height
        right = left = low = top = 0.0  # light adds up: however many blows, each edge is drawn once
        for dx, dy, strength, age in self._blows:
            power = 0.55 * strength * scale * (1.0 - age / TIME) ** 2
            right, left = right + power * max(0.0, dx), left + power * max(0.0, -dx)
            low, top = low + power * max(0.0, dy), top + power * max(0.0, -dy)
        # (power, x, y, length along the edge, turn of a ramp that brightens outwards)
        for power, x, y, long, turn in (
            (right, wide - deep / 2, high / 2, high, 0.0),
            (left, deep / 2, high / 2, high, math.pi),
            (low, wide / 2, high - deep / 2, wide, math.pi / 2),
            (top, wide / 2, deep / 2, wide, -math.pi / 2),
        ):
            if power > FAINTEST:
                fx.add("ramp", x, y, deep, long, turn, palette.light("red", power))
