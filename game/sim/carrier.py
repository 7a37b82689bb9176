"""The carrier: a ship three screens long that goes by overhead and looks at what is under it only when it stops.

It is no body: nobody strikes it. Under its hull lies its shadow, in which nobody but the carrier itself sees a ship.
It keeps to a plan of legs, going and stopping. In every stop its lamps are announced, and then each of them draws a
strip of light over its stretch of the hull: who moves in it is scanned, who lies still is not. Beside the hull its
flank lights never go out, and scan as a watcher does.

Places under the hull are (along, across): along from -HALF at the stern to HALF at the bow, across to starboard.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim.events import Event
from game.sim.kinds import ANNOUNCE, IDENTIFY
from game.sim.sums import added

if TYPE_CHECKING:
    from game.sim.tables import Complex, Flag, Float
    from game.sim.world import World

LENGTH = 3840.0  # of the hull, and of its shadow [u]
WIDTH = 1000.0  # [u]
HALF, BEAM = LENGTH / 2, WIDTH / 2
FLANK = 900.0  # how far its flank lights reach from its sides [u]
LEEWAY = 20.0  # who was in the shadow leaves it so far beyond its edge [u]
EASE = 1.2  # from full speed to a halt, and back [s]
KNOCK = 1.0  # a leg is told so long before it begins [s]
TELL = 1.2  # the lamps are announced for so long in every stop [s]
AFTER = 0.3  # and are out for so long before it ends [s]
SHORTEST_STOP, SHORTEST_GO = 4.0, 2.0  # what there is time for [s]
LAMPS = 4  # stretches of the hull, each with a lamp of its own
STRETCH = LENGTH / LAMPS  # [u]
DWELL = 1.0  # a strip takes at least this long to pass a place [s]
STRIP = 220.0  # and is at least so wide [u]
MOVING = 45.0  # slower than this is still [u/s]
KNOWN = 0.8  # who moves in a strip is identified after so long [s],
BRISK, AT_MOST = 75.0, 4.0  # and who is faster than this [u/s] sooner in proportion, but for a limit
FORGET = 2.5  # a scan runs down from full in this time out of the light [s]
LEAVES = 2.5  # times its speed at which it goes when it is sent off
OUT_OF_SIGHT = 1500.0  # it is gone when its stern is past the end of its path and so far from the player [u]
FOR_GOOD = 1e9  # how long the last leg lasts [s]
LIGHTS = ("turns", "fore", "aft", "none")  # the way of its strips: one after the other, to the bow, to the stern


class Leg(NamedTuple):
    """It goes, or stops, for so long [s]."""

    going: bool
    seconds: float


@dataclass
class Carrier:
    """Where it is and what it is about. `s` is how far its bow has come along its path [u]."""

    path: list[tuple[float, float]]
    speed: float  # [u/s]
    plan: list[Leg]
    prints: list[str] = field(default_factory=list)  # ids of the lines on its hull
    light: str = "turns"
    s: float = 0.0
    pace: float = 0.0  # [u/s]
    leg: int = 0
    left: float = 0.0  # of this leg [s]
    told: bool = False  # the next leg has been knocked
    leaving: bool = False
    stops: int = 0  # stops begun
    row: int = 0  # stops in a row, this one counted
    shone: bool = False  # the lamps of this stop have been lit
    under: bool = False  # the player's ship is in its shadow
    looking: bool = False  # the player's ship is in its light, and moves
    scan: float = 0.0  # of the player's ship, 0..1
    x: float = 0.0  # its middle [u]
    y: float = 0.0
    nose_x: float = 1.0
    nose_y: float = 0.0
    was_x: float = 0.0  # a tick ago, for who draws between two ticks
    was_y: float = 0.0
    was_nose_x: float = 1.0
    was_nose_y: float = 0.0

    @classmethod
    def enter(
        cls, path: list[tuple[float, float]], speed: float, plan: list[Leg], prints: list[str], light: str
    ) -> Carrier:
        """With its bow where the path begins, and all of it before that."""
        carrier = cls(path, speed, plan, prints, light, pace=speed if plan[0].going else 0.0, left=plan[0].seconds)
        carrier._move(0.0)
        carrier._keep_pose()
        return carrier

    def snapshot(self) -> dict[str, Any]:
        return asdict(self) | {"plan": [tuple(leg) for leg in self.plan]}

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Carrier:
        path = [(float(x), float(y)) for x, y in data["path"]]
        return cls(**{**data, "path": path, "plan": [Leg(bool(going), float(s)) for going, s in data["plan"]]})

    # -- asking ----------------------------------------------------------------------------------------

    @property
    def going(self) -> bool:
        """Whether its plan has it go now; it is slow to begin and to stop."""
        return self.leaving or self.leg >= len(self.plan) or self.plan[self.leg].going

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A place of the world as (along, across) [u]."""
        dx, dy = x - self.x, y - self.y
        return dx * self.nose_x + dy * self.nose_y, dy * self.nose_x - dx * self.nose_y

    def shades(self, places: Complex) -> Flag:
        """Which places, as complex numbers, lie in its shadow. Shape (n,) in and out."""
        there = (places - complex(self.x, self.y)) * complex(self.nose_x, -self.nose_y)
        inside: Flag = (np.abs(there.real) <= HALF) & (np.abs(there.imag) <= BEAM)
        return inside

    @property
    def stern_first(self) -> bool:
        """Whether the strips of this stop go from the stern to the bow."""
        return self.light == "fore" or (self.light == "turns" and self.stops % 2 == 0)

    def tell(self) -> float:
        """How far the announcing of the lamps is, 0..1; 0 while nothing is announced."""
        gone = self._gone()
        return gone / TELL if 0.0 < gone < TELL else 0.0

    def strips(self) -> list[tuple[float, float]]:
        """What its lamps light under the hull now: (from, to) along it, from stern to bow."""
        share, wide = self._crossing()
        if share < 0.0:
            return []
        front = share * (STRETCH + wide)  # of the strip, from where its stretch begins
        low, high = max(0.0, front - wide), min(STRETCH, front)
        if not self.stern_first:
            low, high = STRETCH - high, STRETCH - low
        return [(lamp * STRETCH - HALF + low, lamp * STRETCH - HALF + high) for lamp in range(LAMPS)]

    def _gone(self) -> float:
        """Seconds since this stop began; negative while it goes, or when its lamps stay dark."""
        if self.going or self.light == "none":
            return -1.0
        return self.plan[self.leg].seconds - self.left

    def _crossing(self) -> tuple[float, float]:
        """How much of their way the strips have come, 0..1, and how wide they are [u]; (-1, 0) while they are dark."""
        gone = self._gone()
        if gone < TELL:
            return -1.0, 0.0
        time = self.plan[self.leg].seconds - TELL - AFTER
        wide = max(STRIP, STRETCH / (time - DWELL) * DWELL)
        share = (gone - TELL) / time
        return (share, wide) if share <= 1.0 else (-1.0, 0.0)

    # -- the tick --------------------------------------------------------------------------------------

    def update(self, world: World, dt: float) -> None:
        self._keep_pose()
        self._follow_plan(world, dt)
        full = 0.0 if not self.going else self.speed * (LEAVES if self.leaving else 1.0)
        most = max(full, self.speed) / EASE * dt
        self.pace += max(-most, min(most, full - self.pace))
        self._move(self.pace * dt)
        self._look(world, dt)

    def send_off(self, world: World) -> None:
        """It breaks its plan off and goes, faster than before."""
        if not self.going:
            world.emit(Event("carrier.halt-over", 0, 0, self.x, self.y, float(self.row)))
        self.leaving, self.leg, self.left, self.row = True, len(self.plan), FOR_GOOD, 0

    def past(self, world: World) -> bool:
        """Whether it has left its path behind, and the player, too."""
        length = added(math.dist(a, b) for a, b in zip(self.path, self.path[1:], strict=False))
        if self.s - LENGTH < length:
            return False
        row = world.player_row
        if row < 0:
            return True
        along, across = self.place(world.ships.x.item(row), world.ships.y.item(row))
        return math.hypot(max(0.0, abs(along) - HALF), max(0.0, abs(across) - BEAM)) > OUT_OF_SIGHT

    def _keep_pose(self) -> None:
        self.was_x, self.was_y, self.was_nose_x, self.was_nose_y = self.x, self.y, self.nose_x, self.nose_y

    def _move(self, by: float) -> None:
        """Its bow and its stern ride the path, which goes on straight beyond both its ends."""
        self.s += by
        (bx, by_), (sx, sy) = self._on_path(self.s), self._on_path(self.s - LENGTH)
        long = math.hypot(bx - sx, by_ - sy) or 1.0
        self.nose_x, self.nose_y = (bx - sx) / long, (by_ - sy) / long
        self.x, self.y = bx - self.nose_x * HALF, by_ - self.nose_y * HALF

    def _on_path(self, s: float) -> tuple[float, float]:
        path, leg, last = self.path, 0, len(self.path) - 2
        long = math.dist(path[0], path[1])
        while s > long and leg < last:
            s -= long
            leg += 1
            long = math.dist(path[leg], path[leg + 1])
        (ax, ay), (bx, by) = path[leg], path[leg + 1]
        return ax + (bx - ax) * s / long, ay + (by - ay) * s / long

    def _follow_plan(self, world: World, dt: float) -> None:
        self.left -= dt
        following = self.plan[self.leg + 1] if self.leg + 1 < len(self.plan) else Leg(True, FOR_GOOD)
        if not self.told and self.left <= KNOCK:
            self.told = True
            if not following.going:
                self._tell(world, "stops", self.row + 1)
            elif not self.going:
                self._tell(world, "goes", self.row)
        if self.left <= 0.0:
            self._begin(world, following)
        if self._gone() >= TELL and not self.shone:
            self.shone = True
            self._tell(world, "light", self.row)

    def _begin(self, world: World, following: Leg) -> None:
        stood = not self.going
        self.leg, self.left, self.told, self.shone = self.leg + 1, following.seconds, False, False
        if following.going:
            if stood:
                self._tell(world, "halt-over", self.row)
            self.row = 0
            return
        self.stops += 1
        self.row += 1
        self._tell(world, "halt", self.row)

    def _tell(self, world: World, what: str, value: int) -> None:
        world.emit(Event(f"carrier.{what}", 0, world.player, self.x, self.y, float(value)))

    # -- looking ---------------------------------------------------------------------------------------

    def _look(self, world: World, dt: float) -> None:
        row = world.player_row
        if row < 0:
            self.under = self.looking = False
            return
        x, y = world.ships.x.item(row), world.ships.y.item(row)
        along, across = self.place(x, y)
        self._notice_shadow(world, along, across, x, y)
        rate = 0.0
        if self.under:
            lit = any(low <= along <= high for low, high in self.strips())
            speed = abs(world.ships.velocity.item(row))
            if lit and speed > MOVING:
                rate = min(AT_MOST, max(1.0, speed / BRISK)) / KNOWN
        elif abs(along) <= HALF and abs(across) <= BEAM + FLANK and self._sees_beside(world, along, across, x, y):
            rate = 1.0 / (ANNOUNCE + IDENTIFY)
        self.looking = rate > 0.0 and not self._is_fooled(world)
        self._scan(world, rate * dt if self.looking else -dt / FORGET, x, y)

    def _notice_shadow(self, world: World, along: float, across: float, x: float, y: float) -> None:
        more = LEEWAY if self.under else 0.0
        under = abs(along) <= HALF + more and abs(across) <= BEAM + more
        if under != self.under:
            self.under = under
            world.emit(Event("carrier.under" if under else "carrier.left", 0, world.player, x, y))

    def _sees_beside(self, world: World, along: float, across: float, x: float, y: float) -> bool:
        """Whether nothing solid lies between the ship and the lamps of the side that it is on."""
        side = math.copysign(BEAM, across)
        from_x = np.array([self.x + along * self.nose_x - side * self.nose_y])
        from_y = np.array([self.y + along * self.nose_y + side * self.nose_x])
        return bool(world.terrain.clear_line(from_x, from_y, np.array([x]), np.array([y]))[0])

    def _is_fooled(self, world: World) -> bool:
        """A decoy in its light, or under its hull, hums louder than the ship does."""
        ships = world.ships
        for who, _ in world.decoys.flying:
            row = ships.row_of(who)
            if row >= 0:
                along, across = self.place(ships.x.item(row), ships.y.item(row))
                if abs(along) <= HALF and abs(across) <= BEAM + FLANK:
                    return True
        return False

    def _scan(self, world: World, by: float, x: float, y: float) -> None:
        before, heat = self.scan, world.heat
        self.scan = min(1.0, max(0.0, before + by))
        heat.suspicion = max(heat.suspicion, self.scan)
        if before == 0.0 < self.scan:
            world.emit(Event("scan.began", 0, world.player, x, y))
        elif self.scan == 0.0 < before:
            world.emit(Event("scan.lost", 0, world.player, x, y))
        if before < 1.0 == self.scan:
            if heat.know(world, 0, x, y):
                self._tell(world, "seen", 0)
            else:
                self.scan = 0.0


def call(
    world: World, path: Float, speed: float, plan: list[Leg], prints: list[str] | None = None, light: str = "turns"
) -> None:
    """The carrier comes in where a path begins, its bow first, in place of one that is there already.

    path    (k, 2), k >= 2 [u]
    prints  ids of the lines that stand on its hull, from bow to stern
    light   one of LIGHTS
    """
    points = [(float(x), float(y)) for x, y in path.tolist()]
    world.carrier = Carrier.enter(points, speed, plan, prints or [], light)
    world.emit(Event("carrier.came", 0, world.player, world.carrier.x, world.carrier.y, speed))


def dismiss(world: World) -> bool:
    """Send the carrier off; False when there is none."""
    if world.carrier is None:
        return False
    world.carrier.send_off(world)
    return True


def fly(world: World, carrier: Carrier, dt: float) -> None:
    """One tick of the carrier that is there, until it is past."""
    carrier.update(world, dt)
    if carrier.past(world):
        if carrier.scan > 0.0:
            world.emit(Event("scan.lost", 0, world.player, carrier.x, carrier.y))
        world.carrier = None
        world.emit(Event("carrier.gone", 0, world.player, carrier.x, carrier.y))
