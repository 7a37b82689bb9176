"""What players do when nobody looks: they mine, trade, fight, roam, log out and in; and what befalls a whole place."""

import math

import numpy as np
import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, bans, damage, gates, lives, orders, placing, response, roster, spawning
from game.sim.command import IDLE, Command, Press
from game.sim.kinds import Team
from game.sim.lives import LIVES, Life
from game.sim.lockdown import LIFTS, SHUN
from game.sim.response import REACH, SWARM
from game.sim.states import State
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

BOUNDS = (-6000, -6000, 6000, 6000)
ROCK = Rock("ore", np.array([[2000.0, -100.0], [2200.0, -100.0], [2200.0, 100.0], [2000.0, 100.0]]))


def scene(*rocks):
    """The player far from where life goes on."""
    world = World(6, Terrain(BOUNDS, rocks))
    spawning.spawn(world, "callister", -3000, -3000)
    for ability in ("thrust", "turn", "hack", "spike", "fire"):
        abilities.grant(world, ability)
    return world


def row(world, who):
    return world.ships.row_of(who)


def told(events, kind, who=None):
    return [event for event in events if event.kind == kind and who in (None, event.who)]


# -- mining, trading, roaming ----------------------------------------------------------------------------


def test_a_miner_goes_to_its_rock_and_counts_its_loads():
    world = scene(ROCK)
    who = spawning.spawn(world, "grinder", 1700, 0, life="mine", tally=4112)
    events = fly(world, IDLE, 20)
    loads = told(events, "mined", who)
    assert len(loads) >= 4
    assert [event.value for event in loads] == [4113.0 + i for i in range(len(loads))]
    assert all(abs(event.x - 2000) < 2 and abs(event.y) < 100 for event in loads), "at the rock's face"
    ships = world.ships
    assert ships.works[row(world, who)]
    assert ships.heading[row(world, who)].real > 0.95, "its tool points at the rock"


def test_a_miner_that_is_shot_at_stops_and_takes_it_up_again():
    world = scene(ROCK)
    who = spawning.spawn(world, "grinder", 1850, 0, life="mine")
    fly(world, IDLE, 6)
    placing.place_player(world, 1500.0, 0.0, 0.0)
    world.shots.add(1, x=1700, y=0, vx=900, vy=0, life=1, damage=60.0, owner=world.player, team=0)
    fly(world, IDLE, 1.5)
    assert not world.ships.works[row(world, who)]
    assert world.ships.state[row(world, who)] in (State.RETREAT, State.CHASE, State.ATTACK, State.NOTICE)
    placing.place_player(world, -3000.0, -3000.0, 0.0)
    fly_until(world, lambda w: bool(w.ships.works[row(w, who)]), IDLE, 60)
    assert world.ships.works[row(world, who)]


def test_a_trader_goes_from_stall_to_stall_and_stays_at_each():
    world = scene()
    stalls = [spawning.spawn(world, "stall", x, y) for x, y in ((1000, 0), (1700, 300), (1300, 900))]
    who = spawning.spawn(world, "trader", 900, 300, life="trade")
    near = []
    deals = []
    for _ in range(60 * 60):
        deals += told(world.step(IDLE), "traded", who)
        here = world.ships.place[row(world, who)]
        gaps = [abs(here - world.ships.place[row(world, stall)]) for stall in stalls]
        if min(gaps) < lives.BESIDE + lives.THERE and (not near or near[-1] != int(np.argmin(gaps))):
            near.append(int(np.argmin(gaps)))
    assert near[:3] == [0, 1, 2]
    assert [event.value for event in deals][:2] == [1.0, 2.0]


def test_a_trader_with_a_path_goes_along_it():
    world = scene()
    path = np.array([[1000.0, 0.0], [1500.0, 0.0], [1500.0, 500.0]])
    who = spawning.spawn(world, "trader", 1000, 0, life="trade", path=path)
    met = set()
    for _ in range(60 * 45):
        world.step(IDLE)
        here = world.ships.place[row(world, who)]
        met |= {i for i, point in enumerate(path) if abs(here - complex(*point)) < lives.THERE}
    assert met == {0, 1, 2}


def test_who_roams_gets_about_and_stays_within_reach_of_home():
    world = scene(ROCK)
    who = spawning.spawn(world, "newcomer", 1000, 1000, life="roam")
    far = []
    for _ in range(60 * 40):
        world.step(IDLE)
        far.append(abs(world.ships.place[row(world, who)] - (1000 + 1000j)))
    assert max(far) > 350
    assert max(far) < lives.ROAMS * 1.5 + 200


# -- fighting --------------------------------------------------------------------------------------------


