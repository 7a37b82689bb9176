"""Drones that were talked round: for a while they fight for the player's ship, then they remember whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import orders
from game.sim.events import Event
from game.sim.kinds import KIND_NAMES, KINDS, T_MODERATION, Team
from game.sim.states import PATROL

if TYPE_CHECKING:
    from game.sim.world import World

LASTS = 22.0  # [s]
EVERY = 15  # ticks between two looks for somebody to fight
WITHIN = 1000.0  # of it [u]


def turn(world: World, row: int) -> None:
    """The drone of a row is ours from now on, for a while."""
    ships = world.ships
    ships.turned[row], ships.team[row] = world.time + LASTS, int(Team.CREW)
    ships.state[row], ships.since[row] = PATROL, world.time
    ships.scan[row], ships.trigger[row], ships.asleep[row], ships.spiked[row] = 0.0, False, 0.0, 0
    ships.hurt[row] = world.time - 1e3  # it bears no grudge
    ships.reconsider()
    who = int(ships.id[row])
    orders.give(world, who, "follow", target=world.player)
    world.emit(Event("turned", who, world.player, float(ships.x[row]), float(ships.y[row]), LASTS))


def update(world: World) -> None:
    """Every now and then, while there are any: they go for the nearest drone, or stay with us; their time runs out."""
    ships = world.ships
    for row in (ships.turned > 0.0).nonzero()[0].tolist():
        if world.time >= ships.turned[row]:
            _turn_back(world, row)
            continue
        who, target = int(ships.id[row]), ships.row_of(int(ships.target[row]))
        if target >= 0 and ships.team[target] == T_MODERATION:
            continue
        gap = np.abs(ships.place - ships.place[row])
        gap[ships.team != T_MODERATION] = np.inf
        nearest = int(np.argmin(gap))
        if gap[nearest] < WITHIN:
            orders.give(world, who, "attack", target=int(ships.id[nearest]))
        elif ships.target[row] != world.player:
            orders.give(world, who, "follow", target=world.player)


def _turn_back(world: World, row: int) -> None:
    ships = world.ships
    ships.turned[row], ships.team[row] = 0.0, int(KINDS[KIND_NAMES[int(ships.kind[row])]].team)
    ships.target[row], ships.trigger[row], ships.hacked[row] = world.player, False, False
    ships.state[row], ships.since[row] = PATROL, world.time
    ships.reconsider()
    who = int(ships.id[row])
    orders.give(world, who, "patrol")
    world.emit(Event("turned.back", who, world.player, float(ships.x[row]), float(ships.y[row])))
