"""What a step of the environment costs in a battle of forty drones, beside a step of the bare world of the same battle.

Both are measured in turn, on battles that are flown alike, so that what disturbs the machine disturbs both. The
environment is the one that `gymnasium.make` gives, with whole observations, rewards and infos, and one tick a step.
Nobody dies and whoever falls is replaced, so that every step has as much to do; that is not part of what is measured.
"""

from __future__ import annotations

import time
from statistics import median

import gymnasium
import numpy as np

from game.lab.controls import AIMS, MOVES, controls
from game.lab.environment import ID
from game.sim import damage, orders, roster, spawning
from game.sim.states import THINK
from game.sim.tables import Int
from game.story.episode import Episode

LEVEL = "battle"
DRONES = 40
SEED = 1
WARM_UP = 25  # windows: by then all of them are near
BLOCKS = 6
WINDOWS = 32  # a block; all blocks end before the battle does
WINDOW = THINK  # steps whose mean counts as one measurement: minds think in one of them
LEG, SWING = 50, 8  # steps for which the ship flies, and its nose points, one way
SWARM, SPOT = "swarm", (0.0, -1100.0)  # whose, and where, a drone of the bare world comes in anew


class Battle:
    """A battle that the environment steps."""

    def __init__(self) -> None:
        self._env = gymnasium.make(ID, level=LEVEL, frame_skip=1)
        self._env.reset(seed=SEED)
        self._steps = 0

    @property
    def episode(self) -> Episode:
        episode: Episode = self._env.unwrapped.episode  # type: ignore[attr-defined]
        return episode

    def window(self) -> float:
        """Seconds that WINDOW steps take."""
        taken = 0.0
        for _ in range(WINDOW):
            action = np.array([1 + self._steps // LEG % MOVES, self._steps // SWING % AIMS, 1, 0, 0])
            self._steps += 1
            taken += self._step(action)
            self._refill()
        return taken

    def _step(self, action: Int) -> float:
        began = time.perf_counter()
        self._env.step(action)
        return time.perf_counter() - began

    def _refill(self) -> None:
        damage.heal(self.episode.world, self.episode.world.player)


class BareBattle(Battle):
    """The same battle, of which only the world is stepped."""

    def __init__(self) -> None:
        super().__init__()
        self._env.step(np.zeros(5, np.int64))  # the level's beginning puts the drones there
        self._controls = controls("discrete")

    def _step(self, action: Int) -> float:
        command, world = self._controls.command(action), self.episode.world
        began = time.perf_counter()
        world.step(command)
        return time.perf_counter() - began

    def _refill(self) -> None:
        super()._refill()
        world = self.episode.world
        while world.ships.n <= DRONES:  # what the level's beat `another` does
            spawning.spawn(world, "hound", *SPOT, group=SWARM)
            for who in roster.group(world, SWARM):
                orders.give(world, who, "attack")


def measure(blocks: int = BLOCKS, windows: int = WINDOWS) -> dict[str, float]:
    """{steps_per_second, slowest, fastest, world_steps_per_second, ratio}.

    A block's figure is that of its median window. All are medians of the blocks, but for those of the slowest and
    the fastest block; `ratio` is how many times as long a step of the environment takes as one of the world.
    """
    battle, bare = Battle(), BareBattle()
    for _ in range(WARM_UP):
        battle.window(), bare.window()
    pairs = []
    for _ in range(blocks):
        times = [[side.window() for _ in range(windows)] for side in (battle, bare)]
        pairs.append([median(side) / WINDOW for side in times])
    steps = [1.0 / step for step, _ in pairs]
    return {
        "steps_per_second": round(median(steps)),
        "slowest": round(min(steps)),
        "fastest": round(max(steps)),
        "world_steps_per_second": round(median(1.0 / step for _, step in pairs)),
        "ratio": round(median(step / other for step, other in pairs), 3),
    }
