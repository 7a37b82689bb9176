"""Getting away from Moderation, with all that a ship has for it: boost, rock, decoys, and a crew to ask."""

from __future__ import annotations

import math

from game.lab.pilots.cover import eyes_of_moderation
from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.hide import Hiding
from game.sim.command import Press
from game.sim.crew import CREW, DOORS, EARS
from game.sim.hiding import BETWEEN, DRAWS
from game.sim.kinds import Team

AWAY = 1400.0  # it wants to be so far from the middle of those who look [u]
SHIELDS_LOW = 0.3  # as a share: time for Karl
STILL_NEAR = 60 * 6  # ticks for which it keeps away from where it was last seen


class GetAway(Hiding):
    """Hunted and seen: it shuts their ears and eyes, throws a decoy, and is behind rock when they look again."""

    def forget(self) -> None:
        super().forget()
        self._asked: dict[str, int] = {}  # who was asked (or a decoy) -> tick from which it can be again
        self._seen = -STILL_NEAR  # tick at which somebody last saw the ship

    def act(self, sight: Sight) -> Intent | None:
        if "thrust" not in sight.able or not (sight.seen_by or sight.scan > 0.0 or sight.heat > 0):
            self.cover.place = None
            return None
        if sight.seen_by:
            self._seen = sight.tick
        fresh = sight.tick - self._seen < STILL_NEAR
        hurry = sight.seen_by > 0 or fresh
        intent = self.hide(
            sight, eyes_of_moderation(sight), hurry=hurry, wait=not hurry, towards=self._away(sight) if hurry else None
        )
        if sight.seen_by:
            intent.press |= self._ask(sight)
        return intent

    @staticmethod
    def _away(sight: Sight) -> tuple[float, float] | None:
        """Straight away from the middle of those who look, the nearer the more."""
        x = y = 0.0
        for at_x, at_y in _eyes(sight):
            far = max(80.0, math.dist((at_x, at_y), (sight.x, sight.y)))
            x, y = x + (sight.x - at_x) / far**2, y + (sight.y - at_y) / far**2
        long = math.hypot(x, y)
        return (sight.x + x / long * AWAY, sight.y + y / long * AWAY) if long > 0.0 else None

    def _ask(self, sight: Sight) -> int:
        """Whoever of the crew can help now, or a decoy: one at a time."""
        reach = [math.dist(eye, (sight.x, sight.y)) for eye in _eyes(sight)]
        wants = (
            ("elena", any(far < EARS for far in reach)),
            ("kabir", any(far < DOORS for far in reach)),
            ("karl", sight.shield < SHIELDS_LOW),
            ("nate", sight.shot_x.size > 0),
        )
        for who, wanted in wants:
            if wanted and who in sight.able and self._may(sight, who, CREW[who].every):
                return int(CREW[who].press)
        if sight.decoys and "decoy" in sight.able and any(far < DRAWS for far in reach):
            return int(Press.DECOY) if self._may(sight, "decoy", 4.0 * BETWEEN) else 0
        return 0

    def _may(self, sight: Sight, what: str, every: float) -> bool:
        if sight.tick < self._asked.get(what, 0):
            return False
        self._asked[what] = sight.tick + round(every * 60)
        return True


def _eyes(sight: Sight) -> list[tuple[float, float]]:
    """Where those of Moderation are, in the picture and on the radar."""
    seen = [(ship.x, ship.y) for ship in sight.ships if ship.team == Team.MODERATION]
    return seen + [(x, y) for x, y, team in sight.blips if team == Team.MODERATION]
