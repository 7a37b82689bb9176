"""Actions of space that is not finished: it unloads, down changes its mind, a pod is taken in tow, something knocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec
from msgspec import Meta

from game.sim import tow, unloading

from .names import PLAYER_NAME, FieldId, Length, PathId, PlaceId, Pull, Seconds, ShipId
from .state import Signal
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Rope = Annotated[float, Meta(ge=90, le=600, description="units, 90 to 600")]
Rest = Annotated[float, Meta(ge=1, le=60, description="seconds, 1 to 60")]
KNOCKS = 3.4  # from one knock of a signal to the next, unless it says otherwise [s]


class TurnGravity(Action, frozen=True, kw_only=True, tag="gravity"):
    """A field of gravity of map.toml pulls another way from now on: down changes its mind.

    pull     [x, y], units a second squared; [0, 0] lets everything float
    seconds  how long it takes
    """

    example: ClassVar[str] = '{ do = "gravity", what = "left-is-down", pull = [-160, 0], seconds = 1.5 }'
    what: FieldId
    pull: Pull
    seconds: Seconds = 1.5

    def act(self, stage: Stage) -> None:
        gravity = stage.world.gravity
        if gravity is None or not gravity.turn(stage.world, self.what, complex(*self.pull), self.seconds):
            stage.report(f"no field of gravity is called {self.what!r}")


class Unload(Action, frozen=True, kw_only=True, tag="unload"):
    """Space ends behind a front that goes along a path: what it has passed is gone, piece by piece, without a sound.

    It takes rocks, walls, decor and ships, but never what is in tow; the player's ship behind it is lost (cause: edge).
    It is over at the end of its path. Or (`pace`, `stop`) speak to one that runs.

    speed   units a second, along the path
    behind  it begins so far before the path's beginning
    pace    a front that runs goes at this speed from now on
    """

    example: ClassVar[str] = '{ do = "unload", path = "way-out", speed = 70, behind = 500 }'
    path: PathId | None = None
    speed: Length = 70.0
    behind: Annotated[float, Meta(ge=0, le=50_000, description="units")] = 0.0
    pace: Length | None = None
    stop: bool = False

    def problem(self) -> str:
        given = [self.path, self.pace, self.stop or None]
        one = sum(each is not None for each in given) == 1
        return "" if one else "needs one of: 'path' (a front begins), pace = … or stop = true (to one that runs)"

    def makes(self) -> list[tuple[str, str]]:
        return [("front", "")] if self.path is not None else []

    def speaks_to(self) -> list[tuple[str, str]]:
        return [] if self.path is not None else [("front", "")]

    def act(self, stage: Stage) -> None:
        world = stage.world
        if self.path is not None:
            unloading.begin(world, stage.level.path(self.path), self.speed, self.behind)
        elif world.front is None:
            stage.report("nothing unloads")
        elif self.pace is not None:
            world.front.speed = self.pace
        else:
            world.front = None


class TakeInTow(Action, frozen=True, kw_only=True, tag="tow"):
    """A ship of its own name (best of the kind `pod`) is tied to the stern of the player's by a rope; or let `off`.

    It swings: flown round a bend too near to rock it strikes that, and bears two such bumps. Haste, jerks and tight
    bends strain the rope; strained for long it breaks. A rope that is longer at first is drawn in; it is thrown 600
    units at most.
    """

    example: ClassVar[str] = '{ do = "tow", who = "walt", length = 200 }'
    who: ShipId | None = None
    length: Rope = tow.LENGTH
    off: bool = False

    def problem(self) -> str:
        if self.off:
            return "" if self.who is None else "'off' stands alone: it speaks to what is in tow"
        if self.who == PLAYER_NAME:
            return "the player's ship is what tows: 'who' is the ship that it takes in tow"
        return "" if self.who is not None else "needs 'who' (a ship), or off = true"

    def makes(self) -> list[tuple[str, str]]:
        return [] if self.off else [("tow", "")]

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("tow", "")] if self.off else []

    def act(self, stage: Stage) -> None:
        if self.off:
            if not tow.let_go(stage.world):
                stage.report("nothing is in tow")
            return
        ships = stage.ships(self.who or "")
        if not ships or not tow.take(stage.world, ships[0], self.length):
            stage.report(f"no ship called {self.who!r} is within {tow.TAKES:g} units, to be taken in tow")


class SetSignal(Action, frozen=True, kw_only=True, tag="signal"):
    """Something knocks from a place, every few seconds: louder when nearer, from its side, and a mark at the radar's
    edge pulses in its direction. Or (`off`) it is silent again.
    """

    example: ClassVar[str] = '{ do = "signal", place = "post-one" }'
    place: PlaceId | None = None
    every: Rest = KNOCKS
    off: bool = False

    def problem(self) -> str:
        return "" if (self.place is None) == self.off else "needs 'place', or off = true"

    def makes(self) -> list[tuple[str, str]]:
        return [] if self.off else [("signal", "")]

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("signal", "")] if self.off else []

    def act(self, stage: Stage) -> None:
        if self.place is not None:
            x, y = stage.level.spot(self.place)
            stage.state.signal = Signal(x, y, self.every)
        elif not stage.state.signal:
            stage.report("there is no signal")
        else:
            stage.state.signal = msgspec.UNSET


DEEP_ACTIONS: tuple[type[Action], ...] = (TurnGravity, Unload, TakeInTow, SetSignal)
