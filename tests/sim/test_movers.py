"""Rocks that drift and walls that slide: where they are when, what they push, stop, hide and crush."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from game.lab.scenes import Fight, fly, fly_until
from game.sim import abilities, damage, ground, loot, placing, roster, spawning
from game.sim.abilities import ABILITIES
from game.sim.command import IDLE, Command, Held
from game.sim.crushing import CRUSH, FLUNG, GRIP
from game.sim.kinds import PLAYER
from game.sim.motions import REST, TELL, Drift, Mover, Slide, Spin
from game.sim.movers import PUSH_MOST
from game.sim.terrain import Rock, Terrain, Wall
from game.sim.world import World

BOUNDS = (-3000.0, -3000.0, 3000.0, 3000.0)
LANE = np.array([[-600.0, 0.0], [600.0, 0.0]])
RIGHT, DOWN = np.array([[600.0, 0.0], [0.0, 900.0]])
SQUARE = np.array([[0.0, 0.0], [400.0, 0.0], [400.0, 400.0], [0.0, 400.0], [0.0, 0.0]])


def block(name, x, y, half=80.0):
    ring = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    return Rock(name, ring + np.array([x, y]))


def raft(name="raft", way=LANE, speed=60.0, at=0.0, turn=0.0, half=80.0):
    x, y = way[0].tolist()
    return Mover(block(name, x, y, half), Drift(way, speed, at, turn), (x, y))


def door(name="door", x=0.0, by=(0.0, -300.0), every=4.0, open_=1.0, first=1.0, moves=0.35, width=24.0):
    wall = Wall(name, np.array([[x, -150.0], [x, 150.0]]), width)
    return Mover(wall, Slide(by, every, open_, first, moves), (x, 0.0))


def stage(*movers, rocks=(), player=(-2000.0, -2000.0), seed=1):
    world = World(seed, Terrain(BOUNDS, tuple(rocks), movers=movers))
    for ability in ABILITIES:
        abilities.grant(world, ability)
    spawning.spawn(world, "callister", *player)
    return world


def place(world, row=0):
    return world.movers.place[row]


def inside(world, x, y):
    return bool(world.terrain.solid(np.array([x]), np.array([y]))[0])


# -- where they are ------------------------------------------------------------------------------------


def test_a_rock_drifts_to_the_end_of_its_path_and_back():
    world = stage(raft(speed=100.0))
    along = []
    for _ in range(24):
        fly(world, IDLE, 1.0)
        along.append(place(world).real)
    assert max(along) == pytest.approx(600, abs=60), "it turns in a curve"
    assert along[5] == pytest.approx(0, abs=1)
    assert along[17] == pytest.approx(0, abs=1)
    assert along[5] < along[11] > along[17]
    assert abs(place(world).imag) < 1e-9


def test_a_rock_goes_round_a_loop_from_where_it_is_told_to_begin():
    world = stage(raft(way=SQUARE, speed=100.0, at=0.25))
    fly(world, IDLE, 2.0)
    assert place(world) == pytest.approx(400 + 200j, abs=1)
    fly(world, IDLE, 16.0)
    assert place(world) == pytest.approx(400 + 200j, abs=1), "once round"


def test_a_rock_that_turns_is_solid_where_its_corners_are():
    world = stage(raft(speed=0.001, turn=np.pi / 4, half=100.0), player=(0.0, 2000.0))
    assert inside(world, -690, -90)
    assert not inside(world, -470, 0)
    fly(world, IDLE, 1.0)
    assert not inside(world, -690, -90)
    assert inside(world, -470, 0)


def test_a_slide_opens_stays_and_shuts_on_time_and_tells_before():
    world = stage(door(every=4.0, open_=1.0, first=1.0, moves=0.5))
    told = [(world.time, e.kind, e.value) for _ in range(60 * 8) for e in world.step(IDLE) if e.kind[:6] == "slide."]
    began = [(t, value) for t, kind, value in told if kind == "slide.began"]
    assert [t for t, _ in began] == pytest.approx([1.0, 2.5, 5.0, 6.5], abs=0.02)
    assert [value for _, value in began] == pytest.approx([0, 1, 0, 1], abs=0.02)
    ended = [t for t, kind, _ in told if kind == "slide.ended"]
    assert ended == pytest.approx([1.5, 3.0, 5.5, 7.0], abs=0.02)
    for t, _ in began:
        warned = max(w for w, kind, _ in told if kind == "slide.warned" and w < t)
        assert 0.5 <= t - warned <= TELL + 0.02
    assert inside(world, 0, 0)


def test_a_slide_is_free_to_fly_through_when_it_is_open():
    world = stage(door(first=2.0, open_=1.0))
    assert inside(world, 0, 0)
    fly(world, IDLE, 2.6)
    assert not inside(world, 0, 0)
    assert inside(world, 0, -300)
    fly(world, IDLE, 1.4)
    assert inside(world, 0, 0)


def test_a_slide_that_waits_moves_when_it_is_told():
    world = stage(door(every=0.0), door("clock", 500.0), raft())
    fly(world, IDLE, 5.0)
    assert place(world) == 0
    assert ground.slide(world, "door", 0.5, 2.0)
    fly(world, IDLE, TELL)
    assert place(world) == 0
    fly(world, IDLE, 1.0)
    assert place(world) == pytest.approx(-75j, abs=1)
    fly(world, IDLE, 1.0)
    assert place(world) == pytest.approx(-150j, abs=1e-9)
    assert ground.slide(world, "door", 0.0, 1.0)
    fly(world, IDLE, TELL + 1.1)
    assert place(world) == 0
    assert not ground.slide(world, "clock", 1.0, 1.0), "it moves by itself"
    assert not ground.slide(world, "raft", 1.0, 1.0)
    assert not ground.slide(world, "nothing", 1.0, 1.0)
    ground.remove(world, "door")
    assert not ground.slide(world, "door", 1.0, 1.0)


# -- what they do --------------------------------------------------------------------------------------


def test_a_drifting_rock_pushes_a_ship_along():
    world = stage(raft(speed=80.0), player=(-400.0, 10.0))
    for _ in range(60 * 6):
        world.step(IDLE)
        x, y = world.ships.x[0], world.ships.y[0]
        assert not inside(world, x, y)
    assert x > -100
    assert world.ships.vx[0] < 200


def test_a_fast_slide_throws_nobody_across_the_map():
    world = stage(door(by=(300.0, 0.0), first=0.5, moves=0.7, open_=2.0, every=9.0), player=(60.0, 0.0))
    top = 0.0
    for _ in range(60 * 3):
        world.step(IDLE)
        top = max(top, abs(world.ships.velocity[0]))
    assert PUSH_MOST * 0.8 < top < PUSH_MOST * 1.4
    assert world.ships.x[0] > 300, "it was carried along"


def test_shots_stop_at_what_moves_and_go_where_it_was():
    world = stage(raft(speed=60.0), player=(-600.0, 400.0))
    world.ships.angle[0] = -np.pi / 2
    placing.place_player(world, -600.0, 400.0, -np.pi / 2)
    events = fly(world, Command.of(held=Held.FIRE), 0.8)
    assert "raft" in {e.name for e in events if e.kind == "hit.solid"}
    fly(world, IDLE, 6.0)
    events = fly(world, Command.of(held=Held.FIRE), 0.8)
    assert not [e for e in events if e.kind == "hit.solid"]


@pytest.mark.parametrize("moves", [0.25, 0.5, 2.0])
def test_no_shot_slips_through_a_slide_that_comes_to_meet_it(moves):
    world = stage(door(by=(-350.0, 0.0), first=0.1, moves=moves, open_=3.0, every=20.0, width=12.0))
    fly(world, IDLE, 0.1)
    n = 200
    x = np.linspace(-700.0, -380.0, n)
    world.shots.add(n, x=x, y=0.0, vx=900.0, vy=0.0, life=2.0, damage=5.0, owner=world.player, team=0)
    events = fly(world, IDLE, 2.0)
    assert sum(e.kind == "hit.solid" for e in events) == n
    assert world.shots.n == 0


def test_what_moves_hides_who_is_behind_it():
    world = stage(raft(speed=60.0))
    x, y = np.array([-600.0, -600.0]), np.array([-300.0, -300.0])
    to_x, to_y = np.array([-600.0, -200.0]), np.array([300.0, 300.0])
    assert world.terrain.clear_line(x, y, to_x, to_y).tolist() == [False, True]
    fly(world, IDLE, 3.4)
    assert world.terrain.clear_line(x, y, to_x, to_y).tolist() == [True, False]
    fly(world, IDLE, 8.0)
    assert world.terrain.clear_line(x, y, to_x, to_y).tolist() == [True, True]


def test_a_watcher_loses_sight_of_who_is_behind_a_drifting_rock():
    def watched(*movers):
        world = stage(*movers, player=(0.0, 300.0))
        who = spawning.spawn(world, "watcher", 0.0, -150.0, np.pi / 2, order="hold")
        row = world.ships.row_of(who)
        fly(world, IDLE, 3.0)
        return world.ships.seen[row] > 0.0

    still = raft(way=LANE + RIGHT, speed=0.01, half=70.0)
    assert watched()
    assert not watched(still)


def test_minds_steer_round_what_moves():
    world = stage(raft(way=LANE + RIGHT, speed=5.0), player=(2500.0, 2500.0))
    who = spawning.spawn(world, "grinder", -500.0, 20.0, path=np.array([[-500.0, 20.0], [500.0, 20.0]]))
    struck, passed = [], False
    for _ in range(60 * 20):
        struck += [e for e in world.step(IDLE) if e.kind == "hit"]
        passed = passed or world.ships.x[world.ships.row_of(who)] > 250
    assert passed
    assert not struck


def test_motes_are_swept_out_of_the_way():
    world = stage(raft(speed=60.0))
    world.motes.add(40, x=np.linspace(-480, -200, 40), y=np.linspace(-60, 60, 40), value=1.0, mass=1.0)
    fly(world, IDLE, 8.0)
    deep = world.terrain.solid(world.motes.x.astype(float), world.motes.y.astype(float))
    assert deep.sum() <= 4, "all but those that it has just reached"


def press(wall, ship="callister", seconds=4.0):
    """A slide that shuts a ship in between itself and a rock. What happened, and how fast the ship ever went."""
    world = stage(wall, rocks=(block("anvil", 300.0, 0.0, 150.0),), player=(2500.0, 2500.0))
    if ship == "callister":
        placing.place_player(world, 100.0, 0.0, 0.0)
        who = world.player
    else:
        who = spawning.spawn(world, ship, 100.0, 0.0, order="hold")
    events, top = [], 0.0
    for _ in range(round(seconds * 60)):
        events += world.step(IDLE)
        row = world.ships.row_of(who)
        if row < 0:
            break
        top = max(top, abs(world.ships.velocity[row]))
        assert np.isfinite(world.ships.motion).all()
        x, y = world.ships.x[row], world.ships.y[row]
        assert BOUNDS[0] < x < BOUNDS[2]
        assert BOUNDS[1] < y < BOUNDS[3]
    return events, top, who


@pytest.mark.parametrize("moves", [0.35, 1.0, 3.0])
def test_who_is_caught_between_a_slide_and_rock_is_crushed(moves):
    wall = door(by=(120.0, 0.0), first=0.5, moves=moves, open_=6.0, every=20.0, width=60.0)
    events, top, who = press(wall, seconds=8.0)
    bites = [e for e in events if e.kind == "crushed"]
    assert bites
    assert {e.name for e in bites} == {"door"}
    assert sum(e.value for e in events if e.kind == "hit" and e.who == who) >= 3 * CRUSH
    assert top < PUSH_MOST * 2.5, "nobody is flung away"


def test_drones_are_crushed_as_well():
    wall = door(by=(120.0, 0.0), first=0.5, moves=1.0, open_=6.0, every=20.0, width=60.0)
    events, _, who = press(wall, "hound", 8.0)
    assert who in {e.who for e in events if e.kind == "crushed"}


def test_who_is_pushed_with_room_behind_is_not_hurt():
    world = stage(door(by=(300.0, 0.0), first=0.5, moves=2.5, open_=3.0, every=20.0), player=(80.0, 0.0))
    events = fly(world, IDLE, 6.0)
    assert not [e for e in events if e.kind in ("crushed", "hit")]
    assert world.ships.hull[0] == PLAYER.hull


# -- what is kept --------------------------------------------------------------------------------------


def test_ships_keep_their_rows_when_pieces_and_ships_go():
    world = stage(raft(), door(every=0.0), raft("other", LANE + DOWN), player=(-2000.0, 0.0))
    spots = {spawning.spawn(world, "statue-small", 200.0 * i, 2000.0): 200.0 * i for i in range(6)}
    ground.remove(world, "door")
    fly(world, IDLE, 0.2)
    roster.remove(world, list(spots)[2])
    ground.remove(world, "raft")
    fly(world, IDLE, 0.5)
    spots.pop(list(spots)[2])
    for who, x in spots.items():
        assert world.ships.x[world.ships.row_of(who)] == pytest.approx(x, abs=1)
    took, _ = fly_until(world, lambda w: w.ships.x[0] > -1500, Command.of(thrust=1.0))
    assert took < 4, "forces reach the right bodies"
    assert not inside(world, place(world, 0).real, place(world, 0).imag)
    assert inside(world, place(world, 2).real, place(world, 2).imag)


def busy():
    """A fight among things that move."""
    fight = Fight(drones=10, shots=150, motes=30, size=1400.0, seed=4, rocks=4)
    movers = (
        raft("a", LANE, 90.0, 0.2, 0.3),
        raft("b", SQUARE - [700.0, 500.0], 120.0),
        door("c", 300.0),
        door("d", -300.0, every=0.0),
        door("gone", 600.0),
    )
    terrain = Terrain(fight.world.terrain.bounds, fight.world.terrain.rocks, movers=movers)
    world = World(4, terrain)
    for ability in ABILITIES:
        abilities.grant(world, ability)
    spawning.spawn(world, "callister", 0.0, -200.0)
    for i in range(10):
        spawning.spawn(world, "hound", 500.0 * np.cos(i), 500.0 * np.sin(i), order="attack")
    loot.scatter(world, 0.0, 0.0, 600.0, 40, 100.0)
    for tick in range(150):
        world.step(command(tick))
        damage.heal(world, world.player)
        if tick == 30:
            ground.slide(world, "d", 1.0, 3.0)
        if tick == 60:
            ground.remove(world, "gone")
    return world


def command(tick):
    return Command.of(thrust=1.0, turn=np.sin(tick * 0.1), held=Held.FIRE if tick % 40 < 25 else Held.BOOST)


def follow(world, ticks=400):
    for tick in range(ticks):
        world.step(command(tick))
        damage.heal(world, world.player)
        if tick == 100:
            ground.slide(world, "d", 0.2, 0.5)
    return world.digest()


def test_a_restored_world_goes_on_exactly():
    world = busy()
    world.reseat()
    before = world.digest()
    snapshot = world.snapshot()
    copy = World.restore(snapshot, world.terrain)
    assert copy.digest() == before
    assert (copy.movers.place == world.movers.place).all()
    assert (copy.movers.before == world.movers.before).all()
    assert not ground.slide(copy, "gone", 1.0, 1.0)
    reached = follow(world)
    assert follow(copy) == reached
    assert follow(World.restore(snapshot, world.terrain)) == reached, "the copy did not write into the snapshot"


def test_a_copy_has_everything_where_it_is_to_the_last_bit_wherever_it_is_made():
    """Across the middle of the map, where the ends of a rock's strides cannot be told from each other without loss."""
    world = stage(raft(way=np.array([[-333.3, -217.7], [411.1, 300.7]]), speed=97.0))
    for _ in range(900):
        world.step(IDLE)
        there, here = [], []
        if world.tick % 3 == 1:
            world.reseat()
            copy = World.restore(world.snapshot(), world.terrain)
            there += [copy.movers.place.tolist(), copy.movers.before.tolist()]
            here += [world.movers.place.tolist(), world.movers.before.tolist()]
        assert there == here, world.tick


