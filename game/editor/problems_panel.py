"""What is wrong with the level, as `callister check` says it: a click goes to the row, and to its very key."""

from __future__ import annotations

from pathlib import Path

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Press
from game.ui.scrolllist import ScrollList
from game.ui.textfield import cut

from .desk import Desk
from .faults import locate

SIZE = 7.4  # cap height [units]
LINE = 13.0  # [units]
LINES = 3  # of what is wrong
ROW = 20.0 + LINES * LINE  # place, and those lines [units]


class ProblemsPanel:
    title = "Problems"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.list = ScrollList(self._chosen, row=ROW)

    @property
    def count(self) -> int:
        """Shown on its tab."""
        return len(self.desk.problems)

    def _chosen(self, index: int, press: Press) -> None:
        (fault,) = locate(self.desk.document, [self.desk.problems[index]])
        if fault.key is None:
            self.desk.say("This is about the whole file")
            return
        self.desk.select([fault.key])
        self.desk.show(fault.key)
        self.desk.tell("field", fault.key, fault.path)

    def draw(self, canvas: Canvas, box: Box) -> None:
        if not self.desk.problems:
            canvas.text(box.x + 12, box.y + 14, "✓", 10, ink("good"))
            canvas.text(box.x + 30, box.y + 15, "Nothing is wrong: it can be finished.", SIZE, ink("text"))
            return
        self.list.draw(canvas, box, len(self.desk.problems), self._draw_row)

    def _draw_row(self, canvas: Canvas, index: int, box: Box, hover: bool) -> None:
        problem = self.desk.problems[index]
        canvas.rect(box.x, box.foot - 1, box.width, 1, ink("line", 0.5))
        place = f"{Path(problem.file).name}:{problem.line}:{problem.column}"
        canvas.text(box.x + 10, box.y + 6, place, 6.8, ink("amber"))
        lines = canvas.wrap(problem.message, SIZE, box.width - 20)
        if len(lines) > LINES:
            lines[LINES - 1] = cut(canvas, f"{lines[LINES - 1]} {lines[LINES]}", SIZE, box.width - 20)
        for number, line in enumerate(lines[:LINES]):
            canvas.text(box.x + 10, box.y + 18 + number * LINE, line, SIZE, ink("white" if hover else "text"))

    def leave(self) -> None:
        """Nothing is typed here."""

    def handle(self, event: Event) -> bool:
        return self.list.handle(event)
