"""Keeping what a test has found: a recording in a folder, and the command that watches it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from game.lab.recording import SUFFIX, Recording, RecordingError
from game.sim.clock import TICK_HZ
from game.story import library
from game.story.level import Level

LEAD = 5.0  # a failure is watched from this long before it [s]


def keep(recording: Recording, folder: Path, name: str) -> Path:
    """Write it down as folder/name.rec; RecordingError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n")  # nobody wants to commit these
    except OSError as problem:
        raise RecordingError(f"{folder}: cannot be written ({problem.strerror}); choose another place") from None
    path = folder / f"{name}{SUFFIX}"
    recording.save(path)
    return path


def watch_command(path: Path, recording: Recording, level: Level, write: Callable[[Path], Path] | None = None) -> str:
    """What to type to see the end of a recording. `write` puts the folder of a level that lies nowhere beside it."""
    words = ["callister", "replay", shown(path), "--watch"]
    start = max(recording.first / TICK_HZ, recording.last / TICK_HZ - LEAD)
    if start > 0.0:
        words += ["--from", f"{start:.0f}"]
    where = shown(write(path.with_suffix(""))) if write is not None else _where(level)
    return shlex.join([*words, "--level", where] if where else words)


def _where(level: Level) -> str:
    """How the level is found again, when its name alone does not find it."""
    on_shelf = library.folders().get(level.id)
    if on_shelf is not None and on_shelf.resolve() == level.folder.resolve():
        return ""
    return shown(level.folder)


def shown(path: Path) -> str:
    """A path as it is typed from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path.resolve())
