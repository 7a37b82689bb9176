"""What is chosen, as fields."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event

from .desk import Desk


class Properties:
    title = "Properties"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def draw(self, canvas: Canvas, box: Box) -> None:
        canvas.text(box.x + 12, box.y + 14, f"{len(self.desk.selection)} chosen", 8, ink("dim"))

    def handle(self, event: Event) -> bool:
        return False
