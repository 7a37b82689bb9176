"""A form under one's hands: a slot is typed into, with what may stand there offered below it, or pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.render.canvas import Canvas
from game.story.positions import KeyPath
from game.ui.events import LEFT, Box, Event, Key, Move, Press, Release, Wheel, Words
from game.ui.textfield import TextField

from . import edits
from .changes import NEW, Changes, Edit, is_action
from .formpaper import LABELS, SIZE, TYPED, FormPaper
from .forms import Control, Kind, Slot, form
from .offers import Offers
from .spelling import RefusedError, as_text, told

NOTCH = 44.0  # units that a notch of the wheel moves
TIPS = {
    "add": "One more", "close": "Take it away", "duplicate": "The same once more", "higher": "Earlier",
    "lower": "Later", "look": "Go there", "folded": "Open it", "unfolded": "Fold it",
}  # fmt: skip
STEPS = {"up": 1.0, "down": -1.0}

PICKED = (Kind.CHOICE, Kind.VERB, Kind.MORE, Kind.LIST)


class FormView:
    """`edit(title, change)` is how the data are changed; `names(refs)` gives the names of kinds of thing.

    `follow(refs, name)` goes to what a name means. `offered(control, key)` may offer other names than all of a kind.
    """

    def __init__(
        self,
        edit: Callable[[str, Edit], None],
        names: Callable[[tuple[str, ...]], list[str]],
        follow: Callable[[tuple[str, ...], str], None],
        say: Callable[[str], None],
        offered: Callable[[Control, str], list[str] | None] = lambda control, key: None,
    ) -> None:
        self._edit, self._follow, self._say, self._offered = edit, follow, say, offered
        self.changes = Changes(names)
        self.field = TextField(accepted=self._accept, changed=self._typed, size=SIZE)
        self.offers = Offers()
        self.paper = FormPaper(self)
        self.at: KeyPath | None = None  # of the slot that is typed into
        self.more = False  # whether that is the line that offers more keys
        self.open: set[KeyPath] = set()  # actions that show all their keys
        self.faults: dict[KeyPath, str] = {}
        self.mixed: set[str] = set()  # keys in which several rows differ
        self.table, self.data = "", {}
        self.time = 0.0
        self.slots: list[Slot] = []
        self.hover: tuple[KeyPath, str] | None = None
        self._next_at: KeyPath | None = None  # of a key that is about to be there

    # -- what is shown

    def show(self, table: str, data: dict[str, Any], faults: dict[KeyPath, str], mixed: set[str] | None = None) -> None:
        """These data from now on."""
        self.faults, self.mixed = faults, mixed or set()
        if table != self.table or data is not self.data:
            self.table, self.data = table, data
            self.slots = form(table, data)
            self._go_on()

    def _go_on(self) -> None:
        """A key that was just added is typed into at once."""
        path, self._next_at = self._next_at, None
        slot = next((slot for slot in self.slots if slot.path == path and slot.kind is not Kind.MORE), None)
        if slot is not None and (slot.kind in TYPED or slot.kind is Kind.CHOICE):
            self.paper.reveal = slot.path
            self.type_into(slot)

    def begin(self) -> None:
        """Another row: from its top, with nothing open. What is still being typed was meant for the row before."""
        self.field.focused, self.at = False, None
        self.offers.close()
        self.paper.top, self.open = 0.0, set()

    def reveal(self, path: KeyPath) -> None:
        """Bring a slot into sight and open what it is folded in."""
        for end in range(1, len(path) + 1):
            if len(path[:end]) == 2 and path[0] == "then":
                self.open.add(path[:end])
        self.paper.reveal = path

    def leave(self) -> None:
        """Stop typing."""
        self.field.blur()
        self.at = None
        self.offers.close()

    @property
    def typing(self) -> bool:
        """Whether something was typed that does not count yet."""
        return self.at is not None and self.field.touched

    def settle(self) -> None:
        """What has been typed counts, and one goes on typing; a word that is yet to be picked is none."""
        slot = self.slot()
        if slot is None or slot.kind in PICKED or not self.typing:
            return
        try:
            change = self.changes.typed(slot, self.field.text.strip())
        except RefusedError as why:
            self._refused(slot, why)
            return
        self.field.put(self.field.text)
        if change is not None:
            self._edit(*change)

    def shown(self) -> list[Slot]:
        """Folded actions show their head only."""
        folded = {s.path for s in self.slots if s.kind is Kind.VERB and is_action(s.path) and s.path not in self.open}
        return [s for s in self.slots if not (len(s.path) > 2 or s.kind is Kind.MORE) or s.path[:2] not in folded]

    def draw(self, canvas: Canvas, box: Box) -> None:
        self.paper.draw(canvas, box)

    @property
    def tip(self) -> tuple[Box, str] | None:
        """The small sign under the mouse, and what it does."""
        path, name = self.hover or ((), "")
        for line in self.paper.lines if name else ():
            for sign, box in line.buttons:
                if sign == name and line.slot.path == path:
                    return box, TIPS[name]
        return None

    # -- hands

    def handle(self, event: Event) -> bool:
        if isinstance(event, Wheel):
            if self.offers.handle(event):
                return True
            self.paper.top -= event.notches * NOTCH
            return True
        if isinstance(event, Press):
            return self._press(event)
        if isinstance(event, Move | Release):
            if isinstance(event, Move):
                self.offers.handle(event)
                self.hover = self._under(event)
            return self.field.handle(event) if self.at is not None else False
        if self.at is None:
            return False
        return self._type(event)

    def _under(self, at: Press | Move) -> tuple[KeyPath, str] | None:
        for line in self.paper.lines:
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
        line = next((line for line in self.paper.lines if line.box.holds(press.x, press.y)), None)
        if line is None or press.button != LEFT:
            return self.paper.box.holds(press.x, press.y)
        self.hover = line.slot.path, ""
        button = next((name for name, box in line.buttons if box.holds(press.x, press.y)), "")
        if button:
            self._do(button, line.slot)
        else:
            self._touch(line.slot, press)
        return True

    def _touch(self, slot: Slot, press: Press) -> None:
        box = self.paper.box
        if slot.kind is Kind.SWITCH:
            value = not (slot.value if slot.given else slot.default)
            self._edit(f"Change {slot.label}", lambda data: edits.put(data, slot.path, value))
        elif slot.kind is Kind.VERB and is_action(slot.path) and press.x < box.x + box.width * LABELS:
            self.open ^= {slot.path}
        elif slot.kind in TYPED or (slot.kind in PICKED and (slot.offers or slot.kind is Kind.CHOICE)):
            self.type_into(slot)
        elif slot.kind is Kind.ITEM:
            self.open ^= {slot.path}

    def type_into(self, slot: Slot) -> None:
        """Let a slot be typed into."""
        self.at, self.more = slot.path, slot.kind is Kind.MORE
        given = slot.given and slot.kind not in PICKED
        self.field.put(as_text(slot) if given else "")
        self.field.hint = told(slot)[0] if slot.kind is Kind.VERB or not slot.given else ""
        self.field.limit = slot.control.limit or 1_000
        self.field.wrong = ""
        self.field.focus()
        self._offer("" if slot.kind in PICKED else self.field.text, first=True)

    def slot(self) -> Slot | None:
        """The one that is typed into."""
        return next((s for s in self.slots if s.path == self.at and (s.kind is Kind.MORE) == self.more), None)

    def _typed(self, text: str) -> None:
        self.field.wrong = ""
        self._offer(text)

    def _offer(self, text: str, first: bool = False) -> None:
        """Words that may stand there, those that hold what has been typed."""
        slot = self.slot()
        if slot is None:
            return
        mine = self._offered(slot.control, str(slot.path[-1])) if slot.path else None
        if slot.offers:
            words = list(slot.offers)
        elif mine is not None:
            words = mine
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
        slot = self.slot()
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
        after = [s for s in self.shown() if s.kind in TYPED or s.kind is Kind.CHOICE]
        at = next((i for i, s in enumerate(after) if s.path == slot.path), -1)
        if 0 <= at + way < len(after):
            self.type_into(after[at + way])
            self.paper.reveal = after[at + way].path

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
        slot = self.slot()
        if slot is None:
            return
        text = text.strip()
        if slot.kind is Kind.NAMES and self.offers.shown and "," in self.field.text and "," not in text:
            text = ", ".join([*[one.strip() for one in self.field.text.split(",")[:-1]], text])
        try:
            change = self.changes.typed(slot, text)
        except RefusedError as why:
            self._refused(slot, why)
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

    def _refused(self, slot: Slot, why: RefusedError) -> None:
        self.field.wrong = str(why)
        self._say(f"{slot.label}: {why}")

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
