"""Actions of the loop: closed round somebody, opened again, and what it takes to hold a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from game.sim import loops
from game.sim.loops import KEPT_MOST
from game.sim.terminals import Terminals

from .names import PLAYER_NAME, Seconds, ShipId
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Kept = Annotated[float, Meta(ge=0.5, le=KEPT_MOST, description=f"seconds, 0.5 to {KEPT_MOST:g}")]
Ring = Annotated[float, Meta(ge=60, le=2_000, description="units, 60 to 2000")]
LONGEST = 4.0  # a loop round somebody, unless it says otherwise [s]


class CloseLoop(Action, frozen=True, kw_only=True, tag="loop"):
    """A loop is closed round a ship: it goes through its own last seconds again and again, while the world goes on.

    What it flew and fired is repeated as it was, whoever is there now. Of a ship that a level closes a loop round, the
    last seconds are kept from when it comes into the world.

    open     let it out again
    let-go   instead of all that: the player's past selves fly no more (the ability `loop` makes them)
    """

    example: ClassVar[str] = '{ do = "loop", who = "kevin", seconds = 4 }'
    who: ShipId | None = None
    seconds: Kept = LONGEST
    open: bool = False
    let_go: bool = False

    def problem(self) -> str:
        if self.let_go:
            return "" if self.who is None and not self.open else "'let-go' stands alone: it speaks to the past selves"
        if self.who == PLAYER_NAME:
            return 'a loop is closed round others: the player closes their own, by { do = "grant", ability = "loop" }'
        return "" if self.who is not None else "needs 'who' (a ship), or let-go = true"

    def makes(self) -> list[tuple[str, str]]:
        return [] if self.let_go or self.open else [("round", "")]

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("round", "")] if self.open else []

    def act(self, stage: Stage) -> None:
        world = stage.world
        ours = loops.of(world)
        if self.let_go:
            ours.let_go(world)
            return
        ships = stage.ships(self.who or "")
        if not ships:
            stage.report(f"no ship called {self.who!r} is in the world")
        elif self.open and not ours.open_round(world, ships[0]):
            stage.report(f"no loop is closed round {self.who!r}")
        elif not self.open and not ours.close_round(world, ships[0], self.seconds):
            stage.report(f"a loop is closed round {self.who!r} already, or it has only just come")


class SetTerminals(Action, frozen=True, kw_only=True, tag="terminals"):
    """What it takes to hold a terminal, for all of them from here on (spawn them: `what = "terminal"`).

    ring   the ship, or a past self, is at most so far from its middle
    fills  and stays so long until it is held
    grace  a held one is lost when nobody has been there for so long
    """

    example: ClassVar[str] = '{ do = "terminals", ring = 160, fills = 2 }'
    ring: Ring | None = None
    fills: Seconds | None = None
    grace: Seconds | None = None

    def problem(self) -> str:
        said = (self.ring, self.fills, self.grace)
        return "" if any(one is not None for one in said) else "needs 'ring', 'fills' or 'grace'"

    def act(self, stage: Stage) -> None:
        terminals = stage.world.terminals = stage.world.terminals or Terminals()
        terminals.ring = self.ring if self.ring is not None else terminals.ring
        terminals.fills = self.fills if self.fills is not None else terminals.fills
        terminals.grace = self.grace if self.grace is not None else terminals.grace


LOOP_ACTIONS: tuple[type[Action], ...] = (CloseLoop, SetTerminals)
