"""What solid pieces that move do to what they meet: ships are crushed, motes swept out of the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.clock import TICK_HZ
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.movers import Movers
from game.sim.tables import any_set

if TYPE_CHECKING:
    from game.sim.motes import Motes
    from game.sim.world import World

FLUNG = 900.0  # nobody comes out from between two solids faster than that [u/s]
GRIP = 3  # ticks between two looks at who has slipped out
BITE = 6  # ticks between two bites of a crush
CRUSH = 12.0  # damage of one to a ship that is caught between a mover and something else
GRIND = 90.0  # and to one whose middle is caught
CAUGHT = 0.3  # share of a ship's radius that a mover must have gone into it: free ones are pushed on long before
TOUCH = 8.0  # what is no further from its rim holds it: the grid of what stands is as coarse as that [u]
MOTE_PUSH = 60.0  # speed at which motes are swept out of what comes over them, on top of its own [u/s]

_RIM = np.exp(1j * np.arange(12) * (np.pi / 6))[:, None]  # twelve ways round a ship


def press(world: World, movers: Movers) -> list[Blow]:
    """Hurt who is caught between a piece that moves and something solid; sweep motes out of the way."""
    if movers.any_spins and world.tick % GRIP == 0:
        _hold_back(world)
    if world.tick % BITE or not any_set(movers.going):
        return []
    if world.motes.n:
        _sweep(movers, world.motes)
    return _crush(world, movers) if world.ships.n else []


def _sweep(movers: Movers, motes: Motes) -> None:
    inside = movers.at(motes.x, motes.y)
    rows = inside.nonzero()[0]
    if rows.size:
        piece = inside[rows] - 1
        away = motes.spot[rows] - movers.place[piece]
        away *= MOTE_PUSH / np.maximum(np.abs(away), 1.0)
        motes.way[rows] = away + (movers.place - movers.before)[piece] * TICK_HZ


def _crush(world: World, movers: Movers) -> list[Blow]:
    ships = world.ships
    apart = np.abs(ships.place - movers.place[:, None])
    near = (apart < movers.outlines.reach[:, None] + ships.radius) & (
        apart > movers.outlines.hollow[:, None] - ships.radius
    )
    near &= movers.standing[:, None]
    some = np.logical_or.reduce(near, axis=0) & ~ships.anchored
    some[ships.traits.mites] = False  # they slip out of anything
    rows = some.nonzero()[0]
    if rows.size == 0:
        return []
    middle, radius = ships.place[rows], ships.radius[rows]
    rim = middle + _RIM * (radius * (1.0 - CAUGHT))
    piece = movers.at(rim.real, rim.imag)
    one = piece.max(axis=0)
    pressed = (one > 0) & movers.going[one - 1]
    if not any_set(pressed):
        return []
    by_one = (piece > 0) & (piece == one)
    rim = middle + _RIM * (radius + TOUCH)
    beside = movers.at(rim.real, rim.imag)
    by_other = world.terrain.stands(rim.real, rim.imag) | ((beside > 0) & (beside != one))
    push, hold = np.add.reduce(_RIM * by_one, axis=0), np.add.reduce(_RIM * by_other, axis=0)
    caught = (pressed & ((push * hold.conj()).real < 0.0)).nonzero()[0]
    blows = []
    for i in caught.tolist():
        row = int(rows[i])
        x, y, who = ships.x.item(row), ships.y.item(row), int(ships.id[row])
        deep = bool(movers.at(ships.x[row : row + 1], ships.y[row : row + 1])[0])
        amount = GRIND if deep else CRUSH
        world.emit(Event("crushed", who, 0, x, y, amount, movers.names[int(one[i]) - 1]))
        blows.append(Blow(who, 0, amount, x, y, "solid"))
    return blows


def _hold_back(world: World) -> None:
    """What goes round shuts like scissors on what stands: whoever slips out of them is not flung across the map."""
    ships = world.ships
    velocity = ships.velocity
    flung = (velocity.real * velocity.real + velocity.imag * velocity.imag > FLUNG * FLUNG).nonzero()[0]
    for row in flung.tolist():
        ships.velocity[row] *= FLUNG / abs(velocity.item(row))
        place, way = ships.place.item(row), ships.velocity.item(row)
        world.physics.move(row, place.real, place.imag, way.real, way.imag, ships.angle.item(row))
