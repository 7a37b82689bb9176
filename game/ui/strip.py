"""A row of buttons at the foot of a picture, each under the name of its control: for screens without a list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.hints import APART, GAP, PAD
from game.ui.theme import THEME, Theme


class Key(NamedTuple):
    """A button: what it asks for, its control as it is called now, and what it does, in a word or two."""

    wish: Enum
    control: str
    does: str


class Strip:
    """Knows where its buttons stand, as they were last drawn."""

    def __init__(self, theme: Theme = THEME) -> None:
        self.theme = theme
        self.spots: list[tuple[Enum, float, float, float, float]] = []  # wish, x, y, width, height [px]

    def draw(
        self, canvas: Canvas, keys: Sequence[Key], x: float, y: float, size: float, pointer: tuple[int, int]
    ) -> None:
        """Letters with the top of their capitals at y; what the pointer is on is lit."""
        theme, grown = self.theme, size / self.theme.hint_size
        under = self.at(*pointer)
        self.spots.clear()
        for key in keys:
            cap = canvas.measure(key.control, size) + 2 * PAD * grown
            wide = cap + GAP * grown + canvas.measure(key.does, size)
            left, top, high = x - PAD * grown, y - 2 * PAD * grown, size + 4 * PAD * grown
            if key.wish is under:
                canvas.rect(left, top, wide + 2 * PAD * grown, high, ink(*theme.row))
            canvas.rect(x, y - PAD * grown, cap, size + 2 * PAD * grown, ink(*theme.cap))
            canvas.rect(x, y + size + PAD * grown, cap, 2.0, ink(*theme.cap_edge))
            canvas.text(x + PAD * grown, y, key.control, size, ink(*theme.cap_text))
            canvas.text(x + cap + GAP * grown, y, key.does, size, ink(*theme.dim))
            u = canvas.unit
            self.spots.append((key.wish, left * u, top * u, (wide + 2 * PAD * grown) * u, high * u))
            x += wide + APART * grown

    def width(self, canvas: Canvas, keys: Sequence[Key], size: float) -> float:
        """How much room a row of buttons needs [units]."""
        grown = size / self.theme.hint_size
        letters = sum(canvas.measure(key.control, size) + canvas.measure(key.does, size) for key in keys)
        return letters + grown * (len(keys) * (2 * PAD + GAP + APART) - APART)

    def at(self, x: float, y: float) -> Enum | None:
        """The button under a point of the window [px]."""
        for wish, left, top, wide, high in self.spots:
            if left <= x < left + wide and top <= y < top + high:
                return wish
        return None
