"""All beats as a list: searched, made, copied, put in order and taken away; with a double click played from."""

from __future__ import annotations

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import LEFT, Box, Event, Key, Move, Press
from game.ui.scrolllist import ScrollList
from game.ui.textfield import TextField, cut

from . import beats, edits, glyphs
from .desk import Desk
from .document import Row
from .lines import unmissed
from .rowlist import RowList
from .script import Script

SIZE = 7.8  # cap height [units]
SMALL = 6.6
APART = 14.0  # what starts a beat, from how much it does [units]
FIELD = 24.0  # [units]
BAR = 24.0  # the row of buttons [units]
ROW = 30.0  # a name, and below it when it fires [units]
BUTTONS = (
    ("add", "New beat behind this one"), ("duplicate", "Duplicate"), ("higher", "Earlier in the file"),
    ("lower", "Later in the file"), ("delete", "Delete"), ("redo", "Said when a run is taken up again"),
    ("play", "Play from here"),
)  # fmt: skip


class BeatsPanel(RowList):
    """`fired` is told by playtests: beat -> when it fired [s]."""

    title = "Beats"

    def __init__(self, desk: Desk, script: Script) -> None:
        self.desk, self.script = desk, script
        self.field = TextField(hint="Find: name, line, place", changed=lambda _: self._sift())
        self.list = ScrollList(self._chosen, row=ROW)
        self.fired: dict[str, float] = {}
        self._rows: list[Row] = []
        self._version = -1
        self._hover = ""
        self._boxes: dict[str, Box] = {}
        self._wrong: set[int] = set()
        desk.listen("selection", self._follow)
        desk.listen("fired", self._note)

    @property
    def at(self) -> int | None:
        """Key of the beat that is chosen."""
        chosen = [key for key in self.desk.selection if self.desk.document.row(key).kind in ("beat", "retry")]
        return chosen[0] if len(chosen) == 1 else None

    def _note(self, fired: dict[str, float]) -> None:
        self.fired = fired

    def _sift(self) -> None:
        self._version = self.desk.document.version
        wanted = self.field.text.lower().split()
        rows = [*self.desk.document.rows("beat"), *self.desk.document.rows("retry")]
        self._rows = [row for row in rows if all(word in beats.words(row) for word in wanted)] if wanted else rows

    def _chosen(self, index: int, press: Press) -> None:
        super()._chosen(index, press)
        if press.clicks == 2 and not (press.shift or press.ctrl):
            self.do("play")

    @property
    def tip(self) -> tuple[Box, str] | None:
        return (self._boxes[self._hover], dict(BUTTONS)[self._hover]) if self._hover in self._boxes else None

    # -- what buttons do

    def do(self, name: str) -> None:
        """One of BUTTONS, to the beat that is chosen."""
        document, at = self.desk.document, self.at
        if name == "add":
            self._go(beats.add(document, edits.Known(self.script.known), at))
        elif name == "redo":
            self._go(beats.add_retry(document))
        elif at is None:
            self.desk.say("Choose a beat first")
        elif name == "duplicate":
            self._go(beats.duplicate(document, at))
        elif name in ("higher", "lower"):
            beats.move(document, at, -1 if name == "higher" else 1)
            self.desk.look()
            self._sift()
            self._follow()
        elif name == "delete":
            words = beats.name(document.row(at))
            with document.change(f"Delete {words}"), unmissed(document):
                document.remove([at])
            self.desk.say(f"Deleted {words}")
        elif name == "play" and document.row(at).kind == "beat":
            self.desk.tell("play from", document.row(at).id)

    def _go(self, key: int) -> None:
        self.field.put("")
        self.desk.look()
        self._sift()
        self.desk.select([key])
        self.desk.say(f"New: {beats.name(self.desk.document.row(key))}")

    # -- picture and hands

    def draw(self, canvas: Canvas, box: Box) -> None:
        if self._version != self.desk.document.version:
            self._sift()
        self.field.draw(canvas, Box(box.x + 6, box.y + 6, box.width - 12, FIELD), self.desk.time)
        self._draw_bar(canvas, Box(box.x + 6, box.y + FIELD + 9, box.width - 12, BAR))
        self.list.draw(canvas, box.below(FIELD + BAR + 14), len(self._rows), self._draw_row)

    def _draw_bar(self, canvas: Canvas, box: Box) -> None:
        self._boxes = {}
        wide = min(28.0, box.width / (len(BUTTONS) + 1))
        for i, (name, _) in enumerate(BUTTONS):
            at = Box(box.x + i * wide, box.y, wide - 2, BAR - 4)
            self._boxes[name] = at
            can = name in ("add", "redo") or self.at is not None
            if name == self._hover and can:
                canvas.rect(at.x, at.y, at.width, at.height, ink("line", 0.5))
            tone = (
                "rock-low" if not can else "white" if name == self._hover else "ring" if name == "play" else "starter"
            )
            glyphs.draw(canvas, name, at.x + (at.width - 13) / 2, at.y + 3.5, 13, ink(tone))
        canvas.text(box.right - 2, box.y + 7, f"{len(self._rows)}", SMALL, ink("dim"), "right")

    def _draw_row(self, canvas: Canvas, index: int, box: Box, hover: bool) -> None:
        row = self._rows[index]
        chosen = row.key in self.desk.selection
        if chosen:
            canvas.rect(box.x, box.y, box.width, box.height, ink("line"))
            canvas.rect(box.x, box.y, 2, box.height, ink("hot"))
        beat = row.kind == "beat"
        lame = beat and (bool(self.script.read(row.key).wrong) or self.script.rounds.get(row.id, -1) < 0)
        right = box.right - 6
        if row.id in self.fired:
            right -= canvas.text(right, box.y + 6, clock(self.fired[row.id]), SMALL, ink("ring"), "right") + 6
        if lame:
            glyphs.draw(canvas, "warn", right - 12, box.y + 4, 11, ink("amber"))
            right -= 16
        tone = "white" if chosen or hover else "text"
        canvas.text(box.x + 9, box.y + 5.5, cut(canvas, beats.name(row), SIZE, right - box.x - 14), SIZE, ink(tone))
        count = f"{len(beats.actions(row))}" if beat else ""
        wide = canvas.text(box.right - 6, box.y + 18.5, count, SMALL, ink("rock-high"), "right")
        words = cut(canvas, beats.brief(row), SMALL, box.width - wide - 21 - APART)
        canvas.text(box.x + 15, box.y + 18.5, words, SMALL, ink("rock-high"))

    def leave(self) -> None:
        self.field.blur()

    def handle(self, event: Event) -> bool:
        if isinstance(event, Move | Press):
            self._hover = next((name for name, box in self._boxes.items() if box.holds(event.x, event.y)), "")
            if isinstance(event, Press) and event.button == LEFT and self._hover:
                self.do(self._hover)
                return True
        if self.field.handle(event):
            return True
        if isinstance(event, Key) and event.name == "delete" and self.at is not None:
            self.do("delete")
            return True
        return self._choose_all(event) or self.list.handle(event)


def clock(seconds: float) -> str:
    """`1:02.3`."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
