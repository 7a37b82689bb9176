"""Actions that deal in data and credits: fields of motes, the hold, the purse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from game.sim import damage, loot

from .actions_world import Called
from .names import Count, Length, PlaceId, Seconds, Share
from .verbs import Action

if TYPE_CHECKING:
    from .stage import Stage

Change = Annotated[int, Meta(ge=-100_000, le=100_000, description="credits")]
Worth = Annotated[float, Meta(gt=0, le=100_000, description="credits")]
SPREAD = 90.0  # radius of a field at a point [u]
FLUNG = 320.0  # how fast what is cut loose goes [u/s]


class Motes(Action, frozen=True, kw_only=True, tag="motes"):
    """A field of data (or of credits), adrift, for the tractor beam.

    place   a point (strewn round it, within `radius`), a region (within its circle, or the largest in its box)
    worth   credits, of the whole field
    """

    example: ClassVar[str] = '{ do = "motes", place = "rocks", count = 40, worth = 60 }'
    place: PlaceId
    count: Count
    worth: Worth
    kind: Literal["data", "credit"] = "data"
    radius: Length | None = None

    def act(self, stage: Stage) -> None:
        (x, y), radius = stage.level.spot(self.place), self.radius or stage.level.reach(self.place) or SPREAD
        loot.scatter(stage.world, x, y, radius, self.count, self.worth, credit=self.kind == "credit")


class RemoveMotes(Action, frozen=True, kw_only=True, tag="remove-motes"):
    """Data adrift within `radius` of a place is gone: somebody else took it. With `share`, only so much of it."""

    example: ClassVar[str] = '{ do = "remove-motes", place = "rocks", radius = 300, share = 0.5 }'
    place: PlaceId
    radius: Length
    share: Share = 1.0

    def act(self, stage: Stage) -> None:
        loot.remove(stage.world, *stage.level.spot(self.place), self.radius, self.share)


class Jettison(Action, frozen=True, kw_only=True, tag="jettison"):
    """The hold is cut loose: all that is in it goes overboard."""

    example: ClassVar[str] = '{ do = "jettison" }'

    def act(self, stage: Stage) -> None:
        stage.world.hold.spill(stage.world, 1.0, speed=FLUNG)


class Stow(Action, frozen=True, kw_only=True, tag="stow"):
    """What is in the hold is turned into credits, and the hold is empty."""

    example: ClassVar[str] = '{ do = "stow" }'

    def act(self, stage: Stage) -> None:
        hold = stage.world.hold
        hold.credits += hold.value
        hold.value = hold.mass = 0.0
        hold.full = False


class Pay(Action, frozen=True, kw_only=True, tag="pay"):
    """Credits come in, or (below zero) go: from the purse first, then out of the hold; never below nothing."""

    example: ClassVar[str] = '{ do = "pay", credits = -200 }'
    credits: Change

    def act(self, stage: Stage) -> None:
        hold = stage.world.hold
        if self.credits >= 0:
            hold.credits += self.credits
            return
        due = float(-self.credits)
        if due > hold.worth:
            stage.report(f"{due:.0f} credits are to be paid, and there are only {hold.worth:.0f}")
            due = hold.worth
        purse = min(due, hold.credits)
        hold.credits -= purse
        if due > purse and hold.value > 0.0:
            left = 1.0 - (due - purse) / hold.value
            hold.value *= left
            hold.mass *= left
            hold.full = False


class Disable(Called, frozen=True, kw_only=True, tag="disable"):
    """Ships are asleep for a while, as a spike puts them."""

    example: ClassVar[str] = '{ do = "disable", who = "kevin", seconds = 6 }'
    others: ClassVar[str] = "the player's ship never sleeps"
    seconds: Seconds

    def act(self, stage: Stage) -> None:
        for ship in self.ships(stage):
            damage.put_to_sleep(stage.world, ship, self.seconds)


class Trust(Called, frozen=True, kw_only=True, tag="trust"):
    """Ships trust whoever asks: every prompt of their handshake is the same one, yes."""

    example: ClassVar[str] = '{ do = "trust", who = "bea" }'
    others: ClassVar[str] = "nobody hacks the player's ship"

    def act(self, stage: Stage) -> None:
        stage.world.hacking.trusting.extend(self.ships(stage))


THEFT_ACTIONS: tuple[type[Action], ...] = (Motes, RemoveMotes, Jettison, Stow, Pay, Disable, Trust)
