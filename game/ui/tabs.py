"""A row of names of which one is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Move, Press
from game.ui.textfield import cut

SIZE = 7.6  # cap height [units]
HEIGHT = 26.0  # [units]
PAD = 6.0  # beside a name [units]


@dataclass
class Tabs:
    """`at` is the open one. A name may carry a count, which stands behind it in a colour of its own."""

    names: Sequence[str]
    at: int = 0
    counts: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._boxes: list[Box] = []
        self._hover = -1

    def _words(self, index: int) -> str:
        count = self.counts.get(index, 0)
        return self.names[index].upper() + (f" {count}" if count else "")

    def draw(self, canvas: Canvas, box: Box) -> None:
        self._boxes = []
        canvas.rect(box.x, box.y, box.width, box.height, ink("void"))
        needs = [canvas.measure(self._words(index), SIZE) + 2 * PAD for index in range(len(self.names))]
        spare, x = max(0.0, box.width - sum(needs)) / max(1, len(needs)), box.x
        share = min(1.0, box.width / max(1.0, sum(needs)))
        for index, name in enumerate(self.names):
            tab = Box(x, box.y, needs[index] * share + spare, box.height)
            x = tab.right
            self._boxes.append(tab)
            opened = index == self.at
            if opened:
                canvas.rect(tab.x, tab.y, tab.width, tab.height, ink("panel"))
                canvas.rect(tab.x, tab.y, tab.width, 2, ink("hot"))
            elif index == self._hover:
                canvas.rect(tab.x, tab.y, tab.width, tab.height, ink("line", 0.4))
            count = self.counts.get(index, 0)
            more = f" {count}" if count else ""
            words = cut(canvas, name.upper(), SIZE, tab.width - 4 - canvas.measure(more, SIZE))
            left = tab.x + (tab.width - canvas.measure(words + more, SIZE)) / 2
            top = tab.y + (tab.height - SIZE) / 2
            left += canvas.text(left, top, words, SIZE, ink("white" if opened else "dim"))
            if more:
                canvas.text(left + 5, top, more.strip(), SIZE, ink("amber"))

    def handle(self, event: Event) -> bool:
        if isinstance(event, Move | Press):
            at = next((i for i, box in enumerate(self._boxes) if box.holds(event.x, event.y)), -1)
            self._hover = at
            if isinstance(event, Press) and at >= 0:
                self.at = at
                return True
        return False
