"""The code loop: some seconds of flying are kept as commands, and flown again by a past self with a body of her own.

A press begins to record, the next one (or the longest time) closes the loop: the ship as she was then stands where the
recording began, with the way that she had, and flies the recorded commands tick by tick by the same law as before.
At her end she is gone for a few seconds, and begins again, until she is let go. Two pasts fly at most; a third one
takes the place of the older. Two presses in a hurry let both go.

What a past self is:
1. She flies, boosts, brakes and fires as recorded. Beam, tether, spikes, decoys and help are not repeated: there is one
   rig. Where the gun ran dry then, it is dry now.
2. Rock, walls and other ships are as solid to her as to us; we and our pasts pass through each other.
3. What shoves her does not shove her off for good: as long as she is off the course that was recorded beside the
   commands, she flies along beside it and leans back, not much harder than she flew. Who is further off than ASTRAY has
   lost her way, and her loop is broken.
4. She draws the eyes of who is nearer to her than to us, as a decoy does, and when she is shot down her loop is broken.
   Each time that she begins she is whole.

The other way round, a loop can be closed round somebody: a ship whose last seconds were kept goes through them again
and again, pose by pose and shot by shot, while the world goes on. Those are kept only of ships that a level names.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim import flight, orders, roster, spawning
from game.sim.clock import DT, TICK_HZ
from game.sim.command import SIZE, Command, Held, Press
from game.sim.events import Event
from game.sim.hiding import look_back
from game.sim.kinds import T_CREW
from game.sim.shots import ENERGY_PER_SHOT
from game.sim.states import ATTACK, NOTICE, ORDERS
from game.sim.tables import Float

if TYPE_CHECKING:
    from game.sim.world import World

LENGTH = 16.0  # a loop is at most so long, without upgrades [s]
TAP = 0.5  # who presses again within this lets all pasts go [s]
SELVES = 2  # pasts at a time
GONE = 4.0  # who has come to her end begins again after this [s]
STRIDE = 6  # ticks between two marks of a course
JUMP = 200.0  # who is so far from where she was a stride ago did not fly there [u]
ASTRAY = 260.0  # further off her course than this she has lost it [u]
SLACK = 4.0  # nearer than this she is on it [u]
LEAN, LEAN_MOST = 2.5, 130.0  # how fast she goes back to it: for each unit off [1/s], and at most [u/s]
LEAN_PULL = 150.0  # how hard, on top of what her commands pull [u/s2]
DRAWS = 950.0  # who looks for us and is nearer to her, within this, looks at her [u]
GLANCE = 30  # ticks between two looks at who that is
KEPT_MOST = 20.0  # seconds of a ship that can be kept
_LOOP, _ASSIST = int(Press.LOOP), int(Press.ASSIST)
_FIRE, _DIRECT = int(Held.FIRE), int(Held.DIRECT)
_FLOWN = int(Held.FIRE | Held.BOOST | Held.BRAKE | Held.DIRECT)  # what a past self does again
_FRAME = 9  # columns of what is kept of somebody: x, y, angle, vx, vy, spin, trigger, thrusting, boosting


class Start(NamedTuple):
    """How the ship was when a recording began: [u], [u/s], [rad], [rad/s]; `ready` is how soon the gun was [s]."""

    x: float
    y: float
    vx: float
    vy: float
    angle: float
    spin: float
    boost: float
    ready: float
    boosting: bool
    braking: bool
    assist: bool


@dataclass
class Reel:
    """A recording: commands, SIZE bytes a tick, and the course, three float32 (x, y, angle) every STRIDE ticks."""

    start: Start
    commands: bytes | bytearray = b""
    course: bytes | bytearray = b""

    @property
    def ticks(self) -> int:
        return len(self.commands) // SIZE

    @property
    def marks(self) -> Float:
        """The course as an array (k, 3)."""
        return np.frombuffer(self.course, np.float32).reshape(-1, 3).astype(np.float64)

    def snapshot(self) -> tuple[Any, ...]:
        return tuple(self.start), bytes(self.commands), bytes(self.course)

    def digest(self) -> int:
        return zlib.crc32(self.course, zlib.crc32(self.commands, zlib.crc32(repr(self.start).encode())))


@dataclass
class Past:
    """A past self. `who` is her ship while she flies, 0 while she is gone; `at` is the tick of the reel that is next.

    number  0 or 1: which of the two she is
    due     tick at which she begins again
    """

    reel: Reel
    number: int
    due: int
    who: int = 0
    at: int = 0
    rounds: int = 0
    assist: bool = True
    touched: bool = False
    spin: float = 0.0  # asked for this tick [rad/s]

    def __post_init__(self) -> None:
        self.marks = self.reel.marks

    def snapshot(self) -> tuple[Any, ...]:
        return self.reel.snapshot(), self.number, self.due, self.who, self.at, self.rounds, self.assist, self.touched

    @classmethod
    def restore(cls, data: Any) -> Past:
        return cls(_reel(data[0]), *data[1:])

    def place(self, tick: int) -> tuple[complex, float]:
        """Where her course was at a tick of the reel: place [u] and angle [rad]."""
        k, part = divmod(tick, STRIDE)
        x, y, angle = self.marks[min(k, len(self.marks) - 1)].tolist()
        if part and k + 1 < len(self.marks):
            to_x, to_y, to_angle = self.marks[k + 1].tolist()
            share = part / STRIDE if abs(to_x - x) + abs(to_y - y) < JUMP else 1.0  # nothing lies between two gates
            x, y, angle = x + (to_x - x) * share, y + (to_y - y) * share, angle + (to_angle - angle) * share
        return complex(x, y), angle


@dataclass
class Track:
    """The last seconds of a ship that may be closed in a loop: `frames` (k, 9), a ring; `taken` frames so far."""

    who: int
    frames: Float
    taken: int = 0

    def take(self, world: World, row: int) -> None:
        ships = world.ships
        frame = self.frames[self.taken % len(self.frames)]
        frame[:6] = ships.motion[row]
        frame[6], frame[7], frame[8] = ships.trigger[row], ships.thrusting[row], ships.boosting[row]
        self.taken += 1

    def last(self, count: int) -> Float:
        """The last `count` frames that there are, in order."""
        whole = np.roll(self.frames, -(self.taken % len(self.frames)), axis=0)
        return whole[len(whole) - min(count, self.taken, len(whole)) :].copy()


@dataclass
class Round:
    """Somebody who goes round: `frames` (k, 9) in order, `at` the next one; what it was told before."""

    who: int
    frames: Float
    order: int
    at: int = 0


@dataclass
class Loops:
    """`length` [s] is the longest loop, `reel` what is being recorded, `pasts` who flies, the older first."""

    length: float = LENGTH
    reel: Reel | None = None
    pasts: list[Past] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    # -- state -----------------------------------------------------------------------------------------

    def snapshot(self) -> dict[str, Any]:
        return {
            "length": self.length,
            "reel": self.reel.snapshot() if self.reel is not None else None,
            "pasts": [past.snapshot() for past in self.pasts],
            "tracks": [(track.who, track.frames.copy(), track.taken) for track in self.tracks],
            "rounds": [(one.who, one.frames, one.order, one.at) for one in self.rounds],
        }

    @classmethod
    def restore(cls, data: dict[str, Any]) -> Loops:
        loops = cls(data["length"])
        if data["reel"] is not None:
            reel = _reel(data["reel"])
            loops.reel = Reel(reel.start, bytearray(reel.commands), bytearray(reel.course))
        loops.pasts = [Past.restore(past) for past in data["pasts"]]
        loops.tracks = [Track(who, _frames(frames).copy(), taken) for who, frames, taken in data["tracks"]]
        loops.rounds = [Round(who, _frames(frames), order, at) for who, frames, order, at in data["rounds"]]
        return loops

    def digest(self) -> tuple[Any, ...]:
        return (
            self.length,
            self.reel.digest() if self.reel is not None else 0,
            [(past.reel.digest(), *past.snapshot()[1:]) for past in self.pasts],
            [(track.who, zlib.crc32(track.frames.tobytes()), track.taken) for track in self.tracks],
            [(one.who, zlib.crc32(one.frames.tobytes()), one.order, one.at) for one in self.rounds],
        )

    @property
    def recorded(self) -> float:
        """How long the recording that runs is by now [s]."""
        return self.reel.ticks * DT if self.reel is not None else 0.0

    def past(self, who: int) -> Past | None:
        """The past self that flies ship `who`, if any does."""
        return next((past for past in self.pasts if past.who == who), None) if who else None

    # -- the tick --------------------------------------------------------------------------------------

    def update(self, world: World, command: Command) -> None:
        """Before anybody steers: record, close, and let the pasts mean what they meant."""
        me = world.player_row
        if me < 0:
            self.reel = None
        elif command.pressed & _LOOP and "loop" in world.abilities:
            self._press(world)
        if self.reel is not None:
            self._record(world, self.reel, command)
        for past in tuple(self.pasts):
            self._fly(world, past)
        if self.tracks or self.rounds:
            self._look_after(world)

    def push(self, world: World) -> None:
        """After everybody has been pushed: the pasts as closely as the ship herself, who goes round not at all."""
        for past in self.pasts:
            row = world.ships.row_of(past.who)
            if row >= 0:
                flight.push_one(world, row, past.spin, DT)
        for one in self.rounds:
            row = world.ships.row_of(one.who)
            if row >= 0:
                self._go_round(world, one, row)

    # -- recording -------------------------------------------------------------------------------------

    def _press(self, world: World) -> None:
        if self.reel is None:
            self.reel = Reel(_start(world), bytearray(), bytearray())
            ships, me = world.ships, world.player_row
            name = _name(self._next_number())
            world.emit(Event("loop.began", world.player, 0, float(ships.x[me]), float(ships.y[me]), self.length, name))
        elif self.recorded < TAP:
            self.reel = None
            self.let_go(world)
        else:
            self._close(world, self.reel)

    def _record(self, world: World, reel: Reel, command: Command) -> None:
        ships, me = world.ships, world.player_row
        if reel.ticks % STRIDE == 0:
            reel.course += ships.motion[me, :3].astype(np.float32).tobytes()
        held = command.held & _FLOWN
        if ships.energy.item(me) < ENERGY_PER_SHOT:
            held &= ~_FIRE
        kept = Command(
            command.thrust, command.turn, command.move_x, command.move_y, command.aim, held, command.pressed & _ASSIST
        )
        reel.commands += kept.pack()
        if reel.ticks >= round(self.length * TICK_HZ):
            self._close(world, reel)

    def _close(self, world: World, reel: Reel) -> None:
        self.reel, number = None, self._next_number()
        if len(self.pasts) == SELVES:
            self._drop(world, self.pasts[0], "loop.dropped", "replaced")
        done = Reel(reel.start, bytes(reel.commands), bytes(reel.course))
        self.pasts.append(Past(done, number, world.tick))
        place = world.ships.place.item(world.player_row)
        world.emit(Event("loop.closed", world.player, 0, place.real, place.imag, done.ticks * DT, _name(number)))

    def _next_number(self) -> int:
        """Whose place the recording takes: a free one, or that of the older past."""
        taken = [past.number for past in self.pasts]
        return taken[0] if len(taken) == SELVES else next(n for n in range(SELVES) if n not in taken)

    def let_go(self, world: World) -> None:
        """Nobody's past flies any more."""
        for past in tuple(self.pasts):
            self._drop(world, past, "loop.dropped", "let go")

    def _drop(self, world: World, past: Past, kind: str, why: str) -> None:
        """Her loop is over: she leaves, and is looked for no longer."""
        self.pasts.remove(past)
        row = world.ships.row_of(past.who)
        place = world.ships.place.item(row) if row >= 0 else past.place(past.at)[0]
        self._leave(world, past)
        world.emit(Event(kind, world.player, past.number + 1, place.real, place.imag, float(past.rounds), why))

    @staticmethod
    def _leave(world: World, past: Past) -> None:
        who, past.who = past.who, 0
        look_back(world, (world.ships.target == who).nonzero()[0] if who else np.empty(0, np.int64))
        roster.remove(world, who)

    # -- flying again ----------------------------------------------------------------------------------

    def _fly(self, world: World, past: Past) -> None:
        if not past.who:
            if world.tick < past.due:
                return
            self._begin(world, past)
        row = world.ships.row_of(past.who)
        if row < 0:
            self._drop(world, past, "loop.broken", "destroyed")
        elif past.at >= past.reel.ticks:
            x, y = float(world.ships.x[row]), float(world.ships.y[row])
            self._leave(world, past)
            past.due = world.tick + round(GONE * TICK_HZ)
            world.emit(Event("loop.rest", world.player, past.number + 1, x, y, GONE, _name(past.number)))
        else:
            self._steer(world, past, row)

    def _begin(self, world: World, past: Past) -> None:
        """She stands where the recording began, as the ship was then."""
        start, ships = past.reel.start, world.ships
        past.who = spawning.spawn(world, "ghost", start.x, start.y, start.angle, skin=past.number)
        past.at, past.assist, past.touched = 0, start.assist, False
        row = ships.row_of(past.who)
        world.physics.move(row, start.x, start.y, start.vx, start.vy, start.angle, start.spin)
        ships.velocity[row], ships.spin[row] = complex(start.vx, start.vy), start.spin
        ships.boost[row], ships.ready[row] = start.boost, world.time + start.ready
        ships.boosting[row], ships.braking[row] = start.boosting, start.braking
        past.rounds += 1
        name, value = _name(past.number), past.reel.ticks * DT
        world.emit(Event("loop.flew", world.player, past.who, start.x, start.y, value, name))

    def _steer(self, world: World, past: Past, row: int) -> None:
        command = Command.unpack(bytes(past.reel.commands), past.at * SIZE)
        if command.pressed & _ASSIST and "assist" in world.abilities:
            past.assist = not past.assist
        past.spin = flight.helm(world, row, command, past.assist, DT)
        if not self._lean(world, past, row, command):
            return
        past.at += 1
        if past.at % GLANCE == 1:
            _draw_eyes(world, past.who, row)
        ships, me = world.ships, world.player_row
        touches = me >= 0 and abs(ships.place.item(row) - ships.place.item(me)) < 2.0 * ships.radius.item(me)
        if touches and not past.touched and past.at > TICK_HZ:  # where she begins we may well be
            world.emit(Event("loop.touched", world.player, past.who, float(ships.x[row]), float(ships.y[row])))
        past.touched = touches

    def _lean(self, world: World, past: Past, row: int, command: Command) -> bool:
        """Back to the recorded course, by her own drive; False when she has lost it."""
        ships = world.ships
        course, angle = past.place(past.at)
        off = course - ships.place.item(row)
        far = abs(off)
        if far > ASTRAY:
            before, _ = past.place(max(0, past.at - STRIDE))
            if abs(course - before) < JUMP:
                self._drop(world, past, "loop.broken", "astray")
                return False
            _put(world, past, row)
            return True
        if not command.held & _DIRECT:
            ships.facing[row] = complex(math.cos(angle), math.sin(angle))  # her nose comes back as well
        if far > SLACK:  # her commands alone would keep whatever shoved her: she goes beside her course, and back to it
            ahead, _ = past.place(past.at + STRIDE)
            ships.wish[row] = (ahead - course) / (STRIDE * DT) + off * min(LEAN, LEAN_MOST / far)
            ships.accel[row] += LEAN_PULL
        return True

    # -- round somebody --------------------------------------------------------------------------------

    def keep(self, who: int, seconds: float) -> None:
        """Keep the last seconds of a ship from now on, so that a loop can be closed round it."""
        if not any(track.who == who for track in self.tracks):
            count = max(2, round(min(seconds, KEPT_MOST) * TICK_HZ))
            self.tracks.append(Track(who, np.zeros((count, _FRAME))))

    def close_round(self, world: World, who: int, seconds: float) -> bool:
        """From now on a ship goes through its last seconds again; False when nothing of it was kept, or it is gone."""
        track = next((track for track in self.tracks if track.who == who), None)
        row = world.ships.row_of(who)
        if track is None or track.taken < 2 or row < 0 or any(one.who == who for one in self.rounds):
            return False
        frames = track.last(round(seconds * TICK_HZ))
        self.rounds.append(Round(who, frames, int(world.ships.order[row])))
        orders.give(world, who, "hold")
        x, y = float(world.ships.x[row]), float(world.ships.y[row])
        world.emit(Event("loop.shut", who, world.player, x, y, len(frames) * DT))
        return True

    def open_round(self, world: World, who: int) -> bool:
        """The loop round a ship is open again; False when there is none."""
        one = next((one for one in self.rounds if one.who == who), None)
        row = world.ships.row_of(who)
        if one is None or row < 0:
            return False
        self.rounds.remove(one)
        orders.give(world, who, next(name for name, order in ORDERS.items() if int(order) == one.order))
        world.ships.trigger[row] = False
        world.emit(Event("loop.opened", who, world.player, float(world.ships.x[row]), float(world.ships.y[row])))
        return True

    def _look_after(self, world: World) -> None:
        """Forget who is gone; keep a frame more of who is watched."""
        ships = world.ships
        self.rounds = [one for one in self.rounds if ships.row_of(one.who) >= 0]
        self.tracks = [track for track in self.tracks if ships.row_of(track.who) >= 0]
        bound = {one.who for one in self.rounds}
        for track in self.tracks:
            if track.who not in bound:
                track.take(world, ships.row_of(track.who))

    @staticmethod
    def _go_round(world: World, one: Round, row: int) -> None:
        """Put it where it was, so that this step ends where that one ended."""
        ships = world.ships
        x, y, angle, vx, vy, spin, trigger, thrusting, boosting = one.frames[one.at].tolist()
        if one.at + 1 < len(one.frames):  # at the speed that brings it to the next frame
            ahead = one.frames[one.at + 1].tolist()
            vx, vy, spin = (ahead[0] - x) / DT, (ahead[1] - y) / DT, (ahead[2] - angle) / DT
        world.physics.move(row, x, y, vx, vy, angle, spin)
        ships.px[row], ships.py[row], ships.pangle[row] = x, y, angle  # no picture shows the way back to its beginning
        force, torque = world.physics.pushes(ships.n)
        force[row] = torque[row] = 0.0
        ships.trigger[row], ships.thrusting[row], ships.boosting[row] = bool(trigger), thrusting, bool(boosting)
        if one.at == 0:
            world.emit(Event("loop.round", one.who, world.player, x, y, len(one.frames) * DT))
        one.at = (one.at + 1) % len(one.frames)


