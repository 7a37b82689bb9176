"""What drones and players make of us, as one sees it from outside."""

import itertools
import math

import numpy as np
import pytest

from game.lab.scenes import arena, fly, fly_until
from game.sim import aiming, courses, damage, ground, minds, orders, placing, roster, senses, spawning, states
from game.sim.command import IDLE, Command, Held
from game.sim.kinds import KINDS
from game.sim.states import SHOWN
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

AHEAD = Command.of(thrust=1.0)


def told(events, who=None):
    return [e.kind for e in events if who is None or e.who == who]


def distance(world, who):
    ships, row = world.ships, world.ships.row_of(who)
    me = world.player_row
    return math.hypot(ships.x[row] - ships.x[me], ships.y[row] - ships.y[me])


def the(world, kind):
    return roster.group(world, kind)[0]


def test_patrols_follow_their_path():
    path = np.array([[2000.0, 0.0], [2000.0, 900.0], [2600.0, 900.0]])
    world = arena("@")
    who = spawning.spawn(world, "watcher", 2000, 0, path=path)
    near = set()
    for _ in range(60 * 40):
        world.step(IDLE)
        row = world.ships.row_of(who)
        near |= {i for i, p in enumerate(path) if math.hypot(*(p - (world.ships.x[row], world.ships.y[row]))) < 90}
    assert near == {0, 1, 2}


def test_few_and_many_aim_and_fire_by_the_same_rule(monkeypatch):
    def battle(few):
        monkeypatch.setattr(aiming, "FEW", few)
        world = arena("@..h..w\n.h..g..", order="attack")
        shots = [event.who for event in fly(world, IDLE, 12) if event.kind == "fired"]
        return shots, world.ships.face.tolist(), world.ships.trigger.tolist()

    together, one_by_one = battle(0), battle(100)
    assert len(together[0]) > 10
    assert one_by_one == together


def test_guards_stay_home_and_patrols_wander():
    def strayed(order):
        world = arena("@")
        who = spawning.spawn(world, "watcher", 3000, 0, order=order)
        far = 0.0
        for _ in range(60 * 25):
            world.step(IDLE)
            row = world.ships.row_of(who)
            far = max(far, math.hypot(world.ships.x[row] - 3000, world.ships.y[row]))
        return far

    assert strayed("guard") < 300 < strayed("patrol")


def test_a_hunting_hound_notices_then_chases_then_attacks():
    world = arena("@.....h")
    world.heat.set(world, 3)
    who = the(world, "hound")
    events = fly(world, IDLE, 6)
    mine = [k for k in told(events, who) if k in ("noticed", "chasing", "fired")]
    assert mine[:2] == ["noticed", "chasing"]
    assert "fired" in mine
    assert {e.other for e in events if e.kind in ("noticed", "chasing")} == {world.player}


def test_noticing_leaves_the_player_a_moment_before_the_chase():
    world = arena("@.....h")
    world.heat.set(world, 3)
    ticks: dict[str, int] = {}
    for tick in range(300):
        for event in world.step(IDLE):
            ticks.setdefault(event.kind, tick)
    assert ticks["chasing"] - ticks["noticed"] >= 60 * KINDS["hound"].reaction


def test_without_heat_drones_leave_a_stranger_alone():
    world = arena("@...h")
    events = fly(world, IDLE, 6)
    assert "chasing" not in told(events)
    assert "fired" not in told(events)


def test_nobody_fires_in_its_first_second_on_screen():
    for kind in ("hound", "griefer", "warden"):
        world = arena("@")
        world.heat.set(world, 5)
        who = spawning.spawn(world, kind, 900, 0, math.pi)
        orders.give(world, who, "attack")
        seen = None
        for tick in range(60 * 12):
            events = world.step(AHEAD if kind == "warden" and tick < 40 else IDLE)
            x0, y0, x1, y1 = senses.view_of_player(world)
            row = world.ships.row_of(who)
            inside = x0 < world.ships.x[row] < x1 and y0 < world.ships.y[row] < y1
            seen = tick if inside and seen is None else seen if inside else None
            if "fired" in told(events, who):
                assert seen is not None, f"{kind} fired from off screen"
                assert tick - seen >= 60 * SHOWN - 6, f"{kind} fired {tick - seen} ticks after it came into sight"
                break
        else:
            pytest.fail(f"{kind} never fired")


def test_a_stray_hit_brings_no_answer_and_a_beating_does():
    def answer(damage):
        world = arena("@...h")
        who = the(world, "hound")
        world.shots.add(1, x=200, y=0, vx=800, vy=0, life=1, damage=damage, owner=world.player, team=0)
        return told(fly(world, IDLE, 5), who)

    stray, beating = answer(10.0), answer(60.0)
    assert "hit" in stray
    assert "chasing" not in stray
    assert "hit" in beating
    assert "chasing" in beating


