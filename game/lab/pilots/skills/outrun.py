"""Getting away from a flock of mites that is at the heels."""

from __future__ import annotations

import numpy as np

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Skill

FEW = 12  # that are seen; fewer are no flock
NEAR = 640.0  # the nearest of them is closer than this [u]
SPARE = 0.1  # share of a boost that is worth lighting


class OutrunFlock(Skill):
    """On to the marker whatever else there is, never braking, and boosting wherever there is room."""

    def act(self, sight: Sight) -> Intent | None:
        if sight.marker is None or sight.marks_ship or sight.swarm_x.size < FEW:
            return None
        if float(np.hypot(sight.swarm_x - sight.x, sight.swarm_y - sight.y).min()) > NEAR:
            return None
        navigator = self.faculties.navigator
        intent = navigator.go(sight, *sight.marker)
        intent.brake = False
        if "boost" in sight.able and sight.boost > SPARE:
            intent.boost = navigator.has_room(sight, intent.move)
        return intent
