"""What was done, step by step, and the states that were saved before: a press goes there."""

from __future__ import annotations

import time
from pathlib import Path

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Press
from game.ui.scrolllist import ScrollList
from game.ui.textfield import cut

from .desk import Desk

SIZE = 7.6  # cap height [units]
LOOKS = 2.0  # the saved states are looked at this often [s]
UNDONE, NOW, DONE, SAVED = "undone", "now", "done", "saved"


class History:
    """Newest first: what could be done again, where one is, what was done, and below it what was saved."""

    title = "History"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.list = ScrollList(self._chosen)
        self._rows: list[tuple[str, str, int]] = []  # what it is, its words, how far away
        self._version = -1
        self._states: list[Path] = []
        self._looked = -LOOKS

    def _update(self) -> None:
        looks = self.desk.time - self._looked >= LOOKS
        if not looks and self._version == self.desk.document.version:
            return
        self._version, self._looked = self.desk.document.version, self.desk.time
        self._states = self.desk.document.keeping.states()
        done, undone = self.desk.document.history
        rows = [(UNDONE, title, i) for i, title in reversed(list(enumerate(undone, 1)))]
        rows += [(NOW if i == 0 else DONE, title, i) for i, title in enumerate(done)]
        rows += [(DONE if done else NOW, "As it was opened", len(done))]
        rows += [(SAVED, _when(path), i) for i, path in enumerate(self._states)]
        self._rows = rows

    def _chosen(self, index: int, press: Press) -> None:
        what, words, far = self._rows[index]
        document = self.desk.document
        if what == SAVED:
            document.replace_texts(document.keeping.texts_of(self._states[far]), f"Take the state before {words}")
            self.desk.say(f"As it was before the save of {words}; undo has what was here")
        for _ in range(far if what in (UNDONE, DONE) else 0):
            document.redo() if what == UNDONE else document.undo()
        self.desk.look()

    def draw(self, canvas: Canvas, box: Box) -> None:
        self._update()
        self.list.draw(canvas, box.below(6), len(self._rows), self._draw_row)

    def _draw_row(self, canvas: Canvas, index: int, box: Box, hover: bool) -> None:
        what, words, _ = self._rows[index]
        top = box.y + (box.height - SIZE) / 2
        if what == NOW:
            canvas.rect(box.x, box.y, box.width, box.height, ink("line"))
            canvas.rect(box.x, box.y, 2, box.height, ink("hot"))
        if what == SAVED and (index == 0 or self._rows[index - 1][0] != SAVED):
            canvas.rect(box.x, box.y, box.width, 1, ink("line"))
        sign, tone = {
            UNDONE: ("→", "rock-high"), NOW: ("•", "white"), DONE: ("←", "text"), SAVED: ("↑", "ring"),
        }[what]  # fmt: skip
        canvas.text(box.x + 10, top, sign, SIZE, ink("hot" if what == NOW else "dim"))
        said = f"before the save of {words}" if what == SAVED else words
        canvas.text(box.x + 26, top, cut(canvas, said, SIZE, box.width - 34), SIZE, ink("white" if hover else tone))

    def handle(self, event: Event) -> bool:
        return self.list.handle(event)


def _when(path: Path) -> str:
    """When a state was put away, in the words of a clock."""
    try:
        then = path.stat().st_mtime
    except OSError:
        return "some time ago"
    same_day = time.localtime(then)[:3] == time.localtime()[:3]
    return time.strftime("%H:%M:%S" if same_day else "%Y-%m-%d %H:%M", time.localtime(then))
