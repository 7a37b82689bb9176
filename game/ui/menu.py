"""A column of widgets with one focus, walked by keys, pad or mouse alike. It scrolls when it does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from game.ui.canvas import Canvas
from game.ui.intents import Intent, Pointer
from game.ui.theme import THEME, Theme
from game.ui.widgets import Picker, Slider, Text, Toggle, Widget


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
            self._dragged = row.index
            self._drag(x)
            self.heard("change")
        elif isinstance(widget, Picker):
            widget.point(self._share(row, x))
            self.heard("change")
        else:
            self._act(Intent.ACCEPT)

    def _drag(self, x: float) -> None:
        row = next((r for r in self.rows if r.index == self._dragged), None)
        if row is not None:
            self.widgets[row.index].point(self._share(row, x))

    def _share(self, row: Row, x: float) -> float:
        left = row.x + row.width - self.theme.row_inset - self.theme.slider_width
        return max(0.0, min(1.0, (x - left) / self.theme.slider_width))

    # --- picture ---

    def draw(self, canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
        """Draw into a box of HUD units; rows that do not fit are reached by walking."""
        self._unit = canvas.unit
        self._lay_out(canvas, x, y, width, height)
        for row in self.rows:
            self._draw_row(canvas, row)
        self._draw_more(canvas, x, y, width)

    def _lay_out(self, canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
        row_height = self.theme.row_height * canvas.text_scale
        fit = max(1, int(height / row_height + 1e-6))
        last = len(self.widgets) - fit
        top = self.focus - 1 if self.focus and not self.widgets[self.focus - 1].focusable else self.focus
        self._first = max(0, min(last, min(top, max(self._first, self.focus - fit + 1))))
        shown = range(self._first, min(len(self.widgets), self._first + fit))
        self.rows = [Row(i, x, y + n * row_height, width, row_height) for n, i in enumerate(shown)]

    def _draw_more(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Small arrows where the list goes on."""
        if self._first:
            canvas.text("^", x + width / 2, y - 12, self.theme.small_size, self.theme.accent, align=0.5)
        if self.rows and self.rows[-1].index < len(self.widgets) - 1:
            below = self.rows[-1].y + self.rows[-1].height + 4
            canvas.text("v", x + width / 2, below, self.theme.small_size, self.theme.accent, align=0.5)

    def _draw_row(self, canvas: Canvas, row: Row) -> None:
        theme, widget = self.theme, self.widgets[row.index]
        chosen = row.index == self.focus
        if chosen:
            canvas.box(row.x, row.y + 2, row.width, row.height - 4, theme.row)
            canvas.box(row.x - theme.mark_width, row.y + 2, theme.mark_width, row.height - 4, theme.mark)
        middle = row.y + row.height / 2
        left = row.x + theme.row_inset
        if isinstance(widget, Text):
            tone = getattr(theme, widget.tone)
            canvas.text(widget.label, left, middle - theme.small_size * canvas.text_scale / 2, theme.small_size, tone)
            return
        tone = theme.disabled if not widget.enabled else theme.chosen if chosen else theme.dim
        if self.bare and chosen:
            canvas.sprite("callister", left + 14, middle, 34.0 * min(1.4, canvas.text_scale))
            left += theme.nudge * min(1.4, canvas.text_scale)
        canvas.text(widget.label, left, middle - theme.entry_size * canvas.text_scale / 2, theme.entry_size, tone)
        self._draw_value(canvas, row, widget, chosen)

    def _draw_value(self, canvas: Canvas, row: Row, widget: Widget, chosen: bool) -> None:
        theme = self.theme
        right = row.x + row.width - theme.row_inset
        middle = row.y + row.height / 2
        tone = theme.accent if chosen or not self.bare else theme.faint
        top = middle - theme.small_size * canvas.text_scale / 2
        if isinstance(widget, Slider):
            left = right - theme.slider_width
            canvas.box(left, middle - 3, theme.slider_width, 6, theme.groove)
            canvas.box(left, middle - 3, theme.slider_width * widget.share, 6, tone)
            canvas.box(left + theme.slider_width * widget.share - 3, middle - 9, 6, 18, theme.chosen)
            canvas.text(widget.value, left - 14, top, theme.small_size, tone, align=1.0)
        elif isinstance(widget, Picker | Toggle):
            centre = right - theme.slider_width / 2
            canvas.text(widget.value, centre, top, theme.small_size, tone, align=0.5)
            if chosen:
                canvas.text("<", right - theme.slider_width, top, theme.small_size, theme.mark)
                canvas.text(">", right, top, theme.small_size, theme.mark, align=1.0)
        elif widget.value:
            canvas.text(widget.value, right, top, theme.small_size, tone, align=1.0)
