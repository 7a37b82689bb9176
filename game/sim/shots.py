"""Shots: born of guns, flying as rows, ending in ships, rock, or the end of their life."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from game.sim.clock import DT
from game.sim.command import Command, Press
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.hitgrid import sweep_hits
from game.sim.kinds import PLAYER, T_CREW, T_NEUTRAL, T_PLAYERS, Team
from game.sim.tables import Byte, Flag, Int, Plane, Single, Table, all_set, any_set

if TYPE_CHECKING:
    from game.sim.world import World

SHOT_RADIUS = 4.0  # half the width of a bolt, added to what it hits [u]
NEAR_MISS = 46.0  # a shot that passes the player's hull closer than this is heard [u]
ENERGY_PER_SHOT = 0.036  # of the player's store
ENERGY_FILL = 0.24  # a second; firing without pause drains the store in about twenty
DRY_CLICK = 0.25  # between two clicks of an empty gun [s]
BEND_REACH, BEND_WITHIN = 700.0, np.cos(np.radians(14.0))  # auto-aim: of foes so near [u], and so nearly aimed at
MUZZLE = 0.52  # where bolts leave, as a share of the collision radius ahead of the centre, plus the radius
PULSE, SPIKE, TORPEDO = 0, 1, 2  # weapons
SPIKE_SPEED, SPIKE_LIFE = 820.0, 0.85  # [u/s], [s]
SPIKE_ENERGY = 0.22  # of the player's store
SPIKE_REST = 1.2  # between two of them [s]
TORPEDO_SPEED, TORPEDO_LIFE = 640.0, 1.7  # [u/s], [s]
TORPEDO_HARM, TORPEDO_REACH = 70.0, 120.0  # in the middle of the blast, and how far it goes [u]
TORPEDO_REST = 1.5  # between two of them [s]
TORPEDO_TURN = 2.2  # how fast one turns towards the foe that it nearly points at [rad/s]
TORPEDO_EYE = np.cos(np.radians(35.0))  # how nearly
_SPIKE, _TORPEDO = int(Press.SPIKE), int(Press.TORPEDO)
FEW = 4  # up to this many bolts leave their guns, or are looked for in rock, one by one: that is quicker
_PLACES = np.linspace(-0.4, 0.4, 5)[:, None]  # fifths of a tick's path, from its middle [ticks]
_BACK = 0.5 - _PLACES  # how long before the end of the tick that is
_ALONG = _PLACES * DT  # and how long before or after its middle [s]
_ONE_BY_ONE: list[float] = _ALONG[:, 0].tolist()
# not plain numbers: numpy takes as long to look at one as to go through a column
_NOTHING, _TICK, _HALF_A_TICK = (np.array(time, np.float32) for time in (0.0, DT, DT / 2))


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

    SELDOM: ClassVar[frozenset[str]] = frozenset({"x", "y", "vx", "vy", "damage", "owner", "weapon", "heard"})
    place: Single
    velocity: Single
    BLOCKS: ClassVar[dict[str, tuple[str, ...]]] = {"place": ("x", "y"), "velocity": ("vx", "vy")}
    spot: Plane
    way: Plane
    PAIRS: ClassVar[dict[str, tuple[str, int]]] = {"spot": ("place", 0), "way": ("velocity", 0)}


def fire(world: World) -> None:
    """Guns whose trigger is pulled and that have reloaded let go one bolt each."""
    ships, cells, player = world.ships, world.ships.cells, world.player_row
    if player >= 0 and (energy := cells.energy[player]) < 1.0:
        energy += ENERGY_FILL * DT
        cells.energy[player] = energy if energy < 1.0 else 1.0
    if not any_set(ships.trigger):
        return
    pulled, now, loaded = (ships.trigger & ships.traits.armed).nonzero()[0], world.time, cells.ready
    ready = [row for row in pulled.tolist() if loaded[row] <= now]
    if not ready:
        return
    mine = player in ready
    if mine and cells.energy[player] < ENERGY_PER_SHOT:
        world.emit(Event("dry", world.player, x=cells.x[player], y=cells.y[player]))
        loaded[player] = now + DRY_CLICK
        ready.remove(player)
        mine = False
    bent = _bend(world) if mine and world.assists.aim else None
    if mine:
        cells.energy[player] -= ENERGY_PER_SHOT
        if world.spoof.on:
            world.spoof.give_away(world)
    if len(ready) > FEW:
        _let_go_all(world, np.array(ready), bent)
        return
    for row in ready:
        _let_go(world, row, ships.heading.item(row) if bent is None or row != player else bent)


def _let_go_all(world: World, ready: Int, bent: complex | None) -> None:
    """The guns of some rows let go; `bent` is where the player's bolt leaves, if not along its nose."""
    ships, traits = world.ships, world.ships.traits
    ships.ready[ready] = world.time + 1.0 / traits.rate[ready] - DT / 2  # half a tick early: cadence keeps its mean
    nose, team = ships.heading[ready], ships.team[ready]
    if bent is not None:
        nose[ready == world.player_row] = bent
    place = ships.place[ready] + nose * (ships.radius[ready] * (1 + MUZZLE))
    shots = world.shots
    born = shots.add(
        ready.size,
        life=traits.shot_life[ready],
        damage=traits.damage[ready] * world.harm[team],
        owner=ships.id[ready],
        team=_side(world, ready, team),
        weapon=PULSE,
    )
    shots.spot[born] = place
    shots.way[born] = nose * traits.shot_speed[ready] + ships.velocity[ready]
    for row, spot in zip(ready.tolist(), place.tolist(), strict=True):
        world.emit(Event("fired", ships.id.item(row), 0, spot.real, spot.imag, ships.angle.item(row), "pulse"))


