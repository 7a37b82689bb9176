"""Space that loads near the ship and unloads behind a front: in bodies, sight, shots and charts alike."""

import numpy as np
import pytest

from game.lab.pilots.chart import Chart
from game.lab.scenes import fly
from game.sim import abilities, ground, loot, placing, roster, spawning, tow, unloading
from game.sim.abilities import ABILITIES
from game.sim.command import IDLE, Command, Held
from game.sim.loading import LOOK
from game.sim.motions import Drift, Mover
from game.sim.terrain import Rock, Scenery, Terrain, Wall
from game.sim.world import World

BOUNDS = (-3000.0, -3000.0, 5000.0, 3000.0)
EAST = Command.of(move=(1.0, 0.0), held=Held.DIRECT)
WAY = np.array([[-1000.0, 0.0], [4000.0, 0.0]])
NEAR = 600.0


def rock(name, x, y, half=80.0):
    ring = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    return Rock(name, ring + np.array([x, y]))


def stage(*pieces, loads=(), player=(0.0, 0.0), scenery=(), movers=()):
    rocks = tuple(piece for piece in pieces if isinstance(piece, Rock))
    walls = tuple(piece for piece in pieces if isinstance(piece, Wall))
    terrain = Terrain(BOUNDS, rocks, walls, movers=movers, loads=frozenset(loads), near=NEAR, scenery=scenery)
    world = World(1, terrain)
    for ability in ABILITIES:
        abilities.grant(world, ability)
    spawning.spawn(world, "callister", *player)
    fly(world, IDLE, LOOK / 60)
    return world


def fly_until(world, command, kind, seconds=20.0):
    """The first event of a kind."""
    for _ in range(round(seconds * 60)):
        for event in world.step(command):
            if event.kind == kind:
                return event
    raise AssertionError(f"no {kind} in {seconds} s")


def solid(world, x, y):
    return bool(world.terrain.solid(np.array([x]), np.array([y]))[0])


def sees(world, x, y):
    return bool(world.terrain.clear_line(*(np.array([v]) for v in (0.0, 0.0, x, y)))[0])


def bumps(world, seconds=3.0):
    return [e for _ in range(round(seconds * 60)) for e in world.step(EAST) if e.kind == "collided"]


# -- coming in -----------------------------------------------------------------------------------------


def test_what_is_far_is_not_there_until_the_ship_is_near():
    world = stage(rock("far", 1000.0, 0.0), loads={"far"})
    assert not solid(world, 1000, 0)
    assert sees(world, 1500, 0)
    assert not world.hit_grid._any_solid
    event = fly_until(world, EAST, "loaded")
    assert event.name == "far"
    assert (event.x, event.y) == (1000, 0)
    assert world.ships.x[0] == pytest.approx(1000 - 80 - NEAR, abs=60)
    assert solid(world, 1000, 0)
    assert not sees(world, 1500, 0)
    assert world.hit_grid._any_solid
    assert bumps(world)[0].name == "far", "it has a body"


def test_what_does_not_load_is_there_from_the_beginning():
    world = stage(rock("here", 1500.0, 0.0), rock("far", 1500.0, 500.0), loads={"far"})
    assert solid(world, 1500, 0)
    assert not solid(world, 1500, 500)


def test_nothing_comes_in_on_top_of_anybody():
    world = stage(rock("late", 700.0, 0.0), loads={"late"}, player=(-2000.0, 0.0))
    sitter = spawning.spawn(world, "statue-small", 740.0, 20.0)
    placing.place_player(world, 100.0, 0.0, 0.0)
    fly(world, IDLE, 1.0)
    assert not solid(world, 700, 0), "somebody is where it would be"
    roster.remove(world, sitter)
    fly(world, IDLE, 0.2)
    assert solid(world, 700, 0)


def test_the_ship_itself_may_begin_where_something_waits():
    world = stage(rock("late", 0.0, 0.0), loads={"late"})
    assert not solid(world, 0, 0)
    hull = world.ships.hull[0]
    fly(world, EAST, 1.5)
    assert solid(world, 0, 0), "once she is out"
    assert world.ships.hull[0] == hull


def test_of_two_that_overlap_the_later_one_owns_the_square_whichever_came_first():
    whole = stage(rock("a", 900.0, 0.0), rock("b", 960.0, 0.0), player=(400.0, 0.0))
    apart = stage(rock("a", 900.0, 0.0), rock("b", 960.0, 0.0), loads={"a", "b"}, player=(-2000.0, 0.0))
    ground.bring(apart, ["b"])
    ground.bring(apart, ["a"])
    assert (apart.terrain.squares == whole.terrain.squares).all()


def test_scenery_comes_in_and_hurts_nobody():
    world = stage(rock("r", 3000.0, 900.0), loads={"decor/sign"}, scenery=(Scenery("decor/sign", 900.0, 0.0, 50.0),))
    assert "decor/sign" in world.terrain.gone
    assert fly_until(world, EAST, "loaded").name == "decor/sign"
    assert "decor/sign" not in world.terrain.gone
    assert not bumps(world, 2.0)


def test_a_pilot_charts_a_piece_only_once_it_has_come_in():
    world = stage(rock("far", 1000.0, 0.0), rock("here", 0.0, 900.0), loads={"far"})
    chart = Chart(BOUNDS)
    chart.reveal(world.terrain, -1000.0, -1000.0, 2000.0, 1000.0)
    assert chart.clear(0.0, 0.0, 1500.0, 0.0)
    assert not chart.clear(0.0, 0.0, 0.0, 1500.0)
    fly_until(world, EAST, "loaded")
    chart.reveal(world.terrain, -1000.0, -1000.0, 2000.0, 1000.0)
    assert not chart.clear(0.0, 0.0, 1500.0, 0.0)


