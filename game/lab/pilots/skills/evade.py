"""Shot at, and unable or unwilling to answer."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent, blend
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Skill

STEP = 300.0  # steers for a place so far off [u]
CLOSE = 60.0  # nobody counts as nearer than this [u]


class Evade(Skill):
    """Sideways to bolts, and away from whoever means harm."""

    def act(self, sight: Sight) -> Intent | None:
        dodge = self.faculties.dodger.way(sight)
        if dodge is None and not sight.threatened:
            return None
        away_x = away_y = 0.0
        for foe in sight.foes():
            far = max(CLOSE, math.hypot(foe.x - sight.x, foe.y - sight.y))
            away_x -= (foe.x - sight.x) / far**2
            away_y -= (foe.y - sight.y) / far**2
        long = math.hypot(away_x, away_y)
        move = (away_x / long, away_y / long) if long > 1e-9 else (0.0, 0.0)
        if dodge is not None:
            move = blend(move, dodge, 1.0)
        return self.faculties.navigator.go(sight, sight.x + move[0] * STEP, sight.y + move[1] * STEP)
