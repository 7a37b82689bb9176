"""The minds of drones and players, as one state machine over columns.

    PATROL -> NOTICE -> CHASE <-> ATTACK -> RETREAT -> PATROL
                 \\-> SEARCH (the last known place) -> PATROL

Four times a second every mind looks, may change state, and says where it wants to go; between, it keeps its wish.
Those who fight aim three times as often, and while all is calm everyone decides half as often.
What differs by kind is numbers in `kinds`; what differs in manner is `_attack`. Orders come from the level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.sim import lives, lockdown, searchlights, senses, swarm
from game.sim.clock import DT
from game.sim.events import Event
from game.sim.heat import HUNTED
from game.sim.kinds import Mind, Team
from game.sim.senses import Sight
from game.sim.ships import NUMBERS, Ships
from game.sim.states import (
    AIM,
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
    O_FOLLOW,
    O_GUARD,
    O_HOLD,
    O_LEAVE,
    ORDERS,
    PATROL,
    RETREAT,
    SEARCH,
    SHOWN,
    THINK,
    Order,
    State,
)  # fmt: skip
from game.sim.tables import Byte, Complex, Flag, Float, Int

if TYPE_CHECKING:
    from game.sim.world import World


LATELY = 2.0 * IN_SIGHT  # seen or hurt within this: all is not calm [s]
STARTLE = 0.55  # from noticing to giving chase, on top of the kind's reaction: time for the player to see it happen [s]
LOSE = 0.7  # out of sight for this long is lost [s]
STALLED = 8.0  # a patrol slower than this has come up against something, and goes elsewhere [u/s]
FACING = 5.0  # who wishes to go slower than this keeps its nose where it is [u/s]
SLOW = 10.0  # who goes slower than this need not look where [u/s]
SLOWING = 120.0  # nearer to its goal than this, it goes slower [u]
WANDER = 420.0  # how far patrols without a path stray from home [u]
GUARD = 160.0  # and guards [u]
SEARCH_RING = 280.0  # how far round the last known place it looks [u]
MANY = 64  # from so many minds on, looking at all pairs is dearer than sorting them
SPACING = 110.0  # minds keep this far apart [u]
LEAVE_GONE = 1100.0  # leavers are gone when this far from the player [u]
LEAVE_EDGE = 450.0  # or this far off the map [u]
AIMED = 0.97  # cosine between nose and aim that allows a shot
ENDS = 300.0  # a path whose ends are so far from each other is no ring [u]
FLIGHT = 600.0  # how far ahead runners look for safety [u]
BESIDE = 150.0  # followers and escorts stay this far off [u]
GRUDGE = 8.0  # how long a hurt one holds it against whoever did it [s]
ANNOYED = 0.8  # share of hull and shield below which drones answer hits; a stray hit brings none
GRIEFER, MITE, COURIER = int(Mind.GRIEFER), int(Mind.MITE), int(Mind.COURIER)
CREW = int(Team.CREW)
_MAY_FIGHT = np.array([order not in (Order.HOLD, Order.DRIFT, Order.LEAVE, Order.FLEE) for order in Order])  # by order
# share of full speed sideways in a fight, by mind
_CIRCLING = np.array([0.0, 0.25, 0.85, 0.15, 0.75, 0.35, 0.0, 0.2, 0.0, 0.0, 0.7, 0.0, 0.0])
_SHARE = np.array([0.0, 0.0, 1.0, 1.0, 1.0, 0.7, 0.0, 0.0])  # of full speed, by state; on patrol it is the kind's


class Present(NamedTuple):
    """How many are in each state and under each order: whole branches of thought are skipped when nobody is."""

    state: list[int]
    order: list[int]


def _present(ships: Ships) -> Present:
    return Present(
        np.bincount(ships.state, minlength=len(State)).tolist(), np.bincount(ships.order, minlength=len(Order)).tolist()
    )


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
    fighting = (ships.state >= NOTICE) & (ships.state <= ATTACK) & ships.traits.minded
    fighting[ships.traits.mites] = False  # they have no gun, and fly where their noses point
    if ships.traits.lights.size:
        searchlights.turn(world, ships.traits.lights)
        fighting[ships.traits.lights] = False
    if np.count_nonzero(fighting):
        _take_aim(world, fighting.nonzero()[0])


def _calm(world: World) -> bool:
    """Whether nobody sees anything that matters to it, fights, is hurt, or goes by where somebody else goes."""
    ships, since = world.ships, world.time - LATELY
    if np.count_nonzero(ships.hurt > since) or np.count_nonzero((ships.seen > since) & ships.traits.judges):
        return False
    stirred = (ships.state >= NOTICE) & (ships.state <= SEARCH)
    stirred |= (ships.order >= O_ATTACK) & (ships.order <= O_ESCORT)
    stirred &= ships.traits.minded
    return not np.count_nonzero(stirred)


def _pass_time(world: World) -> None:
    """What goes on between two decisions while all is calm: what counts time, and the watchers' glances."""
    ships = world.ships
    _count_shown(world)
    world.heat.scan(world, np.zeros(ships.n, bool), THINK * DT)
    watchers = ships.traits.watchers
    if watchers.size:
        way = ships.wish[watchers]
        long = np.abs(way)
        moving = long > FACING
        ships.facing[watchers[moving]] = (way / np.maximum(long, 1e-6) * _glance(world, watchers))[moving]


