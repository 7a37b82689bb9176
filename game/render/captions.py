"""Words in the picture that are not the crew's: chat above ships, Moderation's notices, sounds, lettering, signs.

Labels in the world never overlap each other or the instruments: a chat line climbs, then ducks, then hides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.rects import Rect, overlap
from game.render.speakers import tag_colour

WIDEST = 250.0  # a chat line wraps beyond this [units]
LINE = 17.0
ABOVE = 40.0  # a label stands this far above its ship's middle [units at zoom 1]
CLEAR = 78.0  # a sign stands this far above the middle of what it is the lettering of [units at zoom 1]
BESIDE = 160.0  # and so far beside that, where there is no room above [units at zoom 1]
UNDER, NEXT = 40.0, 120.0  # a sign so near beside another one's point and so near under it goes on its list [units]
INSET = 8.0
GAP = 4.0  # between two lines that one speaker said
UNDER_ORDER = 76.0  # of a notice: under the instruments along the top [units]
SOUND = 15.0  # cap height of a sound: as large as what is said, for it may be all that one is told
FADE_IN, FADE_OUT = 0.15, 0.4  # s
TICKS = 60.0


def presence(age: float, duration: float) -> float:
    """How much of a line is there, 0..1, from its age and duration in ticks (duration 0: it stays)."""
    seconds = age / TICKS
    shown = min(1.0, seconds / FADE_IN + 0.15)
    if duration:
        shown = min(shown, (duration - age) / TICKS / FADE_OUT)
    return max(0.0, min(1.0, shown))


@dataclass(slots=True)
class Wish:
    """A label that wants to stand over a point of the screen."""

    key: str
    x: float  # point it belongs to [units]
    y: float
    w: float
    h: float
    lift: float  # how far above the point its lower edge wants to be
    aside: float = 0.0  # so far beside the point it stands rather than below, where what it is about lies; 0: below


class Layout:
    """Finds room for labels, and lets a label keep the place it had, so that it does not hop."""

    def __init__(self) -> None:
        self._kept: dict[str, int] = {}

    def place(self, wishes: list[Wish], obstacles: list[Rect], width: float, height: float) -> dict[str, Rect]:
        """Rectangles by key, none overlapping another or an obstacle; labels without room are left out."""
        taken = list(obstacles)
        placed: dict[str, Rect] = {}
        for wish in wishes:
            spots = self._spots(wish, width, height)
            first = self._kept.get(wish.key, 0)
            order = [first, *(i for i in range(len(spots)) if i != first)]
            for i in order:
                if not any(overlap(spots[i], other) for other in taken):
                    placed[wish.key] = spots[i]
                    taken.append(spots[i])
                    self._kept[wish.key] = i
                    break
        self._kept = {key: i for key, i in self._kept.items() if any(w.key == key for w in wishes)}
        return placed

    @staticmethod
    def _spots(wish: Wish, width: float, height: float) -> list[Rect]:
        over = wish.y - wish.lift - wish.h
        spots = [(wish.x - wish.w / 2, over - up * (wish.h + 4)) for up in range(2 if wish.aside else 6)]
        below = [(wish.x - wish.w / 2, wish.y + wish.lift), (wish.x - wish.w / 2, wish.y + wish.lift + wish.h + 4)]
        if wish.aside:
            sides = wish.x + wish.aside, wish.x - wish.aside - wish.w
            spots += [(x, y) for y in (over, wish.y - wish.h / 2) for x in sides] + below
        else:
            level = wish.y - wish.h / 2
            spots += [*below, (wish.x + wish.lift, level), (wish.x - wish.lift - wish.w, level)]
        return [
            (
                min(max(x, INSET), max(INSET, width - wish.w - INSET)),
                min(max(y, INSET), max(INSET, height - wish.h - INSET)),
                wish.w,
                wish.h,
            )
            for x, y in spots
        ]


@dataclass(slots=True)
class Bubble:
    """One chat line in its rows; `head` is the width of the name before the first."""

    caption: Any
    lines: list[str]
    head: float
    w: float
    h: float

    @classmethod
    def of(cls, canvas: Canvas, caption) -> Bubble:
        lines = canvas.wrap(caption.text, LABEL, min(WIDEST, canvas.width * 0.4), even=True)
        head = canvas.measure(f"{caption.who}  ", LABEL) if caption.who else 0.0
        wide = max([head + canvas.measure(lines[0], LABEL), *(canvas.measure(line, LABEL) for line in lines[1:])])
        return cls(caption, lines, head, wide + 18, LINE * len(lines) + 8)


@dataclass(slots=True)
class Column:
    """All that one speaker has said and that is still there, the oldest first, over the point it is said at."""

    point: tuple[float, float]
    bubbles: list[Bubble]
    lift: float  # how far above that point its foot wants to be [units]

    def wish(self, key: str) -> Wish:
        high = sum(bubble.h for bubble in self.bubbles) + GAP * (len(self.bubbles) - 1)
        return Wish(key, *self.point, max(bubble.w for bubble in self.bubbles), high, self.lift)


class Plate(NamedTuple):
    """A sign in its rows."""

    sign: Any
    lines: list[str]
    high: float


@dataclass(slots=True)
class Board:
    """Signs that stand under each other in the world, near a point of it: they are read as one list, from the top."""

    x: float
    y: float
    plates: list[Plate] = field(default_factory=list)
    wide: float = 0.0
    high: float = 0.0
    seen: bool = False  # one of their places is in the picture

    def takes(self, sign) -> bool:
        """Whether that one belongs to it."""
        last = self.plates[-1].sign
        return abs(sign.x - last.x) < UNDER and 0.0 < sign.y - last.y < NEXT

    def add(self, canvas: Canvas, sign) -> None:
        lines = canvas.wrap(sign.text, LABEL + 1, 260.0, even=True)
        self.plates.append(Plate(sign, lines, 19.0 * len(lines) + 14.0))
        self.wide = max(self.wide, 28.0 + max(canvas.measure(line, LABEL + 1) for line in lines))
        self.high += self.plates[-1].high
        self.seen |= bool(canvas.lens.sees(sign.x, sign.y, 40.0))

    @property
    def key(self) -> str:
        return f"sign {self.plates[0].sign.id}"


class Captions:
    """Draws chat, notices, sounds and signs of a director; keeps only where its labels stood."""

    def __init__(self) -> None:
        self._chat = Layout()
        self._signs = Layout()

    def draw_chat(
        self, canvas: Canvas, captions: list, locate, obstacles: list[Rect], lift: Callable[[Any], float] | None = None
    ) -> list[Rect]:
        """Chat lines above their ships; `locate(caption)` gives a world point or None, `lift(caption)` how far above it
        they stand [world units]. Returns the space they took."""
        columns: dict[tuple, Column] = {}
        for caption in captions:
            point = locate(caption)
            if point is None:
                continue
            speaker = (caption.ship,) if caption.ship else (caption.who, caption.row)
            far = lift(caption) if lift is not None else ABOVE
            column = columns.setdefault(speaker, Column(canvas.place(*point), [], max(26.0, far * canvas.world_unit)))
            column.bubbles.append(Bubble.of(canvas, caption))
        wishes = [column.wish(str(speaker)) for speaker, column in columns.items()]
        places = self._chat.place(wishes, obstacles, canvas.width, canvas.height)
        if len(places) < len(wishes):  # where there is no room for all that one said, there may be for the last of it
            for speaker, column in columns.items():
                if str(speaker) not in places:
                    del column.bubbles[:-1]
            wishes = [column.wish(str(speaker)) for speaker, column in columns.items()]
            places = self._chat.place(wishes, obstacles, canvas.width, canvas.height)
        out = []
        for speaker, column in columns.items():
            if str(speaker) in places:
                out += self._draw_column(canvas, places[str(speaker)], column)
        return out

    @staticmethod
    def _draw_column(canvas: Canvas, rect: Rect, column: Column) -> list[Rect]:
        """What one said, the older above the newer, and a short stem down to who said it."""
        x, y, w, h = rect
        px, py = column.point
        out = []
        for bubble in column.bubbles:
            out.append((x, y, bubble.w, bubble.h))
            Captions._draw_bubble(canvas, out[-1], bubble)
            y += bubble.h + GAP
        last = column.bubbles[-1]
        foot = rect[1] + h
        if foot < py < canvas.height and x - w * 0.5 < px < x + w * 1.5 and 0.0 < px < canvas.width:
            shown = presence(last.caption.age, last.caption.duration)
            colour = faded(palette.ink(tag_colour(last.caption.who)), shown)
            stem = min(max(px, x + 6), x + last.w - 6)
            canvas.line(stem, foot, stem, min(py - 18, foot + 9), 1.2, colour)
        return out

    @staticmethod
    def _draw_bubble(canvas: Canvas, rect: Rect, bubble: Bubble) -> None:
        x, y, w, h = rect
        caption, lines = bubble.caption, bubble.lines
        shown = presence(caption.age, caption.duration)
        canvas.panel(x, y, w, h, palette.ink("panel", 0.86), shown)
        canvas.rect(x, y, 2.0, h, faded(palette.ink(tag_colour(caption.who)), shown))
        if caption.who:
            canvas.text(x + 10, y + 8, caption.who, LABEL, faded(bright(tag_colour(caption.who)), shown))
        text = faded(palette.ink("text"), shown)
        canvas.text(x + 10 + bubble.head, y + 8, lines[0], LABEL, text)
        for i, line in enumerate(lines[1:], 1):
            canvas.text(x + 10, y + 8 + LINE * i, line, LABEL, text)

    @staticmethod
    def draw_notice(canvas: Canvas, line, high: bool = False, above: Sequence[Rect] = ()) -> Rect:
        """A notice of Moderation: top centre, flat, hexagonal, polite. `high` is where no instruments are.

        `above`: what reaches into the middle with large letters, from the top down: an order of two lines, a lockdown.
        """
        shown = presence(line.age, line.duration)
        rows = canvas.wrap(line.text, LABEL + 2, min(560.0, canvas.width - 120), even=True)
        wide = max(canvas.measure(row, LABEL + 2) for row in rows) + 74
        tall = 22.0 + 21.0 * len(rows)
        x, y = canvas.width / 2 - wide / 2, 14.0 if high else UNDER_ORDER
        for other in above:
            if not high and overlap((x, y, wide, tall), other):
                y = other[1] + other[3] + 6.0
        canvas.panel(x, y, wide, tall, palette.ink("deep", 0.92), shown)
        canvas.rect(x, y, wide, 2.0, faded(palette.ink("brand"), shown))
        ex, ey = x + 27, y + tall / 2
        canvas.shape("hexagon", ex, ey, 30.0, None, faded(palette.ink("brand"), shown))
        canvas.shape("hexagon", ex, ey, 23.0, None, faded(palette.ink("blush"), shown))
        canvas.shape("disc", ex, ey, 12.0, None, faded(palette.ink("wine"), shown))
        canvas.shape("disc", ex + 2, ey - 2, 4.0, None, faded(palette.ink("white"), shown))
        for i, row in enumerate(rows):
            canvas.text(x + 54, y + 12 + 21 * i, row, LABEL + 2, faded(palette.ink("blush"), shown))
        return x, y, wide, tall

    @staticmethod
    def draw_sound(canvas: Canvas, line, bottom: float) -> Rect:
        """A caption for something heard, in brackets, lower middle; three bars before it say that it is no voice."""
        shown = presence(line.age, line.duration)
        rows = canvas.wrap(line.text, SOUND, min(700.0, canvas.width - 120.0), even=True)
        words = max(canvas.measure(row, SOUND) for row in rows)
        wide, high = words + 66.0, 17.0 + 24.0 * len(rows)
        x, y = (canvas.width - wide) / 2, bottom - high
        canvas.panel(x, y, wide, high, palette.ink("panel", 0.92), shown)
        for i, bar in enumerate((8.0, 18.0, 12.0)):
            canvas.rect(x + 16 + 7 * i, y + high / 2 - bar / 2, 3.0, bar, faded(palette.ink("select"), shown))
        for i, row in enumerate(rows):
            canvas.text(x + 48, y + 13 + 24 * i, row, SOUND, faded(palette.ink("text"), shown))
        return x, y, wide, high

    def draw_signs(self, canvas: Canvas, signs: list, obstacles: list[Rect]) -> list[Rect]:
        """Lettering that stands in the world: a plate with a rule above and below."""
        boards: list[Board] = []
        for sign in signs:
            board = next((board for board in boards if board.takes(sign)), None)
            if board is None:
                boards.append(board := Board(sign.x, sign.y))
            board.add(canvas, sign)
        boards = [board for board in boards if board.seen]  # whole, or not at all
        lift, aside = CLEAR * canvas.world_unit, BESIDE * canvas.world_unit  # what bears the letters stays to be seen
        wishes = []
        for board in boards:
            x, y = canvas.place(board.x, board.y)
            grown = board.high - board.plates[0].high  # downwards: what is read already stays where it is
            wishes.append(Wish(board.key, x, y + grown, board.wide, board.high, lift, aside))
        places = self._signs.place(wishes, obstacles, canvas.width, canvas.height)
        for board in boards:
            if board.key in places:
                self._draw_board(canvas, board, places[board.key])
        return list(places.values())

    @staticmethod
    def _draw_board(canvas: Canvas, board: Board, rect: Rect) -> None:
        x, top, wide, _ = rect
        for plate in board.plates:
            shown = presence(plate.sign.age, plate.sign.duration)
            canvas.panel(x, top, wide, plate.high, palette.ink("panel", 0.88), shown)
            for edge in (top, top + plate.high - 1.5):
                canvas.rect(x, edge, wide, 1.5, faded(palette.ink("brass"), shown))
            for i, line in enumerate(plate.lines):
                colour = faded(palette.ink("select"), shown)
                canvas.text(x + wide / 2, top + 10 + 19 * i, line, LABEL + 1, colour, "center")
            top += plate.high


def bright(name: str) -> tuple[float, float, float, float]:
    """A tag's colour, lifted until it can be read on a panel."""
    r, g, b = palette.rgb(name)
    return r + (1 - r) * 0.35, g + (1 - g) * 0.35, b + (1 - b) * 0.35, 1.0
