"""Hundreds of mites as one thing: they sleep as a wall, wake in a wave, and pour after the ship along a way.

Each is a row like any ship, with a body; what makes them one is worked out for all of them at once, twelve times a
second. Who flows
1. goes on as its stream leads (`stream`), or, without one, or near the ship, after the ship;
2. keeps off its neighbours, goes as they go, and sways with a wave that runs through them all from front to back;
3. keeps off what stands beside its way, and parts round ships that are not its prey: behind those it is held up;
4. is as fast as the ship makes it: no faster than who never slows down, and never far behind.
Who is touched is bitten; who is in the midst of them for long is lost.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import spawning
from game.sim.clock import DT
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.kinds import PLAYER
from game.sim.lives import L_FLOCK, L_SLEEP, Life
from game.sim.states import AIM, O_HOLD
from game.sim.stream import Stream
from game.sim.tables import Complex, Flag, Float, Int, distinct

if TYPE_CHECKING:
    from game.sim.world import World

PITCH = 24.0  # between two that sleep side by side [u]
WAVE = 620.0  # how fast waking runs through them [u/s]
YAWN, YAWNS = 1.1, 150.0  # who wakes stretches for so long, away from the ship, as fast as that [s, u/s]
BREATH, BREATHS = 7.0, 1.9  # how far a sleeping one moves, and how fast [u, rad/s]
ASLEEP_OFF = 2600.0  # nobody moves in its sleep that is further from the ship than this [u]
# along its way
LEASH = 300.0  # how far behind a ship at full speed the first of them are [u]
EASE = 420.0  # so much further behind, they are as much faster as anybody sees them be [u]
SLOWEST, FASTEST = 0.94, 1.5  # of the ship's full speed
AWAY, RUSH = 1300.0, 2.1  # who has been left behind further than this, out of the picture, rushes [u, share of it]
EAGER = {"story": 0.88, "standard": 1.0, "outlaw": 1.04}  # share of all that, by difficulty
FRONT = 0.04  # share of them that are ahead of what is called its front
LONG, CATCH_UP = 900.0, 0.22  # who is as far behind the front is as much faster [u]
AHEAD, AHEAD_MOST = 1 / 600.0, 0.2  # who is ahead of it is slower: for each unit, and at most
STOPS, LINE = 200.0, 60.0  # they come to rest at its end: from so far off, and not a step over so near to it [u]
SEIZE = 300.0  # nearer than this they go for the ship itself [u]
LEAD = 0.25  # to where it will be so much later [s]
# among themselves
NEAR, PUSH = 27.0, 640.0  # nearer than this they push each other off [u], and how hard [u/s]
SQUARE = 90.0  # side of a square whose mites, and those of the eight round it, are neighbours [u]
ALIKE = 0.5  # share of the difference from its neighbours' way that one gives up
SWAY, SWAY_LONG, SWAYS = 95.0, 560.0, 3.4  # the wave: how far aside [u/s], its length [u], and its speed [rad/s]
RESTLESS = 46.0  # how far aside each goes by itself [u/s]
# off what stands
FEEL = 32.0  # how far to the side and ahead they feel for rock [u]
SHY = 330.0  # how hard they keep off it [u/s]
ROUND = 46.0  # and off ships: so far from their rims [u]
HELD = 80.0  # so near behind one of them [u]
HELD_PACE = 0.12  # they hardly get on
# what they do
JAWS, BITE, BITES = 12.0, 0.8, 1.1  # from rim to rim [u], harm of a bite, and time between two of one mite [s]
MIDST, MANY = 92.0, 16  # so many so near to the ship's middle [u] have overtaken it
LOST = 0.65  # for so long [s]
SWARM = 1e4  # and then there is no shield against it
_SIDES = np.array([0.75 + 0.66j, 0.75 - 0.66j])[:, None]


@dataclass
class Flock:
    """What there is of it besides the rows of its mites."""

    midst: float = 0.0  # for how long the ship has been in the midst of them [s]
    pace: float = 0.0  # how fast they go [u/s]
    behind: int = 0  # how many flow

    def __post_init__(self) -> None:
        self._streams: dict[int, Stream] = {}  # by path; what they say follows from path and terrain

    def snapshot(self) -> dict[str, Any]:
        return asdict(self)

    def stream(self, world: World, path: int) -> Stream:
        found = self._streams.get(path)
        if found is None or found.grid is not world.terrain.squares:
            found = self._streams[path] = Stream(world.terrain, world.paths[path])
        return found

    # -- the tick --------------------------------------------------------------------------------------

    def update(self, world: World) -> None:
        """Wishes and noses of all of them. Called whenever minds aim."""
        ships = world.ships
        rows = ships.traits.flock
        due = (ships.life[rows] == L_SLEEP) & (ships.busy[rows] > 0.0) & (ships.busy[rows] <= world.time)
        if np.count_nonzero(due):
            _rise(world, rows[due])
        flows = ships.life[rows] == L_FLOCK
        self.behind = int(np.count_nonzero(flows))
        if self.behind < rows.size:
            _sleep_on(world, rows[~flows])
        if self.behind:
            self._flow(world, rows[flows])
        else:
            self.midst = 0.0

    def _flow(self, world: World, rows: Int) -> None:
        ships, me = world.ships, world.player_row
        place, way = ships.place[rows], ships.velocity[rows]
        stays = ships.order[rows] == O_HOLD
        onward, far, last = self._onward(world, rows, place)
        prey, gap = _prey(world, place)
        self._set_pace(world, rows, far, prey, gap)
        off = np.abs(gap)
        near = np.minimum(np.maximum((SEIZE - off) / (0.5 * SEIZE), 0.0), 1.0) * prey
        near[far < 0.0] = float(prey)  # no way leads on from there
        heading = onward * (1.0 - near) + gap / np.maximum(off, 1.0) * near
        heading /= np.maximum(np.abs(heading), 1e-6)
        pace = self.pace * (1.0 + 0.04 * np.sin((ships.id[rows] & 0xFFFF) * 2.399) + _closing_up(far))
        want = heading * np.where(far >= 0.0, np.minimum(1.0, far / STOPS), 1.0) * pace
        phase = np.where(far >= 0.0, far, off) * (np.pi * 2 / SWAY_LONG) - world.time * SWAYS
        stray = RESTLESS * np.sin(world.time * 1.3 + (ships.id[rows] & 0xFFFF) * 1.7)
        want += heading * 1j * (SWAY * np.sin(phase) + stray) * (1.0 - 0.8 * near)
        want[stays] = 0.0
        yawn = world.time - ships.since[rows] < YAWN
        if np.count_nonzero(yawn):
            want[yawn] = _stretch(gap[yawn], ships.heading[rows[yawn]], prey)
        _go_alike(place, way, want)
        held = _part(world, place, want)
        _keep_apart(place, want)
        if not world.terrain.empty:
            _feel(world, place, heading, want)
        if held is not None:
            want *= held
        full = self.pace * 1.25
        want *= np.minimum(1.0, full / np.maximum(np.abs(want), 1e-6))
        over = ((far >= 0.0) & (far < LINE)).nonzero()[0]
        if over.size:  # nobody is pushed over the line at the end
            want[over] -= last[over] * np.maximum((want[over] * last[over].conj()).real, 0.0)
        ships.wish[rows] = want
        long = np.abs(want)
        nose = want * 0.35 + way  # they do not twitch
        long = np.abs(nose)
        turned = long > 30.0
        ships.facing[rows[turned]] = nose[turned] / long[turned]
        ships.accel[rows] = ships.traits.accel[rows]
        ships.thrusting[rows] = np.minimum(1.0, long / full)
        if me >= 0:
            self._close_in(world, np.abs(place - ships.place.item(me)), yawn)

    def _onward(self, world: World, rows: Int, place: Complex) -> tuple[Complex, Float, Complex]:
        """The way on of each, how far it is to the end, and the way over that; 0, -1 and 0 for who has none."""
        path = world.ships.path[rows]
        way, far, last = (
            np.zeros(rows.size, np.complex128),
            np.full(rows.size, -1.0),
            np.zeros(rows.size, np.complex128),
        )
        for one in distinct(path[path >= 0]):
            mine = path == one
            stream = self.stream(world, one)
            way[mine], far[mine] = stream.at(place[mine])
            last[mine] = stream.last
        return way, far, last

    def _set_pace(self, world: World, rows: Int, far: Float, prey: bool, gap: Complex) -> None:
        """As fast as the ship makes them."""
        ships, me = world.ships, world.player_row
        behind = 0.0
        if prey:
            known = far >= 0.0
            paths = ships.path[rows[known]]
            to_go = self.stream(world, int(paths[0])).at(ships.place[me : me + 1])[1].item() if paths.size else -1.0
            if to_go >= 0.0:
                front = np.sort(far[known])[int(FRONT * paths.size)]
                behind = float(front) - to_go
            else:
                behind = float(np.sort(np.abs(gap))[int(FRONT * gap.size)])
        share = min(max((behind - LEASH) / EASE, -1.0), 1.0)
        self.pace = PLAYER.speed * (1.0 + share * ((FASTEST - 1.0) if share > 0.0 else (1.0 - SLOWEST)))
        if behind > AWAY:
            self.pace = PLAYER.speed * RUSH
        self.pace *= EAGER[world.difficulty]

    def _close_in(self, world: World, off: Float, yawn: Flag) -> None:
        """Count those round the ship, and for how long there have been too many."""
        many = int(np.count_nonzero((off < MIDST) & ~yawn))
        if many < MANY:
            self.midst = max(0.0, self.midst - AIM * DT)
            return
        if self.midst == 0.0:
            place = world.ships.place.item(world.player_row)
            world.emit(Event("flock.closing", world.player, 0, place.real, place.imag, LOST))
        self.midst += AIM * DT

    def bite(self, world: World) -> list[Blow]:
        """Who touches the ship bites it; who has been in the midst of them for too long is lost."""
        ships, me = world.ships, world.player_row
        if not self.behind or me < 0:
            return []
        if self.midst >= LOST:
            self.midst = 0.0
            x, y = ships.x.item(me), ships.y.item(me)
            return [Blow(world.player, 0, SWARM, x, y, "swarm")]
        rows = ships.traits.flock
        gap = np.abs(ships.place[rows] - ships.place.item(me)) - ships.radius[rows] - ships.radius.item(me)
        able = (gap < JAWS) & (ships.ready[rows] <= world.time) & (ships.life[rows] == L_FLOCK)
        able &= world.time - ships.since[rows] >= YAWN
        rows = rows[able]
        if rows.size == 0:
            return []
        ships.ready[rows] = world.time + BITES
        where = ships.place.item(int(rows[0]))
        harm = float((BITE * world.harm[ships.team[rows]]).sum())
        return [Blow(world.player, int(ships.id[rows[0]]), harm, where.real, where.imag, "bite")]


# -- sleeping and waking ---------------------------------------------------------------------------------


def come(
    world: World, places: Complex, angles: Float, life: str, *, group: str = "", path: Float | None = None
) -> None:
    """So many mites come in at once, (k,), asleep or awake; `path` is where they go. Told of by the first of them.

    KeyError names an unknown way of being a flock: there are sleep and flock.
    """
    ships, what = world.ships, {"sleep": Life.SLEEP, "flock": Life.FLOCK}[life]
    world.flock = world.flock or Flock()
    row = ships.row_of(spawning.spawn(world, "mite", places[0].real, places[0].imag, float(angles[0]), group=group))
    ships.life[row], ships.busy[row], ships.since[row] = int(what), 0.0, world.time - YAWN
    alike = {name: ships.rows(name)[row].copy() for name in ships.COLUMNS if name != "id"}
    x, y, angle = places.real[1:], places.imag[1:], angles[1:]
    spots = {"": (x, y), "p": (x, y), "known_": (x, y), "home_": (x, y), "goal_": (x, y)}
    alike |= {
        f"{column}{axis}": value for column, both in spots.items() for axis, value in zip("xy", both, strict=True)
    }
    nose_x, nose_y = np.cos(angle), np.sin(angle)
    alike |= {"angle": angle, "pangle": angle, "nose_x": nose_x, "nose_y": nose_y, "face_x": nose_x, "face_y": nose_y}
    rest = ships.add(places.size - 1, **alike)
    rows = np.arange(rest.start, rest.stop)
    world.physics.add(ships, rows.tolist())
    _lead(world, np.append(rows, row), path)


def wake(world: World, who: list[int], *, point: tuple[float, float] | None = None, path: Float | None = None) -> int:
    """Those of them that sleep wake in a wave, which begins at a place, or where the ship is; returns how many."""
    ships = world.ships
    rows = ships.rows_of(np.array(who, np.int64))
    rows = rows[rows >= 0]
    rows = rows[ships.life[rows] == L_SLEEP]
    if rows.size == 0:
        return 0
    me = world.player_row
    begin = complex(*point) if point is not None else ships.place.item(me) if me >= 0 else ships.place[rows].mean()
    off = np.abs(ships.place[rows] - begin)
    ships.busy[rows] = world.time + DT + (off - off.min()) / WAVE
    if path is not None:
        _lead(world, rows, path)
    first = ships.place.item(int(rows[off.argmin()]))
    world.emit(Event("flock.wakes", int(ships.id[rows[off.argmin()]]), 0, first.real, first.imag, float(rows.size)))
    return int(rows.size)


def lull(world: World, who: list[int]) -> int:
    """Those of them that flow stay where they are, and sleep; returns how many."""
    ships = world.ships
    rows = ships.rows_of(np.array(who, np.int64))
    rows = rows[rows >= 0]
    rows = rows[ships.life[rows] == L_FLOCK]
    ships.life[rows], ships.busy[rows], ships.home_place[rows] = int(Life.SLEEP), 0.0, ships.place[rows]
    if rows.size:
        place = ships.place[rows].mean()
        world.emit(Event("flock.stops", 0, 0, place.real, place.imag, float(rows.size)))
    return int(rows.size)


def _lead(world: World, rows: Int, path: Float | None) -> None:
    """They flow along a path, of which the world has one copy."""
    if path is None:
        return
    points = np.asarray(path, np.float64)
    if not world.paths or not np.array_equal(world.paths[-1], points):
        world.paths.append(points)
    world.ships.path[rows] = len(world.paths) - 1


def _rise(world: World, rows: Int) -> None:
    ships = world.ships
    ships.life[rows], ships.busy[rows], ships.since[rows] = int(Life.FLOCK), 0.0, world.time


def _sleep_on(world: World, rows: Int) -> None:
    """They breathe, all of them slowly out of step, and stay."""
    ships, me = world.ships, world.player_row
    home = ships.home_place[rows]
    if me >= 0 and np.abs(home - ships.place.item(me)).min() > ASLEEP_OFF:
        ships.wish[rows] = 0.0
        return
    phase = world.time * BREATHS + (home.real + home.imag) * 0.006
    there = home + ships.heading[rows] * (BREATH * np.sin(phase))
    ships.wish[rows] = (there - ships.place[rows]) * 2.5
    ships.facing[rows] = ships.heading[rows]
    ships.thrusting[rows] = 0.0


def _prey(world: World, place: Complex) -> tuple[bool, Complex]:
    """Whether there is a ship to go for, and the gap from each to where it will be soon."""
    ships, me = world.ships, world.player_row
    if me < 0:
        return False, np.full(place.size, 1e6 + 0j)
    return True, ships.place.item(me) + ships.velocity.item(me) * LEAD - place


def _stretch(gap: Complex, heading: Complex, prey: bool) -> Complex:
    """Who has just woken draws back from the ship, to the side to which it is nearer: there is a hole for a moment."""
    away = -gap / np.maximum(np.abs(gap), 1.0) if prey else heading
    return away * YAWNS


def _closing_up(far: Float) -> Float:
    """By how much each is faster for being behind, or slower for being ahead of the rest: they stay one body."""
    known = far >= 0.0
    many = np.count_nonzero(known)
    if not many:
        return np.zeros(far.size)
    lag = np.where(known, far - np.sort(far[known])[int(FRONT * many)], 0.0)
    return np.where(lag < 0.0, np.maximum(lag * AHEAD, -AHEAD_MOST), np.minimum(lag * (1.0 / LONG), 1.0) * CATCH_UP)


# -- being one thing -------------------------------------------------------------------------------------


def _go_alike(place: Complex, way: Complex, want: Complex) -> None:
    """Give up a share of the difference from the neighbours' way, in place: sums over squares, and the eight round."""
    column = np.floor(place.real * (1 / SQUARE)).astype(np.int64)
    line = np.floor(place.imag * (1 / SQUARE)).astype(np.int64)
    column, line = column - column.min() + 1, line - line.min() + 1
    wide, tall = int(column.max()) + 2, int(line.max()) + 2
    if wide * tall > 1 << 16:
        return  # strewn over half a map they have no neighbours
    square, size = line * wide + column, wide * tall
    sums = np.stack([np.bincount(square, part, size) for part in (np.ones(place.size), way.real, way.imag)])
    sums = sums.reshape(3, tall, wide)
    sums[:, 1:-1] += sums[:, :-2] + sums[:, 2:]
    sums[:, :, 1:-1] += sums[:, :, :-2] + sums[:, :, 2:]
    many, across, down = sums.reshape(3, size)[:, square]
    mean = (across + 1j * down) / np.maximum(many, 1.0)
    want += (mean - way) * ALIKE


