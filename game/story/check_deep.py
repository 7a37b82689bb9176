"""Checks of space that is not finished: how many fields pull, and whether what is taken in tow can be."""

from __future__ import annotations

from game.sim.kinds import KINDS

from .actions_deep import TakeInTow
from .actions_world import Spawn
from .loader import Draft
from .schema import Gravity

FIELDS_MOST = 40  # of a level: whoever flies is asked about each


def fields(draft: Draft) -> None:
    """There are not too many fields of gravity."""
    for found in [found for found in draft.found if found.struct is Gravity][FIELDS_MOST:]:
        found.document.wrong(found.path, f"more than {FIELDS_MOST} fields of gravity: let one larger one do for some")


def towed(draft: Draft) -> None:
    """What is taken in tow can be moved."""
    spawned = [found.value for found in draft.found if isinstance(found.value, Spawn)]
    kinds = {spawn.name: spawn.what for spawn in spawned if spawn.name is not None and spawn.what in KINDS}
    for found in draft.found:
        tow = found.value
        if isinstance(tow, TakeInTow) and tow.who in kinds and KINDS[kinds[tow.who]].anchored:
            why = f"a {kinds[tow.who]} cannot be moved: what is taken in tow flies, such as a pod"
            found.document.wrong((*found.path, "who"), why)
