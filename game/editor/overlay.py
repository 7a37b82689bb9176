"""The lines over the map: what stands where, the grid, what is chosen. In batches, and only what is in sight."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from game.render.camera import Lens
from game.render.drawlist import DrawList
from game.render.palette import RGBA, ink

from . import shapes
from .places import ORDER, Places
from .shapes import Handle

INKS = {  # a thing's lines
    "zone": ("rock-high", 0.55),
    "gravity": ("lime", 0.8),
    "region": ("ring", 0.75),
    "path": ("data", 0.85),
    "decor": ("shade", 0.35),
    "wall": ("amber", 0.85),
    "rock": ("steel", 0.75),
    "point": ("select", 0.95),
}
TONES = np.array([ink(*INKS[kind]) for kind in ORDER], np.float32)
POINT, PATH = ORDER.index("point"), ORDER.index("path")
WAY, WAYS = 9.0, (0.18, 0.5, 0.82)  # of an arrow on a path [px at 720p], and where along it they are
LINES = 1_000  # strokes of outlines in one picture: each costs software five microseconds
HALOED = 600  # of them that are darkened below, too
SMALL = 7.0  # px across under which a thing is a mark, not an outline
MARK = 4.0  # of such a mark [px at 720p]
ARROW = 15.0  # of a point [px at 720p]
ARROWS = 300  # points in one picture from which on they are marks, too
GLOW = 46.0  # round what a beat uses [px at 720p]
GRID, GRID_MAIN = ("dim", 0.10), ("dim", 0.22)
MAIN = 5  # every so many lines of the grid one is stronger
OUTSIDE = ("void", 0.72)  # what is not the level
EDGE = ("hot", 0.8)
HANDLE = 7.0  # of a corner [px at 720p]
GHOST = 0.6  # how much of a picture is there that is being moved
KNOB = 30.0  # how far above what is chosen the knob stands by which it is turned [px at 720p]


def clipped(lines: np.ndarray, box: tuple[float, float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Lines (n, 4) cut to a rectangle, and which of them are left: a stroke across the whole map is no picture."""
    left, top, right, low = box
    x0, y0, x1, y1 = lines.T
    dx, dy = x1 - x0, y1 - y0
    start, end = np.zeros(len(lines)), np.ones(len(lines))
    keep = np.ones(len(lines), bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        for way, room in ((-dx, x0 - left), (dx, right - x0), (-dy, y0 - top), (dy, low - y0)):
            share = room / way
            start = np.where(way < 0, np.maximum(start, share), start)
            end = np.where(way > 0, np.minimum(end, share), end)
            keep &= ~((way == 0) & (room < 0))
    keep &= start <= end
    kept = np.flatnonzero(keep)
    x0, y0, dx, dy, start, end = (column[kept] for column in (x0, y0, dx, dy, start, end))
    return np.stack([x0 + dx * start, y0 + dy * start, x0 + dx * end, y0 + dy * end], axis=1), kept


def on_screen(lens: Lens, lines: np.ndarray) -> np.ndarray:
    """Lines of the world (n, 4) in pixels."""
    return lines * lens.scale + np.array([lens.left, lens.top, lens.left, lens.top])


def stroke(rows: DrawList, lens: Lens, lines: np.ndarray, width: float, colour: RGBA | np.ndarray) -> None:
    """Lines of the world (n, 4), as much of them as is in sight; `colour` may be an array (n, 4)."""
    if not len(lines):
        return
    cut, kept = clipped(on_screen(lens, lines), (-8.0, -8.0, lens.width + 8.0, lens.height + 8.0))
    if len(cut):
        tone = colour[kept] if isinstance(colour, np.ndarray) else colour
        rows.line(cut[:, 0], cut[:, 1], cut[:, 2], cut[:, 3], width, tone)


def ring_lines(points: np.ndarray, closed: bool) -> np.ndarray:
    """Segments (m, 4) of an outline (k, 2)."""
    to = np.roll(points, -1, axis=0) if closed else points[1:]
    return np.hstack([points[: len(to)], to])


class Overlay:
    """Draws one picture's lines. `hidden` masks kinds by ORDER."""

    def __init__(self, rows: DrawList, lens: Lens, places: Places, hidden: np.ndarray) -> None:
        self.rows, self.lens, self.places = rows, lens, places
        self.ui = lens.ui
        left, top, right, low = lens.rect()
        box = places.box
        seen = (box[:, 0] < right) & (box[:, 2] > left) & (box[:, 1] < low) & (box[:, 3] > top)
        near = GLOW / lens.scale
        points = places.kind == POINT
        seen |= points & (box[:, 0] < right + near) & (box[:, 2] > left - near) & (box[:, 1] < low) & (box[:, 3] > top)
        self.seen = seen & ~hidden[places.kind]

    # -- paper

    def grid(self, step: float) -> None:
        """Lines every `step` units, and stronger ones; one can count on them."""
        lens, rows = self.lens, self.rows
        left, top, right, low = lens.rect()
        for axis, (start, end) in enumerate(((left, right), (top, low))):
            at = np.arange(math.ceil(start / step), math.floor(end / step) + 1)
            main = at % MAIN == 0
            for some, tone in ((~main, GRID), (main, GRID_MAIN)):
                place = at[some] * step
                none, one = np.zeros(len(place)), np.ones(len(place))
                if not len(place):
                    continue
                if axis == 0:
                    rows.boxes(lens.x(place), none, one, one * lens.height, ink(*tone))
                else:
                    rows.boxes(none, lens.y(place), one * lens.width, one, ink(*tone))

    def outside(self, bounds: tuple[float, float, float, float]) -> None:
        """What lies outside of the level is dark, and its edge is drawn."""
        lens, rows = self.lens, self.rows
        wide, high = float(lens.width), float(lens.height)
        left, right = (min(wide, max(0.0, float(lens.x(v)))) for v in (bounds[0], bounds[2]))
        top, low = (min(high, max(0.0, float(lens.y(v)))) for v in (bounds[1], bounds[3]))
        dark = ink(*OUTSIDE)
        rows.box(0, 0, left, high, dark)
        rows.box(right, 0, wide - right, high, dark)
        rows.box(left, 0, right - left, top, dark)
        rows.box(left, low, right - left, high - low, dark)
        x0, y0, x1, y1 = bounds
        ring = ring_lines(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]), True)
        stroke(rows, lens, ring, 1.5 * self.ui, ink(*EDGE))

    # -- things

    def things(self, muted: bool = False) -> None:
        """Everything in sight: outlines where there is room for them, marks where there is not."""
        places, lens = self.places, self.lens
        box = places.box
        size = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) * lens.scale
        tones = TONES * (0.5 if muted else 1.0)
        lines = self.seen & (places.kind != POINT) & (size >= SMALL * self.ui)
        counts = np.diff(places.first)
        if int(counts[lines].sum()) > LINES:  # the largest keep their outlines
            order = np.flatnonzero(lines)[np.argsort(-size[lines], kind="stable")]
            few = order[np.cumsum(counts[order]) <= LINES]
            lines = np.zeros(len(size), bool)
            lines[few] = True
        marks = np.flatnonzero(self.seen & (places.kind != POINT) & ~lines)
        if marks.size:
            x, y = lens.x((box[marks, 0] + box[marks, 2]) / 2), lens.y((box[marks, 1] + box[marks, 3]) / 2)
            self._marks(x, y, places.kind[marks], tones)
        mine = np.flatnonzero(lines[places.owner])
        if mine.size:
            colour = tones[places.kind[places.owner[mine]]]
            if mine.size <= HALOED:  # a bright ground would swallow them
                stroke(self.rows, self.lens, places.segments[mine], 3.0 * self.ui, ink("void", 0.42))
            stroke(self.rows, lens, places.segments[mine], 1.3 * self.ui, colour)
            self._ways(lines, tones)
        self._points(tones)

    def _ways(self, lines: np.ndarray, tones: np.ndarray) -> None:
        """An arrow on each path: which way one goes."""
        paths = np.flatnonzero(lines & (self.places.kind == PATH))
        if not paths.size:
            return
        first, after = self.places.first[paths], self.places.first[paths + 1]
        for share in WAYS:
            at = self.places.segments[np.minimum(after - 1, first + ((after - first) * share).astype(np.int64))]
            x, y = self.lens.x((at[:, 0] + at[:, 2]) / 2), self.lens.y((at[:, 1] + at[:, 3]) / 2)
            turn = np.arctan2(at[:, 3] - at[:, 1], at[:, 2] - at[:, 0]) + math.pi
            size = WAY * self.ui
            self.rows.add("triangle", x, y, size, size * 0.9, turn, tuple(tones[PATH].tolist()))

    def _marks(self, x: np.ndarray, y: np.ndarray, kind: np.ndarray, tones: np.ndarray) -> None:
        """One box for all that fall on the same few pixels."""
        size = max(2.0, round(MARK * self.ui))
        cell = np.stack([x // size, y // size, kind], axis=1).astype(np.int64)
        _, first = np.unique(cell, axis=0, return_index=True)
        x, y = cell[first, 0] * size + size / 2, cell[first, 1] * size + size / 2
        self.rows.add("white", x, y, size - 1, size - 1, 0.0, tones[kind[first]])

    def _points(self, tones: np.ndarray) -> None:
        points = np.flatnonzero(self.seen & (self.places.kind == POINT))
        if not points.size:
            return
        if points.size > ARROWS:
            spot = self.places.spot[points]
            self._marks(self.lens.x(spot[:, 0]), self.lens.y(spot[:, 1]), self.places.kind[points], tones)
            return
        spot, turn = self.places.spot[points], self.places.turn[points]
        x, y, size = self.lens.x(spot[:, 0]), self.lens.y(spot[:, 1]), ARROW * self.ui
        self.rows.add("triangle", x, y, size, size * 0.85, turn + math.pi, ink("void", 0.7))
        self.rows.add("triangle", x, y, size * 0.76, size * 0.62, turn + math.pi, tuple(tones[POINT].tolist()))

    def chosen_points(self, rows: np.ndarray, dx: float = 0.0, dy: float = 0.0) -> None:
        """The points among what is chosen, (dx, dy) units from where they are: larger, in a ring."""
        mine = rows[self.places.kind[rows] == POINT]
        x, y = self.lens.x(self.places.spot[mine, 0] + dx), self.lens.y(self.places.spot[mine, 1] + dy)
        size = ARROW * self.ui
        seen = (x > -size) & (x < self.lens.width + size) & (y > -size) & (y < self.lens.height + size)
        if not seen.any():
            return
        mine, x, y = mine[seen], x[seen], y[seen]
        if mine.size > ARROWS:
            self._marks(x, y, self.places.kind[mine], np.tile(np.array(ink("hot"), np.float32), (len(ORDER), 1)))
            return
        turn = self.places.turn[mine] + math.pi
        self.rows.add("triangle", x, y, size * 1.3, size * 1.1, turn, ink("void", 0.8))
        self.rows.add("triangle", x, y, size, size * 0.85, turn, ink("hot"))
        self.rows.add("ring", x, y, size * 2.3, size * 2.3, 0.0, ink("hot", 0.8))

    def outlined(self, lines: np.ndarray, name: str, width: float = 2.0) -> None:
        """Lines over all others: what is chosen, what is being moved."""
        if len(lines) > LINES:
            lines = lines[:: len(lines) // LINES + 1]
        stroke(self.rows, self.lens, lines, (width + 2.0) * self.ui, ink("void", 0.55))
        stroke(self.rows, self.lens, lines, width * self.ui, ink(name))

    def ghost(self, data: dict[str, Any]) -> None:
        """The picture that a thing shows, faintly: where it would come to stand."""
        pos, size, art = shapes.spot(data), data.get("size"), str(data.get("art", ""))
        if pos is None or not isinstance(size, int | float) or art not in self.rows.atlas:
            return
        lens, angle = self.lens, data.get("angle", 0.0)
        turn = float(angle) if isinstance(angle, int | float) else 0.0
        wide = min(float(size) * lens.scale, 4.0 * lens.width)
        self.rows.add(art, float(lens.x(pos[0])), float(lens.y(pos[1])), wide, None, turn, (GHOST,) * 4)

    def lit(self, keys: set[int], breath: float) -> None:
        """A light round each of these places, and their outlines."""
        for key in keys:
            place = self.places.get(key)
            if place is None:
                continue
            left, top, right, low = place.box
            x, y = self.lens.x((left + right) / 2), self.lens.y((top + low) / 2)
            size = GLOW * self.ui * (1.0 + 0.08 * breath)
            if place.row.kind == "point":
                self.rows.add("ring", float(x), float(y), size, size, 0.0, ink("hot", 0.9))
                continue
            self.outlined(place.segments, "hot", 1.6)

    def handles(self, handles: list[Handle], hot: int = -1) -> None:
        """Squares on corners, dots on what sets a size or an angle."""
        for i, handle in enumerate(handles):
            x, y = float(self.lens.x(handle.x)), float(self.lens.y(handle.y))
            size = HANDLE * self.ui * (1.5 if i == hot else 1.0)
            if handle.role in ("corner", "side"):
                self.rows.add("white", x, y, size + 2, size + 2, 0.0, ink("void"))
                self.rows.add("white", x, y, size, size, 0.0, ink("hot" if i == hot else "white"))
            else:
                self.rows.add("dot", x, y, 2.6 * size + 3, 2.6 * size + 3, 0.0, ink("void", 0.8))
                self.rows.add("dot", x, y, 2.1 * size, 2.1 * size, 0.0, ink("hot" if i == hot else "select"))
