"""The loop: flying recorded and flown again, as one sees it from outside."""

import math

import numpy as np
import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, damage, gates, ground, loadout, loops, orders, placing, spawning
from game.sim.clock import DT
from game.sim.command import IDLE, Command, Held, Press
from game.sim.kinds import KIND_INDEX
from game.sim.loadout import Loadout
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

LOOP = Command.of(pressed=Press.LOOP)
DIRECT = Held.DIRECT


def scene(*rocks, at=(0.0, 0.0), seed=7):
    world = World(seed, Terrain((-4000, -4000, 4000, 4000), rocks))
    spawning.spawn(world, "callister", *at)
    for ability in ("thrust", "turn", "brake", "boost", "fire", "assist", "loop"):
        abilities.grant(world, ability)
    return world


def way(x, y, held=0, pressed=0):
    return Command.of(move=(x, y), aim=math.atan2(y, x), held=DIRECT | held, pressed=pressed)


def dance(world, helm=False):
    """Some seconds of flying with everything in it. Returns where the ship was after each tick."""
    if helm:
        part = [
            (Command.of(thrust=1.0, turn=0.4), 0.8), (Command.of(thrust=0.6, turn=-1.0), 0.7),
            (Command.of(turn=0.3, held=Held.BRAKE), 0.6), (Command.of(thrust=1.0, held=Held.BOOST), 0.8), (IDLE, 0.6),
        ]  # fmt: skip
    else:
        part = [
            (way(1, 0), 0.8), (way(0.4, 1, Held.BOOST), 0.7), (way(-1, 0.3, Held.FIRE), 0.8),
            (way(0, -1, Held.BRAKE), 0.6), (way(-0.2, -1), 0.6),
        ]  # fmt: skip
    places = []
    for command, seconds in part:
        for _ in range(round(seconds / DT)):
            world.step(command)
            places.append(complex(world.ships.place[world.player_row]))
    return places


def recorded(world, helm=False):
    """A dance in a loop; the ship goes on to somewhere else. Returns the places of the dance, and the past self."""
    fly(world, way(1, -1), 0.5)
    world.step(LOOP)
    places = dance(world, helm)
    world.step(LOOP)
    return places, world.loops.pasts[-1]


def row_of(world, past):
    return world.ships.row_of(past.who)


def named(events, kind):
    return [event for event in events if event.kind == kind]


# -- recording -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("helm", [False, True])
def test_a_past_self_flies_what_was_flown(helm):
    world = scene()
    places, past = recorded(world, helm)
    assert abs(world.ships.place[row_of(world, past)] - world.ships.place[world.player_row]) > 50
    for then in places[: past.reel.ticks - 2]:
        world.step(way(1, 1))
        assert abs(world.ships.place[row_of(world, past)] - then) < 3.0


def test_without_the_ability_nothing_is_recorded():
    world = scene()
    abilities.revoke(world, "loop")
    assert not named(world.step(LOOP), "loop.began")
    assert world.loops.reel is None


def test_she_does_what_she_did_with_her_gun_and_drive():
    world = scene()
    _, past = recorded(world)
    mine, events = world.player, []
    for _ in range(past.reel.ticks - 2):
        events += world.step(IDLE)
    shots = [event for event in named(events, "fired") if event.who == past.who]
    assert 5 <= len(shots) <= 8
    assert [event.who for event in named(events, "boost.began")] == [past.who]
    assert mine not in [event.who for event in events if event.kind in ("fired", "boost.began", "brake.began")]


def test_she_comes_to_her_end_and_begins_again():
    world = scene()
    places, past = recorded(world)
    _, events = fly_until(world, lambda w: not past.who, IDLE, 10)
    assert [event.name for event in named(events, "loop.rest")] == ["1"]
    _, events = fly_until(world, lambda w: past.who, IDLE, 10)
    assert named(events, "loop.flew")
    assert past.rounds == 2
    fly(world, IDLE, 1.0)
    assert abs(world.ships.place[row_of(world, past)] - places[58]) < 12.0


def test_the_longest_loop_closes_by_itself_and_can_be_bought_longer():
    for more in (0.0, 4.0):
        world = scene()
        world.loops = None
        abilities.revoke(world, "loop")
        loadout.equip(world, Loadout(loop_seconds=more))
        abilities.grant(world, "loop")
        world.step(LOOP)
        _, events = fly_until(world, lambda w: w.loops.pasts, way(0, 0), 30)
        assert named(events, "loop.closed")[0].value == pytest.approx(loops.LENGTH + more, abs=0.05)


def test_two_pasts_at_most_and_a_third_takes_the_place_of_the_older():
    world = scene()
    for _ in range(3):
        world.step(LOOP)
        fly(world, way(1, 0.2), 1.0)
        events = world.step(LOOP)
    assert [past.number for past in world.loops.pasts] == [1, 0]
    assert [(event.other, event.name) for event in named(events, "loop.dropped")] == [(1, "replaced")]
    fly_until(world, lambda w: w.ships.n == 3, IDLE, 6)  # the other one was gone, and begins again


