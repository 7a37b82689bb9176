"""What every mind can see of its target, for all ships at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.sim.kinds import Mind
from game.sim.ships import NUMBERS
from game.sim.tables import Flag, Float, Int

if TYPE_CHECKING:
    from game.sim.world import World

ON_SCREEN_MARGIN = 20.0  # a ship this far inside the picture's edge counts as shown [u]


_HARMLESS = np.array([mind == Mind.NEWCOMER for mind in Mind])  # their sight decides nothing: do not ask the terrain


class Sight(NamedTuple):
    """Per ship row: its target's row (0 when none), the way there, and whether it is seen. All of shape (n,)."""

    target: Int
    has: Flag
    dir_x: Float
    dir_y: Float
    distance: Float
    seen: Flag


def look(world: World) -> Sight:
    """Range, cone and a clear line decide; terrain is asked only for those who pass the first two."""
    ships = world.ships
    row = ships.rows_of(ships.target)
    has = row >= 0
    row[~has] = 0
    dx, dy = ships.x[row] - ships.x, ships.y[row] - ships.y
    distance = np.maximum(np.hypot(dx, dy), 1e-6)
    dir_x, dir_y = dx / distance, dy / distance
    nose = ships.nose_x * dir_x + ships.nose_y * dir_y
    kind = ships.kind
    seen = has & (distance < NUMBERS.sight[kind]) & (nose >= NUMBERS.cone_cos[kind])
    if not world.terrain.empty:
        some = np.flatnonzero(seen & (ships.mind > 0) & ~_HARMLESS[ships.mind])
        seen[some] = world.terrain.clear_line(ships.x[some], ships.y[some], ships.x[row[some]], ships.y[row[some]])
    return Sight(row, has, dir_x, dir_y, distance, seen)


def on_screen(world: World) -> Flag:
    """Which ships the player can see on a nominal screen, shape (n,)."""
    ships = world.ships
    x0, y0, x1, y1 = world.view_of_player()
    m = ON_SCREEN_MARGIN
    return (ships.x > x0 + m) & (ships.x < x1 - m) & (ships.y > y0 + m) & (ships.y < y1 - m)
