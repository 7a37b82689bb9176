"""What a menu is made of. A widget knows its words and its value; the menu knows where it stands and who has focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from game.ui.intents import Intent


@dataclass
class Widget:
    """One row. Only rows with `focusable` can be chosen."""

    label: str
    focusable: bool = field(default=True, kw_only=True)
    reason: str = field(default="", kw_only=True)  # why it cannot be chosen now; shown greyed

    @property
    def enabled(self) -> bool:
        return not self.reason

    @property
    def value(self) -> str:
        """What stands at the right of the row."""
        return self.reason

    def act(self, intent: Intent) -> bool:
        """LEFT, RIGHT or ACCEPT on this row; True when it did something."""
        return False

    def point(self, share: float) -> bool:
        """Clicked at that share (0..1) of its value's width; by default a click is ACCEPT."""
        return self.act(Intent.ACCEPT)


@dataclass
class Text(Widget):
    """Words that cannot be chosen: headings, notes, and figures, which stand at the right."""

    focusable: bool = field(default=False, kw_only=True)
    tone: str = field(default="dim", kw_only=True)  # a colour of the theme
    figure: str = field(default="", kw_only=True)


@dataclass
class Button(Widget):
    """Does something when chosen. `note` stands beside it, small, and a `figure` in a column of its own."""

    action: Callable[[], None] = lambda: None
    note: str = ""
    figure: str = ""

    @property
    def value(self) -> str:
        return self.reason or self.note

    def act(self, intent: Intent) -> bool:
        if intent is not Intent.ACCEPT or not self.enabled:
            return False
        self.action()
        return True


@dataclass
class Picker(Widget):
    """One of several words."""

    options: Sequence[str] = ()
    get: Callable[[], str] = str
    set: Callable[[str], None] = lambda _: None
    says: Callable[[str], str] = str.upper  # an option as it is shown

    @property
    def value(self) -> str:
        return self.says(self.get())

    def act(self, intent: Intent) -> bool:
        step = -1 if intent is Intent.LEFT else 1
        here = list(self.options).index(self.get()) if self.get() in self.options else 0
        self.set(self.options[(here + step) % len(self.options)])
        return True

    def point(self, share: float) -> bool:
        return self.act(Intent.LEFT if share < 0.3 else Intent.RIGHT)


@dataclass
class Toggle(Widget):
    """On or off."""

    get: Callable[[], bool] = bool
    set: Callable[[bool], None] = lambda _: None

    @property
    def value(self) -> str:
        return "ON" if self.get() else "OFF"

    def act(self, intent: Intent) -> bool:
        self.set(not self.get())
        return True


@dataclass
class Slider(Widget):
    """A whole number between `low` and `high`, in steps."""

    low: int = 0
    high: int = 100
    step: int = 10
    unit: str = "%"
    get: Callable[[], int] = int
    set: Callable[[int], None] = lambda _: None

    @property
    def value(self) -> str:
        return f"{self.get()}{self.unit}"

    @property
    def share(self) -> float:
        return (self.get() - self.low) / (self.high - self.low)

    def act(self, intent: Intent) -> bool:
        if intent is Intent.ACCEPT:  # walks through, so that one button is enough
            above = self.get() + self.step
            return self._move(self.low if above > self.high else above)
        return self._move(self.get() + (self.step if intent is Intent.RIGHT else -self.step))

    def point(self, share: float) -> bool:
        steps = round(share * (self.high - self.low) / self.step)
        return self._move(self.low + steps * self.step)

    def _move(self, value: int) -> bool:
        value = max(self.low, min(self.high, value))
        if value == self.get():
            return False
        self.set(value)
        return True
