"""The minds of drones and players, as one state machine over columns.

    PATROL -> NOTICE -> CHASE <-> ATTACK -> RETREAT -> PATROL
                 \\-> SEARCH (the last known place) -> PATROL

Five times a second every mind looks, may change state, and says where it wants to go; between, it keeps its wish.
Those who fight aim twice as often.
What differs by kind is numbers in `kinds`; what differs in manner is `_attack`. Orders come from the level.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.sim import senses
from game.sim.clock import DT
from game.sim.events import Event
from game.sim.heat import HUNTED
from game.sim.kinds import Mind, Team
from game.sim.senses import Sight
from game.sim.ships import NUMBERS, Ships
from game.sim.tables import Byte, Flag, Float, Int

if TYPE_CHECKING:
    from game.sim.world import World


class State(IntEnum):
    PATROL = 0
    NOTICE = 1
    CHASE = 2
    ATTACK = 3
    RETREAT = 4
    SEARCH = 5
    IDLE = 6
    DRIFT = 7


class Order(IntEnum):
    """What a level may tell a ship. The names are the level file's words."""

    PATROL = 0
    GUARD = 1
    ATTACK = 2
    FLEE = 3
    FOLLOW = 4
    ESCORT = 5
    HOLD = 6
    DRIFT = 7
    LEAVE = 8


ORDERS: dict[str, Order] = {order.name.lower(): order for order in Order}

THINK = 12  # ticks between two decisions
AIM = 6  # ticks between two looks along the gun
IN_SIGHT = THINK * DT * 1.5  # seen at the last decision [s]
STARTLE = 0.55  # from noticing to giving chase, on top of the kind's reaction: time for the player to see it happen [s]
LOSE = 0.7  # out of sight for this long is lost [s]
SHOWN = 1.0  # nobody fires before it has been on the player's screen this long [s]
CALM = 4.0  # after this long unhurt, runners stop running [s]
STALLED = 8.0  # a patrol slower than this has come up against something, and goes elsewhere [u/s]
ARRIVE = 70.0  # near enough to a goal [u]
WANDER = 420.0  # how far patrols without a path stray from home [u]
GUARD = 160.0  # and guards [u]
SEARCH_RING = 280.0  # how far round the last known place it looks [u]
SPACING = 110.0  # minds keep this far apart [u]
LEAVE_GONE = 1100.0  # leavers are gone when this far from the player [u]
AIMED = 0.97  # cosine between nose and aim that allows a shot
FLIGHT = 600.0  # how far ahead runners look for safety [u]
BESIDE = 150.0  # followers and escorts stay this far off [u]
GRUDGE = 8.0  # how long a hurt one holds it against whoever did it [s]
ANNOYED = 0.8  # share of hull and shield below which drones answer hits; a stray hit brings none
# Looking a member up on an enum class costs as much as a small array operation: the tick uses these.
PATROL, NOTICE, CHASE, ATTACK, RETREAT, SEARCH, IDLE, DRIFT = (int(state) for state in State)
O_GUARD, O_ATTACK, O_FLEE = int(Order.GUARD), int(Order.ATTACK), int(Order.FLEE)
O_FOLLOW, O_ESCORT, O_HOLD, O_DRIFT, O_LEAVE = (
    int(order) for order in (Order.FOLLOW, Order.ESCORT, Order.HOLD, Order.DRIFT, Order.LEAVE)
)
WATCHER, GRIEFER, GRINDER = int(Mind.WATCHER), int(Mind.GRIEFER), int(Mind.GRINDER)
CREW = int(Team.CREW)
_HUNTS = np.array([mind in (Mind.HOUND, Mind.WARDEN) for mind in Mind])  # by mind
_MAY_FIGHT = np.array([order not in (Order.HOLD, Order.DRIFT, Order.LEAVE, Order.FLEE) for order in Order])  # by order
_SHARE = np.array([0.45, 0.0, 1.0, 1.0, 1.0, 0.7, 0.0, 0.0])  # of full speed, by state


class Present(NamedTuple):
    """How many are in each state and under each order: whole branches of thought are skipped when nobody is."""

    state: list[int]
    order: list[int]


