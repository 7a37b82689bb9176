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
LEADS = 14.0  # between a name and what it was [units at 100 %]
PORTRAIT, LARGEST = 104.0, 1.5  # how large a face is, and how far it grows with the letters
LAST = "freedom"  # the ending after which the last line stands
FADES, FILLS = 40.0, 0.8  # towards the edges of the roll [units]; how much of a row's height is not a gap
READ = 0.6  # of a face that fades: from there on its words are there, and can be read at once
FAINTEST = 0.88  # of those words
VEIL = 0.5  # over the picture behind
BESIDE, BELOW = 270.0, 24.0  # where it stands what something does, or with large letters under it [units at 100 %]
ABREAST = 1.3  # text scale up to which there is room for it beside


class Credits:
    """A roll that goes on by itself; up, down and the wheel move it, anything else leaves."""

    name = "credits"

    def __init__(self, app: App, title: Title) -> None:
        self.app = app
        self.title = title
        self.rolled = 0.0  # units at 100 %
        self._rows = rows(app)

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
        shade(frame, canvas, scale, VEIL)
        x = LEFT + 60.0
        whole = sum(_high(row, scale) for row in self._rows) + canvas.height * 0.55
        y = canvas.height * 0.30 - self.rolled * scale % whole
        for round_again in (0.0, whole):
            self._roll(canvas, x, y + round_again, scale)
        draw_heading(canvas, "CREDITS", "", scale)
        leave = menu_hints(self.app, back=True)
        size = THEME.hint_size * scale
        draw_hints(canvas, LEFT, canvas.height - FOOT - size, [leave[1], leave[2]], size)
        return frame

    def _roll(self, canvas: Canvas, x: float, y: float, scale: float) -> None:
        top = 128.0 * min(1.35, scale)
        bottom = canvas.height - FOOT - 30.0 * scale
        for row in self._rows:
            high = _high(row, scale)
            shown = min(1.0, (y - top) / FADES, (bottom - y - high * FILLS) / FADES)
            if shown > 0.02:
                _draw_row(canvas, x, y, scale, row, shown)
            y += high


def _draw_row(canvas: Canvas, x: float, y: float, scale: float, row: Row, shown: float) -> None:
    _, kind, words, more = row
    there = max(FAINTEST, shown)
    if kind == "person":
        someone, size = speaker(more), PORTRAIT * min(LARGEST, scale)
        canvas.shape(face(more, ""), x + size / 2, y + size / 2, size, None, (shown, shown, shown, shown))
        canvas.rect(x + size, y, 3.0, size, ink(someone.colour, shown))
        left, top = x + size + 24.0, y + (size - (NAME + LEADS + ROLE) * scale) / 2
        if shown >= READ:
            canvas.text(left, top, words, NAME * scale, ink("white", there))
            canvas.text(left, top + (NAME + LEADS) * scale, f"as {_self(more)}", ROLE * scale, ink("rest", there))
    elif shown < READ:
        return
    elif kind == "heading":
        canvas.text(x, y, words, HEAD * scale, ink("hot", there))
    elif kind == "thing":
        canvas.text(x, y, words, WORDS * scale, ink("text", there))
        left, top = (x + BESIDE * scale, y + 1.0) if scale <= ABREAST else (x, y + BELOW * scale)
        canvas.text(left, top, more, ROLE * scale, ink("rest", there))
    elif kind == "tag":
        canvas.text(x, y, words, WORDS * scale, ink(tag_colour(words)))
    elif kind == "last":
        canvas.text(x, y, words, NAME * scale, ink("select", there))


Row = tuple[float, str, str, str]  # height [units at 100 %], kind, words, and what belongs to them


def _high(row: Row, scale: float) -> float:
    """What a row needs [units]."""
    high, kind, _, more = row
    if kind == "person":
        return PORTRAIT * min(LARGEST, scale) + (high - PORTRAIT) * scale
    return (high + BELOW if kind == "thing" and more and scale > ABREAST else high) * scale


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
