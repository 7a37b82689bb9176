"""Everything that stands on the map, as columns: what is where, what lies under the mouse, what is in a box.

Only rows that changed are read again; the columns are laid out anew from what is known of all others.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from . import shapes
from .document import Document, Row

ORDER = ("zone", "gravity", "region", "path", "decor", "wall", "rock", "point")  # later ones lie over earlier ones
RANK = {kind: at for at, kind in enumerate(ORDER)}
AREAS = ("zone", "gravity", "region")  # touched on their edge, or anywhere when nothing else is there

PLACE = "place"  # under which a row knows its place
KEPT = 4  # states of the map whose columns are kept


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One thing that can be drawn."""

    row: Row
    points: np.ndarray  # (k, 2)
    closed: bool
    box: tuple[float, float, float, float]  # left, top, right, low
    segments: np.ndarray  # (m, 4)
    spot: tuple[float, float]  # its `pos`, or the middle of its outline
    turn: float  # its `angle`


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Many places: columns (n,) by thing, (m,) by segment of an outline."""

    all: list[Place]
    keys: np.ndarray
    kind: np.ndarray
    box: np.ndarray  # (n, 4)
    spot: np.ndarray  # (n, 2)
    turn: np.ndarray
    owner: np.ndarray  # (m,) whose segment it is
    segments: np.ndarray  # (m, 4)
    first: np.ndarray  # (n + 1,) where the segments of each begin


class Touched(NamedTuple):
    """A thing under the mouse. It is not `firm` to be in the midst of a region or a zone: there one begins a box."""

    key: int
    firm: bool


class Places:
    """The map of a document, as Columns."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.version = -1
        self._known: dict[int, Place] = {}
        self._kept: list[Columns] = []  # the last few, the latest one first: undo and redo find them again
        self._show(_columns([]))
        self.update()

    def update(self) -> None:
        """Follow the document."""
        if self.version == self.document.version:
            return
        self.version = self.document.version
        rows = [row for kind in ORDER for row in self.document.rows(kind)]
        self._read([row for row in rows if PLACE not in row.known])
        all_ = [place for row in rows if (place := row.known[PLACE]) is not None]
        self._known = {place.row.key: place for place in all_}
        self._show(next((one for one in self._kept if one.all == all_), None) or self._patched(all_) or _columns(all_))

    def _show(self, columns: Columns) -> None:
        self._kept = [columns, *(one for one in self._kept if one is not columns)][:KEPT]
        self.all, self.keys, self.kind = columns.all, columns.keys, columns.kind
        self.box, self.spot, self.turn = columns.box, columns.spot, columns.turn
        self.owner, self.segments, self.first = columns.owner, columns.segments, columns.first

    def _read(self, rows: list[Row]) -> None:
        """Note with each row what the map makes of it; a row that only stands elsewhere in its file is known."""
        fresh = []
        for row in rows:
            old = self._known.get(row.key)
            if old is not None and old.row.data is row.data:
                row.known[PLACE] = old
            else:
                fresh.append(row)
        for row, place in zip(fresh, _places(fresh), strict=True):
            row.known[PLACE] = place

    def _patched(self, all_: list[Place]) -> Columns | None:
        """The last columns with those few changed that look otherwise; None when more than that has changed."""
        last = self._kept[0]
        if not all_ or len(last.all) != len(all_):
            return None
        fresh = [i for i, (old, new) in enumerate(zip(last.all, all_, strict=True)) if old is not new]
        if 8 * len(fresh) > len(all_):
            return None
        for i in fresh:
            old, new = last.all[i], all_[i]
            if old.row.key != new.row.key or len(old.segments) != len(new.segments):
                return None
        box, spot, turn, segments = (each.copy() for each in (last.box, last.spot, last.turn, last.segments))
        for i in fresh:
            place = all_[i]
            box[i], spot[i], turn[i] = place.box, place.spot, place.turn
            segments[last.first[i] : last.first[i + 1]] = place.segments
        return replace(last, all=all_, box=box, spot=spot, turn=turn, segments=segments)

    def __getitem__(self, key: int) -> Place:
        return self._known[key]

    def get(self, key: int) -> Place | None:
        return self._known.get(key)

    def rows_of(self, keys: Collection[int]) -> np.ndarray:
        """At which rows of the columns these things stand; others do not matter."""
        return np.flatnonzero(np.isin(self.keys, np.fromiter(keys, np.int64, len(keys))))

    def extent(self, rows: np.ndarray | None = None) -> tuple[float, float, float, float] | None:
        """The rectangle round the things of these rows of the columns, or round all of them."""
        box = self.box if rows is None else self.box[rows]
        if not len(box):
            return None
        left, top = box[:, :2].min(axis=0)
        right, low = box[:, 2:].max(axis=0)
        return float(left), float(top), float(right), float(low)

    def within(self, left: float, top: float, right: float, low: float, hidden: np.ndarray) -> list[int]:
        """Keys of what lies wholly in a rectangle. `hidden` masks kinds (by ORDER) that do not count."""
        box = self.box
        inside = (box[:, 0] >= left) & (box[:, 1] >= top) & (box[:, 2] <= right) & (box[:, 3] <= low)
        return self.keys[inside & ~hidden[self.kind]].tolist()

    def under(self, x: float, y: float, reach: float, hidden: np.ndarray) -> list[Touched]:
        """What a place touches, `reach` units round it: the nearest to hand first."""
        box = self.box
        near = (box[:, 0] <= x + reach) & (box[:, 1] <= y + reach) & (box[:, 2] >= x - reach) & (box[:, 3] >= y - reach)
        found = []
        for i in np.flatnonzero(near & ~hidden[self.kind]).tolist():
            place = self.all[i]
            far = edge_distance(place.segments, x, y)
            area = place.row.kind in AREAS
            wide = place.row.data.get("width", 0.0) if place.row.kind == "wall" else 0.0
            wide = wide / 2 if isinstance(wide, int | float) else 0.0
            if far <= reach + wide:
                found.append((0 if not area else 1, -self.kind[i], far, place.row.key, True))
            elif place.closed and place.row.kind != "wall" and inside(place.points, x, y):
                left, top, right, low = place.box
                size, over = (right - left) * (low - top), 0 if area else -self.kind[i]
                found.append((2 if area else 0, over, size, place.row.key, not area))
        return [Touched(key, firm) for *_, key, firm in sorted(found)]


