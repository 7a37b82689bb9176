"""A campaign of one's own: a folder with `campaign.toml`, its levels beside it, and what lies between them.

campaign.toml              the road: title, [[step]] chapter, hub or interlude, as levels/campaign.toml says it
bridge/NAME.toml           bridges; the stores and the log on them are the game's own
interludes/NAME.toml
LEVEL/level.toml, …        its chapters
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import library, loader, road
from .check import judge
from .document import MISTAKES_LIMIT, Document
from .problems import LevelError, Problem
from .readings import Readings
from .suggest import did_you_mean

FILE = road.FILE
PARTS = ("bridge", "interludes")
STEPS_LIMIT = 200
LEVELS_LIMIT = 50
TEXT_LIMIT = 1_500_000  # bytes of all its files of text: three times our own campaign
TABLES_LIMIT = 20_000  # of all its levels: beats, actions, triggers, things of the map
CORNERS_LIMIT = 25_000  # of all its maps
AREA_LIMIT = 1.2e9  # of all its maps [u²]


def find(name: str, user_dir: Path | None = None) -> Path | None:
    """The folder of a campaign, by its path or by its name among the user's levels; None when it is none."""
    if not name or "\0" in name or len(name) > 4_000:
        return None
    places = [Path(name), *([Path(user_dir) / "levels" / name] if user_dir and "/" not in name else [])]
    with contextlib.suppress(OSError):
        return next((place for place in places if place.is_dir() and (place / FILE).is_file()), None)
    return None


def holder(file: Path) -> Path | None:
    """The folder of the campaign to which a file belongs, by where it lies; None when it belongs to none."""
    here = file.absolute().parent
    folder = here.parent if here.name in PARTS else here
    return folder if file.is_file() and file.name != "level.toml" and (folder / FILE).is_file() else None


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

    readings, problems = Readings(), _too_large(folder)
    if problems:
        return problems
    whole = _Whole()
    for level in levels(folder).values():
        draft = loader.read(level, readings=readings)
        whole.add(draft)
        why = whole.too_much()
        if why:
            return [*problems, Problem(str(level / loader.FILES[0]), 1, 1, why)]
        problems += judge(draft)
        if draft.full or len(problems) >= MISTAKES_LIMIT:
            return problems  # who has so many mends some first
    try:
        problems += _not_there(folder, road.steps(folder / FILE))
    except LevelError as error:
        return [*problems, *error.problems]
    return problems or campaign_check.check_folder(folder, readings)


def _not_there(folder: Path, steps: Sequence[road.Step]) -> list[Problem]:
    """The steps of a campaign whose files nobody has written, each where it is named."""
    there, document = road.shelf(root=folder), Document(folder / FILE)
    for i, step in enumerate(steps[:STEPS_LIMIT]):
        if not there.has(step):
            where = {"chapter": f"{step.id}/level.toml", "hub": f"bridge/{step.id}.toml"}.get(
                step.kind, f"interludes/{step.id}.toml"
            )
            hint = did_you_mean(step.id, there.of(step.kind))
            document.wrong(
                ("step", i, step.kind), f"the {step.kind} {step.id!r} is not there: {where} is missing{hint}"
            )
    if len(steps) > STEPS_LIMIT:
        document.wrong(("step", STEPS_LIMIT), f"more than {STEPS_LIMIT} steps")
    return document.problems


def _too_large(folder: Path) -> list[Problem]:
    """Whether there are more levels or text than can be looked through in a moment."""
    found, file = levels(folder), str(folder / FILE)
    if len(found) > LEVELS_LIMIT:
        return [Problem(file, 1, 1, f"more than {LEVELS_LIMIT} levels in one campaign: make two of it")]
    paths = [folder / FILE, *(level / name for level in found.values() for name in loader.FILES)]
    paths += [path for part in PARTS for path in (folder / part).glob("*.toml")]
    size = 0
    for path in paths:
        with contextlib.suppress(OSError):
            size += path.stat().st_size
    if size > TEXT_LIMIT:
        return [
            Problem(file, 1, 1, f"all files together are larger than {TEXT_LIMIT:,} bytes: make two campaigns of it")
        ]
    return []


@dataclass
class _Whole:
    """How much there is in the levels so far: each may be as large as a level can be, but not all of them."""

    tables: int = 0
    corners: int = 0
    area: float = 0.0

    def add(self, draft: loader.Draft) -> None:
        self.tables += len(draft.found)
        self.corners += loader.corners(draft.shapes)
        if draft.bounds is not None:
            left, top, right, bottom = draft.bounds
            self.area += (right - left) * (bottom - top)

    def too_much(self) -> str:
        for much, most, what in (
            (self.tables, TABLES_LIMIT, "tables"),
            (self.corners, CORNERS_LIMIT, "corners of maps"),
            (self.area, AREA_LIMIT, "square units of maps"),
        ):
            if much > most:
                return f"more than {most:,.0f} {what} in the campaign up to here: leave some out, or make two of it"
        return ""
