"""Triggers that wait for what happens to ships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from .conditions import range_problem, within
from .names import (
    PLAYER_NAME,
    Below,
    Count,
    HeatLevel,
    MetAnyShip,
    MetGroup,
    MetShip,
)
from .state import Memory
from .verbs import SLOW, Moment, Situation, Trigger

if TYPE_CHECKING:
    from .stage import Stage


class Ships(Moment, frozen=True, kw_only=True):
    """Shared by the triggers that wait for something happening to a ship, or to the ships of a group."""

    who: MetShip | None = None
    group: MetGroup | None = None
    by: MetAnyShip | None = None

    event: ClassVar[Sequence[str]] = ()

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset(self.event)

    def problem(self) -> str:
        return "" if (self.who is None) != (self.group is None) else "needs either 'who' (a ship) or 'group'"

    def seen(self, stage: Stage) -> list[int]:
        """Ids of the ships that it happened to this tick, in the order of the events."""
        name = self.who or self.group or ""
        return [
            event.who
            for event in stage.events
            if event.kind in self.event
            and stage.is_called(event.who, name)
            and (self.by is None or stage.is_called(event.other, self.by))
        ]

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return bool(self.seen(stage))


class Destroyed(Ships, frozen=True, kw_only=True, tag="destroyed"):
    """A ship was destroyed; of a group: `count` of them (those who came back count again), or (`"all"`) the last.

    all  at least one was destroyed, and none is left: the others may have been removed, or have left
    """

    example: ClassVar[str] = '{ on = "destroyed", group = "three", count = 2 }'
    event: ClassVar[Sequence[str]] = ("destroyed",)
    count: Count | Literal["first", "all"] = "first"

    @property
    def hears(self) -> frozenset[str] | None:
        return None if self.count == "all" else frozenset({"destroyed"})  # who leaves quietly may be the last

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += len(self.seen(stage))
        if self.count == "all":
            return memory.count > 0 and not stage.ships(self.who or self.group or "")
        return memory.count >= (1 if self.count == "first" else self.count)


class Hit(Ships, frozen=True, kw_only=True, tag="hit"):
    """A ship was struck by a shot, `count` times."""

    example: ClassVar[str] = '{ on = "hit", who = "statue", by = "callister" }'
    event: ClassVar[Sequence[str]] = ("hit",)
    count: Count = 1

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += len(self.seen(stage))
        return memory.count >= self.count


class Respawned(Ships, frozen=True, kw_only=True, tag="respawned"):
    """A player of Infinity came back after being destroyed."""

    example: ClassVar[str] = '{ on = "respawned", group = "three" }'
    event: ClassVar[Sequence[str]] = ("respawned",)

    def happens(self, stage: Stage, memory: Memory) -> bool:
        name = self.who or self.group or ""
        return any(event.kind == "respawned" and stage.is_called(event.who, name) for event in stage.events)


class Shield(Ships, frozen=True, kw_only=True, tag="shield"):
    """A ship lost its last shield (`part = "broken"`) or has all of it back (`part = "restored"`)."""

    example: ClassVar[str] = '{ on = "shield", who = "callister", part = "broken" }'
    part: Literal["broken", "restored"] = "broken"
    event: ClassVar[Sequence[str]] = ("shield.broken", "shield.restored")

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"shield.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        name = self.who or self.group or ""
        return any(event.kind == f"shield.{self.part}" and stage.is_called(event.who, name) for event in stage.events)


class Identified(Ships, frozen=True, kw_only=True, tag="identified"):
    """A drone of Moderation has identified a ship."""

    example: ClassVar[str] = '{ on = "identified", who = "callister" }'
    event: ClassVar[Sequence[str]] = ("identified",)
    who: MetShip | None = PLAYER_NAME

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return watched(stage, self.event, self.who or self.group or "")


class Scanned(Ships, frozen=True, kw_only=True, tag="scanned"):
    """A drone of Moderation holds a ship in its cone."""

    example: ClassVar[str] = '{ on = "scanned", who = "callister" }'
    event: ClassVar[Sequence[str]] = ("scan.began",)
    who: MetShip | None = PLAYER_NAME

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return watched(stage, self.event, self.who or self.group or "")


class Health(Situation, frozen=True, kw_only=True, tag="health"):
    """The hull of a ship (of any ship of a group) is below a share of its whole."""

    example: ClassVar[str] = '{ on = "health", who = "kevin", below = 0.5 }'
    patience: ClassVar[int] = SLOW
    below: Below
    who: MetShip | None = None
    group: MetGroup | None = None

    def problem(self) -> str:
        return "" if (self.who is None) != (self.group is None) else "needs either 'who' (a ship) or 'group'"

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return min(stage.hulls(self.who or self.group or ""), default=1.0) < self.below


class Heat(Situation, frozen=True, kw_only=True, tag="heat"):
    """Moderation's level of attention lies in a range."""

    example: ClassVar[str] = '{ on = "heat", at-least = 2 }'
    patience: ClassVar[int] = SLOW
    at_least: HeatLevel | None = None
    at_most: HeatLevel | None = None

    def problem(self) -> str:
        if self.at_least is None and self.at_most is None:
            return "needs 'at-least' or 'at-most'"
        return range_problem(self.at_least, self.at_most)

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return within(stage.world.heat.level, self.at_least, self.at_most)


def watched(stage: Stage, kinds: Sequence[str], name: str) -> bool:
    """Events of the drones name the drone first and the ship that they look at second."""
    return any(event.kind in kinds and stage.is_called(event.other, name) for event in stage.events)


SHIP_TRIGGERS: tuple[type[Trigger], ...] = (
    Destroyed, Hit, Health, Respawned, Shield, Identified, Scanned, Heat,
)  # fmt: skip
