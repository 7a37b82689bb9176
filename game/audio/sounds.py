"""What each sound and each piece of music is: `assets/sound/sounds.toml`, typed and checked.

No pygame and no numpy here: the level checks and the asset build read the same table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from game import resources

SAMPLE_RATE = 44_100
FAMILIES = ("crew", "world", "moderation", "players", "daly")
# What is dropped first when too many sound; the last two never are.
RANKS = ("pulse", "hit", "body", "interface", "speech", "alarm", "bed", "tell")
NEVER_DROPPED = frozenset({"bed", "tell"})
DUCKING = frozenset({"speech", "alarm", "tell"})  # the music makes room for these
# which of the player's volumes a sound follows, where its row does not say
BUSES = ("effects", "voice", "ambience", "interface", "alert")
BUS_OF = {"speech": "voice", "interface": "interface", "tell": "alert", "alarm": "alert"}
PICKS = ("turn", "level", "ladder")


class SoundTableError(ValueError):
    """The table names something that does not exist; the message says where and what would be right."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One row of the table; `takes` are the endings of its files."""

    name: str
    family: str
    lufs: float  # loudest 400 ms
    rank: str
    ceiling: float = -6.0  # true peak, dBTP
    loop: bool = False
    stereo: bool = False
    takes: tuple[int, ...] = ()
    pick: str = "turn"
    caption: str = ""
    on: str = ""  # a bus, where its rank does not say which

    @property
    def files(self) -> tuple[str, ...]:
        """File names without ending, one a take."""
        return tuple(f"{self.name}_{take}" for take in self.takes) or (self.name,)

    def file_for(self, level: int) -> str:
        """The take nearest to a level, for sounds that count."""
        return f"{self.name}_{min(self.takes, key=lambda take: abs(take - level))}" if self.takes else self.name

    @property
    def bus(self) -> str:
        """Which of the player's volumes it follows; `alert` is that of the effects, or none for who sees them."""
        return self.on or BUS_OF.get(self.rank, "effects")

    @property
    def ducks(self) -> bool:
        return self.rank in DUCKING


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of music; all of them loop."""

    name: str
    lufs: float  # integrated
    ceiling: float


@dataclass(frozen=True, slots=True)
class Cue:
    """What a level asks for by name: layers of one length, calm first."""

    name: str
    beat: int  # samples
    meter: int  # beats a bar
    layers: tuple[str, ...]

    @property
    def bar_seconds(self) -> float:
        return self.beat * self.meter / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class SoundTable:
    sounds: Mapping[str, Sound]
    pieces: Mapping[str, Piece]
    cues: Mapping[str, Cue]

    @property
    def sound_of_file(self) -> dict[str, Sound]:
        return {file: sound for sound in self.sounds.values() for file in sound.files}


def folder() -> Path:
    return resources.assets() / "sound"


def ogg(file: str) -> Path:
    return folder() / "ogg" / f"{file}.ogg"


@cache
def table() -> SoundTable:
    """The table of this project, read once."""
    return _read(resources.table(folder() / "sounds.toml"))


def parse(text: str) -> SoundTable:
    """Read a table; raises SoundTableError with the row that is wrong."""
    return _read(tomli.loads(text))


def _read(document: dict[str, Any]) -> SoundTable:
    flat = [name for name, rows in document.items() if not isinstance(rows, dict)]
    if flat:
        raise SoundTableError(f"sounds.toml: {flat[0]!r} stands outside every family")
    sounds: dict[str, Sound] = {}
    for family in FAMILIES:
        for name, row in document.get(family, {}).items():
            if name in sounds:
                raise SoundTableError(f"sounds.toml: '{name}' stands in two families; keep one")
            sounds[name] = _sound(name, family, row)
    pieces = {name: Piece(name, **row) for name, row in document.get("pieces", {}).items()}
    cues = {name: _cue(name, row, pieces) for name, row in document.get("cues", {}).items()}
    strange = set(document) - {*FAMILIES, "pieces", "cues"}
    if strange:
        raise SoundTableError(f"sounds.toml: no family {sorted(strange)}; families are {', '.join(FAMILIES)}")
    return SoundTable(sounds, pieces, cues)


def _sound(name: str, family: str, row: dict[str, Any]) -> Sound:
    row = {**row, "takes": tuple(row.get("takes", ()))}
    try:
        sound = Sound(name, family, **row)
    except TypeError as wrong:
        raise SoundTableError(f"sounds.toml, [{family}] {name}: {wrong}") from None
    if sound.rank not in RANKS:
        raise SoundTableError(f"sounds.toml, [{family}] {name}: rank '{sound.rank}' is none of {', '.join(RANKS)}")
    if sound.on and sound.on not in BUSES:
        raise SoundTableError(f"sounds.toml, [{family}] {name}: bus '{sound.on}' is none of {', '.join(BUSES)}")
    if sound.pick not in PICKS:
        raise SoundTableError(f"sounds.toml, [{family}] {name}: pick '{sound.pick}' is none of {', '.join(PICKS)}")
    return sound


def _cue(name: str, row: dict[str, Any], pieces: Mapping[str, Piece]) -> Cue:
    missing = [layer for layer in row["layers"] if layer not in pieces]
    if missing:
        raise SoundTableError(f"sounds.toml, [cues] {name}: no piece {missing}; pieces are {', '.join(pieces)}")
    return Cue(name, row["beat"], row["meter"], tuple(row["layers"]))
