"""A pod on a rope behind the ship: it swings, it may strike what stands in its way, and the rope bears only so much.

The rope is a joint between two bodies that lets them come nearer but not further apart, and gives when it is pulled
too hard. Its strain is what the pull has done to it over time: wide bends ease it, jerks and hurry do not.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from game.sim import roster
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.kinds import T_NEUTRAL

if TYPE_CHECKING:
    from game.sim.physics import Contact
    from game.sim.world import World

TAKES = 600.0  # nothing further off can be taken in tow [u]
LENGTH = 200.0  # between the middles of ship and pod, at most [u]
REEL = 90.0  # a rope that is longer when it is thrown is drawn in this fast [u/s]
GIVES = 7000.0  # it holds no harder than this [mass u/s2]; full thrust asks for 900, a bend at full speed for 2600
BEARS = 1500.0  # up to this pull it eases [mass u/s2]
SMOOTH = 0.16  # share of a tick's pull in what is felt of it
WEARS, EASES = 0.62, 0.34  # strain a second at twice what it bears, and back
STRAINED, EASED = 0.5, 0.2  # from here on it is told, and can be told again [strain]
BUMP_FROM = 55.0  # closing speed from which a touch is a bump [u/s]
BUMP = 34.0  # hull that a bump costs the pod: it bears two
BUMP_REST = 0.9  # before the next one counts [s]


@dataclass
class Tow:
    """The pod `who` in tow of the player's ship."""

    who: int
    length: float = LENGTH
    reach: float = LENGTH  # how long the rope is now [u]
    tension: float = 0.0  # as felt [mass u/s2]
    strain: float = 0.0  # 0..1; at 1 it breaks
    strained: bool = False  # that has been told
    bumps: int = 0
    rests: float = 0.0  # time until which no bump counts [s]

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    def tie(self, world: World) -> None:
        """Make the rope, which is new in every physics space."""
        row = world.ships.row_of(self.who)
        if row >= 0 and world.player_row >= 0:
            world.physics.tie(world.player_row, row, self.reach, GIVES)

    def update(self, world: World, contacts: list[Contact], dt: float) -> list[Blow]:
        """A tick, after physics: turn the pod to its rope, wear the rope, tell of bumps."""
        ships, me = world.ships, world.player_row
        row = ships.row_of(self.who)
        if row < 0 or me < 0:
            return []
        way = ships.place.item(me) - ships.place.item(row)
        ships.facing[row] = way / max(abs(way), 1.0)
        if self.reach > self.length:
            self.reach = max(self.length, self.reach - REEL * dt)
            world.physics.reel(self.reach)
        self.tension += (world.physics.tension(dt) - self.tension) * SMOOTH
        self._wear(world, row, dt)
        return self._feel(world, contacts) if contacts else []

    def _wear(self, world: World, row: int, dt: float) -> None:
        over = self.tension / BEARS - 1.0
        self.strain = max(0.0, self.strain + (WEARS * over if over > 0.0 else -EASES) * dt)
        x, y = world.ships.x.item(row), world.ships.y.item(row)
        if self.strain >= 1.0:
            self._end(world, x, y, "strain")
        elif self.strain >= STRAINED and not self.strained:
            self.strained = True
            world.emit(Event("tow.strained", self.who, world.player, x, y, self.strain))
        elif self.strain <= EASED:
            self.strained = False

    def _feel(self, world: World, contacts: list[Contact]) -> list[Blow]:
        blows = []
        for c in contacts:
            if self.who not in (c.a, c.b) or world.player in (c.a, c.b):
                continue
            if c.speed < BUMP_FROM or world.time < self.rests:
                continue
            self.rests, self.bumps = world.time + BUMP_REST, self.bumps + 1
            other = c.b if c.a == self.who else c.a
            world.emit(Event("tow.bumped", self.who, other, c.x, c.y, c.speed, c.name or roster.kind_of(world, other)))
            blows.append(Blow(self.who, 0, BUMP * world.harm.item(T_NEUTRAL), c.x, c.y, "solid"))
        return blows

    def loses(self, world: World, who: int) -> None:
        """A ship is about to be forgotten: if it is one of the two, nothing is in tow any more."""
        if who not in (self.who, world.player):
            return
        row = world.ships.row_of(self.who)
        x, y = (world.ships.x.item(row), world.ships.y.item(row)) if row >= 0 else (0.0, 0.0)
        self._end(world, x, y, "destroyed" if who == self.who else "lost")

    def _end(self, world: World, x: float, y: float, why: str) -> None:
        world.physics.untie()
        world.tow = None
        world.emit(Event("tow.broken", self.who, world.player, x, y, self.strain, why))


def take(world: World, who: int, length: float) -> bool:
    """Tie a ship to the player's; what was in tow is let go of. False when either is not there, or too far off."""
    row, me = world.ships.row_of(who), world.player_row
    if row < 0 or me < 0 or who == world.player:
        return False
    far = abs(world.ships.place.item(me) - world.ships.place.item(row))
    if far > TAKES:
        return False
    let_go(world)
    world.tow = Tow(who, length, max(length, far))
    world.tow.tie(world)
    x, y = world.ships.x.item(row), world.ships.y.item(row)
    world.emit(Event("tow.taken", who, world.player, x, y, length))
    return True


def let_go(world: World) -> bool:
    """Take the rope off; False when nothing is in tow."""
    tow = world.tow
    if tow is None:
        return False
    world.physics.untie()
    world.tow = None
    world.emit(Event("tow.off", tow.who, world.player))
    return True
