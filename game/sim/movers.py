"""Solid pieces that move: rocks that drift along a path, rocks and walls that slide aside or go round a place.

Where each of them is follows from the tick and from what a slide was last told, so a snapshot holds only the orders.
To physics they are kinematic bodies; shots, sight and steering ask their outlines, which are kept as one list of edges
in the frame of each piece, so that many points or lines against all of them are a few array operations.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim.clock import DT, TICK_HZ
from game.sim.damage import Blow
from game.sim.events import Event
from game.sim.tables import Byte, Complex, Flag, Float, Int, Single

if TYPE_CHECKING:
    from game.sim.hitgrid import HitGrid
    from game.sim.motes import Motes
    from game.sim.terrain import Rock, Wall
    from game.sim.world import World

TELL = 0.6  # a piece that slides shows by its lamps for so long that it will [s]
TELL_TICKS = round(TELL * TICK_HZ)
FOR_GOOD = 1 << 40  # ticks
NO_STRIDE = -10  # far from the first one
PUSH_MOST = 480.0  # however fast a piece comes, it pushes ships no harder [u/s]
JERK, JERKS = 0.3, 0.12  # a slide that counts jerks for so long [s], by this share of its way
FLUNG = 900.0  # nobody comes out from between two solids faster than that [u/s]
ROUNDING = np.linspace(-0.6, 0.6, 5)  # a drifting rock is where it is on average at these times: it rounds corners [s]
GRIP = 3  # ticks between two looks at who has slipped out
BITE = 6  # ticks between two bites of a crush
CRUSH = 12.0  # damage of one to a ship that is caught between a mover and something else
GRIND = 90.0  # and to one whose middle is caught
CAUGHT = 0.3  # share of a ship's radius that a mover must have gone into it: free ones are pushed on long before
TOUCH = 8.0  # what is no further from its rim holds it: the grid of what stands is as coarse as that [u]
NEAR = 36.0  # a shot so near to a mover's box may strike it within a tick: both move [u]
MOTE_PUSH = 60.0  # speed at which motes are swept out of what comes over them, on top of its own [u/s]
STRIDE = 6  # ticks for which a drifting rock keeps its speed: it is looked for on its way so seldom
SPACING = 8.0  # of the places that are known of a way, at most: between two of them it is straight [u]
LEAD = TELL_TICKS + 1  # ticks of a clock before it first strikes: at rest, then warning
REST, WARNS, MOVES = 0, 1, 2  # what a slide's lamps say

_PARTS = (np.arange(STRIDE + 1) / STRIDE)[:, None]
_RIM = np.exp(1j * np.arange(12) * (np.pi / 6))[:, None]  # twelve ways round a ship


@dataclass(frozen=True)
class Drift:
    """Its middle follows `way` (k, 2) [u]: round one that ends where it begins, there and back along an open one."""

    way: Float
    speed: float  # [u/s]
    at: float = 0.0  # share of the way at which it begins
    turn: float = 0.0  # [rad/s]


@dataclass(frozen=True)
class Slide:
    """It moves aside by `by` [u] and back. Times in [s]; without `every` it moves when it is told to.

    Before it opens it `counts`: so many jerks, a beat apart, the next of which would be its opening.
    """

    by: tuple[float, float]
    every: float = 0.0
    open: float = 1.0
    first: float = 0.0
    moves: float = 0.35
    counts: int = 0


@dataclass(frozen=True)
class Spin:
    """It goes round its middle for ever, at `rate` [rad/s]; that is the place about which it turns."""

    rate: float


@dataclass(frozen=True)
class Mover:
    """A piece of terrain as it stands at the beginning (a slide: shut), its middle, and how it moves."""

    piece: Rock | Wall
    motion: Drift | Slide | Spin
    middle: tuple[float, float]


class Order(NamedTuple):
    """What a slide was last told: to go from one share of its way to another, from a tick on, in so many ticks."""

    row: int
    start: float
    to: float
    begin: int
    ticks: int


class Movers:
    """All moving pieces of one world, in declaration order. Columns (m,); places as complex numbers [u].

    `place` is where middles are after this tick, `before` after the last one; `going` says who moves between them.
    """

    def __init__(self, movers: Sequence[Mover]) -> None:
        self.pieces = tuple(movers)
        self.names = [mover.piece.name for mover in movers]
        n = len(movers)
        self.home: Complex = np.array([complex(*mover.middle) for mover in movers])
        self.standing: Flag = np.ones(n, bool)
        self.turn: Float = np.zeros(n)  # [rad/s]
        self.lamps: Byte = np.zeros(n, np.int8)
        self._tick = 0
        self.share: Float = np.zeros(n)  # of its way that a slide has gone, 0 shut .. 1 open
        spins = [row for row, mover in enumerate(movers) if isinstance(mover.motion, Spin)]
        self.turn[spins] = [mover.motion.rate for mover in movers if isinstance(mover.motion, Spin)]
        self._spins = bool(spins)
        self._lay_ways(movers)
        self._set_clocks(movers)
        self._trace(movers)
        self.place, self.before = self.home.copy(), self.home.copy()
        self._stride = NO_STRIDE  # number of the stride that is laid out
        self._laid: Complex = np.zeros((STRIDE + 1, self._drifts.size), np.complex128)  # middles tick by tick
        self._still = False  # no slide has moved since the last tick
        self._jolted = True  # the bodies are new, and have no speed yet
        self._keeps = bool((self._speed <= PUSH_MOST).all())  # bodies go as fast as what drifts does
        self._heading: Complex = np.ones(n, np.complex128)  # each piece's own x axis
        self.going: Flag = np.zeros(n, bool)
        self.angle: Float = np.zeros(n)  # [rad]
        self.settle(0)

    # -- how they are laid out -------------------------------------------------------------------------

    def _lay_ways(self, movers: Sequence[Mover]) -> None:
        """Places along all ways of drifting rocks, there and back, end to end, so that everyone's is one look-up."""
        rows = [row for row, mover in enumerate(movers) if isinstance(mover.motion, Drift)]
        self._drifts: Int = np.array(rows, np.int64)
        table, ways = [], []
        for row in rows:
            drift = movers[row].motion
            assert isinstance(drift, Drift)
            self.turn[row] = drift.turn
            way, begin, round_ = _round_trip(drift)
            steps = way.size - 1
            table.append((drift.speed, begin * steps, drift.speed * steps / round_, steps))
            ways.append(way)
        self._speed, self._step_at, self._step_rate, self._steps = np.array(table).reshape(-1, 4).T
        self._way_base: Int = np.cumsum([0, *(way.size for way in ways[:-1])])[: len(ways)]
        self._way: Complex = np.concatenate(ways) if ways else np.zeros(0, np.complex128)
        self._way_on: Complex = np.append(np.diff(self._way), 0.0)

    def _set_clocks(self, movers: Sequence[Mover]) -> None:
        slides = [(row, mover.motion) for row, mover in enumerate(movers) if isinstance(mover.motion, Slide)]
        self._slides: Int = np.array([row for row, _ in slides], np.int64)
        self.by: Complex = np.zeros(len(movers), np.complex128)
        self.by[self._slides] = [complex(*slide.by) for _, slide in slides]
        self._clocked: Int = np.array([row for row, slide in slides if slide.every], np.int64)
        self._told: Int = np.array([row for row, slide in slides if not slide.every], np.int64)
        clocks = [_clock(slide) for _, slide in slides if slide.every]
        sizes = [clock.share.size for clock in clocks]
        self._clock_at: Int = np.cumsum([0, *sizes[:-1]])[: len(sizes)] + LEAD  # where its first period begins
        self._clock_begin: Int = np.array([clock.begin for clock in clocks], np.int64)
        self._clock_period: Int = np.array(sizes, np.int64) - LEAD
        self._clock_share: Float = np.concatenate([clock.share for clock in clocks]) if clocks else np.zeros(0)
        self._clock_lamps: Byte = np.concatenate([clock.lamps for clock in clocks]) if clocks else np.zeros(0, np.int8)
        self._clock_stays: Int = np.concatenate([clock.stays for clock in clocks]) if clocks else np.zeros(0, np.int64)
        self._orders: dict[int, Order] = {}
        self._as_of = self._until = 0  # ticks from and before which `_kept`, shares and lamps, is right
        self._kept: tuple[Float, Byte] = np.zeros(0), np.zeros(0, np.int8)

    def _trace(self, movers: Sequence[Mover]) -> None:
        """All outlines as edges round each piece's middle: ring by ring, the rings mover by mover."""
        rings = [
            (row, np.ascontiguousarray(ring, np.float64).view(np.complex128)[:, 0] - self.home[row])
            for row, mover in enumerate(movers)
            for ring in mover.piece.rings()
        ]
        rows = np.array([row for row, _ in rings], np.int64)
        sizes = np.array([ring.size for _, ring in rings], np.int64)
        empty = np.zeros(0, np.complex128)
        self._edge_from: Complex = np.concatenate([ring for _, ring in rings]) if rings else empty
        self._edge_to: Complex = np.concatenate([np.roll(ring, -1) for _, ring in rings]) if rings else empty
        rise = self._edge_to.imag - self._edge_from.imag
        self._slope: Float = (self._edge_to.real - self._edge_from.real) / np.where(rise == 0.0, 1.0, rise)
        self._ring_edge: Int = np.cumsum(sizes) - sizes  # first edge of each ring
        self._ring_edges: Int = sizes
        self._ring_middle: Complex = np.array([ring.mean() for _, ring in rings], np.complex128)
        far = [np.abs(ring - ring.mean()).max() for _, ring in rings]
        self._ring_reach: Float = np.array(far, np.float64) + 1e-6
        n = len(movers)
        self._mover_rings: Int = np.bincount(rows, minlength=n)
        self._mover_ring: Int = np.cumsum(self._mover_rings) - self._mover_rings
        self._mover_edges: Int = np.bincount(rows, sizes, minlength=n).astype(np.int64)
        self._mover_edge: Int = np.cumsum(self._mover_edges) - self._mover_edges
        self.left, self.top, self.right, self.bottom = np.zeros((4, n))  # boxes round the middles, however they turn
        self._hollow: Float = np.zeros(n)  # nothing of one that turns is nearer to its middle than this [u]
        self._reach: Float = np.zeros(n)  # of the farthest corner from the middle
        for row in range(n):
            mine = self._edge_from[self._mover_edge[row] : self._mover_edge[row] + self._mover_edges[row]]
            reach = self._reach[row] = float(np.abs(mine).max())
            if self.turn[row]:
                self._hollow[row] = self._free_within(row, mine)
                self.left[row], self.top[row], self.right[row], self.bottom[row] = -reach, -reach, reach, reach
            else:
                self.left[row], self.right[row] = mine.real.min(), mine.real.max()
                self.top[row], self.bottom[row] = mine.imag.min(), mine.imag.max()

    def _free_within(self, row: int, mine: Complex) -> float:
        """How far from a piece's middle its outline begins, 0 when the middle lies in it [u]."""
        if self._inside(np.array([row]), np.zeros(1, np.complex128))[0]:
            return 0.0
        first = self._mover_edge[row]
        way = self._edge_to[first : first + mine.size] - mine
        share = -(mine * way.conj()).real / np.maximum(np.abs(way) ** 2, 1e-9)
        return float(np.abs(mine + way * np.minimum(np.maximum(share, 0.0), 1.0)).min())

    # -- where they are --------------------------------------------------------------------------------

    def settle(self, tick: int) -> None:
        """Be where a tick has everyone."""
        self._still, self._jolted = False, True
        self._put(tick - 1)
        self.before[:] = self.place
        self._put(tick)
        np.not_equal(self.place, self.before, out=self.going)
        self.going |= self.turn != 0.0

    def jolt(self) -> None:
        """The bodies have been made anew."""
        self._jolted = True

    def advance(self, world: World) -> None:
        """Move on to the world's tick: everything's place, its body, and what the lamps tell of it."""
        lamps, share, still = self.lamps, self.share, self._still
        drifts = self._drifts.size > 0 or self._spins
        self.before[:] = self.place
        self._put(world.tick)
        self._still = share is self.share
        if still and self._still and not self._jolted and (not drifts or (self._keeps and world.tick % STRIDE != 1)):
            return  # what drifts keeps its speed, all else stays where it is
        self._jolted = False
        rolled = self.going.copy()
        np.not_equal(self.place, self.before, out=self.going)
        self.going |= self.turn != 0.0
        rolled |= self.going
        rolled &= self.standing
        if np.count_nonzero(rolled):
            world.physics.carry(self, rolled.nonzero()[0].tolist())
        if lamps is self.lamps:
            return
        changed = ((self.lamps != lamps) & self.standing).nonzero()[0]
        for row in changed.tolist():
            self._tell(world, row, int(lamps[row]))

    def mark(self, grid: HitGrid) -> None:
        """Shots near what moves are looked at closely. Asked before they fly, when there are any."""
        x, y = self.place.real[self.standing], self.place.imag[self.standing]
        left, top, right, bottom = (side[self.standing] for side in (self.left, self.top, self.right, self.bottom))
        grid.mark_moving(x + left - NEAR, y + top - NEAR, x + right + NEAR, y + bottom + NEAR)

    def _tell(self, world: World, row: int, was: int) -> None:
        now, place = self.lamps.item(row), self.place.item(row)
        kinds = ["slide.ended"] if was == MOVES else []
        kinds += {WARNS: ["slide.warned"], MOVES: ["slide.began"]}.get(now, [])
        for kind in kinds:
            world.emit(Event(kind, 0, 0, place.real, place.imag, self.share.item(row), self.names[row]))

    def _put(self, tick: int) -> None:
        self._tick = tick
        share = self.share
        if self._slides.size:
            self.share, self.lamps = self._shares(tick)
        if share is not self.share or not self._still or self._jolted:
            np.multiply(self.by, self.share, out=self.place)
            self.place += self.home
        if self._drifts.size:
            self.place[self._drifts] = self._drifted(tick)
        if np.count_nonzero(self.turn):
            np.multiply(self.turn, tick * DT, out=self.angle)
            np.cos(self.angle, out=self._heading.real)
            np.sin(self.angle, out=self._heading.imag)

    def _drifted(self, tick: int) -> Complex:
        """Middles of drifting rocks at a tick, between the ends of their stride, (d,)."""
        stride, part = divmod(tick, STRIDE)
        if stride != self._stride:
            begin = self._laid[STRIDE] if stride == self._stride + 1 else self._along(stride * STRIDE)
            self._laid = begin + (self._along((stride + 1) * STRIDE) - begin) * _PARTS
            self._stride = stride
        middles: Complex = self._laid[part]
        return middles

    def _shares(self, tick: int) -> tuple[Float, Byte]:
        """How far slides have gone, and what their lamps say; kept for as long as none of them does anything else."""
        if self._as_of <= tick < self._until:
            return self._kept
        share, lamps = np.zeros(len(self.names)), np.zeros(len(self.names), np.int8)
        rest = FOR_GOOD
        if self._clocked.size:
            share[self._clocked], lamps[self._clocked], rest = self._read_clocks(tick)
        for row, start, to, begin, ticks in self._orders.values():
            gone = min(max((tick - begin) / ticks, 0.0), 1.0)
            share[row] = start + (to - start) * gone * gone * (3.0 - 2.0 * gone)
            lamps[row] = WARNS if tick < begin else MOVES if tick < begin + ticks else REST
            if tick < begin + ticks:
                rest = min(rest, begin - tick)
        self._as_of, self._until, self._kept = tick, tick + max(1, rest), (share, lamps)
        return self._kept

    def _middles(self, tick: int, share: Float) -> Complex:
        middles: Complex = self.home + self.by * share
        if self._drifts.size:
            middles[self._drifts] = self._along(tick)
        return middles

    def _along(self, tick: int) -> Complex:
        """Middles of drifting rocks, (d,)."""
        step = (self._step_at + self._step_rate * (tick * DT)) % self._steps
        whole = step.astype(np.int64)
        step -= whole
        whole += self._way_base
        middles: Complex = self._way[whole] + self._way_on[whole] * step
        return middles

    def _read_clocks(self, tick: int) -> tuple[Float, Byte, int]:
        """Shares and lamps of those that open by themselves, and for how many ticks all of them stay so."""
        late = tick - self._clock_begin
        entry = self._clock_at + np.where(late < 0, np.maximum(late, -LEAD), late % self._clock_period)
        return self._clock_share[entry], self._clock_lamps[entry], int(self._clock_stays[entry].min())

    def order(self, name: str, to: float, seconds: float, tick: int) -> bool:
        """Tell a slide to go to a share of its way: it warns for TELL, then moves for so long. False: it cannot."""
        row = self.names.index(name) if name in self.names else -1
        if row < 0 or not self.standing[row] or row not in self._told.tolist():
            return False
        ticks = max(1, round(seconds * TICK_HZ))
        self._orders[row] = Order(row, self.share.item(row), to, tick + TELL_TICKS, ticks)
        self._until = 0
        return True

    def remove(self, name: str) -> bool:
        """Take a piece away; False when it is none of these, or gone."""
        row = self.names.index(name) if name in self.names else -1
        if row < 0 or not self.standing[row]:
            return False
        self.standing[row] = False
        return True

    def snapshot(self) -> list[list[Any]]:
        """The orders, as plain lists."""
        return [list(self._orders[row]) for row in sorted(self._orders)]

    def restore(self, orders: Iterable[Sequence[Any]], gone: Iterable[str], tick: int) -> None:
        """Be as at a tick, after these orders, without what is gone."""
        self._orders = {order[0]: Order(*order) for order in orders}
        self._until = 0
        away = set(gone)
        self.standing[:] = [name not in away for name in self.names]
        self.settle(tick)

    # -- asking ----------------------------------------------------------------------------------------

    def at(self, x: Float | Single, y: Float | Single, back: Float | float = 0.0) -> Int:
        """1 + row of the piece that each point lies in, 0 where none. Any shapes that go together, and theirs.

        `back`: so many ticks, up to 1, before the end of this one.
        """
        spots: Complex = x + 1j * np.asarray(y, np.float64)
        spot, found = spots.ravel(), np.zeros(spots.size, np.int64)
        moved = not isinstance(back, float)
        row, point = self._close(spot, np.abs(self.place - self.before) if moved else None)
        if point.size:
            local = spot[point] - self.place[row]
            if moved:
                late = np.broadcast_to(back, spots.shape).ravel()[point]
                local += (self.place - self.before)[row] * late
            local *= self._heading[row].conj()
            inside = self._inside(row, local)
            # the last declared one wins, as in the grid
            found[point[inside]] = row[inside] + 1
        return found.reshape(spots.shape)

    def _close(self, spot: Complex, more: Float | None = None) -> tuple[Int, Int]:
        """Pairs (row, point) whose point lies in the piece's box, by row."""
        off_x, off_y = spot.real - self.place.real[:, None], spot.imag - self.place.imag[:, None]
        slack = 0.0 if more is None else more[:, None]
        close = (off_x >= self.left[:, None] - slack) & (off_x <= self.right[:, None] + slack)
        close &= (off_y >= self.top[:, None] - slack) & (off_y <= self.bottom[:, None] + slack)
        close &= self.standing[:, None]
        row, point = close.nonzero()
        if self._spins and row.size:  # of a ring, the box is mostly hollow
            off2 = off_x[row, point] ** 2 + off_y[row, point] ** 2
            more_ = 0.0 if more is None else more[row]
            ring = off2 <= (self.right[row] + more_) ** 2
            ring &= off2 >= np.maximum(self._hollow[row] - more_, 0.0) ** 2
            ring |= self.turn[row] == 0.0
            row, point = row[ring], point[ring]
        return row, point

    def _inside(self, row: Int, local: Complex) -> Flag:
        """Even-odd test of pairs of a piece and a point in its frame, shape (k,)."""
        ring_pair, ring = _ranges(self._mover_ring[row], self._mover_rings[row])
        if ring.size > row.size:  # of a wall of many legs a place is near to one or two
            close = np.abs(local[ring_pair] - self._ring_middle[ring]) <= self._ring_reach[ring]
            ring_pair, ring = ring_pair[close], ring[close]
        pair, edge = _ranges(self._ring_edge[ring], self._ring_edges[ring])
        spot = local[ring_pair[pair]]
        a, b = self._edge_from[edge], self._edge_to[edge]
        crosses = (a.imag > spot.imag) != (b.imag > spot.imag)
        crosses &= spot.real < self._slope[edge] * (spot.imag - a.imag) + a.real
        within = np.bincount(pair, crosses, ring.size).astype(np.int64) & 1
        inside: Flag = np.bincount(ring_pair, within, row.size) > 0
        return inside

    def near(self, x: Float | Single, y: Float | Single, margin: float) -> Flag:
        """Which points (k,) come within `margin` [u] of a piece's box."""
        spot = np.asarray(x, np.float64) + 1j * np.asarray(y, np.float64)
        out = np.zeros(spot.size, bool)
        out[self._close(spot, np.full(len(self.names), margin))[1]] = True
        return out

    def first_hit(self, x0: Float, y0: Float, x1: Float, y1: Float) -> Float:
        """Where on the way from each point (k,) to its other one something begins: share of it, inf where nothing."""
        first = np.full(len(x0), np.inf)
        px, py = self.place.real[:, None], self.place.imag[:, None]
        close = (np.maximum(x0, x1) >= px + self.left[:, None]) & (np.minimum(x0, x1) <= px + self.right[:, None])
        close &= (np.maximum(y0, y1) >= py + self.top[:, None]) & (np.minimum(y0, y1) <= py + self.bottom[:, None])
        close &= self.standing[:, None]
        row, line = close.nonzero()
        if self._spins and row.size:  # what lies within a ring does not cross it
            place, near = self.place[row], self._hollow[row]
            within = np.abs(x0[line] + 1j * y0[line] - place) < near
            within &= np.abs(x1[line] + 1j * y1[line] - place) < near
            row, line = row[~within], line[~within]
        if row.size == 0:
            return first
        begin = x0[line] + 1j * y0[line]
        turned = self._heading[row].conj()
        way = (x1[line] + 1j * y1[line] - begin) * turned
        begin = (begin - self.place[row]) * turned
        pair, edge = _ranges(self._mover_edge[row], self._mover_edges[row])
        a, along, r = self._edge_from[edge], self._edge_to[edge] - self._edge_from[edge], way[pair]
        gap, across = a - begin[pair], _cross(r, along)
        across = np.where(across == 0.0, np.nan, across)
        share, on_edge = _cross(gap, along) / across, _cross(gap, r) / across
        struck = (share >= 0.0) & (share <= 1.0) & (on_edge >= 0.0) & (on_edge <= 1.0)
        np.minimum.at(first, line[pair[struck]], share[struck])
        return first

    def opens_by_itself(self, row: int) -> bool:
        return row in self._clocked.tolist()

    def spins(self, row: int) -> bool:
        """Whether a piece does nothing but go round."""
        return isinstance(self.pieces[row].motion, Spin)

    def ahead(self, seconds: float) -> Complex:
        """Where everyone's middle will be in so many seconds, (m,)."""
        tick = self._tick + round(seconds * TICK_HZ)
        now = self._as_of, self._until, self._kept
        share, _ = self._shares(tick)
        self._as_of, self._until, self._kept = now  # who looks ahead changes nothing
        return self._middles(tick, share)

    # -- doing -----------------------------------------------------------------------------------------

    def press(self, world: World) -> list[Blow]:
        """Hurt who is caught between a piece that moves and something solid; sweep motes out of the way."""
        if self._spins and world.tick % GRIP == 0:
            _hold_back(world)
        if world.tick % BITE or not np.count_nonzero(self.going):
            return []
        if world.motes.n:
            self._sweep(world.motes)
        return self._crush(world) if world.ships.n else []

    def _sweep(self, motes: Motes) -> None:
        inside = self.at(motes.x, motes.y)
        rows = inside.nonzero()[0]
        if rows.size:
            piece = inside[rows] - 1
            away = motes.spot[rows] - self.place[piece]
            away *= MOTE_PUSH / np.maximum(np.abs(away), 1.0)
            motes.way[rows] = away + (self.place - self.before)[piece] * TICK_HZ

    def _crush(self, world: World) -> list[Blow]:
        ships = world.ships
        apart = np.abs(ships.place - self.place[:, None])
        near = (apart < self._reach[:, None] + ships.radius) & (apart > self._hollow[:, None] - ships.radius)
        near &= self.standing[:, None]
        some = np.logical_or.reduce(near, axis=0) & ~ships.anchored
        some[ships.traits.mites] = False  # they slip out of anything
        rows = some.nonzero()[0]
        if rows.size == 0:
            return []
        middle, radius = ships.place[rows], ships.radius[rows]
        rim = middle + _RIM * (radius * (1.0 - CAUGHT))
        piece = self.at(rim.real, rim.imag)
        one = piece.max(axis=0)
        pressed = (one > 0) & self.going[one - 1]
        if not np.count_nonzero(pressed):
            return []
        by_one = (piece > 0) & (piece == one)
        rim = middle + _RIM * (radius + TOUCH)
        beside = self.at(rim.real, rim.imag)
        by_other = world.terrain.stands(rim.real, rim.imag) | ((beside > 0) & (beside != one))
        push, hold = np.add.reduce(_RIM * by_one, axis=0), np.add.reduce(_RIM * by_other, axis=0)
        caught = (pressed & ((push * hold.conj()).real < 0.0)).nonzero()[0]
        blows = []
        for i in caught.tolist():
            row = int(rows[i])
            x, y, who = ships.x.item(row), ships.y.item(row), int(ships.id[row])
            deep = bool(self.at(ships.x[row : row + 1], ships.y[row : row + 1])[0])
            amount = GRIND if deep else CRUSH
            world.emit(Event("crushed", who, 0, x, y, amount, self.names[int(one[i]) - 1]))
            blows.append(Blow(who, 0, amount, x, y, "solid"))
        return blows


