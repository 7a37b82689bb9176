"""The moderation sweep as it is drawn: the wall for the back ends, the motes it throws off, its light on the ship."""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.camera import Lens
from game.render.drawlist import PAST
from game.render.frame import SweepWall
from game.render.moment import Moment
from game.render.particles import Particles

RATE = 150.0  # motes a second along the visible wall
GREEN_RATE = 60.0
BURST = 4  # motes thrown off at once: one by one each would cost as much
TAIL_LIGHT = 420.0  # units within which the wall's light catches the ship's stern
GLARE_DEEP = 130.0  # px at 720p that the light of an unseen wall reaches into the picture
GLARE_FAR = 1500.0  # units from which it begins
FADE = 0.6  # s in which a wall appears or goes


class SweepView:
    """Fades the wall in and out and remembers where it stood when it ended."""

    def __init__(self) -> None:
        self.strength = 0.0
        self._last: tuple[float, float, float] | None = None  # nx, ny, s
        self._random = np.random.default_rng(3)
        self._owed = [0.0, 0.0]

    def update(self, sweep, dt: float) -> None:
        step = dt / FADE
        self.strength = min(1.0, self.strength + step) if sweep.active else max(0.0, self.strength - step)
        if sweep.active:
            self._last = sweep.nx, sweep.ny, sweep.s

    def line(self) -> tuple[float, float, float] | None:
        """The wall that is shown: (nx, ny, s) with n . p = s, or None."""
        return self._last if self.strength > 0.0 else None

    def wall(self, lens: Lens) -> SweepWall | None:
        line = self.line()
        if line is None:
            return None
        nx, ny, s = line
        cx, cy = lens.centre
        ahead = nx * cx + ny * cy - s
        x, y = lens.x(cx - nx * ahead), lens.y(cy - ny * ahead)
        return SweepWall(x, y, nx, ny, lens.scale, lens.world(0.0, 0.0), self.strength)

    def shed(self, particles: Particles, lens: Lens, dt: float) -> None:
        """Motes that come off the wall where it can be seen: what it read, dissolving."""
        line = self.line()
        if line is None or self.strength < 0.5:
            return
        nx, ny, s = line
        cx, cy = lens.centre
        ahead = nx * cx + ny * cy - s
        reach = lens.height / lens.scale * 0.62
        if abs(ahead) > lens.width / lens.scale:
            return
        for i, (rate, style, turn) in enumerate(((RATE, "wall-motes", 0.0), (GREEN_RATE, "wall-motes-green", math.pi))):
            self._owed[i] += rate * dt
            count = int(self._owed[i])
            if count >= BURST:
                self._owed[i] -= count
                along = self._random.uniform(-reach, reach, count)
                x, y = cx - nx * ahead - ny * along, cy - ny * ahead + nx * along
                particles.emit(style, x, y, math.atan2(ny, nx) + turn, count=1)

    def _draw_glare(self, moment: Moment, distance: float, nx: float) -> None:
        """While the wall is out of the picture its light comes in over the edge, stronger the nearer it is."""
        wall = self.wall(moment.lens)
        if wall is None or -GLARE_DEEP < wall.x < moment.lens.width + GLARE_DEEP or abs(nx) < 0.3:
            return
        lens = moment.lens
        near = max(0.0, 1.0 - distance / GLARE_FAR)
        deep = GLARE_DEEP * lens.ui * (0.5 + near)
        beat = 0.9 + 0.1 * math.sin(moment.time * 13.0)
        colour = palette.light("warm", 0.55 * near**1.5 * beat * self.strength)
        x, turn = (deep / 2, math.pi) if nx > 0 else (lens.width - deep / 2, 0.0)
        moment.frame.fx.add("ramp", x, lens.height / 2, deep, lens.height * PAST, turn, colour)

    def draw(self, moment: Moment) -> None:
        """Warm light on the stern of the player's ship, the stronger the nearer the wall is."""
        line = self.line()
        if line is None or moment.player < 0:
            return
        nx, ny, s = line
        x, y = moment.here
        self._draw_glare(moment, nx * x + ny * y - s, nx)
        near = 1.0 - max(0.0, nx * x + ny * y - s) / TAIL_LIGHT
        if near <= 0.0:
            return
        lens = moment.lens
        back = 30.0
        size = (90.0 + 60.0 * near) * lens.scale
        at = lens.x(x - nx * back), lens.y(y - ny * back)
        moment.frame.fx.add("soft", *at, size, size, 0.0, palette.light("warm", 0.13 * near * self.strength))
