"""Files that survive a power cut: written beside the old one, read back, and only then put in its place.

At every moment one of three holds, and `read` finds a whole file in each:
1. `name` is the old content (nothing happened yet, or the temporary file is half written);
2. `name` is gone for an instant, `name.bak` is the old content;
3. `name` is the new content, `name.bak` the old.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

Check = Callable[[bytes], bool]  # is this content whole?


def write(path: Path, content: bytes, whole: Check) -> None:
    """Replace `path` by `content`. A damaged old file is moved aside, so that it never becomes the backup.

    Raises OSError when the disk refuses; the old content is then still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with open(fresh, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if fresh.read_bytes() != content:
        raise OSError(f"{fresh}: what was written does not read back; the old file is kept")
    if path.exists():
        if whole(path.read_bytes()):
            os.replace(path, backup(path))
        else:
            move_aside(path)
    os.replace(fresh, path)
    _sync_folder(path.parent)


def read(path: Path, whole: Check) -> tuple[bytes | None, str]:
    """The content of `path`, or of its backup when it is damaged or missing; and a sentence when something was wrong.

    Damaged files are moved aside, never deleted. (None, "") means that there is nothing yet.
    """
    note = ""
    for candidate in (path, backup(path)):
        try:
            content = candidate.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            note = f"{candidate} cannot be read ({error.strerror})"
            continue
        if whole(content):
            return content, note
        note = f"{candidate.name} was damaged"
        with contextlib.suppress(OSError):  # in a folder that cannot be written to it stays where it is
            note = f"{candidate.name} was damaged and lies now in {move_aside(candidate).name}"
    return None, note


def move_aside(path: Path) -> Path:
    """Rename a damaged file to the first free `name.damaged-N`; returns the new path."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    os.replace(path, aside)
    return aside


def backup(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def _sync_folder(folder: Path) -> None:
    """Make the renames last; Windows has no handle for folders and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
