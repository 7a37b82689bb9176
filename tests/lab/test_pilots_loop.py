"""The pilot is several: three posts, one ship and two pasts, and somebody who goes round at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.lab import run
from game.lab.pilots import make_pilot
from game.lab.recorder import Recorder
from game.lab.recording import Recording
from game.lab.replay import verify
from game.sim import damage
from game.story import library
from game.story.episode import Episode

POSTS = Path(__file__).parent / "data" / "three-posts"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_pilot_holds_three_posts_with_one_ship_and_two_pasts(seed):
    result = run(POSTS, seed=seed, bot="pilot")
    assert result.outcome == "won"
    assert result.sim_seconds < 90


def flown(seconds, each=None, seed=4):
    """An episode that the pilot flies, and its pilot; `each(episode, tick)` meddles before every tick."""
    episode = Episode(library.load(POSTS), seed)
    pilot = make_pilot("pilot", episode)
    for tick in range(round(seconds * 60)):
        if each is not None:
            each(episode, tick)
        pilot.hear(episode.step(pilot.command()))
        if episode.outcome:
            break
    return episode


def test_a_past_self_that_is_lost_is_recorded_anew():
    lost = []

    def shoot_down(episode, tick):
        pasts = episode.world.loops.pasts
        if not lost and len(pasts) == 2 and pasts[0].who:
            lost.append(tick)
            damage.hurt(episode.world, pasts[0].who, 1000.0)

    episode = flown(150, shoot_down)
    assert lost
    assert episode.outcome == "won"
    assert episode.frame > lost[0] + 16 * 60, "it took another recording"


def test_a_flight_with_loops_is_replayed_exactly(tmp_path):
    episode = Episode(library.load(POSTS), 5)
    pilot, recorder = make_pilot("pilot", episode), Recorder(episode, bot="pilot")
    while not episode.outcome and episode.frame < 60 * 120:
        command = pilot.command()
        events = episode.step(command)
        pilot.hear(events)
        recorder.note(episode, command, events)
        if episode.frame == 25 * 60:  # in the middle of the second recording
            recorder.keep()
    assert episode.outcome == "won"
    path = tmp_path / "flight.rec"
    recorder.recording().save(path)
    assert verify(Recording.load(path), library.load(POSTS)) is None