def _present(world: World) -> Present:
    ships = world.ships
    return Present(
        np.bincount(ships.state, minlength=len(State)).tolist(), np.bincount(ships.order, minlength=len(Order)).tolist()
    )


def think(world: World) -> None:
    """Decide for everyone with a mind; between two decisions, only aim. Called every tick that AIM divides."""
    ships = world.ships
    minded = ships.mind > 0
    present = _decide(world, minded) if world.tick % THINK == 0 else _present(world)
    fighting = present.state[NOTICE] or present.state[ATTACK] or present.state[CHASE]
    if fighting:
        state = ships.state
        _take_aim(world, np.flatnonzero(((state == NOTICE) | (state == ATTACK) | (state == CHASE)) & minded))


def _decide(world: World, minded: Flag) -> Present:
    dt = THINK * DT
    ships = world.ships
    _end_orders(world)
    present = _present(world)
    if not np.count_nonzero(minded):
        world.heat.scan(world, minded, dt)
        return present
    sight = senses.look(world)
    seen = np.flatnonzero(sight.seen & minded)
    ships.known_x[seen], ships.known_y[seen] = ships.x[sight.target[seen]], ships.y[sight.target[seen]]
    ships.seen[seen] = world.time
    ships.shown += dt
    ships.shown *= senses.on_screen(world)
    if _change_states(world, sight, minded, present):
        present = _present(world)
    _pick_goals(world, sight, minded, present)
    _move(world, sight, minded, present)
    _face_the_way(world, minded)
    ships.trigger[minded] = False
    world.heat.scan(world, sight.seen, dt)
    if present.order[O_LEAVE]:
        _let_leavers_go(world)
    return present


# -- states ----------------------------------------------------------------------------------------------


def _hostile(world: World, sight: Sight) -> Flag:
    """Who means its target harm (or, for watchers, means to look at it)."""
    ships = world.ships
    mind, order = ships.mind, ships.order
    hurt = world.time - ships.hurt < GRUDGE
    worn = ships.hull + ships.shield < ANNOYED * (ships.hull_max + ships.shield_max)
    wants: Flag = (order == O_ATTACK) | (mind == WATCHER) | ((mind == GRINDER) & hurt)
    wants |= _HUNTS[mind] if world.heat.level >= HUNTED else _HUNTS[mind] & hurt & worn
    wants &= sight.has
    wants &= _MAY_FIGHT[order]
    return wants


def _change_states(world: World, sight: Sight, minded: Flag, present: Present) -> bool:
    """Everyone's next state; says whether anyone changed."""
    ships, now = world.ships, world.time
    state, kind = ships.state, ships.kind
    hostile = _hostile(world, sight) & minded
    age = now - ships.since
    fresh = now - ships.seen < LOSE
    new = state.copy()
    if np.count_nonzero(hostile):
        calm = (state == PATROL) | (state == SEARCH)
        new[calm & hostile & sight.seen] = NOTICE
    if present.state[NOTICE]:
        ripe = (state == NOTICE) & (age > NUMBERS.reaction[kind] + STARTLE)
        new[ripe & fresh & hostile] = CHASE
        new[ripe & ~fresh] = SEARCH
        new[(state == NOTICE) & ~hostile] = PATROL
    if present.state[CHASE] or present.state[ATTACK]:
        near, far = sight.distance < NUMBERS.range_far[kind], sight.distance > NUMBERS.range_far[kind] * 1.35
        engaged = (state == CHASE) | (state == ATTACK)
        new[(state == CHASE) & near & sight.seen] = ATTACK
        new[(state == ATTACK) & far] = CHASE
        new[engaged & ~fresh] = SEARCH
        new[engaged & ~hostile] = PATROL
    if present.state[SEARCH]:
        new[(state == SEARCH) & (new == SEARCH) & (age > NUMBERS.memory[kind])] = PATROL
    scared = (now - ships.hurt < CALM) & (ships.hull < NUMBERS.courage[kind] * ships.hull_max)
    if present.order[O_FLEE]:
        scared |= ships.order == O_FLEE
    scared &= minded & sight.has
    new[scared] = RETREAT
    if present.state[RETREAT]:
        new[(state == RETREAT) & ~scared & (age > CALM)] = PATROL
    _obey(ships.order, state, new, present)
    changed = np.flatnonzero((new != state) & minded)
    if changed.size == 0:
        return False
    for row in changed.tolist():
        _tell(world, row, int(state[row]), int(new[row]))
    state[changed] = new[changed]
    ships.since[changed] = now
    return True


