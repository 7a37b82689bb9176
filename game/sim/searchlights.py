"""Lights that look for what is warm: they sweep to and fro, and follow whoever burns or has just burnt.

Who coasts is cold, and is passed over, however bright it stands in the light. Who is warm and held in it is scanned as
by any watcher. How long somebody stays warm stands in its column `busy`; where a light looks when it looks for nobody,
in its `home`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.tables import Complex, Flag, Int

if TYPE_CHECKING:
    from game.sim.world import World

SWING, SWINGS = 0.85, 0.55  # how far to each side they sweep [rad], and how fast [rad/s]
BURNT, BOOSTED = 0.9, 2.2  # for so long one stays warm after it has burnt, and boosted [s]
LEAST = 0.05  # of the drive's full burn, that warms
FEELS = 1500.0  # warmth is felt this far, where nothing solid lies between [u]
KEEPS = 1.0  # a light looks on where it last felt some for so long [s]
STILL = 400.0  # how hard they hold their place [u/s2]


def settle(world: World, row: int) -> None:
    """A light has just come in, and looks as it was put."""
    ships = world.ships
    ships.home_place[row] = ships.place[row] + ships.heading[row]


def warm(world: World) -> bool:
    """Whether the player's ship is."""
    me = world.player_row
    return me >= 0 and world.ships.busy.item(me) > world.time


def turn(world: World, lights: Int) -> None:
    """Where each of them looks next. Called whenever minds aim, after they have decided."""
    ships, me = world.ships, world.player_row
    if me >= 0:
        stays = BOOSTED if ships.boosting.item(me) else BURNT if ships.thrusting.item(me) > LEAST else 0.0
        if stays:
            ships.busy[me] = max(ships.busy.item(me), world.time + stays)
    place = ships.place[lights]
    felt = _feel(world, lights, place)
    ships.target_place[lights[felt]] = ships.place[me]
    ships.seen[lights[felt]] = world.time
    ahead = ships.home_place[lights] - place
    swing = SWING * np.sin(world.time * SWINGS + (ships.id[lights] & 0xFF) * 1.9)
    looks = ahead * (np.cos(swing) + 1j * np.sin(swing))
    kept = world.time - ships.seen[lights] < KEEPS
    looks[kept] = (ships.target_place[lights] - place)[kept]
    looks /= np.maximum(np.abs(looks), 1e-6)
    awake = ships.asleep[lights] <= world.time
    ships.facing[lights[awake]] = looks[awake]
    ships.wish[lights], ships.accel[lights] = 0.0, STILL


def _feel(world: World, lights: Int, place: Complex) -> Flag:
    """Which of them feel the player's ship."""
    felt = np.zeros(lights.size, bool)
    if not warm(world):
        return felt
    ships = world.ships
    there = ships.place.item(world.player_row)
    near = np.abs(place - there) < FEELS
    near &= np.maximum(ships.blind[lights], ships.asleep[lights]) <= world.time
    some = near.nonzero()[0]
    if some.size:
        here = place[some]
        x, y = np.full(some.size, there.real), np.full(some.size, there.imag)
        felt[some] = world.terrain.clear_line(here.real, here.imag, x, y)
    return felt
