"""Motes: data adrift, there for the taking."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from game.sim.tables import Byte, Complex, Plane, Single, Table

if TYPE_CHECKING:
    from numpy.random import Generator

    from game.sim.terrain import Terrain

DATA, CREDIT = 0, 1  # kinds
SLOW = 6  # ticks between two looks at how fast they are
KEEPS = np.float32(0.9)  # share of its speed that a mote keeps from one look to the next
STILL = np.float32(3.0)  # slower than this, it rests [u/s]
TRIES = 12  # at a free place for a mote


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
    """What was flung or drawn is slowed until it rests: a field stays where it was strewn."""
    if tick % SLOW == 0:
        motes.way *= KEEPS
        motes.way *= np.abs(motes.way) >= STILL
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
    speed: float = 0.0,
    free: float = 0.0,
    terrain: Terrain | None = None,
) -> None:
    """Strew `count` motes evenly over a disc [u], going any way at up to `speed` [u/s]; `value` is that of each.

    With `terrain` they keep out of what is solid, as far as a few tries go.
    """
    place = _places(rng, x, y, radius, count)
    for _ in range(TRIES if terrain is not None and not terrain.empty else 0):
        assert terrain is not None
        inside = terrain.solid(place.real, place.imag).nonzero()[0]
        if inside.size == 0:
            break
        place[inside] = _places(rng, x, y, radius, inside.size)
    pace, way = speed * rng.random(count), rng.random(count) * (2.0 * np.pi)
    motes.add(
        count,
        x=place.real,
        y=place.imag,
        vx=pace * np.cos(way),
        vy=pace * np.sin(way),
        value=value,
        mass=mass,
        kind=kind,
        free=free,
    )


def _places(rng: Generator, x: float, y: float, radius: float, count: int) -> Complex:
    far, turn = radius * np.sqrt(rng.random(count)), rng.random(count) * (2.0 * np.pi)
    places: Complex = (x + far * np.cos(turn)) + 1j * (y + far * np.sin(turn))
    return places
