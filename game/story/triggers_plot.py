"""Triggers that wait for time, the script, and what the player does with the controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from game.sim.clock import TICK_HZ

from .conditions import range_problem, within
from .names import (
    ChoiceId,
    Count,
    FiredBeat,
    HeardLine,
    Lesson,
    Number,
    ReadCounter,
    ReadFlag,
    ReadTimer,
    Seconds,
)
from .state import Memory
from .verbs import BEAT, BRIEF, COMMAND, SLOW, Moment, Situation, Trigger

if TYPE_CHECKING:
    from .stage import Stage


class Start(Moment, frozen=True, kw_only=True, tag="start"):
    """The level begins (or the beat begins to listen)."""

    example: ClassVar[str] = '{ on = "start" }'
    recurs: ClassVar[bool] = False

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return not memory.again


class Timer(Moment, frozen=True, kw_only=True, tag="timer"):
    """`after` seconds since the beat began to listen, or since beat `beat` fired; or the timer `name` ran out."""

    example: ClassVar[str] = '{ on = "timer", after = 8.0, beat = "wake" }'
    patience: ClassVar[int] = SLOW
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
            return since(stage.rung(self.name, memory.since), memory)
        start: int | None = memory.since
        if self.beat is not None and not memory.again:
            start = stage.state.fired.get(self.beat)
        return start is not None and self.after is not None and stage.tick - start >= round(self.after * TICK_HZ)


class BeatFired(Moment, frozen=True, kw_only=True, tag="beat"):
    """Another beat has fired."""

    example: ClassVar[str] = '{ on = "beat", beat = "wake" }'
    recurs: ClassVar[bool] = False
    beat: FiredBeat

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({BEAT})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return since(stage.state.fired.get(self.beat), memory)


class Said(Moment, frozen=True, kw_only=True, tag="said"):
    """A line is over (`part = "end"`: spoken, skipped or dropped) or has begun (`part = "start"`)."""

    example: ClassVar[str] = '{ on = "said", line = "wake.captain" }'
    patience: ClassVar[int] = SLOW
    recurs: ClassVar[bool] = False
    line: HeardLine
    part: Literal["start", "end"] = "end"

    def happens(self, stage: Stage, memory: Memory) -> bool:
        talk = stage.state.talk
        return since((talk.ended if self.part == "end" else talk.begun).get(self.line), memory)


class Flag(Situation, frozen=True, kw_only=True, tag="flag"):
    """A flag is set."""

    example: ClassVar[str] = '{ on = "flag", flag = "stood" }'
    patience: ClassVar[int] = BRIEF
    flag: ReadFlag

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return self.flag in stage.state.flags


class Counter(Situation, frozen=True, kw_only=True, tag="counter"):
    """A counter lies in a range. `players-hurt`, `players-spared` and `retries` count by themselves."""

    example: ClassVar[str] = '{ on = "counter", counter = "lessons", at-least = 3 }'
    patience: ClassVar[int] = BRIEF
    counter: ReadCounter
    at_least: Number | None = None
    at_most: Number | None = None

    def problem(self) -> str:
        if self.at_least is None and self.at_most is None:
            return "needs 'at-least' or 'at-most'"
        return range_problem(self.at_least, self.at_most)

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return within(stage.counter(self.counter), self.at_least, self.at_most)


class Chosen(Moment, frozen=True, kw_only=True, tag="choice"):
    """A choice was answered; with `option` (1 is the first) only when that option was taken."""

    example: ClassVar[str] = '{ on = "choice", choice = "hold", option = 2 }'
    choice: ChoiceId
    option: Count | None = None

    def happens(self, stage: Stage, memory: Memory) -> bool:
        if memory.again and not any(told.kind == "chosen" and told.name == self.choice for told in stage.told):
            return False  # answered before: only another answer counts, and that is told in its tick
        taken = stage.state.chosen.get(self.choice)
        return taken is not None and self.option in (None, taken + 1)


class Commanded(Moment, frozen=True, kw_only=True, tag="command"):
    """The player gives a command, without a break for `hold` seconds. For lessons.

    With `repeat` it must be given anew; one with `hold` comes true again after every so many seconds as well.
    """

    example: ClassVar[str] = '{ on = "command", action = "thrust", hold = 0.5 }'
    action: Lesson | Literal["any"]
    patience: ClassVar[int] = BRIEF
    hold: Seconds = 0.0

    @property
    def at_once(self) -> frozenset[str]:
        return frozenset({COMMAND + self.action})

    def needs(self) -> list[tuple[str, str]]:
        return [] if self.action == "any" else [("ability", self.action)]

    def happens(self, stage: Stage, memory: Memory) -> bool:
        if memory.again and not self.hold and not stage.given_since(self.action, memory.since):
            return False
        return stage.commanded_for(self.action, memory.since) > round(self.hold * TICK_HZ)


class Idle(Moment, frozen=True, kw_only=True, tag="idle"):
    """The player has given no command for so many seconds (counted from when the beat began to listen)."""

    example: ClassVar[str] = '{ on = "idle", seconds = 8 }'
    patience: ClassVar[int] = SLOW
    seconds: Seconds

    def happens(self, stage: Stage, memory: Memory) -> bool:
        quiet = min(stage.state.idle, stage.tick - memory.since)
        return quiet >= round(self.seconds * TICK_HZ)


def since(tick: int | None, memory: Memory) -> bool:
    """Whether something that last happened at `tick` counts: at any time, or again after it was answered once."""
    return tick is not None and (not memory.again or tick >= memory.since)


PLOT_TRIGGERS: tuple[type[Trigger], ...] = (
    Start, Timer, BeatFired, Said, Flag, Counter, Chosen, Commanded, Idle,
)  # fmt: skip
