"""Gates: rings that, when open, take the player somewhere else. A gate with a lock can be talked to, at its lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import placing
from game.sim.events import Event

if TYPE_CHECKING:
    from game.sim.world import World

OPENS, SHUTS = 12.0, 20.0  # a shut gate that was talked to opens for so long, an open one is shut for so long [s]


@dataclass
class Gate:
    x: float
    y: float
    angle: float  # the way it faces [rad]
    radius: float
    to: tuple[float, float, float]  # where it leads: x, y [u], heading [rad]
    open: bool = True
    lock: int = 0  # the ship that is its lock; 0 = it has none
    until: float = 0.0  # it was talked to, and stays as it is until then [s]; 0 = it was not
    arrived: bool = False  # the player came out of a gate in its mouth, and has not left that yet

    def snapshot(self) -> dict[str, Any]:
        """Plain data; what few gates have is left out of all others."""
        data = dict(self.__dict__)
        for name in ("lock", "until", "arrived"):
            if not data[name]:
                del data[name]
        return data


def set_up(
    world: World, name: str, x: float, y: float, angle: float, radius: float, to: tuple[float, float, float],
    *, shut: bool = False, lock: int = 0,
) -> None:  # fmt: skip
    """A gate, open or `shut`; `lock` is the ship that it can be talked to at, 0 if it cannot."""
    world.gates[name] = Gate(x, y, angle, radius, to, not shut, lock)
    if not shut:
        world.emit(Event("gate.opened", 0, 0, x, y, 0.0, name))


def close(world: World, name: str) -> bool:
    """For good; False when there is none of that name."""
    gate = world.gates.get(name)
    if gate is not None:
        gate.until = 0.0
        if gate.open:
            swing(world, name, gate, False)
    return gate is not None


def free(world: World, name: str) -> None:
    """A gate that was shut is open again, if it is there still."""
    gate = world.gates.get(name)
    if gate is not None and not gate.open:
        gate.until = 0.0
        swing(world, name, gate, True)


def pass_through(world: World) -> None:
    """Carry the player through any open gate it has entered, keeping its speed along the new heading.

    Whoever comes out in the mouth of a gate (of the one that leads back, as a rule) leaves it before it takes them.
    """
    asked = []
    for name, gate in world.gates.items():
        if gate.until and world.time >= gate.until:
            _come_to(world, name, gate)
        if gate.open or gate.arrived:
            asked.append((name, gate))
    row = world.player_row
    if not asked or row < 0:
        return
    ships = world.ships.cells
    x, y = ships.x[row], ships.y[row]
    for name, gate in asked:
        if not _in_mouth(gate, x, y):
            gate.arrived = False
        elif gate.open and not gate.arrived:
            speed = float(np.hypot(ships.vx[row], ships.vy[row]))
            placing.place_player(world, *gate.to, speed=speed)
            world.emit(Event("gate.passed", world.player, 0, gate.to[0], gate.to[1], 0.0, name))
            for other in world.gates.values():
                other.arrived = _in_mouth(other, gate.to[0], gate.to[1])
            return


def _in_mouth(gate: Gate, x: float, y: float) -> bool:
    return bool((x - gate.x) ** 2 + (y - gate.y) ** 2 < gate.radius**2)


def talk_to(world: World, lock: int) -> None:
    """The lock was hacked: its gate opens for a while, or, where it is open, is shut behind whoever went through."""
    for name, gate in world.gates.items():
        if gate.lock == lock:
            gate.until = world.time + (SHUTS if gate.open else OPENS)
            swing(world, name, gate, not gate.open, gate.until - world.time)


def _come_to(world: World, name: str, gate: Gate) -> None:
    """What was talked to it is forgotten, and it can be talked to again."""
    gate.until = 0.0
    swing(world, name, gate, not gate.open)
    row = world.ships.row_of(gate.lock)
    if row >= 0:
        world.ships.hacked[row] = False


def swing(world: World, name: str, gate: Gate, open: bool, seconds: float = 0.0) -> None:
    """Open or shut a gate, for so long if it is not for good [s]."""
    gate.open = open
    world.emit(Event("gate.opened" if open else "gate.closed", 0, 0, gate.x, gate.y, seconds, name))
