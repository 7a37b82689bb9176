"""What credits buy on the bridge, as `levels/bridge/shop.toml` lists it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from game.sim.loadout import PLAIN, Loadout

from . import hub
from .campaign import Brought, Progress
from .names import NewId
from .nested import whole_file
from .schema import Strict

SCARRED = "scarred"  # the flag that leaves its mark on the hull
Effect = Literal[
    "hull_bonus", "shield_bonus", "tractor_reach", "spoof_seconds", "spike_seconds", "decoys", "loop_seconds"
]
Price = Annotated[int, Meta(ge=1, le=100_000)]


class Upgrade(Strict, frozen=True, kw_only=True):
    """One thing that can be bought, in steps: a price each, and what each adds.

    effect  the number of the ship's loadout that grows
    by      how much, each step
    says    what that is, for the list ("+30 hull")
    line    what the seller says
    """

    id: NewId
    name: Annotated[str, Meta(min_length=1, max_length=24)]
    prices: Annotated[list[Price], Meta(min_length=1, max_length=5)]
    effect: Effect
    by: Annotated[float, Meta(gt=0, le=500)]
    says: Annotated[str, Meta(min_length=1, max_length=28)]
    line: hub.Line


class Shop(Strict, frozen=True, kw_only=True):
    """All upgrades in the order of the list; what is said when one cannot pay, when all is bought, and after a sale."""

    poor: hub.Line
    full: hub.Line
    sold: hub.Line
    upgrade: tuple[Upgrade, ...]

    def upgrade_of(self, id: str) -> Upgrade:
        return next(each for each in self.upgrade if each.id == id)


def read_shop() -> Shop:
    """The list as it comes with the game. LevelError when somebody broke it."""
    return whole_file(hub.folder() / "shop.toml", Shop)[0]


shop = cache(read_shop)


def price(upgrade: Upgrade, progress: Progress, factor: float = 1.0) -> int | None:
    """Credits for the next step; None when there is none left."""
    step = progress.bought.get(upgrade.id, 0)
    return round(upgrade.prices[step] * factor) if step < len(upgrade.prices) else None


def refusal(upgrade: Upgrade, progress: Progress, factor: float = 1.0) -> str:
    """Why the next step cannot be bought now, in a word for a list; '' when it can."""
    due = price(upgrade, progress, factor)
    if due is None:
        return "all of it aboard"
    return "" if due <= progress.credits else f"{due} credits: {due - progress.credits} short"


def buy(upgrade: Upgrade, progress: Progress, factor: float = 1.0) -> Progress:
    """One step of an upgrade for its price. ValueError says why not."""
    due = price(upgrade, progress, factor)
    why = refusal(upgrade, progress, factor)
    if due is None or why:
        raise ValueError(f"{upgrade.name}: {why}")
    bought = {**progress.bought, upgrade.id: progress.bought.get(upgrade.id, 0) + 1}
    return msgspec.structs.replace(progress, bought=bought, credits=progress.credits - due)


def loadout(progress: Progress, brought: Brought) -> Loadout:
    """The ship as she is now."""
    numbers: dict[str, float] = {}
    for upgrade in shop().upgrade:
        steps = min(progress.bought.get(upgrade.id, 0), len(upgrade.prices))
        numbers[upgrade.effect] = numbers.get(upgrade.effect, 0.0) + steps * upgrade.by
    decoys = int(numbers.pop("decoys", 0.0))
    return replace(PLAIN, **numbers, decoys=decoys, scarred=SCARRED in brought.flags, credits=max(0, progress.credits))
