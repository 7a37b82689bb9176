"""It is over: the dark screen, alone, and what this ending has left on it. Nothing is said; then the title comes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes import dark_screen
from game.play.scenes.page import menu_hints
from game.play.scenes.panel import glass
from game.render import tube_view
from game.render.frame import Frame, Inset
from game.ui.hints import draw_hints
from game.ui.intents import Intent, Pointer
from game.ui.theme import THEME

if TYPE_CHECKING:
    from game.play.app import App

STANDS = 9.0  # [s]
COMES, LIGHTS, GOES = 1.2, 2.4, 1.4  # out of the dark; the screen has come on by then; and back [s]
ASKS = 4.0  # the controls are named after this long [s]
SCALE = 5.2  # of the screen as the title has it
WARMS = 1.3  # a tube needs to come on [s]
PICTURES = {"freedom": tube_view.sea, "companion": tube_view.lamp}  # by ending; the others leave it dark
RISE = 0.45  # its middle, as a share of the picture's height


class Ending:
    """A picture that lives for a few seconds. A press goes on, but not before the screen has come on."""

    name = "ending"

    def __init__(self, app: App, ending: str) -> None:
        self.app = app
        self.ending = ending
        self.time = 0.0
        self._going = 0.0  # seconds since it was left
        self.frame = Frame.of(app.atlas)
        self._shown = Frame.of(app.atlas)  # what is on its glass

    def enter(self) -> None:
        self.app.pace.speed = 1.0

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        self.time += beat.dt
        if self.app.audio:
            self.app.audio.update(beat.dt)
        asked = self.app.devices.intents(beat.dt)
        pressed = any(
            wish.kind == "press" if isinstance(wish, Pointer) else wish in (Intent.ACCEPT, Intent.BACK)
            for wish in asked
        )
        if self._going or self.time >= STANDS or (pressed and self.time > LIGHTS):
            self._going += beat.dt
        if self._going >= GOES:
            from game.play.scenes.title import Title

            self.app.go(Title(self.app))

    def picture(self, alpha: float) -> Frame:
        frame = self.frame
        frame.clear_lists()
        frame.time = self.time
        frame.clear = (0.004, 0.005, 0.008)
        frame.post.bloom, frame.post.threshold, frame.post.vignette, frame.post.scan = 0.5, 0.6, 0.5, 0.03
        come = min(1.0, self.time / COMES) * max(0.0, 1.0 - self._going / GOES)
        frame.post.fade = (1.0 - come) ** 1.5
        frame.post.fade_hud = frame.post.fade
        canvas = glass(frame, self.app.size)
        unit = canvas.unit
        lit = self.ending if self.time >= LIGHTS else ""
        x, y = canvas.width / 2, canvas.height * RISE
        if lit:
            glow = 0.10 * min(1.0, (self.time - LIGHTS) / 1.5) * (1.0 + 0.06 * math.sin(self.time * 2.0))
            frame.fx.add(
                "soft", x * unit, y * unit, 1300 * unit, 900 * unit, 0.0, (glow * 1.5, glow * 0.85, glow * 0.42, 0.0)
            )
        pictured = lit in PICTURES
        if pictured:  # which glows by itself
            frame.post.bloom, frame.post.threshold = 0.14, 0.95
            wide, high = dark_screen.WIDE * SCALE * unit, dark_screen.HIGH * SCALE * unit
            frame.inset = self._on_the_glass(x * unit - wide / 2, y * unit - high / 2, wide, high)
        dark_screen.draw(frame.hud, frame.fx, x * unit, y * unit, SCALE * unit, lit, self.time, hollow=pictured)
        if self.time >= ASKS:
            scale = self.app.text_scale
            size = THEME.hint_size * scale
            accept = menu_hints(self.app, back=False)[0][0]
            draw_hints(canvas, 84.0, canvas.height - 48.0 - size, [(accept, "GO ON")], size)
        return frame

    def _on_the_glass(self, x: float, y: float, wide: float, high: float) -> Inset:
        """The picture that was left on, as it comes out of the dark."""
        shown = self._shown
        inset = Inset(shown, x, y, wide, high)
        tube_view.begin(shown, self.time)
        PICTURES[self.ending](shown, inset.size, self.time)
        tube_view.finish(shown, inset.size, min(1.0, (self.time - LIGHTS) / WARMS))
        return inset
