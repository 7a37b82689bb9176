"""Recordings: a flight as commands, with digests to prove it and checkpoints to seek in it.

A file is MAGIC, length and CRC of its header, the header, then its parts one after the other. The header (msgpack) says
what was flown and lists the parts with length and checksum:

    commands     run lengths (uint32), then one packed command a run
    digests      one CRC-32 a subsystem (uint32), every EVERY frames
    checkpoints  the state of the episode at some frames, see `plain`
    marks        16 bits a frame that tell where everything was (uint16); may be missing
    ships        the ships at each digest: how many (uint16), their ids (uint32), 16 bits a row (uint16); may be missing

At every checkpoint the flight was reseated (see `Episode.reseat`), and a replay that passes one must do the same.

Files come from strangers: they hold numbers and text only, nothing in them is ever executed, and every size is
checked before memory is spent on it.
"""

from __future__ import annotations

import math
import os
import platform
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from game.lab import plain
from game.sim.command import SIZE, Command
from game.sim.harm import DIFFICULTY
from game.sim.loadout import PLAIN, UNASSISTED, Assists, Loadout
from game.sim.tables import Int
from game.story import plain_file

MAGIC = b"CALLREC\n"
FORMAT = 2
EVERY = 30  # frames between two digests
SUFFIX = ".rec"

FILE_LIMIT = 64 << 20  # bytes of a whole file
PART_LIMIT = 256 << 20  # bytes of one part, unpacked
HEADER_LIMIT = 1 << 20
FRAME_LIMIT = 60 * 60 * 60 * 24  # a day
Marks = np.ndarray[Any, np.dtype[np.uint16]]
_BEGINNING = struct.Struct("<II")  # length and CRC-32 of the header
_LENGTH = struct.Struct("<I")


class RecordingError(Exception):
    """A file that is no recording, is damaged, or does not fit; the message names it and says what to do."""


