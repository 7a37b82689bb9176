"""What ships are told from without: orders, and an alarm that calls Moderation to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import courses
from game.sim.events import Event
from game.sim.states import ORDERS, PATROL, SEARCH, Order, State

if TYPE_CHECKING:
    from game.sim.tables import Float
    from game.sim.world import World

# these are about somebody: the player's ship, where nobody else is named
_AT_SOMEBODY = (Order.ATTACK, Order.FLEE, Order.FOLLOW, Order.ESCORT, Order.LEAVE)


def give(
    world: World,
    who: int,
    order: str,
    *,
    target: int = 0,
    path: Float | None = None,
    point: tuple[float, float] | None = None,
    seconds: float | None = None,
) -> bool:
    """Tell a ship what to do, for good or for some seconds; False when it is gone. KeyError: unknown order."""
    what, ships = ORDERS[order], world.ships
    row = ships.row_of(who)
    if row < 0:
        return False
    if seconds is not None and np.isinf(ships.order_until[row]):  # of two that end, neither is what it goes back to
        ships.order_next[row] = ships.order[row]
    ships.order[row] = int(what)
    ships.order_until[row] = world.time + seconds if seconds is not None else np.inf
    if target or what in _AT_SOMEBODY:
        ships.target[row] = target or world.player
    if point is not None:
        ships.home_x[row], ships.home_y[row] = point
        ships.goal_x[row], ships.goal_y[row] = point
    if path is not None:
        courses.follow(world, row, path)
    if what == Order.ATTACK:  # whoever is sent after someone has been told where
        there = ships.row_of(int(ships.target[row]))
        if there >= 0:
            ships.known_x[row], ships.known_y[row] = ships.x[there], ships.y[there]
            ships.seen[row], ships.since[row] = world.time, world.time
            ships.state[row] = int(State.CHASE)
    return True


def alarm(world: World, x: float, y: float, reach: float) -> None:
    """Something happened at (x, y) that Moderation would want to know of: who is near enough comes to look."""
    ships, me = world.ships, world.player_row
    near = ships.traits.moderates & (np.abs(ships.place - complex(x, y)) < reach) & (ships.asleep <= world.time)
    rows = near.nonzero()[0]
    if rows.size == 0 or me < 0:
        return
    ships.target[rows] = world.player
    ships.target_place[rows] = complex(x, y)
    calm = rows[(ships.state[rows] == PATROL) | (ships.state[rows] == SEARCH)]
    ships.state[calm], ships.since[calm] = SEARCH, world.time
    ships.goal_place[calm] = complex(x, y)
    world.emit(Event("alarm", 0, world.player, x, y, float(rows.size)))
