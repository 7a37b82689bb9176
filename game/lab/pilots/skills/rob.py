"""Robbing somebody without harming them: a spike where it is needed, the tether, and the handshake."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Contact, Sight
from game.lab.pilots.skills.skill import Faculties, Skill
from game.lab.pilots.skills.story import CHOICES
from game.sim.command import Press
from game.sim.hacking import MATCH, REACH
from game.sim.kinds import KINDS, Heed
from game.sim.shots import SPIKE_LIFE, SPIKE_SPEED

HACK, SPIKE = int(Press.HACK), int(Press.SPIKE)
AT = 130.0  # keeps this far from whom it robs, hull to hull [u]
SPIKES_FROM = SPIKE_SPEED * SPIKE_LIFE * 0.6  # [u]
STEADY = 0.09  # aims within this before it lets a spike go [rad]
AGAIN = 45  # ticks between two tries with the tether
RELOAD = 80  # and with the spike
FOLLOW = 1.1  # share of a gap that it closes a second, beside whom it follows
FULL = 420.0  # [u/s]
STAYS = 60  # ticks for which a mark lies on somebody who has been robbed, before it means something else


class Rob(Skill):
    """Whoever the order's mark lies on, if that can be hacked; others it leaves alone.

    An order whose mark stays on somebody who has been robbed asks for something else: under it nobody is any more.
    """

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()
        self._other: str | None = None  # an order that is not done by robbing

    def forget(self) -> None:
        self._tried = self._spiked = -RELOAD
        self._asked = (0, -1)  # target and number of the prompt that was seen last
        self._since = 0  # tick at which it was
        self._stayed: int | None = None  # tick since which the mark lies on somebody who has been robbed

    def act(self, sight: Sight) -> Intent | None:
        if "hack" not in sight.able:
            return None
        target = sight.handshake.target if sight.handshake is not None else sight.quarry
        whom = next((ship for ship in sight.ships if ship.id == target), None)
        if whom is None or not KINDS[whom.kind].hack:
            return None
        if sight.handshake is not None:
            return self._answer(sight, self._beside(sight, whom))
        if self._asks_for_something_else(sight) or not _can_be_had(sight, whom):
            return None
        if whom.asleep or KINDS[whom.kind].heed == Heed.NONE:
            return self._throw(sight, whom)
        return self._put_to_sleep(sight, whom)

    def _asks_for_something_else(self, sight: Sight) -> bool:
        if not sight.spent:
            self._stayed = None
        elif self._stayed is None:
            self._stayed = sight.tick
        elif sight.tick - self._stayed > STAYS:
            self._other = sight.order
        return sight.order == self._other

    def _answer(self, sight: Sight, intent: Intent) -> Intent:
        """Read the prompt, then press what it asks for."""
        shake = sight.handshake
        assert shake is not None
        if (shake.target, shake.at) != self._asked:
            self._asked, self._since = (shake.target, shake.at), sight.tick
        elif sight.tick - self._since >= self.faculties.nature.prompt:
            intent.press |= CHOICES[shake.prompt]
            self._since = sight.tick
        return intent

    def _throw(self, sight: Sight, whom: Contact) -> Intent:
        intent = self._beside(sight, whom)
        gap = math.dist((whom.x, whom.y), (sight.x, sight.y)) - whom.radius
        apart = math.hypot(whom.vx - sight.vx, whom.vy - sight.vy)
        if gap < REACH * 0.9 and apart < MATCH * 0.85 and sight.tick - self._tried > AGAIN:
            self._tried = sight.tick
            intent.press |= HACK
        return intent

    def _put_to_sleep(self, sight: Sight, whom: Contact) -> Intent:
        intent = self._beside(sight, whom)
        dx, dy = whom.x - sight.x, whom.y - sight.y
        far = math.hypot(dx, dy)
        time = far / SPIKE_SPEED
        aim = math.atan2(dy + (whom.vy - sight.vy) * time, dx + (whom.vx - sight.vx) * time)
        intent.aim = aim
        off = abs((aim - sight.angle + math.pi) % math.tau - math.pi)
        ready = "spike" in sight.able and sight.tick - self._spiked > RELOAD and far < SPIKES_FROM
        if ready and off < STEADY and self.faculties.chart.clear(sight.x, sight.y, whom.x, whom.y, bare=True):
            self._spiked = sight.tick
            intent.press |= SPIKE
        return intent

    def _beside(self, sight: Sight, whom: Contact) -> Intent:
        """Close to it and as fast as it is; round what stands between."""
        dx, dy = whom.x - sight.x, whom.y - sight.y
        far = max(1.0, math.hypot(dx, dy))
        wanted = AT + whom.radius
        if far > REACH or not self.faculties.chart.clear(sight.x, sight.y, whom.x, whom.y):
            return self.faculties.navigator.go(sight, whom.x, whom.y, near=wanted)
        close = (far - wanted) * FOLLOW / far
        x, y = (whom.vx + dx * close) / FULL, (whom.vy + dy * close) / FULL
        long = math.hypot(x, y)
        if long > 1.0:
            x, y = x / long, y / long
        return Intent(move=(x, y), aim=math.atan2(dy, dx))


def _can_be_had(sight: Sight, whom: Contact) -> bool:
    """Who is always on its guard lets nobody in but while it sleeps, and must be put to sleep for that."""
    kind = KINDS[whom.kind]
    return whom.asleep or kind.heed != Heed.AWAKE or ("spike" in sight.able and kind.spikes > 0)


__all__ = ["Rob"]
