"""Terminals: posts that are held by being near them.

Whoever of the ship and her pasts is within a terminal's ring fills it; a full one is held for as long as somebody
stays, and lost a moment after nobody does. Nobody holds two: several held at once take several selves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim.clock import DT
from game.sim.events import Event

if TYPE_CHECKING:
    from game.sim.world import World

RING = 130.0  # from the middle of a terminal to its ring [u]
FILLS = 1.5  # from nothing to full, while somebody is within [s]
EMPTIES = 1.0  # and back, while nobody is [s]
GRACE = 0.4  # a held one is lost after so long without anybody, unless a level says otherwise [s]
EVERY = 3  # ticks between two looks
NEVER = -1.0


@dataclass
class Post:
    """One terminal. `by` is the ship that is within its ring now (0: none), `since` the time it has been held [s].

    share  how full it is, 0..1
    away   for how long nobody has been within the ring of a held one [s]
    """

    who: int
    share: float = 0.0
    since: float = NEVER
    by: int = 0
    away: float = 0.0

    @property
    def held(self) -> bool:
        return self.since >= 0.0


@dataclass
class Terminals:
    """All of them, in the order in which they came."""

    ring: float = RING
    fills: float = FILLS
    posts: list[Post] = field(default_factory=list)
    grace: float = GRACE

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Terminals:
        return cls(data["ring"], data["fills"], [Post(**post) for post in data["posts"]], data["grace"])

    def held(self, whom: Iterable[int] | None = None) -> list[Post]:
        """Those that are held, of these ships or of all."""
        among = None if whom is None else set(whom)
        return [post for post in self.posts if post.held and (among is None or post.who in among)]

    def update(self, world: World) -> None:
        """Every few ticks: who is within which ring, and what follows."""
        if world.tick % EVERY:
            return
        ships = world.ships
        rows = ships.rows_of(np.array([post.who for post in self.posts], np.int64))
        if rows.size and rows.min() < 0:
            self.posts = [post for post, row in zip(self.posts, rows.tolist(), strict=True) if row >= 0]
            rows = rows[rows >= 0]
        holders = [world.player_row] if world.player_row >= 0 else []
        if world.loops is not None:
            holders += [row for past in world.loops.pasts if (row := ships.row_of(past.who)) >= 0]
        if not holders or not rows.size:
            for post in self.posts:
                self._fill(world, post, 0)
            return
        apart = np.abs(ships.place[rows][:, None] - ships.place[holders])
        apart[np.arange(rows.size)[:, None] != apart.argmin(axis=0)] = np.inf  # nobody holds more than the nearest
        nearest = apart.argmin(axis=1)
        within = apart[np.arange(rows.size), nearest] <= self.ring
        who = np.where(within, ships.id[np.array(holders)[nearest]], 0)
        for post, by in zip(self.posts, who.tolist(), strict=True):
            self._fill(world, post, by)

    def _fill(self, world: World, post: Post, by: int) -> None:
        dt = EVERY * DT
        began = by and not post.by and not post.held
        post.by = by
        if began:
            self._tell(world, "terminal.began", post, self.fills)
        if by:
            post.away = 0.0
            post.share = min(1.0, post.share + dt / max(self.fills, dt))
            if post.share >= 1.0 and not post.held:
                post.since = world.time
                self._tell(world, "terminal.held", post, len(self.held()))
        elif post.held:
            post.away += dt
            if post.away >= self.grace:
                post.since, post.away = NEVER, 0.0
                self._tell(world, "terminal.lost", post, len(self.held()))
        else:
            post.share = max(0.0, post.share - dt / EMPTIES)

    @staticmethod
    def _tell(world: World, kind: str, post: Post, value: float) -> None:
        row = world.ships.row_of(post.who)
        x, y = (float(world.ships.x[row]), float(world.ships.y[row])) if row >= 0 else (0.0, 0.0)
        world.emit(Event(kind, post.who, post.by, x, y, float(value)))
