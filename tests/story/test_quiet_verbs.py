"""Pictures and a television in level files: what they do, what is waited for, and what is said about mistakes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from game.sim.command import Command, Held
from game.story.check import check
from game.story.problems import LevelError

PAIR = (
    '{ do = "picture", pair = 1, art = "moon", place = "north" },'
    ' { do = "picture", pair = 1, art = "moon", place = "south" }'
)
WIN = '[[beat]]\nid = "end"\nwhen = { on = "timer", after = 90 }\nthen = [{ do = "win" }]\n'
SET = '{ do = "television", on = true, channel = 3, dial = true }'
RIGHT = Command.of(move=(1.0, 0.0), held=Held.DIRECT)


def said(folder: Path, write: Callable[[], object]) -> str:
    """What is wrong with the level that is written there."""
    with contextlib.suppress(LevelError):
        write()
    return "\n".join(map(str, check(folder)))


def test_pictures_come_where_they_are_put(does):
    play = does(PAIR, WIN).run(0.1)
    rows = play.world.pictures.rows
    assert rows.y.round(-1).tolist() == [-600.0, 600.0]
    assert play.world.pictures.arts == ["moon", "moon"]
    assert not play.director.reports


def test_a_third_of_a_pair_is_reported_and_does_not_come(does):
    play = does(f'{PAIR}, {{ do = "picture", pair = 1, art = "moon", place = "far" }}', WIN).run(0.1)
    assert play.world.pictures.rows.n == 2
    assert "both of its pictures" in play.director.reports[0]


def test_a_word_joins_and_lights(does):
    dark = PAIR.replace("moon", "moon", 1).replace('place = "north"', 'place = "north", dark = true')
    play = does(f'{dark}, {{ at = 1.0, do = "pictures", pair = 1, light = true, join = true }}', WIN).run(0.5)
    assert play.world.pictures.rows.dark.tolist() == [1, 0]
    play.run(1.0)
    assert play.world.pictures.rows.dark.tolist() == [0, 0]
    assert play.world.pictures.joined == 1


def test_what_is_not_there_cannot_be_joined(does):
    play = does(f'{PAIR}, {{ do = "pictures", pair = 2, join = true }}', WIN).run(0.1)
    assert "no pictures of pair 2" in play.director.reports[0]


@pytest.mark.parametrize(
    ("when", "fires"),
    [
        ('{ on = "picture" }', True), ('{ on = "picture", pair = 1 }', True), ('{ on = "picture", pair = 2 }', False),
        ('{ on = "picture", count = 1 }', True), ('{ on = "picture", count = 2 }', False),
        ('{ on = "picture", part = "withdrew" }', False),
    ],
)  # fmt: skip
def test_a_beat_hears_of_the_pair_it_waits_for(waits, when: str, fires: bool):
    play = waits(when, setup=f'{PAIR}, {{ at = 0.5, do = "pictures", pair = 1, join = true }}', lines=WIN[:0])
    play.run(1.0)
    assert bool(play.fired()) == fires


def test_the_dial_is_turned_by_hand_and_by_word(does):
    play = does(f'{SET}, {{ at = 2.0, do = "television", channel = 8 }}', WIN).run(0.5)
    television = play.director.television
    assert (television.on, television.channel) == (True, 3)
    play.run(0.1, RIGHT)
    assert play.director.television.channel == 4
    play.run(2.0)
    assert play.director.television.channel == 8
    assert [event.value for event in play.told("channel")] == [3.0, 4.0, 8.0]


def test_a_beat_hears_what_is_watched_and_for_how_long(waits):
    play = waits('{ on = "watched", number = 3, seconds = 2 }', setup=SET).run(1.5)
    assert not play.fired()
    play.run(1.0)
    assert play.fired()


def test_turning_away_counts_anew(waits):
    play = waits('{ on = "watched", number = 3, seconds = 2 }', setup=SET).run(1.5)
    play.run(0.1, RIGHT).run(0.1).run(0.1, Command.of(turn=-1.0)).run(1.0)
    assert not play.fired()
    play.run(1.2)
    assert play.fired()


def test_off_is_heard_of(waits):
    play = waits('{ on = "watched", off = true }', setup=SET).run(1.0)
    assert not play.fired()
    play.run(0.1, Command.of(held=Held.BRAKE)).run(0.2)
    assert play.fired()


def test_a_channel_is_heard_of_by_what_it_shows(waits):
    for flags, fires in (((), False), (("seen-drop",), True)):
        header = 'brings = ["seen-drop"]\n'
        play = waits('{ on = "channel", number = 3, shows = "drop" }', setup=SET, header=header, flags=flags).run(0.5)
        assert bool(play.fired()) == fires


def test_a_channel_that_is_waited_for_again_must_be_turned_to_anew(waits):
    play = waits('{ on = "channel", number = 3 }', setup=SET, beat="repeat = true").run(2.0)
    assert len(play.fired()) == 1, "once, though it stays on"
    play.run(0.1, RIGHT).run(0.3).run(0.1, Command.of(turn=-1.0)).run(0.3)
    assert len(play.fired()) == 2


def test_credits_need_a_television(does):
    play = does('{ do = "credits", seconds = 30 }', WIN).run(0.1)
    assert "bring one first" in play.director.reports[0]


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ('{ do = "pictures", pair = 1 }', "needs light = true, join = true"),
        ('{ do = "picture", pair = 99, art = "moon", place = "north" }', "<= 60"),
        ('{ do = "picture", pair = 1, art = "mooon", place = "north" }', "did you mean 'moon'"),
        ('{ do = "picture", pair = 1, art = "moon", place = "north", sound = "hum" }', "no sound is called 'hum'"),
        ('{ do = "television", channel = 9 }', "<= 8"),
        ('{ do = "television", mark = "nanete" }', "is not one of"),
    ],
)
def test_a_mistake_in_what_is_done_is_said(does, tmp_path: Path, then: str, says: str):
    assert says in said(tmp_path, lambda: does(then, WIN))


@pytest.mark.parametrize(
    ("when", "setup", "says"),
    [
        ('{ on = "picture", part = "shy", count = 2 }', PAIR, "'count' goes with part"),
        ('{ on = "picture" }', "", "no picture ever comes"),
        ('{ on = "watched" }', SET, "needs either 'number'"),
        ('{ on = "channel", number = 2 }', "", "there is never a television"),
    ],
)
def test_a_mistake_in_what_is_waited_for_is_said(waits, tmp_path: Path, when: str, setup: str, says: str):
    assert says in said(tmp_path, lambda: waits(when, setup=setup))


def test_moments_are_brought_by_who_shows_them(does, tmp_path: Path):
    """The channels ask for these flags; without a television nobody does."""
    header, complaint = 'brings = ["seen-drop"]\n', "'seen-drop' is brought in but never read"
    assert complaint not in said(tmp_path, lambda: does(SET, WIN, header=header))
    assert complaint in said(tmp_path, lambda: does('{ do = "shake" }', WIN, header=header))
