"""Fields of gravity: who falls which way, what an assist makes of it, and down that changes its mind."""

import math

import numpy as np
import pytest

from game.lab.scenes import fly
from game.sim import abilities, spawning
from game.sim.abilities import ABILITIES
from game.sim.command import IDLE, Command, Held
from game.sim.gravity import FALL, LEAN, Field
from game.sim.terrain import Terrain
from game.sim.world import World

BOUNDS = (-3000.0, -3000.0, 3000.0, 3000.0)
SQUARE = np.array([[-1000.0, -1000.0], [1000.0, -1000.0], [1000.0, 1000.0], [-1000.0, 1000.0]])
DOWN = Field("down", 120j, ring=SQUARE)
EAST = Command.of(move=(1.0, 0.0), held=Held.DIRECT)


def stage(*fields, player=(0.0, 0.0), without=()):
    world = World(1, Terrain(BOUNDS, fields=fields))
    for ability in ABILITIES:
        if ability not in without:
            abilities.grant(world, ability)
    spawning.spawn(world, "callister", *player)
    return world


def test_hands_off_she_falls_and_no_faster_than_she_would():
    world = stage(DOWN)
    fly(world, IDLE, 1.0)
    assert world.ships.vy[0] > 60
    fly(world, IDLE, 1.0)
    assert world.ships.vy[0] == pytest.approx(120 * FALL, rel=0.05)
    assert abs(world.ships.vx[0]) < 1


def test_under_way_she_is_carried_along_a_little():
    world = stage(DOWN, player=(-900.0, 0.0))
    fly(world, EAST, 2.0)
    assert world.ships.vx[0] > 400
    assert world.ships.vy[0] == pytest.approx(120 * LEAN, rel=0.1)


def test_the_brake_holds_her():
    world = stage(DOWN)
    fly(world, Command.of(held=Held.BRAKE), 2.0)
    assert abs(world.ships.velocity[0]) < 4


def test_without_assist_down_is_just_as_far():
    world = stage(DOWN)
    world.assist = False
    fly(world, IDLE, 1.0)
    assert world.ships.vy[0] > 60


def test_outside_a_field_nothing_pulls():
    world = stage(DOWN, player=(1500.0, 0.0))
    fly(world, IDLE, 2.0)
    assert abs(world.ships.velocity[0]) < 1e-6
    assert world.gravity.felt == 0


def test_every_free_body_falls_and_what_is_anchored_stays():
    world = stage(Field("ball", -150 + 0j, circle=(500.0, 0.0, 300.0)))
    pod, stall = spawning.spawn(world, "pod", 500.0, 0.0), spawning.spawn(world, "stall", 500.0, 150.0)
    fly(world, IDLE, 1.5)
    ships = world.ships
    assert ships.x[ships.row_of(pod)] < 440
    assert ships.x[ships.row_of(stall)] == pytest.approx(500, abs=1e-6)


def test_where_two_overlap_they_add():
    world = stage(DOWN, Field("left", -120 + 0j, circle=(0.0, 0.0, 200.0)))
    assert world.gravity.at(np.array([0j])).item(0) == -120 + 120j
    assert world.gravity.at(np.array([500 + 0j])).item(0) == 120j


def test_a_field_changes_its_mind_over_its_time():
    world = stage(DOWN)
    assert world.gravity.turn(world, "down", -160 + 0j, 1.0)
    fly(world, IDLE, 0.5)
    half = complex(world.gravity.pulls[0])
    assert half.real == pytest.approx(-80, abs=4)
    assert half.imag == pytest.approx(60, abs=4)
    fly(world, IDLE, 0.6)
    assert world.gravity.pulls[0] == -160
    fly(world, IDLE, 1.0)
    assert world.ships.vx[0] < -80
    assert not world.gravity.turn(world, "up", 0j, 1.0), "there is none of that name"


def test_a_world_in_which_down_is_turning_goes_on_alike_from_a_snapshot():
    world = stage(DOWN, player=(-300.0, -200.0))
    spawning.spawn(world, "pod", 100.0, 0.0)
    world.gravity.turn(world, "down", 160 + 0j, 2.0)
    fly(world, EAST, 0.7)
    world.reseat()
    twin = World.restore(world.snapshot(), Terrain(BOUNDS, fields=(DOWN,)))
    for i in range(200):
        command = EAST if i % 60 < 30 else IDLE
        world.step(command)
        twin.step(command)
    assert twin.digest() == world.digest()
    assert math.hypot(*world.ships.motion[1, :2]) > 100
