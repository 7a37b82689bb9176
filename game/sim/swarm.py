"""Mites: the swarm that Moderation sends when it has run out of manners. Hundreds, each of them next to nothing.

They flock: each goes where its neighbours go, stays with them, and keeps off them. A bite is weak, and there are many.
They break on a hull that comes fast, and bite nobody who boosts. They see for themselves alone: they report nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.damage import Blow
from game.sim.states import ATTACK, CHASE, SEARCH
from game.sim.tables import Complex, Int, distinct

if TYPE_CHECKING:
    from game.sim.world import World

NEIGHBOURS = 100.0  # side of the square whose mites are neighbours [u]
ALIKE = 0.55  # share of the difference from its neighbours' way that a mite gives up
TOGETHER = 0.9  # how fast it goes for each unit that it is off their middle [1/s]
APART = 30.0  # nearer than this they push each other off [u]
PUSH = 560.0  # how hard, where they touch [u/s]
LEAD = 0.3  # they fly to where their mark will be so much later [s]
WEAVE, WEAVES = 0.5, 2.6  # how far to the side they swing, as a share of their speed, and how fast [rad/s]
ROUND, KEEN = 60.0, 0.2  # nearer than twice this to its mark [u], it goes round rather than at it, but for this share
LOOK = 0.22  # they look so far ahead for rock [s]
BITE = 0.7  # what one does, hull or shield
BITES = 1.3  # between two of one's bites [s]
JAWS = 14.0  # from rim to rim [u]
_SIDES = np.exp(1j * np.array([0.0, 0.9, -0.9, 1.9, -1.9]))[:, None]


def steer(world: World) -> None:
    """Wishes and noses of all mites that are after somebody, several times a second."""
    ships = world.ships
    rows = ships.traits.loose
    rows = rows[(ships.state[rows] >= CHASE) & (ships.state[rows] <= SEARCH) & (ships.asleep[rows] <= world.time)]
    if rows.size == 0:
        return
    place, way, full = ships.place[rows], ships.velocity[rows], ships.traits.speed[rows]
    target = ships.rows_of(ships.target[rows])
    after = (ships.state[rows] <= ATTACK) & (target >= 0)
    ahead = ships.target_place[rows] + ships.velocity[np.maximum(target, 0)] * LEAD
    gap = np.where(after, ahead, ships.goal_place[rows]) - place
    swing = WEAVE * np.sin(world.time * WEAVES + (ships.id[rows] & 0xFF) * 1.7)
    far = np.maximum(np.abs(gap), 1.0)
    keen = np.minimum(np.maximum((far - ROUND) / ROUND, KEEN), 1.0)  # at its mark it circles: there is no room for all
    want = gap / far * (keen + 1j * (swing + (1.0 - keen) * np.where(ships.id[rows] & 1, 0.7, -0.7))) * full
    square = _squares(place)
    many = np.bincount(square)
    want += (_mean(way, square, many) - way) * ALIKE + (_mean(place, square, many) - place) * TOGETHER
    _push_apart(place, want)
    want *= np.minimum(1.0, full / np.maximum(np.abs(want), 1e-6))
    if not world.terrain.empty:
        _turn_off(world, place, want)
    ships.wish[rows] = want
    ships.facing[rows] = want / np.maximum(np.abs(want), 1e-6)


def _squares(place: Complex) -> Int:
    """For each mite the number of its square, counted from 0 without gaps. Shape (k,)."""
    across, down = np.floor(place.real / NEIGHBOURS), np.floor(place.imag / NEIGHBOURS)
    found: Int = np.unique((across * 65536.0 + down).astype(np.int64), return_inverse=True)[1]
    return found


def _mean(value: Complex, square: Int, many: Int) -> Complex:
    """For each mite the mean over its square."""
    mean = np.empty(value.size, np.complex128)
    mean.real = (np.bincount(square, value.real) / many)[square]
    mean.imag = (np.bincount(square, value.imag) / many)[square]
    return mean


def _push_apart(place: Complex, want: Complex) -> None:
    """Away from whoever is nearer than APART, in place; looked at from left to right."""
    order = np.argsort(place.real, kind="stable")
    x, y = place.real[order], place.imag[order]
    count = np.searchsorted(x, x + APART) - np.arange(x.size) - 1
    one = np.repeat(np.arange(x.size), count)
    other = one + 1 + np.arange(one.size) - np.repeat(np.cumsum(count) - count, count)
    dx, dy = x[one] - x[other], y[one] - y[other]
    gap = np.hypot(dx, dy)
    near = (gap < APART).nonzero()[0]
    if near.size == 0:
        return
    one, other, gap = one[near], other[near], np.maximum(gap[near], 1.0)
    push = (1.0 - gap / APART) * PUSH / gap
    for part, off in ((want.real, dx[near] * push), (want.imag, dy[near] * push)):
        part[order] += np.bincount(one, off, x.size) - np.bincount(other, off, x.size)


def _turn_off(world: World, place: Complex, want: Complex) -> None:
    """Turn wishes that lead into rock to the side that is free, in place; where none is, they slide along it."""
    there = place + want * LOOK
    blocked = world.terrain.solid(there.real, there.imag).nonzero()[0]
    if blocked.size == 0:
        return
    ways = want[blocked] * _SIDES
    there = place[blocked] + ways * LOOK
    free = ~world.terrain.solid(there.real, there.imag)
    want[blocked] = ways[np.argmax(free, axis=0), np.arange(blocked.size)]


def bite(world: World) -> list[Blow]:
    """Whoever has its mark between its jaws bites; a mark feels one blow for all of them."""
    ships, now = world.ships, world.time
    rows = ships.traits.loose
    target = ships.rows_of(ships.target[rows])
    able = (target >= 0) & (ships.ready[rows] <= now) & (ships.asleep[rows] <= now) & (ships.blind[rows] <= now)
    able &= (ships.state[rows] == CHASE) | (ships.state[rows] == ATTACK)
    rows, target = rows[able], target[able]
    gap = np.abs(ships.place[rows] - ships.place[target]) - ships.radius[rows] - ships.radius[target]
    biting = (gap < JAWS) & ~ships.boosting[target]
    rows, target = rows[biting], target[biting]
    if rows.size == 0:
        return []
    ships.ready[rows] = now + BITES
    harm = BITE * world.harm[ships.team[rows]]
    blows = []
    for mark in distinct(target):
        mine = target == mark
        where, first = ships.place[rows[mine]].mean(), int(ships.id[rows[mine][0]])
        blows.append(Blow(int(ships.id[mark]), first, float(harm[mine].sum()), where.real, where.imag, "bite"))
    return blows
