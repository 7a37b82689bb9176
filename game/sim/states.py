"""What a mind can be about, and what it can be told: words that minds share with all that acts on them."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from game.sim.clock import DT
from game.sim.tables import Byte


class State(IntEnum):
    PATROL = 0
    NOTICE = 1
    CHASE = 2
    ATTACK = 3
    RETREAT = 4
    SEARCH = 5
    IDLE = 6
    DRIFT = 7


class Order(IntEnum):
    """What a level may tell a ship. The names are the level file's words."""

    PATROL = 0
    GUARD = 1
    ATTACK = 2
    FLEE = 3
    FOLLOW = 4
    ESCORT = 5
    HOLD = 6
    DRIFT = 7
    LEAVE = 8


ORDERS: dict[str, Order] = {order.name.lower(): order for order in Order}

THINK = 15  # ticks between two decisions
AIM = 5  # ticks between two looks along the gun
IN_SIGHT = THINK * DT * 1.5  # seen at the last decision [s]
SHOWN = 1.0  # nobody fires before it has been on the player's screen this long [s]
CALM = 4.0  # after this long unhurt, runners stop running [s]
# Looking a member up on an enum class costs as much as a small array operation: the tick uses these.
PATROL, NOTICE, CHASE, ATTACK, RETREAT, SEARCH, IDLE, DRIFT = (int(state) for state in State)
O_PATROL, O_GUARD, O_ATTACK, O_FLEE = int(Order.PATROL), int(Order.GUARD), int(Order.ATTACK), int(Order.FLEE)
O_FOLLOW, O_ESCORT, O_HOLD, O_DRIFT, O_LEAVE = (
    int(order) for order in (Order.FOLLOW, Order.ESCORT, Order.HOLD, Order.DRIFT, Order.LEAVE)
)


class Present(NamedTuple):
    """States that somebody is in, and orders that somebody has: whole branches of thought are skipped where
    there is nobody."""

    states: frozenset[int]
    orders: frozenset[int]

    @classmethod
    def of(cls, state: Byte, order: Byte) -> Present:
        return cls(frozenset(state.tobytes()), frozenset(order.tobytes()))  # a byte each, none below 0