def _let_go(world: World, row: int, nose: complex) -> None:
    """The same for the gun of one row, in plain numbers; `nose` is where its bolt leaves."""
    ships, cells, traits = world.ships, world.ships.cells, world.ships.traits
    cells.ready[row] = world.time + 1.0 / traits.rate.item(row) - DT / 2
    who, team = cells.id[row], cells.team[row]
    harm = traits.damage.item(row) * world.harm.item(team)
    spot: complex = ships.place.item(row) + nose * (cells.radius[row] * (1 + MUZZLE))
    way: complex = nose * traits.shot_speed.item(row) + ships.velocity.item(row)
    if cells.life[row]:
        team = _side(world, np.array([row]), ships.team[row : row + 1]).item()
    world.shots.append(
        x=spot.real, y=spot.imag, vx=way.real, vy=way.imag, life=traits.shot_life.item(row),
        damage=harm, owner=who, team=team, weapon=PULSE,
    )  # fmt: skip
    world.emit(Event("fired", who, 0, spot.real, spot.imag, cells.angle[row], "pulse"))


def _side(world: World, rows: Int, team: Byte) -> Byte:
    """Whose shots those of ships are: of players who fight each other nobody's, for they hit their own."""
    ships = world.ships
    if ships.traits.living.size:
        target = ships.rows_of(ships.target[rows])
        own = (target >= 0) & (ships.team[np.maximum(target, 0)] == T_PLAYERS) & (team == T_PLAYERS)
        team = np.where(own & (ships.life[rows] > 0), np.int8(Team.NEUTRAL), team)
    return team


def _bend(world: World) -> complex | None:
    """Auto-aim, for who asked for it: the player's bolt leaves towards the foe that the nose nearly points at."""
    ships, player = world.ships, world.player_row
    gap = ships.place - ships.place.item(player)
    far = np.maximum(np.abs(gap), 1e-6)
    way = gap * (1.0 / far)
    off = (way * ships.heading.item(player).conjugate()).real
    near = (ships.team != ships.team[player]) & (ships.team != T_NEUTRAL) & (far < BEND_REACH) & (off > BEND_WITHIN)
    if not np.count_nonzero(near):
        return None
    rows = near.nonzero()[0]
    foe = int(rows[np.argmax(off[rows])])
    lead = (
        gap[foe]
        + ships.velocity[foe] * (far[foe] / PLAYER.shot_speed)
        - ships.velocity[player] * (far[foe] / PLAYER.shot_speed)
    )
    share = world.assists.aim
    bent = ships.heading[player] * (1.0 - share) + lead / max(abs(lead), 1e-6) * share
    return complex(bent / max(abs(bent), 1e-6))


