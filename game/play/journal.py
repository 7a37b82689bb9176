"""A plain log of what happened in this run, for bug reports: `callister.log` in the player's folder.

The log of the session before is kept beside it. Nothing in it names the machine or the person.
"""

from __future__ import annotations

import contextlib
import logging
import os
import platform
from pathlib import Path

FILE = "callister.log"

log = logging.getLogger("callister")


class Journal(logging.FileHandler):
    """What cannot be written (a full disk, a stick pulled out) is lost without a word: the title says what is wrong."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass

    def close(self) -> None:
        """What still waits to be written may find no room either."""
        with contextlib.suppress(OSError):
            super().close()


def open_journal(user_folder: Path) -> None:
    """Begin the log of this run. Without a place to write, the game goes on without one."""
    from game import __version__

    log.setLevel(logging.INFO)
    log.propagate = False
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    path = user_folder / FILE
    try:
        user_folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            os.replace(path, path.with_suffix(".before.log"))
        handler: logging.Handler = Journal(path, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    log.addHandler(handler)
    log.info("callister %s, Python %s, %s", __version__, platform.python_version(), platform.system())


def close_journal() -> None:
    for handler in log.handlers[:]:
        log.removeHandler(handler)
        handler.close()