def test_a_griefer_goes_for_the_next_player_who_is_hurt_runs_and_comes_back():
    world = scene()
    griefer = spawning.spawn(world, "griefer", 1000, 0, life="fight")
    victim = spawning.spawn(world, "newcomer", 1400, 0, 0.0, life="roam", tag="leaf")
    events = fly(world, IDLE, 30)
    hits = told(events, "hit", victim)
    assert hits
    assert {event.other for event in hits} == {griefer}
    assert told(events, "retreating", victim)
    assert told(events, "destroyed", victim)
    back = told(events, "respawned")
    assert back
    assert back[0].name == "leaf"
    assert world.ships.life[row(world, back[0].who)] == Life.ROAM if row(world, back[0].who) >= 0 else True
    assert not told(events, "hit", world.player)


def test_nobody_blames_us_for_what_others_did():
    world = scene()
    spawning.spawn(world, "griefer", 1000, 0, life="fight")
    spawning.spawn(world, "trader", 1350, 0, life="roam")
    spawning.spawn(world, "trader", 1500, 300, life="roam")
    events = fly(world, IDLE, 40)
    assert told(events, "hit")
    assert not told(events, "witness")


def test_friends_leave_each_other_alone():
    world = scene()
    for i in range(3):
        spawning.spawn(world, "griefer", 1000 + 150 * i, 0, life="fight", group="pack")
    assert not told(fly(world, IDLE, 12), "fired")


def test_without_a_life_players_shots_pass_through_players():
    world = scene()
    griefer, victim = spawning.spawn(world, "griefer", 1000, 0), spawning.spawn(world, "newcomer", 1300, 0)
    orders.give(world, griefer, "attack", target=victim)
    events = fly(world, IDLE, 8)
    assert told(events, "fired", griefer)
    assert not told(events, "hit", victim)


def test_duelists_fight_each_other_to_half_shields_and_rest():
    world = scene()
    pair = [spawning.spawn(world, "duelist", 1000 + 300 * i, 0, math.pi * i, life="fight") for i in range(2)]
    _, events = fly_until(world, lambda w: False, IDLE, 25)
    ends = told(events, "bout.ended")
    assert ends
    assert {ends[0].who, ends[0].other} == set(pair)
    assert not told(events, "destroyed")
    assert not told(events, "hull.low")
    assert sum(world.ships.tally[row(world, who)] for who in pair) == len(ends)


def test_a_duelist_leaves_those_alone_who_do_not_duel():
    world = scene()
    spawning.spawn(world, "duelist", 1000, 0, life="fight")
    spawning.spawn(world, "newcomer", 1200, 0, life="roam")
    assert not told(fly(world, IDLE, 10), "fired")


def test_a_fighter_that_we_shoot_turns_on_us():
    world = scene()
    who = spawning.spawn(world, "griefer", 1000, 0, life="fight")
    placing.place_player(world, 700.0, 0.0, 0.0)
    fly(world, IDLE, 0.5)
    world.shots.add(1, x=850, y=0, vx=900, vy=0, life=1, damage=5.0, owner=world.player, team=0)
    events = fly(world, IDLE, 4)
    assert [event.other for event in told(events, "chasing", who)][:1] == [world.player]


# -- in and out ------------------------------------------------------------------------------------------


def leaving():
    world = scene()
    who = spawning.spawn(world, "newcomer", 1000, 0, tag="pasta", life="roam", logs_out=True)
    world.ships.outing[row(world, who)] = world.time + 1.0
    return world, who


def test_who_logs_out_fades_is_gone_and_comes_in_again_elsewhere():
    world, who = leaving()
    events = fly(world, IDLE, 2)
    assert [event.name for event in told(events, "logging.out", who)] == ["pasta"]
    assert world.ships.outing[row(world, who)] < 0
    events = fly(world, IDLE, lives.FADES)
    assert told(events, "logged.out", who)
    assert row(world, who) < 0
    _, events = fly_until(world, lambda w: w.ships.n == 2, IDLE, lives.OFFLINE[1] + 1)
    (again,) = told(events, "logged.in")
    assert (again.other, again.name) == (who, "pasta")
    assert world.ships.life[row(world, again.who)] == Life.ROAM
    assert world.ships.outing[row(world, again.who)] > world.time
    assert abs(complex(again.x, again.y) - 1000) <= lives.ELSEWHERE * 1.5


def test_nobody_logs_out_of_a_fight():
    world, who = leaving()
    damage.hurt(world, who, 1.0)
    events = fly(world, IDLE, 4)
    assert not told(events, "logging.out")


