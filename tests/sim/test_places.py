"""Traffic, the sweep, gates and terrain that goes."""

import math

import numpy as np
import pytest

from game.lab.scenes import arena, fly, fly_until
from game.sim import abilities, damage, gates, placing, spawning
from game.sim.command import IDLE, Command
from game.sim.kinds import PLAYER
from game.sim.sweep import ERASE
from game.sim.terrain import Rock, Terrain, Wall
from game.sim.world import World

LANE = np.array([[-1500.0, 600.0], [1500.0, 600.0]])
AHEAD = Command.of(thrust=1.0)


def square(name, x, y, half=40.0, unnamed=False):
    ring = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
    return Rock(name, ring + np.array([x, y]), unnamed)


def test_traffic_flows_along_its_lane_and_never_ends():
    world = arena("@")
    world.traffic.add(world, LANE, 60, 120.0, spread=20.0)
    before = world.traffic.x.copy()
    fly(world, IDLE, 2)
    moved = world.traffic.x - before
    assert np.median(moved) == pytest.approx(240, rel=0.2)
    fly(world, IDLE, 30)
    rows = world.traffic
    assert rows.n == 60
    assert rows.x.min() > -1540
    assert rows.x.max() < 1540
    assert abs(rows.y - 600).max() < 90
    assert np.histogram(rows.x, 6, (-1500, 1500))[0].min() > 0, "spread along the lane, not bunched"


@pytest.mark.parametrize(
    ("points", "speed"),
    [
        ([[0, 600], [480, 600], [0, 600]], 300.0),  # it turns back on itself
        ([[0, 600], [150, 600]], 900.0),  # between two looks at it one is past its end
        ([[-1500, 600], [1500, 600]], 50_000.0),
    ],
)
def test_traffic_flows_on_any_lane(points, speed):
    world = arena("@")
    lane = np.array(points, float)
    world.traffic.add(world, lane, 20, speed, spread=20.0)
    for _ in range(300):
        world.step(IDLE)
        assert np.isfinite(world.traffic.rows.place).all()
        assert np.isfinite(world.traffic.rows.velocity).all()
    assert np.abs(world.traffic.y - 600).max() < 90


def test_traffic_shies_from_the_player():
    def nearest(player_y):
        world = arena("@")
        world.traffic.add(world, np.array([[-1500.0, 0.0], [1500.0, 0.0]]), 80, 100.0, spread=5.0)
        placing.place_player(world, 0, player_y, 0)
        best = math.inf
        for _ in range(240):
            world.step(IDLE)
            if world.tick > 120:
                best = min(best, float(np.hypot(world.traffic.x, world.traffic.y - player_y).min()))
        return best

    assert nearest(10.0) > 25


def test_the_sweep_turns_the_crowd_green_and_says_so():
    world = arena("@")
    world.tags.append("moonpie")
    world.traffic.add(world, LANE, 40, 60.0)
    placing.place_player(world, 5000, 0, 0)
    world.sweep.start(world, -1600, 0, 0.0, 800.0, 1600)
    events = fly(world, IDLE, 2)
    middle = world.sweep.x
    rows = world.traffic
    # names are read ten times a second: leave out what the wall has just reached, and who has just come in
    behind = (rows.x < middle - 90) & (rows.x > LANE[0, 0] + 60)
    assert 0 < behind.sum() < 40
    assert rows.tagged[behind].all()
    assert not rows.tagged[rows.x > middle + 40].any()
    assert sum(e.kind == "sweep.tagged" for e in events) >= behind.sum() - 2
    fly(world, IDLE, 4)
    assert not world.sweep.active


def test_the_sweep_reads_players_names_and_leaves_them_alone():
    world = arena("@")
    who = spawning.spawn(world, "griefer", -300, 0, tag="dunk_tank", order="hold")
    placing.place_player(world, 5000, 0, 0)
    world.sweep.start(world, -1000, 0, 0.0, 600.0, 2000)
    events = fly(world, IDLE, 3)
    assert who in {e.who for e in events if e.kind == "sweep.tagged"}
    assert world.ships.row_of(who) >= 0


def test_the_sweep_takes_rocks_without_a_name_only():
    world = World(0, Terrain(rocks=(square("named", 0, -300), square("stone", 0, 300, unnamed=True))))
    world.sweep.start(world, -400, 0, 0.0, 400.0, 500)
    events = fly(world, IDLE, 3)
    assert [e.name for e in events if e.kind == "sweep.erased"] == ["stone"]
    assert [piece.name for piece in world.terrain.pieces()] == ["named"]
    assert not world.terrain.solid(np.array([0.0]), np.array([300.0]))[0]
    assert world.terrain.solid(np.array([0.0]), np.array([-300.0]))[0]
    spawning.spawn(world, "callister", -300, 300)
    abilities.grant(world, "thrust")
    took, _ = fly_until(world, lambda w: w.ships.x[w.player_row] > 300, AHEAD)
    assert took < 4, "what was erased is no longer in the way"


def test_the_sweep_kills_who_has_no_tag_through_the_shields():
    world = arena("@")
    world.sweep.start(world, -200, 0, 0.0, 500.0, 9000)
    took, events = fly_until(world, lambda w: w.player == 0)
    passes = 200 / 500
    assert took == pytest.approx(passes + PLAYER.hull / ERASE, abs=0.15)
    assert [e.name for e in events if e.kind == "destroyed"] == ["sweep"]


