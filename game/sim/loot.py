"""What lies about for the taking: data of the dead, what a vault held, what a level strews."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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


def scatter(world: World, x: float, y: float, radius: float, count: int, worth: float, *, credit: bool = False) -> None:
    """Strew motes over a disc, worth `worth` credits in all."""
    motes.scatter(
        world.motes, world.random.loot, x, y, radius, count, worth / count,
        mass=MASS, kind=motes.CREDIT if credit else motes.DATA, terrain=world.terrain,
    )  # fmt: skip


def remove(world: World, x: float, y: float, radius: float, share: float = 1.0) -> None:
    """Take away a share of the motes within `radius` [u] of a place, the nearest to it first."""
    apart = np.abs(world.motes.spot - np.complex64(complex(x, y)))
    near = (apart < radius).nonzero()[0]
    near = near[np.argsort(apart[near], kind="stable")][: round(near.size * share)]
    stay = np.ones(world.motes.n, bool)
    stay[near] = False
    world.motes.keep(stay)
