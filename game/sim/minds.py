"""The minds of drones and players, as one state machine over columns.

    PATROL -> NOTICE -> CHASE <-> ATTACK -> RETREAT -> PATROL
                 \\-> SEARCH (the last known place) -> PATROL

Four times a second every mind looks, may change state, and says where it wants to go; between, it keeps its wish.
Those who fight aim three times as often, and while all is calm everyone decides half as often.
Where they go is `courses`, where they look and shoot `aiming`; what differs by kind is numbers in `kinds`. Orders come
from the level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import aiming, courses, lives, roster, searchlights, senses, swarm
from game.sim.clock import DT
from game.sim.events import Event
from game.sim.heat import HUNTED
from game.sim.kinds import M_MITE
from game.sim.senses import Sight
from game.sim.ships import NUMBERS, Ships
from game.sim.states import (
    ATTACK,
    CALM,
    CHASE,
    DRIFT,
    IDLE,
    IN_SIGHT,
    NOTICE,
    O_ATTACK,
    O_DRIFT,
    O_ESCORT,
    O_FLEE,
    O_HOLD,
    O_LEAVE,
    PATROL,
    RETREAT,
    SEARCH,
    THINK,
    Order,
    Present,
    State,
)  # fmt: skip
from game.sim.tables import Byte, Flag, Int, any_set

if TYPE_CHECKING:
    from game.sim.world import World


LATELY = 2.0 * IN_SIGHT  # seen or hurt within this: all is not calm [s]
STARTLE = 0.55  # from noticing to giving chase, on top of the kind's reaction: time for the player to see it happen [s]
LOSE = 0.7  # out of sight for this long is lost [s]
LEAVE_GONE = 1100.0  # leavers are gone when this far from the player [u]
LEAVE_EDGE = 450.0  # or this far off the map [u]
GRUDGE = 8.0  # how long a hurt one holds it against whoever did it [s]
ANNOYED = 0.8  # share of hull and shield below which drones answer hits; a stray hit brings none
_FIGHTS = np.array([NOTICE <= state <= ATTACK for state in State])  # by state
_MAY_FIGHT = np.array([order not in (Order.HOLD, Order.DRIFT, Order.LEAVE, Order.FLEE) for order in Order])  # by order


def think(world: World) -> None:
    """Decide for everyone with a mind; between two decisions, only aim. Called every tick that AIM divides."""
    if world.tick % THINK == 0:
        if world.tick % (2 * THINK) and _calm(world):
            _pass_time(world)
        else:
            _decide(world)
    ships = world.ships
    if ships.traits.loose.size:
        swarm.steer(world)
    if world.flock is not None and ships.traits.flock.size:
        world.flock.update(world)
    fighting = _FIGHTS.take(ships.state) & ships.traits.minded
    if ships.traits.mites.size:
        fighting[ships.traits.mites] = False  # they have no gun, and fly where their noses point
    if ships.traits.lights.size:
        searchlights.turn(world, ships.traits.lights)
        fighting[ships.traits.lights] = False
    if any_set(fighting):
        aiming.take_aim(world, fighting.nonzero()[0])


def _calm(world: World) -> bool:
    """Whether nobody sees anything that matters to it, fights, is hurt, or goes by where somebody else goes."""
    ships, since = world.ships, world.time - LATELY
    if any_set(ships.hurt > since) or any_set((ships.seen > since) & ships.traits.judges):
        return False
    stirred = (ships.state >= NOTICE) & (ships.state <= SEARCH)
    stirred |= (ships.order >= O_ATTACK) & (ships.order <= O_ESCORT)
    stirred &= ships.traits.minded
    return not any_set(stirred)


def _pass_time(world: World) -> None:
    """What goes on between two decisions while all is calm: what counts time, and the watchers' glances."""
    ships = world.ships
    _count_shown(world)
    world.heat.scan(world, np.zeros(ships.n, bool), THINK * DT)
    watchers = ships.traits.watchers
    if watchers.size:
        way = ships.wish[watchers]
        long = np.abs(way)
        moving = long > aiming.FACING
        ships.facing[watchers[moving]] = (way / np.maximum(long, 1e-6) * aiming.glance(world, watchers))[moving]


