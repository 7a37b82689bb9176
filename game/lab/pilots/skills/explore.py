"""Going to see what glints: things that somebody left lying there."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Faculties, Skill
from game.sim.kinds import Team

GLINT = "trace"
PACE = 0.8  # of full speed, on the way to one
GIVES_UP = 60 * 14  # ticks after which one that cannot be got at is left alone
RESTS = 20.0  # is at rest below this speed [u/s]
SAME = 40.0  # what is this near to where something was is the same thing [u]


class Explore(Skill):
    """To the nearest glint in the picture; once it has met one, also to whatever else rests on the radar."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._curious = False
        self.forget()

    def forget(self) -> None:
        self._goal: tuple[float, float] | None = None
        self._since = 0
        self._left: list[tuple[float, float]] = []  # alone, as it could not be got at

    def act(self, sight: Sight) -> Intent | None:
        seen = [(ship.x, ship.y) for ship in sight.ships if ship.kind == GLINT]
        self._curious = self._curious or bool(seen)
        if not self._curious or sight.threatened:
            return None
        spots = seen or [(x, y) for x, y, team in sight.blips if team == Team.NEUTRAL]
        spots = [spot for spot in spots if all(math.dist(spot, other) > SAME for other in self._left)]
        if not spots:
            self._goal = None
            if sight.marker is None and not sight.prompt:  # all has been seen, and nothing is to be done: it listens
                return Intent(brake=sight.speed > RESTS and "brake" in sight.able)
            return None
        goal = min(spots, key=lambda spot: math.dist(spot, (sight.x, sight.y)))
        if self._goal is None or math.dist(goal, self._goal) > SAME:
            self._goal, self._since = goal, sight.tick
        elif sight.tick - self._since > GIVES_UP:
            self._left.append(goal)
            return None
        return self.faculties.navigator.go(sight, *goal, pace=PACE)


__all__ = ["Explore"]
