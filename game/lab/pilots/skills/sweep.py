"""Staying ahead of the sweep."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Skill
from game.lab.pilots.skills.travel import ARRIVED, ONWARDS

WITHIN = 4000.0  # a sweep further behind than this is not run from [u]
AT_ONCE = 300.0  # and one closer than this even when nobody says where to [u]
AHEAD = 900.0  # then so far along its way [u]
NEAR = 650.0  # boosts when it is closer than this [u]
SPARE = 0.1  # share of a boost that is worth lighting


class OutrunSweep(Skill):
    """Along its way, and towards the marker if there is one, boosting when it is close and the way is free."""

    def act(self, sight: Sight) -> Intent | None:
        if sight.sweep is None or sight.sweep >= (WITHIN if sight.marker else AT_ONCE):
            return None
        way_x, way_y = sight.sweep_way
        x, y = sight.marker or (sight.x + way_x * AHEAD, sight.y + way_y * AHEAD)
        if math.dist((x, y), (sight.x, sight.y)) < ARRIVED:
            x, y = x + way_x * ONWARDS, y + way_y * ONWARDS
        navigator = self.faculties.navigator
        intent = navigator.go(sight, x, y)
        if sight.sweep < NEAR and "boost" in sight.able and sight.boost > SPARE:
            intent.boost = navigator.has_room(sight, intent.move)
        return intent
