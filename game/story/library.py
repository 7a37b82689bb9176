"""Where levels are: those that come with the game, those of the user, and any folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

from game import resources

from . import check
from .level import Level
from .loader import level_of, read
from .problems import LevelError
from .readings import Readings
from .suggest import did_you_mean

CAMPAIGN = "campaign.toml"  # makes a campaign of a folder of levels


def folders(user_dir: Path | None = None) -> dict[str, Path]:
    """Name -> folder of every level, in order; a user's level hides a bundled one of the same name."""
    found: dict[str, Path] = {}
    for root in (resources.levels(), *([Path(user_dir) / "levels"] if user_dir else [])):
        found |= levels_in(root)
    return dict(sorted(found.items()))


def levels_in(root: Path) -> dict[str, Path]:
    """Name -> folder of every level that lies in a folder, in order."""
    with contextlib.suppress(OSError):  # a folder that may not be entered has no levels for us
        return dict(sorted((path.name, path) for path in root.iterdir() if _holds_level(path)))
    return {}


def find(name: str, user_dir: Path | None = None) -> Path:
    """The folder that a name, a unique prefix of one (`02`), or a path means. LevelError says what was meant."""
    known = folders(user_dir)
    if name in known:
        return known[name]
    if not name or "\0" in name or len(name) > 4_000:
        raise LevelError(f"that is neither the name of a level (such as {next(iter(known), '01')}) nor a folder")
    if "/" in name or "\\" in name or name in (".", "..") or (len(name) < 250 and Path(name).is_dir()):
        return _folder(Path(name))
    fits = [one for one in known if one.startswith(name)]
    if len(fits) == 1:
        return known[fits[0]]
    if fits:
        raise LevelError(f"{name!r} may mean {', '.join(fits)}: say more of its name")
    raise LevelError(f"no level is called {name!r}{did_you_mean(name, known)}")


def _holds_level(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return (path / "level.toml").is_file()
    return False


def _folder(path: Path) -> Path:
    try:
        return _level_folder(path)
    except OSError as error:
        raise LevelError(f"the folder {str(path)!r} cannot be read: {error.strerror or error}") from error


def _level_folder(path: Path) -> Path:
    if path.is_file():
        raise LevelError(f"{str(path)!r} is a file: a level is the folder that holds it, {str(path.parent)!r}")
    if not path.is_dir():
        raise LevelError(f"no folder {str(path)!r}")
    if not (path / "level.toml").is_file():
        if (path / CAMPAIGN).is_file():
            first = next(iter(levels_in(path).values()), path / "LEVEL")
            why = f"is a campaign: fly it as one, or one of its levels, such as {str(first)!r}"
            raise LevelError(f"the folder {str(path)!r} {why}")
        raise LevelError(f"the folder {str(path)!r} holds no level: there is no level.toml in it")
    return path


def load(name: str | Path, user_dir: Path | None = None, readings: Readings | None = None) -> Level:
    """The level of that name or folder, ready to play. LevelError holds all its problems.

    Only what would keep it from being played is refused: mistakes in a file, and names that mean nothing. Whether it
    can be finished, and whether all its lines are used, is for `check`. For `readings` see `loader.read`.
    """
    draft = read(find(str(name), user_dir), readings=readings)
    check.playable(draft)
    return level_of(draft)
