"""What was said in this chapter, to be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.play.pace import Beat
from game.play.scenes.panel import glass
from game.render.canvas import BODY
from game.render.frame import Frame
from game.render.palette import ink
from game.ui.intents import Intent, Pointer
from game.ui.theme import THEME

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight

LINE_HEIGHT = 25.0  # [units]
WHO_WIDTH = 150.0  # at least
NAME_GAP = 24.0


class Said:
    """Lines with their speakers, the newest at the bottom. Up and down or the wheel walk, everything else closes it."""

    name = "said"

    def __init__(self, app: App, flight: Flight) -> None:
        self.app = app
        self.flight = flight
        self._back = 0  # rows scrolled back from the newest

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        if self.app.audio:
            self.app.audio.update(beat.dt)
        for wish in self.app.devices.intents(beat.dt):
            if isinstance(wish, Pointer):
                if wish.kind == "wheel":
                    self._back = max(0, self._back + (2 if wish.amount > 0 else -2))
                elif wish.kind in ("press", "other"):
                    self.close()
                    return
            elif wish is Intent.UP:
                self._back += 1
            elif wish is Intent.DOWN:
                self._back = max(0, self._back - 1)
            elif wish in (Intent.BACK, Intent.ACCEPT):
                self.close()
                return

    def close(self) -> None:
        self.app.heard("back")
        self.app.pop()

    def picture(self, alpha: float) -> Frame:
        frame = self.behind()
        canvas = glass(frame, self.app.size)
        scale = self.app.text_scale
        canvas.rect(0.0, 0.0, canvas.width, canvas.height, ink(*THEME.veil))
        x, width = 90.0, canvas.width - 180.0
        top, bottom = 96.0, canvas.height - 64.0
        canvas.rect(x - 28.0, 36.0, width + 56.0, canvas.height - 72.0, ink(*THEME.panel))
        canvas.text(x, 56.0, "WHAT WAS SAID", THEME.heading_size * 0.8, ink(*THEME.chosen))
        name = self._name_width(canvas, scale)
        rows = self._rows(canvas, width - name, scale)
        fit = max(1, int((bottom - top) / (LINE_HEIGHT * scale)))
        self._back = min(self._back, max(0, len(rows) - fit))
        end = len(rows) - self._back
        for number, (who, words) in enumerate(rows[max(0, end - fit) : end]):
            y = top + number * LINE_HEIGHT * scale
            canvas.text(x, y, who, THEME.small_size * scale, ink("mustard"))
            canvas.text(x + name, y, words, BODY * scale, ink(*THEME.text))
        return frame

    def behind(self) -> Frame:
        """The picture that this stands before."""
        return self.flight.view.frame(1.0, self.app.size)

    def spoken(self) -> list[tuple[str, str]]:
        """(speaker, words) of every line, in order."""
        lines, director = self.flight.episode.level.lines, self.flight.episode.director
        return [(_name(director.who_said(name)), lines[name].text) for _, name in director.log if name in lines]

    def _name_width(self, canvas, scale: float) -> float:
        """Room for the longest name that spoke."""
        names = {who for who, _ in self.spoken()}
        widest = max((canvas.measure(who, THEME.small_size * scale) for who in names), default=0.0)
        return max(WHO_WIDTH * scale, widest + NAME_GAP * scale)

    def _rows(self, canvas, width: float, scale: float) -> list[tuple[str, str]]:
        """(speaker, words) a row; a speaker stands only beside the first row of a line."""
        rows = []
        for who, text in self.spoken():
            wrapped = canvas.wrap(text, BODY * scale, width)
            rows += [(who if first == 0 else "", words) for first, words in enumerate(wrapped)]
        return rows


def _name(who: str | None) -> str:
    return (who or "").removeprefix("@").upper()
