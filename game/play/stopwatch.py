"""What each system of a frame costs, while somebody wants to know.

The game has no stopwatch in it. While one hangs, the functions of the table below are wrapped, and each counts the time
in which it, and no other of them, is at work; taken down, everything is as before. A wrapper passes on what it is given
and what it gets: no tick changes.
"""

from __future__ import annotations

import functools
import importlib
import time
from collections import deque
from collections.abc import Callable
from typing import Any

HISTORY = 240  # turns remembered
SETTLES = 0.08  # share of the newest turn in a shown cost
WAIT, REST = "wait", "the rest"
BESIDE = "beside"  # what another process does for the picture meanwhile

# What is timed: module, class ("" for a function), the function, and the system that it belongs to.
TIMED: tuple[tuple[str, str, str, str], ...] = (
    ("game.sim.flight", "", "steer", "flight"),
    ("game.sim.flight", "", "push", "flight"),
    ("game.sim.minds", "", "think", "minds"),
    ("game.sim.physics", "Physics", "step", "physics"),
    ("game.sim.shots", "", "fire", "shots"),
    ("game.sim.shots", "", "fly", "shots"),
    ("game.sim.world", "World", "step", "world"),
    ("game.story.director", "Director", "update", "story"),
    ("game.lab.recorder", "Recorder", "note", "notes"),
    ("game.lab.reel", "Camera", "note", "notes"),
    ("game.play.memory", "Trim", "update", "notes"),
    ("game.audio.mixer", "Audio", "follow", "sound"),
    ("game.audio.mixer", "Audio", "update", "sound"),
    ("game.render.view", "View", "update", "effects"),
    ("game.render.view", "View", "frame", "lists"),
    ("game.render.glass", "Glass", "draw", "instruments"),
    ("game.render.software", "SoftwareRenderer", "draw", "drawing"),
    ("game.render.software", "SoftwareRenderer", "_backdrops", "ground"),
    ("game.render.software", "SoftwareRenderer", "_find", "sprites"),
    ("game.render.software", "SoftwareRenderer", "_blit", "sprites"),
    ("game.render.softbloom", "SoftBloom", "add", "finish"),
    ("game.render.softfinish", "SoftFinish", "draw", "finish"),
    ("game.render.software", "SoftwareRenderer", "present", "show"),
    ("game.render.softcone", "SoftCones", "show", "light"),
    ("game.render.softdark", "SoftDark", "draw", "light"),
    ("game.render.spritecache", "SpriteCache", "_make", "making"),
    ("game.render.spritecache", "SpriteCache", "make_ahead", "making"),
    ("game.render.gl", "GLRenderer", "draw", "drawing"),
    ("game.render.gl", "GLRenderer", "_upload", "sprites"),
    ("game.render.gl", "GLRenderer", "_backdrop", "ground"),
    ("game.render.gl", "GLRenderer", "_bloom", "finish"),
    ("game.render.gl", "GLRenderer", "_composite", "finish"),
    ("game.render.gl", "GLRenderer", "present", "show"),
    ("game.play.beside", "Beside", "draw", "drawing"),
    ("game.play.beside", "Beside", "present", "show"),
    ("game.play.beside", "Beside", "meanwhile", WAIT),
    ("game.play.pace", "Pace", "wait", WAIT),
)
SYSTEMS = (*dict.fromkeys(system for *_, system in TIMED if system != WAIT), BESIDE, REST)


class Stopwatch:
    """Hangs from `hang` to `take_down`; `turn` ends each turn of the loop.

    costs    system -> milliseconds a turn, smoothed
    turns    what whole turns took without the wait at their end [ms], newest last; or what another process did for the
             picture, where that took longer
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.costs: dict[str, float] = dict.fromkeys(SYSTEMS, 0.0)
        self.turns: deque[float] = deque(maxlen=HISTORY)
        self._clock = clock
        self._spent: dict[str, float] = {}
        self._system = REST
        self._since = 0.0
        self._hung: list[tuple[Any, str, Any]] = []

    @property
    def hangs(self) -> bool:
        return bool(self._hung)

    def hang(self) -> None:
        """Wrap everything in the table."""
        for module, kind, name, system in TIMED:
            owner = importlib.import_module(module)
            owner = getattr(owner, kind) if kind else owner
            function = vars(owner)[name]
            setattr(owner, name, self._timed(function, system))
            self._hung.append((owner, name, function))
        self._begin()

    def take_down(self) -> None:
        """Put everything back, and forget what was measured."""
        for owner, name, function in reversed(self._hung):
            setattr(owner, name, function)
        self._hung.clear()
        self.turns.clear()
        self.costs = dict.fromkeys(SYSTEMS, 0.0)

    def turn(self, beside: float = 0.0) -> None:
        """A turn of the loop is over, for whose picture another process worked so long [s]."""
        self._account()
        waited = self._spent.pop(WAIT, 0.0)
        whole = max(beside, sum(self._spent.values())) * 1e3
        self._spent[BESIDE] = beside
        if whole > 0.0 or waited > 0.0:
            first = not self.turns
            self.turns.append(whole)
            share = 1.0 if first else SETTLES
            for system in SYSTEMS:
                self.costs[system] += (self._spent.get(system, 0.0) * 1e3 - self.costs[system]) * share
        self._begin()

    def _begin(self) -> None:
        self._spent = {}
        self._system, self._since = REST, self._clock()

    def _account(self) -> None:
        """What passed since the last look belongs to the system at work."""
        now = self._clock()
        self._spent[self._system] = self._spent.get(self._system, 0.0) + now - self._since
        self._since = now

    def _timed(self, function: Any, system: str) -> Any:
        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            self._account()
            outer, self._system = self._system, system
            try:
                return function(*given, **named)
            finally:
                self._account()
                self._system = outer

        return timed
