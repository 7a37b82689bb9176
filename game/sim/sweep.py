"""The moderation sweep: a wall of light that reads every name on its way and takes away what has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import damage, ground
from game.sim.clock import DT
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.kinds import T_CREW

if TYPE_CHECKING:
    from game.sim.world import World

ERASE = 95.0  # hull lost per second behind the wall; shields do not help
_TICK = ERASE * DT  # hull lost in a tick behind it
READ = 6  # ticks between two readings: nobody can tell when within a tenth of a second a name was read
TOLD = 20  # tagging is told for at most this many ships a reading: it is for eyes and ears


@dataclass
class Sweep:
    """A leaning line that travels: points p with n . p = s; n = (nx, ny) is the way it goes."""

    active: bool = False
    nx: float = 1.0
    ny: float = 0.0
    s: float = 0.0
    end: float = 0.0
    speed: float = 0.0

    @property
    def x(self) -> float:
        """Where the wall crosses y = 0."""
        return self.s / self.nx

    def distance_to(self, x: float, y: float) -> float:
        """How far ahead of the wall a point lies [u]; negative behind it."""
        return self.nx * x + self.ny * y - self.s

    def start(self, world: World, x: float, y: float, lean: float, speed: float, to_x: float) -> None:
        """A wall through (x, y), its normal turned by `lean` from +x; it stops at x = to_x on the line y = 0."""
        self.nx, self.ny = float(np.cos(lean)), float(np.sin(lean))
        self.s = self.nx * x + self.ny * y
        self.end = self.nx * to_x
        self.speed, self.active = speed, True
        world.emit(Event("sweep.began", 0, 0, x, y, speed))

    def stop(self) -> None:
        self.active = False

    def snapshot(self) -> dict[str, Any]:
        return dict(self.__dict__)


def advance(world: World, dt: float) -> list[Blow]:
    """Move the wall: read tags, take the unnamed, burn the player when it is behind."""
    sweep = world.sweep
    if not sweep.active:
        return []
    sweep.s += sweep.speed * dt
    if world.tick % READ == 0:
        _read_crowd(world)
        _read_ships(world)
        _erase_terrain(world)
    if sweep.s >= sweep.end:
        sweep.active = False
        world.emit(Event("sweep.ended"))
    row = world.player_row
    if row < 0:
        return []
    x, y = world.ships.x.item(row), world.ships.y.item(row)
    if sweep.distance_to(x, y) > 0:
        return []
    return [Blow(world.player, 0, ERASE * dt, x, y, "sweep")]


def _read_crowd(world: World) -> None:
    rows, sweep = world.traffic.rows, world.sweep
    if rows.n == 0:
        return
    passed = rows.x * np.float32(sweep.nx) + rows.y * np.float32(sweep.ny) <= np.float32(sweep.s)
    new = (passed & ~rows.tagged).nonzero()[0]
    if new.size == 0:
        return
    rows.tagged[new] = True
    for row in new[:TOLD].tolist():
        world.emit(Event("sweep.tagged", 0, 0, float(rows.x[row]), float(rows.y[row]), float(row)))


def _read_ships(world: World) -> None:
    ships, sweep = world.ships, world.sweep
    passed = ships.x * sweep.nx + ships.y * sweep.ny <= sweep.s
    for row in (passed & ~ships.tagged & (ships.tag >= 0) & (ships.team != T_CREW)).nonzero()[0].tolist():
        ships.tagged[row] = True
        world.emit(Event("sweep.tagged", int(ships.id[row]), 0, float(ships.x[row]), float(ships.y[row]), -1.0))


def _erase_terrain(world: World) -> None:
    for name, x, y in world.terrain.unnamed():
        if world.sweep.distance_to(x, y) <= 0:
            ground.remove(world, name)
            world.emit(Event("sweep.erased", 0, 0, x, y, 0.0, name))


def harm(event: Event) -> float:
    """What a hit has cost: of a sweep's the whole step for which it is told once."""
    swept = event.value == _TICK and event.name == "hull" and not event.other
    return damage.STEP if swept else event.value
