"""Where a player's own files lie: settings, saves, recordings, and levels of their own."""

from __future__ import annotations

import os
from pathlib import Path


def user_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder named on the command line, or the one this platform keeps for programs' data. It may not exist yet.

    RuntimeError where `~` means nobody's home: a user without an entry and without HOME, as in some containers.
    """
    if given is not None:
        return Path(given).expanduser()
    import platformdirs

    folder = Path(platformdirs.user_data_dir("callister", appauthor=False, roaming=True))
    return folder.expanduser()  # older platformdirs leave a `~` that they cannot read
