"""Players of Infinity live lives of their own where a level lets them: they mine, trade, fight, roam, log out.

What a ship lives for is a column; what it does about it is worked out each time that minds decide. Orders come first:
who is told something, hurt or hunted, does that, and takes its life up again after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import bans, orders, roster, turned
from game.sim.bans import Ban
from game.sim.bouts import Bouts, beaten
from game.sim.events import Event
from game.sim.heat import HIGHEST
from game.sim.kinds import KIND_INDEX, M_DUELIST, T_PLAYERS
from game.sim.lockdown import Lockdown
from game.sim.states import CALM, O_PATROL, PATROL

if TYPE_CHECKING:
    from game.sim.tables import Flag, Int
    from game.sim.world import World


class Life(IntEnum):
    """What a ship lives for. The names are the level file's words."""

    NONE = 0
    MINE = 1
    TRADE = 2
    FIGHT = 3
    ROAM = 4
    # and mites that are one flock, see `flock`
    SLEEP = 5
    FLOCK = 6


# as plain numbers, see `kinds`
L_MINE, L_TRADE, L_FIGHT, L_ROAM, L_SLEEP, L_FLOCK = (int(life) for life in Life if life)
FLOCKS = (Life.SLEEP, Life.FLOCK)
LIVES: dict[str, Life] = {life.name.lower(): life for life in Life if life and life not in FLOCKS}

STALLED = 8.0  # slower than this it has come up against something [u/s]
THERE = 60.0  # near enough to where it works or trades [u]
REACH = 90.0  # of a miner's tool, from its hull [u]
ROCKS = 900.0  # a miner looks so far for its rock [u]
LOAD = 2.4  # a load takes so long [s]
STAY = (5.0, 11.0)  # a trader stays at a stall [s]
BESIDE = 150.0  # so far from its middle [u]
PAUSE = (1.0, 5.0)  # who roams looks round, where it has come to [s]
ROAMS = 1300.0  # as far from home as it goes [u]
REST = 9.0  # after a bout, before the next [s]
LIVES_ON = (45.0, 140.0)  # from coming in to logging out [s]
FADES = 1.5  # who logs out is gone after this [s]
OFFLINE = (8.0, 26.0)  # before it logs in again [s]
ELSEWHERE = 700.0  # as far from home as it comes in again [u]
TRIES = 8  # at a free place
EVERY = 15  # ticks between two looks at who logs out


@dataclass
class Lives:
    """What goes on between people, beside what stands in their columns: bouts, bans, a lockdown."""

    bouts: Bouts = field(default_factory=Bouts)
    lockdown: Lockdown = field(default_factory=Lockdown)
    bans: list[Ban] = field(default_factory=list)

    def update(self, world: World, events: list[Event]) -> None:
        """Once a tick. `events` are those of the tick so far."""
        traits = world.ships.traits
        if world.heat.level >= HIGHEST or self.lockdown.on:
            self.lockdown.update(world)
        if traits.duelists.size:
            self.bouts.update(world, events)
        if self.bans:
            bans.update(world, self.bans)
        if world.tick % EVERY == 0:
            if np.count_nonzero(world.ships.turned):
                turned.update(world)
            if traits.living.size:
                _log_out(world, traits.living)
            _moor(world)

    @property
    def kept(self) -> bool:
        """Whether there is anything to remember."""
        return self.bouts.kept or self.lockdown.on or bool(self.bans)

    def snapshot(self) -> dict[str, Any]:
        if not self.kept:
            return {}
        return {
            "bouts": self.bouts.snapshot(),
            "lockdown": self.lockdown.snapshot(),
            "bans": [list(ban) for ban in self.bans],
        }

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Lives:
        if not data:
            return cls()
        return cls(
            Bouts.restore(data["bouts"]), Lockdown.restore(data["lockdown"]), [Ban(*ban) for ban in data["bans"]]
        )


