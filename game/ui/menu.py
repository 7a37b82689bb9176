"""A column of widgets with one focus, walked by keys, pad or mouse alike. It scrolls when it does not fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from game.render.canvas import Canvas
from game.render.palette import RGBA, ink
from game.ui.intents import Intent, Pointer
from game.ui.theme import THEME, Theme
from game.ui.widgets import Button, Picker, Slider, Text, Toggle, Widget

LEADS = 1.45  # from one line of a row's words to the next, in cap heights
SHRINKS = 0.88  # of its size: an entry that would have to be smaller stands in several lines instead
NOTE_LEAST = 0.55  # of its size: a note beside an entry that would have to be smaller is left out
NOTES_ALIKE = 0.8  # of its size: notes that need not be smaller than this stand in one size, that of the longest
ARROW = 1.6  # at either side of what is picked, for its arrow and the air beside it, in cap heights
SMALLEST_CAP = 7  # [px]: no letters are smaller
COLUMN = 18.0  # left of a column of figures [units at 100 %]
ROUNDING = 1e-3  # [units]
GRASP = 14.0  # left of a slider its low end can still be taken [units]
SHIP = "callister"  # the sprite that stands before the chosen entry of a bare list
SHIP_WIDE, SHIP_HIGH = 36.0, 1.15  # how wide she is [units at 100 %], but no more than this many rows high


class Row(NamedTuple):
    """Where a widget stands, in HUD units."""

    index: int
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def _silent(_: str) -> None:
    """Nobody listens."""


@dataclass
class Menu:
    """Widgets from top to bottom. `back` is what BACK does; `heard` is told move, choose, change, back or refuse."""

    widgets: Sequence[Widget]
    back: Callable[[], None] | None = None
    heard: Callable[[str], None] = _silent
    theme: Theme = THEME
    bare: bool = False  # without a panel of its own: the chosen entry steps in to let the ship stand before it
    focus: int = 0
    rows: list[Row] = field(default_factory=list)  # as last laid out

    def __post_init__(self) -> None:
        self._first = 0  # first visible widget
        self._dragged: int | None = None
        self._unit = 1.0
        if not self.widgets[self.focus].focusable:
            self._walk(1)

    @property
    def focused(self) -> Widget:
        return self.widgets[self.focus]

    # --- hands ---

    def handle(self, asked: Iterable[Intent | Pointer]) -> None:
        """Do what was asked, in order."""
        for wish in asked:
            if isinstance(wish, Pointer):
                self._point(wish)
            elif wish in (Intent.UP, Intent.DOWN):
                self._walk(-1 if wish is Intent.UP else 1)
                self.heard("move")
            elif wish in (Intent.PAGE_BACK, Intent.PAGE_ON):
                continue  # this one has a single page
            elif wish is Intent.BACK:
                self._go_back()
            elif wish is Intent.ACCEPT or isinstance(self.focused, Picker | Slider | Toggle):
                self._act(wish)

    def _walk(self, step: int) -> None:
        for _ in self.widgets:
            self.focus = (self.focus + step) % len(self.widgets)
            if self.focused.focusable:
                return

    def _go_back(self) -> None:
        if self.back:
            self.heard("back")
            self.back()

    def _act(self, intent: Intent) -> None:
        widget = self.focused
        if not widget.enabled:
            self.heard("refuse")
            return
        changes = isinstance(widget, Picker | Slider | Toggle)
        self.heard("change" if changes else "choose")
        widget.act(intent)

    def _point(self, pointer: Pointer) -> None:
        x, y = pointer.x / self._unit, pointer.y / self._unit
        if pointer.kind == "release":
            self._dragged = None
        elif pointer.kind == "other":
            self._go_back()
        elif pointer.kind == "wheel":
            self._walk(-1 if pointer.amount > 0 else 1)
        elif pointer.kind == "move" and self._dragged is not None:
            self._drag(x)
        else:
            row = next((r for r in self.rows if r.holds(x, y) and self.widgets[r.index].focusable), None)
            if row is None:
                return
            if row.index != self.focus:
                self.focus = row.index
                self.heard("move")
            if pointer.kind == "press":
                self._click(row, x)

    def _click(self, row: Row, x: float) -> None:
        widget = self.focused
        if not widget.enabled:
            self.heard("refuse")
        elif isinstance(widget, Slider):
            if x < self._value_left(row) - GRASP:
                return  # on its words: it has the focus now, and keeps its value
            self._dragged = row.index
            self._drag(x)
            self.heard("change")
        elif isinstance(widget, Picker) and x >= self._value_left(row):
            widget.point(self._share(row, x))
            self.heard("change")
        else:
            self._act(Intent.ACCEPT)

    def _drag(self, x: float) -> None:
        row = next((r for r in self.rows if r.index == self._dragged), None)
        if row is not None:
            self.widgets[row.index].point(self._share(row, x))

    def _value_left(self, row: Row) -> float:
        return row.x + row.width - self.theme.row_inset - self.theme.slider_width

    def _share(self, row: Row, x: float) -> float:
        return max(0.0, min(1.0, (x - self._value_left(row)) / self.theme.slider_width))

    # --- picture ---

    def height(self, canvas: Canvas, width: float, text_scale: float) -> float:
        """What all rows together need [units]."""
        return sum(self._heights(canvas, width, text_scale))

    def draw(self, canvas: Canvas, x: float, y: float, width: float, height: float, text_scale: float = 1.0) -> None:
        """Draw into a box of HUD units; rows that do not fit are reached by walking."""
        self._unit = canvas.unit
        self._lay_out(canvas, x, y, width, height, text_scale)
        for row in self.rows:
            self._draw_row(canvas, row, text_scale)
        self._draw_more(canvas, x, y, width, text_scale)

    def _lay_out(self, canvas: Canvas, x: float, y: float, width: float, height: float, text_scale: float) -> None:
        heights = self._heights(canvas, width, text_scale)
        self.rows = self._rows(heights, 0, x, y, width, height)
        self._first = self.rows[0].index

    def _rows(self, heights: list[float], start: int, x: float, y: float, width: float, room: float) -> list[Row]:
        """The rows in sight, of the widgets from `start` on; the heading over the focused one comes along."""
        focus = max(start, self.focus)
        latest = _earliest(heights, start, room)  # nothing is left empty under the last row
        wanted = _earliest(heights[: focus + 1], start, room)
        heading = focus > start and not self.widgets[focus - 1].focusable
        top = max(wanted, focus - 1 if heading else focus)
        rows: list[Row] = []
        for index in range(max(start, min(latest, top, max(self._first, wanted))), len(heights)):
            if rows and room < heights[index] - ROUNDING:
                break
            rows.append(Row(index, x, y, width, heights[index]))
            y, room = y + heights[index], room - heights[index]
        return rows

    def _heights(self, canvas: Canvas, width: float, text_scale: float) -> list[float]:
        """What each row needs [units]: words that are too long for it at their size take several lines."""
        pitch = self.theme.pitch(text_scale)
        found = []
        for widget in self.widgets:
            small = isinstance(widget, Text)
            size = (self.theme.small_size if small else self.theme.entry_size) * text_scale
            lines = len(self._lines(canvas, widget, width, text_scale))
            found.append(pitch + (lines - 1) * LEADS * size)
        return found

    def _lines(self, canvas: Canvas, widget: Widget, width: float, text_scale: float) -> list[str]:
        """A row's words as they are broken."""
        if isinstance(widget, Text):
            return canvas.wrap(widget.label, self.theme.small_size * text_scale, width - 2 * self.theme.row_inset)
        size, room = self.theme.entry_size * text_scale, self._label_room(canvas, widget, width, text_scale)
        if fitting(canvas, widget.label, size, room) >= SHRINKS * size:
            return [widget.label]
        return canvas.wrap(widget.label, size, room)

    def _draw_more(self, canvas: Canvas, x: float, y: float, width: float, text_scale: float) -> None:
        """Small arrows where the list goes on."""
        size, tone = self.theme.small_size * text_scale, ink(*self.theme.accent)
        if self._first:
            canvas.text(x + width / 2, y - size - 3, "↑", size, tone, "center")
        if self.rows and self.rows[-1].index < len(self.widgets) - 1:
            canvas.text(x + width / 2, self.rows[-1].y + self.rows[-1].height + 3, "↓", size, tone, "center")

    def _draw_row(self, canvas: Canvas, row: Row, text_scale: float) -> None:
        theme, widget = self.theme, self.widgets[row.index]
        chosen = row.index == self.focus
        middle = row.y + row.height / 2
        left = row.x + theme.row_inset
        if isinstance(widget, Text):
            self._draw_note(canvas, row, widget, text_scale)
            return
        if chosen:
            canvas.rect(row.x, row.y + 2, row.width, row.height - 4, ink(*theme.row))
            canvas.rect(row.x - theme.mark_width, row.y + 2, theme.mark_width, row.height - 4, ink(*theme.mark))
            if self.bare:
                wide = min(SHIP_WIDE * text_scale, SHIP_HIGH * row.height)
                canvas.shape(SHIP, left + 15 * text_scale, middle, wide)
                left += theme.nudge * text_scale
        tone = theme.chosen if chosen else theme.dim
        if not widget.enabled:
            tone = theme.dim if chosen else theme.disabled
        lines = self._lines(canvas, widget, row.width, text_scale)
        room = self._label_room(canvas, widget, row.width, text_scale)
        size = min(fitting(canvas, line, theme.entry_size * text_scale, room) for line in lines)
        for number, line in enumerate(lines):
            canvas.text(left, _top(row, size, number, len(lines)), line, size, ink(*tone))
        self._draw_value(canvas, row, widget, chosen, text_scale)

    def _label_room(self, canvas: Canvas, widget: Widget, width: float, text_scale: float) -> float:
        """How wide the words of a row so wide may be [units]."""
        room = width - 2 * self.theme.row_inset
        if isinstance(widget, Picker | Toggle | Slider):
            room -= self.theme.slider_width + 1.5 * self.theme.row_inset
        if isinstance(widget, Slider):
            room -= canvas.measure(widget.value, self.theme.small_size * text_scale) + 14.0
        if self.bare:
            room -= self.theme.nudge * text_scale
        return room

    def _draw_note(self, canvas: Canvas, row: Row, note: Text, text_scale: float) -> None:
        """In as many lines as it needs; a figure stands at the right."""
        size = self.theme.small_size * text_scale
        lines = self._lines(canvas, note, row.width, text_scale)
        for number, line in enumerate(lines):
            tone = ink(*getattr(self.theme, note.tone))
            canvas.text(row.x + self.theme.row_inset, _top(row, size, number, len(lines)), line, size, tone)
        if note.figure:
            right = row.x + row.width - self.theme.row_inset
            canvas.text(right, _top(row, size, 0, len(lines)), note.figure, size, ink(*self.theme.accent), "right")

    def _draw_value(self, canvas: Canvas, row: Row, widget: Widget, chosen: bool, text_scale: float) -> None:
        theme = self.theme
        right = row.x + row.width - theme.row_inset
        middle = row.y + row.height / 2
        tone = ink(*(theme.accent if chosen else theme.dim))
        size = theme.small_size * text_scale
        top = middle - size / 2
        if isinstance(widget, Slider):
            left = right - theme.slider_width
            canvas.bar(left, middle - 3, theme.slider_width, 6, widget.share, tone)
            canvas.rect(left + theme.slider_width * widget.share - 3, middle - 9, 6, 18, ink(*theme.chosen))
            canvas.text(left - 14, top, widget.value, size, tone, "right")
        elif isinstance(widget, Picker | Toggle):
            fits = fitting(canvas, widget.value, size, theme.slider_width - 2 * ARROW * size)
            canvas.text(right - theme.slider_width / 2, middle - fits / 2, widget.value, fits, tone, "center")
            if chosen:
                canvas.text(right - theme.slider_width, top, "<", size, ink(*theme.mark))
                canvas.text(right, top, ">", size, ink(*theme.mark), "right")
        else:
            self._draw_words(canvas, row, widget, tone, text_scale)

    def _draw_words(self, canvas: Canvas, row: Row, widget: Widget, tone: RGBA, text_scale: float) -> None:
        """What a button says beside its label: a note, and a figure in a column that all of them share."""
        theme, middle, size = self.theme, row.y + row.height / 2, self.theme.small_size * text_scale
        right = row.x + row.width - theme.row_inset
        figures = self._figures(canvas, text_scale)
        if isinstance(widget, Button) and widget.figure:
            canvas.text(right, middle - size / 2, widget.figure, size, tone, "right")
            right -= figures + COLUMN * text_scale
        if widget.value:
            fits = self._note_size(canvas, row.width, widget, text_scale)
            if fits >= NOTE_LEAST * size or not widget.enabled:
                fits = max(fits, NOTE_LEAST * size)
                canvas.text(right, middle - fits / 2, widget.value, fits, tone, "right")

    def _figures(self, canvas: Canvas, text_scale: float) -> float:
        """How wide the column of figures is [units]."""
        size = self.theme.small_size * text_scale
        return max(canvas.measure(w.figure, size) if isinstance(w, Button) else 0.0 for w in self.widgets)

    def _note_size(self, canvas: Canvas, width: float, widget: Widget, text_scale: float) -> float:
        """The cap height of a note beside its entry: as large as there is room for, and one size for all of a list."""
        size = self.theme.small_size * text_scale
        own = self._fitting_note(canvas, width, widget, text_scale)
        if own < NOTES_ALIKE * size:
            return own
        others = [self._fitting_note(canvas, width, w, text_scale) for w in self.widgets if _is_noted(w)]
        return min(other for other in others if other >= NOTES_ALIKE * size)

    def _fitting_note(self, canvas: Canvas, width: float, widget: Widget, text_scale: float) -> float:
        """The cap height at which a note has room beside its own entry, in a row so wide; 0 if there is none."""
        theme = self.theme
        taken = canvas.measure(widget.label, theme.entry_size * text_scale) + 3.5 * theme.row_inset
        taken += theme.nudge * text_scale if self.bare else 0.0
        if isinstance(widget, Button) and widget.figure:
            taken += self._figures(canvas, text_scale) + COLUMN * text_scale
        size = fitting(canvas, widget.value, theme.small_size * text_scale, width - taken)
        return size if canvas.measure(widget.value, size) <= width - taken else 0.0