def test_two_presses_in_a_hurry_let_everybody_go():
    world = scene()
    recorded(world)
    world.step(LOOP)
    fly(world, IDLE, 0.2)
    events = world.step(LOOP)
    assert [event.name for event in named(events, "loop.dropped")] == ["let go"]
    assert world.loops.pasts == []
    assert world.ships.n == 1


# -- the world and her -----------------------------------------------------------------------------------


def test_nobody_is_shoved_by_their_own_past():
    world = scene()
    world.step(LOOP)
    fly(world, way(1, 0), 2.0)
    world.step(LOOP)
    past = world.loops.pasts[0]
    placing.place_player(world, 500.0, 0.0, 0.0)
    _, events = fly_until(world, lambda w: w.ships.x[row_of(w, past)] > 470, IDLE, 4)
    assert named(events, "loop.touched")
    assert not named(events, "collided")
    assert abs(world.ships.x[world.player_row] - 500.0) < 1.0


def test_who_was_shoved_leans_back_to_her_course():
    world = scene()
    places, past = recorded(world)
    fly(world, IDLE, 0.5)
    row = row_of(world, past)
    x, y = world.ships.x[row] + 60.0, world.ships.y[row] + 40.0
    world.physics.move(row, x, y, float(world.ships.vx[row]), float(world.ships.vy[row]), float(world.ships.angle[row]))
    fly(world, IDLE, 0.1)
    assert abs(world.ships.place[row] - places[past.at - 1]) > 50
    fly(world, IDLE, 2.2)
    assert abs(world.ships.place[row_of(world, past)] - places[past.at - 1]) < 8.0


def test_who_is_barred_from_her_course_has_lost_her_way():
    barred = Rock("slab", np.array([[700.0, -400.0], [760.0, -400.0], [760.0, 400.0], [700.0, 400.0]]))
    world = scene(barred)
    ground.remove(world, "slab")
    world.step(LOOP)
    fly(world, way(1, 0), 3.5)
    world.step(LOOP)
    snapshot = {**world.snapshot(), "gone": []}  # the slab is there again
    world = World.restore(snapshot, world.terrain)
    _, events = fly_until(world, lambda w: not w.loops.pasts, IDLE, 8)
    assert [event.name for event in named(events, "loop.broken")] == ["astray"]


def test_she_draws_eyes_and_a_loop_breaks_when_she_is_shot_down():
    world = scene()
    world.step(LOOP)
    fly(world, way(0, 0), 14.0)
    world.step(LOOP)
    hound, *more = [spawning.spawn(world, "hound", 250.0, 60.0 * i, math.pi, order="attack") for i in range(4)]
    for who in (hound, *more):
        orders.give(world, who, "attack")
    placing.place_player(world, -450.0, 0.0, 0.0)  # nobody fires from where we do not see them
    past = world.loops.pasts[0]
    fly_until(world, lambda w: w.ships.target[w.ships.row_of(hound)] == past.who, IDLE, 6)
    _, events = fly_until(world, lambda w: not w.loops.pasts, IDLE, 40)
    assert [event.name for event in named(events, "loop.broken")] == ["destroyed"]
    assert world.ships.target[world.ships.row_of(hound)] == world.player


def test_her_bolts_pass_through_us_and_hurt_others():
    world = scene()
    world.step(LOOP)
    fly(world, way(0, 0, Held.FIRE), 2.0)
    world.step(LOOP)
    fly(world, IDLE, 1.0)  # our own are gone
    placing.place_player(world, 150.0, 0.0, 0.0)
    foe = spawning.spawn(world, "grinder", 400.0, 0.0, math.pi, order="hold")
    her, events = world.loops.pasts[0].who, []
    for _ in range(100):
        events += world.step(IDLE)
    hits = named(events, "hit")
    assert {event.who for event in hits} == {foe}
    assert {event.other for event in hits} == {her}


def test_she_goes_through_a_gate_as_we_did():
    world = scene()
    gates.set_up(world, "out", 500.0, 0.0, 0.0, 80.0, (-1500.0, 1000.0, math.pi / 2))
    world.step(LOOP)
    fly(world, way(1, 0), 1.6)
    fly(world, way(0, 1), 1.5)
    there = complex(world.ships.place[world.player_row])
    assert there.imag > 1000.0
    world.step(LOOP)
    past = world.loops.pasts[0]
    _, events = fly_until(world, lambda w: past.at >= past.reel.ticks - 1, IDLE, 5)
    assert not named(events, "loop.broken")
    assert abs(world.ships.place[row_of(world, past)] - there) < 20.0


# -- state -----------------------------------------------------------------------------------------------


