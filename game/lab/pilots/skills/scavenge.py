"""Drawing in data that is adrift, slowly enough for the beam."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Skill

PACE = 0.55  # of full speed, near data
BESIDE_WAY = 330.0  # data this near is worth a turn when the order is another one [u]
BEAM = 420.0  # switches the beam on within this [u]
EASY = 270.0  # and below this speed [u/s]
TIGHT = 0.7  # strain from which it lets go for a moment


class Collect(Skill):
    """To the nearest data in the picture, nose first, with the beam on."""

    def act(self, sight: Sight) -> Intent | None:
        if "tractor" not in sight.able or sight.hold_full or not len(sight.mote_x) or sight.handshake is not None:
            return None
        far2 = (sight.mote_x - sight.x) ** 2 + (sight.mote_y - sight.y) ** 2
        nearest = int(far2.argmin())
        x, y, far = float(sight.mote_x[nearest]), float(sight.mote_y[nearest]), math.sqrt(float(far2[nearest]))
        if (far > BESIDE_WAY and sight.marks_ship) or sight.threatened:
            return None
        intent = self.faculties.navigator.go(sight, x, y, pace=PACE)
        intent.aim = math.atan2(y - sight.y, x - sight.x)
        intent.tractor = far < BEAM and sight.speed < EASY and sight.strain < TIGHT
        return intent


__all__ = ["Collect"]
