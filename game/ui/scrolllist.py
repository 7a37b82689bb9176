"""A long list of rows of which only those in sight are drawn: wheel, bar, arrows, and one row under the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Key, Move, Press, Release, Wheel

ROW = 20.0  # height [units]
NOTCH = 3.0  # rows that a notch of the wheel moves
BAR = 5.0  # width of the bar [units]
SHORTEST = 18.0  # of the bar's handle [units]

DrawRow = Callable[[Canvas, int, Box, bool], None]  # canvas, row, box, whether the mouse is on it


@dataclass
class ScrollList:
    """Rows by number; what they say is for whoever draws them.

    `chosen` is told the number of a row that was pressed, and the press; `at` is the row that keys walk from.
    """

    chosen: Callable[[int, Press], None]
    row: float = ROW

    def __post_init__(self) -> None:
        self.count = 0
        self.at = -1
        self.hover = -1
        self.top = 0.0  # rows above the first that is seen
        self._box = Box(0, 0, 0, 0)
        self._drags = False

    @property
    def fit(self) -> int:
        """Whole rows in sight."""
        return max(1, int(self._box.height / self.row))

    def reveal(self, index: int) -> None:
        """Scroll so that a row is in sight."""
        self.at = index
        if index < self.top:
            self.top = index
        elif index >= self.top + self.fit:
            self.top = index - self.fit + 1

    def draw(self, canvas: Canvas, box: Box, count: int, draw_row: DrawRow) -> None:
        self._box, self.count = box, count
        self._bound()
        first = int(self.top)
        wide = box.width - (BAR + 3 if count > self.fit else 0)
        for place in range(min(self.fit, count - first)):
            index = first + place
            row = Box(box.x, box.y + place * self.row, wide, self.row)
            if index == self.hover:
                canvas.rect(row.x, row.y, row.width, row.height, ink("line", 0.45))
            draw_row(canvas, index, row, index == self.hover)
        if count > self.fit:
            canvas.rect(box.right - BAR, box.y, BAR, box.height, ink("void", 0.6))
            top, high = self._handle()
            canvas.rect(box.right - BAR, top, BAR, high, ink("rock-high" if self._drags else "rock"))

    def _bound(self) -> None:
        self.top = max(0.0, min(self.top, float(max(0, self.count - self.fit))))

    def _handle(self) -> tuple[float, float]:
        """Where the bar's handle begins, and its height."""
        high = max(SHORTEST, self._box.height * self.fit / max(1, self.count))
        way = self._box.height - high
        return self._box.y + way * self.top / max(1, self.count - self.fit), high

    def handle(self, event: Event) -> bool:
        if isinstance(event, Wheel):
            self.top -= event.notches * NOTCH
            self._bound()
            return True
        if isinstance(event, Release):
            drags, self._drags = self._drags, False
            return drags
        if isinstance(event, Move):
            if self._drags:
                self._drag(event.y)
                return True
            self.hover = self._row_at(event.x, event.y)
            return False
        if isinstance(event, Press):
            if self.count > self.fit and self._box.holds(event.x, event.y) and event.x >= self._box.right - BAR - 2:
                self._drags = True
                self._drag(event.y)
                return True
            index = self._row_at(event.x, event.y)
            if index < 0:
                return False
            self.at = index
            self.chosen(index, event)
            return True
        return isinstance(event, Key) and self._key(event)

    def _drag(self, y: float) -> None:
        _, high = self._handle()
        share = (y - self._box.y - high / 2) / max(1.0, self._box.height - high)
        self.top = round(max(0.0, min(1.0, share)) * max(0, self.count - self.fit))

    def _row_at(self, x: float, y: float) -> int:
        if not self._box.holds(x, y):
            return -1
        index = int(self.top) + int((y - self._box.y) / self.row)
        return index if index < self.count and (y - self._box.y) / self.row < self.fit else -1

    def _key(self, key: Key) -> bool:
        steps = {"up": -1, "down": 1, "pageup": -self.fit, "pagedown": self.fit, "home": -self.count, "end": self.count}
        if key.name not in steps or not self.count or key.ctrl:
            return False
        index = max(0, min(self.count - 1, self.at + steps[key.name]))
        self.reveal(index)
        self.chosen(index, Press(self._box.x + 1, self._box.y, shift=key.shift))
        return True
