"""Being elsewhere when bolts arrive."""

from __future__ import annotations

import math
import random

import numpy as np

from game.lab.pilots.nature import Nature
from game.lab.pilots.senses import Sight

AHEAD = 0.7  # looks this far ahead at bolts [s]
MISS = 95.0  # a bolt that will pass nearer than this is dodged [u]
QUIET = 40  # ticks without a bolt that would strike, after which the next one is a new surprise


class Dodger:
    """Sees bolts come, as well as its nature lets it."""

    def __init__(self, nature: Nature, chance: random.Random) -> None:
        self._nature = nature
        self._chance = chance
        self._tick, self._way = -1, (0.0, 0.0)  # what was answered last
        self._any = False
        self._since = -QUIET  # when this volley was first to be seen
        self._last = -QUIET  # when a bolt was last on its way here
        self._side = 1.0  # -1 when it has misread the volley, 0 when it has not seen it

    def way(self, sight: Sight) -> tuple[float, float] | None:
        """Where to dodge to, of length 1; None when no bolt comes near, or it does not know yet."""
        if not sight.shot_x.size:
            return None
        if sight.tick != self._tick:
            self._tick = sight.tick
            found = dodge_way(sight)
            self._any = found is not None and self._aware(sight.tick)
            if found is not None:
                self._way = found[0] * self._side, found[1] * self._side
        return self._way if self._any else None

    def _aware(self, tick: int) -> bool:
        """Whether the volley that this bolt belongs to has sunk in."""
        nature = self._nature
        if tick - self._last >= QUIET:
            self._since, self._side = tick, 1.0
            if nature.unseen or nature.misread:  # who never errs draws nothing
                fate = self._chance.random()
                self._side = 0.0 if fate < nature.unseen else -1.0 if fate < nature.unseen + nature.misread else 1.0
        self._last = tick
        return self._side != 0.0 and tick - self._since >= nature.startle


def dodge_way(sight: Sight) -> tuple[float, float] | None:
    """Sideways to the bolt that will pass closest soonest; None when none comes near."""
    if not sight.shot_x.size:
        return None
    dx, dy = sight.shot_x - sight.x, sight.shot_y - sight.y
    vx, vy = sight.shot_vx - sight.vx, sight.shot_vy - sight.vy
    speed2 = np.maximum(vx * vx + vy * vy, 1.0)
    time = -(dx * vx + dy * vy) / speed2
    miss_x, miss_y = dx + vx * time, dy + vy * time
    miss = np.hypot(miss_x, miss_y)
    coming = (time > 0.0) & (time < AHEAD) & (miss < MISS)
    if not coming.any():
        return None
    worst = int(np.argmin(np.where(coming, time, np.inf)))
    x, y = float(miss_x[worst]), float(miss_y[worst])
    long = math.hypot(x, y)
    if long > 4.0:
        return -x / long, -y / long
    fast = math.sqrt(float(speed2[worst]))
    return -float(vy[worst]) / fast, float(vx[worst]) / fast
