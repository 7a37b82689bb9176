"""The feel of the ship: the figures of the feel sheet, measured in flight."""

import math

import numpy as np
import pytest

from game.lab.scenes import arena, fly, fly_until
from game.sim import abilities, flight, placing, roster, spawning
from game.sim.command import IDLE, Command, Held, Press

AHEAD = Command.of(thrust=1.0)
BRAKE = Command.of(held=Held.BRAKE)
BOOST = Command.of(held=Held.BOOST)


def speed(world):
    row = world.player_row
    return math.hypot(world.ships.vx[row], world.ships.vy[row])


def at_full_speed(**how):
    world = arena("@", **how)
    placing.place_player(world, 0, 0, 0, speed=420)
    return world


def test_full_speed_is_420_and_takes_nine_tenths_of_a_second():
    world = arena("@")
    took, _ = fly_until(world, lambda w: speed(w) > 418, AHEAD)
    assert took == pytest.approx(0.9, abs=0.06)
    fly(world, AHEAD, 3)
    assert speed(world) == pytest.approx(420, abs=1)


def test_the_first_tick_of_thrust_moves_the_ship():
    world = arena("@")
    world.step(AHEAD)
    assert world.ships.vx[world.player_row] > 5


def test_brakes_stop_it_in_seven_tenths_with_assist_and_over_two_seconds_without():
    with_assist = at_full_speed()
    took, events = fly_until(with_assist, lambda w: speed(w) < 5, BRAKE)
    assert took == pytest.approx(0.7, abs=0.05)
    assert [e.kind for e in events].count("brake.began") == 1
    bare = at_full_speed()
    bare.step(Command.of(pressed=Press.ASSIST))
    took, _ = fly_until(bare, lambda w: speed(w) < 5, BRAKE)
    assert took == pytest.approx(2.2, abs=0.1)


def test_half_a_turn_takes_about_half_a_second_either_way():
    for way in (1.0, -1.0):
        world = arena("@")
        row = world.player_row
        took, _ = fly_until(world, lambda w, row=row: abs(w.ships.angle[row]) >= math.pi, Command.of(turn=way))
        assert took == pytest.approx(0.55, abs=0.06)


def test_the_direct_scheme_turns_the_nose_to_the_aim_and_holds_it():
    for aim in (2.5, -2.5, math.pi):
        world = arena("@")
        fly(world, Command.of(aim=aim, held=Held.DIRECT), 1.2)
        angle = world.ships.angle[world.player_row]
        assert math.cos(angle - aim) > 0.999


def test_the_direct_scheme_flies_one_way_and_looks_another():
    world = arena("@")
    fly(world, Command.of(move=(0.0, -1.0), aim=0.0, held=Held.DIRECT), 1.5)
    row = world.player_row
    assert world.ships.vy[row] == pytest.approx(-420, abs=2)
    assert abs(world.ships.angle[row]) < 0.02


def test_a_boost_reaches_760_lasts_1_6_seconds_and_refills_in_4():
    world = at_full_speed()
    took, events = fly_until(world, lambda w: w.ships.boost[w.player_row] <= 0, BOOST)
    assert took == pytest.approx(1.6, abs=0.05)
    assert speed(world) == pytest.approx(760, abs=10)
    assert [e.kind for e in events].count("boost.began") == 1
    took, events = fly_until(world, lambda w: w.ships.boost[w.player_row] >= 1)
    assert took == pytest.approx(4.0, abs=0.06)
    assert "boost.full" in {e.kind for e in events}


def test_an_empty_boost_does_not_stutter():
    world = at_full_speed()
    began = [e.kind for e in fly(world, BOOST, 2.3)].count("boost.began")
    assert began == 1, "holding the key after it ran dry lights it again only once a share has come back"


def test_assist_kills_drift_and_without_it_the_ship_coasts():
    drifting = at_full_speed()
    fly(drifting, IDLE, 4)
    assert speed(drifting) < 5
    coasting = at_full_speed()
    coasting.step(Command.of(pressed=Press.ASSIST))
    fly(coasting, IDLE, 4)
    assert speed(coasting) == pytest.approx(420, abs=1)


