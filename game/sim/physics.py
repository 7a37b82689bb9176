"""The bridge to pymunk: one dynamic circle for each ship row, convex pieces and segments for terrain.

Rows and bodies keep the same order (both swap the last one into a hole), so a tick is one batch write and one batch
read. Pieces that move have kinematic bodies, which come before all ships and stay until the next reseat, whatever
happens to their shapes: so the ships' rows begin after theirs, and no removal can bring one in between. Callbacks only
append to a list, which is sorted by our own ids before anyone acts on it.
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pymunk
from pymunk import autogeometry, batch
from pymunk._chipmunk_cffi import ffi, lib
from pymunk.batch import BodyFields

from game.sim.clock import DT
from game.sim.kinds import KIND_INDEX, Mind
from game.sim.movers import PUSH_MOST, Movers
from game.sim.ships import Ships
from game.sim.tables import Complex, Float
from game.sim.terrain import Rock, Terrain, Wall

ITERATIONS = 10
SHIP, SOLID, MITE = 1, 2, 7  # collision types; who hears of contacts is told of ships', and of mites' with ships
SELVES = (KIND_INDEX["callister"], KIND_INDEX["ghost"])
ANYBODY = pymunk.ShapeFilter()
ONESELF = pymunk.ShapeFilter(group=2)  # nobody is shoved by their own past
SWARM = pymunk.ShapeFilter(group=1)  # mites keep apart by themselves, and pass through each other
BOUNCE = 0.35  # elasticity of everything, unless the rules of the world say otherwise
FRICTION = 0.15  # of everything
SKIN = 2.0  # rounding of a rock's outline [u]
CONVEX_SLACK = 0.5  # how far a convex piece may bulge over the outline [u]
_READ = BodyFields.POSITION | BodyFields.ANGLE | BodyFields.VELOCITY | BodyFields.ANGULAR_VELOCITY
_WRITE = BodyFields.FORCE | BodyFields.TORQUE
_GETTER = ffi.addressof(lib, "pmSpaceBodyGetIteratorFuncBatched")
_SETTER = ffi.addressof(lib, "pmSpaceBodySetIteratorFuncBatched")
_from_handle = ffi.from_handle
_step, _each_body = lib.cpSpaceStep, lib.cpSpaceEachBody
_NOWHERE = pymunk.Body()._space  # a reference to no space
_ONE, _TWO = ffi.new("cpShape *[1]"), ffi.new("cpShape *[1]")  # where a contact's shapes are told


class Contact:
    """Two bodies that began to touch: ids (0 = terrain), point, closing speed [u/s], name of the terrain piece."""

    __slots__ = ("a", "b", "name", "speed", "x", "y")

    def __init__(self, a: int, b: int, x: float, y: float, speed: float, name: str) -> None:
        self.a, self.b, self.x, self.y, self.speed, self.name = a, b, x, y, speed, name


class Parcel:
    """Some fields of all bodies, as `pymunk.batch` carries them. Its own functions tie a new parcel at every call,
    which takes longer than the way."""

    def __init__(self, carrier: Any, fields: BodyFields) -> None:
        self.buffer = batch.Buffer()
        self._floats = self.buffer._float_arr
        self._carrier = carrier
        self._tied = ffi.new("pmBatchedData *")
        self._tied.fields, self._tied.floatArray, self._tied.intArray = fields.value, self._floats, self.buffer._int_arr

    def carry(self, space: pymunk.Space) -> None:
        """From the bodies into the buffer, or from the buffer to the bodies; from its beginning."""
        self._floats.num = 0
        _each_body(space._space, self._carrier, self._tied)


class _Quick:
    """What comes by the hundred: attributes are set as every object's are, past pymunk's own way to that."""

    __setattr__ = object.__setattr__


class Body(_Quick, pymunk.Body):
    pass


class Circle(_Quick, pymunk.Circle):
    pass


class Poly(_Quick, pymunk.Poly):
    pass


class Segment(_Quick, pymunk.Segment):
    pass


class Space(pymunk.Space):
    """Steps without what pymunk does each time about bodies that come and go within a step, when none did: only our
    own callback is called from one, and it puts nothing off.

    `take`, `let_go` and `empty` do for many at once what its `add` and `remove` do one by one, which look each time
    whether it may be done.
    """

    def take(self, bodies: Sequence[pymunk.Body], shapes: Sequence[pymunk.Shape]) -> None:
        """Bodies and shapes that are nowhere."""
        here, space = weakref.ref(self), self._space
        for body in bodies:
            body.__dict__["_space"] = here
            lib.cpSpaceAddBody(space, body._body)
        for shape in shapes:
            shape.__dict__["_space"] = here
            lib.cpSpaceAddShape(space, shape._shape)
        self._bodies.update(dict.fromkeys(bodies))
        self._bodies_to_check.update(bodies)
        self._shapes.update(dict.fromkeys(shapes))

    def let_go(self, body: pymunk.Body, shape: pymunk.Shape) -> None:
        """Of a body that is here, and its only shape."""
        body.__dict__["_space"] = shape.__dict__["_space"] = _NOWHERE
        lib.cpSpaceRemoveBody(self._space, body._body)
        lib.cpSpaceRemoveShape(self._space, shape._shape)
        del self._bodies[body], self._shapes[shape]
        self._bodies_to_check.discard(body)

    def empty(self) -> None:
        """Let go of everything; joints went before."""
        space = self._space
        for shape in self._shapes:
            shape.__dict__["_space"] = _NOWHERE
            lib.cpSpaceRemoveShape(space, shape._shape)
        for body in self._bodies:
            body.__dict__["_space"] = _NOWHERE
            lib.cpSpaceRemoveBody(space, body._body)
        self._shapes.clear()
        self._bodies.clear()
        self._bodies_to_check.clear()

    def step(self, dt: float) -> None:
        if self._bodies_to_check or self._removed_shapes:
            super().step(dt)
        else:
            _step(self._space, dt)


class Physics:
    def __init__(self, terrain: Terrain | None) -> None:
        """None: there is no ground yet, as all will be built by `reseat`."""
        self.contacts: list[Contact] = []
        self._fault: BaseException | None = None
        self._in = Parcel(_GETTER, _READ)
        self._out = Parcel(_SETTER, _WRITE)
        self._carried: list[pymunk.Body] = []  # of what moves, gone or not
        self._take_seats(0)
        self.stale = True  # the rows of forces do not fit the ships any more
        self.bounce, self.keeps = BOUNCE, 1.0  # elasticity; the share of its speed that everything keeps for a second
        self._ground = Body(body_type=pymunk.Body.STATIC)
        self._bodies: list[pymunk.Body] = []  # one per ship row, in the same order
        self._rounds: list[pymunk.Shape] = []  # and its shape: a body would look for it
        self._solids: dict[str, list[pymunk.Shape]] = {}
        self._rope: pymunk.SlideJoint | None = None
        self._new_space(terrain, {})

    def _new_space(self, terrain: Terrain | None, stood: dict[str, list[pymunk.Shape]]) -> None:
        """A space with what stands and what moves; `stood`: shapes of pieces as they stood in the one before."""
        self.space = space = Space()  # never threaded: slower here, and not deterministic
        space.iterations, space.damping = ITERATIONS, self.keeps
        self._solids = {}
        space.add(self._ground)  # now: the batch lists it, and the bodies that it lists must not grow later
        for piece in terrain.pieces() if terrain is not None else ():
            self._settle(piece, stood.pop(piece.name, []) or self._shapes_of(piece, self._ground))
        self._carried = []
        if terrain is not None and terrain.moving is not None:
            self._build_movers(terrain.moving)
            self._take_seats(0)
        space.on_collision(SHIP, SOLID, begin=self._began)
        space.on_collision(SHIP, SHIP, begin=self._began)
        space.on_collision(SHIP, MITE, begin=self._began)

    @staticmethod
    def _shapes_of(
        piece: Rock | Wall, body: pymunk.Body, middle: tuple[float, float] = (0.0, 0.0)
    ) -> list[pymunk.Shape]:
        points = piece.points - middle
        shapes = _rock_shapes(body, points) if isinstance(piece, Rock) else _wall_shapes(body, points, piece.width)
        for shape in shapes:  # pymunk's own properties take longer than all else here, and there are hundreds
            lib.cpShapeSetCollisionType(shape._shape, SOLID)
            lib.cpShapeSetFriction(shape._shape, FRICTION)
            shape.__dict__["name"], shape.__dict__["ship_id"] = piece.name, 0
        return shapes

    def _settle(self, piece: Rock | Wall, shapes: list[pymunk.Shape]) -> None:
        for shape in shapes:
            lib.cpShapeSetElasticity(shape._shape, self.bounce)
        self.space.take((), shapes)
        self._solids[piece.name] = shapes

    def _build_movers(self, movers: Movers) -> None:
        for row, mover in enumerate(movers.pieces):
            body = Body(body_type=pymunk.Body.KINEMATIC)
            body.position, body.angle = (movers.place[row].real, movers.place[row].imag), movers.angle.item(row)
            self.space.add(body)
            self._carried.append(body)
            if movers.standing[row]:
                self._settle(mover.piece, self._shapes_of(mover.piece, body, mover.middle))

    # -- bodies ----------------------------------------------------------------------------------------

    def add(self, ships: Ships, rows: Sequence[int]) -> None:
        """Bodies for rows that were just appended."""
        cells, bodies, rounds = ships.cells, [], []
        for row in rows:
            body = Body(cells.mass[row], cells.inertia[row])
            shape = Circle(body, cells.radius[row])
            lib.cpShapeSetFriction(shape._shape, FRICTION)
            shape.__dict__["name"], shape.__dict__["ship_id"] = "", cells.id[row]
            self._shape_up(ships, row, body, shape)
            bodies.append(body)
            rounds.append(shape)
        self.space.take(bodies, rounds)
        self._bodies += bodies
        self._rounds += rounds
        self.stale = True

    def _shape_up(self, ships: Ships, row: int, body: pymunk.Body, shape: pymunk.Shape) -> None:
        """Let a body that is in no space be as the columns say."""
        cells = ships.cells
        lib.cpBodyUpdatePosition(body._body, 0.0)  # what the last step left to put bodies apart with is forgotten
        lib.cpBodySetPosition(body._body, (cells.x[row], cells.y[row]))
        lib.cpBodySetVelocity(body._body, (cells.vx[row], cells.vy[row]))
        lib.cpBodySetAngle(body._body, cells.angle[row])
        lib.cpBodySetAngularVelocity(body._body, cells.spin[row])
        kind, filter = SHIP, ANYBODY
        if cells.mind[row] == Mind.MITE:
            kind, filter = MITE, SWARM
        elif cells.kind[row] in SELVES:
            filter = ONESELF
        lib.cpShapeSetCollisionType(shape._shape, kind)
        lib.cpShapeSetFilter(shape._shape, filter)
        lib.cpShapeSetElasticity(shape._shape, self.bounce)
        lib.cpCircleShapeSetRadius(shape._shape, cells.radius[row])

    def drop(self, rows: Sequence[int]) -> None:
        """Remove rows' bodies, one after the other; each time the last body takes its place, as in the table."""
        bodies, rounds = self._bodies, self._rounds
        for row in rows:
            self.space.let_go(bodies[row], rounds[row])
            bodies[row], rounds[row] = bodies[-1], rounds[-1]
            bodies.pop(), rounds.pop()
        self.stale = True

    def move(self, row: int, x: float, y: float, vx: float, vy: float, angle: float, spin: float | None = None) -> None:
        """Put a body somewhere else at once; it keeps its spin unless told."""
        body = self._bodies[row]
        body.position, body.velocity, body.angle = (x, y), (vx, vy), angle
        if spin is not None:
            body.angular_velocity = spin
        self.space.reindex_shapes_for_body(body)

    def add_terrain(self, piece: Rock | Wall) -> None:
        """A piece that stands has come in."""
        self._settle(piece, self._shapes_of(piece, self._ground))

    # -- a rope ----------------------------------------------------------------------------------------

    def tie(self, row: int, other: int, reach: float, gives: float) -> None:
        """A rope between the middles of two ships: they come no further apart, as far as it holds [mass u/s2]."""
        self.untie()
        self._rope = pymunk.SlideJoint(self._bodies[row], self._bodies[other], (0, 0), (0, 0), 0.0, reach)
        self._rope.max_force = gives
        self.space.add(self._rope)

    def reel(self, reach: float) -> None:
        """The rope is so long from now on [u]."""
        if self._rope is not None:
            self._rope.max = reach

    def untie(self) -> None:
        if self._rope is not None:
            self.space.remove(self._rope)
            self._rope = None

    def tension(self, dt: float) -> float:
        """How hard the rope was pulled in the last step of `dt` [mass u/s2]."""
        return float(self._rope.impulse) / dt if self._rope is not None else 0.0

    def remove_terrain(self, name: str) -> None:
        self.space.remove(*self._solids.pop(name, ()))

    def carry(self, movers: Movers, rows: list[int]) -> None:
        """Before a step: put bodies where it takes them to their places, at a speed that ships can bear."""
        for row in rows:
            body, place = self._carried[row], movers.place.item(row)
            velocity = (place - movers.before.item(row)) / DT
            velocity *= min(1.0, PUSH_MOST / max(abs(velocity), 1.0))
            begin, turn = place - velocity * DT, movers.turn.item(row)
            # pymunk's own properties make a vector of each, which takes longer than the way
            lib.cpBodySetVelocity(body._body, (velocity.real, velocity.imag))
            lib.cpBodySetPosition(body._body, (begin.real, begin.imag))
            if turn:
                lib.cpBodySetAngularVelocity(body._body, turn)
                lib.cpBodySetAngle(body._body, movers.angle.item(row) - turn * DT)

    def reseat(self, ships: Ships, terrain: Terrain) -> None:
        """Build the space anew from the columns: drops cached impulses, so that a restored world steps alike.

        Who flies and what stands come into it with the bodies and shapes that they have, in the order in which they
        would get new ones: to make hundreds takes long, and to be rid of as many takes longer.
        """
        self.stale = True
        if terrain.moving is not None:
            terrain.moving.jolt()
        flew, rounds, stood = self._bodies, self._rounds, self._solids
        self.untie()
        self.space.empty()
        self._bodies, self._rounds = [], []
        self._new_space(terrain, {name: shapes for name, shapes in stood.items() if shapes[0].body is self._ground})
        if len(flew) != ships.n:
            self.add(ships, range(ships.n))
            return
        self._bodies, self._rounds = flew, rounds
        for row, (body, shape) in enumerate(zip(flew, rounds, strict=True)):
            self._shape_up(ships, row, body, shape)
        self.space.take(flew, rounds)

    # -- one tick --------------------------------------------------------------------------------------

    def _take_seats(self, n: int) -> None:
        """Lay out the rows that the batch reads in place: what moves comes first; the static body has the last."""
        self._seats = n
        first = self._first = len(self._carried)
        rows = np.zeros((first + n + 1, 3))
        self._out.buffer.set_float_buf(rows)
        self._force: Complex = rows[first : first + n, :2].view(np.complex128)[:, 0]
        self._torque: Float = rows[first : first + n, 2]
        self._poses: Float | None = None

    def pushes(self, n: int) -> tuple[Complex, Float]:
        """Where the next step's forces [mass u/s2] and torques of n ships go. Two arrays of shape (n,)."""
        if self._seats != n:
            self._take_seats(n)
        return self._force, self._torque

    def step(self, ships: Ships, dt: float) -> list[Contact]:
        """Step with the forces in `pushes`, read poses back. Returns contacts that began, in id order."""
        if self._seats != ships.n:  # the last ship is gone, and nobody asked for a push
            self._take_seats(ships.n)
        space, contacts = self.space, self.contacts
        self._out.carry(space)
        contacts.clear()
        space.step(dt)
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        self._in.carry(space)
        if self._poses is None:  # the batch's own memory, which moves only when there are more bodies
            self._poses = np.frombuffer(self._in.buffer.float_buf()).reshape(-1, 6)[self._first :][: ships.n]
        ships.motion[:] = self._poses
        angle = ships.angle
        np.cos(angle, ships.nose_x)  # into the columns
        np.sin(angle, ships.nose_y)
        if len(contacts) > 1:
            contacts.sort(key=lambda c: (c.a, c.b, c.name, c.x, c.y))
        return contacts

    def _began(self, arbiter: pymunk.Arbiter, space: pymunk.Space, data: Any) -> None:
        try:  # pymunk swallows what a callback raises: keep it and raise it after the step
            # what pymunk's own properties read: they make a vector of each, and a swarm touches all the time
            lib.cpArbiterGetShapes(arbiter._arbiter, _ONE, _TWO)
            first, second = _ONE[0], _TWO[0]
            one, two = _from_handle(lib.cpShapeGetUserData(first)), _from_handle(lib.cpShapeGetUserData(second))
            a, b, name = one.ship_id, two.ship_id, one.name or two.name
            touch, body = lib.cpArbiterGetContactPointSet(arbiter._arbiter), lib.cpShapeGetBody(first)
            va, vb = lib.cpBodyGetVelocity(body), lib.cpBodyGetVelocity(lib.cpShapeGetBody(second))
            normal = touch.normal
            speed = abs((va.x - vb.x) * normal.x + (va.y - vb.y) * normal.y)
            point = touch.points[0].pointA if touch.count else lib.cpBodyGetPosition(body)
            if a < b or not a:
                a, b = (b, a) if b else (a, b)
            self.contacts.append(Contact(a, b, point.x, point.y, speed, name))
        except BaseException as fault:
            self._fault = fault


