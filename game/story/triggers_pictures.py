"""Triggers of pictures adrift."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from .actions_pictures import PairNumber
from .names import Count
from .state import Memory
from .verbs import Moment, Trigger

if TYPE_CHECKING:
    from .stage import Stage


class PictureDoes(Moment, frozen=True, kw_only=True, tag="picture"):
    """Something happened to a picture that is adrift, of any pair or of one.

    drawn     the ship draws it after it
    left      the ship went too fast or too far for it
    shy       it drew away from the ship, which came in a hurry
    withdrew  it met its other in a hurry, and both drew away
    heard     it made its sound
    beside    it hangs beside its other, and they wait
    joined    it and its other became one; with `count`, so many pairs are by now
    """

    example: ClassVar[str] = '{ on = "picture", part = "joined", pair = 3 }'
    part: Literal["drawn", "left", "shy", "withdrew", "heard", "beside", "joined"] = "joined"
    pair: PairNumber | None = None
    count: Count | None = None

    def problem(self) -> str:
        return "" if self.count is None or self.part == "joined" else "'count' goes with part = \"joined\""

    def needs(self) -> list[tuple[str, str]]:
        return [("picture", "")] if self.pair is None else [("pair", str(self.pair))]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"picture.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        kind = f"picture.{self.part}"
        for event in stage.events:
            if event.kind != kind:
                continue
            pair = event.value if self.part == "heard" else float(event.name)
            if self.pair in (None, int(pair)) and (self.count is None or event.value >= self.count):
                return True
        return False


PICTURE_TRIGGERS: tuple[type[Trigger], ...] = (PictureDoes,)
