"""Saved games: one at each checkpoint and at each bridge, the last three places kept, each safe from a power cut.

Who flies something else meanwhile, a level for itself, an old chapter or another game, comes back to what was left: the
newest save of each run stays, as long as there are not more runs than places.

A save holds ids and progress, never definitions: a level that was repaired repairs the run that is saved in it.

Format 1 knew no campaign: such a save is read as if somebody had flown straight to its chapter. A save of a later
format is not ours to judge: it is left as it lies, whole and untouched, and never written over.
"""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import msgspec

from game import __version__
from game.play import safekeeping
from game.story.campaign import JOINED, Progress, joined

FOLDER = "saves"
KEPT = 3
ENDING = "ending.txt"  # beside the saves: the newest one's serial, and the ending that was come to from it
SLOTS = 9  # looked through: those that a later version holds are passed by
FORMAT = 2
_MAGIC = b"CALLISTER-SAVE\n"


class LaterFormatError(ValueError):
    """A whole save, written by a later version of the game."""


class Save(msgspec.Struct, frozen=True):
    """A run that can be taken up again, or a bridge to come back to (`level` and `recording` are empty there)."""

    level: str  # a level's name, or the path of a folder
    title: str  # as the title screen shows it
    checkpoint: str  # the beat that saved, or the bridge
    recording: bytes = b""  # its last checkpoint is the state to go on from, exactly
    progress: Progress | None = None  # in the campaign; None when the level was flown for itself
    moments: dict[str, str] = {}  # of this flight until here: moment -> the file in which it is kept
    game: str = ""  # version that wrote it
    format: int = FORMAT
    serial: int = 0  # grows with every save
    saved_at: float = 0.0  # seconds since 1970

    @property
    def place(self) -> tuple[str, str]:
        """Where it was made. Two saves of one bridge are one place, two checkpoints of a chapter are two."""
        return self.level, self.checkpoint

    @property
    def aside(self) -> bool:
        """Whether it leads to a chapter that is flown again, and not to where its game stands."""
        return self.progress is not None and self.level != "" and Path(self.level).name != self.progress.at

    @property
    def run(self) -> tuple[str, int, bool] | None:
        """Which game it is of, and whether aside; None for levels that are flown for themselves, all of them."""
        return None if self.progress is None else (self.progress.campaign, self.progress.run, self.aside)

    def again_at(self, other: Save) -> bool:
        """Whether both were made on one visit to a bridge, or before one flight: this one says all that `other` did."""
        here, there = self.progress, other.progress
        met = here is not None and there is not None and here.flown == there.flown
        return not self.level and met and self.place == other.place and self.run == other.run


class _Head(msgspec.Struct, frozen=True):
    """What saves of every format have."""

    format: int = 1
    serial: int = 0


class Saves:
    """The saves in a player's folder."""

    def __init__(self, user_folder: Path) -> None:
        self.folder = user_folder / FOLDER
        self.notes: list[str] = []  # what was wrong with files read so far, each said once

    def latest(self) -> Save | None:
        """The newest save that can be read, or None. Damaged ones are moved aside and noted."""
        return next(iter(self.held()), None)

    def held(self) -> list[Save]:
        """Every save that can be read, the newest first. Damaged ones are moved aside and noted."""
        found = [save for save in self._slots().values() if isinstance(save, Save)]
        return sorted(found, key=lambda save: -save.serial)

    def keep(self, save: Save) -> Save:
        """Write a save over the oldest that can be spared; returns it as written. Raises OSError when the disk refuses.

        At a bridge it takes the place of the newest when that was made there too, so that no purchase costs a
        checkpoint.
        """
        slots = self._slots()
        ours = [slot for slot, held in slots.items() if not isinstance(held, _Head)][:KEPT]
        serial = 1 + max((held.serial for held in slots.values() if held is not None), default=0)
        numbered = msgspec.structs.replace(save, serial=serial, saved_at=time.time(), game=__version__, format=FORMAT)
        written = {slot: held for slot in ours if isinstance(held := slots[slot], Save)}
        newest = max(written, key=lambda slot: written[slot].serial, default=0)
        if newest and save.again_at(written[newest]):
            slot = newest
        else:
            empty = [slot for slot in ours if slot not in written]
            slot = empty[0] if empty else _spared(written, save)
        safekeeping.write(self._path(slot), pack(numbered), is_whole)
        return numbered

    def new_run(self) -> int:
        """The number of a game that begins now: one that none of those that are kept has."""
        return 1 + max((0, *(save.progress.run for save in self.held() if save.progress is not None)))

    def remember(self, ending: str) -> None:
        """An ending was come to after which the newest save is the one to go on from. Raises OSError."""
        newest = self.latest()
        if newest is not None:
            (self.folder / ENDING).write_text(f"{newest.serial} {ending}\n", encoding="utf-8")

    def ending(self) -> str:
        """The ending that the newest save has come to, or that was come to from it; '' when there was none since."""
        newest = self.latest()
        if newest is None:
            return ""
        if newest.progress is not None and newest.progress.ending:
            return newest.progress.ending
        try:
            serial, _, ending = (self.folder / ENDING).read_text(encoding="utf-8").strip().partition(" ")
        except (OSError, UnicodeDecodeError):
            return ""
        return ending if serial == str(newest.serial) else ""

    def _slots(self) -> dict[int, Save | _Head | None]:
        """Slot -> our save, the head of a later version's, or None where nothing can be read."""
        held: dict[int, Save | _Head | None] = {}
        for slot in range(1, SLOTS + 1):
            content, note = safekeeping.read(self._path(slot), is_whole)
            self._note(note)
            held[slot] = None
            if content is not None:
                try:
                    held[slot] = unpack(content)
                except LaterFormatError as later:
                    held[slot] = _head(content)
                    self._note(f"{self._path(slot).name}: {later}")
        return held

    def _note(self, note: str) -> None:
        if note and note not in self.notes:
            self.notes.append(note)

    def _path(self, slot: int) -> Path:
        return self.folder / f"checkpoint-{slot}.save"


