"""A skill is one thing that a pilot can do; a pilot is a row of them.

At every decision the pilot asks its skills in their order. The first whose moment it is says what to do (`act`). Those
after it in the row may still do something beside it (`beside`): a lesson, an answer.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from game.lab.pilots.chart import Chart
from game.lab.pilots.dodge import Dodger
from game.lab.pilots.gunner import Gunner
from game.lab.pilots.intent import Intent
from game.lab.pilots.nature import Nature
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Sight

Answers = Mapping[str, int | str]  # choice -> number of the option from 1, or a word of its line's id


@dataclass
class Faculties:
    """What all skills of one pilot share. None of it knows the episode: a skill sees what `Sight` shows it."""

    nature: Nature
    chance: random.Random  # the pilot's own: it must not move the world's
    chart: Chart
    navigator: Navigator
    gunner: Gunner
    dodger: Dodger
    answers: Answers


class Skill:
    """Override what applies. All state is plain data or made of it: pilots are copied with `copy.deepcopy`."""

    def __init__(self, faculties: Faculties) -> None:
        self.faculties = faculties

    def act(self, sight: Sight) -> Intent | None:
        """What to do now; None when the moment is not this skill's."""
        del sight
        return None

    def beside(self, sight: Sight, intent: Intent) -> Intent:
        """What to do when a skill earlier in the row has said `intent`, which may be changed and returned."""
        del sight
        return intent

    def forget(self) -> None:
        """The ship is somewhere else at once: a lost run was taken up again."""


__all__ = ["Answers", "Faculties", "Skill"]
