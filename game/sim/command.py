"""What any pilot (hand, bot, recording, ghost) says to the world, once a tick.

A command is quantised when it is made, so that a live flight, its recording and its replay see the same numbers.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from enum import IntFlag


class Held(IntFlag):
    """Actions that last as long as their key is down."""

    NONE = 0
    FIRE = 1
    BOOST = 2
    BRAKE = 4
    DIRECT = 8  # the direct scheme: `move` is a world direction, the nose follows `aim`
    TRACTOR = 16


class Press(IntFlag):
    """Actions that happen once, on the tick of the press."""

    NONE = 0
    ASSIST = 1  # flight assist on or off
    SKIP = 2  # next line of talk
    RETRY = 4  # from the last checkpoint, after a defeat
    HACK = 8  # throw the tether at what is near, or let go of it
    CHOICE_1 = 16  # one of four: answers a choice, or a handshake's prompt; else asks one of the crew for help
    CHOICE_2 = 32
    CHOICE_3 = 64
    CHOICE_4 = 128
    SPIKE = 256
    DECOY = 512
    SPOOF = 1024  # put a borrowed name on, or take it off
    TORPEDO = 2048
    LOOP = 4096  # begin to record a loop, or close it
    KNOCK = 8192  # on the hull, for whoever listens
    EDIT = 16384  # this tick steers nothing: it carries something done at a console, see `edits`


_DOING = 0xFF & ~int(Held.DIRECT)  # a plain int: flag arithmetic on enums is slow enough to show in a tick
AXIS = 127  # steps from 0 to full deflection
TURN = 65_536  # steps of a full circle
_PACK = struct.Struct("<bbbbHBH")
SIZE = _PACK.size  # bytes of one packed command


def _axis(value: float) -> int:
    return round(max(-1.0, min(1.0, value)) * AXIS) if value == value else 0


@dataclass(frozen=True, slots=True)
class Command:
    """One tick of intent. Build it with `Command.of`, which clamps and quantises.

    thrust, turn      int8, -127..127: along the nose, and right-handed turn (y is down); helm scheme
    move_x, move_y    int8, -127..127: wished direction in the world; direct scheme
    aim               uint16: where the nose shall point, 65536 steps a turn, 0 = +x, growing towards +y; direct scheme
    """

    thrust: int = 0
    turn: int = 0
    move_x: int = 0
    move_y: int = 0
    aim: int = 0
    held: int = 0
    pressed: int = 0

    @classmethod
    def of(
        cls,
        thrust: float = 0.0,
        turn: float = 0.0,
        move: tuple[float, float] = (0.0, 0.0),
        aim: float = 0.0,
        held: int = 0,
        pressed: int = 0,
    ) -> Command:
        """From axes in -1..1 and an aim in radians; out-of-range and NaN axes are clamped, not refused."""
        steps = round(math.fmod(aim, math.tau) * TURN / math.tau) % TURN if math.isfinite(aim) else 0
        return cls(_axis(thrust), _axis(turn), _axis(move[0]), _axis(move[1]), steps, int(held), int(pressed))

    @property
    def aim_radians(self) -> float:
        return self.aim * math.tau / TURN

    @property
    def idle(self) -> bool:
        """No axis moved and nothing held or pressed (the scheme alone does not count)."""
        return not (self.thrust or self.turn or self.move_x or self.move_y or self.held & _DOING or self.pressed)

    def pack(self) -> bytes:
        return _PACK.pack(self.thrust, self.turn, self.move_x, self.move_y, self.aim, self.held, self.pressed)

    @classmethod
    def unpack(cls, data: bytes, offset: int = 0) -> Command:
        """The inverse of `pack`; raises struct.error when fewer than SIZE bytes follow `offset`."""
        return cls(*_PACK.unpack_from(data, offset))


IDLE = Command()
