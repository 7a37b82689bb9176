"""Panels behind tabs in one box of the window."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box
from game.ui.tabs import HEIGHT as TAB
from game.ui.tabs import Tabs

from .kept import Kept
from .panel import Panel

LINE = 20.0  # height of a second line of tabs [units]


class Dock:
    """Panels behind tabs in one box."""

    def __init__(self, panels: list[Panel]) -> None:
        self.panels = panels
        self.tabs = Tabs([panel.title for panel in panels])
        self.box = Box(0, 0, 0, 0)
        self._head = TAB  # height of the tabs
        self._kept = Kept()

    @property
    def open(self) -> Panel:
        return self.panels[self.tabs.at]

    @property
    def inner(self) -> Box:
        return self.box.below(self._head)

    def draw(self, canvas: Canvas, box: Box, state: object) -> None:
        """`state` changes when the panel may look otherwise: else the strokes of the last picture are drawn again."""
        self.box = box
        self.tabs.counts = {i: getattr(panel, "count", 0) for i, panel in enumerate(self.panels)}
        key = (state, box, self.tabs.at, canvas.unit)
        if getattr(self.open, "live", False):
            self._draw(canvas, box)
        else:
            self._kept.draw(canvas.rows, key, lambda: self._draw(canvas, box))

    def _draw(self, canvas: Canvas, box: Box) -> None:
        canvas.rect(box.x, box.y, box.width, box.height, ink("panel"))
        self._head = TAB + (LINE if self.tabs.lines(canvas, box.width) > 1 else 0.0)
        self.tabs.draw(canvas, box.top(self._head))
        self.open.draw(canvas, self.inner)
