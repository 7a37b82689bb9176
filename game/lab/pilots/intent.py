"""What a pilot means to do, and how its hands turn that into commands."""

from __future__ import annotations

import math
import random
from collections import deque
from dataclasses import dataclass

from game.sim.command import IDLE, Command, Held, Press

REACTION = 7  # ticks between seeing and doing: about 120 ms
AIM_WOBBLE = math.radians(1.2)  # a hand is not a compass


@dataclass
class Intent:
    """A wish: `move` as a share of full speed, `aim` [rad] or None to look where it goes."""

    move: tuple[float, float] = (0.0, 0.0)
    aim: float | None = None
    fire: bool = False
    boost: bool = False
    brake: bool = False
    press: int = 0
    still: bool = False  # hands off


class Hands:
    """Carries intents out REACTION ticks late, with a little wobble; always in the direct scheme."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._queue: deque[tuple[int, Command]] = deque()
        self._now = IDLE
        self._aim = 0.0

    def mean(self, tick: int, intent: Intent) -> None:
        """Note what shall be done soon."""
        self._queue.append((tick + REACTION, self._command(intent)))

    def at(self, tick: int) -> Command:
        """The command of this tick."""
        queue = self._queue
        if queue and queue[0][0] <= tick:
            self._now = queue.popleft()[1]
            if self._now.pressed:  # a press is one tick long; what is held goes on
                now = self._now
                self._now = Command(0, 0, now.move_x, now.move_y, now.aim, now.held, 0)
                return now
        return self._now

    def _command(self, intent: Intent) -> Command:
        if intent.still:
            return Command.of(pressed=intent.press) if intent.press else IDLE
        x, y = intent.move
        if intent.aim is not None:
            self._aim = intent.aim
        elif x * x + y * y > 0.0025:
            self._aim = math.atan2(y, x)
        held = int(Held.DIRECT)
        if intent.fire:
            held |= Held.FIRE
        if intent.boost:
            held |= Held.BOOST
        if intent.brake:
            held |= Held.BRAKE
        aim = self._aim + self._chance.gauss(0.0, AIM_WOBBLE)
        return Command.of(move=(x, y), aim=aim, held=held, pressed=intent.press)


RETRY = int(Press.RETRY)
CHOICES = (int(Press.CHOICE_1), int(Press.CHOICE_2), int(Press.CHOICE_3), int(Press.CHOICE_4))
