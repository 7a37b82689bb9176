"""Lockdown: what a place does at the highest level of heat. Its gates shut, its edges light up, and nobody with a name
wants to be seen near the ship. It is over when heat has fallen below LIFTS.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import gates
from game.sim.events import Event
from game.sim.kinds import T_PLAYERS
from game.sim.states import O_ATTACK, PATROL

if TYPE_CHECKING:
    from game.sim.tables import Complex
    from game.sim.world import World

LIFTS = 4  # heat below which it is over
SHUN = 520.0  # players keep so far off the ship [u]


@dataclass
class Lockdown:
    """`shut` are the gates that it shut, to be opened again."""

    on: bool = False
    shut: list[str] = field(default_factory=list)

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Lockdown:
        return cls(data["on"], list(data["shut"]))

    def update(self, world: World) -> None:
        """Once a tick, at the highest level of heat and until it is over."""
        if not self.on:
            self.on = True
            world.emit(Event("lockdown", world.player, value=1.0))
        elif world.heat.level < LIFTS:
            self.on = False
            world.emit(Event("lockdown", world.player, value=0.0))
            for name in self.shut:
                gates.free(world, name)
            self.shut.clear()
            return
        for name, gate in world.gates.items():
            if gate.open and not gate.until:  # but for one that was talked open
                self.shut.append(name)
                gates.close(world, name)


def shun(world: World, want: Complex) -> None:
    """Players who go about their business keep away from the ship, in place."""
    ships, me = world.ships, world.player_row
    gap = ships.place - ships.place[me]
    far = np.abs(gap)
    rows = ((far < SHUN) & (ships.team == T_PLAYERS) & ships.traits.minded).nonzero()[0]
    rows = rows[(ships.state[rows] == PATROL) & (ships.order[rows] != O_ATTACK)]
    if rows.size:
        want[rows] = gap[rows] / np.maximum(far[rows], 1e-6) * ships.traits.speed[rows]
