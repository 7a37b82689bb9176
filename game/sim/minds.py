"""The minds of drones and players, as one state machine over columns.

    PATROL -> NOTICE -> CHASE <-> ATTACK -> RETREAT -> PATROL
                 \\-> SEARCH (the last known place) -> PATROL

Ten times a second every mind looks, may change state, and says where it wants to go; between, it keeps its wish.
What differs by kind is numbers in `kinds`; what differs in manner is `_attack`. Orders come from the level.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from game.sim import senses
from game.sim.events import Event
from game.sim.heat import HUNTED
from game.sim.kinds import Mind, Team
from game.sim.senses import Sight
from game.sim.ships import NUMBERS
from game.sim.tables import Flag, Float

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

THINK = 6  # ticks between two decisions
STARTLE = 0.55  # from noticing to giving chase, on top of the kind's reaction: time for the player to see it happen [s]
LOSE = 0.7  # out of sight for this long is lost [s]
SHOWN = 1.0  # nobody fires before it has been on the player's screen this long [s]
CALM = 4.0  # after this long unhurt, runners stop running [s]
ARRIVE = 70.0  # near enough to a goal [u]
WANDER = 420.0  # how far patrols without a path stray from home [u]
GUARD = 160.0  # and guards [u]
SEARCH_RING = 280.0  # how far round the last known place it looks [u]
SPACING = 110.0  # minds keep this far apart [u]
LEAVE_GONE = 1100.0  # leavers are gone when this far from the player [u]
AIMED = 0.97  # cosine between nose and aim that allows a shot
GRUDGE = 8.0  # how long a hurt one holds it against whoever did it [s]
ANNOYED = 0.8  # share of hull and shield below which drones answer hits; a stray hit brings none
# Looking a member up on an enum class costs as much as a small array operation: the tick uses these.
PATROL, NOTICE, CHASE, ATTACK, RETREAT, SEARCH, IDLE, DRIFT = (int(state) for state in State)
O_GUARD, O_ATTACK, O_FLEE = int(Order.GUARD), int(Order.ATTACK), int(Order.FLEE)
O_FOLLOW, O_ESCORT, O_HOLD, O_DRIFT, O_LEAVE = (
    int(order) for order in (Order.FOLLOW, Order.ESCORT, Order.HOLD, Order.DRIFT, Order.LEAVE)
)
WATCHER, HOUND, WARDEN, GRIEFER, GRINDER = (
    int(mind) for mind in (Mind.WATCHER, Mind.HOUND, Mind.WARDEN, Mind.GRIEFER, Mind.GRINDER)
)
CREW = int(Team.CREW)
_SHARE = np.array([0.45, 0.0, 1.0, 1.0, 1.0, 0.7, 0.0, 0.0])  # of full speed, by state


def think(world: World, dt: float) -> None:
    """Decide for everyone with a mind. `dt` is the time since the last decision."""
    ships = world.ships
    minded = ships.mind > 0
    if not minded.any():
        world.heat.scan(world, minded, dt)
        return
    _end_orders(world)
    sight = senses.look(world)
    now = world.time
    seen = np.flatnonzero(sight.seen & minded)
    ships.known_x[seen], ships.known_y[seen] = ships.x[sight.target[seen]], ships.y[sight.target[seen]]
    ships.seen[seen] = now
    shown = senses.on_screen(world)
    ships.shown[:] = np.where(shown, ships.shown + dt, 0.0)
    _change_states(world, sight, minded)
    _pick_goals(world, sight, minded)
    _move(world, sight, minded)
    _aim(world, sight, minded)
    world.heat.scan(world, sight.seen, dt)
    _let_leavers_go(world)


# -- states ----------------------------------------------------------------------------------------------


def _hostile(world: World, sight: Sight) -> Flag:
    """Who means its target harm (or, for watchers, means to look at it)."""
    ships = world.ships
    mind, order = ships.mind, ships.order
    hurt = world.time - ships.hurt < GRUDGE
    worn = ships.hull + ships.shield < ANNOYED * (ships.hull_max + ships.shield_max)
    hunts = (mind == HOUND) | (mind == WARDEN)
    wants = mind == WATCHER
    wants |= hunts & ((world.heat.level >= HUNTED) | (hurt & worn))
    wants |= (mind == GRINDER) & hurt
    wants |= order == O_ATTACK
    forbidden = (order == O_HOLD) | (order == O_DRIFT) | (order == O_LEAVE) | (order == O_FLEE)
    out: Flag = wants & sight.has & ~forbidden
    return out


def _change_states(world: World, sight: Sight, minded: Flag) -> None:
    ships, now = world.ships, world.time
    state, kind = ships.state, ships.kind
    hostile = _hostile(world, sight) & minded
    age = now - ships.since
    fresh = now - ships.seen < LOSE
    near, far = sight.distance < NUMBERS.range_far[kind], sight.distance > NUMBERS.range_far[kind] * 1.35
    calm = (state == PATROL) | (state == SEARCH)
    engaged = (state == CHASE) | (state == ATTACK)
    hurt = now - ships.hurt < CALM
    scared = minded & hurt & (ships.hull < NUMBERS.courage[kind] * ships.hull_max) & sight.has
    scared |= minded & (ships.order == O_FLEE) & sight.has

    new = state.copy()
    new[calm & hostile & sight.seen] = NOTICE
    ripe = (state == NOTICE) & (age > NUMBERS.reaction[kind] + STARTLE)
    new[ripe & fresh & hostile] = CHASE
    new[ripe & ~fresh] = SEARCH
    new[(state == CHASE) & near & sight.seen] = ATTACK
    new[(state == ATTACK) & (far | ~fresh)] = CHASE
    new[engaged & ~fresh] = SEARCH
    new[(engaged | (state == NOTICE)) & ~hostile] = PATROL
    new[(state == SEARCH) & (age > NUMBERS.memory[kind])] = PATROL
    new[scared & (state != RETREAT)] = RETREAT
    new[(state == RETREAT) & ~scared & (age > CALM)] = PATROL
    new[minded & (ships.order == O_HOLD)] = IDLE
    new[minded & (ships.order == O_DRIFT)] = DRIFT
    new[minded & (ships.order != O_HOLD) & (state == IDLE)] = PATROL
    new[minded & (ships.order != O_DRIFT) & (state == DRIFT)] = PATROL

    changed = np.flatnonzero((new != state) & minded)
    if changed.size == 0:
        return
    for row in changed.tolist():
        _tell(world, row, int(state[row]), int(new[row]))
    state[changed] = new[changed]
    ships.since[changed] = now


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


def _pick_goals(world: World, sight: Sight, minded: Flag) -> None:
    """Where each is going: the next point of its path, a place near home, where the target was, or away from it."""
    ships = world.ships
    state = ships.state
    chance = world.random.ai.random((ships.n, 2)) * 2.0 - 1.0  # drawn for every row, every time: order never matters
    arrived = np.hypot(ships.goal_x - ships.x, ships.goal_y - ships.y) < ARRIVE
    wander = minded & arrived & (state == PATROL)
    pathed = wander & (ships.path >= 0)
    for row in np.flatnonzero(pathed).tolist():
        path = world.paths[int(ships.path[row])]
        leg = (int(ships.leg[row]) + 1) % len(path)
        ships.leg[row] = leg
        ships.goal_x[row], ships.goal_y[row] = path[leg]
    free = wander & ~pathed
    stray = np.where(ships.order == O_GUARD, GUARD, WANDER)
    ships.goal_x[free] = (ships.home_x + chance[:, 0] * stray)[free]
    ships.goal_y[free] = (ships.home_y + chance[:, 1] * stray)[free]

    look_round = (state == SEARCH) & arrived
    ships.goal_x[look_round] = (ships.known_x + chance[:, 0] * SEARCH_RING)[look_round]
    ships.goal_y[look_round] = (ships.known_y + chance[:, 1] * SEARCH_RING)[look_round]
    began = (state == SEARCH) & (ships.since == world.time)
    after = began | (state == CHASE)
    ships.goal_x[after], ships.goal_y[after] = ships.known_x[after], ships.known_y[after]

    away = (state == RETREAT) | (minded & (ships.order == O_LEAVE))
    ships.goal_x[away] = (ships.x - sight.dir_x * 600.0)[away]
    ships.goal_y[away] = (ships.y - sight.dir_y * 600.0)[away]
    beside = minded & ((ships.order == O_FOLLOW) | (ships.order == O_ESCORT)) & sight.has
    beside &= state == PATROL
    ships.goal_x[beside] = (ships.x + sight.dir_x * (sight.distance - 150.0))[beside]
    ships.goal_y[beside] = (ships.y + sight.dir_y * (sight.distance - 150.0))[beside]


def _move(world: World, sight: Sight, minded: Flag) -> None:
    ships = world.ships
    state, kind = ships.state, ships.kind
    dx, dy = ships.goal_x - ships.x, ships.goal_y - ships.y
    far = np.maximum(np.hypot(dx, dy), 1e-6)
    full = NUMBERS.speed[kind]
    hurry = (ships.order == O_LEAVE) | (ships.order == O_FOLLOW) | (ships.order == O_ESCORT)
    pace = full * np.where(hurry, 1.0, _SHARE[state]) * np.minimum(1.0, far / 120.0)
    want_x, want_y = dx / far * pace, dy / far * pace
    fighting = state == ATTACK
    if fighting.any():
        strafe_x, strafe_y = _attack(world, sight)
        want_x, want_y = np.where(fighting, strafe_x, want_x), np.where(fighting, strafe_y, want_y)
    adrift = state == DRIFT
    want_x, want_y = np.where(adrift, ships.vx * 0.98, want_x), np.where(adrift, ships.vy * 0.98, want_y)
    push_x, push_y = _spacing(world, minded)
    want_x += push_x
    want_y += push_y
    if not world.terrain.empty:
        _avoid(world, want_x, want_y, minded)
    ships.want_vx[minded], ships.want_vy[minded] = want_x[minded], want_y[minded]
    ships.accel[minded] = np.where(adrift, 20.0, NUMBERS.accel[kind])[minded]
    ships.thrusting[minded] = np.where(adrift, 0.0, np.minimum(1.0, np.hypot(want_x, want_y) / full))[minded]


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


def _spacing(world: World, minded: Flag) -> tuple[Float, Float]:
    """A push away from neighbours with minds, [u/s]."""
    ships = world.ships
    dx = ships.x[:, None] - ships.x[None, :]
    dy = ships.y[:, None] - ships.y[None, :]
    d2 = dx * dx + dy * dy
    close = (d2 < SPACING * SPACING) & (d2 > 0) & minded[None, :]
    weight = np.where(close, 1.0 / np.maximum(d2, 100.0) - 1.0 / (SPACING * SPACING), 0.0) * 4.0e3
    return (dx * weight).sum(axis=1), (dy * weight).sum(axis=1)


_FEELERS = ((1.0, 0.0), (0.8, 0.6), (0.8, -0.6), (0.17, 0.985), (0.17, -0.985))  # ahead, then left and right, wider


def _avoid(world: World, want_x: Float, want_y: Float, minded: Flag) -> None:
    """Turn wishes that lead into rock towards the first free feeler, in place."""
    ships = world.ships
    speed = np.hypot(want_x, want_y)
    rows = np.flatnonzero(minded & (speed > 10.0))
    if rows.size == 0:
        return
    ux, uy = want_x[rows] / speed[rows], want_y[rows] / speed[rows]
    reach = ships.radius[rows] + 30.0 + speed[rows] * 0.35
    c, s = np.array(_FEELERS).T[:, :, None]
    fx, fy = ux * c - uy * s, ux * s + uy * c
    x, y = ships.x[rows], ships.y[rows]
    blocked = world.terrain.solid(x + fx * reach, y + fy * reach)
    blocked |= world.terrain.solid(x + fx * reach * 0.5, y + fy * reach * 0.5)
    if not blocked[0].any():
        return
    first = np.argmin(blocked, axis=0)  # the first free one; 0 when all are blocked, then it backs off
    pick = np.arange(rows.size)
    stuck = blocked.all(axis=0)
    want_x[rows] = np.where(stuck, -ux, fx[first, pick]) * speed[rows]
    want_y[rows] = np.where(stuck, -uy, fy[first, pick]) * speed[rows]


# -- nose and trigger ------------------------------------------------------------------------------------


def _aim(world: World, sight: Sight, minded: Flag) -> None:
    """Point the nose: at the target, with lead and error, when fighting; else along the way. Fire when aimed."""
    ships = world.ships
    state, kind = ships.state, ships.kind
    wobble = world.random.ai.standard_normal(ships.n) * NUMBERS.aim_error[kind]
    time_of_flight = sight.distance / NUMBERS.shot_speed[kind] * NUMBERS.aim_lead[kind]
    lead_x = sight.dir_x * sight.distance + (ships.vx[sight.target] - ships.vx) * time_of_flight
    lead_y = sight.dir_y * sight.distance + (ships.vy[sight.target] - ships.vy) * time_of_flight
    c, s = np.cos(wobble), np.sin(wobble)
    aim_x, aim_y = lead_x * c - lead_y * s, lead_x * s + lead_y * c
    looking = (state == NOTICE) | (state == ATTACK) | ((state == CHASE) & sight.seen)
    glance = np.sin(world.time * 0.9 + (ships.id & 0xFF)) * np.where(ships.mind == WATCHER, 0.9, 0.0)
    gc, gs = np.cos(glance), np.sin(glance)
    way_x, way_y = ships.want_vx * gc - ships.want_vy * gs, ships.want_vx * gs + ships.want_vy * gc
    x, y = np.where(looking, aim_x, way_x), np.where(looking, aim_y, way_y)
    long = np.hypot(x, y)
    turn = minded & (long > 5.0) & (state != DRIFT)
    ships.face_x[turn], ships.face_y[turn] = (x / np.maximum(long, 1e-6))[turn], (y / np.maximum(long, 1e-6))[turn]

    nose = (ships.nose_x * aim_x + ships.nose_y * aim_y) / np.maximum(np.hypot(aim_x, aim_y), 1e-6)
    at_player = ships.team[sight.target] == CREW
    fair = ~at_player | (ships.shown >= SHOWN)
    ready = (state == ATTACK) & sight.seen & (nose > AIMED) & fair
    ships.trigger[minded] = (ready & (sight.distance < NUMBERS.range_far[kind] * 1.3))[minded]
