"""Screens of the title: a sheet before a picture of their own, or before the title's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from game.play.pace import Beat
from game.play.scenes.footage import Cuts, Footage
from game.play.scenes.panel import glass
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.ui.hints import Hint
from game.ui.menu import Menu
from game.ui.sheet import draw_sheet, shade

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.title import Title

SETTLES = 0.3  # the focus rests on something for this long before its picture is fetched [s]
EARLY = 3.0  # before its end a clip is fetched again [s]


class Page:
    """A subclass builds the menu, says what is known of the choice, and which footage belongs to it."""

    name: ClassVar[str]
    heading: ClassVar[str]

    def __init__(self, app: App, title: Title) -> None:
        self.app = app
        self.title = title
        self.time = 0.0
        self.cuts = Cuts()
        self._shows = ""  # of what the picture is
        self._rested = 0.0  # seconds for which the focus has been where it is
        self._focus = -1
        self.menu = self.build()

    # --- for subclasses ---

    def build(self) -> Menu:
        """What there is to choose."""
        raise NotImplementedError

    def subject(self) -> str:
        """What the picture behind shall be of; '' for the title's own."""
        return ""

    def fetch(self, subject: str) -> Footage | None:
        """The picture of a subject, None where there is none."""
        return None

    def behind(self) -> Frame | None:
        """Another picture than the title's, where there is no footage."""
        return None

    def note(self) -> str:
        """A word beside the heading."""
        return ""

    def draw_known(self, frame: Frame, canvas: Canvas, box: tuple[float, float, float, float]) -> None:
        """What is known of the choice, in the box that is left for it [units]."""

    # --- scene ---

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        self.cuts = Cuts()

    def update(self, beat: Beat) -> None:
        self.time += beat.dt
        self.title.advance(beat.dt)
        self.menu.handle(self.app.devices.intents(beat.dt))
        if self.app.scenes and self.app.scenes[-1] is self:
            self._follow(beat.dt)

    def _follow(self, dt: float) -> None:
        """The picture of what is chosen; it is fetched when the choice has settled."""
        if self.menu.focus != self._focus:
            self._focus, self._rested = self.menu.focus, 0.0
        self._rested += dt
        wanted = self.subject()
        if wanted != self._shows and self._rested >= SETTLES:
            self._shows = wanted
            self.cuts.ask(self.fetch(wanted) if wanted else None)
        now = self.cuts.now
        if now is not None and now.left < EARLY and not self.cuts.waits:
            self.cuts.ask(self.fetch(self._shows), patient=True)  # it begins again
        self.cuts.update(dt)

    @property
    def footage(self) -> Footage | None:
        """Of what is chosen, seen or not yet."""
        return self.cuts.coming if self.cuts.waits else self.cuts.now

    def picture(self, alpha: float) -> Frame:
        frame = self.cuts.frame() or self.behind()
        if frame is None:
            frame = self.title.scenery(alone=True)
            frame.post.fade = max(frame.post.fade, self.cuts.dark)
        canvas = glass(frame, self.app.size)
        shade(frame, canvas, self.app.text_scale)
        box = draw_sheet(canvas, self.heading, self.menu, self.app.text_scale, self.hints(), self.note())
        self.draw_known(frame, canvas, box)
        return frame

    def hints(self) -> list[Hint]:
        return menu_hints(self.app, back=True)


def menu_hints(app: App, back: bool) -> list[Hint]:
    """Which controls walk a menu, as whoever plays calls them."""
    bindings, device = app.devices.bindings, app.devices.last_used
    accept, up, down, leave = (bindings.name(f"menu_{action}", device) for action in ("accept", "up", "down", "back"))
    moves = up if up == down else f"{up} / {down}"
    return [(accept, "SELECT"), (moves, "MOVE"), *([(leave, "BACK")] if back else [])]
