"""What every verb of a level file is made of: a strict struct that holds its own behaviour.

A trigger is one class with the fields that a level may write and the question whether it holds; an action is one class
with its fields and what it does. Their names in level files are their tags: `class Enter(Situation, tag="enter")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec

from .conditions import Condition
from .names import Seconds

if TYPE_CHECKING:
    from .stage import Stage
    from .state import Memory


SLOW = 6  # ticks between two looks at where ships are and how they do, at clocks, and at what was said
BRIEF = 3  # ticks between two looks at what is commanded, counted and remembered
# what a trigger hears, as if it were an event of the world:
BEAT = "beat"  # a beat has fired
COMMAND = "command "  # the player began or ended the command whose name follows


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True, tag_field="on"):
    """Something that a beat can wait for."""

    example: ClassVar[str] = ""  # one line of TOML, shown in the reference and run by its test
    lasting: ClassVar[bool] = False  # a situation that lasts: its beat's `if` is asked as long as it does
    recurs: ClassVar[bool] = True  # may come true again after its beat's `if` refused it
    patience: ClassVar[int] = 1  # ticks between two times of asking it

    @property
    def at_once(self) -> frozenset[str]:
        """Kinds of events at which it is asked besides."""
        return frozenset()

    @property
    def hears(self) -> frozenset[str] | None:
        """Kinds of events without which it cannot come true in a tick; None: it must be asked anyhow."""
        return None

    def holds(self, stage: Stage, memory: Memory) -> bool:
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with this combination of fields, or nothing."""
        return ""

    def needs(self) -> list[tuple[str, str]]:
        """What must have been made before this can come true, besides what the types of the fields say."""
        return []


class Moment(Trigger, frozen=True):
    """Comes true at one tick and is remembered, so that `all` can wait for several moments."""

    def holds(self, stage: Stage, memory: Memory) -> bool:
        if not memory.met and self.happens(stage, memory):
            memory.met = True
        return memory.met

    def happens(self, stage: Stage, memory: Memory) -> bool:
        raise NotImplementedError


class Situation(Trigger, frozen=True):
    """Is true as long as it lasts."""

    lasting: ClassVar[bool] = True


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True, tag_field="do"):
    """Something that a beat does.

    at      seconds after the beat fires
    if      conditions, asked when the action's time has come; when one does not hold, the action is left out
    """

    example: ClassVar[str] = ""
    at: Seconds = 0.0
    if_: tuple[Condition, ...] = msgspec.field(default=(), name="if")

    def act(self, stage: Stage) -> None:
        """Do it; say `stage.report(why)` when it cannot be done."""
        raise NotImplementedError

    def problem(self) -> str:
        return ""

    def makes(self) -> list[tuple[str, str]]:
        """What exists once this has run, besides what the types of the fields say."""
        return []

    def speaks_to(self) -> list[tuple[str, str]]:
        """What some other action must have made, or this one does nothing, besides what the types say."""
        return []
