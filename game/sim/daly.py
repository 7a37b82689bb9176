"""Daly's clone: somebody who owns the room that he fights in. He does not shoot; he changes what is there.

One power at a time is told, strikes, and takes its time; then he rests. He is never destroyed: whoever takes his last
hull off him puts him down for a while, and what follows is the level's to say. Where he has copies (ships of the kind
`backup` that nobody has cut), he makes himself whole out of them. While a loop is closed round him he does nothing of
his own.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import ground
from game.sim.clock import TICK_HZ
from game.sim.command import Command, Held, Press
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.kinds import KIND_INDEX, T_CREW, T_NEUTRAL
from game.sim.motions import TELL_TICKS, Slide
from game.sim.powers import PHASES, POWERS, SKINS
from game.sim.shots import PULSE
from game.sim.tables import Float

if TYPE_CHECKING:
    from game.sim.world import World

REACH = 1700.0  # so far he sees, and freezes [u]
FROZEN = 1.5  # who is frozen stands still for so long [s]
COLD = 12.0  # and loses so much, shield or hull
BOX = (430.0, 330.0)  # of what he deletes [u]
BOX_LEAD = 0.35  # it is drawn where we will be so much later [s]
BOX_COVER, BOX_PULL = 340.0, 0.35  # cover so near [u] draws the box towards it by this share of the way
GONE = 85.0  # what a ship in the box loses, shield or hull
NEAR_SLIDE = 420.0  # he moves what passes us within this [u]
SLIDE_TAKES = 2.2  # from one end of its way to the other [s]
FAN, SPREAD = 5, 0.34  # bolts of a throw, and the angle between the outermost [rad]
BOLT, BOLT_LIFE, BOLT_HARM = 540.0, 2.4, 10.0  # [u/s], [s]
MOUTH = 1.15  # bolts begin so many radii from his middle
DOWN = 3.2  # without hull he lies so long before he does anything [s]
RISES = 0.4  # share of his hull with which he gets up where he has no copies left
ASKS_FOR_IT = 0.55  # share of hull under which he heals, while he has copies
LAG = 18  # ticks after a strike at which it is asked whom it caught
TURN = 0.45  # how fast he goes about his place [rad/s]
_LEFT_TO_THE_FROZEN = int(Press.SKIP | Press.RETRY | Press.CHOICE_1 | Press.CHOICE_2 | Press.CHOICE_3 | Press.CHOICE_4)
_BRAKE = int(Held.BRAKE)
_BACKUP = KIND_INDEX["backup"]


@dataclass
class Daly:
    """Him. Times are ticks.

    cover   rocks that he may delete, of which he leaves `spare`
    slides  rocks and walls that he moves
    power   what is told now, or lasts; '' while he rests
    strikes when that happens; `over` when it is over
    box     (left, top, right, bottom) of what is told [u], `way` (x, y) in which it goes [u]
    mark    where a throw goes [u]
    frozen  until then the player's ship stands still
    dodged  strikes in a row that have caught nobody
    gap     bearing of the gap in the ring round him [rad]; None: there is no ring
    """

    who: int
    home: tuple[float, float]
    phase: str = "rules"
    cover: list[str] = field(default_factory=list)
    spare: int = 3
    slides: list[str] = field(default_factory=list)
    power: str = ""
    told: int = 0
    strikes: int = 0
    over: int = 0
    struck: bool = False
    judged: bool = True
    last: str = ""
    rests_until: int = 0
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    way: tuple[float, float] = (0.0, 0.0)
    mark: tuple[float, float] = (0.0, 0.0)
    piece: str = ""
    frozen: int = 0
    dodged: int = 0
    falls: int = 0
    down: int = 0
    gap: float | None = None

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Daly:
        pairs = {name: tuple(data[name]) for name in ("home", "box", "way", "mark")}
        return cls(**{**data, **pairs, "cover": list(data["cover"]), "slides": list(data["slides"])})

    # -- staging ---------------------------------------------------------------------------------------

    def be(self, world: World, phase: str) -> None:
        """How he is from now on; what he was about is dropped. KeyError: an unknown phase."""
        low, _ = PHASES[phase].rest
        self.phase, self.power, self.down = phase, "", 0
        self.rests_until = world.tick + round((low + 1.0) * TICK_HZ)
        row = world.ships.row_of(self.who)
        if row >= 0:
            world.ships.skin[row] = SKINS[phase]

    def use(self, world: World, power: str) -> bool:
        """Tell a power now, whatever he was about; False when there is nothing for it to do. KeyError: unknown."""
        POWERS[power]
        return self._tell(world, power)

    def open_ring(self, world: World, towards: tuple[float, float] | None) -> None:
        """A ring round him, open towards a place; None takes it away."""
        row = world.ships.row_of(self.who)
        if row >= 0 and towards is not None:
            gap = complex(*towards) - world.ships.place.item(row)
            self.gap = math.atan2(gap.imag, gap.real)
        else:
            self.gap = None

    # -- asking ----------------------------------------------------------------------------------------

    def copies(self, world: World) -> int:
        """Backups that nobody has cut."""
        ships = world.ships
        return int(np.count_nonzero((ships.kind == _BACKUP) & ~ships.hacked))

    def bound(self, world: World) -> bool:
        """Whether a loop is closed round him."""
        return world.loops is not None and any(one.who == self.who for one in world.loops.rounds)

    def sees(self, world: World, row: int) -> bool:
        """Whether nothing solid stands between him and the ship of a row, within his reach."""
        me = world.ships.row_of(self.who)
        return me >= 0 and bool(self._seen(world, me, np.array([row]))[0])

    @staticmethod
    def _seen(world: World, me: int, rows: Any) -> Any:
        here, there = np.full(len(rows), world.ships.place[me]), world.ships.place[rows]
        clear = world.terrain.clear_line(here.real, here.imag, there.real, there.imag)
        return clear & (np.abs(there - here) < REACH)

    def share(self, tick: int) -> float:
        """How far the tell is, 0..1; 0 while nothing is told."""
        if not self.power or self.struck:
            return 0.0
        return min(1.0, max(0.0, (tick - self.told) / max(1, self.strikes - self.told)))

    # -- the tick --------------------------------------------------------------------------------------

    def bind(self, world: World, command: Command) -> Command:
        """What a command comes to: who is frozen holds still, and can answer and nothing else."""
        if world.tick >= self.frozen:
            return command
        return Command(held=_BRAKE, pressed=command.pressed & _LEFT_TO_THE_FROZEN)

    def update(self, world: World) -> list[Blow]:
        """One tick of him."""
        row = world.ships.row_of(self.who)
        if row < 0 or self.bound(world):
            return []
        self._carry_himself(world, row)
        if self.down:
            self._lie(world, row)
            return []
        if self.power:
            return self._go_on(world, row)
        if world.tick >= self.rests_until and world.player_row >= 0:
            self._choose(world, row)
        return []

    def _carry_himself(self, world: World, row: int) -> None:
        ships, phase = world.ships, PHASES[self.phase]
        ships.facing[row] = 1.0
        far = 0.0 if self.down or self.power in ("freeze", "throw") else phase.roams
        turn = world.time * TURN
        goal = complex(*self.home) + complex(math.cos(turn), 0.6 * math.sin(2.0 * turn)) * far
        gap = goal - ships.place.item(row)
        ships.wish[row] = gap * min(1.0, phase.speed / max(abs(gap), 1e-6))

    # -- choosing and telling --------------------------------------------------------------------------

    def _choose(self, world: World, row: int) -> None:
        """The next power: never the same twice in a row, and only one that has something to do."""
        ships, bag = world.ships, list(PHASES[self.phase].powers)
        worn = ships.hull[row] < ASKS_FOR_IT * ships.hull_max[row]
        if worn and self.phase == "backups" and self.copies(world) and self.last != "heal":
            self._tell(world, "heal")
            return
        while bag:
            power = bag.pop(int(world.random.ai.integers(len(bag))))
            if power != self.last and self._tell(world, power):
                return
        self.last = ""
        self.rests_until = world.tick + TICK_HZ // 2

    def _tell(self, world: World, power: str) -> bool:
        row, me = world.ships.row_of(self.who), world.player_row
        if row < 0 or me < 0 or not self._aim(world, row, me, power):
            return False
        what = POWERS[power]
        self.power, self.told, self.struck, self.judged = power, world.tick, False, False
        self.strikes = world.tick + round(what.tell * TICK_HZ)
        self.over = self.strikes + round(what.lasts * TICK_HZ)
        x, y = self._middle(world, row)
        world.emit(Event("tell", self.who, world.player, x, y, what.tell, power))
        return True

    def _middle(self, world: World, row: int) -> tuple[float, float]:
        """Of the shape of what is told."""
        if self.power in ("delete", "move"):
            left, top, right, bottom = self.box
            return (left + right) / 2, (top + bottom) / 2
        if self.power == "throw":
            return self.mark
        return world.ships.x.item(row), world.ships.y.item(row)

    def _aim(self, world: World, row: int, me: int, power: str) -> bool:
        """Where it will strike; False when it has nothing to do."""
        if power == "delete":
            self.box = self._box_round(world, me)
        elif power == "move":
            return self._pick_slide(world, me)
        elif power == "throw":
            return self._take_aim(world, row)
        elif power == "heal":
            return self.copies(world) > 0
        return True

    def _box_round(self, world: World, me: int) -> tuple[float, float, float, float]:
        ships = world.ships
        middle = ships.place.item(me) + ships.velocity.item(me) * BOX_LEAD
        near = [place for _, place in self._standing(world) if abs(place - middle) < BOX_COVER]
        if near:
            middle += (min(near, key=lambda place: abs(place - middle)) - middle) * BOX_PULL
        wide, high = BOX
        return middle.real - wide / 2, middle.imag - high / 2, middle.real + wide / 2, middle.imag + high / 2

    def _standing(self, world: World) -> list[tuple[str, complex]]:
        """Cover that is still there, and its middle."""
        there = {name for name in self.cover if name not in world.terrain.gone}
        if not there:
            return []
        return [(rock.name, complex(*rock.points.mean(axis=0))) for rock in world.terrain.rocks if rock.name in there]

    def _pick_slide(self, world: World, me: int) -> bool:
        """The piece whose way passes us nearest; it goes to the other end of it."""
        movers, best = world.movers, NEAR_SLIDE
        if movers is None:
            return False
        ships = world.ships
        here = ships.place.item(me) + ships.velocity.item(me) * BOX_LEAD
        found = False
        for name in self.slides:
            i = movers.names.index(name) if name in movers.names else -1
            if i < 0 or not movers.standing[i] or not isinstance(movers.pieces[i].motion, Slide):
                continue
            way = movers.by.item(i) * (1.0 if movers.share[i] < 0.5 else -1.0)
            start = movers.place.item(i)
            x0, x1 = sorted((start.real, (start + way).real))
            y0, y1 = sorted((start.imag, (start + way).imag))
            box = (x0 + movers.left[i], y0 + movers.top[i], x1 + movers.right[i], y1 + movers.bottom[i])
            far = math.hypot(
                max(box[0] - here.real, 0.0, here.real - box[2]), max(box[1] - here.imag, 0.0, here.imag - box[3])
            )
            if far < best:
                best, found = far, True
                self.piece, self.way = name, (way.real, way.imag)
                self.box = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        return found

    def _take_aim(self, world: World, row: int) -> bool:
        """At the nearest of us and our pasts that he sees."""
        ships = world.ships
        rows = (ships.team == T_CREW).nonzero()[0]
        rows = rows[self._seen(world, row, rows)] if rows.size else rows
        if rows.size == 0:
            return False
        gap = np.abs(ships.place[rows] - ships.place[row])
        nearest = int(rows[np.argmin(gap)])
        there = ships.place.item(nearest) + ships.velocity.item(nearest) * BOX_LEAD
        self.mark = (there.real, there.imag)
        return True

    # -- striking --------------------------------------------------------------------------------------

    def _go_on(self, world: World, row: int) -> list[Blow]:
        blows: list[Blow] = []
        if self.power == "move" and world.tick == self.strikes - TELL_TICKS:
            share = float(world.movers.share[world.movers.names.index(self.piece)]) if world.movers else 0.0
            ground.slide(world, self.piece, 1.0 if share < 0.5 else 0.0, SLIDE_TAKES)
        if not self.struck and world.tick >= self.strikes:
            self.struck = True
            x, y = self._middle(world, row)
            world.emit(Event("power", self.who, world.player, x, y, POWERS[self.power].lasts, self.power))
            blows = self._strike(world, row)
        last = self.over if self.power == "move" else self.strikes + LAG
        if self.struck and not self.judged and world.tick >= last:
            self._judge(world)
        if world.tick >= self.over and self.judged:
            low, high = PHASES[self.phase].rest
            self.last, self.power = self.power, ""
            self.rests_until = world.tick + round((low + (high - low) * world.random.ai.random()) * TICK_HZ)
        return blows

    def _strike(self, world: World, row: int) -> list[Blow]:
        if self.power == "freeze":
            return self._freeze(world, row)
        if self.power == "delete":
            return self._delete(world)
        if self.power == "throw":
            self._throw(world, row)
        elif self.power == "heal" and self.copies(world):
            world.ships.hull[row] = world.ships.hull_max[row]
        return []

    def _judge(self, world: World) -> None:
        """Whether it caught the player's ship; what was meant for nobody is not counted."""
        self.judged = True
        me = world.player_row
        if me < 0 or self.power in ("heal", "throw"):  # what is thrown is on its way still
            return
        ships = world.ships
        caught = world.tick < self.frozen or ships.hurt.item(me) * TICK_HZ >= self.strikes
        self.dodged = 0 if caught else self.dodged + 1
        kind = "power.caught" if caught else "power.missed"
        x, y = ships.x.item(me), ships.y.item(me)
        world.emit(Event(kind, self.who, world.player, x, y, float(self.dodged), self.power))

    def _freeze(self, world: World, row: int) -> list[Blow]:
        me = world.player_row
        if me < 0 or not self.sees(world, me):
            return []
        self.frozen = world.tick + round(FROZEN * TICK_HZ)
        ships = world.ships
        x, y = ships.x.item(me), ships.y.item(me)
        world.physics.move(me, x, y, 0.0, 0.0, ships.angle.item(me), 0.0)
        ships.velocity[me] = 0.0
        world.emit(Event("frozen", world.player, self.who, x, y, FROZEN))
        return [Blow(world.player, self.who, COLD * world.harm.item(T_NEUTRAL), x, y, "frozen")]

    def _delete(self, world: World) -> list[Blow]:
        """Everything in the box goes; of cover he leaves some, for he would have nothing to hide from otherwise."""
        left, top, right, bottom = self.box
        ships, shots = world.ships, world.shots
        there = self._standing(world)
        may = len(there) - self.spare
        for name, place in there:
            if may > 0 and left <= place.real <= right and top <= place.imag <= bottom:
                may -= 1
                ground.remove(world, name)
                world.emit(Event("deleted", self.who, 0, place.real, place.imag, name=name))
        if shots.n:
            shots.keep(~_within(self.box, shots.x, shots.y))
        if world.motes.n:
            world.motes.keep(~_within(self.box, world.motes.x, world.motes.y))
        caught = (_within(self.box, ships.x, ships.y) & (ships.team == T_CREW)).nonzero()[0]
        harm = GONE * world.harm.item(T_NEUTRAL)
        columns = (ships.id[caught], ships.x[caught], ships.y[caught])
        return [
            Blow(who, self.who, harm, x, y, "deleted")
            for who, x, y in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def _throw(self, world: World, row: int) -> None:
        ships = world.ships
        here = ships.place.item(row)
        gap = complex(*self.mark) - here
        bearing = math.atan2(gap.imag, gap.real)
        turns = bearing + np.linspace(-SPREAD / 2, SPREAD / 2, FAN)
        nose: Float = np.stack([np.cos(turns), np.sin(turns)])
        reach = ships.radius.item(row) * MOUTH
        world.shots.add(
            FAN, x=here.real + nose[0] * reach, y=here.imag + nose[1] * reach, vx=nose[0] * BOLT, vy=nose[1] * BOLT,
            life=BOLT_LIFE, damage=BOLT_HARM * world.harm.item(T_NEUTRAL), owner=self.who, team=T_NEUTRAL, weapon=PULSE,
        )  # fmt: skip
        world.emit(Event("fired", self.who, 0, here.real, here.imag, bearing, "throw"))

    # -- being struck down -----------------------------------------------------------------------------

    def fall(self, world: World, row: int) -> None:
        """The last of his hull is gone: he goes down, once for each time that he has got up."""
        ships = world.ships
        ships.hull[row] = 1.0
        if self.down:
            return
        self.power, self.falls = "", self.falls + 1
        self.down = world.tick + round(DOWN * TICK_HZ)
        world.emit(Event("daly.down", self.who, world.player, ships.x.item(row), ships.y.item(row), float(self.falls)))

    def _lie(self, world: World, row: int) -> None:
        """He gets up by himself where he fights on without copies, and by healing where he has some."""
        if world.tick < self.down or self.phase == "rules":
            return
        self.down = 0
        ships = world.ships
        if self.copies(world):
            self.last = ""
            self.rests_until = world.tick
            self._tell(world, "heal")
            return
        ships.hull[row] = RISES * ships.hull_max[row]
        self.rests_until = world.tick + TICK_HZ
        world.emit(Event("daly.up", self.who, 0, ships.x.item(row), ships.y.item(row)))


def _within(box: tuple[float, float, float, float], x: Any, y: Any) -> Any:
    left, top, right, bottom = box
    return (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
