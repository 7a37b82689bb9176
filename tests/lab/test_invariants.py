"""Invariants: each rule finds what breaks it, says who and when, and says nothing of a sound flight."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from game.lab.arena import arena
from game.lab.invariants import LASTS, RULES, SAVED, InvariantError, Invariants
from game.lab.pilots import make_pilot
from game.sim import damage, flock, roster
from game.sim.command import IDLE
from game.sim.events import Event
from game.story import library
from game.story.episode import Episode
from game.story.state import Pending, Role

RING = Path(__file__).parent / "data" / "ring-of-stones"


@pytest.fixture
def episode():
    episode = Episode(arena("callister@0,0 griefer@300,0:hold rock@0,400,120").names.level, 1)
    for _ in range(5):
        episode.step(IDLE)
    return episode


def look(episode, invariants, events=None, ticks=1):
    """Fly on, and show the invariants each tick; with `events` in place of what happened."""
    for _ in range(ticks):
        happened = episode.step(IDLE)
        invariants.note(episode, IDLE, happened if events is None else events)


def broken(episode, spoil, events=None, ticks=1):
    """What the invariants say after `spoil` has been at the world."""
    invariants = Invariants(episode)
    look(episode, invariants)
    spoil(episode)
    with pytest.raises(InvariantError) as wrong:
        look(episode, invariants, events, ticks)
    assert wrong.value.tick == episode.frame
    return str(wrong.value)


@pytest.mark.parametrize("bot", ["pilot", "idle"])
def test_a_sound_flight_breaks_nothing(bot):
    episode = Episode(library.load(RING), 3)
    pilot, invariants = make_pilot(bot, episode), Invariants(episode)
    while episode.outcome is None and episode.frame < 3600:
        command = pilot.command()
        events = episode.step(command)
        pilot.hear(events)
        invariants.note(episode, command, events)
    assert episode.outcome == ("won" if bot == "pilot" else None)


@pytest.mark.parametrize("column", ["x", "vy", "angle"])
@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_not_finite_is_found(episode, column, value):
    invariants = Invariants(episode)
    look(episode, invariants)
    events = episode.step(IDLE)
    episode.world.ships.rows(column)[1] = value
    with pytest.raises(InvariantError, match=r"positions are finite: ship \d+ \(griefer\)"):
        invariants.note(episode, IDLE, events)


def test_a_shot_that_is_not_finite_is_found(episode):
    invariants = Invariants(episode)
    look(episode, invariants)
    events = episode.step(IDLE)
    episode.world.shots.add(1, x=0.0, y=0.0, vx=math.nan, vy=0.0, life=1.0, owner=0)
    with pytest.raises(InvariantError, match="positions are finite: shot in row 0"):
        invariants.note(episode, IDLE, events)


def test_who_is_out_of_the_map_is_found(episode):
    right = episode.world.terrain.bounds[2]
    said = broken(episode, lambda e: e.world.physics.move(1, right + 900.0, 0.0, 0.0, 0.0, 0.0), ticks=6)
    assert "everything is on the map" in said
    assert "(griefer) is out of the map at (" in said


def test_who_stays_inside_rock_is_found_with_the_rocks_name(episode):
    def nailed():
        invariants = Invariants(episode)
        for _ in range(LASTS + 20):
            episode.world.physics._bodies[1].position = (0.0, 400.0)
            look(episode, invariants)

    with pytest.raises(InvariantError, match=r"nothing is inside rock: ship \d+ \(griefer\) is inside 'rock-0' at"):
        nailed()


def test_who_is_pushed_out_of_rock_soon_is_not(episode):
    episode.world.physics.move(1, 100.0, 350.0, 0.0, 0.0, 0.0)
    look(episode, Invariants(episode), ticks=120)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("hull", 500.0, "has hull 500, which lies between 0 and 70"),
        ("shield", -3.0, "has shield -3"),
        ("energy", 1.2, "has energy 1.2, which lies between 0 and 1"),
        ("boost", -0.1, "has boost -0.1"),
        ("hull", math.nan, "has hull nan"),
        ("hull", 0.0, "has no hull left and is still there"),
    ],
)
def test_gauges_out_of_range_are_found(episode, column, value, said):
    def spoil(episode):
        episode.world.ships.rows(column)[1] = value

    message = broken(episode, spoil)
    assert "gauges are in range" in message
    assert said in message


def test_events_of_ships_that_never_were_are_found(episode):
    ghost = 77 << 16
    said = broken(episode, lambda e: None, [Event("chasing", 0, ghost)])
    assert f"the event 'chasing' speaks of ship {ghost}, which is not there" in said


def test_whom_a_beat_destroys_after_a_tick_is_told_of_in_the_next(episode):
    invariants = Invariants(episode)
    look(episode, invariants)
    griefer = roster.group(episode.world, "griefer")[0]
    events = episode.step(IDLE)
    damage.hurt(episode.world, griefer, 1e6, "story")  # what the action `hurt` does, after the world's tick
    invariants.note(episode, IDLE, [*events, Event("assist", episode.world.player)])  # something else had happened
    told = episode.step(IDLE)
    assert {"hit", "destroyed"} <= {event.kind for event in told if event.who == griefer}
    invariants.note(episode, IDLE, told)


def test_a_flock_that_is_destroyed_as_it_comes_was_there(episode):
    world, invariants = episode.world, Invariants(episode)
    look(episode, invariants)
    flock.come(world, np.arange(400.0, 700.0, 30.0) + 300j, np.zeros(10), "sleep", group="wall")
    mites = roster.group(world, "wall")
    for mite in mites:
        damage.hurt(world, mite, 1e6, "story")
    told = episode.step(IDLE)
    assert {event.who for event in told if event.kind == "destroyed"} == set(mites)
    invariants.note(episode, IDLE, told)
    look(episode, invariants, ticks=2)
    with pytest.raises(InvariantError, match="'noticed' speaks of ship"):
        look(episode, invariants, [Event("noticed", mites[-1], world.player)])


def test_who_was_dead_before_the_run_was_taken_up_is_not_there(episode):
    griefer = roster.group(episode.world, "griefer")[0]
    damage.hurt(episode.world, griefer, 1e6)
    episode.step(IDLE)
    episode.step(IDLE)
    invariants = Invariants(episode)
    with pytest.raises(InvariantError, match="'noticed' speaks of ship"):
        look(episode, invariants, [Event("noticed", griefer, episode.world.player)])


def test_a_bolt_may_outlive_its_gun_but_the_dead_do_not_act(episode):
    invariants = Invariants(episode)
    look(episode, invariants)
    griefer = roster.group(episode.world, "griefer")[0]
    damage.hurt(episode.world, griefer, 1e6)
    look(episode, invariants)  # this tick tells of its end
    look(episode, invariants)
    look(episode, invariants, [Event("hit", episode.world.player, griefer)])
    with pytest.raises(InvariantError, match="'noticed' speaks of ship"):
        look(episode, invariants, [Event("noticed", griefer, episode.world.player)])


def test_kinds_of_events_are_declared(episode):
    assert "unknown kind 'exploded'" in broken(episode, lambda e: None, [Event("exploded", 0)])


def test_an_action_that_is_dropped_is_found():
    episode = Episode(library.load("01"), 1)
    invariants = Invariants(episode)
    while not episode.director.state.pending:
        look(episode, invariants)
    dropped = episode.director.state.pending.pop()
    with pytest.raises(InvariantError, match=f"action {dropped.index + 1} of beat '{dropped.beat}', due at .* dropped"):
        look(episode, invariants)


def test_an_action_that_hangs_is_found(episode):
    state = episode.director.state
    invariants = Invariants(episode)
    look(episode, invariants)
    events = episode.step(IDLE)
    state.pending.append(Pending(state.tick, "arena", 0))
    with pytest.raises(InvariantError, match=r"action 1 of beat 'arena', due at .* is not done"):
        invariants.note(episode, IDLE, events)


def test_a_report_that_is_not_told_is_found(episode):
    said = broken(episode, lambda e: e.director.state.reports.append("arena: no such thing"))
    assert "reports are told: 1 reports were written and 0 told" in said


def test_a_story_that_comes_back_otherwise_is_found(episode):
    def spoil(episode):
        episode.director.state.cast[7] = Role("ghost", "", "", 3, 4)  # whole numbers where saves hold fractions

    said = broken(episode, spoil, ticks=SAVED)
    assert "the story can be saved: the story's cast is not what was saved" in said


def test_a_run_that_is_taken_up_again_is_taken_as_it_is():
    episode = Episode(library.load(RING), 3)
    invariants = Invariants(episode)
    pilot = make_pilot("pilot", episode)
    for tick in range(600):
        command = pilot.command()
        if tick == 300:
            damage.hurt(episode.world, episode.world.player, 1e6)
        events = episode.step(command)
        pilot.hear(events)
        invariants.note(episode, command, events)
    assert episode.stats["retries"] == 1


def test_watching_changes_nothing():
    def end(watched):
        episode = Episode(library.load(RING), 3)
        pilot, invariants = make_pilot("pilot", episode), Invariants(episode)
        for _ in range(500):
            command = pilot.command()
            events = episode.step(command)
            pilot.hear(events)
            if watched:
                invariants.note(episode, command, events)
        return episode.digest()

    assert end(True) == end(False)


def test_rules_have_names_of_their_own():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert np.all([rule.every >= 1 for rule in RULES])