def test_a_copy_made_in_the_very_tick_in_which_a_slide_is_told_goes_on_and_tells_alike():
    world = stage(raft(), door(every=0.0))
    spawning.spawn(world, "griefer", -450.0, 0.0, order="hold")  # in the way of the rock
    for _ in range(79):
        world.step(IDLE)
    assert world.movers.order("door", 1.0, 1.0, world.tick)
    world.reseat()
    copy = World.restore(world.snapshot(), world.terrain)
    for _ in range(120):
        here, there = world.step(IDLE), copy.step(IDLE)
        assert here == there
        assert world.digest() == copy.digest()
        bodies = [[(b.position, b.velocity) for b in one.physics._carried] for one in (world, copy)]
        assert bodies[0] == bodies[1], world.tick


@pytest.mark.parametrize("late", [10, 60])
def test_a_slide_that_is_told_something_else_while_it_warns_or_moves_tells_the_same_in_a_copy(late):
    world = stage(door(every=0.0))
    assert world.movers.order("door", 1.0, 2.0, world.tick)
    for _ in range(late):
        world.step(IDLE)
    assert world.movers.lamps.item(0) != REST
    assert world.movers.order("door", 0.0, 1.0, world.tick)
    world.reseat()
    copy = World.restore(world.snapshot(), world.terrain)
    for _ in range(120):
        assert world.step(IDLE) == copy.step(IDLE)
        assert world.digest() == copy.digest()