def test_a_restored_world_goes_on_alike_in_the_middle_of_everything():
    world = scene()
    hound = spawning.spawn(world, "hound", 600.0, 200.0, order="patrol")
    loops.of(world).keep(hound, 2.0)
    recorded(world)
    fly(world, way(-1, 0), 1.0)
    world.loops.close_round(world, hound, 1.5)
    world.step(LOOP)  # and while a second recording runs
    fly(world, way(0, 1), 0.7)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain)
    assert twin.digest() == world.digest()
    for command in [way(1, 0)] * 60 + [LOOP] + [way(0, 1, Held.FIRE)] * 200:
        assert world.step(command) == twin.step(command)
        assert twin.digest() == world.digest()
    assert len(world.loops.pasts) == 2


def test_what_differs_in_a_loop_differs_in_the_digest():
    one, two = scene(), scene()
    for world, command in ((one, way(0, 0)), (two, Command.of(aim=1.0, held=DIRECT | Held.FIRE))):
        world.step(LOOP)
        world.step(command)
    assert one.digest()["places"] != two.digest()["places"]


# -- round somebody --------------------------------------------------------------------------------------


def test_a_loop_closed_round_somebody_repeats_the_last_seconds_exactly():
    world = scene()
    foe = spawning.spawn(world, "griefer", 500.0, 0.0, math.pi, order="attack")
    orders.give(world, foe, "attack")
    loops.of(world).keep(foe, 3.0)
    places = []
    for _ in range(300):
        places.append(complex(world.ships.place[world.ships.row_of(foe)]))
        world.step(IDLE)
    assert world.loops.close_round(world, foe, 2.0)
    told = places[-120:]
    for turn in range(2):
        for i in range(120):
            events = world.step(IDLE)
            assert bool(named(events, "loop.round")) == (i == 0)
            if i < 118:
                assert abs(world.ships.place[world.ships.row_of(foe)] - told[i + 1]) < 1.0, (turn, i)
    assert world.loops.open_round(world, foe)
    fly(world, IDLE, 2.0)
    assert abs(world.ships.place[world.ships.row_of(foe)] - told[-1]) > 20


def test_it_fires_again_when_it_fired():
    world = scene()
    foe = spawning.spawn(world, "griefer", 300.0, 0.0, math.pi, order="attack")
    orders.give(world, foe, "attack")
    loops.of(world).keep(foe, 3.0)
    _, before = fly_until(world, lambda w: w.time > 6.0, IDLE, 7)
    damage.heal(world, world.player)
    late = len([e for e in named(before, "fired") if e.who == foe])
    world.loops.close_round(world, foe, 3.0)
    placing.place_player(world, -1500.0, 0.0, 0.0)
    events = []
    for _ in range(180):
        events += world.step(IDLE)
    assert late
    assert len([e for e in named(events, "fired") if e.who == foe]) > 2, "at where we were"


def test_nobody_goes_round_of_whom_nothing_was_kept():
    world = scene()
    foe = spawning.spawn(world, "griefer", 300.0, 0.0)
    assert not loops.of(world).close_round(world, foe, 2.0)
    assert not world.loops.open_round(world, foe)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_pressed_copies_go_on_alike_and_nothing_is_left_behind(seed):
    """A wild hand among foes, rock and terminals; every few seconds the world goes on as a copy of itself."""
    stone = Rock("stone", np.array([[200.0, -80.0], [330.0, -60.0], [300.0, 90.0], [180.0, 70.0]]))
    world, chance = scene(stone, seed=seed), np.random.default_rng(seed)
    for i in range(3):
        foe = spawning.spawn(world, "griefer", 500.0 + 90.0 * i, 300.0 * (i - 1), math.pi)
        orders.give(world, foe, "attack")
        loops.of(world).keep(foe, 2.0)
        spawning.spawn(world, "terminal", -300.0 * (i - 1), -350.0)
    world.step(IDLE)  # what was told before it is no part of a copy
    held = (0, Held.FIRE, Held.BOOST, Held.BRAKE)
    for stretch in range(40):
        x, y = chance.uniform(-1.0, 1.0, 2)
        flown = way(x, y, int(chance.choice(held))) if chance.random() < 0.7 else Command.of(thrust=x, turn=y)
        press = LOOP if chance.random() < 0.5 else Command.of(pressed=Press.ASSIST if chance.random() < 0.3 else 0)
        if stretch % 8 == 3:
            world.loops.close_round(world, int(world.ships.id[1]), 1.5)
        twin = None
        if stretch % 4 == 0:
            damage.heal(world, world.player)
            world.reseat()
            twin = World.restore(world.snapshot(), world.terrain)
        for tick in range(int(chance.integers(5, 90))):
            events = world.step(flown if tick else press)
            if twin is not None:
                assert twin.step(flown if tick else press) == events
        if twin is not None:
            assert twin.digest() == world.digest()
        assert np.isfinite(world.ships.motion).all()
        ghosts = world.ships.id[world.ships.kind == KIND_INDEX["ghost"]].tolist()
        assert sorted(ghosts) == sorted(past.who for past in world.loops.pasts if past.who)
        assert len(world.loops.pasts) <= loops.SELVES
        if world.player == 0:
            break
