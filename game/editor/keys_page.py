"""All keys and what the mouse does, on one page."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box
from game.ui.textfield import cut

from . import glyphs
from .commands import COMMANDS

LINE = 17.0  # [units]
SIZE = 7.6  # cap height [units]
WIDEST = 760.0  # [units]
MOUSE = (
    ("Wheel", "closer, farther"),
    ("Right drag", "move the paper; the middle button, too"),
    ("Right click", "back to choosing"),
    ("Shift click", "choose more; in lists all between"),
    ("Ctrl click", "in lists: one more, or one less"),
    ("Alt click", "what lies below"),
    ("Alt drag", "off the grid"),
    ("Shift drag", "along one axis; a region: square"),
    ("Double click", "on an edge: a corner more"),
    ("Arrows", "move what is chosen; Shift: by 1"),
)


def draw(canvas: Canvas, within: Box) -> None:
    """Over the map, in as many columns as there is room for."""
    rows = [(command.key, command.words, command.sign) for command in COMMANDS if command.key]
    rows += [(key, words, "") for key, words in MOUSE]
    wide = min(WIDEST, within.width - 16)
    columns = 2 if wide > 420 else 1
    deep = -(-len(rows) // columns)
    step = min(LINE, (within.height - 60) / deep)
    high = deep * step + 44
    box = Box(within.x + (within.width - wide) / 2, within.y + max(8.0, (within.height - high) / 2), wide, high)
    canvas.rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2, ink("rock"))
    canvas.rect(box.x, box.y, box.width, box.height, ink("panel"))
    canvas.rect(box.x, box.y, box.width, 2, ink("hot"))
    canvas.text(box.x + 16, box.y + 14, "Keys and mouse", 10, ink("white"))
    size, each = min(SIZE, step * 0.5), (wide - 24) / columns
    for number, (key, words, sign) in enumerate(rows):
        x, y = box.x + 14 + number // deep * each, box.y + 34 + number % deep * step
        if sign:
            glyphs.draw(canvas, sign, x, y - 2, 12, ink("dim"))
        keyed = canvas.text(x + 20, y, key, size, ink("hot"))
        left = x + 20 + max(keyed + 10, each * 0.26)
        canvas.text(left, y, cut(canvas, words, size, x + each - left - 6), size, ink("text"))
