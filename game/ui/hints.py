"""A line that says which control does what, each control on a cap of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.theme import THEME, Theme

PAD, GAP, APART = 6.0, 8.0, 22.0  # inside a cap, from it to its words, and to the next one [units at 100 %]
SMALLEST = 7.0  # cap height that a line keeps [units]
SNUG = 0.98  # of its room, that a line takes which is made smaller

Hint = tuple[str, str]  # a control as it is called now, and what it does


def draw_hints(canvas: Canvas, x: float, y: float, hints: Sequence[Hint], size: float, theme: Theme = THEME) -> float:
    """Letters with the top of their capitals at y; returns where the line ends [units]."""
    grown = size / theme.hint_size
    for control, does in hints:
        wide = canvas.measure(control, size) + 2 * PAD * grown
        canvas.rect(x, y - PAD * grown, wide, size + 2 * PAD * grown, ink(*theme.cap))
        canvas.rect(x, y + size + PAD * grown, wide, 2.0, ink(*theme.cap_edge))
        canvas.text(x + PAD * grown, y, control, size, ink(*theme.cap_text))
        x += wide + GAP * grown
        x += canvas.text(x, y, does, size, ink(*theme.dim)) + APART * grown
    return x - APART * grown


def hints_width(canvas: Canvas, hints: Sequence[Hint], size: float) -> float:
    """How wide a line of hints is [units]."""
    letters = sum(canvas.measure(control, size) + canvas.measure(does, size) for control, does in hints)
    return letters + size / THEME.hint_size * (len(hints) * (2 * PAD + GAP + APART) - APART)


def fit_hints(canvas: Canvas, hints: Sequence[Hint], size: float, width: float) -> float:
    """The size at which a line of hints fits into a width: `size`, or less."""
    return fit_size(lambda each: hints_width(canvas, hints, each), size, width)


def fit_size(needs: Callable[[float], float], size: float, width: float) -> float:
    """The size at which something that `needs` so much width of each size fits into one: `size`, or less."""
    while (needed := needs(size)) > width and size > SMALLEST:
        size = max(SMALLEST, SNUG * size * width / needed)  # letters come in whole pixels
    return size
