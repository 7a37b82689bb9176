"""When something breaks: the flight so far is kept, the log has the details, and the player gets a kind sentence.

Two ways to end badly: an error in this program, which `report` answers; and an end without a word (a driver, the
power), after which the marker of a flight still stands and the recording of its last seconds is on disk already.
"""

from __future__ import annotations

import contextlib
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from game.play.journal import FILE, log

NOTE = "crashed.txt"  # stands until the title screen has said so
FLYING = "flying"  # stands while somebody flies
LAST = Path("recordings") / "last.rec"  # of the flight that is being flown, a few seconds old at most


class Report(NamedTuple):
    """What there is to say of an error: what it was, in a few words, and where its details lie."""

    what: str
    log: Path
    recording: Path | None  # of the flight's last minute


def report(error: Exception, user_folder: Path, scenes: Iterable[object]) -> Report:
    """Keep what can be kept, and leave a note for the next start in case that nobody reads it now."""
    log.error("the game stopped:\n%s", "".join(traceback.format_exception(error)))
    recording = None
    for scene in scenes:
        keep = getattr(scene, "keep_recording", None)
        if keep is not None:
            recording = keep(f"crash-{time.strftime('%Y%m%d-%H%M%S')}") or recording
    flight_ends(user_folder)
    kept = f" The last minute of the flight is kept in recordings/{recording.name}." if recording else ""
    words = f"Something broke ({type(error).__name__}).{kept} Your last checkpoint is safe."
    try:
        (user_folder / NOTE).write_text(words, encoding="utf-8")
    except OSError:
        log.info("no note could be left")
    print(f"callister: {words}\n  {error}\n  details: {user_folder / FILE}", file=sys.stderr)
    return Report(type(error).__name__, user_folder / FILE, recording)


def flight_begins(user_folder: Path) -> None:
    with contextlib.suppress(OSError):
        (user_folder / FLYING).touch()


def flight_ends(user_folder: Path) -> None:
    with contextlib.suppress(OSError):
        (user_folder / FLYING).unlink()


def last_words(user_folder: Path) -> str:
    """What the session before left to say, once."""
    words = ""
    with contextlib.suppress(OSError):
        (user_folder / FLYING).unlink()
        kept = f" Its last minute is kept in {LAST.as_posix()}." if (user_folder / LAST).exists() else ""
        words = f"The last flight ended without a word.{kept} Your last checkpoint is safe."
    with contextlib.suppress(OSError):
        words = (user_folder / NOTE).read_text(encoding="utf-8")
        (user_folder / NOTE).unlink()
    return words


def quietly(work: Callable[[], None]) -> Callable[[], None]:
    """For work ahead of time on a thread: if it fails, the real call fails again, where the player can be told."""

    def attempt() -> None:
        try:
            work()
        except Exception:
            log.info("reading ahead failed:\n%s", traceback.format_exc())

    return attempt
