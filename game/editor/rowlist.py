"""A list of rows: what is chosen in it is chosen everywhere, and what is chosen elsewhere comes into sight."""

from __future__ import annotations

from game.ui.events import Press
from game.ui.scrolllist import ScrollList

from .desk import Desk
from .document import Row


class RowList:
    """For a panel with a `list` of `_rows`."""

    desk: Desk
    list: ScrollList
    _rows: list[Row]

    def _follow(self) -> None:
        at = next((i for i, row in enumerate(self._rows) if row.key in self.desk.selection), -1)
        if at >= 0 and self.list.at != at:
            self.list.reveal(at)

    def _chosen(self, index: int, press: Press) -> None:
        row = self._rows[index]
        if press.shift or press.ctrl:
            self.desk.select(self.desk.selection ^ {row.key})
        else:
            self.desk.select([row.key])
            self.desk.show(row.key)
