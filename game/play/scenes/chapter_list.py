"""The chapters that somebody has come to: each can be flown again, and what is known of it stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play import clips, known
from game.play.journal import log
from game.play.scenes import dark_screen, footage, way
from game.play.scenes.footage import Cuts
from game.play.scenes.page import Page
from game.play.scenes.title import chapter_name, slug
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.resources import BrokenInstallError
from game.story import campaign, ships_log
from game.story.campaign import JOINED, Progress
from game.story.problems import LevelError
from game.ui.menu import Menu
from game.ui.sheet import RIGHT, ROWS, clock, draw_facts
from game.ui.theme import THEME
from game.ui.widgets import Button, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.footage import Footage
    from game.play.scenes.title import Title

TUBE, TUBE_STEP = 1.1, 104.0  # an ending's small screen: its scale, and from one to the next [units]
TIMES = {0: "never", 1: "once", 2: "twice"}


class ChapterList(Page):
    """Chapters of the campaign."""

    name = "chapters"
    heading = "CHAPTERS"

    def __init__(self, app: App, title: Title) -> None:
        self.known = known.load(app.user_folder)
        self.charted = way.charted()
        self.ways_to_end = [ending.id for ending in way.road_of(app).endings]
        self.progress = this_game(app)
        self.reached = reached(app, self.known)
        self.endings = list(self.known.endings)
        last = app.saves.ending()
        if last and last not in self.endings:
            self.endings.append(last)
        try:
            self.clips = clips.load()
        except BrokenInstallError as error:
            log.info("no clips: %s", error)
            self.clips = {}
        super().__init__(app, title)

    def build(self) -> Menu:
        rows: list[Widget] = []
        self._ids: list[str] = []
        for id in self.charted:
            there = id in self.reached
            label = chapter_name(id, slug(id)) if there else f"{id.split('-', 1)[0]}  . . ."
            reason = "" if there else "not yet"
            rows.append(Button(label, lambda id=id: self._fly(id), note=self._short(id), reason=reason))
            self._ids.append(id)
        rows.append(Button("BACK", self.app.pop))
        self._ids.append("")
        here = self.progress.at if self.progress else ""
        focus = self._ids.index(here) if here in self.reached and here in self._ids else 0
        return Menu(rows, back=self.app.pop, heard=self.app.heard, theme=ROWS, focus=focus)

    @property
    def chosen(self) -> str:
        return self._ids[self.menu.focus]

    def _short(self, id: str) -> str:
        visit = self.known.chapters.get(id)
        return clock(visit.seconds) if visit is not None and visit.won else ""

    def _fly(self, id: str) -> None:
        """As the newest game brings one there; or, where that has not come so far, as if one had flown straight to it.

        Flown again within a game it changes nothing of it: see `campaign.after`.
        """
        from game.play.scenes import chapters

        self.cuts = Cuts()  # before what the flight loads is settled for good
        progress = self.progress
        lived = progress is not None and (id == progress.at or any(each.level == id for each in progress.flown))
        chapters.begin(self.app, id, progress=progress if lived else None)

    # --- picture ---

    def subject(self) -> str:
        return self.chosen if self.chosen in self.reached else ""

    def fetch(self, subject: str) -> Footage | None:
        return footage.clip(self.app, self.clips[subject]) if subject in self.clips else None

    def note(self) -> str:
        return f"{len(self.reached)} OF {len(self.charted)}"

    def draw_known(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        self._draw_endings(frame, canvas)
        id = self.chosen
        if id in self.reached:
            draw_facts(canvas, box, chapter_name(id, slug(id)), self._facts(id), self.app.text_scale, self._page(id))

    def _draw_endings(self, frame: Frame, canvas: Canvas) -> None:
        """A small screen for each way it can end; what has been seen is on it."""
        unit = canvas.unit
        edge = canvas.width - RIGHT  # where what is known ends as well
        x, y = edge - dark_screen.ACROSS * TUBE / 2 - TUBE_STEP * (len(self.ways_to_end) - 1), 96.0
        for number, ending in enumerate(self.ways_to_end):
            seen = ending if ending in self.endings else ""
            at = (x + number * TUBE_STEP) * unit, y * unit
            dark_screen.draw(frame.hud, frame.fx, *at, TUBE * unit, seen, self.time)
        if self.endings:
            words = f"{len(self.endings)} OF {len(self.ways_to_end)} ENDINGS"
            size = THEME.hint_size * self.app.text_scale
            canvas.label(edge - 5.0, y + 48.0, words, ink("text"), "right", size=size)

    def _facts(self, id: str) -> list[tuple[str, str]]:
        visit = self.known.chapters.get(id, known.Visit())
        facts = []
        if self.progress is not None and self.progress.at == id:
            facts.append(("This game", "stands here"))
        if visit.begun:
            facts.append(("Begun", TIMES.get(visit.begun, f"{visit.begun} times")))
        if visit.won:
            facts += [
                ("Won", TIMES.get(visit.won, f"{visit.won} times")),
                ("Quickest", clock(visit.seconds)),
                ("Once more", TIMES.get(visit.retries, f"{visit.retries} times")),
            ]
        return facts

    def _page(self, id: str) -> str:
        """What the ship's log says of it, by what was done there."""
        progress = self.progress
        if progress is None or not any(each.level == id for each in progress.flown):
            return ""
        brought = campaign.brought(progress, way.road_of(self.app))
        try:
            entries = ships_log.log().entry
        except LevelError as error:
            log.info("the log cannot be read: %s", error)
            return ""
        fits = [e.line.text for e in entries if e.chapter == id and all(held.holds(brought) for held in e.if_)]
        return fits[0] if fits else ""


def this_game(app: App) -> Progress | None:
    """Where the newest game stands: not somebody's own campaign, nor a chapter that was asked for when there is one."""
    ours = [save.progress for save in app.saves.held() if save.progress is not None and not save.progress.campaign]
    return next((progress for progress in ours if progress.run != JOINED), ours[0] if ours else None)


def reached(app: App, seen: known.Known) -> set[str]:
    """Chapters that somebody has come to, by what is known and by what the saves say."""
    found = set(seen.chapters)
    for save in app.saves.held():
        if save.progress is not None and save.progress.campaign:
            continue  # chapters of the same name, perhaps
        found.add(save.level)
        if save.progress is not None:
            found |= {each.level for each in save.progress.flown} | {save.progress.at}
    return found & set(way.charted())
