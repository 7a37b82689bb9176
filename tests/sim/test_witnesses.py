"""Who sees that a player is wronged tells Moderation, unless one is quick."""

import numpy as np
import pytest

from game.lab.scenes import fly
from game.sim import abilities, damage, response, roster, spawning
from game.sim.command import IDLE, Command, Press
from game.sim.damage import Blow, apply
from game.sim.kinds import KINDS
from game.sim.response import CALLED
from game.sim.states import State
from game.sim.terrain import Rock, Terrain
from game.sim.witnesses import HEARD
from game.sim.world import World

TELLS = KINDS["grinder"].tells
ANSWERS = (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4)


def scene(terrain=None, witness="grinder", at=(0.0, 200.0)):
    """The player between somebody who has what it wants and somebody who looks on."""
    world = World(5, terrain)
    spawning.spawn(world, "callister", 0, 0)
    victim = spawning.spawn(world, "newcomer", 160, 0, order="hold", tag="somebody")
    seer = spawning.spawn(world, witness, *at, order="hold", tag="onlooker")
    world.step(IDLE)
    return world, victim, seer


def destroy(world, who, by=None):
    apply(world, [Blow(who, world.player if by is None else by, 500.0, 0.0, 0.0, "shot")])
    return world.step(IDLE)


def wait_for(world, kind, limit=TELLS + 1.0):
    """The first event of a kind."""
    for _ in range(round(limit * 60)):
        found = [event for event in world.step(IDLE) if event.kind == kind]
        if found:
            return found[0]
    raise AssertionError(f"no {kind} within {limit} s")


def kinds(events):
    return [event.kind for event in events]


def test_who_sees_a_player_destroyed_tells_after_its_time_where_it_was():
    world, victim, seer = scene()
    x, y = 160.0, 0.0
    events = destroy(world, victim)
    assert [(e.who, e.value) for e in events if e.kind == "witness"] == [(seer, TELLS)]
    told = wait_for(world, "reported")
    assert (told.who, told.x, told.y) == (seer, pytest.approx(x, abs=5), pytest.approx(y, abs=5))
    assert not world.witnesses.waiting


def test_only_those_tell_who_saw_it():
    behind = Terrain(rocks=(Rock("between", np.array([[-60.0, 80], [60, 80], [60, 120], [-60, 120]])),))
    for world, victim, _ in (scene(behind), scene(at=(0.0, 900.0)), scene(witness="griefer")):
        assert "witness" not in kinds(destroy(world, victim))


def test_a_hack_is_a_wrong_too():
    world, _, seer = scene()
    abilities.grant(world, "hack")
    world.hacking._throw(world)
    events = []
    while world.hacking.shake is not None:
        shake = world.hacking.shake
        events += world.step(Command.of(pressed=ANSWERS[shake.prompts[shake.at]]))
    assert [e.who for e in events if e.kind == "witness"] == [seer]


def test_whoever_defends_itself_does_no_wrong():
    world, victim, _ = scene()
    row = world.ships.row_of(victim)
    world.ships.state[row], world.ships.target[row] = int(State.ATTACK), world.player
    assert "witness" not in kinds(destroy(world, victim))


def test_somebody_elses_wrong_is_not_ours():
    world, victim, seer = scene()
    assert "witness" not in kinds(destroy(world, victim, by=seer))


def test_a_witness_put_to_sleep_has_dreamt_it():
    world, victim, seer = scene()
    destroy(world, victim)
    damage.put_to_sleep(world, seer, 3.0)
    events = fly(world, IDLE, TELLS + 1.0)
    assert "witness.silenced" in kinds(events)
    assert "reported" not in kinds(events)


def test_what_is_told_brings_those_who_are_near_and_not_those_who_are_far():
    world, victim, _ = scene()
    near, far = spawning.spawn(world, "watcher", 160, -HEARD + 200), spawning.spawn(world, "watcher", 160, -HEARD - 300)
    destroy(world, victim)
    wait_for(world, "reported")
    states = {who: world.ships.state[world.ships.row_of(who)] for who in (near, far)}
    assert states == {near: State.SEARCH, far: State.PATROL}
    assert world.heat.level == 0, "it was told where, not who"


def test_where_moderation_answers_a_watcher_is_sent_to_look_and_goes_again():
    world, victim, _ = scene()
    response.switch(world, True)
    destroy(world, victim)
    wait_for(world, "reported")
    (who,) = roster.group(world, CALLED)
    assert roster.kind_of(world, who) == "watcher"
    damage.heal(world, world.player)
    place = world.ships.place[world.ships.row_of(who)]
    fly(world, IDLE, 3.0)
    assert abs(world.ships.place[world.ships.row_of(who)] - 160) < abs(place - 160)
    world.ships.x[world.player_row] = 5000.0
    world.physics.move(world.player_row, 5000.0, 0.0, 0.0, 0.0, 0.0)
    fly(world, IDLE, 40.0)
    assert not roster.group(world, CALLED)


def test_a_borrowed_name_is_what_they_tell():
    world, victim, _ = scene()
    response.switch(world, True)
    world.hacking.names.append("lord_biscuit")
    abilities.grant(world, "spoof")
    world.spoof._switch(world)
    destroy(world, victim)
    wait_for(world, "spoof.caught")
    assert not world.spoof.on
    assert "lord_biscuit" not in world.hacking.names
    assert not roster.group(world, CALLED)


def test_reports_to_come_are_state():
    world, victim, _ = scene()
    destroy(world, victim)
    world.reseat()
    twin = World.restore(world.snapshot())
    assert twin.witnesses.waiting == world.witnesses.waiting
    for one in (world, twin):
        wait_for(one, "reported")
    assert twin.digest() == world.digest()
