"""Triggers that wait for taking what is not one's own: scavenging, the spike, the tether."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from .names import Count, Credits, MetGroup, MetShip, Share
from .state import Memory
from .triggers_ship import Ships
from .verbs import SLOW, Moment, Situation, Trigger

if TYPE_CHECKING:
    from .stage import Stage

HAPPENED = {
    "beam-began": "beam.began",
    "beam-broken": "beam.broken",
    "hold-full": "hold.full",
    "hold-spilled": "hold.spilled",
    "hack-refused": "hack.refused",
    "alarm": "alarm",
}


class Rig(Moment, frozen=True, kw_only=True, tag="rig"):
    """Something happened to the player's beam, hold or tether."""

    example: ClassVar[str] = '{ on = "rig", what = "beam-broken" }'
    what: Literal["beam-began", "beam-broken", "hold-full", "hold-spilled", "hack-refused", "alarm"]

    def needs(self) -> list[tuple[str, str]]:
        needed = {"beam": "tractor", "hack": "hack"}.get(self.what.partition("-")[0])
        return [("ability", needed)] if needed else []

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({HAPPENED[self.what]})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == HAPPENED[self.what] for event in stage.events)


class Collected(Moment, frozen=True, kw_only=True, tag="collected"):
    """The player's ship took motes aboard, `count` times since the beat began to listen."""

    example: ClassVar[str] = '{ on = "collected", count = 3 }'
    count: Count = 1

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({"collected"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += sum(event.kind == "collected" for event in stage.events)
        return memory.count >= self.count


class Carries(Situation, frozen=True, kw_only=True, tag="carries"):
    """The player has so many credits, counting the data in the hold; or the hold is filled to a share of its room."""

    example: ClassVar[str] = '{ on = "carries", credits = 150 }'
    patience: ClassVar[int] = SLOW
    credits: Credits | None = None
    fill: Share | None = None

    def problem(self) -> str:
        return "" if self.credits is not None or self.fill is not None else "needs 'credits' or 'fill'"

    def holds(self, stage: Stage, memory: Memory) -> bool:
        hold = stage.world.hold
        return (self.credits is None or hold.worth >= self.credits) and (self.fill is None or hold.fill >= self.fill)


class Tethered(Ships, frozen=True, kw_only=True):
    """Shared by the triggers of the tether and the spike: without 'who' and 'group', anybody."""

    def problem(self) -> str:
        return "" if self.who is None or self.group is None else "needs 'who' (a ship) or 'group', not both"

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "hack")]

    def seen(self, stage: Stage) -> list[int]:
        name = self.who or self.group
        return [
            event.who
            for event in stage.events
            if event.kind in self.event and (name is None or stage.is_called(event.who, name))
        ]


class Hacked(Tethered, frozen=True, kw_only=True, tag="hacked"):
    """A ship was hacked, or `count` ships of a group."""

    example: ClassVar[str] = '{ on = "hacked", group = "marks", count = 2 }'
    event: ClassVar[Sequence[str]] = ("hacked",)
    count: Count = 1

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += len(self.seen(stage))
        return memory.count >= self.count


class HackBegan(Tethered, frozen=True, kw_only=True, tag="hack-began"):
    """The tether took hold of a ship."""

    example: ClassVar[str] = '{ on = "hack-began", who = "ore" }'
    event: ClassVar[Sequence[str]] = ("hack.began",)


class HackFailed(Tethered, frozen=True, kw_only=True, tag="hack-failed"):
    """A handshake failed: too many mistakes, or too late."""

    example: ClassVar[str] = '{ on = "hack-failed" }'
    event: ClassVar[Sequence[str]] = ("hack.failed",)


class TetherLost(Tethered, frozen=True, kw_only=True, tag="tether-lost"):
    """The tether slipped off: too far, too fast, out of sight; or let go."""

    example: ClassVar[str] = '{ on = "tether-lost" }'
    event: ClassVar[Sequence[str]] = ("tether.lost",)


class Disabled(Tethered, frozen=True, kw_only=True, tag="disabled"):
    """A spike put a ship to sleep, or `count` ships of a group."""

    example: ClassVar[str] = '{ on = "disabled", who = "bea" }'
    event: ClassVar[Sequence[str]] = ("spiked",)
    count: Count = 1

    def needs(self) -> list[tuple[str, str]]:
        return []  # the action `disable` does it as well

    def happens(self, stage: Stage, memory: Memory) -> bool:
        memory.count += len(self.seen(stage))
        return memory.count >= self.count


class Tether(Situation, frozen=True, kw_only=True, tag="tether"):
    """The tether holds a ship."""

    example: ClassVar[str] = '{ on = "tether", who = "courier-1" }'
    patience: ClassVar[int] = SLOW
    who: MetShip | None = None
    group: MetGroup | None = None

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "hack")]

    def holds(self, stage: Stage, memory: Memory) -> bool:
        shake, name = stage.world.hacking.shake, self.who or self.group
        return shake is not None and (name is None or stage.is_called(shake.target, name))


THEFT_TRIGGERS: tuple[type[Trigger], ...] = (
    Rig, Collected, Carries, Hacked, HackBegan, HackFailed, TetherLost, Disabled, Tether,
)  # fmt: skip
