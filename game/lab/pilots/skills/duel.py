"""Against somebody who owns the room: behind something when he freezes, out of the box, with what he moves."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from game.lab.pilots.cover import Cover, Eyes
from game.lab.pilots.intent import Intent, blend
from game.lab.pilots.senses import Sight, Tell
from game.lab.pilots.skills.fight import Fight
from game.lab.pilots.skills.skill import Faculties
from game.sim.daly import REACH
from game.sim.flight import FULL_SPEED

CLEAR_OF = 78.0  # it goes so far out of what will be struck [u]
BEWARE = 46.0  # and counts as in it from here [u]
ASIDE = 150.0  # from the line of a throw [u]
HURRY, START = 0.85, 0.6  # it boosts when flying there, and getting going [s], leave less than this share of the time
SHIELDED = 26.0  # around it, too, he must not see it [u]
TURNS = 60.0  # faster than this away from where it should be, it turns round before all else [u/s]
STOPS = 90.0  # nearer than this a boost would carry it past [u]
KEEN = 3  # pairs of eyes that he is taken for
THERE = 22.0  # cover is reached within this [u]
PACE = 0.55  # of full speed while it waits for what he will do: who goes slowly is soon somewhere else
LEASH, LOOKS = 95.0, 20  # it fights within this of a place to hide [u], and looks for one so often [ticks]


class Duel(Fight):
    """Heeds what he tells before all else; when the mark lies on him, it shoots at him from where it is."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()

    def forget(self) -> None:
        self._cover = Cover(self.faculties.chart)
        self._since = -1  # tick at which the tell that it heeds began
        self._refuge: tuple[float, float] | None = None  # the nearest place that he does not see
        self._looked = -LOOKS  # tick

    def act(self, sight: Sight) -> Intent | None:
        tell = sight.tell
        if tell is not None:
            if tell.began != self._since:
                self._since = tell.began
                self._cover.place = None
            intent = self._heed(sight, tell)
            if intent is not None:
                return intent
        return self._shoot(sight)

    # -- heeding ---------------------------------------------------------------------------------------

    def _heed(self, sight: Sight, tell: Tell) -> Intent | None:
        if tell.power == "freeze":
            return self._hide(sight, tell)
        if tell.power in ("delete", "move"):
            return self._leave(sight, tell)
        if tell.power == "throw":
            return self._step_aside(sight, tell)
        return None

    def _hide(self, sight: Sight, tell: Tell) -> Intent | None:
        """Behind something; where it stands, if he does not see it there."""
        if tell.left < 0.0:
            return None
        around = np.array([0.0, SHIELDED, -SHIELDED, 0.0, 0.0])
        x, y = sight.x + around, sight.y + around[[3, 4, 0, 1, 2]]
        eye = np.array([tell.x]), np.array([tell.y])
        if self.faculties.chart.sheltered(x, y, *eye).all() and sight.speed < 120.0:
            return Intent(brake="brake" in sight.able)
        return self._go(sight, self._cover.find(sight, _his_eyes(tell.x, tell.y)), tell.left)

    def _leave(self, sight: Sight, tell: Tell) -> Intent | None:
        """By the nearest side that is free; out of the way of what is coming even while it comes."""
        left, top, right, bottom = tell.box
        if not (
            left - BEWARE < sight.x + sight.vx * 0.25 < right + BEWARE
            and top - BEWARE < sight.y + sight.vy * 0.25 < bottom + BEWARE
        ) and not (left < sight.x < right and top < sight.y < bottom):
            return None
        best = min(self._exits(sight, tell), key=lambda way: way[0], default=None)
        if best is None:
            return None
        return self._go(sight, best[1], max(tell.left, 0.1))

    def _exits(self, sight: Sight, tell: Tell) -> Iterator[tuple[float, tuple[float, float]]]:
        """(cost, place) just outside of the box, for each of its sides and corners that can be flown to."""
        left, top, right, bottom = tell.box
        chart = self.faculties.chart
        for x in (left - CLEAR_OF, sight.x, right + CLEAR_OF):
            for y in (top - CLEAR_OF, sight.y, bottom + CLEAR_OF):
                if left - BEWARE < x < right + BEWARE and top - BEWARE < y < bottom + BEWARE:
                    continue
                at_x, at_y = np.array([x]), np.array([y])
                if chart.blocked(sight.x, sight.y, at_x, at_y)[0] or chart.outside(at_x, at_y)[0]:
                    continue
                far = math.dist((x, y), (sight.x, sight.y))
                along = ((x - sight.x) * sight.vx + (y - sight.y) * sight.vy) / max(far, 1.0)
                cost = far - 0.3 * along + (0.0 if chart.clear(sight.x, sight.y, x, y) else 400.0)
                if tell.power == "move":  # with it, not at it
                    against = (x - sight.x) * tell.way[0] + (y - sight.y) * tell.way[1] < -1.0
                    cost += 120.0 if against else 0.0
                yield cost, (x, y)

    def _step_aside(self, sight: Sight, tell: Tell) -> Intent | None:
        way_x, way_y = tell.mark[0] - tell.x, tell.mark[1] - tell.y
        long = math.hypot(way_x, way_y)
        if long < 1.0:
            return None
        across = ((sight.x - tell.x) * -way_y + (sight.y - tell.y) * way_x) / long
        if abs(across) > ASIDE:
            return None
        side = math.copysign(1.0, across)
        spots = [(sight.x - way_y / long * ASIDE * s, sight.y + way_x / long * ASIDE * s) for s in (side, -side)]
        chart = self.faculties.chart
        free = [spot for spot in spots if chart.clear(sight.x, sight.y, *spot)]
        return self._go(sight, free[0], tell.left) if free else None

    def _go(self, sight: Sight, place: tuple[float, float], left: float) -> Intent:
        navigator = self.faculties.navigator
        far = math.dist(place, (sight.x, sight.y))
        intent = navigator.go(sight, *place, near=THERE)
        x, y = navigator.waypoint(sight, *place)
        way_x, way_y, long = x - sight.x, y - sight.y, max(math.dist((x, y), (sight.x, sight.y)), 1.0)
        if way_x * sight.vx + way_y * sight.vy < 0.0 and sight.speed > TURNS:  # first of all it turns round
            boost = "boost" in sight.able and sight.boost > 0.1 and far > 60.0
            return Intent(move=(way_x / long, way_y / long), boost=boost)
        late = far / FULL_SPEED + START > left * HURRY
        towards = (place[0] - sight.x) * intent.move[0] + (place[1] - sight.y) * intent.move[1]
        if late and far > STOPS and towards > 0.3 * far and "boost" in sight.able and sight.boost > 0.1:
            intent.boost = navigator.has_room(sight, intent.move)
        dodge = self.faculties.dodger.way(sight)
        if dodge is not None:
            intent.move = blend(intent.move, dodge, 0.5)
        return intent

    # -- shooting --------------------------------------------------------------------------------------

    def _shoot(self, sight: Sight) -> Intent | None:
        him = next((ship for ship in sight.ships if ship.kind == "daly" and ship.id == sight.quarry), None)
        if him is None or "fire" not in sight.able:
            return None
        intent = self.fight(sight, [him])
        intent.move = intent.move[0] * PACE, intent.move[1] * PACE
        if sight.tick - self._looked >= LOOKS:
            self._looked = sight.tick
            self._refuge = Cover(self.faculties.chart).find(sight, _his_eyes(him.x, him.y))
        if self._refuge is not None and math.dist(self._refuge, (sight.x, sight.y)) > LEASH:
            back = self.faculties.navigator.go(sight, *self._refuge, near=LEASH / 2)
            intent.move, intent.brake = back.move, back.brake
        return intent


def _his_eyes(x: float, y: float) -> Eyes:
    """He counts for several: a place that he sees is worth nothing, however near it is."""
    none = np.zeros(KEEN)
    return Eyes(none + x, none + y, none + 1.0, none, none + REACH, none - 1.0)


__all__ = ["Duel"]
