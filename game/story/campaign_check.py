"""Checks of the campaign as a whole: its road, its bridges, shop and log, and that what is read anywhere on the road
was carried there by something before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from game import resources

from . import hub, interlude_file, library, loader, road, ships_log, upgrades
from .actions_plot import Ending as NamesEnding
from .actions_talk import Offer
from .document import Document
from .moments import MOMENTS, SEEN
from .problems import LevelError, Problem
from .readings import Readings
from .road import Ending, Step
from .suggest import did_you_mean

UNANSWERED = "never"  # of an ending's answers: the question is left open


def check(readings: Readings | None = None) -> list[Problem]:
    """Every mistake in the campaign that comes with the game; its levels have their own check.

    What that has read, and handed on in `readings`, is not read again.
    """
    problems: list[Problem] = []
    files: list[Callable[[], object]] = [lambda: upgrades.read_shop(), lambda: ships_log.read_log()]
    files += [lambda path=path: hub.read(path) for path in sorted(hub.folder().glob("b*.toml"))]  # type: ignore[misc]
    steps: tuple[Step, ...] = ()
    endings: tuple[Ending, ...] = ()
    try:
        _, steps, endings = road.read(resources.levels() / road.FILE)
    except LevelError as error:
        problems += error.problems
    for read in files:
        try:
            read()
        except LevelError as error:
            problems += error.problems
    readings = readings or Readings()
    return problems or [*_endings(endings, readings), *_places(steps), *_carried(steps, readings)]


def check_folder(root: Path, readings: Readings) -> list[Problem]:
    """Every mistake in the bridges and interludes of somebody's own campaign, and in what its steps hand on.

    Its road and its levels have been read before, in `readings`: see `campaign_folder`.
    """
    problems: list[Problem] = []
    try:
        _, steps, endings = road.read(root / road.FILE)
    except LevelError as error:
        return error.problems
    for step in steps:
        try:
            _flags(step, readings, root)
        except LevelError as error:
            problems += error.problems or [Problem(str(root / road.FILE), 1, 1, str(error))]
    return problems or [*_endings(endings, readings, root), *_places(steps, root), *_carried(steps, readings, root)]


def _endings(endings: tuple[Ending, ...], readings: Readings, root: Path | None = None) -> list[Problem]:
    """Endings that their chapter does not come to, and answers to what it does not ask.

    Of a chapter that is not there yet, or that cannot be read, nothing is said.
    """
    document = Document((root or resources.levels()) / road.FILE)
    for i, ending in enumerate(endings):
        draft = _draft(ending.chapter, readings, root)
        if draft is None:
            continue
        comes_to = {found.value.ending for found in draft.found if isinstance(found.value, NamesEnding)}
        if ending.id not in comes_to:
            why = f"{ending.chapter} comes to no ending called {ending.id!r}"
            act = "" if comes_to else f': say there {{ do = "ending", ending = "{ending.id}" }}'
            document.wrong(("ending", i, "id"), f"{why}{act or did_you_mean(ending.id, comes_to)}")
        offers = {found.value.name: found.value.options for found in draft.found if isinstance(found.value, Offer)}
        for choice, answer in ending.choose.items():
            where = ("ending", i, "choose", choice)
            if choice not in offers:
                hint = did_you_mean(choice, offers) or "; it asks nothing"
                document.wrong(where, f"{ending.chapter} has no choice {choice!r}{hint}", key=True)
                continue
            lines = [option.line for option in offers[choice]]
            words = (line.rsplit(".", 1)[-1] for line in lines)
            if str(answer) not in {*lines, *words, *map(str, range(1, len(lines) + 1)), UNANSWERED}:
                document.wrong(
                    where, f"the choice {choice!r} has no answer {answer!r}{did_you_mean(str(answer), lines)}"
                )
    return document.problems


def _draft(chapter: str, readings: Readings, root: Path | None) -> loader.Draft | None:
    """A chapter as it was read; None when it is not there, or has tables that nobody can read."""
    if chapter not in road.shelf(root=root).chapters:
        return None
    draft = loader.read(library.find(chapter) if root is None else root / chapter, readings=readings)
    return None if draft.header is None or draft.lost else draft


def _places(steps: tuple[Step, ...], root: Path | None = None) -> list[Problem]:
    """Bridges and interludes that name another chapter than the one behind which they lie."""
    problems: list[Problem] = []
    chapter, there = "", road.shelf(root=root)
    for step in steps:
        if step.kind == "chapter":
            chapter = step.id
        elif there.has(step):
            key = "after" if step.kind == "hub" else "chapter"
            try:
                path, named = _behind(step, root)
            except LevelError as error:
                problems += error.problems
                continue
            if chapter and named != chapter:
                document = Document(path)
                document.wrong((key,), f"on the road of {road.FILE} the chapter before it is {chapter!r}")
                problems += document.problems
    return problems


def _behind(step: Step, root: Path | None) -> tuple[Path, str]:
    """The file of a bridge or an interlude, and the chapter that it names."""
    if step.kind == "hub":
        return hub.folder(root) / f"{step.id}.toml", hub.load(step.id, root).after
    return interlude_file.folder(root) / f"{step.id}.toml", interlude_file.load(step.id, root).header.chapter


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
