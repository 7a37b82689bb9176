"""A level with mistakes: all of them, where they are and what would be right. It is tried again when a file changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes.page import menu_hints
from game.play.scenes.panel import glass
from game.render.canvas import BODY, Canvas
from game.render.frame import Camera, Frame
from game.render.palette import ink
from game.story import library
from game.story.problems import LevelError
from game.ui.hints import Hint, draw_hints
from game.ui.intents import Intent, Pointer
from game.ui.sheet import FOOT, LEFT, RIGHT, draw_heading, shade
from game.ui.theme import THEME

if TYPE_CHECKING:
    from game.play.app import App

POLL = 0.5  # how often the folder is looked at [s]
LINE_HEIGHT = 22.0
SHIP, TURN, VEIL = 150.0, -0.5, 0.62  # how large [units] and how turned [rad]; how dark all of it is: words stand there
READ_AGAIN = "The level is read again as soon as one of its files is saved."


class Problems:
    """The list, scrolled by up and down; back leaves for what was there before, or for the title."""

    name = "problems"

    def __init__(
        self,
        app: App,
        wanted: str,
        error: LevelError,
        again: Callable[[], None] | None = None,
        folder: Path | None = None,
    ) -> None:
        """`again` is what is tried again: the level from its start when nothing is said. `folder` holds the files."""
        self.app = app
        self.wanted = wanted
        self._again = again
        self._folder = folder
        self.lines = [str(problem) for problem in error.problems] or [str(error)]
        self.frame = Frame.of(app.atlas)
        self._first = 0
        self._wait = POLL
        self._seen = self._stamp()

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        for wish in self.app.devices.intents(beat.dt):
            if isinstance(wish, Pointer):
                if wish.kind == "wheel":
                    self._first = max(0, self._first - int(2 * wish.amount))
                elif wish.kind in ("press", "other"):
                    self._back()
                    return
            elif wish in (Intent.UP, Intent.DOWN):
                self._first = max(0, self._first + (1 if wish is Intent.DOWN else -1))
            elif wish is Intent.BACK:
                self._back()
                return
            elif wish is Intent.ACCEPT:
                self._try_again()
                return
        self._wait -= beat.dt
        if self._wait <= 0.0:
            self._wait = POLL
            if self._stamp() != self._seen:
                self._try_again()

    def picture(self, alpha: float) -> Frame:
        frame = self.frame
        frame.clear_lists()
        canvas, scale = glass(frame, self.app.size), self.app.text_scale
        self._draw_behind(frame, canvas)
        count = len(self.lines)
        mistakes = f"{count} MISTAKE{'S' if count != 1 else ''}"
        top = draw_heading(canvas, Path(self.wanted).name.upper(), mistakes, scale) + 8.0
        size = THEME.hint_size * scale
        foot = canvas.height - FOOT - size
        draw_hints(canvas, LEFT, foot, self._hints(), size)
        canvas.text(LEFT, foot - 40.0 * scale, READ_AGAIN, THEME.small_size * scale, ink(*THEME.accent))
        rows = [row for line in self.lines for row in self._wrapped(canvas, line, scale)]
        fit = max(1, int((foot - 60.0 * scale - top) / (LINE_HEIGHT * scale)))
        self._first = min(self._first, max(0, len(rows) - fit))
        for number, (first, words) in enumerate(rows[self._first : self._first + fit]):
            y, size = top + number * LINE_HEIGHT * scale, BODY * 0.85 * scale
            if first:
                canvas.rect(LEFT - 10.0 - 6.0 * scale, y - 2.0, 3.0 * scale, size + 4.0, ink(*THEME.warning))
            canvas.text(LEFT, y, words, size, ink(*THEME.warning))
        return frame

    def _draw_behind(self, frame: Frame, canvas: Canvas) -> None:
        """The title's sky, and the ship that waits until there is somewhere to fly."""
        frame.backdrop = "title"
        frame.camera = Camera(0.0, 0.0, max(self.app.size[0] / 1280.0, self.app.size[1] / 720.0))
        canvas.shape("callister", canvas.width - 210.0, canvas.height * 0.56, SHIP, None, (1.0, 1.0, 1.0, 1.0), TURN)
        shade(frame, canvas, self.app.text_scale, VEIL)

    def _hints(self) -> list[Hint]:
        (accept, _), (moves, _), (leave, _) = menu_hints(self.app, back=True)
        return [(accept, "READ IT AGAIN"), (moves, "MOVE"), (leave, "BACK")]

    def _wrapped(self, canvas: Canvas, line: str, scale: float) -> list[tuple[bool, str]]:
        rows = canvas.wrap(line, BODY * 0.85 * scale, canvas.width - LEFT - RIGHT)
        return [(number == 0, words if number == 0 else f"   {words}") for number, words in enumerate(rows)]

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        """What changes when a file of the level is saved."""
        try:
            folder: Path = self._folder or library.find(self.wanted, self.app.user_folder)
            return tuple((f.stat().st_mtime_ns, f.stat().st_size) for f in sorted(folder.glob("*.toml")))
        except (LevelError, OSError):
            return ()

    def _try_again(self) -> None:
        from game.play.scenes import chapters

        self.app.pop()
        if self._again is not None:
            self._again()
        else:
            chapters.begin(self.app, self.wanted)

    def _back(self) -> None:
        self.app.heard("back")
        self.app.pop()
        if not self.app.scenes:
            from game.play.scenes.title import Title

            self.app.go(Title(self.app))
