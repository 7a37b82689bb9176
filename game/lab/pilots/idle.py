"""Pilots that do not look: they do nothing, or anything."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from game.sim.command import IDLE, Command, Held, Press
from game.story.episode import Episode, Happening

HOLD = (6, 50)  # ticks that a random wish is held: shorter ones cancel out
HELD_ODDS = ((Held.FIRE, 0.5), (Held.BOOST, 0.25), (Held.BRAKE, 0.15))


class IdlePilot:
    """Touches nothing, ever."""

    def __init__(self, episode: Episode, choose: Mapping[str, int | str]) -> None:
        del episode, choose

    def command(self) -> Command:
        return IDLE

    def hear(self, events: Sequence[Happening]) -> None:
        del events


class RandomPilot:
    """Holds random keys for random times, in both schemes; takes up the run again when it is lost."""

    def __init__(self, episode: Episode, choose: Mapping[str, int | str]) -> None:
        del choose
        self._chance = random.Random(episode.seed)
        self._episode = episode
        self._left = 0
        self._now = IDLE

    def command(self) -> Command:
        if self._episode.waiting_retry:
            return Command.of(pressed=Press.RETRY)
        if self._left <= 0:
            self._left = self._chance.randint(*HOLD)
            self._now = self._draw()
        self._left -= 1
        return self._now

    def _draw(self) -> Command:
        draw = self._chance
        held = sum(int(action) for action, odds in HELD_ODDS if draw.random() < odds)
        if draw.random() < 0.5:
            return Command.of(thrust=draw.uniform(-0.3, 1.0), turn=draw.uniform(-1, 1), held=held)
        move = (draw.uniform(-1, 1), draw.uniform(-1, 1))
        return Command.of(move=move, aim=draw.uniform(0, 6.28), held=held | Held.DIRECT)

    def hear(self, events: Sequence[Happening]) -> None:
        del events
