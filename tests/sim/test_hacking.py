"""Spikes, tethers and handshakes, as one sees them from outside."""

import itertools
import math

import numpy as np
import pytest

from game.lab.scenes import fly, fly_until
from game.sim import abilities, damage, hacking, orders, placing, roster, shots, spawning, turned
from game.sim.command import IDLE, Command, Held, Press
from game.sim.damage import SPIKE_SLEEP
from game.sim.kinds import KINDS, Heed, Team
from game.sim.states import State
from game.sim.terrain import Rock, Terrain
from game.sim.world import World

HACK, SPIKE = Command.of(pressed=Press.HACK), Command.of(pressed=Press.SPIKE)
ANSWERS = (Press.CHOICE_1, Press.CHOICE_2, Press.CHOICE_3, Press.CHOICE_4)
HACKABLE = [name for name, kind in KINDS.items() if kind.hack]


def scene(kind="newcomer", x=160.0, y=0.0, **more):
    """The player at the origin, looking at a ship that holds still."""
    world = World(5)
    spawning.spawn(world, "callister", 0, 0)
    for ability in ("thrust", "turn", "brake", "spike", "hack", "fire"):
        abilities.grant(world, ability)
    who = spawning.spawn(world, kind, x, y, order="hold", tag="somebody", **more)
    world.step(IDLE)
    return world, who


def kinds(events):
    return [event.kind for event in events]


def answer(world, right=True):
    shake = world.hacking.shake
    return Command.of(pressed=ANSWERS[(shake.prompts[shake.at] + (0 if right else 1)) % 4])


def finish(world, every=20):
    """Answer every prompt, one in so many ticks; returns what happened."""
    events = []
    while world.hacking.shake is not None:
        events += fly(world, IDLE, (every - 1) / 60)
        if world.hacking.shake is not None:
            events += world.step(answer(world))
    return events


def asleep(world, who, seconds=30.0):
    damage.put_to_sleep(world, who, seconds)
    world.step(IDLE)


# -- the tether ------------------------------------------------------------------------------------------


def test_a_handshake_that_is_answered_brings_the_purse_and_the_tag_once():
    world, bea = scene()
    assert "hack.began" in kinds(world.step(HACK))
    events = finish(world)
    hacked = next(event for event in events if event.kind == "hacked")
    assert (hacked.who, hacked.other, hacked.value, hacked.name) == (bea, world.player, 11.0, "somebody")
    assert world.hold.credits == 11
    assert world.hacking.names == ["somebody"]
    fly(world, IDLE, hacking.REST + 0.1)
    refused = world.step(HACK)
    assert [event.name for event in refused if event.kind == "hack.refused"] == ["empty"]


@pytest.mark.parametrize("kind", HACKABLE)
def test_the_stronger_the_target_the_more_is_asked_in_hardly_more_time(kind):
    world, who = scene(kind)
    asleep(world, who)
    world.step(HACK)
    count, seconds = hacking.HANDSHAKES[KINDS[kind].hack]
    assert len(world.hacking.shake.prompts) == count
    assert world.hacking.shake.whole == seconds
    assert 0.6 < seconds / count < 1.1, "quick to read, and to be done by a hand"


def test_harder_handshakes_leave_less_time_for_each_prompt():
    each = [seconds / count for _, (count, seconds) in sorted(hacking.HANDSHAKES.items())]
    assert all(easy > hard for easy, hard in itertools.pairwise(each))


def test_generosity_gives_more_time():
    world, _ = scene()
    world.hacking.generosity = 2.0
    world.step(HACK)
    assert world.hacking.shake.whole == 2 * hacking.HANDSHAKES[1][1]


@pytest.mark.parametrize(("x", "why"), [(600.0, "nobody"), (300.0, "")])
def test_the_tether_reaches_from_hull_to_hull(x, why):
    world, _ = scene(x=x)
    events = world.step(HACK)
    assert [event.name for event in events if event.kind == "hack.refused"] == ([why] if why else [])


