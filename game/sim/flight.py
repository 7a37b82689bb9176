"""Flight: from commands and wishes to forces.

Every ship flies by the same rule: it has a wished velocity and a pull (how hard it may change towards it), and a
direction for its nose. Minds write these columns directly; this module writes the player's row from a command.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from game.sim.command import AXIS, Command, Held, Press
from game.sim.events import Event
from game.sim.kinds import PLAYER
from game.sim.pictures import DRIVE

if TYPE_CHECKING:
    from game.sim.world import World

_FIRE, _BOOST, _BRAKE, _DIRECT = int(Held.FIRE), int(Held.BOOST), int(Held.BRAKE), int(Held.DIRECT)
_ASSIST = int(Press.ASSIST)  # plain ints: flag arithmetic on enums is slow enough to show in a tick

# The feel of the Callister, from the feel sheet.
FULL_SPEED, PULL = PLAYER.speed, PLAYER.accel  # 420 u/s, reached in .9 s
BOOST_SPEED = 760.0  # [u/s]
BOOST_PULL = 1150.0  # [u/s2]
BOOST_TIME = 1.6  # a whole boost lasts this long [s]
BOOST_REFILL = 4.0  # [s]
BOOST_RELIGHT = 0.2  # share of a boost needed to light it again after it ran dry
COAST_PULL = 150.0  # with assist and no wish: drifts to rest in about three seconds [u/s2]
HOLD = 4  # ticks that everyone's forces but the player's are held
FEW = 6  # up to this many ships are pushed one by one: that is quicker
NO_PULL = 1e-9  # nothing, but a divisor [u/s2]
TURN_PULL = 620.0  # with assist: kills sideways drift and turns the course [u/s2]
BRAKE_PULL = 600.0  # with assist: full speed to rest in .7 s
BRAKE_PULL_BARE = 190.0  # without: 2.2 s
REVERSE_SHARE = 0.4  # of full speed, backwards
HELM_TURN = 0.88  # share of the turn rate the helm scheme uses: half a turn in .55 s
NOSE_GAIN = 9.0  # wished spin per radian of error [1/s]
BACK_BIAS = 1e-4  # [rad]
SPIN_PULL = 60.0  # how fast spin may change [rad/s2]
EDGE_PULL = 9.0  # out of the map's bounds a ship is pulled back: acceleration for each unit that it is out [1/s2]
EDGE_DRAG = 6.0  # and slowed down across the edge, so that it is not flung back [1/s]
# not plain numbers: numpy takes as long to look at one as to go through a column
_ONE, _BIAS, _ONE_AND_BIAS = np.array(1.0), np.array(BACK_BIAS), np.array(1.0 + BACK_BIAS)
_TWICE_GAIN = np.array(2.0 * NOSE_GAIN)


def steer(world: World, command: Command, dt: float) -> None:
    """Turn the command into the player's wished velocity, nose and trigger, within what has been granted."""
    row = world.player_row
    world.helm_spin = 0.0
    if row < 0:
        return
    if command.pressed & _ASSIST and "assist" in world.abilities:
        world.assist = not world.assist
        world.emit(Event("assist", world.player, value=float(world.assist)))
    world.helm_spin = helm(world, row, command, world.assist, dt)


