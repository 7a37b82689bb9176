"""Actions of an open world: the story changes a rule, or places something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from game.sim import sandbox
from game.sim.rules import RULE
from game.sim.sandbox import THING_INDEX

from .names import NewShip, PointId, Position, RuleId, ThingId
from .state import Role
from .triggers_rules import Value, Word, words_of
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

# from the ship to where something comes in beside it, the best place first [u]
BESIDE = ((210.0, -70.0), (-210.0, -70.0), (0.0, -210.0), (210.0, 90.0), (-210.0, 90.0), (0.0, 210.0))
EDGE = 130.0  # from the bounds of the map [u]
ROOM = 60.0  # to the next thing [u]


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
        sandbox.of(stage.world).set(stage.world, self.rule, value)


class PlaceThing(Action, frozen=True, kw_only=True, tag="thing"):
    """A thing that a console can place comes into an open world: at a point, or beside the player's ship.

    beside  [right, down] of the ship; left out: before its nose, or where there is room
    name    what the story calls it, to point at it or to remove it (data has none)
    """

    example: ClassVar[str] = '{ do = "thing", what = "letter", name = "page" }'
    what: ThingId
    point: PointId | None = None
    beside: Position | None = None
    name: NewShip | None = None

    def problem(self) -> str:
        if self.point is not None and self.beside is not None:
            return "comes in at one place: 'point', or 'beside' the ship"
        return "data is no ship, and has no 'name'" if self.name is not None and self.what == "motes" else ""

    def act(self, stage: Stage) -> None:
        world = stage.world
        x, y = stage.level.spot(self.point) if self.point else _beside(stage, self.beside)
        who = sandbox.of(world).bring(world, THING_INDEX[self.what], x, y)
        if who:
            stage.enrol(who, Role(self.name or "", "", "", x, y))
        elif self.what != "motes":
            stage.report(f"there is no room for a {self.what!r}: the world is full")


def _beside(stage: Stage, offset: Sequence[float] | None) -> tuple[float, float]:
    """Where one sees it: before the ship's nose, a little up, where nothing stands if there is such a place."""
    x, y = stage.here()
    if offset is not None:
        return x + offset[0], y + offset[1]
    ships, (x0, y0, x1, y1) = stage.world.ships, stage.world.terrain.bounds
    spots = [(x + dx, y + dy) for dx, dy in BESIDE if x0 + EDGE < x + dx < x1 - EDGE and y0 + EDGE < y + dy < y1 - EDGE]
    for px, py in spots:
        if float(np.min(np.abs(ships.place - complex(px, py)) - ships.radius)) > ROOM:
            return px, py
    return spots[0] if spots else (x, y)


RULES_ACTIONS: tuple[type[Action], ...] = (SetRule, PlaceThing)
