"""Checks of the campaign as a whole: its road, its bridges, shop and log, and that what is read anywhere on the road
was carried there by something before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from game import resources

from . import hub, interlude_file, library, loader, road, ships_log, upgrades
from .document import Document
from .moments import MOMENTS, SEEN
from .problems import LevelError, Problem
from .readings import Readings
from .road import Step


def check(readings: Readings | None = None) -> list[Problem]:
    """Every mistake in the campaign that comes with the game; its levels have their own check.

    What that has read, and handed on in `readings`, is not read again.
    """
    problems: list[Problem] = []
    files: list[Callable[[], object]] = [lambda: upgrades.read_shop(), lambda: ships_log.read_log()]
    files += [lambda path=path: hub.read(path) for path in sorted(hub.folder().glob("b*.toml"))]  # type: ignore[misc]
    steps: tuple[Step, ...] = ()
    try:
        _, steps, _ = road.read(resources.levels() / road.FILE)
    except LevelError as error:
        problems += error.problems
    for read in files:
        try:
            read()
        except LevelError as error:
            problems += error.problems
    return problems or _carried(steps, readings or Readings())


def check_folder(root: Path, readings: Readings) -> list[Problem]:
    """Every mistake in the bridges and interludes of somebody's own campaign, and in what its steps hand on.

    Its road and its levels have been read before, in `readings`: see `campaign_folder`.
    """
    problems: list[Problem] = []
    _, steps, _ = road.read(root / road.FILE)
    for step in steps:
        try:
            _flags(step, readings, root)
        except LevelError as error:
            problems += error.problems or [Problem(str(root / road.FILE), 1, 1, str(error))]
    return problems or _carried(steps, readings, root)


def _carried(steps: tuple[Step, ...], readings: Readings, root: Path | None = None) -> list[Problem]:
    """Flags that are read where nothing before could have carried them.

    Behind a chapter that is not there yet, or that cannot be read, nobody can tell, and nothing is said.
    """
    there, known, problems = road.shelf(root=root), set[str](), list[Problem]()
    for step in steps:
        if not there.has(step):
            if step.kind == "chapter":
                break
            continue
        try:
            path, brings, carries = _flags(step, readings, root)
        except LevelError as error:
            return problems if step.kind == "chapter" else [*problems, *error.problems]
        stray = [i for i, flag in enumerate(brings) if flag not in known]
        if stray:
            document = Document(path)
            for i in stray:
                why = f"flag {brings[i]!r} is read here, and nothing before it on the road carries it"
                document.wrong(("brings", i), why)
            problems += document.problems
        known |= {*carries, *_moments(step, root)}
    return problems


def _moments(step: Step, root: Path | None) -> set[str]:
    """Moments of the game's own chapters that are kept, and seen again."""
    return {SEEN + moment.id for moment in MOMENTS if moment.level == step.id and root is None}


def _flags(step: Step, readings: Readings, root: Path | None = None) -> tuple[Path, list[str], list[str]]:
    """The file of a step, what it brings in and what it carries on. LevelError: it has mistakes."""
    if step.kind == "chapter":
        draft = loader.read(library.find(step.id) if root is None else root / step.id, readings=readings)
        if draft.header is None:
            raise LevelError(draft.problems)
        return draft.script.path, draft.header.brings, draft.header.carries
    if step.kind == "hub":
        return hub.folder(root) / f"{step.id}.toml", list(hub.load(step.id, root).brings), []
    script = interlude_file.load(step.id, root).header
    return interlude_file.folder(root) / f"{step.id}.toml", list(script.brings), list(script.carries)
