"""A menu before a picture that stands still: the pause, the intermission of a recording, the recess of an interlude."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from game.play.pace import Beat
from game.play.scenes.panel import draw_panel, glass
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.theme import THEME
from game.ui.widgets import Widget

if TYPE_CHECKING:
    from game.play.app import App


class Veil:
    """`scene` is what waits behind it; a subclass says how that looks, and what stands on the menu."""

    name: ClassVar[str]
    heading: str

    def __init__(self, app: App, scene: Any, entries: Sequence[Widget]) -> None:
        self.app = app
        self.scene = scene
        self.menu = Menu(entries, back=app.pop, heard=app.heard)
        app.heard("pause")

    def behind(self) -> Frame:
        """The picture that stands still."""
        raise NotImplementedError

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        if self.app.audio:
            self.app.audio.update(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))

    def picture(self, alpha: float) -> Frame:
        frame = self.behind()
        canvas = glass(frame, self.app.size)
        draw_panel(canvas, self.heading, self.menu, THEME, width=480.0, text_scale=self.app.text_scale)
        return frame

    def options(self) -> None:
        from game.play.scenes.options import Options

        self.app.push(Options(self.app, self.scene))

    def title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))
