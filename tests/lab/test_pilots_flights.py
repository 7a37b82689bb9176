"""Whole flights through the first chapter: who is good, who is clumsy, who harms nobody."""

from __future__ import annotations

import pytest

from game.lab.run import run
from game.story import library


@pytest.fixture(scope="module")
def level():
    return library.load("01")


@pytest.fixture(scope="module")
def flown(level):
    return {bot: run(level, 8, bot) for bot in ("pilot", "clumsy", "pacifist")}


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
