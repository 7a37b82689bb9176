"""The end of things: a front that goes along a path, and takes from the world what it has passed, without a sound.

How far along the path anything lies is where on the path it is nearest to. A piece is passed when all of it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import damage, ground, roster
from game.sim.events import Event
from game.sim.tables import Complex, Float

if TYPE_CHECKING:
    from game.sim.world import World

LOOK = 6  # ticks between two looks at what has been passed
NEAR, FAR = 260.0, 420.0  # it is near from here on, and told of again once it was as far as that [u]
CAUSE = "edge"  # what the player's ship is lost to


@dataclass
class Front:
    """`s` is how far along its path it has come [u]; it is there until it comes to the path's end."""

    path: list[list[float]] = field(default_factory=list)
    speed: float = 0.0
    s: float = 0.0
    close: bool = False  # it has been told that it is near
    taken: int = 0  # pieces that went

    def __post_init__(self) -> None:
        points = np.array(self.path, np.float64).reshape(-1, 2)
        self._from: Complex = points[:-1, 0] + 1j * points[:-1, 1]
        self._way: Complex = np.diff(points[:, 0] + 1j * points[:, 1])
        self._long: Float = np.abs(self._way)
        self._base: Float = np.cumsum(self._long) - self._long
        self.long = float(np.add.reduce(self._long))
        self._low: Float = np.zeros(len(self._way))  # the first leg goes on backwards, the last one forwards
        self._high: Float = np.ones(len(self._way))
        self._low[:1], self._high[-1:] = -np.inf, np.inf
        self._ends: dict[str, float] | None = None  # where each piece that stands ends, along the path

    def snapshot(self) -> dict[str, Any]:
        return {"path": self.path, "speed": self.speed, "s": self.s, "close": self.close, "taken": self.taken}

    def along(self, places: Complex) -> Float:
        """How far along the path places (k,) lie [u]; below 0 before its beginning."""
        off = places[:, None] - self._from
        share = (off * self._way.conj()).real / np.square(self._long)
        share = np.minimum(np.maximum(share, self._low), self._high)
        leg = np.argmin(np.abs(off - self._way * share), axis=1)
        out: Float = self._base[leg] + share[np.arange(len(places)), leg] * self._long[leg]
        return out

    def at(self) -> tuple[complex, complex]:
        """Where it is on its path, and the way that it goes: a unit vector."""
        leg = int(np.clip(np.searchsorted(self._base, self.s, side="right") - 1, 0, len(self._base) - 1))
        way = complex(self._way[leg] / self._long[leg])
        return complex(self._from[leg]) + way * (self.s - self._base.item(leg)), way

    def gap(self, x: float, y: float) -> float:
        """How far it is behind a place [u]; below 0 once that is passed."""
        return self.along(np.array([complex(x, y)])).item(0) - self.s

    def has_passed(self, corners: Float) -> bool:
        """Whether all corners (k, 2) of something have been passed."""
        return bool((self.along(corners[:, 0] + 1j * corners[:, 1]) < self.s).all())

    def advance(self, world: World, dt: float) -> None:
        """A tick. At its end it is there no longer."""
        self.s += self.speed * dt
        if world.tick % LOOK == 0:
            self._take_terrain(world)
            self._take_ships(world)
            if world.motes.n:
                world.motes.keep(self.along(world.motes.spot.astype(np.complex128)) >= self.s)
            self._catch(world)
        if self.s >= self.long:
            world.front = None
            world.emit(Event("unload.ended", value=float(self.taken)))

    def _take_terrain(self, world: World) -> None:
        terrain = world.terrain
        if self._ends is None:
            outlines = {p.name: p.points for p in terrain.declared()}
            outlines |= {mark.name: np.array([[mark.x, mark.y]]) for mark in terrain.scenery}
            ends = {name: float(self.along(at[:, 0] + 1j * at[:, 1]).max()) for name, at in outlines.items()}
            self._ends = dict(sorted(ends.items(), key=lambda end: end[1]))
        over = []
        for name, end in self._ends.items():  # the first to be passed comes first
            if end >= self.s:
                break
            over.append(name)
        if terrain.moving is not None:
            ends_now = self.along(terrain.moving.place).tolist()
            over += [m.piece.name for m, end in zip(terrain.movers, ends_now, strict=True) if end < self.s]
        for name in over:
            self._ends.pop(name, None)
            if world.loading is not None:
                world.loading.strike(name)
        there = [name for name in over if name not in terrain.gone]
        if not there:
            return
        spots = [terrain.middle_of(name) for name in there]
        ground.take(world, there)
        for name, (x, y) in zip(there, spots, strict=True):
            self._tell(world, x, y, name)

    def _take_ships(self, world: World) -> None:
        ships, tow = world.ships, world.tow
        kept = {world.player, tow.who if tow is not None else 0}
        passed = ships.id[self.along(ships.place) < self.s].tolist()
        for who in [who for who in passed if who not in kept]:
            row = ships.row_of(who)
            self._tell(world, ships.x.item(row), ships.y.item(row), "", who)
            roster.remove(world, who, quiet=False)

    def _tell(self, world: World, x: float, y: float, name: str, who: int = 0) -> None:
        self.taken += 1
        world.emit(Event("unload.piece", who, 0, x, y, float(self.taken), name))

    def _catch(self, world: World) -> None:
        row = world.player_row
        if row < 0:
            return
        x, y = world.ships.x.item(row), world.ships.y.item(row)
        gap = self.gap(x, y)
        if gap < 0.0:
            world.emit(Event("unload.caught", world.player, 0, x, y))
            damage.destroy(world, row, 0, CAUSE)
        elif gap < NEAR and not self.close:
            self.close = True
            world.emit(Event("unload.near", world.player, 0, x, y, gap))
        elif gap > FAR:
            self.close = False


def begin(world: World, path: Float, speed: float, behind: float) -> None:
    """Space ends behind a front that goes along a path (k, 2), from so far before its beginning [u]."""
    world.front = Front(np.asarray(path, np.float64).tolist(), speed, -behind)
    at, _ = world.front.at()
    world.emit(Event("unload.began", 0, 0, at.real, at.imag, speed))
