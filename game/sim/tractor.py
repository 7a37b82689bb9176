"""The tractor beam: a cone ahead of the nose that draws motes in, as long as the ship is in no hurry."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import motes as field
from game.sim.command import Command, Held
from game.sim.events import Event

if TYPE_CHECKING:
    from game.sim.world import World

REACH = 330.0  # [u]
WIDTH = np.cos(np.radians(42.0))  # cosine of half of the cone
DRAW, DRAW_NEAR = 190.0, 520.0  # how fast it draws at the end of its reach, and close by [u/s]
GRIP = np.float32(0.16)  # share of the way towards that speed in a tick
TAKEN = 44.0  # nearer than this to the ship's middle, a mote is aboard [u]
HASTE = 300.0  # from this speed on the beam is strained [u/s]
STRAIN, EASE = 1.0 / 0.7, 1.0 / 0.5  # how fast the strain grows and goes [1/s]; at 1 the beam snaps
RECOVERY = 1.6  # a snapped beam takes so long [s]
RECOIL = 240.0  # how fast what was held is flung [u/s]
_HELD = int(Held.TRACTOR)


@dataclass
class Tractor:
    reach: float = REACH
    on: bool = False
    pulling: int = 0  # motes in the beam
    strain: float = 0.0  # 0..1
    ready: float = 0.0  # time from which it works again [s]

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    def update(self, world: World, command: Command, dt: float) -> None:
        """A tick: draw what is in the cone, take what has come, snap when the ship hurries."""
        row = world.player_row
        wanted = row >= 0 and bool(command.held & _HELD) and "tractor" in world.abilities
        on = wanted and world.time >= self.ready
        if on != self.on:
            self.on = on
            world.emit(Event("beam.began" if on else "beam.ended", world.player))
        if not on:
            self.pulling = 0
            if self.strain:
                self.strain = max(0.0, self.strain - EASE * dt)
            return
        self._draw(world, row)
        hurried = self.pulling and abs(world.ships.velocity.item(row)) > HASTE
        self.strain = max(0.0, self.strain + (STRAIN if hurried else -EASE) * dt)
        if self.strain >= 1.0:
            self._snap(world, row)

    def _draw(self, world: World, row: int) -> None:
        motes, ships = world.motes, world.ships
        self.pulling = 0
        if not motes.n:
            return
        place, heading = np.complex64(ships.place[row]), np.complex64(ships.heading[row])
        off = motes.spot - place
        far = np.abs(off)
        held = (far < self.reach) & (motes.free <= world.time)
        held &= ((off * heading.conj()).real > WIDTH * far) | (far < 2.0 * TAKEN)
        rows = held.nonzero()[0]
        if rows.size == 0:
            return
        self.pulling = int(rows.size)
        far, off = np.maximum(far[rows], np.float32(1.0)), off[rows]
        near = np.float32(1.0) - far / np.float32(self.reach)
        speed = np.float32(DRAW) + np.float32(DRAW_NEAR - DRAW) * near
        goal = np.complex64(ships.velocity[row]) - off / far * speed
        motes.way[rows] += (goal - motes.way[rows]) * GRIP
        close = rows[far < TAKEN]
        if close.size:
            self._take(world, row, close)

    @staticmethod
    def _take(world: World, row: int, close: np.ndarray) -> None:
        """What is close comes aboard, in order, as long as there is room; credits always find some."""
        motes, hold, ships = world.motes, world.hold, world.ships
        gone = np.ones(motes.n, bool)
        value = 0.0
        for mote in close.tolist():
            mass, worth = motes.mass.item(mote), motes.value.item(mote)
            if motes.kind.item(mote) == field.CREDIT:
                hold.credits += worth
            elif hold.room_for(mass):
                hold.mass += mass
                hold.value += worth
            else:
                motes.free[mote] = world.time + RECOVERY
                if not hold.full:
                    hold.full = True
                    world.emit(Event("hold.full", world.player))
                continue
            value += worth
            gone[mote] = False
        if value:
            motes.keep(gone)
            world.emit(Event("collected", world.player, 0, float(ships.x[row]), float(ships.y[row]), value))

    def _snap(self, world: World, row: int) -> None:
        """Too quick: what was held is flung ahead and to the sides."""
        motes, ships = world.motes, world.ships
        self.on, self.strain, self.ready = False, 0.0, world.time + RECOVERY
        off = motes.spot - np.complex64(ships.place[row])
        rows = (np.abs(off) < self.reach).nonzero()[0]
        turn = world.random.loot.random(rows.size) * (2.0 * np.pi)
        motes.way[rows] += (RECOIL * (np.cos(turn) + 1j * np.sin(turn))).astype(np.complex64)
        world.emit(Event("beam.broken", world.player, 0, float(ships.x[row]), float(ships.y[row]), float(rows.size)))
