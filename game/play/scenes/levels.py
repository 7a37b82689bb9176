"""Levels beside the campaign: what comes with the game as a bonus, the player's own, and those that others sent.

Title, author, whether they are proved, and how they look.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from game import resources
from game.lab import proof
from game.play.journal import log
from game.play.scenes import footage, way
from game.play.scenes.footage import Cuts
from game.play.scenes.page import Page
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.story import campaign_folder, library, road
from game.story.level import Level
from game.story.problems import LevelError
from game.ui.menu import Menu
from game.ui.sheet import ROWS, clock, draw_facts
from game.ui.widgets import Button, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.footage import Footage
    from game.play.scenes.title import Title

EDITOR = "LEVEL EDITOR"
NONE_YET = "None of your own yet: the editor makes one"
SENT = "One that was sent: callister install FILE"
PROVED = {
    proof.FRESH: "flown to its end",
    proof.STALE: "not since it changed",
    proof.NONE: "not yet",
    proof.UNREADABLE: "damaged",
}
LABEL = 34  # letters of a title on the list
BONUS = "BONUS"  # what a level is called that lies on no road


@dataclass
class Shelved:
    """One row: a level, a campaign, or something that cannot be read, and why."""

    folder: Path
    title: str
    level: Level | None = None
    wrong: str = ""
    chapters: int = 0  # of a campaign
    within: str = ""  # the campaign that it is a chapter of
    bonus: bool = False  # it came with the game

    @property
    def label(self) -> str:
        return self.title.upper() if len(self.title) <= LABEL else f"{self.title[: LABEL - 1].upper()}…"


class LevelList(Page):
    """What comes with the game beside its campaign, and what lies in the folder `levels` of the player's own."""

    name = "levels"
    heading = "LEVELS"

    def __init__(self, app: App, title: Title) -> None:
        self.shelf = shelves(app)
        self._stale = False  # levels may have come since
        self._proofs: dict[Path, proof.Proof] = {}
        super().__init__(app, title)

    def build(self) -> Menu:
        rows: list[Widget] = [Button(one.label, lambda one=one: self._fly(one), note=_kind(one)) for one in self.shelf]
        if not self._own:
            rows += [Text(NONE_YET), Text(SENT)]
        if self.app.edit_level is not None:
            rows.append(Button(EDITOR, self._make))
        rows.append(Button("BACK", self.app.pop))
        return Menu(rows, back=self.app.pop, heard=self.app.heard, theme=ROWS)

    @property
    def chosen(self) -> Shelved | None:
        return self.shelf[self.menu.focus] if self.menu.focus < len(self.shelf) else None

    def enter(self) -> None:
        """Back from the workshop there may be other levels."""
        if self._stale:
            self.shelf, self._proofs, self._stale = shelves(self.app), {}, False
            self.menu = self.build()
            self.menu.focus = next(i for i, row in enumerate(self.menu.widgets) if row.label == EDITOR)

    def _make(self) -> None:
        from game.play.scenes.workshop import Workshop

        self._stale = True
        self.app.push(Workshop(self.app, self.title))

    def _fly(self, one: Shelved) -> None:
        from game.play.scenes import chapters

        self.cuts = Cuts()  # before what the flight loads is settled for good
        if one.chapters:
            way.begin_own(self.app, one.folder)
        else:
            chapters.begin(self.app, str(one.folder))  # with mistakes, they are shown

    @property
    def _own(self) -> int:
        return sum(not one.bonus for one in self.shelf)

    def note(self) -> str:
        return f"{self._own} OF YOUR OWN" if self._own else ""

    # --- picture ---

    def subject(self) -> str:
        return str(self.chosen.folder) if self.chosen is not None and self.chosen.level is not None else ""

    def fetch(self, subject: str) -> Footage | None:
        one = next((one for one in self.shelf if str(one.folder) == subject), None)
        return footage.beginning(self.app, one.level) if one is not None and one.level is not None else None

    def draw_known(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        one = self.chosen
        if one is not None:
            draw_facts(canvas, box, one.title, self._facts(one), self.app.text_scale, one.wrong)

    def _facts(self, one: Shelved) -> list[tuple[str, str]]:
        facts = []
        if one.chapters:
            facts.append(("Chapters", str(one.chapters)))
        if one.level is not None:
            facts.append(("By", one.level.header.author or "nobody says"))
        if one.level is not None and not one.chapters:
            facts.append(("Takes about", clock(one.level.header.minutes * 60.0)))
        if one.level is not None and not one.chapters and not one.bonus:
            known = self._proof(one)
            facts.append(("Proved", PROVED[known.state]))
            if known.state == proof.FRESH:
                facts.append(("Quickest", clock(known.seconds)))
        return facts

    def _proof(self, one: Shelved) -> proof.Proof:
        if one.folder not in self._proofs:
            self._proofs[one.folder] = proof.look(one.folder, one.level)
        return self._proofs[one.folder]


def _kind(one: Shelved) -> str:
    return BONUS if one.bonus else "CAMPAIGN" if one.chapters else ""


def shelves(app: App) -> list[Shelved]:
    """Everything that can be chosen there."""
    return [*bonus(), *shelved(app.user_folder / "levels")]


def bonus() -> list[Shelved]:
    """The levels that come with the game and lie on no road."""
    charted = way.charted()
    beside = [path for name, path in library.levels_in(resources.levels()).items() if name not in charted]
    return [replace(_level(path), bonus=True) for path in beside]


def shelved(folder: Path) -> list[Shelved]:
    """Everything in a folder of levels, by title; what cannot be read, too."""
    found = [_level(path) for path in library.levels_in(folder).values()]
    found += [_campaign(path) for path in campaign_folder.folders(folder)]
    return sorted(found, key=lambda one: (one.title.lower(), one.folder.name))


def _level(path: Path) -> Shelved:
    try:
        level = library.load(path)
    except LevelError as error:
        log.info("%s cannot be flown:\n%s", path, error)
        count = f"{len(error.problems)} mistake{'s' if len(error.problems) != 1 else ''}"
        return Shelved(path, path.name, wrong=f"It has {count}: choose it to see what and where.")
    return Shelved(path, level.title, level)


def _campaign(path: Path) -> Shelved:
    try:
        way = road.load(root=path)
        first = library.load(way.level(way.chapters[0]))
    except (LevelError, IndexError) as error:
        return Shelved(path, path.name, wrong=f"It cannot be played: {str(error).splitlines()[0][:160]}", chapters=1)
    return Shelved(path, way.title, first, chapters=len(way.chapters))
