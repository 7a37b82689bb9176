"""A list of rows: what is chosen in it is chosen everywhere, and what is chosen elsewhere comes into sight."""

from __future__ import annotations

from game.ui.events import Event, Key, Press
from game.ui.scrolllist import ScrollList

from .desk import Desk
from .document import Row


class RowList:
    """For a panel with a `list` of `_rows`. Shift chooses all between two rows, Ctrl one more or less."""

    desk: Desk
    list: ScrollList
    _rows: list[Row]
    _anchor = 0  # key of the row from which Shift chooses

    def _follow(self) -> None:
        at = next((i for i, row in enumerate(self._rows) if row.key in self.desk.selection), -1)
        if at >= 0 and self.list.at != at:
            self.list.reveal(at)

    def _chosen(self, index: int, press: Press) -> None:
        row = self._rows[index]
        if press.ctrl:
            self.desk.select(self.desk.selection ^ {row.key})
        elif press.shift:
            keys = [each.key for each in self._rows]
            at = keys.index(self._anchor) if self._anchor in keys else index
            self.desk.select(keys[min(at, index) : max(at, index) + 1])
            return
        else:
            self.desk.select([row.key])
            self.desk.show(row.key)
        self._anchor = row.key

    def _choose_all(self, event: Event) -> bool:
        """Ctrl+A chooses every row that is listed."""
        if not (isinstance(event, Key) and event.ctrl and event.name == "a" and self._rows):
            return False
        self.desk.select([row.key for row in self._rows])
        self.desk.say(f"{len(self._rows)} chosen")
        return True
