"""A question, and under it its answers as panels of their own, side by side: nothing stands between but the ship."""

from __future__ import annotations

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.rects import Rect
from game.render.speakers import speaker

WIDE, GAP = 372.0, 250.0  # of a card, and what is free between two [units]
FOOT = 34.0  # below them
ASK, WORD, NOTE = 14.0, 22.0, 13.0  # cap heights of the question, the answer, and what that costs
ROW = 23.0  # from one row of a note to the next
LEADING, INSET = 26.0, 14.0  # from one row of the question to the next, and from its panel's edge to its letters
TICKS = 60.0
EDGES = ("data", "brass", "ring", "blush")  # by order: none of them is the right one


def cards(canvas: Canvas, choice) -> list[Rect]:
    """Where each answer is."""
    return [(x, y, wide, high) for x, y, wide, high, _ in _laid(canvas, choice)]


def draw(canvas: Canvas, choice, keys: list[str], who: str) -> Rect:
    """Draws question and answers; returns what they fill, from the question's top to the foot."""
    shown = min(1.0, choice.age / TICKS / 0.5)
    laid = _laid(canvas, choice)
    top = laid[0][1]
    for number, (x, y, wide, high, rows) in enumerate(laid):
        _card(canvas, x, y, wide, high, choice.options[number], rows, keys[number], EDGES[number], shown)
    asked = canvas.wrap(choice.ask, ASK, canvas.width - 120.0)
    tall = LEADING * len(asked) + INSET
    at = top - INSET - tall
    ink = palette.ink(speaker(who).colour if who else "text")
    across = max(canvas.measure(row, ASK) for row in asked) + 2 * INSET
    canvas.panel((canvas.width - across) / 2, at, across, tall, shown=shown)
    for i, row in enumerate(asked):
        canvas.text(canvas.width / 2, at + INSET - 1.0 + LEADING * i, row, ASK, faded(ink, shown), "center")
    return 0.0, at, canvas.width, canvas.height - at


def _gap(canvas: Canvas) -> float:
    return min(GAP, canvas.width * 0.2)


def _laid(canvas: Canvas, choice) -> list[tuple[float, float, float, float, list[str]]]:
    """x, y, width and height of each card, all alike, and the rows of what its answer costs."""
    options, gap = choice.options, _gap(canvas)
    wide = min(WIDE, (canvas.width - 40.0 - gap * (len(options) - 1)) / len(options))
    notes = [canvas.wrap(option.closed or option.note, NOTE, wide - 44.0) for option in options]
    high = 72.0 + ROW * max(len(rows) for rows in notes)
    left = (canvas.width - wide * len(options) - gap * (len(options) - 1)) / 2
    top = canvas.height - FOOT - high
    return [(left + (wide + gap) * i, top, wide, high, rows) for i, rows in enumerate(notes)]


def _card(
    canvas: Canvas, x: float, y: float, wide: float, high: float, option, rows: list[str], key: str, edge: str,
    shown: float,
) -> None:  # fmt: skip
    shut = bool(option.closed)
    ink = palette.ink("dim" if shut else edge)
    canvas.panel(x, y, wide, high, palette.ink("panel", 0.93), shown)
    for left, top, w, h in ((x, y, wide, 1.5), (x, y + high - 1.5, wide, 1.5), (x + wide - 1.5, y, 1.5, high)):
        canvas.rect(left, top, w, h, faded(palette.ink(edge, 0.35), shown))
    canvas.rect(x, y, 4.0, high, faded(ink, shown))
    canvas.rect(x + 22, y + 17, 34, 34, faded(palette.ink("line"), shown))
    canvas.text(x + 39, y + 26, key, LABEL + 5, faded(palette.ink("select"), shown), "center")
    canvas.text(x + 74, y + 23, option.text, WORD, faded(ink, shown))
    for i, row in enumerate(rows):
        canvas.text(x + 22, y + 67 + ROW * i, row, NOTE, faded(palette.ink("text"), shown))
