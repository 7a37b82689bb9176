"""Triggers that wait for hiding: decoys, borrowed names, what Moderation sends, its carrier."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from .state import Memory
from .verbs import SLOW, Moment, Situation, Trigger

if TYPE_CHECKING:
    from .stage import Stage

NAMES = {"on": "spoof.on", "short": "spoof.short", "off": "spoof.off", "caught": "spoof.caught", "read": "spoof.read"}
DECOYS = {"launched": "decoy", "none": "decoy.none", "lost": "decoy.lost"}
WITNESSES = {"saw": "witness", "told": "reported", "silenced": "witness.silenced"}
HAMMERS = {"tell": "banhammer.tell", "strike": "banhammer.strike"}


class Spoofed(Moment, frozen=True, kw_only=True, tag="spoof"):
    """A borrowed name was put on, is about to be over, went off, was not believed any more, or was read by a drone."""

    example: ClassVar[str] = '{ on = "spoof", part = "caught" }'
    part: Literal["on", "short", "off", "caught", "read"] = "on"

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "spoof")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({NAMES[self.part]})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == NAMES[self.part] for event in stage.events)


class Decoyed(Moment, frozen=True, kw_only=True, tag="decoy"):
    """A decoy was launched, there was none left to launch, or nobody believes one any more."""

    example: ClassVar[str] = '{ on = "decoy", part = "lost" }'
    part: Literal["launched", "none", "lost"] = "launched"

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "decoy")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({DECOYS[self.part]})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == DECOYS[self.part] for event in stage.events)


class Helped(Moment, frozen=True, kw_only=True, tag="crew"):
    """Somebody of the crew did what they can."""

    example: ClassVar[str] = '{ on = "crew", who = "karl" }'
    who: Literal["nate", "elena", "karl", "kabir"] | None = None

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", self.who)] if self.who is not None else []

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"crew"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == "crew" and self.who in (None, event.name) for event in stage.events)


class Banhammer(Moment, frozen=True, kw_only=True, tag="banhammer"):
    """The banhammer is lifted (`part = "tell"`) or falls."""

    example: ClassVar[str] = '{ on = "banhammer", part = "tell" }'
    part: Literal["tell", "strike"] = "strike"

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({HAMMERS[self.part]})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == HAMMERS[self.part] for event in stage.events)


class Witnessed(Moment, frozen=True, kw_only=True, tag="witness"):
    """A player saw a wrong done to another one, told Moderation of it, or will not tell any more (`"silenced"`)."""

    example: ClassVar[str] = '{ on = "witness", part = "told" }'
    part: Literal["saw", "told", "silenced"] = "saw"

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({WITNESSES[self.part]})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == WITNESSES[self.part] for event in stage.events)


class Wears(Situation, frozen=True, kw_only=True, tag="wears"):
    """The player's ship wears a borrowed name."""

    example: ClassVar[str] = '{ on = "wears" }'
    patience: ClassVar[int] = SLOW

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "spoof")]

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return stage.world.spoof.on


class CarrierDoes(Moment, frozen=True, kw_only=True, tag="carrier"):
    """The carrier came, or is gone; the ship came `under` it or `left` its shadow; or it moves, stops or looks.

    goes, stops   a second before it moves (one knock) or stops (two knocks)
    halt          it begins to stop; its lights are announced
    light         its lights set off
    seen          it has identified the ship
    halt-over     it moves again
    """

    example: ClassVar[str] = '{ on = "carrier", part = "under" }'
    part: Literal["came", "under", "left", "goes", "stops", "halt", "light", "seen", "halt-over", "gone"]

    def needs(self) -> list[tuple[str, str]]:
        return [("carrier", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"carrier.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == f"carrier.{self.part}" for event in stage.events)


HIDING_TRIGGERS: tuple[type[Trigger], ...] = (Spoofed, Decoyed, Helped, Banhammer, Witnessed, Wears, CarrierDoes)
