"""What is drawn in Tiled as outlines of our own: turned and moved as its layers say, in our units."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .geometry import doubled_area, ring_problem
from .tiled_file import Object

CORNER_LIMIT = 500  # of an outline; finding where it crosses itself takes their square
ROUND_STEP = 15.0  # corners of an ellipse lie this far apart [degrees]
ROUNDED = 2  # digits behind the point


def tidy(value: float, digits: int = ROUNDED) -> float:
    """Without a tail that says nothing; whole numbers whole, and no minus before nothing."""
    near = round(value, digits) if math.isfinite(value) else value
    return int(near) if math.isfinite(near) and near == int(near) else near


@dataclass
class Shape:
    """An object's outline, in our units."""

    thing: Object
    dx: float
    dy: float
    scale: float

    def placed(self, x: float, y: float) -> list[float]:
        """A corner, relative to the object's x, y and before its rotation, as it lies on the map."""
        turn = math.radians(self.thing.rotation)
        c, s = math.cos(turn), math.sin(turn)
        across = self.thing.x + self.dx + x * c - y * s
        down = self.thing.y + self.dy + x * s + y * c
        return [tidy(across * self.scale), tidy(down * self.scale)]

    @property
    def pos(self) -> list[float]:
        return self.placed(0.0, 0.0)

    @property
    def circle(self) -> tuple[list[float], float] | None:
        """Middle and radius of an ellipse that is as wide as it is high."""
        thing = self.thing
        if not (thing.ellipse or thing.capsule) or abs(thing.width - thing.height) > 0.01 * max(
            thing.width, thing.height
        ):
            return None
        self._need_size()
        return self.placed(thing.width / 2, thing.height / 2), tidy(thing.width / 2 * self.scale)

    def corners(self, least: int) -> tuple[list[list[float]], bool]:
        """What outlines it, and whether that is closed. ValueError: it has no outline, or too few corners."""
        thing = self.thing
        if thing.point:
            raise ValueError("is a point, and has no outline: draw a polygon, a rectangle or an ellipse")
        drawn = thing.polygon if thing.polygon is not None else thing.polyline
        if drawn is not None:
            points = [self.placed(corner.x, corner.y) for corner in drawn]
            closed = thing.polygon is not None
        else:
            points, closed = [self.placed(*at) for at in self._box()], True
        points = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
        if len(points) > 1 and points[0] == points[-1]:  # closed by hand
            points, closed = points[:-1], True
        if len(points) < least:
            raise ValueError(f"has {len(points)} corners; it needs {least}")
        return points, closed

    def ring(self) -> list[list[float]]:
        """Corners of a solid or a region, clockwise. ValueError: it is open, or crosses itself."""
        points, closed = self.corners(3)
        if not closed:
            raise ValueError("is an open line: draw a polygon")
        if len(points) > CORNER_LIMIT:
            raise ValueError(f"has {len(points)} corners; {CORNER_LIMIT} are the most")
        if doubled_area(points) < 0:
            points.reverse()
        wrong = ring_problem(points)
        if wrong:
            raise ValueError(wrong)
        return points

    def _need_size(self) -> None:
        if not (self.thing.width > 0 and self.thing.height > 0):
            raise ValueError("has no size: draw it larger, or make it a point object")

    def _box(self) -> list[tuple[float, float]]:
        self._need_size()
        wide, high = self.thing.width, self.thing.height
        if self.thing.capsule:
            return _capsule(wide, high)
        if not self.thing.ellipse:
            return [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)]
        turns = [math.radians(i * ROUND_STEP) for i in range(round(360 / ROUND_STEP))]
        return [(wide / 2 * (1 + math.cos(turn)), high / 2 * (1 + math.sin(turn))) for turn in turns]


def _capsule(wide: float, high: float) -> list[tuple[float, float]]:
    """Corners of a rectangle whose shorter sides are half circles."""
    radius, long = min(wide, high) / 2, abs(wide - high)
    found = []
    for i in range(round(360 / ROUND_STEP) + 2):  # each half circle has both of its ends
        second = i > round(180 / ROUND_STEP)
        turn = math.radians((i - second) * ROUND_STEP - (90.0 if wide > high else 180.0))
        away = 0.0 if second else long
        x, y = radius * (1 + math.cos(turn)), radius * (1 + math.sin(turn))
        found.append((x + away, y) if wide > high else (x, y + (long - away)))
    return found


def _rock(shape: Shape) -> dict[str, Any]:
    if shape.thing.point:  # its outline is that of its picture: properties art and size
        return {"pos": shape.pos, "angle": tidy(math.radians(shape.thing.rotation), 4)}
    if shape.circle is not None:
        middle, radius = shape.circle
        return {"pos": middle, "radius": radius}
    x, y = shape.pos
    return {"pos": [x, y], "poly": [[tidy(a - x), tidy(b - y)] for a, b in shape.ring()]}


def _wall(shape: Shape) -> dict[str, Any]:
    if shape.circle is not None:
        (x, y), radius = shape.circle
        return {"circle": [x, y, radius]}
    points, closed = shape.corners(2)
    return {"line": points, **({"closed": True} if closed else {})}


def _path(shape: Shape) -> dict[str, Any]:
    points, closed = shape.corners(2)
    return {"points": points, **({"loop": True} if closed else {})}


def _region(shape: Shape) -> dict[str, Any]:
    thing = shape.thing
    if shape.circle is not None:
        (x, y), radius = shape.circle
        return {"circle": [x, y, radius]}
    if thing.rotation % 360 == 0 and not (
        thing.ellipse or thing.capsule or thing.point or thing.polygon or thing.polyline
    ):
        corners, _ = shape.corners(4)
        return {"rect": [*corners[0], *corners[2]]}
    return {"poly": shape.ring()}


def _point(shape: Shape) -> dict[str, Any]:
    thing = shape.thing
    if thing.polygon is not None or thing.polyline is not None:
        raise ValueError("is a line, and no spot: use a point object")
    angle = math.remainder(math.radians(thing.rotation), math.tau)
    return {"pos": shape.placed(thing.width / 2, thing.height / 2), "angle": tidy(angle, 4)}


SHAPED = {"rock": _rock, "wall": _wall, "path": _path, "region": _region, "point": _point}


def extent(row: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Corners of the rectangle round a row, or some that tell as much."""
    if "circle" in row:
        x, y, radius = row["circle"]
        return [(x - radius, y - radius), (x + radius, y + radius)]
    if "rect" in row:
        return [(row["rect"][0], row["rect"][1]), (row["rect"][2], row["rect"][3])]
    if "pos" in row:
        (x, y), radius = row["pos"], row.get("radius", 0.0)
        return [(x + a, y + b) for a, b in row.get("poly", [[-radius, -radius], [radius, radius]])]
    return [(x, y) for x, y in row.get("poly") or row.get("line") or row.get("points") or []]
