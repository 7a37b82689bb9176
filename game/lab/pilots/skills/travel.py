"""Getting about: to the marker, nowhere in particular, or not at all."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent, blend
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Faculties, Skill
from game.sim.kinds import Team

ARRIVED = 45.0  # a marker is reached within this; if nothing happens, it flies on [u]
ONWARDS = 420.0  # so far [u]
AT_REST = 12.0  # who rests on a marker is this near to it [u]
OVERSHOT = 60 * 4  # ticks for which it flies on at most: what it flies to may be rock
ANOTHER = 60.0  # a marker that has moved by this is another one [u]
MOVES, LEAPS = 6.0, 110.0  # a marker that is this far from where it was at the last decision moves; further, it is new
BEHIND, HOUNDS = 0.45, 1000.0  # of full speed, behind one that moves and is nearer than this [u]
EARSHOT = 700.0  # goes after a signal so far at a time [u]
DODGE = 0.6  # how much a dodge counts beside the way
CRUISE, ROOM = 0.75, 500.0  # of full speed, with so much room ahead [u]
PATIENCE = 60 * 9  # ticks without anything to do after which it looks about
DRIFTING = 150.0  # brakes, while it waits, from this speed on [u/s]


class GoToMarker(Skill):
    """To the marker; through it when being there is not all; and when that is not all either, to rest on it.

    One that moves is somebody: at full speed two who hunt each other only fly round and round.
    """

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()

    def forget(self) -> None:
        self._beyond: tuple[float, float] | None = None  # where to when a marker is reached and nothing happens
        self._reached = 0  # tick at which it was
        self._rests = False  # it has been flown through: this time it stops there
        self._marker: tuple[float, float] | None = None  # the one that is gone to
        self._was: tuple[float, float] | None = None  # where it was at the last decision

    def act(self, sight: Sight) -> Intent | None:
        marker = sight.marker
        if marker is None:
            return self._follow(sight) if sight.signal is not None else None
        moved = math.dist(marker, self._was or marker)
        self._was = marker
        if MOVES < moved < LEAPS and "fire" in sight.able:
            self._marker, self._beyond = marker, None
            far = math.dist(marker, (sight.x, sight.y)) > HOUNDS
            return self.faculties.navigator.go(sight, *marker, pace=1.0 if far else BEHIND)
        goal = self._goal(sight, marker)
        stops = self._rests and goal == marker
        intent = self.faculties.navigator.go(sight, *goal, near=AT_REST if stops else 0.0)
        if stops and math.dist(marker, (sight.x, sight.y)) < ARRIVED:
            intent.brake = "brake" in sight.able
        dodge = self.faculties.dodger.way(sight)
        if dodge is not None:
            intent.move = blend(intent.move, dodge, DODGE)
        return intent

    def _follow(self, sight: Sight) -> Intent:
        """Where something knocks from, without knowing how far that is."""
        assert sight.signal is not None
        x, y = sight.x + sight.signal[0] * EARSHOT, sight.y + sight.signal[1] * EARSHOT
        return self.faculties.navigator.go(sight, x, y, pace=CRUISE)

    def _goal(self, sight: Sight, marker: tuple[float, float]) -> tuple[float, float]:
        if self._marker is None or math.dist(marker, self._marker) > ANOTHER:
            self._marker, self._beyond, self._rests = marker, None, False
        if self._beyond is None and self._rests:
            return marker
        if self._beyond is None and math.dist(marker, (sight.x, sight.y)) < ARRIVED:
            long = max(sight.speed, 1.0)
            self._beyond = (marker[0] + sight.vx / long * ONWARDS, marker[1] + sight.vy / long * ONWARDS)
            self._reached = sight.tick
        if self._beyond is None:
            return marker
        goal = self._beyond
        if math.dist(goal, (sight.x, sight.y)) < ARRIVED or sight.tick - self._reached > OVERSHOT:
            self._beyond, self._rests = None, True  # nothing there: back, and this time to rest
        return goal


class Cruise(Skill):
    """Nowhere in particular, with room ahead: what one does while learning to fly."""

    def act(self, sight: Sight) -> Intent | None:
        return cruise(self.faculties, sight) if sight.prompt else None


class Wait(Skill):
    """Listen; after a long while of nothing, go and look at whoever is on the radar, or straight on."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._since = 0  # tick since which there is nothing to do

    def act(self, sight: Sight) -> Intent | None:
        self._since = self._since or sight.tick
        if "thrust" not in sight.able:
            return Intent(still=True)
        if sight.tick - self._since < PATIENCE or sight.talking:
            return Intent(brake=sight.speed > DRIFTING and "brake" in sight.able)
        others = [(x, y) for x, y, team in sight.blips if team != Team.NEUTRAL]
        if others:
            x, y = min(others, key=lambda spot: math.dist(spot, (sight.x, sight.y)))
            return self.faculties.navigator.go(sight, x, y, pace=0.7, near=200.0)
        return cruise(self.faculties, sight)

    def beside(self, sight: Sight, intent: Intent) -> Intent:
        """Somebody has something to do."""
        if sight.alive:
            self._since = sight.tick
        return intent


def cruise(faculties: Faculties, sight: Sight) -> Intent:
    """Straight on."""
    angle = sight.angle if sight.speed < 40.0 else math.atan2(sight.vy, sight.vx)
    return faculties.navigator.go(
        sight, sight.x + math.cos(angle) * ROOM, sight.y + math.sin(angle) * ROOM, pace=CRUISE
    )
