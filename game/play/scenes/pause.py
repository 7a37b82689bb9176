"""The pause: the flight stands still behind a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes.panel import draw_panel, glass
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.theme import THEME
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight


class Pause:
    """Go on, look at what was said, change something, begin again, or leave."""

    name = "pause"

    def __init__(self, app: App, flight: Flight) -> None:
        self.app = app
        self.flight = flight
        said = "" if flight.episode.director.log else "nothing yet"
        entries = [
            Button("GO ON", app.pop),
            Button("WHAT WAS SAID", self._read, reason=said),
            Button("OPTIONS", self._options),
            Button("BEGIN THE CHAPTER AGAIN", self._again),
            Button("TITLE", self._title),
        ]
        self.menu = Menu(entries, back=app.pop, heard=app.heard)
        app.heard("pause")

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        if self.app.audio:
            self.app.audio.update(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))

    def picture(self, alpha: float) -> Frame:
        frame = self.flight.view.frame(1.0, self.app.size)
        canvas = glass(frame, self.app.size)
        draw_panel(canvas, "PAUSE", self.menu, THEME, width=480.0, text_scale=self.app.text_scale)
        return frame

    def _read(self) -> None:
        from game.play.scenes.said import Said

        self.app.push(Said(self.app, self.flight))

    def _options(self) -> None:
        from game.play.scenes.options import Options

        self.app.push(Options(self.app, self.flight))

    def _again(self) -> None:
        from game.play.scenes import chapters

        chapters.begin(self.app, self.flight.wanted, progress=self.flight.progress)

    def _title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))
