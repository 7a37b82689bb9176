"""What every mind can see of its target, for all ships at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.sim import searchlights
from game.sim.tables import Complex, Flag, Float, Int

if TYPE_CHECKING:
    from game.sim.world import World

VIEW = (1280.0, 720.0)  # nominal picture at zoom 1 [u]
ON_SCREEN_MARGIN = 20.0  # a ship this far inside the picture's edge counts as shown [u]


class Sight(NamedTuple):
    """Per ship row: its target's row (0 when none), the way there, and whether it is seen. All of shape (n,)."""

    target: Int
    has: Flag
    way: Complex  # of length 1
    distance: Float
    seen: Flag


def look(world: World) -> Sight:
    """Range, cone and a clear line decide; terrain is asked only for those who pass the first two."""
    ships, traits = world.ships, world.ships.traits
    row = ships.rows_of(ships.target)
    has = row >= 0
    np.maximum(row, 0, out=row)
    place = ships.place
    there = place[row]
    gap = there - place
    distance = np.maximum(np.abs(gap), 1e-6)
    way = gap / distance
    seen = has & (distance < traits.sight)
    seen &= np.maximum(ships.blind, ships.asleep) <= world.time
    seen &= (ships.heading.conj() * way).real >= traits.cone_cos
    if world.carrier is not None:
        seen &= ~world.carrier.shades(there)  # what lies in its shadow is seen by nobody else
    if traits.lights.size and not searchlights.warm(world):
        seen[traits.lights] = False
    if not world.terrain.empty:
        some = (seen & traits.judges).nonzero()[0]
        if some.size:
            seen[some] = world.terrain.clear_between(place[some], there[some])
    return Sight(row, has, way, distance, seen)


def view_of_player(world: World) -> tuple[float, float, float, float]:
    """The nominal screen round the player: x0, y0, x1, y1. Empty when there is none."""
    row, ships = world.player_row, world.ships
    if row < 0:
        return (0.0, 0.0, 0.0, 0.0)
    x, y = ships.x.item(row), ships.y.item(row)
    return (x - VIEW[0] / 2, y - VIEW[1] / 2, x + VIEW[0] / 2, y + VIEW[1] / 2)


def on_screen(world: World) -> Flag:
    """Which ships the player can see on a nominal screen, shape (n,)."""
    x0, y0, x1, y1 = view_of_player(world)
    off = world.ships.place - complex((x0 + x1) / 2, (y0 + y1) / 2)
    inside: Flag = np.abs(off.real) < (x1 - x0) / 2 - ON_SCREEN_MARGIN
    inside &= np.abs(off.imag) < (y1 - y0) / 2 - ON_SCREEN_MARGIN
    return inside
