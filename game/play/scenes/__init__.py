"""What the window can show. A scene reads the devices, moves on with wall-clock time and paints a frame."""

from __future__ import annotations

from typing import Protocol

from game.play.pace import Beat
from game.render.frame import Frame


class Scene(Protocol):
    """One screen. The topmost scene of the stack is live; a menu may paint over the picture of the scene below it."""

    name: str

    def enter(self) -> None:
        """It becomes the topmost scene, for the first time or again."""

    def update(self, beat: Beat) -> None:
        """One turn of the loop: hands, time, the world's ticks."""

    def picture(self, alpha: float) -> Frame:
        """What to draw; `alpha` lies between the last two ticks."""

    def leave(self) -> None:
        """It is gone for good."""
