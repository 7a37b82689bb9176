"""Sitting on a sofa: turning the dial, and leaving it where it is nice."""

from __future__ import annotations

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Faculties, Skill

STAYS = 60 * 9  # ticks that it watches a channel, and as long as somebody talks
LAST = 8  # the channel that it stays on


class WatchTelevision(Skill):
    """One channel after the other; the last one until whatever comes."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._channel = 0
        self._since = 0

    def act(self, sight: Sight) -> Intent | None:
        if not sight.channel:
            return None
        if sight.channel != self._channel:
            self._channel, self._since = sight.channel, sight.tick
        watched = sight.tick - self._since > STAYS and not sight.talking
        if watched and self._channel != LAST:
            self._since = sight.tick
            return Intent(move=(1.0, 0.0))
        return Intent(still=True)
