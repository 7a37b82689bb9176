"""The floor under a tick: what the same bodies, shots and motes cost with no game in them.

Each block measures real ticks and floor ticks in turn, on the same scene, so that whatever disturbs the machine
disturbs both. The floor is a bare `space.step` of a copy of the same space with the same forces, the batch write and
read of its bodies, adding velocities to the positions of the same shots and motes, and the swept hit test alone.
"""

from __future__ import annotations

import time
from statistics import median
from typing import Any

import numpy as np

from game.lab.scenes import Fight
from game.sim.clock import DT
from game.sim.hitgrid import HitGrid, limits, sweep_hits
from game.sim.physics import Physics
from game.sim.shots import NEAR_MISS, SHOT_RADIUS
from game.sim.states import THINK
from game.sim.tables import Byte, Complex, Float, Single

WARM_UP = 120  # ticks before anything counts
BLOCKS = 5
WINDOWS = 20  # windows a block
WINDOW = THINK  # ticks whose mean counts as one measurement: minds think in one of them


class BarePhysics(Physics):
    """A space whose contacts nobody hears."""

    def _began(self, arbiter: Any, space: Any, data: Any) -> None:
        pass


class Rows:
    """Copies of what moves without a body. Shapes (k, 2), float32."""

    def __init__(self, place: Single, velocity: Single, team: Byte | None = None) -> None:
        self.place, self.velocity = place, velocity
        self.team = np.empty(0, np.int8) if team is None else team
        self.x, self.y = place[:, 0], place[:, 1]
        self.spot, self.way = (pair.view(np.complex64)[:, 0] for pair in (place, velocity))


class Discs:
    """Copies of the ships' columns that the hit test reads. Shapes (k,), complex128."""

    def __init__(self, place: Complex, velocity: Complex, team: Byte, radius: Float) -> None:
        self.place, self.velocity, self.team, self.radius = place, velocity, team, radius
        self.x, self.y = place.real, place.imag


class Floor:
    """A copy of a fight's bodies and rows, without the game."""

    def __init__(self, fight: Fight) -> None:
        world = self._world = fight.world
        self._grid = HitGrid.__new__(HitGrid)
        self._grid.__dict__.update(world.hit_grid.__dict__)
        self._ships = world.ships
        self._physics = BarePhysics(world.terrain)
        self._physics.add(world.ships, range(world.ships.n))
        self._n = world.ships.n
        self._twin = _Pose(self._n)
        self._margin = np.full(self._n, SHOT_RADIUS)
        self._margin[max(0, world.player_row)] = NEAR_MISS

    def note(self) -> None:
        """Before the real tick: copy what it is about to move. Not measured."""
        shots, motes, ships = self._world.shots, self._world.motes, self._world.ships
        n = min(self._n, ships.n)
        self._shots = Rows(shots.place.copy(), shots.velocity.copy(), shots.team.copy())
        self._motes = Rows(np.stack((motes.x, motes.y), axis=1), np.stack((motes.vx, motes.vy), axis=1))
        self._discs = Discs(
            ships.place[:n].copy(), ships.velocity[:n].copy(), ships.team[:n].copy(), ships.radius[:n].copy()
        )
        self._within = limits(self._discs.team, self._discs.radius, self._margin[:n])
        self._spare: Single = np.empty((max(shots.n, motes.n), 2), np.float32)

    def take_forces(self) -> None:
        """After the real tick: the forces it used. Not measured."""
        n = min(self._n, self._world.ships.n)
        for mine, theirs in zip(
            self._physics.pushes(self._n), self._world.physics.pushes(self._world.ships.n), strict=True
        ):
            mine[:n] = theirs[:n]

    def step(self) -> None:
        """What is measured."""
        self._physics.step(self._twin, DT)  # type: ignore[arg-type]
        self._integrate(self._shots)
        self._integrate(self._motes)
        sweep_hits(self._grid, self._shots, self._discs, DT, self._margin[: len(self._discs.x)], self._within)

    def _integrate(self, rows: Rows) -> None:
        if len(rows.x):
            spare = self._spare[: len(rows.x)]
            np.multiply(rows.velocity, np.float32(DT), out=spare)
            rows.place += spare


class _Pose:
    """As much of the ships table as a read-back needs."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.motion = np.zeros((n, 6))
        self.angle = self.motion[:, 2]
        self.nose_x, self.nose_y = np.zeros(n), np.zeros(n)


def measure(fight: Fight, blocks: int = BLOCKS) -> dict[str, float]:
    """{tick_ms, floor_ms, ratio, entities}: medians over blocks of the median window's mean tick."""
    for _ in range(WARM_UP):
        fight.step()
    pairs = [_block(fight) for _ in range(blocks + 1)][1:]  # the first still warms caches
    tick, floor = median(p[0] for p in pairs), median(p[1] for p in pairs)
    return {
        "tick_ms": round(tick, 4),
        "floor_ms": round(floor, 4),
        "ratio": round(median(p[0] / p[1] for p in pairs), 3),
        "entities": fight.entities,
    }


def _block(fight: Fight) -> tuple[float, float]:
    """Median window of real ticks and of floor ticks [ms a tick]."""
    clock = time.perf_counter
    floor = Floor(fight)
    real_times, floor_times = [], []
    for _ in range(WINDOWS):
        real = bare = 0.0
        for _ in range(WINDOW):
            command = fight.command()
            floor.note()
            began = clock()
            fight.world.step(command)
            between = clock()
            floor.take_forces()
            resumed = clock()
            floor.step()
            bare += clock() - resumed
            real += between - began
            fight.refill()
        real_times.append(real / WINDOW * 1e3)
        floor_times.append(bare / WINDOW * 1e3)
    return median(real_times), median(floor_times)
