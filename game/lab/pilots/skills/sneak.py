"""Getting past those who look, without a shot: by cover, between their lights, and under the carrier."""

from __future__ import annotations

import math

import numpy as np

from game.lab.pilots.cover import eyes_of_lights
from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Overhead, Sight
from game.lab.pilots.skills.hide import Hiding
from game.lab.pilots.skills.skill import Skill
from game.sim.carrier import HALF
from game.sim.command import Press
from game.sim.flight import FULL_SPEED
from game.sim.kinds import ANNOUNCE, IDENTIFY
from game.sim.tables import Complex

PACE = 0.9 * FULL_SPEED  # what it counts on along its way [u/s]
STEP, STEPS = 0.4, 6  # of what it pictures [s]
TIMES = [(step + 1) * STEP for step in range(STEPS)]
KNOWN = ANNOUNCE + IDENTIFY  # in the light, until one is known [s]
DARES = 1.2  # goes when it would be in one light for less than this, what has been scanned counted [s]
MORE = 0.12  # and dares so much more for each second that it has waited
MOST = 2.1  # at most [s]
UNPICTURED = 2.0  # what it reckons with while it can picture no way, as from close behind a rock; less than MOST [s]
LOOKS = 20  # ticks between two looks for the way
TRUST = 60 * 6  # ticks for which it counts on a decoy to be looked at
AGAIN = 60 * 10  # and after which it throws another one
THROW, TRUE = 500.0, 0.3  # throws it where so much of the way is free [u], when its nose is so near to that way [rad]
BEHIND_BOW = 420.0  # where it likes to be under the carrier [u]
LANES = (-360.0, -240.0, -120.0, 0.0, 120.0, 240.0, 360.0)  # and how far aside [u]
ROOM = 600.0  # goes aside into a lane that is free for so far, when there is no way on [u]
STILL = 12.0  # [u/s]
FOUND = 80.0  # slower than this in a light, it has hidden badly [u/s]
STARES, RUN = 40, 90  # ticks of that, after which it runs on for so many


