"""When something breaks: the flight so far is kept, the log has the details, and the player gets a kind sentence."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from game.play.journal import log

NOTE = "crashed.txt"  # stands until the title screen has said so


def report(error: Exception, user_folder: Path, scenes: Iterable[object]) -> int:
    """Keep what can be kept and say what happened; returns the exit code."""
    log.error("the game stopped:\n%s", "".join(traceback.format_exception(error)))
    recording = None
    for scene in scenes:
        keep = getattr(scene, "keep_recording", None)
        if keep is not None:
            recording = keep("crash")
    kept = f" The last minute of the flight is kept in recordings/{recording.name}." if recording else ""
    words = f"Something broke ({type(error).__name__}).{kept} Your last checkpoint is safe."
    try:
        (user_folder / NOTE).write_text(words, encoding="utf-8")
    except OSError:
        log.info("no note could be left")
    print(f"callister: {words}\n  {error}\n  details: {user_folder / 'callister.log'}", file=sys.stderr)
    return 1


def last_words(user_folder: Path) -> str:
    """What the session before left to say, once."""
    path = user_folder / NOTE
    try:
        words = path.read_text(encoding="utf-8")
        path.unlink()
    except OSError:
        return ""
    return words


def quietly(work: Callable[[], None]) -> Callable[[], None]:
    """For work ahead of time on a thread: if it fails, the real call fails again, where the player can be told."""

    def attempt() -> None:
        try:
            work()
        except Exception:
            log.info("reading ahead failed:\n%s", traceback.format_exc())

    return attempt
