"""Hiding in plain sight: decoys that hum our hum, and a name that is not ours.

A decoy draws the eyes of Moderation for as long as it flies. A borrowed name makes a finished scan read somebody else,
until its time is over or we do something that its owner would not.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import roster, spawning
from game.sim.command import Command, Press
from game.sim.events import Event
from game.sim.states import CHASE, PATROL

if TYPE_CHECKING:
    from game.sim.tables import Int
    from game.sim.world import World

FLIES = 9.0  # a decoy is believed for so long [s]
OFF = 400.0  # and no further than so far off the map [u]
THROWN = 250.0  # it leaves at this, on top of our own way [u/s]
DRAWS = 950.0  # Moderation within this of it looks at it instead [u]
BETWEEN = 1.0  # two decoys [s]
NAME_LASTS = 90.0  # a borrowed name holds for so long at a time [s]
SHORT = 10.0  # and warns so long before it is over [s]
REST = 6.0  # between two uses of it [s]
_DECOY, _SPOOF = int(Press.DECOY), int(Press.SPOOF)


@dataclass
class Decoys:
    """`left` may be launched still; `flying` are (ship id, time at which nobody believes it any more)."""

    left: int = 0
    ready: float = 0.0
    flying: list[tuple[int, float]] = field(default_factory=list)

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Decoys:
        return cls(data["left"], data["ready"], [(int(who), float(until)) for who, until in data["flying"]])

    def update(self, world: World, command: Command) -> None:
        if self.flying:
            self._age(world)
        if command.pressed & _DECOY and "decoy" in world.abilities and world.player_row >= 0:
            self._launch(world)

    def _launch(self, world: World) -> None:
        if world.time < self.ready:
            return
        if self.left <= 0:
            world.emit(Event("decoy.none", world.player))
            return
        self.left -= 1
        self.ready = world.time + BETWEEN
        ships, me = world.ships, world.player_row
        nose, place, way = ships.heading.item(me), ships.place.item(me), ships.velocity.item(me)
        at = place - nose * (ships.radius.item(me) + 30.0)
        who = spawning.spawn(world, "decoy", at.real, at.imag, float(ships.angle[me]))
        row = ships.row_of(who)
        course = way + nose * THROWN
        world.physics.move(row, at.real, at.imag, course.real, course.imag, float(ships.angle[row]))
        ships.velocity[row] = ships.wish[row] = course
        self.flying.append((who, world.time + FLIES))
        world.emit(Event("decoy", world.player, who, at.real, at.imag, float(self.left)))
        self._draw_eyes(world, who, row)

    @staticmethod
    def _draw_eyes(world: World, who: int, row: int) -> None:
        """Who looks for us looks at it."""
        ships = world.ships
        near = np.abs(ships.place - ships.place[row]) < DRAWS
        looks = ships.traits.moderates | ships.traits.hunts | ships.traits.watches
        rows = (near & looks & (ships.target == world.player)).nonzero()[0]
        ships.target[rows] = who
        ships.target_place[rows] = ships.place[row]
        ships.seen[rows] = world.time
        if rows.size:
            x, y = float(ships.x[row]), float(ships.y[row])
            world.emit(Event("decoy.believed", who, world.player, x, y, float(rows.size)))

    def _age(self, world: World) -> None:
        for who, until in list(self.flying):
            row = world.ships.row_of(who)
            if row >= 0 and world.time < until and not _has_left(world, row):
                continue
            self.flying.remove((who, until))
            look_back(world, (world.ships.target == who).nonzero()[0])
            if row >= 0:
                x, y = float(world.ships.x[row]), float(world.ships.y[row])
                roster.remove(world, who)
                world.emit(Event("decoy.lost", who, world.player, x, y, name="spent"))
            else:
                world.emit(Event("decoy.lost", who, world.player, name="destroyed"))


def _has_left(world: World, row: int) -> bool:
    x, y = world.ships.x.item(row), world.ships.y.item(row)
    x0, y0, x1, y1 = world.terrain.bounds
    return not (x0 - OFF <= x <= x1 + OFF and y0 - OFF <= y <= y1 + OFF)


def look_back(world: World, rows: Int) -> None:
    """Those who were fooled look for us again, where they are."""
    ships = world.ships
    ships.target[rows] = world.player
    ships.scan[rows] = 0.0
    after = rows[(ships.state[rows] >= CHASE) & (ships.state[rows] <= CHASE + 1)]
    ships.state[after], ships.since[after] = PATROL, world.time


@dataclass
class Spoof:
    """`name` is worn while it is not empty."""

    name: str = ""
    left: float = 0.0  # [s]
    lasts: float = NAME_LASTS  # the next use [s]
    ready: float = 0.0  # time from which it can be put on again [s]
    warned: bool = False

    @property
    def on(self) -> bool:
        return bool(self.name)

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    def update(self, world: World, command: Command, dt: float) -> None:
        if command.pressed & _SPOOF and "spoof" in world.abilities and world.player_row >= 0:
            self._switch(world)
        if not self.on:
            return
        self.left -= dt
        if self.left <= SHORT and not self.warned:
            self.warned = True
            world.emit(Event("spoof.short", world.player, value=self.left, name=self.name))
        if self.left <= 0.0:
            self.take_off(world, "over")

    def _switch(self, world: World) -> None:
        if self.on:
            self.take_off(world, "taken off")
        elif not world.hacking.names:
            world.emit(Event("spoof.none", world.player))
        elif world.time >= self.ready:
            self.name, self.left, self.warned = world.hacking.names[-1], self.lasts, False
            world.emit(Event("spoof.on", world.player, value=self.left, name=self.name))

    def take_off(self, world: World, why: str) -> None:
        """`why`: over, taken off, caught."""
        name, self.name, self.left = self.name, "", 0.0
        self.ready = world.time + REST
        world.emit(Event("spoof.caught" if why == "caught" else "spoof.off", world.player, name=name))
        if why == "caught" and name in world.hacking.names:
            world.hacking.names.remove(name)

    def give_away(self, world: World) -> None:
        """Something was done that its owner would not do. It matters when Moderation, or an audience, looks."""
        if self.on and world.heat.watched:
            self.take_off(world, "caught")
            world.heat.set(world, world.heat.level + 1)
