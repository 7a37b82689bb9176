"""Things in a picture that can be chosen, with one focus that keys, pad and mouse move alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.intents import Intent, Pointer
from game.ui.menu import Menu, Row

ARM = 16.0  # of the brackets round what is chosen [units]
EDGE = 14.0  # of the picture, that brackets and names keep off [units]
PAD = 5.0  # of a name's panel, at either side of it [units]
Box = tuple[float, float, float, float]  # left, top, width, height

_WALK = {Intent.LEFT: Intent.UP, Intent.RIGHT: Intent.DOWN}


@dataclass
class Spots(Menu):
    """A menu whose widgets stand where the scene puts them; left and right walk it as up and down do."""

    def handle(self, asked: Iterable[Intent | Pointer]) -> None:
        """Do what was asked, in order."""
        super().handle([_WALK.get(wish, wish) if isinstance(wish, Intent) else wish for wish in asked])

    def place(self, boxes: Sequence[Box], unit: float) -> None:
        """Where each widget stands, in HUD units of `unit` px; in the order of the widgets."""
        self._unit = unit
        self.rows = [Row(i, *box) for i, box in enumerate(boxes)]

    def at(self, pointer: Pointer) -> int | None:
        """The widget under the pointer, or None."""
        x, y = pointer.x / self._unit, pointer.y / self._unit
        return next((row.index for row in self.rows if row.holds(x, y)), None)

    def draw_focus(self, canvas: Canvas, breath: float, text_scale: float = 1.0) -> None:
        """Brackets round what is chosen, and its name under it. `breath` -1..1 lets them live."""
        row = next((row for row in self.rows if row.index == self.focus), None)
        if row is None:
            return
        widget, grow = self.focused, 3.0 + 1.5 * breath
        left, right = max(EDGE, row.x - grow), min(canvas.width - EDGE, row.x + row.width + grow)
        top, low = max(EDGE, row.y - grow), min(canvas.height - EDGE, row.y + row.height + grow)
        x, y = (left + right) / 2, (top + low) / 2
        tone = ink(*(self.theme.chosen if widget.enabled else self.theme.disabled))
        canvas.brackets(x, y, (right - left) / 2, (low - top) / 2, ARM, 2.0, tone)
        words = widget.label if not widget.value else f"{widget.label}   {widget.value}"
        size = self.theme.small_size * text_scale
        half = canvas.measure(words, size) / 2 + PAD + EDGE
        middle = min(max(x, half), canvas.width - half)
        foot = min(row.y + row.height + 14.0, canvas.height - size - 14.0)
        canvas.label(middle, foot, words, tone, "center", size=size)
