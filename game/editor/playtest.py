"""Trying a level out: a flight whose every moment can be gone back to, and which can be flown again in another level.

The simulation follows from level, seed and commands alone. So a playtest keeps its commands and a checkpoint every few
seconds, and that is enough to be at any moment of it at once, to go on from there otherwise, and, when the level has
changed, to let the same hands fly through the new one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from game.lab.recorder import Recorder
from game.lab.recording import Recording
from game.sim.clock import TICK_HZ
from game.sim.command import IDLE, Command
from game.sim.loadout import UNASSISTED, Assists
from game.story import jump
from game.story.episode import Episode, Happening
from game.story.jump import Beginning
from game.story.level import Level

from .touched import since
from .track import Track

KEEP = 3 * TICK_HZ  # ticks between two checkpoints: the most that is flown to reach a moment
FLOWN = 40_000  # ticks of a ship, the most that is flown to reach a moment: among 400 each tick is dear
FULL, KEEP_WHEN_FULL = 64 << 20, 8 * TICK_HZ  # bytes of checkpoints, after which there are fewer of them
LONGEST = 60 * 60 * TICK_HZ  # ticks after which nothing more is kept


class Playtest:
    """One flight. `frame` is where it is; `last` is how far it has been flown.

    assumed  in words, what a beginning in the middle took for granted
    track    the ship's path and what the story did, as far as it has been flown
    """

    def __init__(
        self,
        level: Level,
        beginning: Beginning | None = None,
        difficulty: str = "standard",
        assists: Assists = UNASSISTED,
    ) -> None:
        """KeyError when the beginning names a beat that the level has not."""
        self.level = level
        self.beginning = beginning or Beginning()
        self.difficulty, self.assists = difficulty, assists
        self.episode = Episode(level, difficulty=difficulty, assists=assists)
        self.assumed = jump.begin(self.episode, self.beginning)
        before = [beat for _, beat in self.episode.director.history]
        # one tick of its own, so that a recording keeps where it begins as its state, not as the level's beginning
        told = [] if self.beginning.plain else self.episode.step(IDLE)
        self.recorder = Recorder(self.episode)
        self.track = Track(self.episode, told, before)
        self._recording: Recording | None = None

    # -- flying

    @property
    def frame(self) -> int:
        return self.episode.frame

    @property
    def first(self) -> int:
        return self.track.first

    @property
    def last(self) -> int:
        return self.track.last

    @property
    def over(self) -> bool:
        """Whether nothing comes after this moment."""
        return self.episode.outcome is not None or self.frame - self.first >= LONGEST

    def step(self, command: Command) -> list[Happening]:
        """One tick. In the middle of what was flown, it is flown anew from here: what came after is forgotten."""
        if self.over:
            return []
        if self.frame < self.last:
            self.recorder.rewind(self.episode)
            self.track.cut(self.frame)
        told = self.episode.step(command)
        self.recorder.note(self.episode, command)
        self.track.note(self.episode, told)
        if self._is_due():
            self.recorder.keep()
        self._recording = None
        return told

    def _is_due(self) -> bool:
        """Whether a checkpoint is. It follows from the flight, so that one flown again has them where it had."""
        flown, ships = self.frame - self.recorder.kept, len(self.episode.world.ships.id)
        if flown < min(KEEP, FLOWN // max(1, ships)):
            return False
        return flown >= KEEP_WHEN_FULL or self.recorder.weight < FULL

    def recording(self) -> Recording:
        """All that was flown, wherever one is in it."""
        if self._recording is None:
            self._recording = self.recorder.recording()
        return self._recording

    # -- going back and forth

    def go(self, frame: int) -> list[Happening]:
        """Be at a frame of what was flown; returns what happened in its last tick."""
        recording = self.recording()
        frame = max(self.first, min(frame, self.last))
        base = recording.checkpoint_before(frame)
        assert base is not None  # there is one at the beginning
        if frame < self.frame or base.frame > self.frame:
            self.episode.restore(base.snapshot())
        told: list[Happening] = []
        commands = recording.each_command(self.frame)
        kept = {checkpoint.frame for checkpoint in recording.checkpoints}
        while self.frame < frame:
            told = self.episode.step(next(commands))
            if self.frame in kept:
                self.episode.reseat()
        return told

    def commands(self, frame: int) -> Iterator[Command]:
        """What hands did after a frame."""
        return self.recording().each_command(frame)

    def taken_up(self, level: Level, frame: int) -> Playtest:
        """The same flight in another level, as far as one of its checkpoints: nothing of it is different till there.

        At its very beginning it begins anew.
        """
        if frame <= self.first:
            return Playtest(level, self.beginning, self.difficulty, self.assists)
        checkpoint = next(one for one in self.recording().checkpoints if one.frame == frame)
        made = Playtest(level, self.beginning, self.difficulty, self.assists)
        made.episode.restore(checkpoint.snapshot())
        made.recorder = self.recorder.until(made.episode)
        made.track = self.track.copy(frame)
        made.assumed = list(self.assumed)
        return made


class Rerun:
    """The commands of a playtest, flown again in a changed level, a slice at a time.

    old, new  the flight before and after; `new` grows
    base      the frame up to which both are known to be the same
    """

    def __init__(self, old: Playtest, level: Level, *, clock: Callable[[], float] = time.perf_counter) -> None:
        self.old = old
        self._clock = clock
        touched = since(old.level, level, old.track)
        frames = [one.frame for one in old.recording().checkpoints if one.frame < touched]
        self.base = max(frames, default=old.first)
        self.new = old.taken_up(level, self.base)
        self._commands = old.commands(self.base) if self.base > old.first else old.commands(old.first)

    @property
    def done(self) -> bool:
        return self.new.frame >= self.old.last or self.new.over

    @property
    def share(self) -> float:
        """How much of it has been flown, 0..1."""
        return (self.new.frame - self.old.first) / max(1, self.old.last - self.old.first)

    def work(self, seconds: float) -> None:
        """Fly for about so long."""
        end = self._clock() + seconds
        while not self.done:
            self.new.step(next(self._commands, IDLE))
            if self._clock() >= end:
                break

    def parted(self) -> int | None:
        """The first frame at which the ship was not where it had been; None as far as both went the same way."""
        old, new = self.old.track, self.new.track
        for frame in range(self.base, min(old.last, new.last) + 1):
            if old.at(frame) != new.at(frame):
                return frame
        return None
