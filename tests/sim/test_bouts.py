"""Duelists ask, fight who answers, stop at half shields, and take no for an answer; traders run early and cry out."""

import math

import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, bouts, damage, placing, spawning
from game.sim.command import IDLE, Command, Held, Press
from game.sim.kinds import KINDS, Team
from game.sim.terrain import Terrain
from game.sim.world import World

FIRE, AHEAD = Command.of(held=Held.FIRE), Command.of(thrust=1.0)
BOUNDS = (-6000, -6000, 6000, 6000)


def scene(*kinds, at=300.0, **more):
    """The player at the origin, and ships before its nose that look at it."""
    world = World(3, Terrain(BOUNDS))
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "boost", "fire", "spike", "hack"):
        abilities.grant(world, ability)
    ids = [
        spawning.spawn(world, kind, at + 120.0 * i, 0.0, math.pi, tag=f"{kind}{i}", **more)
        for i, kind in enumerate(kinds)
    ]
    return world, ids


def told(events, beginning=""):
    return [event.kind for event in events if event.kind.startswith(beginning)]


def asked():
    world, (who,) = scene("duelist")
    _, events = fly_until(world, lambda w: w.lives.bouts.now is not None, IDLE, 6)
    assert told(events, "bout") == ["bout.asked"]
    return world, who


def accepted():
    world, who = asked()
    fly(world, IDLE, 1)
    world.shots.add(1, x=150, y=0, vx=900, vy=0, life=1, damage=1.0, owner=world.player, team=0)
    events = fly(world, IDLE, 1)
    assert "bout.accepted" in told(events)
    return world, who


def test_it_asks_and_waits_with_its_nose_to_us_and_its_gun_cold():
    world, who = asked()
    events = fly(world, IDLE, 4)
    row = world.ships.row_of(who)
    assert "fired" not in told(events)
    assert abs(world.ships.velocity[row]) < 20
    gap = world.ships.place[world.player_row] - world.ships.place[row]
    assert (world.ships.heading[row].conjugate() * gap).real > 0.95 * abs(gap)


def test_whoever_does_not_answer_has_said_no_and_is_not_asked_again():
    world, who = asked()
    events = fly(world, IDLE, bouts.WAITS + 1)
    assert told(events, "bout") == ["bout.declined"]
    assert told(fly(world, IDLE, 20), "bout") == []
    assert world.ships.row_of(who) >= 0


def test_whoever_goes_away_has_said_no():
    world, _ = asked()
    placing.place_player(world, -bouts.AWAY, 0.0, math.pi)
    assert "bout.declined" in told(fly(world, IDLE, 1))


def test_a_shot_is_a_yes_and_it_salutes_before_it_fights():
    world, who = accepted()
    events = []
    first = None
    for tick in range(600):
        events += world.step(IDLE)
        if first is None and any(e.kind == "fired" and e.who == who for e in events):
            first = tick
            break
    assert first is not None
    assert first + 60 >= 60 * bouts.SALUTE


def test_it_stops_when_we_are_at_half_shields_and_leaves_us_alone():
    world, who = accepted()
    _, events = fly_until(world, lambda w: w.lives.bouts.now is None, IDLE, 30)
    assert [e.name for e in events if e.kind == "bout.ended"] == ["won"]
    ships, me = world.ships, world.player_row
    assert 0.25 < ships.shield[me] / ships.shield_max[me] <= bouts.SHIELDS
    assert ships.hull[me] == ships.hull_max[me]
    world.shots.clear()  # those that are on their way
    assert "fired" not in told(fly(world, IDLE, 15))
    assert who in world.lives.bouts.rests


def test_it_stops_when_it_is_at_half_itself():
    world, who = accepted()
    fly(world, IDLE, bouts.SALUTE)
    row = world.ships.row_of(who)
    world.ships.shield[row] = 0.4 * world.ships.shield_max[row]
    events = fly(world, IDLE, 1)
    assert [e.name for e in events if e.kind == "bout.ended"] == ["lost"]


def test_it_breaks_off_when_somebody_else_joins_in():
    world, _ = accepted()
    fly(world, IDLE, bouts.SALUTE)
    world.shots.add(1, x=60, y=0, vx=-300, vy=0, life=1, damage=2.0, owner=12345, team=int(Team.MODERATION))
    events = fly(world, IDLE, 1)
    assert [e.name for e in events if e.kind == "bout.ended"] == ["broken"]


def test_a_spike_is_no_manners():
    world, who = asked()
    damage.put_to_sleep(world, who, 9.0, world.player)
    assert [e.name for e in fly(world, IDLE, 0.5) if e.kind == "bout.ended"] == ["broken"]


def test_one_at_a_time():
    world, _ = scene("duelist", "duelist", "duelist")
    events = fly(world, IDLE, 6)
    assert told(events, "bout") == ["bout.asked"]


def test_whoever_is_hunted_is_not_asked():
    world, _ = scene("duelist")
    world.heat.set(world, bouts.CROWDED)
    assert told(fly(world, IDLE, 6), "bout") == []


def test_a_bout_goes_on_from_a_snapshot():
    world, _ = accepted()
    world.reseat()
    twin = World.restore(world.snapshot(), Terrain(BOUNDS))
    assert twin.lives.bouts == world.lives.bouts
    fly(world, IDLE, 4)
    fly(twin, IDLE, 4)
    assert twin.digest() == world.digest()


# -- traders ---------------------------------------------------------------------------------------------


def test_a_trader_runs_at_the_first_scratch_and_cries_for_moderation():
    world, (who,) = scene("trader")
    spawning.spawn(world, "watcher", 1100, 700, 0.0)
    fly(world, IDLE, 1)
    world.shots.add(1, x=150, y=0, vx=900, vy=0, life=1, damage=2.0, owner=world.player, team=0)
    events = fly(world, IDLE, KINDS["trader"].tells + 2)
    assert "retreating" in [e.kind for e in events if e.who == who]
    assert [e.who for e in events if e.kind == "reported"] == [who]
    assert "alarm" in told(events)


def robbed(**more):
    world, (who,) = scene("trader", at=180.0, **more)
    row = world.ships.row_of(who)
    world.ships.asleep[row] = 0.0
    world.step(Command.of(pressed=Press.HACK))
    answers = (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4)
    events = []
    while world.hacking.shake is not None:
        shake = world.hacking.shake
        events += world.step(Command.of(pressed=answers[shake.prompts[shake.at]]))
    return world, who, events


def test_a_trader_that_is_robbed_awake_tells_and_is_rich():
    world, who, events = robbed(order="hold")
    assert "hacked" in told(events)
    assert world.hold.credits == KINDS["trader"].credits > KINDS["grinder"].credits
    assert [e.who for e in fly(world, IDLE, 4) if e.kind == "reported"] == [who]


@pytest.mark.parametrize("kind", ["grinder", "newcomer"])
def test_others_do_not_tell_of_themselves(kind):
    world, (who,) = scene(kind)
    world.witnesses.crime(world, world.ships.row_of(who), 0.0, 0.0)
    assert not world.witnesses.waiting