class Sneak(Hiding):
    """To the marker when no light would rest on it for long; till then it waits where none does.

    Only where it may not shoot; who wears a name need not hide.
    """

    def forget(self) -> None:
        super().forget()
        self._way: list[tuple[float, float]] = []
        self._looked = -LOOKS  # tick of the last look for the way
        self._since = 0  # tick since which it waits; 0 = it does not
        self._thrown = -AGAIN  # tick of the last decoy
        self._lit = 0  # tick since which it lies in a light where it thought that there was none; 0 = it does not
        self._runs = 0  # tick until which it goes whatever looks

    def act(self, sight: Sight) -> Intent | None:
        hunted = bool(sight.lights) and not sight.wears and "fire" not in sight.able
        if sight.marker is None or not hunted or "thrust" not in sight.able:
            self._since = 0
            return None
        if sight.tick < self._runs or self._exposed(sight, sight.marker) < self._dares(sight):
            intent = self.faculties.navigator.go(sight, *sight.marker)
            if sight.seen_by and "boost" in sight.able:
                intent.boost = self.faculties.navigator.has_room(sight, intent.move)
            return intent
        self._since = self._since or sight.tick
        hurry = sight.seen_by > 0
        if not hurry or sight.speed > FOUND:
            self._lit = 0
        elif not self._lit:
            self._lit = sight.tick
        elif sight.tick - self._lit > STARES:
            self._runs, self._lit, self.cover.place = sight.tick + RUN, 0, None
        intent = self.hide(sight, eyes_of_lights(sight, 0.5), hurry=hurry, wait=not hurry, towards=sight.marker)
        self._throw(sight, sight.marker, intent)
        return intent

    def _throw(self, sight: Sight, goal: tuple[float, float], intent: Intent) -> None:
        """A decoy along the way, when that is free but for those who look; then it goes after it."""
        if not sight.decoys or "decoy" not in sight.able or sight.tick - self._thrown < AGAIN:
            return
        aim = math.atan2(goal[1] - sight.y, goal[0] - sight.x)
        ahead = sight.x + math.cos(aim) * THROW, sight.y + math.sin(aim) * THROW
        if not self.faculties.chart.clear(sight.x, sight.y, *ahead):
            return
        intent.aim = aim
        if abs((aim - sight.angle + math.pi) % math.tau - math.pi) < TRUE:
            self._thrown, self._runs = sight.tick, sight.tick + TRUST
            intent.press |= int(Press.DECOY)

    def _dares(self, sight: Sight) -> float:
        waited = (sight.tick - self._since) / 60.0 if self._since else 0.0
        return min(MOST, DARES + MORE * waited)

    def _exposed(self, sight: Sight, goal: tuple[float, float]) -> float:
        """How long one light would rest on it on the next stretch of its way, with what it has seen already [s]."""
        way = self._picture(sight, goal)
        if way is None:
            return UNPICTURED
        eyes = eyes_of_lights(sight, 0.0)
        lit = ~self.faculties.chart.sheltered(way.real, way.imag, eyes.x, eyes.y)
        for number, place in enumerate(way.tolist()):
            soon = eyes_of_lights(sight, TIMES[number])
            lit[:, number] &= soon.light(np.array([place.real]), np.array([place.imag]))[:, 0]
        rested = float(np.count_nonzero(lit, axis=1).max()) * STEP
        return rested + (sight.scan * KNOWN if sight.scan < 1.0 else 0.0)  # who knows already has nothing to learn

    def _picture(self, sight: Sight, goal: tuple[float, float]) -> Complex | None:
        """Where it would be every STEP from now on; None when there is no way."""
        chart = self.faculties.chart
        if sight.tick - self._looked >= LOOKS:
            self._looked = sight.tick
            straight = chart.clear(sight.x, sight.y, *goal)
            self._way = [goal] if straight else chart.route(sight.x, sight.y, *goal)
        if not self._way:
            return None
        corners = np.array([complex(sight.x, sight.y), *(complex(*corner) for corner in self._way)])
        far = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(corners)))])
        reached = np.minimum(np.array(TIMES) * PACE, far[-1])
        places: Complex = np.interp(reached, far, corners.real) + 1j * np.interp(reached, far, corners.imag)
        return places


class Shadow(Skill):
    """Under the carrier: on when it goes, still when it stops, and never out from under it."""

    def act(self, sight: Sight) -> Intent | None:
        carrier = sight.carrier
        if carrier is None or "thrust" not in sight.able:
            return None
        if carrier.stops and carrier.hides:
            return Intent(brake=sight.speed > STILL and "brake" in sight.able)
        if carrier.along > HALF and abs(carrier.across) < LANES[-1]:
            return Intent(brake=sight.speed > STILL and "brake" in sight.able)  # it comes
        x, y = self._spot(sight, carrier)
        return self.faculties.navigator.go(sight, x, y, near=40.0)

    def _spot(self, sight: Sight, carrier: Overhead) -> tuple[float, float]:
        """A little behind its bow, in the nearest lane in which nothing stands between; or abreast, where one opens."""
        clear = self.faculties.chart.clear
        lanes = sorted(LANES, key=lambda lane: abs(lane - carrier.across))
        for along in (HALF - BEHIND_BOW, HALF - 2 * BEHIND_BOW):
            for across in lanes:
                x, y = carrier.at(along, across)
                if clear(sight.x, sight.y, x, y):
                    return x, y
        on = min(carrier.along + ROOM, HALF - BEHIND_BOW)
        for across in lanes:
            x, y = carrier.at(carrier.along, across)
            if clear(sight.x, sight.y, x, y) and clear(x, y, *carrier.at(on, across)):
                return x, y
        return carrier.at(HALF - BEHIND_BOW, lanes[0])


__all__ = ["Shadow", "Sneak"]
