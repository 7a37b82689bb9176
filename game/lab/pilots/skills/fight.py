"""Fighting: keep at one foe, keep the range, circle sideways to its bolts, fire when it will tell."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Contact, Sight
from game.lab.pilots.skills.skill import Faculties, Skill

RANGE = 300.0  # likes to be this far from a foe [u]
SLACK = 140.0  # so far off the range it goes all out to mend it [u]
CIRCLING = 0.75  # share of full speed sideways
FALLING_BACK = -0.8  # and away, while the shields are gone
SHIELDS_GONE = 0.15  # as a share
SWITCH = (100, 220)  # ticks that it circles one way
STEP = 260.0  # steers for a place so far off [u]
NEARER, AND = 1.8, 60.0  # another foe must be so many times, and so much [u], nearer to be taken on instead


class Fight(Skill):
    """Against whoever means harm, as soon as one may fire."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._side = 1.0
        self._turn_at = 0
        self._target = 0

    def act(self, sight: Sight) -> Intent | None:
        if "fire" not in sight.able or not sight.threatened:
            return None
        return self.fight(sight, sight.foes())

    def fight(self, sight: Sight, foes: list[Contact]) -> Intent:
        nature, gunner = self.faculties.nature, self.faculties.gunner
        foe = self._pick(sight, foes)
        aim, far = gunner.aim(sight, foe)
        weak = sight.shield < SHIELDS_GONE and sight.hull < nature.nerve
        intent = self._move(sight, foe, far, weak)
        intent.aim = aim
        intent.fire = gunner.should_fire(sight, foe, aim, far)
        intent.boost = weak and sight.boost > 0.5 and "boost" in sight.able
        return intent

    def _move(self, sight: Sight, foe: Contact, far: float, weak: bool) -> Intent:
        if sight.tick > self._turn_at:
            self._side = -self._side
            self._turn_at = sight.tick + self.faculties.chance.randint(*SWITCH)
        dx, dy = (foe.x - sight.x) / max(far, 1.0), (foe.y - sight.y) / max(far, 1.0)
        # out of reach until the shields are back
        along = FALLING_BACK if weak else max(-1.0, min(1.0, (far - RANGE) / SLACK))
        aside = CIRCLING * self._side
        x, y = dx * along - dy * aside, dy * along + dx * aside
        dodge = self.faculties.dodger.way(sight)
        if dodge is not None:
            x, y = x * 0.4 + dodge[0], y * 0.4 + dodge[1]
        long = math.hypot(x, y)
        if long < 1e-6:
            return Intent()
        return self.faculties.navigator.go(sight, sight.x + x / long * STEP, sight.y + y / long * STEP)

    def _pick(self, sight: Sight, foes: list[Contact]) -> Contact:
        """The foe that was fought before, unless another is much nearer."""
        nearest = foes[0]
        for foe in foes:
            if foe.id == self._target:
                if _far(sight, foe) < _far(sight, nearest) * NEARER + AND:
                    return foe
                break
        self._target = nearest.id
        return nearest


def _far(sight: Sight, foe: Contact) -> float:
    return math.hypot(foe.x - sight.x, foe.y - sight.y)