def begin(world: World, row: int, life: str, *, tally: int = 0, logs_out: bool = False) -> None:
    """From now on the ship of a row lives for this. KeyError names an unknown one."""
    ships = world.ships
    ships.life[row], ships.tally[row], ships.busy[row] = int(LIVES[life]), tally, 0.0
    ships.works[row] = False
    if ships.life[row] == L_MINE:
        _find_rock(world, row)
    ships.outing[row] = world.time + _span(world, LIVES_ON) if logs_out else 0.0
    ships.reconsider()


def _span(world: World, span: tuple[float, float]) -> float:
    return span[0] + (span[1] - span[0]) * float(world.random.spawn.random())


def _find_rock(world: World, row: int) -> None:
    """Where the nearest rock is nearest to its home; without one it scratches at what is before its nose."""
    ships = world.ships
    home = ships.home_place.item(row)
    best, site = ROCKS, home + ships.heading.item(row) * 60.0
    for rock in world.terrain.rocks:
        if rock.name in world.terrain.gone:
            continue
        here = rock.points[:, 0] + 1j * rock.points[:, 1]
        way = np.roll(here, -1) - here
        along = np.clip(((home - here) * way.conj()).real / np.maximum(np.abs(way) ** 2, 1e-9), 0.0, 1.0)
        near = here + way * along
        gap = np.abs(near - home)
        if gap.min() < best:
            best, site = float(gap.min()), complex(near[int(np.argmin(gap))])
    ships.site_x[row], ships.site_y[row] = site.real, site.imag
    off = home - site
    stand = site + off / max(abs(off), 1e-6) * (ships.radius.item(row) + REACH * 0.6)
    if best < ROCKS:
        ships.home_place[row] = stand
    ships.goal_place[row] = ships.home_place[row]


# -- what they do ----------------------------------------------------------------------------------------


def go_on(world: World) -> None:
    """Where everybody's life takes them next. Called when minds decide, after states have changed."""
    ships = world.ships
    rows = ships.traits.living
    ships.works[rows] = False
    _remember_us(world)
    free = (ships.state[rows] == PATROL) & (ships.order[rows] == O_PATROL) & (ships.asleep[rows] <= world.time)
    free &= ships.outing[rows] >= 0.0
    rows = rows[free]
    life = ships.life[rows]
    for what, does in DOES.items():
        mine = rows[life == what]
        if mine.size:
            does(world, mine)


def _remember_us(world: World) -> None:
    """Who is calm, and looked at somebody of its own kind, looks out for the player's ship again."""
    ships = world.ships
    target = ships.rows_of(ships.target)
    other = (target < 0) | (ships.team[np.maximum(target, 0)] == T_PLAYERS)
    stray = other & (ships.team == T_PLAYERS) & (ships.state == PATROL) & (ships.order == O_PATROL)
    stray &= world.time - ships.hurt > 2 * CALM  # till then it knows whom it has to thank
    ships.target[stray] = world.player


def _mine(world: World, rows: Int) -> None:
    """At its rock, with its tool at it: a load every now and then, and one more on the tally."""
    ships, now = world.ships, world.time
    ships.goal_place[rows] = ships.home_place[rows]
    rows = rows[np.abs(ships.place[rows] - ships.home_place[rows]) < THERE]
    site = ships.site_x[rows] + 1j * ships.site_y[rows]
    gap = site - ships.place[rows]
    ships.facing[rows] = gap / np.maximum(np.abs(gap), 1e-6)
    ships.works[rows] = np.abs(gap) < ships.radius[rows] + REACH * 1.5
    idle = (ships.busy[rows] < now - LOAD) | (ships.busy[rows] == 0.0)
    fresh = rows[idle & ships.works[rows]]
    ships.busy[fresh] = now + LOAD
    for row in rows[(ships.busy[rows] <= now) & ships.works[rows]].tolist():
        ships.busy[row] = now + LOAD
        ships.tally[row] += 1
        at = float(ships.site_x[row]), float(ships.site_y[row])
        world.emit(Event("mined", int(ships.id[row]), 0, *at, float(ships.tally[row])))


