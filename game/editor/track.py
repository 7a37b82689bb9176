"""What is known of a playtest without flying it again: the ship's path, and what the story did, tick by tick."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from game.story.episode import Episode, Happening
from game.story.state import STORY_EVENTS, StoryEvent

NOTED = ("beat", "say", "chat", "checkpoint", "lost", "retried", "won", "report")  # happenings that leave a mark
SOFT = ("say", "chat", "report")  # of them, those that no path shows


class Mark(NamedTuple):
    """Something that happened after `frame` ticks, and where the ship was."""

    frame: int
    kind: str  # one of NOTED
    name: str  # a beat, a line, a cause
    x: float
    y: float


class Track:
    """Grows by a tick at a time. Frame `first` is where it begins; a place without a ship is not a number."""

    def __init__(self, episode: Episode, told: Iterable[Happening] = (), before: Iterable[str] = ()) -> None:
        """`before`: beats that count as fired when it begins."""
        self.first = episode.frame
        self.before = tuple(before)
        self.marks: list[Mark] = []
        self._x: list[float] = []
        self._y: list[float] = []
        self.note(episode, told)

    @property
    def last(self) -> int:
        return self.first + len(self._x) - 1

    def _place(self, episode: Episode) -> None:
        row, ships = episode.world.player_row, episode.world.ships
        self._x.append(ships.x.item(row) if row >= 0 else math.nan)
        self._y.append(ships.y.item(row) if row >= 0 else math.nan)

    def note(self, episode: Episode, told: Iterable[Happening]) -> None:
        """After each tick. Where the world has a kind of that name, too (a drone `lost` sight), the story's counts."""
        self._place(episode)
        for event in told:
            if event.kind in NOTED and (isinstance(event, StoryEvent) or event.kind not in STORY_EVENTS):
                self.marks.append(Mark(episode.frame, event.kind, event.name, self._x[-1], self._y[-1]))

    def cut(self, frame: int) -> None:
        """Forget what came after a frame."""
        keep = max(1, frame - self.first + 1)
        del self._x[keep:], self._y[keep:]
        del self.marks[bisect_right([mark.frame for mark in self.marks], frame) :]

    def copy(self, upto: int) -> Track:
        """The same as far as a frame."""
        made = object.__new__(Track)
        made.first, made.before, made.marks = self.first, self.before, list(self.marks)
        made._x, made._y = list(self._x), list(self._y)
        made.cut(upto)
        return made

    def at(self, frame: int) -> tuple[float, float]:
        """Where the ship was, or was last."""
        i = max(0, min(frame - self.first, len(self._x) - 1))
        while i > 0 and math.isnan(self._x[i]):
            i -= 1
        return self._x[i], self._y[i]

    def path(self, start: int, stop: int, step: int) -> np.ndarray:
        """Places (k, 2) from one frame to another, `step` ticks apart; the last one is there in any case."""
        low, high = max(0, start - self.first), min(len(self._x), stop - self.first + 1)
        if high <= low:
            return np.zeros((0, 2))
        rows = [*range(low, high, max(1, step))]
        if rows[-1] != high - 1:
            rows.append(high - 1)
        return np.array([(self._x[i], self._y[i]) for i in rows])

    def fired(self) -> dict[str, int]:
        """Beat -> the frame at which it first fired."""
        found: dict[str, int] = dict.fromkeys(self.before, self.first)
        for mark in self.marks:
            if mark.kind == "beat":
                found.setdefault(mark.name, mark.frame)
        return found

    def near(self, frame: int, within: int) -> list[Mark]:
        """The marks no more than so many ticks away, in order."""
        frames = [mark.frame for mark in self.marks]
        return self.marks[bisect_left(frames, frame - within) : bisect_right(frames, frame + within)]
