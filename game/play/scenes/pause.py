"""The pause: the flight stands still behind a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes.said import Said
from game.play.scenes.veil import Veil
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.glass import chapter
from game.ui.sheet import Fact, clock
from game.ui.widgets import Button, Text, Widget

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight

GONE = "The pad is gone. No hurry: everything waits until you are ready."
BACK = "There it is again."


class Pause(Veil):
    """Go on, look at what was said, change something, begin again, or leave."""

    name = "pause"
    heading = "PAUSE"

    def __init__(self, app: App, flight: Flight) -> None:
        self.flight = flight
        self.pad: Text | None = None  # what is said of a pad that was pulled out
        entries: list[Widget] = [
            Button("GO ON", app.pop),
            Button("WHAT WAS SAID", self._read, reason="" if flight.episode.director.log else "nothing yet"),
            Button("PHOTO MODE", self._photo),
            Button("OPTIONS", self.options),
            Button("BEGIN THE CHAPTER AGAIN", self._again),
            Button("TITLE", self.title),
        ]
        if app.unwritten:
            entries.insert(0, Text(f"Not saved: {app.unwritten}.", tone="warning"))
        if app.devices.lost:
            self.pad = Text(GONE, tone="warning")
            entries.insert(0, self.pad)
        super().__init__(app, flight, entries)

    def update(self, beat: Beat) -> None:
        self.flight = self.scene = self.flight.reread(beat.dt)  # whoever edits the level looks at another window
        if self.pad is not None and not self.app.devices.lost and self.pad.label == GONE:
            self.pad.label, self.pad.tone = BACK, "accent"
        super().update(beat)

    def leave(self) -> None:
        super().leave()
        self.app.devices.lost = ""

    def behind(self) -> Frame:
        frame = self.flight.view.frame(1.0, self.app.size, glass=False)
        if self.flight.reload is not None:
            self.flight.reload.draw(Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size)), self.app.text_scale)
        return frame

    def known(self) -> tuple[str, str, list[Fact]]:
        episode = self.flight.episode
        orders = [each.text for each in episode.director.objectives if each.state == "add"]
        facts = [("Flown", clock(episode.frame / 60.0)), ("Difficulty", self.flight.difficulty)]
        return chapter(episode.level), orders[-1] if orders else "", facts

    def _read(self) -> None:
        self.app.push(Said(self.app, self.flight))

    def _photo(self) -> None:
        from game.play.scenes.photo import Photo

        self.app.push(Photo(self.app, self.flight))

    def _again(self) -> None:
        from game.play.scenes import chapters

        chapters.begin(self.app, self.flight.wanted, progress=self.flight.progress)
