"""A form as it looks: a line a slot, its value, the small signs beside it, and at the foot what it is for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from game.render.canvas import Canvas
from game.render.palette import ink
from game.story.positions import KeyPath
from game.ui.events import Box
from game.ui.textfield import cut

from . import edits, glyphs
from .changes import is_action
from .forms import Kind, Slot, advice
from .spelling import as_text, spelled, told

if TYPE_CHECKING:
    from .formview import FormView

LINE = 20.0  # height of a slot [units]
SIZE = 7.6  # cap height [units]
SMALL = 6.6
INDENT = 9.0  # for each table in a table [units]
LABELS = 0.36  # share of the width that labels have
BUTTON = 15.0  # of the small signs at the right [units]
NEXT = 12.0  # from a line of text to the next [units]
ROWS = 4  # of a long text
HELP = 5  # lines of what a slot is for, two where there is less room than
LOW = 320.0  # height of the panel [units]

TYPED = (Kind.TEXT, Kind.NUMBER, Kind.NAME, Kind.NUMBERS, Kind.NAMES)
HEADS = (Kind.LIST, Kind.ITEM, Kind.TABLE)


class Line(NamedTuple):
    """A slot where it was drawn."""

    slot: Slot
    box: Box
    buttons: tuple[tuple[str, Box], ...]


class FormPaper:
    """Draws a form. `lines` are the slots that are in sight, where they stand.

    Nothing that a check finds, or that is typed, moves a line: what is wrong is said at the foot.
    """

    def __init__(self, form: FormView) -> None:
        self.form = form
        self.lines: list[Line] = []
        self.box = Box(0, 0, 0, 0)
        self.top = 0.0  # scrolled away [units]
        self.reveal: KeyPath | None = None  # a slot that shall come into sight
        self._high = 0.0

    def draw(self, canvas: Canvas, box: Box) -> None:
        help_ = self._help(canvas, box)
        box = box.top(box.height - help_)
        self.box, self.lines = box, []
        shown = self.form.shown()
        heights = [self._height(canvas, slot, box) for slot in shown]
        self._high = sum(heights) + 2 * LINE
        self._scroll_to(shown, heights)
        self.top = max(0.0, min(self.top, self._high - box.height))
        y = box.y - self.top
        for slot, high in zip(shown, heights, strict=True):
            if y >= box.y - 1 and y + high <= box.foot + 1:
                self._draw_slot(canvas, slot, Box(box.x, y, box.width, high))
            y += high
        if self._high > box.height:
            share = box.height / self._high
            canvas.rect(box.right - 3, box.y + self.top * share, 3, box.height * share, ink("rock"))
        self.form.offers.draw(canvas, box)

    def _help(self, canvas: Canvas, box: Box) -> float:
        """At the foot: what is wrong, and what the slot that hands are at is for; how high that is."""
        most = HELP if box.height > LOW else 2
        high = most * 11.0 + 12.0
        top = box.foot - high
        wrong, says = self._says()
        rows = [(row, "amber") for row in canvas.wrap(wrong, SMALL, box.width - 20)]
        rows += [(row, "dim") for row in canvas.wrap(says, SMALL, box.width - 20)]
        canvas.rect(box.x, top, box.width, 1, ink("line"))
        if wrong:
            canvas.rect(box.x, top, 3, high, ink("amber"))
        for i, (row, tone) in enumerate(rows[:most]):
            canvas.text(box.x + 10, top + 8 + i * 11.0, row, SMALL, ink(tone))
        return high

    def _says(self) -> tuple[str, str]:
        """What is wrong, and what is for what: of the slot that hands are at, or else the first mistake."""
        form, offers = self.form, self.form.offers
        at = form.at if form.at is not None else form.hover[0] if form.hover else None
        slot = form.slot() if form.at is not None else next((s for s in form.slots if s.path == at), None)
        if slot is None or slot.kind is Kind.MORE:
            wrong = next(((s.label, words) for s in form.slots if (words := self._wrong(s))), None)
            label, told = wrong or ("", form.faults.get((), ""))
            told = told if label in ("id", "") or label in told else f"{label}: {told}"
        else:
            told = form.field.wrong if form.at is not None and form.field.wrong else self._wrong(slot)
        offered = form.at is not None and slot is not None and offers.shown and offers.at >= 0
        return told, (advice(slot, offers.words[offers.at]) if offered else "") or (slot.says if slot else "")

    def _height(self, canvas: Canvas, slot: Slot, box: Box) -> float:
        return LINE + NEXT * (len(self._rows(canvas, slot, box)) - 1)

    def _rows(self, canvas: Canvas, slot: Slot, box: Box) -> list[str]:
        """A text in as many rows as it needs; anything else in one."""
        if slot.kind is not Kind.TEXT or not slot.given or slot.path[0] in self.form.mixed:
            return [""]
        left = max(box.x + box.width * LABELS, box.x + 8 + slot.depth * INDENT + 40)
        return canvas.wrap(as_text(slot), SIZE, box.right - left - 16)[:ROWS] or [""]

    def _wrong(self, slot: Slot) -> str:
        """What is wrong in a slot; of a folded action, in all of it."""
        if slot.kind is Kind.MORE:
            return ""
        if slot.path in self.form.faults:
            return self.form.faults[slot.path]
        deep = is_action(slot.path) and slot.path not in self.form.open
        whole = slot.kind in (Kind.NUMBERS, Kind.NAMES, Kind.POINTS)
        if deep or whole:
            return next((words for path, words in self.form.faults.items() if path[: len(slot.path)] == slot.path), "")
        return ""

    def _scroll_to(self, shown: list[Slot], heights: list[float]) -> None:
        path, self.reveal = self.reveal, None
        if path is None:
            return
        best, y, found = -1, 0.0, (0.0, 0.0)
        for slot, high in zip(shown, heights, strict=True):
            if slot.kind is not Kind.MORE and path[: len(slot.path)] == slot.path and len(slot.path) > best:
                best, found = len(slot.path), (y, high)
            y += high
        if found[0] < self.top or found[0] + found[1] > self.top + self.box.height:
            self.top = found[0] - self.box.height / 3

    def _draw_slot(self, canvas: Canvas, slot: Slot, box: Box) -> None:
        wrong, mine = self._wrong(slot), self.form.hover is not None and self.form.hover[0] == slot.path
        row = box.top(LINE)
        if wrong:
            canvas.rect(box.x, box.y, box.width, box.height, ink("amber", 0.13))
            canvas.rect(box.x, box.y, 3, box.height, ink("amber"))
        if slot.kind in HEADS or slot.kind is Kind.VERB:
            canvas.rect(row.x, row.y + 1, row.width, LINE - 2, ink("line", 0.34 if slot.depth < 2 else 0.2))
        left = box.x + 8 + slot.depth * INDENT
        split = max(box.x + box.width * LABELS, left + 40)
        top = row.y + (LINE - SIZE) / 2
        tone = "amber" if wrong else "starter" if slot.given else "rock-high"
        label = cut(canvas, slot.label if slot.kind is not Kind.MORE else "", SIZE, split - left - 4)
        canvas.text(left, top, label, SIZE, ink(tone))
        buttons = self._buttons(slot, row, mine)
        right = buttons[-1][1].x - 2 if buttons else row.right - 6
        rows = self._rows(canvas, slot, box)
        high = LINE + NEXT * (len(rows) - 1)
        self.lines.append(Line(slot, box.top(high), tuple(buttons)))
        for name, at in buttons:
            hot = mine and self.form.hover is not None and self.form.hover[1] == name
            glyphs.draw(canvas, name, at.x + 1, at.y + 1, BUTTON - 3, ink("white" if hot else "rock-high"))
        self._draw_value(canvas, slot, Box(split, row.y, right - split, high), rows)

    def _draw_value(self, canvas: Canvas, slot: Slot, box: Box, rows: list[str]) -> None:
        top, inside = box.y + (LINE - SIZE) / 2, Box(box.x, box.y + 1.5, box.width, box.height - 3)
        if self.form.at == slot.path and self.form.more == (slot.kind is Kind.MORE):
            self.form.field.draw(canvas, inside, self.form.time)
            self.form.offers.below(inside)
            return
        if slot.kind is Kind.MORE:
            words = "+ another key" + (f" of the {self.form.table}" if not slot.path else "")
            canvas.text(box.x, top, words, SIZE, ink("rock-high"))
            return
        if slot.kind is Kind.SWITCH:
            self._draw_switch(canvas, slot, box)
            return
        if slot.kind in TYPED or slot.kind is Kind.CHOICE:
            canvas.rect(inside.x, inside.y, inside.width, inside.height, ink("void", 0.7 if slot.given else 0.35))
        if len(rows) > 1:
            for i, words in enumerate(rows):
                canvas.text(box.x + 5, top + i * NEXT, words, SIZE, ink("text"))
            return
        mixed = len(slot.path) == 1 and slot.path[0] in self.form.mixed
        words, tone = ("several", "dim") if mixed else told(slot)
        if slot.kind is Kind.VERB:
            tone = "hot" if slot.value else "amber"
            words = words or "choose one"
        wide = canvas.text(box.x + 5, top, cut(canvas, words, SIZE, box.width - 8), SIZE, ink(tone))
        if slot.kind is Kind.VERB and is_action(slot.path) and slot.path not in self.form.open:
            brief = spelled(edits.value_at(self.form.data, slot.path))
            canvas.text(box.x + wide + 13, top, cut(canvas, brief, SMALL, box.width - wide - 16), SMALL, ink("dim"))
        elif slot.kind is Kind.NUMBER and slot.control.unit and slot.given:
            canvas.text(box.right - 5, top + 0.5, _unit(slot), SMALL, ink("rock-high"), "right")

    @staticmethod
    def _draw_switch(canvas: Canvas, slot: Slot, box: Box) -> None:
        on = bool(slot.value if slot.given else slot.default)
        top = box.y + (LINE - 10) / 2
        canvas.rect(box.x + 1, top, 22, 10, ink("good" if on else "line", 0.9 if slot.given else 0.5))
        canvas.rect(box.x + (13 if on else 2), top + 1, 9, 8, ink("white" if slot.given else "dim"))
        tone = "text" if slot.given else "rock-high"
        canvas.text(box.x + 29, box.y + (LINE - SIZE) / 2, "yes" if on else "no", SIZE, ink(tone))

    def _buttons(self, slot: Slot, row: Box, mine: bool) -> list[tuple[str, Box]]:
        """The small signs at the right of a line, from the right."""
        names: list[str] = []
        item = slot.path and isinstance(slot.path[-1], int) and slot.kind in (Kind.VERB, Kind.ITEM)
        if item:
            names += ["folded" if slot.path not in self.form.open else "unfolded"] if is_action(slot.path) else []
            names += ["close", "duplicate", "lower", "higher"] if mine else []  # beside it: what one aims at stays
        elif slot.kind is Kind.LIST or (slot.kind is Kind.TABLE and not slot.given):
            names.append("add")
        elif slot.removable and mine:
            names.append("close")
        if slot.kind in (Kind.NAME, Kind.NAMES) and slot.given and slot.control.refs and mine and slot.value:
            names.append("look")
        y, x = row.y + (LINE - BUTTON) / 2, row.right - 5
        return [(name, Box(x - (i + 1) * BUTTON, y, BUTTON, BUTTON)) for i, name in enumerate(names)]


def _unit(slot: Slot) -> str:
    """What stands behind a number; of an angle also how many degrees it is, for those who think in them."""
    unit, value = slot.control.unit, slot.value
    if unit == "rad" and isinstance(value, int | float):
        return f"rad, {math.degrees(value):.0f}°"
    return unit
