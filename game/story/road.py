"""The order of a campaign: chapters, bridges and interludes, as `levels/campaign.toml` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from game import resources

from . import library
from .document import Document
from .names import ChapterName, HubName, InterludeName, NewId
from .nested import whole_file
from .problems import LevelError
from .schema import Strict
from .suggest import did_you_mean

FILE = library.CAMPAIGN


class Step(Strict, frozen=True, kw_only=True):
    """One place on the road: exactly one of chapter, hub and interlude.

    resumed  nobody stops here on the way; it opens only to whoever takes the game up again at this place
    """

    chapter: ChapterName | None = None
    hub: HubName | None = None
    interlude: InterludeName | None = None
    resumed: bool = False

    def problem(self) -> str:
        named = [kind for kind in ("chapter", "hub", "interlude") if getattr(self, kind) is not None]
        if len(named) != 1:
            return f"a step is one of chapter, hub and interlude; this one names {' and '.join(named) or 'none'}"
        return "only a hub can be for those who resume" if self.resumed and self.hub is None else ""

    @property
    def kind(self) -> str:
        return "chapter" if self.chapter else "hub" if self.hub else "interlude"

    @property
    def id(self) -> str:
        return self.chapter or self.hub or self.interlude or ""


class Ending(Strict, frozen=True, kw_only=True):
    """How it may end: what an `ending` action names, and the chapter that does. For `callister campaign --ending`.

    choose  the answers that lead there: choice -> its option's line or the last word of that, its number, or never
    """

    id: NewId
    chapter: ChapterName
    choose: dict[str, str | int] = msgspec.field(default_factory=dict)


class CampaignFile(Strict, frozen=True, kw_only=True):
    """The keys at the top of the file, beside its lists of steps and endings."""

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    step: tuple[Step, ...]
    ending: tuple[Ending, ...] = ()


class Shelf(NamedTuple):
    """What there is to be played on this machine."""

    chapters: frozenset[str]
    hubs: frozenset[str]
    interludes: frozenset[str]

    def has(self, step: Step) -> bool:
        return step.id in self.of(step.kind)

    def of(self, kind: str) -> frozenset[str]:
        return {"chapter": self.chapters, "hub": self.hubs, "interlude": self.interludes}[kind]


@dataclass(frozen=True)
class Road:
    """A campaign's steps that are there, in order. Ids are unique."""

    title: str
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...] = ()
    root: Path | None = None  # the folder of somebody's own campaign, in which its levels lie; None: the game's

    def level(self, id: str) -> str:
        """What finds a chapter: its name, or its folder in a campaign of somebody's own."""
        return id if self.root is None else str(self.root / id)

    def index(self, id: str) -> int:
        """Where a step lies; -1 when it is not on this road."""
        return next((i for i, step in enumerate(self.steps) if step.id == id), -1)

    def step(self, id: str) -> Step | None:
        at = self.index(id)
        return self.steps[at] if at >= 0 else None

    def after(self, id: str) -> Step | None:
        """The step behind another one; None at the end of the road, and behind what is not on it."""
        at = self.index(id) + 1
        return self.steps[at] if 0 < at < len(self.steps) else None

    @property
    def chapters(self) -> list[str]:
        return [step.id for step in self.steps if step.kind == "chapter"]


def shelf(user_dir: Path | None = None, root: Path | None = None) -> Shelf:
    """The levels, bridges and interludes that come with the game or lie in the user's folder; or those in `root`."""
    chapters = library.folders(user_dir) if root is None else library.levels_in(root)
    root = root or resources.levels()
    hubs, interludes = ({path.stem for path in (root / name).glob("*.toml")} for name in ("bridge", "interludes"))
    return Shelf(frozenset(chapters), frozenset(hubs), frozenset(interludes))


def _parse(path: Path) -> tuple[CampaignFile, Document]:
    """A campaign's file, in which each step comes once, and its document. LevelError lists its mistakes."""
    file, document = whole_file(path, CampaignFile)
    seen: set[str] = set()
    for i, step in enumerate(file.step):
        if step.id in seen:
            document.wrong(("step", i, step.kind), f"{step.id!r} stands on the road already: each step comes once")
        seen.add(step.id)
    if document.problems:
        raise LevelError(document.problems)
    return file, document


def steps(path: Path) -> tuple[Step, ...]:
    """The steps of a campaign's file, whatever its endings name. LevelError lists its mistakes."""
    return _parse(path)[0].step


def read(path: Path) -> tuple[str, tuple[Step, ...], tuple[Ending, ...]]:
    """A campaign's file as it is written, whether or not its steps are there. LevelError lists its mistakes."""
    file, document = _parse(path)
    chapters = {step.id for step in file.step if step.kind == "chapter"}
    before = {ending.id: i for i, ending in reversed([*enumerate(file.ending)])}  # the first of that name
    for i, ending in enumerate(file.ending):
        if before[ending.id] != i:
            document.wrong(("ending", i, "id"), f"there is an ending called {ending.id!r} already")
        if ending.chapter not in chapters:
            hint = did_you_mean(ending.chapter, chapters)
            document.wrong(("ending", i, "chapter"), f"{ending.chapter!r} is no chapter of this road{hint}")
    if document.problems:
        raise LevelError(document.problems)
    return file.title, file.step, file.ending


def load(user_dir: Path | None = None, path: Path | None = None, root: Path | None = None) -> Road:
    """The campaign, or the one in the folder `root`, without the steps that are not there.

    LevelError lists what is wrong with its file.

    What follows a chapter that is missing is missing with it: nobody talks about what was never flown.
    """
    title, steps, endings = read(path or (root or resources.levels()) / FILE)
    there = shelf(user_dir, root)
    kept: list[Step] = []
    flown = True
    for step in steps:
        flown = there.has(step) if step.kind == "chapter" else flown
        if flown and there.has(step):
            kept.append(step)
    return Road(title, tuple(kept), endings, root)