def _spared(written: dict[int, Save], save: Save) -> int:
    """The slot that a save takes: the oldest, but of every other run the newest goes last.

    Where that is all there is, a level that was flown for itself goes before a chapter, and that before a game.
    """
    last = {held.run: slot for slot, held in sorted(written.items(), key=lambda item: item[1].serial)}
    last.pop(save.run, None)
    kept = set(last.values())

    def worth(slot: int) -> tuple[bool, int, int]:
        held = written[slot]
        return slot in kept, _weight(held) if slot in kept else 0, held.serial

    return min(written, key=worth)


def _weight(save: Save) -> int:
    """How much somebody would miss it."""
    if save.progress is None:
        return 0
    return 1 if save.aside or save.progress.run == JOINED else 2


def pack(save: Save) -> bytes:
    """Magic line, checksum (4 bytes, big-endian), then the save as MessagePack."""
    body = msgspec.msgpack.encode(save)
    return _MAGIC + zlib.crc32(body).to_bytes(4, "big") + body


def unpack(content: bytes) -> Save:
    """The inverse of `pack`; older formats are brought up to this one.

    Raises ValueError when the content is damaged, LaterFormatError (one, too) when a later version wrote it.
    """
    head = _head(content)
    if head.format > FORMAT:
        raise LaterFormatError(
            f"this save has format {head.format}; this version of the game reads up to {FORMAT} and leaves it alone"
        )
    try:
        save = msgspec.msgpack.decode(_body(content), type=Save)
    except msgspec.MsgspecError as error:
        raise ValueError(f"this save cannot be read: {error}") from None
    return _from_one(save) if save.format < 2 else save


def is_whole(content: bytes) -> bool:
    """Whether nothing of it is damaged; one of a later format is whole, too."""
    try:
        unpack(content)
    except LaterFormatError:
        return True
    except ValueError:
        return False
    return True


def _body(content: bytes) -> bytes:
    body = content[len(_MAGIC) + 4 :]
    if not content.startswith(_MAGIC) or zlib.crc32(body).to_bytes(4, "big") != content[len(_MAGIC) :][:4]:
        raise ValueError("this is not a whole save")
    return body


def _head(content: bytes) -> _Head:
    try:
        return msgspec.msgpack.decode(_body(content), type=_Head)
    except msgspec.MsgspecError as error:
        raise ValueError(f"this save cannot be read: {error}") from None


def _from_one(save: Save) -> Save:
    """Format 1 knew the chapter only: the campaign goes on from there, for levels that are part of it."""
    from game.story import road  # reads level files, which the title need not
    from game.story.problems import LevelError

    try:
        way = road.load()
    except LevelError:
        return save
    progress = msgspec.structs.replace(joined(way, save.level), run=0) if way.step(save.level) else None
    return msgspec.structs.replace(save, progress=progress, format=FORMAT)
