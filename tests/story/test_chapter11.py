"""Chapter 11 as it is meant: a dial, eight channels, each with at most one thing to be said, and rain."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from game.lab.pilots import make_pilot
from game.sim.command import IDLE, Command, Held
from game.story import library
from game.story.episode import Episode
from game.story.level import Level
from game.story.moments import SEEN
from game.story.television import CHANNELS, PROGRAMME, shown

CHAPTER = "11-television"
RIGHT = Command.of(move=(1.0, 0.0), held=Held.DIRECT)
LEFT = Command.of(turn=-1.0)
SWITCH = Command.of(held=Held.BRAKE)
ASKED = ("asked-bill", "asked-cup", "asked-nanette", "lied-on-record", "form-shown", "said-he")


@cache
def level() -> Level:
    return library.load(CHAPTER)


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def until(episode: Episode, beat: str, most: float = 120.0) -> list:
    events: list = []
    for _ in range(round(most * 60)):
        if beat in episode.director.state.fired:
            return events
        events += episode.step(IDLE)
    raise AssertionError(f"{beat} does not fire")


def sofa(flags: Iterable[str] = ()) -> Episode:
    """Everybody sits, and the dial is free."""
    episode = Episode(level(), 1, flags=flags)
    until(episode, "dial")
    return episode


def turn(episode: Episode, command: Command = RIGHT, times: int = 1) -> list:
    return [event for _ in range(times) for event in (*wait(episode, 0.05, command), *wait(episode, 0.1))]


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind == "say"]


def channel(episode: Episode) -> int:
    television = episode.director.television
    assert television is not None
    return television.channel


def quiet(episode: Episode) -> list:
    """Let whoever speaks be done."""
    return wait(episode, 16.0)


def test_ten_seconds_of_a_gap_and_then_somebody_asks():
    episode = Episode(level(), 1)
    events = wait(episode, 7.5)
    assert not said(events)
    assert "nanette" not in episode.director.television.marks
    assert said(wait(episode, 2.0)) == ["sofa.nate"]
    until(episode, "budge-up")
    assert "nanette" in episode.director.television.marks
    assert not episode.director.television.on
    until(episode, "dial")
    wait(episode, 1.0)
    assert episode.director.television.on


def test_the_box_is_remembered_by_who_found_it():
    for flags, line in (((), "sofa.karl2"), (("find-box",), "sofa.karl.box")):
        episode = sofa(flags)
        assert line in {id for _, id in episode.director.log}


def test_the_dial_goes_round_both_ways():
    episode = sofa()
    assert channel(episode) == 1
    turn(episode, RIGHT)
    assert channel(episode) == 2
    turn(episode, LEFT, 2)
    assert channel(episode) == CHANNELS
    turn(episode, RIGHT)
    assert channel(episode) == 1
    wait(episode, 1.0, RIGHT)
    assert channel(episode) == 2, "a stick that is held turns it once"


@pytest.mark.parametrize(
    ("command", "to"),
    [
        (Command.of(turn=1.0), 2), (Command.of(held=Held.FIRE), 2), (Command.of(held=Held.BOOST), 8),
        (Command.of(move=(-1.0, 0.0), held=Held.DIRECT), 8), (Command.of(move=(0.3, 0.0), held=Held.DIRECT), 1),
    ],
)  # fmt: skip
def test_hands_of_every_kind_turn_it(command: Command, to: int):
    episode = sofa()
    turn(episode, command)
    assert channel(episode) == to


def test_nobody_turns_it_before_everybody_sits():
    episode = Episode(level(), 1)
    wait(episode, 4.0)
    turn(episode, RIGHT, 3)
    turn(episode, SWITCH)
    assert channel(episode) == 1
    assert not episode.director.television.on


def test_each_channel_says_its_line_once():
    episode = sofa(
        ["bea-died-for-us", *(SEEN + name for names in PROGRAMME.values() for name in names), "squad-helped"]
    )
    quiet(episode)
    heard: list[str] = []
    for _ in range(2):
        for _ in range(5):
            turn(episode)
            heard += said(quiet(episode))
        turn(episode, LEFT, 5)
        heard += said(quiet(episode))
    assert heard == ["ch.sweep", "ch.bea.died", "ch.carrier", "ch.house", "ch.loop", "ch.loop.nan"]


def test_what_was_not_kept_is_not_spoken_of():
    episode = sofa()
    quiet(episode)
    heard: list[str] = []
    for _ in range(5):
        turn(episode)
        heard += said(quiet(episode))
    assert heard == [], "snow has nothing to say"


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        (("bea-died-for-us",), "ch.bea.died"), (("dropped-cargo",), "ch.bea.eleven"),
        (("dropped-cargo", "bea-hacked", "bea-waited"), "ch.bea.waited"),
        (("bea-key", "bea-died-for-us"), "ch.bea.key"),
    ],
)  # fmt: skip
def test_her_channel_says_what_became_of_her(flags: tuple[str, ...], line: str):
    episode = sofa(flags)
    quiet(episode)
    turn(episode, RIGHT, 2)
    assert said(quiet(episode)) == [line]


def test_the_first_that_exists_is_shown():
    assert shown(3, {"seen-key", "seen-drop"}) == "drop"
    assert shown(3, {"seen-key"}) == "key"
    assert shown(5, {"seen-squad"}) == "squad"
    assert shown(2, set()) == ""
    assert shown(7, {"seen-sweep"}) == ""


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ((), ["news.open", "news.nothing", "news.last"]),
        (("asked-how",), ["news.open", "news.daly", "news.last"]),
        (ASKED, ["news.open.he", "news.he", "news.bill", "news.cup", "news.last"]),
        (("walt-wrote", "board-told"), ["news.open", "news.board", "news.letter", "news.last"]),
    ],
)
def test_the_news_has_three_to_five_lines_by_what_was_asked(flags: tuple[str, ...], told: list[str]):
    episode = sofa(flags)
    quiet(episode)
    heard = said(turn(episode, LEFT, 2))
    assert channel(episode) == 7
    heard += said(wait(episode, 60.0))
    read = [line for line in heard if level().lines[line].who == "news"]
    assert read == told
    assert 3 <= len(read) <= 5
    assert {"news.walt", "news.walt2"} <= set(heard), "his face is not passed over"
    assert ("news.walt3.he" if "said-he" in flags else "news.walt3") in heard


def test_the_theme_is_heard_when_the_sixth_channel_is_reached():
    episode = sofa()
    assert episode.director.music == ""
    turn(episode, RIGHT, 4)
    wait(episode, 1.0)
    assert episode.director.music == ""
    turn(episode)
    wait(episode, 1.0)
    assert episode.director.music == "television"


def test_the_sea_says_nothing_for_twenty_seconds():
    episode = sofa()
    quiet(episode)
    turn(episode, LEFT)
    assert channel(episode) == 8
    assert not said(wait(episode, 19.5))
    assert said(wait(episode, 3.0)) == ["sea.walt"]
    turn(episode)
    assert "rain" not in episode.director.state.fired, "nobody minds"


@pytest.mark.parametrize("off", [False, True])
def test_rain_comes_after_the_sea_or_when_it_is_switched_off(off: bool):
    episode = sofa(["drawer-open"])
    quiet(episode)
    if off:
        turn(episode, SWITCH)
        assert not episode.director.television.on
        wait(episode, 0.5)
    else:
        turn(episode, LEFT)
        wait(episode, 41.0)
    assert "rain" in episode.director.state.fired
    heard = said(until(episode, "end"))
    assert [line for line in heard if line.startswith("rain.")] == [
        "rain.kabir", "rain.nan", "rain.nate", "rain.elena", "rain.window", "rain.ten", "rain.end",
    ]  # fmt: skip
    assert {"asleep", "window", "lights", "chat"} <= set(episode.director.television.marks)


def test_it_ends_with_credits_and_the_ending():
    episode = sofa()
    turn(episode, SWITCH)
    until(episode, "end")
    wait(episode, 5.0)
    assert episode.director.television.credits
    wait(episode, 60.0)
    assert (episode.outcome, episode.ending) == ("won", "freedom")
    assert "credits.last" in {line for _, line in episode.director.log}


def test_the_pilot_watches_all_of_it():
    episode = Episode(level(), 1, flags=["seen-crossing"])
    pilot = make_pilot("pilot", episode)
    seen: set[int] = set()
    while episode.outcome is None and episode.frame < 60 * 900:
        pilot.hear(episode.step(pilot.command()))
        if episode.director.television and episode.director.television.on:
            seen.add(channel(episode))
    assert episode.outcome == "won"
    assert seen == set(range(1, CHANNELS + 1))
    assert not episode.director.reports


def test_a_copy_goes_on_exactly():
    episode = sofa(["seen-sweep"])
    copy = Episode(level(), 1, flags=["seen-sweep"])
    copy.restore(episode.snapshot())
    for each in (episode, copy):
        turn(each, RIGHT, 3)
        wait(each, 4.0)
    assert episode.digest() == copy.digest()
