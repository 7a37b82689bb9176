"""Getting somewhere without touching anything.

A pilot pictures what each of some wishes would lead to: where the ship would be over the next second, given its speed,
its drive and the pilot's own slowness. It takes the wish that comes nearest to the goal unhurt. When something stands
between, the goal is a corner of a way round it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from game.lab.pilots.chart import Chart
from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.sim.flight import BOOST_PULL, BOOST_SPEED, BRAKE_PULL, COAST_PULL, FULL_SPEED, TURN_PULL
from game.sim.kinds import PLAYER
from game.sim.tables import Float

ASIDE = 3  # ticks between two decisions that a pilot counts as slowness of its own, beside its reaction
STEP, STEPS = 0.09, 14  # of what is pictured [s]
TIMES = (np.arange(STEPS) + 1.0) * STEP
DIRECTIONS = 30
PACES = (1.0, 0.5)
HARM = 2.6  # how much a pilot minds an early end
SWAY = 0.12  # and changing its mind
STOPPING = 480.0  # what it counts on when it slows down [u/s2]
AHEAD = 900.0  # looks so far along the straight way [u]
REPLAN = 45  # ticks between two looks for a way round
REACH, FAR_REACH = 1000.0, 2600.0  # how far round it looks for a way, and when it is in a blind alley [u]
ANOTHER = 400.0  # a goal that has leapt by this is another one [u]
NEARER = 60.0  # getting nearer by less than this counts for nothing [u]
ALLEY = 60 * 10  # ticks without getting nearer after which it takes a place for a blind alley
COMES_UP = 9  # corners of a way in which it looks for a slide to wait for
STAND_OFF = 120.0  # it waits so far from its middle [u]
RUNAWAY = 400.0  # who is further from where it goes than this, and gets no nearer, turns round first [u]
PASSED = 80.0  # a corner that it has come this near to is behind it [u]
STILL = 4.0  # who is slower than this and wants to go hangs on something [u/s]
HANGS, SHAKES = 90, 40  # ticks of that after which it backs off, and for how long
BACK = (math.pi, math.pi - 0.8, math.pi + 0.8)  # from where it wants to go, one after the other [rad]
CORNERS = (14, 9, 6, 4, 2)  # which corners of the way round to try to fly to directly, the furthest first

_TURN = np.arange(DIRECTIONS) * (math.tau / DIRECTIONS)
_WAYS = np.zeros((2, DIRECTIONS * len(PACES) + 2))  # x and y of each; the last: straight to the goal
_WAYS[:, :-2] = np.concatenate([np.stack([np.cos(_TURN), np.sin(_TURN)]) * pace for pace in PACES], axis=1)


class Navigator:
    """Goes to places. `forget` when the ship was put somewhere else.

    `reaction`: ticks by which the pilot knows its hands to be late.
    """

    def __init__(self, chart: Chart, reaction: int) -> None:
        self._chart = chart
        self._late = np.maximum(0.0, TIMES - (reaction + ASIDE) / 60.0)  # nothing changes for so long [s]
        self._half_late2 = (self._late * self._late / 2.0)[:, None]  # [s2]
        self._when = list(zip(TIMES.tolist(), self._late.tolist(), strict=True))
        self.forget()

    def forget(self) -> None:
        self.wary = False  # something stands in the way of what it wished last
        self._goal = (math.inf, math.inf)
        self._route: list[tuple[float, float]] = []
        self._planned = -REPLAN
        self._nearest, self._gained = math.inf, 0  # to the goal so far [u], and when that was
        self._last = (0.0, 0.0)  # the wish taken last
        self._moved = self._asked = -math.inf  # ticks: at which it moved, or did not want to; and was asked to go
        self._shakes = 0  # how often it has hung on something
        self._backs_off = 0  # until this tick

    def go(self, sight: Sight, x: float, y: float, *, pace: float = 1.0, near: float = 0.0) -> Intent:
        """Towards (x, y) at `pace` (share of full speed), slowing down to stop `near` it; 0 = fly through."""
        tx, ty = self.waypoint(sight, x, y)
        pace = min(pace, self._patience(sight))
        dx, dy = tx - sight.x, ty - sight.y
        far = math.hypot(dx, dy)
        if far < 1.0:
            return Intent()
        if near > 0.0:
            rest = max(0.0, math.hypot(x - sight.x, y - sight.y) - near)
            pace = min(pace, math.sqrt(2.0 * STOPPING * rest) / FULL_SPEED)
        if sight.tick < self._backs_off:
            return Intent(move=self._last)
        way_x, way_y = self._choose(sight, dx / far, dy / far, far, max(pace, 0.02))
        if self._hangs(sight, way_x, way_y):
            turn = math.atan2(way_y, way_x) + BACK[self._shakes % len(BACK)]
            way_x, way_y = math.cos(turn), math.sin(turn)
            self._shakes, self._planned = self._shakes + 1, -REPLAN
            self._backs_off = self._moved = sight.tick + SHAKES
        self._last = (way_x, way_y)
        brake = math.hypot(way_x, way_y) * FULL_SPEED < sight.speed * 0.4 and sight.speed > 60.0
        return Intent(move=(way_x, way_y), brake=brake and "brake" in sight.able)

    def may_boost(self, sight: Sight, way_x: float, way_y: float) -> bool:
        """Whether a boost that way is free for as long as one can picture."""
        way = self._way(sight, way_x * BOOST_SPEED, way_y * BOOST_SPEED, BOOST_PULL)
        return self._chart.passable(sight.x, sight.y, way)

    def has_room(self, sight: Sight, move: tuple[float, float]) -> bool:
        """Whether there is room for a boost along a wish, which must be more than a nudge."""
        long = math.hypot(*move)
        return long > 0.7 and self.may_boost(sight, move[0] / long, move[1] / long)

    def _hangs(self, sight: Sight, way_x: float, way_y: float) -> bool:
        """Whether it has wanted to go for a while and has not moved: in a gap that is just too narrow, on a corner."""
        wants = "thrust" in sight.able and math.hypot(way_x, way_y) > 0.3
        if not wants or sight.speed > STILL or sight.tick - self._asked > HANGS / 2:
            self._moved = sight.tick
        self._asked = sight.tick
        return sight.tick - self._moved > HANGS

    # -- where next ------------------------------------------------------------------------------------

    def _patience(self, sight: Sight) -> float:
        """The pace at which to come up to a slide on the way that is shut, and will open: to rest before it."""
        for corner in self._route[:COMES_UP]:
            if self._chart.shut(*corner):
                rest = max(0.0, math.dist(corner, (sight.x, sight.y)) - STAND_OFF)
                return math.sqrt(2.0 * STOPPING * rest) / FULL_SPEED
        return 1.0

    def waypoint(self, sight: Sight, x: float, y: float) -> tuple[float, float]:
        """The goal when the way is free as far as one looks, else the furthest corner of a way round in plain sight."""
        chart = self._chart
        if math.hypot(x - self._goal[0], y - self._goal[1]) > 120.0:
            self._route, self._planned = [], sight.tick - REPLAN
        far = math.hypot(x - sight.x, y - sight.y)
        if far < self._nearest - NEARER or math.hypot(x - self._goal[0], y - self._goal[1]) > ANOTHER:
            self._nearest, self._gained = far, sight.tick
        self._goal = (x, y)
        alley = sight.tick - self._gained > ALLEY  # until it is nearer than ever: the way out leads away at first
        share = 1.0 if alley else min(1.0, AHEAD / max(far, 1.0))
        if chart.clear(sight.x, sight.y, sight.x + (x - sight.x) * share, sight.y + (y - sight.y) * share):
            self._route = []
            return x, y
        if sight.tick - self._planned >= REPLAN:
            self._planned = sight.tick
            self._route = chart.route(sight.x, sight.y, x, y, FAR_REACH if alley else REACH)
        while len(self._route) > 1 and math.dist(self._route[0], (sight.x, sight.y)) < PASSED:
            del self._route[0]
        for place in CORNERS:
            if place < len(self._route) and chart.clear(sight.x, sight.y, *self._route[place]):
                return self._route[place]
        return self._route[0] if self._route else (x, y)

    def _choose(self, sight: Sight, way_x: float, way_y: float, far: float, pace: float) -> tuple[float, float]:
        """The wish that comes nearest to a place `far` along the way without ending early, as a share of full speed."""
        straight = sight.speed < 60.0 or (sight.vx * way_x + sight.vy * way_y) > 0.92 * sight.speed
        if straight and self._free(sight, way_x * pace, way_y * pace):
            self.wary = False
            return way_x * pace, way_y * pace
        self.wary = True
        shares = _WAYS * pace
        shares[:, -1] = way_x * pace, way_y * pace
        wishes = shares * FULL_SPEED
        places = self._picture(sight, wishes, self._pull(sight, wishes[0], wishes[1]))
        x, y = places
        ended = np.logical_or.accumulate(self._chart.blocked(sight.x, sight.y, x, y))
        x -= sight.x + way_x * far
        y -= sight.y + way_y * far
        places *= places
        gap2 = x + y
        gap2[ended] = np.inf
        nearest, worst = np.minimum.reduce(gap2), far + 100.0
        if far > RUNAWAY and float(nearest.min()) >= far * far:  # too fast the wrong way to be nearer so soon
            nearest, worst = gap2[-1], worst + BOOST_SPEED
        gained = far - np.minimum(np.sqrt(nearest), worst)
        score = gained / (FULL_SPEED * STEP * STEPS) - (HARM / STEPS) * np.add.reduce(ended, dtype=np.int64)
        score += SWAY * (shares[0] * self._last[0] + shares[1] * self._last[1])
        best = int(score.argmax())
        return shares.item(0, best), shares.item(1, best)

    def _free(self, sight: Sight, share_x: float, share_y: float) -> bool:
        wish_x, wish_y = share_x * FULL_SPEED, share_y * FULL_SPEED
        wish = math.hypot(wish_x, wish_y)
        if wish < 1.0:
            pull = BRAKE_PULL if "brake" in sight.able else COAST_PULL
        else:
            along = (wish_x * sight.vx + wish_y * sight.vy) / max(wish * sight.speed, 1.0)
            pull = max(PLAYER.accel, TURN_PULL * min(1.0, 1.0 - along))
        return self._chart.passable(sight.x, sight.y, self._way(sight, wish_x, wish_y, pull))

    # -- picturing -------------------------------------------------------------------------------------

    @staticmethod
    def _pull(sight: Sight, wish_x: Float, wish_y: Float) -> Float:
        """How hard the ship changes course towards each wish, as flight has it [u/s2]. Shapes (k,)."""
        wish = np.hypot(wish_x, wish_y)
        along = (wish_x * sight.vx + wish_y * sight.vy) / np.maximum(wish * sight.speed, 1.0)
        pull: Float = np.maximum(PLAYER.accel, TURN_PULL * np.minimum(1.0, 1.0 - along))
        pull[wish < 1.0] = BRAKE_PULL if "brake" in sight.able else COAST_PULL
        return pull

    def _way(self, sight: Sight, wish_x: float, wish_y: float, pull: float) -> Iterator[tuple[float, float]]:
        """`_picture` of one wish in plain numbers: mostly one is all that must be pictured."""
        change_x, change_y = wish_x - sight.vx, wish_y - sight.vy
        needs = max(math.hypot(change_x, change_y) / pull, 1e-6)
        for time, late in self._when:
            share = late * late / (2.0 * needs) if needs > late else late - needs / 2.0
            yield sight.x + sight.vx * time + change_x * share, sight.y + sight.vy * time + change_y * share

    def _picture(self, sight: Sight, wishes: Float, pull: Float) -> Float:
        """Where each wish would have the ship at TIMES. Wishes [u/s] (2, k) and pulls (k,) in, (2, STEPS, k) out: the
        longest side goes last, as numpy begins anew at the end of each row."""
        changes = wishes - [[sight.vx], [sight.vy]]
        needs = np.hypot(changes[0], changes[1]) / pull  # time until the wish is reached
        needs = np.maximum(needs, 1e-6)
        late = self._late[:, None]
        share: Float = late - needs / 2.0
        np.divide(self._half_late2, needs, out=share, where=needs > late)  # wishes that are not reached by then
        places: Float = changes[:, None] * share
        places[0] += (sight.x + sight.vx * TIMES)[:, None]
        places[1] += (sight.y + sight.vy * TIMES)[:, None]
        return places
