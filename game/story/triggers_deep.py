"""Triggers of space that is not finished: it unloads, what is in tow suffers, somebody knocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from .names import Count, MetShip, RegionId, TerrainId
from .state import Memory
from .verbs import SLOW, Moment, Trigger

if TYPE_CHECKING:
    from .stage import Stage


class Unloads(Moment, frozen=True, kw_only=True, tag="unload"):
    """Space unloads: something is gone (`part = "piece"`), the front is close behind the ship, or has caught it.

    region   for a piece: the front has passed all of this region
    terrain  for a piece: this rock or wall is gone
    who      for a piece: this ship is gone
    ended    the front came to the end of its path
    """

    example: ClassVar[str] = '{ on = "unload", part = "piece", region = "kitchen" }'
    part: Literal["piece", "near", "caught", "ended"] = "piece"
    region: RegionId | None = None
    terrain: TerrainId | None = None
    who: MetShip | None = None

    def problem(self) -> str:
        given = [one for one in (self.region, self.terrain, self.who) if one is not None]
        if given and self.part != "piece":
            return "'region', 'terrain' and 'who' go with part = \"piece\""
        return "" if len(given) < 2 else "needs one of 'region', 'terrain' and 'who', or none"

    def needs(self) -> list[tuple[str, str]]:
        return [("front", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return None if self.region is not None else frozenset({f"unload.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        if self.region is not None:
            return self._has_passed(stage, self.region)
        for event in stage.events:
            if event.kind == f"unload.{self.part}":
                named = self.terrain in (None, event.name)
                if named and (self.who is None or stage.is_called(event.who, self.who)):
                    return True
        return False

    @staticmethod
    def _has_passed(stage: Stage, region: str) -> bool:
        front = stage.world.front
        if front is None or stage.tick % SLOW:
            return False
        return front.has_passed(stage.level.corners(region))


class Towed(Moment, frozen=True, kw_only=True, tag="tow"):
    """Something befell what is in tow: it was taken; its rope bears too much; it struck something; it is there no more.

    broken  the rope broke, or what it held was destroyed
    count   the so-manieth time since the beat began to listen
    """

    example: ClassVar[str] = '{ on = "tow", part = "bumped", count = 2 }'
    part: Literal["taken", "strained", "bumped", "broken"] = "taken"
    count: Count = 1

    def needs(self) -> list[tuple[str, str]]:
        return [("tow", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"tow.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += sum(event.kind == f"tow.{self.part}" for event in stage.events)
        return memory.count >= self.count


class Knocked(Moment, frozen=True, kw_only=True, tag="knock"):
    """The player knocked on the hull (the ability `knock`), so many times since the beat began to listen."""

    example: ClassVar[str] = '{ on = "knock" }'
    count: Count = 1

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "knock")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"knock"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += sum(event.kind == "knock" for event in stage.events)
        return memory.count >= self.count


DEEP_TRIGGERS: tuple[type[Trigger], ...] = (Unloads, Towed, Knocked)
