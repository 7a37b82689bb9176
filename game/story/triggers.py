"""What a beat can wait for: one small class a verb. `TRIGGERS` is the table that everything else reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from .conditions import within
from .names import (
    PLAYER_NAME,
    AnyShip,
    ChoiceId,
    Count,
    FiredBeat,
    HeardLine,
    HeatLevel,
    Length,
    MetGroup,
    MetShip,
    Number,
    PassedGate,
    PointId,
    ReadCounter,
    ReadFlag,
    ReadTimer,
    RegionId,
    Seconds,
    Share,
    TerrainId,
)
from .state import Memory
from .verbs import Moment, Situation, Trigger

if TYPE_CHECKING:
    from .stage import Stage

TICKS = 60  # a second
SLOW = 3  # ticks between two looks at where ships are and how they do
TOUCH_GAP = TICKS  # ticks without contact before the next touch counts as another one

# --------------------------------------------------------------------------------------------------- time and script


class Start(Moment, frozen=True, kw_only=True, tag="start"):
    """The level begins (or the beat begins to listen)."""

    example: ClassVar[str] = '{ on = "start" }'
    recurs: ClassVar[bool] = False

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return not memory.again


class Timer(Moment, frozen=True, kw_only=True, tag="timer"):
    """`after` seconds since the beat began to listen, or since beat `beat` fired; or the timer `name` ran out."""

    example: ClassVar[str] = '{ on = "timer", after = 8.0, beat = "wake" }'
    recurs: ClassVar[bool] = False
    after: Seconds | None = None
    beat: FiredBeat | None = None
    name: ReadTimer | None = None

    def problem(self) -> str:
        if (self.after is None) == (self.name is None):
            return "a timer needs either 'after' (seconds) or 'name' (of a timer that an action starts)"
        if self.name is not None and self.beat is not None:
            return "'beat' goes with 'after', not with 'name'"
        return ""

    def happens(self, stage: Stage, memory: Memory) -> bool:
        if self.name is not None:
            return since(stage.state.timers_rung.get(self.name), memory)
        start: int | None = memory.since
        if self.beat is not None and not memory.again:
            start = stage.state.fired.get(self.beat)
        return start is not None and self.after is not None and stage.tick - start >= round(self.after * TICKS)


class BeatFired(Moment, frozen=True, kw_only=True, tag="beat"):
    """Another beat has fired."""

    example: ClassVar[str] = '{ on = "beat", beat = "wake" }'
    recurs: ClassVar[bool] = False
    beat: FiredBeat

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return since(stage.state.fired.get(self.beat), memory)


class Said(Moment, frozen=True, kw_only=True, tag="said"):
    """A line is over (`part = "end"`: spoken, skipped or dropped) or has begun (`part = "start"`)."""

    example: ClassVar[str] = '{ on = "said", line = "wake.captain" }'
    recurs: ClassVar[bool] = False
    line: HeardLine
    part: Literal["start", "end"] = "end"

    def happens(self, stage: Stage, memory: Memory) -> bool:
        talk = stage.state.talk
        return since((talk.ended if self.part == "end" else talk.begun).get(self.line), memory)


class Flag(Situation, frozen=True, kw_only=True, tag="flag"):
    """A flag is set."""

    example: ClassVar[str] = '{ on = "flag", flag = "stood" }'
    flag: ReadFlag

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return self.flag in stage.state.flags


class Counter(Situation, frozen=True, kw_only=True, tag="counter"):
    """A counter lies in a range. `players-hurt`, `players-spared` and `retries` count by themselves."""

    example: ClassVar[str] = '{ on = "counter", counter = "lessons", at-least = 3 }'
    counter: ReadCounter
    at_least: Number | None = None
    at_most: Number | None = None

    def problem(self) -> str:
        return "" if self.at_least is not None or self.at_most is not None else "needs 'at-least' or 'at-most'"

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return within(stage.counter(self.counter), self.at_least, self.at_most)


class Chosen(Moment, frozen=True, kw_only=True, tag="choice"):
    """A choice was answered; with `option` (1 is the first) only when that option was taken."""

    example: ClassVar[str] = '{ on = "choice", choice = "hold", option = 2 }'
    choice: ChoiceId
    option: Count | None = None

    def happens(self, stage: Stage, memory: Memory) -> bool:
        taken = stage.state.chosen.get(self.choice)
        return taken is not None and self.option in (None, taken + 1)


# ------------------------------------------------------------------------------------------------------------- places


class Enter(Situation, frozen=True, kw_only=True, tag="enter"):
    """A ship is inside a region: the player's, or the one (or any of the group) called `by`."""

    example: ClassVar[str] = '{ on = "enter", region = "avenue" }'
    patience: ClassVar[int] = SLOW
    region: RegionId
    by: AnyShip = PLAYER_NAME

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return stage.inside(self.by, self.region)


class Leave(Moment, frozen=True, kw_only=True, tag="leave"):
    """A ship that was inside a region is there no longer."""

    example: ClassVar[str] = '{ on = "leave", region = "statue" }'
    patience: ClassVar[int] = SLOW
    region: RegionId
    by: AnyShip = PLAYER_NAME

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


