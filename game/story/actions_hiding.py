"""Actions that deal in decoys, torpedoes and borrowed names, and in what Moderation sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from .names import Seconds, Tag
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Few = Annotated[int, Meta(ge=1, le=20)]


class GiveDecoys(Action, frozen=True, kw_only=True, tag="decoys"):
    """So many decoys more are aboard (the ability `decoy` launches them)."""

    example: ClassVar[str] = '{ do = "decoys", count = 2 }'
    count: Few

    def act(self, stage: Stage) -> None:
        stage.world.decoys.left += self.count


class GiveTorpedoes(Action, frozen=True, kw_only=True, tag="torpedoes"):
    """So many torpedoes more are aboard (the ability `torpedo` fires them)."""

    example: ClassVar[str] = '{ do = "torpedoes", count = 3 }'
    count: Few

    def act(self, stage: Stage) -> None:
        stage.world.torpedoes += self.count


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
    """

    example: ClassVar[str] = '{ do = "response" }'
    on: bool = True

    def act(self, stage: Stage) -> None:
        stage.world.respond(self.on)


HIDING_ACTIONS: tuple[type[Action], ...] = (GiveDecoys, GiveTorpedoes, Borrow, Respond)
