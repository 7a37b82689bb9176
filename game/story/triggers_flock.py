"""Triggers that wait for a flock of mites, and for lights that look for what is warm."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from .state import Memory
from .verbs import Moment, Trigger

if TYPE_CHECKING:
    from .stage import Stage

PARTS = {"wakes": "flock.wakes", "closing": "flock.closing", "stops": "flock.stops"}


class FlockDoes(Moment, frozen=True, kw_only=True, tag="flock"):
    """A flock of mites begins to wake, has the player's ship in its midst (and soon for good), or is put to sleep."""

    example: ClassVar[str] = '{ on = "flock", part = "closing" }'
    part: Literal["wakes", "closing", "stops"] = "wakes"

    def needs(self) -> list[tuple[str, str]]:
        return [("flock", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({PARTS[self.part]})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == PARTS[self.part] for event in stage.events)


FLOCK_TRIGGERS: tuple[type[Trigger], ...] = (FlockDoes,)
