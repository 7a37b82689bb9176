"""A menu of several pages under a row of tabs, for screens with more rows than the eye takes in at once.

The tabs are the first thing that can be chosen: left and right turn the page there, a click on a tab opens it, and the
controls for pages do so from any row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.intents import Intent, Pointer
from game.ui.menu import Menu, Row, _silent
from game.ui.theme import THEME, Theme
from game.ui.widgets import Widget

TAB_GAP = 10.0  # on either side of a tab's word [units]
UNDER = 8.0  # between the tabs and the first row
MARK = 3.0  # height of the bar under the open tab
RULE = 1.0  # and of the line under the others


class Page(NamedTuple):
    title: str
    widgets: Sequence[Widget]


@dataclass
class Tabs(Widget):
    """The row of titles. `turn` is asked for one page back or on."""

    turn: Callable[[int], None] = lambda _: None

    def act(self, intent: Intent) -> bool:
        self.turn(-1 if intent is Intent.LEFT else 1)
        return True


class Pages(Menu):
    """The pages of one screen; `page` is the number of the open one."""

    def __init__(
        self,
        pages: Sequence[Page],
        back: Callable[[], None] | None = None,
        heard: Callable[[str], None] = _silent,
        theme: Theme = THEME,
        page: int = 0,
    ) -> None:
        self.pages = pages
        self.tabs = Tabs("", turn=self.turn)
        self.page = page
        self.spans: list[tuple[float, float]] = []  # left and right of each tab, as last drawn [units]
        super().__init__((self.tabs, *pages[page].widgets), back=back, heard=heard, theme=theme, focus=1)

    def open(self, page: int) -> None:
        """Show a page, the focus on its first row; on the tabs if it stood there."""
        self.page = page % len(self.pages)
        on_tabs = self.focused is self.tabs
        self.widgets = (self.tabs, *self.pages[self.page].widgets)
        self.focus, self._first, self._dragged = 0, 1, None
        self.rows = []  # those of the other page; this one's are known once it has been drawn
        if not on_tabs:
            self._walk(1)

    def turn(self, step: int) -> None:
        """So many pages on, round and round."""
        self.open(self.page + step)

    # --- hands ---

    def handle(self, asked: Iterable[Intent | Pointer]) -> None:
        """Do what was asked, in order."""
        for wish in asked:
            if wish in (Intent.PAGE_BACK, Intent.PAGE_ON):
                self.heard("move")
                self.turn(1 if wish is Intent.PAGE_ON else -1)
            elif isinstance(wish, Intent) and wish in (Intent.LEFT, Intent.RIGHT) and self.focused is self.tabs:
                self._act(wish)
            else:
                super().handle([wish])

    def _click(self, row: Row, x: float) -> None:
        if self.widgets[row.index] is not self.tabs:
            super()._click(row, x)
            return
        for page, (left, right) in enumerate(self.spans):
            if left <= x < right and page != self.page:
                self.heard("move")
                self.open(page)

    # --- picture ---

    def _lay_out(self, canvas: Canvas, x: float, y: float, width: float, height: float, text_scale: float) -> None:
        """The tabs stand still; what is under them scrolls."""
        heights = self._heights(canvas, width, text_scale)
        tabs = Row(0, x, y, width, heights[0])
        under = y + heights[0] + UNDER
        self.rows = [tabs, *self._rows(heights, 1, x, under, width, y + height - under)]
        self._first = self.rows[1].index

    def _draw_more(self, canvas: Canvas, x: float, y: float, width: float, text_scale: float) -> None:
        """A bar at the right that says how much of the page is seen."""
        rows = self.rows[1:]
        count = len(self.widgets) - 1
        if len(rows) >= count:
            return
        top, high = rows[0].y, rows[-1].y + rows[-1].height - rows[0].y
        right = x + width + self.theme.padding * 0.4
        canvas.rect(right, top, 3.0, high, ink(*self.theme.groove))
        seen = top + high * (rows[0].index - 1) / count
        canvas.rect(right, seen, 3.0, high * len(rows) / count, ink(*self.theme.accent))

    def _draw_row(self, canvas: Canvas, row: Row, text_scale: float) -> None:
        if self.widgets[row.index] is self.tabs:
            self._draw_tabs(canvas, row, text_scale)
        else:
            super()._draw_row(canvas, row, text_scale)

    def _draw_tabs(self, canvas: Canvas, row: Row, text_scale: float) -> None:
        theme, chosen = self.theme, self.focus == 0
        size = theme.entry_size * text_scale
        words = [page.title for page in self.pages]
        needed = sum(canvas.measure(word, size) for word in words)
        gap = (row.width - needed) / (2 * len(words))
        if gap < TAB_GAP:
            size *= (row.width - 2 * TAB_GAP * len(words)) / needed
            gap = TAB_GAP
        gap = min(gap, 2.4 * TAB_GAP * text_scale)
        foot = row.y + row.height - 4.0
        canvas.rect(row.x, foot, row.width, RULE, ink(*theme.groove))
        self.spans, x = [], row.x
        for page, word in enumerate(words):
            wide = canvas.measure(word, size) + 2 * gap
            self.spans.append((x, x + wide))
            tone = theme.dim
            if page == self.page:
                tone = theme.chosen
                if chosen:
                    canvas.rect(x, row.y, wide, foot - row.y, ink(*theme.row))
                canvas.rect(x, foot + RULE - MARK, wide, MARK, ink(*(theme.mark if chosen else theme.accent)))
            canvas.text(x + gap, (row.y + foot - size) / 2, word, size, ink(*tone))
            x += wide
