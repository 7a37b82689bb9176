"""A pilot made of skills: it looks, asks its skills what to do, and lets its hands do it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from game.lab.pilots.dodge import Dodger
from game.lab.pilots.gunner import Gunner
from game.lab.pilots.hands import Hands
from game.lab.pilots.intent import Intent
from game.lab.pilots.nature import Nature
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Senses, Sight
from game.lab.pilots.skills.skill import Answers, Faculties, Skill
from game.sim.command import Command
from game.story.episode import Episode, Happening


@dataclass(frozen=True)
class Row:
    """A pilot as data: its skills, the most urgent first, and its nature."""

    skills: tuple[type[Skill], ...]
    nature: Nature


class SkilledPilot:
    """Flies by a row.

    It can be copied together with the episode that it flies, or handed to another one that stands where this one does:
    `copy.deepcopy(pilot, {id(episode): other})` flies on there as this one would.
    """

    def __init__(self, row: Row, episode: Episode, answers: Answers) -> None:
        nature = self._nature = row.nature
        chance = random.Random(episode.seed * 7919 + 17)  # its own: a pilot must not move the world's chance
        self._episode = episode
        self._chance = chance
        self._senses = Senses(episode)
        self._hands = Hands(nature, chance)
        chart = self._senses.chart
        navigator = self._navigator = Navigator(chart, nature.reaction)
        faculties = Faculties(
            nature, chance, chart, navigator, Gunner(nature, chart), Dodger(nature, chance), dict(answers)
        )
        self._skills = [skill(faculties) for skill in row.skills]
        self._next = chance.randint(*nature.wakes)  # tick of the next decision
        self._pause = nature.alert  # ticks from a decision to the one after it
        self._lost = False  # the run, at the last decision

    def hear(self, events: Sequence[Happening]) -> None:
        self._senses.hear(events)

    def command(self) -> Command:
        tick = self._episode.frame
        if tick >= self._next:
            self._hands.mean(tick, self._decide())
            self._next = tick + self._pause
        return self._hands.at(tick)

    def _decide(self) -> Intent:
        sight = self._senses.look()
        begins = self._lost and not sight.lost
        if begins:
            self._forget()
        self._lost = sight.lost
        intent: Intent | None = None
        for skill in self._skills:
            intent = skill.act(sight) if intent is None else skill.beside(sight, intent)
        if sight.alive:
            self._pause = self._until_next(sight, begins)
        return intent or Intent(still=True)

    def _until_next(self, sight: Sight, begins: bool) -> int:
        nature = self._nature
        pause = nature.alert if self._wary(sight) else nature.calm
        if begins:  # out of step with the last time, or a run that failed would fail in the same way again and again
            return self._chance.randint(1, pause)
        return pause + self._chance.randint(0, nature.dither) if nature.dither else pause

    def _forget(self) -> None:
        """The run has been taken up again: the ship is somewhere else."""
        self._navigator.forget()
        for skill in self._skills:
            skill.forget()

    def _wary(self, sight: Sight) -> bool:
        """Whether there is reason to look often."""
        busy = sight.sweep is not None or sight.handshake is not None or sight.tell is not None or sight.shot_x.size
        return bool(busy or sight.threatened or self._navigator.wary)


__all__ = ["Row", "SkilledPilot"]
