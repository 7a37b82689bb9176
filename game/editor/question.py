"""A question over the map, with an answer for each of a few keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Key, Press
from game.ui.textfield import cut

HEIGHT = 30.0  # [units]
SIZE = 7.6  # cap height of answers [units]
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
        box = Box(within.x + 8, within.y + 8, within.width - 16, HEIGHT)
        canvas.rect(box.x, box.y, box.width, box.height, ink("panel"))
        canvas.rect(box.x, box.y, 3, box.height, ink("amber"))
        top, right = box.y + (box.height - 8) / 2, box.right - 10
        for key, answer in reversed(self.answers.items()):
            label = f"{answer.capitalize()}  ({CAPS.get(key, key.capitalize())})"
            wide = canvas.measure(label, SIZE) + 16
            self._boxes[answer] = Box(right - wide, box.y + 5, wide, box.height - 10)
            canvas.rect(right - wide, box.y + 5, wide, box.height - 10, ink("line"))
            canvas.text(right - wide + 8, top, label, SIZE, ink("white"))
            right -= wide + 8
        canvas.text(box.x + 14, top, cut(canvas, self.words, 8, right - box.x - 24), 8, ink("text"))
