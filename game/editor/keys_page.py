"""All keys and what the mouse does, on one page."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Key, Wheel
from game.ui.menu import fitting
from game.ui.textfield import cut

from . import glyphs
from .commands import COMMANDS

LINE = 17.0  # [units]
SIZE = 7.6  # cap height [units]
HEAD = 36.0  # over the rows [units]
WIDEST, COLUMN = 760.0, 300.0  # of the page, and the least of a column [units]
TURNS = {"left": -1, "up": -1, "pageup": -1, "right": 1, "down": 1, "pagedown": 1}  # keys that turn the page
MOUSE = (
    ("Wheel", "closer, farther"),
    ("Right drag", "move the paper; the middle button, too"),
    ("Right click", "back to choosing"),
    ("Shift click", "choose more; in lists all between"),
    ("Ctrl click", "in lists: one more, or one less"),
    ("Alt click", "what lies below"),
    ("Alt drag", "off the grid"),
    ("Ctrl drag", "a copy of what is chosen"),
    ("Shift drag", "along one axis; a region: square"),
    ("Double click", "on an edge: a corner more"),
    ("Arrows", "move what is chosen; Shift: by 1"),
)


class KeysPage:
    """Over the window, in as many columns as there is room for; what does not fit stands on more pages."""

    def __init__(self) -> None:
        self.page = 0
        self._pages = 1

    def turned(self, event: Event) -> bool:
        """Whether an event turns to another page; there is none before the first and behind the last."""
        if isinstance(event, Wheel):
            step = -1 if event.notches > 0 else 1
        elif isinstance(event, Key):
            step = TURNS.get(event.name, 0)
        else:
            step = 0
        before, self.page = self.page, max(0, min(self._pages - 1, self.page + step))
        return step != 0 and (self._pages > 1 or self.page != before)

    def draw(self, canvas: Canvas, within: Box) -> None:
        rows = [(command.key, command.words, command.sign) for command in COMMANDS if command.key]
        rows += [(key, words, "") for key, words in MOUSE]
        wide = min(WIDEST, within.width - 16)
        columns = max(1, min(2, int(wide / COLUMN)))
        room = int((within.height - HEAD - 22) / LINE)
        deep = min(room, -(-len(rows) // columns))
        self._pages = -(-len(rows) // (deep * columns))
        self.page = min(self.page, self._pages - 1)
        high = deep * LINE + HEAD + 8
        box = Box(within.x + (within.width - wide) / 2, within.y + max(7.0, (within.height - high) / 2), wide, high)
        canvas.framed(box.x - 1, box.y - 1, box.width + 2, box.height + 2, ink("rock"), ink("panel"))
        canvas.rect(box.x, box.y, box.width, 2, ink("hot"))
        canvas.text(box.x + 16, box.y + 14, "Keys and mouse", 10, ink("white"))
        if self._pages > 1:
            words = f"{self.page + 1} of {self._pages}: arrows or the wheel turn the page"
            words = cut(canvas, words, SIZE, box.width - 44 - canvas.measure("Keys and mouse", 10))
            canvas.text(box.right - 14, box.y + 16, words, SIZE, ink("dim"), "right")
        each = (wide - 24) / columns
        for number, row in enumerate(rows[self.page * deep * columns :][: deep * columns]):
            place = Box(box.x + 14 + number // deep * each, box.y + HEAD + number % deep * LINE, each, LINE)
            _draw_row(canvas, place, *row)


def _draw_row(canvas: Canvas, box: Box, key: str, words: str, sign: str) -> None:
    if sign:
        glyphs.draw(canvas, sign, box.x, box.y - 2, 12, ink("dim"))
    keyed = canvas.text(box.x + 20, box.y, key, SIZE, ink("hot"))
    left = box.x + 20 + max(keyed + 10, box.width * 0.26)
    size = fitting(canvas, words, SIZE, box.right - left - 6)
    canvas.text(left, box.y + (SIZE - size) / 2, words, size, ink("text"))
