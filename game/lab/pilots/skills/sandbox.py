"""Being asked to change the world: find the dial that is marked, and turn it."""

from __future__ import annotations

from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Dial, Sight
from game.lab.pilots.skills.skill import Faculties, Skill
from game.sim.edits import Edit, Op, place, tell

HIGH = 0.6  # it turns a dial to so much of its way: what is asked for is mostly more of something
LOOKS = (40, 100)  # ticks that it looks for the dial
AGAIN = 600  # ticks after which it takes it that this was not what was meant
AHEAD = 190.0  # what it places comes so far beside the ship [u]


class TurnDials(Skill):
    """Opens the console when an order marks a dial, or when it is shown the key; turns the dial; puts it away again."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self.forget()

    def forget(self) -> None:
        self._open = False
        self._asked = ""
        self._from = 0

    def beside(self, sight: Sight, intent: Intent) -> Intent:
        if sight.choice is not None or not ("console" in sight.able or sight.prompt == "console"):
            return intent
        wanted = sight.dial.name if sight.dial is not None else "console" if sight.prompt == "console" else ""
        if wanted != self._asked:
            self._asked = wanted
            self._from = sight.tick + self.faculties.chance.randint(*LOOKS)
        if sight.tick < self._from:
            return intent
        if not wanted:
            if self._open:
                self._open, intent.edit = False, tell("closed")
            return intent
        if not self._open or wanted == "console":
            self._from = sight.tick + LOOKS[0]
            self._open, intent.edit = True, tell("opened")
        elif sight.dial is not None:
            self._from = sight.tick + AGAIN
            intent.edit = self._turn(sight, sight.dial)
        return intent

    @staticmethod
    def _turn(sight: Sight, dial: Dial) -> Edit:
        if dial.places:
            return place(dial.index, sight.x + AHEAD, sight.y)
        there = round(HIGH * dial.most)
        return Edit(Op.SET, dial.index, there if there != dial.steps else there - 1)
