"""Shields, hull, sleep, and the end of ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.sim import loot, roster
from game.sim.events import Event
from game.sim.hold import SPILL, SPILL_FROM
from game.sim.kinds import KIND_NAMES, KINDS, M_MITE, T_PLAYERS
from game.sim.lives import L_FIGHT
from game.sim.ships import NUMBERS
from game.sim.states import ATTACK, CHASE, DRIFT
from game.sim.tables import any_set

if TYPE_CHECKING:
    from game.sim.physics import Contact
    from game.sim.world import World

RAM_FREE = 170.0  # closing speed that does no harm [u/s]
RAM_DAMAGE = 0.055  # hull per u/s above that
HULL_LOW = 0.25
STEP = 8.0  # a sweep hurts every tick, and is told once for so much of the hull
SPIKE_SLEEP = 9.0  # a spike puts a ship to sleep for so long [s]


class Blow(NamedTuple):
    """Damage on its way to a ship."""

    who: int
    by: int
    amount: float
    x: float
    y: float
    cause: str  # shot, ram, solid, bite, swarm, sweep; spike: no damage, but sleep


def regenerate(world: World, dt: float) -> None:
    """Shields come back after a quiet time, from nothing to full in `shield_fill` seconds."""
    ships = world.ships
    worn = ships.shield < ships.shield_max
    if not any_set(worn):  # mostly
        return
    rows = (worn & (world.time - ships.hurt > ships.traits.shield_delay)).nonzero()[0]
    if rows.size == 0:
        return
    gain = ships.shield_max[rows] / NUMBERS.shield_fill[ships.kind[rows]] * dt
    ships.shield[rows] = np.minimum(ships.shield_max[rows], ships.shield[rows] + gain)
    for row in rows[ships.shield[rows] >= ships.shield_max[rows]].tolist():
        world.emit(Event("shield.restored", int(ships.id[row]), x=float(ships.x[row]), y=float(ships.y[row])))


def collide(world: World, contacts: list[Contact]) -> list[Blow]:
    """Tell of each contact that began; hard ones hurt both sides by their closing speed."""
    blows: list[Blow] = []
    for c in contacts:
        world.emit(Event("collided", c.a, c.b, c.x, c.y, c.speed, c.name))
        force = (c.speed - RAM_FREE) * RAM_DAMAGE
        if force <= 0 or (world.tow is not None and {c.a, c.b} == {world.player, world.tow.who}):
            continue
        a_mite, b_mite = _is_mite(world, c.a), _is_mite(world, c.b)
        if not b_mite and (c.b or not a_mite):  # nobody minds a mite, but the mite; and rock does it no harm
            blows.append(Blow(c.a, c.b, force, c.x, c.y, "ram" if c.b else "solid"))
        if c.b and not a_mite:
            blows.append(Blow(c.b, c.a, force, c.x, c.y, "ram"))
    return blows


def _is_mite(world: World, who: int) -> bool:
    row = world.ships.row_of(who) if who else -1
    return row >= 0 and world.ships.mind.item(row) == M_MITE


def apply(world: World, blows: list[Blow]) -> None:
    """Shields take what they can, the hull the rest. Ships with no hull left are destroyed, once."""
    ships = world.ships
    for blow in blows:
        row, cells = ships.row_of(blow.who), ships.cells
        if row >= 0 and blow.cause == "spike":
            _strike(world, row, blow)
        if row < 0 or blow.amount <= 0:
            continue
        left = blow.amount
        if world.sandbox is not None:
            left = world.sandbox.borne(world, row, left, blow.cause != "sweep")
            if left <= 0.0:
                continue
        shield = cells.shield[row]
        if shield > 0 and blow.cause != "sweep":
            taken = shield if shield < left else left
            cells.shield[row] = shield - taken
            left -= taken
            world.emit(Event("hit", blow.who, blow.by, blow.x, blow.y, taken, "shield"))
            if shield - taken <= 0:
                world.emit(Event("shield.broken", blow.who, blow.by, cells.x[row], cells.y[row]))
        cells.hurt[row] = world.time
        if left <= 0 or _wound(world, row, blow, left):
            provoke(world, row, blow.by)


def _wound(world: World, row: int, blow: Blow, amount: float) -> bool:
    """Hurt the hull. Says whether the ship is still there: if not, its row is somebody else's now."""
    ships = world.ships.cells
    before, full = ships.hull[row], ships.hull_max[row]
    after = before - amount if before > amount else 0.0
    if row == world.player_row and amount >= SPILL_FROM and world.hold.mass > 0.0:
        world.hold.spill(world, SPILL)
    ships.hull[row] = after
    if blow.cause != "sweep" or int(before / STEP) != int(after / STEP):
        taken = amount if amount < before else before
        world.emit(Event("hit", blow.who, blow.by, blow.x, blow.y, taken, "hull"))
    if after <= 0 and world.daly is not None and world.daly.who == blow.who:
        world.daly.fall(world, row)
        return True
    if after <= 0:
        destroy(world, row, blow.by, blow.cause)
        return False
    if before > HULL_LOW * full >= after:
        world.emit(Event("hull.low", blow.who, blow.by, ships.x[row], ships.y[row], after / full))
    return True