def of(world: World) -> Loops:
    """The loops of this world, which has them from now on."""
    if world.loops is None:
        world.loops = Loops(world.loop_length)
    return world.loops


def _start(world: World) -> Start:
    ships, me = world.ships, world.player_row
    x, y, angle, vx, vy, spin = ships.motion[me].tolist()
    ready = max(0.0, ships.ready.item(me) - world.time)
    boosting, braking = bool(ships.boosting[me]), bool(ships.braking[me])
    return Start(x, y, vx, vy, angle, spin, ships.boost.item(me), ready, boosting, braking, world.assist)


def _put(world: World, past: Past, row: int) -> None:
    """She was put somewhere else then, by a gate or the script, and so she is now."""
    place, angle = past.place(past.at)
    ahead, _ = past.place(past.at + STRIDE)
    way = (ahead - place) / (STRIDE * DT)
    world.physics.move(row, place.real, place.imag, way.real, way.imag, angle, 0.0)
    ships = world.ships
    ships.place[row], ships.velocity[row], ships.angle[row] = place, way, angle
    ships.px[row], ships.py[row], ships.pangle[row] = place.real, place.imag, angle


def _draw_eyes(world: World, who: int, row: int) -> None:
    """Who looks for us, and is nearer to her, looks at her."""
    ships, me = world.ships, world.player_row
    if me < 0:
        return
    gap = np.abs(ships.place - ships.place[row])
    after = ships.traits.moderates | ships.traits.hunts | ships.traits.watches
    after |= ships.traits.minded & (ships.state >= NOTICE) & (ships.state <= ATTACK)
    after &= (gap < DRAWS) & (ships.target == world.player) & (ships.team != T_CREW)
    after &= gap < np.abs(ships.place - ships.place[me])
    rows = after.nonzero()[0]
    ships.target[rows] = who
    ships.target_place[rows] = ships.place[row]
    ships.seen[rows] = world.time


def _name(number: int) -> str:
    """How a past self is called: 1 or 2."""
    return str(number + 1)


def _reel(data: Any) -> Reel:
    start, commands, course = data
    return Reel(Start(*start), bytes(commands), bytes(course))


def _frames(data: Any) -> Float:
    return np.asarray(data, np.float64).reshape(-1, _FRAME)
