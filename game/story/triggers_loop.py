"""Triggers of the loop: recordings and past selves, terminals that are held, a loop closed round somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from .names import Count, MetGroup, MetShip, Seconds
from .state import Memory
from .verbs import SLOW, Moment, Situation, Trigger

if TYPE_CHECKING:
    from game.sim.events import Event

    from .stage import Stage

OWN = ("began", "closed", "flew", "rest", "hit", "broken", "dropped", "touched")  # parts that tell of past selves
ROUND = ("shut", "round", "opened")  # and of somebody round whom a loop is closed


class Looped(Moment, frozen=True, kw_only=True, tag="loop"):
    """Something happened to a loop: the player's, or (shut, round, opened) one closed round somebody.

    began    the player began to record
    closed   the recording is a loop now; `shorter`: only one of fewer seconds
    flew     a past self begins to fly
    rest     she came to her end, and begins again in a few seconds
    hit      she was struck by a shot
    broken   she was destroyed, or lost her way
    dropped  she was let go
    touched  the ship met her
    shut     a loop was closed round a ship
    round    it begins anew
    opened   it is let out
    past     only the first past self, or only the second
    """

    example: ClassVar[str] = '{ on = "loop", part = "closed", past = 2 }'
    part: Literal[
        "began", "closed", "flew", "rest", "hit", "broken", "dropped", "touched", "shut", "round", "opened"
    ] = "closed"
    past: Literal[1, 2] | None = None
    shorter: Seconds | None = None
    who: MetShip | None = None

    def problem(self) -> str:
        if self.past is not None and self.part not in OWN:
            return f"'past' goes with the parts of past selves: {', '.join(OWN)}"
        if self.who is not None and self.part not in ROUND:
            return f"'who' goes with the parts of somebody in a loop: {', '.join(ROUND)}"
        if self.shorter is not None and self.part != "closed":
            return "'shorter' goes with part = \"closed\""
        return ""

    def needs(self) -> list[tuple[str, str]]:
        return [("ability", "loop")] if self.part in OWN else [("round", "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({self._kind})

    @property
    def _kind(self) -> str:
        return "hit" if self.part == "hit" else f"loop.{self.part}"

    def happens(self, stage: Stage, memory: Memory) -> bool:
        return any(event.kind == self._kind and self._fits(stage, event) for event in stage.events)

    def _fits(self, stage: Stage, event: Event) -> bool:
        if self.part in ROUND:
            return self.who is None or stage.is_called(event.who, self.who)
        if self.shorter is not None and event.value >= self.shorter:
            return False
        if self.part in ("hit", "touched"):
            loops = stage.world.loops
            past = loops.past(event.who if self.part == "hit" else event.other) if loops is not None else None
            return past is not None and self.past in (None, past.number + 1)
        if self.part in ("began", "closed", "flew"):
            return self.past is None or event.name == str(self.past)
        return self.past in (None, event.other)


class TerminalDoes(Moment, frozen=True, kw_only=True, tag="terminal"):
    """Somebody began to hold a terminal, holds it, or nobody holds it any more."""

    example: ClassVar[str] = '{ on = "terminal", part = "lost" }'
    part: Literal["began", "held", "lost"] = "held"
    who: MetShip | None = None
    group: MetGroup | None = None

    def problem(self) -> str:
        return "" if self.who is None or self.group is None else "needs 'who' (a terminal) or 'group', not both"

    def needs(self) -> list[tuple[str, str]]:
        return [("terminal", self.who or self.group or "")]

    @property
    def hears(self) -> frozenset[str] | None:
        return frozenset({f"terminal.{self.part}"})

    def happens(self, stage: Stage, memory: Memory) -> bool:
        kind, name = f"terminal.{self.part}", self.who or self.group
        return any(event.kind == kind and (name is None or stage.is_called(event.who, name)) for event in stage.events)


class TerminalsHeld(Situation, frozen=True, kw_only=True, tag="terminals"):
    """So many terminals, or all of a group, are held at once, and have been for `seconds`."""

    example: ClassVar[str] = '{ on = "terminals", group = "posts", seconds = 3 }'
    patience: ClassVar[int] = SLOW
    group: MetGroup | None = None
    count: Count | Literal["all"] = "all"
    seconds: Seconds = 0.0

    def needs(self) -> list[tuple[str, str]]:
        return [("terminal", self.group or "")]

    def holds(self, stage: Stage, memory: Memory) -> bool:
        terminals = stage.world.terminals
        if terminals is None:
            return False
        among = stage.ships(self.group) if self.group is not None else [post.who for post in terminals.posts]
        wanted = len(among) if self.count == "all" else self.count
        since = sorted(post.since for post in terminals.held(among))
        return 0 < wanted <= len(since) and stage.world.time - since[wanted - 1] >= self.seconds


LOOP_TRIGGERS: tuple[type[Trigger], ...] = (Looped, TerminalDoes, TerminalsHeld)
