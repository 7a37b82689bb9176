"""Triggers of an open world: what its rules are, and what was done at its console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from game.sim.rules import INDEX, RULE

from .conditions import range_problem
from .names import Count, RuleId, ThingId
from .state import Memory
from .verbs import SLOW, Moment, Situation, Trigger

if TYPE_CHECKING:
    from game.sim.events import Event

    from .stage import Stage

Value = Annotated[float, Meta(ge=-100_000, le=100_000)]
Word = Annotated[str, Meta(min_length=1, max_length=24, description="a word of that rule")]
OF_THINGS = ("placed", "moved", "removed", "broken")  # parts that say what it was


def words_of(rule: str) -> tuple[str, ...]:
    return RULE[rule].words if rule in RULE else ()


class RuleIs(Situation, frozen=True, kw_only=True, tag="rule"):
    """A rule of an open world lies in a range, or (`is`) is one of these words; with neither: is not at its default."""

    example: ClassVar[str] = '{ on = "rule", rule = "sky", is = ["sunset", "sea"] }'
    patience: ClassVar[int] = SLOW
    rule: RuleId
    at_least: Value | None = None
    at_most: Value | None = None
    is_: Annotated[list[Word], Meta(min_length=1, max_length=16)] | None = None

    def problem(self) -> str:
        words = words_of(self.rule)
        amounts = self.at_least is not None or self.at_most is not None
        if self.is_ is not None and (amounts or not words):
            return f"'is' goes with a rule that has words, and alone; {self.rule} has numbers: at-least, at-most"
        if amounts and words:
            return f"{self.rule} has words, no amounts: is = [{', '.join(repr(word) for word in words)}]"
        strange = [word for word in self.is_ or () if word not in words]
        if strange:
            return f"{self.rule} is never {strange[0]!r}; it is one of {', '.join(words)}"
        return range_problem(self.at_least, self.at_most)

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "console")]

    def holds(self, stage: Stage, memory: Memory) -> bool:
        sandbox = stage.world.sandbox
        if sandbox is None or self.rule not in INDEX:
            return False
        if self.is_ is not None:
            return sandbox.rules.word(self.rule) in self.is_
        value = sandbox.rules.get(self.rule)
        if self.at_least is None and self.at_most is None:
            return value != RULE[self.rule].value(RULE[self.rule].at_rest)
        above = self.at_least is None or value >= self.at_least
        return above and (self.at_most is None or value <= self.at_most)


class ConsoleDoes(Moment, frozen=True, kw_only=True, tag="console"):
    """Something was done at the console of an open world, `count` times since the beat began to listen.

    opened closed saved shared loaded   beside the world
    placed moved removed broken         a thing (`what`: only of these)
    undone                              a step, or several at once
    cleared                             all that was placed or had come by was taken away
    """

    example: ClassVar[str] = '{ on = "console", part = "placed", what = "door" }'
    part: Literal[
        "opened", "closed", "saved", "shared", "loaded", "placed", "moved", "removed", "broken", "undone", "cleared"
    ]
    what: ThingId | None = None
    count: Count = 1

    def problem(self) -> str:
        if self.what is not None and self.part not in OF_THINGS:
            return f"'what' goes with the parts that speak of a thing: {', '.join(OF_THINGS)}"
        return ""

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "console")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({self._kind})

    @property
    def _kind(self) -> str:
        return f"edit.{self.part}" if self.part in (*OF_THINGS, "undone", "cleared") else "edit.told"

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += sum(event.kind == self._kind and self._fits(event) for event in stage.events)
        return memory.count >= self.count

    def _fits(self, event: Event) -> bool:
        if event.kind == "edit.told":
            return event.name == self.part
        return self.what is None or event.name == self.what


RULES_TRIGGERS: tuple[type[Trigger], ...] = (RuleIs, ConsoleDoes)