def _rock_shapes(body: pymunk.Body, points: Float) -> list[pymunk.Shape]:
    ring = np.ascontiguousarray(points, np.float64)
    return [Poly(body, part, radius=SKIN) for part in _convex_parts(ring.tobytes())]


def _wall_shapes(body: pymunk.Body, points: Float, width: float) -> list[pymunk.Shape]:
    corners = [(float(x), float(y)) for x, y in points]
    return [Segment(body, a, b, width / 2) for a, b in pairwise(corners)]


@lru_cache(maxsize=4096)
def _convex_parts(points: bytes) -> list[list[tuple[float, float]]]:
    """Convex pieces of a simple ring (k, 2) float64, given as bytes: every checkpoint asks for the same ones again."""
    ring = np.frombuffer(points).reshape(-1, 2)
    x, y = ring.T
    if float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) < 0:
        ring = ring[::-1]  # the decomposition wants one winding and asserts on the other
    corners = [(float(a), float(b)) for a, b in ring]
    parts = autogeometry.convex_decomposition([*corners, corners[0]], CONVEX_SLACK)
    return [[(point.x, point.y) for point in part[:-1]] for part in parts]


def circle_inertia(mass: float, radius: float) -> float:
    """Moment of a disc, as pymunk.moment_for_circle gives it."""
    return 0.5 * mass * radius * radius if math.isfinite(mass) else mass
