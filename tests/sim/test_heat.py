"""Being looked at: announced, counted, identified, forgotten."""

import math

import pytest

from game.lab.scenes import arena, fly
from game.sim import damage, orders, placing, spawning
from game.sim.command import IDLE
from game.sim.heat import ANNOUNCE, COOL, HIGHEST, IDENTIFY


def watched():
    """A watcher that looks straight at the player and stays."""
    world = arena("@")
    spawning.spawn(world, "watcher", 300, 0, math.pi, order="guard")
    return world


def first_ticks(world, seconds):
    ticks = {}
    for tick in range(1, round(seconds * 60) + 1):
        for event in world.step(IDLE):
            ticks.setdefault(event.kind, tick / 60)
    return ticks


def test_a_scan_is_announced_a_second_before_it_counts_and_identifies_at_2_6():
    ticks = first_ticks(watched(), 6)
    assert ticks["identified"] - ticks["scan.began"] == pytest.approx(ANNOUNCE + IDENTIFY, abs=0.15)
    assert ANNOUNCE >= 1.0
    assert ticks["heat"] == ticks["identified"]


def test_identified_once_is_heat_two_and_the_level_says_up():
    world = watched()
    events = fly(world, IDLE, 5)
    heat = [e for e in events if e.kind == "heat"]
    assert [(e.value, e.name) for e in heat][:1] == [(2.0, "up")]
    assert world.heat.level >= 2


def test_who_slips_out_of_the_light_in_time_is_forgotten():
    world = watched()
    events = fly(world, IDLE, 2.0)
    assert "scan.began" in {e.kind for e in events}
    placing.place_player(world, 9000, 9000, 0)
    events = fly(world, IDLE, 4)
    kinds = [e.kind for e in events]
    assert "scan.lost" in kinds
    assert "identified" not in kinds
    assert world.heat.level == 0
    assert world.heat.suspicion == 0


def test_heat_cools_a_level_at_a_time_when_nobody_sees():
    world = arena("@")
    world.heat.set(world, 3)
    world.step(IDLE)
    levels = []
    for tick in range(1, round((COOL * 3 + 1) * 60)):
        levels += [(tick / 60, e.value, e.name) for e in world.step(IDLE) if e.kind == "heat"]
    assert [(value, name) for _, value, name in levels] == [(2, "down"), (1, "down"), (0, "down")]
    assert levels[0][0] == pytest.approx(COOL, abs=0.2)


def test_heat_that_is_set_again_cools_from_then():
    world = arena("@")
    world.heat.set(world, 3)
    fly(world, IDLE, COOL - 1)
    world.heat.set(world, 3)
    events = fly(world, IDLE, COOL - 1)
    assert "heat" not in [e.kind for e in events]
    assert [e.name for e in fly(world, IDLE, 2) if e.kind == "heat"] == ["down"]


def test_from_the_highest_heat_one_is_out_of_the_worst_within_twenty_seconds_of_hiding():
    world = arena("@")
    world.heat.set(world, HIGHEST)
    fly(world, IDLE, 20)
    assert world.heat.level <= HIGHEST - 2


def test_heat_stays_within_its_levels():
    world = arena("@")
    world.heat.set(world, 99)
    assert world.heat.level == HIGHEST
    world.heat.set(world, -3)
    assert world.heat.level == 0


def test_players_of_infinity_do_not_scan():
    world = arena("@.g.n", order="hold")
    fly(world, IDLE, 4)
    assert world.heat.suspicion == 0
    assert world.heat.seen_by == 0


@pytest.mark.parametrize("kind", ["watcher", "streamer"])
def test_who_sleeps_scans_nobody(kind):
    world = arena("@")
    who = spawning.spawn(world, kind, 240, 0, math.pi, order="attack")
    assert any(event.kind == "scan.began" for event in fly(world, IDLE, 2.0)), "awake, it looks"
    damage.put_to_sleep(world, who, 30.0)
    fly(world, IDLE, 4.0)
    assert world.heat.seen_by == 0
    assert world.ships.scan[world.ships.row_of(who)] == 0.0
    level = world.heat.level
    fly(world, IDLE, 4.0)
    assert world.heat.level <= level


def test_who_has_been_called_off_looks_no_more():
    world = watched()
    (drone,) = (int(who) for who in world.ships.id if who != world.player)
    fly(world, IDLE, 2.0)
    assert world.heat.seen_by == 1
    orders.give(world, drone, "leave")
    events = fly(world, IDLE, 4.0)
    assert world.heat.seen_by == 0
    assert "identified" not in {event.kind for event in events}
