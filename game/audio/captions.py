"""What a player reads who does not hear: the sounds that tell something, newest last, with where they came from.

Filled whether or not there is a device.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.audio.sounds import RANKS

SHOWN_S = 2.2
MOST = 4
READ_S = 0.7  # a caption stays so long before one that tells no more takes its place
ANEW_S = 0.5  # an alarm that was silent for so long, or sounds from another side, sounds anew
TURNED = math.radians(45.0)
ASIDE = 0.25  # a sound this far to one side, of which no more is known, came from there
LEAST = {rank: i for i, rank in enumerate(("bed", *(rank for rank in RANKS if rank != "bed")))}  # goes first


@dataclass(slots=True)
class Caption:
    """One sound in words.

    `side` is -1 left .. 1 right; `bearing` the way to it from the ship [rad, y down], None for what is with us or all
    round; `rank` as in the sound table; `alerts` when a player has to act on it; `age` seconds since it was last heard,
    `known` since it was first, or since an alarm sounded anew.
    """

    text: str
    side: float
    bearing: float | None = None
    rank: str = "body"
    alerts: bool = False
    age: float = 0.0
    known: float = 0.0

    @property
    def tells(self) -> tuple[bool, int]:
        """How much, beside others."""
        return self.alerts, LEAST[self.rank]

    def hear_again(self, side: float, bearing: float | None) -> None:
        if self.alerts and (self.age > ANEW_S or _apart(self.bearing, bearing)):
            self.known = 0.0
        self.age, self.side, self.bearing = 0.0, side, bearing


def _apart(before: float | None, now: float | None) -> bool:
    if before is None or now is None:
        return before is not now
    return abs(math.remainder(now - before, math.tau)) > TURNED


class Captions:
    def __init__(self) -> None:
        self.shown: list[Caption] = []

    def add(
        self, text: str, side: float, bearing: float | None = None, rank: str = "body", alerts: bool = False
    ) -> None:
        """Show a caption; one that is shown already is kept alive instead of repeated.

        Where there are too many, what tells the least goes first, and of that the oldest; what has only just come and
        is no alarm is left to be read.
        """
        if bearing is None and abs(side) > ASIDE:
            bearing = 0.0 if side > 0 else math.pi
        for caption in self.shown:
            if caption.text == text:
                caption.hear_again(side, bearing)
                return
        new = Caption(text, side, bearing, rank, alerts)
        if len(self.shown) >= MOST:
            least = min(self.shown, key=lambda caption: (*caption.tells, caption.known < READ_S, -caption.age))
            if new.tells < least.tells or (new.tells == least.tells and not alerts and least.known < READ_S):
                return
            self.shown.remove(least)
        self.shown.append(new)

    def update(self, dt: float) -> None:
        for caption in self.shown:
            caption.age += dt
            caption.known += dt
        self.shown = [caption for caption in self.shown if caption.age < SHOWN_S]
