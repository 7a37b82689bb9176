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

    def lines(self, canvas: Canvas, width: float) -> int:
        """In how many lines they stand at this width: two, when one would cut their names."""
        return 1 if len(self.names) < 4 or sum(self._needs(canvas)) <= width else 2

    def _needs(self, canvas: Canvas) -> list[float]:
        return [canvas.measure(self._words(index), SIZE) + 2 * PAD for index in range(len(self.names))]

    def draw(self, canvas: Canvas, box: Box) -> None:
        """As many lines as there are share the box; the names of each share its width as they need it."""
        self._boxes = []
        canvas.rect(box.x, box.y, box.width, box.height, ink("void"))
        needs, lines = self._needs(canvas), self.lines(canvas, box.width)
        first = -(-len(needs) // lines)
        for line, some in enumerate((range(first), range(first, len(needs)))[:lines]):
            total = sum(needs[i] for i in some)
            spare = max(0.0, box.width - total) / max(1, len(some))
            share, x = min(1.0, box.width / max(1.0, total)), box.x
            for index in some:
                tab = Box(x, box.y + line * box.height / lines, needs[index] * share + spare, box.height / lines)
                x = tab.right
                self._boxes.append(tab)
                self._draw_tab(canvas, tab, index)

    def _draw_tab(self, canvas: Canvas, tab: Box, index: int) -> None:
        opened = index == self.at
        if opened:
            canvas.rect(tab.x, tab.y, tab.width, tab.height, ink("panel"))
            canvas.rect(tab.x, tab.y, tab.width, 2, ink("hot"))
        elif index == self._hover:
            canvas.rect(tab.x, tab.y, tab.width, tab.height, ink("line", 0.4))
        count = self.counts.get(index, 0)
        more = f" {count}" if count else ""
        words = cut(canvas, self.names[index].upper(), SIZE, tab.width - 4 - canvas.measure(more, SIZE))
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
