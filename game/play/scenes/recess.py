"""The menu over an interlude: it waits, and what was said can be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes.panel import draw_panel, glass
from game.play.scenes.said import Said
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.theme import THEME
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.interlude import Interlude


class Recess:
    """Go on, read, change something, begin anew, or leave. An interlude is short: it is never saved in its middle."""

    name = "recess"

    def __init__(self, app: App, interlude: Interlude) -> None:
        self.app = app
        self.interlude = interlude
        entries = [
            Button("GO ON", app.pop),
            Button("WHAT WAS SAID", self._read),
            Button("OPTIONS", self._options),
            Button("FROM THE START", self._again),
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
        frame = self.interlude.room()
        canvas = glass(frame, self.app.size)
        draw_panel(canvas, self.interlude.title, self.menu, THEME, width=480.0, text_scale=self.app.text_scale)
        return frame

    def _read(self) -> None:
        self.app.push(Transcript(self.app, self.interlude))

    def _options(self) -> None:
        from game.play.scenes.options import Options

        self.app.push(Options(self.app, self.interlude))

    def _again(self) -> None:
        self.app.pop()
        self.interlude.begin()

    def _title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))


class Transcript(Said):
    """What was said in this room."""

    def __init__(self, app: App, interlude: Interlude) -> None:
        super().__init__(app, None)  # type: ignore[arg-type]  # no flight: both questions about it are answered here
        self.interlude = interlude

    def behind(self) -> Frame:
        return self.interlude.room()

    def spoken(self) -> list[tuple[str, str]]:
        return self.interlude.spoken()
