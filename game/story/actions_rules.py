"""Actions of an open world: the story changes a rule, or undoes what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from game.sim.rules import RULE

from .names import RuleId
from .triggers_rules import Value, Word, words_of
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage


class SetRule(Action, frozen=True, kw_only=True, tag="rule"):
    """A rule of an open world changes, to a number or to a word of its own. Nobody can undo what the story does.

    The world is opened by { do = "grant", ability = "console" }, which lets the player change rules as well; a rule set
    before that opens it, too, without a console.
    """

    example: ClassVar[str] = '{ do = "rule", rule = "gravity", to = 120 }'
    rule: RuleId
    to: Value | Word

    def problem(self) -> str:
        if self.rule not in RULE:
            return ""
        rule, words = RULE[self.rule], words_of(self.rule)
        if isinstance(self.to, str):
            listed = f"one of {', '.join(words)}" if words else f"a number, {rule.low:g} to {rule.high:g}"
            return "" if self.to in words else f"{self.rule} is never {self.to!r}; it is {listed}"
        if words:
            return f"{self.rule} has words, no amounts: to = {words[0]!r}, …"
        if not rule.low <= self.to <= rule.high:
            return f"{self.rule} lies between {rule.low:g} and {rule.high:g}"
        return ""

    def act(self, stage: Stage) -> None:
        value = float(words_of(self.rule).index(self.to)) if isinstance(self.to, str) else self.to
        stage.world.open().set(stage.world, self.rule, value)


RULES_ACTIONS: tuple[type[Action], ...] = (SetRule,)
