"""Checks of the campaign as a whole: its road, its bridges, shop and log, and that what is read anywhere on the road
was carried there by something before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from game import resources

from . import hub, interlude_file, library, road, ships_log, upgrades
from .document import Document
from .moments import MOMENTS, SEEN
from .problems import LevelError, Problem
from .road import Step


def check() -> list[Problem]:
    """Every mistake in the campaign that comes with the game; its levels have their own check."""
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
    return problems or _carried(steps)


def _carried(steps: tuple[Step, ...]) -> list[Problem]:
    """Flags that are read where nothing before could have carried them.

    Behind a chapter that is not there yet nobody can tell, and nothing is said.
    """
    there, known, problems = road.shelf(), set[str](), list[Problem]()
    for step in steps:
        if not there.has(step):
            if step.kind == "chapter":
                break
            continue
        path, brings, carries = _flags(step)
        document = Document(path)
        for i, flag in enumerate(brings):
            if flag not in known:
                document.wrong(
                    ("brings", i), f"flag {flag!r} is read here, and nothing before it on the road carries it"
                )
        problems += document.problems
        known |= {*carries, *(SEEN + moment.id for moment in MOMENTS if moment.level == step.id)}
    return problems


def _flags(step: Step) -> tuple[Path, list[str], list[str]]:
    """The file of a step, what it brings in and what it carries on."""
    if step.kind == "chapter":
        folder = library.find(step.id)
        header = library.load(step.id).header
        return folder / "level.toml", header.brings, header.carries
    if step.kind == "hub":
        return hub.folder() / f"{step.id}.toml", list(hub.load(step.id).brings), []
    script = interlude_file.load(step.id).header
    return interlude_file.folder() / f"{step.id}.toml", list(script.brings), list(script.carries)
