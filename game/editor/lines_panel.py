"""All lines as a list, and the chosen one as it will be seen: in the game's own dialogue box, typed as it is there."""

from __future__ import annotations

from types import SimpleNamespace

from game.render import dialogue_panel
from game.render.canvas import Canvas
from game.render.palette import ink
from game.render.speakers import speaker, tag_colour
from game.story.dialogue import reading_ticks
from game.story.schema import TEXT_LIMIT, kind_of
from game.ui.events import LEFT, Box, Event, Key, Move, Press
from game.ui.scrolllist import ScrollList
from game.ui.textfield import TextField, cut

from . import glyphs
from .desk import Desk
from .document import Row
from .lines import EMPTY, free_name, new_line, users
from .rowlist import RowList

SIZE, SMALL = 7.6, 6.6  # cap heights [units]
FIELD = 24.0  # [units]
SHARE = 0.5  # of the width, for the list
SHORT = 84.0  # units that its length needs beside the buttons
NARROW = 560.0  # units of width from which down names of lines are left out
REST = 1.2  # s between the end of a line and its beginning anew
SPEEDS = (0.5, 1.0, 2.0)
BUTTONS = (("add", "New line behind this one"), ("duplicate", "Duplicate"), ("delete", "Delete"))
PLACES = {  # what is not said in the box
    "chat": "A caption above a ship", "sign": "Lettering in the world", "order": "An order of the HUD",
    "option": "An answer of a choice", "note": "A note on an answer", "log": "Of the ship's log", "news": "News",
}  # fmt: skip


