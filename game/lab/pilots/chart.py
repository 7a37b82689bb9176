"""What a pilot remembers of rock and walls: only what has been in its picture. What moves is marked where it is now."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from game.lab.pilots.stencils import BARE, CELL, PATIENT, TIGHT, WIDE, WIDEST, Bits, Sightings, charted
from game.sim.movers import Movers
from game.sim.tables import Flag, Float
from game.sim.terrain import Terrain

GLANCE = 48.0  # the picture is taken in anew when it has moved by this [u]
REDRAW = WIDEST + 4 * CELL  # how far round a piece that has gone the chart changes [u]
SAMPLE = 20.0  # spacing of samples along a straight way [u]
SQUARE = 4  # chart squares a side of a square of a route: less than any wall with its berth is thick


class Chart:
    """A grid over the level's bounds. `reveal` uncovers the part in the picture; questions see uncovered parts only."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        self.bounds = bounds
        self.x0, self.y0 = bounds[0], bounds[1]
        self.width = math.ceil((bounds[2] - bounds[0]) / CELL) + 1
        self.height = math.ceil((bounds[3] - bounds[1]) / CELL) + 1
        self._known: Bits = np.zeros((self.height, self.width), np.uint8)  # see `charted`
        self._stood = self._known  # the same without what moves
        self._sightings: Sightings | None = None  # of what moves
        self._marked: list[tuple[slice, slice]] = []  # where on the chart it was last
        self._true: Bits | None = None
        self._gone: set[str] = set()
        self._looked = (math.inf, math.inf)  # where the picture was when it was last taken in

    def reveal(self, terrain: Terrain, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take in what stands and moves in the rectangle."""
        if terrain.empty:
            return
        self._unmark()
        self._uncover(terrain, x0, y0, x1, y1)
        if terrain.moving is not None:
            self._mark(terrain.moving, x0, y0, x1, y1)

    def _uncover(self, terrain: Terrain, x0: float, y0: float, x1: float, y1: float) -> None:
        if self._true is None or self._gone != terrain.gone:
            self._true = self._draw(terrain, self._true)
        elif abs(x0 - self._looked[0]) + abs(y0 - self._looked[1]) < GLANCE:
            return
        self._looked = (x0, y0)
        c0, r0 = max(0, int((x0 - self.x0) / CELL)), max(0, int((y0 - self.y0) / CELL))
        c1, r1 = int((x1 - self.x0) / CELL) + 1, int((y1 - self.y0) / CELL) + 1
        if c1 <= c0 or r1 <= r0:
            return
        window = slice(r0, r1), slice(c0, c1)
        self._stood[window] = self._true[window]
        self._copy(window)

    def _copy(self, window: tuple[slice, slice]) -> None:
        """Nothing moves there, as far as one knows."""
        if self._known is not self._stood:
            self._known[window] = self._stood[window]

    def _unmark(self) -> None:
        for window in self._marked:
            self._copy(window)
        self._marked.clear()

    def _mark(self, movers: Movers, x0: float, y0: float, x1: float, y1: float) -> None:
        """Mark what moves."""
        if self._sightings is None:
            self._sightings = Sightings(movers)
            self._known = self._stood.copy()
        squares = {}  # a piece that hardly moves takes the same ones a little later
        for number, stencil, middle in self._sightings.look(movers, x0, y0, x1, y1):
            reach = stencil.shape[0] // 2
            row, column = int((middle.imag - self.y0) // CELL) - reach, int((middle.real - self.x0) // CELL) - reach
            squares[number, row, column] = stencil
        for (_, row, column), stencil in squares.items():
            side = stencil.shape[0]
            top, left = max(0, row), max(0, column)
            bottom, right = min(self.height, row + side), min(self.width, column + side)
            if bottom <= top or right <= left:
                continue
            window = slice(top, bottom), slice(left, right)
            part = slice(top - row, bottom - row), slice(left - column, right - column)
            self._known[window] |= stencil[part]
            self._marked.append(window)

    def _draw(self, terrain: Terrain, true: Bits | None) -> Bits:
        """The whole truth, of which `reveal` uncovers parts. What has changed since is drawn anew."""
        if true is None:
            true = np.zeros_like(self._stood)
            self._draw_part(true, terrain, 0, 0, self.width, self.height)
        else:
            points = {rock.name: rock.points for rock in terrain.rocks}
            points |= {wall.name: wall.points for wall in terrain.walls}
            for name in sorted((self._gone ^ terrain.gone) & points.keys()):  # what moves is not in these squares
                low, high = points[name].min(axis=0) - REDRAW, points[name].max(axis=0) + REDRAW
                c0, r0 = max(0, int((low[0] - self.x0) / CELL)), max(0, int((low[1] - self.y0) / CELL))
                c1, r1 = int((high[0] - self.x0) / CELL) + 1, int((high[1] - self.y0) / CELL) + 1
                self._draw_part(true, terrain, c0, r0, min(c1, self.width), min(r1, self.height))
        self._gone = set(terrain.gone)
        self._stood &= true  # what has gone is gone from memory too: it was an event on screen
        self._copy((slice(0, self.height), slice(0, self.width)))
        return true

    def _draw_part(self, true: Bits, terrain: Terrain, c0: int, r0: int, c1: int, r1: int) -> None:
        margin = math.ceil(WIDEST / CELL)  # what stands just outside has its berth inside
        left, top = max(0, c0 - margin), max(0, r0 - margin)
        # a chart square is solid where any of its quarters is
        x = self.x0 + (np.arange(left * 2, min(self.width, c1 + margin) * 2, dtype=np.float64) + 0.5) * (CELL / 2)
        y = self.y0 + (np.arange(top * 2, min(self.height, r1 + margin) * 2, dtype=np.float64) + 0.5) * (CELL / 2)
        quarter = terrain.stands(x, y[:, None])
        half = quarter[::2] | quarter[1::2]
        solid = half[:, ::2] | half[:, 1::2]
        inner = slice(r0 - top, r1 - top), slice(c0 - left, c1 - left)
        true[r0:r1, c0:c1] = charted(solid)[inner]

    def _ask(self, bit: int, x: Float, y: Float) -> Flag:
        column = ((x - self.x0) * (1 / CELL)).astype(np.int64)
        row = ((y - self.y0) * (1 / CELL)).astype(np.int64)
        row *= self.width
        row += column
        found: Flag = self._known.take(row, mode="clip") & bit > 0
        return found

    def _berth_at(self, x: float, y: float) -> int:
        """The bit of the widest berth that the place itself keeps: near a wall one must be content with less."""
        row, column = int((y - self.y0) / CELL), int((x - self.x0) / CELL)
        if 0 <= row < self.height and 0 <= column < self.width:
            here = self._known.item(row, column)
            if not here & WIDE:
                return WIDE
            if not here & TIGHT:
                return TIGHT
        return BARE

    def blocked(self, x: float, y: float, at_x: Float, at_y: Float) -> Flag:
        """Which places someone who is at (x, y) would not want to be at. Any shape, kept."""
        return self._ask(self._berth_at(x, y), at_x, at_y)

    def shut(self, x: float, y: float) -> bool:
        """Whether only a slide that opens by itself keeps the ship from a place."""
        row, column = int((y - self.y0) / CELL), int((x - self.x0) / CELL)
        if self._known is self._stood or not (0 <= row < self.height and 0 <= column < self.width):
            return False
        return self._known.item(row, column) & (TIGHT | PATIENT) == TIGHT

    def outside(self, x: Float, y: Float) -> Flag:
        """Which places are off the map, where nothing is charted. Any shape, kept."""
        x0, y0, x1, y1 = self.bounds
        off: Flag = (x < x0) | (x > x1) | (y < y0) | (y > y1)
        return off

    def passable(self, x: float, y: float, places: Iterable[tuple[float, float]]) -> bool:
        """Whether none of some places is `blocked`: for a few, which are better looked at one by one."""
        known, bit = self._known, self._berth_at(x, y)
        x0, y0, right, bottom = self.x0, self.y0, self.width - 1, self.height - 1
        for at_x, at_y in places:
            column, row = int((at_x - x0) * (1 / CELL)), int((at_y - y0) * (1 / CELL))
            if 0 <= column <= right and 0 <= row <= bottom and known.item(row, column) & bit:
                return False
        return True

    def clear(self, x: float, y: float, to_x: float, to_y: float, *, bare: bool = False) -> bool:
        """Whether the straight way is free; `bare`: for a bolt instead of a ship."""
        far = math.hypot(to_x - x, to_y - y)
        count = int(far / SAMPLE) + 1
        across, down = (to_x - x) / count / CELL, (to_y - y) / count / CELL
        left, top = (x - self.x0) / CELL, (y - self.y0) / CELL
        bit = BARE if bare else self._berth_at(x, y)
        known, width, last = self._known.ravel().data, self.width, self._known.size - 1
        for step in range(1, count + 1):  # a few dozen: numpy takes longer, and looks on after the first that is not
            square = int(step * down + top) * width + int(step * across + left)
            if known[0 if square < 0 else last if square > last else square] & bit:
                return False
        return True

    def sheltered(self, x: Float, y: Float, eye_x: Float, eye_y: Float) -> Flag:
        """Between which places (k,) and which eyes (e,) known rock stands: shape (e, k)."""
        way_x, way_y = x - eye_x[:, None], y - eye_y[:, None]
        count = int(max(np.abs(way_x).max(initial=0.0), np.abs(way_y).max(initial=0.0)) / SAMPLE) + 2
        share = (np.arange(1.0, count) / count)[:, None, None]
        between = self._ask(BARE, eye_x[:, None] + way_x * share, eye_y[:, None] + way_y * share)
        hidden: Flag = np.logical_or.reduce(between, axis=0)
        return hidden

    # -- a way round -----------------------------------------------------------------------------------

    def route(self, x: float, y: float, to_x: float, to_y: float, reach: float = 1000.0) -> list[tuple[float, float]]:
        """Corners of a way round what is known, towards a goal, within `reach`; empty when none is found.

        Breadth first over places SQUARE chart squares apart, a whole wave front at a time.
        """
        c0, r0 = max(0, int((x - reach - self.x0) / CELL)), max(0, int((y - reach - self.y0) / CELL))
        c1, r1 = int((x + reach - self.x0) / CELL), int((y + reach - self.y0) / CELL)
        free = self._known[r0 + SQUARE // 2 : r1 : SQUARE, c0 + SQUARE // 2 : c1 : SQUARE] & PATIENT == 0
        height, width = free.shape
        if height < 3 or width < 3:
            return []
        size, stride = CELL * SQUARE, width + 1
        left, top = self.x0 + c0 * CELL, self.y0 + r0 * CELL
        row, column = self._square(x - left, y - top, size, height, width)
        goal_row, goal_column = self._square(to_x - left, to_y - top, size, height, width)
        start, goal = row * stride + column, goal_row * stride + goal_column
        fronts = self._wave(_as_set(free) | 1 << start, goal, start, stride)
        corners, at = [], start
        while fronts and at != goal:
            around = [at + step for step in (1, stride, -1, -stride, stride + 1, stride - 1, 1 - stride, -stride - 1)]
            ring = sum(1 << square for square in around if square >= 0)
            nearest = next(front for front in fronts if front & ring) & ring
            near = [divmod(square, stride) for square in around if square >= 0 and nearest >> square & 1]
            row, column = min(near, key=lambda p: (p[0] - goal_row) ** 2 + (p[1] - goal_column) ** 2)
            at = row * stride + column
            corners.append((left + (column + 0.5) * size, top + (row + 0.5) * size))
        return corners

    @staticmethod
    def _square(x: float, y: float, size: float, height: int, width: int) -> tuple[int, int]:
        return max(0, min(height - 1, int(y / size))), max(0, min(width - 1, int(x / size)))

    @staticmethod
    def _wave(free: int, goal: int, start: int, stride: int) -> list[int]:
        """The sets of squares that are 0, 1, 2 ... steps from the goal, up to the one with the start in it; none when
        it cannot be reached."""
        fronts, front, left = [], 1 << goal, free & ~(1 << goal)
        while front:
            fronts.append(front)
            if front >> start & 1:
                return fronts
            front = (front << 1 | front >> 1 | front << stride | front >> stride) & left
            left ^= front
        return []


def _as_set(squares: Flag) -> int:
    """Which squares are set, as the bits of one number: all of a wave takes a step in a fraction of the time that numpy
    takes. Row after row, with a column beside them that is never set, so that nothing gets from one into the next."""
    wide = np.zeros((squares.shape[0], squares.shape[1] + 1), bool)
    wide[:, :-1] = squares
    return int.from_bytes(np.packbits(wide, bitorder="little").tobytes(), "little")
