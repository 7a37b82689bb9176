"""Everything that stands on the map, as columns: what is where, what lies under the mouse, what is in a box.

Only rows that changed are read again; the columns are laid out anew from what is known of all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from . import shapes
from .document import Document, Row

ORDER = ("zone", "gravity", "region", "path", "decor", "wall", "rock", "point")  # later ones lie over earlier ones
AREAS = ("zone", "gravity", "region")  # touched on their edge, or anywhere when nothing else is there


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that can be drawn."""

    row: Row
    points: np.ndarray  # (k, 2)
    closed: bool
    box: tuple[float, float, float, float]  # left, top, right, low
    segments: np.ndarray  # (m, 4)
    spot: tuple[float, float]  # its `pos`, or the middle of its outline
    turn: float  # its `angle`


class Touched(NamedTuple):
    """A thing under the mouse. It is not `firm` to be in the midst of a region or a zone: there one begins a box."""

    key: int
    firm: bool


class Places:
    """The map of a document. Columns (n,) by thing, (m,) by segment of an outline."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.version = -1
        self._known: dict[int, Place] = {}
        self.all: list[Place] = []
        self.update()

    def update(self) -> None:
        """Follow the document."""
        if self.version == self.document.version:
            return
        self.version = self.document.version
        before, known, self._known, self.all = self.all, self._known, {}, []
        fresh: list[int] = []
        for kind in ORDER:
            for row in self.document.rows(kind):
                place = known.get(row.key)
                if place is None or place.row.data is not row.data:
                    place = _place(row)
                    fresh.append(len(self.all))
                if place is not None:
                    self._known[row.key] = place
                    self.all.append(place)
        if not self._patched(before, fresh):
            self._lay_out()

    def _patched(self, before: list[Place], fresh: list[int]) -> bool:
        """Change the columns of those few that look otherwise; False when more than that has changed."""
        if not before or len(before) != len(self.all) or 8 * len(fresh) > len(before):
            return False
        if any(old.row.key != new.row.key for old, new in zip(before, self.all, strict=True)):
            return False
        if any(i >= len(before) or len(before[i].segments) != len(self.all[i].segments) for i in fresh):
            return False
        for i in fresh:
            place = self.all[i]
            self.box[i], self.spot[i], self.turn[i] = place.box, place.spot, place.turn
            self.segments[self.first[i] : self.first[i + 1]] = place.segments
        return True

    def _lay_out(self) -> None:
        self.keys = np.array([place.row.key for place in self.all], np.int64)
        self.kind = np.array([ORDER.index(place.row.kind) for place in self.all], np.int64)
        self.box = np.array([place.box for place in self.all], float).reshape(-1, 4)
        self.spot = np.array([place.spot for place in self.all], float).reshape(-1, 2)
        self.turn = np.array([place.turn for place in self.all], float)
        counts = [len(place.segments) for place in self.all]
        self.owner = np.repeat(np.arange(len(self.all)), counts)
        self.segments = np.concatenate([place.segments for place in self.all]) if self.all else np.zeros((0, 4))
        self.first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def __getitem__(self, key: int) -> Place:
        return self._known[key]

    def get(self, key: int) -> Place | None:
        return self._known.get(key)

    def extent(self, keys: set[int] | None = None) -> tuple[float, float, float, float] | None:
        """The rectangle round these things, or round all of them."""
        box = self.box if keys is None else self.box[np.isin(self.keys, list(keys))]
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


def _place(row: Row) -> Place | None:
    found = shapes.outline(row.kind, row.data)
    if found is None:
        return None
    points = found.points
    to = np.roll(points, -1, axis=0) if found.closed else points[1:]
    segments = np.hstack([points[: len(to)], to])
    low, high = points.min(axis=0), points.max(axis=0)
    box = float(low[0]), float(low[1]), float(high[0]), float(high[1])
    angle = row.data.get("angle", 0.0)
    turn = float(angle) if isinstance(angle, int | float) else 0.0
    return Place(row, points, found.closed, box, segments, shapes.middle(row.kind, row.data) or box[:2], turn)


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
