"""Headless flights: when they end, and that they repeat. Whole ones are those of test_pilots_flights.py."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys

import pytest

from game.lab.run import run
from game.story import library


@pytest.fixture(scope="module")
def level():
    return library.load("01")


def test_a_limit_ends_it(level):
    result = run(level, 1, "idle", limit=2.0)
    assert (result.outcome, result.ticks, result.sim_seconds) == ("timeout", 120, 2.0)


@pytest.mark.parametrize("limit", [-1.0, math.nan, math.inf, "5s"])
def test_a_limit_that_is_no_time_is_refused(level, limit):
    with pytest.raises(ValueError, match=f"limit={limit!r}: seconds from 0 to a day, or None"):
        run(level, 1, "idle", limit=limit)


@pytest.mark.parametrize("seed", [-1, 1.5, "x", 1 << 63])
def test_a_seed_that_nobody_can_fly_with_is_refused(level, seed):
    with pytest.raises(ValueError, match=re.escape(f"seed={seed!r}: a whole number from 0 on")):
        run(level, seed, "idle", limit=1.0)


@pytest.mark.parametrize(
    ("choose", "says"),
    [
        ("q", "choose='q': a dict of choice and answer"),
        ({"cargo": 3}, "the answers to 'cargo' are 1 "),
        ({"cargo": "dorp"}, "the answers to 'cargo' are 1 "),
        ({"crago": 1}, "has no choice 'crago'; did you mean 'cargo'?"),
        ({"crago": "never"}, "has no choice 'crago'; did you mean 'cargo'?"),
    ],
)
def test_an_answer_that_the_level_does_not_take_is_refused(choose, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        run("02", 1, "idle", limit=1.0, choose=choose)


def test_a_choice_may_be_left_open():
    assert run("02", 1, "idle", limit=1.0, choose={"cargo": "never"}).ticks == 60


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
