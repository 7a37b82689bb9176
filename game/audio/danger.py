"""How much the music should worry, read from the world: 0 calm, 1 someone looks, 2 someone knows, 3 they come.

Reads only; the world never knows that it is listened to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.kinds import Team
from game.sim.states import State

if TYPE_CHECKING:
    from game.sim.world import World

CALM, LOOKED_AT, KNOWN, CHASED = 0, 1, 2, 3
PACK = 3  # this many attackers at once are a chase, whoever they are
HEAT = (CALM, LOOKED_AT, KNOWN, CHASED, CHASED, CHASED)  # by level of attention
DALY = {"rules": CALM, "backups": LOOKED_AT, "loop": KNOWN, "empty": CALM}  # a layer for each of his phases
# plain numbers: numpy takes longer over an Enum than over the comparison
LOOKING = np.array([State.NOTICE, State.SEARCH], np.int8)
HUNTING = np.array([State.CHASE, State.ATTACK], np.int8)
MODERATION = int(Team.MODERATION)


def danger(world: World) -> int:
    """The level that the layers of music follow. A dead player is in no danger."""
    if world.player == 0:
        return CALM
    if world.daly is not None:
        return CHASED if world.front is not None else DALY[world.daly.phase]
    if world.sweep.active:
        return CHASED
    ships = world.ships
    after_us = ships.rows("target") == world.player
    states = ships.rows("state")
    hunting = after_us & (states[:, None] == HUNTING).any(axis=1)
    looking = (after_us & (states[:, None] == LOOKING).any(axis=1)) | (ships.rows("scan") > 0)
    level = HEAT[min(world.heat.level, len(HEAT) - 1)]
    if (hunting & (ships.rows("team") == MODERATION)).any() or hunting.sum() >= PACK:
        return CHASED
    if hunting.any():
        return max(level, KNOWN)
    if looking.any():
        return max(level, LOOKED_AT)
    return level
