"""A playtest under the player's hands: the game itself, and on Escape back on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.scenes.flight import Flight, comfort_of
from game.play.settings import assists_of
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.story.episode import Happening

from .playing import Playing

if TYPE_CHECKING:
    from game.play.app import App

TOLD = 7.0  # s for which it stands there what was taken for granted
WIDE = 0.42  # of the window, between what else stands at its top
SIZE = 9.0  # cap height [units]


class Flying(Flight):
    """One episode, flown, of which every tick is the playtest's. Nothing of it is saved but by the editor."""

    name = "playtest"

    def __init__(self, app: App, playing: Playing) -> None:
        assert playing.test is not None
        self.playing, self.test = playing, playing.test
        super().__init__(app, self.test.episode, str(self.test.level.folder))
        self.recorder = self.test.recorder

    @property
    def caption(self) -> str:
        return f"{self.episode.level.title} (playtest)"

    def enter(self) -> None:
        self.app.devices.lost = ""
        self.view.comfort = comfort_of(self.app.settings)
        self._show_pointer(False)

    def leave(self) -> None:
        self._show_pointer(True)
        self.app.pace.speed = 1.0
        if self.app.audio:
            self.app.audio.quiet()
            self.app.audio.play_music("")
        self.playing.landed()

    def pause(self) -> None:
        """Back to the desk."""
        self.app.pop()

    def tick(self) -> list[Happening]:
        happened = self.test.step(self._command())
        self.app.devices.answered(happened, self.episode.world.player)
        return happened

    def picture(self, alpha: float) -> Frame:
        frame = super().picture(alpha)
        canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size), self.app.text_scale)
        key = self.app.devices.bindings.name("pause", self.app.devices.last_used)
        x = canvas.width / 2
        canvas.label(x, 12, f"PLAYTEST   {key}: BACK TO THE EDITOR", ink("hot"), "center", size=SIZE)
        if self.test.assumed and self.view.time < TOLD:
            y = 36.0
            for words in self.test.assumed:
                for row in canvas.wrap(words, SIZE, canvas.width * WIDE):
                    canvas.label(x, y, row, ink("text"), "center", size=SIZE)
                    y += 20
        return frame

    # -- what a playtest leaves be: saves, the campaign, crashes' recordings, figures

    def _heed_settings(self) -> None:
        pass

    def _advance(self, ending: str) -> None:
        pass

    def _save(self, checkpoint: str) -> None:
        pass

    def _keep_last_seconds(self, dt: float) -> None:
        pass

    def _show_figures(self) -> None:
        self.app.pop()


def take_off(app: App, playing: Playing) -> None:
    """Put the playtest before the player's hands."""
    playing.sitting(app.settings.difficulty, assists_of(app.settings))
    app.push(Flying(app, playing))
