"""A menu before a picture that stands still: the pause, the intermission of a recording, the recess of an interlude."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from game.play.pace import Beat
from game.play.scenes.page import menu_hints
from game.play.scenes.panel import glass
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.sheet import ROWS, Fact, draw_facts, draw_sheet, shade
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
        self.menu = Menu(entries, back=app.pop, heard=app.heard, theme=ROWS)
        app.heard("pause")

    def behind(self) -> Frame:
        """The picture that stands still."""
        raise NotImplementedError

    def known(self) -> tuple[str, str, list[Fact]]:
        """What stands beside the choices: a heading ('' for nothing), words, and facts."""
        return "", "", []

    def enter(self) -> None:
        """What sounds of the scene behind stands still with it."""
        if self.app.audio:
            self.app.audio.hold()

    def leave(self) -> None:
        if self.app.audio:
            self.app.audio.go_on()

    def update(self, beat: Beat) -> None:
        if self.app.audio:
            self.app.audio.update(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))

    def picture(self, alpha: float) -> Frame:
        frame = self.behind()
        frame.post.fade_hud = 0.0
        canvas, scale = glass(frame, self.app.size), self.app.text_scale
        shade(frame, canvas, scale)
        box = draw_sheet(canvas, self.heading, self.menu, scale, menu_hints(self.app, back=self.menu.back is not None))
        heading, words, facts = self.known()
        if heading:
            draw_facts(canvas, box, heading, facts, scale, words)
        return frame

    def options(self) -> None:
        from game.play.scenes.options import Options

        self.app.push(Options(self.app, self.scene))

    def title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))
