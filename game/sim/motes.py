"""Motes: data adrift, there for the taking."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from game.sim.tables import Byte, Plane, Single, Table

if TYPE_CHECKING:
    from numpy.random import Generator

DATA, CREDIT = 0, 1  # kinds
RESTLESS = 24.0  # how fast those of a field drift about [u/s]
SLOW = 6  # ticks between two looks at how fast they are
KEEPS = np.float32(0.93)  # share of what is beyond RESTLESS that a mote keeps from one look to the next


class Motes(Table):
    """Units: [u], [u/s], [s]. `mass` is what it takes of the hold, `free` the time from which it may be taken."""

    x: Single
    y: Single
    vx: Single
    vy: Single
    value: Single  # [credits]
    mass: Single
    kind: Byte
    free: Single

    place: Single
    velocity: Single
    BLOCKS: ClassVar[dict[str, tuple[str, ...]]] = {"place": ("x", "y"), "velocity": ("vx", "vy")}
    spot: Plane
    way: Plane
    PAIRS: ClassVar[dict[str, tuple[str, int]]] = {"spot": ("place", 0), "way": ("velocity", 0)}


def drift(motes: Motes, tick: int, dt: float) -> None:
    """On their way; who was flung is slowed until it only drifts about."""
    if tick % SLOW == 0:
        speed = np.abs(motes.way)
        fast = (speed > RESTLESS).nonzero()[0]
        if fast.size:
            motes.way[fast] *= KEEPS + (np.float32(1.0) - KEEPS) * np.float32(RESTLESS) / speed[fast]
    motes.place += motes.velocity * np.float32(dt)


def scatter(
    motes: Motes,
    rng: Generator,
    x: float,
    y: float,
    radius: float,
    count: int,
    value: float,
    *,
    mass: float = 1.0,
    kind: int = DATA,
    speed: float = RESTLESS,
    free: float = 0.0,
) -> None:
    """Strew `count` motes evenly over a disc [u], going any way at up to `speed` [u/s]; `value` is that of each."""
    far, turn = radius * np.sqrt(rng.random(count)), rng.random(count) * (2.0 * np.pi)
    pace, way = speed * rng.random(count), rng.random(count) * (2.0 * np.pi)
    motes.add(
        count,
        x=x + far * np.cos(turn),
        y=y + far * np.sin(turn),
        vx=pace * np.cos(way),
        vy=pace * np.sin(way),
        value=value,
        mass=mass,
        kind=kind,
        free=free,
    )
