"""Where the project's own files lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import tomli

AGAIN = "restore it (git checkout -- assets levels), or install Callister again (pip install --force-reinstall .)"


class BrokenInstallError(Exception):
    """A file that comes with the game is missing or damaged; the message names it and says how to get it back."""


@cache
def root() -> Path:
    """The folder that holds `assets` and `levels`: the package's own folder (wheel) or its parent (checkout)."""
    package = Path(__file__).resolve().parent
    for folder in (package, package.parent):
        if (folder / "assets").is_dir() and (folder / "levels").is_dir():
            return folder
    raise BrokenInstallError(f"the folders 'assets' and 'levels' are missing beside {package}: {AGAIN}")


def assets() -> Path:
    return root() / "assets"


def levels() -> Path:
    return root() / "levels"


def cache_folder() -> Path:
    """The folder for what can be found out again. It may not exist; where nobody's home is known it never will."""
    import platformdirs

    try:
        return Path(platformdirs.user_cache_dir("callister", appauthor=False)).expanduser()
    except RuntimeError:
        return Path(os.devnull) / "callister"


def table(path: Path) -> dict[str, Any]:
    """A TOML file that comes with the game. BrokenInstallError when it is missing or damaged."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenInstallError(f"{path}: {error.strerror or error}: {AGAIN}") from None
    except ValueError as error:  # not TOML, not UTF-8
        raise BrokenInstallError(f"{path}: damaged ({error}): {AGAIN}") from None
