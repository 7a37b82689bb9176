"""The saves that are kept: when and where each was made, and what was to be done there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from game import resources
from game.play.journal import log
from game.play.saves import Save
from game.play.scenes import footage, way
from game.play.scenes.footage import Cuts
from game.play.scenes.page import Page
from game.play.scenes.title import chapter_name, place_name, resume, slug
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Camera, Frame
from game.story import hub, interlude_file
from game.story.problems import LevelError
from game.story.road import Step
from game.ui.menu import Menu
from game.ui.sheet import ROWS, clock, draw_facts
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.footage import Footage
    from game.play.scenes.title import Title

AGO = ((60.0, "just now"), (3600.0, "{:.0f} min ago"), (86400.0, "{:.0f} h ago"))  # younger than that [s]
DIVIDED = (1.0, 60.0, 3600.0)


class Load(Page):
    """One row a save, the newest first; the picture behind is where it goes on."""

    name = "load"
    heading = "LOAD"

    def __init__(self, app: App, title: Title) -> None:
        self.saves = app.saves.held()
        self._skies = {save.serial: sky_of(app, save) for save in self.saves if not save.level}
        super().__init__(app, title)

    def build(self) -> Menu:
        rows = [Button(place_name(save), lambda save=save: self._take(save), note=ago(save)) for save in self.saves]
        return Menu([*rows, Button("BACK", self.app.pop)], back=self.app.pop, heard=self.app.heard, theme=ROWS)

    def _take(self, save: Save) -> None:
        self.cuts = Cuts()  # before what the flight loads is settled for good
        resume(self.app, save)

    @property
    def chosen(self) -> Save | None:
        return self.saves[self.menu.focus] if self.menu.focus < len(self.saves) else None

    def note(self) -> str:
        return "THREE ARE KEPT"

    # --- picture ---

    def subject(self) -> str:
        return str(self.chosen.serial) if self.chosen is not None and self.chosen.level else ""

    def fetch(self, subject: str) -> Footage | None:
        save = next((save for save in self.saves if str(save.serial) == subject), None)
        return footage.moment(self.app, save) if save is not None else None

    def behind(self) -> Frame | None:
        """A bridge has a window, an interlude a room."""
        save = self.chosen
        sky = self._skies.get(save.serial, "") if save is not None else ""
        if not sky:
            return None
        frame = self.title.frame
        frame.clear_lists()
        frame.backdrop = sky
        lens = Lens(1.0, 0.0, 0.0, *self.app.size)
        frame.camera = Camera(0.0, 0.0, max(lens.width / 1280.0, lens.height / 720.0))
        frame.post.fade = 0.0
        return frame

    def draw_known(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        save = self.chosen
        if save is not None:
            draw_facts(canvas, box, place_name(save), self._facts(save), self.app.text_scale, self._order())

    def _order(self) -> str:
        """What was to be done there, once the moment is there."""
        episode = self.footage.episode if self.footage is not None else None
        objectives = episode.director.objectives if episode is not None else []
        return next((each.text for each in reversed(objectives) if each.state == "add"), "")

    def _facts(self, save: Save) -> list[tuple[str, str]]:
        facts = [("Saved", time.strftime("%d %b %Y, %H:%M", time.localtime(save.saved_at)))]
        episode = self.footage.episode if self.footage is not None and save.level else None
        if episode is not None:
            facts.append(("Flown", clock(episode.frame / 60.0)))
            facts.append(("Difficulty", self.app.settings.difficulty))  # with which it goes on
        if save.progress is not None:
            if save.progress.campaign:
                named = way.road_of(self.app, save.progress).title or Path(save.progress.campaign).name
                facts.append(("Campaign", named))
            if not save.level and save.progress.flown:
                last = save.progress.flown[-1].level
                facts.append(("After", chapter_name(last, slug(last))))
            facts.append(("Chapters behind", str(len(save.progress.flown))))
            facts.append(("Credits", str(save.progress.credits)))
        return facts


def ago(save: Save) -> str:
    """How long since it was made, in words."""
    age = max(0.0, time.time() - save.saved_at)
    for (limit, words), unit in zip(AGO, DIVIDED, strict=True):
        if age < limit:
            return words.format(age / unit)
    return time.strftime("%d %b", time.localtime(save.saved_at))


def sky_of(app: App, save: Save) -> str:
    """The picture of the place that a save was made at, which is no flight; '' when there is none."""
    road = way.road_of(app, save.progress)
    return sky(road.step(save.checkpoint), road.root)


def sky(step: Step | None, root: Path | None = None) -> str:
    """The same of a step, of the campaign in `root` or the game's own; '' when its file cannot be read, too."""
    try:
        if step is not None and step.kind == "hub":
            return hub.load(step.id, root).sky
        if step is not None and step.kind == "interlude":
            room = interlude_file.load(step.id, root).header.room
            return room if (resources.assets() / "backdrops" / room).is_dir() else f"{room}-neutral"
    except LevelError as error:
        log.info("no picture of %s: %s", step.id, error)  # type: ignore[union-attr]
    return ""