def _obey(order: Byte, state: Byte, new: Byte, present: Present) -> None:
    """Orders that are states: hold and drift, for as long as they last."""
    for what, means in ((O_HOLD, IDLE), (O_DRIFT, DRIFT)):
        if present.state[means]:
            new[(order != what) & (state == means)] = PATROL
        if present.order[what]:
            new[order == what] = means


_TOLD = {NOTICE: "noticed", CHASE: "chasing", SEARCH: "lost", RETREAT: "retreating"}


def _tell(world: World, row: int, old: int, new: int) -> None:
    if new == CHASE and old == ATTACK:
        return  # it never stopped
    kind = _TOLD.get(new)
    if kind:
        ships = world.ships
        who, target = int(ships.id[row]), int(ships.target[row])
        world.emit(Event(kind, who, target, float(ships.x[row]), float(ships.y[row])))


def _end_orders(world: World) -> None:
    ships = world.ships
    over = np.flatnonzero(ships.order_until <= world.time)
    if over.size:
        ships.order[over] = ships.order_next[over]
        ships.order_until[over] = np.inf


def _let_leavers_go(world: World) -> None:
    ships, player = world.ships, world.player_row
    leaving = np.flatnonzero(ships.order == O_LEAVE)
    if leaving.size == 0:
        return
    x, y = (float(ships.x[player]), float(ships.y[player])) if player >= 0 else (0.0, 0.0)
    gone = np.hypot(ships.x[leaving] - x, ships.y[leaving] - y) > LEAVE_GONE
    for who in ships.id[leaving[gone]].tolist():
        world.remove(who)


# -- where to --------------------------------------------------------------------------------------------


def _pick_goals(world: World, sight: Sight, minded: Flag, present: Present) -> None:
    """Where each is going: the next point of its path, a place near home, where the target was, or away from it."""
    ships = world.ships
    state = ships.state
    chance = world.random.ai.random((ships.n, 2)) * 2.0 - 1.0  # drawn for every row, every time: order never matters
    arrived = minded & (np.hypot(ships.goal_x - ships.x, ships.goal_y - ships.y) < ARRIVE)
    wander = arrived | (minded & (np.hypot(ships.vx, ships.vy) < STALLED))
    wander &= state == PATROL
    if np.count_nonzero(wander):
        _wander(world, wander, chance)
    if present.state[SEARCH]:
        searching = state == SEARCH
        _go(
            ships,
            searching & arrived,
            ships.known_x + chance[:, 0] * SEARCH_RING,
            ships.known_y + chance[:, 1] * SEARCH_RING,
        )
        _go(ships, searching & (ships.since == world.time), ships.known_x, ships.known_y)
    if present.state[CHASE]:
        _go(ships, state == CHASE, ships.known_x, ships.known_y)
    if present.state[RETREAT] or present.order[O_LEAVE]:
        away = (state == RETREAT) | (minded & (ships.order == O_LEAVE))
        _go(ships, away, ships.x - sight.dir_x * FLIGHT, ships.y - sight.dir_y * FLIGHT)
    if present.order[O_FOLLOW] or present.order[O_ESCORT]:
        beside = ((ships.order == O_FOLLOW) | (ships.order == O_ESCORT)) & sight.has & (state == PATROL)
        way = sight.distance - BESIDE
        _go(ships, beside & minded, ships.x + sight.dir_x * way, ships.y + sight.dir_y * way)


def _go(ships: Ships, who: Flag, x: Float, y: Float) -> None:
    np.copyto(ships.goal_x, x, where=who)
    np.copyto(ships.goal_y, y, where=who)


