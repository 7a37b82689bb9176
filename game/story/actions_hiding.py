"""Actions that deal in decoys, torpedoes and borrowed names, in what Moderation sends, and in its carrier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from game.sim import carrier, response

from .names import Length, LineId, PathId, Seconds, Tag
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Few = Annotated[int, Meta(ge=1, le=20)]
LEGS = 60  # of a carrier's plan


class GiveDecoys(Action, frozen=True, kw_only=True, tag="decoys"):
    """So many decoys more are aboard (the ability `decoy` launches them)."""

    example: ClassVar[str] = '{ do = "decoys", count = 2 }'
    count: Few

    def act(self, stage: Stage) -> None:
        stage.world.decoys.left += self.count

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("ability", "decoy")]


class GiveTorpedoes(Action, frozen=True, kw_only=True, tag="torpedoes"):
    """So many torpedoes more are aboard (the ability `torpedo` fires them)."""

    example: ClassVar[str] = '{ do = "torpedoes", count = 3 }'
    count: Few

    def act(self, stage: Stage) -> None:
        stage.world.torpedoes += self.count

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("ability", "torpedo")]


class Borrow(Action, frozen=True, kw_only=True, tag="spoof"):
    """Change what can be worn: a `name` more to wear, how long the next use `lasts`, how much of this one is `left`.

    With `off` the name that is worn is taken off, and with `forget` it is gone for good.
    """

    example: ClassVar[str] = '{ do = "spoof", name = "lord_biscuit", lasts = 90 }'
    name: Tag | None = None
    lasts: Seconds | None = None
    left: Seconds | None = None
    off: bool = False
    forget: Tag | None = None

    def problem(self) -> str:
        said = (self.name, self.lasts, self.left, self.off or None, self.forget)
        return "" if any(one is not None for one in said) else "needs 'name', 'lasts', 'left', 'off' or 'forget'"

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("ability", "spoof")]

    def act(self, stage: Stage) -> None:
        world = stage.world
        names = world.hacking.names
        if self.name is not None:
            world.hacking.names = [name for name in names if name != self.name] + [self.name]
        if self.lasts is not None:
            world.spoof.lasts = self.lasts
        if self.left is not None and world.spoof.on:
            world.spoof.left = self.left
        if world.spoof.on and (self.off or world.spoof.name == self.forget):
            world.spoof.take_off(world, "taken off")
        if self.forget is not None:
            world.hacking.names = [name for name in world.hacking.names if name != self.forget]


class Respond(Action, frozen=True, kw_only=True, tag="response"):
    """Moderation sends drones by the level of heat from here on, or (`on = false`) sends nobody and calls back its own.

    Watchers from level 1, hounds from 2, wardens from 3, more of them at 4, and at 5 the banhammer.

    swarm  and mites: a first few at level 4, hundreds at 5
    """

    example: ClassVar[str] = '{ do = "response", swarm = true }'
    on: bool = True
    swarm: bool = False

    def problem(self) -> str:
        return "a response that is switched off sends no 'swarm'" if self.swarm and not self.on else ""

    def act(self, stage: Stage) -> None:
        response.switch(stage.world, self.on, swarm=self.swarm)


class Leg(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """One leg of the carrier's plan: `{ go = 14 }` or `{ stop = 6 }`, in seconds."""

    go: Seconds | None = None
    stop: Seconds | None = None

    def problem(self) -> str:
        if (self.go is None) == (self.stop is None):
            return "a leg is either { go = … } or { stop = … }"
        if self.stop is not None and self.stop < carrier.SHORTEST_STOP:
            return f"a stop is at least {carrier.SHORTEST_STOP:g} seconds: its lights are announced, then they pass"
        if self.go is not None and self.go < carrier.SHORTEST_GO:
            return f"the carrier goes for at least {carrier.SHORTEST_GO:g} seconds: it is slow to start and to stop"
        return ""


class CallCarrier(Action, frozen=True, kw_only=True, tag="carrier"):
    """The carrier comes overhead, where a path begins, and goes along it by its plan. Or (`leave`) is sent off.

    In its shadow, 3840 by 1000 units, nobody sees a ship. In every stop its lights cross it, 1.2 seconds after they
    are announced: who moves in them is scanned. Its flank lights scan whoever is within 900 units beside it. After its
    plan it goes on; it is gone when all of it is past the end of the path and far from the player.

    print    lines of lettering on its hull, from bow to stern
    light    the way of its lights: to the stern and to the bow by turns, always fore or aft, or none
    """

    example: ClassVar[str] = (
        '{ do = "carrier", path = "sweep", plan = [{ go = 14 }, { stop = 6 }], print = ["carrier.print1"] }'
    )
    path: PathId | None = None
    plan: tuple[Leg, ...] = ()
    speed: Length = 120.0
    print: Annotated[tuple[LineId, ...], Meta(max_length=40)] = ()
    light: Literal["turns", "fore", "aft", "none"] = "turns"
    leave: bool = False

    def problem(self) -> str:
        if self.leave:
            alone = self.path is None and not self.plan and not self.print
            return "" if alone else "'leave' stands alone: it speaks to the carrier that is there"
        if self.path is None or not self.plan:
            return "needs 'path' and 'plan' (or leave = true)"
        if len(self.plan) > LEGS:
            return f"a plan has at most {LEGS} legs, found {len(self.plan)}"
        return "" if self.plan[0].go is not None else "a plan begins with { go = … }: the carrier has to come in"

    def makes(self) -> list[tuple[str, str]]:
        return [] if self.leave else [("carrier", "")]

    def speaks_to(self) -> list[tuple[str, str]]:
        return [("carrier", "")] if self.leave else []

    def act(self, stage: Stage) -> None:
        if self.path is not None:
            legs = [carrier.Leg(leg.go is not None, leg.go or leg.stop or 0.0) for leg in self.plan]
            carrier.call(stage.world, stage.level.path(self.path), self.speed, legs, list(self.print), self.light)
        elif not carrier.dismiss(stage.world):
            stage.report("there is no carrier to send off")


HIDING_ACTIONS: tuple[type[Action], ...] = (GiveDecoys, GiveTorpedoes, Borrow, Respond, CallCarrier)
