"""A recording as a film: what is flown of it is kept tick by tick, so that one may go through it either way.

A flight can only be flown forwards, and only be taken up where it was reseated: at its checkpoints. So whoever steps
back sees a still, taken when that tick was flown: exact to look at, and good for nothing else. Stills make a stretch
without a gap round the place that is wanted. Three replays fly, in this order of importance:

    ahead   goes to a place that is wanted, and on before it: the stretch grows at its upper end
    below   flies pieces that end where the stretch begins
    scout   flies once through the whole recording, for its landmarks

All leave a glimpse behind now and then: a still for whoever winds or drags faster than anybody can fly.
It is done in slices: `work` takes as long as it is given. Nothing here opens a window.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from game.lab.recording import Checkpoint, Recording, RecordingError
from game.lab.replay import Replay, episode_of
from game.play.landmarks import Landmarks
from game.story.episode import Episode, Happening
from game.story.level import Level
from game.story.state import unpack

BEHIND = 120  # ticks that are kept ready behind the place that is wanted
AHEAD = 60  # and before it
WINDING = 360  # ticks that are kept ready behind it while somebody winds back
PIECE = 600  # ticks by which the stretch grows downwards then: each piece is flown to from a checkpoint
NEAR = 600  # a place that is nearer to the stretch than this [ticks] is joined to it
ROOM = 64 << 20  # bytes of stills in the stretch
GLIMPSE = 30  # ticks between two glimpses at first
GLIMPSE_ROOM = 32 << 20  # bytes of glimpses; beyond that every other one goes


class Still(NamedTuple):
    """A tick as it looked. `told` is what happened in it; None when the flight was taken up there and nobody heard."""

    frame: int
    moment: dict[str, Any]  # for `Episode.show`
    told: Sequence[Happening] | None = None


class Taker:
    """A replay that takes stills from one frame to another, once it has been brought there from a checkpoint."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self.replay = Replay(film.recording, film.level)
        self.start = self.stop = 0
        self.busy = False
        self._begun = False

    def aim(self, start: int, stop: int) -> None:
        """Both ends belong to it."""
        self.start, self.stop = start, stop
        self.busy, self._begun = True, False

    def rest(self) -> None:
        self.busy = False

    def covers(self, frame: int) -> bool:
        """Whether it is about to take that frame, or has just done so."""
        return self.busy and self.start <= frame <= self.stop

    def advance(self) -> Still | None:
        """One tick or one checkpoint taken up; a still, when one of its frames was reached."""
        frame, base = self.replay.frame, self._film.base(self.start)
        told: list[Happening] | None = None
        if self._begun or frame == self.start - 1:
            told = self._film.fly(self.replay)
        elif frame > self.start or base > frame:
            self.replay = self._film.take_up(self.replay, base)
            return None
        elif frame < self.start:
            self._film.fly(self.replay)
            return None
        self._begun = True
        self.busy = self.replay.frame < self.stop
        return Still(self.replay.frame, self.replay.episode.still(), told)


