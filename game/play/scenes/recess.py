"""The menu over an interlude: it waits, and what was said can be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.scenes.said import Transcript
from game.play.scenes.veil import Veil
from game.render.frame import Frame
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.interlude import Interlude


class Recess(Veil):
    """Go on, read, change something, begin anew, or leave. An interlude is short: it is never saved in its middle."""

    name = "recess"

    def __init__(self, app: App, interlude: Interlude) -> None:
        self.interlude = interlude
        self.heading = interlude.title
        entries = [
            Button("GO ON", app.pop),
            Button("WHAT WAS SAID", self._read),
            Button("OPTIONS", self.options),
            Button("FROM THE START", self._again),
            Button("TITLE", self.title),
            Button("QUIT", app.quit),
        ]
        super().__init__(app, interlude, entries)

    def behind(self) -> Frame:
        return self.interlude.room()

    def _read(self) -> None:
        self.app.push(Transcript(self.app, self.interlude))

    def _again(self) -> None:
        self.app.pop()
        self.interlude.begin()