def _wander(world: World, wander: Flag, chance: Float) -> None:
    ships = world.ships
    pathed = wander & (ships.path >= 0)
    for row in pathed.nonzero()[0].tolist():
        path = world.paths[int(ships.path[row])]
        leg = (int(ships.leg[row]) + 1) % len(path)
        ships.leg[row] = leg
        ships.goal_x[row], ships.goal_y[row] = path[leg]
    stray = np.where(ships.order == O_GUARD, GUARD, WANDER)
    x, y = ships.home_x + chance[:, 0] * stray, ships.home_y + chance[:, 1] * stray
    _go(ships, wander & ~pathed & ~world.terrain.solid(x, y), x, y)


def _move(world: World, sight: Sight, minded: Flag, present: Present) -> None:
    ships = world.ships
    state, kind = ships.state, ships.kind
    full = NUMBERS.speed[kind]
    accel = NUMBERS.accel[kind]
    dx, dy = ships.goal_x - ships.x, ships.goal_y - ships.y
    far = np.maximum(np.hypot(dx, dy), 1e-6)
    share = _SHARE[state]
    if present.order[O_LEAVE] or present.order[O_FOLLOW] or present.order[O_ESCORT]:
        share[(ships.order >= O_FOLLOW) & (ships.order != O_HOLD) & (ships.order != O_DRIFT)] = 1.0
    pace = full * share * np.minimum(1.0 / 120.0, 1.0 / far)
    want_x, want_y = dx * pace, dy * pace
    if present.state[ATTACK]:
        strafe_x, strafe_y = _attack(world, sight)
        fighting = state == ATTACK
        np.copyto(want_x, strafe_x, where=fighting)
        np.copyto(want_y, strafe_y, where=fighting)
    _space_out(world, want_x, want_y, minded)
    if not world.terrain.empty:
        _avoid(world, want_x, want_y, minded)
    burn = np.minimum(1.0, np.hypot(want_x, want_y) / full)
    if present.state[DRIFT]:
        adrift = state == DRIFT
        np.copyto(want_x, ships.vx * 0.98, where=adrift)
        np.copyto(want_y, ships.vy * 0.98, where=adrift)
        accel[adrift], burn[adrift] = 20.0, 0.0
    np.copyto(ships.want_vx, want_x, where=minded)
    np.copyto(ships.want_vy, want_y, where=minded)
    np.copyto(ships.accel, accel, where=minded)
    np.copyto(ships.thrusting, burn, where=minded)


def _attack(world: World, sight: Sight) -> tuple[Float, Float]:
    """How each mind fights: hounds circle close, griefers swoop and break, wardens stand, watchers keep their eye."""
    ships = world.ships
    mind, kind = ships.mind, ships.kind
    near, far = NUMBERS.range_near[kind], NUMBERS.range_far[kind]
    side = np.where(ships.id & 1, 1.0, -1.0)
    swoop = 0.5 + 0.5 * np.sin(world.time * 1.7 + (ships.id & 0xFF) * 2.1)
    hold = np.where(mind == GRIEFER, near * 0.7 + (far - near * 0.7) * swoop, (near + far) * 0.5)
    along = np.clip((sight.distance - hold) / 90.0, -1.0, 1.0)
    circling = np.array([0.0, 0.25, 0.85, 0.15, 0.75, 0.35, 0.0])[mind] * side
    full = NUMBERS.speed[kind]
    target_x, target_y = ships.vx[sight.target] * 0.5, ships.vy[sight.target] * 0.5  # keep up with who flies away
    want_x = (sight.dir_x * along - sight.dir_y * circling) * full + target_x
    want_y = (sight.dir_y * along + sight.dir_x * circling) * full + target_y
    speed = np.maximum(np.hypot(want_x, want_y), 1e-6)
    limit = np.minimum(1.0, full / speed)
    return want_x * limit, want_y * limit


