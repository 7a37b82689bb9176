"""`all`, `any` and `not`: triggers made of triggers. Each part keeps its own memory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from .state import Memory
from .verbs import Trigger

if TYPE_CHECKING:
    from .stage import Stage

COMBINATIONS = ("all", "any", "not")


class Parts(Trigger, frozen=True, dict=True):
    """Shared by the combinations: each part keeps its own memory."""

    @property
    def of(self) -> tuple[Trigger, ...]:
        raise NotImplementedError

    @cached_property
    def is_lasting(self) -> bool:
        return all(lasts(part) for part in self.of)

    def each(self, memory: Memory) -> Iterator[tuple[Trigger, Memory]]:
        """Every part with its own memory."""
        of, parts = self.of, memory.parts
        while len(parts) < len(of):
            parts.append(Memory(since=memory.since, again=memory.again))
        return zip(of, parts, strict=True)

    def ask(self, stage: Stage, memory: Memory) -> list[bool]:
        # every part is asked every time: a part that is not asked would miss its moment
        return [part.holds(stage, remembered) for part, remembered in self.each(memory)]


class AllOf(Parts, frozen=True):
    """Every part holds: `{ all = [{ on = … }, { on = … }] }`. Moments are remembered until the rest holds."""

    all_: tuple[Trigger, ...]

    @property
    def of(self) -> tuple[Trigger, ...]:
        return self.all_

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return all(self.ask(stage, memory))


class AnyOf(Parts, frozen=True):
    """At least one part holds: `{ any = [{ on = … }, { on = … }] }`."""

    any_: tuple[Trigger, ...]

    @property
    def of(self) -> tuple[Trigger, ...]:
        return self.any_

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return any(self.ask(stage, memory))


class Not(Parts, frozen=True):
    """The part does not hold: `{ not = { on = … } }`. It lasts until the part comes true."""

    not_: Trigger

    @property
    def of(self) -> tuple[Trigger, ...]:
        return (self.not_,)

    @cached_property
    def is_lasting(self) -> bool:
        return True

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return not any(self.ask(stage, memory))


def comes(trigger: Trigger, stage: Stage, memory: Memory) -> bool:
    """Whether a beat's trigger holds; a situation that the beat has answered counts again once it has ended."""
    if not isinstance(trigger, AnyOf) or lasts(trigger):
        return trigger.holds(stage, memory)
    held: list[bool] = []
    for part, remembered in trigger.each(memory):
        holds = comes(part, stage, remembered)
        if lasts(part):
            remembered.met = remembered.met and holds
            holds = holds and not remembered.met
        held.append(holds)
    return any(held)


def anew(trigger: Trigger, stage: Stage, memory: Memory, *, fired: bool) -> Memory:
    """What it remembers from the next tick on: a moment must happen anew, and (`fired`) a situation must end first."""
    fresh = Memory(since=stage.tick + 1, again=True)
    if isinstance(trigger, AnyOf) and not lasts(trigger):
        for part, remembered in trigger.each(memory):
            if not lasts(part):
                remembered = anew(part, stage, remembered, fired=fired)
            elif fired:
                remembered.met = _holds_still(part, stage, remembered)
            fresh.parts.append(remembered)
    return fresh


def _holds_still(trigger: Trigger, stage: Stage, memory: Memory) -> bool:
    """What asking it answered in this tick. A moment is not asked again: it would count what happened twice."""
    if not isinstance(trigger, Parts):
        return trigger.holds(stage, memory) if lasts(trigger) else memory.met
    held = [_holds_still(part, stage, remembered) for part, remembered in trigger.each(memory)]
    return not any(held) if isinstance(trigger, Not) else any(held) if isinstance(trigger, AnyOf) else all(held)


def lasts(trigger: Trigger) -> bool:
    return trigger.is_lasting if isinstance(trigger, Parts) else trigger.lasting


def recurs(trigger: Trigger) -> bool:
    return any(recurs(part) for part in trigger.of) if isinstance(trigger, Parts) else trigger.recurs


def leaves(trigger: Trigger) -> list[Trigger]:
    """The triggers that a combination is made of in the end; a plain trigger is its own."""
    return [leaf for part in trigger.of for leaf in leaves(part)] if isinstance(trigger, Parts) else [trigger]


def hears(trigger: Trigger) -> frozenset[str]:
    """Kinds of events at which a trigger must be asked at once."""
    return frozenset().union(*((leaf.hears or frozenset()) | leaf.at_once for leaf in leaves(trigger)))


def patience(trigger: Trigger) -> int | None:
    """Ticks between two times of asking without an event; None: events are all that it waits for."""
    asked = [leaf.patience for leaf in leaves(trigger) if leaf.hears is None]
    if not asked and isinstance(trigger, Parts) and trigger.is_lasting:
        return 1  # what lasts until an event comes is true before it comes
    return min(asked, default=None)