def test_it_goes_round_no_rock():
    ring = np.array([[70.0, -80.0], [100.0, -80.0], [100.0, 80.0], [70.0, 80.0]])
    world = World(5, Terrain((-2000, -2000, 2000, 2000), (Rock("rock", ring),)))
    spawning.spawn(world, "callister", 0, 0)
    abilities.grant(world, "hack")
    spawning.spawn(world, "newcomer", 190, 0, order="hold")
    world.step(IDLE)
    assert [event.name for event in world.step(HACK)] == ["hidden"]


def test_who_passes_by_too_fast_gets_no_hold():
    world, who = scene()
    world.ships.vx[world.ships.row_of(who)] = 400.0
    world.physics.move(world.ships.row_of(who), 160, 0, 400.0, 0, 0)
    assert [event.name for event in world.step(HACK) if event.kind == "hack.refused"] == ["fast"]


def test_two_at_full_burn_side_by_side_hold_well_enough():
    world, who = scene()
    for row in (0, world.ships.row_of(who)):
        world.physics.move(row, float(world.ships.x[row]), float(world.ships.y[row]), 700.0, 0, 0)
        world.ships.vx[row] = 700.0
    assert "hack.began" in kinds(world.step(HACK))


def test_a_tether_that_slips_is_given_a_moment_and_then_lost():
    world, who = scene()
    world.step(HACK)
    row = world.ships.row_of(who)
    world.physics.move(row, 900, 0, 0, 0, 0)
    seconds, events = fly_until(world, lambda w: w.hacking.shake is None, IDLE, 5)
    assert seconds == pytest.approx(hacking.SLIP, abs=0.05)
    assert [event.name for event in events if event.kind == "tether.lost"] == ["far"]
    assert world.hold.credits == 0


def test_one_may_let_go():
    world, _ = scene()
    world.step(HACK)
    assert [event.name for event in world.step(HACK) if event.kind == "tether.lost"] == ["let go"]


# -- the handshake ---------------------------------------------------------------------------------------


def test_wrong_answers_cost_time_and_the_third_ends_it():
    world, _ = scene()
    world.step(HACK)
    fly(world, IDLE, 0.2)
    left = world.hacking.shake.left
    world.step(answer(world, right=False))
    assert left - world.hacking.shake.left >= hacking.MISS_COSTS
    assert world.hacking.shake.at == 0
    world.step(answer(world, right=False))
    events = world.step(answer(world, right=False))
    assert kinds(events).count("hack.failed") == 1
    assert world.hacking.shake is None


def test_time_runs_out_after_a_moment_to_find_the_first_prompt():
    world, _ = scene()
    world.step(HACK)
    seconds, events = fly_until(world, lambda w: w.hacking.shake is None, IDLE, 20)
    assert seconds == pytest.approx(hacking.LEAD + hacking.HANDSHAKES[1][1], abs=0.1)
    assert "hack.failed" in kinds(events)


def test_several_answers_at_once_are_none():
    world, _ = scene()
    world.step(HACK)
    world.step(Command.of(pressed=sum(int(one) for one in ANSWERS)))
    assert world.hacking.shake.misses == 1


def test_a_failed_handshake_wakes_the_target_and_brings_who_is_near():
    world, who = scene("hound", 200)
    asleep(world, who)
    watcher = spawning.spawn(world, "watcher", 500, 300, angle=math.pi / 2)
    world.step(HACK)
    for _ in range(hacking.MISSES):
        events = world.step(answer(world, right=False))
    assert "alarm" in kinds(events)
    assert world.ships.state[world.ships.row_of(watcher)] == State.SEARCH
    _, woke = fly_until(world, lambda w: w.ships.asleep[w.ships.row_of(who)] == 0, IDLE, 3)
    assert "woke" in kinds(woke)