def _trade(world: World, rows: Int) -> None:
    """From stall to stall, or along its path from point to point: there it stays a while."""
    ships, now = world.ships, world.time
    stalls = (ships.kind == KIND_INDEX["stall"]).nonzero()[0]
    for row in rows.tolist():
        path = world.paths[int(ships.path[row])] if ships.path[row] >= 0 else None
        stops = len(path) if path is not None else stalls.size
        if stops == 0:
            _roam(world, np.array([row]))
            continue
        if ships.busy[row] > 0.0:
            if now < ships.busy[row]:
                continue
            ships.busy[row], ships.leg[row] = 0.0, (int(ships.leg[row]) + 1) % stops
            ships.tally[row] += 1
            x, y = float(ships.x[row]), float(ships.y[row])
            world.emit(Event("traded", int(ships.id[row]), 0, x, y, float(ships.tally[row])))
        leg = int(ships.leg[row]) % stops
        stop = complex(*path[leg]) if path is not None else _beside(world, row, int(stalls[leg]))
        ships.goal_place[row] = stop
        if abs(stop - ships.place.item(row)) < THERE:
            ships.busy[row] = now + _span(world, STAY)


def _beside(world: World, row: int, stall: int) -> complex:
    """A place of its own round a stall."""
    ships = world.ships
    turn = (int(ships.id[row]) & 0xFF) * 2.4
    return complex(ships.place.item(stall)) + BESIDE * complex(np.cos(turn), np.sin(turn))


def _roam(world: World, rows: Int) -> None:
    """Here and there, and a look round."""
    ships, now = world.ships, world.time
    for row in rows[_has_come(world, rows) & (ships.busy[rows] <= now)].tolist():
        _go_somewhere(world, row)
        ships.busy[row] = now + _span(world, PAUSE) + 2.0


def _has_come(world: World, rows: Int) -> Flag:
    """Who is where it was going, or has come up against something."""
    ships = world.ships
    come: Flag = np.abs(ships.velocity[rows]) < STALLED
    come |= np.abs(ships.goal_place[rows] - ships.place[rows]) < THERE
    return come


def _go_somewhere(world: World, row: int) -> None:
    spot = spot_near(world, world.ships.home_place.item(row), ROAMS)
    if spot is not None:
        world.ships.goal_place[row] = spot


def spot_near(world: World, home: complex, reach: float) -> complex | None:
    """Somewhere free on the map within `reach` of a place; None when chance finds nothing."""
    x0, y0, x1, y1 = world.terrain.bounds
    for across, down in (world.random.spawn.random((TRIES, 2)) * 2.0 - 1.0).tolist():
        x, y = home.real + across * reach, home.imag + down * reach
        if x0 < x < x1 and y0 < y < y1 and world.terrain.clear_of(x, y):
            return complex(x, y)
    return None


def _fight(world: World, rows: Int) -> None:
    """Griefers pick the nearest player that they see, duelists one of their own who has time; till then they roam."""
    ships = world.ships
    for row in rows[_has_come(world, rows)].tolist():
        _go_somewhere(world, row)
    rows = rows[ships.busy[rows] <= world.time]
    others = ((ships.team == T_PLAYERS) & ships.traits.minded & (ships.asleep <= world.time)).nonzero()[0]
    others = others[ships.outing[others] >= 0.0]
    if rows.size == 0 or others.size == 0:
        return
    gap = np.abs(ships.place[rows][:, None] - ships.place[others])
    duels = (ships.mind[rows] == M_DUELIST)[:, None]
    friends = (ships.group[rows][:, None] == ships.group[others]) & (ships.group[others] >= 0) & ~duels
    meet = np.where(duels, _ready_to_duel(world, others), ships.mind[others] != M_DUELIST)
    meet &= (gap < ships.traits.sight[rows][:, None]) & (ships.id[rows][:, None] != ships.id[others]) & ~friends
    gap[~meet] = np.inf
    nearest = np.argmin(gap, axis=1)
    met = np.isfinite(gap[np.arange(rows.size), nearest])
    for row, other in zip(rows[met].tolist(), others[nearest[met]].tolist(), strict=True):
        take_on(world, row, other)