def test_what_is_taken_away_before_it_came_never_comes():
    world = stage(rock("far", 1000.0, 0.0), loads={"far"})
    assert ground.remove(world, "far")
    fly(world, EAST, 3.0)
    assert not solid(world, 1000, 0)


# -- going out -----------------------------------------------------------------------------------------


def unload(world, speed=300.0, behind=0.0, way=WAY):
    unloading.begin(world, way, speed, behind)
    return world


def test_a_front_takes_piece_by_piece_what_it_has_passed():
    world = stage(rock("one", -700.0, 400.0), rock("two", 100.0, -400.0), player=(3900.0, 0.0))
    unload(world)
    told = [(e.name, world.time) for _ in range(60 * 6) for e in world.step(IDLE) if e.kind == "unload.piece"]
    assert [name for name, _ in told] == ["one", "two"]
    assert told[0][1] == pytest.approx((300.0 + 80.0) / 300.0, abs=0.3)
    assert told[1][1] - told[0][1] == pytest.approx(800.0 / 300.0, abs=0.2)
    assert not solid(world, -700, 400)
    assert not world.physics._solids


def test_a_piece_is_passed_when_all_of_it_is():
    long = Wall("long", np.array([[-900.0, 300.0], [2500.0, 300.0]]))
    world = unload(stage(long, player=(3900.0, 0.0)))
    fly(world, IDLE, 5.0)
    assert world.terrain.has("long")
    fly(world, IDLE, 7.0)
    assert not world.terrain.has("long")


def test_a_front_goes_along_its_path_round_a_bend():
    bent = np.array([[0.0, 0.0], [1000.0, 0.0], [1000.0, 1000.0]])
    world = unload(stage(rock("corner", 1000.0, 300.0), rock("start", 100.0, 300.0), player=(1000.0, 2500.0)), way=bent)
    told = [(e.name, world.time) for _ in range(60 * 7) for e in world.step(IDLE) if e.kind == "unload.piece"]
    assert [name for name, _ in told] == ["start", "corner"]
    assert told[1][1] == pytest.approx((1000 + 380) / 300.0, abs=0.3)


def test_it_takes_ships_and_what_moves_and_what_never_came_but_nothing_in_tow():
    lane = np.array([[-600.0, 600.0], [-500.0, 600.0]])
    drifter = Mover(rock("raft", -600.0, 600.0), Drift(lane, 5.0), (-600.0, 600.0))
    world = stage(rock("unseen", -500.0, 2500.0), loads={"unseen"}, player=(3600.0, 0.0), movers=(drifter,))
    watcher, pod = spawning.spawn(world, "watcher", -800.0, 0.0), spawning.spawn(world, "pod", 3450.0, 0.0)
    assert tow.take(world, pod, 200.0)
    unload(world, speed=700.0)
    fly(world, EAST, 1.5)
    assert world.ships.row_of(watcher) < 0
    assert not world.terrain.has("raft")
    placing.place_player(world, -500.0, 2000.0, 0.0)  # it would have come in now
    world.front = None
    fly(world, IDLE, 0.3)
    assert not solid(world, -500, 2500)
    assert world.ships.row_of(pod) >= 0


def test_it_takes_data_adrift():
    world = stage(player=(4400.0, 0.0))
    loot.scatter(world, -900.0, 0.0, 60.0, 12, 10.0)
    loot.scatter(world, 2000.0, 0.0, 60.0, 12, 10.0)
    unload(world, speed=300.0)
    fly(world, IDLE, 2.0)
    assert world.motes.n == 12
    assert world.motes.x.min() > 1500


def test_the_ship_behind_it_is_lost_without_a_blow_and_told_before():
    world = unload(stage(rock("r", 3000.0, 900.0)), speed=400.0)
    told = [e for _ in range(60 * 4) for e in world.step(IDLE)]
    kinds = [e.kind for e in told]
    assert kinds.index("unload.near") < kinds.index("unload.caught") < kinds.index("destroyed")
    assert next(e for e in told if e.kind == "destroyed").name == "edge"
    assert "hit" not in kinds
    assert world.player == 0


def test_it_ends_at_the_end_of_its_path():
    world = unload(stage(player=(4400.0, 0.0)), speed=800.0)
    assert fly_until(world, IDLE, "unload.ended", seconds=8.0)
    assert world.front is None
    fly(world, IDLE, 2.0)
    assert world.player


def test_what_loads_and_unloads_goes_on_alike_from_a_snapshot():
    pieces = [rock(f"r{i}", 500.0 * i, (-1) ** i * 300.0) for i in range(-1, 7)]
    world = stage(*pieces, loads={f"r{i}" for i in range(2, 7)})
    unload(world, speed=120.0, behind=200.0)
    fly(world, EAST, 2.0)
    world.reseat()
    twin = World.restore(world.snapshot(), world.terrain.fresh())
    assert twin.digest() == world.digest()
    for i in range(60 * 8):
        command = Command.of(move=(1.0, 0.4 if i % 100 < 50 else -0.4), held=Held.DIRECT)
        assert world.step(command) == twin.step(command)
    assert twin.digest() == world.digest()
    assert world.loading.came == twin.loading.came
    assert len(world.loading.came) > 3
