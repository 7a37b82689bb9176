"""Mites: each of them next to nothing, and there are hundreds."""

import math

import numpy as np
import pytest

from game.lab.scenes import arena, fly, fly_until
from game.sim import abilities, orders, roster, spawning, swarm
from game.sim.command import IDLE, Command, Held, Press
from game.sim.kinds import KINDS
from game.sim.states import State
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

BOOST = Command.of(thrust=1.0, held=Held.BOOST)
FIRE = Command.of(held=Held.FIRE)


def swarmed(count=60, at=500.0, terrain=None, order="attack"):
    """The player at the origin, heading for a swarm that is after it."""
    world = World(4, terrain or Terrain((-5000, -5000, 5000, 5000)))
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "boost", "fire", "torpedo", "decoy"):
        abilities.grant(world, ability)
    side = math.ceil(math.sqrt(count))
    for i in range(count):
        who = spawning.spawn(
            world, "mite", at + 30.0 * (i % side), 30.0 * (i // side - side / 2), math.pi, group="swarm"
        )
        orders.give(world, who, order)
    return world


def mites(world):
    return world.ships.traits.mites


def gaps(world):
    """Of each pair of mites, how far they are from each other."""
    place = world.ships.place[mites(world)]
    gap = np.abs(place[:, None] - place)
    return gap[np.triu_indices(len(place), 1)]


def test_one_hit_kills_one():
    world = swarmed(1, 300.0)
    took, events = fly_until(world, lambda w: not roster.group(w, "swarm"), FIRE, 3)
    assert took < 3
    assert sum(e.kind == "hit" for e in events) == 1
    assert [e.name for e in events if e.kind == "destroyed"] == ["shot"]


def test_they_come_and_bite_and_one_alone_is_no_danger():
    world = swarmed(1)
    events = fly(world, IDLE, 12)
    bites = [e for e in events if e.kind == "hit" and e.who == world.player]
    assert len(bites) > 3
    assert all(e.value == pytest.approx(swarm.BITE) for e in bites)
    assert world.ships.hull[world.player_row] == KINDS["callister"].hull


def test_hundreds_are_the_end_of_whoever_waits_for_them():
    world = swarmed(240)
    took, events = fly_until(world, lambda w: w.player_row < 0, IDLE, 20)
    assert 3.0 < took < 16.0
    assert {e.name for e in events if e.kind == "destroyed" and e.who not in roster.group(world, "swarm")} >= {"bite"}


def test_who_boosts_through_is_not_bitten_and_breaks_those_it_meets():
    through, slow = swarmed(80, 420.0), swarmed(80, 420.0)
    events = fly(through, BOOST, 1.5)
    assert sum(e.kind == "destroyed" for e in events) >= 6
    assert not [e for e in events if e.kind == "hit" and e.who == through.player]
    fly(slow, Command.of(thrust=0.3), 3.5)
    assert through.ships.shield[through.player_row] > slow.ships.shield[slow.player_row]


def test_a_torpedo_tears_a_hole_into_them():
    world = swarmed(80, 420.0)
    world.torpedoes = 1
    events = world.step(Command.of(pressed=Press.TORPEDO)) + fly(world, IDLE, 1.0)
    assert sum(e.kind == "destroyed" for e in events) >= 8


def test_they_pass_through_each_other_and_keep_apart_all_the_same():
    world = swarmed(100)
    fly(world, IDLE, 3)
    assert np.median(gaps(world)) < 400, "they stay together"
    nearest = [np.sort(np.abs(world.ships.place[mites(world)] - world.ships.place[row]))[1] for row in mites(world)]
    assert np.median(nearest) > 10.0
    events = fly(world, IDLE, 1)
    swarm_ids = set(roster.group(world, "swarm"))
    assert not [e for e in events if e.kind == "collided" and {e.who, e.other} <= swarm_ids]


def test_they_fly_the_same_way_as_their_neighbours():
    world = swarmed(100, 900.0)
    fly(world, IDLE, 1.2)
    way = world.ships.velocity[mites(world)]
    assert abs(way.mean()) > 0.7 * np.abs(way).mean()


def test_they_turn_off_before_rock_and_it_does_them_no_harm():
    wall = Rock("wall", np.array([[250.0, -160.0], [330.0, -160.0], [330.0, 160.0], [250.0, 160.0]]))
    world = swarmed(60, 480.0, Terrain((-5000, -5000, 5000, 5000), (wall,)))
    took, events = fly_until(world, lambda w: (np.abs(w.ships.place[mites(w)]) < 200).sum() >= 20, IDLE, 14)
    assert took < 14, "most find their way round it"
    assert len(roster.group(world, "swarm")) + sum(e.kind == "destroyed" for e in events) == 60
    assert not [e for e in events if e.kind == "destroyed" and e.name == "solid"]


def test_they_report_nothing():
    world = swarmed(40, 400.0)
    events = fly(world, IDLE, 4)
    assert world.heat.seen_by == 0
    assert world.heat.level == 0
    assert not [e for e in events if e.kind == "scan.began"]


def test_a_decoy_draws_them():
    world = swarmed(40, 420.0)
    fly(world, IDLE, 0.5)
    world.decoys.left = 1
    world.step(Command.of(pressed=Press.DECOY))
    decoy = world.decoys.flying[0][0]
    assert (world.ships.target[mites(world)] == decoy).all()


def test_a_swarm_that_notices_is_told_of_once():
    world = swarmed(100, 500.0, order="patrol")
    world.heat.set(world, 5)
    events = fly(world, IDLE, 2)
    assert 1 <= sum(e.kind == "noticed" for e in events) <= 8
    assert (world.ships.state[mites(world)] >= State.CHASE).sum() > 60


def test_it_is_the_same_each_time():
    one, two = swarmed(150), swarmed(150)
    for world in (one, two):
        fly(world, FIRE, 4)
    assert one.digest() == two.digest()


def test_it_goes_on_from_a_snapshot_as_it_would_have():
    one = swarmed(80)
    fly(one, FIRE, 2)
    one.reseat()
    two = World.restore(one.snapshot(), Terrain((-5000, -5000, 5000, 5000)))
    fly(one, FIRE, 2)
    fly(two, FIRE, 2)
    assert one.digest() == two.digest()


def test_letters_of_a_drawing_bring_them():
    world = arena("@...i\n....t\n....d")
    assert [len(roster.group(world, kind)) for kind in ("mite", "trader", "duelist")] == [1, 1, 1]
