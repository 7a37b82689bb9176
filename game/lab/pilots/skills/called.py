"""Doing what is called ahead of a danger: back in, be cold under lights, do not slow down."""

from __future__ import annotations

import math

import numpy as np

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Faculties, Skill
from game.sim.flight import BOOST_RELIGHT

COLD, BACKWARDS, DOWN, RUN = "cold", "backwards", "down", "run"  # the orders that say how to fly
TURNS_ROUND = 720.0  # so far from the gate it turns its nose away from it [u]
ASTERN = 0.55  # share of full speed, backwards
BERTH = 150.0  # who is so far out of a light's reach is out of its mind [u]
FAST, SLOW = 340.0, 60.0  # it burns up to the one speed, and drifts down to the other [u/s]
SOON, TRUE = 0.7, 0.86  # and lets go when it is free for so long [s], and as true as that (a cosine)
SCANNED = (0.02, 0.4)  # it burns again only when it is forgotten, and no longer when a scan has come so far
# running: it looks along ways to both sides of its course for the one that is free the furthest
_SIDEWAYS = np.radians(np.arange(-112.0, 113.0, 8.0))[:, None]
_FAR = np.arange(60.0, 901.0, 40.0)  # [u]
STRAIGHT = 0.35  # how much it minds turning, as a share of how far it sees
LEFT = 0.04  # and how much it is for the left, where two ways are alike: it has been told so
CRUMB, CRUMBS = 170.0, 24  # it remembers the way that it has come, so far apart [u] and so many
BACK = 270.0  # a way that ends so near to one of them [u] leads back
NOT_BACK = 0.2  # and is worth so much
FREE = 620.0  # it boosts when it sees so far [u]


class Heed(Skill):
    """Flies as the open order says, when that is about how."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()

    def forget(self) -> None:
        self._drifts = False
        self._trail: list[tuple[float, float]] = []  # where it has come along, running

    def act(self, sight: Sight) -> Intent | None:
        if sight.told == RUN:
            return self._run(sight)
        if sight.marker is None:
            return None
        if sight.order == BACKWARDS:
            return self._back_in(sight, sight.marker)
        if sight.order.startswith(COLD):
            return self._go_cold(sight, sight.marker)
        if sight.order == DOWN:
            intent = self.faculties.navigator.go(sight, *sight.marker)
            intent.boost = "boost" in sight.able and self.faculties.navigator.has_room(sight, intent.move)
            return intent
        return None

    def _back_in(self, sight: Sight, marker: tuple[float, float]) -> Intent:
        far = math.dist(marker, (sight.x, sight.y))
        near = far < TURNS_ROUND
        intent = self.faculties.navigator.go(sight, *marker, pace=ASTERN if near else 1.0)
        if near:
            intent.aim = math.atan2(sight.y - marker[1], sight.x - marker[0])
        return intent

    def _go_cold(self, sight: Sight, marker: tuple[float, float]) -> Intent:
        """Short burns and long drifts, as long as a light could find it and the way it drifts is free."""
        intent = self.faculties.navigator.go(sight, *marker)
        if not any(math.dist((light.x, light.y), (sight.x, sight.y)) < light.reach + BERTH for light in sight.lights):
            self._drifts = False
            return intent
        x, y = sight.x + sight.vx * SOON, sight.y + sight.vy * SOON
        free = self.faculties.chart.clear(sight.x, sight.y, x, y)
        if self._drifts:
            self._drifts = sight.speed > SLOW or sight.scan > SCANNED[0]
        else:
            long = max(math.hypot(*intent.move) * sight.speed, 1.0)
            right = (intent.move[0] * sight.vx + intent.move[1] * sight.vy) / long > TRUE
            self._drifts = (sight.speed > FAST and right and free) or sight.scan > SCANNED[1]
        return Intent(brake=not free and "brake" in sight.able) if self._drifts else intent

    def _come_along(self, sight: Sight) -> list[tuple[float, float]]:
        """Places that it has passed, but for the newest."""
        if not self._trail or math.dist(self._trail[-1], (sight.x, sight.y)) > CRUMB:
            self._trail.append((sight.x, sight.y))
            del self._trail[:-CRUMBS]
        return self._trail[:-2]

    def _run(self, sight: Sight) -> Intent:
        """Where the way is free the furthest, and as fast as that allows."""
        course = math.atan2(sight.vy, sight.vx) if sight.speed > SLOW else sight.angle
        turn = course + _SIDEWAYS
        x, y = sight.x + np.cos(turn) * _FAR, sight.y + np.sin(turn) * _FAR
        free = ~np.logical_or.accumulate(self.faculties.chart.blocked(sight.x, sight.y, x, y), axis=1)
        sees = 60.0 + 40.0 * free.sum(axis=1)
        worth = sees * (1.0 - STRAIGHT * (1.0 - np.cos(_SIDEWAYS[:, 0])) - LEFT * _SIDEWAYS[:, 0])
        end_x, end_y = sight.x + np.cos(turn[:, 0]) * sees, sight.y + np.sin(turn[:, 0]) * sees
        for back_x, back_y in self._come_along(sight):
            worth[np.hypot(end_x - back_x, end_y - back_y) < BACK] *= NOT_BACK
        best = int(np.argmax(worth))
        far, way = float(sees[best]) * 0.85, float(turn[best, 0])
        intent = self.faculties.navigator.go(sight, sight.x + math.cos(way) * far, sight.y + math.sin(way) * far)
        straight = abs(float(_SIDEWAYS[best, 0])) < 0.3 and sees[best] >= FREE
        lit = BOOST_RELIGHT if sight.speed < 500.0 else 0.05
        intent.boost = straight and sight.boost > lit and "boost" in sight.able
        return intent
