"""The same seed, staging and commands give the same world, tick by tick, everywhere."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from game.lab.scenes import Fight, arena, fly
from game.sim import damage, gates, ground, spawning
from game.sim.command import IDLE, Command, Held
from game.sim.kinds import Mind
from game.sim.world import World

SCRIPT = """
import json, sys
from game.lab.scenes import Fight
fight = Fight(drones=12, shots=300, motes=20, size=1600.0, seed=int(sys.argv[1]), rocks=5)
trail = []
for tick in range(240):
    fight.step()
    if tick % 30 == 29:
        trail.append(fight.world.digest())
print(json.dumps(trail))
"""


def trail(seed, hash_seed):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(seed)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
    )
    return json.loads(done.stdout)


def test_fresh_processes_agree_whatever_their_hash_seed():
    one, two, other = trail(3, 0), trail(3, 4242), trail(4, 0)
    assert one == two
    assert one[-1] != other[-1]


def test_a_digest_names_the_subsystem_that_differs():
    one, two = arena("@..h.W", seed=5), arena("@..h.W", seed=5)
    fly(one, IDLE, 1)
    fly(two, IDLE, 1)
    assert one.digest() == two.digest()
    two.heat.set(two, 2)
    assert {name for name, crc in one.digest().items() if two.digest()[name] != crc} == {"heat"}
    two.heat.level = 0
    two.shots.add(1, x=1.0)
    assert one.digest()["shots"] != two.digest()["shots"]


def test_pictures_do_not_count():
    world = arena("@")
    before = world.digest()
    world.ships.px[:] += 3
    world.ships.thrusting[:] = 0.5
    assert world.digest() == before


def busy(seed=2):
    """A fight with something of everything, reseated and ready to be copied."""
    fight = Fight(drones=14, shots=200, motes=30, size=1500.0, seed=seed, rocks=6)
    world = fight.world
    world.tags.extend(["moonpie", "tia"])
    world.traffic.add(world, np.array([[-700.0, 500.0], [700.0, 500.0]]), 30, 90.0)
    gates.set_up(world, "far", 5000, 5000, 0.0, 60, (0.0, 0.0, 0.0))
    world.sweep.start(world, -2000, 0, 0.1, 60.0, 4000)
    griefer = spawning.spawn(world, "griefer", 200, 200, tag="moonpie", order="attack", group="three")
    for tick in range(120):
        world.step(command(tick))
        damage.heal(world, world.player)
        if tick == 40:
            damage.hurt(world, griefer, 500)
    return world


def command(tick):
    return Command.of(thrust=1.0, turn=np.sin(tick * 0.1), held=Held.FIRE if tick % 40 < 25 else Held.BOOST)


def follow(world, ticks=400):
    for tick in range(ticks):
        world.step(command(tick))
    return world.digest()


def test_a_restored_world_goes_on_exactly_as_the_reseated_one():
    world = busy()
    world.reseat()
    snapshot = world.snapshot()
    copy = World.restore(snapshot, world.terrain)
    assert copy.digest() == world.digest()
    again = World.restore(snapshot, world.terrain)
    reached = follow(world)
    assert follow(copy) == reached
    assert follow(again) == reached, "the copy did not write into the snapshot"


def test_who_flies_comes_into_a_new_space_with_the_body_that_it_has():
    """Hundreds of new ones at a checkpoint take as long as a few pictures; as new they are all the same."""
    world = busy()
    world.ships.radius[1:3] *= 1.5
    world.ships.mind[3] = int(Mind.MITE)
    fly(world, Command.of(thrust=1.0), 30)
    bodies, space = list(world.physics._bodies), world.physics.space
    world.reseat()
    assert world.physics._bodies == bodies
    assert world.physics.space is not space
    copy = World.restore(world.snapshot(), world.terrain)
    reached = follow(world)
    assert follow(copy) == reached


def test_a_reseat_changes_nothing_that_counts_by_itself():
    world = busy()
    before = world.digest()
    world.reseat()
    assert world.digest() == before


def test_an_erased_rock_stays_erased_in_a_copy():
    world = arena("@...#...#")
    ground.remove(world, "rock 4,0")
    world.reseat()
    copy = World.restore(world.snapshot(), world.terrain)
    fly(world, Command.of(thrust=1.0), 3)
    fly(copy, Command.of(thrust=1.0), 3)
    assert copy.digest() == world.digest()
    assert copy.ships.x[copy.player_row] > 500


@pytest.mark.parametrize("stream", ["ai", "loot", "spawn"])
def test_streams_of_chance_do_not_disturb_each_other(stream):
    one, two = arena("@"), arena("@")
    others = [name for name in ("ai", "loot", "spawn") if name != stream]
    for name in others:
        getattr(two.random, name).random(7)
    assert getattr(one.random, stream).random(5).tolist() == getattr(two.random, stream).random(5).tolist()