def _columns(all_: list[Place]) -> Columns:
    counts = [len(place.segments) for place in all_]
    return Columns(
        all_,
        np.array([place.row.key for place in all_], np.int64),
        np.array([RANK[place.row.kind] for place in all_], np.int64),
        np.array([place.box for place in all_], float).reshape(-1, 4),
        np.array([place.spot for place in all_], float).reshape(-1, 2),
        np.array([place.turn for place in all_], float),
        np.repeat(np.arange(len(all_)), counts),
        np.concatenate([place.segments for place in all_]) if all_ else np.zeros((0, 4)),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
    )


def _places(rows: list[Row]) -> list[Place | None]:
    """Every row as a place, None for what cannot be drawn. All at once: thousands may have been moved."""
    sketches = [shapes.sketch(row.kind, row.data) for row in rows]
    drawn = [each for each in sketches if each is not None]
    if not drawn:
        return [None] * len(rows)
    counts = np.array([len(each.points) for each in drawn])
    points = np.concatenate([each.points for each in drawn])
    ends = np.cumsum(counts)
    starts = ends - counts
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    near = ((low > -shapes.FARTHEST) & (high < shapes.FARTHEST)).all(axis=1).tolist()  # not a number: not near
    after = np.roll(points, -1, axis=0)
    after[ends - 1] = points[starts]
    segments = np.hstack([points, after])
    boxes = np.hstack([low, high]).tolist()
    found: list[Place | None] = []
    i = 0
    for row, sketch in zip(rows, sketches, strict=True):
        if sketch is None or not near[i]:
            found.append(None)
        else:
            start, end = starts[i], ends[i] if sketch.closed else ends[i] - 1
            left, top, right, foot = box = tuple(boxes[i])
            spot = shapes.spot(row.data) or ((left + right) / 2, (top + foot) / 2)
            angle = row.data.get("angle", 0.0)
            turn = float(angle) if isinstance(angle, int | float) else 0.0
            found.append(Place(row, sketch.points, sketch.closed, box, segments[start:end], spot, turn))
        i += sketch is not None
    return found


def edge_distance(segments: np.ndarray, x: float, y: float) -> float:
    """How far a place is from the nearest of some segments (m, 4)."""
    return float(np.sqrt(edge_distances(segments, x, y)[0].min())) if len(segments) else float("inf")


def edge_distances(segments: np.ndarray, x: float, y: float) -> tuple[np.ndarray, np.ndarray]:
    """Squared distances of a place from segments (m,), and at which share of each it is nearest."""
    ax, ay, bx, by = segments.T
    dx, dy = bx - ax, by - ay
    share = ((x - ax) * dx + (y - ay) * dy) / np.maximum(dx * dx + dy * dy, 1e-12)
    share = np.clip(share, 0.0, 1.0)
    return (ax + share * dx - x) ** 2 + (ay + share * dy - y) ** 2, share


def inside(points: np.ndarray, x: float, y: float) -> bool:
    """Whether a place lies in a ring (k, 2)."""
    ax, ay = points.T
    bx, by = np.roll(points, -1, axis=0).T
    crosses = (ay > y) != (by > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = ax + (y - ay) / (by - ay) * (bx - ax)
    return bool(np.count_nonzero(crosses & (x < at)) % 2)