def _decide(world: World) -> None:
    dt = THINK * DT
    ships = world.ships
    minded = ships.traits.minded
    _end_orders(world)
    if ships.traits.rows.size == 0:
        world.heat.scan(world, minded, dt)
        return
    present = _present(ships)
    sight = senses.look(world)
    seen = (sight.seen & minded).nonzero()[0]
    if seen.size:
        ships.target_place[seen] = ships.place[sight.target[seen]]
        ships.seen[seen] = world.time
    _count_shown(world)
    if _change_states(world, sight, present, seen.size > 0):
        present = _present(ships)
    if ships.traits.living.size:
        lives.end_bouts(world)
        lives.go_on(world)
    _pick_goals(world, sight, present)
    _move(world, sight, present)
    _face_the_way(world)
    np.copyto(ships.trigger, False, where=minded)
    world.heat.scan(world, sight.seen, dt)
    if present.order[O_LEAVE]:
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
    hurt = lately if np.count_nonzero(lately) else None  # mostly nobody is, and who is makes all the difference
    stirred = any(present.state[one] for one in (NOTICE, CHASE, ATTACK, RETREAT, SEARCH))
    if seeing or stirred or hurt is not None or present.order[O_FLEE]:
        _react(world, sight, present, hurt, new)
    asleep = ships.asleep > now
    _obey(ships.order, state, new, present, asleep if np.count_nonzero(asleep) else None)
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
    if np.count_nonzero(hostile):
        calm = (state == PATROL) | (state == SEARCH)
        new[calm & hostile & sight.seen] = NOTICE
    age, fresh = now - ships.since, now - ships.seen < LOSE
    if present.state[NOTICE]:
        ripe = (state == NOTICE) & (age > traits.reaction + STARTLE)
        new[ripe & fresh & hostile] = CHASE
        new[ripe & ~fresh] = SEARCH
        new[(state == NOTICE) & ~hostile] = PATROL
    if present.state[CHASE] or present.state[ATTACK]:
        near, far = sight.distance < traits.range_far, sight.distance > traits.range_far * 1.35
        engaged = (state == CHASE) | (state == ATTACK)
        new[(state == CHASE) & near & sight.seen] = ATTACK
        new[(state == ATTACK) & far] = CHASE
        new[engaged & ~fresh] = SEARCH
        new[engaged & ~hostile] = PATROL
    if present.state[SEARCH]:
        new[(state == SEARCH) & (new == SEARCH) & (age > traits.memory)] = PATROL
    if hurt is not None or present.order[O_FLEE] or present.state[RETREAT]:
        scared = (now - ships.hurt < CALM) & (ships.hull < traits.courage * ships.hull_max)
        scared |= ships.order == O_FLEE
        scared &= traits.minded & sight.has
        new[scared] = RETREAT
        new[(state == RETREAT) & ~scared & (age > CALM)] = PATROL


def _obey(order: Byte, state: Byte, new: Byte, present: Present, asleep: Flag | None) -> None:
    """Orders that are states, hold and drift, for as long as they last; who is asleep drifts."""
    for what, means in ((O_HOLD, IDLE), (O_DRIFT, DRIFT)):
        put = asleep if means == DRIFT else None
        if present.state[means] or present.order[what] or put is not None:
            told = order == what
            if put is not None:
                told |= put
            new[(state == means) > told] = PATROL  # and not told
            new[told] = means


def _worth_telling(ships: Ships, changed: Int, new: Byte) -> Int:
    """Those whose change others hear of: of a swarm, the first that comes to each state."""
    swarm = ships.mind[changed] == MITE
    if not np.count_nonzero(swarm):
        return changed
    keep = ~swarm
    some = swarm.nonzero()[0]
    keep[some[np.unique(new[changed[some]], return_index=True)[1]]] = True
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
    gone |= np.abs(place - _on_the_map(world, place)) > LEAVE_EDGE
    for who in ships.id[leaving[gone]].tolist():
        world.remove(who)


