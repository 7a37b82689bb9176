"""Where nobody looks: places behind rock, out of cones, or too far away to be seen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from game.lab.pilots.chart import Chart
from game.lab.pilots.senses import Contact, Sight
from game.sim.flight import FULL_SPEED
from game.sim.kinds import KINDS, Team
from game.sim.tables import Flag, Float

MARGIN, ASIDE = 60.0, math.radians(12.0)  # keeps so far out of a cone [u], [rad]
UNKNOWN = 700.0  # how far somebody of Moderation sees who is only a mark on the radar [u]
SOON = 1.0  # ships are also taken to be where they will be after this [s]
FAR = (110.0, 200.0, 310.0, 440.0, 600.0, 780.0)  # looks for cover at these distances [u]
WAYS = 24  # in so many directions
ROUND = 0.8  # what a place costs that cannot be flown to straight [s]
EXPOSED = 1.5  # and one that each of them sees, now or soon [s]
CROWDED, PRESS = 260.0, 1.2  # and one so near to one of them [u], at most [s]
SWEPT = 400.0  # keeps so far ahead of a sweep [u]
KEPT = 0.25  # the place chosen before may be so much dearer [s]
TOWARDS = 0.5  # share of the way from a place to where one wants to go that it costs

_TURN = np.arange(WAYS) * (math.tau / WAYS)
_OFF_X = np.concatenate([[0.0], np.outer(FAR, np.cos(_TURN)).ravel()])
_OFF_Y = np.concatenate([[0.0], np.outer(FAR, np.sin(_TURN)).ravel()])
_TRIP = np.hypot(_OFF_X, _OFF_Y) / FULL_SPEED  # [s]


@dataclass(slots=True)
class Eyes:
    """Who looks, all of shape (e,): places [u], noses (unit vectors), how far [u], cosine of the half cone."""

    x: Float
    y: Float
    nose_x: Float
    nose_y: Float
    reach: Float
    cone: Float

    def light(self, x: Float, y: Float) -> Flag:
        """Which places (k,) lie in whose cone, were there no rock: shape (e, k)."""
        off_x, off_y = x - self.x[:, None], y - self.y[:, None]
        far = np.maximum(np.hypot(off_x, off_y), 1.0)
        along = (off_x * self.nose_x[:, None] + off_y * self.nose_y[:, None]) / far
        lit: Flag = (far < self.reach[:, None]) & (along > self.cone[:, None])
        return lit


Eye = tuple[float, float, float, float, float, float]
TURNS = math.radians(20.0)  # a light may have turned by so much in a second [rad/s]


def eyes_of_moderation(sight: Sight) -> Eyes:
    """Cones are drawn in the picture; who is only a mark on the radar may look anywhere."""
    rows: list[Eye] = []
    for ship in sight.ships:
        if ship.team == Team.MODERATION:
            kind = KINDS[ship.kind]
            rows += _now_and_soon(ship, kind.sight + MARGIN, math.cos(min(math.pi, kind.cone + ASIDE)))
    rows += [(x, y, 1.0, 0.0, UNKNOWN, -1.0) for x, y, team in sight.blips if team == Team.MODERATION]
    return _eyes(rows)


def eyes_of_guns(sight: Sight) -> Eyes:
    """Those who mean harm, as far as their bolts go."""
    rows: list[Eye] = []
    for ship in sight.ships:
        if ship.hostile:
            kind = KINDS[ship.kind]
            rows += _now_and_soon(ship, kind.shot_speed * kind.shot_life + MARGIN, -1.0)
    return _eyes(rows)


def eyes_of_lights(sight: Sight, later: float) -> Eyes:
    """The light that falls into the picture, as it may be in so many seconds."""
    rows = [
        (
            light.x + light.vx * later,
            light.y + light.vy * later,
            light.nose_x,
            light.nose_y,
            light.reach + MARGIN / 2,
            math.cos(min(math.pi, light.cone + ASIDE + TURNS * later)),
        )
        for light in sight.lights
    ]
    return _eyes(rows)


def _now_and_soon(ship: Contact, reach: float, cone: float) -> list[Eye]:
    return [
        (ship.x + ship.vx * late, ship.y + ship.vy * late, ship.nose_x, ship.nose_y, reach, cone)
        for late in (0.0, SOON)
    ]


def _eyes(rows: Iterable[Eye]) -> Eyes:
    return Eyes(*np.array(list(rows), np.float64).reshape(-1, 6).T)


class Cover:
    """Finds the place that is soonest out of sight, and stays so; the one found before has the first say."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self.place: tuple[float, float] | None = None

    def find(self, sight: Sight, eyes: Eyes, towards: tuple[float, float] | None = None) -> tuple[float, float]:
        chart = self._chart
        x, y, cost = sight.x + _OFF_X, sight.y + _OFF_Y, _TRIP.copy()
        if self.place is not None:
            trip = math.dist(self.place, (sight.x, sight.y)) / FULL_SPEED - KEPT
            x, y, cost = np.append(x, self.place[0]), np.append(y, self.place[1]), np.append(cost, max(0.0, trip))
        cost[chart.blocked(sight.x, sight.y, x, y) | chart.outside(x, y)] = np.inf
        if sight.sweep is not None:
            way_x, way_y = sight.sweep_way
            cost[sight.sweep + (x - sight.x) * way_x + (y - sight.y) * way_y < SWEPT] = np.inf
        cost += ROUND * chart.sheltered(x, y, np.array([sight.x]), np.array([sight.y]))[0]
        if eyes.x.size:
            seen = eyes.light(x, y) & ~chart.sheltered(x, y, eyes.x, eyes.y)
            near = np.hypot(x - eyes.x[:, None], y - eyes.y[:, None]).min(axis=0)
            cost += EXPOSED * np.count_nonzero(seen, axis=0) + PRESS * np.maximum(0.0, 1.0 - near / CROWDED)
        if towards is not None:
            cost += np.hypot(x - towards[0], y - towards[1]) * (TOWARDS / FULL_SPEED)
        best = int(np.argmin(cost))
        self.place = float(x[best]), float(y[best])
        return self.place
