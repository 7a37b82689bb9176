"""Robbing whoever does not slow down: alongside at its speed, past the others of its line, and ahead to the next."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Contact, Sight
from game.lab.pilots.skills.rob import FULL, Rob
from game.lab.pilots.skills.skill import Faculties
from game.sim.clock import TICK_HZ
from game.sim.kinds import KINDS

RUNS = 200.0  # whoever is faster runs [u/s]
ASIDE = 92.0  # flies so far beside it, hull to hull [u]
NEAR = 250.0  # so far behind or before it, it matches speed instead of giving chase [u]
LEAD = 0.35  # aims for where it will be after this [s]
AWAITS = 3.0  # and, when it is still to come, for where they meet, at most so far on [s]
CLOSES = 1.3  # share of a gap that it closes a second, alongside
LEAPS = 300.0  # boosts from so far behind [u]
LIGHTS, SPARE = 0.45, 0.06  # share of a boost that it lights, and that it keeps
LOOK = 260.0  # how far ahead it looks for others in line [u]
BERTH = 104.0  # that it gives them, middle to middle [u]


class Convoy(Rob):
    """As `Rob`, when the mark lies on somebody who runs."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._side = 1.0  # of its course on which we fly: 1 is to the right
        self._leaping = False

    def forget(self) -> None:
        super().forget()
        self._side, self._leaping = 1.0, False
        self._mark = (0, 0, 0.0, 0.0)  # quarry, tick, and where the mark on it was then
        self._goes = (0.0, 0.0)  # how fast the mark goes [u/s]

    def act(self, sight: Sight) -> Intent | None:
        if "hack" not in sight.able:
            return None
        runs = self._mark_runs(sight)
        if self._whom(sight) is not None:
            return super().act(sight)
        return self._chase(sight) if runs else None

    def _mark_runs(self, sight: Sight) -> bool:
        """Whether the mark, wherever it is, goes as fast as somebody who runs."""
        before, tick, x, y = self._mark
        if sight.marker is None or not sight.quarry:
            return False
        self._mark = (sight.quarry, sight.tick, *sight.marker)
        gone = (sight.tick - tick) / TICK_HZ
        if before != sight.quarry or not 0.0 < gone < 1.0:
            return False
        self._goes = (sight.marker[0] - x) / gone, (sight.marker[1] - y) / gone
        return math.hypot(*self._goes) > RUNS

    def _chase(self, sight: Sight) -> Intent:
        """After a mark that is out of the picture."""
        assert sight.marker is not None
        (x, y), (vx, vy) = sight.marker, self._goes
        dx, dy = x - sight.x, y - sight.y
        comes = dx * vx + dy * vy < 0.0
        lead = min(AWAITS, math.hypot(dx, dy) / FULL) if comes else LEAD
        intent = self.faculties.navigator.go(sight, x + vx * lead, y + vy * lead)
        self._boost(sight, intent, wanted=not comes)
        return intent

    def _boost(self, sight: Sight, intent: Intent, *, wanted: bool) -> None:
        self._leaping = wanted and sight.boost > (SPARE if self._leaping else LIGHTS)
        intent.boost = self._leaping and "boost" in sight.able and self.faculties.navigator.has_room(sight, intent.move)

    @staticmethod
    def _whom(sight: Sight) -> Contact | None:
        target = sight.handshake.target if sight.handshake is not None else sight.quarry
        for ship in sight.ships:
            if ship.id == target and KINDS[ship.kind].hack and math.hypot(ship.vx, ship.vy) > RUNS:
                return ship
        return None

    def _beside(self, sight: Sight, whom: Contact) -> Intent:
        speed = max(1.0, math.hypot(whom.vx, whom.vy))
        way_x, way_y = whom.vx / speed, whom.vy / speed
        dx, dy = whom.x - sight.x, whom.y - sight.y
        behind, aside = dx * way_x + dy * way_y, dx * way_y - dy * way_x
        if abs(aside) > whom.radius:
            self._side = 1.0 if aside > 0.0 else -1.0
        off = whom.radius + KINDS["callister"].radius + ASIDE
        x, y = self._station(sight, whom, way_x, way_y, off)
        if abs(behind) < NEAR and abs(aside) < 2.0 * off:
            self._leaping = False
            want_x, want_y = whom.vx + (x - sight.x) * CLOSES, whom.vy + (y - sight.y) * CLOSES
            pace = min(1.0, math.hypot(want_x, want_y) / FULL)
            intent = self.faculties.navigator.go(sight, sight.x + want_x, sight.y + want_y, pace=pace)
            intent.aim = math.atan2(dy, dx)
            return intent
        lead = LEAD if behind > 0.0 else min(AWAITS, math.hypot(dx, dy) / FULL)
        x, y = self._past_others(sight, whom, x + whom.vx * lead, y + whom.vy * lead)
        intent = self.faculties.navigator.go(sight, x, y)
        self._boost(sight, intent, wanted=behind > LEAPS)
        return intent

    def _station(self, sight: Sight, whom: Contact, way_x: float, way_y: float, off: float) -> tuple[float, float]:
        """Beside it, on our side of it unless something stands there."""
        for side in (self._side, -self._side):
            x, y = whom.x - way_y * side * off, whom.y + way_x * side * off
            ahead = ((x + whom.vx * t, y + whom.vy * t) for t in (0.0, LEAD, 2.0 * LEAD))
            if self.faculties.chart.passable(sight.x, sight.y, ahead):
                return x, y
        return x, y

    @staticmethod
    def _past_others(sight: Sight, whom: Contact, x: float, y: float) -> tuple[float, float]:
        """The way to (x, y), bent round whoever of the line is in it."""
        far = max(1.0, math.dist((x, y), (sight.x, sight.y)))
        way_x, way_y = (x - sight.x) / far, (y - sight.y) / far
        for ship in sight.ships:
            if ship.id == whom.id or ship.kind != whom.kind:
                continue
            dx, dy = ship.x - sight.x, ship.y - sight.y
            ahead, aside = dx * way_x + dy * way_y, dx * way_y - dy * way_x  # aside: of us, as seen from it
            if -BERTH < ahead < min(LOOK, far) and abs(aside) < BERTH:
                more = (BERTH - abs(aside)) * (1.0 if aside > 0.0 else -1.0)
                step = max(BERTH, ahead)
                return sight.x + way_x * step - way_y * more * 1.5, sight.y + way_y * step + way_x * more * 1.5
        return x, y


__all__ = ["Convoy"]
