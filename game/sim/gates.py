"""Gates: rings that, when open, take the player somewhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.sim.events import Event

if TYPE_CHECKING:
    from game.sim.world import World


@dataclass
class Gate:
    x: float
    y: float
    angle: float  # the way it faces [rad]
    radius: float
    to: tuple[float, float, float]  # where it leads: x, y [u], heading [rad]
    open: bool = True


def pass_through(world: World) -> None:
    """Carry the player through any open gate it has entered, keeping its speed along the new heading."""
    row = world.player_row
    if row < 0:
        return
    ships = world.ships
    x, y = ships.x.item(row), ships.y.item(row)
    for name, gate in world.gates.items():
        if gate.open and (x - gate.x) ** 2 + (y - gate.y) ** 2 < gate.radius**2:
            speed = float(np.hypot(ships.vx[row], ships.vy[row]))
            world.place_player(*gate.to, speed=speed)
            world.emit(Event("gate.passed", world.player, 0, gate.to[0], gate.to[1], 0.0, name))
            return
