"""Being out of sight: of the light that drones throw, and of guns."""

from __future__ import annotations

import math

from game.lab.pilots.cover import Cover, Eyes, eyes_of_guns, eyes_of_moderation
from game.lab.pilots.intent import Intent, blend
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Faculties, Skill

THERE = 40.0  # cover is reached within this [u]
SPARE = 0.3  # share of a boost that it keeps
RUN_DOWN = 0.25  # a scan that has got further than this is waited out in cover
PERSISTS, RESTS = 60 * 20, 60 * 10  # ticks after which it gives up hiding, and then goes on with what it has to do
SHIELDS_LOW = 0.4  # as a share: boosts away from guns
DODGE = 1.0  # how much a dodge counts beside the way


class Hiding(Skill):
    """What both ways of hiding have in common."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()

    def forget(self) -> None:
        self.cover = Cover(self.faculties.chart)

    def hide(
        self, sight: Sight, eyes: Eyes, *, hurry: bool, wait: bool, towards: tuple[float, float] | None = None
    ) -> Intent:
        """Into cover, boosting when in a hurry; there it waits, or is ready to go on."""
        place = self.cover.find(sight, eyes, towards)
        dodge = self.faculties.dodger.way(sight)
        if wait and dodge is None and math.dist(place, (sight.x, sight.y)) < THERE:
            return Intent(brake=sight.speed > THERE and "brake" in sight.able)
        intent = self.faculties.navigator.go(sight, *place, near=THERE / 2 if wait else 0.0)
        if dodge is not None:
            intent.move = blend(intent.move, dodge, DODGE)
        if hurry and "boost" in sight.able and sight.boost > SPARE:
            intent.boost = self.faculties.navigator.has_room(sight, intent.move)
        return intent


class BreakLineOfSight(Hiding):
    """When scanned, or hunted and seen: to the nearest place that no drone looks at, and stay until it is over."""

    def forget(self) -> None:
        super().forget()
        self._since = 0  # tick at which this hiding began; 0 = it does not hide
        self._rests = 0  # tick until which it does not try again

    def act(self, sight: Sight) -> Intent | None:
        if not self._wanted(sight):
            self._since, self.cover.place = 0, None
            return None
        self._since = self._since or sight.tick
        if sight.marker is not None and sight.tick - self._since > PERSISTS:
            self._rests, self._since = sight.tick + RESTS, 0
            return None
        seen = sight.seen_by > 0
        return self.hide(sight, eyes_of_moderation(sight), hurry=seen, wait=not (seen or sight.threatened))

    def _wanted(self, sight: Sight) -> bool:
        if sight.tick < self._rests or "thrust" not in sight.able or sight.wears:
            return False
        if sight.seen_by:
            return sight.heat > 0 or sight.scan > 0.0
        if sight.scan > (0.0 if self._since else RUN_DOWN):
            return True
        # with nothing else to do it stays until it has cooled
        return sight.heat > 0 and sight.marker is None and not sight.threatened


class TakeCover(Hiding):
    """Shot at, and unwilling to answer: where their bolts do not get, and on when they come round."""

    def act(self, sight: Sight) -> Intent | None:
        if not sight.threatened and self.faculties.dodger.way(sight) is None:
            self.cover.place = None
            return None
        return self.hide(sight, eyes_of_guns(sight), hurry=sight.shield < SHIELDS_LOW, wait=False)
