"""What the commands for level makers do: new, pack, install, import-tiled, and proofs."""

from __future__ import annotations

import sys
from pathlib import Path

from game.story.problems import LevelError


class RefusedError(Exception):
    """It cannot be done; the message says what, where and what to do."""


def new(name: str, title: str, levels: Path | None, user: Path | None, given: Path | None) -> str:
    """Make a level in `levels` (the user's), or in the current folder; what to type next.

    user   the user's folder, if there is one: what a name alone means
    given  the same, if it has to be typed
    """
    from game.lab.keeping import shown
    from game.story import letters, library, template

    if not Path(name).name or "\0" in name:
        raise RefusedError("new needs a name, such as: callister new mine")
    if levels is not None and ("/" in name or "\\" in name):
        raise RefusedError(f"{name!r}: what is made among your own levels (--own) has a name, and no folder of its own")
    if title.isprintable() and (strange := letters.unwritten(title)):
        raise RefusedError(f"the title {title!r}: the game has no letter {strange!r}, and check would say so")
    folder = levels / name if levels is not None else Path(name)
    try:
        template.make(folder, title)
    except LevelError as error:
        raise RefusedError(str(error)) from None
    except OSError as error:
        raise RefusedError(f"{folder}: cannot be written ({error.strerror or error})") from None
    if levels is not None:
        where = name + _typed(given)
    else:
        where = shown(folder)
        if where in library.folders(user):  # which goes before a folder that lies here
            where = f"./{where}"
    return (
        f"{folder}: a level that can be played as it stands\n"
        f"  callister play {where}     fly it; it is read again whenever one of its files is saved\n"
        f"  callister edit {where}     or draw it in the editor\n"
        f"  callister check {where}    every mistake, with file, line and remedy"
    )


def _typed(user: Path | None) -> str:
    """How a user's folder is named that is not the usual one."""
    if user is None:
        return ""
    return f' --user-dir "{user}"' if " " in str(user) else f" --user-dir {user}"


def pack(folder: Path, output: Path | None) -> str:
    """One file of a level or campaign; what was written."""
    from game.story import bundle

    output = output or Path(folder.resolve().name + bundle.SUFFIX)
    try:
        names = bundle.pack(folder, output)
    except bundle.BundleError as error:
        raise RefusedError(str(error)) from None
    return f"{output}: {len(names)} files, {output.stat().st_size / 1000:.1f} KB"


def install(file: Path, levels: Path, replace: bool, given: Path | None) -> str:
    """Put a bundle among the user's levels; where it is, and how to fly it. `given` is the user's folder, if typed."""
    from game.story import bundle

    try:
        folder = bundle.install(file, levels, replace=replace)
    except bundle.BundleError as error:
        raise RefusedError(str(error)) from None
    return f"{folder}: installed\n  callister play {folder.name}{_typed(given)}"


def import_tiled(file: Path, output: Path, scale: float) -> str:
    """A Tiled map as a level; what was made of it."""
    from game.story import tiled

    try:
        made = tiled.convert(file, output, scale=scale)
    except (tiled.TiledError, LevelError) as error:
        raise RefusedError(str(error)) from None
    except OSError as error:
        raise RefusedError(f"{output}: cannot be written ({error.strerror or error})") from None
    for note in made.notes:
        print(note, file=sys.stderr)
    counts = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in made.counts.items() if count)
    return f"{made.path}: {counts or 'nothing'}"


def fly_proof(level: str, user_dir: Path) -> tuple[bool, str]:
    """Fly a level's proof again: whether it still wins, and the words for it."""
    from game.lab import proof
    from game.lab.recording import RecordingError
    from game.story import library

    try:
        here = library.load(level, user_dir)
        result = proof.fly(here)
    except (LevelError, RecordingError) as error:
        raise RefusedError(str(error)) from None
    path = here.folder / proof.FILE
    return result.won, f"{path}: {f'won after {result.seconds:.1f} s of flight' if result.won else result.why}"
