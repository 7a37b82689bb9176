"""What is done at the console of an open world, as commands: so it is recorded, and replayed, as flight is.

A command whose `pressed` holds Press.EDIT steers nothing: its other fields carry one edit. It packs into the same bytes
as any other command, and a world without a console takes it for a tick without a wish.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import NamedTuple

from game.sim.command import Command, Press

FAR = 32_767  # places of edits lie within so many units of the middle
TURNS = 256  # steps of a full circle for what is placed
_EDIT = int(Press.EDIT)
_JOINED = 128  # in `held`: undone together with the edit before
_PAIR = struct.Struct("<hh")
_BYTES = struct.Struct("<bbbb")


class Op(IntEnum):
    """What an edit does; `what` and (x, y) mean:"""

    NONE = 0
    SET = 1  # rule `what` (its place in RULES) is at x steps now
    PLACE = 2  # thing `what` (its place in THINGS; above that its turn) comes to (x, y)
    MOVE = 3  # thing number `what` goes to (x, y)
    REMOVE = 4  # thing number `what` goes
    UNDO = 5  # the last `what` steps are taken back
    CLEAR = 6  # all things go, and whoever came by
    TELL = 7  # something was done beside the world, see TOPICS


TOPICS = ("opened", "closed", "saved", "shared", "loaded")


class Edit(NamedTuple):
    """One act at the console. `joined`: it belongs to the one before, and is undone with it."""

    op: Op
    what: int = 0
    x: int = 0
    y: int = 0
    joined: bool = False

    def command(self) -> Command:
        """The tick that does it."""
        x, y = max(-FAR, min(FAR, self.x)), max(-FAR, min(FAR, self.y))
        thrust, turn, move_x, move_y = _BYTES.unpack(_PAIR.pack(x, y))
        held = int(self.op) | (_JOINED if self.joined else 0)
        return Command(thrust, turn, move_x, move_y, self.what & 0xFFFF, held, _EDIT)


def read(command: Command) -> Edit:
    """The edit that a command carries. Whatever the bytes are, it is one: what means nothing is Op.NONE."""
    x, y = _PAIR.unpack(_BYTES.pack(command.thrust, command.turn, command.move_x, command.move_y))
    op = command.held & ~_JOINED
    return Edit(Op(op) if op <= Op.TELL else Op.NONE, command.aim, x, y, bool(command.held & _JOINED))


def tell(topic: str) -> Edit:
    """Something was done at the console that leaves the world as it is. ValueError: not one of TOPICS."""
    return Edit(Op.TELL, TOPICS.index(topic))


def place(thing: int, x: float, y: float, turn: float = 0.0, *, joined: bool = False) -> Edit:
    """Bring thing number `thing` of THINGS to (x, y) [u], turned by a share of a circle."""
    return Edit(Op.PLACE, thing | (round(turn * TURNS) % TURNS) << 8, round(x), round(y), joined)