def _hold_back(world: World) -> None:
    """What goes round shuts like scissors on what stands: whoever slips out of them is not flung across the map."""
    ships = world.ships
    velocity = ships.velocity
    flung = (velocity.real * velocity.real + velocity.imag * velocity.imag > FLUNG * FLUNG).nonzero()[0]
    for row in flung.tolist():
        ships.velocity[row] *= FLUNG / abs(velocity.item(row))
        place, way = ships.place.item(row), ships.velocity.item(row)
        world.physics.move(row, place.real, place.imag, way.real, way.imag, ships.angle.item(row))


class _Clock(NamedTuple):
    """What a slide does by itself, tick by tick: LEAD ticks before it first opens, then one whole period."""

    begin: int  # tick at which the first period begins
    share: Float
    lamps: Byte
    stays: Int  # ticks until the next entry that is another


def _clock(slide: Slide) -> _Clock:
    period = max(1, round(slide.every * TICK_HZ))
    phase: Float = np.arange(-LEAD, period, dtype=np.float64) * DT
    back = slide.moves + slide.open  # when it sets off home
    opened: Float = phase / slide.moves
    shut: Float = (phase - back) / slide.moves
    moving = (phase >= 0.0) & ((opened < 1.0) | ((shut >= 0.0) & (shut < 1.0)))
    next_ = np.where(phase < 0.0, -phase, np.where(phase < back, back - phase, slide.every - phase))
    lamps = np.where(moving, MOVES, np.where(next_ <= TELL, WARNS, REST)).astype(np.int8)
    share = (_ease(opened) - _ease(shut)) * (phase >= 0.0)
    if slide.counts:  # a jerk on every beat but that of the opening, and lamps only with those
        beat = slide.every / (slide.counts + 1.0)
        late = phase % beat
        jerk = (phase >= beat) & (late < JERK)
        share += jerk * (JERKS * np.sin(late * (np.pi / JERK)) ** 2)
        lamps = np.where(moving, MOVES, np.where(jerk, WARNS, REST)).astype(np.int8)
    stays = np.ones(phase.size, np.int64)
    after = LEAD  # the entry that follows the last one
    for entry in reversed(range(phase.size)):
        same = share[entry] == share[after] and lamps[entry] == lamps[after]
        stays[entry] = stays[after] + 1 if same and after > entry else 1
        after = entry
    return _Clock(round(slide.first * TICK_HZ), share, lamps, stays)


