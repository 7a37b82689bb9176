"""Where in a flight nothing happens."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from game.lab.pacing import KEPT, PLACES, ROUTINE, TURNS, WORDS, Pacing
from game.lab.run import run
from game.sim.command import IDLE
from game.sim.events import EVENTS, Event
from game.story.state import STORY_EVENTS, StoryEvent

US, THEM = 1, 2


@pytest.fixture
def pacing() -> Pacing:
    return Pacing()


def tell(pacing: Pacing, second: float, *events, over=None) -> Pacing:
    ships = SimpleNamespace(place=SimpleNamespace(item=lambda row: complex(0.0, 0.0)))
    episode = SimpleNamespace(
        frame=round(second * 60),
        outcome=over,
        director=SimpleNamespace(state=SimpleNamespace(player=US)),
        world=SimpleNamespace(player_row=0, ships=ships),
    )
    pacing.note(episode, IDLE, events)
    return pacing


def test_every_kind_it_names_there_is():
    assert EVENTS.keys() | STORY_EVENTS.keys() >= ROUTINE | PLACES
    assert WORDS | TURNS.keys() <= STORY_EVENTS.keys()
    assert set(TURNS.values()) <= EVENTS.keys() | STORY_EVENTS.keys()


def test_a_stretch_goes_from_one_thing_to_the_next_and_is_called_after_the_beat_before_it(pacing):
    tell(pacing, 2.0, StoryEvent("beat", "dusk"), Event("hit", US, THEM))
    tell(pacing, 14.0, Event("hit", US, THEM))
    said = pacing.as_dict()
    assert said["quiet"] == [{"from": 2.0, "seconds": 12.0, "after": "dusk"}]
    assert said["longest"] == 12.0
    assert said["events"] == 2
    assert said["median"] == 7.0


def test_words_count_for_as_long_as_they_stand_there(pacing):
    tell(pacing, 1.0, StoryEvent("say", "hello", value=4.0))
    tell(pacing, 8.0, Event("hit", US, THEM))
    assert pacing.gaps == pytest.approx([1.0, 3.0])


def test_what_others_do_counts_in_the_picture_only(pacing):
    tell(pacing, 5.0, Event("destroyed", THEM, 3, 5000.0, 0.0))
    assert pacing.gaps == []
    tell(pacing, 6.0, Event("destroyed", THEM, 3, 300.0, 200.0))
    assert pacing.gaps == pytest.approx([6.0])


@pytest.mark.parametrize("kind", sorted(ROUTINE & EVENTS.keys()))
def test_routine_counts_for_nothing(pacing, kind):
    tell(pacing, 5.0, Event(kind, US))
    assert pacing.gaps == []


def test_while_a_question_waits_it_is_the_players_turn(pacing):
    tell(pacing, 1.0, StoryEvent("choice", "cargo"))
    tell(pacing, 31.0, StoryEvent("chosen", "cargo"))
    tell(pacing, 33.0, Event("hit", US, THEM))
    assert pacing.gaps == pytest.approx([1.0, 2.0])


def test_who_loses_sight_of_us_is_not_taken_for_a_lost_run(pacing):
    tell(pacing, 1.0, Event("lost", THEM, US))
    tell(pacing, 2.0, Event("hit", US, THEM))
    assert pacing.gaps == pytest.approx([1.0, 1.0])


def test_the_end_ends_the_last_stretch(pacing):
    tell(pacing, 1.0, Event("hit", US, THEM))
    tell(pacing, 21.0, over="won")
    assert pacing.as_dict()["longest"] == 20.0


def test_the_longest_stretches_come_first_and_only_some(pacing):
    second = 0.0
    for gap in (11.0, 30.0, 12.0, 13.0, 14.0, 15.0, 16.0):
        second += gap
        tell(pacing, second, Event("hit", US, THEM))
    quiet = pacing.as_dict()["quiet"]
    assert [one["seconds"] for one in quiet] == [30.0, 16.0, 15.0, 14.0, 13.0]
    assert len(quiet) == KEPT


def test_a_flight_says_how_it_was_paced():
    result = run("01", 1, limit=20.0)
    assert result.pace["events"] >= 3
    assert 0.0 < result.pace["longest"] < 20.0