def provoke(world: World, row: int, by: int) -> None:
    """A ship was hurt: it learns where from, and whom to hold it against."""
    ships = world.ships
    culprit = ships.row_of(by) if by else -1
    if row >= ships.n or culprit < 0 or not ships.mind[row]:
        return
    if ships.team.item(row) == ships.team.item(culprit) and ships.life.item(culprit) != L_FIGHT:
        return
    ships.target[row] = by
    ships.known_x[row], ships.known_y[row] = ships.x[culprit], ships.y[culprit]


def _strike(world: World, row: int, blow: Blow) -> None:
    """A spike struck: after as many as its kind needs, a ship drifts and sees nothing for a while."""
    ships = world.ships
    needed = KINDS[KIND_NAMES[int(ships.kind[row])]].spikes
    world.emit(Event("spike.hit", blow.who, blow.by, blow.x, blow.y, float(needed)))
    if not needed:
        return
    ships.spiked[row] += 1
    if ships.spiked[row] < needed:
        return
    put_to_sleep(world, blow.who, world.spike_sleep, blow.by)


def put_to_sleep(world: World, who: int, seconds: float, by: int = 0) -> None:
    """A ship drifts, sees nothing and shoots at nobody for so long, and remembers who did it."""
    ships = world.ships
    row = ships.row_of(who)
    if row < 0:
        return
    ships.spiked[row] = 0
    ships.asleep[row] = world.time + seconds
    ships.target[row] = by or ships.target[row]
    if ships.mind[row]:
        ships.state[row], ships.since[row], ships.trigger[row] = DRIFT, world.time, False
        ships.wish[row], ships.thrusting[row] = ships.velocity[row] * 0.3, 0.0
    world.emit(Event("spiked", who, by, float(ships.x[row]), float(ships.y[row]), seconds))


def destroy(world: World, row: int, by: int, cause: str) -> None:
    """End a ship. Players of Infinity are put back later; the crew are not."""
    ships = world.ships
    kind = KINDS[KIND_NAMES[int(ships.kind[row])]]
    if kind.loot > 0 and "tractor" in world.abilities:  # nobody sees data who has no beam for it
        loot.drop(world, float(ships.x[row]), float(ships.y[row]), kind.radius, kind.loot)
    who = int(ships.id[row])
    x, y = float(ships.x[row]), float(ships.y[row])
    world.emit(Event("destroyed", who, by, x, y, float(ships.kind[row]), cause))
    if ships.team.item(row) == T_PLAYERS:
        if by == world.player and not _in_defence(world, row):
            world.witnesses.crime(world, row, x, y)
        if ships.respawn[row] > 0:
            world.respawns.expect(world, row)
    roster.forget(world, row)


def _in_defence(world: World, row: int) -> bool:
    """Whether it was after the player's ship itself."""
    ships = world.ships
    return bool(ships.target[row] == world.player and ships.state[row] in (CHASE, ATTACK) and ships.mind[row] > 0)


def hurt(world: World, who: int, amount: float, cause: str = "shot") -> None:
    """Nobody's blow, where the ship is."""
    row = world.ships.row_of(who)
    if row >= 0:
        apply(world, [Blow(who, 0, amount, float(world.ships.x[row]), float(world.ships.y[row]), cause)])


def heal(world: World, who: int) -> None:
    """Full hull, shields, energy and boost."""
    row, ships = world.ships.row_of(who), world.ships
    if row >= 0:
        ships.hull[row], ships.shield[row] = ships.hull_max[row], ships.shield_max[row]
        ships.energy[row] = ships.boost[row] = 1.0
