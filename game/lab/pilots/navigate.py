"""Getting somewhere: by feelers where the way is open, by a remembered route where it is not."""

from __future__ import annotations

import math

import numpy as np

from game.lab.pilots.chart import FEEL_SAMPLES, FEEL_STEP, FEELERS, Chart
from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight

FULL = 420.0  # full speed [u/s]
STOPPING = 480.0  # what a careful pilot counts on when it slows down [u/s2]
FEEL_MOST = FEEL_SAMPLES * FEEL_STEP
STUCK = 90  # ticks without coming nearer, after which it looks for a way round
COMMIT = 240  # ticks that it then keeps to the route
SWAY = 0.35  # how much it dislikes to change its mind
CORNER = 90.0  # a route's corner is reached within this [u]


class Navigator:
    """Goes to a place without touching anything."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._goal = (math.inf, math.inf)
        self._best = math.inf
        self._since = 0
        self._route: list[tuple[float, float]] = []
        self._route_until = 0
        self._last = -1  # feeler taken last

    def go(self, sight: Sight, x: float, y: float, *, pace: float = 1.0, near: float = 0.0) -> Intent:
        """Towards (x, y) at `pace` (share of full speed), slowing down to stop `near` it; 0 = fly through."""
        self._keep_count(sight, x, y)
        tx, ty = self._waypoint(sight, x, y)
        dx, dy = tx - sight.x, ty - sight.y
        far = math.hypot(dx, dy)
        if far < 1.0:
            return Intent()
        way_x, way_y, free = self._choose(sight, dx / far, dy / far, far)
        limit = math.sqrt(2.0 * STOPPING * max(0.0, free - 0.15 * sight.speed)) if free < FEEL_MOST else FULL
        if near > 0.0:
            rest = math.hypot(x - sight.x, y - sight.y) - near
            limit = min(limit, math.sqrt(2.0 * STOPPING * max(0.0, rest)))
        speed = max(0.12 if near <= 0.0 else 0.0, min(pace, limit / FULL))
        brake = sight.speed > 60.0 and speed * FULL < sight.speed * 0.5 and "brake" in sight.able
        return Intent(move=(way_x * speed, way_y * speed), brake=brake)

    def clear_ahead(self, sight: Sight, way: tuple[float, float], far: float) -> bool:
        """Whether a long straight stretch lies ahead: worth a boost."""
        return self._chart.clear(sight.x, sight.y, sight.x + way[0] * far, sight.y + way[1] * far)

    def _keep_count(self, sight: Sight, x: float, y: float) -> None:
        if math.hypot(x - self._goal[0], y - self._goal[1]) > 120.0:
            self._best, self._since, self._route = math.inf, sight.tick, []
        self._goal = (x, y)
        far = math.hypot(x - sight.x, y - sight.y)
        if far < self._best - 15.0:
            self._best, self._since = far, sight.tick

    def _waypoint(self, sight: Sight, x: float, y: float) -> tuple[float, float]:
        """The goal, or the furthest corner of a route round what is in the way that can be flown to directly."""
        chart = self._chart
        if self._route and sight.tick < self._route_until:
            while self._route and math.hypot(self._route[0][0] - sight.x, self._route[0][1] - sight.y) < CORNER:
                self._route.pop(0)
            for corner in reversed(self._route[:14]):
                if chart.clear(sight.x, sight.y, *corner):
                    return corner
            return self._route[0] if self._route else (x, y)
        self._route = []
        if sight.tick - self._since > STUCK:
            self._route = chart.route(sight.x, sight.y, x, y)
            self._route_until = sight.tick + COMMIT
            self._since = sight.tick
            if self._route:
                return self._route[min(3, len(self._route) - 1)]
        return x, y

    def _choose(self, sight: Sight, way_x: float, way_y: float, far: float) -> tuple[float, float, float]:
        """The best direction to fly, and how far it is free."""
        chart = self._chart
        if far < FEEL_MOST and chart.clear(sight.x, sight.y, sight.x + way_x * far, sight.y + way_y * far):
            self._last = -1
            return way_x, way_y, FEEL_MOST
        free = chart.feel(sight.x, sight.y)
        ways_x, ways_y = chart.ways()
        score = (ways_x * way_x + ways_y * way_y) * 1.0 + np.minimum(free, far) * (1.6 / min(far, FEEL_MOST))
        if sight.speed > 40.0:  # what it does already costs nothing
            score += (ways_x * sight.vx + ways_y * sight.vy) * (0.25 / sight.speed)
        if self._last >= 0:
            score[self._last] += SWAY
        pick = int(np.argmax(score))
        self._last = pick
        direct = (way_x * ways_x[pick] + way_y * ways_y[pick]) > math.cos(math.tau / FEELERS)
        open_way = float(free[pick])
        if direct and open_way >= min(far, FEEL_MOST) - FEEL_STEP:
            return way_x, way_y, open_way  # the feeler beside the true way is free: take the true way
        return float(ways_x[pick]), float(ways_y[pick]), open_way
