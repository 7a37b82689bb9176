"""Flying a recording again: to the end, to prove it; or to a moment, to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from game.lab.recording import EVERY, Checkpoint, Header, Recording, RecordingError, machine
from game.sim import roster
from game.sim.command import IDLE, Command
from game.story import library
from game.story.episode import Episode, Happening
from game.story.level import Level
from game.story.problems import LevelError

ROWS_TOLD = 5  # differing places that a divergence lists


@dataclass
class Divergence:
    """Where a replay first left its recording: after tick `before`, at or before tick `tick`.

    subsystems  whose digests differ at tick `seen`, the first at or after `tick` with a digest
    rows        which ships differ there, and what differs at the next checkpoint: table, column and row
    """

    before: int
    tick: int
    seen: int
    subsystems: list[str]
    rows: list[str] = field(default_factory=list)
    other_machine: str = ""

    def __str__(self) -> str:
        exact = self.tick == self.before + 1
        where = f"tick {self.tick}" if exact else f"ticks {self.before + 1} to {self.tick}"
        text = f"differs first at {where} ({self.tick / 60:.2f} s)"
        if self.subsystems:
            later = "" if self.seen == self.tick else f" at tick {self.seen}"
            text += f", in {', '.join(self.subsystems)}{later}"
        text += "".join(f"\n  {row}" for row in self.rows)
        if self.other_machine:
            text += f"\n  recorded on {self.other_machine}, this is {machine()}: only like machines repeat bit for bit"
        return text


def level_of(recording: Recording, user_dir: Path | None = None, where: str = "") -> Level:
    """The level that was flown, by its name or `where` it lies now. RecordingError: it is missing, or has changed."""
    header = recording.header
    try:
        level = library.load(where or header.level, user_dir)
    except LevelError as problem:
        raise RecordingError(
            f"was flown in the level {header.level!r}, which cannot be loaded; name its folder with --level:\n{problem}"
        ) from problem
    if level.hash != header.level_hash:
        raise RecordingError(
            f"was flown in another version of the level {header.level!r}; record it again: "
            f"callister sim {header.level} --seed {header.seed} --record F"
        )
    return level


def episode_of(header: Header, level: Level) -> Episode:
    """The episode at its start, as a recording's header says that it was begun."""
    return Episode(
        level,
        header.seed,
        difficulty=header.difficulty,
        flags=header.flags,
        counters=header.counters,
        loadout=header.loadout,
        assists=header.assists,
    )


class Replay:
    """An episode that flies itself by a recording. `frame` is where it is; it can be set to any frame."""

    def __init__(self, recording: Recording, level: Level | None = None) -> None:
        self.recording = recording
        self.level = level or level_of(recording)
        self._reseated = {checkpoint.frame for checkpoint in recording.checkpoints}
        self._begin(recording.checkpoint_before(recording.first))

    def _begin(self, checkpoint: Checkpoint | None) -> None:
        header = self.recording.header
        self.episode = episode_of(header, self.level)
        if checkpoint is not None and checkpoint.frame > 0:
            self._restore(checkpoint)
        elif header.first:
            raise RecordingError(f"begins at frame {header.first} and lacks the state there; record it again")
        self._commands = self._rest()

    def _restore(self, checkpoint: Checkpoint) -> None:
        snapshot = checkpoint.snapshot()
        try:
            self.episode.restore(snapshot)
            reached = list(self.episode.digest().values())
        except Exception as problem:  # whatever strange data makes of the restoring code, it is the file's fault
            raise RecordingError(
                f"its checkpoint at frame {checkpoint.frame} cannot be taken up ({problem!r})"
            ) from problem
        if self.episode.frame != checkpoint.frame or reached != checkpoint.digest:
            raise RecordingError(
                f"its checkpoint at frame {checkpoint.frame} is not what it says it is; record it again"
            )

    def _rest(self) -> Iterator[Command]:
        return self.recording.each_command(self.episode.frame)

    @property
    def frame(self) -> int:
        return self.episode.frame

    @property
    def ended(self) -> bool:
        return self.frame >= self.recording.last

    def next_command(self) -> Command:
        """The command of the coming tick; IDLE after the end."""
        return next(self._commands, IDLE)

    def step(self) -> list[Happening]:
        """One tick, as it was recorded."""
        events = self.episode.step(self.next_command())
        if self.episode.frame in self._reseated:
            self.episode.reseat()
        return events

    def seek(self, frame: int) -> None:
        """Go to a frame, forwards or back, from the nearest checkpoint that saves ticks."""
        frame = max(self.recording.first, min(frame, self.recording.last))
        base = self.recording.checkpoint_before(frame)
        if frame < self.frame or (base is not None and base.frame > self.frame):
            self._begin(base)
        while self.frame < frame:
            self.step()


