"""Names that a level may use but does not define: ships, abilities, cast, music, sounds, pictures."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from game import resources
from game.sim.kinds import KINDS
from game.sim.rules import RULE
from game.sim.sandbox import THING_INDEX

from .names import UNSPAWNED
from .schema import ABILITIES, CAST

FAR = 0.5  # parallax of a backdrop from which on one never comes to its edge


@cache
def outlines() -> dict[str, list[list[float]]]:
    """Picture -> corners in units of its drawn width, centred, clockwise; for rocks without a shape of their own."""
    return resources.table(resources.assets() / "art" / "outlines.toml")


@cache
def names() -> dict[str, frozenset[str]]:
    """Kind of thing -> its names. A kind whose folder this installation lacks is left out, and not checked."""
    assets = resources.assets()
    known = {
        "kind": frozenset(KINDS).difference(UNSPAWNED),
        "ability": frozenset(ABILITIES),
        "rule": frozenset(RULE),
        "thing": frozenset(THING_INDEX),
        "cast": frozenset(CAST),
        "art": _files(assets / "art", ".svg"),
        "people": _files(assets / "people", ".svg"),
        "backdrop": _folders(assets / "backdrops"),
    }
    table = assets / "sound" / "sounds.toml"
    if table.is_file():
        sounds = resources.table(table)
        families = {family: rows for family, rows in sounds.items() if isinstance(rows, dict)}
        known["cue"] = frozenset(families.pop("cues", {}))
        known["sound"] = frozenset(name for family, rows in families.items() if family != "pieces" for name in rows)
    return {kind: found for kind, found in known.items() if found}


@cache
def painted() -> dict[str, tuple[float, float, float, float]]:
    """Backdrop -> left, top, right and bottom of where it is painted [u]; endless where it goes on or is far away."""
    folder, found = resources.assets() / "backdrops", {}
    for name in sorted(_folders(folder)):
        index = resources.table(folder / name / "index.toml")
        scale, repeat, far = index.get("scale", 1.0), index.get("repeat", ""), index.get("parallax", 1.0) < FAR
        x, y = index.get("origin", (0.0, 0.0))
        wide, high = (side / scale for side in index["size"])
        left, right = (-math.inf, math.inf) if far or "x" in repeat else (x, x + wide)
        top, bottom = (-math.inf, math.inf) if far or "y" in repeat else (y, y + high)
        found[name] = left, top, right, bottom
    return found


def _files(folder: Path, ending: str) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob(f"*{ending}")) if folder.is_dir() else frozenset()


def _folders(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else frozenset()
