"""The tube's own flights: moments of this player's campaign, flown again as small as the glass is.

A moment is taken up at the checkpoint before it and flown to where it begins, a few ticks in each picture: as long as
that takes, there is snow. Then it runs as it was flown, and begins again. While one runs, the next showing of it is
flown to where it begins, and then the other moments, so that nobody waits for them.
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

SLICE, ASIDE = 0.007, 0.004  # of each picture for what is waited for, and for what may come [s]
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
        self._coming: dict[str, Replay] = {}  # on their way to where they will be seen
        self._replay: Replay | None = None
        self._view: View | None = None
        self._owed = 0.0  # seconds that are not a tick yet

    def _read_levels(self) -> None:
        for id, clip in self._clips.items():
            try:
                self._levels[id] = level_of(clip.recording, self._user_folder)
            except RecordingError as problem:
                self._give_up(id, problem)

    def _give_up(self, id: str, problem: RecordingError) -> None:
        log.info("the moment %s cannot be flown again: %s", id, problem)
        self._levels[id] = None

    @property
    def runs(self) -> bool:
        """Whether a moment is seen."""
        return self._view is not None and self._replay is not None and self._replay.frame >= self._start(self.moment)

    def _start(self, id: str) -> int:
        return self._clips[id].start

    def watch(self, moment: str, dt: float) -> list[Happening]:
        """Time passes with this moment on ('' none); returns what happened in it."""
        wanted = moment if self._levels.get(moment) is not None else ""  # what is not read yet is not there yet
        if wanted != self.moment:
            self.moment, self._replay, self._view = wanted, None, None
        told: list[Happening] = []
        if self.moment and not self.runs:
            self._go_there()
        elif self.moment:
            told = self._run(dt)
            self._prepare((self.moment, *self._levels))
        else:
            self._prepare(tuple(self._levels))
        return told

    def worn(self, moment: str) -> bool:
        """Whether it was flown, and cannot be flown again: its level is another by now, or its clip is gone."""
        return moment not in self._clips or (moment in self._levels and self._levels[moment] is None)

    def frame(self, moment: str, size: tuple[int, int]) -> Frame | None:
        """What is seen of it now."""
        if moment != self.moment or not self.runs or self._view is None:
            return None
        return self._view.frame(1.0, size)

    # --- on the way ---

    def _replay_of(self, id: str) -> Replay | None:
        """A flight to that moment that nobody sees yet; None when there can be none."""
        level = self._levels.get(id)
        if id not in self._coming and level is not None:
            try:
                self._coming[id] = Replay(self._clips[id].recording, level)
            except RecordingError as problem:
                self._give_up(id, problem)
        return self._coming.get(id)

    def _fly(self, id: str, replay: Replay, until: float) -> bool:
        """Unseen, to shortly before it; whether it is there."""
        goal = self._start(id) - LED
        while replay.frame < goal and time.perf_counter() < until:
            replay.step()
        return replay.frame >= goal

    def _prepare(self, ids: tuple[str, ...]) -> None:
        """What may be wanted soon, one after the other, as far as a little time goes."""
        until = time.perf_counter() + ASIDE
        for id in ids:
            replay = self._replay_of(id)
            if replay is not None and not self._fly(id, replay, until):
                return

    def _go_there(self) -> None:
        """What is waited for; the last of the way is seen by the view alone."""
        until = time.perf_counter() + SLICE
        if self._replay is None:
            coming = self._replay_of(self.moment)
            if coming is None or not self._fly(self.moment, coming, until):
                return
            self._replay, self._owed = self._coming.pop(self.moment), 0.0
            self._view = View(self._atlas, self._replay.episode, STILL)
        assert self._view is not None
        while not self.runs and time.perf_counter() < until:
            self._view.update(self._replay.step(), DT)
        if self.runs:
            self._view.update([], 0.0)

    # --- seen ---

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
            self._replay = self._view = None
        return told
