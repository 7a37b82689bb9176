"""Something broke: what happened, in kind words, what was kept, and the way on from the last checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.crash import Report
from game.play.pace import Beat
from game.play.scenes import dark_screen
from game.play.scenes.page import menu_hints
from game.play.scenes.panel import glass
from game.render import palette
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.ui.menu import Menu
from game.ui.sheet import ROWS, Fact, draw_facts, draw_sheet
from game.ui.widgets import Button

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.saves import Save

SORRY = "This was our mistake, not yours."
SAFE = "Your last checkpoint is safe."
RECORDED = "The flight's last minute is kept: with the log it shows what happened."
LARGEST = 1.3  # text scale of what was kept: names of files are long
NIGHT = (0.012, 0.016, 0.036)
SET, LEAST = 4.2, 1.7  # how much larger than in the title's corner, and by how much less beside large letters
GLOWS = ((1100.0, 0.05), (520.0, 0.06))  # round it: how wide [units], how bright


class Stopped:
    """It draws nothing of what broke, and asks nothing of it."""

    name = "stopped"
    heading = "SOMETHING BROKE"

    def __init__(self, app: App, report: Report) -> None:
        self.app = app
        self.report = report
        self.frame = Frame.of(app.atlas)
        self.save = save = self._latest()
        entries = [] if save is None else [Button("GO ON FROM THE CHECKPOINT", lambda: self._go_on(save))]
        entries += [Button("TITLE", self._title), Button("QUIT", app.quit)]
        self.menu = Menu(entries, heard=app.heard, theme=ROWS)

    def _latest(self) -> Save | None:
        try:
            return self.app.saves.latest()
        except OSError:
            return None

    def _go_on(self, save: Save) -> None:
        from game.play.scenes.title import resume

        resume(self.app, save)

    def _title(self) -> None:
        from game.play.scenes.title import Title

        self.app.go(Title(self.app))

    # --- scene ---

    def enter(self) -> None:
        self.app.pace.speed = 1.0
        self.app.music("")
        if self.app.audio:
            self.app.audio.quiet()

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        self.menu.handle(self.app.devices.intents(beat.dt))
        if self.app.audio:
            self.app.audio.update(beat.dt)

    def picture(self, alpha: float) -> Frame:
        frame, scale = self.frame, self.app.text_scale
        frame.clear_lists()
        frame.clear = NIGHT
        canvas = glass(frame, self.app.size)
        self._draw_set(frame, canvas)
        box = draw_sheet(canvas, self.heading, self.menu, scale, menu_hints(self.app, back=False))
        draw_facts(canvas, box, SORRY, self._facts(), min(LARGEST, scale), self._words())
        return frame

    def _draw_set(self, frame: Frame, canvas: Canvas) -> None:
        """The set, dark, in the light of its own room: boxes and two soft lights, nothing that could break again."""
        size = SET / min(LEAST, self.app.text_scale)
        unit, x, y = canvas.unit, canvas.width * 0.75, 64.0 + dark_screen.HIGH * size * 0.75
        for wide, warmth in GLOWS:
            tone = tuple(warmth * part for part in palette.rgb("amber"))
            frame.fx.add("soft", x * unit, y * unit, wide * unit, 0.7 * wide * unit, 0.0, (*tone, 0.0))
        dark_screen.draw(frame.hud, frame.fx, x * unit, y * unit, size * unit, "", 0.0)
        half = dark_screen.WIDE * size / 2
        canvas.line(x - 0.12 * half, y, x + 0.12 * half, y, 2.0, palette.ink("steel", 0.5))  # the last of the picture

    def _words(self) -> str:
        said = [SAFE] if self.save is not None else []
        return " ".join([*said, *([RECORDED] if self.report.recording is not None else [])])

    def _facts(self) -> list[Fact]:
        report = self.report
        facts = [("What", report.what), ("Log", report.log.name)]
        if report.recording is not None:
            facts.append(("Flight", report.recording.name))
        return [*facts, ("In", str(report.log.parent))]
