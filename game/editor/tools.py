"""What hands do on the map: choose and change what is there, or draw what is not there yet.

Places that a tool hears are world units; `reach` says how many units a finger is wide at this zoom.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from game.ui.events import Key

from .overlay import Overlay

PULLED = 5.0  # HUD units by which a press must be pulled to count as a drag


class Touch(NamedTuple):
    """A press or a move on the map."""

    x: float
    y: float
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    clicks: int = 1


class Tool(Protocol):
    """One of `choosing` and `drawing`. A `hint` says in a line how it is used."""

    hint: str

    def press(self, touch: Touch) -> None: ...

    def move(self, touch: Touch, held: bool) -> None: ...

    def release(self, touch: Touch) -> None: ...

    def key(self, key: Key) -> bool: ...

    def cancel(self) -> bool:
        """Give up what has begun; False when nothing has."""

    def draw(self, over: Overlay) -> None: ...
