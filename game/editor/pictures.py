"""All pictures that a level may show, as one sees them: a press gives one to what is chosen, or to what is set next."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.story import catalog
from game.ui.events import LEFT, Box, Event, Key, Move, Press, Release, Wheel, Words
from game.ui.scrolllist import ScrollList
from game.ui.textfield import TextField, cut

from .desk import Desk

FIELD = 24.0  # height [units]
CELL = 62.0  # of a picture, about [units]
NAME = 13.0  # height of its name below it [units]
SIZE = 6.2  # cap height of names [units]
INSIDE = 0.78  # of a cell, that a picture fills at most
DRAWN_WIDE = 120  # units across of a rock that had no picture yet
PEOPLED = ("rock", "decor")  # kinds that show pictures


class Pictures:
    """A search field and rows of pictures. Only those in sight are drawn, and so read."""

    title = "Pictures"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.field = TextField(hint="Find a picture", changed=lambda _: self._sift())
        self.list = ScrollList(lambda row, press: None, row=CELL + NAME)
        self._all: list[str] = []
        self._names: list[str] = []
        self._columns = 1
        self._cells: list[tuple[Box, str]] = []
        self._hover = ""

    def _sift(self) -> None:
        wanted = self.field.text.lower().split()
        self._names = [name for name in self._all if all(word in name for word in wanted)]

    def _worn(self) -> set[str]:
        """Pictures of what is chosen."""
        rows = [self.desk.document.row(key) for key in self.desk.selection]
        return {str(row.data["art"]) for row in rows if "art" in row.data}

    # -- picture

    def draw(self, canvas: Canvas, box: Box) -> None:
        if not self._all:
            atlas = canvas.rows.atlas
            self._all = sorted(name for name in catalog.names().get("art", ()) if name in atlas)
            self._sift()
        self.field.draw(canvas, Box(box.x + 6, box.y + 6, box.width - 12, FIELD), self.desk.time)
        count = f"{len(self._names)} of {len(self._all)}"
        canvas.text(box.right - 10, box.y + FIELD + 12, count, 6.6, ink("dim"), "right")
        canvas.text(box.x + 8, box.y + FIELD + 12, self._hover, 6.6, ink("text"))
        self._columns = max(1, int((box.width - 8) / CELL))
        self._cells = []
        worn = self._worn()
        rows = -(-len(self._names) // self._columns)

        def draw_row(canvas: Canvas, row: int, line: Box, hover: bool) -> None:
            wide = line.width / self._columns
            begin = row * self._columns
            for number, name in enumerate(self._names[begin : begin + self._columns]):
                cell = Box(line.x + number * wide, line.y, wide, line.height)
                self._cells.append((cell, name))
                self._draw_cell(canvas, cell.inner(2), name, name in worn)

        self.list.draw(canvas, box.below(FIELD + 24), rows, draw_row)

    def _draw_cell(self, canvas: Canvas, cell: Box, name: str, worn: bool) -> None:
        hover = name == self._hover
        canvas.rect(cell.x, cell.y, cell.width, cell.height, ink("line", 0.75 if hover else 0.28))
        if worn:
            canvas.rect(cell.x, cell.y, 2, cell.height, ink("hot"))
        aspect = canvas.rows.atlas.aspect(name)
        room = Box(cell.x, cell.y, cell.width, cell.height - NAME)
        wide = min(room.width, room.height / max(aspect, 1e-6)) * INSIDE
        canvas.shape(name, room.x + room.width / 2, room.y + room.height / 2, wide, wide * aspect)
        words = cut(canvas, name, SIZE, cell.width - 6)
        tone = ink("white" if hover or worn else "dim")
        canvas.text(cell.x + cell.width / 2, cell.foot - NAME + 3, words, SIZE, tone, "center")

    # -- hands

    def leave(self) -> None:
        """Another panel is used."""
        self.field.blur()

    def handle(self, event: Event) -> bool:
        if isinstance(event, Wheel):
            return self.list.handle(event)
        if self.field.handle(event):
            return True
        if isinstance(event, Move | Press):
            self._hover = next((name for cell, name in self._cells if cell.holds(event.x, event.y)), "")
        if isinstance(event, Press) and event.button == LEFT and self._hover:
            self._give(self._hover)
            return True
        if isinstance(event, Press | Move | Release):
            return self.list.handle(event)
        return isinstance(event, Words | Key) and self.field.focused

    def _give(self, name: str) -> None:
        """To what is chosen and can show it; else to the next picture that is set."""
        document = self.desk.document
        rows = [document.row(key) for key in self.desk.selection]
        rows = [row for row in rows if row.kind in PEOPLED]
        if not rows:
            self.desk.tell("wish", "decor", {"art": name})
            return
        changes = {}
        for row in rows:
            data = dict(row.data) | {"art": name}
            if row.kind == "rock" and "poly" not in data and "radius" not in data:
                data.setdefault("size", DRAWN_WIDE)
            changes[row.key] = data
        what = rows[0].id if len(rows) == 1 else f"{len(rows)} things"
        with document.change(f"Show {name} at {what}"):
            document.put_all(changes)
        self.desk.say(f"{what}: {name}")
