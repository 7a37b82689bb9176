"""The tube's own flights: moments of this player's campaign, flown again as small as the glass is.

A moment is taken up at the checkpoint before it and flown to where it begins, a few ticks in each picture: as long as
that takes, there is snow. Then it runs as it was flown, and begins again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path

from game.lab.recording import RecordingError
from game.lab.reel import Clip
from game.lab.replay import Replay, level_of
from game.play import crash
from game.play.journal import log
from game.render.atlas import Atlas
from game.render.frame import Frame
from game.render.view import Comfort, View
from game.sim.clock import DT
from game.story.episode import Happening
from game.story.level import Level

SLICE = 0.007  # of each picture for flying to where a moment begins [s]
LED = 90  # ticks before it from which the view follows: then drives have their trails
STILL = Comfort(shake=0.0, flash=0.0)


class Tube:
    """`watch` says each picture which moment is on; `frame` is what it looks like, None while it is flown to."""

    def __init__(
        self, atlas: Atlas, clips: Mapping[str, Clip], user_folder: Path | None = None, *, ahead: bool = False
    ) -> None:
        """`user_folder` may hold levels that were flown. `ahead`: they are read meanwhile, by a thread of their own."""
        self._atlas = atlas
        self._user_folder = user_folder
        self._clips = dict(clips)
        self._levels: dict[str, Level | None] = {}  # of each moment; None where it cannot be flown again
        if ahead and clips:
            threading.Thread(target=crash.quietly(self._read_levels), name="moments", daemon=True).start()
        else:
            self._read_levels()
        self.moment = ""
        self._replay: Replay | None = None
        self._view: View | None = None
        self._owed = 0.0  # seconds that are not a tick yet

    def _read_levels(self) -> None:
        for id, clip in self._clips.items():
            try:
                self._levels[id] = level_of(clip.recording, self._user_folder)
            except RecordingError as problem:
                log.info("the moment %s cannot be flown again: %s", id, problem)
                self._levels[id] = None

    @property
    def runs(self) -> bool:
        """Whether a moment is seen."""
        return self._view is not None and self._replay is not None and self._replay.frame >= self._start

    @property
    def _start(self) -> int:
        return self._clips[self.moment].start

    def watch(self, moment: str, dt: float) -> list[Happening]:
        """Time passes with this moment on ('' none); returns what happened in it."""
        wanted = moment if moment in self._levels else ""  # what is not read yet is not there yet
        if wanted != self.moment:
            self.moment = wanted
            self._begin()
        if self._replay is None or self._view is None:
            return []
        if self._replay.frame < self._start:
            self._go_there()
            return []
        return self._run(dt)

    def frame(self, moment: str, size: tuple[int, int]) -> Frame | None:
        """What is seen of it now."""
        if moment != self.moment or not self.runs or self._view is None:
            return None
        return self._view.frame(1.0, size)

    def _begin(self) -> None:
        self._replay = self._view = None
        self._owed = 0.0
        level = self._levels.get(self.moment)
        if level is None:
            return
        try:
            self._replay = Replay(self._clips[self.moment].recording, level)
        except RecordingError as problem:
            log.info("the moment %s cannot be flown again: %s", self.moment, problem)
            self._levels[self.moment] = None
            return
        self._view = View(self._atlas, self._replay.episode, STILL)

    def _go_there(self) -> None:
        replay, view = self._replay, self._view
        assert replay is not None
        assert view is not None
        until = time.perf_counter() + SLICE
        while replay.frame < self._start and time.perf_counter() < until:
            told = replay.step()
            if replay.frame > self._start - LED:
                view.update(told, DT)
        if replay.frame >= self._start:
            view.update([], 0.0)

    def _run(self, dt: float) -> list[Happening]:
        replay, view = self._replay, self._view
        assert replay is not None
        assert view is not None
        told: list[Happening] = []
        self._owed += dt
        while self._owed >= DT and not replay.ended:
            self._owed -= DT
            told += replay.step()
        view.update(told, dt)
        view.held(view.hold)
        if replay.ended:
            self._begin()
        return told