def verify(recording: Recording, level: Level | None = None) -> Divergence | None:
    """Fly the whole recording and compare every mark and digest; None when all agree."""
    replay = Replay(recording, level)
    agreed, strayed = replay.frame, 0
    while not replay.ended:
        replay.step()
        frame = replay.frame
        mark = recording.mark_at(frame)
        if mark is not None and not strayed and mark != replay.episode.world.mark():
            strayed = frame
        expected = recording.digest_at(frame)
        if expected is None:
            if mark is not None and not strayed:
                agreed = frame
            continue
        reached = replay.episode.digest()
        wrong = [name for name in {**expected, **reached} if expected.get(name) != reached.get(name)]
        if wrong or strayed:
            return _divergence(replay, strayed - 1 if strayed else agreed, strayed or frame, wrong)
        agreed = frame
    return _divergence(replay, strayed - 1, strayed, []) if strayed else None


def prove_checkpoints(recording: Recording, level: Level | None = None) -> None:
    """Take up every checkpoint, as seeking does, and fly from it to the next; RecordingError names the first that
    does not lead there."""
    replay = Replay(recording, level)
    starts = sorted(recording.checkpoints, key=lambda checkpoint: checkpoint.frame)
    for here, there in pairwise(starts):
        replay._begin(here)
        while replay.frame < there.frame:
            replay.step()
        if list(replay.episode.digest().values()) != there.digest:
            raise RecordingError(f"its checkpoints at frames {here.frame} and {there.frame} are not of one flight")
    if starts:
        replay._begin(starts[-1])


def _divergence(replay: Replay, before: int, tick: int, subsystems: list[str]) -> Divergence:
    recording, seen = replay.recording, replay.frame
    rows = [*_ships(replay), *_state(replay)]
    other = "" if recording.header.machine == machine() else recording.header.machine
    return Divergence(before, tick, seen, subsystems, rows, other)


def _ships(replay: Replay) -> list[str]:
    """Which ships are not what they were at this digest."""
    expected = replay.recording.ships_at(replay.frame)
    if expected is None:
        return []
    world = replay.episode.world
    ships = world.ships
    here = dict(zip(ships.id.tolist(), ships.fingerprints().tolist(), strict=True))
    there = {row.id: row.mark for row in expected}
    found = []
    for who in [who for who in here if there.get(who) != here[who]]:
        row = ships.row_of(who)
        tag = f" {roster.tag_of(world, row)}" if roster.tag_of(world, row) else ""
        what = f"ship {who} (row {row}, {roster.kind_of(world, who)}{tag}) at ({ships.x[row]:.1f}, {ships.y[row]:.1f})"
        found.append(f"{what} {'differs' if who in there else 'is not in the recording'}")
    found += [f"ship {who} is missing" for who in there if who not in here]
    return _first(found, f"at tick {replay.frame}")


def _state(replay: Replay) -> list[str]:
    """What differs at the next checkpoint, if there is one within reach."""
    recording = replay.recording
    ahead = min((c for c in recording.checkpoints if c.frame >= replay.frame), key=lambda c: c.frame, default=None)
    if ahead is None:
        return []
    while replay.frame < ahead.frame:
        replay.step()
    try:
        expected = ahead.snapshot()
    except RecordingError:
        return []
    return _first(
        list(_differences(expected.get("now"), replay.episode.snapshot().get("now"), "")),
        f"at the checkpoint, tick {ahead.frame}",
    )


def _first(found: list[str], where: str) -> list[str]:
    more = [f"{where}: and {len(found) - ROWS_TOLD} more"] if len(found) > ROWS_TOLD else []
    return [f"{where}: {text}" for text in found[:ROWS_TOLD]] + more


def _differences(one: Any, two: Any, where: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(two, dict):
        for key in {**one, **two}:
            yield from _differences(one.get(key), two.get(key), f"{where}.{key}" if where else str(key))
    elif isinstance(one, np.ndarray) and isinstance(two, np.ndarray):
        if one.shape != two.shape:
            yield f"{where} has {len(two)} rows, the recording {len(one)}"
            return
        rows = np.flatnonzero(one.ravel() != two.ravel())
        if rows.size:
            row = int(rows[0])
            yield f"{where}[{row}] is {two.ravel()[row]}, the recording has {one.ravel()[row]} ({rows.size} differ)"
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for i, (before, after) in enumerate(zip(one, two, strict=True)):
            yield from _differences(before, after, f"{where}[{i}]")
    elif isinstance(one, bytes) and isinstance(two, bytes):
        if one != two:
            yield f"{where} differs"
    elif one != two:
        yield f"{where} is {two!r}, the recording has {one!r}"


__all__ = ["EVERY", "Divergence", "Replay", "level_of", "prove_checkpoints", "verify"]
