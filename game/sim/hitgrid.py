"""Swept hits of many shots against few circles, by a uniform grid.

Circles are written into the squares they may touch this tick; each shot then reads one square. Only shots that read
something are looked at closely, so the cost is a few gathers over all shots and exact arithmetic over a handful.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from game.sim.kinds import Team
from game.sim.tables import Byte, Complex, Flag, Float, Int, Plane, Single

SQUARE = 64.0  # side of a grid square [u]; a multiple of terrain.CELL
REACH = 28.0  # how far outside a circle a midpoint still counts: half a tick's path as the fastest meet, and more [u]
_PER_SQUARE = np.array(1 / SQUARE, np.float32)  # not a plain number: numpy takes as long to look at one as to multiply
_SOLID = np.int16(0x4000)  # bit that marks a square with terrain in it
FEW = 3000  # up to this many pairs, asking each pair is quicker than filing them
HANDFUL = 16  # up to this many pairs that are close are tested one by one: that is quicker
_NONE = np.empty(0, np.int64)
_FIRST = np.int16(0x3FFF)  # the other bits: 1 + index of the square's first circle


class Bolts(Protocol):
    """What is asked of shots: columns of shape (m,), but for one."""

    x: Single
    y: Single
    place: Single  # (m, 2)
    spot: Plane  # the same as complex numbers
    way: Plane  # velocity
    team: Byte


class Circles(Protocol):
    """What is asked of circles: columns of shape (n,)."""

    x: Float
    y: Float
    place: Complex  # x and y as one
    velocity: Complex
    radius: Float
    team: Byte


class HitGrid:
    """Covers `bounds` = (x0, y0, x1, y1); `solid` marks squares with terrain, shape (rows, columns)."""

    def __init__(self, bounds: tuple[float, float, float, float], solid: Flag) -> None:
        self.x0, self.y0 = bounds[0], bounds[1]
        self._corner = np.array(complex(*bounds[:2]), np.complex64)
        self.height, self.width = solid.shape
        self._across = np.array(self.width, np.int32)
        self._cells = np.zeros(self.height * self.width, np.int16)
        self._boxes = np.zeros((0, 4), np.int64)  # of squares that are marked besides: left, top, right, bottom
        self.mark_solid(solid)

    def mark_solid(self, solid: Flag) -> None:
        self._standing = np.where(solid, _SOLID, np.int16(0))
        self._any_solid = bool(solid.any())
        self._cells[:] = self._standing.ravel()
        self._boxes = self._boxes[:0]

    def mark_moving(self, left: Float, top: Float, right: Float, bottom: Float) -> None:
        """Mark the squares within some boxes, each (k,) [u], in place of those that were marked so before."""
        sides = np.stack([left - self.x0, top - self.y0, right - self.x0, bottom - self.y0], axis=1)
        boxes = np.floor(sides * (1 / SQUARE)).astype(np.int64)
        boxes[:, 2:] += 1
        np.maximum(boxes, 0, out=boxes)
        if boxes.shape == self._boxes.shape and (boxes == self._boxes).all():
            return  # mostly nothing has come into another square
        cells = self._cells.reshape(self.height, self.width)
        for x0, y0, x1, y1 in self._boxes.tolist():
            cells[y0:y1, x0:x1] = self._standing[y0:y1, x0:x1]
        for x0, y0, x1, y1 in boxes.tolist():
            cells[y0:y1, x0:x1] = _SOLID
        self._boxes, self._any_solid = boxes, True

    def _insert(self, x: Float, y: Float, radius: Float) -> tuple[Int, Int]:
        """Write circles into the squares they may touch. Returns parallel (square, circle), sorted by square."""
        reach = radius + REACH
        right, bottom = self.width - 1, self.height - 1
        low_x, wide = _span((x - self.x0) * (1 / SQUARE), reach * (1 / SQUARE), right)
        low_y, tall = _span((y - self.y0) * (1 / SQUARE), reach * (1 / SQUARE), bottom)
        per = wide * tall
        circle = np.repeat(np.arange(len(x)), per)
        within = np.arange(len(circle)) - np.repeat(np.cumsum(per) - per, per)
        across = wide[circle]
        down = within // across
        square = (low_y[circle] + down) * self.width + low_x[circle] + within - down * across
        order = np.argsort(square, kind="stable")
        square, circle = square[order], circle[order]
        first = np.empty(len(square), bool)
        first[:1] = True
        np.not_equal(square[1:], square[:-1], out=first[1:])
        heads = first.nonzero()[0]
        self._cells[square[heads]] |= (heads + 1).astype(np.int16)
        return square, circle

    def query(self, place: Single, cx: Float, cy: Float, radius: Float) -> tuple[Int, Int, Int]:
        """Which shots, by their midpoint of this tick (m, 2), may hit what.

        Returns (shot, circle) as parallel arrays of candidates, and the shots in squares with terrain. Midpoints
        outside the grid read the nearest square; the exact test turns them away.
        """
        square, circle = self._insert(cx, cy, radius) if len(cx) else (_NONE, _NONE)
        cell = self._squares(place.view(np.complex64)[:, 0])
        read = self._cells.take(cell, mode="clip")
        self._cells[square] &= _SOLID  # leave the grid as it was found
        some = read.nonzero()[0]
        if some.size == 0:
            return some, some, some
        value = read[some]
        near_solid = some[(value & _SOLID) != 0]
        entry = (value & _FIRST).astype(np.int64) - 1
        shots, circles = [], []
        at = some[entry >= 0]
        entry = entry[entry >= 0]
        home = square[entry] if entry.size else entry
        while at.size:  # once for each circle piled into the fullest square
            shots.append(at)
            circles.append(circle[entry])
            entry = entry + 1
            more = entry < len(square)
            more[more] = square[entry[more]] == home[more]
            at, entry, home = at[more], entry[more], home[more]
        if not shots:
            return _NONE, _NONE, near_solid
        shot, circle = np.concatenate(shots), np.concatenate(circles)
        dx, dy = place[shot, 0] - cx[circle], place[shot, 1] - cy[circle]
        close = np.flatnonzero(dx * dx + dy * dy <= np.square(radius + REACH)[circle])
        return shot[close], circle[close], near_solid

    def near_solid(self, spot: Plane) -> Int:
        """The shots in squares with terrain."""
        if not self._any_solid:
            return _NONE
        return self._cells.take(self._squares(spot), mode="clip").nonzero()[0]

    def _squares(self, spot: Plane) -> NDArray[np.int32]:
        """Square of each point (m,). int32 is enough for any level, at half the traffic of int64."""
        along = (spot - self._corner).view(np.float32)  # x and y in turn
        along *= _PER_SQUARE
        squares = along.astype(np.int32)
        square: NDArray[np.int32] = squares[1::2] * self._across
        square += squares[::2]
        return square


def _span(middle: Float, reach: Float, last: int) -> tuple[Int, Int]:
    """First square and number of squares that middle +- reach covers, kept within 0..last."""
    low = np.minimum(np.maximum(middle - reach, 0.0), last).astype(np.int64)
    high = np.minimum(np.maximum(middle + reach, 0.0), last).astype(np.int64)
    return low, high - low + 1


class Hit(NamedTuple):
    """A shot that passes a circle this tick."""

    shot: int  # row
    circle: int  # row
    time: float  # of least distance within the tick, 0..1
    gap: float  # least distance between the shot and the circle's rim; negative = struck [u]


def limits(team: Byte, radius: Float, margin: Float) -> Single:
    """How near a shot's midpoint must be to circles (n,) to be asked about, squared; -1 to those of its own team.

    Shape (teams, n): a row for the shots of each. What `margin` is, see `sweep_hits`.
    """
    reach = radius + margin
    reach += REACH
    reach *= reach
    within = np.empty((len(Team), team.size), np.float32)
    within[:] = reach
    within[team, np.arange(team.size)] = -1.0
    return within


def sweep_hits(
    grid: HitGrid, shots: Bolts, ships: Circles, dt: float, margin: Float, within: Single
) -> tuple[list[Hit], Int]:
    """Swept test of all shots, at the midpoint of this tick's path, against the circles of others, at its end.

    Returns those that come within `margin` (n,) [u] of a circle's rim, in no particular order, and the shots in squares
    with terrain. Nobody's shots touch their own team. `within` are the `limits` of the circles.
    """
    many = len(ships.team)
    if len(shots.team) * many <= FEW:
        near_solid = grid.near_solid(shots.spot)
        close = _who_are_close(shots, ships, within)
        if close.size == 0:
            return [], near_solid
        if close.size <= HANDFUL:
            return _passes(shots, ships, [divmod(pair, many) for pair in close.tolist()], dt, margin), near_solid
        shot, circle = np.divmod(close, many)
    else:
        shot, circle, near_solid = grid.query(shots.place, ships.x, ships.y, ships.radius + margin)
        foe = shots.team[shot] != ships.team[circle]  # mostly it is only the gun that they leave
        shot, circle = shot[foe], circle[foe]
        if shot.size <= HANDFUL:
            return _passes(shots, ships, zip(shot.tolist(), circle.tolist(), strict=True), dt, margin), near_solid
    time, gap = _pass_by(shots.spot[shot], shots.way[shot], ships.place[circle], ships.velocity[circle], dt)
    gap -= ships.radius[circle]
    near = gap <= margin[circle]
    columns = (column[near].tolist() for column in (shot, circle, time, gap))
    return [Hit(*row) for row in zip(*columns, strict=True)], near_solid


def _who_are_close(shots: Bolts, ships: Circles, within: Single) -> Int:
    """Pairs of foes that may meet this tick, each as shot * n + circle; every pair is asked."""
    # both coordinates at once, and the flags as one row: numpy takes longer over what has two dimensions; coarse
    # numbers, which are half as much to carry: what they are wrong by is far within REACH
    apart = np.subtract(shots.spot[:, None], ships.place.astype(np.complex64)).view(np.float32).ravel()
    apart *= apart
    close: Int = (apart[::2] + apart[1::2] <= within.take(shots.team, axis=0).ravel()).nonzero()[0]
    return close


def _passes(shots: Bolts, ships: Circles, pairs: Iterable[tuple[int, int]], dt: float, margin: Float) -> list[Hit]:
    """`_pass_by` for a handful of pairs (shot, circle), in plain numbers."""
    hits, radii, margins = [], ships.radius.data, margin.data  # memory, whose numbers are read in half the time
    # comparisons, not min and max, whose calls would be a third of the time
    for shot, circle in pairs:
        velocity: complex = ships.velocity.item(circle)
        travel = (shots.way.item(shot) - velocity) * dt
        middle: complex = shots.spot.item(shot) - (ships.place.item(circle) - velocity * (0.5 * dt))
        back = travel.conjugate()
        long2 = (travel * back).real
        before = (middle * back).real / (long2 if long2 > 1e-9 else 1e-9)
        before = 0.5 if before > 0.5 else -0.5 if before < -0.5 else before
        gap = abs(middle - travel * before) - radii[circle]
        if gap <= margins[circle]:
            hits.append(Hit(shot, circle, 0.5 - before, gap))
    return hits


def _pass_by(spot: Plane, way: Plane, place: Complex, velocity: Complex, dt: float) -> tuple[Float, Float]:
    """When within the tick, 0..1, shots come nearest to the middles of circles, and how near [u]. Shapes (k,).

    Seen from the circle: what the shot travels this tick, and the middle of its path.
    """
    travel = (way - velocity) * dt
    middle = spot - (place - velocity * (0.5 * dt))
    back = travel.conj()
    before = (middle * back).real  # how long before the middle of the tick they were nearest [ticks]
    before /= np.maximum((travel * back).real, 1e-9)
    np.minimum(np.maximum(before, -0.5, out=before), 0.5, out=before)
    gap = np.abs(middle - travel * before)
    return np.subtract(0.5, before, out=before), gap
