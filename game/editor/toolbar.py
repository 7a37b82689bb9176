"""The row of buttons at the window's top."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import LEFT, Box, Event, Move, Press
from game.ui.tooltip import Tooltip

from . import glyphs
from .commands import BY_NAME, COMMANDS, GROUPS

HEIGHT = 34.0  # [units]
BUTTON = 27.0  # [units]
SIGN = 17.0
GAP = 9.0  # between groups


class Toolbar:
    """`is_on` says which commands are switched on, `can` which can be done now, `do` does one."""

    title = ""

    def __init__(self, do: Callable[[str], None], is_on: Callable[[str], bool], can: Callable[[str], bool]) -> None:
        self._do, self._is_on, self._can = do, is_on, can
        self._boxes: dict[str, Box] = {}
        self.hover = ""
        self._kept: tuple[object, np.ndarray] | None = None

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Its strokes are many and seldom others: those of the last picture are drawn again while nothing changes."""
        names = [command.name for command in COMMANDS if command.group]
        key = box, canvas.unit, self.hover, tuple((self._is_on(name), self._can(name)) for name in names)
        if self._kept is not None and self._kept[0] == key:
            canvas.rows.repeat(self._kept[1])
            return
        begin = canvas.rows.n
        self._draw(canvas, box)
        self._kept = key, canvas.rows.rows[begin:].copy()

    def _draw(self, canvas: Canvas, box: Box) -> None:
        canvas.rect(box.x, box.y, box.width, box.height, ink("panel"))
        canvas.rect(box.x, box.foot - 1, box.width, 1, ink("line"))
        self._boxes = {}
        x, y = box.x + 6.0, box.y + (box.height - BUTTON - 1) / 2
        count = sum(1 for command in COMMANDS if command.group)
        room = box.width - 12.0 - GAP * (len(GROUPS) - 1)
        size = min(BUTTON, room / count)
        for group in GROUPS:
            for command in COMMANDS:
                if command.group == group:
                    self._boxes[command.name] = Box(x, y, size, BUTTON)
                    self._button(canvas, command.name, Box(x, y, size - 1, BUTTON))
                    x += size
            x += GAP
            if group != GROUPS[-1]:
                canvas.rect(x - GAP / 2 - 0.5, y + 4, 1, BUTTON - 8, ink("line"))

    def _button(self, canvas: Canvas, name: str, box: Box) -> None:
        on, can = self._is_on(name), self._can(name)
        if on:
            canvas.rect(box.x, box.y, box.width, box.height, ink("line"))
            canvas.rect(box.x, box.foot - 2, box.width, 2, ink("hot"))
        elif name == self.hover and can:
            canvas.rect(box.x, box.y, box.width, box.height, ink("line", 0.5))
        tone = "rock-low" if not can else "white" if on or name == self.hover else "starter"
        if can and BY_NAME[name].group == "play":
            tone = "ring"
        size = min(SIGN, box.width - 4)
        glyphs.draw(
            canvas, BY_NAME[name].sign, box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size, ink(tone)
        )

    def rest(self, tooltip: Tooltip, time: float, more: str = "") -> None:
        """Tell what the mouse is on; `more` says what that would do now."""
        command = BY_NAME.get(self.hover)
        words = "" if command is None else f"{command.words}: {more}" if more else command.words
        tooltip.rest(self._boxes.get(self.hover), words, command.key if command else "", time)

    def handle(self, event: Event) -> bool:
        if isinstance(event, Move | Press):
            self.hover = next((name for name, box in self._boxes.items() if box.holds(event.x, event.y)), "")
            if isinstance(event, Press) and event.button == LEFT and self.hover and self._can(self.hover):
                self._do(self.hover)
            return isinstance(event, Press)
        return False