def spike(world: World, command: Command) -> None:
    """The player's other gun: one bolt that harms nobody and puts whom it strikes to sleep."""
    player = world.player_row
    if player < 0 or not command.pressed & _SPIKE or "spike" not in world.abilities or world.time < world.spike_ready:
        return
    ships = world.ships
    if ships.energy[player] < SPIKE_ENERGY:
        world.emit(Event("dry", world.player, x=float(ships.x[player]), y=float(ships.y[player]), name="spike"))
        return
    ships.energy[player] -= SPIKE_ENERGY
    world.spike_ready = world.time + SPIKE_REST
    nose = ships.heading.item(player)
    place = ships.place.item(player) + nose * ships.radius.item(player) * (1 + MUZZLE)
    way = nose * SPIKE_SPEED + ships.velocity.item(player)
    world.shots.append(
        x=place.real, y=place.imag, vx=way.real, vy=way.imag, life=SPIKE_LIFE, damage=0.0,
        owner=world.player, team=int(ships.team[player]), weapon=SPIKE,
    )  # fmt: skip
    world.spoof.give_away(world)
    world.emit(Event("fired", world.player, 0, place.real, place.imag, float(ships.angle[player]), "spike"))


def torpedo(world: World, command: Command) -> None:
    """One of a few: slow, it turns after what it was fired at, and hurts everybody round it when it goes off."""
    player = world.player_row
    if player < 0 or not command.pressed & _TORPEDO or "torpedo" not in world.abilities:
        return
    if world.time < world.torpedo_ready:
        return
    ships = world.ships
    if world.torpedoes <= 0:
        world.emit(Event("dry", world.player, x=float(ships.x[player]), y=float(ships.y[player]), name="torpedo"))
        return
    world.torpedoes -= 1
    world.torpedo_ready = world.time + TORPEDO_REST
    nose = ships.heading.item(player)
    place = ships.place.item(player) + nose * ships.radius.item(player) * (1 + MUZZLE)
    way = nose * TORPEDO_SPEED + ships.velocity.item(player) * 0.5
    world.shots.append(
        x=place.real, y=place.imag, vx=way.real, vy=way.imag, life=TORPEDO_LIFE, damage=TORPEDO_HARM,
        owner=world.player, team=int(ships.team[player]), weapon=TORPEDO,
    )  # fmt: skip
    world.spoof.give_away(world)
    world.emit(Event("fired", world.player, 0, place.real, place.imag, float(ships.angle[player]), "torpedo"))


def _seek(world: World) -> None:
    """Torpedoes turn towards the foe ahead of them that is nearest to their course."""
    shots, ships = world.shots, world.ships
    foes = ((ships.team != T_CREW) & (ships.team != T_NEUTRAL)).nonzero()[0]
    if foes.size == 0:
        return
    for row in (shots.weapon == TORPEDO).nonzero()[0].tolist():
        way = complex(shots.way[row])
        speed = max(abs(way), 1e-6)
        gap = ships.place[foes] - complex(shots.spot[row])
        ahead = (gap * (way / speed).conjugate()).real / np.maximum(np.abs(gap), 1e-6)
        best = int(np.argmax(ahead))
        if ahead[best] < TORPEDO_EYE:
            continue
        off = float(np.angle(gap[best] / way))
        turn = max(-TORPEDO_TURN * DT, min(TORPEDO_TURN * DT, off))
        shots.way[row] = np.complex64(way * complex(math.cos(turn), math.sin(turn)))


def _blast(world: World, x: float, y: float, by: int) -> list[Blow]:
    """Who is near is hurt, the less the further; nobody of our own."""
    ships = world.ships
    gap = np.maximum(np.abs(ships.place - complex(x, y)) - ships.radius, 0.0)
    near = ((gap < TORPEDO_REACH) & (ships.team != T_CREW)).nonzero()[0]
    world.emit(Event("blast", 0, by, x, y, TORPEDO_REACH))
    return [
        Blow(int(ships.id[row]), by, TORPEDO_HARM * (1.0 - 0.7 * gap.item(row) / TORPEDO_REACH), x, y, "shot")
        for row in near.tolist()
    ]