def test_what_a_slide_was_told_is_in_the_digest():
    one, two = stage(door(every=0.0)), stage(door(every=0.0))
    assert one.digest() == two.digest()
    ground.slide(two, "door", 1.0, 2.0)
    assert {name for name, crc in one.digest().items() if two.digest()[name] != crc} == {"places"}


def test_worlds_of_one_terrain_do_not_share_what_moves():
    terrain = Terrain(BOUNDS, movers=(raft(), door(every=0.0)))
    one, two = World(1, terrain), World(1, terrain)
    ground.slide(one, "door", 1.0, 1.0)
    ground.remove(one, "raft")
    fly(one, IDLE, 3.0)
    assert two.movers.place[1] == 0
    assert two.movers.standing.all()


def test_without_anything_that_moves_nothing_is_kept():
    world = World(1, Terrain(BOUNDS, (block("rock", 0.0, 0.0),)))
    assert world.movers is None
    assert "slides" not in world.snapshot()
    assert not ground.slide(world, "rock", 1.0, 1.0)


SCRIPT = """
import json, runpy
tests = runpy.run_path({path!r})
print(json.dumps([tests["busy"]().digest(), tests["follow"](tests["busy"](), 120)]))
"""


def test_fresh_processes_agree_whatever_their_hash_seed():
    trails = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT.format(path=__file__)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "4242")
    ]
    assert json.loads(trails[0]) == json.loads(trails[1])


