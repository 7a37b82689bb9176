"""`all`, `any` and `not`: triggers made of triggers. Each part keeps its own memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .state import Memory
from .verbs import Trigger

if TYPE_CHECKING:
    from .stage import Stage

COMBINATIONS = ("all", "any", "not")


class Parts(Trigger, frozen=True):
    """Shared by the combinations: each part keeps its own memory."""

    @property
    def of(self) -> tuple[Trigger, ...]:
        raise NotImplementedError

    @property
    def is_lasting(self) -> bool:
        return all(lasts(part) for part in self.of)

    def ask(self, stage: Stage, memory: Memory) -> list[bool]:
        of, parts = self.of, memory.parts
        while len(parts) < len(of):
            parts.append(Memory(since=memory.since, again=memory.again))
        # every part is asked every time: a part that is not asked would miss its moment
        return [part.holds(stage, remembered) for part, remembered in zip(of, parts, strict=True)]


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

    @property
    def is_lasting(self) -> bool:
        return True

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return not any(self.ask(stage, memory))


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
