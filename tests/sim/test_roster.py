"""Who is here, and how many leave at once."""

from __future__ import annotations

import numpy as np

from game.sim import roster, spawning
from game.sim.clock import TICK_HZ
from game.sim.command import Command, Held
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

BOUNDS = (-1200.0, -1200.0, 1200.0, 1200.0)
ROCK = Rock("rock", np.array([[100.0, 100.0], [300.0, 100.0], [300.0, 300.0], [100.0, 300.0]]))
SWEEP = Command.of(thrust=0.4, turn=0.7, held=Held.FIRE)


def crowd(seed: int) -> World:
    """So many that bodies touch all the time."""
    world = World(seed, Terrain(BOUNDS, (ROCK,), ()))
    spawning.spawn(world, "callister", 0.0, 0.0)
    chance = np.random.default_rng(seed)
    for number, (x, y) in enumerate(chance.uniform(-500.0, 500.0, (40, 2)).tolist()):
        spawning.spawn(world, ("hound", "grinder", "newcomer", "mite")[number % 4], x, y, group="all")
    return world


def test_many_who_leave_at_once_leave_behind_what_one_after_the_other_would() -> None:
    worlds = crowd(3), crowd(3)
    for tick in range(4 * TICK_HZ):
        if tick == TICK_HZ:
            one, many = worlds
            leave = roster.group(one, "all")[5:33:2]
            leave = [*leave[7:], *leave[:7], leave[0]]  # in no order, and one twice
            for who in leave:
                roster.remove(one, who)
            roster.remove_all(many, leave)
            assert not set(leave) & set(roster.group(many, "all"))
        if tick == 2 * TICK_HZ:
            for world in worlds:
                for x in (-400.0, 0.0, 400.0):  # into the rows and bodies that came free
                    spawning.spawn(world, "hound", x, -300.0, group="late")
        first, second = (world.step(SWEEP) for world in worlds)
        assert list(map(repr, first)) == list(map(repr, second))
        assert worlds[0].digest() == worlds[1].digest(), tick


def test_who_is_gone_already_may_be_asked_to_leave() -> None:
    world = crowd(4)
    gone, here = roster.group(world, "all")[:2]
    roster.remove(world, gone)
    roster.remove_all(world, [gone])
    before = world.ships.n
    roster.remove_all(world, [gone, here, gone])
    assert world.ships.n == before - 1
    assert world.ships.row_of(world.player) == world.player_row