class Film:
    """Say what is wanted, let it work, look at the stills.

    first, last    frames of the recording
    low, high      ends of the stretch: all stills between are there; high < low while there is none
    landmarks      what was noted, as far as anybody has flown
    trouble        frame -> why the checkpoint there could not be taken up; it is flown to from an earlier one
    """

    def __init__(
        self, recording: Recording, level: Level, start: int = 0, *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """Develops frame `start` (or the nearest there is). RecordingError when it cannot be reached."""
        self.recording = recording
        self.level = level
        self.first, self.last = recording.first, recording.last
        self.landmarks = Landmarks(recording)
        self.trouble: dict[int, str] = {}
        self._clock = clock
        self._bases = sorted({self.first, *(checkpoint.frame for checkpoint in recording.checkpoints)})
        self._ahead, self._below = Taker(self), Taker(self)
        self._scout: Replay | None = None
        self._stills: dict[int, Still] = {}
        self._piece: dict[int, Still] = {}  # taken below, not joined yet
        self.low, self.high = 0, -1
        self._glimpses: dict[int, Still] = {}
        self._every = GLIMPSE
        self._size = 1  # bytes of a still
        self._names: dict[int, str] = {}
        self.want(start)
        while self.at(self.wanted) is None:
            self._advance()

    def blank(self) -> Episode:
        """An episode of this flight to show stills with."""
        return episode_of(self.recording.header, self.level)

    # -- what is there -----------------------------------------------------------------------------------

    def at(self, frame: int) -> Still | None:
        """The still of that very frame, if it has been developed."""
        return self._stills.get(frame) or self._piece.get(frame)

    def near(self, frame: int) -> Still | None:
        """The still that comes nearest to a frame; None before anything has been developed."""
        ends = [self._stills[self.low], self._stills[self.high]] if self._stills else []
        others = [*ends, *self._glimpses.values()]
        return self.at(frame) or min(others, key=lambda still: abs(still.frame - frame), default=None)

    def between(self, after: int, upto: int) -> list[Still] | None:
        """The stills that follow frame `after`, to `upto`; None when one of them is missing."""
        found = [still for frame in range(after + 1, upto + 1) if (still := self.at(frame)) is not None]
        return found if len(found) == upto - after else None

    def behind(self, frame: int, most: int) -> list[Still]:
        """The stills that lead to a frame that is there, without a gap: it is the last of them, `most` come before."""
        found = [self.at(frame)]
        while len(found) <= most and (still := self.at(frame - len(found))) is not None:
            found.append(still)
        return [still for still in reversed(found) if still is not None]

    @property
    def surveyed(self) -> bool:
        """Whether the whole recording has been flown once."""
        return self._scout is not None and self._scout.ended

    def reached(self) -> float:
        """How much of the way to the place that is wanted has been flown, 0..1."""
        if self.at(self.wanted) is not None:
            return 1.0
        taker = self._below if self._below.covers(self.wanted) else self._ahead
        base = self.base(taker.start)
        return max(0, min(taker.replay.frame, self.wanted) - base) / max(1, self.wanted - base)

    def name(self, checkpoint: Checkpoint) -> str:
        """What the story calls a checkpoint: the beat that took it; the last one before, if somebody else did."""
        if checkpoint.frame not in self._names:
            self._names[checkpoint.frame] = checkpoint_name(checkpoint)
        return self._names[checkpoint.frame]

    # -- what is wanted ----------------------------------------------------------------------------------

    def want(self, frame: int, way: int = 0) -> None:
        """From now on the stretch lies round this frame. `way`: 1 it is run on from there, -1 wound back, 0 neither."""
        self.wanted = max(self.first, min(frame, self.last))
        self._way = way

    def roll(self, frame: int, upto: int) -> int:
        """Go on from a frame to `upto`, flying what is missing if that is possible at once; returns how far one may."""
        while self.low <= frame <= self.high < upto and self._ahead.replay.frame == self.high:
            self._ahead.aim(self.high + 1, upto)
            self._keep(self._ahead)
        return max(frame, min(upto, self.high)) if self.low <= frame <= self.high else frame

    def work(self, seconds: float) -> None:
        """Fly for about so long; what is wanted most comes first. Only taking up a checkpoint takes longer at once."""
        end = self._clock() + seconds
        while self._advance() and self._clock() < end:
            pass

    def _advance(self) -> bool:
        """One tick, or a checkpoint taken up; False when there is nothing left to do."""
        taker = self._next() if self.low <= self.wanted <= self.high else self._seek()
        if taker is None:
            return self._look_round()
        self._keep(taker)
        return True

    def _seek(self) -> Taker:
        """Who goes to a place outside the stretch."""
        frame, ahead, below = self.wanted, self._ahead, self._below
        if below.covers(frame):
            return below
        if self._stills and self.low - NEAR <= frame < self.low:
            self._order_piece(frame - BEHIND)
            return below
        if self._stills and self.high < frame <= self.high + NEAR:
            if not (ahead.covers(frame) and ahead.covers(self.high + 1)):
                ahead.aim(self.high + 1, frame)
        elif not ahead.covers(frame):
            self._stills.clear()
            self.low, self.high = 0, -1
            self._drop_piece()
            ahead.aim(max(self.base(frame), frame - BEHIND), frame)
        return ahead

    def _next(self) -> Taker | None:
        """Who goes on when the place that is wanted is there. Backwards the stretch grows by larger pieces."""
        enough = min(self.last, self.wanted + AHEAD)
        if self._way >= 0 and self.high < enough:
            if not self._ahead.covers(self.high + 1):
                self._ahead.aim(self.high + 1, enough)
            return self._ahead
        if self._below.busy:
            return self._below
        enough = max(self.first, self.wanted - (WINDING if self._way < 0 else BEHIND))
        unheard = self._stills[self.low].told is None and self.low > self.first
        if self._way > 0 or (self.low <= enough and not unheard):
            return None
        self._order_piece(self.low - (PIECE if self._way < 0 else BEHIND))
        return self._below

    def _order_piece(self, start: int) -> None:
        """It ends with the stretch's first still, which is taken again: perhaps nobody heard what happened there."""
        self._drop_piece()
        self._below.aim(max(self.first, start), self.low)

    def _drop_piece(self) -> None:
        self._below.rest()
        self._piece.clear()

    # -- flying ------------------------------------------------------------------------------------------

    def base(self, frame: int) -> int:
        """The frame of the checkpoint from which another is flown to."""
        return self._bases[max(0, bisect_right(self._bases, frame) - 1)]

    def take_up(self, replay: Replay, base: int) -> Replay:
        """Take up a flight at a checkpoint; if that is damaged, the flight begins anew, and nobody tries again."""
        try:
            replay.seek(base)
        except RecordingError as problem:
            if base == self.first:
                raise
            self.trouble[base] = str(problem)
            self._bases.remove(base)
            return Replay(self.recording, self.level)
        self._glimpse(replay)
        return replay

    def fly(self, replay: Replay) -> list[Happening]:
        """One tick, noted."""
        told = replay.step()
        self.landmarks.note(replay.episode, told)
        if replay.frame % self._every == 0:
            self._glimpse(replay)
        return told

    def _look_round(self) -> bool:
        """The scout's next tick."""
        if self._scout is None:
            self._scout = Replay(self.recording, self.level)
        if self._scout.ended:
            return False
        self.fly(self._scout)
        return True

    # -- stills ------------------------------------------------------------------------------------------

    def _keep(self, taker: Taker) -> None:
        """Let a taker advance, and put what it took where it belongs."""
        still = taker.advance()
        if still is None:
            return
        if taker is self._below:
            self._piece[still.frame] = still
            if not taker.busy:
                self._join()
        else:
            self.low = self.low if self._stills else still.frame
            self.high = still.frame
            self._stills[still.frame] = still
        self._make_room(taker)

    def _join(self) -> None:
        """A piece is whole. It is of no use if the stretch has given way above it meanwhile."""
        if self._below.stop >= self.low - 1:
            self._stills = {**self._stills, **self._piece}
            self.low = min(self.low, self._below.start)
        self._piece.clear()

    def _make_room(self, taker: Taker) -> None:
        """The stretch gives way at the end at which it does not grow."""
        most = max(2 * BEHIND + AHEAD, ROOM // self._size)
        while len(self._stills) + len(self._piece) > most:
            if taker is self._below and self.high > max(self.low, self.wanted + AHEAD):
                self._stills.pop(self.high)
                self.high -= 1
                self._ahead.rest()  # it has gone on from there
            elif taker is self._ahead and self.low < min(self.high, self.wanted):
                self._stills.pop(self.low)
                self.low += 1
            else:
                break

    def _glimpse(self, replay: Replay) -> None:
        self.landmarks.look(replay.episode.world)
        if replay.frame in self._glimpses:
            return
        still = Still(replay.frame, replay.episode.still())
        self._glimpses[still.frame] = still
        self._size = max(self._size, _bytes(still.moment))
        if len(self._glimpses) * self._size > GLIMPSE_ROOM:
            self._every *= 2
            self._glimpses = {f: kept for f, kept in self._glimpses.items() if f % self._every == 0}


def _bytes(value: object) -> int:
    """About how much memory plain data takes."""
    if isinstance(value, dict):
        return sum(100 + _bytes(item) for item in value.values())
    if isinstance(value, list | tuple):
        return sum(8 + _bytes(item) for item in value)
    return int(getattr(value, "nbytes", 0)) or (len(value) if isinstance(value, bytes | str) else 32)


def checkpoint_name(checkpoint: Checkpoint) -> str:
    try:
        snapshot = checkpoint.snapshot()
        beat = unpack(snapshot["now"]["story"]).checkpoint
        own = snapshot["now"]["story"] == snapshot["checkpoint"]["story"]
    except (RecordingError, msgspec.MsgspecError, LookupError, TypeError):
        return ""
    return beat if own or not beat else f"after {beat}"
