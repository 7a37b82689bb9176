"""Making levels: a new one, a copy of one of ours, or one of the player's own, opened in the editor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from game import resources
from game.play.journal import log
from game.play.scenes import footage, way
from game.play.scenes.levels import BONUS, Shelved, shelved
from game.play.scenes.page import Page
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.story import campaign_folder, library, template
from game.story.problems import LevelError
from game.ui.menu import Menu
from game.ui.sheet import ROWS, draw_facts
from game.ui.widgets import Button, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.footage import Footage
    from game.play.scenes.title import Title

NEW, COPY, BACK = "NEW LEVEL", "COPY OF ONE OF OURS", "BACK"
STEM, COPIED = "my-level", "my-"  # how the folders of new levels and of copies are called
MINE = ", my copy"  # behind the title of a copy
ABOUT = {
    NEW: "A level that can be flown as it stands, with a word at everything in it. It opens in the editor.",
    COPY: "One of the game's own levels, put among yours: take it apart, and make another of it.",
}
EDITS = "Opens in the editor. What you leave unsaved there is kept."


class Workshop(Page):
    """The player's own levels, to be changed; new ones come among them."""

    name = "workshop"
    heading = "LEVEL EDITOR"

    def __init__(self, app: App, title: Title) -> None:
        self.shelf: list[Shelved] = []
        self.wrong = ""  # why something could not be done
        super().__init__(app, title)

    def enter(self) -> None:
        """Back from the editor, or for the first time: what lies there may be otherwise."""
        self.shelf = own(self.app.user_folder / "levels")
        focus = self.menu.focused.label
        self.menu = self.build()
        self.menu.focus = next((i for i, row in enumerate(self.menu.widgets) if row.label == focus), self.menu.focus)

    def build(self) -> Menu:
        rows: list[Widget] = [Button(NEW, self._begin), Button(COPY, self._choose)]
        rows += [Button(one.label, lambda one=one: self._edit(one.folder), note=one.within) for one in self.shelf]
        rows.append(Button(BACK, self.app.pop))
        return Menu(rows, back=self.app.pop, heard=self.app.heard, theme=ROWS)

    @property
    def chosen(self) -> Shelved | None:
        label = self.menu.focused.label
        at = self.menu.focus - 2
        return self.shelf[at] if label not in ABOUT and 0 <= at < len(self.shelf) else None

    def _begin(self) -> None:
        folder = template.free_folder(self.app.user_folder / "levels", STEM)
        self._make(lambda: template.make(folder), folder)

    def _choose(self) -> None:
        self.app.push(Ours(self.app, self.title, self._copy))

    def _copy(self, one: Shelved) -> None:
        stem = COPIED + one.folder.name.lstrip("0123456789-")
        folder = template.free_folder(self.app.user_folder / "levels", stem[: template.NAME_LIMIT - 4].rstrip("-"))
        title = one.title[: template.TITLE_LIMIT - len(MINE)] + MINE
        self._make(lambda: template.copy(one.folder, folder, title), folder)

    def _make(self, make: Callable[[], object], folder: Path) -> None:
        """A level more; it opens at once."""
        try:
            make()
        except (OSError, LevelError) as error:
            log.info("%s cannot be made: %s", folder, error)
            self.wrong = f"{folder} cannot be written: {getattr(error, 'strerror', None) or error}"
            return
        self._edit(folder)

    def _edit(self, folder: Path) -> None:
        from game.play.scenes.problems import Problems

        assert self.app.edit_level is not None  # or there is no way to this page
        self.wrong = ""
        try:
            self.app.edit_level(self.app, folder)
        except LevelError as error:
            self.app.push(Problems(self.app, str(folder), error))

    # --- picture ---

    def subject(self) -> str:
        return str(self.chosen.folder) if self.chosen is not None and self.chosen.level is not None else ""

    def fetch(self, subject: str) -> Footage | None:
        one = next((one for one in self.shelf if str(one.folder) == subject), None)
        return footage.beginning(self.app, one.level) if one is not None and one.level is not None else None

    def note(self) -> str:
        return f"{len(self.shelf)} OF YOUR OWN" if self.shelf else ""

    def draw_known(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        label, one, scale = self.menu.focused.label, self.chosen, self.app.text_scale
        if self.wrong:
            draw_facts(canvas, box, "IT CANNOT BE DONE", [], scale, self.wrong)
        elif one is not None:
            facts = [("Folder", one.folder.name)]
            if one.level is not None:
                facts.insert(0, ("By", one.level.header.author or "nobody says"))
            draw_facts(canvas, box, one.title, facts, scale, one.wrong or EDITS)
        elif label in ABOUT:
            draw_facts(canvas, box, label, [], scale, ABOUT[label])


class Ours(Page):
    """The levels that come with the game: one of them is copied."""

    name = "copy-level"
    heading = "COPY WHICH ONE?"

    def __init__(self, app: App, title: Title, copy: Callable[[Shelved], object] = lambda _: None) -> None:
        """`copy` is done with the one that is chosen."""
        self._copy = copy
        self.shelf = [Shelved(path, template.title_of(path)) for path in library.levels_in(resources.levels()).values()]
        self._charted = way.charted()
        super().__init__(app, title)

    def build(self) -> Menu:
        rows: list[Widget] = [
            Button(one.label, lambda one=one: self._take(one), note=self._number(one)) for one in self.shelf
        ]
        rows = [*(rows or [Text("None are there")]), Button(BACK, self.app.pop)]
        return Menu(rows, back=self.app.pop, heard=self.app.heard, theme=ROWS)

    def _number(self, one: Shelved) -> str:
        """Which chapter it is, if it is one."""
        return one.folder.name.partition("-")[0] if one.folder.name in self._charted else BONUS

    def _take(self, one: Shelved) -> None:
        self.app.pop()
        self._copy(one)

    def draw_known(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        one = self.shelf[self.menu.focus] if self.menu.focus < len(self.shelf) else None
        if one is not None:
            words = "A copy of it comes among your levels, and opens in the editor. Ours stays as it is."
            draw_facts(canvas, box, one.title, [], self.app.text_scale, words)


def own(levels: Path) -> list[Shelved]:
    """Every level of the player's, those of their campaigns, too; by title."""
    found = [one for one in shelved(levels) if not one.chapters]
    for path in campaign_folder.folders(levels):
        found += [replace(one, within=path.name.upper()) for one in shelved(path) if not one.chapters]
    return found
