"""Stretches of flights that ship with the game: which there are, and where each lies. They are recordings like any."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from game import resources

FOLDER = "footage"
TABLE = "clips.toml"


class Clip(NamedTuple):
    """A row of the table: `begins` names the checkpoint that it is cut at, `title` whether anybody may see it."""

    chapter: str
    begins: str
    after: float  # [s] behind the checkpoint, from which on it is shown
    seconds: float
    title: bool

    @property
    def path(self) -> Path:
        return folder() / f"{self.chapter}.rec"


def folder() -> Path:
    return resources.assets() / FOLDER


def load() -> dict[str, Clip]:
    """Chapter -> its clip, in the table's order. BrokenInstallError when the table is missing or damaged."""
    path = folder() / TABLE
    rows = resources.table(path)
    try:
        found = [Clip(r["chapter"], r["from"], r["after"], r["seconds"], r["title"]) for r in rows["clip"]]
    except (KeyError, TypeError) as error:
        raise resources.BrokenInstallError(f"{path}: a clip without {error}: {resources.AGAIN}") from None
    return {clip.chapter: clip for clip in found}
