"""What the crew can do, and torpedoes, as one sees them from outside."""

import math

import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, crew, shots, spawning
from game.sim.command import IDLE, Command, Press
from game.sim.crew import CREW
from game.sim.states import State
from game.sim.world import World

ASK = {who: Command.of(pressed=help.press) for who, help in CREW.items()}
TORPEDO = Command.of(pressed=Press.TORPEDO)


def scene(*kinds, at=300.0, order="patrol"):
    world = World(9)
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "fire", "hack", "torpedo", *CREW):
        abilities.grant(world, ability)
    return world, [spawning.spawn(world, kind, at, 90.0 * i, math.pi, order=order) for i, kind in enumerate(kinds)]


def names(events, kind):
    return [event.name for event in events if event.kind == kind]


@pytest.mark.parametrize("who", CREW)
def test_each_helps_once_and_then_needs_a_while(who):
    world, _ = scene()
    assert names(world.step(ASK[who]), "crew") == [who]
    assert names(world.step(ASK[who]), "crew.wait") == [who]
    seconds, events = fly_until(world, lambda w: who not in w.crew.ready, IDLE, 60)
    assert seconds == pytest.approx(CREW[who].every, abs=0.1)
    assert names(events, "crew.ready") == [who]
    assert names(world.step(ASK[who]), "crew") == [who]


@pytest.mark.parametrize("who", CREW)
def test_nobody_helps_who_has_not_been_introduced(who):
    world, _ = scene()
    abilities.revoke(world, who)
    world.step(IDLE)
    assert world.step(ASK[who]) == []


def test_nate_throws_her_sideways_away_from_the_nearest():
    world, _ = scene("hound", at=300)
    world.physics.move(0, 0, 0, 200, 0, 0)
    world.step(IDLE)
    world.ships.y[1] = 60
    world.step(ASK["nate"])
    velocity = world.ships.velocity.item(0)
    assert abs(velocity.imag) > crew.SIDEWAYS * 0.8
    assert velocity.real == pytest.approx(200, abs=25), "what speed she has she keeps"


def test_elena_makes_hunters_lose_us_and_see_nobody_for_a_while():
    world, (hound,) = scene("hound", order="attack")
    row = world.ships.row_of(hound)
    fly_until(world, lambda w: w.ships.state[row] in (State.CHASE, State.ATTACK), IDLE, 6)
    world.step(ASK["elena"])
    assert world.ships.state[row] == State.SEARCH
    events = fly(world, IDLE, crew.EARS_FOR - 0.5)
    assert "fired" not in [event.kind for event in events if event.who == hound]
    _, later = fly_until(world, lambda w: w.ships.state[w.ships.row_of(hound)] in (2, 3), IDLE, 20)
    assert later, "and then it finds us again"


def test_karl_gives_all_that_he_has_put_by():
    world, _ = scene()
    world.ships.shield[0] = world.ships.energy[0] = world.ships.boost[0] = 0.0
    world.step(ASK["karl"])
    assert world.ships.shield[0] == world.ships.shield_max[0]
    assert world.ships.energy[0] > 0.99
    assert world.ships.boost[0] > 0.99


def test_kabir_asks_all_doors_near_by_at_once():
    world, ids = scene("hound", "watcher", "newcomer", at=260)
    far = spawning.spawn(world, "hound", 2_000, 0)
    world.step(ASK["kabir"])
    asleep = [who for who in (*ids, far) if world.ships.asleep[world.ships.row_of(who)] > world.time]
    assert asleep == ids


def test_who_answers_a_handshake_asks_nobody_for_help():
    world, _ = scene("newcomer", at=180)
    world.step(Command.of(pressed=Press.HACK))
    assert world.hacking.shake is not None
    for who in CREW:
        assert names(world.step(ASK[who]), "crew") == []


def test_a_torpedo_turns_after_its_foe_and_hurts_who_stands_round_it():
    world, (one, other, far) = scene("warden", "hound", "hound", at=520, order="hold")
    world.physics.move(world.ships.row_of(other), 520, 110, 0, 0, 0)
    world.physics.move(world.ships.row_of(far), 520, 500, 0, 0, 0)
    world.step(IDLE)
    world.torpedoes = 1

    def left(who):
        row = world.ships.row_of(who)
        return world.ships.hull[row] + world.ships.shield[row] if row >= 0 else 0.0

    whole = {who: left(who) for who in (one, other, far)}
    world.step(TORPEDO)
    events = fly(world, IDLE, 2.5)
    assert "blast" in [event.kind for event in events]
    assert [who for who in whole if left(who) < whole[who]] == [one, other]


def test_torpedoes_are_few():
    world, _ = scene()
    assert names(world.step(TORPEDO), "dry") == ["torpedo"]
    world.torpedoes = 2
    assert names(world.step(TORPEDO), "fired") == ["torpedo"]
    assert names(world.step(TORPEDO), "fired") == [], "one at a time"
    fly(world, IDLE, shots.TORPEDO_REST)
    assert names(world.step(TORPEDO), "fired") == ["torpedo"]
    assert world.torpedoes == 0


def test_crew_and_torpedoes_are_state():
    world, _ = scene("hound", "watcher", order="attack")
    world.torpedoes = 3
    world.step(TORPEDO), world.step(ASK["elena"]), world.step(ASK["nate"])
    fly(world, IDLE, 0.3)
    world.reseat()
    other = World.restore(world.snapshot())
    for one in (world, other):
        fly(one, IDLE, 8)
    assert world.digest() == other.digest()
