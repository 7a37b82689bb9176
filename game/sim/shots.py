"""Shots: born of guns, flying as rows, ending in ships, rock, or the end of their life."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.hitgrid import closest_approach
from game.sim.kinds import Team
from game.sim.ships import NUMBERS
from game.sim.tables import Byte, Flag, Int, Single, Table

if TYPE_CHECKING:
    from game.sim.world import World

SHOT_RADIUS = 4.0  # half the width of a bolt, added to what it hits [u]
NEAR_MISS = 46.0  # a shot that passes the player's hull closer than this is heard [u]
ENERGY_PER_SHOT = 0.036  # of the player's store
ENERGY_FILL = 0.24  # a second; firing without pause drains the store in about twenty
DRY_CLICK = 0.25  # between two clicks of an empty gun [s]
MUZZLE = 0.52  # where bolts leave, as a share of the collision radius ahead of the centre, plus the radius
PULSE = 0
_CREW = int(Team.CREW)


class Shots(Table):
    """Bolts in flight. Units: [u], [u/s], [s]."""

    x: Single
    y: Single
    vx: Single
    vy: Single
    life: Single
    damage: Single
    owner: Int
    team: Byte
    weapon: Byte
    heard: Flag  # its near miss has been told

    UNHASHED: ClassVar[frozenset[str]] = frozenset()


def fire(world: World, dt: float) -> None:
    """Guns whose trigger is pulled and that have reloaded let go one bolt each."""
    ships, player = world.ships, world.player_row
    if player >= 0 and ships.energy[player] < 1.0:
        ships.energy[player] = min(1.0, float(ships.energy[player]) + ENERGY_FILL * dt)
    if not ships.trigger.any():
        return
    ready = np.flatnonzero(ships.trigger & (ships.ready <= world.time))
    if ready.size == 0:
        return
    if player >= 0 and ships.trigger[player] and ships.energy[player] < ENERGY_PER_SHOT:
        if ships.ready[player] <= world.time:
            world.emit(Event("dry", world.player, x=float(ships.x[player]), y=float(ships.y[player])))
            ships.ready[player] = world.time + DRY_CLICK
        ready = ready[ready != player]
    kind = ships.kind[ready]
    damage = NUMBERS.damage[kind]
    armed = damage > 0
    ready, kind, damage = ready[armed], kind[armed], damage[armed]
    if ready.size == 0:
        return
    if player >= 0:
        ships.energy[player] -= ENERGY_PER_SHOT * float((ready == player).sum())
    ships.ready[ready] = world.time + 1.0 / NUMBERS.rate[kind] - dt / 2  # half a tick early: cadence keeps its mean
    nose_x, nose_y = ships.nose_x[ready], ships.nose_y[ready]
    reach = ships.radius[ready] * (1 + MUZZLE)
    x, y = ships.x[ready] + nose_x * reach, ships.y[ready] + nose_y * reach
    speed = NUMBERS.shot_speed[kind]
    world.shots.add(
        ready.size,
        x=x,
        y=y,
        vx=nose_x * speed + ships.vx[ready],
        vy=nose_y * speed + ships.vy[ready],
        life=NUMBERS.shot_life[kind],
        damage=damage * world.damage_scale(ships.team[ready]),
        owner=ships.id[ready],
        team=ships.team[ready],
        weapon=PULSE,
    )
    for i, row in enumerate(ready.tolist()):
        world.emit(Event("fired", int(ships.id[row]), 0, float(x[i]), float(y[i]), float(ships.angle[row]), "pulse"))


def fly(world: World, dt: float) -> list[Blow]:
    """Move every shot one tick; find the first thing each one strikes. Returns blows in shot order."""
    shots = world.shots
    if shots.n == 0:
        return []
    step = np.float32(dt)
    half = np.float32(dt / 2)
    moved_x, moved_y = shots.vx * half, shots.vy * half
    shots.x += moved_x  # to the midpoint of this tick's path
    shots.y += moved_y
    shots.life -= step
    alive = shots.life > 0.0
    blows = _strike(world, dt, alive)
    shots.x += moved_x
    shots.y += moved_y
    if not alive.all():
        shots.keep(alive)
    return blows


def _strike(world: World, dt: float, alive: Flag) -> list[Blow]:
    """With shots at the midpoint of their path: mark the spent ones in `alive`, tell what they struck."""
    ships, shots = world.ships, world.shots
    shot, circle, near_solid = world.hit_grid.query(shots.x, shots.y, ships.x, ships.y, ships.radius)
    blows: list[Blow] = []
    if near_solid.size:
        _strike_terrain(world, dt, near_solid, alive)
    if shot.size == 0:
        return blows
    foe = (shots.team[shot] != ships.team[circle]) & alive[shot]
    shot, circle = shot[foe], circle[foe]
    if shot.size == 0:
        return blows
    travel_x = (shots.vx[shot] - ships.vx[circle]) * dt
    travel_y = (shots.vy[shot] - ships.vy[circle]) * dt
    # ships stand where they are after the step: the shot's start, seen from there, is half its own travel back
    start_x = shots.x[shot] + 0.5 * shots.vx[shot] * dt - ships.x[circle] - travel_x
    start_y = shots.y[shot] + 0.5 * shots.vy[shot] * dt - ships.y[circle] - travel_y
    t, miss2 = closest_approach(start_x, start_y, travel_x, travel_y)
    reach = ships.radius[circle] + SHOT_RADIUS
    struck = miss2 <= reach * reach
    _tell_near_misses(world, shot[~struck], circle[~struck], miss2[~struck])
    shot, circle, t = shot[struck], circle[struck], t[struck]
    # the first thing on its way stops a shot: order by shot, then time, then id, and keep each shot's first row
    for i in np.lexsort((ships.id[circle], t, shot)).tolist():
        s, c = int(shot[i]), int(circle[i])
        if not alive[s]:
            continue
        alive[s] = False
        back = float(t[i]) - 0.5
        x = float(shots.x[s]) + float(shots.vx[s]) * dt * back
        y = float(shots.y[s]) + float(shots.vy[s]) * dt * back
        blows.append(Blow(int(ships.id[c]), int(shots.owner[s]), float(shots.damage[s]), x, y, "shot"))
    return blows


def _strike_terrain(world: World, dt: float, near: Int, alive: Flag) -> None:
    shots = world.shots
    piece = world.terrain.piece_at(shots.x[near].astype(np.float64), shots.y[near].astype(np.float64))
    for i in np.flatnonzero((piece > 0) & alive[near]).tolist():
        s = int(near[i])
        alive[s] = False
        name = world.terrain.name_of(int(piece[i]))
        world.emit(Event("hit.solid", 0, int(shots.owner[s]), float(shots.x[s]), float(shots.y[s]), 0.0, name))


def _tell_near_misses(world: World, shot: Int, circle: Int, miss2: Single) -> None:
    player = world.player_row
    if player < 0 or shot.size == 0:
        return
    shots = world.shots
    limit = float(world.ships.radius[player]) + NEAR_MISS
    close = (circle == player) & (miss2 < limit * limit) & ~shots.heard[shot] & (shots.team[shot] != _CREW)
    for s in shot[close].tolist():
        shots.heard[s] = True
        world.emit(Event("near-miss", world.player, int(shots.owner[s]), float(shots.x[s]), float(shots.y[s])))