def _is_noted(widget: Widget) -> bool:
    """Whether something stands beside its label as words: sliders and what is picked have a column of their own."""
    return bool(widget.value) and not isinstance(widget, Picker | Slider | Toggle)


def _earliest(heights: Sequence[float], start: int, room: float) -> int:
    """The first of the rows from `start` on, from which all to the last fit into a room; the last if none does."""
    first = len(heights) - 1
    room -= heights[first]
    while first > start and heights[first - 1] <= room + ROUNDING:
        first -= 1
        room -= heights[first]
    return max(start, first)


def _top(row: Row, size: float, number: int, lines: int) -> float:
    """Where one of a row's lines begins, when all of them stand in its middle."""
    return row.y + (row.height - size * (LEADS * (lines - 1) + 1.0)) / 2 + number * size * LEADS


def fitting(canvas: Canvas, words: str, size: float, width: float) -> float:
    """The cap height at which words fit into a width: `size`, or less."""
    needed = canvas.measure(words, size)
    if needed <= width:
        return size
    cap = math.floor(size * width / needed * canvas.unit)  # letters come in whole pixels, and rounded up would not fit
    while cap > SMALLEST_CAP and canvas.measure(words, cap / canvas.unit) > width:
        cap -= 1
    return cap / canvas.unit