def helm(world: World, row: int, command: Command, assist: bool, dt: float) -> float:
    """What a command means for the ship of a row, which flies as the Callister does. Returns the spin that it asks for
    [rad/s], 0 when the nose follows `facing`."""
    ships, able = world.ships.cells, world.abilities
    vx, vy = ships.vx[row], ships.vy[row]
    held = command.held
    wish_x, wish_y, spin = _wish(world, row, command)
    firing, boosting, braking = False, False, False
    if held & (_FIRE | _BOOST | _BRAKE):
        firing = held & _FIRE > 0 and "fire" in able
        braking = held & _BRAKE > 0 and "brake" in able
        boosting = held & _BOOST > 0 and "boost" in able
    if boosting or ships.boost[row] < 1.0:
        boosting = _boost(world, row, boosting, dt)
    ships.trigger[row], ships.boosting[row] = firing, boosting
    if ships.braking[row] != braking:
        ships.braking[row] = braking
        if braking:
            world.emit(Event("brake.began", ships.id[row], x=ships.x[row], y=ships.y[row]))
    wish = math.hypot(wish_x, wish_y)
    wishing = wish != 0.0
    if braking:
        want, pull = (0.0, 0.0), BRAKE_PULL if assist else BRAKE_PULL_BARE
    elif boosting:
        to_x, to_y = _boost_way(world, row, command, wish_x, wish_y)
        want, pull = (to_x * BOOST_SPEED, to_y * BOOST_SPEED), BOOST_PULL
    elif not wishing:
        coast = COAST_PULL if world.sandbox is None else max(NO_PULL, COAST_PULL * world.sandbox.coast)
        want, pull = ((0.0, 0.0), coast) if assist else ((vx, vy), NO_PULL)
    elif assist:
        ease = world.hold.ease if world.pictures is None else DRIVE  # a full hold makes a heavy ship
        turning = TURN_PULL * _turning(vx, vy, wish_x, wish_y, wish)
        want = wish_x * FULL_SPEED * ease, wish_y * FULL_SPEED * ease
        pull = (turning if turning > PULL else PULL) * ease
    else:
        want, pull = _bare(vx, vy, wish_x, wish_y, dt), PULL
    if world.gravity is not None and world.gravity.felt and not braking and row == world.player_row:
        want, pull = world.gravity.lean(want, pull, wishing or boosting)
    ships.want_vx[row], ships.want_vy[row] = want
    ships.accel[row] = pull
    ships.thrusting[row] = 1.0 if boosting or wish > 1.0 else wish
    return spin


def _wish(world: World, row: int, command: Command) -> tuple[float, float, float]:
    """Wished velocity as a share of full speed, and the spin that the helm asks for; sets where the nose goes."""
    ships, able = world.ships.cells, world.abilities
    may_thrust, may_turn = "thrust" in able, "turn" in able
    if command.held & _DIRECT:
        if may_turn:
            aim = command.aim_radians
            ships.face_x[row], ships.face_y[row] = math.cos(aim), math.sin(aim)
        x, y = command.move_x / AXIS, command.move_y / AXIS
        long = math.hypot(x, y)
        if not may_thrust or long == 0.0:
            return 0.0, 0.0, 0.0
        return (x / long, y / long, 0.0) if long > 1.0 else (x, y, 0.0)
    nose_x, nose_y = ships.nose_x[row], ships.nose_y[row]
    ships.face_x[row], ships.face_y[row] = nose_x, nose_y
    spin = command.turn / AXIS * PLAYER.turn * HELM_TURN if may_turn else 0.0
    thrust = command.thrust / AXIS if may_thrust else 0.0
    if thrust < 0:
        thrust *= REVERSE_SHARE
    return nose_x * thrust, nose_y * thrust, spin


def _turning(vx: float, vy: float, wish_x: float, wish_y: float, wish: float) -> float:
    """1 when the wish points away from the course, 0 along it: turning the course gets more pull than speeding up.
    `wish` is how long it is."""
    speed = math.hypot(vx, vy)
    if speed < 1.0:
        return 0.0
    turning = 1.0 - (vx * wish_x + vy * wish_y) / (speed * wish)
    return turning if turning < 1.0 else 1.0


def _boost_way(world: World, row: int, command: Command, wish_x: float, wish_y: float) -> tuple[float, float]:
    """Along the nose; in the direct scheme along the wish, so that one can run from what one shoots at."""
    wish = math.hypot(wish_x, wish_y)
    if command.held & _DIRECT and wish > 0.0:
        return wish_x / wish, wish_y / wish
    return world.ships.cells.nose_x[row], world.ships.cells.nose_y[row]


def _bare(vx: float, vy: float, wish_x: float, wish_y: float, dt: float) -> tuple[float, float]:
    """Without assist the drive only pushes: nothing kills drift, and full speed is a limit, not a goal."""
    want_x, want_y = vx + wish_x * PULL * dt, vy + wish_y * PULL * dt
    speed, before = math.hypot(want_x, want_y), math.hypot(vx, vy)
    limit = max(FULL_SPEED, before)
    return (want_x * limit / speed, want_y * limit / speed) if speed > limit else (want_x, want_y)


def _boost(world: World, row: int, wanted: bool, dt: float) -> bool:
    """Burn or refill the boost, while it is wanted or not full. Returns whether it burns this tick."""
    ships = world.ships
    level = ships.boost.item(row)
    burning = ships.boosting.item(row)
    if wanted and (level > 0.0 if burning else level >= BOOST_RELIGHT):
        if not burning:
            world.emit(Event("boost.began", int(ships.id[row]), x=float(ships.x[row]), y=float(ships.y[row])))
        level = max(0.0, level - dt / BOOST_TIME)
        ships.boost[row] = level
        if level <= 0.0:
            world.emit(Event("boost.empty", int(ships.id[row])))
            return False
        return True
    if level < 1.0:
        level = min(1.0, level + dt / BOOST_REFILL)
        ships.boost[row] = level
        if level >= 1.0:
            world.emit(Event("boost.full", int(ships.id[row])))
    return False


