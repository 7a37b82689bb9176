"""What hands do to a window full of tools: the mouse where it points, keys by name, and typed words.

Menus of the game ask for less (see `intents`); an editor needs every button, key and letter. Places are HUD units of
the canvas that the window is drawn on.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

LEFT, MIDDLE, RIGHT = 1, 2, 3  # buttons of a mouse


class Press(NamedTuple):
    """A button of the mouse went down. `clicks` is 2 for the second press of a double click."""

    x: float
    y: float
    button: int = LEFT
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    clicks: int = 1


class Release(NamedTuple):
    """It went up again; also sent when the window lost it."""

    x: float
    y: float
    button: int = LEFT
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


class Move(NamedTuple):
    """The mouse is here now. `held` are the buttons that are down."""

    x: float
    y: float
    held: tuple[int, ...] = ()
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


class Wheel(NamedTuple):
    """The wheel was turned by so many notches; up is positive."""

    x: float
    y: float
    notches: float
    shift: bool = False
    ctrl: bool = False


class Key(NamedTuple):
    """A key went down, or repeats. `name` is pygame's, in small letters: "a", "left", "return", "f5"."""

    name: str
    shift: bool = False
    ctrl: bool = False  # or the command key of a Mac
    alt: bool = False


class Words(NamedTuple):
    """Text that was typed, whatever keys it took."""

    text: str


Event: TypeAlias = Press | Release | Move | Wheel | Key | Words


class Box(NamedTuple):
    """A rectangle in HUD units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def foot(self) -> float:
        return self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height

    def inner(self, margin: float) -> Box:
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)

    def top(self, height: float) -> Box:
        """Its upper part."""
        return Box(self.x, self.y, self.width, height)

    def below(self, height: float) -> Box:
        """What is left under its upper part."""
        return Box(self.x, self.y + height, self.width, max(0.0, self.height - height))
