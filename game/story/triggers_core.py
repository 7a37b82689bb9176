"""Triggers of the core: what Daly's clone does, how he fares, and what the kitchen clock shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import msgspec

from game.sim.clock import TICK_HZ

from .actions_core import PowerName
from .names import Count, Seconds, Share
from .state import Memory
from .verbs import SLOW, Moment, Trigger

if TYPE_CHECKING:
    from .stage import Stage

EVENTS = {"tell": "tell", "strike": "power", "caught": "power.caught", "missed": "power.missed"}


class PowerUsed(Moment, frozen=True, kw_only=True, tag="power"):
    """Daly uses a power.

    tell    it is told, half a second or more before it strikes
    strike  it strikes
    caught  it caught the player's ship
    missed  it did not; `row`: the last so many did not
    """

    example: ClassVar[str] = '{ on = "power", power = "freeze", part = "tell" }'
    power: PowerName | None = None
    part: Literal["tell", "strike", "caught", "missed"] = "strike"
    row: Count | None = None

    def problem(self) -> str:
        return "'row' goes with part = \"missed\"" if self.row is not None and self.part != "missed" else ""

    def needs(self) -> list[tuple[str, str]]:
        return [("daly", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({EVENTS[self.part]})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(
            event.kind == EVENTS[self.part]
            and self.power in (None, event.name)
            and (self.row is None or event.value >= self.row)
            for event in stage.events
        )


class DalyDoes(Moment, frozen=True, kw_only=True, tag="daly"):
    """Daly was put down, got up without being healed, or deleted a piece of cover."""

    example: ClassVar[str] = '{ on = "daly", part = "down" }'
    part: Literal["down", "up", "deleted"] = "down"

    def needs(self) -> list[tuple[str, str]]:
        return [("daly", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({self._kind})

    @property
    def _kind(self) -> str:
        return "deleted" if self.part == "deleted" else f"daly.{self.part}"

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == self._kind for event in stage.events)


class ClockShows(Moment, frozen=True, kw_only=True, tag="clock"):
    """The kitchen clock has come to where so much is left: `left` seconds (0: it strikes), or a `share` of it all."""

    example: ClassVar[str] = '{ on = "clock", left = 60 }'
    patience: ClassVar[int] = SLOW
    recurs: ClassVar[bool] = False
    left: Seconds | None = None
    share: Share | None = None

    def problem(self) -> str:
        return "" if (self.left is None) != (self.share is None) else "needs either 'left' (seconds) or 'share'"

    def needs(self) -> list[tuple[str, str]]:
        return [("clock", "")]

    def happens(self, stage: Stage, memory: Memory) -> bool:
        clock = stage.state.clock
        if clock is msgspec.UNSET:
            return False
        at = self.left * TICK_HZ if self.left is not None else (self.share or 0.0) * clock.whole
        if not memory.started:  # one that begins to listen after its time has come has missed it
            memory.started, memory.value = True, float(clock.left > at or not at)
        return bool(memory.value) and clock.left <= at


CORE_TRIGGERS: tuple[type[Trigger], ...] = (PowerUsed, DalyDoes, ClockShows)
