"""Names that a level may use but does not define: ships, abilities, cast, music, sounds, pictures."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from game import resources
from game.sim.kinds import KINDS

from .names import PLAYER_NAME
from .schema import ABILITIES, CAST


@cache
def outlines() -> dict[str, list[list[float]]]:
    """Picture -> corners in units of its drawn width, centred, clockwise; for rocks without a shape of their own."""
    path = resources.assets() / "art" / "outlines.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def names() -> dict[str, frozenset[str]]:
    """Kind of thing -> its names. A kind whose folder this installation lacks is left out, and not checked."""
    assets = resources.assets()
    known = {
        "kind": frozenset(KINDS) - {PLAYER_NAME},
        "ability": frozenset(ABILITIES),
        "cast": frozenset(CAST),
        "art": _files(assets / "art", ".svg"),
        "people": _files(assets / "people", ".svg"),
        "backdrop": _folders(assets / "backdrops"),
    }
    table = assets / "sound" / "sounds.toml"
    if table.is_file():
        sounds: dict[str, Any] = tomllib.loads(table.read_text(encoding="utf-8"))
        known["cue"] = frozenset(sounds.get("cues", {}))
        known["sound"] = frozenset(
            name for family, rows in sounds.items() if family not in ("cues", "pieces") for name in rows
        )
    return {kind: found for kind, found in known.items() if found}


def _files(folder: Path, ending: str) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob(f"*{ending}")) if folder.is_dir() else frozenset()


def _folders(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else frozenset()
