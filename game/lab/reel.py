"""What a campaign keeps of its flights: of each moment one short recording, from the checkpoint before it.

A `Camera` looks at a flight as any watcher does, keeps its commands and where it was reseated, and cuts out at its end
what `game.story.moments` found. A clip is a recording as any other that begins in the middle, without marks: some tens
of kilobytes.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from game import __version__
from game.lab import plain
from game.lab.recording import EVERY, Checkpoint, Header, Recording, RecordingError, machine
from game.sim.command import SIZE, Command
from game.story.episode import Episode, Happening
from game.story.moments import MOMENT, Finder, Found

MAGIC = b"CALLCLIP\n"
SUFFIX = ".clip"
CLIP_LIMIT = 16 << 20  # bytes of a file


@dataclass(frozen=True)
class Clip:
    """A moment, ready to be flown again: seen from frame `start` of its recording to the recording's end."""

    id: str
    start: int
    recording: Recording

    @property
    def seconds(self) -> float:
        return (self.recording.last - self.start) / 60

    @property
    def name(self) -> str:
        """Of its file: the same for the same flight."""
        return f"{self.id}-{zlib.crc32(self.recording.commands.tobytes(), self.start):08x}{SUFFIX}"

    def pack(self) -> bytes:
        return MAGIC + msgspec.msgpack.encode((self.id, self.start, self.recording.pack()))

    @classmethod
    def unpack(cls, data: bytes) -> Clip:
        """The inverse of `pack`; RecordingError when it is no clip, or a damaged one."""
        if not data.startswith(MAGIC) or len(data) > CLIP_LIMIT:
            raise RecordingError("is no moment of a flight")
        try:
            id, start, packed = msgspec.msgpack.decode(data[len(MAGIC) :], type=tuple[str, int, bytes])
        except msgspec.MsgspecError as problem:
            raise RecordingError(f"is damaged ({problem})") from problem
        recording = Recording.unpack(packed, "a moment")
        if id not in MOMENT or not recording.first <= start <= recording.last or not recording.checkpoints:
            raise RecordingError("is a moment that nobody knows")
        return cls(id, start, recording)


@dataclass
class _Base:
    """Where the flight can be taken up."""

    frame: int
    digest: list[int]
    state: dict[str, Any]


class Camera:
    """Call `note` after each tick. What is kept is not copied: a checkpoint's state is never written to."""

    def __init__(self, episode: Episode) -> None:
        self.begin(episode)

    def begin(self, episode: Episode) -> None:
        """From here on, of whatever flight: what was before can not be flown again."""
        self._flags, self._counters = sorted(episode.director.flags), dict(episode.brought)
        self._first = episode.frame
        self._commands = bytearray()
        self._bases: list[_Base] = []
        self._digests: list[list[int]] = []
        self._finder = Finder(episode.level.id)
        self._seen: object = None
        self._look(episode)

    def note(self, episode: Episode, command: Command, events: Sequence[Happening]) -> None:
        self._commands += command.pack()
        if episode.frame % EVERY == 0:
            self._digests.append(list(episode.digest().values()))
        if events:
            self._finder.note(episode, events)
        else:
            self._finder.measure(episode)
        if episode.checkpoint_snapshot is not self._seen or any(event.kind == "retried" for event in events):
            self._look(episode)

    def _look(self, episode: Episode) -> None:
        """Here the flight was reseated: at its checkpoints, and where it was taken up from one again."""
        self._seen = episode.checkpoint_snapshot
        self._bases.append(_Base(episode.frame, list(episode.digest().values()), episode.snapshot()))

    def clips(self, episode: Episode) -> list[Clip]:
        """Every moment that there was."""
        return [self._cut(episode, found) for found in self._finder.found(self._first, episode.frame)]

    def _cut(self, episode: Episode, found: Found) -> Clip:
        begin = max((base for base in self._bases if base.frame <= found.start), key=lambda base: base.frame)
        bases = [base for base in self._bases if begin.frame <= base.frame <= found.stop]
        commands = np.frombuffer(bytes(self._commands), np.uint8).reshape(-1, SIZE)
        flown = commands[begin.frame - self._first : found.stop - self._first]
        header = Header(
            game=__version__,
            level=episode.level.id,
            level_hash=episode.level.hash,
            seed=episode.seed,
            difficulty=episode.world.difficulty,
            flags=self._flags,
            counters=self._counters,
            loadout=episode.loadout,
            assists=episode.assists,
            machine=machine(),
            first=begin.frame,
            frames=len(flown),
            subsystems=list(episode.digest()),
        )
        rows = self._digests[begin.frame // EVERY - self._first // EVERY : found.stop // EVERY - self._first // EVERY]
        digests = np.array(rows, np.uint32).reshape(-1, len(header.subsystems))
        kept = [Checkpoint(base.frame, base.digest, plain.encode(base.state)) for base in bases]
        return Clip(found.id, found.start, Recording(header, flown, digests, kept))


def keep(clips: Sequence[Clip], folder: Path) -> dict[str, str]:
    """Write clips into a folder; moment -> file. OSError when the disk refuses."""
    folder.mkdir(parents=True, exist_ok=True)
    for clip in clips:
        fresh = folder / f"{clip.name}.part"
        fresh.write_bytes(clip.pack())
        os.replace(fresh, folder / clip.name)
    return {clip.id: clip.name for clip in clips}


def load(folder: Path, names: Mapping[str, str]) -> dict[str, Clip]:
    """The clips of these names that are there and whole; of the others nothing is seen but snow."""
    found: dict[str, Clip] = {}
    for id, name in names.items():
        path = folder / Path(name).name
        try:
            if path.stat().st_size <= CLIP_LIMIT:
                found[id] = Clip.unpack(path.read_bytes())
        except (OSError, RecordingError):
            continue
    return found
