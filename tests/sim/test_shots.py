"""Guns and bolts: cadence, reach, and what stops a bolt."""

import math

import numpy as np
import pytest

from game.lab.scenes import arena, fly, fly_until
from game.sim import placing, roster
from game.sim.command import IDLE, Command, Held
from game.sim.kinds import PLAYER, Team
from game.sim.terrain import Terrain, Wall
from game.sim.world import World

FIRE = Command.of(held=Held.FIRE)


def kinds(events):
    return [e.kind for e in events]


def a_shot(world, x, y, vx, vy, team=Team.PLAYERS, damage=5.0, life=1.0):
    world.shots.add(1, x=x, y=y, vx=vx, vy=vy, life=life, damage=damage, owner=0, team=int(team))


def test_eight_bolts_a_second():
    fired = kinds(fly(arena("@"), FIRE, 2)).count("fired")
    assert 15 <= fired <= 17


def test_a_bolt_flies_1050_for_nine_tenths():
    world = arena("@")
    world.step(FIRE)
    assert world.shots.n == 1
    muzzle = float(world.shots.x[0])
    assert world.shots.vx[0] == pytest.approx(1050, abs=1)
    reach = muzzle
    while world.shots.n:
        reach = float(world.shots.x[0])
        world.step(IDLE)
    assert reach - muzzle == pytest.approx(1050 * PLAYER.shot_life, abs=40)


def test_bolts_carry_the_ships_own_motion():
    world = arena("@")
    placing.place_player(world, 0, 0, -math.pi / 2, speed=400)
    world.step(FIRE)
    assert world.shots.vy[0] == pytest.approx(-1450, abs=5)


def test_firing_without_pause_runs_dry_and_recovers():
    world = arena("@")
    took, events = fly_until(world, lambda w: w.ships.energy[w.player_row] < 0.03, FIRE, limit=40)
    assert 5 < took < 30
    assert "dry" in kinds(events) + kinds(fly(world, FIRE, 2))
    fly(world, IDLE, 5)
    assert world.ships.energy[world.player_row] == pytest.approx(1.0)


def test_a_bolt_hurts_whoever_it_meets_and_is_spent():
    world = arena("@..S")
    events = fly(world, FIRE, 0.6)
    hit = next(e for e in events if e.kind == "hit")
    assert hit.who == roster.group(world, "statue")[0]
    assert hit.other == world.player
    assert hit.value == PLAYER.damage
    assert world.shots.n < 4


def test_nobody_is_hit_by_their_own_side():
    world = arena("g.g")
    a_shot(world, -50, 0, 600, 0, Team.PLAYERS)
    assert "hit" not in kinds(fly(world, IDLE, 0.5))


def test_a_fast_bolt_does_not_jump_over_a_thin_target():
    """At 3000 u/s a bolt moves 50 units a tick; a drone with its margin is 44 across."""
    for offset in np.linspace(0, 50, 11):
        world = arena("@\n.\n.\n.\nw")
        a_shot(world, -300 + offset, 400, 3000, 0, Team.CREW)
        assert "hit" in kinds(fly(world, IDLE, 0.3)), f"started {offset} further on"


def test_a_bolt_stops_at_the_first_of_two():
    world = arena("w..w")
    ships = world.ships
    first = int(ships.id[np.argmin(ships.x)])
    a_shot(world, -400, 0, 900, 0, Team.CREW)
    hits = [e.who for e in fly(world, IDLE, 0.6) if e.kind == "hit"]
    assert hits == [first]


def test_rock_stops_bolts_and_says_its_name():
    world = arena("@..#..S")
    events = fly(world, FIRE, 1)
    assert "hit" not in kinds(events)
    assert {e.name for e in events if e.kind == "hit.solid"} == {"rock 3,0"}


@pytest.mark.parametrize("lean", [0.0, 0.5, 1.2])
@pytest.mark.parametrize("speed", [560.0, 1050.0, 1800.0])
def test_no_bolt_slips_through_a_thin_wall(speed, lean):
    wall = Wall("thin", np.array([[500.0, -400.0], [500.0, 400.0]]), 12.0)
    for start in np.linspace(0, speed / 60, 7):
        world = World(0, Terrain(walls=(wall,)))
        a_shot(world, start, -100, speed * math.cos(lean), speed * math.sin(lean) * 0.3, life=3.0)
        assert "hit.solid" in kinds(fly(world, IDLE, 3.0)), f"from {start}"


def test_a_close_miss_is_heard_once():
    world = arena("@")
    a_shot(world, -300, 62, 700, 0, Team.MODERATION)
    events = fly(world, IDLE, 1.0)
    assert kinds(events).count("near-miss") == 1
    assert "hit" not in kinds(events)


def test_a_wide_miss_is_not():
    world = arena("@")
    a_shot(world, -300, 140, 700, 0, Team.MODERATION)
    assert "near-miss" not in kinds(fly(world, IDLE, 1.0))