# -- who lets one in -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in HACKABLE if KINDS[kind].heed == Heed.AWAKE])
def test_who_is_awake_lets_nobody_in(kind):
    world, who = scene(kind)
    assert [event.name for event in world.step(HACK) if event.kind == "hack.refused"] == ["awake"]
    asleep(world, who)
    assert "hack.began" in kinds(world.step(HACK))


def test_a_streamer_is_robbed_from_behind():
    seen, behind = scene("streamer", 220, angle=math.pi)[0], scene("streamer", 220, angle=0.0)[0]
    for world in (seen, behind):
        fly(world, IDLE, 0.8)
    assert [event.name for event in seen.step(HACK) if event.kind == "hack.refused"] == ["watching"]
    assert "hack.began" in kinds(behind.step(HACK))


def test_an_audience_raises_heat_slower_than_a_watcher_and_to_less():
    world, _ = scene("streamer", 300, angle=math.pi)
    seconds, _ = fly_until(world, lambda w: w.heat.level > 0, IDLE, 20)
    assert seconds > 5.0
    assert world.heat.level == 1


def test_a_vault_opens_and_what_was_in_it_comes_out():
    world, _ = scene("vault")
    world.step(HACK)
    finish(world)
    assert world.hold.credits == 0
    assert float(world.motes.value.sum()) == pytest.approx(KINDS["vault"].credits)


def hacked_drone(kind):
    world, who = scene(kind, 220, 60)
    asleep(world, who)
    world.step(HACK)
    finish(world)
    return world, who


def test_a_watcher_that_was_talked_to_is_blind_for_a_while():
    world, who = hacked_drone("watcher")
    assert world.ships.blind[world.ships.row_of(who)] == pytest.approx(world.time + hacking.BLIND, abs=1.0)
    world.ships.asleep[world.ships.row_of(who)] = 0.0
    placing.place_player(world, world.ships.x[world.ships.row_of(who)] - 200.0, 60.0, 0.0)
    events = fly(world, IDLE, 6)
    assert world.heat.seen_by == 0
    assert "scan.began" not in kinds(events)


@pytest.mark.parametrize("kind", ["watcher", "hound", "warden"])
def test_a_drone_that_sleeps_sees_nothing(kind):
    world, who = scene(kind, 220, 0, angle=math.pi)
    took, _ = fly_until(world, lambda w: w.heat.seen_by == 1, IDLE, 8)
    assert took < 8
    damage.put_to_sleep(world, who, 9.0, world.player)
    events = fly(world, IDLE, 4)
    assert world.heat.seen_by == 0
    assert "identified" not in kinds(events)


def test_a_warden_that_was_talked_to_is_shut_down_for_long():
    world, who = hacked_drone("warden")
    assert world.ships.asleep[world.ships.row_of(who)] == pytest.approx(world.time + hacking.SHUT, abs=1.0)


def test_a_hound_that_was_talked_to_fights_for_us_and_then_remembers():
    world, who = hacked_drone("hound")
    row = world.ships.row_of(who)
    other = spawning.spawn(world, "hound", float(world.ships.x[row]) + 300.0, 60.0, math.pi, group="others")
    hull = world.ships.hull[world.ships.row_of(other)]
    events = fly(world, IDLE, 6)
    assert world.ships.team[world.ships.row_of(who)] == Team.CREW
    assert {e.other for e in events if e.kind == "hit" and e.who == other} == {who}
    there = world.ships.row_of(other)
    assert there < 0 or world.ships.hull[there] < hull
    roster.remove(world, other)
    _, events = fly_until(world, lambda w: w.ships.team[w.ships.row_of(who)] == Team.MODERATION, IDLE, turned.LASTS)
    assert [e.who for e in events if e.kind == "turned.back"] == [who]
    assert world.ships.target[world.ships.row_of(who)] == world.player


