"""Triggers that wait for where the player's ship (or another) is, and for what happens to places."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from game.sim.clock import TICK_HZ

from .names import (
    PLAYER_NAME,
    Count,
    Length,
    MetAnyShip,
    MetGroup,
    MetShip,
    PassedGate,
    PointId,
    RegionId,
    TerrainId,
)
from .state import Memory
from .verbs import SLOW, Moment, Situation, Trigger

if TYPE_CHECKING:
    from .stage import Stage

JUMP = 100.0  # no ship flies so far in a tick: a gate or the story has put it elsewhere [u]
TOUCH_GAP = TICK_HZ  # ticks without contact before the next touch counts as another one


class Enter(Situation, frozen=True, kw_only=True, tag="enter"):
    """A ship is inside a region: the player's, or the one (or any of the group) called `by`."""

    example: ClassVar[str] = '{ on = "enter", region = "avenue" }'
    patience: ClassVar[int] = SLOW
    region: RegionId
    by: MetAnyShip = PLAYER_NAME

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return stage.inside(self.by, self.region)


class Leave(Moment, frozen=True, kw_only=True, tag="leave"):
    """A ship that was inside a region is there no longer."""

    example: ClassVar[str] = '{ on = "leave", region = "statue" }'
    patience: ClassVar[int] = SLOW
    region: RegionId
    by: MetAnyShip = PLAYER_NAME

    def happens(self, stage: Stage, memory: Memory) -> bool:
        inside = stage.inside(self.by, self.region)
        left = memory.started and not inside and bool(stage.ships(self.by))
        memory.started = memory.started or inside
        return left


class Near(Situation, frozen=True, kw_only=True, tag="near"):
    """The player's ship is within so many units of a point, of a ship or group, or of the sweep's wall behind it."""

    example: ClassVar[str] = '{ on = "near", sweep = true, within = 350 }'
    patience: ClassVar[int] = SLOW
    within: Length
    point: PointId | None = None
    who: MetShip | None = None
    group: MetGroup | None = None
    sweep: bool = False

    def problem(self) -> str:
        given = [self.point, self.who, self.group, self.sweep or None]
        return "" if sum(g is not None for g in given) == 1 else "needs one of: point, who, group, sweep = true"

    def needs(self) -> list[tuple[str, str]]:
        return [("sweep", "")] if self.sweep else []

    def holds(self, stage: Stage, memory: Memory) -> bool:
        name = self.point or self.who or self.group or ""
        distance = stage.sweep_distance() if self.sweep else stage.distance(name)
        return distance is not None and distance <= self.within


class Reached(Situation, frozen=True, kw_only=True, tag="reached"):
    """The player's ship has come to a point and is slow there."""

    example: ClassVar[str] = '{ on = "reached", point = "plinth", within = 200, speed = 60 }'
    patience: ClassVar[int] = SLOW
    point: PointId
    within: Length = 120.0
    speed: Length = 120.0

    def holds(self, stage: Stage, memory: Memory) -> bool:
        distance = stage.distance(self.point)
        return distance is not None and distance <= self.within and stage.speed() <= self.speed


class Facing(Situation, frozen=True, kw_only=True, tag="facing"):
    """The player's nose points to a point, or (`away`) away from it, give or take `within` radians."""

    example: ClassVar[str] = '{ on = "facing", point = "plinth", away = true, within = 0.8 }'
    patience: ClassVar[int] = SLOW
    point: PointId
    away: bool = False
    within: Annotated[float, Meta(gt=0, le=3, description="radians, more than 0 to 3")] = 0.6

    def holds(self, stage: Stage, memory: Memory) -> bool:
        off = stage.bearing(self.point)
        if off is None:
            return False
        return math.pi - off <= self.within if self.away else off <= self.within


class Moved(Moment, frozen=True, kw_only=True, tag="moved"):
    """The player's ship has flown so many units since the beat began to listen."""

    example: ClassVar[str] = '{ on = "moved", units = 300 }'
    units: Length

    def happens(self, stage: Stage, memory: Memory) -> bool:
        place = stage.where(PLAYER_NAME)
        if place is None:
            return False
        if memory.started:
            way = ((place[0] - memory.x) ** 2 + (place[1] - memory.y) ** 2) ** 0.5
            memory.value += way if way < JUMP else 0.0
        memory.started, memory.x, memory.y = True, place[0], place[1]
        return memory.value >= self.units


class Touched(Moment, frozen=True, kw_only=True, tag="touched"):
    """The player's ship has struck this rock or wall `count` times; contacts within a second are one touch."""

    example: ClassVar[str] = '{ on = "touched", terrain = "moon", count = 2 }'
    terrain: TerrainId
    count: Count = 1

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"collided"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        for event in stage.events:
            if event.kind == "collided" and event.name == self.terrain and stage.is_called(event.who, PLAYER_NAME):
                if not memory.started or stage.tick - memory.value > TOUCH_GAP:
                    memory.count += 1
                memory.started, memory.value = True, float(stage.tick)
        return memory.count >= self.count


class GatePassed(Moment, frozen=True, kw_only=True, tag="gate"):
    """The player has flown through a gate (`part = "passed"`), or it has opened, or closed."""

    example: ClassVar[str] = '{ on = "gate", name = "out" }'
    name: PassedGate
    part: Literal["opened", "passed", "closed"] = "passed"

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"gate.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == f"gate.{self.part}" and event.name == self.name for event in stage.events)


class Sweep(Moment, frozen=True, kw_only=True, tag="sweep"):
    """A moderation sweep began, ended, or (`part = "erased"`) deleted the unnamed piece of terrain `terrain`."""

    example: ClassVar[str] = '{ on = "sweep", part = "erased", terrain = "parked-rock" }'
    part: Literal["began", "ended", "erased"]
    terrain: TerrainId | None = None

    def problem(self) -> str:
        if self.terrain is not None and self.part != "erased":
            return "'terrain' goes with part = \"erased\""
        return ""

    def needs(self) -> list[tuple[str, str]]:
        return [("sweep", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"sweep.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(
            event.kind == f"sweep.{self.part}" and (self.terrain is None or event.name == self.terrain)
            for event in stage.events
        )


PLACE_TRIGGERS: tuple[type[Trigger], ...] = (Enter, Leave, Near, Reached, Facing, Moved, Touched, GatePassed, Sweep)
