"""Chapter 10 as it is meant: six pairs, brought together without force, and a question that letting go answers."""

from __future__ import annotations

from functools import cache

import pytest

from game.lab.pilots import make_pilot
from game.sim.command import IDLE, Command, Held
from game.sim.pictures import ADRIFT, AWAY
from game.story import library
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "10-two-bodies"
SEED = 2
TOLD = [
    "drift", "note", "second", "dark", "bea", "fifth", "sixth", "may-i", "nine-beats", "let-go", "crew", "crew-late",
    "up", "wake", "finger", "finger-again",
]  # fmt: skip
STOPS = ("dark", "bea", "sixth", "nine-beats")
PUSH = Command.of(move=(1.0, 0.0), held=Held.DIRECT)


@cache
def level() -> Level:
    return library.load(CHAPTER)


@cache
def flown() -> tuple[Episode, dict[str, dict]]:
    """One flight of the pilot, to its end, kept at each of STOPS."""
    episode = Episode(level(), SEED, flags=["hard-vault"])
    pilot = make_pilot("pilot", episode)
    kept: dict[str, dict] = {}
    while episode.outcome is None and episode.frame < 60 * 900:
        pilot.hear(episode.step(pilot.command()))
        for beat in STOPS:
            if beat in episode.director.state.fired and beat not in kept:
                kept[beat] = episode.snapshot()
    return episode, kept


def flight(until: str) -> Episode:
    """That flight where a beat has just fired."""
    episode = Episode(level(), SEED, flags=["hard-vault"])
    episode.restore(flown()[1][until])
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind == "say"]


def test_the_chapter_is_told_in_order():
    episode = flown()[0]
    assert episode.outcome == "won"
    history = [beat for _, beat in episode.director.history]
    assert [beat for beat in history if beat in TOLD] == TOLD
    assert episode.world.pictures.joined == 6
    assert episode.stats["retries"] == 0
    assert not episode.director.reports


@pytest.mark.parametrize("seed", [1, 4, 7, 10])
def test_the_pilot_brings_it_to_an_end_on_every_seed(seed: int):
    episode = Episode(level(), seed)
    pilot = make_pilot("pilot", episode)
    while episode.outcome is None and episode.frame < 60 * 900:
        pilot.hear(episode.step(pilot.command()))
    assert episode.outcome == "won"
    assert episode.frame / 60 < 420


def test_nothing_can_be_lost_here():
    assert not any(getattr(action, "cause", None) for beat in level().beats.values() for action in beat.then)
    assert not {"fire", "boost", "spike", "torpedo"} & set(level().header.allow)
    episode = Episode(level(), SEED)
    wait(episode, 60.0, PUSH)
    assert episode.outcome is None
    assert not episode.waiting_retry


def test_no_text_says_how_it_is_done():
    kinds = {action.__struct_config__.tag for beat in level().beats.values() for action in beat.then}
    assert not {"prompt", "objective", "title"} & kinds


def test_the_third_pair_is_told_apart_by_its_sound_alone():
    episode = flight("dark")
    wait(episode, 4.0)
    rows = episode.world.pictures.rows
    dark = (rows.dark == 1).nonzero()[0].tolist()
    assert len(dark) == 4, "four show nothing"
    pairs = {int(rows.pair[row]) for row in dark if rows.sounds[row] >= 0.0}
    assert pairs == {3}, "two of them can be heard"
    wait(flight("bea"), 3.0)
    lit = flight("bea")
    wait(lit, 3.0)
    assert not lit.world.pictures.rows.dark.any(), "then all are seen"


def test_the_nurse_says_what_became_of_her():
    spoken = {line for _, line in flown()[0].director.log}
    assert {"bea.met", "bea.met2", "bea.hand"} <= spoken
    assert "bea.break" not in spoken
    banned = Episode(level(), SEED, flags=["bea-key"])
    banned.restore(flown()[1]["bea"])
    banned.director.flags.clear()
    banned.director.flags.add("bea-key")
    assert "bea.break" in said(wait(banned, 14.0))


def test_the_room_is_nearer_with_every_pair():
    asked = [
        action.name for beat in level().beats.values() for action in beat.then
        if action.__struct_config__.tag == "backdrop"
    ]  # fmt: skip
    assert [name for name in asked if name[-1].isdigit()] == [f"ward-{k}" for k in range(1, 7)]


def test_letting_go_of_the_controls_is_the_answer():
    episode = flight("nine-beats")
    wait(episode, 7.0)
    assert "let-go" not in episode.director.state.fired, "not yet"
    wait(episode, 1.5)
    assert "let-go" in episode.director.state.fired
    assert episode.world.pictures.joined == 6
    assert said(wait(episode, 6.0))[:2] == ["may.her", "may.nan2"]


def test_who_thrusts_is_asked_to_be_slower_and_waits_anew():
    episode = flight("nine-beats")
    wait(episode, 5.0)
    events = wait(episode, 0.6, PUSH)
    assert "may.push" in said(events)
    wait(episode, 7.0)
    assert "let-go" not in episode.director.state.fired
    wait(episode, 1.5)
    assert "let-go" in episode.director.state.fired


def test_the_last_two_hang_side_by_side_until_then():
    episode = flight("nine-beats")
    rows = episode.world.pictures.rows
    last = episode.world.pictures.pair(6)
    assert rows.state[last].tolist() == [AWAY, AWAY]
    assert ADRIFT not in rows.state[last]
    wait(episode, 6.0, PUSH)
    off = complex(rows.place[last[0]]) - complex(rows.place[last[1]])
    assert abs(off) < 200.0, "nobody scares them now"
