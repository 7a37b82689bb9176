"""Being gentle: drawing a picture after oneself, and letting it come to rest beside its other."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Drifting, Sight
from game.lab.pilots.skills.skill import Faculties, Skill

PASSES = 150.0  # it comes so near to what it would draw [u]
SLOW = 240.0  # nearer to a picture than this it flies slowly [u]
CRUISE, CARRY, PACE = 1.0, 0.62, 0.31  # shares of what the drive gives: alone, with a picture, beside another
TRAILS = 118.0  # what is drawn follows at about this [u]
RESTS = 26.0  # it is where it wants to be, within this [u]
LOOKS = 0.5  # of the map's half sizes: the round on which it looks for what it has not seen
ROUND = 8  # places of that round
THERE = 140.0  # it has looked there from within this [u]


class Gentle(Skill):
    """Takes the nearest picture whose other it knows; where it knows none, it looks round, and listens."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()

    def forget(self) -> None:
        self._place = 0  # of the round
        self._way: tuple[float, float] | None = None  # from the picture to its other, when it was taken

    def act(self, sight: Sight) -> Intent | None:
        if not sight.pictures and not sight.remembers:
            return None
        if any(each.waits for each in sight.pictures):
            return Intent(still=True)  # it is not ours to hurry
        drawn = next((each for each in sight.pictures if each.drawn), None)
        if drawn is None:
            self._way = None
            return self._take(sight)
        other = next((each for each in sight.pictures if each.pair == drawn.pair and each is not drawn), None)
        if other is None or not drawn.pair:
            return self._look_round(sight)  # in haste, so that it stays behind
        return self._bring(sight, drawn, other)

    def _take(self, sight: Sight) -> Intent:
        known = [each for each in sight.pictures if each.pair and not each.shy]
        pairs = [each.pair for each in known]
        whole = [each for each in known if pairs.count(each.pair) == 2]
        if not whole:
            return self._look_round(sight)
        first = min(whole, key=lambda each: (each.pair, self._far(sight, each)))
        return self._go(sight, first.x, first.y, PASSES, [first])

    def _bring(self, sight: Sight, drawn: Drifting, other: Drifting) -> Intent:
        """Past its other, so that what trails behind comes to rest beside it."""
        if self._way is None:
            dx, dy = other.x - drawn.x, other.y - drawn.y
            far = max(1.0, math.hypot(dx, dy))
            self._way = dx / far, dy / far
        along, aside = self._way, (-self._way[1], self._way[0])
        x = other.x + along[0] * (TRAILS - 70.0) + aside[0] * 60.0
        y = other.y + along[1] * (TRAILS - 70.0) + aside[1] * 60.0
        return self._go(sight, x, y, RESTS, [other], CARRY)

    def _go(
        self, sight: Sight, x: float, y: float, near: float, beware: list[Drifting], most: float = CRUISE
    ) -> Intent:
        """Towards a place, slowly where a picture is near."""
        dx, dy = x - sight.x, y - sight.y
        far = math.hypot(dx, dy)
        rest = max(0.0, far - near)
        close = any(self._far(sight, each) < SLOW for each in beware)
        pace = min(PACE if close else most, rest / 90.0)
        if rest <= 1.0 or far < 1.0:
            return Intent(brake=sight.speed > 12.0 and "brake" in sight.able)
        brake = close and sight.speed > 85.0
        return Intent(move=(dx / far * pace, dy / far * pace), brake=brake and "brake" in sight.able)

    def _look_round(self, sight: Sight) -> Intent:
        x0, y0, x1, y1 = self.faculties.chart.bounds
        turn = self._place * math.tau / ROUND
        x = (x0 + x1) / 2 + (x1 - x0) / 2 * LOOKS * math.cos(turn)
        y = (y0 + y1) / 2 + (y1 - y0) / 2 * LOOKS * math.sin(turn)
        if math.hypot(x - sight.x, y - sight.y) < THERE:
            self._place += 1
        return self._go(sight, x, y, 0.0, [])

    @staticmethod
    def _far(sight: Sight, each: Drifting) -> float:
        return math.hypot(each.x - sight.x, each.y - sight.y)
