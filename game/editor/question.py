"""A question over the map, with an answer for each of a few keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Key, Press

HEIGHT = 30.0  # of a line of it [units]
LINE = 14.0  # of words that take several [units]
SIZE, WORDS = 7.6, 8.0  # cap heights of answers and of what is asked [units]
INSET, GAP = 8.0, 8.0  # within and between answers [units]
CAPS = {"return": "Enter", "escape": "Esc"}  # how keys are called


@dataclass
class Question:
    """`answers`: key -> what is then done, in its own words. One that `may_wait` goes when something else is done."""

    words: str
    answers: dict[str, str]
    may_wait: bool = False
    _boxes: dict[str, Box] = field(default_factory=dict)

    def answer(self, event: Event) -> str:
        """The answer that a key or a press gives, or nothing."""
        if isinstance(event, Key):
            return self.answers.get(event.name, "")
        if isinstance(event, Press):
            return next((answer for answer, box in self._boxes.items() if box.holds(event.x, event.y)), "")
        return ""

    def draw(self, canvas: Canvas, within: Box) -> None:
        """On one line where there is room; else the answers stand below the words, in as many rows as it takes."""
        wide = within.width - 16
        buttons = [(answer, f"{answer.capitalize()}  ({CAPS.get(key, key.capitalize())})")
                   for key, answer in self.answers.items()]  # fmt: skip
        widths = [canvas.measure(label, SIZE) + 2 * INSET for _, label in buttons]
        beside = canvas.measure(self.words, WORDS) + sum(widths) + GAP * len(widths) + 30 <= wide
        words = [self.words] if beside else canvas.wrap(self.words, WORDS, wide - 28)
        lines = [list(range(len(buttons)))] if beside else _rows(widths, wide - 20)
        above = 0.0 if beside else len(words) * LINE + 6
        box = Box(within.x + 8, within.y + 8, wide, above + len(lines) * (HEIGHT - GAP) + GAP)
        canvas.rect(box.x, box.y, box.width, box.height, ink("panel"))
        canvas.rect(box.x, box.y, 3, box.height, ink("amber"))
        for row, line in enumerate(words):
            canvas.text(box.x + 14, box.y + (HEIGHT - WORDS) / 2 + row * LINE, line, WORDS, ink("text"))
        for row, line in enumerate(lines):
            x = box.right - 10 - sum(widths[i] + GAP for i in line) + GAP
            y = box.y + above + 5 + row * (HEIGHT - GAP)
            for i in line:
                answer, label = buttons[i]
                at = self._boxes[answer] = Box(x, y, widths[i], HEIGHT - 10)
                canvas.rect(*at, ink("line"))
                canvas.text(x + INSET, y + (at.height - SIZE) / 2, label, SIZE, ink("white"))
                x += widths[i] + GAP


def _rows(widths: list[float], room: float) -> list[list[int]]:
    """Buttons in rows, as many in each as there is room for."""
    rows: list[list[int]] = []
    left = 0.0
    for i, wide in enumerate(widths):
        if not rows or wide > left:
            rows.append([])
            left = room
        rows[-1].append(i)
        left -= wide + GAP
    return rows