def _decide(world: World) -> None:
    dt = THINK * DT
    ships = world.ships
    minded = ships.traits.minded
    _end_orders(world)
    if ships.traits.rows.size == 0:
        world.heat.scan(world, minded, dt)
        return
    present = Present.of(ships.state, ships.order)
    sight = senses.look(world)
    seen = (sight.seen & minded).nonzero()[0]
    if seen.size:
        ships.target_place[seen] = ships.place[sight.target[seen]]
        ships.seen[seen] = world.time
    _count_shown(world)
    if _change_states(world, sight, present, seen.size > 0):
        present = Present.of(ships.state, ships.order)
    if ships.traits.living.size:
        lives.end_bouts(world)
        lives.go_on(world)
    courses.pick_goals(world, sight, present)
    courses.move(world, sight, present)
    aiming.face_the_way(world)
    np.copyto(ships.trigger, False, where=minded)
    world.heat.scan(world, sight.seen, dt)
    if O_LEAVE in present.orders:
        _let_leavers_go(world)


def _count_shown(world: World) -> None:
    """How long each has been on the player's screen."""
    shown = world.ships.shown
    shown += THINK * DT
    shown *= senses.on_screen(world)


# -- states ----------------------------------------------------------------------------------------------


def _hostile(world: World, sight: Sight, hurt: Flag | None) -> Flag:
    """Who means its target harm (or, for watchers, means to look at it)."""
    ships, traits = world.ships, world.ships.traits
    order = ships.order
    wants: Flag = (order == O_ATTACK) | traits.watches
    if traits.living.size:
        wants |= lives.fights(world)
    if hurt is not None:
        wants |= traits.grinds & hurt
    if world.heat.level >= HUNTED:
        wants |= traits.hunts
    elif hurt is not None:
        worn = ships.hull + ships.shield < ANNOYED * (ships.hull_max + ships.shield_max)
        wants |= traits.hunts & hurt & worn
    wants &= sight.has
    wants &= traits.minded
    wants &= _MAY_FIGHT[order]
    return wants


def _change_states(world: World, sight: Sight, present: Present, seeing: bool) -> bool:
    """Everyone's next state; says whether anyone changed."""
    ships, now = world.ships, world.time
    state = ships.state
    new = state.copy()
    lately = now - ships.hurt < GRUDGE
    hurt = lately if any_set(lately) else None  # mostly nobody is, and who is makes all the difference
    stirred = not present.states.isdisjoint((NOTICE, CHASE, ATTACK, RETREAT, SEARCH))
    if seeing or stirred or hurt is not None or O_FLEE in present.orders:
        _react(world, sight, present, hurt, new)
    asleep = ships.asleep > now
    _obey(ships.order, state, new, present, asleep if any_set(asleep) else None)
    changed = ((new != state) & ships.traits.minded).nonzero()[0]
    if changed.size == 0:
        return False
    for row in _worth_telling(ships, changed, new).tolist():
        _tell(world, row, int(state[row]), int(new[row]))
    state[changed] = new[changed]
    ships.since[changed] = now
    return True