def test_it_searches_the_last_known_place_when_it_loses_sight_and_gives_up():
    world = arena("@.....h")
    world.heat.set(world, 5)
    who = the(world, "hound")
    fly(world, IDLE, 3)
    ships = world.ships
    last = (float(ships.x[world.player_row]), float(ships.y[world.player_row]))
    placing.place_player(world, 9000, 9000, 0)
    near = math.inf
    events = []
    for _ in range(60 * 14):
        events += world.step(IDLE)
        row = ships.row_of(who)
        near = min(near, math.hypot(ships.x[row] - last[0], ships.y[row] - last[1]))
    assert "lost" in told(events, who)
    assert near < 120
    assert distance(world, who) > 5000, "it does not know where we went"


def test_nobody_sees_through_rock():
    rock = Rock("wide", np.array([[250.0, -900.0], [350.0, -900.0], [350.0, 900.0], [250.0, 900.0]]))
    world = World(0, Terrain(rocks=(rock,)))
    spawning.spawn(world, "callister", 0, 0)
    world.heat.set(world, 5)
    who = spawning.spawn(world, "hound", 600, 0, math.pi, order="guard")
    assert "noticed" not in told(fly(world, IDLE, 4), who)
    ground.remove(world, "wide")
    assert "noticed" in told(fly(world, IDLE, 4), who)


def test_newcomers_run_when_hurt():
    world = arena("@..n")
    who = the(world, "newcomer")
    before = distance(world, who)
    world.shots.add(1, x=150, y=0, vx=800, vy=0, life=1, damage=5, owner=world.player, team=0)
    events = fly(world, IDLE, 3)
    assert "retreating" in told(events, who)
    assert distance(world, who) > before + 150


def test_griefers_attack_when_told_and_keep_their_distance():
    world = arena("@.......g", order="attack")
    who = the(world, "griefer")
    fly(world, IDLE, 3)
    near = []
    for _ in range(300):
        world.step(IDLE)
        damage.heal(world, world.player)
        near.append(distance(world, who))
    assert min(near) > 60
    assert np.median(near) < 420


def test_an_order_for_some_seconds_ends():
    world = arena("@...g", order="attack")
    who = the(world, "griefer")
    orders.give(world, who, "drift", seconds=3.0)
    assert "fired" not in told(fly(world, IDLE, 2.9), who)
    assert "fired" in told(fly(world, IDLE, 6), who)


def test_of_two_orders_for_some_seconds_neither_stays():
    world = arena("@...g", order="hold")
    who = the(world, "griefer")
    orders.give(world, who, "attack", seconds=3.0)
    fly(world, IDLE, 1)
    orders.give(world, who, "drift", seconds=1.0)
    fly(world, IDLE, 4)
    assert states.ORDERS["hold"] == world.ships.order[world.ships.row_of(who)]


def test_leavers_leave():
    world = arena("@..g", order="attack")
    orders.give(world, the(world, "griefer"), "leave")
    took, events = fly_until(world, lambda w: w.ships.n == 1)
    assert took < 12
    assert "fired" not in told(events)


def test_a_leaver_goes_while_others_fight_on():
    world = arena("@..h\n....g", order="attack")
    orders.give(world, the(world, "griefer"), "leave")
    _, events = fly_until(world, lambda w: not roster.group(w, "griefer"))
    events += fly(world, IDLE, 3)
    assert not roster.group(world, "griefer")
    assert "fired" in told(events, the(world, "hound"))


def test_followers_stay_close():
    world = arena("@...n", order="follow")
    who = the(world, "newcomer")
    fly(world, Command.of(thrust=0.4), 12)
    assert distance(world, who) < 400


def test_minds_go_round_rock():
    world = arena("@..#..g", order="attack")
    world.ships.state[1] = 0
    took, _ = fly_until(world, lambda w: distance(w, the(w, "griefer")) < 300 or "griefer" not in w.groups, limit=15)
    assert took < 15


def test_who_is_shot_at_knows_by_whom():
    world = arena("@..m")
    who = the(world, "grinder")
    events = fly(world, Command.of(held=Held.FIRE), 3)
    assert "hit" in told(events, who)
    assert "chasing" in told(events, who) or "retreating" in told(events, who)


@pytest.mark.parametrize("order", ["patrol", "guard", "attack", "flee", "follow", "escort", "hold", "drift", "leave"])
def test_every_order_can_be_flown(order):
    world = arena("@.w.h.W\n.n.m.g", order=order)
    world.heat.set(world, 3)
    fly(world, AHEAD, 4)
    for column in ("x", "y", "vx", "vy", "angle", "hull"):
        assert np.isfinite(world.ships.rows(column)).all()