# -- outlines ------------------------------------------------------------------------------------------


def test_lines_end_where_points_begin_to_lie_inside():
    """Two ways to ask about an outline: lines that meet it, and points on these lines that lie in it."""
    slanted, far = door("slanted", by=(200.0, 100.0)), raft("far", LANE + 500.0)
    world = stage(raft(way=SQUARE, turn=0.7), door(), slanted, far)
    fly(world, IDLE, 2.3)
    rng = np.random.default_rng(3)
    x0, y0, x1, y1 = rng.uniform(-900, 900, (4, 400))
    share = world.movers.first_hit(x0, y0, x1, y1)
    t = np.linspace(0.0, 1.0, 3000)[:, None]
    within = world.movers.at(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) > 0
    outside = ~within[0]
    first = np.where(within.any(axis=0), t[within.argmax(axis=0), 0], np.inf)
    met = outside & np.isfinite(first)
    assert met.sum() > 40
    assert share[met] == pytest.approx(first[met], abs=1e-3)
    missed = outside & ~within.any(axis=0)
    grazed = missed & np.isfinite(share)
    assert grazed.sum() <= 2, "but for corners cut by less than the samples see"


def test_who_looks_ahead_changes_nothing():
    world, other = stage(door(), raft()), stage(door(), raft())
    for _ in range(400):
        world.step(IDLE)
        other.step(IDLE)
        kept = world.movers._kept
        world.movers.ahead(0.9)
        assert world.movers._kept is kept
        assert world.movers.place.tolist() == other.movers.place.tolist()
    assert world.digest() == other.digest()