def test_a_turned_hound_sees_us_for_nobody():
    world, _ = hacked_drone("hound")
    fly(world, IDLE, 3)
    assert world.heat.seen_by == 0


# -- the spike -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["newcomer", "griefer", "hound", "watcher"])
def test_a_spike_puts_to_sleep_without_a_scratch(kind):
    world, who = scene(kind, 260)
    events = world.step(SPIKE) + fly(world, IDLE, 0.6)
    row = world.ships.row_of(who)
    assert "spiked" in kinds(events)
    assert world.ships.hull[row] == world.ships.hull_max[row]
    assert world.ships.state[row] == State.DRIFT
    seconds, later = fly_until(world, lambda w: w.ships.asleep[row] == 0, IDLE, 15)
    assert "woke" in kinds(later)
    assert seconds == pytest.approx(SPIKE_SLEEP - 0.3, abs=0.6)


def test_a_warden_needs_two():
    world, who = scene("warden", 260)
    row = world.ships.row_of(who)
    world.step(SPIKE), fly(world, IDLE, shots.SPIKE_REST + 0.1)
    assert world.ships.asleep[row] == 0
    world.step(SPIKE), fly(world, IDLE, 0.6)
    assert world.ships.asleep[row] > world.time


def test_who_sleeps_neither_shoots_nor_sees():
    world, who = scene("hound", 260)
    orders.give(world, who, "attack")
    world.step(SPIKE)
    fly(world, IDLE, 0.6)
    events = fly(world, IDLE, 6)
    assert "fired" not in kinds(events)
    assert world.ships.hull[0] == world.ships.hull_max[0]


def test_a_spike_takes_energy_and_time():
    world, _ = scene("statue", 2_000)
    before = float(world.ships.energy[0])
    assert kinds(world.step(SPIKE)).count("fired") == 1
    assert before - float(world.ships.energy[0]) == pytest.approx(shots.SPIKE_ENERGY, abs=0.02)
    assert "fired" not in kinds(world.step(SPIKE))
    fly(world, IDLE, shots.SPIKE_REST)
    world.ships.energy[0] = 0.1
    assert [event.name for event in world.step(SPIKE) if event.kind == "dry"] == ["spike"]


def test_a_handshake_is_state():
    world, _ = scene()
    world.step(HACK)
    world.step(answer(world))
    world.reseat()
    other = World.restore(world.snapshot())
    for one in (world, other):
        finish(one, every=25)
    assert world.digest() == other.digest()


def test_new_commands_are_carried_by_a_recording_as_they_are():
    command = Command.of(aim=1.0, held=Held.DIRECT | Held.TRACTOR, pressed=Press.SPIKE | Press.HACK | Press.CHOICE_4)
    assert Command.unpack(command.pack()) == command


# -- what they know --------------------------------------------------------------------------------------


def test_who_is_robbed_knew_of_the_nearest_vault_that_we_did_not():
    world, _ = scene(x=200.0)
    far, near = spawning.spawn(world, "vault", 3000, 0), spawning.spawn(world, "vault", 900, 500)
    emptied = spawning.spawn(world, "vault", 500, 500)
    world.ships.hacked[world.ships.row_of(emptied)] = True
    world.step(HACK)
    charted = [(e.who, e.x, e.y) for e in finish(world) if e.kind == "charted"]
    assert charted == [(near, 900.0, 500.0)]
    other = spawning.spawn(world, "newcomer", 0, 200.0, order="hold")
    fly(world, IDLE, 1.0)
    world.step(HACK)
    assert world.hacking.shake.target == other
    finish(world)
    assert world.hacking.charted == [near, far]
    assert World.restore(world.snapshot()).hacking.charted == [near, far]


def test_a_drone_knows_of_no_vaults():
    world, drone = scene("watcher")
    spawning.spawn(world, "vault", 900, 500)
    asleep(world, drone)
    world.step(HACK)
    assert "charted" not in kinds(finish(world))
