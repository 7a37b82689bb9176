"""Solid pieces that move: rocks that drift along a path, rocks and walls that slide aside or go round a place.

Where each of them is follows from the tick and from what a slide was last told, so a snapshot holds only the orders.
To physics they are kinematic bodies; shots, sight and steering ask their outlines, which are kept as one list of edges
in the frame of each piece, so that many points or lines against all of them are a few array operations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.sim.clock import DT, TICK_HZ
from game.sim.events import Event
from game.sim.motions import LEAD, MOVES, REST, TELL_TICKS, WARNS, Drift, Mover, Slide, Spin, clock_of, round_trip
from game.sim.outlines import Outlines, cross, ranges
from game.sim.tables import Byte, Complex, Flag, Float, Int, Single

if TYPE_CHECKING:
    from game.sim.hitgrid import HitGrid
    from game.sim.world import World

FOR_GOOD = 1 << 40  # ticks
NO_STRIDE = -10  # far from the first one
PUSH_MOST = 480.0  # however fast a piece comes, it pushes ships no harder [u/s]
NEAR = 36.0  # a shot so near to a mover's box may strike it within a tick: both move [u]
STRIDE = 6  # ticks for which a drifting rock keeps its speed: it is looked for on its way so seldom

_PARTS = (np.arange(STRIDE + 1) / STRIDE)[:, None]


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

    def __init__(self, movers: Sequence[Mover], outlines: Outlines | None = None) -> None:
        """`outlines` are theirs, if they are known already: nothing in them ever changes."""
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
        self.any_spins = bool(spins)
        self._lay_ways(movers)
        self._set_clocks(movers)
        lines = self.outlines = outlines or Outlines(movers, self.turn)
        self.left, self.top, self.right, self.bottom = lines.left, lines.top, lines.right, lines.bottom
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

    def fresh(self) -> Movers:
        """The same pieces as they stand at the beginning."""
        return Movers(self.pieces, self.outlines)

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
            way, begin, round_ = round_trip(drift)
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
        clocks = [clock_of(slide) for _, slide in slides if slide.every]
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

    # -- where they are --------------------------------------------------------------------------------

    def settle(self, tick: int) -> None:
        """Be where a tick has everyone."""
        self._still, self._jolted = False, True
        self._stride = NO_STRIDE
        self._put(tick - 1)
        self.before[:] = self.place
        self._put(tick)
        np.not_equal(self.place, self.before, out=self.going)
        self.going |= self.turn != 0.0

    def jolt(self) -> None:
        """The bodies will be made anew: what drifts is where it would be in a copy, to the last bit."""
        self._jolted = True
        if self._drifts.size:
            self._stride = NO_STRIDE
            self.before[self._drifts] = self._drifted(self._tick - 1)
            self.place[self._drifts] = self._drifted(self._tick)

    def advance(self, world: World) -> None:
        """Move on to the world's tick: everything's place, its body, and what the lamps tell of it."""
        lamps, share, still = self.lamps, self.share, self._still
        drifts = self._drifts.size > 0 or self.any_spins
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
        """The orders, as plain lists; with what its lamps still tell, behind one given to what warned or moved."""
        fresh = {row: self.lamps.item(row) for row in self._fresh(self._tick)}
        return [[*self._orders[row], *([fresh[row]] if fresh.get(row) else [])] for row in sorted(self._orders)]

    def _fresh(self, tick: int) -> list[int]:
        """Who was told something after it moved in a tick: that is looked at, and its lamps told of, with the next."""
        return [order.row for order in self._orders.values() if order.begin == tick + TELL_TICKS]

    def restore(self, orders: Iterable[Sequence[Any]], gone: Iterable[str], tick: int) -> None:
        """Be as at a tick, after these orders, without what is gone."""
        told = {order[0]: (Order(*order[:5]), *order[5:]) for order in orders}
        self._orders = {row: order for row, (order, *_) in told.items()}
        self._until = 0
        away = set(gone)
        self.standing[:] = [name not in away for name in self.names]
        self.settle(tick)
        fresh = self._fresh(tick)
        if fresh:
            self._until = 0
            self.lamps = self.lamps.copy()
            self.lamps[fresh] = [told[row][1] if len(told[row]) > 1 else REST for row in fresh]

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
            inside = self.outlines.inside(row, local)
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
        if self.any_spins and row.size:  # of a ring, the box is mostly hollow
            off2 = off_x[row, point] ** 2 + off_y[row, point] ** 2
            more_ = 0.0 if more is None else more[row]
            ring = off2 <= (self.right[row] + more_) ** 2
            ring &= off2 >= np.maximum(self.outlines.hollow[row] - more_, 0.0) ** 2
            ring |= self.turn[row] == 0.0
            row, point = row[ring], point[ring]
        return row, point

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
        if self.any_spins and row.size:  # what lies within a ring does not cross it
            place, near = self.place[row], self.outlines.hollow[row]
            within = np.abs(x0[line] + 1j * y0[line] - place) < near
            within &= np.abs(x1[line] + 1j * y1[line] - place) < near
            row, line = row[~within], line[~within]
        if row.size == 0:
            return first
        begin = x0[line] + 1j * y0[line]
        turned = self._heading[row].conj()
        way = (x1[line] + 1j * y1[line] - begin) * turned
        begin = (begin - self.place[row]) * turned
        pair, edge = ranges(self.outlines.mover_edge[row], self.outlines.mover_edges[row])
        a, along, r = (
            self.outlines.edge_from[edge],
            self.outlines.edge_to[edge] - self.outlines.edge_from[edge],
            way[pair],
        )
        gap, across = a - begin[pair], cross(r, along)
        across = np.where(across == 0.0, np.nan, across)
        share, on_edge = cross(gap, along) / across, cross(gap, r) / across
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
