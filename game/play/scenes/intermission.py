"""The menu over a recording that is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.scenes.said import Said
from game.play.scenes.veil import Veil
from game.render.frame import Frame
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.watch import Watch


class Intermission(Veil):
    """Go on, begin again, read what was said, change something, or leave."""

    name = "intermission"
    heading = "RECORDING"

    def __init__(self, app: App, watch: Watch) -> None:
        self.watch = watch
        entries = [
            Button("GO ON", app.pop),
            Button("FROM THE START", self._again),
            Button("WHAT WAS SAID", self._read, reason="" if watch.episode.director.log else "nothing yet"),
            Button("OPTIONS", self.options),
            Button("TITLE", self.title),
            Button("QUIT", app.quit),
        ]
        super().__init__(app, watch, entries)

    def behind(self) -> Frame:
        return self.watch.view.frame(1.0, self.app.size, glass=False)

    def _again(self) -> None:
        self.app.pop()
        self.watch.go(self.watch.film.first)
        self.watch.running = True

    def _read(self) -> None:
        self.app.push(Said(self.app, self.watch))
