"""The pilot goes to see what glints, and then listens."""

from __future__ import annotations

import pytest

from game.lab.pilots import make_pilot
from game.story import library
from game.story.episode import Episode


def flown(seconds: float, seed: int = 3) -> Episode:
    episode = Episode(library.load("07-the-garage"), seed)
    pilot = make_pilot("pilot", episode)
    for _ in range(round(seconds * 60)):
        pilot.hear(episode.step(pilot.command()))
    return episode


@pytest.mark.parametrize("seed", [3, 5])
def test_it_looks_at_several_things_before_the_lamp_turns(seed):
    director = flown(80.0, seed).director
    assert "lamp" in director.state.fired
    assert sum(flag.startswith("find-") for flag in director.flags) >= 4


def test_it_stays_where_it_is_while_somebody_speaks_to_it():
    episode = flown(140.0)
    assert "host" in episode.director.state.fired
    assert "further-off" not in episode.director.state.fired
