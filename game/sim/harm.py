"""How much harm shots do: the difficulty, and what the player asked for on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.kinds import Team

if TYPE_CHECKING:
    from game.sim.loadout import Assists
    from game.sim.world import World

DIFFICULTY = {"story": 0.5, "standard": 1.0, "outlaw": 1.4}  # damage the crew takes


def weigh(world: World) -> None:
    """Work out anew what shots do, after what that follows from has changed."""
    mine = DIFFICULTY[world.difficulty] * world.assists.damage
    world.harm = np.array([1.0 if team == Team.CREW else mine for team in Team])
    if world.sandbox is not None:
        world.harm *= world.sandbox.harm


def ask(world: World, difficulty: str, assists: Assists) -> None:
    """What the player asked for, from here on. KeyError: an unknown difficulty."""
    DIFFICULTY[difficulty]
    world.difficulty, world.assists = difficulty, assists
    world.hacking.generosity = assists.hacking
    weigh(world)
