"""Bans: a player of Infinity is removed, for good. A light comes down on the ship, a sign says so, and it is not there.

Moderation's banhammer does it to whoever with a name it falls on; a level does it to whom it wants to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.sim import orders, roster
from game.sim.events import Event
from game.sim.kinds import Mind
from game.sim.states import DRIFT

if TYPE_CHECKING:
    from game.sim.world import World

LIGHT = 2.4  # from the first light to the end [s]
SPINS = 0.35  # how fast a ship that is left behind turns [rad/s]


class Ban(NamedTuple):
    """Ship `who` is removed at the time `at` [s]; its hull stays behind where `leaves`."""

    who: int
    at: float
    leaves: bool = False


def ban(world: World, who: int, *, leaves: bool = False) -> bool:
    """Begin to remove a player. False when the ship is gone, or is being removed."""
    ships = world.ships
    row = ships.row_of(who)
    if row < 0 or who == world.player or any(one.who == who for one in world.lives.bans):
        return False
    world.lives.bans.append(Ban(who, world.time + LIGHT, leaves))
    orders.give(world, who, "drift")
    ships.state[row], ships.trigger[row], ships.wish[row], ships.respawn[row] = DRIFT, False, 0.0, 0.0
    x, y = float(ships.x[row]), float(ships.y[row])
    world.emit(Event("ban", who, 0, x, y, LIGHT, roster.tag_of(world, row)))
    return True


def update(world: World, waiting: list[Ban]) -> None:
    """Once a tick while somebody is being removed."""
    for one in list(waiting):
        row = world.ships.row_of(one.who)
        if row < 0:
            waiting.remove(one)  # somebody was quicker, and it comes back: nobody bans a wreck
        elif world.time >= one.at:
            waiting.remove(one)
            _end(world, row, one)


def _end(world: World, row: int, one: Ban) -> None:
    ships = world.ships
    x, y, tag = float(ships.x[row]), float(ships.y[row]), roster.tag_of(world, row)
    if one.leaves:
        ships.mind[row], ships.tag[row], ships.life[row] = int(Mind.NONE), -1, 0
        ships.hacked[row], ships.asleep[row] = True, 0.0
        ships.wish[row], ships.turn[row], ships.thrusting[row] = ships.velocity[row] * 0.3, SPINS, 0.0
        ships.facing[row] = -ships.heading[row]
        ships.reconsider()
    else:
        roster.forget(world, row)
    world.emit(Event("banned", one.who, 0, x, y, name=tag))
