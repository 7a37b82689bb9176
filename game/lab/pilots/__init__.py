"""Pilots: whoever flies instead of a player. Adding one means a class with `command` and `hear`, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from game.lab.pilots.pilot import StoryPilot
from game.lab.pilots.simple import IdlePilot, RandomPilot
from game.sim.command import Command
from game.story.episode import Episode, Happening


class Pilot(Protocol):
    """Asked once before each tick, told after it what happened."""

    def command(self) -> Command: ...

    def hear(self, events: Sequence[Happening]) -> None: ...


Answers = Mapping[str, int | str]

PILOTS: dict[str, Callable[[Episode, Answers], Pilot]] = {
    "pilot": StoryPilot,  # finishes every level
    "idle": IdlePilot,
    "random": RandomPilot,
}


def make_pilot(name: str, episode: Episode, choose: Answers | None = None) -> Pilot:
    """The pilot of that name, at the controls of `episode`. ValueError lists the names there are."""
    if name not in PILOTS:
        raise ValueError(f"no pilot is called {name!r}; there are {', '.join(PILOTS)}")
    return PILOTS[name](episode, choose or {})


__all__ = ["PILOTS", "Pilot", "make_pilot"]