def fly(world: World) -> list[Blow]:
    """Move every shot one tick; find the first thing each one strikes. Returns blows in shot order."""
    shots = world.shots
    if shots.n == 0:
        return []
    torpedoes = world.time < world.torpedo_ready + TORPEDO_LIFE  # one may be on its way
    if torpedoes:
        _seek(world)
    moved = shots.velocity * _HALF_A_TICK
    shots.place += moved  # to the midpoint of this tick's path
    shots.life -= _TICK
    alive = shots.life > _NOTHING
    blows = _strike(world, alive)
    shots.place += moved
    if torpedoes:
        for row in ((shots.weapon == TORPEDO) & ~alive).nonzero()[0].tolist():
            blows += _blast(world, float(shots.x[row]), float(shots.y[row]), int(shots.owner[row]))
    if not all_set(alive):
        shots.keep(alive)
    return blows


def _strike(world: World, alive: Flag) -> list[Blow]:
    """With shots at the midpoint of their path: mark the spent ones in `alive`, tell what they struck."""
    ships, shots = world.ships, world.shots
    heard, ids = shots.cells.heard, ships.cells.id
    hits, near_solid = sweep_hits(world.hit_grid, shots, ships, DT, ships.margin, ships.traits.within)
    if near_solid.size:
        _strike_terrain(world, near_solid, alive)
    if not hits:
        return []
    # the first thing on its way stops a shot: by time, then by id
    first: dict[int, tuple[float, int]] = {}
    for shot, circle, time, gap in hits:
        if not alive.item(shot):
            continue
        if gap > SHOT_RADIUS:
            if circle == world.player_row and not heard[shot]:
                _tell_near_miss(world, shot)
            continue
        found = (time, ids[circle])
        if shot not in first or found < first[shot]:
            first[shot] = found
    return _blows(world, first, alive) if first else []


def _blows(world: World, first: dict[int, tuple[float, int]], alive: Flag) -> list[Blow]:
    """Of shots that strike somebody: {shot: (when in the tick 0..1, whom)}. They are spent."""
    shots, blows = world.shots.cells, []
    for shot, (time, who) in sorted(first.items()):
        alive[shot] = False
        weapon = shots.weapon[shot]
        if weapon == TORPEDO:  # whose harm is its blast's
            continue
        after = (time - 0.5) * DT
        x = shots.x[shot] + shots.vx[shot] * after
        y = shots.y[shot] + shots.vy[shot] * after
        how = "spike" if weapon == SPIKE else "shot"
        blows.append(Blow(who, shots.owner[shot], shots.damage[shot], x, y, how))
    return blows


def _strike_terrain(world: World, near: Int, alive: Flag) -> None:
    """Looks at five places of each path: a bolt moves further in a tick than a thin wall is wide."""
    shots, terrain = world.shots, world.terrain
    if near.size <= FEW and terrain.moving is None:
        struck = [(shot, _piece_on_path(world, shot)) for shot in near.tolist() if alive.item(shot)]
    else:
        x = shots.x[near].astype(np.float64) + shots.vx[near] * _ALONG
        y = shots.y[near].astype(np.float64) + shots.vy[near] * _ALONG
        piece = terrain.piece_at(x, y, _BACK).max(axis=0)
        piece *= alive[near]
        struck = list(zip(near.tolist(), piece.tolist(), strict=True)) if any_set(piece > 0) else []
    for shot, piece in struck:
        if piece:
            alive[shot] = False
            by, spot = shots.owner.item(shot), shots.spot.item(shot)
            world.emit(Event("hit.solid", 0, by, spot.real, spot.imag, 0.0, terrain.name_of(piece)))


def _piece_on_path(world: World, shot: int) -> int:
    """The same for one shot, in plain numbers, where nothing moves: the piece that it meets, as `piece_at` has it."""
    shots, stands_at = world.shots.cells, world.terrain.stands_at
    x, y, vx, vy = shots.x[shot], shots.y[shot], shots.vx[shot], shots.vy[shot]
    return max([stands_at(x + vx * along, y + vy * along) for along in _ONE_BY_ONE])


def _tell_near_miss(world: World, shot: int) -> None:
    """A foe's shot that passes the player close by is told once."""
    shots = world.shots.cells
    shots.heard[shot] = True
    world.emit(Event("near-miss", world.player, shots.owner[shot], shots.x[shot], shots.y[shot]))
