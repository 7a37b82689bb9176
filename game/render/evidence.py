"""Evidence: what cards show, cards that lie on the table, and a document that is held up to be read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from game.render import palette
from game.render.canvas import Canvas
from game.render.palette import RGBA
from game.render.rects import Rect

CARD = (178.0, 116.0)  # in hand [units]
LAID = (120.0, 74.0)  # on the table
DOCUMENT, MARGIN = 660.0, 22.0  # width of one that is held up; what is kept free beside it
WORDS, SMALL = 15.0, 9.5
TURN_S = 0.45  # a card slides and turns for this long
VISITS = 5  # of a man who says that he sent flowers


def paper(level: float = 0.98, alpha: float = 1.0) -> RGBA:
    """Of everything that lies on these tables; it covers by `alpha`."""
    r, g, b = palette.rgb("pearl")
    return r * level * alpha, g * level * alpha, b * level * alpha, alpha


def ink(alpha: float = 1.0) -> RGBA:
    return palette.ink("ink", alpha)


# -- what cards show ---------------------------------------------------------------------------------------------


def print_card(canvas: Canvas, x: float, y: float, w: float, h: float, kind: str, seed: int = 0) -> None:
    """What a card shows in a box: small print with a name under it, figures, a picture, or somebody's hand."""
    unit = w / CARD[0]
    PRINTS[kind](canvas, x, y, w, h, unit, seed)


def _print_form(canvas: Canvas, x: float, y: float, w: float, h: float, unit: float, seed: int) -> None:
    for i in range(3):
        long = w - (34.0 + ((i * 3 + seed * 5) % 4) * 14.0) * unit
        canvas.rect(x + 14 * unit, y + (12 + i * 12.0) * unit, long, 2.0 * unit, palette.ink("rock-high", 0.8))
    _signature(canvas, x + w * 0.36, y + 58.0 * unit, w * 0.46, palette.ink("cobalt", 1.0, 0.6))


def _print_visitors(canvas: Canvas, x: float, y: float, w: float, h: float, unit: float, seed: int) -> None:
    """A list at a door, five times in the same hand."""
    for i in range(VISITS):
        top = y + (14 + i * 13.0) * unit
        canvas.rect(x + 14 * unit, top, w * 0.34, 2.0 * unit, palette.ink("rock-high", 0.8))
        _signature(canvas, x + w * 0.54, top, w * 0.26, palette.ink("cobalt", 1.0, 0.6))


def _print_bill(canvas: Canvas, x: float, y: float, w: float, h: float, unit: float, seed: int) -> None:
    """Item, item, item, and six more than there should be: their rows are marked."""
    for i in range(6):
        top = y + (11 + i * 11.0) * unit
        if i >= 4:
            canvas.rect(x + 8 * unit, top - 3.4 * unit, w - 16 * unit, 9.0 * unit, palette.ink("mustard", 0.55))
        canvas.rect(x + 14 * unit, top, w * (0.42 - 0.05 * (i % 3)), 2.0 * unit, palette.ink("rock-high", 0.8))
        canvas.rect(x + w - 46 * unit, top, 30.0 * unit, 2.0 * unit, palette.ink("rock", 0.9))


def _print_photograph(canvas: Canvas, x: float, y: float, w: float, h: float, unit: float, seed: int) -> None:
    """A freezer's white light, a dark bin liner, and paper cups in it, each with a name that cannot be read."""
    left, top, wide, high = x + 10 * unit, y + 9 * unit, w - 20 * unit, min(h, 84 * unit) - 14 * unit
    canvas.rect(left, top, wide, high, palette.ink("rock-high"))
    canvas.rect(left, top, wide, high * 0.28, palette.ink("steel", 0.75))
    canvas.rect(left + wide * 0.14, top + high * 0.34, wide * 0.72, high * 0.66, palette.ink("void"))
    for i, (dx, dy) in enumerate(((0.22, 0.24), (0.37, 0.14), (0.53, 0.22), (0.68, 0.12), (0.30, 0.46), (0.60, 0.44))):
        cx, cy, cup = left + dx * wide, top + dy * high, wide * 0.105
        canvas.rect(cx, cy, cup, high * 0.36, palette.ink("pearl", 1.0, 0.92 if i % 2 else 1.0))
        canvas.rect(cx, cy, cup, high * 0.05, palette.ink("shade"))
        canvas.rect(cx + cup * 0.18, cy + high * 0.16, cup * 0.6, 1.4 * unit, palette.ink("ink", 0.8))
    canvas.rect(left + wide * 0.10, top + high * 0.80, wide * 0.80, high * 0.20, palette.ink("void"))


