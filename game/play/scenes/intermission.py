"""The menu over a recording that is watched."""

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
    from game.play.scenes.watch import Watch


class Intermission:
    """Go on, begin again, read what was said, change something, or leave."""

    name = "intermission"

    def __init__(self, app: App, watch: Watch) -> None:
        self.app = app
        self.watch = watch
        entries = [
            Button("GO ON", app.pop),
            Button("FROM THE START", self._again),
            Button("WHAT WAS SAID", self._read, reason="" if watch.episode.director.log else "nothing yet"),
            Button("OPTIONS", self._options),
            Button("TITLE", self._title),
            Button("QUIT", app.quit),
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
        frame = self.watch.picture(1.0)
        canvas = glass(frame, self.app.size)
        draw_panel(canvas, "RECORDING", self.menu, THEME, width=480.0, text_scale=self.app.text_scale)
        return frame

    def _again(self) -> None:
        self.app.pop()
        self.watch.go(self.watch.film.first)
        self.watch.running = True

    def _read(self) -> None:
        from game.play.scenes.said import Said

        self.app.push(Said(self.app, self.watch))

    def _options(self) -> None:
        from game.play.scenes.options import Options

        self.app.push(Options(self.app, self.watch))

    def _title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))
