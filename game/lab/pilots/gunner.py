"""Where to point, and when to pull the trigger."""

from __future__ import annotations

import math

from game.lab.pilots.chart import Chart
from game.lab.pilots.nature import Nature
from game.lab.pilots.senses import Contact, Sight
from game.sim.kinds import PLAYER

REACH = PLAYER.shot_speed * PLAYER.shot_life * 0.62  # fires from within this [u]
DRY = 0.08  # energy, as a share, under which it lets the guns fill


class Gunner:
    def __init__(self, nature: Nature, chart: Chart) -> None:
        self._nature = nature
        self._chart = chart

    def aim(self, sight: Sight, foe: Contact) -> tuple[float, float]:
        """Angle that leads the foe [rad], and its distance [u]. Bolts carry our own motion."""
        dx, dy = foe.x - sight.x, foe.y - sight.y
        far = math.hypot(dx, dy)
        time = far / PLAYER.shot_speed
        share = self._nature.lead
        for _ in range(2):
            lead_x = dx + (foe.vx - sight.vx) * time * share
            lead_y = dy + (foe.vy - sight.vy) * time * share
            time = math.hypot(lead_x, lead_y) / PLAYER.shot_speed
        return math.atan2(lead_y, lead_x), far

    def should_fire(self, sight: Sight, foe: Contact, aim: float, far: float) -> bool:
        off = abs((aim - sight.angle + math.pi) % math.tau - math.pi)
        width = math.atan2(foe.radius, max(far, 1.0))
        if "fire" not in sight.able or far > REACH or off > max(self._nature.tolerance, width) or sight.energy < DRY:
            return False
        return self._chart.clear(sight.x, sight.y, foe.x, foe.y, bare=True)