def _print_letter(canvas: Canvas, x: float, y: float, w: float, h: float, unit: float, seed: int) -> None:
    """Written by hand, close and even."""
    tone = palette.ink("ink", 0.8)
    for row in range(5):
        top = y + (13 + row * 12.0) * unit
        long = int((w / unit - 34) // 6) - (6 if row == 4 else row % 3)
        waves = [
            (x + (14 + k * 6) * unit, top + (2.2 if (k * 7 + row * 3) % 5 % 2 else -2.2) * unit) for k in range(long)
        ]
        canvas.path(waves, 1.2 * unit, tone)


PRINTS = {
    "form": _print_form,
    "visitors": _print_visitors,
    "bill": _print_bill,
    "photograph": _print_photograph,
    "letter": _print_letter,
}


def _signature(canvas: Canvas, x: float, y: float, w: float, tone: RGBA) -> None:
    shape = ((0, 8), (9, -9), (14, 8), (21, -3), (27, 6), (36, -8), (41, 7), (52, -1), (60, 5), (78, 2), (100, -2))
    canvas.path([(x + px * w / 100.0, y + py * w / 90.0) for px, py in shape], 1.8, tone)


# -- on the table --------------------------------------------------------------------------------------------------


def laid_boxes(canvas: Canvas, count: int, at: tuple[float, float]) -> list[Rect]:
    """Where so many cards lie on the table, from `at` (shares of the picture) on."""
    x, y = at[0] * canvas.width, at[1] * canvas.height
    return [(x + number * (LAID[0] + 10.0), y + (number % 2) * 5.0, *LAID) for number in range(count)]


def draw_laid(canvas: Canvas, cards: Sequence[tuple[str, str]], age: float, at: tuple[float, float]) -> None:
    """Cards (label, kind) that lie on the table from `at` (shares of the picture) on.

    The last one has been sliding for `age` seconds.
    """
    boxes = laid_boxes(canvas, len(cards), at)
    for number, ((label, kind), (x, y, wide, high)) in enumerate(zip(cards, boxes, strict=True)):
        moving = min(1.0, age / TURN_S) if number == len(cards) - 1 else 1.0
        gone = 1.0 - (1.0 - moving) ** 3
        x += (1.0 - gone) * (canvas.width * 0.82 - x)
        y += (1.0 - gone) * (canvas.height + 80.0 - y)
        turn = (-0.05, 0.035, -0.02)[number % 3] + (1.0 - gone) * 0.7
        flat = max(0.06, abs(math.cos((1.0 - gone) * math.pi)))  # it turns over on the way
        middle = x + wide / 2, y + high / 2
        _sheet(canvas, (middle[0] + 4, middle[1] + 5), wide * flat, high, turn, (0.0, 0.0, 0.0, 0.34))
        _sheet(canvas, middle, wide * flat, high, turn, paper())
        if gone > 0.6:
            up = middle[0] + math.sin(turn) * high * 0.37, middle[1] - math.cos(turn) * high * 0.37
            _sheet(canvas, up, wide * flat, 15.0, turn, palette.ink("rock"))
            u, size = canvas.unit, 7.0
            half = canvas.measure(label, size) / 2
            if 2 * half < wide:  # in a small window letters that can be read are too wide: then the picture must do
                left = up[0] - half * math.cos(turn), up[1] - half * math.sin(turn) - size / 2
                canvas.rows.text(canvas.cap(size), label, left[0] * u, left[1] * u, paper(), rotation=turn)
            print_card(canvas, middle[0] - wide / 2 + 4, up[1] + 8, wide - 8, high - 15.0, kind, number)


def _sheet(canvas: Canvas, middle: tuple[float, float], w: float, h: float, turn: float, tone: RGBA) -> None:
    canvas.shape("white", middle[0], middle[1], w, h, tone, turn)


# -- held up -----------------------------------------------------------------------------------------------------


def draw_sign(canvas: Canvas, heading: str, text: str, kind: str, scale: float, age: float) -> None:
    """A document, held up: it comes in from the asker's hand and is read."""
    size, small = WORDS * scale, SMALL * scale * 1.2
    wide = min(canvas.width - 4 * MARGIN, DOCUMENT * min(1.6, scale))
    rows = _whole_names(canvas.wrap(text, size, wide - 60.0))
    band = small + 20.0 if heading else 0.0
    high = band + len(rows) * size * 1.7 + 96.0
    come = 1.0 - (1.0 - min(1.0, age / TURN_S)) ** 3
    x = (canvas.width - wide) / 2 + (1.0 - come) * canvas.width * 0.4
    y = (canvas.height - high) * 0.42 + (1.0 - come) * canvas.height
    canvas.rect(0.0, 0.0, canvas.width, canvas.height, palette.ink("void", 0.42 * come))
    canvas.rect(x + 9, y + 12, wide, high, (0.0, 0.0, 0.0, 0.4))
    canvas.rect(x, y, wide, high, paper())
    if heading:
        canvas.rect(x, y, wide, band, palette.ink("rock"))
        canvas.text(x + 28, y + 10, heading, small, paper())
    for i, row in enumerate(rows):
        canvas.text(x + 28, y + band + 30 + i * size * 1.7, row, size, ink())
    names = VISITS if kind == "visitors" else 1
    each = (wide - 56.0) / names if names > 1 else 190.0
    for i in range(names):
        left = x + wide - 28.0 - (names - i) * each
        _signature(canvas, left, y + high - 34.0, each * 0.8, palette.ink("cobalt", 1.0, 0.6))


def _whole_names(rows: list[str]) -> list[str]:
    """No row ends on an initial: `J.` goes with its name."""
    for i in range(len(rows) - 1):
        head, _, last = rows[i].rpartition(" ")
        if head and len(last) == 2 and last.endswith("."):
            rows[i], rows[i + 1] = head, f"{last} {rows[i + 1]}"
    return rows
