"""A question whose answers are panels of their own, side by side: nothing stands between them but the ship."""

from __future__ import annotations

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.captions import Rect
from game.render.speakers import speaker

WIDE, GAP = 372.0, 250.0  # of a card, and what is free between two [units]
FOOT = 34.0  # below them
ASK, WORD, NOTE = 14.0, 22.0, 13.0  # cap heights of the question, the answer, and what that costs
ROW = 23.0  # from one row of a note to the next
TICKS = 60.0
EDGES = ("data", "brass", "ring", "blush")  # by order: none of them is the right one


def draw(canvas: Canvas, choice, keys: list[str], who: str) -> Rect:
    """Draws question and answers; returns what they fill, from the question's top to the foot."""
    shown = min(1.0, choice.age / TICKS / 0.5)
    options = choice.options
    gap = min(GAP, canvas.width * 0.2)
    wide = min(WIDE, (canvas.width - 40.0 - gap * (len(options) - 1)) / len(options))
    notes = [canvas.wrap(option.closed or option.note, NOTE, wide - 44.0) for option in options]
    high = 72.0 + ROW * max(len(rows) for rows in notes)
    top = canvas.height - FOOT - high
    x = (canvas.width - wide * len(options) - gap * (len(options) - 1)) / 2
    for number, (option, rows) in enumerate(zip(options, notes, strict=True)):
        _card(canvas, x, top, wide, high, option, rows, keys[number], EDGES[number], shown)
        x += wide + gap
    asked, at = canvas.wrap(choice.ask, ASK, gap - 24.0), top + 26.0
    if 26.0 * len(asked) > high - 30.0 or len(options) > 2:  # too much for between the cards: over them
        asked = canvas.wrap(choice.ask, ASK, canvas.width - 120.0)
        at = top - 20.0 - 26.0 * len(asked)
    ink = palette.ink(speaker(who).colour if who else "text")
    for i, row in enumerate(asked):
        canvas.label(canvas.width / 2, at + 26.0 * i, row, ink, "center", shown, ASK)
    head = min(at - 6.0, top)
    return 0.0, head, canvas.width, canvas.height - head


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