def test_the_sweep_leans_and_knows_how_far_it_is():
    world = arena("@")
    world.sweep.start(world, -500, 0, 0.3, 100.0, 5000)
    sweep = world.sweep
    assert math.hypot(sweep.nx, sweep.ny) == pytest.approx(1)
    assert sweep.distance_to(-500, 0) == pytest.approx(0)
    assert sweep.distance_to(500, 0) == pytest.approx(1000 * math.cos(0.3))
    fly(world, IDLE, 1)
    assert sweep.distance_to(-500, 0) == pytest.approx(-100, abs=2)
    world.sweep.stop()
    assert not fly(world, IDLE, 1)
    assert not sweep.active


def test_full_speed_outruns_a_sweep_that_is_slower():
    world = arena("@")
    world.sweep.start(world, -250, 0, 0.0, 380.0, 9000)
    fly(world, AHEAD, 6)
    assert world.player
    assert world.sweep.distance_to(float(world.ships.x[world.player_row]), 0.0) > 100


def test_an_open_gate_carries_the_ship_through_with_its_speed():
    world = arena("@")
    damage.hurt(world, world.player, 20)
    shield = float(world.ships.shield[world.player_row])
    gates.set_up(world, "sky", 400, 0, 0.0, 80, (6000.0, 100.0, math.pi / 2))
    took, events = fly_until(world, lambda w: w.ships.x[w.player_row] > 5000, AHEAD)
    row = world.player_row
    assert took < 3
    assert [e.name for e in events if e.kind == "gate.passed"] == ["sky"]
    assert world.ships.vy[row] > 300
    assert abs(world.ships.vx[row]) < 5
    assert world.ships.shield[row] == shield


def test_a_closed_gate_is_scenery():
    world = arena("@")
    gates.set_up(world, "sky", 400, 0, 0.0, 80, (6000.0, 0.0, 0.0))
    assert gates.close(world, "sky")
    assert not gates.close(world, "nothing")
    fly(world, AHEAD, 3)
    assert 400 < world.ships.x[world.player_row] < 3000


def test_gates_that_lead_to_each_other_take_the_ship_there_and_back():
    world = arena("@")
    gates.set_up(world, "there", 400, 0, 0.0, 80, (3000.0, 0.0, 0.0))
    gates.set_up(world, "back", 3000, 0, 0.0, 80, (400.0, 0.0, math.pi))
    passed = [e.name for e in fly(world, AHEAD, 3) if e.kind == "gate.passed"]
    assert passed == ["there"]
    assert world.ships.x[world.player_row] > 3080  # and not held in the mouth of the other
    placing.place_player(world, 2700.0, 0.0, 0.0, speed=300.0)
    passed = [e.name for e in fly(world, AHEAD, 3) if e.kind == "gate.passed"]
    assert passed == ["back"]
    assert world.ships.x[world.player_row] < 320


def test_whoever_is_in_the_mouth_of_a_gate_when_it_is_saved_leaves_it_afterwards():
    world = arena("@")
    gates.set_up(world, "round", 400, 0, 0.0, 80, (400.0, 0.0, 0.0))
    fly_until(world, lambda w: w.gates["round"].arrived, AHEAD)
    again = World.restore(world.snapshot(), world.terrain)
    assert not [e for e in fly(again, AHEAD, 2) if e.kind == "gate.passed"]
    assert not again.gates["round"].arrived
    assert "arrived" not in again.gates["round"].snapshot()


def test_two_rocks_may_not_share_a_name():
    with pytest.raises(ValueError, match="share a name"):
        Terrain(rocks=(square("a", 0, 0), square("a", 500, 0)))


def test_lines_of_sight_end_at_rock():
    terrain = Terrain(rocks=(square("a", 0, 0),))
    x = np.array([-300.0, -300.0])
    clear = terrain.clear_line(x, np.array([0.0, 200.0]), -x, np.array([0.0, 200.0]))
    assert clear.tolist() == [False, True]


def test_places_as_complex_numbers_are_solid_where_their_coordinates_are():
    terrain = Terrain((-500.0, -300.0, 500.0, 300.0), rocks=(square("a", 0, 0), square("b", 480, -290)))
    place = np.linspace(-700, 700, 57) + 1j * np.linspace(-450, 450, 41)[:, None]
    solid = terrain.solid(place.real, place.imag)
    assert 10 < np.count_nonzero(solid) < place.size / 4
    assert (terrain.solid_at(place) == solid).all()
    assert [terrain.solid_spot(spot) for spot in place.ravel().tolist()] == solid.ravel().tolist()


def test_the_unknown_is_refused_by_name():
    world = arena("@")
    with pytest.raises(KeyError, match="no kind of ship is called 'hownd'"):
        spawning.spawn(world, "hownd", 0, 0)
    with pytest.raises(KeyError, match="no ability is called 'fly'"):
        abilities.grant(world, "fly")
    with pytest.raises(ValueError, match="difficulty"):
        World(0, difficulty="nightmare")


def test_taking_a_piece_away_leaves_what_would_be_there_without_it():
    wide = Wall("wide", np.array([[-300.0, 100.0], [400.0, 140.0]]), 190.0)
    rocks = (square("under", 60, 60), square("beside", 200, 300), square("far", 900, 900))
    terrain = Terrain(rocks=rocks, walls=(wide,))
    terrain.coarse(64.0)
    terrain.remove("wide")
    x, y = np.meshgrid(np.arange(-600.0, 1100.0, 4.0), np.arange(-600.0, 1100.0, 4.0))
    without = Terrain(rocks=rocks)
    assert (terrain.solid(x, y) == without.solid(x, y)).all()
    assert (terrain.coarse(64.0) == without.coarse(64.0)).all()
