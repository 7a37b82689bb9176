"""What Moderation sends at each level of heat: a table of who, how many and how often; called back when it cools.

Only where the level has switched it on. The last resort is the banhammer: a light that is raised, told for two seconds,
and deletes what it falls on.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim import bans, orders, roster, spawning
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.kinds import T_PLAYERS

if TYPE_CHECKING:
    from game.sim.world import World


class Dispatch(NamedTuple):
    """At a level of heat: who comes, how many of them there are at most, and how often one is sent."""

    kind: str
    most: int
    every: float  # [s]
    at_once: int = 1  # that are sent together


DISPATCHES: dict[int, tuple[Dispatch, ...]] = {
    0: (),
    1: (Dispatch("watcher", 1, 14.0),),
    2: (Dispatch("watcher", 1, 14.0), Dispatch("hound", 2, 8.0)),
    3: (Dispatch("watcher", 2, 12.0), Dispatch("hound", 2, 8.0), Dispatch("warden", 1, 16.0)),
    4: (Dispatch("watcher", 2, 10.0), Dispatch("hound", 4, 6.0), Dispatch("warden", 2, 14.0)),
    5: (Dispatch("watcher", 2, 10.0), Dispatch("hound", 4, 5.0), Dispatch("warden", 2, 12.0)),
}
# and besides, where a level lets the swarm loose
SWARM: dict[int, tuple[Dispatch, ...]] = {
    4: (Dispatch("mite", 24, 9.0, 12),),
    5: (Dispatch("mite", 240, 3.0, 40),),
}
SCATTERED = 26.0  # how far those who are sent together are from each other, about [u]
HAMMER_FROM = 5  # level from which the banhammer is lifted
OFF = 1000.0  # they come in so far from the player: out of the picture [u]
TRIES = 16  # at a free place
FIRST = 4.0  # the first of a level comes after this, at the earliest [s]
TELL = 2.0  # the hammer is seen and heard for so long before it falls [s]
FOLLOWS = 1.2  # of which its light follows the ship for so long, and then stands [s]
PACE = 300.0  # how fast it follows [u/s]
REACH = 130.0  # what it falls on [u]
HARM = 85.0  # hull and shield
AGAIN = 7.0  # between two of them [s]
GROUP = "moderation"  # what those who are sent belong to
CALLED, LOOKERS, LOOKS = "called", 2, 25.0  # whom somebody's report brings: their group, how many, and for how long [s]


@dataclass
class Response:
    """`due` says when the next of each kind may come; `hammer` is where the light stands while it is told."""

    on: bool = False
    level: int = 0
    due: dict[str, float] = field(default_factory=dict)
    hammer: tuple[float, float] | None = None
    falls: float = 0.0  # time at which it does [s]
    rest: float = 0.0  # time until which it rests [s]
    swarm: bool = False  # mites may come, too

    def snapshot(self) -> dict[str, Any]:
        data = asdict(self)
        if not self.swarm:  # most places never see a swarm
            del data["swarm"]
        return data

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Response:
        hammer = tuple(data["hammer"]) if data["hammer"] else None
        return cls(
            data["on"], data["level"], dict(data["due"]), hammer, data["falls"], data["rest"], data.get("swarm", False)
        )

    def update(self, world: World, dt: float) -> list[Blow]:
        """Once a tick, where it is on. Returns what the hammer does."""
        level = world.heat.level
        if level != self.level:
            self._change(world, level)
        if world.player_row < 0:
            return []
        for dispatch in self._dispatches(level):
            if world.time >= self.due.get(dispatch.kind, world.time):
                self._send(world, dispatch)
        return self._swing(world, dt) if level >= HAMMER_FROM or self.hammer is not None else []

    def _dispatches(self, level: int) -> tuple[Dispatch, ...]:
        return DISPATCHES[level] + SWARM.get(level, ()) if self.swarm else DISPATCHES[level]

    def _change(self, world: World, level: int) -> None:
        """The level is another: those who are too many now go, and the next come after a while."""
        self.level = level
        dispatches = self._dispatches(level)
        most = {dispatch.kind: dispatch.most for dispatch in dispatches}
        for dispatch in dispatches:
            self.due.setdefault(dispatch.kind, world.time + FIRST)
        for kind in sorted(set(self.due) - set(most)):
            del self.due[kind]
        counted: dict[str, int] = {}
        for who in roster.group(world, GROUP):
            kind = roster.kind_of(world, who)
            counted[kind] = counted.get(kind, 0) + 1
            if counted[kind] > most.get(kind, 0):
                orders.give(world, who, "leave")

    def _send(self, world: World, dispatch: Dispatch) -> None:
        self.due[dispatch.kind] = world.time + dispatch.every
        there = sum(roster.kind_of(world, who) == dispatch.kind for who in roster.group(world, GROUP))
        if there >= dispatch.most:
            return
        spot = self._spot(world)
        if spot is None:
            return
        x, y = spot
        me = world.ships.place.item(world.player_row)
        angle = math.atan2(me.imag - y, me.real - x)
        first = 0
        for at_x, at_y in [(x, y), *self._round(world, x, y, min(dispatch.at_once, dispatch.most - there) - 1)]:
            who = spawning.spawn(world, dispatch.kind, at_x, at_y, angle, group=GROUP)
            orders.give(world, who, "attack", target=world.player)
            first = first or who
        world.emit(Event("sent", first, world.player, x, y, name=dispatch.kind))

    @staticmethod
    def _round(world: World, x: float, y: float, count: int) -> list[tuple[float, float]]:
        """Free places for so many more round (x, y); those that chance puts into rock are left out."""
        if count <= 0:
            return []
        far = SCATTERED * math.sqrt(count)
        across, down = ((world.random.spawn.random((2, count)) * 2.0 - 1.0) * far).tolist()
        spots = [(x + dx, y + dy) for dx, dy in zip(across, down, strict=True)]
        return [spot for spot in spots if world.terrain.clear_of(*spot)]

    @staticmethod
    def _spot(world: World) -> tuple[float, float] | None:
        """Somewhere free, on the map and out of the picture; None when there is nothing like it."""
        me = world.ships.place.item(world.player_row)
        x0, y0, x1, y1 = world.terrain.bounds
        turns = world.random.spawn.random(TRIES) * math.tau
        for turn in turns.tolist():
            x, y = me.real + OFF * math.cos(turn), me.imag + OFF * math.sin(turn)
            if x0 < x < x1 and y0 < y < y1 and world.terrain.clear_of(x, y):
                return x, y
        return None

    def called(self, world: World, x: float, y: float) -> None:
        """Somebody told of something at (x, y): where nobody is after the ship yet, a watcher comes to look."""
        if not self.on or self.level or len(roster.group(world, CALLED)) >= LOOKERS:
            return
        spot = self._spot(world)
        if spot is None:
            return
        who = spawning.spawn(world, "watcher", *spot, math.atan2(y - spot[1], x - spot[0]), group=CALLED, order="leave")
        orders.give(world, who, "patrol", point=(x, y), seconds=LOOKS)
        world.emit(Event("sent", who, world.player, *spot, name="watcher"))

    @staticmethod
    def _strike_others(world: World, place: complex) -> None:
        """It reads no names: a player who stood too near is removed as well."""
        ships = world.ships
        near = (np.abs(ships.place - place) < REACH) & (ships.team == T_PLAYERS) & (ships.tag >= 0)
        for who in ships.id[near].tolist():
            bans.ban(world, who)

    def _swing(self, world: World, dt: float) -> list[Blow]:
        me = world.ships.place.item(world.player_row)
        if self.hammer is None:
            if world.time >= self.rest and world.heat.seen_by:
                self.hammer, self.falls = (me.real, me.imag), world.time + TELL
                world.emit(Event("banhammer.tell", 0, world.player, me.real, me.imag, TELL))
            return []
        x, y = self.hammer
        if self.falls - world.time > TELL - FOLLOWS:
            gap = me - complex(x, y)
            step = min(abs(gap), PACE * dt)
            if step:
                x, y = x + gap.real / abs(gap) * step, y + gap.imag / abs(gap) * step
            self.hammer = x, y
        if world.time < self.falls:
            return []
        self.hammer, self.rest = None, world.time + AGAIN
        world.emit(Event("banhammer.strike", 0, world.player, x, y, HARM))
        self._strike_others(world, complex(x, y))
        return [Blow(world.player, 0, HARM, x, y, "banhammer")] if abs(me - complex(x, y)) < REACH else []


def switch(world: World, on: bool, *, swarm: bool = False) -> None:
    """Whether Moderation sends drones by the level of heat, and a swarm of mites among them.

    Switched off, it calls back those it has sent.
    """
    world.response = Response(on, swarm=swarm)
    if not on:
        for who in roster.group(world, GROUP):
            orders.give(world, who, "leave")
