"""The deck under a recording that is watched: its timeline, its buttons, and what is told of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from game.render.canvas import BODY, LABEL, Canvas
from game.render.palette import RGBA, ink
from game.render.rects import Rect
from game.sim.clock import TICK_HZ
from game.ui.intents import Transport
from game.ui.theme import THEME

HIGH, LOW = 90.0, 66.0  # of the deck, with the names of the keys and without [units]
MARGIN = 30.0  # from the picture's edges
LINE = 22.0  # from the deck's upper edge to the middle of the timeline
GROOVE = 6.0  # the timeline is this thick
GRASP = 13.0  # to either side of it the pointer still has hold of it
BUTTONS = 52.0  # from the deck's upper edge to the middle of the buttons
BUTTON, BUTTON_HIGH = 42.0, 26.0  # narrowest button, and how high each is
NARROW = 36.0  # a button without the name of its key
APART = 16.0  # between groups of buttons
SPEED_WIDE = 58.0
KEYS_FROM = 1000.0  # a deck that is narrower leaves the names of the keys away [units]
NEAR_TIME = 1.2  # the name of a mark is shown this long before and after it [s]
NEAR_POINTER = 7.0  # and while the pointer is no farther from it [units]
OVER, LOW_OVER = 21.0, 14.0  # labels stand so far above the deck, and above a low one: under instruments and talk
SMALL = 9.0  # their letters where the deck is low [units]
SHIP = 34.0  # the one that stands where the recording is

GROUPS = (
    (
        *(Transport.START, Transport.PREVIOUS, Transport.REWIND, Transport.FRAME_BACK, Transport.RUN),
        *(Transport.FRAME_ON, Transport.FORWARD, Transport.NEXT, Transport.END),
    ),
    (Transport.SLOWER, Transport.FASTER),
    (Transport.MENU,),
)
OUTCOMES = {"won": ("WON", "ring"), "lost": ("LOST", "hot"), "": ("NOT OVER", "dim")}


@dataclass
class Reading:
    """What the deck shows. Frames as in the recording."""

    first: int
    last: int
    frame: int = 0
    running: bool = False
    backwards: bool = False
    speed: str = "1×"
    status: str = ""
    about: Sequence[str] = ()  # what is told at the left, in the second line; as much of it as there is room for
    flown_by: str = ""
    outcome: str = ""
    ready: tuple[int, int] = (0, -1)  # frames that are there at once
    marks: Sequence[int] = ()  # checkpoints
    name: Callable[[int], str] = str  # of the checkpoint at a frame
    losses: Mapping[int, str] = field(default_factory=dict)
    warning: str = ""


class Deck:
    """Draws itself, and knows what of it lies under the pointer. `key_name` says which control asks for something."""

    def __init__(self, key_name: Callable[[Transport], str]) -> None:
        self._key_name = key_name
        self._unit = 1.0
        self._buttons: list[tuple[Transport, Rect]] = []
        self._bar: Rect = (0.0, 0.0, 1.0, 1.0)
        self._span = 0, 1  # frames at its ends
        self._top = 0.0

    # -- hands -------------------------------------------------------------------------------------------

    def button(self, x: float, y: float) -> Transport | None:
        """Which button lies under a point of the window [px]."""
        x, y = x / self._unit, y / self._unit
        return next((wish for wish, rect in self._buttons if _holds(rect, x, y)), None)

    def on_line(self, x: float, y: float) -> bool:
        """Whether a point of the window [px] has hold of the timeline."""
        left, top, wide, high = self._bar
        around = left - GRASP, top - GRASP, wide + 2 * GRASP, high + 2 * GRASP
        return _holds(around, x / self._unit, y / self._unit)

    def covers(self, y: float) -> bool:
        """Whether it lies there at all [px]."""
        return y / self._unit >= self._top

    def frame_at(self, x: float) -> int:
        """The frame over which the pointer stands [px], the nearest end where it is beside the timeline."""
        left, _, wide, _ = self._bar
        share = max(0.0, min(1.0, (x / self._unit - left) / wide))
        return round(self._span[0] + share * (self._span[1] - self._span[0]))

    def middle(self, wish: Transport) -> tuple[int, int]:
        """Where to press for it [px of the window]."""
        x, y, w, h = next(rect for each, rect in self._buttons if each is wish)
        return round((x + w / 2) * self._unit), round((y + h / 2) * self._unit)

    def place_of(self, frame: int) -> tuple[int, int]:
        """Where a frame lies on the timeline [px of the window]."""
        return round(self._x(frame) * self._unit), round((self._bar[1] + GROOVE / 2) * self._unit)

    # -- picture -----------------------------------------------------------------------------------------

    @staticmethod
    def height(width: float) -> float:
        """How much it needs of the lower edge of a window that is so wide [units]."""
        return HIGH if width >= KEYS_FROM else LOW

    def draw(self, canvas: Canvas, reading: Reading, pointer: tuple[float, float]) -> None:
        """`pointer` as in the window [px]."""
        self._unit = canvas.unit
        self._span = reading.first, max(reading.first + 1, reading.last)
        at = pointer[0] / canvas.unit, pointer[1] / canvas.unit
        high = self.height(canvas.width)
        top = self._top = canvas.height - high
        canvas.rect(0.0, top, canvas.width, high + 1.0, ink("panel"))
        canvas.rect(0.0, top, canvas.width, 1.5, ink(*THEME.line))
        self._draw_times(canvas, reading, top + LINE)
        self._draw_line(canvas, reading, at, top + LINE)
        self._draw_buttons(canvas, reading, at, top + BUTTONS)
        if high == HIGH:
            self._draw_words(canvas, reading, top + BUTTONS)
        x = MARGIN + 5
        if high == LOW:  # there is no room beside the buttons
            words = f"TICK {reading.frame}   {reading.status}"
            x += canvas.label(x, top - LOW_OVER, words, ink(*THEME.text), size=SMALL) + 20
        if reading.warning:
            size, over = (SMALL, LOW_OVER) if high == LOW else (LABEL, OVER)
            canvas.label(x, top - over, reading.warning, ink(*THEME.warning), size=size)

    def _draw_times(self, canvas: Canvas, reading: Reading, y: float) -> None:
        """The time at either end; what is left between them is the timeline."""
        up = y - BODY / 2
        canvas.text(MARGIN, up, clock(reading.frame), BODY, ink(*THEME.chosen))
        word, tone = OUTCOMES.get(reading.outcome, OUTCOMES[""])
        right = canvas.width - MARGIN
        right -= canvas.text(right, y - LABEL / 2, word, LABEL, ink(tone), "right") + 12
        right -= canvas.text(right, up, clock(reading.last), BODY, ink(*THEME.faint), "right") + SHIP
        left = MARGIN + canvas.measure(clock(reading.last).replace("1", "0"), BODY) + SHIP
        self._bar = left, y - GROOVE / 2, right - left, GROOVE

    def _x(self, frame: int) -> float:
        left, _, wide, _ = self._bar
        return left + wide * (frame - self._span[0]) / (self._span[1] - self._span[0])

    def _draw_line(self, canvas: Canvas, reading: Reading, at: tuple[float, float], y: float) -> None:
        left, top, wide, high = self._bar
        here = self._x(reading.frame)
        canvas.rect(left, top, wide, high, ink(*THEME.line))
        if reading.ready[1] >= reading.ready[0]:
            start = self._x(reading.ready[0])
            canvas.rect(start, top, self._x(reading.ready[1]) - start, high, ink("rock"))
        canvas.rect(left, top, here - left, high, ink(*THEME.accent))
        for mark in reading.marks:
            x = self._x(mark)
            canvas.rect(x - 1.0, y - 9.0, 2.0, 18.0, ink("pearl"))
            canvas.shape("disc", x, y - 10.0, 6.0, None, ink("pearl"))
        for frame in reading.losses:
            x = self._x(frame)
            for slope in (-1, 1):
                canvas.line(x - 5, y - 5 * slope, x + 5, y + 5 * slope, 4.0, ink("panel"))
            for slope in (-1, 1):
                canvas.line(x - 5, y - 5 * slope, x + 5, y + 5 * slope, 2.0, ink("hot"))
        canvas.shape("callister", here, y, SHIP, None, turn=math.pi if reading.backwards else 0.0)
        self._draw_names(canvas, reading, at, y)

    def _draw_names(self, canvas: Canvas, reading: Reading, at: tuple[float, float], y: float) -> None:
        """Over the deck: the time under the pointer, or what the mark is called that is near it or near the ship."""
        pointed = _holds((self._bar[0] - GRASP, y - GRASP, self._bar[2] + 2 * GRASP, 2 * GRASP), *at)
        if pointed:
            near = self._nearest(reading, self.frame_at(at[0] * self._unit), NEAR_POINTER)
            frame = near if near is not None else self.frame_at(at[0] * self._unit)
            words = self._words_of(reading, near)
            self._label(canvas, frame, f"{clock(frame)}  {words}" if words else clock(frame), y)
            canvas.rect(self._x(frame) - 0.5, y - GRASP, 1.0, 2 * GRASP, ink(*THEME.chosen))
            return
        within = NEAR_TIME * TICK_HZ * self._bar[2] / (self._span[1] - self._span[0])
        near = self._nearest(reading, reading.frame, within)
        words = self._words_of(reading, near)
        if near is not None and words:
            self._label(canvas, near, words, y)

    def _nearest(self, reading: Reading, frame: int, within: float) -> int | None:
        """The mark or loss that lies nearest to a frame, no farther than so many units."""
        marks = (*reading.marks, *reading.losses)
        found = min(marks, key=lambda mark: abs(mark - frame), default=None)
        return found if found is not None and abs(self._x(found) - self._x(frame)) <= within else None

    @staticmethod
    def _words_of(reading: Reading, mark: int | None) -> str:
        if mark is None:
            return ""
        if mark in reading.losses:
            return f"LOST: {reading.losses[mark].upper()}"
        return reading.name(mark).upper()

    def _label(self, canvas: Canvas, frame: int, words: str, y: float) -> None:
        half = canvas.measure(words, LABEL) / 2 + 8
        x = max(half, min(canvas.width - half, self._x(frame)))
        canvas.label(x, y - LINE - OVER, words, ink("pearl"), "center")

    def _draw_buttons(self, canvas: Canvas, reading: Reading, at: tuple[float, float], y: float) -> None:
        named = canvas.width >= KEYS_FROM
        names = {wish: self._key_name(wish) if named else "" for group in GROUPS for wish in group}
        wide = {w: max(BUTTON, canvas.measure(n, LABEL) + 14) if named else NARROW for w, n in names.items()}
        x = (canvas.width - sum(wide.values()) - SPEED_WIDE - APART * (len(GROUPS) - 1)) / 2
        self._buttons.clear()
        for group in GROUPS:
            for wish in group:
                if wish is Transport.FASTER:
                    canvas.text(x + SPEED_WIDE / 2, y - 7.5, reading.speed, 15.0, ink(*THEME.chosen), "center")
                    x += SPEED_WIDE
                foot = 18.0 if named else 0.0
                rect = (x, y - BUTTON_HIGH / 2, wide[wish], BUTTON_HIGH + foot)
                self._buttons.append((wish, rect))
                self._draw_button(canvas, wish, rect, names[wish], reading.running, _holds(rect, *at))
                x += wide[wish]
            x += APART

    @staticmethod
    def _draw_button(canvas: Canvas, wish: Transport, rect: Rect, key: str, running: bool, pointed: bool) -> None:
        x, y, wide, _ = rect
        middle = x + wide / 2, y + BUTTON_HIGH / 2
        if wish is Transport.RUN:
            canvas.rect(x + 3, y, wide - 6, BUTTON_HIGH, ink("select"))
        elif pointed:
            canvas.rect(x + 1, y, wide - 2, BUTTON_HIGH, ink(*THEME.row))
        if pointed:
            canvas.rect(x + 3, y + BUTTON_HIGH - 2, wide - 6, 2.0, ink(*THEME.mark))
        tone = ink("void") if wish is Transport.RUN else ink(*(THEME.chosen if pointed else THEME.dim))
        draw_sign(canvas, wish, *middle, tone, running)
        if key:
            half = canvas.measure(key, LABEL) / 2 + 4
            canvas.rect(middle[0] - half, y + BUTTON_HIGH + 3, 2 * half, 16.0, ink("line"))
            canvas.text(middle[0], y + BUTTON_HIGH + 6, key, LABEL, ink("select"), "center")

    def _draw_words(self, canvas: Canvas, reading: Reading, y: float) -> None:
        """At the left which tick of what, at the right what goes on and who flew; as much as there is room for."""
        left = min((rect[0] for _, rect in self._buttons), default=canvas.width)
        right = max((rect[0] + rect[2] for _, rect in self._buttons), default=0.0)
        up, down = y - 8.0, y + 12.0
        tick = _fitting(canvas, (f"TICK {reading.frame}", f"{reading.frame}"), left - MARGIN - 12)
        canvas.text(MARGIN, up, tick, LABEL, ink(*THEME.text))
        canvas.text(MARGIN, down, _fitting(canvas, reading.about, left - MARGIN - 12), LABEL, ink(*THEME.faint))
        edge, room = canvas.width - MARGIN, canvas.width - MARGIN - right - 12
        canvas.text(edge, up, _fitting(canvas, (reading.status,), room), LABEL, ink(*THEME.accent), "right")
        canvas.text(edge, down, _fitting(canvas, (reading.flown_by,), room), LABEL, ink(*THEME.faint), "right")


def draw_sign(canvas: Canvas, wish: Transport, x: float, y: float, tone: RGBA, running: bool) -> None:
    """What a button does, as tape decks have said it for ever."""

    def tip(at: float, turn: float, size: float = 10.0) -> None:
        canvas.arrowhead(x + at, y, size, size * 1.25, tone, turn)

    def bar(at: float, high: float = 12.5, wide: float = 2.4) -> None:
        canvas.rect(x + at - wide / 2, y - high / 2, wide, high, tone)

    back, side = (math.pi, -1.0) if wish in _LEFTWARDS else (0.0, 1.0)
    if wish is Transport.RUN and running:
        bar(-3.6, 13.0, 3.6)
        bar(3.6, 13.0, 3.6)
    elif wish is Transport.RUN:
        tip(1.0, 0.0, 14.0)
    elif wish in (Transport.START, Transport.END):
        tip(-1.5 * side, back)
        bar(5.5 * side)
    elif wish in (Transport.PREVIOUS, Transport.NEXT):
        tip(-3.5 * side, back)
        canvas.shape("disc", x + 6.5 * side, y, 8.0, None, tone)
    elif wish in (Transport.REWIND, Transport.FORWARD):
        tip(-5.0 * side, back)
        tip(4.5 * side, back)
    elif wish in (Transport.FRAME_BACK, Transport.FRAME_ON):
        bar(-5.5 * side)
        tip(2.0 * side, back)
    elif wish is Transport.MENU:
        for line in (-5.0, 0.0, 5.0):
            canvas.rect(x - 8, y + line - 1, 16.0, 2.0, tone)
    else:
        canvas.rect(x - 6, y - 1.2, 12.0, 2.4, tone)
        if wish is Transport.FASTER:
            bar(0.0, 12.0)


_LEFTWARDS = {Transport.START, Transport.PREVIOUS, Transport.REWIND, Transport.FRAME_BACK}


def clock(frame: int) -> str:
    """`1:02.25`: minutes, seconds and hundredths of a frame since the episode began."""
    hundredths = frame * 100 // TICK_HZ
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x < rect[0] + rect[2] and rect[1] <= y < rect[1] + rect[3]


def _fitting(canvas: Canvas, words: Iterable[str], room: float) -> str:
    """The first that fits into a width; nothing, if none does."""
    return next((each for each in words if canvas.measure(each, LABEL) <= room), "")
