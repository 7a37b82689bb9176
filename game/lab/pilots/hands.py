"""Hands turn what a pilot means to do into commands: late, not quite true, always in the direct scheme."""

from __future__ import annotations

import math
import random
from collections import deque

from game.lab.pilots.intent import Intent
from game.lab.pilots.nature import Nature
from game.sim.command import IDLE, Command, Held, Press

_DIRECT, _FIRE, _BOOST, _BRAKE = int(Held.DIRECT), int(Held.FIRE), int(Held.BOOST), int(Held.BRAKE)
_TRACTOR, _EDIT = int(Held.TRACTOR), int(Press.EDIT)


class Hands:
    """Carries intents out `nature.reaction` ticks late."""

    def __init__(self, nature: Nature, chance: random.Random) -> None:
        self._nature = nature
        self._chance = chance
        self._queue: deque[tuple[int, Command]] = deque()
        self._now = IDLE
        self._aim = 0.0
        self._fire_until = 0

    def mean(self, tick: int, intent: Intent) -> None:
        """Note what shall be done soon."""
        self._queue.append((tick + self._nature.reaction, self._command(tick, intent)))

    def at(self, tick: int) -> Command:
        """The command of this tick."""
        queue = self._queue
        if queue and queue[0][0] <= tick:
            self._now = queue.popleft()[1]
            if self._now.pressed:  # a press is one tick long; what is held goes on
                now = self._now
                if now.pressed & _EDIT:
                    self._now = IDLE
                    return now
                self._now = Command(0, 0, now.move_x, now.move_y, now.aim, now.held, 0)
                return now
        return self._now

    def _command(self, tick: int, intent: Intent) -> Command:
        if intent.edit is not None:
            return intent.edit.command()
        if intent.still:
            return Command.of(pressed=intent.press) if intent.press else IDLE
        nature = self._nature
        if intent.fire:
            self._fire_until = tick + nature.linger
        held = _DIRECT
        if intent.fire or tick < self._fire_until:
            held |= _FIRE
        if intent.boost:
            held |= _BOOST
        if intent.brake:
            held |= _BRAKE
        if intent.tractor:
            held |= _TRACTOR
        x, y = intent.move
        turn = 0.0
        if intent.aim is not None or x * x + y * y > 0.0025:
            aim = math.atan2(y, x) if intent.aim is None else intent.aim
            turn = (aim - self._aim + math.pi) % math.tau - math.pi
            self._aim = aim
        aim = self._aim + turn * nature.overshoot + self._chance.gauss(0.0, nature.wobble)
        if nature.stray:
            x, y = _turned(x, y, self._chance.gauss(0.0, nature.stray))
        return Command.of(move=(x, y), aim=aim, held=held, pressed=intent.press)


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    along, aside = math.cos(angle), math.sin(angle)
    return x * along - y * aside, x * aside + y * along