@pytest.mark.parametrize("life", LIVES)
def test_lives_are_the_same_each_time_and_go_on_from_a_snapshot(life):
    def build():
        world = scene(ROCK)
        spawning.spawn(world, "stall", 1200, 500)
        for i, kind in enumerate(("grinder", "trader", "griefer", "duelist", "duelist", "newcomer")):
            spawning.spawn(world, kind, 900 + 160 * i, 100 * i, life=life, logs_out=i % 2 == 0, tag=f"t{i}")
        world.ships.outing[world.ships.outing > 0] = 3.0
        return world

    one, two = build(), build()
    fly(one, IDLE, 6)
    fly(two, IDLE, 6)
    assert one.digest() == two.digest()
    one.reseat()
    three = World.restore(one.snapshot(), Terrain(BOUNDS, (ROCK,)))
    fly(one, IDLE, 12)
    fly(three, IDLE, 12)
    assert one.digest() == three.digest()


def test_where_nobody_lives_a_digest_is_what_it_was():
    world = scene()
    spawning.spawn(world, "griefer", 1000, 0)
    before = world.ships.digest()
    world.ships.life[1] = int(Life.ROAM)
    assert world.ships.digest() != before
    world.ships.life[1] = 0
    assert world.ships.digest() == before


def test_an_unknown_life_is_named():
    with pytest.raises(KeyError, match="sleep"):
        spawning.spawn(scene(), "grinder", 0, 0, life="sleep")


# -- bans ------------------------------------------------------------------------------------------------


def test_who_is_banned_stands_in_a_light_and_is_gone_for_good():
    world = scene()
    who = spawning.spawn(world, "newcomer", 1000, 0, tag="bea_on_break", group="moon")
    assert bans.ban(world, who)
    assert not bans.ban(world, who), "once is enough"
    events = fly(world, IDLE, bans.LIGHT + 12)
    assert [event.name for kind in ("ban", "banned") for event in told(events, kind, who)] == ["bea_on_break"] * 2
    assert row(world, who) < 0
    assert not told(events, "respawned")


def test_a_hull_may_stay_behind_with_nobody_in_it():
    world = scene()
    who = spawning.spawn(world, "newcomer", 1000, 0, tag="bea_on_break")
    bans.ban(world, who, leaves=True)
    fly(world, IDLE, bans.LIGHT + 4)
    at = row(world, who)
    assert at >= 0
    assert roster.tag_of(world, at) == ""
    assert world.ships.mind[at] == 0
    assert world.ships.spin[at] != 0
    assert abs(world.ships.velocity[at]) < 30


def test_a_hull_that_is_left_behind_stays_on_the_map():
    world = scene()
    who = spawning.spawn(world, "griefer", 5900, 0, order="hold")
    world.physics.move(row(world, who), 5900, 0, 200.0, 0.0, 0.0)
    world.ships.velocity[row(world, who)] = 200.0
    bans.ban(world, who, leaves=True)
    world.lives.bans[0] = world.lives.bans[0]._replace(at=0.0)
    fly(world, IDLE, 20)
    assert 6000 < world.ships.x[row(world, who)] < 6100
    assert abs(world.ships.velocity[row(world, who)]) < 0.1


def test_the_banhammer_reads_no_names():
    world = scene()
    me = world.ships.place[world.player_row]
    who = spawning.spawn(world, "newcomer", float(me.real) + REACH * 0.6, float(me.imag), tag="too_near", order="hold")
    far = spawning.spawn(world, "newcomer", float(me.real) + REACH * 4, float(me.imag), tag="far", order="hold")
    spawning.spawn(world, "watcher", float(me.real) + 300, float(me.imag), math.pi, order="hold")
    response.switch(world, True)
    world.heat.set(world, 5)
    fly_until(world, lambda w: bool(w.lives.bans), IDLE, 12)
    assert [one.who for one in world.lives.bans] == [who]
    assert row(world, far) >= 0


# -- lockdown, gates, the swarm --------------------------------------------------------------------------


def gated(**more):
    world = scene()
    lock = spawning.spawn(world, "gate-lock", -2850, -3000)
    gates.set_up(world, "out", 0, 0, 0.0, 100.0, (4000.0, 0.0, 0.0), **more(lock) if callable(more) else more)
    return world, lock


def test_at_the_highest_heat_gates_shut_and_open_again_when_it_has_fallen():
    world, _ = gated()
    world.heat.set(world, 5)
    events = fly(world, IDLE, 0.1)
    assert [event.value for event in told(events, "lockdown")] == [1.0]
    assert [event.name for event in told(events, "gate.closed")] == ["out"]
    world.heat.set(world, LIFTS)
    assert not told(fly(world, IDLE, 0.5), "lockdown"), "not yet"
    assert world.lives.lockdown.on
    world.heat.set(world, LIFTS - 1)
    events = fly(world, IDLE, 0.1)
    assert [event.value for event in told(events, "lockdown")] == [0.0]
    assert world.gates["out"].open


