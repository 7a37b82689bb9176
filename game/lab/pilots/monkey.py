"""The monkey: hands on keys, whatever they do. It plays a list of segments, which can be told and repeated."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from game.lab.hands import holding, pressing
from game.sim.clock import TICK_HZ
from game.sim.command import IDLE, Command, Press
from game.story.episode import Episode, Happening

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]

# What a monkey may do, in the words of `game.lab.hands`; the simplest first, for searches shrink towards those
STEERING: tuple[tuple[str, ...], ...] = (
    (), ("thrust",), ("left",), ("right",), ("back",), ("thrust", "left"), ("thrust", "right"),
    ("east",), ("south",), ("west",), ("north",),
    ("south", "east"), ("south", "west"), ("north", "west"), ("north", "east"),
)  # fmt: skip
DOING: tuple[tuple[tuple[str, ...], str], ...] = (  # what is held beside, and what is pressed first
    ((), ""), (("fire",), ""), (("boost",), ""), (("brake",), ""), (("fire", "boost"), ""),
    ((), "skip"), ((), "assist"), ((), "choice-1"), ((), "choice-2"),
)  # fmt: skip
AIMS: tuple[float | None, ...] = (None, 0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)  # degrees; None: ahead
TICKS = (12, 24, 36, 60, 90, 120, 180, 300)  # shorter ones cancel out

_HELM = frozenset({"thrust", "left", "right", "back"})


@dataclass(frozen=True, slots=True)
class Segment:
    """Keys held for some ticks; `press` goes down on the first. In the words of `game.lab.hands`; aim in degrees."""

    ticks: int = 60
    holds: tuple[str, ...] = ()
    aim: float | None = None
    press: str = ""

    def command(self) -> Command:
        """What is held. ValueError: nobody can hold that."""
        return holding(*self.holds, aim=self.aim) if self.holds or self.aim is not None else IDLE

    def first(self) -> Command:
        """The command of its first tick."""
        held = self.command()
        if not self.press:
            return held
        pressed = pressing(self.press).pressed
        return Command(held.thrust, held.turn, held.move_x, held.move_y, held.aim, held.held, pressed)

    def __str__(self) -> str:
        """In words: presses assist, holds left and fire for 1.2 s."""
        does = f"holds {_listed(self.holds)}" if self.holds else "does nothing"
        aims = f" aiming at {self.aim:g}°" if self.aim is not None else ""
        press = f"presses {self.press}, " if self.press else ""
        return f"{press}{does}{aims} for {round(self.ticks / TICK_HZ, 2):g} s"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def any_segment(pick: Pick[Any]) -> Segment:
    """One segment of all there are; `pick` chooses one of some things, and may prefer the first.

    Few choices on purpose: Hypothesis leaves out up to five at once, and a segment it could not leave out would stay.
    """
    ticks, steering, (doing, press), aim = pick(TICKS), pick(STEERING), pick(DOING), pick(AIMS)
    if _HELM.intersection(steering):
        aim = None  # the helm has none of its own
    return Segment(ticks, (*steering, *doing), aim, press)


class MonkeyPilot:
    """Plays segments, then keeps its hands off; without any it draws them itself, forever. Takes up a lost run."""

    def __init__(self, episode: Episode, segments: Sequence[Segment] | None = None) -> None:
        self._episode = episode
        self._chance = random.Random(episode.seed)
        self._segments = None if segments is None else list(segments)
        self._next = 0  # of the segments
        self._left = 0  # ticks of the one that is played
        self._held = IDLE

    def command(self) -> Command:
        if self._episode.waiting_retry:
            return RETRY
        self._left -= 1
        if self._left >= 0:
            return self._held
        segment = self._following()
        self._held, self._left = segment.command(), segment.ticks - 1
        return segment.first()

    def _following(self) -> Segment:
        if self._segments is None:
            return any_segment(self._chance.choice)
        self._next += 1
        return self._segments[self._next - 1] if self._next <= len(self._segments) else Segment()

    def hear(self, events: Sequence[Happening]) -> None:
        """A monkey hears nothing."""


RETRY = Command.of(pressed=Press.RETRY)


__all__ = ["MonkeyPilot", "Segment", "any_segment"]
