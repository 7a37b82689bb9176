"""The line at the window's foot: which level, what was done last, where the mouse is, and whether all is well."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box
from game.ui.textfield import cut

from .desk import Desk
from .mapview import MapView

HEIGHT = 21.0  # [units]
SIZE = 7.4  # cap height [units]
APART = 16.0  # between two figures [units]
NAME, SAID = 0.3, 0.5  # of the width at most, for the level's name; and at least, for what was said, before figures go


def draw(canvas: Canvas, box: Box, desk: Desk, view: MapView) -> None:
    canvas.rect(box.x, box.y, box.width, box.height, ink("void"))
    canvas.rect(box.x, box.y, box.width, 1, ink("line"))
    top, right = box.y + (box.height - SIZE) / 2, box.right - 10.0
    count = len(desk.problems)
    whole = f"{count} problem{'s' if count != 1 else ''}" if count else "✓ whole"
    right -= canvas.text(right, top, whole, SIZE, ink("amber" if count else "good"), "right") + APART
    x, y = desk.cursor
    figures = [f"{x:.0f}, {y:.0f}", f"{view.eye.zoom * 100:.0f} %", f"grid {view.step:g}" if view.snaps else "free"]
    figures += [f"{len(desk.selection)} chosen"] if desk.selection else []
    left = box.x + 10.0
    if desk.document.dirty:  # not saved yet
        canvas.shape("dot", left + 3, box.y + box.height / 2, 11, None, ink("hot"))
        left += 11
    name = cut(canvas, desk.document.folder.name, SIZE, min(box.width * NAME, right - left))
    left += canvas.text(left, top, name, SIZE, ink("white")) + 14
    said = min(canvas.measure(desk.said, SIZE), box.width * SAID) + 8
    while figures and right - sum(canvas.measure(words, SIZE) + APART for words in figures) < left + said:
        figures.pop(0)  # what was said goes before figures
    for words in reversed(figures):
        right -= canvas.text(right, top, words, SIZE, ink("starter"), "right") + APART
    canvas.text(left, top, cut(canvas, desk.said, SIZE, right - left - 8), SIZE, ink("dim"))