def test_assist_bends_the_course_to_the_nose_and_without_it_speed_adds_up():
    def course_after_quarter_turn(assist):
        world = at_full_speed()
        if not assist:
            world.step(Command.of(pressed=Press.ASSIST))
        fly(world, Command.of(thrust=1.0, aim=0.0, turn=1.0), 0.27)
        fly(world, AHEAD, 1.5)
        row = world.player_row
        ships = world.ships
        along = (ships.vx[row] * math.cos(ships.angle[row]) + ships.vy[row] * math.sin(ships.angle[row])) / speed(world)
        return along

    assert course_after_quarter_turn(assist=True) > 0.999
    assert course_after_quarter_turn(assist=False) < 0.95


def test_the_ship_uses_only_what_was_granted():
    world = arena("@", abilities=())
    fly(world, Command.of(thrust=1.0, turn=1.0, held=Held.FIRE | Held.BOOST, pressed=Press.ASSIST), 1)
    assert speed(world) == 0
    assert world.ships.angle[world.player_row] == 0
    assert world.assist
    assert world.shots.n == 0
    abilities.grant(world, "thrust")
    fly(world, AHEAD, 1)
    assert speed(world) > 400


def test_backing_up_is_slower_than_going():
    world = arena("@")
    fly(world, Command.of(thrust=-1.0), 2)
    assert -200 < world.ships.vx[world.player_row] < -100


def test_walls_stop_the_ship_and_say_so():
    world = arena("@...#")
    events = fly(world, AHEAD, 3)
    row = world.player_row
    assert world.ships.x[row] < 350 - world.ships.radius[row] + 6
    struck = next(e for e in events if e.kind == "collided")
    assert struck.who == world.player
    assert struck.name == "rock 4,0"
    assert struck.value > 300


def test_ships_do_not_pass_through_each_other():
    world = arena("@...S")
    fly(world, AHEAD, 3)
    assert world.ships.x[world.player_row] < 400 - 150 - 20


def test_few_ships_and_many_are_pushed_by_the_same_rule():
    world = arena("@..h\n.w..g", order="attack")
    fly(world, Command.of(thrust=1.0), 1)
    n = world.ships.n
    flight._push_everyone(world, 0.05)
    together = [column.copy() for column in world.physics.pushes(n)]
    for row in range(n):
        flight.push_one(world, row, 0.0, 0.05)
    for one, all_at_once in zip(world.physics.pushes(n), together, strict=True):
        assert np.abs(one).max() > 0
        assert one == pytest.approx(all_at_once)


@pytest.mark.parametrize("turn", [0.0, 0.4, math.pi / 2, -2.5])
def test_a_map_without_walls_turns_the_player_back_and_does_not_fling(turn):
    world = arena("@")
    x0, y0, x1, y1 = world.terrain.bounds
    placing.place_player(world, x1 - 300.0, y1 - 300.0, 0)
    farthest, fastest_back = 0.0, 0.0
    for _ in range(900):
        world.step(Command.of(move=(math.cos(turn), math.sin(turn)), aim=turn, held=Held.DIRECT | Held.BOOST))
        ships, row = world.ships, world.player_row
        x, y = ships.x[row], ships.y[row]
        out = max(x - x1, x0 - x, y - y1, y0 - y, 0.0)
        farthest = max(farthest, out)
        if out:
            fastest_back = max(fastest_back, speed(world))
    assert farthest < 250
    assert fastest_back < 800


def test_a_world_that_lost_its_last_ship_goes_on():
    world = arena("@")
    fly(world, seconds=0.1)
    roster.remove(world, world.player)
    fly(world, AHEAD, 0.1)
    assert world.ships.n == 0
    spawning.spawn(world, "hound", 0.0, 0.0)
    fly(world, seconds=0.1)
    assert world.tick == 18