def test_a_gate_that_was_shut_before_stays_shut_after():
    world, _ = gated()
    gates.close(world, "out")
    world.heat.set(world, 5)
    fly(world, IDLE, 0.2)
    world.heat.set(world, 0)
    fly(world, IDLE, 0.2)
    assert not world.gates["out"].open


def test_whoever_has_a_name_keeps_away_from_us_in_a_lockdown():
    world = scene()
    me = world.ships.place[world.player_row]
    who = spawning.spawn(world, "newcomer", float(me.real) + 200, float(me.imag))
    fly(world, IDLE, 2)
    world.heat.set(world, 5)
    fly(world, IDLE, 5)
    assert abs(world.ships.place[row(world, who)] - me) > SHUN - 60


def test_the_crowd_keeps_away_too():
    world = scene()
    me = world.ships.place[world.player_row]
    lane = np.array([[me.real - 900, me.imag + 40], [me.real + 900, me.imag + 40]])
    world.traffic.add(world, lane, 40, 60.0, 10.0)
    fly(world, IDLE, 4)
    calm = float(np.abs(world.traffic.rows.spot - np.complex64(me)).min())
    world.heat.set(world, 5)
    fly(world, IDLE, 6)
    assert np.abs(world.traffic.rows.spot - np.complex64(me)).min() > calm + 100


def hack(world):
    answers = (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4)
    events = world.step(Command.of(pressed=Press.HACK))
    while world.hacking.shake is not None:
        shake = world.hacking.shake
        events += world.step(Command.of(pressed=answers[shake.prompts[shake.at]]))
    return events


def locked(shut):
    world = scene()
    lock = spawning.spawn(world, "gate-lock", -2850, -3000)
    gates.set_up(world, "out", 0, 0, 0.0, 100.0, (4000.0, 0.0, 0.0), shut=shut, lock=lock)
    return world, lock


@pytest.mark.parametrize("shut", [True, False])
def test_a_gate_is_talked_open_for_a_while_or_shut_behind_us(shut):
    world, lock = locked(shut)
    events = hack(world)
    seconds = gates.OPENS if shut else gates.SHUTS
    assert [event.value for event in told(events, "gate.opened" if shut else "gate.closed")] == [pytest.approx(seconds)]
    assert world.gates["out"].open is shut
    fly(world, IDLE, seconds + 0.1)
    assert world.gates["out"].open is not shut
    assert not world.ships.hacked[row(world, lock)], "it can be talked to again"


def test_a_gate_can_be_talked_open_in_a_lockdown():
    world, _ = locked(False)
    world.heat.set(world, 5)
    fly(world, IDLE, 0.2)
    assert not world.gates["out"].open
    hack(world)
    assert world.gates["out"].open
    fly(world, IDLE, 1.0)
    assert world.gates["out"].open
    fly(world, IDLE, gates.OPENS)
    assert not world.gates["out"].open
    world.heat.set(world, 0)
    fly(world, IDLE, 0.2)
    assert world.gates["out"].open


def test_a_lockdown_goes_on_from_a_snapshot():
    world, _ = locked(False)
    world.heat.set(world, 5)
    fly(world, IDLE, 1)
    world.reseat()
    twin = World.restore(world.snapshot(), Terrain(BOUNDS))
    for one in (world, twin):
        one.heat.set(one, 0)
        fly(one, IDLE, 1)
        assert one.gates["out"].open
    assert world.digest() == twin.digest()


def test_a_swarm_is_sent_where_the_level_allows_it():
    def sent(swarm):
        world = scene()
        response.switch(world, True, swarm=swarm)
        world.heat.set(world, 5)
        most = 0
        for _ in range(60 * 25):
            damage.heal(world, world.player)
            world.heat.unseen = 0.0
            world.step(IDLE)
            most = max(most, int(np.count_nonzero(world.ships.traits.mites)))
        return most, world

    assert sent(False)[0] == 0
    most, world = sent(True)
    assert 100 < most <= SWARM[5][0].most
    world.heat.set(world, 1)
    _, _ = fly_until(world, lambda w: w.ships.traits.mites.size == 0, IDLE, 25)
    assert world.ships.traits.mites.size == 0, "called back"


def test_those_who_fight_for_us_are_shot_at_by_their_own():
    world = scene()
    hounds = [spawning.spawn(world, "hound", -2800 + 300 * i, -3000, math.pi, group="dogs") for i in range(2)]
    world.ships.asleep[row(world, hounds[0])] = 20.0
    world.step(IDLE)
    hack(world)
    assert world.ships.team[row(world, hounds[0])] == Team.CREW
    events = fly(world, IDLE, 6)
    assert {event.other for event in told(events, "hit", hounds[1])} == {hounds[0]}
