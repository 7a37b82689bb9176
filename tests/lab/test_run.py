"""Headless flights: what comes out, that it repeats, and that the pilot wins."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from game.lab.recording import Recording
from game.lab.replay import verify
from game.lab.run import Result, run
from game.story import library

FIELDS = [
    "level", "seed", "bot", "outcome", "ending", "ticks", "sim_seconds", "wall_seconds", "realtime", "digest",
    "objectives", "beats", "flags", "stats", "pace",
]  # fmt: skip


@pytest.fixture(scope="module")
def level():
    return library.load("01")


@pytest.fixture(scope="module")
def won(level, tmp_path_factory) -> tuple[Result, Recording]:
    """The first chapter, flown to its end and recorded."""
    path = tmp_path_factory.mktemp("flight") / "won.rec"
    result = run(level, 1, record=path)
    return result, Recording.load(path)


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


def test_a_limit_ends_it(level):
    result = run(level, 1, "idle", limit=2.0)
    assert (result.outcome, result.ticks, result.sim_seconds) == ("timeout", 120, 2.0)


def test_the_same_flight_has_the_same_digest_and_another_another(level):
    def digest(seed, bot="monkey"):
        return run(level, seed, bot, limit=6.0).digest

    assert digest(2) == digest(2)
    assert len({digest(2), digest(3), digest(2, "idle")}) == 3


def test_recording_does_not_change_the_flight(level, tmp_path):
    with_file = run(level, 2, "monkey", limit=8.0, record=tmp_path / "f.rec")
    assert with_file.digest == run(level, 2, "monkey", limit=8.0).digest


def test_processes_agree_whatever_their_hash_seed():
    program = "from game.lab.run import run; print(run('01', 3, limit=40.0).digest)"

    def digest(hash_seed):
        return subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
        ).stdout

    assert digest(1) == digest(77)


def test_an_unknown_pilot_is_named(level):
    there_are = "pilot, clumsy, fugitive, pacifist, idle, monkey"
    with pytest.raises(ValueError, match=f"no pilot is called 'ace'; there are {there_are}"):
        run(level, 1, "ace")


def test_progress_is_told_once_a_second(level):
    told = []
    run(level, 1, "idle", limit=3.0, progress=lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == pytest.approx([1, 2, 3])
    assert {whole for _, whole in told} == {level.header.minutes * 60}


def test_patience_ends_with_the_level_not_with_the_pilot(level, monkeypatch):
    monkeypatch.setattr(sys.modules["game.lab.run"], "PATIENCE", 0.01)
    assert run(level, 1, "idle").sim_seconds == pytest.approx(level.header.minutes * 0.6, abs=0.1)