def _keep_apart(place: Complex, want: Complex) -> None:
    """Push wishes off whoever is nearer than NEAR, in place. Only the same square and four of those round it are looked
    at, so that each pair comes up once."""
    x, y = place.real, place.imag
    column, line = np.floor(x * (1 / NEAR)).astype(np.int64), np.floor(y * (1 / NEAR)).astype(np.int64)
    square = line * (1 << 20) + column
    order = np.argsort(square, kind="stable")
    sorted_ = square[order]
    ones, others = [], []
    mine = np.arange(place.size)
    for step in (0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1):
        first = mine + 1 if step == 0 else np.searchsorted(sorted_, sorted_ + step, "left")
        count = np.searchsorted(sorted_, sorted_ + step, "right") - first
        one = np.repeat(mine, count)
        ones.append(one)
        others.append(first[one] + np.arange(one.size) - np.repeat(np.cumsum(count) - count, count))
    one, other = order[np.concatenate(ones)], order[np.concatenate(others)]
    gap = place[one] - place[other]
    off = np.abs(gap)
    close = (off < NEAR).nonzero()[0]
    if close.size == 0:
        return
    one, other, gap, off = one[close], other[close], gap[close], np.maximum(off[close], 1.0)
    push = gap * ((1.0 - off / NEAR) * PUSH / off)
    for part, share in ((want.real, push.real), (want.imag, push.imag)):
        part += np.bincount(one, share, place.size) - np.bincount(other, share, place.size)


