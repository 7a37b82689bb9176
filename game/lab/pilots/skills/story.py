"""Doing what the story asks: go on after a defeat, answer, learn."""

from __future__ import annotations

import math

from game.lab.answers import NEVER
from game.lab.pilots.intent import Intent
from game.lab.pilots.senses import Sight
from game.lab.pilots.skills.skill import Faculties, Skill
from game.sim.command import Press

RETRY = int(Press.RETRY)
CHOICES = (int(Press.CHOICE_1), int(Press.CHOICE_2), int(Press.CHOICE_3), int(Press.CHOICE_4))
LESSON = (30, 60)  # ticks after which a lesson has been read
# what a lesson asks for that is one press, whenever that comes
PRESSES = {"spoof": int(Press.SPOOF), "knock": int(Press.KNOCK)}
PRESSED = 90  # ticks after such a press before it is given again
FAST = 120.0  # brakes, when told to, from this speed on [u/s]
AT_LAST = 120  # or so many ticks later at any speed


class TakeUpRun(Skill):
    """Take a lost run up again after a sigh; keep still while there is no ship."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._since = 0

    def act(self, sight: Sight) -> Intent | None:
        if sight.lost:
            self._since = self._since or sight.tick
            waited = sight.tick - self._since > self.faculties.nature.sigh
            return Intent(press=RETRY if waited else 0, still=True)
        return None if sight.alive else Intent(still=True)

    def forget(self) -> None:
        self._since = 0


class AnswerChoice(Skill):
    """Read what is asked, then answer as told, or with the first option that can be taken."""

    def beside(self, sight: Sight, intent: Intent) -> Intent:
        choice = sight.choice
        if choice is None or choice.age < self.faculties.nature.read:
            return intent
        wish = self.faculties.answers.get(choice.id, 0)
        if wish == NEVER:
            return intent
        answer = next(number for number, line in enumerate(choice.lines) if line)
        for number, line in enumerate(choice.lines):
            if not line:
                continue
            if wish == number + 1 or (
                isinstance(wish, str) and wish in (str(number + 1), line, line.rsplit(".", 1)[-1])
            ):
                answer = number
                break
        intent.press |= CHOICES[answer]
        return intent


class DoLesson(Skill):
    """Do what the prompt asks, beside what is done anyhow, as soon as it has been read."""

    def __init__(self, faculties: Faculties) -> None:
        super().__init__(faculties)
        self._lesson = ""
        self._from = 0

    def beside(self, sight: Sight, intent: Intent) -> Intent:
        asked = sight.prompt
        if asked != self._lesson:
            first, last = LESSON
            self._lesson, self._from = asked, sight.tick + first + self.faculties.chance.randint(0, last - first)
        if not asked or sight.tick < self._from:
            return intent
        if asked == "brake" and (sight.speed > FAST or sight.tick > self._from + AT_LAST):
            return Intent(brake=True, aim=intent.aim)
        if asked == "boost" and (intent.boost or self.faculties.navigator.has_room(sight, intent.move)):
            intent.boost, intent.brake = True, False
        if asked == "fire":
            self.fire(sight, intent)
        if asked in PRESSES:  # once: a second press might take back what the first one did
            self._from = sight.tick + PRESSED
            intent.press |= PRESSES[asked]
        if asked == "thrust" and math.hypot(*intent.move) < 0.1:
            intent.move = (math.cos(sight.angle), math.sin(sight.angle))
        if asked == "turn":
            intent.aim = sight.angle + (0.6 if intent.aim is None else intent.aim - sight.angle)
        return intent

    def fire(self, sight: Sight, intent: Intent) -> None:
        """Pull the trigger, wherever the nose points."""
        del sight
        intent.fire = True
