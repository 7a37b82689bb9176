"""Motes: data adrift, there for the taking."""

from __future__ import annotations

import numpy as np

from game.sim.tables import Single, Table


class Motes(Table):
    """Units: [u], [u/s]."""

    x: Single
    y: Single
    vx: Single
    vy: Single
    value: Single


def drift(motes: Motes, dt: float) -> None:
    """Straight on: nothing slows what has no weight."""
    if motes.n:
        motes.x += motes.vx * np.float32(dt)
        motes.y += motes.vy * np.float32(dt)