def _part(world: World, place: Complex, want: Complex) -> Float | None:
    """Round ships that are not their prey, in place. Returns the share of its pace at which each gets on, (k,), less
    for who comes up behind one of those; None when there are none."""
    ships = world.ships
    low_x, high_x, low_y, high_y = place.real.min(), place.real.max(), place.imag.min(), place.imag.max()
    near = (ships.x > low_x - HELD) & (ships.x < high_x + HELD) & (ships.y > low_y - HELD) & (ships.y < high_y + HELD)
    near[ships.traits.mites] = False
    if world.player_row >= 0:
        near[world.player_row] = False
    others = near.nonzero()[0]
    if others.size == 0:
        return None
    gap = place - ships.place[others][:, None]
    off = np.maximum(np.abs(gap), 1.0)
    rim = off - ships.radius[others][:, None]
    other, mite = (rim < HELD).nonzero()
    if mite.size == 0:
        return None
    gap, off, rim = gap[other, mite], off[other, mite], rim[other, mite]
    coming = (gap * want[mite].conj()).real < 0.0
    held = np.ones(place.size)
    held[mite[coming]] = HELD_PACE
    push = gap / off * (np.maximum(1.0 - rim / ROUND, 0.0) * SHY)
    want.real += np.bincount(mite, push.real, place.size)
    want.imag += np.bincount(mite, push.imag, place.size)
    return held


def _feel(world: World, place: Complex, heading: Complex, want: Complex) -> None:
    """Off rock that is felt ahead to either side, in place; where it is felt on both, they slow down a little."""
    terrain = world.terrain
    feelers = heading * _SIDES
    there = place + feelers * FEEL
    left, right = terrain.solid(there.real, there.imag)
    if not (np.count_nonzero(left) or np.count_nonzero(right)):
        return
    side = right.astype(np.float64) - left
    want += heading * 1j * side * SHY
    want[left & right] *= 0.6