def _space_out(world: World, want_x: Float, want_y: Float, minded: Flag) -> None:
    """Push wishes apart where minds come nearer to each other than SPACING, in place."""
    ships = world.ships
    who = minded.nonzero()[0]
    if who.size < 2:
        return
    x, y = ships.x[who], ships.y[who]
    dx, dy = x[:, None] - x, y[:, None] - y
    d2 = dx * dx + dy * dy
    one, two = np.nonzero(d2 < SPACING * SPACING)
    apart = one != two
    one, two = one[apart], two[apart]
    if one.size == 0:
        return
    weight = 4.0e3 / np.maximum(d2[one, two], 100.0) - 4.0e3 / (SPACING * SPACING)
    want_x[who] += np.bincount(one, dx[one, two] * weight, who.size)
    want_y[who] += np.bincount(one, dy[one, two] * weight, who.size)


_HALVES = np.array([[0.5], [1.0]])
_FEELERS = ((1.0, 0.0), (0.8, 0.6), (0.8, -0.6), (0.17, 0.985), (0.17, -0.985))  # ahead, then left and right, wider


def _avoid(world: World, want_x: Float, want_y: Float, minded: Flag) -> None:
    """Turn wishes that lead into rock towards the first free feeler, in place."""
    ships = world.ships
    speed = np.hypot(want_x, want_y)
    rows = np.flatnonzero(minded & (speed > 10.0))
    if rows.size == 0:
        return
    x, y = ships.x[rows], ships.y[rows]
    ahead = (ships.radius[rows] + 30.0) / speed[rows] + 0.35  # seconds of way to look at
    fx, fy = want_x[rows] * ahead, want_y[rows] * ahead
    blocked = world.terrain.solid(x + fx * _HALVES, y + fy * _HALVES)
    at = np.flatnonzero(blocked[0] | blocked[1])
    if at.size == 0:
        return
    rows, x, y, fx, fy = rows[at], x[at], y[at], fx[at], fy[at]
    c, s = np.array(_FEELERS).T[:, :, None]
    fx, fy = fx * c - fy * s, fx * s + fy * c
    blocked = world.terrain.solid(x + fx, y + fy) | world.terrain.solid(x + fx * 0.5, y + fy * 0.5)
    stuck = blocked.all(axis=0)
    pick = np.argmin(blocked, axis=0)  # the first free one; when all are blocked, back off from the one ahead
    turn = np.where(stuck, -1.0, 1.0) / ahead[at]
    column = np.arange(rows.size)
    want_x[rows], want_y[rows] = fx[pick, column] * turn, fy[pick, column] * turn


# -- nose and trigger ------------------------------------------------------------------------------------


def _face_the_way(world: World, minded: Flag) -> None:
    """Noses along the wish; watchers let theirs wander from side to side."""
    ships = world.ships
    way = ships.wish.copy()
    watchers = np.flatnonzero(ships.mind == WATCHER)
    if watchers.size:
        glance = 0.9 * np.sin(world.time * 0.9 + (ships.id[watchers] & 0xFF))
        way[watchers] *= np.cos(glance) + 1j * np.sin(glance)
    long = np.abs(way)
    turn = minded & (long > 5.0) & (ships.state != DRIFT)
    np.copyto(ships.facing, way / np.maximum(long, 1e-6), where=turn)


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
    dx, dy = ships.x[target] - ships.x[rows], ships.y[target] - ships.y[rows]
    distance = np.hypot(dx, dy)
    lead = (ships.velocity[target] - ships.velocity[rows]) * (
        distance / NUMBERS.shot_speed[kind] * NUMBERS.aim_lead[kind]
    )
    error = wobble * NUMBERS.aim_error[kind]
    aim = (dx + 1j * dy + lead) * (np.cos(error) + 1j * np.sin(error))
    aim /= np.maximum(np.abs(aim), 1e-6)
    in_sight = world.time - ships.seen[rows] < IN_SIGHT
    looking = in_sight | (ships.state[rows] != CHASE)
    ships.facing[rows[looking]] = aim[looking]
    nose = (ships.heading[rows].conj() * aim).real
    fair = (ships.team[target] != CREW) | (ships.shown[rows] >= SHOWN)
    ready = (ships.state[rows] == ATTACK) & in_sight & (nose > AIMED) & fair
    ships.trigger[rows] = ready & (distance < NUMBERS.range_far[kind] * 1.3)
