"""A form on the screen: a line a slot, one of which is typed into, with what may stand there offered below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from game.render.canvas import Canvas
from game.render.palette import ink
from game.story.positions import KeyPath
from game.ui.events import LEFT, Box, Event, Key, Move, Press, Release, Wheel, Words
from game.ui.textfield import TextField, cut

from . import edits, glyphs
from .changes import NEW, Changes, Edit, is_action
from .forms import Kind, Slot, advice, form
from .offers import Offers
from .spelling import RefusedError, as_text, spelled, told

LINE = 20.0  # height of a slot [units]
SIZE = 7.6  # cap height [units]
SMALL = 6.6
INDENT = 9.0  # for each table in a table [units]
LABELS = 0.36  # share of the width that labels have
BUTTON = 15.0  # of the small signs at the right [units]
FAULT = 12.0  # height of a line of what is wrong, and of text that goes on [units]
ROWS = 4  # of a long text
HELP = 5  # lines of what a slot is for, two where there is less room than
LOW = 320.0  # height of the panel [units]
NOTCH = 44.0  # units that a notch of the wheel moves
STEPS = {"up": 1.0, "down": -1.0}

TYPED = (Kind.TEXT, Kind.NUMBER, Kind.NAME, Kind.NUMBERS, Kind.NAMES)
PICKED = (Kind.CHOICE, Kind.VERB, Kind.MORE, Kind.LIST)
HEADS = (Kind.LIST, Kind.ITEM, Kind.TABLE)


class Line(NamedTuple):
    """A slot where it was drawn."""

    slot: Slot
    box: Box
    buttons: tuple[tuple[str, Box], ...]


class FormView:
    """`edit(title, change)` is how the data are changed; `names(refs)` gives the names of kinds of thing.

    `follow(refs, name)` goes to what a name means.
    """

    def __init__(
        self,
        edit: Callable[[str, Edit], None],
        names: Callable[[tuple[str, ...]], list[str]],
        follow: Callable[[tuple[str, ...], str], None],
        say: Callable[[str], None],
    ) -> None:
        self._edit, self._follow, self._say = edit, follow, say
        self.changes = Changes(names)
        self.field = TextField(accepted=self._accept, changed=self._typed, size=SIZE)
        self.offers = Offers()
        self.at: KeyPath | None = None  # of the slot that is typed into
        self._more = False  # whether that is the line that offers more keys
        self.open: set[KeyPath] = set()  # actions that show all their keys
        self.faults: dict[KeyPath, str] = {}
        self.mixed: set[str] = set()  # keys in which several rows differ
        self.table, self.data = "", {}
        self.top = 0.0  # scrolled away [units]
        self.time = 0.0
        self._slots: list[Slot] = []
        self._lines: list[Line] = []
        self._high = 0.0
        self._box = Box(0, 0, 0, 0)
        self._hover: tuple[KeyPath, str] | None = None
        self._reveal: KeyPath | None = None
        self._next_at: KeyPath | None = None  # of a key that is about to be there

    # -- what is shown

    def show(self, table: str, data: dict[str, Any], faults: dict[KeyPath, str], mixed: set[str] | None = None) -> None:
        """These data from now on."""
        self.faults, self.mixed = faults, mixed or set()
        if table != self.table or data is not self.data:
            self.table, self.data = table, data
            self._slots = form(table, data)
            self._go_on()

    def _go_on(self) -> None:
        """A key that was just added is typed into at once."""
        path, self._next_at = self._next_at, None
        slot = next((slot for slot in self._slots if slot.path == path and slot.kind is not Kind.MORE), None)
        if slot is not None and (slot.kind in TYPED or slot.kind is Kind.CHOICE):
            self._reveal = slot.path
            self.type_into(slot)

    def begin(self) -> None:
        """Another row: from its top, with nothing open. What is still being typed was meant for the row before."""
        self.field.focused, self.at = False, None
        self.offers.close()
        self.top, self.open = 0.0, set()

    def reveal(self, path: KeyPath) -> None:
        """Bring a slot into sight and open what it is folded in."""
        for end in range(1, len(path) + 1):
            if len(path[:end]) == 2 and path[0] == "then":
                self.open.add(path[:end])
        self._reveal = path

    def leave(self) -> None:
        """Stop typing."""
        self.field.blur()
        self.at = None
        self.offers.close()

    def _shown(self) -> list[Slot]:
        """Folded actions show their head only."""
        folded = {s.path for s in self._slots if s.kind is Kind.VERB and is_action(s.path) and s.path not in self.open}
        return [s for s in self._slots if not (len(s.path) > 2 or s.kind is Kind.MORE) or s.path[:2] not in folded]

    # -- picture

    def draw(self, canvas: Canvas, box: Box) -> None:
        help_ = self._help(canvas, box)
        box = box.top(box.height - help_)
        self._box, self._lines = box, []
        shown = self._shown()
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
        self.offers.draw(canvas, box)

    def _help(self, canvas: Canvas, box: Box) -> float:
        """What the slot under the mouse, or the one that is typed into, is for: at the foot; how high that is."""
        most = HELP if box.height > LOW else 2
        rows = canvas.wrap(self._says(), SMALL, box.width - 20)[:most]
        high = most * 11.0 + 12.0
        top = box.foot - high
        canvas.rect(box.x, top, box.width, 1, ink("line"))
        for i, row in enumerate(rows):
            canvas.text(box.x + 10, top + 8 + i * 11.0, row, SMALL, ink("dim"))
        return high

    def _says(self) -> str:
        """Of the word that is offered and would be taken; else of the slot."""
        typed = self._slot() if self.offers.shown else None
        words = advice(typed, self.offers.words[self.offers.at]) if typed is not None and self.offers.at >= 0 else ""
        at = self.at if self.at is not None else self._hover[0] if self._hover else None
        return words or next((slot.says for slot in self._slots if slot.path == at and slot.says), "")

    def _height(self, canvas: Canvas, slot: Slot, box: Box) -> float:
        wrong = self._wrong(slot)
        more = FAULT * len(canvas.wrap(wrong, SMALL, box.width - 24)[:3]) if wrong else 0.0
        return LINE + more + FAULT * (len(self._rows(canvas, slot, box)) - 1)

    def _rows(self, canvas: Canvas, slot: Slot, box: Box) -> list[str]:
        """A text in as many rows as it needs, when nobody types into it; anything else in one."""
        if slot.kind is not Kind.TEXT or not slot.given or self.at == slot.path or slot.path[0] in self.mixed:
            return [""]
        left = max(box.x + box.width * LABELS, box.x + 8 + slot.depth * INDENT + 40)
        return canvas.wrap(as_text(slot), SIZE, box.right - left - 16)[:ROWS] or [""]

    def _wrong(self, slot: Slot) -> str:
        """What is wrong in a slot; of a folded action, in all of it."""
        if slot.kind is Kind.MORE:
            return ""
        if slot.path in self.faults:
            return self.faults[slot.path]
        deep = is_action(slot.path) and slot.path not in self.open
        whole = slot.kind in (Kind.NUMBERS, Kind.NAMES, Kind.POINTS)
        if deep or whole:
            return next((words for path, words in self.faults.items() if path[: len(slot.path)] == slot.path), "")
        return ""

    def _scroll_to(self, shown: list[Slot], heights: list[float]) -> None:
        path, self._reveal = self._reveal, None
        if path is None:
            return
        best, y, found = -1, 0.0, (0.0, 0.0)
        for slot, high in zip(shown, heights, strict=True):
            if slot.kind is not Kind.MORE and path[: len(slot.path)] == slot.path and len(slot.path) > best:
                best, found = len(slot.path), (y, high)
            y += high
        if found[0] < self.top or found[0] + found[1] > self.top + self._box.height:
            self.top = found[0] - self._box.height / 3

    def _draw_slot(self, canvas: Canvas, slot: Slot, box: Box) -> None:
        wrong, mine = self._wrong(slot), self._hover is not None and self._hover[0] == slot.path
        row = box.top(LINE)
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
        high = LINE + FAULT * (len(rows) - 1)
        self._lines.append(Line(slot, box.top(high), tuple(buttons)))
        for name, at in buttons:
            hot = mine and self._hover is not None and self._hover[1] == name
            glyphs.draw(canvas, name, at.x + 1, at.y + 1, BUTTON - 3, ink("white" if hot else "rock-high"))
        self._draw_value(canvas, slot, Box(split, row.y, right - split, high), rows)
        if wrong:
            canvas.rect(box.x, box.y, 2, box.height, ink("red"))
            for i, words in enumerate(canvas.wrap(wrong, SMALL, box.width - 24)[:3]):
                canvas.text(box.x + 12, row.y + high + i * FAULT + 1, words, SMALL, ink("amber"))

    def _draw_value(self, canvas: Canvas, slot: Slot, box: Box, rows: list[str]) -> None:
        top, inside = box.y + (LINE - SIZE) / 2, Box(box.x, box.y + 1.5, box.width, box.height - 3)
        if self.at == slot.path and self._more == (slot.kind is Kind.MORE):
            self.field.draw(canvas, inside, self.time)
            self.offers.below(inside)
            return
        if slot.kind is Kind.MORE:
            words = "+ another key" + (f" of the {self.table}" if not slot.path else "")
            canvas.text(box.x, top, words, SIZE, ink("rock-high"))
            return
        if slot.kind is Kind.SWITCH:
            self._draw_switch(canvas, slot, box)
            return
        if slot.kind in TYPED or slot.kind is Kind.CHOICE:
            canvas.rect(inside.x, inside.y, inside.width, inside.height, ink("void", 0.7 if slot.given else 0.35))
        if len(rows) > 1:
            for i, words in enumerate(rows):
                canvas.text(box.x + 5, top + i * FAULT, words, SIZE, ink("text"))
            return
        mixed = len(slot.path) == 1 and slot.path[0] in self.mixed
        words, tone = ("several", "dim") if mixed else told(slot)
        if slot.kind is Kind.VERB:
            tone = "hot" if slot.value else "amber"
            words = words or "choose one"
        wide = canvas.text(box.x + 5, top, cut(canvas, words, SIZE, box.width - 8), SIZE, ink(tone))
        if slot.kind is Kind.VERB and is_action(slot.path) and slot.path not in self.open:
            brief = spelled(edits.value_at(self.data, slot.path))
            canvas.text(box.x + wide + 13, top, cut(canvas, brief, SMALL, box.width - wide - 16), SMALL, ink("dim"))
        elif slot.kind is Kind.NUMBER and slot.control.unit and slot.given:
            canvas.text(box.right - 5, top + 0.5, slot.control.unit, SMALL, ink("rock-high"), "right")

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
            names += ["folded" if slot.path not in self.open else "unfolded"] if is_action(slot.path) else []
            names += ["close", "duplicate", "lower", "higher"] if mine else []  # beside it: what one aims at stays
        elif slot.kind is Kind.LIST or (slot.kind is Kind.TABLE and not slot.given):
            names.append("add")
        elif slot.removable and mine:
            names.append("close")
        if slot.kind in (Kind.NAME, Kind.NAMES) and slot.given and slot.control.refs and mine and slot.value:
            names.append("look")
        y, x = row.y + (LINE - BUTTON) / 2, row.right - 5
        return [(name, Box(x - (i + 1) * BUTTON, y, BUTTON, BUTTON)) for i, name in enumerate(names)]

    # -- hands

    def handle(self, event: Event) -> bool:
        if isinstance(event, Wheel):
            if self.offers.handle(event):
                return True
            self.top -= event.notches * NOTCH
            return True
        if isinstance(event, Press):
            return self._press(event)
        if isinstance(event, Move | Release):
            if isinstance(event, Move):
                self.offers.handle(event)
                self._hover = self._under(event)
            return self.field.handle(event) if self.at is not None else False
        if self.at is None:
            return False
        return self._type(event)

    def _under(self, at: Press | Move) -> tuple[KeyPath, str] | None:
        for line in self._lines:
            if line.box.holds(at.x, at.y):
                name = next((name for name, box in line.buttons if box.holds(at.x, at.y)), "")
                return line.slot.path, name
        return None

    def _press(self, press: Press) -> bool:
        picked = self.offers.pressed(press)
        if picked is not None:
            self._accept(picked)
            return True
        if self.at is not None and self.field.handle(press):
            return True
        self.leave()
        line = next((line for line in self._lines if line.box.holds(press.x, press.y)), None)
        if line is None or press.button != LEFT:
            return self._box.holds(press.x, press.y)
        self._hover = line.slot.path, ""
        button = next((name for name, box in line.buttons if box.holds(press.x, press.y)), "")
        if button:
            self._do(button, line.slot)
        else:
            self._touch(line.slot, press)
        return True

    def _touch(self, slot: Slot, press: Press) -> None:
        if slot.kind is Kind.SWITCH:
            value = not (slot.value if slot.given else slot.default)
            self._edit(f"Change {slot.label}", lambda data: edits.put(data, slot.path, value))
        elif slot.kind is Kind.VERB and is_action(slot.path) and press.x < self._box.x + self._box.width * LABELS:
            self.open ^= {slot.path}
        elif slot.kind in TYPED or (slot.kind in PICKED and (slot.offers or slot.kind is Kind.CHOICE)):
            self.type_into(slot)
        elif slot.kind is Kind.ITEM:
            self.open ^= {slot.path}

    def type_into(self, slot: Slot) -> None:
        """Let a slot be typed into."""
        self.at, self._more = slot.path, slot.kind is Kind.MORE
        given = slot.given and slot.kind not in PICKED
        self.field.put(as_text(slot) if given else "")
        self.field.hint = told(slot)[0] if slot.kind is Kind.VERB or not slot.given else ""
        self.field.limit = slot.control.limit or 1_000
        self.field.wrong = ""
        self.field.focus()
        self._offer("" if slot.kind in PICKED else self.field.text, first=True)

    def _slot(self) -> Slot | None:
        """The one that is typed into."""
        return next((s for s in self._slots if s.path == self.at and (s.kind is Kind.MORE) == self._more), None)

    def _typed(self, text: str) -> None:
        self.field.wrong = ""
        self._offer(text)

    def _offer(self, text: str, first: bool = False) -> None:
        """Words that may stand there, those that hold what has been typed."""
        slot = self._slot()
        if slot is None:
            return
        if slot.offers:
            words = list(slot.offers)
        elif slot.control.choices:
            words = [str(choice) for choice in slot.control.choices]
        elif slot.control.refs:
            words = self.changes.names(slot.control.refs)
            words += [NEW + ref for ref in slot.control.refs if ref in self.changes.makers]
        else:
            self.offers.close()
            return
        last = text.split(",")[-1].strip() if slot.kind is Kind.NAMES else text.strip()
        self.offers.open(words, "" if first else last, strict=slot.kind in PICKED)

    def _type(self, event: Key | Words) -> bool:
        slot = self._slot()
        if slot is None:
            self.leave()
            return False
        if isinstance(event, Key):
            if event.name == "escape":
                self.field.put("")
                self.field.focused, self.at = False, None
                self.offers.close()
                return True
            if self.offers.handle(event):
                return True
            if event.name == "tab":
                self._next(slot, -1 if event.shift else 1)
                return True
            if event.name in STEPS and slot.kind is Kind.NUMBER:
                self._nudge(slot, STEPS[event.name] * (0.1 if event.shift else 1.0))
                return True
            if event.name in ("return", "kp_enter"):
                self._accept(self.offers.picked(self.field.text, slot.kind in PICKED))
                return True
        return self.field.handle(event)

    def _next(self, slot: Slot, way: int) -> None:
        """To the next slot that can be typed into."""
        self._accept(self.field.text if slot.kind not in PICKED else "")
        after = [s for s in self._shown() if s.kind in TYPED or s.kind is Kind.CHOICE]
        at = next((i for i, s in enumerate(after) if s.path == slot.path), -1)
        if 0 <= at + way < len(after):
            self.type_into(after[at + way])
            self._reveal = after[at + way].path

    def _nudge(self, slot: Slot, step: float) -> None:
        try:
            change = self.changes.nudged(slot, step)
        except RefusedError as why:
            self._say(f"{slot.label}: {why}")
            return
        title, edit = change
        value = edits.value_at(edit(self.data), slot.path)
        self._edit(title, edit)
        self.field.put(f"{value:g}")

    # -- changes

    def _accept(self, text: str) -> None:
        """What was typed or picked."""
        slot = self._slot()
        if slot is None:
            return
        text = text.strip()
        if slot.kind is Kind.NAMES and self.offers.shown and "," in self.field.text and "," not in text:
            text = ", ".join([*[one.strip() for one in self.field.text.split(",")[:-1]], text])
        try:
            change = self.changes.typed(slot, text)
        except RefusedError as why:
            self.field.wrong = str(why)
            self._say(f"{slot.label}: {why}")
            return
        self.at = None
        self.field.focused = False
        self.offers.close()
        if change is None:
            return
        if slot.kind is Kind.MORE:
            self._next_at = (*slot.path, text)
        if slot.kind is Kind.LIST and is_action((*slot.path, 0)):  # what is new is open
            self.open.add((*slot.path, len(slot.value) if isinstance(slot.value, list) else 0))
        self._edit(*change)

    def _do(self, button: str, slot: Slot) -> None:
        if button in ("folded", "unfolded"):
            self.open ^= {slot.path}
        elif button == "look":
            self._follow(slot.control.refs, str(slot.value[0] if isinstance(slot.value, list) else slot.value))
        elif button == "add" and slot.offers:
            self.type_into(slot)
        else:
            self.open.discard(slot.path)
            change = self.changes.pressed(button, slot)
            if change is not None:
                self._edit(*change)
