"""What a player reads who does not hear: the sounds that tell something, newest last, with the side they came from.

Filled whether or not there is a device.
"""

from __future__ import annotations

from dataclasses import dataclass

SHOWN_S = 2.2
MOST = 4


@dataclass(slots=True)
class Caption:
    """One sound in words. `side` is -1 left .. 1 right; `age` seconds since it was last heard."""

    text: str
    side: float
    age: float = 0.0


class Captions:
    def __init__(self) -> None:
        self.shown: list[Caption] = []

    def add(self, text: str, side: float) -> None:
        """Show a caption; one that is shown already is kept alive instead of repeated."""
        for caption in self.shown:
            if caption.text == text:
                caption.age, caption.side = 0.0, side
                return
        self.shown.append(Caption(text, side))
        del self.shown[:-MOST]

    def update(self, dt: float) -> None:
        for caption in self.shown:
            caption.age += dt
        self.shown = [caption for caption in self.shown if caption.age < SHOWN_S]
