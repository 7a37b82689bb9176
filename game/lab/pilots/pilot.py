"""The pilot that can finish every level: it does what the instruments and the crew ask, as a player would.

In order: answer choices, take up a lost run, stay ahead of a sweep, do the lesson, deal with who shoots, go where the
marker is, else wait and listen.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

from game.lab.pilots.fight import Fighter, dodge_way
from game.lab.pilots.intent import CHOICES, RETRY, Hands, Intent
from game.lab.pilots.navigate import Navigator
from game.lab.pilots.senses import Senses, Sight
from game.sim.command import Command
from game.sim.kinds import Team
from game.story.episode import Episode, Happening

ALERT, CALM = 6, 11  # ticks between two decisions: in danger or near something, and otherwise
READ = 70  # ticks it takes to read a choice
SIGH = 45  # ticks before it takes up a lost run
LESSON = 24  # ticks that it holds what a lesson asks for
ARRIVED = 45.0  # a marker is reached within this; if nothing happens, it flies on [u]
ONWARDS = 420.0  # so far [u]
MOVES, LEAPS = 6.0, 110.0  # a marker that is this far from where it was at the last decision moves; further, it is new
SWEEP_NEAR = 650.0  # boosts when a sweep is closer than this [u]
PATIENCE = 60 * 9  # ticks without anything to do after which it looks about


class StoryPilot:
    """Assembles the skills by what the HUD says."""

    def __init__(self, episode: Episode, choose: Mapping[str, int | str]) -> None:
        self._episode = episode
        self._choose = dict(choose)
        self._chance = random.Random(episode.seed * 7919 + 17)  # its own: a pilot must not move the world's chance
        self._senses = Senses(episode)
        self._hands = Hands(self._chance)
        self._navigator = Navigator(self._senses.chart)
        self._fighter = Fighter(self._senses.chart, self._navigator, self._chance)
        self._next = self._chance.randint(20, 50)
        self._lesson = ""
        self._lesson_since = 0
        self._beyond: tuple[float, float] | None = None  # where to when a marker is reached and nothing happens
        self._last_marker: tuple[float, float] | None = None
        self._marker_was: tuple[float, float] | None = None  # at the last decision
        self._aimless = 0  # tick since which there is nothing to do
        self._asked = 0
        self._alert = True

    def hear(self, events: Sequence[Happening]) -> None:
        self._senses.hear(events)

    def command(self) -> Command:
        tick = self._episode.frame
        if tick >= self._next:
            self._hands.mean(tick, self._think(tick))
            self._next = tick + (ALERT if self._alert else CALM)
        return self._hands.at(tick)

    # -- what to do ------------------------------------------------------------------------------------

    def _think(self, tick: int) -> Intent:
        episode = self._episode
        if episode.waiting_retry:
            self._asked = self._asked or tick
            return Intent(press=RETRY if tick - self._asked > SIGH else 0, still=True)
        if self._asked:
            self._asked = 0
            self._navigator.forget()
            self._last_marker = self._beyond = self._marker_was = None
        sight = self._senses.look()
        if not sight.alive:
            return Intent(still=True)
        intent = self._act(sight)
        self._alert = bool(sight.sweep is not None or sight.shot_x.size or sight.threatened or self._navigator.wary)
        if episode.director.choice is not None:
            intent.press |= self._answer()
        return intent

    def _act(self, sight: Sight) -> Intent:
        if sight.sweep is not None and sight.sweep < 4000.0 and sight.marker is not None:
            return self._lesson_too(sight, self._run(sight))
        foes = sight.foes()
        if foes and "fire" in sight.able:
            self._aimless = sight.tick
            return self._lesson_too(sight, self._fighter.fight(sight, foes))
        if sight.marker is not None:
            self._aimless = sight.tick
            return self._lesson_too(sight, self._follow(sight, sight.marker))
        if sight.prompt:
            self._aimless = sight.tick
            return self._lesson_too(sight, self._cruise(sight))
        if foes or dodge_way(sight) is not None:
            return self._evade(sight)
        return self._wait(sight)

    def _answer(self) -> int:
        choice = self._episode.director.choice
        if choice is None or choice.age < READ:
            return 0
        wish = self._choose.get(choice.id, 0)
        for number, option in enumerate(choice.options):
            if wish == number + 1 or (
                isinstance(wish, str) and wish in (str(number + 1), option.line, option.line.rsplit(".", 1)[-1])
            ):
                return CHOICES[number]
        return CHOICES[0]

    # -- skills at work --------------------------------------------------------------------------------

    def _lesson_too(self, sight: Sight, intent: Intent) -> Intent:
        """Do what the prompt asks beside what we do anyhow, for a moment, as soon as it has been read."""
        asked = sight.prompt
        if asked != self._lesson:
            self._lesson, self._lesson_since = asked, sight.tick + 30 + self._chance.randint(0, 30)
        if not asked or sight.tick < self._lesson_since:
            return intent
        if asked == "brake" and (sight.speed > 120.0 or sight.tick > self._lesson_since + 120):
            return Intent(brake=True, aim=intent.aim)
        if asked == "boost" and (intent.boost or self._room(sight, intent)):
            intent.boost, intent.brake = True, False
        if asked == "fire":
            intent.fire = True
        if asked == "thrust" and math.hypot(*intent.move) < 0.1:
            intent.move = (math.cos(sight.angle), math.sin(sight.angle))
        if asked == "turn":
            intent.aim = sight.angle + (0.6 if intent.aim is None else intent.aim - sight.angle)
        return intent

    def _room(self, sight: Sight, intent: Intent) -> bool:
        """Whether there is room for a boost along the wish, which must be more than a nudge."""
        long = math.hypot(*intent.move)
        return long > 0.7 and self._navigator.may_boost(sight, intent.move[0] / long, intent.move[1] / long)

    def _follow(self, sight: Sight, marker: tuple[float, float]) -> Intent:
        """To the marker; through it when being there is not all.

        One that moves is somebody: at full speed two who hunt each other only fly round and round.
        """
        moved = math.dist(marker, self._marker_was or marker)
        self._marker_was = marker
        if MOVES < moved < LEAPS and "fire" in sight.able:
            self._last_marker, self._beyond = marker, None
            return self._navigator.go(sight, *marker, pace=0.45)
        if self._last_marker is None or math.dist(marker, self._last_marker) > 60.0:
            self._last_marker, self._beyond = marker, None
        far = math.dist(marker, (sight.x, sight.y))
        if self._beyond is None and far < ARRIVED:
            long = max(sight.speed, 1.0)
            self._beyond = (marker[0] + sight.vx / long * ONWARDS, marker[1] + sight.vy / long * ONWARDS)
        goal = marker
        if self._beyond is not None:
            goal = self._beyond
            if math.dist(goal, (sight.x, sight.y)) < ARRIVED:
                self._beyond = None  # nothing there: back, and through once more
        intent = self._navigator.go(sight, *goal)
        dodge = dodge_way(sight)
        if dodge is not None:
            intent.move = _blend(intent.move, dodge, 0.6)
        return intent

    def _run(self, sight: Sight) -> Intent:
        """Away from the sweep: along its way and towards the marker, boosting when it is close and the way is free."""
        self._aimless = sight.tick
        assert sight.sweep is not None
        x, y = sight.marker or (sight.x + sight.sweep_way[0] * 900.0, sight.y + sight.sweep_way[1] * 900.0)
        if sight.marker and math.dist(sight.marker, (sight.x, sight.y)) < ARRIVED:
            x, y = x + sight.sweep_way[0] * ONWARDS, y + sight.sweep_way[1] * ONWARDS
        intent = self._navigator.go(sight, x, y)
        if sight.sweep < SWEEP_NEAR and "boost" in sight.able and sight.boost > 0.1:
            intent.boost = self._room(sight, intent)
        return intent

    def _evade(self, sight: Sight) -> Intent:
        """Shot at and unable to answer: sideways, and away from whoever it is."""
        self._aimless = sight.tick
        away_x = away_y = 0.0
        for foe in sight.foes():
            far = max(60.0, math.hypot(foe.x - sight.x, foe.y - sight.y))
            away_x -= (foe.x - sight.x) / far**2
            away_y -= (foe.y - sight.y) / far**2
        long = math.hypot(away_x, away_y)
        move = (away_x / long, away_y / long) if long > 1e-9 else (0.0, 0.0)
        dodge = dodge_way(sight)
        if dodge is not None:
            move = _blend(move, dodge, 1.0)
        return self._navigator.go(sight, sight.x + move[0] * 300.0, sight.y + move[1] * 300.0)

    def _cruise(self, sight: Sight) -> Intent:
        """Nowhere in particular, with room ahead: what one does while learning to fly."""
        ahead = 500.0
        angle = sight.angle if sight.speed < 40.0 else math.atan2(sight.vy, sight.vx)
        return self._navigator.go(
            sight, sight.x + math.cos(angle) * ahead, sight.y + math.sin(angle) * ahead, pace=0.75
        )

    def _wait(self, sight: Sight) -> Intent:
        """Listen; after a long while of nothing, go and look at whoever is on the radar, or straight on."""
        if not self._aimless:
            self._aimless = sight.tick
        if "thrust" not in sight.able:
            return Intent(still=True)
        if sight.tick - self._aimless < PATIENCE or self._episode.director.line is not None:
            return Intent(move=(0.0, 0.0), brake=sight.speed > 150.0 and "brake" in sight.able)
        others = [(x, y) for x, y, team in sight.blips if team != Team.NEUTRAL]
        if others:
            x, y = min(others, key=lambda spot: math.dist(spot, (sight.x, sight.y)))
            return self._navigator.go(sight, x, y, pace=0.7, near=200.0)
        return self._cruise(sight)


def _blend(move: tuple[float, float], push: tuple[float, float], weight: float) -> tuple[float, float]:
    """`move` with `push` mixed in, no longer than 1."""
    x, y = move[0] + push[0] * weight, move[1] + push[1] * weight
    long = math.hypot(x, y)
    return (x / long, y / long) if long > 1.0 else (x, y)
