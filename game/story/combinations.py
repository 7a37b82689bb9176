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
        while len(memory.parts) < len(self.of):
            memory.parts.append(Memory(since=memory.since, again=memory.again))
        # every part is asked every time: a part that is not asked would miss its moment
        return [part.holds(stage, remembered) for part, remembered in zip(self.of, memory.parts, strict=True)]


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


def hears(trigger: Trigger) -> frozenset[str] | None:
    """Kinds of events without which a trigger need not be asked; None: it must be."""
    if not isinstance(trigger, Parts):
        return trigger.hears
    heard = [hears(part) for part in trigger.of]
    return None if trigger.is_lasting or None in heard else frozenset().union(*(kinds or () for kinds in heard))


def patience(trigger: Trigger) -> int:
    """Ticks between two times of asking; a part that must be asked often makes the whole impatient."""
    return min(map(patience, trigger.of), default=1) if isinstance(trigger, Parts) else trigger.patience
