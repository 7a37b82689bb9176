"""The list of everything in the level: searched by name and kind, a click goes there."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Key, Move, Press
from game.ui.scrolllist import ScrollList
from game.ui.textfield import TextField, cut

from . import glyphs
from .desk import Desk
from .document import Row
from .overlay import INKS
from .rowlist import RowList

ON_MAP = ("rock", "wall", "path", "region", "point", "decor", "zone", "gravity")
KINDS = ("point", "region", "path", "rock", "wall", "decor", "zone", "gravity", "beat", "line")
SIGNS = {"beat": "play", "line": "names"}
SIZE = 7.8  # cap height [units]
FIELD, CHIP = 24.0, 20.0  # heights [units]


class Things(RowList):
    """Search: words that must all be in a name, a kind, a text or a picture's name."""

    title = "Things"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.field = TextField(hint="Find: name, kind, words", changed=lambda _: self._sift())
        self.list = ScrollList(self._chosen)
        self.hidden: set[str] = set()  # kinds that are not shown on the map
        self._chips: list[tuple[Box, str]] = []
        self._hover = ""
        self._rows: list[Row] = []
        self._all: list[tuple[Row, str]] = []
        self._version = -1
        desk.listen("selection", self._follow)

    def _sift(self) -> None:
        """The rows that hold all words."""
        if self._version != self.desk.document.version:
            self._version = self.desk.document.version
            self._all = [(row, _words(row)) for kind in KINDS for row in self.desk.document.rows(kind)]
        wanted = self.field.text.lower().split()
        self._rows = [row for row, words in self._all if all(word in words for word in wanted)]

    def draw(self, canvas: Canvas, box: Box) -> None:
        if self._version != self.desk.document.version:
            self._sift()
        self.field.draw(canvas, Box(box.x + 6, box.y + 6, box.width - 12, FIELD), self.desk.time)
        self._draw_chips(canvas, Box(box.x + 6, box.y + FIELD + 10, box.width - 12, CHIP))
        count = f"{len(self._rows)} of {len(self._all)}"
        canvas.text(box.right - 10, box.y + FIELD + CHIP + 16, count, 6.6, ink("dim"), "right")
        self.list.draw(canvas, box.below(FIELD + CHIP + 28), len(self._rows), self._draw_row)

    def _draw_chips(self, canvas: Canvas, box: Box) -> None:
        """One sign a kind of the map: pressed, it is shown or not."""
        self._chips = []
        wide = box.width / len(ON_MAP)
        for number, kind in enumerate(ON_MAP):
            chip = Box(box.x + number * wide, box.y, wide - 2, box.height)
            shown = kind not in self.hidden
            canvas.rect(chip.x, chip.y, chip.width, chip.height, ink("line", 0.75 if shown else 0.2))
            tone = INKS[kind][0] if shown else "rock-low"
            glyphs.draw(canvas, kind, chip.x + (chip.width - 13) / 2, chip.y + (chip.height - 13) / 2, 13, ink(tone))
            self._chips.append((chip, kind))

    def _draw_row(self, canvas: Canvas, index: int, box: Box, hover: bool) -> None:
        row = self._rows[index]
        chosen = row.key in self.desk.selection
        if chosen:
            canvas.rect(box.x, box.y, box.width, box.height, ink("line"))
            canvas.rect(box.x, box.y, 2, box.height, ink("hot"))
        name = INKS.get(row.kind, ("dim", 1.0))[0]
        glyphs.draw(canvas, SIGNS.get(row.kind, row.kind), box.x + 7, box.y + 3.5, 13, ink(name))
        top = box.y + (box.height - SIZE) / 2
        tone = "white" if chosen else "text" if row.id else "dim"
        words = cut(canvas, row.id or row.kind, SIZE, box.width - 34)
        wide = canvas.text(box.x + 27, top, words, SIZE, ink(tone))
        more = cut(canvas, _more(row), 6.8, box.width - wide - 46)
        if more:
            canvas.text(box.right - 6, top + 0.5, more, 6.8, ink("rock-high"), "right")

    @property
    def tip(self) -> tuple[Box, str] | None:
        """What a press on a kind's sign would do."""
        found = next(((chip, kind) for chip, kind in self._chips if kind == self._hover), None)
        if found is None:
            return None
        chip, kind = found
        many = kind if kind in ("decor", "gravity") else f"{kind}s"
        return chip, f"{'Show' if kind in self.hidden else 'Hide'} {many} on the map"

    def leave(self) -> None:
        """Something else was pressed."""
        self.field.blur()

    def handle(self, event: Event) -> bool:
        if self.field.handle(event):
            return True
        if isinstance(event, Move | Press):
            self._hover = next((kind for chip, kind in self._chips if chip.holds(event.x, event.y)), "")
            if isinstance(event, Press) and self._hover:
                self.hidden ^= {self._hover}
                self.desk.tell("hidden", frozenset(self.hidden))
                return True
        if isinstance(event, Key) and event.name in ("return", "kp_enter") and self._rows:
            self._chosen(max(0, self.list.at), Press(0, 0))
            return True
        return self._choose_all(event) or self.list.handle(event)


def _more(row: Row) -> str:
    """A little about a row, beside its name."""
    for name in ("art", "backdrop", "text"):
        if isinstance(row.data.get(name), str):
            return str(row.data[name])
    when = row.data.get("when")
    return str(when.get("on", "")) if isinstance(when, dict) else ""


def _words(row: Row) -> str:
    return f"{row.kind} {row.id} {_more(row)}".lower()
