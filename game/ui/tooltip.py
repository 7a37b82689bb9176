"""Words beside what the mouse rests on."""

from __future__ import annotations

import math

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box

RESTS = 0.45  # s until it comes
SIZE = 8.0  # cap height [units]
WIDEST = 260.0  # [units]
LINE = 15.0  # from one line to the next [units]


class Tooltip:
    """Say every picture what the mouse is on; the words come when it has rested there."""

    def __init__(self) -> None:
        self._of: Box | None = None
        self._since = 0.0
        self._words: tuple[str, str] = ("", "")

    def rest(self, of: Box | None, words: str, key: str, time: float) -> None:
        """The mouse is on `of`, which does `words`, as `key` does."""
        if of is None or not words:
            self._of = None
            return
        if of != self._of or (words, key) != self._words:
            self._of, self._since, self._words = of, time, (words, key)

    def hush(self) -> None:
        """It was pressed: whoever did that knows what it does, and wants to see what comes of it."""
        self._since = math.inf

    def draw(self, canvas: Canvas, time: float) -> None:
        of, (words, key) = self._of, self._words
        if of is None or time - self._since < RESTS:
            return
        lines = canvas.wrap(words, SIZE, WIDEST)
        wide = max(canvas.measure(line, SIZE) for line in lines)
        keyed = canvas.measure(key, SIZE) + 14 if key else 0.0
        if len(lines) == 1:
            wide += keyed
        wide, high = wide + 18, LINE * len(lines) + 9
        x = max(4.0, min(canvas.width - wide - 4, of.x + of.width / 2 - wide / 2))
        y = of.foot + 6 if of.foot + 6 + high < canvas.height else of.y - high - 6
        canvas.rect(x - 1, y - 1, wide + 2, high + 2, ink("rock"))
        canvas.rect(x, y, wide, high, ink("panel"))
        for number, line in enumerate(lines):
            canvas.text(x + 9, y + 8 + number * LINE, line, SIZE, ink("text"))
        if key:
            canvas.text(x + wide - 9, y + 8 + (len(lines) - 1) * LINE, key, SIZE, ink("hot"), "right")
