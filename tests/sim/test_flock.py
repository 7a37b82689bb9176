"""Mites that are one flock: they sleep, wake in a wave, pour along a way, part, and overtake who slows down."""

from __future__ import annotations

import numpy as np
import pytest

from game.lab.scenes import fly
from game.sim import abilities, flock, orders, roster, spawning
from game.sim.command import IDLE, Command, Held
from game.sim.flock import LEASH, MANY, YAWN
from game.sim.kinds import PLAYER
from game.sim.lives import Life
from game.sim.motions import Mover, Spin
from game.sim.stream import END, Stream
from game.sim.terrain import Rock, Terrain, Wall
from game.sim.world import World

BOUNDS = (-3000.0, -1500.0, 12000.0, 1500.0)
PIPE = (
    Wall("above", np.array([[-4200.0, -230.0], [12000.0, -230.0]]), 24.0),
    Wall("below", np.array([[-4200.0, 230.0], [12000.0, 230.0]]), 24.0),
)
ALONG = np.array([[-2900.0, 0.0], [11000.0, 0.0]])
RIGHT = Command.of(move=(1.0, 0.0), held=Held.DIRECT)


def stage(*, rocks=(), walls=PIPE, at=(0.0, 0.0), movers=(), seed=1):
    world = World(seed, Terrain(BOUNDS, tuple(rocks), tuple(walls), movers=tuple(movers)))
    for ability in ("thrust", "turn", "brake", "boost", "assist"):
        abilities.grant(world, ability)
    spawning.spawn(world, "callister", *at)
    return world


def block(name, x, y, half):
    ring = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    return Rock(name, ring + np.array([x, y]))


def lattice(left, top, right, bottom, step=26.0):
    x, y = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
    return (x + 1j * y).ravel()


def let_loose(world, places, life="flock", path=ALONG):
    flock.come(world, places, np.zeros(places.size), life, group="swarm", path=path)


def mites(world):
    return world.ships.place[world.ships.traits.flock]


def kinds(events):
    return {event.kind for event in events}


# -- the way -------------------------------------------------------------------------------------------


def test_a_stream_leads_round_what_stands_and_through_the_gap():
    gate = [block("upper", 2000.0, -150.0, 90.0), block("lower", 2000.0, 160.0, 70.0)]  # a gap of 150 at y = 15
    world = stage(rocks=gate)
    stream = Stream(world.terrain, ALONG)
    place = np.array([-500.0 - 200.0j])
    for _ in range(1000):
        way, far = stream.at(place)
        assert far[0] >= 0.0
        if far[0] < 60.0:
            break
        place = place + way * 20.0
        assert not world.terrain.solid(place.real, place.imag)[0]
    assert place.real[0] == pytest.approx(11000.0, abs=100.0)


def test_where_no_way_leads_a_stream_says_so():
    world = stage()
    stream = Stream(world.terrain, ALONG)
    way, far = stream.at(np.array([0.0 + 600.0j, 0.0 + 0.0j, 1e6 + 0.0j]))
    assert far.tolist() == [-1.0, pytest.approx(11000.0, rel=0.02), -1.0]
    assert way[0] == way[2] == 0.0
    assert way[1].real > 0.95
    assert END > 200.0


# -- after the ship ------------------------------------------------------------------------------------


def test_who_never_slows_down_gets_away_and_has_them_at_the_heels():
    world = stage()
    let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
    events = fly(world, RIGHT, 20.0)
    assert world.player_row >= 0
    assert world.ships.hull[0] == world.ships.hull_max[0]
    assert "flock.closing" not in kinds(events)
    gap = world.ships.x[0] - np.sort(mites(world).real)[-20]
    assert 100.0 < gap < 2.0 * LEASH


def test_who_slows_down_is_overtaken_and_lost():
    world = stage()
    let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
    fly(world, RIGHT, 6.0)
    events = fly(world, IDLE, 6.0)
    lost = [event for event in events if event.kind == "destroyed" and event.name == "swarm"]
    assert len(lost) == 1
    closing = next(i for i, event in enumerate(events) if event.kind == "flock.closing")
    assert closing < events.index(lost[0]), "it is told before"


