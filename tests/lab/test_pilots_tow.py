"""The pilot brings somebody in on a rope: round what stands there, ahead of the end of things, with few bumps."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.lab import run
from game.lab.pilots import make_pilot
from game.lab.pilots.senses import Senses
from game.lab.recorder import Recorder
from game.lab.recording import Recording
from game.lab.replay import verify
from game.sim import placing
from game.story import library
from game.story.episode import Episode

HOME = Path(__file__).parent / "data" / "way-home"


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_pilot_knocks_when_asked_and_brings_the_pod_home(seed):
    result = run(HOME, seed=seed, bot="pilot")
    assert result.outcome == "won"
    assert result.stats["retries"] == 0
    assert result.sim_seconds < 40


def flown(seconds, seed=1):
    """An episode that the pilot has flown for so long."""
    episode = Episode(library.load(HOME), seed)
    pilot = make_pilot("pilot", episode)
    for _ in range(round(seconds * 60)):
        pilot.hear(episode.step(pilot.command()))
    return episode


def test_a_pilot_sees_the_pod_the_rope_the_grain_and_the_end_only_where_a_player_would():
    episode = flown(0.3)
    senses = Senses(episode)
    before = senses.look()
    assert before.tow is None
    assert before.front is None
    assert before.pull == (0.0, 0.0)
    episode = flown(6.0)
    world, sight = episode.world, Senses(episode).look()
    row = world.ships.row_of(world.tow.who)
    assert (sight.tow.x, sight.tow.y) == (world.ships.x[row], world.ships.y[row])
    assert sight.tow.length == world.tow.reach
    assert sight.front is None, "it is far behind, out of the picture"
    world.front.s += world.front.gap(sight.x, sight.y) - 300.0
    assert Senses(episode).look().front == pytest.approx(300.0)
    placing.place_player(world, 2000.0, 0.0, 0.0)
    for _ in range(4):
        episode.step(make_pilot("idle", episode).command())
    assert Senses(episode).look().pull == (0.0, 110.0)


def test_who_tows_slows_down_for_bends():
    episode, fastest = Episode(library.load(HOME), 2), 0.0
    pilot = make_pilot("pilot", episode)
    while not episode.outcome and episode.frame < 60 * 60:
        pilot.hear(episode.step(pilot.command()))
        if episode.world.tow is not None:
            fastest = max(fastest, abs(episode.world.ships.velocity[episode.world.player_row]))
    assert episode.outcome == "won"
    assert fastest < 400.0, "nobody was in a hurry"


def test_a_flight_with_a_pod_in_tow_is_replayed_exactly(tmp_path):
    episode = Episode(library.load(HOME), 5)
    pilot, recorder = make_pilot("pilot", episode), Recorder(episode, bot="pilot")
    while not episode.outcome and episode.frame < 60 * 90:
        command = pilot.command()
        events = episode.step(command)
        pilot.hear(events)
        recorder.note(episode, command, events)
        if episode.frame == 8 * 60:  # on the rope, round the first bend
            recorder.keep()
    path = tmp_path / "home.rec"
    recorder.recording().save(path)
    assert episode.outcome == "won"
    assert verify(Recording.load(path), library.load(HOME)) is None
