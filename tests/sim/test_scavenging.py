"""The beam, the hold and what is adrift, as one sees them from outside."""

import numpy as np
import pytest

from game.lab.scenes import arena, fly, fly_until
from game.sim import abilities, damage, hold, loot, roster, tractor
from game.sim.command import IDLE, Command, Held
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

BEAM = Command.of(held=Held.TRACTOR)


def told(events, kind):
    return [event for event in events if event.kind == kind]


def test_the_beam_draws_in_what_lies_ahead_and_leaves_what_lies_behind():
    world = arena("@")
    loot.scatter(world, 200, 0, 30, 10, 40)
    loot.scatter(world, -250, 0, 30, 10, 40)
    events = fly(world, BEAM, 4)
    assert sum(event.value for event in told(events, "collected")) == pytest.approx(40)
    assert world.hold.value == pytest.approx(40)
    assert world.motes.n == 10
    assert (world.motes.x < 0).all()


def test_nothing_comes_without_the_beam_or_without_having_been_given_one():
    world = arena("@")
    loot.scatter(world, 150, 0, 30, 10, 40)
    fly(world, IDLE, 3)
    assert world.motes.n == 10
    abilities.revoke(world, "tractor")
    fly(world, BEAM, 3)
    assert world.motes.n == 10
    assert not world.tractor.on


def test_two_thousand_motes_are_rows_that_the_beam_draws_in_whole_fields():
    world = arena("@")
    world.hold.capacity = 3_000
    loot.scatter(world, 170, 0, 110, 2_000, 2_000)
    fly(world, BEAM, 6)
    assert world.motes.n < 100
    assert len(world.physics._bodies) == 1, "motes have no bodies"


def test_a_ship_in_a_hurry_snaps_its_beam_and_one_that_is_slow_does_not():
    slow, quick = arena("@"), arena("@")
    for world, pace in ((slow, 0.5), (quick, 1.0)):
        for x in range(300, 3_000, 60):
            loot.scatter(world, x, 0, 20, 3, 3)
        world.hold.capacity = 1_000
        world.events = fly(world, Command.of(thrust=pace, held=Held.TRACTOR), 4)
    assert not told(slow.events, "beam.broken")
    snapped = told(quick.events, "beam.broken")
    assert snapped
    assert quick.time < tractor.RECOVERY + 4
    assert max(abs(quick.motes.velocity).max(axis=1)) > 0


def test_a_full_hold_takes_no_more_says_so_once_and_makes_a_heavy_ship():
    world = arena("@")
    world.hold.capacity = 5
    loot.scatter(world, 140, 0, 40, 12, 24)
    events = fly(world, BEAM, 5)
    assert world.hold.mass == 5
    assert world.hold.value == pytest.approx(10)
    assert len(told(events, "hold.full")) == 1
    light = arena("@")
    ahead = Command.of(thrust=1.0)
    fly(world, ahead, 3), fly(light, ahead, 3)
    heavy, free = (abs(one.ships.velocity.item(0)) for one in (world, light))
    assert heavy == pytest.approx(free * (1 - hold.SLOWED), rel=0.02)


def test_a_blow_to_the_hull_spills_some_and_a_blow_to_the_shield_none():
    world = arena("@")
    world.hold.mass, world.hold.value = 80.0, 160.0
    damage.hurt(world, world.player, 20)
    assert told(world.step(IDLE), "hold.spilled") == []
    assert world.hold.value == 160
    world.ships.shield[0] = 0.0
    damage.hurt(world, world.player, 20)
    spilled = told(world.step(IDLE), "hold.spilled")
    assert spilled[0].value == pytest.approx(160 * hold.SPILL)
    assert world.motes.n > 0
    assert world.hold.value + float(world.motes.value.sum()) == pytest.approx(160, rel=1e-5)


def test_credits_go_to_the_purse_and_data_to_the_hold():
    world = arena("@")
    loot.scatter(world, 150, 0, 20, 4, 40, credit=True)
    loot.scatter(world, 150, 0, 20, 4, 12)
    fly(world, BEAM, 4)
    assert (world.hold.credits, world.hold.value, world.hold.mass) == (pytest.approx(40), pytest.approx(12), 4)
    assert world.hold.worth == pytest.approx(52)


def test_the_dead_leave_data_to_who_can_take_it():
    for able in (True, False):
        world = arena("@ ..... g")
        if not able:
            abilities.revoke(world, "tractor")
        damage.hurt(world, roster.group(world, "griefer")[0], 500)
        world.step(IDLE)
        assert (world.motes.n > 0) == able


def test_a_field_keeps_out_of_rock_and_stays_where_it_was_strewn():
    ring = np.array([[-200.0, -200.0], [0.0, -200.0], [0.0, 200.0], [-200.0, 200.0]])
    world = World(3, Terrain((-2000, -2000, 2000, 2000), (Rock("rock", ring),)))
    loot.scatter(world, 0, 0, 180, 200, 200)
    assert not world.terrain.solid(world.motes.x.astype(float), world.motes.y.astype(float)).any()
    before = world.motes.place.copy()
    fly(world, IDLE, 60)
    assert np.array_equal(before, world.motes.place)


def test_what_is_flung_comes_to_rest():
    world = arena("@")
    world.hold.mass, world.hold.value = 40.0, 40.0
    world.hold.spill(world, 1.0)
    assert np.abs(world.motes.way).max() > 50
    fly(world, IDLE, 8)
    assert np.abs(world.motes.way).max() == 0


def test_hold_beam_and_motes_are_state():
    world = arena("@")
    loot.scatter(world, 200, 20, 80, 40, 60)
    fly(world, BEAM, 1.2)
    world.reseat()
    other = World.restore(world.snapshot())
    for one in (world, other):
        fly(one, BEAM, 2)
    assert world.digest() == other.digest()
    assert fly_until(other, lambda w: w.motes.n == 0, BEAM, 10)[0] < 10
