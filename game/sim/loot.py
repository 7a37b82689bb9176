"""What ships leave behind: data of the dead, and what a vault held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import motes

if TYPE_CHECKING:
    from game.sim.world import World

EACH = 4.0  # credits' worth of a mote, about
MASS = 1.0  # of a mote
LEAST = 2  # motes that anything worth taking leaves
FLUNG = 150.0  # how fast they go at most [u/s]
FREE = 0.4  # they cannot be taken sooner [s]


def drop(world: World, x: float, y: float, radius: float, worth: float, *, least: int = LEAST) -> None:
    """Data worth `worth` credits comes out round (x, y)."""
    count = max(least, round(worth / EACH))
    motes.scatter(
        world.motes, world.random.loot, x, y, radius, count, worth / count,
        mass=MASS, speed=FLUNG, free=world.time + FREE,
    )  # fmt: skip
