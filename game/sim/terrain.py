"""Rocks and walls: what does not fly.

Each piece has a name. Physics sees convex pieces of rocks and segments of walls; shots, sight and steering see one
occupancy grid of CELL-sized squares, so that ten thousand of them are one lookup and no query. Pieces that move are in
no grid: `moving` knows where they are now, and what is asked here asks it as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.sim.covering import Lattice, paint
from game.sim.hitgrid import SQUARE
from game.sim.motions import Mover
from game.sim.movers import Movers
from game.sim.tables import Complex, Flag, Float, Int, any_set

if TYPE_CHECKING:
    from game.sim.gravity import Field

Number = NDArray[np.unsignedinteger]  # of a piece

CELL = 8.0  # side of an occupancy square [u]
MARGIN = 3  # squares that whoever is a tick's path away from a solid counts as near it
APRON = 1600.0  # free squares kept round the bounds, a multiple of CELL: asking out there needs no test of its own [u]
MANY = 50  # pieces that come or go at once: marking all anew is quicker then
NEIGHBOUR = 64.0  # pieces whose boxes come nearer than this may share squares [u]
SIGHT_STEP = 14.0  # spacing of samples along a line of sight [u]
FEW = 8  # of up to so many lines of sight it is asked first whether anything is near one


@dataclass(frozen=True)
class Rock:
    """A solid polygon. `points` (k, 2) float64, absolute, simple, not closed by repetition."""

    name: str
    points: Float
    unnamed: bool = False  # the sweep takes it away

    def rings(self) -> list[Float]:
        """Its outline, as rings (k, 2) that may overlap."""
        return [self.points]


@dataclass(frozen=True)
class Wall:
    """A solid polyline. `points` (k, 2) float64, absolute; `width` [u]."""

    name: str
    points: Float
    width: float = 12.0
    unnamed: bool = False

    def rings(self) -> list[Float]:
        """Its outline: an oblong round each leg, as long as its ends are round."""
        a, b = self.points[:-1], self.points[1:]
        way = b - a
        along = way * (self.width / 2 / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9))[:, None]
        aside = np.stack([-along[:, 1], along[:, 0]], axis=1)
        return [*np.stack([a - along - aside, b + along - aside, b + along + aside, a - along + aside], axis=1)]


class Scenery(NamedTuple):
    """A picture without substance that comes and goes as pieces do: its middle and how far it reaches from it [u]."""

    name: str
    x: float
    y: float
    reach: float


@dataclass
class Terrain:
    """All solid pieces within `bounds` = (x0, y0, x1, y1). Names are unique.

    `rocks` and `walls` stand; `movers` declares those that move, and `moving` is where they are (None: there are none).
    What is named in `loads` is `gone` until the ship is within `near` [u] of it, see `loading`. `scenery` is in no
    grid; `fields` pull at what flies, see `gravity`.
    """

    bounds: tuple[float, float, float, float] = (-6000.0, -6000.0, 6000.0, 6000.0)
    rocks: tuple[Rock, ...] = ()
    walls: tuple[Wall, ...] = ()
    gone: set[str] = field(default_factory=set)  # names taken away since the start
    movers: tuple[Mover, ...] = ()
    loads: frozenset[str] = frozenset()
    near: float = 0.0
    scenery: tuple[Scenery, ...] = ()
    fields: tuple[Field, ...] = ()

    def __post_init__(self) -> None:
        self.gone |= self.loads
        self._grid: Number | None = None  # index + 1 of the piece, per square; 0 = free
        self._x0, self._y0 = self.bounds[0], self.bounds[1]  # its corner
        self._coarse: dict[float, Flag] = {}  # what `coarse` answered for this grid
        self._pieces: list[Rock | Wall] = [*self.rocks, *self.walls]
        self._names = [*(piece.name for piece in self._pieces), *(mover.piece.name for mover in self.movers)]
        self._number = {name: number for number, name in enumerate(self._names)}
        self.moving = Movers(self.movers) if self.movers else None
        self._unnamed = [(p.name, *p.points.mean(axis=0).tolist()) for p in self._pieces if p.unnamed]
        half = [piece.width / 2 if isinstance(piece, Wall) else 0.0 for piece in self._pieces]
        boxes = [(p.points.min(0) - more, p.points.max(0) + more) for p, more in zip(self._pieces, half, strict=True)]
        self._low, self._high = np.array(boxes).reshape(-1, 2, 2).transpose(1, 0, 2)
        if len(self._number) != len(self._names):
            raise ValueError("two pieces of terrain share a name")
        if self._names:
            self._fill()

    def fresh(self) -> Terrain:
        """The same pieces with nothing taken away: every world needs its own."""
        if self.gone != self.loads:
            return Terrain(
                self.bounds, self.rocks, self.walls, movers=self.movers, loads=self.loads, near=self.near,
                scenery=self.scenery, fields=self.fields,
            )  # fmt: skip
        twin = copy(self)  # stamping is dear, and the grid is replaced, never changed, when a piece goes
        twin.gone = set(self.loads)
        twin.moving = self.moving.fresh() if self.moving is not None else None
        return twin

    @property
    def empty(self) -> bool:
        return self._grid is None

    @property
    def squares(self) -> Number | None:
        """The grid that `piece_at` reads, (rows, columns), for who asks of many squares; None when nothing is solid.

        It is replaced, never changed, when a piece goes; its first square begins at `corner`.
        """
        return self._grid

    @property
    def corner(self) -> tuple[float, float]:
        return self._x0, self._y0

    def pieces(self) -> list[Rock | Wall]:
        """The pieces still there that do not move, in declaration order."""
        return [piece for piece in self._pieces if piece.name not in self.gone]

    def declared(self) -> list[Rock | Wall]:
        """The pieces that do not move, there or not, in declaration order."""
        return list(self._pieces)

    def middle_of(self, name: str) -> tuple[float, float]:
        """Where a piece or scenery is, there or not. KeyError: there is none of that name."""
        for mark in self.scenery:
            if mark.name == name:
                return mark.x, mark.y
        index = self._number[name]
        if index < len(self._pieces):
            x, y = ((self._low[index] + self._high[index]) / 2).tolist()
            return x, y
        assert self.moving is not None
        place = self.moving.place.item(index - len(self._pieces))
        return place.real, place.imag

    def has(self, name: str) -> bool:
        """Whether a piece, standing or moving, is still there."""
        return name in self._number and name not in self.gone

    def unnamed(self) -> list[tuple[str, float, float]]:
        """The pieces still there that the sweep takes away, and where their middles are."""
        found = [one for one in self._unnamed if one[0] not in self.gone]
        if self.moving is not None:
            places = zip(self.movers, self.moving.place.tolist(), strict=True)
            some = [(mover.piece.name, at.real, at.imag) for mover, at in places if mover.piece.unnamed]
            found += [one for one in some if one[0] not in self.gone]
        return found

    def remove(self, name: str) -> bool:
        """Take a piece away; False when it is not there."""
        if name in self.gone or name not in self._number:
            return False
        self.take([name])
        return True

    def take(self, names: Iterable[str]) -> None:
        """Take pieces and scenery that are there away, all at once."""
        new = set(names) - self.gone
        self.gone |= new
        self._redraw([name for name in new if self.moving is None or not self.moving.remove(name)])

    def bring(self, names: Iterable[str]) -> None:
        """Pieces and scenery that were not there are."""
        new = set(names) & self.gone
        self.gone -= new
        self._redraw(new)

    def become(self, gone: set[str]) -> None:
        """Be the terrain of which just these are gone."""
        self.take(gone)
        self.bring(self.gone - gone)

    # -- the grid --------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Stamp every piece. Where two overlap, the later one in declaration order owns the square."""
        x0, y0, x1, y1 = self.bounds
        self._x0, self._y0 = x0 - APRON, y0 - APRON
        tall, wide = (np.ceil((np.array([y1 - y0, x1 - x0]) + 2 * APRON) / CELL).astype(int) + 1).tolist()
        # a byte a square for most levels: one of a few minutes' flight has three million
        self._grid = np.zeros((tall, wide), np.min_scalar_type(len(self._names)))
        self._lattice = Lattice((tall, wide), self.corner, CELL)
        self._stamp(self._grid, range(len(self._pieces)))

    def _redraw(self, names: Iterable[str]) -> None:
        """Free the squares of pieces, and stamp what is there round about; what lay under one shows again."""
        indices = sorted(self._number[name] for name in names if name in self._number)
        if not indices:
            return
        if len(indices) > MANY:
            self._fill()
            self._coarse = {}
            return
        assert self._grid is not None
        self._grid = grid = self._grid.copy()  # twins share it
        spans = [(self._low[index] - NEIGHBOUR, self._high[index] + NEIGHBOUR) for index in indices]
        beside = np.zeros(len(self._pieces), bool)
        for index, (low, high) in zip(indices, spans, strict=True):
            left, top = ((low - (self._x0, self._y0)) / CELL).astype(int).clip(0).tolist()
            right, bottom = ((high - (self._x0, self._y0)) / CELL).astype(int).tolist()
            window = grid[top:bottom, left:right]
            window[window == index + 1] = 0
            beside |= (self._high >= low).all(axis=1) & (self._low <= high).all(axis=1)
        self._stamp(grid, beside.nonzero()[0].tolist())
        for low, high in spans:
            self._coarse = {size: self._look_again(size, whole, low, high) for size, whole in self._coarse.items()}

    def _stamp(self, grid: Number, indices: Iterable[int]) -> None:
        """Mark the squares whose middle lies inside a rock's ring, or near enough to a wall's line, and that are free
        or owned by a piece declared before it."""
        here = {index: self._pieces[index] for index in indices if self._pieces[index].name not in self.gone}
        rocks = {index: piece for index, piece in here.items() if isinstance(piece, Rock)}
        walls = {index: piece for index, piece in here.items() if isinstance(piece, Wall)}
        paint(grid, self._lattice, rocks, walls, CELL * 0.75)

    def piece_at(self, x: Float, y: Float, back: Float | float = 0.0) -> Number:
        """Index + 1 of the piece at each point, 0 where free. Any shapes that go together.

        Points up to APRON out of bounds are free; nothing that asks is further out. What moves is taken where it was
        `back` ticks, up to 1, before the end of this one.
        """
        found = self._standing_at(x, y)
        if self.moving is not None:
            moved = self.moving.at(x, y, back)
            found = np.where(moved > 0, moved + len(self._pieces), found).astype(found.dtype)
        return found

    def _standing_at(self, x: Float, y: Float) -> Number:
        if self._grid is None:
            return np.zeros(np.broadcast_shapes(np.shape(x), np.shape(y)), np.int16)
        row = ((y - self._y0) * (1 / CELL)).astype(np.int64)
        row *= self._grid.shape[1]
        return self._grid.take(row + ((x - self._x0) * (1 / CELL)).astype(np.int64), mode="clip")

    def _squares_at(self, place: Complex) -> Int:
        """The squares of places as complex numbers, whose last axis is contiguous: both coordinates go at once."""
        assert self._grid is not None
        along = (place - complex(self._x0, self._y0)) * (1 / CELL)
        cells = along.view(np.float64).astype(np.int64)  # column and row in turn
        square: Int = cells[..., 1::2] * self._grid.shape[1]
        square += cells[..., ::2]
        return square

    def solid_at(self, place: Complex) -> Flag:
        """`solid` for places x + yj of any shape."""
        if self.moving is not None or self._grid is None:
            return self.solid(place.real, place.imag)
        inside: Flag = self._grid.take(self._squares_at(place), mode="clip") > 0
        return inside

    def stands_at(self, x: float, y: float) -> int:
        """`piece_at` for one place and what does not move, in plain numbers."""
        if self._grid is None:
            return 0
        square, last = int((y - self._y0) * (1 / CELL)) * self._grid.shape[1], self._grid.size - 1
        square += int((x - self._x0) * (1 / CELL))
        return self._grid.item(0 if square < 0 else last if square > last else square)

    def solid_spot(self, place: complex) -> bool:
        """`solid` for one place."""
        if self.moving is not None:
            return bool(self.solid_at(np.array([place]))[0])
        return self.stands_at(place.real, place.imag) > 0

    def clear_of(self, x: float, y: float, room: float = 60.0) -> bool:
        """Whether nothing solid is within `room` [u] of a place, about."""
        turn = np.arange(8) * (np.pi / 4)
        return not self.solid(np.append(x + room * np.cos(turn), x), np.append(y + room * np.sin(turn), y)).any()

    def solid(self, x: Float, y: Float) -> Flag:
        """Whether each point is inside rock or wall. Any shapes that go together."""
        inside: Flag = np.asarray(self.piece_at(x, y) > 0)
        return inside

    def stands(self, x: Float, y: Float) -> Flag:
        """Whether each point is inside rock or wall that does not move. Any shapes that go together."""
        inside: Flag = np.asarray(self._standing_at(x, y) > 0)
        return inside

    def name_of(self, index: int) -> str:
        """Name for what `piece_at` returned; '' for 0."""
        return self._names[index - 1] if index > 0 else ""

    def coarse(self, size: float) -> Flag:
        """Squares of side `size` (a multiple of CELL) within MARGIN of something solid; shape (rows, columns)."""
        if size not in self._coarse:
            x0, y0, x1, y1 = self.bounds
            wide, tall = int(np.ceil((x1 - x0) / size)) + 1, int(np.ceil((y1 - y0) / size)) + 1
            self._coarse[size] = self._blur(size, 0, 0, wide, tall)
        return self._coarse[size]

    def _look_again(self, size: float, whole: Flag, low: Float, high: Float) -> Flag:
        """What `coarse` said, after a change between two corners."""
        tall, wide = whole.shape
        corner = self.bounds[:2]
        left, top = ((low - corner) / size).astype(int).clip(0, (wide - 1, tall - 1)).tolist()
        right, bottom = ((high - corner) / size).astype(int).clip(0, (wide - 1, tall - 1)).tolist()
        out = whole.copy()
        out[top : bottom + 1, left : right + 1] = self._blur(size, left, top, right + 1, bottom + 1)
        return out

    def _blur(self, size: float, left: int, top: int, right: int, bottom: int) -> Flag:
        """The part of `coarse` from column `left` to before `right` and from row `top` to before `bottom`."""
        tall, wide, k, edge = bottom - top, right - left, int(size / CELL), int(APRON / CELL)
        if self._grid is None:
            return np.zeros((tall, wide), bool)
        inside = self._grid[edge:-edge, edge:-edge]
        part = np.zeros((tall * k + 2 * MARGIN, wide * k + 2 * MARGIN), self._grid.dtype)  # from MARGIN before it
        (y, height), (x, width) = (
            (max(0, MARGIN - first * k), max(0, min(squares, last * k + MARGIN) - max(0, first * k - MARGIN)))
            for first, last, squares in ((top, bottom, inside.shape[0]), (left, right, inside.shape[1]))
        )
        row, column = max(0, top * k - MARGIN), max(0, left * k - MARGIN)
        part[y : y + height, x : x + width] = inside[row : row + height, column : column + width]
        offsets = sorted({step + within for step in (0, MARGIN, 2 * MARGIN) for within in range(k)})
        down: Number = reduce(np.bitwise_or, (part[off : off + tall * k : k] for off in offsets))
        near: Flag = reduce(np.bitwise_or, (down[:, off : off + wide * k : k] for off in offsets)) != 0
        return near

    def clear_line(self, x0: Float, y0: Float, x1: Float, y1: Float) -> Flag:
        """Line of sight from points to points, all of shape (k,): True where nothing solid lies between."""
        return self.clear_between(x0 + 1j * y0, x1 + 1j * y1)

    def clear_between(self, here: Complex, there: Complex) -> Flag:
        """`clear_line` for places x + yj, of shape (k,)."""
        if self._grid is None or here.size == 0:
            return np.ones(here.size, bool)
        clear = self.clear_of_standing(here, there)
        if self.moving is not None:
            clear &= self.moving.first_hit(here.real, here.imag, there.real, there.imag) > 1.0
        return clear

    def clear_of_standing(self, here: Complex, there: Complex) -> Flag:
        """`clear_between`, as if what moves were not there."""
        if self._grid is None:
            return np.ones(here.size, bool)
        if here.size <= FEW and all(map(self._is_open, here.tolist(), there.tolist())):  # mostly
            return np.ones(here.size, bool)
        way = there - here
        steps = max(2, int(float(np.hypot(way.real, way.imag).max()) / SIGHT_STEP) + 1)
        between = way[:, None] * (np.arange(1, steps) / steps)
        between += here[:, None]
        clear: Flag = ~np.logical_or.reduce(self._grid.take(self._squares_at(between), mode="clip"), axis=1)
        return clear

    def _is_open(self, here: complex, there: complex) -> bool:
        """Whether nothing that does not move is near the box round a way."""
        x0, y0, x1, y1 = self.bounds
        left, right = (here.real, there.real) if here.real < there.real else (there.real, here.real)
        top, bottom = (here.imag, there.imag) if here.imag < there.imag else (there.imag, here.imag)
        if left < x0 or right > x1 or top < y0 or bottom > y1:
            return False
        rows = slice(int((top - y0) / SQUARE), int((bottom - y0) / SQUARE) + 1)
        columns = slice(int((left - x0) / SQUARE), int((right - x0) / SQUARE) + 1)
        return not any_set(self.coarse(SQUARE)[rows, columns])


def inside_ring(ring: Float, x: Float, y: Float) -> Flag:
    """Even-odd test of many points against one ring (k, 2)."""
    inside = np.zeros(np.shape(x), bool)
    for (ax, ay), (bx, by) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if ay == by:
            continue
        crosses = (ay > y) != (by > y)
        inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return inside


def distance_to_segment(a: Float, b: Float, x: Float, y: Float) -> Float:
    """Distance of many points to one segment [u]."""
    dx, dy = float(b[0] - a[0]), float(b[1] - a[1])
    length2 = dx * dx + dy * dy
    t = np.clip(((x - a[0]) * dx + (y - a[1]) * dy) / length2, 0.0, 1.0) if length2 > 0 else np.zeros(np.shape(x))
    out: Float = np.hypot(x - a[0] - t * dx, y - a[1] - t * dy)
    return out
