"""What was said in this chapter or in this room, to be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from game.play.pace import Beat
from game.play.scenes.page import menu_hints
from game.play.scenes.panel import glass
from game.render.canvas import BODY, Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.render.speakers import speaker
from game.ui.hints import draw_hints, fit_hints
from game.ui.intents import Intent, Pointer
from game.ui.sheet import FOOT, LEFT, RIGHT, draw_heading
from game.ui.theme import THEME

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.flight import Flight

LINE_HEIGHT = 27.0  # [units]
WHO_WIDTH = 150.0  # at least
NAME_LEFT, NAME_GAP = 14.0, 24.0
BAR = 40.0  # left free at the right, for the bar
VEIL = 0.84  # of the picture behind
ORDER = "ORDER"  # who says it


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
        frame.post.fade_hud = 0.0
        canvas, scale = glass(frame, self.app.size), self.app.text_scale
        canvas.rect(0.0, 0.0, canvas.width, canvas.height, ink("void", VEIL))
        top = draw_heading(canvas, "WHAT WAS SAID", "", scale) + 6.0
        hints = menu_hints(self.app, back=True)[1:]
        size = fit_hints(canvas, hints, THEME.hint_size * scale, canvas.width - LEFT - RIGHT)
        foot = canvas.height - FOOT - size
        draw_hints(canvas, LEFT, foot, hints, size)
        self._draw_rows(canvas, top, foot - 30.0, scale)
        return frame

    def _draw_rows(self, canvas: Canvas, top: float, bottom: float, scale: float) -> None:
        """As many as there is room for; a bar at the right says where in it all they stand."""
        width = canvas.width - LEFT - RIGHT - BAR
        name = self._name_width(canvas, scale)
        rows = self._rows(canvas, width - name, scale)
        step = LINE_HEIGHT * scale
        fit = max(1, int((bottom - top) / step))
        self._back = min(self._back, max(0, len(rows) - fit))
        end = len(rows) - self._back
        first = max(0, end - fit)
        for number, (who, words) in enumerate(rows[first:end]):
            y = top + number * step
            tone = speaker(who.lower()).colour
            if who:
                left = LEFT - 6.0 * (scale - 1.0)
                canvas.rect(left, y - 2.0 * scale, 3.0 * scale, BODY * scale + 4.0 * scale, ink(tone))
            canvas.text(LEFT + NAME_LEFT, y + 1.0, who, THEME.small_size * scale, ink(tone))
            canvas.text(LEFT + NAME_LEFT + name, y, words, BODY * scale, ink(*THEME.text))
        if fit < len(rows):
            x, high = canvas.width - RIGHT, step * fit
            canvas.rect(x, top, 3.0, high, ink(*THEME.groove))
            canvas.rect(x, top + high * first / len(rows), 3.0, high * fit / len(rows), ink(*THEME.accent))

    def behind(self) -> Frame:
        """The picture that this stands before."""
        return self.flight.view.frame(1.0, self.app.size, glass=False)

    def spoken(self) -> list[tuple[str, str]]:
        """(speaker, words) of every line, in order; an order that is given on unchanged stands there once."""
        lines, director = self.flight.episode.level.lines, self.flight.episode.director
        rows = [(_name(director.who_said(name)), lines[name].text) for _, name in director.log if name in lines]
        kept: list[tuple[str, str]] = []
        order = ""
        for who, words in rows:
            if who == ORDER and words == order:
                continue
            order = words if who == ORDER else order
            kept.append((who, words))
        return kept

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


class Room(Protocol):
    """Where people talk without a flight: an interlude, the bridge."""

    def room(self) -> Frame: ...

    def spoken(self) -> list[tuple[str, str]]: ...


class Transcript(Said):
    """What was said in a room."""

    def __init__(self, app: App, room: Room) -> None:
        super().__init__(app, None)  # type: ignore[arg-type]  # no flight: both questions about it are answered here
        self.room = room

    def behind(self) -> Frame:
        return self.room.room()

    def spoken(self) -> list[tuple[str, str]]:
        return self.room.spoken()


def _name(who: str | None) -> str:
    return (who or "").removeprefix("@").upper()