# -- what goes round -----------------------------------------------------------------------------------


def wheel(name="wheel", radius=600.0, start=0.0, end=5.0, rate=0.5, width=24.0):
    turns = np.linspace(start, end, 60)
    wall = Wall(name, np.stack([radius * np.cos(turns), radius * np.sin(turns)], axis=1), width)
    return Mover(wall, Spin(rate), (0.0, 0.0))


def on_wheel(world, angle, radius=600.0):
    return inside(world, radius * np.cos(angle), radius * np.sin(angle))


def test_an_arc_goes_round_and_its_gap_with_it():
    world = stage(wheel(rate=0.5))
    assert on_wheel(world, 0.1)
    assert not on_wheel(world, -0.6), "the gap"
    fly(world, IDLE, 2.0)
    assert not on_wheel(world, 0.4), "has come here"
    assert on_wheel(world, 1.1)
    assert world.physics._carried[0].angle == pytest.approx(1.0, abs=1e-6), "and its body"
    fly(world, IDLE, 2 * np.pi / 0.5)
    assert world.physics._carried[0].angle == pytest.approx(1.0 + 2 * np.pi, abs=0.02)


def test_a_ring_is_hollow_for_sight_and_shots_but_its_rim_is_not():
    world = stage(wheel(end=6.2))
    first = world.movers.first_hit
    one = np.ones(1)
    assert np.isinf(first(-500 * one, 0 * one, 500 * one, 0 * one)[0])
    assert first(0 * one, 0 * one, 0 * one, 900 * one)[0] == pytest.approx(588 / 900, abs=0.01)
    assert not inside(world, 0, 0)
    assert not inside(world, 430, 430 * 0.9)


