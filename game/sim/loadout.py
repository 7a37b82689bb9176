"""What a ship brings into a level, and what its pilot asked for: numbers that are fixed for a whole recording.

A `Loadout` is what the crew has bought so far, an `Assists` what the player has set. Both are part of a recording's
header: the same level, seed, loadout, assists and commands give the same flight. Who changes one of them in the
middle of a flight begins a new recording there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.sim.world import World

BONUS_LIMIT = 1000.0  # no upgrade is worth more than that, whatever a file says
CREDITS_LIMIT = 1_000_000
SCAR = 10.0  # hull that the hard vault's mark costs for good


@dataclass(frozen=True, slots=True)
class Loadout:
    """The upgrades' effects as numbers; without any, the ship as she left the garage.

    hull_bonus, shield_bonus  points on top of the ship's own
    tractor_reach  [u] on top of the beam's own
    spoof_seconds  [s] that a stolen tag holds longer
    spike_seconds  [s] that a spiked ship sleeps longer
    decoys         decoys on top of those that the level gives
    loop_seconds   [s] that the loop can be longer
    scarred        the hull bears the hard vault's mark (chapter 04): less of it, for good
    credits        in the hold when the flight begins
    """

    hull_bonus: float = 0.0
    shield_bonus: float = 0.0
    tractor_reach: float = 0.0
    spoof_seconds: float = 0.0
    spike_seconds: float = 0.0
    decoys: int = 0
    loop_seconds: float = 0.0
    scarred: bool = False
    credits: int = 0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            limit = CREDITS_LIMIT if field.name == "credits" else BONUS_LIMIT
            if not 0 <= value <= limit:
                raise ValueError(f"loadout: {field.name} = {value!r} must lie between 0 and {limit:g}")


@dataclass(frozen=True, slots=True)
class Assists:
    """What makes the flight easier, each by itself; the defaults help with nothing.

    damage    share of the difficulty's damage that reaches the ship, 0.25..1
    hacking   how many times as long a handshake's prompts wait, 1..3
    aim       how strongly shots bend towards what they are nearly aimed at, 0..1
    toggles   boost, brake and the beam stay on after one press until the next; hands do that, commands hold what came
              of it, and a recording only says so
    """

    damage: float = 1.0
    hacking: float = 1.0
    aim: float = 0.0
    toggles: bool = False

    def __post_init__(self) -> None:
        for name, low, high in (("damage", 0.25, 1.0), ("hacking", 1.0, 3.0), ("aim", 0.0, 1.0)):
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"assists: {name} = {value!r} must lie between {low:g} and {high:g}")


PLAIN = Loadout()
UNASSISTED = Assists()


def equip(world: World, loadout: Loadout) -> None:
    """Give the player's ship, which has just come in, what the crew has bought."""
    row, ships = world.player_row, world.ships
    ships.hull_max[row] += loadout.hull_bonus
    ships.shield_max[row] += loadout.shield_bonus
    ships.hull[row], ships.shield[row] = ships.hull_max[row], ships.shield_max[row]
    world.tractor.reach += loadout.tractor_reach
    world.spike_sleep += loadout.spike_seconds
    world.spoof.lasts += loadout.spoof_seconds
    world.decoys.left += loadout.decoys
    world.loop_length += loadout.loop_seconds
    world.hold.credits = float(loadout.credits)
    if loadout.scarred:
        scar(world)


def scar(world: World) -> None:
    """The player's ship has a hole that cannot be mended: it has less hull from now on."""
    row, ships = world.player_row, world.ships
    if world.scarred or row < 0:
        return
    world.scarred = True
    ships.hull_max[row] -= SCAR
    ships.hull[row] = min(ships.hull.item(row), ships.hull_max.item(row))