# -- where to --------------------------------------------------------------------------------------------


def _pick_goals(world: World, sight: Sight, present: Present) -> None:
    """Where each is going: the next point of its path, a place near home, where the target was, or away from it."""
    ships = world.ships
    state, minded, place, goal = ships.state, ships.traits.minded, ships.place, ships.goal_place
    drawn = world.random.ai.random((ships.n, 2))  # for every row, every time: order never matters
    arrived = np.abs(goal - place) < ships.traits.arrive
    wander = arrived | (np.abs(ships.velocity) < STALLED)
    wander &= minded
    wander &= state == PATROL
    wander[ships.traits.living] = wander[ships.traits.flock] = False  # they know where they are going
    if np.count_nonzero(wander):
        _wander(world, wander, _astray(drawn))
    if present.state[SEARCH]:
        searching = state == SEARCH
        ring = ships.target_place + _astray(drawn) * SEARCH_RING
        np.copyto(goal, ring, where=searching & arrived & minded)
        np.copyto(goal, ships.target_place, where=searching & (ships.since == world.time))
    if present.state[CHASE]:
        np.copyto(goal, ships.target_place, where=state == CHASE)
    if present.state[RETREAT] or present.order[O_LEAVE]:
        away = (state == RETREAT) | (minded & (ships.order == O_LEAVE))
        np.copyto(goal, place - sight.way * FLIGHT, where=away)
        straight = away & (ships.mind == COURIER)
        np.copyto(goal, place + ships.heading * FLIGHT, where=straight)
        runs = away & (ships.order != O_LEAVE)
        goal[runs] = _on_the_map(world, goal[runs])
    if present.order[O_FOLLOW] or present.order[O_ESCORT]:
        beside = ((ships.order == O_FOLLOW) | (ships.order == O_ESCORT)) & sight.has & (state == PATROL)
        np.copyto(goal, place + sight.way * (sight.distance - BESIDE), where=beside & minded)


def _on_the_map(world: World, place: Complex) -> Complex:
    """The nearest places within the bounds: who runs does not run off the map."""
    x0, y0, x1, y1 = world.terrain.bounds
    return np.clip(place.real, x0, x1) + 1j * np.clip(place.imag, y0, y1)


def _astray(drawn: Float) -> Complex:
    """Chance in the square of side 2 round nothing, from two numbers a row."""
    return drawn.view(np.complex128)[:, 0] * 2.0 - (1.0 + 1.0j)


def joins(ships: Ships, row: int, path: Float) -> int:
    """The point of a new path that a ship makes for: the first; a courier, the end of the leg that it stands on."""
    if ships.mind[row] != Mind.COURIER:
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
        if leg == 0 and ships.mind[row] == COURIER and np.hypot(*(path[-1] - path[0])) > ENDS:
            ships.order[row] = O_LEAVE  # its lane is over; nobody turns round in one
            continue
        ships.leg[row] = leg
        ships.goal_x[row], ships.goal_y[row] = path[leg]
    rows = (wander & ~pathed).nonzero()[0]
    if rows.size:
        stray = np.where(ships.order[rows] == O_GUARD, GUARD, WANDER)
        there = ships.home_place[rows] + chance[rows] * stray
        free = ~world.terrain.solid(there.real, there.imag)
        ships.goal_place[rows[free]] = there[free]


def _move(world: World, sight: Sight, present: Present) -> None:
    ships, traits = world.ships, world.ships.traits
    state, minded, full = ships.state, traits.minded, traits.speed
    way = ships.goal_place - ships.place
    share = _SHARE[state]
    np.copyto(share, traits.cruise, where=state == PATROL)
    if present.order[O_LEAVE] or present.order[O_FOLLOW] or present.order[O_ESCORT]:
        share[(ships.order >= O_FOLLOW) & (ships.order != O_HOLD) & (ships.order != O_DRIFT)] = 1.0
    want = way * (full * share / np.maximum(np.abs(way), SLOWING))
    if present.state[ATTACK]:
        np.copyto(want, _attack(world, sight), where=state == ATTACK)
    if world.lives.lockdown.on and world.player_row >= 0:
        lockdown.shun(world, want)
    _space_out(world, want)
    if not world.terrain.empty:
        _avoid(world, want)
    burn, accel = np.minimum(1.0, np.abs(want) / full), traits.accel
    if present.state[DRIFT]:
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
    hold = np.where(mind == GRIEFER, near * 0.7 + (far - near * 0.7) * swoop, (near + far) * 0.5)
    along = np.minimum(np.maximum((sight.distance - hold) / 90.0, -1.0), 1.0)
    circling = _CIRCLING[mind] * side
    want = sight.way * ((along + 1j * circling) * full)
    want += ships.velocity[sight.target] * 0.5  # keep up with who flies away
    want *= np.minimum(1.0, full / np.maximum(np.abs(want), 1e-6))
    return want


