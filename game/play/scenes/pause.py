"""The pause: the flight stands still behind a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.scenes.said import Said
from game.play.scenes.veil import Veil
from game.render.frame import Frame
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight


class Pause(Veil):
    """Go on, look at what was said, change something, begin again, or leave."""

    name = "pause"
    heading = "PAUSE"

    def __init__(self, app: App, flight: Flight) -> None:
        self.flight = flight
        entries = [
            Button("GO ON", app.pop),
            Button("WHAT WAS SAID", self._read, reason="" if flight.episode.director.log else "nothing yet"),
            Button("OPTIONS", self.options),
            Button("BEGIN THE CHAPTER AGAIN", self._again),
            Button("TITLE", self.title),
        ]
        super().__init__(app, flight, entries)

    def behind(self) -> Frame:
        return self.flight.view.frame(1.0, self.app.size)

    def _read(self) -> None:
        self.app.push(Said(self.app, self.flight))

    def _again(self) -> None:
        from game.play.scenes import chapters

        chapters.begin(self.app, self.flight.wanted, progress=self.flight.progress)