class LinesPanel(RowList):
    title = "Lines"

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.field = TextField(hint="Find: name, speaker, words", changed=lambda _: self._sift())
        self.words = TextField(hint="What is said", accepted=self._said, limit=TEXT_LIMIT)
        self.list = ScrollList(self._chosen)
        self.speed, self.small = 1.0, False
        self._rows: list[Row] = []
        self._version = -1
        self._began = 0.0
        self._hover = ""
        self._boxes: dict[str, Box] = {}
        desk.listen("selection", self._follow)

    @property
    def live(self) -> bool:
        """Whether something moves: a line that is typed out."""
        return self.row is not None

    @property
    def row(self) -> Row | None:
        """The line that is chosen."""
        rows = [self.desk.document.row(key) for key in self.desk.selection if key in self.desk.document]
        return rows[0] if len(rows) == 1 and rows[0].kind == "line" else None

    def _sift(self) -> None:
        self._version = self.desk.document.version
        wanted = self.field.text.lower().split()
        rows = self.desk.document.rows("line")
        self._rows = [row for row in rows if all(word in _words(row) for word in wanted)] if wanted else rows

    def _follow(self) -> None:
        at = next((i for i, row in enumerate(self._rows) if row.key in self.desk.selection), -1)
        if at >= 0:
            self.list.reveal(at) if self.list.at != at else None
            self._began = self.desk.time
        self.words.focused = False

    def _chosen(self, index: int, press: Press) -> None:
        super()._chosen(index, press)
        self._began = self.desk.time

    # -- what buttons do

    def do(self, name: str) -> None:
        document, row = self.desk.document, self.row
        if name == "add":
            self._go(new_line(document, self._stem(), after=row.key if row else None))
            self.words.put(EMPTY)
            self.words.focus()
        elif name.startswith("speed"):
            self.speed, self._began = float(name.split()[1]), self.desk.time
        elif name == "size":
            self.small, self._began = not self.small, self.desk.time
        elif name == "beat":
            self._to_beat()
        elif row is None:
            self.desk.say("Choose a line first")
        elif name == "duplicate":
            data = {**row.data, "id": free_name({each.id for each in document.rows("line")}, row.id, ".")}
            self._go(document.add("line", data, row.key))
        elif name == "delete":
            document.remove([row.key])
            self.desk.say(f"Deleted line {row.id}")

    def _stem(self) -> str:
        """To what a new line belongs: the line or the beat that is chosen."""
        rows = [self.desk.document.row(key) for key in self.desk.selection]
        return rows[0].id if len(rows) == 1 and rows[0].kind in ("beat", "line") else ""

    def _go(self, key: int) -> None:
        self.field.put("")
        self.desk.look()
        self._sift()
        self.desk.select([key])
        self.desk.say(f"Line {self.desk.document.row(key).id}")

    def _to_beat(self) -> None:
        row = self.row
        found = users(self.desk.document, row.id) if row else []
        if found:
            self.desk.select([found[0]])
            self.desk.show(found[0])
        else:
            self.desk.say("No beat says this line")

    def _said(self, text: str) -> None:
        row = self.row
        if row is None or not text.strip():
            return
        with self.desk.document.change(f"Change line {row.id}"):
            self.desk.document.put(row.key, {**row.data, "text": text.strip()})
        self._began = self.desk.time
        self.desk.look()

    # -- picture

    def draw(self, canvas: Canvas, box: Box) -> None:
        if self._version != self.desk.document.version:
            self._sift()
        wide = box.width * SHARE
        self._boxes = {}
        self.field.draw(canvas, Box(box.x + 6, box.y + 6, wide - 110, FIELD), self.desk.time)
        for i, (name, _) in enumerate(BUTTONS):
            self._button(canvas, name, Box(box.x + wide - 98 + i * 30, box.y + 6, 28, FIELD), name)
        self.list.draw(
            canvas, Box(box.x, box.y + FIELD + 10, wide - 6, box.height - FIELD - 10), len(self._rows), self._line
        )
        canvas.rect(box.x + wide, box.y, 1, box.height, ink("line"))
        self._draw_preview(canvas, Box(box.x + wide + 1, box.y, box.width - wide - 1, box.height))

    def _button(self, canvas: Canvas, name: str, box: Box, sign: str = "", words: str = "", on: bool = False) -> None:
        self._boxes[name] = box
        if on or name == self._hover:
            canvas.rect(box.x, box.y, box.width, box.height, ink("line", 1.0 if on else 0.5))
        tone = ink("white" if on or name == self._hover else "starter")
        if sign:
            glyphs.draw(canvas, sign, box.x + (box.width - 13) / 2, box.y + (box.height - 13) / 2, 13, tone)
        else:
            canvas.text(box.x + box.width / 2, box.y + (box.height - SMALL) / 2, words, SMALL, tone, "center")

    def _line(self, canvas: Canvas, index: int, box: Box, hover: bool) -> None:
        row = self._rows[index]
        chosen = row.key in self.desk.selection
        if chosen:
            canvas.rect(box.x, box.y, box.width, box.height, ink("line"))
            canvas.rect(box.x, box.y, 2, box.height, ink("hot"))
        top = box.y + (box.height - SIZE) / 2
        who, text = str(row.data.get("who", "")), str(row.data.get("text", ""))
        tone = tag_colour(who[1:]) if who.startswith("@") else speaker(who).colour
        narrow = box.width < NARROW * SHARE
        left = box.x + (58 if narrow else 90)
        canvas.text(box.x + 8, top, cut(canvas, who, SMALL, left - box.x - 14), SMALL, ink(tone))
        wide = 0.0 if narrow else min(120.0, box.width * 0.3)
        if wide:
            canvas.text(box.right - 6, top, cut(canvas, row.id, SMALL, wide), SMALL, ink("rock-high"), "right")
        words = cut(canvas, text, SIZE, box.right - wide - left - 12)
        canvas.text(left, top, words, SIZE, ink("white" if chosen or hover else "text"))

    def _draw_preview(self, canvas: Canvas, box: Box) -> None:
        row = self.row
        if row is None:
            for i, words in enumerate(canvas.wrap("Choose a line to hear how it reads.", SIZE, box.width - 24)):
                canvas.text(box.x + 14, box.y + 14 + i * 13, words, SIZE, ink("dim"))
            return
        who, text, mood = (str(row.data.get(name, "")) for name in ("who", "text", "mood"))
        self._draw_words(canvas, Box(box.x + 8, box.y + 6, box.width - 16, FIELD), text)
        bar = Box(box.x + 8, box.y + FIELD + 12, box.width - 16, 20)
        duration = reading_ticks(text, who)
        self._draw_bar(canvas, bar, duration, len(text))
        age = (self.desk.time - self._began) % (duration / 60.0 + REST) * 60.0
        line = SimpleNamespace(who=who, text=text, mood=mood, age=min(age, duration - 12.0), duration=duration)
        if kind_of(who) in PLACES:
            self._draw_elsewhere(canvas, Box(box.x, bar.foot, box.width, box.foot - bar.foot), who, text)
            return
        k = min(1.0, (box.width - 16) / dialogue_panel.WIDE)
        small = Canvas(canvas.rows, canvas.lens, canvas.unit / canvas.lens.ui * k)  # rows break as they do in the game
        left, foot = (box.x + 8) / k, (box.foot - 8) / k
        if self.small:
            dialogue_panel.draw_small(small, line, self.speed, lambda w, h: (left, foot - 40 - h, w, h))
        else:
            dialogue_panel.draw(small, line, self.speed, (left, foot, dialogue_panel.WIDE))

    def _draw_words(self, canvas: Canvas, box: Box, text: str) -> None:
        if not self.words.focused:
            self.words.put(text)
        self._boxes["words"] = box
        self.words.draw(canvas, box, self.desk.time)

    def _draw_bar(self, canvas: Canvas, box: Box, duration: int, letters: int) -> None:
        tone = "amber" if letters > TEXT_LIMIT else "dim"
        buttons = [(f"speed {speed}", f"{speed:g}×", 32.0, speed == self.speed) for speed in reversed(SPEEDS)]
        buttons += [("size", "in a fight", 58.0, self.small), ("beat", "its beat", 48.0, False)]
        x = box.right
        for name, label, wide, on in buttons:
            if x - wide < box.x + SHORT:
                break
            x -= wide + 4
            self._button(canvas, name, Box(x, box.y, wide, 18), words=label, on=on)
        words = f"{letters} of {TEXT_LIMIT} letters, {duration / 60:.1f} s"
        if canvas.measure(words, SMALL) > x - box.x - 8:
            words = f"{letters}/{TEXT_LIMIT}  {duration / 60:.1f} s"
        canvas.text(box.x + 2, box.y + 6, words, SMALL, ink(tone))

    @staticmethod
    def _draw_elsewhere(canvas: Canvas, box: Box, who: str, text: str) -> None:
        kind = kind_of(who)
        y = box.y + 22
        canvas.text(box.x + 14, y, PLACES[kind], SMALL, ink("dim"))
        tone = ink(tag_colour(who[1:])) if kind == "chat" else ink("select" if kind in ("order", "option") else "text")
        if kind == "chat":
            canvas.text(box.x + box.width / 2, y + 24, who[1:], 8, tone, "center")
        for i, row in enumerate(canvas.wrap(text, 11, box.width - 40)):
            canvas.label(box.x + box.width / 2, y + 42 + i * 22, row, ink("text"), "center", size=11)

    # -- hands

    @property
    def tip(self) -> tuple[Box, str] | None:
        words = dict(BUTTONS).get(self._hover, "")
        return (self._boxes[self._hover], words) if words and self._hover in self._boxes else None

    @property
    def typing(self) -> bool:
        return self.words.touched

    def settle(self) -> None:
        """What was typed counts, and one goes on typing."""
        self.words.settle()

    def leave(self) -> None:
        self.field.blur()
        self.words.blur()

    def handle(self, event: Event) -> bool:
        if isinstance(event, Move | Press):
            self._hover = next(
                (n for n, box in self._boxes.items() if n != "words" and box.holds(event.x, event.y)), ""
            )
            if isinstance(event, Press) and event.button == LEFT and self._hover:
                self.words.blur()
                self.do(self._hover)
                return True
        if self.field.handle(event) or (self.row is not None and self.words.handle(event)):
            return True
        if isinstance(event, Key) and event.name == "delete" and self.row is not None:
            self.do("delete")
            return True
        return self._choose_all(event) or self.list.handle(event)


def _words(row: Row) -> str:
    return " ".join(str(row.data.get(name, "")) for name in ("id", "who", "text")).lower()