def test_they_are_easier_to_outrun_in_a_story():
    def gap(difficulty):
        world = World(1, Terrain(BOUNDS, (), PIPE), difficulty=difficulty)
        abilities.grant(world, "thrust")
        spawning.spawn(world, "callister", 0.0, 0.0)
        let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
        fly(world, Command.of(move=(0.9, 0.0), held=Held.DIRECT), 8.0)
        return world.ships.x[0] - np.sort(mites(world).real)[-20] if world.player_row >= 0 else 0.0

    assert gap("story") > gap("standard") > gap("outlaw")


def test_a_few_only_bite():
    world = stage()
    let_loose(world, lattice(-600.0, -60.0, -500.0, 40.0)[: MANY - 2])
    events = fly(world, IDLE, 8.0)
    assert world.player_row >= 0
    assert world.ships.shield[0] < world.ships.shield_max[0] or world.ships.hull[0] < world.ships.hull_max[0]
    assert "swarm" not in {event.name for event in events}


def test_they_do_not_go_through_walls_and_fill_the_pipe():
    world = stage()
    let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
    for _ in range(10):
        fly(world, RIGHT, 1.0)
        assert np.abs(mites(world).imag).max() < 230.0
    assert np.ptp(mites(world).imag) > 250.0, "from side to side"


def test_they_part_round_a_rock_and_close_up_behind_it():
    world = stage(rocks=[block("post", 800.0, 0.0, 60.0)], at=(0.0, 120.0))
    let_loose(world, lattice(-1000.0, -150.0, -400.0, 150.0))
    seen_above = seen_below = 0
    for _ in range(60 * 8):
        world.step(RIGHT)
        beside = mites(world)
        beside = beside[np.abs(beside.real - 800.0) < 60.0]
        assert not world.terrain.solid(beside.real, beside.imag).any() or np.abs(beside.imag).min() > 40.0
        seen_above, seen_below = max(seen_above, np.sum(beside.imag < 0)), max(seen_below, np.sum(beside.imag > 0))
    assert seen_above > 5
    assert seen_below > 5
    behind = mites(world)
    assert np.mean(behind.real > 900.0) > 0.9, "nobody stays behind it"


def test_they_pour_through_a_gap_and_none_is_left_before_it():
    gate = [block("upper", 900.0, -140.0, 100.0), block("lower", 900.0, 160.0, 80.0)]  # 120 wide, at y = 20
    world = stage(rocks=gate, at=(500.0, 20.0))
    let_loose(world, lattice(-700.0, -180.0, 100.0, 180.0))
    count = mites(world).size
    fly(world, Command.of(move=(1.0, 0.0), held=Held.DIRECT), 16.0)
    assert np.mean(mites(world).real > 1000.0) > 0.95
    assert mites(world).size > 0.95 * count


def test_they_stop_on_the_line_at_the_end_of_their_way():
    short = np.array([[-2900.0, 0.0], [1500.0, 0.0]])
    world = stage()
    let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0), path=short)
    fly(world, RIGHT, 14.0)
    assert world.ships.x[0] > 3000.0
    assert np.percentile(mites(world).real, 98) < 1590.0
    assert np.abs(world.ships.velocity[world.ships.traits.flock]).mean() < 160.0


def test_players_across_the_pipe_hold_some_of_them_up():
    def left_behind(with_squad):
        world = stage()
        if with_squad:
            for y in (-150.0, -50.0, 50.0, 150.0):
                spawning.spawn(world, "griefer", 600.0, y, np.pi / 2, order="hold")
        let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
        fly(world, RIGHT, 5.0)
        return world.ships.x[0] - np.percentile(mites(world).real, 30)

    assert left_behind(True) > left_behind(False) + 200.0


# -- asleep --------------------------------------------------------------------------------------------


def asleep(at=(-400.0, 0.0)):
    world = stage(at=at)
    let_loose(world, lattice(0.0, -180.0, 130.0, 180.0), "sleep", None)
    return world


def test_who_sleeps_stays_and_breathes():
    world = asleep()
    home = mites(world).copy()
    moved = np.zeros(home.size)
    for _ in range(60 * 5):
        world.step(IDLE)
        moved = np.maximum(moved, np.abs(mites(world) - home))
    assert moved.mean() > 2.0
    assert moved.max() < 30.0
    assert world.ships.hull[0] == world.ships.hull_max[0]


