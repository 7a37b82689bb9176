"""Harming nobody who need not be harmed."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.fight import Fight
from game.lab.pilots.skills.skill import Faculties
from game.lab.pilots.skills.story import DoLesson

WAYS = 16  # directions among which it looks for an empty one


class FightIfMust(Fight):
    """Only where the order itself is somebody to be beaten: its mark lies on a ship that has meant harm."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._must = ""  # the order that cannot be done otherwise

    def act(self, sight: Sight) -> Intent | None:
        if sight.quarry and any(ship.id == sight.quarry and ship.hostile for ship in sight.ships):
            self._must = sight.order
        return super().act(sight) if sight.quarry and sight.order == self._must else None


class LessonInPeace(DoLesson):
    """Where a lesson asks to fire: into the air, where nobody is."""

    def fire(self, sight: Sight, intent: Intent) -> None:
        others = [math.atan2(ship.y - sight.y, ship.x - sight.x) for ship in sight.ships]

        def room(way: float) -> float:
            return min((abs((way - other + math.pi) % math.tau - math.pi) for other in others), default=math.pi)

        ways = [sight.angle + turn * math.tau / WAYS for turn in range(WAYS)]
        intent.aim = max(ways, key=room)
        off = abs((intent.aim - sight.angle + math.pi) % math.tau - math.pi)
        intent.fire = off < self.faculties.nature.tolerance or room(sight.angle) > 0.5