def test_who_stands_in_the_way_of_a_wheel_is_pushed_round_with_it():
    bar = Mover(Wall("bar", np.array([[0.0, 0.0], [700.0, 0.0]]), 24.0), Spin(0.4), (0.0, 0.0))
    world = stage(bar, player=(500.0, 90.0))
    fly(world, IDLE, 3.0)
    place = complex(world.ships.x[0], world.ships.y[0])
    assert np.angle(place) > 1.0
    assert not inside(world, place.real, place.imag)
    assert world.ships.hull[0] == world.ships.hull_max[0]


def test_who_is_caught_between_a_wheel_and_a_rock_is_crushed():
    bar = Mover(Wall("bar", np.array([[0.0, 0.0], [700.0, 0.0]]), 24.0), Spin(0.4), (0.0, 0.0))
    rocks = [block("anvil", 400.0, 540.0, 400.0), block("stop", 640.0, 40.0, 100.0), block("back", 360.0, 40.0, 100.0)]
    world = stage(bar, rocks=rocks, player=(500.0, 70.0))
    events = fly(world, IDLE, 1.5)
    assert "crushed" in {event.kind for event in events}


def test_who_slips_out_of_the_scissors_is_not_flung_across_the_map():
    bar = Mover(Wall("bar", np.array([[0.0, 0.0], [700.0, 0.0]]), 24.0), Spin(0.4), (0.0, 0.0))
    rocks = [block("anvil", 400.0, 540.0, 400.0), block("stop", 640.0, 40.0, 100.0)]
    world = stage(bar, rocks=rocks, player=(500.0, 70.0))
    fast = 0
    for _ in range(60):
        world.step(IDLE)
        fast += abs(complex(world.ships.vx[0], world.ships.vy[0])) > FLUNG + 1e-6
    assert fast <= 2 * GRIP
    assert 200.0 < 500.0 - world.ships.x[0] < 1000.0


def test_a_wheel_goes_on_as_it_was_in_a_copy():
    world = stage(wheel(rate=-0.3), player=(590.0, -220.0))
    fly(world, Command.of(thrust=1.0), 1.0)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain)
    for _ in range(90):
        world.step(Command.of(thrust=0.7, turn=0.2))
        twin.step(Command.of(thrust=0.7, turn=0.2))
    assert world.digest() == twin.digest()


def test_a_slide_that_counts_jerks_on_every_beat_and_opens_on_the_next():
    wall = Wall("door", np.array([[0.0, -150.0], [0.0, 150.0]]), 24.0)
    world = stage(Mover(wall, Slide((0.0, -300.0), 5.0, 0.4, 0.0, 0.2, counts=4), (0.0, 0.0)))
    fly(world, IDLE, 0.3)
    assert not inside(world, 0, 0)
    warned = [world.time for _ in range(60 * 5) for e in world.step(IDLE) if e.kind == "slide.warned"]
    assert warned == pytest.approx([1.0, 2.0, 3.0, 4.0], abs=0.05)
    assert not inside(world, 0, 0), "and on five it rests open"
    fly(world, IDLE, 0.85)
    assert 0.0 < -place(world).imag < 60.0
    assert inside(world, 0, 0), "a jerk is no opening"