class Part(msgspec.Struct, frozen=True):
    name: str
    size: int  # bytes in the file
    crc: int


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What was flown. `subsystems` names the columns of the digests; `choices` is for readers, not for replays.

    A recording that begins in the middle (`first` > 0) has its state as its first checkpoint.
    """

    format: int = FORMAT
    game: str
    level: str
    level_hash: str
    seed: int
    difficulty: str = "standard"
    flags: list[str] = []
    counters: dict[str, int] = {}  # that the flight began with
    loadout: Loadout = PLAIN
    assists: Assists = UNASSISTED
    bot: str = ""
    machine: str = ""
    first: int = 0  # ticks that the episode had behind it when the recording began
    frames: int = 0
    outcome: str = ""
    choices: dict[str, int] = {}
    subsystems: list[str] = []
    parts: list[Part] = []


@cache
def machine() -> str:
    """The class of machines that repeat a flight bit for bit: system, processor, and how they round.

    Of one kind of processor, some round sines and powers otherwise than others (facts of libm and numpy's dispatch):
    the last part tells them apart by what a few hundred of them come to.
    """
    return f"{sys.platform}-{platform.machine().lower()}-{_rounding():04x}"


def _rounding() -> int:
    """16 bits over the last digits of the functions that a tick may use."""
    x = np.linspace(-7.0, 7.0, 331)
    up = np.abs(x) + 0.1
    crc = 0
    for kind in (np.float64, np.float32):
        a: NDArray[Any] = x.astype(kind)
        b: NDArray[Any] = up.astype(kind)
        for values in (np.sin(a), np.cos(a), np.tan(a), np.exp(a), np.log(b), np.sqrt(b), np.abs(a + 1j * b)):
            crc = zlib.crc32(values.tobytes(), crc)
        for both in (np.arctan2, np.hypot, np.power):
            crc = zlib.crc32(both(b, a).tobytes(), crc)
    for call in (math.sin, math.cos, math.tan, math.exp):
        crc = zlib.crc32(np.array([call(value) for value in x.tolist()]).tobytes(), crc)
    crc = zlib.crc32(np.array([math.atan2(a, b) + math.hypot(a, b) for a, b in zip(x, up, strict=True)]).tobytes(), crc)
    return crc & 0xFFFF


@dataclass
class Checkpoint:
    """The whole state after `frame` ticks, packed, and the digest it must have."""

    frame: int
    digest: list[int]
    state: bytes

    def snapshot(self) -> dict[str, Any]:
        """Unpacked for `Episode.restore`; RecordingError when it cannot be."""
        try:
            snapshot = plain.decode(self.state)
        except plain.PlainError as problem:
            raise RecordingError(f"the checkpoint at frame {self.frame} is damaged: {problem}") from problem
        if not isinstance(snapshot, dict):
            raise RecordingError(f"the checkpoint at frame {self.frame} holds no state")
        return snapshot


class Row(NamedTuple):
    """A ship at a digest: its id, and 16 bits over all that is known of it."""

    id: int
    mark: int


@dataclass
class Recording:
    """A flight in memory. Frames count from the start of the episode, wherever the recording begins.

    commands  (n, SIZE) uint8, one row a tick
    digests   (k, subsystems) uint32, one row for each frame after the first that is a multiple of EVERY
    marks     (n,) uint16, `World.mark` after each tick; empty when it was not kept
    ships     k lists of rows, one for each digest; empty when they were not kept
    """

    header: Header
    commands: np.ndarray[Any, np.dtype[np.uint8]]
    digests: np.ndarray[Any, np.dtype[np.uint32]]
    checkpoints: list[Checkpoint] = field(default_factory=list)
    marks: Marks = field(default_factory=lambda: np.empty(0, np.uint16))
    ships: list[list[Row]] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.header.first

    @property
    def last(self) -> int:
        """The frame at which it ends."""
        return self.first + len(self.commands)

    @property
    def seconds(self) -> float:
        return len(self.commands) / 60

    def each_command(self, frame: int) -> Iterator[Command]:
        """The commands that follow `frame`; runs of one command are one object."""
        rows = self.commands[frame - self.first :]
        for start, stop in _runs(rows):
            command = Command.unpack(rows[start].tobytes())
            for _ in range(start, stop):
                yield command

    def digest_at(self, frame: int) -> dict[str, int] | None:
        """The digest after `frame` ticks, None between two."""
        row = frame // EVERY - 1 - self.first // EVERY
        if frame % EVERY or not 0 <= row < len(self.digests):
            return None
        return dict(zip(self.header.subsystems, self.digests[row].tolist(), strict=True))

    def mark_at(self, frame: int) -> int | None:
        """`World.mark` after `frame` ticks; None when it was not kept."""
        at = frame - self.first - 1
        return int(self.marks[at]) if 0 <= at < len(self.marks) else None

    def ships_at(self, frame: int) -> list[Row] | None:
        """The ships after `frame` ticks; None between two digests, or when they were not kept."""
        row = frame // EVERY - 1 - self.first // EVERY
        return self.ships[row] if frame % EVERY == 0 and 0 <= row < len(self.ships) else None

    def checkpoint_before(self, frame: int) -> Checkpoint | None:
        """The last checkpoint at or before `frame`."""
        return max((c for c in self.checkpoints if c.frame <= frame), key=lambda c: c.frame, default=None)

    def cut(self, seconds: float) -> Recording:
        """Only the last `seconds`, from the checkpoint before them: what a crash leaves behind."""
        base = self.checkpoint_before(self.last - round(seconds * 60))
        return self if base is None else self.between(base.frame, self.last)

    def parts(self) -> list[Recording]:
        """The flight in pieces, each from one checkpoint to the next: each can be flown alone.

        Of checkpoints within one span of digests (the beginning, and a level that keeps it at once) the last counts.
        """
        starts = sorted({checkpoint.frame for checkpoint in self.checkpoints})
        kept = [frame for frame, after in pairwise([*starts, math.inf]) if after - frame >= EVERY]
        return [self.between(int(start), int(stop)) for start, stop in pairwise([*kept, self.last])]

    def between(self, start: int, stop: int) -> Recording:
        """The flight from the frame of a checkpoint to another frame; ValueError when no checkpoint is there."""
        if all(checkpoint.frame != start for checkpoint in self.checkpoints):
            raise ValueError(f"there is no checkpoint at frame {start}")
        frames = slice(start - self.first, stop - self.first)
        rows = slice(start // EVERY - self.first // EVERY, stop // EVERY - self.first // EVERY)
        outcome = self.header.outcome if stop == self.last else ""
        return Recording(
            msgspec.structs.replace(self.header, first=start, frames=stop - start, outcome=outcome),
            self.commands[frames],
            self.digests[rows],
            [c for c in self.checkpoints if start <= c.frame <= stop],
            self.marks[frames],
            self.ships[rows],
        )

    # -- files -----------------------------------------------------------------------------------------

    def pack(self) -> bytes:
        blobs = {
            "commands": zlib.compress(_pack_commands(self.commands), 9),
            "digests": zlib.compress(self.digests.astype("<u4").tobytes(), 9),
            "checkpoints": zlib.compress(
                msgspec.msgpack.encode([(c.frame, c.digest, c.state) for c in self.checkpoints]), 6
            ),
        }
        if len(self.marks):
            blobs["marks"] = zlib.compress(self.marks.astype("<u2").tobytes(), 6)
        if self.ships:
            blobs["ships"] = zlib.compress(_pack_ships(self.ships), 9)
        parts = [Part(name, len(blob), zlib.crc32(blob)) for name, blob in blobs.items()]
        header = msgspec.structs.replace(self.header, frames=len(self.commands), parts=parts)
        head = msgspec.msgpack.encode(header)
        return b"".join([MAGIC, _BEGINNING.pack(len(head), zlib.crc32(head)), head, *blobs.values()])

    def save(self, path: Path) -> None:
        """Write it beside `path` first and move it there when it is whole. What is no recording is not overwritten."""
        path = Path(path)
        _refuse_to_overwrite(path)
        fresh = path.with_name(path.name + ".part")
        try:
            fresh.write_bytes(self.pack())
            os.replace(fresh, path)
        except OSError as problem:
            fresh.unlink(missing_ok=True)
            raise RecordingError(
                f"{path}: cannot be written ({problem.strerror or problem}); choose another place"
            ) from problem

    @classmethod
    def load(cls, path: Path) -> Recording:
        """Read and check a file; RecordingError says what is wrong with it."""
        path = Path(path)
        try:
            data = plain_file.read(path, FILE_LIMIT)
            if len(data) > FILE_LIMIT:
                size = path.stat().st_size
                raise RecordingError(
                    f"{path}: {size >> 20} MB is too much for a recording (at most {FILE_LIMIT >> 20} MB)"
                )
        except OSError as problem:
            raise RecordingError(f"{path}: cannot be read ({problem.strerror or problem})") from problem
        return cls.unpack(data, str(path))

    @classmethod
    def unpack(cls, data: bytes, name: str = "recording") -> Recording:
        """The inverse of `pack`; `name` stands in messages."""
        try:
            return _unpack(data)
        except RecordingError as problem:
            raise RecordingError(f"{name}: {problem}") from problem


def _refuse_to_overwrite(path: Path) -> None:
    """RecordingError when there is something at `path` that nobody would want replaced: a level file, a device."""
    try:
        if not path.exists():
            return
        if not path.is_file():
            raise RecordingError(f"{path}: is no plain file; choose another name")
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as problem:
        raise RecordingError(
            f"{path}: cannot be written ({problem.strerror or problem}); choose another place"
        ) from None
    if start and start != MAGIC:
        raise RecordingError(f"{path}: is a file, and no recording: it is left as it is; choose another name")


# -- reading ---------------------------------------------------------------------------------------------


def header_of(path: Path) -> Header:
    """Only what was flown, without the flight. RecordingError says what is wrong with the file."""
    try:
        return _beginning(plain_file.read(path, len(MAGIC) + _BEGINNING.size + HEADER_LIMIT))[0]
    except OSError as problem:
        raise RecordingError(f"{path}: cannot be read ({problem.strerror or problem})") from problem
    except RecordingError as problem:
        raise RecordingError(f"{path}: {problem}") from problem


def _beginning(data: bytes) -> tuple[Header, int]:
    """The header, and where it ends."""
    if not data.startswith(MAGIC):
        raise RecordingError("is not a recording of this game; make one with: callister sim LEVEL --record F")
    at = len(MAGIC)
    if len(data) < at + _BEGINNING.size:
        raise RecordingError(f"ends after {len(data)} bytes, inside its beginning; record or copy it again")
    size, crc = _BEGINNING.unpack_from(data, at)
    at += _BEGINNING.size
    if size > HEADER_LIMIT or at + size > len(data):
        raise RecordingError(f"its header should end at byte {at + size}, the file ends at {len(data)}; copy it again")
    if zlib.crc32(data[at : at + size]) != crc:
        raise RecordingError(f"its header, bytes {at} to {at + size}, is damaged; copy or record it again")
    header = _header(data[at : at + size])
    at += size
    return header, at


def _unpack(data: bytes) -> Recording:
    header, at = _beginning(data)
    blobs: dict[str, bytes] = {}
    for part in header.parts:
        blob = data[at : at + part.size] if part.size >= 0 else b""
        if len(blob) != part.size:
            raise RecordingError(
                f"its {part.name} should end at byte {at + part.size}, the file ends at {len(data)}; copy it again"
            )
        if zlib.crc32(blob) != part.crc:
            raise RecordingError(
                f"its {part.name}, bytes {at} to {at + part.size}, are damaged; copy or record it again"
            )
        blobs[part.name] = blob
        at += part.size
    if at != len(data):
        raise RecordingError(f"ends at byte {at}, but {len(data) - at} more follow; copy it again")
    commands = _commands(_inflate(blobs, "commands"), header.frames)
    digests = _digests(_inflate(blobs, "digests"), header)
    recording = Recording(header, commands, digests, _checkpoints(_inflate(blobs, "checkpoints"), header))
    if "marks" in blobs:
        recording.marks = _marks(_inflate(blobs, "marks"), header)
    if "ships" in blobs:
        recording.ships = _ships(_inflate(blobs, "ships"), len(digests))
    return recording


class _Version(msgspec.Struct):
    format: int


def _header(data: bytes) -> Header:
    try:
        version = msgspec.msgpack.decode(data, type=_Version).format
        if version != FORMAT:
            newer = "this game is older than the file: update it" if version > FORMAT else "record it again"
            raise RecordingError(f"is of format {version}, this game reads format {FORMAT}; {newer}")
        header = msgspec.msgpack.decode(data, type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise RecordingError(f"its header is damaged ({problem}); record it again") from problem
    if (
        not (0 <= header.frames <= FRAME_LIMIT and 0 <= header.first <= FRAME_LIMIT)
        or header.seed < 0
        or len(header.parts) > 8
        or len(header.subsystems) > 64
    ):
        raise RecordingError("its header asks for more than a recording can be; record it again")
    if header.difficulty not in DIFFICULTY:
        raise RecordingError(f"was flown at the difficulty {header.difficulty!r}, which this game does not know")
    return header


def _inflate(blobs: dict[str, bytes], name: str) -> bytes:
    if name not in blobs:
        raise RecordingError(f"has no {name}; record it again")
    machine = zlib.decompressobj()
    try:
        out = machine.decompress(blobs[name], PART_LIMIT)
    except zlib.error as problem:
        raise RecordingError(f"its {name} are damaged ({problem}); record it again") from problem
    if machine.unconsumed_tail or not machine.eof:
        raise RecordingError(f"its {name} are cut off, or unpack to more than {PART_LIMIT >> 20} MB; record it again")
    return out


def _runs(rows: np.ndarray[Any, np.dtype[np.uint8]]) -> list[tuple[int, int]]:
    """(start, stop) of stretches of equal rows."""
    if not len(rows):
        return []
    heads = np.flatnonzero((rows[1:] != rows[:-1]).any(axis=1)) + 1
    edges = [0, *heads.tolist(), len(rows)]
    return list(pairwise(edges))


def _pack_commands(commands: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    runs = _runs(commands)
    counts = np.array([stop - start for start, stop in runs], "<u4")
    firsts = commands[[start for start, _ in runs]] if runs else commands
    return _LENGTH.pack(len(runs)) + counts.tobytes() + firsts.tobytes()


def _commands(data: bytes, frames: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    runs = _LENGTH.unpack_from(data)[0] if len(data) >= _LENGTH.size else -1
    if len(data) != _LENGTH.size + runs * (4 + SIZE):
        raise RecordingError("its commands are of the wrong length; record it again")
    counts: Int = np.frombuffer(data, "<u4", runs, _LENGTH.size).astype(np.int64)
    if int(counts.sum()) != frames:
        raise RecordingError(f"its commands last {int(counts.sum())} frames, its header says {frames}; record it again")
    rows = np.frombuffer(data, np.uint8, runs * SIZE, _LENGTH.size + runs * 4).reshape(runs, SIZE)
    return np.repeat(rows, counts, axis=0)


def _digests(data: bytes, header: Header) -> np.ndarray[Any, np.dtype[np.uint32]]:
    wide = len(header.subsystems)
    count = (header.first + header.frames) // EVERY - header.first // EVERY
    if len(data) != 4 * wide * count:
        raise RecordingError("its digests do not fit its length; record it again")
    return np.frombuffer(data, "<u4").reshape(count, wide).astype(np.uint32)


def _checkpoints(data: bytes, header: Header) -> list[Checkpoint]:
    try:
        rows = msgspec.msgpack.decode(data, type=list[tuple[int, list[int], bytes]])
    except msgspec.MsgspecError as problem:
        raise RecordingError(f"its checkpoints are damaged ({problem}); record it again") from problem
    for frame, digest, _ in rows:
        if not header.first <= frame <= header.first + header.frames or len(digest) != len(header.subsystems):
            raise RecordingError(f"its checkpoint at frame {frame} does not fit; record it again")
    return [Checkpoint(*row) for row in rows]


def _marks(data: bytes, header: Header) -> Marks:
    if len(data) != 2 * header.frames:
        raise RecordingError("its marks do not fit its length; record it again")
    return np.frombuffer(data, "<u2").astype(np.uint16)


def _pack_ships(ships: list[list[Row]]) -> bytes:
    counts = np.array([len(rows) for rows in ships], "<u2")
    flat = np.array([row for rows in ships for row in rows], np.int64).reshape(-1, 2)
    return counts.tobytes() + flat[:, 0].astype("<u4").tobytes() + flat[:, 1].astype("<u2").tobytes()


def _ships(data: bytes, digests: int) -> list[list[Row]]:
    whole = len(data) >= 2 * digests
    counts: Int = np.frombuffer(data, "<u2", digests if whole else 0).astype(np.int64)
    total = int(counts.sum())
    if not whole or len(data) != 2 * digests + 6 * total:
        raise RecordingError("its ships do not fit its digests; record it again")
    ids = np.frombuffer(data, "<u4", total, 2 * digests).tolist()
    marks = np.frombuffer(data, "<u2", total, 2 * digests + 4 * total).tolist()
    rows = list(map(Row, ids, marks))
    ends = np.cumsum(counts).tolist()
    return [rows[end - count : end] for end, count in zip(ends, counts.tolist(), strict=True)]
