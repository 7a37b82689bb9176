"""The rig of the player's ship: beam, handshakes, decoys, borrowed name and help. Mostly it has nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.clock import DT
from game.sim.command import Command
from game.sim.events import Event

if TYPE_CHECKING:
    from game.sim.world import World


def use(world: World, command: Command) -> None:
    """A tick in which something is asked of it, or something of it is at work."""
    answering = world.hacking.shake is not None
    world.tractor.update(world, command, DT)
    world.hacking.update(world, command, DT)
    world.decoys.update(world, command)
    world.crew.update(world, 0 if answering else command.pressed)
    world.spoof.update(world, command, DT)
    see_to(world)


def see_to(world: World) -> None:
    """Find out whether it is at work even when nothing is asked of it."""
    world.rigged = bool(
        world.tractor.on
        or world.tractor.strain
        or world.hacking.shake is not None
        or world.decoys.flying
        or world.crew.ready
        or world.spoof.on
    )


def knock(world: World) -> None:
    """Knuckles on the hull, for whoever is out there to hear."""
    row, ships = world.player_row, world.ships
    if row >= 0 and "knock" in world.abilities:
        world.emit(Event("knock", world.player, 0, ships.x.item(row), ships.y.item(row)))
