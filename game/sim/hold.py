"""The hold: data that was picked up, and what it weighs. The purse: credits.

Data counts as credits as long as it is aboard; a hull that is hit loses some of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from game.sim import motes
from game.sim.events import Event

if TYPE_CHECKING:
    from game.sim.world import World

CAPACITY = 100.0  # mass of data that it takes
SLOWED = 0.22  # share of its speed and pull that a full hold costs
SPILL = 0.12  # share that goes overboard with a blow to the hull
SPILL_FROM = 4.0  # damage under which nothing does
EACH = 4.0  # mass of a mote that went overboard
FLUNG = 260.0  # how fast those go [u/s]
UNTAKEN = 0.9  # how long they cannot be taken again [s]


@dataclass
class Hold:
    capacity: float = CAPACITY
    mass: float = 0.0
    value: float = 0.0  # of the data aboard [credits]
    credits: float = 0.0  # in the purse
    full: bool = False  # that it is full has been told

    @property
    def fill(self) -> float:
        """0 empty, 1 full."""
        share = self.mass / self.capacity
        return share if share < 1.0 else 1.0

    @property
    def ease(self) -> float:
        """What is left of the ship's speed and pull, as a share."""
        return 1.0 - SLOWED * self.fill

    @property
    def worth(self) -> float:
        """Purse and data together [credits]."""
        return self.credits + self.value

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    def room_for(self, mass: float) -> bool:
        return self.mass + mass <= self.capacity

    def spill(self, world: World, share: float, *, speed: float = FLUNG) -> float:
        """Some of the data goes overboard, round the player's ship. Returns what it was worth."""
        row = world.player_row
        if self.mass <= 0.0 or row < 0:
            return 0.0
        mass, value = self.mass * share, self.value * share
        self.mass -= mass
        self.value -= value
        self.full = False
        count = max(1, round(mass / EACH))
        x, y = float(world.ships.x[row]), float(world.ships.y[row])
        motes.scatter(
            world.motes, world.random.loot, x, y, 40.0, count, value / count,
            mass=mass / count, speed=speed, free=world.time + UNTAKEN,
        )  # fmt: skip
        world.emit(Event("hold.spilled", world.player, 0, x, y, value))
        return value
