"""A question, and under it its answers as panels of their own: between two of them nothing stands but the ship.

Three or four stand closer, side by side; and where large letters leave no room for that, in rows of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.rects import Rect
from game.render.speakers import speaker

WIDE, GAP = 372.0, 250.0  # of a card, and what is free between two [units]
CLOSE, NARROW = 20.0, 220.0  # what is free between more than two, and how narrow three or four in a row may be [units]
ROWS_APART, MOST = 10.0, 0.45  # free between two rows of cards; of the picture's height that they take, if they can
EDGE = 20.0  # free beside the first and the last [units]
FOOT = 28.0  # below them
ASK, NOTE = 14.0, 13.0  # cap heights of the question, and of what an answer costs
WORDS = (22.0, 18.0, 15.0, 13.0)  # and of the answers: the largest in which all fit
WORD_ROWS, WORD_LEADING = 2, 1.5  # rows that an answer has in all but the smallest, cap heights from one to the next
WORD_AT, NOTE_AT = 74.0, 22.0  # from a card's edge to its answer, and to its note [units]
ROW = 23.0  # from one row of a note to the next
BESIDE_NOTES = 78.0  # of a card's height, over and under its note: as much under its last row as over its key
LEADING, INSET = 26.0, 14.0  # from one row of the question to the next, and from its panel's edge to its letters
TICKS = 60.0
EDGES = ("data", "brass", "ring", "blush")  # by order: none of them is the right one


class _Card(NamedTuple):
    """Where an answer is, and what is read there."""

    x: float
    y: float
    wide: float
    high: float
    size: float  # cap height of the answer
    words: list[str]
    notes: list[str]


def cards(canvas: Canvas, choice) -> list[Rect]:
    """Where each answer is."""
    return [(card.x, card.y, card.wide, card.high) for card in _laid(canvas, choice)]


def draw(canvas: Canvas, choice, keys: list[str], who: str) -> Rect:
    """Draws question and answers; returns what they fill, from the question's top to the foot."""
    shown = min(1.0, choice.age / TICKS / 0.5)
    laid = _laid(canvas, choice)
    top = laid[0].y
    for number, card in enumerate(laid):
        _draw_card(canvas, card, bool(choice.options[number].closed), keys[number], EDGES[number], shown)
    asked = canvas.wrap(choice.ask, ASK, canvas.width - 120.0)
    tall = LEADING * len(asked) + INSET
    at = top - INSET - tall
    ink = palette.ink(speaker(who).colour if who else "text")
    across = max(canvas.measure(row, ASK) for row in asked) + 2 * INSET
    canvas.panel((canvas.width - across) / 2, at, across, tall, shown=shown)
    for i, row in enumerate(asked):
        canvas.text(canvas.width / 2, at + INSET - 1.0 + LEADING * i, row, ASK, faded(ink, shown), "center")
    return 0.0, at, canvas.width, canvas.height - at


def _laid(canvas: Canvas, choice) -> list[_Card]:
    """The cards; all in a row are alike."""
    options = choice.options
    columns, gap, wide = _columns(canvas, len(options))
    costs = [option.closed or option.note for option in options]
    notes = [canvas.wrap(cost, NOTE, wide - 2 * NOTE_AT) if cost else [] for cost in costs]
    for size in WORDS:
        words, fits = _fitted(canvas, [option.text for option in options], size, wide - WORD_AT - INSET)
        highs = [
            BESIDE_NOTES + size * WORD_LEADING * (max(map(len, words[i : i + columns])) - 1)
            + ROW * max(map(len, notes[i : i + columns]))
            for i in range(0, len(options), columns)
        ]  # fmt: skip
        if fits and (len(options) == 2 or sum(highs) < canvas.height * MOST):
            break
    left = (canvas.width - wide * columns - gap * (columns - 1)) / 2
    tops = [canvas.height - FOOT - sum(highs[row:]) - ROWS_APART * (len(highs) - 1 - row) for row in range(len(highs))]
    return [
        _Card(
            left + (wide + gap) * (i % columns), tops[i // columns], wide, highs[i // columns], size, words[i], notes[i]
        )
        for i in range(len(options))
    ]


def _columns(canvas: Canvas, count: int) -> tuple[int, float, float]:
    """How many stand side by side, what is free between them, and how wide each is."""
    if count == 2:
        gap = min(GAP, canvas.width * 0.2)
        return 2, gap, min(WIDE, (canvas.width - 2 * EDGE - gap) / 2)
    columns = count if (canvas.width - 2 * EDGE + CLOSE) / count - CLOSE >= NARROW else 2
    return columns, CLOSE, min(WIDE, (canvas.width - 2 * EDGE + CLOSE) / columns - CLOSE)


def _fitted(canvas: Canvas, answers: Sequence[str], size: float, room: float) -> tuple[list[list[str]], bool]:
    """The rows of each answer in letters of that size, and whether they fit."""
    rows = [canvas.wrap(answer, size, room) for answer in answers]
    widest = max(canvas.measure(row, size) for each in rows for row in each)
    return rows, widest <= room and max(map(len, rows)) <= WORD_ROWS


def _draw_card(canvas: Canvas, card: _Card, shut: bool, key: str, edge: str, shown: float) -> None:
    x, y, wide, high, size, words, notes = card
    ink = palette.ink("dim" if shut else edge)
    canvas.panel(x, y, wide, high, palette.ink("panel", 0.93), shown)
    for left, top, w, h in ((x, y, wide, 1.5), (x, y + high - 1.5, wide, 1.5), (x + wide - 1.5, y, 1.5, high)):
        canvas.rect(left, top, w, h, faded(palette.ink(edge, 0.35), shown))
    canvas.rect(x, y, 4.0, high, faded(ink, shown))
    canvas.rect(x + 22, y + 17, 34, 34, faded(palette.ink("line"), shown))
    canvas.text(x + 39, y + 26, key, LABEL + 5, faded(palette.ink("select"), shown), "center")
    first = y + 23 + (WORDS[0] - size) / 2  # smaller letters stand in the middle of the key's height, too
    step = size * WORD_LEADING
    for i, row in enumerate(words):
        canvas.text(x + WORD_AT, first + step * i, row, size, faded(ink, shown))
    for i, row in enumerate(notes):
        at = y + 67 + step * (len(words) - 1) + ROW * i
        canvas.text(x + NOTE_AT, at, row, NOTE, faded(palette.ink("text"), shown))