def push(world: World, dt: float) -> bool:
    """Forces and torques for the next step: the player's every tick, everyone else's a few times as seldom.

    A held force is worked out so that it meets the wish at the end of its time, not before: nobody overshoots.
    Says whether everyone's were worked out.
    """
    ships, physics, player = world.ships, world.physics, world.player_row
    fresh = physics.stale or world.tick % HOLD == 0
    if fresh:
        if ships.n > FEW:
            _push_everyone(world, HOLD * dt)
        else:
            for row in range(ships.n):
                if row != player:
                    push_one(world, row, 0.0, HOLD * dt)
        if world.gravity is not None:
            world.gravity.push(world)
        physics.stale = False
    if player >= 0:
        push_one(world, player, world.helm_spin, dt)  # a key that goes down moves it on this very tick
        _turn_back(world, player)
    return fresh


def _push_everyone(world: World, dt: float) -> None:
    ships = world.ships
    force, torque = world.physics.pushes(ships.n)
    pull = ships.wish - ships.velocity
    accel = ships.accel
    reach = np.maximum(np.abs(pull), accel * np.array(dt))  # a wish within reach is met exactly
    np.multiply(pull, accel * ships.mass / reach, out=force)
    turn = ships.facing * ships.heading.conj()  # cosine and sine of the nose's error
    along = turn.real
    # twice the tangent of half the error: as good as the angle near zero, and it only grows towards the back;
    # the bias, which is nothing ahead, breaks the tie of a nose that points exactly the wrong way
    spin = (turn.imag + (_ONE - along) * _BIAS) / (along + _ONE_AND_BIAS)
    spin *= _TWICE_GAIN
    fastest = ships.turn
    np.minimum(np.maximum(spin, -fastest, out=spin), fastest, out=spin)
    spin -= ships.spin
    most = SPIN_PULL * dt
    np.minimum(np.maximum(spin, np.array(-most), out=spin), np.array(most), out=spin)
    spin *= np.array(1.0 / dt)
    np.multiply(spin, ships.inertia, out=torque)


def push_one(world: World, row: int, spin: float, dt: float) -> None:
    """The same rule for one ship in plain numbers; a `spin` [rad/s] is taken for what its nose would ask for."""
    ships, cells = world.ships, world.ships.cells
    force, torque = world.physics.pushes(ships.n)
    # comparisons, not min and max, whose calls would be a third of the time
    pull: complex = ships.wish.item(row) - ships.velocity.item(row)
    accel = cells.accel[row]
    far, reach = abs(pull), accel * dt
    force[row] = pull * (accel * cells.mass[row] / (far if far > reach else reach))
    if not spin:
        turn = ships.facing.item(row) * ships.heading.item(row).conjugate()
        along = turn.real
        spin = 2.0 * NOSE_GAIN * (turn.imag + (1.0 - along) * BACK_BIAS) / (along + (1.0 + BACK_BIAS))
        fastest = cells.turn[row]
        spin = fastest if spin > fastest else -fastest if spin < -fastest else spin
    change, limit = spin - cells.spin[row], SPIN_PULL * dt
    change = limit if change > limit else -limit if change < -limit else change
    torque[row] = change / dt * cells.inertia[row]


def _turn_back(world: World, row: int) -> None:
    """The further out, the harder: nobody gets away from a map that has no walls. Minds want nothing there."""
    ships = world.ships.cells
    x0, y0, x1, y1 = world.terrain.bounds
    x, y = ships.x[row], ships.y[row]
    if x0 <= x <= x1 and y0 <= y <= y1:
        return
    pull_x = _back(x, ships.vx[row], x0, x1)
    pull_y = _back(y, ships.vy[row], y0, y1)
    force, _ = world.physics.pushes(world.ships.n)
    force[row] += complex(pull_x, pull_y) * ships.mass[row]


def _back(at: float, speed: float, low: float, high: float) -> float:
    """Acceleration along one axis, 0 between its bounds [u/s2]."""
    out = min(high - at, 0.0) + max(low - at, 0.0)
    return out * EDGE_PULL - speed * EDGE_DRAG if out else 0.0
