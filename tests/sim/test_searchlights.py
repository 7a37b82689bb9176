"""Lights that look for what is warm."""

from __future__ import annotations

import numpy as np
import pytest

from game.lab.scenes import fly
from game.sim import abilities, spawning
from game.sim.command import IDLE, Command, Held
from game.sim.searchlights import BURNT
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

BOUNDS = (-3000.0, -3000.0, 3000.0, 3000.0)
BURNS = Command.of(move=(1.0, 0.0), held=Held.DIRECT)


def stage(at=(600.0, 0.0), *, rocks=(), seed=1):
    """A light at the origin that looks along +x, and the ship somewhere before it."""
    world = World(seed, Terrain(BOUNDS, tuple(rocks)))
    for ability in ("thrust", "turn", "brake", "boost", "assist"):
        abilities.grant(world, ability)
    spawning.spawn(world, "callister", *at)
    spawning.spawn(world, "searchlight", 0.0, 0.0, 0.0)
    world.heat.set(world, 0)
    return world


def off_beam(world):
    """How far the ship is beside the middle of the beam [rad]."""
    gap = world.ships.place[0] - world.ships.place[1]
    return abs(np.angle(gap / world.ships.heading[1]))


def kinds(events):
    return {event.kind for event in events}


def test_it_sweeps_to_and_fro_and_stays_where_it_is():
    world = stage(at=(-2000.0, -2000.0))
    turns = []
    for _ in range(60 * 24):
        world.step(IDLE)
        turns.append(float(np.angle(world.ships.heading[1])))
    assert max(turns) > 0.7
    assert min(turns) < -0.7
    assert abs(world.ships.place[1]) < 0.5


def test_who_burns_is_followed_and_identified():
    world = stage(at=(600.0, 500.0))
    events = []
    for i in range(60 * 6):
        events += world.step(Command.of(move=(0.0, 0.6 if i // 40 % 2 else -0.6), held=Held.DIRECT))
    assert off_beam(world) < 0.16
    assert {"scan.began", "identified"} <= kinds(events)


def test_who_is_cold_is_passed_over_even_in_the_midst_of_the_beam():
    world = stage(at=(600.0, 0.0))
    seen, inside = [], 0
    for _ in range(60 * 24):
        seen += world.step(IDLE)
        inside += off_beam(world) < 0.1
    assert inside > 60, "the beam has gone over it"
    assert "scan.began" not in kinds(seen)
    assert world.heat.seen_by == 0


def test_who_lets_the_drive_cool_is_lost():
    world = stage(at=(500.0, 100.0))
    fly(world, Command.of(move=(0.0, 0.4), held=Held.DIRECT), 1.1)
    assert world.ships.scan[1] > 0.0
    events = fly(world, IDLE, BURNT + 3.0)
    assert "identified" not in kinds(events)
    assert "scan.lost" in kinds(events)


def test_rock_keeps_warmth_from_it():
    wall = Rock("slab", np.array([[250.0, -900.0], [350.0, -900.0], [350.0, 900.0], [250.0, 900.0]]))
    world = stage(at=(700.0, 300.0), rocks=[wall])
    events = fly(world, Command.of(move=(0.2, 0.0), held=Held.DIRECT), 5.0)
    assert "scan.began" not in kinds(events)


def test_a_copy_goes_on_as_it_was():
    world = stage(at=(600.0, 300.0))
    fly(world, BURNS, 0.7)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain)
    for _ in range(120):
        world.step(IDLE)
        twin.step(IDLE)
    assert world.digest() == twin.digest()
    assert world.ships.busy[0] == pytest.approx(twin.ships.busy[0])
