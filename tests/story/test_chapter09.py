"""Chapter 09 as it is meant: white, one thing each, names, a letter, a line with a pulse; and nothing can be lost."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from game.lab.pilots import make_pilot
from game.sim import placing, roster
from game.sim.command import IDLE, Command, Press
from game.sim.edits import Edit, Op, place, tell
from game.sim.rules import INDEX, RULE
from game.sim.sandbox import THING_INDEX
from game.story import library
from game.story.episode import Episode
from game.story.level import Level

CHAPTER = "09-private-server"
TOLD = [
    "white", "key", "asks", "sure", "open", "first-rule", "karl", "nate", "elena", "lock", "kabir", "walt", "names",
    "blank", "letter", "letter-ask", "answered", "pulse", "whenever", "gone",
]  # fmt: skip
STOPS = ("open", "first-rule", "nate", "walt", "letter-ask", "whenever")


@cache
def level() -> Level:
    return library.load(CHAPTER)


@cache
def flown(send: bool = True) -> tuple[Episode, dict[str, dict]]:
    """One flight of the pilot, to its end, kept at each of STOPS."""
    episode = Episode(level(), 3)
    pilot = make_pilot("pilot", episode, choose={"letter": 1 if send else 2})
    kept: dict[str, dict] = {}
    while episode.outcome is None and episode.frame < 60 * 600:
        pilot.hear(episode.step(pilot.command()))
        for beat in STOPS:
            if beat in episode.director.state.fired and beat not in kept:
                kept[beat] = episode.snapshot()
    return episode, kept


def flight(until: str, *, flags=()) -> Episode:
    episode = Episode(level(), 3)
    episode.restore(flown()[1][until])
    episode.director.flags.update(flags)
    return episode


def wait(episode: Episode, seconds: float, command: Command = IDLE) -> list:
    return [event for _ in range(round(seconds * 60)) for event in episode.step(command)]


def do(episode: Episode, *edits: Edit) -> list:
    return [event for edit in edits for event in episode.step(edit.command())]


def turn(name: str, value: float | str) -> Edit:
    rule = RULE[name]
    return Edit(Op.SET, INDEX[name], rule.words.index(value) if isinstance(value, str) else rule.steps(value))


def said(events: list) -> list[str]:
    return [event.name for event in events if event.kind in ("say", "sign", "print", "log")]


def fired(episode: Episode) -> dict[str, int]:
    return episode.director.state.fired


# -- as it is meant ----------------------------------------------------------------------------------------------


def test_the_chapter_is_told_in_order():
    episode = flown()[0]
    assert episode.outcome == "won"
    history = [beat for _, beat in episode.director.state.history]
    assert [beat for beat in history if beat in TOLD] == TOLD
    assert episode.stats["retries"] == 0


@pytest.mark.parametrize("seed", [1, 4, 7, 10])
def test_the_pilot_gives_everybody_their_thing_on_every_seed(seed):
    episode = Episode(level(), seed)
    pilot = make_pilot("pilot", episode)
    while "names" not in fired(episode) and episode.frame < 60 * 200:
        pilot.hear(episode.step(pilot.command()))
    done = {o.id for o in episode.director.objectives if o.state == "done"}
    assert {"karl", "nate", "elena", "kabir", "walt"} <= done


def test_nothing_happens_until_a_key():
    episode = Episode(level(), 1)
    wait(episode, 40.0)
    assert set(fired(episode)) == {"white"}
    assert not episode.world.abilities
    wait(episode, 0.1, Command.of(thrust=1.0))
    wait(episode, 0.2)
    assert "key" in fired(episode)


def test_nobody_is_silent_for_twenty_seconds_before_it_is_free():
    """From the first key to the last order, with a player who does what is asked."""
    episode = flown()[0]
    ticks = sorted(tick for tick, _ in episode.director.log)
    ticks = [tick for tick in ticks if fired(episode)["key"] <= tick <= fired(episode)["whenever"]]
    assert max(b - a for a, b in pairwise(ticks)) < 20 * 60


def test_the_letter_lies_beside_the_ship_and_goes_when_it_is_sent():
    def pages(episode: Episode) -> int:
        return sum(roster.kind_of(episode.world, int(who)) == "letter" for who in episode.world.ships.id)

    episode = flight("letter-ask")
    assert pages(episode) == 1
    wait(episode, 0.1, Command.of(pressed=Press.CHOICE_1))
    wait(episode, 0.2)
    assert pages(episode) == 0
    assert pages(flown(False)[0]) == 1


def test_the_choice_is_kept_for_what_comes_after():
    assert "walt-wrote" in flown()[0].director.flags
    kept = flown(False)[0]
    assert kept.outcome == "won"
    assert "walt-kept" in kept.director.flags
    lines = [line for _, line in kept.director.log]
    assert "letter.kept" in lines
    assert "letter.sent" not in lines


# -- whatever is asked for ---------------------------------------------------------------------------------------


def test_what_was_done_before_it_was_asked_counts_when_it_is():
    episode = flight("open")
    do(episode, turn("gravity", 100), turn("sky", "sea"), turn("undo", 9), turn("scale", 0.8))
    do(episode, place(THING_INDEX["door"], 200, 0), tell("opened"))
    wait(episode, 110.0)
    assert {"karl", "nate", "elena", "kabir", "walt", "names"} <= set(fired(episode))


def test_white_and_black_are_no_horizon():
    episode = flight("first-rule")
    do(episode, turn("gravity", 100))
    wait(episode, 30.0)
    assert "karl" in fired(episode)
    do(episode, turn("sky", "black"))
    wait(episode, 3.0)
    assert "nate" not in fired(episode)
    do(episode, turn("sky", "stars"))
    wait(episode, 3.0)
    assert "nate" in fired(episode)


@pytest.mark.parametrize(("flag", "line", "instead"), [
    ("saw-greg", "names.karl.greg", "names.karl"),
    ("biscuit-told", "names.biscuit", ""),
    ("drawer-open", "names.drawer", ""),
])  # fmt: skip
def test_names_know_what_came_before(flag, line, instead):
    lines = said(wait(flight("walt", flags=[flag]), 70.0))
    assert line in lines
    assert not instead or instead not in lines
    without = said(wait(flight("walt"), 70.0))
    assert line not in without
    assert not instead or instead in without


def test_she_leaves_hers_blank():
    episode = flight("walt")
    events = wait(episode, 70.0)
    lines = said(events)
    assert lines.index("names.walt") < lines.index("names.nan")
    written = [event.text for event in events if event.kind == "sign"]
    assert written == ["FREE XP", "KARL", "KABIR", "HERE", "WALT"]


REACTIONS = {
    "con.g.up": [turn("gravity", -100)],
    "con.g.zero": [turn("gravity", 0)],
    "con.g.side": [turn("gravity-across", 200)],
    "con.drag.zero": [turn("drag", 0)],
    "con.drag.up": [turn("drag", 6)],
    "con.time.slow": [turn("time", 0.5)],
    "con.time.fast": [turn("time", 2.0)],
    "con.weapons.off": [turn("weapons", 0)],
    "con.hull.inf": [turn("hull", 8)],
    "con.spawn.hound": [place(THING_INDEX["hound"], 300, 0)],
    "con.spawn.many": [turn("visitors", "mite"), turn("crowd", 300)],
    "con.sky.black": [turn("sky", "black")],
    "con.colours.neon": [turn("colours", "neon")],
    "con.colours.grey": [turn("colours", "grey")],
    "con.save": [tell("saved")],
    "con.share": [tell("shared")],
    "con.undo": [turn("drag", 2), Edit(Op.UNDO, 1)],
    "nofail.one": [place(THING_INDEX["rock"], 300, 0), Edit(Op.CLEAR)],
}


@pytest.mark.parametrize("line", REACTIONS)
def test_the_crew_answer_what_is_done_at_the_console_once(line):
    episode = flight("whenever")
    wait(episode, 4.0)
    assert line in said([*do(episode, *REACTIONS[line]), *wait(episode, 12.0)])
    back = [turn(name, RULE[name].default) for name in ("gravity-across", "drag", "time", "weapons", "hull")]
    again = [*do(episode, *back, turn("sky", "sea"), turn("colours", "own"), turn("gravity", 50)), *wait(episode, 6.0)]
    again += [*do(episode, *REACTIONS[line]), *wait(episode, 8.0)]
    assert line not in said(again)


def test_the_sunset_is_spoken_of():
    assert "con.sky.sunset" in [line for _, line in flown()[0].director.log]


# -- nothing can be lost -----------------------------------------------------------------------------------------


def test_whatever_befalls_the_ship_the_run_goes_on():
    episode = flight("whenever")
    do(episode, turn("visitors", "warden"), turn("crowd", 60), turn("temper", "cross"), turn("weapons", 5))
    wait(episode, 30.0)
    assert not episode.waiting_retry
    assert episode.outcome is None
    row = episode.world.player_row
    assert episode.world.ships.hull.item(row) >= 1.0


def test_it_is_left_when_one_likes_and_not_before():
    episode = flight("whenever")
    wait(episode, 60.0)
    assert episode.outcome is None
    x, y = level().spot("far")
    placing.place_player(episode.world, x - 60, y, 0.0)
    wait(episode, 5.0)
    assert episode.outcome == "won"


def test_a_press_of_skip_goes_on_to_the_next_line():
    episode = flight("open")
    do(episode, tell("opened"))
    wait(episode, 1.0)
    first = episode.director.line
    assert first is not None
    for _ in range(3):
        episode.step(Command.of(pressed=Press.SKIP))
    assert episode.director.line is None or episode.director.line.id != first.id