def test_they_wake_in_a_wave_from_where_the_ship_is():
    world = asleep(at=(-300.0, -180.0))
    assert flock.wake(world, roster.group(world, "swarm")) == mites(world).size
    ships, woke = world.ships, {}
    for _ in range(60 * 3):
        world.step(IDLE)
        for row in ships.traits.flock[ships.life[ships.traits.flock] == Life.FLOCK].tolist():
            woke.setdefault(int(ships.id[row]), (world.time, ships.home_place.item(row)))
    times = np.array([time for time, _ in woke.values()])
    off = np.abs(np.array([home for _, home in woke.values()]) - (-300.0 - 180.0j))
    assert np.ptp(times) > 0.3
    assert np.corrcoef(times, off)[0, 1] > 0.9


def test_who_wakes_yawns_and_leaves_a_hole_before_the_ship():
    world = asleep(at=(-120.0, 0.0))
    before = np.abs(mites(world) - world.ships.place[0]).min()
    flock.wake(world, roster.group(world, "swarm"))
    fly(world, IDLE, 0.7)
    assert np.abs(mites(world) - world.ships.place[0]).min() > before + 30.0
    fly(world, IDLE, YAWN + 4.0)
    assert world.player_row < 0 or world.ships.shield[0] < world.ships.shield_max[0], "and then they come"


def test_who_is_put_to_sleep_stays_where_it_is():
    world = stage()
    let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
    fly(world, RIGHT, 4.0)
    count = mites(world).size
    assert flock.lull(world, roster.group(world, "swarm")) == count
    there = mites(world).copy()
    fly(world, RIGHT, 3.0)
    assert np.abs(mites(world) - there).max() < 120.0
    assert flock.lull(world, roster.group(world, "swarm")) == 0


def test_who_is_told_to_hold_waits_and_goes_on():
    world = stage()
    let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
    fly(world, RIGHT, 3.0)
    for who in roster.group(world, "swarm"):
        orders.give(world, who, "hold", seconds=2.0)
    middle = mites(world).real.mean()
    fly(world, RIGHT, 2.0)
    assert mites(world).real.mean() - middle < 300.0
    fly(world, RIGHT, 3.0)
    assert mites(world).real.mean() - middle > 700.0


# -- as a whole ----------------------------------------------------------------------------------------


def test_a_flock_is_no_clot():
    """Nobody lies upon another, and it is no longer than it must be."""
    world = stage()
    let_loose(world, lattice(-1800.0, -180.0, -500.0, 180.0))
    fly(world, RIGHT, 12.0)
    place = mites(world)
    apart = np.abs(place[:, None] - place) + np.eye(place.size) * 1e9
    nearest = apart.min(axis=1)
    assert np.median(nearest) > 12.0
    assert np.mean(nearest < 5.0) < 0.12
    long = np.percentile(place.real, 95) - np.percentile(place.real, 5)
    assert long < 1800.0


def test_a_copy_goes_on_as_it_was():
    bar = Mover(Wall("bar", np.array([[1500.0, 0.0], [1650.0, 0.0]]), 20.0), Spin(0.6), (1500.0, 0.0))
    world = stage(movers=[bar])
    let_loose(world, lattice(-900.0, -180.0, -500.0, 180.0))
    let_loose(world, lattice(2000.0, -100.0, 2060.0, 100.0), "sleep")
    fly(world, RIGHT, 3.0)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain)
    for _ in range(150):
        world.step(RIGHT)
        twin.step(RIGHT)
    assert world.digest() == twin.digest()


def test_what_moves_at_the_end_of_their_way_is_not_in_it_whenever_the_way_is_looked_for():
    """A copy looks for the way anew, when what moves is elsewhere."""
    bar = Mover(Wall("bar", np.array([[400.0, 40.0], [400.0, 200.0]]), 20.0), Spin(0.6), (400.0, 40.0))
    world = stage(movers=[bar], at=(900.0, 0.0))
    let_loose(world, lattice(-500.0, -180.0, -300.0, 180.0), path=np.array([[-2900.0, 0.0], [400.0, 0.0]]))
    fly(world, IDLE, 2.0)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain)
    for _ in range(150):
        world.step(IDLE)
        twin.step(IDLE)
    assert np.count_nonzero(np.abs(mites(world)[:, None] - 400.0) < 250.0) > 20
    assert world.digest() == twin.digest()


def test_they_are_as_fast_as_the_ship_makes_them():
    world = stage()
    let_loose(world, lattice(-1300.0, -180.0, -500.0, 180.0))
    fly(world, RIGHT, 8.0)
    assert 0.85 * PLAYER.speed < world.flock.pace < 1.6 * PLAYER.speed
