"""What the player's ship may do: abilities are granted and revoked, and two of them open a part of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import loops, sandbox
from game.sim.crew import CREW
from game.sim.events import Event

if TYPE_CHECKING:
    from game.sim.world import World

# The order is part of every observation: new ones come last.
ABILITIES = (
    "thrust",
    "turn",
    "brake",
    "boost",
    "fire",
    "assist",
    "tractor",
    "spike",
    "hack",
    "decoy",
    "spoof",
    "torpedo",
    "loop",
    "knock",
    "console",
    *CREW,
)


def grant(world: World, ability: str) -> None:
    if ability not in ABILITIES:
        raise KeyError(f"no ability is called {ability!r}; there are {', '.join(ABILITIES)}")
    if ability in world.abilities:
        return
    world.abilities.add(ability)
    world.ability_changes += 1
    if ability == "loop":
        loops.of(world)
    elif ability == "console":
        sandbox.of(world)
    world.emit(Event("granted", world.player, name=ability))


def revoke(world: World, ability: str) -> None:
    if ability in world.abilities:
        world.abilities.discard(ability)
        world.ability_changes += 1
        world.emit(Event("revoked", world.player, name=ability))