def _round_trip(drift: Drift) -> tuple[Complex, float, float]:
    """Places at even steps all the way until it is where it began, its beginning as a share of that, its length [u]."""
    way = np.ascontiguousarray(drift.way, np.float64).view(np.complex128)[:, 0]
    legs = np.diff(way)
    long = np.abs(legs)
    ends = np.concatenate([[0.0], np.cumsum(long)])
    total = ends.item(-1)
    closed = way[0] == way[-1]
    round_ = total if closed else 2.0 * total
    steps = math.ceil(round_ / SPACING)
    far = (np.arange(steps + 1) * (round_ / steps))[:, None] + drift.speed * ROUNDING
    far = far % total if closed else total - np.abs(total - far % round_)
    leg = np.minimum(np.searchsorted(ends[1:], far), legs.size - 1)
    places = way[leg] + legs[leg] / np.maximum(long[leg], 1e-9) * (far - ends[leg])
    middles: Complex = np.add.reduce(places, axis=1) * (1.0 / ROUNDING.size)
    return middles, drift.at * total / round_, round_


def _ease(share: Float) -> Float:
    """From 0 to 1 with a soft beginning and end, whatever lies outside."""
    share = np.minimum(np.maximum(share, 0.0), 1.0)
    out: Float = share * share * (3.0 - 2.0 * share)
    return out


def _ranges(first: Int, count: Int) -> tuple[Int, Int]:
    """For each i the numbers first[i] .. first[i] + count[i]: the i of each, and the number."""
    which = np.repeat(np.arange(len(first)), count)
    within = np.arange(which.size) - np.repeat(np.cumsum(count) - count, count)
    return which, first[which] + within


def _cross(a: Complex, b: Complex) -> Float:
    out: Float = a.real * b.imag - a.imag * b.real
    return out
