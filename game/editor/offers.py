"""Words that may stand in a field, in a list below it: those that hold what has been typed so far."""

from __future__ import annotations

from collections.abc import Sequence

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Key, Move, Press, Wheel
from game.ui.textfield import cut

LINE = 16.0  # [units]
SIZE = 7.4  # cap height [units]
MOST = 9  # in sight


class Offers:
    """Open while it has words. `at` is the one that ENTER takes; -1: what was typed stands for itself."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.at = -1
        self._first = 0
        self._under = Box(0, 0, 0, 0)
        self._box = Box(0, 0, 0, 0)

    @property
    def shown(self) -> bool:
        return bool(self.words)

    def open(self, words: Sequence[str], typed: str, *, strict: bool) -> None:
        """Those words that hold what was typed, those that begin with it first. `strict`: only they may stand."""
        low = typed.lower()
        found = [word for word in words if low in word.lower()]
        self.words = sorted(found, key=lambda word: not word.lower().startswith(low)) if low else found
        if self.words == [typed]:
            self.words = []
        self.at, self._first = (0 if strict or (low and self.words) else -1), 0

    def close(self) -> None:
        self.words, self.at = [], -1

    def below(self, field: Box) -> None:
        """Where the field is."""
        self._under = field

    def picked(self, typed: str, strict: bool) -> str:
        """What ENTER means."""
        if typed in self.words and not strict:
            return typed
        return self.words[self.at] if 0 <= self.at < len(self.words) else typed

    # -- hands

    def pressed(self, press: Press) -> str | None:
        """The word that was pressed."""
        if not self.words or not self._box.holds(press.x, press.y):
            return None
        index = self._first + int((press.y - self._box.y) / LINE)
        return self.words[index] if index < len(self.words) else None

    def handle(self, event: Event) -> bool:
        if not self.words:
            return False
        if isinstance(event, Wheel) and self._box.holds(event.x, event.y):
            self._first = max(0, min(len(self.words) - MOST, self._first - round(event.notches * 2)))
            return True
        if isinstance(event, Move) and self._box.holds(event.x, event.y):
            self.at = min(len(self.words) - 1, self._first + int((event.y - self._box.y) / LINE))
            return True
        if isinstance(event, Key) and event.name in ("up", "down"):
            self.at = max(0, min(len(self.words) - 1, self.at + (1 if event.name == "down" else -1)))
            self._first = max(self.at - MOST + 1, min(self._first, self.at))
            return True
        return False

    # -- picture

    def draw(self, canvas: Canvas, within: Box) -> None:
        if not self.words:
            return
        count = min(MOST, len(self.words))
        high, under = count * LINE, self._under
        y = under.foot + 1 if under.foot + high <= within.foot else under.y - high - 1
        x, wide = min(under.x, within.right - max(under.width, 120.0)), max(under.width, 120.0)
        self._box = Box(x, max(within.y, y), wide, high)
        box = self._box
        canvas.framed(box.x - 1, box.y - 1, box.width + 2, box.height + 2, ink("ring", 0.7), ink("void"))
        for place in range(count):
            index = self._first + place
            if index >= len(self.words):
                break
            row = Box(box.x, box.y + place * LINE, box.width, LINE)
            if index == self.at:
                canvas.rect(row.x, row.y, row.width, row.height, ink("teal", 0.55))
            top = row.y + (LINE - SIZE) / 2
            words = cut(canvas, self.words[index], SIZE, row.width - 14)
            canvas.text(row.x + 5, top, words, SIZE, ink("white" if index == self.at else "text"))
        if len(self.words) > count:
            share = count / len(self.words)
            top = box.y + box.height * self._first / len(self.words)
            canvas.rect(box.right - 3, top, 3, box.height * share, ink("rock-high"))
