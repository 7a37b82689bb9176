"""The credits, any time: everybody as themselves, what it is made of, and whom this player has met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game import resources
from game.play import known
from game.play.journal import log
from game.play.pace import Beat
from game.play.scenes.page import menu_hints
from game.play.scenes.panel import glass
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import ink
from game.render.speakers import face, speaker, tag_colour
from game.resources import BrokenInstallError
from game.ui.hints import draw_hints
from game.ui.intents import Intent, Pointer
from game.ui.sheet import FOOT, LEFT, draw_heading, shade
from game.ui.theme import THEME

if TYPE_CHECKING:
    from game.play.app import App
    from game.play.scenes.title import Title

FILE = "credits.toml"
SPEED = 34.0  # of the roll [units/s]
STEP = 60.0  # of one press [units]
NAME, ROLE, WORDS, HEAD = 20.0, 11.0, 13.0, 12.0  # cap heights [units]
PORTRAIT = 104.0
LAST = "freedom"  # the ending after which the last line stands
FADES, FILLS = 60.0, 0.8  # towards the edges of the roll [units]; how much of a row's height is not a gap


class Credits:
    """A roll that goes on by itself; up, down and the wheel move it, anything else leaves."""

    name = "credits"

    def __init__(self, app: App, title: Title) -> None:
        self.app = app
        self.title = title
        self.rolled = 0.0  # units at 100 %
        self._rows = rows(app)
        self._high = sum(high for high, *_ in self._rows)

    def enter(self) -> None:
        """Nothing to prepare."""

    def leave(self) -> None:
        """Nothing is held."""

    def update(self, beat: Beat) -> None:
        self.title.advance(beat.dt)
        self.rolled += SPEED * beat.dt
        for wish in self.app.devices.intents(beat.dt):
            if isinstance(wish, Pointer):
                if wish.kind == "wheel":
                    self.rolled -= STEP * wish.amount
                elif wish.kind in ("press", "other"):
                    self._close()
                    return
            elif wish in (Intent.UP, Intent.DOWN):
                self.rolled += STEP if wish is Intent.DOWN else -STEP
            elif wish in (Intent.ACCEPT, Intent.BACK):
                self._close()
                return
        self.rolled = max(0.0, self.rolled)

    def _close(self) -> None:
        self.app.heard("back")
        self.app.pop()

    def picture(self, alpha: float) -> Frame:
        frame = self.title.scenery(alone=True)
        canvas = glass(frame, self.app.size)
        scale = self.app.text_scale
        shade(frame, canvas, scale)
        x = LEFT + 60.0
        whole = self._high * scale + canvas.height * 0.55
        y = canvas.height * 0.30 - self.rolled * scale % whole
        for round_again in (0.0, whole):
            self._roll(canvas, x, y + round_again, scale)
        draw_heading(canvas, "CREDITS", "", scale)
        leave = menu_hints(self.app, back=True)
        size = THEME.hint_size * min(1.6, scale)
        draw_hints(canvas, LEFT, canvas.height - FOOT - size, [leave[1], leave[2]], size)
        return frame

    def _roll(self, canvas: Canvas, x: float, y: float, scale: float) -> None:
        top = 128.0 * min(1.35, scale)
        bottom = canvas.height - FOOT - 30.0 * min(1.6, scale)
        for high, kind, words, more in self._rows:
            shown = min(1.0, (y - top) / FADES, (bottom - y - high * scale * FILLS) / FADES)
            if shown > 0.02:
                self._draw_row(canvas, x, y, scale, kind, words, more, shown)
            y += high * scale

    def _draw_row(
        self, canvas: Canvas, x: float, y: float, scale: float, kind: str, words: str, more: str, shown: float
    ) -> None:
        if kind == "person":
            someone = speaker(more)
            portrait, size = face(more, ""), PORTRAIT * min(1.5, scale)
            canvas.shape(portrait, x + size / 2, y + size / 2, size, None, (shown, shown, shown, shown))
            canvas.rect(x + size, y, 3.0, size, ink(someone.colour, shown))
            left = x + size + 24.0
            canvas.text(left, y + size * 0.26, words, NAME * scale, ink("white", shown))
            canvas.text(left, y + size * 0.26 + 34.0 * scale, f"as {_self(more)}", ROLE * scale, ink("dim", shown))
        elif kind == "heading":
            canvas.text(x, y, words, HEAD * scale, ink("hot", shown))
        elif kind == "thing":
            wide = canvas.text(x, y, words, WORDS * scale, ink("text", shown))
            canvas.text(x + wide + 18.0, y + 1.0, more, ROLE * scale, ink("dim", shown))
        elif kind == "tag":
            canvas.text(x, y, words, WORDS * scale, ink(tag_colour(words), shown))
        elif kind == "last":
            canvas.text(x, y, words, NAME * scale, ink("select", shown))


Row = tuple[float, str, str, str]  # height [units at 100 %], kind, words, and what belongs to them


def rows(app: App) -> list[Row]:
    """Everything that rolls by, from top to bottom."""
    try:
        table = resources.table(resources.assets() / FILE)
    except BrokenInstallError as error:
        log.info("no credits: %s", error)
        return [(40.0, "thing", "The credits are missing.", str(error))]
    seen = known.load(app.user_folder)
    found: list[Row] = []
    for part in table["part"]:
        found.append((38.0, "heading", part["heading"].upper(), ""))
        for row in part.get("person", []):
            found.append((PORTRAIT + 22.0, "person", row["name"], row["who"]))
        found += [(30.0, "thing", row["name"], row.get("does", "")) for row in part.get("thing", [])]
        found.append((54.0, "gap", "", ""))
    if seen.met:
        found.append((38.0, "heading", "THANKS", ""))
        found += [(27.0, "tag", tag, "") for tag in seen.met]
        found.append((54.0, "gap", "", ""))
    if LAST in seen.endings:
        found.append((60.0, "last", "NOBODY WAS LEFT ON.", ""))
    return found


def _self(who: str) -> str:
    return "herself" if who in ("nanette", "elena") else "himself"
