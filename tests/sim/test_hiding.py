"""Decoys, borrowed names and what Moderation sends, as one sees them from outside."""

import math

import numpy as np
import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, damage, hiding, orders, response, roster, spawning
from game.sim.command import IDLE, Command, Held, Press
from game.sim.heat import ANNOUNCE, COOL, IDENTIFY
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

DECOY, SPOOF, HACK = (Command.of(pressed=one) for one in (Press.DECOY, Press.SPOOF, Press.HACK))
FIRE = Command.of(held=Held.FIRE)


def scene(*kinds, at=320.0):
    """The player at the origin, and drones that look at it."""
    world = World(7, Terrain((-4000, -4000, 4000, 4000)))
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "brake", "fire", "hack", "spike", "decoy", "spoof"):
        abilities.grant(world, ability)
    ids = [spawning.spawn(world, kind, at, 120.0 * i, math.pi) for i, kind in enumerate(kinds)]
    return world, ids


def kinds(events):
    return [event.kind for event in events]


# -- decoys ----------------------------------------------------------------------------------------------


def test_a_decoy_is_launched_while_there_are_any():
    world, _ = scene()
    assert "decoy.none" in kinds(world.step(DECOY))
    world.decoys.left = 1
    assert "decoy" in kinds(world.step(DECOY))
    fly(world, IDLE, hiding.BETWEEN)
    assert "decoy.none" in kinds(world.step(DECOY))


def test_a_decoy_that_flies_off_the_map_is_spent():
    world, _ = scene()
    world.decoys.left = 1
    world.physics.move(world.player_row, 3900.0, 0.0, 300.0, 0.0, 0.0)
    fly(world, IDLE, 0.1)
    world.step(DECOY)
    who = world.decoys.flying[0][0]
    while world.ships.row_of(who) >= 0:
        assert world.ships.x.item(world.ships.row_of(who)) < 4000 + hiding.OFF + 20
        told = world.step(IDLE)
    assert "decoy.lost" in kinds(told)


def test_eyes_follow_the_decoy_and_come_back():
    world, (watcher,) = scene("watcher")
    fly_until(world, lambda w: w.heat.seen_by == 1, IDLE, 3)
    world.decoys.left = 1
    world.step(DECOY)
    decoy = world.decoys.flying[0][0]
    row = world.ships.row_of(watcher)
    assert world.ships.target[row] == decoy
    fly(world, IDLE, 1.0)
    assert world.heat.seen_by == 0
    _, events = fly_until(world, lambda w: not w.decoys.flying, IDLE, 15)
    assert [event.name for event in events if event.kind == "decoy.lost"] == ["spent"]
    assert world.ships.target[world.ships.row_of(watcher)] == world.player


def test_who_shoots_a_decoy_has_shot_a_decoy():
    world, _ = scene()
    world.decoys.left = 1
    world.step(DECOY)
    damage.hurt(world, world.decoys.flying[0][0], 100)
    events = fly(world, IDLE, 0.1)
    assert [event.name for event in events if event.kind == "decoy.lost"] == ["destroyed"]


def test_a_scan_of_a_decoy_knows_nothing_of_us():
    world, _ = scene("watcher")
    world.decoys.left = 1
    fly_until(world, lambda w: w.heat.seen_by == 1, IDLE, 3)
    world.step(DECOY)
    events = fly(world, IDLE, ANNOUNCE + IDENTIFY + 1.5)
    assert "identified" not in kinds(events)
    assert world.heat.level == 0


# -- a borrowed name -------------------------------------------------------------------------------------


def wearing(*drones):
    world, ids = scene(*drones)
    world.hacking.names = ["lord_biscuit"]
    world.step(SPOOF)
    return world, ids


def test_nobody_to_be_is_said():
    world, _ = scene()
    assert "spoof.none" in kinds(world.step(SPOOF))


def test_a_scan_reads_the_name_and_is_content():
    world, _ = wearing("watcher")
    events = fly(world, IDLE, 8)
    assert "spoof.read" in kinds(events)
    assert "identified" not in kinds(events)
    assert world.heat.level == 0


def test_the_name_holds_for_its_time_and_warns_before_it_is_over():
    world, _ = wearing()
    seconds, events = fly_until(world, lambda w: not w.spoof.on, IDLE, 120)
    assert seconds == pytest.approx(hiding.NAME_LASTS, abs=0.1)
    order = [kind for kind in kinds(events) if kind.startswith("spoof")]
    assert order == ["spoof.short", "spoof.off"]
    assert world.hacking.names == ["lord_biscuit"], "it can be worn again"


def test_it_can_be_taken_off_and_put_on_again_after_a_while():
    world, _ = wearing()
    assert "spoof.off" in kinds(world.step(SPOOF))
    assert "spoof.on" not in kinds(world.step(SPOOF))
    fly(world, IDLE, hiding.REST)
    assert "spoof.on" in kinds(world.step(SPOOF))


