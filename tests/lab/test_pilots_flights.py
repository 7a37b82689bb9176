"""Whole flights through the first chapter: the pilot wins it, and who is good, clumsy, or harms nobody."""

from __future__ import annotations

import json

import pytest

from game.lab.recording import Recording
from game.lab.replay import verify
from game.lab.run import Result, run
from game.story import library

SEED = 2
FIELDS = [
    "level", "seed", "bot", "outcome", "ending", "ticks", "sim_seconds", "wall_seconds", "realtime", "digest",
    "objectives", "beats", "flags", "stats", "pace", "reports",
]  # fmt: skip


@pytest.fixture(scope="module")
def level():
    return library.load("01")


@pytest.fixture(scope="module")
def won(level, tmp_path_factory) -> tuple[Result, Recording]:
    """The pilot's flight to the end of the chapter, recorded."""
    path = tmp_path_factory.mktemp("flight") / "won.rec"
    result = run(level, SEED, record=path)
    return result, Recording.load(path)


@pytest.fixture(scope="module")
def flown(level, won):
    return {"pilot": won[0], **{bot: run(level, SEED, bot) for bot in ("clumsy", "pacifist")}}


def test_the_pilot_wins_the_first_chapter(won):
    result, _ = won
    assert result.outcome == "won"
    assert result.level == "01-no-gamertag"
    assert {objective["state"] for objective in result.objectives} == {"done"}
    beats = [beat["id"] for beat in result.beats]
    story = ["wake", "gate", "infinity", "three", "sweep", "dark"]
    assert [beat for beat in beats if beat in story] == story


def test_it_flies_like_somebody(won):
    """No teleport, no machine: it takes about as long as the chapter is long, misses some shots, and gets hit."""
    result, recording = won
    assert 180 < result.sim_seconds < 600
    assert result.stats["retries"] <= 3
    assert result.stats["hits"] < result.stats["shots_fired"]
    turns = {command.aim for command in recording.each_command(0)}
    assert len(turns) > 300


def test_the_recording_of_a_win_is_proven(won, level):
    result, recording = won
    assert recording.last == result.ticks
    assert recording.header.outcome == "won"
    assert len(recording.checkpoints) >= 4
    assert len(recording.pack()) < 1 << 20
    assert verify(recording, level) is None


def test_a_result_has_exactly_the_fields_of_the_contract(won):
    result, _ = won
    assert list(result.as_dict()) == FIELDS
    json.dumps(result.as_dict())
    assert result.beats[0]["id"] == "wake"
    assert [beat["t"] for beat in result.beats] == sorted(beat["t"] for beat in result.beats)


@pytest.mark.parametrize("bot", ["pilot", "clumsy", "pacifist"])
def test_who_does_what_the_instruments_say_wins(flown, bot):
    """A weak player gets there too, if not at the first attempt."""
    assert flown[bot].outcome == "won"


def test_the_clumsy_one_flies_worse_in_every_way(flown):
    good, clumsy = flown["pilot"], flown["clumsy"]
    assert clumsy.stats["damage_taken"] > 1.5 * good.stats["damage_taken"]
    assert clumsy.stats["retries"] >= good.stats["retries"]
    assert clumsy.sim_seconds > good.sim_seconds

    def accuracy(result):
        return result.stats["hits"] / result.stats["shots_fired"]

    assert accuracy(clumsy) < 0.7 * accuracy(good)


def test_the_pacifist_fires_into_the_air_when_told_to_and_at_nobody(flown):
    stats = flown["pacifist"].stats
    lessons = 1 + stats["retries"]  # a lesson that was lost is given again
    assert 1 <= stats["shots_fired"] <= 3 * lessons


def test_their_flights_differ(flown):
    assert len({result.digest for result in flown.values()}) == 3
