"""Where the project's own files lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds `assets` and `levels`: the package's own folder (wheel) or its parent (checkout)."""
    package = Path(__file__).resolve().parent
    for folder in (package, package.parent):
        if (folder / "assets").is_dir() and (folder / "levels").is_dir():
            return folder
    raise FileNotFoundError(
        f"the folders 'assets' and 'levels' are missing beside {package}: install Callister again (pip install callister)"
    )


def assets() -> Path:
    return root() / "assets"


def levels() -> Path:
    return root() / "levels"
