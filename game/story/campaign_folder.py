"""A campaign of one's own: a folder with `campaign.toml`, its levels beside it, and what lies between them.

campaign.toml              the road: title, [[step]] chapter, hub or interlude, as levels/campaign.toml says it
bridge/NAME.toml           bridges; the stores and the log on them are the game's own
interludes/NAME.toml
LEVEL/level.toml, …        its chapters
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from . import library, road
from .check import check as check_level
from .problems import LevelError, Problem
from .readings import Readings

FILE = road.FILE
PARTS = ("bridge", "interludes")
STEPS_LIMIT = 200


def find(name: str, user_dir: Path | None = None) -> Path | None:
    """The folder of a campaign, by its path or by its name among the user's levels; None when it is none."""
    if not name or "\0" in name or len(name) > 4_000:
        return None
    places = [Path(name), *([Path(user_dir) / "levels" / name] if user_dir and "/" not in name else [])]
    with contextlib.suppress(OSError):
        return next((place for place in places if place.is_dir() and (place / FILE).is_file()), None)
    return None


def folders(root: Path) -> list[Path]:
    """The campaigns that lie in a folder, in order."""
    with contextlib.suppress(OSError):
        return sorted(path for path in root.iterdir() if (path / FILE).is_file())
    return []


def levels(folder: Path) -> dict[str, Path]:
    """The levels that lie in a campaign's folder, by name, in order."""
    return library.levels_in(folder)


def check(folder: Path) -> list[Problem]:
    """Every mistake of a campaign: its road, bridges, interludes and levels, and what they hand to each other."""
    from . import campaign_check

    readings = Readings()
    problems = [problem for level in levels(folder).values() for problem in check_level(level, readings=readings)]
    try:
        _, steps, _ = road.read(folder / FILE)
    except LevelError as error:
        return [*problems, *error.problems]
    there, file = road.shelf(root=folder), str(folder / FILE)
    for step in steps[:STEPS_LIMIT]:
        if not there.has(step):
            where = {"chapter": f"{step.id}/level.toml", "hub": f"bridge/{step.id}.toml"}.get(
                step.kind, f"interludes/{step.id}.toml"
            )
            problems.append(Problem(file, 1, 1, f"the {step.kind} {step.id!r} is not there: {where} is missing"))
    if len(steps) > STEPS_LIMIT:
        problems.append(Problem(file, 1, 1, f"more than {STEPS_LIMIT} steps"))
    return problems or campaign_check.check_folder(folder, readings)