@pytest.mark.parametrize(("act", "ability"), [(FIRE, "fire"), (Command.of(pressed=Press.SPIKE), "spike")])
def test_what_its_owner_would_not_do_gives_it_away_when_somebody_looks(act, ability):
    unseen, _ = wearing()
    fly(unseen, act, 0.1)
    assert unseen.spoof.on, "nobody saw"
    world, _ = wearing("watcher")
    fly_until(world, lambda w: w.heat.watched, IDLE, 3)
    events = fly(world, act, 0.1)
    assert "spoof.caught" in kinds(events)
    assert world.heat.level == 1
    assert world.hacking.names == [], "that name is burnt"


# -- what is sent ----------------------------------------------------------------------------------------


def sent(level, seconds=40.0, *, unseen=False):
    world, _ = scene()
    response.switch(world, True)
    world.heat.set(world, level)
    out = []
    for _ in range(round(seconds * 60)):
        world.heat.unseen = 0.0  # somebody keeps it warm, and nobody makes it warmer
        world.ships.scan[:] = 0.0
        damage.heal(world, world.player)
        out += [event for event in world.step(IDLE) if event.kind == "sent"]
    return world, out


@pytest.mark.parametrize("level", range(6))
def test_each_level_sends_who_stands_in_the_table_and_no_more(level):
    world, out = sent(level)
    most = {dispatch.kind: dispatch.most for dispatch in response.DISPATCHES[level]}
    assert {event.name for event in out} == set(most)
    there = [roster.kind_of(world, who) for who in roster.group(world, response.GROUP)]
    assert all(there.count(kind) <= count for kind, count in most.items())


def test_they_come_from_out_of_the_picture():
    _, out = sent(4, 30)
    assert out
    assert all(math.hypot(event.x, event.y) == pytest.approx(response.OFF, abs=80) for event in out[:2])


def test_every_level_is_worse_than_the_one_before():
    weights = {"watcher": 1, "hound": 2, "warden": 3}
    table = [sum(weights[d.kind] * d.most / d.every for d in response.DISPATCHES[level]) for level in range(6)]
    assert table == sorted(table)
    assert len(set(table)) == 6


def test_who_is_too_many_leaves_when_it_cools():
    world, _ = sent(4)
    world.heat.set(world, 0)
    fly(world, IDLE, 0.1)
    left = [world.ships.row_of(who) for who in roster.group(world, response.GROUP)]
    assert left
    assert {int(world.ships.order[row]) for row in left} == {8}


def test_nobody_comes_where_it_is_not_switched_on():
    world, _ = scene()
    world.heat.set(world, 5)
    assert "sent" not in kinds(fly(world, IDLE, 20))


def test_the_hammer_is_told_for_two_seconds_and_can_be_left():
    for stays in (True, False):
        world, _ = scene("watcher", at=250)
        response.switch(world, True)
        world.heat.set(world, 5)
        told, struck, hurt = None, None, 0.0
        for _ in range(60 * 20):
            world.heat.unseen = 0.0
            before = float(world.ships.hull[0] + world.ships.shield[0]) if world.player_row >= 0 else 0.0
            away = told is not None and not stays
            events = world.step(Command.of(move=(0.0, 1.0), held=Held.DIRECT) if away else IDLE)
            for event in events:
                if event.kind == "banhammer.tell":
                    told = world.time
                elif event.kind == "banhammer.strike":
                    struck = world.time
                    hurt = before - float(world.ships.hull[0] + world.ships.shield[0])
            if struck is not None:
                break
        assert struck - told == pytest.approx(response.TELL, abs=0.05)
        assert response.TELL >= 1.0
        assert (hurt > 50) == stays


def test_hiding_is_state():
    world, _ = wearing("watcher", "hound")
    world.decoys.left = 2
    response.switch(world, True)
    world.heat.set(world, 3)
    fly(world, DECOY, 0.1)
    fly(world, IDLE, 3)
    world.reseat()
    other = World.restore(world.snapshot(), world.terrain)
    for one in (world, other):
        fly(one, IDLE, 6)
    assert world.digest() == other.digest()


@pytest.mark.parametrize("level", [1, 2, 3])
def test_heat_cools_a_level_at_a_time_unseen(level):
    world, _ = scene()
    world.heat.set(world, level)
    seconds, _ = fly_until(world, lambda w: w.heat.level == 0, IDLE, 60)
    assert seconds == pytest.approx(level * COOL, abs=0.6 * level)


def test_a_rock_between_is_cover():
    ring = np.array([[120.0, -160.0], [170.0, -160.0], [170.0, 160.0], [120.0, 160.0]])
    world = World(3, Terrain((-2000, -2000, 2000, 2000), (Rock("rock", ring),)))
    spawning.spawn(world, "callister", 0, 0)
    watcher = spawning.spawn(world, "watcher", 320, 0, math.pi)
    orders.give(world, watcher, "hold")
    fly(world, IDLE, 6)
    assert world.heat.seen_by == 0
    assert world.ships.scan[world.ships.row_of(watcher)] == 0