class Moved(Moment, frozen=True, kw_only=True, tag="moved"):
    """The player's ship has flown so many units since the beat began to listen."""

    example: ClassVar[str] = '{ on = "moved", units = 300 }'
    units: Length

    def happens(self, stage: Stage, memory: Memory) -> bool:
        place = stage.where(PLAYER_NAME)
        if place is None:
            return False
        if memory.started:
            memory.value += ((place[0] - memory.x) ** 2 + (place[1] - memory.y) ** 2) ** 0.5
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
                memory.started, memory.value = True, stage.tick
        return memory.count >= self.count


class GatePassed(Moment, frozen=True, kw_only=True, tag="gate"):
    """The player has flown through a gate (`part = "passed"`), or it has opened."""

    example: ClassVar[str] = '{ on = "gate", name = "out" }'
    name: PassedGate
    part: Literal["opened", "passed"] = "passed"

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"gate.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == f"gate.{self.part}" and event.name == self.name for event in stage.events)


# -------------------------------------------------------------------------------------------------------------- ships


class Ships(Moment, frozen=True, kw_only=True):
    """Shared by the triggers that wait for something happening to a ship, or to the ships of a group."""

    who: MetShip | None = None
    group: MetGroup | None = None
    by: AnyShip | None = None

    event: ClassVar[Sequence[str]] = ()

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
    """A ship was destroyed; of a group: `count` of them (those who came back count again), or all at once gone."""

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

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"hit"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += len(self.seen(stage))
        return memory.count >= self.count


class Respawned(Ships, frozen=True, kw_only=True, tag="respawned"):
    """A player of Infinity came back after being destroyed."""

    example: ClassVar[str] = '{ on = "respawned", group = "three" }'
    event: ClassVar[Sequence[str]] = ("respawned",)

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"respawned"})

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
    who: MetShip | None = PLAYER_NAME

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"identified"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return watched(stage, "identified", self.who or self.group or "")


class Scanned(Ships, frozen=True, kw_only=True, tag="scanned"):
    """A drone of Moderation holds a ship in its cone."""

    example: ClassVar[str] = '{ on = "scanned", who = "callister" }'
    who: MetShip | None = PLAYER_NAME

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"scan.began"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return watched(stage, "scan.began", self.who or self.group or "")


class Health(Situation, frozen=True, kw_only=True, tag="health"):
    """The hull of a ship (of any ship of a group) is below a share of its whole."""

    example: ClassVar[str] = '{ on = "health", who = "kevin", below = 0.5 }'
    patience: ClassVar[int] = SLOW
    below: Share
    who: MetShip | None = None
    group: MetGroup | None = None

    def problem(self) -> str:
        return "" if (self.who is None) != (self.group is None) else "needs either 'who' (a ship) or 'group'"

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return any(stage.hull_of(ship) < self.below for ship in stage.ships(self.who or self.group or ""))


class Heat(Situation, frozen=True, kw_only=True, tag="heat"):
    """Moderation's level of attention lies in a range."""

    example: ClassVar[str] = '{ on = "heat", at-least = 2 }'
    at_least: HeatLevel | None = None
    at_most: HeatLevel | None = None

    def problem(self) -> str:
        return "" if self.at_least is not None or self.at_most is not None else "needs 'at-least' or 'at-most'"

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return within(stage.world.heat.level, self.at_least, self.at_most)


# -------------------------------------------------------------------------------------------------- commands and sweep


class Commanded(Moment, frozen=True, kw_only=True, tag="command"):
    """The player gives a command, without a break for `hold` seconds. For lessons."""

    example: ClassVar[str] = '{ on = "command", action = "thrust", hold = 0.5 }'
    action: Literal["thrust", "turn", "brake", "boost", "fire", "any"]
    hold: Seconds = 0.0

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count = memory.count + 1 if self.action in stage.commanded else 0
        return memory.count > round(self.hold * TICKS)


class Idle(Moment, frozen=True, kw_only=True, tag="idle"):
    """The player has given no command for so many seconds (counted from when the beat began to listen)."""

    example: ClassVar[str] = '{ on = "idle", seconds = 8 }'
    seconds: Seconds

    def happens(self, stage: Stage, memory: Memory) -> bool:
        quiet = min(stage.state.idle, stage.tick - memory.since)
        return quiet >= round(self.seconds * TICKS)


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


def since(tick: int | None, memory: Memory) -> bool:
    """Whether something that last happened at `tick` counts: at any time, or again after it was answered once."""
    return tick is not None and (not memory.again or tick >= memory.since)


def watched(stage: Stage, kind: str, name: str) -> bool:
    """Events of the drones name the drone first and the ship that they look at second."""
    return any(event.kind == kind and stage.is_called(event.other, name) for event in stage.events)


TRIGGERS: dict[str, type[Trigger]] = {
    str(verb.__struct_config__.tag): verb
    for verb in (
        Start, Timer, BeatFired, Said, Flag, Counter, Chosen,
        Enter, Leave, Near, Reached, Moved, Touched, GatePassed,
        Destroyed, Hit, Health, Respawned, Shield, Identified, Scanned, Heat,
        Commanded, Idle, Sweep,
    )
}  # fmt: skip
