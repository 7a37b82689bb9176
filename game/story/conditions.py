"""`if`: what must be so at the moment. One struct; everything that it names must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from .names import (
    AbilityId,
    AbsentFlag,
    AnyShip,
    Below,
    Credits,
    FiredBeat,
    HeatBelow,
    HeatLevel,
    MetAnyShip,
    Number,
    Price,
    ReadCounter,
    ReadFlag,
    Share,
    UnfiredBeat,
)

if TYPE_CHECKING:
    from .stage import Stage


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """Written as `{ flag = "hold-full" }`, `{ hull-below = 0.6 }`, `{ counter = "retries", at-least = 2 }`, ..."""

    flag: ReadFlag | None = None
    not_: AbsentFlag | None = msgspec.field(default=None, name="not")
    counter: ReadCounter | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    hull_below: Below | None = None
    hull_at_least: Share | None = None
    credits: Credits | None = None  # has so many, counting the data in the hold
    short_of: Price | None = None  # has less than this
    heat_below: HeatBelow | None = None
    heat_at_least: HeatLevel | None = None
    ability: AbilityId | None = None
    alive: MetAnyShip | None = None
    gone: AnyShip | None = None
    fired: FiredBeat | None = None
    unfired: UnfiredBeat | None = None
    under: Literal["carrier"] | None = None  # the player's ship is in its shadow

    def problem(self) -> str:
        bounds = self.at_least is not None or self.at_most is not None
        if bounds and self.counter is None:
            return "'at-least' and 'at-most' compare a counter: name it (counter = \"retries\")"
        if self.counter is not None and not bounds:
            return "a counter is compared with 'at-least' or 'at-most' (or both)"
        if bounds:
            return range_problem(self.at_least, self.at_most)
        if all(getattr(self, name) is None for name in self.__struct_fields__):
            return 'an empty condition: say what must hold, such as { flag = "name" }'
        return ""

    def holds(self, stage: Stage) -> bool:
        state = stage.state
        return (
            (self.flag is None or self.flag in state.flags)
            and (self.not_ is None or self.not_ not in state.flags)
            and (self.counter is None or within(stage.counter(self.counter), self.at_least, self.at_most))
            and (self.hull_below is None or stage.hull() < self.hull_below)
            and (self.hull_at_least is None or stage.hull() >= self.hull_at_least)
            and (self.credits is None or stage.world.hold.worth >= self.credits)
            and (self.short_of is None or stage.world.hold.worth < self.short_of)
            and (self.heat_below is None or stage.world.heat.level < self.heat_below)
            and (self.heat_at_least is None or stage.world.heat.level >= self.heat_at_least)
            and (self.ability is None or self.ability in stage.world.abilities)
            and (self.alive is None or bool(stage.ships(self.alive)))
            and (self.gone is None or not stage.ships(self.gone))
            and (self.fired is None or self.fired in state.fired)
            and (self.unfired is None or self.unfired not in state.fired)
            and (self.under is None or stage.is_under_carrier())
        )


def range_problem(at_least: float | None, at_most: float | None) -> str:
    """Why nothing lies between two bounds, or ''."""
    turned = at_least is not None and at_most is not None and at_least > at_most
    return "'at-least' is more than 'at-most': nothing is both" if turned else ""


def within(value: int, at_least: int | None, at_most: int | None) -> bool:
    return (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
