"""One line of text that can be typed into: a caret, a selection, and the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui import clipboard
from game.ui.events import Box, Event, Key, Move, Press, Release, Words

SIZE = 8.5  # cap height [units]
INSET = 6.0  # from the edge to the text [units]
BLINK = 1.06  # s, on and off
WRITES = frozenset(  # keys with a name of more than one letter whose words come, too: no command may take them
    (
        "space", "minus", "plus", "equals", "underscore", "comma", "period", "slash", "backslash", "colon", "semicolon",
        "less", "greater", "question", "quote", "quotedbl", "backquote", "caret", "asterisk", "ampersand", "at", "hash",
        "exclaim", "dollar", "percent", "leftparen", "rightparen", "leftbracket", "rightbracket",
    )
)  # fmt: skip


def _nobody(_: str) -> None:
    """Nobody listens."""


@dataclass
class TextField:
    """`changed` is told every change, `accepted` what stands there on ENTER or when another is pressed."""

    text: str = ""
    hint: str = ""  # shown while it is empty
    changed: Callable[[str], None] = _nobody
    accepted: Callable[[str], None] = _nobody
    wrong: str = ""  # why what stands there cannot be; its edge shows it
    limit: int = 1_000  # characters
    size: float = SIZE

    def __post_init__(self) -> None:
        self.focused = False
        self.caret = len(self.text)
        self.anchor = self.caret  # the other end of the selection
        self._box = Box(0, 0, 0, 0)
        self._edges: list[float] = [0.0]  # where each letter begins, from the text's own beginning
        self._shift = 0.0  # how far the text is scrolled to the left
        self._drags = False
        self._before = self.text

    # -- what stands there

    def put(self, text: str) -> None:
        """Show other text; whoever is typing there goes on typing."""
        if text != self.text:
            self.text = text
            self.caret = self.anchor = len(text)
        self._before = text

    def focus(self) -> None:
        """Begin to type: all of it is selected, so that the first letter replaces it."""
        self.focused, self._before = True, self.text
        self.anchor, self.caret = 0, len(self.text)

    def blur(self) -> None:
        """Stop typing; what stands there is accepted."""
        if self.focused:
            self.focused = False
            self.anchor = self.caret
            if self.text != self._before:
                self._before = self.text
                self.accepted(self.text)

    @property
    def touched(self) -> bool:
        """Whether something is being typed that was not accepted yet."""
        return self.focused and self.text != self._before

    def settle(self) -> None:
        """What stands there is accepted, and one goes on typing."""
        if self.touched:
            self._before = self.text
            self.accepted(self.text)

    @property
    def selected(self) -> tuple[int, int]:
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    def _type(self, words: str) -> None:
        low, high = self.selected
        words = "".join(letter for letter in words if letter.isprintable())
        words = words[: max(0, self.limit - len(self.text) + high - low)]
        self.text = self.text[:low] + words + self.text[high:]
        self.caret = self.anchor = low + len(words)
        self.changed(self.text)

    # -- hands

    def handle(self, event: Event) -> bool:
        if isinstance(event, Press):
            return self._press(event)
        if isinstance(event, Release):
            drags, self._drags = self._drags, False
            return drags
        if isinstance(event, Move) and self._drags:
            self.caret = self._letter_at(event.x)
            return True
        if not self.focused:
            return False
        if isinstance(event, Words):
            self._type(event.text)
            return True
        return isinstance(event, Key) and self._key(event)

    def _press(self, press: Press) -> bool:
        if not self._box.holds(press.x, press.y):
            self.blur()
            return False
        if not self.focused:
            self.focus()
        elif press.clicks >= 2:
            self.anchor, self.caret = 0, len(self.text)
        else:
            self.caret = self._letter_at(press.x)
            self.anchor = self.anchor if press.shift else self.caret
            self._drags = True
        return True

    def _letter_at(self, x: float) -> int:
        away = x - self._box.x - INSET + self._shift
        return min(range(len(self._edges)), key=lambda i: abs(self._edges[i] - away))

    def _key(self, key: Key) -> bool:
        if key.name in ("return", "kp_enter"):
            self._before = self.text
            self.accepted(self.text)
            self.anchor, self.caret = 0, len(self.text)
            return True
        if key.name == "escape":
            changed = self.text != self._before
            self.text = self._before
            self.caret = self.anchor = len(self.text)
            self.focused = False
            if changed:
                self.changed(self.text)
            return True
        if key.name in ("left", "right", "home", "end"):
            self._walk(key)
            return True
        if key.name in ("backspace", "delete"):
            self._erase(key)
            return True
        if key.ctrl:
            return self._command(key.name)
        return len(key.name) == 1 or key.name in WRITES or key.name.startswith("kp")  # its words come, too

    def _walk(self, key: Key) -> None:
        low, high = self.selected
        if key.name in ("home", "end"):
            self.caret = 0 if key.name == "home" else len(self.text)
        elif low != high and not key.shift:
            self.caret = low if key.name == "left" else high
        elif key.ctrl:
            self.caret = self._word(-1 if key.name == "left" else 1)
        else:
            self.caret = max(0, min(len(self.text), self.caret + (-1 if key.name == "left" else 1)))
        if not key.shift:
            self.anchor = self.caret

    def _word(self, step: int) -> int:
        """Where the word before or behind the caret begins or ends."""
        at = self.caret
        while 0 <= (next_to := at - (step < 0)) < len(self.text) and not self.text[next_to].isalnum():
            at += step
        while 0 <= (next_to := at - (step < 0)) < len(self.text) and self.text[next_to].isalnum():
            at += step
        return at

    def _erase(self, key: Key) -> None:
        if self.caret == self.anchor:
            step = -1 if key.name == "backspace" else 1
            self.anchor = self._word(step) if key.ctrl else max(0, min(len(self.text), self.caret + step))
        self._type("")

    def _command(self, name: str) -> bool:
        low, high = self.selected
        if name == "a":
            self.anchor, self.caret = 0, len(self.text)
        elif name in ("c", "x"):
            if low != high:
                clipboard.put(self.text[low:high])
                if name == "x":
                    self._type("")
        elif name == "v":
            self._type(clipboard.get().replace("\n", " "))
        elif name == "z" and self.touched:  # what was typed goes first
            self.put(self._before)
            self.anchor, self.caret = 0, len(self.text)
            self.changed(self.text)
        else:
            return False
        return True

    # -- picture

    def draw(self, canvas: Canvas, box: Box, time: float = 0.0) -> None:
        """`time` lets the caret blink."""
        self._box = box
        edge = "red" if self.wrong else "ring" if self.focused else "line"
        canvas.framed(box.x, box.y, box.width, box.height, ink(edge), ink("void"))
        top = box.y + (box.height - self.size) / 2
        room = box.width - 2 * INSET
        self._edges = (
            [canvas.measure(self.text[:i], self.size) for i in range(len(self.text) + 1)] if self.focused else [0]
        )
        if not self.text and not self.focused:
            canvas.text(box.x + INSET, top, cut(canvas, self.hint, self.size, room), self.size, ink("rock-high"))
            return
        if not self.focused:
            self._shift = 0.0
            canvas.text(box.x + INSET, top, cut(canvas, self.text, self.size, room), self.size, ink("text"))
            return
        caret = self._edges[min(self.caret, len(self.text))]
        self._shift = max(0.0, min(self._shift, caret), caret - room)
        left = box.x + INSET - self._shift
        low, high = self.selected
        if low != high:
            begin = max(box.x + 2, left + self._edges[low] - 1)
            end = min(box.right - 2, left + self._edges[high] + 1)
            canvas.rect(begin, top - 4, end - begin, self.size + 8, ink("teal", 0.55))
        first = next((i for i, edge in enumerate(self._edges) if edge >= self._shift - 0.5), 0)
        last = max((i for i, edge in enumerate(self._edges) if edge <= self._shift + room + 0.5), default=0)
        canvas.text(left + self._edges[first], top, self.text[first:last], self.size, ink("white"))
        if time % BLINK < BLINK / 2:
            canvas.rect(left + caret - 0.5, top - 4, 1.2, self.size + 8, ink("ring"))


def cut(canvas: Canvas, text: str, size: float, room: float) -> str:
    """Text that fits into `room` units, its end left out where it must be."""
    if canvas.measure(text, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if canvas.measure(text[:middle] + "…", size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""
