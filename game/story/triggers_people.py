"""Triggers that wait for what players do among themselves, and for what a whole place does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from .state import Memory
from .triggers_ship import Ships
from .triggers_theft import Tethered
from .verbs import SLOW, Situation, Trigger

if TYPE_CHECKING:
    from .stage import Stage

BOUTS = {"asked": "bout.asked", "accepted": "bout.accepted", "declined": "bout.declined"}
ENDS = ("won", "lost", "left", "broken")


class Banned(Ships, frozen=True, kw_only=True, tag="banned"):
    """A player was removed for good."""

    example: ClassVar[str] = '{ on = "banned", who = "kevin" }'
    event: ClassVar[Sequence[str]] = ("banned",)


class Bouted(Tethered, frozen=True, kw_only=True, tag="bout"):
    """A duelist asked us for a bout, we said yes or no, or it ended: as the duelist sees it won, lost, left or broken.

    Without 'who' and 'group', any duelist.
    """

    example: ClassVar[str] = '{ on = "bout", part = "declined" }'
    part: Literal["asked", "accepted", "declined", "won", "lost", "left", "broken"] = "asked"

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({BOUTS.get(self.part, "bout.ended")})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        name = self.who or self.group
        return any(
            event.kind == BOUTS.get(self.part, "bout.ended")
            and event.other == stage.state.player
            and (self.part not in ENDS or event.name == self.part)
            and (name is None or stage.is_called(event.who, name))
            for event in stage.events
        )


class LockedDown(Situation, frozen=True, kw_only=True, tag="lockdown"):
    """The place is locked down: heat has been at 5, and has not fallen below 4 yet."""

    example: ClassVar[str] = '{ on = "lockdown" }'
    patience: ClassVar[int] = SLOW

    def holds(self, stage: Stage, memory: Memory) -> bool:
        return stage.world.lives.lockdown.on


PEOPLE_TRIGGERS: tuple[type[Trigger], ...] = (Banned, Bouted, LockedDown)
