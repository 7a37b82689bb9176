"""Saved games: one at each checkpoint, the last three kept, each written so that a power cut costs nothing.

A save holds ids and progress, never definitions: a level that was repaired repairs the run that is saved in it.
"""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import msgspec

from game import __version__
from game.play import safekeeping

FOLDER = "saves"
KEPT = 3
FORMAT = 1
_MAGIC = b"CALLISTER-SAVE\n"


class Save(msgspec.Struct, frozen=True):
    """A run that can be taken up again."""

    level: str  # a level's name, or the path of a folder
    title: str  # as the title screen shows it
    checkpoint: str  # the beat that saved
    recording: bytes  # its last checkpoint is the state to go on from, exactly
    game: str = ""  # version that wrote it
    format: int = FORMAT
    serial: int = 0  # grows with every save
    saved_at: float = 0.0  # seconds since 1970


class Saves:
    """The saves in a player's folder."""

    def __init__(self, user_folder: Path) -> None:
        self.folder = user_folder / FOLDER
        self.notes: list[str] = []  # what was wrong with files read so far

    def latest(self) -> Save | None:
        """The newest save that can be read, or None. Damaged ones are moved aside and noted."""
        found = self._all()
        return max(found, key=lambda save: save.serial) if found else None

    def keep(self, save: Save) -> Save:
        """Write a save over the oldest of the three; returns it as written. Raises OSError when the disk refuses."""
        serial = 1 + max((kept.serial for kept in self._all()), default=0)
        numbered = msgspec.structs.replace(save, serial=serial, saved_at=time.time(), game=__version__)
        safekeeping.write(self._path(serial % KEPT + 1), pack(numbered), is_whole)
        return numbered

    def _all(self) -> list[Save]:
        found = []
        for slot in range(1, KEPT + 1):
            content, note = safekeeping.read(self._path(slot), is_whole)
            if note:
                self.notes.append(note)
            if content is not None:
                found.append(unpack(content))
        return found

    def _path(self, slot: int) -> Path:
        return self.folder / f"checkpoint-{slot}.save"


def pack(save: Save) -> bytes:
    """Magic line, checksum (4 bytes, big-endian), then the save as MessagePack."""
    body = msgspec.msgpack.encode(save)
    return _MAGIC + zlib.crc32(body).to_bytes(4, "big") + body


def unpack(content: bytes) -> Save:
    """The inverse of `pack`. Raises ValueError when the content is damaged or of a later format."""
    body = content[len(_MAGIC) + 4 :]
    if not content.startswith(_MAGIC) or zlib.crc32(body).to_bytes(4, "big") != content[len(_MAGIC) :][:4]:
        raise ValueError("this is not a whole save")
    try:
        save = msgspec.msgpack.decode(body, type=Save)
    except msgspec.MsgspecError as error:
        raise ValueError(f"this save cannot be read: {error}") from None
    if save.format > FORMAT:
        raise ValueError(f"this save has format {save.format}; this version of the game reads up to {FORMAT}")
    return save


def is_whole(content: bytes) -> bool:
    """Whether `unpack` can read it."""
    try:
        unpack(content)
    except ValueError:
        return False
    return True