def edge_of(world, row):
    """How far a ship is off the map."""
    x0, y0, x1, y1 = world.terrain.bounds
    x, y = float(world.ships.x[row]), float(world.ships.y[row])
    return max(x0 - x, x - x1, y0 - y, y - y1, 0.0)


def at_the_edge(kind, order):
    """A ship at the right edge of the map, and the player between it and the rest."""
    world = arena("@")
    right = world.terrain.bounds[2]
    placing.place_player(world, right - 300.0, 0.0, 0.0)
    who = spawning.spawn(world, kind, right - 60.0, 0.0, order=order)
    farthest = 0.0
    for _ in range(600):
        placing.place_player(world, right - 300.0, 0.0, 0.0)
        world.step(IDLE)
        row = world.ships.row_of(who)
        if row < 0:
            break
        farthest = max(farthest, edge_of(world, row))
    return farthest, world.ships.row_of(who) >= 0


def test_who_runs_does_not_run_off_the_map():
    farthest, there = at_the_edge("newcomer", "flee")
    assert farthest < 150
    assert there


def test_who_leaves_may_leave_the_map_and_is_gone():
    farthest, there = at_the_edge("griefer", "leave")
    assert 300 < farthest < 600
    assert not there


# -- how often they think --------------------------------------------------------------------------------


def decisions(monkeypatch, world, seconds):
    counted = []
    decide = minds._decide
    monkeypatch.setattr(minds, "_decide", lambda world: counted.append(world.tick) or decide(world))
    fly(world, IDLE, seconds)
    return len(counted)


def test_they_decide_half_as_often_while_nobody_sees_or_fights_anybody(monkeypatch):
    calm, stirred = arena("@"), arena("@")
    spawning.spawn(calm, "hound", 5000, 5000)
    spawning.spawn(stirred, "hound", 300, 0, order="attack", angle=math.pi)
    rest, fight = decisions(monkeypatch, calm, 6), decisions(monkeypatch, stirred, 6)
    assert fight == 6 * 60 // states.THINK
    assert rest == fight // 2


def test_a_watcher_looks_about_as_smoothly_while_all_is_calm():
    world = arena("@")
    who = spawning.spawn(world, "watcher", 4000, 4000, path=np.array([[4000.0, 4000.0], [5500.0, 4000.0]]))
    fly(world, IDLE, 2)
    ways = []
    for _ in range(12):
        fly(world, IDLE, states.THINK / 60)
        row = world.ships.row_of(who)
        ways.append((float(world.ships.face_x[row]), float(world.ships.face_y[row])))
    assert all(one != other for one, other in itertools.pairwise(ways))


def test_many_keep_apart_as_few_do(monkeypatch):
    rng = np.random.default_rng(5)
    world = World(2)
    for x, y in rng.uniform(0, 700, (60, 2)):
        spawning.spawn(world, "hound", float(x), float(y))
    wishes = []
    for many in (1_000, 1):
        monkeypatch.setattr(courses, "MANY", many)
        want = np.zeros(world.ships.n, np.complex128)
        courses.space_out(world, want)
        wishes.append(want)
    assert np.abs(wishes[0]).max() > 10
    assert np.allclose(*wishes)


# -- couriers --------------------------------------------------------------------------------------------


def test_a_courier_goes_down_its_lane_at_full_burn_and_is_gone_at_its_end():
    world = arena("@")
    lane = np.array([[-1500.0, 900.0], [0.0, 900.0], [1500.0, 900.0]])
    who = spawning.spawn(world, "courier", -1500, 900, path=lane)
    fly(world, IDLE, 2)
    speeds = []
    while world.ships.row_of(who) >= 0 and world.time < 30:
        world.step(IDLE)
        row = world.ships.row_of(who)
        if row >= 0:
            speeds.append(float(abs(world.ships.velocity[row])))
            assert world.ships.vx[row] > 0, "it never turns round"
    assert world.ships.row_of(who) < 0
    assert min(speeds) > 0.9 * KINDS["courier"].speed


def test_a_courier_on_a_ring_goes_round():
    world = arena("@")
    ring = np.array([[1000.0, 0.0], [1800.0, 0.0], [1800.0, 800.0], [1000.0, 800.0], [1000.0, 0.0]])
    who = spawning.spawn(world, "courier", 1000, 0, path=ring)
    fly(world, IDLE, 30)
    assert world.ships.row_of(who) >= 0


def test_nobody_minds_a_courier_and_it_minds_nobody():
    world = arena("@...h")
    who = spawning.spawn(world, "courier", 200, 0)
    world.heat.set(world, 4)
    events = fly(world, IDLE, 4)
    assert not [e for e in events if e.who == who and e.kind in ("noticed", "chasing", "fired")]
