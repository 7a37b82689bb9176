"""Fighting: aim with lead, fire when it will tell, keep the range, and be elsewhere when bolts arrive."""

from __future__ import annotations

import math
import random

import numpy as np

from game.lab.pilots.chart import Chart
from game.lab.pilots.intent import Intent
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Contact, Sight
from game.sim.kinds import PLAYER

REACH = PLAYER.shot_speed * PLAYER.shot_life * 0.62  # fires from within this [u]
RANGE = 300.0  # likes to be this far from a foe [u]
TOLERANCE = 0.11  # aims within this before it fires [rad]
DODGE_TIME = 0.7  # looks this far ahead at bolts [s]
DODGE_MISS = 95.0  # a bolt that will pass nearer than this is dodged [u]
SWITCH = 150  # ticks that it circles one way


class Gunner:
    """Where to point, and when to pull the trigger."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    def aim(self, sight: Sight, foe: Contact) -> tuple[float, float]:
        """Angle that leads the foe [rad], and its distance [u]. Bolts carry our own motion."""
        dx, dy = foe.x - sight.x, foe.y - sight.y
        far = math.hypot(dx, dy)
        time = far / PLAYER.shot_speed
        for _ in range(2):
            lead_x = dx + (foe.vx - sight.vx) * time
            lead_y = dy + (foe.vy - sight.vy) * time
            time = math.hypot(lead_x, lead_y) / PLAYER.shot_speed
        return math.atan2(lead_y, lead_x), far

    def should_fire(self, sight: Sight, foe: Contact, aim: float, far: float) -> bool:
        off = abs((aim - sight.angle + math.pi) % math.tau - math.pi)
        width = math.atan2(foe.radius, max(far, 1.0))
        if "fire" not in sight.able or far > REACH or off > max(TOLERANCE, width) or sight.energy < 0.08:
            return False
        return self._chart.clear(sight.x, sight.y, foe.x, foe.y, bare=True)


class Fighter:
    """Circles a foe at range, sideways to its bolts."""

    def __init__(self, chart: Chart, navigator: Navigator, chance: random.Random) -> None:
        self._gunner = Gunner(chart)
        self._navigator = navigator
        self._chance = chance
        self._side = 1.0
        self._turn_at = 0
        self._target = 0

    def fight(self, sight: Sight, foes: list[Contact]) -> Intent:
        """Keep at the foe that was fought before, unless another is much nearer."""
        foe = self._pick(sight, foes)
        aim, far = self._gunner.aim(sight, foe)
        if sight.tick > self._turn_at:
            self._side = -self._side
            self._turn_at = sight.tick + SWITCH + self._chance.randint(-50, 70)
        dx, dy = (foe.x - sight.x) / max(far, 1.0), (foe.y - sight.y) / max(far, 1.0)
        along = max(-1.0, min(1.0, (far - RANGE) / 140.0))
        weak = sight.shield < 0.15 and sight.hull < 0.6
        if weak:
            along = -0.8  # out of reach until the shields are back
        move_x, move_y = dx * along - dy * 0.75 * self._side, dy * along + dx * 0.75 * self._side
        dodge = dodge_way(sight)
        if dodge is not None:
            move_x, move_y = move_x * 0.4 + dodge[0], move_y * 0.4 + dodge[1]
        intent = self._steer(sight, move_x, move_y)
        intent.aim = aim
        intent.fire = self._gunner.should_fire(sight, foe, aim, far)
        intent.boost = weak and sight.boost > 0.5 and "boost" in sight.able
        return intent

    def shoot_at(self, sight: Sight, intent: Intent, foes: list[Contact]) -> Intent:
        """Fire at whoever is in the way of where we go anyhow."""
        foe = self._pick(sight, foes)
        aim, far = self._gunner.aim(sight, foe)
        intent.aim = aim
        intent.fire = self._gunner.should_fire(sight, foe, aim, far)
        return intent

    def _pick(self, sight: Sight, foes: list[Contact]) -> Contact:
        nearest = foes[0]
        for foe in foes:
            if foe.id == self._target:
                if _far(sight, foe) < _far(sight, nearest) * 1.8 + 60.0:
                    return foe
                break
        self._target = nearest.id
        return nearest

    def _steer(self, sight: Sight, x: float, y: float) -> Intent:
        long = math.hypot(x, y)
        if long < 1e-6:
            return Intent()
        return self._navigator.go(sight, sight.x + x / long * 260.0, sight.y + y / long * 260.0)


def _far(sight: Sight, foe: Contact) -> float:
    return math.hypot(foe.x - sight.x, foe.y - sight.y)


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
    coming = (time > 0.0) & (time < DODGE_TIME) & (miss < DODGE_MISS)
    if not coming.any():
        return None
    worst = int(np.argmin(np.where(coming, time, np.inf)))
    x, y = float(miss_x[worst]), float(miss_y[worst])
    long = math.hypot(x, y)
    if long > 4.0:
        return -x / long, -y / long
    fast = math.sqrt(float(speed2[worst]))
    return -float(vy[worst]) / fast, float(vx[worst]) / fast
