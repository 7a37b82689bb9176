"""What comes into the world and goes out of it in mid-flight, as it is seen: its lines first, then what they hold.

Going, what they hold is gone at once and the lines stay a moment longer.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.sim.clock import DT
from game.story.level import Level, scenery_name, wall_points

DRAWS = 0.40  # s in which its lines are drawn, before it is filled
LINGERS = 1.1  # s after that in which the lines fade
GOES = 0.85  # s for which the lines of what is gone stay
BRIGHT, FLASH = 0.62, 1.0  # of lines, and of them as it is filled
THICK = 1.7  # [px]
TIP = 13.0  # of the light that draws [px at zoom 1]


class Comings:
    """The outlines of a level's pieces and scenery, by the names that its terrain has for them."""

    def __init__(self, level: Level) -> None:
        terrain = level.terrain
        self.some = bool(terrain.loads or terrain.scenery)
        self._outlines: dict[str, np.ndarray] = {}
        self._going: dict[str, float] = {}  # name -> when it went, by the view's clock
        if not self.some:
            return
        for name, ring in level.rings.items():
            self._outlines[name] = _closed(np.asarray(ring, float))
        for wall in level.map.walls.values():
            self._outlines[wall.id] = _closed(wall_points(wall)) if wall.closed else wall_points(wall)
        for decor in level.map.decor.values():
            half = decor.size / 2
            corners = np.array([(-half, -half), (half, -half), (half, half), (-half, half)]) * 0.9
            c, s = math.cos(decor.angle), math.sin(decor.angle)
            self._outlines[scenery_name(decor.id)] = _closed(corners @ np.array([(c, s), (-s, c)]) + decor.pos)

    def went(self, name: str, time: float) -> None:
        """A piece has been unloaded."""
        if name in self._outlines:
            self._going[name] = time

    def cut(self) -> None:
        self._going.clear()

    def unfilled(self, moment: Moment) -> set[str]:
        """Those that have come in, and of which there are only lines as yet."""
        loading = moment.world.loading
        if loading is None:
            return set()
        since = moment.world.tick - DRAWS / DT
        return {name for name, tick in loading.came.items() if tick > since}

    def draw(self, moment: Moment) -> None:
        loading = moment.world.loading
        if loading is not None:
            since = moment.world.tick - (DRAWS + LINGERS) / DT
            for name, tick in loading.came.items():
                if tick > since and name not in moment.world.terrain.gone:
                    self._coming(moment, name, (moment.world.tick - tick) * DT - moment.behind)
        for name, when in list(self._going.items()):
            age = moment.time - when
            if age > GOES:
                del self._going[name]
            else:
                self._lines(moment, name, 1.0, BRIGHT * (1.0 - age / GOES) ** 1.5)

    def _coming(self, moment: Moment, name: str, age: float) -> None:
        if age < DRAWS:
            share = max(0.02, age / DRAWS)
            tip = self._lines(moment, name, share, BRIGHT)
            if tip is not None:
                size = TIP * moment.lens.scale
                moment.frame.fx.add("glow", *tip, 2.0 * size, 2.0 * size, 0.0, palette.light("wire", 0.9))
            return
        left = 1.0 - (age - DRAWS) / LINGERS
        self._lines(moment, name, 1.0, FLASH * max(0.0, left) ** 2.2)

    def _lines(self, moment: Moment, name: str, share: float, bright: float) -> tuple[float, float] | None:
        """The first part of an outline; returns where it ends, when that is on screen."""
        lens, points = moment.lens, self._outlines[name]
        x, y = lens.x(points[:, 0]), lens.y(points[:, 1])
        if x.max() < 0 or y.max() < 0 or x.min() > lens.width or y.min() > lens.height or bright < 0.02:
            return None
        if share < 1.0:
            along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
            end = share * along[-1]
            whole = int(np.searchsorted(along, end))
            x = np.append(x[:whole], np.interp(end, along, x))
            y = np.append(y[:whole], np.interp(end, along, y))
        moment.frame.fx.polyline(np.stack([x, y], axis=1), THICK, palette.light("wire", bright))
        return float(x[-1]), float(y[-1])


def _closed(points: np.ndarray) -> np.ndarray:
    return np.concatenate([points, points[:1]])
