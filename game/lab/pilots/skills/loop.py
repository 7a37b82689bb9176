"""Being several: holding posts with one's own past selves."""

from __future__ import annotations

import math

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Post, Sight
from game.lab.pilots.skills.skill import Faculties, Skill
from game.sim.command import Press
from game.sim.loops import SELVES

LOOP = int(Press.LOOP)
STAND = 96.0  # it stands so far from the middle of a post [u]
RESTS = 45.0  # slower than this it is at rest there [u/s]
AGAIN = 40  # ticks between two presses: two in a hurry would let everybody go


class HoldPosts(Skill):
    """At each post but one it stands through a whole recording; at the last one itself, until all are held at once.

    What it does not know is what a past self will do: so it gives her nothing to do but stand there.
    """

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()

    def forget(self) -> None:
        self._known: dict[int, Post] = {}  # posts that have been on the radar: they stay where they are
        self._kept: dict[int, int] = {}  # post -> which past self stands there
        self._at = 0  # the post that it stands at, or goes to
        self._pressed = -AGAIN  # tick
        self._records = 0  # which past self the recording that runs is for

    def act(self, sight: Sight) -> Intent | None:
        if "loop" not in sight.able or not any(post.id == sight.quarry for post in sight.posts):
            return None
        self._known.update((post.id, post) for post in sight.posts)
        self._take_stock(sight)
        post = self._pick(sight)
        intent = self._stand(sight, post)
        there = math.dist((post.x, post.y), (sight.x, sight.y)) < post.ring - 12.0 and sight.speed < RESTS
        short = len(self._known) - len(self._kept) > 1  # of selves, until each post but this one has its own
        free = len(self._kept) < SELVES
        if sight.recording is None and there and short and free and sight.tick - self._pressed > AGAIN:
            self._pressed, self._records = sight.tick, next(n for n in (1, 2) if n not in self._kept.values())
            intent.press |= LOOP
        return intent

    def _take_stock(self, sight: Sight) -> None:
        """Which posts have a past self by now: those that are lost must be manned again."""
        if self._records and sight.recording is None and sight.tick - self._pressed > AGAIN:
            if self._records in sight.pasts:
                self._kept[self._at] = self._records
            self._records = 0
        self._kept = {post: past for post, past in self._kept.items() if past in sight.pasts}

    def _pick(self, sight: Sight) -> Post:
        """The post that it stands at, as long as that is its own; else the nearest that nobody keeps."""
        unkept = [post for post in self._known.values() if post.id not in self._kept] or sight.posts
        here = next((post for post in unkept if post.id == self._at), None)
        if here is None:
            here = min(unkept, key=lambda post: math.dist((post.x, post.y), (sight.x, sight.y)))
            self._at = here.id
        return here

    def _stand(self, sight: Sight, post: Post) -> Intent:
        """Beside it, at rest, with the guns on whoever means harm."""
        intent = self.faculties.navigator.go(sight, post.x, post.y, near=min(STAND, post.ring - 30.0))
        near = math.dist((post.x, post.y), (sight.x, sight.y)) < post.ring - 20.0
        if near:
            intent.move = (0.0, 0.0)
            intent.brake = "brake" in sight.able
        foes = sight.foes() if near else []
        if foes:
            gunner = self.faculties.gunner
            intent.aim, far = gunner.aim(sight, foes[0])
            intent.fire = gunner.should_fire(sight, foes[0], intent.aim, far)
        return intent
