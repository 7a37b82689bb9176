"""`proof.rec`: a flight that finished a level, kept in its folder. It says that the level can be won as it stands.

It is recorded when a player finishes a level of their own, or by `callister sim LEVEL --record LEVEL/proof.rec`;
when the level's content has changed since, it is stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from game.lab.recording import Header, Recording, RecordingError, header_of
from game.lab.replay import Replay
from game.story import library
from game.story.level import Level
from game.story.loader import level_of, read
from game.story.problems import LevelError

FILE = "proof.rec"
NONE, STALE, UNREADABLE, FRESH = "none", "stale", "unreadable", "fresh"


class Proof(NamedTuple):
    """How it stands with a level's proof: `state` is none, stale, unreadable or fresh; `seconds` of its flight."""

    state: str
    seconds: float = 0.0
    why: str = ""


class Result(NamedTuple):
    """What came of flying a proof again."""

    won: bool
    seconds: float
    why: str = ""


def look(folder: Path, level: Level | None = None) -> Proof:
    """How it stands, without flying it: by the hash in its header. A level that cannot be read proves nothing."""
    path = Path(folder) / FILE
    if not path.is_file():
        return Proof(NONE)
    try:
        header = header_of(path)
        level = level or level_of(read(Path(folder)))
    except (RecordingError, LevelError) as error:
        return Proof(UNREADABLE, why=str(error))
    return Proof(_state(header, level), header.frames / 60.0)


def _state(header: Header, level: Level) -> str:
    return FRESH if header.level_hash == level.hash and header.outcome == "won" and header.first == 0 else STALE


def note(folder: Path) -> str:
    """What `check` says of it: nothing when it is fresh, or when there is none."""
    found = look(folder)
    path = Path(folder) / FILE
    if found.state == STALE:
        return f"{path}: note: the proof is stale: the level has changed since it was flown. Finish it once more"
    if found.state == UNREADABLE:
        return f"{path}: note: the proof cannot be read ({found.why.splitlines()[0]}). Finish the level once more"
    return ""


def is_own(level: Level) -> bool:
    """Whether a level is somebody's own: the ones that come with the game are proved by its tests."""
    return not any(path.resolve() == level.folder.resolve() for path in library.folders().values())


def keep(recording: Recording, level: Level) -> bool:
    """Keep a flight as the level's proof, if it is one: whole, won, and of the level as it stands on the disk.

    A fresh proof stays when it was quicker. RecordingError: it cannot be written.
    """
    header = recording.header
    if _state(header, level) != FRESH or not _as_on_disk(level):
        return False
    before = look(level.folder, level)
    if before.state == FRESH and before.seconds <= header.frames / 60.0:
        return False
    recording.save(level.folder / FILE)
    return True


def _as_on_disk(level: Level) -> bool:
    """Whether the files still say what was flown: they may have been edited in the meantime, or be gone."""
    try:
        return level_of(read(level.folder)).hash == level.hash
    except LevelError:
        return False


def fly(level: Level) -> Result:
    """Fly the proof again, every tick. RecordingError: there is none, or it cannot be read."""
    path = level.folder / FILE
    if not path.is_file():
        raise RecordingError(
            f"{path}: there is no proof yet; finish the level, or: callister sim LEVEL --record {path}"
        )
    recording = Recording.load(path)
    if recording.header.level_hash != level.hash:
        return Result(False, 0.0, "it is stale: the level has changed since it was flown")
    replay = Replay(recording, level)
    while not replay.ended and not replay.episode.outcome:
        replay.step()
    won = replay.episode.outcome == "won"
    return Result(won, replay.frame / 60.0, "" if won else "the same commands do not win any more")
