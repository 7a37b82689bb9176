"""Pilots: whoever flies instead of a player. One made of skills is a row of ROWS, any other a line of PILOTS."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from game.lab.pilots.idle import IdlePilot
from game.lab.pilots.monkey import MonkeyPilot
from game.lab.pilots.nature import Nature
from game.lab.pilots.pilot import Row, SkilledPilot
from game.lab.pilots.skills import (
    AnswerChoice,
    Answers,
    BreakLineOfSight,
    BringInTow,
    Collect,
    Convoy,
    Cruise,
    DoLesson,
    Duel,
    Evade,
    Explore,
    Fight,
    FightIfMust,
    Gentle,
    GetAway,
    GoToMarker,
    Heed,
    HoldPosts,
    LessonInPeace,
    OutrunFlock,
    OutrunSweep,
    Rob,
    Shadow,
    Sneak,
    TakeCover,
    TakeUpRun,
    TurnDials,
    Wait,
    WatchTelevision,
)
from game.sim.command import Command
from game.story.episode import Episode, Happening


class Pilot(Protocol):
    """Asked once before each tick, told after it what happened."""

    def command(self) -> Command: ...

    def hear(self, events: Sequence[Happening]) -> None: ...


# What a pilot answers that was not told otherwise, where the first option would end its flight.
ANSWERS: Answers = {"ultimatum": "opt-no"}
GOOD = Nature()
CLUMSY = Nature(
    reaction=21, wobble=math.radians(7.0), stray=math.radians(4.0), overshoot=0.35, linger=24,
    wakes=(40, 90), alert=10, calm=20, dither=6, startle=18, unseen=0.25, misread=0.2, read=150, sigh=90,
    lead=0.5, tolerance=0.2, nerve=0.35,
)  # fmt: skip

EVERYDAY = (
    TakeUpRun, WatchTelevision, Gentle, OutrunSweep,
    OutrunFlock, Heed, Duel, BringInTow, HoldPosts, Convoy, Rob, Fight, Shadow,
    Sneak, Collect, Explore, GoToMarker, Cruise, DoLesson, Evade, Wait, AnswerChoice, TurnDials,
)  # fmt: skip

ROWS: dict[str, Row] = {
    # finishes every level
    "pilot": Row(EVERYDAY, GOOD),
    # does what the instruments say, as well as somebody who seldom plays
    "clumsy": Row(EVERYDAY, CLUMSY),
    # fires at nobody, and gets away from whoever looks for it
    "fugitive": Row(
        (
            TakeUpRun, WatchTelevision, Gentle, OutrunSweep,
            OutrunFlock, BringInTow, GetAway, Explore, GoToMarker, Cruise,
            LessonInPeace, Evade, Wait, AnswerChoice, TurnDials,
        ),
        GOOD,
    ),
    # never fires where that can win
    "pacifist": Row(
        (
            TakeUpRun, WatchTelevision, Gentle, OutrunSweep,
            OutrunFlock, Heed, Duel, BringInTow, HoldPosts, Convoy, Rob, FightIfMust, Shadow,
            Sneak, BreakLineOfSight, Collect, Explore, GoToMarker, Cruise, LessonInPeace, TakeCover, Wait,
            AnswerChoice, TurnDials,
        ),
        GOOD,
    ),
}  # fmt: skip


def _monkey(episode: Episode, answers: Answers) -> MonkeyPilot:
    del answers  # it cannot read
    return MonkeyPilot(episode)


PILOTS: dict[str, Callable[[Episode, Answers], Pilot]] = {
    **{name: partial(SkilledPilot, row) for name, row in ROWS.items()},
    "idle": IdlePilot,
    "monkey": _monkey,
}


def make_pilot(name: str, episode: Episode, choose: Answers | None = None) -> Pilot:
    """The pilot of that name, at the controls of `episode`. ValueError lists the names there are."""
    if name not in PILOTS:
        raise ValueError(f"no pilot is called {name!r}; there are {', '.join(PILOTS)}")
    return PILOTS[name](episode, {**ANSWERS, **(choose or {})})


__all__ = ["CLUMSY", "GOOD", "PILOTS", "ROWS", "Pilot", "Row", "make_pilot"]
