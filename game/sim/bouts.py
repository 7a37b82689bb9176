"""Bouts: a duelist asks, and fights who answers, one to one, until one of the two is at half shields. No is an answer.

It salutes in front of the player's ship and waits. A shot that strikes it is a yes; going away, or letting it wait, is
a no, and it does not ask again for a while. It breaks off when somebody else joins in, and salutes when it is over.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import orders, roster
from game.sim.events import Event
from game.sim.states import PATROL, SHOWN

if TYPE_CHECKING:
    from game.sim.ships import Ships
    from game.sim.world import World

EVERY = 6  # ticks between two looks
ASKS = 430.0  # it asks who comes so near [u]
CROWDED = 3  # heat from which it does not join those who are at the ship already
WAITS = 9.0  # for an answer [s]
AWAY = 760.0  # whoever goes so far off has said no [u]
SALUTE = 1.4  # from the yes to the first shot, and at the end [s]
GONE = 1300.0  # whoever goes so far off in a bout has left it [u]
AGAIN = 120.0  # before it asks again [s]
SHIELDS, HULL = 0.5, 0.75  # shares at which it is over: of the shields, or without them of the hull


@dataclass
class Bout:
    """Between ship `who` and the player's. `stage` is asked, salute or on; `since` is when that began [s]."""

    who: int
    stage: str
    since: float


@dataclass
class Bouts:
    """`now` is the one that goes on; `rests` says until when a duelist does not ask [s]; `agreed` fought us once."""

    now: Bout | None = None
    rests: dict[int, float] = field(default_factory=dict)
    agreed: list[int] = field(default_factory=list)

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Bouts:
        return cls(Bout(**data["now"]) if data["now"] else None, dict(data["rests"]), list(data["agreed"]))

    @property
    def kept(self) -> bool:
        """Whether there is anything to remember."""
        return self.now is not None or bool(self.rests or self.agreed)

    def update(self, world: World, events: list[Event]) -> None:
        """Once a tick where there are duelists. `events` are those of the tick so far."""
        if world.player_row < 0:
            self.now = None
            return
        for event in events:
            if event.kind in ("hit", "spiked", "destroyed"):
                self._felt(world, event)
        if world.tick % EVERY == 0:
            if self.now is None:
                self._look_for_one(world)
            else:
                self._go_on(world, self.now)

    # -- asking ----------------------------------------------------------------------------------------

    def _look_for_one(self, world: World) -> None:
        if world.heat.level >= CROWDED or world.lives.lockdown.on:
            return
        ships, now = world.ships, world.time
        for who in [who for who, until in self.rests.items() if until <= now or ships.row_of(who) < 0]:
            del self.rests[who]
        rows = ships.traits.duelists
        gap = np.abs(ships.place[rows] - ships.place[world.player_row])
        if not np.count_nonzero(gap < ASKS):
            return
        free = (gap < ASKS) & (ships.state[rows] == PATROL) & (ships.asleep[rows] <= now) & (ships.shown[rows] >= SHOWN)
        free &= (ships.target[rows] == world.player) & (now - ships.seen[rows] < 1.0) & ~ships.hacked[rows]
        for at in np.argsort(gap, kind="stable").tolist():
            who = int(ships.id[rows[at]])
            if free[at] and who not in self.rests:
                self._begin(world, who, "asked")
                return

    def _begin(self, world: World, who: int, stage: str) -> None:
        self.now = Bout(who, stage, world.time)
        orders.give(world, who, "hold")
        self._say(world, "bout.asked" if stage == "asked" else "bout.accepted", who)

    @staticmethod
    def _say(world: World, kind: str, who: int, name: str = "") -> None:
        row = world.ships.row_of(who)
        x, y = (float(world.ships.x[row]), float(world.ships.y[row])) if row >= 0 else (0.0, 0.0)
        world.emit(Event(kind, who, world.player, x, y, name=name))

    # -- while it goes on ------------------------------------------------------------------------------

    def _felt(self, world: World, event: Event) -> None:
        """A shot that strikes a duelist is a yes; one of somebody else's, or a spike, ends what goes on."""
        now, us = self.now, world.player
        pair = (now.who, us) if now is not None else (0, 0)
        if event.kind == "hit" and event.other == us and roster.kind_of(world, event.who) == "duelist":
            asked = now is not None and now.stage == "asked" and now.who == event.who
            if asked or (now is None and event.who not in self.rests):  # the last shot of a bout is no question
                self._begin(world, event.who, "salute")
            return
        if now is None or event.who not in pair or (event.other in pair and event.kind == "hit"):
            return
        if event.kind == "destroyed":
            self.now = None
        elif event.other:  # a rock that one flies into is nobody
            self._end(world, now, "broken")

    def _go_on(self, world: World, bout: Bout) -> None:
        ships, me = world.ships, world.player_row
        row = ships.row_of(bout.who)
        if row < 0:
            self.now = None
            return
        gap, age = abs(ships.place.item(row) - ships.place.item(me)), world.time - bout.since
        if bout.stage == "asked":
            if gap > AWAY or age > WAITS:
                self._end(world, bout, "declined")
            else:
                _bow(ships, row, me)
        elif bout.stage == "salute":
            _bow(ships, row, me)
            if age > SALUTE:
                self.agreed = [who for who in self.agreed if who != bout.who] + [bout.who]
                self.now = Bout(bout.who, "on", world.time)
                orders.give(world, bout.who, "attack", target=world.player)
        elif beaten(ships, me):
            self._end(world, bout, "won")
        elif beaten(ships, row):
            self._end(world, bout, "lost")
        elif gap > GONE:
            self._end(world, bout, "left")

    def _end(self, world: World, bout: Bout, how: str) -> None:
        """`how`: declined, won and lost (as the duelist sees it), left, broken."""
        self.now = None
        self.rests[bout.who] = world.time + AGAIN
        self._say(world, "bout.declined" if how == "declined" else "bout.ended", bout.who, how)
        row = world.ships.row_of(bout.who)
        if row >= 0:
            world.ships.trigger[row] = False
            orders.give(world, bout.who, "patrol")
            if how != "declined":
                orders.give(world, bout.who, "hold", seconds=SALUTE)
                _bow(world.ships, row, world.player_row)


def beaten(ships: Ships, row: int) -> bool:
    """Whether a ship is at half its shields, or, where it has none, at three quarters of its hull."""
    shield, full = ships.shield.item(row), ships.shield_max.item(row)
    hurt = ships.hull.item(row) <= HULL * ships.hull_max.item(row)
    return hurt or (full > 0.0 and shield <= SHIELDS * full)


def _bow(ships: Ships, row: int, other: int) -> None:
    """Nose to the other's hull, and still."""
    gap = ships.place.item(other) - ships.place.item(row)
    ships.facing[row], ships.wish[row] = gap / max(abs(gap), 1e-6), 0.0
