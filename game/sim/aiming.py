"""Where minds look and shoot: noses along the way or at a target, and triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.kinds import T_CREW
from game.sim.states import ATTACK, CHASE, DRIFT, IN_SIGHT, SHOWN
from game.sim.tables import Complex, Float, Int, all_set

if TYPE_CHECKING:
    from game.sim.world import World

FACING = 5.0  # who wishes to go slower than this keeps its nose where it is [u/s]
AIMED = 0.97  # cosine between nose and aim that allows a shot
FEW = 6  # up to this many are told one by one what follows from their aim: that is quicker


def face_the_way(world: World) -> None:
    """Noses along the wish; watchers let theirs wander from side to side."""
    ships, traits = world.ships, world.ships.traits
    long = np.abs(ships.wish)
    way = ships.wish / np.maximum(long, 1e-6)
    watchers = traits.watchers
    if watchers.size:
        way[watchers] *= glance(world, watchers)
    np.copyto(ships.facing, way, where=traits.minded & (long > FACING) & (ships.state != DRIFT))


def glance(world: World, watchers: Int) -> Complex:
    """How far each turns its eye from its way, as a rotation. Shape (k,)."""
    return _turned_by(0.9 * np.sin(world.time * 0.9 + (world.ships.id[watchers] & 0xFF)))


def _turned_by(angle: Float) -> Complex:
    """Angles (k,) [rad] as rotations."""
    turn = np.empty(angle.size, np.complex128)
    np.cos(angle, out=turn.real)
    np.sin(angle, out=turn.imag)
    return turn


def take_aim(world: World, rows: Int) -> None:
    """Point noses at targets, with lead and error; pull the triggers of those who may fire and point the right way."""
    ships, traits = world.ships, world.ships.traits
    wobble = world.random.ai.standard_normal(rows.size)
    target = ships.rows_of(ships.target[rows])
    alive = target >= 0
    if not all_set(alive):
        rows, target, wobble = rows[alive], target[alive], wobble[alive]
    if rows.size == 0:
        return
    gap = ships.place[target] - ships.place[rows]
    distance = np.abs(gap)
    lead = (ships.velocity[target] - ships.velocity[rows]) * (
        distance / traits.shot_speed[rows] * traits.aim_lead[rows]
    )
    aim = (gap + lead) * _turned_by(wobble * traits.aim_error[rows])
    aim /= np.maximum(np.abs(aim), 1e-6)
    near = distance < traits.range_far[rows] * 1.3
    nose = (ships.heading[rows].conj() * aim).real
    if rows.size > FEW:
        in_sight = world.time - ships.seen[rows] < IN_SIGHT
        looking = in_sight | (ships.state[rows] != CHASE)
        ships.facing[rows[looking]] = aim[looking]
        fair = (ships.team[target] != T_CREW) | (ships.shown[rows] >= SHOWN)
        ships.trigger[rows] = (ships.state[rows] == ATTACK) & in_sight & (nose > AIMED) & fair & near
        return
    cells = ships.cells
    for i, (row, whom) in enumerate(zip(rows.tolist(), target.tolist(), strict=True)):  # the same, one by one
        seen, state = world.time - cells.seen[row] < IN_SIGHT, cells.state[row]
        if seen or state != CHASE:
            ships.facing[row] = aim[i]
        fires = state == ATTACK and seen and near.item(i) and nose.item(i) > AIMED
        cells.trigger[row] = fires and (cells.team[whom] != T_CREW or cells.shown[row] >= SHOWN)
