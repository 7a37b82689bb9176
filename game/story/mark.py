"""What the newest open order points at, for everyone who shows or follows it: instruments, pilots, observations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from .stage import Stage
    from .state import Objective


class Mark(NamedTuple):
    """An order, where its mark is [u], and the ship that it lies on (0: it is a place)."""

    order: str
    x: float
    y: float
    ship: int = 0

    @property
    def place(self) -> tuple[float, float]:
        return self.x, self.y


def mark(stage: Stage, x: float, y: float) -> Mark | None:
    """The mark for someone at (x, y): of the newest open order that points at anything now."""
    for order in reversed(stage.state.objectives):
        found = _of(stage, order, x, y) if order.state == "add" else None
        if found is not None:
            return found
    return None


def _of(stage: Stage, order: Objective, x: float, y: float) -> Mark | None:
    world = stage.world
    if order.marker is not None:
        return Mark(order.id, *order.marker)
    if order.motes and world.motes.n:
        nearest = int(np.argmin(np.abs(world.motes.spot - np.complex64(complex(x, y)))))
        return Mark(order.id, float(world.motes.x[nearest]), float(world.motes.y[nearest]))
    if not order.group:
        return None
    ships = world.ships
    rows = [ships.row_of(who) for who in stage.ships(order.group)]
    # who has been robbed is not worth going to, nor a terminal at which a past self stands
    posts = world.terminals.posts if world.terminals is not None else []
    manned = {post.who for post in posts if post.by not in (0, world.player)}
    unspent = [row for row in rows if not ships.hacked[row] and ships.id.item(row) not in manned]
    rows = unspent or rows
    if not rows:
        return None
    row = rows[int(np.argmin(np.abs(ships.place[rows] - complex(x, y))))]
    return Mark(order.id, ships.x.item(row), ships.y.item(row), ships.id.item(row))