def _space_out(world: World, want: Complex) -> None:
    """Push wishes apart where minds come nearer to each other than SPACING, in place."""
    who = world.ships.traits.spaced
    if who.size > MANY:
        _space_out_many(world, want, who)
        return
    x, y = world.ships.x[who], world.ships.y[who]
    dx, dy = x[:, None] - x, y[:, None] - y
    d2 = dx * dx + dy * dy
    close = d2 < SPACING * SPACING
    if np.count_nonzero(close) <= who.size:  # everyone is close to itself
        return
    weight = (4.0e3 / np.maximum(d2, 100.0) - 4.0e3 / (SPACING * SPACING)) * close
    want.real[who] -= np.add.reduce(dx * weight, axis=0)  # row after row: the order of adding is state
    want.imag[who] -= np.add.reduce(dy * weight, axis=0)


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
    blocked = terrain.solid(there.real, there.imag) & ships.traits.minded
    if not np.count_nonzero(blocked):
        return
    rows = ((blocked[0] | blocked[1]) & (speed > SLOW)).nonzero()[0]
    place, feelers = ships.place[rows], feeler[rows] * _FEELERS
    there, half = place + feelers, place + feelers * 0.5
    blocked = terrain.solid(there.real, there.imag) | terrain.solid(half.real, half.imag)
    stuck = blocked.all(axis=0)
    pick = np.argmin(blocked, axis=0)  # the first free one; when all are blocked, back off from the one ahead
    want[rows] = feelers[pick, np.arange(rows.size)] * (np.where(stuck, -1.0, 1.0) / ahead[rows])


# -- nose and trigger ------------------------------------------------------------------------------------


def _face_the_way(world: World) -> None:
    """Noses along the wish; watchers let theirs wander from side to side."""
    ships, traits = world.ships, world.ships.traits
    long = np.abs(ships.wish)
    way = ships.wish / np.maximum(long, 1e-6)
    watchers = traits.watchers
    if watchers.size:
        way[watchers] *= _glance(world, watchers)
    np.copyto(ships.facing, way, where=traits.minded & (long > FACING) & (ships.state != DRIFT))


def _glance(world: World, watchers: Int) -> Complex:
    """How far each turns its eye from its way, as a rotation. Shape (k,)."""
    glance = 0.9 * np.sin(world.time * 0.9 + (world.ships.id[watchers] & 0xFF))
    turn = np.empty(watchers.size, np.complex128)
    np.cos(glance, out=turn.real)
    np.sin(glance, out=turn.imag)
    return turn


def _take_aim(world: World, rows: Int) -> None:
    """Point noses at targets, with lead and error; pull the triggers of those who may fire and point the right way."""
    ships = world.ships
    wobble = world.random.ai.standard_normal(rows.size)
    target = ships.rows_of(ships.target[rows])
    alive = target >= 0
    if np.count_nonzero(alive) < alive.size:
        rows, target, wobble = rows[alive], target[alive], wobble[alive]
    if rows.size == 0:
        return
    kind = ships.kind[rows]
    gap = ships.place[target] - ships.place[rows]
    distance = np.abs(gap)
    lead = (ships.velocity[target] - ships.velocity[rows]) * (
        distance / NUMBERS.shot_speed[kind] * NUMBERS.aim_lead[kind]
    )
    error = wobble * NUMBERS.aim_error[kind]
    aim = (gap + lead) * (np.cos(error) + 1j * np.sin(error))
    aim /= np.maximum(np.abs(aim), 1e-6)
    in_sight = world.time - ships.seen[rows] < IN_SIGHT
    looking = in_sight | (ships.state[rows] != CHASE)
    ships.facing[rows[looking]] = aim[looking]
    nose = (ships.heading[rows].conj() * aim).real
    fair = (ships.team[target] != CREW) | (ships.shown[rows] >= SHOWN)
    ready = (ships.state[rows] == ATTACK) & in_sight & (nose > AIMED) & fair
    ships.trigger[rows] = ready & (distance < NUMBERS.range_far[kind] * 1.3)


__all__ = [
    "AIM", "ATTACK", "CHASE", "NOTICE", "ORDERS", "PATROL", "SEARCH", "SHOWN", "THINK", "Order", "State", "think",
]  # fmt: skip