def _ready_to_duel(world: World, rows: Int) -> Flag:
    ships = world.ships
    bout = world.lives.bouts.now
    ready: Flag = (ships.mind[rows] == M_DUELIST) & (ships.life[rows] == L_FIGHT) & (ships.state[rows] == PATROL)
    ready &= ships.busy[rows] <= world.time
    ready &= ships.id[rows] != (bout.who if bout is not None else 0)
    return ready


def take_on(world: World, row: int, other: int) -> None:
    """The ship of a row turns on another player; a duelist's opponent turns on it."""
    ships = world.ships
    pair = [(row, other)]
    if ships.mind[row] == M_DUELIST:
        pair.append((other, row))
    for one, two in pair:
        ships.target[one], ships.target_place[one] = ships.id[two], ships.place[two]


def fights(world: World) -> Flag:
    """Who fights another player of its own accord, or whoever of them hurt it, shape (n,)."""
    ships = world.ships
    target = ships.rows_of(ships.target)
    found: Flag = (ships.life == L_FIGHT) & (target >= 0)
    found &= (ships.team[np.maximum(target, 0)] == T_PLAYERS) | (world.time - ships.hurt < CALM)
    found &= ships.outing >= 0.0
    return found


def end_bouts(world: World) -> None:
    """Duelists who fight each other stop when one of them is at half, and rest."""
    ships = world.ships
    rows = ships.traits.duelists
    rows = rows[ships.life[rows] == L_FIGHT]
    for row in rows.tolist():
        other = ships.row_of(int(ships.target[row]))
        if other < 0 or ships.mind[other] != M_DUELIST or not beaten(ships, other):
            continue
        ships.tally[row] += 1
        x, y = float(ships.x[row]), float(ships.y[row])
        world.emit(Event("bout.ended", int(ships.id[row]), int(ships.id[other]), x, y, name="won"))
        for one in (row, other):
            ships.target[one], ships.busy[one], ships.trigger[one] = world.player, world.time + REST, False
            ships.state[one], ships.since[one] = PATROL, world.time
            orders.give(world, int(ships.id[one]), "hold", seconds=2.0)


# -- in and out ------------------------------------------------------------------------------------------


def _log_out(world: World, rows: Int) -> None:
    """Whose time has come, and who is left in peace, fades; who has faded is gone, and comes in again later."""
    ships, now = world.ships, world.time
    due = rows[(ships.outing[rows] > 0.0) & (ships.outing[rows] <= now) & (ships.state[rows] == PATROL)]
    for row in due[(now - ships.hurt[due] > 2 * CALM) & (ships.order[due] == O_PATROL)].tolist():
        ships.outing[row] = -(now + FADES)
        who = int(ships.id[row])
        orders.give(world, who, "hold")
        x, y = float(ships.x[row]), float(ships.y[row])
        world.emit(Event("logging.out", who, 0, x, y, FADES, roster.tag_of(world, row)))
    gone = ships.id[rows[(ships.outing[rows] < 0.0) & (-ships.outing[rows] <= now)]]
    for who in gone.tolist():
        row = ships.row_of(who)
        x, y = float(ships.x[row]), float(ships.y[row])
        world.emit(Event("logged.out", who, 0, x, y, name=roster.tag_of(world, row)))
        world.respawns.expect(world, row, _span(world, OFFLINE))
        roster.forget(world, row)


def _moor(world: World) -> None:
    """A hull that somebody has left drifts no further than to the edge of the map."""
    ships = world.ships
    adrift = ~ships.traits.minded & (ships.wish != 0.0) & (ships.team == T_PLAYERS)
    if not np.count_nonzero(adrift):
        return
    x0, y0, x1, y1 = world.terrain.bounds
    out = (ships.x < x0) | (ships.x > x1) | (ships.y < y0) | (ships.y > y1)
    ships.wish[adrift & out] = 0.0


DOES: dict[int, Callable[[World, Int], None]] = {
    L_MINE: _mine, L_TRADE: _trade, L_FIGHT: _fight, L_ROAM: _roam,
}  # fmt: skip