def _react(world: World, sight: Sight, present: Present, hurt: Flag | None, new: Byte) -> None:
    """Write the states that follow from what is seen, what hurt, and the time since, into `new`."""
    ships, traits, now = world.ships, world.ships.traits, world.time
    state = ships.state
    hostile = _hostile(world, sight, hurt)
    if any_set(hostile):
        calm = (state == PATROL) | (state == SEARCH)
        new[calm & hostile & sight.seen] = NOTICE
    age, fresh = now - ships.since, now - ships.seen < LOSE
    if NOTICE in present.states:
        notices = state == NOTICE
        ripe = notices & (age > traits.reaction + STARTLE)
        new[ripe & fresh & hostile] = CHASE
        new[ripe & ~fresh] = SEARCH
        new[notices & ~hostile] = PATROL
    if CHASE in present.states or ATTACK in present.states:
        near, far = sight.distance < traits.range_far, sight.distance > traits.range_far * 1.35
        chases, attacks = state == CHASE, state == ATTACK
        engaged = chases | attacks
        new[chases & near & sight.seen] = ATTACK
        new[attacks & far] = CHASE
        new[engaged & ~fresh] = SEARCH
        new[engaged & ~hostile] = PATROL
    if SEARCH in present.states:
        new[(state == SEARCH) & (new == SEARCH) & (age > traits.memory)] = PATROL
    if hurt is not None or O_FLEE in present.orders or RETREAT in present.states:
        scared = (now - ships.hurt < CALM) & (ships.hull < traits.courage * ships.hull_max)
        scared |= ships.order == O_FLEE
        scared &= traits.minded & sight.has
        new[scared] = RETREAT
        new[(state == RETREAT) & ~scared & (age > CALM)] = PATROL


def _obey(order: Byte, state: Byte, new: Byte, present: Present, asleep: Flag | None) -> None:
    """Orders that are states, hold and drift, for as long as they last; who is asleep drifts."""
    for what, means in ((O_HOLD, IDLE), (O_DRIFT, DRIFT)):
        put = asleep if means == DRIFT else None
        if means in present.states or what in present.orders or put is not None:
            told = order == what
            if put is not None:
                told |= put
            new[(state == means) > told] = PATROL  # and not told
            new[told] = means


def _worth_telling(ships: Ships, changed: Int, new: Byte) -> Int:
    """Those whose change others hear of: of a swarm, the first that comes to each state."""
    swarm = ships.mind[changed] == M_MITE
    if not any_set(swarm):
        return changed
    keep = ~swarm
    mites = swarm.nonzero()[0]
    keep[mites[np.unique(new[changed[mites]], return_index=True)[1]]] = True
    told: Int = changed[keep]
    return told


_TOLD = {NOTICE: "noticed", CHASE: "chasing", SEARCH: "lost", RETREAT: "retreating"}


def _tell(world: World, row: int, old: int, new: int) -> None:
    if new == CHASE and old == ATTACK:
        return  # it never stopped
    if old == DRIFT and world.ships.asleep[row] > 0.0:
        _wake(world, row)
    kind = _TOLD.get(new)
    if kind:
        ships = world.ships
        if new == RETREAT and NUMBERS.calls[ships.kind[row]] and ships.target[row] == world.player:
            world.witnesses.crime(world, row, float(ships.x[row]), float(ships.y[row]))
        who, target = int(ships.id[row]), int(ships.target[row])
        world.emit(Event(kind, who, target, float(ships.x[row]), float(ships.y[row])))


def _wake(world: World, row: int) -> None:
    """It slept, and wakes up cross: whoever it was is still what it looks for."""
    ships = world.ships
    ships.asleep[row] = 0.0
    if not ships.hacked[row]:  # whoever was emptied in its sleep has not noticed
        ships.hurt[row] = world.time
    world.emit(Event("woke", int(ships.id[row]), 0, float(ships.x[row]), float(ships.y[row])))


def _end_orders(world: World) -> None:
    ships = world.ships
    over = (ships.order_until <= world.time).nonzero()[0]
    if over.size:
        ships.order[over] = ships.order_next[over]
        ships.order_until[over] = np.inf


def _let_leavers_go(world: World) -> None:
    ships, player = world.ships, world.player_row
    leaving = (ships.order == O_LEAVE).nonzero()[0]
    place = ships.place[leaving]
    gone = np.abs(place - (ships.place.item(player) if player >= 0 else 0)) > LEAVE_GONE
    gone |= np.abs(place - courses.on_the_map(world, place)) > LEAVE_EDGE
    roster.remove_all(world, ships.id[leaving[gone]].tolist())
