"""Levels for tests: each is read once, and kept until one of its files changes."""

from __future__ import annotations

from pathlib import Path

from game.lab.predicates import Names
from game.story import check, check_names, library
from game.story.level import Level
from game.story.loader import FILES, level_of, read
from game.story.problems import LevelError

KEPT = 64  # levels; a session of tests uses a few
Stamp = tuple[tuple[int, int], ...]

_shelf: dict[Path, tuple[Stamp, Names]] = {}


def take(level: str | Path | Level, user_dir: Path | None = None) -> Names:
    """A level with the names that its files define. LevelError: it cannot be found, or cannot be played."""
    if isinstance(level, Level):
        return _read(level.folder, level)
    folder = library.find(str(level), user_dir).resolve()
    stamp = _stamp(folder)
    if folder not in _shelf or _shelf[folder][0] != stamp:
        if len(_shelf) >= KEPT:
            _shelf.pop(next(iter(_shelf)))
        _shelf[folder] = (stamp, _read(folder))
    return _shelf[folder][1]


def _stamp(folder: Path) -> Stamp:
    stats = [(folder / name).stat() for name in FILES if (folder / name).is_file()]
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)


def _read(folder: Path, level: Level | None = None) -> Names:
    draft = read(folder)
    if level is None:
        check.playable(draft)
        level = level_of(draft)
    elif level_of(draft).hash != level.hash:
        raise LevelError(f"{folder}: has changed since the level was loaded")
    defined = check_names.Names(draft).defined
    defined["line"] |= level.lines.keys()  # those that all levels share are said here as well, where it asks for them
    return Names(level, defined)
