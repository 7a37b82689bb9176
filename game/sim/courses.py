"""Where minds go: the goal that each has, and the wish that leads it there round rock and one another.

What differs in manner is `_attack`; what differs by kind is numbers in `kinds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import lockdown
from game.sim.kinds import M_COURIER, M_GRIEFER
from game.sim.senses import Sight
from game.sim.ships import Ships
from game.sim.states import (
    ATTACK,
    CHASE,
    DRIFT,
    O_DRIFT,
    O_ESCORT,
    O_FOLLOW,
    O_GUARD,
    O_HOLD,
    O_LEAVE,
    PATROL,
    RETREAT,
    SEARCH,
    Present,
)
from game.sim.tables import Complex, Flag, Float, Int, any_set

if TYPE_CHECKING:
    from game.sim.world import World

STALLED = 8.0  # a patrol slower than this has come up against something, and goes elsewhere [u/s]
SLOW = 10.0  # who goes slower than this need not look where [u/s]
SLOWING = 120.0  # nearer to its goal than this, it goes slower [u]
WANDER = 420.0  # how far patrols without a path stray from home [u]
GUARD = 160.0  # and guards [u]
SEARCH_RING = 280.0  # how far round the last known place it looks [u]
MANY = 64  # from so many minds on, looking at all pairs is dearer than sorting them
SPACING = 110.0  # minds keep this far apart [u]
ENDS = 300.0  # a path whose ends are so far from each other is no ring [u]
FLIGHT = 600.0  # how far ahead runners look for safety [u]
BESIDE = 150.0  # followers and escorts stay this far off [u]
# share of full speed sideways in a fight, by mind
_CIRCLING = np.array([0.0, 0.25, 0.85, 0.15, 0.75, 0.35, 0.0, 0.2, 0.0, 0.0, 0.7, 0.0, 0.0])
_SHARE = np.array([0.0, 0.0, 1.0, 1.0, 1.0, 0.7, 0.0, 0.0])  # of full speed, by state; on patrol it is the kind's


def pick_goals(world: World, sight: Sight, present: Present) -> None:
    """Where each is going: the next point of its path, a place near home, where the target was, or away from it."""
    ships = world.ships
    state, minded, place, goal = ships.state, ships.traits.minded, ships.place, ships.goal_place
    drawn = world.random.ai.random((ships.n, 2))  # for every row, every time: order never matters
    arrived = np.abs(goal - place) < ships.traits.arrive
    wander = arrived | (np.abs(ships.velocity) < STALLED)
    wander &= minded
    wander &= state == PATROL
    for busy in (ships.traits.living, ships.traits.flock):  # they know where they are going
        if busy.size:
            wander[busy] = False
    if any_set(wander):
        _wander(world, wander, _astray(drawn))
    if SEARCH in present.states:
        searching = state == SEARCH
        ring = ships.target_place + _astray(drawn) * SEARCH_RING
        np.copyto(goal, ring, where=searching & arrived & minded)
        np.copyto(goal, ships.target_place, where=searching & (ships.since == world.time))
    if CHASE in present.states:
        np.copyto(goal, ships.target_place, where=state == CHASE)
    if RETREAT in present.states or O_LEAVE in present.orders:
        away = (state == RETREAT) | (minded & (ships.order == O_LEAVE))
        np.copyto(goal, place - sight.way * FLIGHT, where=away)
        straight = away & (ships.mind == M_COURIER)
        np.copyto(goal, place + ships.heading * FLIGHT, where=straight)
        runs = away & (ships.order != O_LEAVE)
        goal[runs] = on_the_map(world, goal[runs])
    if O_FOLLOW in present.orders or O_ESCORT in present.orders:
        beside = ((ships.order == O_FOLLOW) | (ships.order == O_ESCORT)) & sight.has & (state == PATROL)
        np.copyto(goal, place + sight.way * (sight.distance - BESIDE), where=beside & minded)


def on_the_map(world: World, place: Complex) -> Complex:
    """The nearest places within the bounds: who runs does not run off the map."""
    x0, y0, x1, y1 = world.terrain.bounds
    return np.clip(place.real, x0, x1) + 1j * np.clip(place.imag, y0, y1)


def _astray(drawn: Float) -> Complex:
    """Chance in the square of side 2 round nothing, from two numbers a row."""
    return drawn.view(np.complex128)[:, 0] * 2.0 - (1.0 + 1.0j)


def follow(world: World, row: int, path: Float) -> None:
    """A ship flies a path (k, 2) from now on."""
    ships, path = world.ships, np.asarray(path, np.float64)
    world.paths.append(path)
    ships.path[row], ships.leg[row] = len(world.paths) - 1, _joins(ships, row, path)
    ships.goal_x[row], ships.goal_y[row] = path[int(ships.leg[row])]


def _joins(ships: Ships, row: int, path: Float) -> int:
    """The point of a new path that a ship makes for: the first; a courier, the end of the leg that it stands on."""
    if ships.mind[row] != M_COURIER:
        return 0
    start = path.view(np.complex128)[:, 0]
    leg = np.roll(start, -1) - start
    share = ((ships.place[row] - start) * leg.conj()).real / np.maximum(np.abs(leg), 1e-6) ** 2
    off = np.abs(start + leg * np.minimum(np.maximum(share, 0.0), 1.0) - ships.place[row])
    return (int(off.argmin()) + 1) % len(path)


def _wander(world: World, wander: Flag, chance: Complex) -> None:
    ships = world.ships
    pathed = wander & (ships.path >= 0)
    for row in pathed.nonzero()[0].tolist():
        path = world.paths[int(ships.path[row])]
        leg = (int(ships.leg[row]) + 1) % len(path)
        if leg == 0 and ships.mind[row] == M_COURIER and np.hypot(*(path[-1] - path[0])) > ENDS:
            ships.order[row] = O_LEAVE  # its lane is over; nobody turns round in one
            continue
        ships.leg[row] = leg
        ships.goal_x[row], ships.goal_y[row] = path[leg]
    order, solid_spot = ships.cells.order, world.terrain.solid_spot
    for row in (wander & ~pathed).nonzero()[0].tolist():  # mostly two or three
        stray = GUARD if order[row] == O_GUARD else WANDER
        there: complex = ships.home_place.item(row) + chance.item(row) * stray
        if not solid_spot(there):
            ships.goal_place[row] = there


def move(world: World, sight: Sight, present: Present) -> None:
    ships, traits = world.ships, world.ships.traits
    state, minded, full = ships.state, traits.minded, traits.speed
    way = ships.goal_place - ships.place
    share = _SHARE[state]
    np.copyto(share, traits.cruise, where=state == PATROL)
    if O_LEAVE in present.orders or O_FOLLOW in present.orders or O_ESCORT in present.orders:
        share[(ships.order >= O_FOLLOW) & (ships.order != O_HOLD) & (ships.order != O_DRIFT)] = 1.0
    want = way * (full * share / np.maximum(np.abs(way), SLOWING))
    if ATTACK in present.states:
        np.copyto(want, _attack(world, sight), where=state == ATTACK)
    if world.lives.lockdown.on and world.player_row >= 0:
        lockdown.shun(world, want)
    space_out(world, want)
    if not world.terrain.empty:
        _avoid(world, want)
    burn, accel = np.minimum(1.0, np.abs(want) / full), traits.accel
    if DRIFT in present.states:
        adrift = state == DRIFT
        np.copyto(want, ships.velocity * 0.98, where=adrift)
        accel, burn = np.where(adrift, 20.0, accel), np.where(adrift, 0.0, burn)
    np.copyto(ships.wish, want, where=minded)
    np.copyto(ships.accel, accel, where=minded)
    np.copyto(ships.thrusting, burn, where=minded)


def _attack(world: World, sight: Sight) -> Complex:
    """How each mind fights: hounds circle close, griefers swoop and break, wardens stand, watchers keep their eye."""
    ships, traits = world.ships, world.ships.traits
    mind, near, far, full = ships.mind, traits.range_near, traits.range_far, traits.speed
    side = np.where(ships.id & 1, 1.0, -1.0)
    swoop = 0.5 + 0.5 * np.sin(world.time * 1.7 + (ships.id & 0xFF) * 2.1)
    hold = np.where(mind == M_GRIEFER, near * 0.7 + (far - near * 0.7) * swoop, (near + far) * 0.5)
    along = np.minimum(np.maximum((sight.distance - hold) / 90.0, -1.0), 1.0)
    circling = _CIRCLING[mind] * side
    want = sight.way * ((along + 1j * circling) * full)
    want += ships.velocity[sight.target] * 0.5  # keep up with who flies away
    want *= np.minimum(1.0, full / np.maximum(np.abs(want), 1e-6))
    return want


def space_out(world: World, want: Complex) -> None:
    """Push wishes apart where minds come nearer to each other than SPACING, in place."""
    who = world.ships.traits.spaced
    if who.size > MANY:
        _space_out_many(world, want, who)
        return
    place = world.ships.place[who]
    apart = np.subtract(place[:, None], place).ravel()  # both coordinates at once
    squares = apart.view(np.float64)
    squares = squares * squares
    d2 = squares[::2] + squares[1::2]
    close = (d2 < SPACING * SPACING).nonzero()[0]
    if close.size <= who.size:  # everyone is close to itself
        return
    weight = 4.0e3 / np.maximum(d2[close], 100.0) - 4.0e3 / (SPACING * SPACING)
    one = close % who.size  # row after row: the order of adding is state
    push = apart[close] * weight
    want.real[who] -= np.bincount(one, push.real, who.size)
    want.imag[who] -= np.bincount(one, push.imag, who.size)


def _space_out_many(world: World, want: Complex, who: Int) -> None:
    """The same for a crowd: only those who are near by one axis are looked at, from left to right."""
    order = np.argsort(world.ships.x[who], kind="stable")
    who = who[order]
    x, y = world.ships.x[who], world.ships.y[who]
    count = np.searchsorted(x, x + SPACING) - np.arange(who.size) - 1  # those to the right within reach
    one = np.repeat(np.arange(who.size), count)
    other = one + 1 + np.arange(one.size) - np.repeat(np.cumsum(count) - count, count)
    dx, dy = x[one] - x[other], y[one] - y[other]
    d2 = dx * dx + dy * dy
    close = (d2 < SPACING * SPACING).nonzero()[0]
    if close.size == 0:
        return
    one, other, dx, dy, d2 = one[close], other[close], dx[close], dy[close], d2[close]
    weight = 4.0e3 / np.maximum(d2, 100.0) - 4.0e3 / (SPACING * SPACING)
    for part, push in ((want.real, dx * weight), (want.imag, dy * weight)):
        part[who] += np.bincount(one, push, who.size) - np.bincount(other, push, who.size)


_HALVES = np.array([[0.5], [1.0]])
# ahead, then left and right, wider
_FEELERS = np.array([1.0, 0.8 + 0.6j, 0.8 - 0.6j, 0.17 + 0.985j, 0.17 - 0.985j])[:, None]


def _avoid(world: World, want: Complex) -> None:
    """Turn wishes that lead into rock towards the first free feeler, in place."""
    ships, terrain = world.ships, world.terrain
    speed = np.abs(want)
    ahead = (ships.radius + 30.0) / np.maximum(speed, SLOW) + 0.35  # seconds of way to look at
    feeler = want * ahead
    there = ships.place + feeler * _HALVES
    blocked = terrain.solid_at(there) & ships.traits.minded
    if not any_set(blocked):
        return
    rows = ((blocked[0] | blocked[1]) & (speed > SLOW)).nonzero()[0]
    feelers = feeler[rows] * _FEELERS
    half, whole = terrain.solid_at(ships.place[rows] + feelers * _HALVES[:, None])
    blocked = half | whole
    stuck = blocked.all(axis=0)
    pick = np.argmin(blocked, axis=0)  # the first free one; when all are blocked, back off from the one ahead
    want[rows] = feelers[pick, np.arange(rows.size)] * (np.where(stuck, -1.0, 1.0) / ahead[rows])
