"""What every part of the editor's window is: something that draws into a box and hears what hands do."""

from __future__ import annotations

from typing import Protocol

from game.render.canvas import Canvas
from game.ui.events import Box, Event, Key, Move, Press, Release, Wheel, Words

__all__ = ["Box", "Event", "Key", "Move", "Panel", "Press", "Release", "Wheel", "Words"]


class Panel(Protocol):
    """A part of the window. The shell draws its frame and its title, and gives it what happens within its box.

    Units are HUD units of the canvas: a window holds fewer of them when text is larger, so sizes are plain numbers.
    Who uses a press hears of moves and the release until it is let go of, wherever the mouse then is. Keys and words
    go to the panel that was pressed last; those it does not use are the shell's. A panel with signs that have no words
    has a `tip`: (the box of the one under the mouse, what it does), or None.
    """

    title: str

    def draw(self, canvas: Canvas, box: Box) -> None:
        """Draw the panel within the box; what would stand out of it is the panel's to leave out."""

    def handle(self, event: Event) -> bool:
        """True when it was of use."""
