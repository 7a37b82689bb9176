"""What a row of map.toml is as geometry: its outline, its handles, and itself moved, turned or flipped.

Rows are plain tables as they were written, maybe wrong: what cannot be drawn has no outline, and nobody complains here.
Places are world units, y down; angles radians, clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from game.story import catalog, geometry

from .wording import copied

Data = dict[str, Any]
Spot = tuple[float, float]

POINT_SIZE = 26.0  # how far round a point it can be touched, and how long its arrow is [units]
DIGITS = 2  # of a place that is written
FARTHEST = 1e7  # from the origin that something is drawn [units]
LISTS = {"wall": "line", "path": "points", "region": "poly", "gravity": "poly"}  # corners that stand on the map itself


class Outline(NamedTuple):
    """Points (k, 2) of a thing's outline, and whether the last is joined to the first."""

    points: np.ndarray
    closed: bool


class Handle(NamedTuple):
    """Something of a thing that can be dragged: `role` is corner, middle, radius, angle, from, to, size or side."""

    x: float
    y: float
    role: str
    index: int = 0


def outline(kind: str, data: Data) -> Outline | None:
    """The outline of a thing of the map, or None for what cannot be drawn."""
    found = sketch(kind, data)
    return found if found is not None and (np.abs(found.points) < FARTHEST).all() else None


def sketch(kind: str, data: Data) -> Outline | None:
    """An outline that may still lie too far away to be drawn: FARTHEST, or nowhere at all."""
    draw = _OUTLINES.get(kind)
    try:
        found = draw(data) if draw else None
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return None
    if found is None or found.points.ndim != 2 or found.points.shape[1:] != (2,) or not len(found.points):
        return None
    return found


def spot(data: Data) -> Spot | None:
    """The `pos` of a thing that has one, and not too far away."""
    pos = data.get("pos")
    if isinstance(pos, list) and len(pos) == 2 and all(isinstance(v, int | float) and abs(v) < FARTHEST for v in pos):
        return float(pos[0]), float(pos[1])
    return None


def middle(kind: str, data: Data) -> Spot | None:
    """The place of a thing: its `pos`, or the middle of its outline."""
    pos = spot(data)
    if pos is not None:
        return pos
    found = outline(kind, data)
    if found is None:
        return None
    low, high = found.points.min(axis=0), found.points.max(axis=0)
    return float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2


def _ring(points: Any) -> np.ndarray:
    return np.array([(float(x), float(y)) for x, y in points])


def _circle(circle: Any) -> Outline:
    x, y, radius = (float(v) for v in circle)
    return Outline(geometry.ring_of_circle(x, y, abs(radius)), True)


def _rect(rect: Any) -> Outline:
    left, top, right, low = (float(v) for v in rect)
    return Outline(np.array([(left, top), (right, top), (right, low), (left, low)]), True)


def _rock(data: Data) -> Outline | None:
    x, y = (float(v) for v in data["pos"])
    angle = float(data.get("angle", 0.0))
    if "poly" in data:
        return Outline(geometry.placed(data["poly"], x, y, angle), True)
    if "radius" in data:
        return _circle((x, y, data["radius"]))
    ring = catalog.outlines().get(data["art"])
    return Outline(geometry.placed(ring, x, y, angle, float(data["size"])), True) if ring else None


def _wall(data: Data) -> Outline:
    if "circle" in data:
        return _circle(data["circle"])
    if "arc" in data:
        return Outline(geometry.arc(*(float(v) for v in data["arc"])), False)
    return Outline(_ring(data["line"]), bool(data.get("closed")))


def _region(data: Data) -> Outline:
    if "circle" in data:
        return _circle(data["circle"])
    return _rect(data["rect"]) if "rect" in data else Outline(_ring(data["poly"]), True)


def _point(data: Data) -> Outline:
    """An arrow that looks where what comes in there will look."""
    x, y = (float(v) for v in data["pos"])
    angle, k = float(data.get("angle", 0.0)), POINT_SIZE
    shape = np.array([(k, 0.0), (-0.55 * k, 0.62 * k), (-0.25 * k, 0.0), (-0.55 * k, -0.62 * k)])
    c, s = math.cos(angle), math.sin(angle)
    return Outline(shape @ np.array([(c, s), (-s, c)]) + (x, y), True)


def _decor(data: Data) -> Outline:
    x, y = (float(v) for v in data["pos"])
    half, angle = float(data["size"]) / 2, float(data.get("angle", 0.0))
    corners = np.array([(-half, -half), (half, -half), (half, half), (-half, half)])
    c, s = math.cos(angle), math.sin(angle)
    return Outline(corners @ np.array([(c, s), (-s, c)]) + (x, y), True)


_OUTLINES: dict[str, Callable[[Data], Outline | None]] = {
    "rock": _rock,
    "wall": _wall,
    "path": lambda data: Outline(_ring(data["points"]), bool(data.get("loop"))),
    "region": _region,
    "gravity": _region,
    "point": _point,
    "decor": _decor,
    "zone": lambda data: _rect(data["rect"]),
}
KINDS = tuple(_OUTLINES)


# -- handles


def handles(kind: str, data: Data) -> list[Handle]:
    """What of a thing can be dragged; nothing of one that cannot be drawn."""
    if outline(kind, data) is None:
        return []
    if "circle" in data:
        x, y, radius = data["circle"]
        return [Handle(x, y, "middle"), Handle(x + radius, y, "radius")]
    if "rect" in data:
        left, top, right, low = data["rect"]
        return [
            Handle(x, y, "side", i) for i, (x, y) in enumerate([(left, top), (right, top), (right, low), (left, low)])
        ]
    if "arc" in data:
        x, y, radius, start, end = data["arc"]
        ends = [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in (start, end)]
        return [Handle(x, y, "middle"), Handle(*ends[0], "from"), Handle(*ends[1], "to")]
    if kind == "rock" and "poly" in data:
        ring = geometry.placed(data["poly"], *data["pos"], data.get("angle", 0.0))
        return [Handle(float(x), float(y), "corner", i) for i, (x, y) in enumerate(ring)]
    if kind in LISTS and LISTS[kind] in data:
        return [Handle(float(x), float(y), "corner", i) for i, (x, y) in enumerate(data[LISTS[kind]])]
    x, y = data["pos"]
    angle = data.get("angle", 0.0)
    if kind == "rock" and "radius" in data:
        return [Handle(x + data["radius"], y, "radius")]
    if kind in ("rock", "decor"):
        half = data["size"] / 2
        return [Handle(x + half * math.cos(angle), y + half * math.sin(angle), "size")]
    return [Handle(x + 2 * POINT_SIZE * math.cos(angle), y + 2 * POINT_SIZE * math.sin(angle), "angle")]


def dragged(kind: str, data: Data, handle: Handle, x: float, y: float) -> Data:
    """The thing with one of its handles put elsewhere."""
    data = copied(data)
    role, i = handle.role, handle.index
    if role == "middle":
        shape = data["circle" if "circle" in data else "arc"]
        shape[:2] = _at(x, y)
    elif role == "radius":
        if "circle" in data:
            data["circle"][2] = max(1.0, _number(math.hypot(x - data["circle"][0], y - data["circle"][1])))
        else:
            data["radius"] = max(1.0, _number(math.hypot(x - data["pos"][0], y - data["pos"][1])))
    elif role in ("from", "to"):
        _drag_arc(data["arc"], role, x, y)
    elif role == "side":
        _drag_side(data["rect"], i, x, y)
    elif role == "corner" and kind == "rock":
        data["poly"][i] = _at(*_into(data, x, y))
    elif role == "corner":
        data[LISTS[kind]][i] = _at(x, y)
    else:  # size, angle
        dx, dy = x - data["pos"][0], y - data["pos"][1]
        data["angle"] = round(math.atan2(dy, dx), 3)
        if role == "size":
            data["size"] = max(1.0, _number(2 * math.hypot(dx, dy)))
    return data


def _drag_arc(arc: list[float], role: str, x: float, y: float) -> None:
    arc[2] = max(1.0, _number(math.hypot(x - arc[0], y - arc[1])))
    angle = math.atan2(y - arc[1], x - arc[0])
    if role == "from":
        start = arc[4] - (arc[4] - angle) % math.tau
        arc[3] = round(start if start < arc[4] else start - math.tau, 3)
    else:
        end = arc[3] + (angle - arc[3]) % math.tau
        arc[4] = round(end if end > arc[3] else end + math.tau, 3)


def _drag_side(rect: list[float], i: int, x: float, y: float) -> None:
    """Corner i of a rectangle goes to a place; it never turns inside out."""
    left, top, right, low = rect
    x, y = _at(x, y)
    rect[0 if i in (0, 3) else 2] = min(x, right - 1) if i in (0, 3) else max(x, left + 1)
    rect[1 if i in (0, 1) else 3] = min(y, low - 1) if i in (0, 1) else max(y, top + 1)


def _into(data: Data, x: float, y: float) -> Spot:
    """A place of the world as a corner of a rock."""
    dx, dy, angle = x - data["pos"][0], y - data["pos"][1], data.get("angle", 0.0)
    c, s = math.cos(-angle), math.sin(-angle)
    return dx * c - dy * s, dx * s + dy * c


def with_corner(kind: str, data: Data, index: int, x: float, y: float) -> Data | None:
    """The thing with one more corner, before corner `index`; None for what has no corners."""
    name = "poly" if kind == "rock" else LISTS.get(kind, "")
    if name not in data:
        return None
    data = copied(data)
    data[name].insert(index, _at(*(_into(data, x, y) if kind == "rock" else (x, y))))
    return data


def without_corner(kind: str, data: Data, index: int) -> Data | None:
    """The thing without one of its corners; None when it then would be none."""
    name = "poly" if kind == "rock" else LISTS.get(kind, "")
    least = 2 if name in ("line", "points") else 3
    if len(data.get(name, ())) <= least:
        return None
    data = copied(data)
    del data[name][index]
    return data


# -- all of it


def moved(kind: str, data: Data, dx: float, dy: float) -> Data:
    """The thing somewhere else."""
    return _mapped(kind, data, lambda x, y: (x + dx, y + dy), 0.0, False)


def turned(kind: str, data: Data, about: Spot, angle: float) -> Data:
    """The thing turned about a place by an angle. A rectangle stays upright: it turns by quarters."""
    c, s = math.cos(angle), math.sin(angle)
    quarters = round(angle / (math.pi / 2))
    square = abs(angle - quarters * math.pi / 2) < 1e-9
    if "rect" in data and not square:
        where = middle(kind, data)
        if where is None:
            return copied(data)
        dx, dy = where[0] - about[0], where[1] - about[1]
        return moved(kind, data, dx * c - dy * s - dx, dx * s + dy * c - dy)

    def turn(x: float, y: float) -> Spot:
        dx, dy = x - about[0], y - about[1]
        return about[0] + dx * c - dy * s, about[1] + dx * s + dy * c

    return _mapped(kind, data, turn, angle, False)


def flipped(kind: str, data: Data, about: Spot, upright: bool) -> Data:
    """The thing seen in a mirror: left and right change places, or (`upright`) above and below."""
    if upright:
        return _mapped(kind, data, lambda x, y: (x, 2 * about[1] - y), 0.0, True, 0.0)
    return _mapped(kind, data, lambda x, y: (2 * about[0] - x, y), 0.0, True, math.pi)


def _mapped(
    kind: str, data: Data, place: Callable[[float, float], Spot], angle: float, mirror: bool, axis: float = 0.0
) -> Data:
    """Every place and angle of a thing through a turn or a mirror. `axis` is what a mirrored angle is taken from."""
    try:
        return _each_mapped(kind, data, place, angle, mirror, axis)
    except (TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError):
        return copied(data)  # it is written wrong, and the check says so: it stays as it is


def _each_mapped(
    kind: str, data: Data, place: Callable[[float, float], Spot], angle: float, mirror: bool, axis: float
) -> Data:
    data = copied(data)

    def angled(value: float) -> float:
        return round(_small(axis - value) if mirror else _small(value + angle), 4)

    if "pos" in data:
        data["pos"] = _at(*place(*data["pos"]))
        if kind in ("rock", "decor", "point") and (angle or mirror) and ("radius" not in data):
            turned_by = angled(data.get("angle", 0.0))
            if "poly" in data and mirror:  # its corners are mirrored, and so it need not turn
                data["poly"] = [_at(*_mirrored(x, y, data.get("angle", 0.0), axis)) for x, y in reversed(data["poly"])]
                turned_by = 0.0
            if turned_by or "angle" in data:
                data["angle"] = turned_by
    for name in ("circle", "arc"):
        if name in data:
            data[name][:2] = _at(*place(*data[name][:2]))
    if "arc" in data:
        start, end = data["arc"][3:]
        data["arc"][3:] = (
            [round(axis - end, 4), round(axis - start, 4)]
            if mirror
            else [round(start + angle, 4), round(end + angle, 4)]
        )
    if "rect" in data:
        left, top, right, low = data["rect"]
        (x0, y0), (x1, y1) = place(left, top), place(right, low)
        data["rect"] = [*_at(min(x0, x1), min(y0, y1)), *_at(max(x0, x1), max(y0, y1))]
    name = LISTS.get(kind, "")
    if name in data:
        corners = [_at(*place(x, y)) for x, y in data[name]]
        data[name] = corners[::-1] if mirror and name == "poly" else corners
    _map_motion(data, place, angle, mirror, axis)
    return data


def _map_motion(data: Data, place: Callable[[float, float], Spot], angle: float, mirror: bool, axis: float) -> None:
    """What it moves by goes along: a slide's way, a place that it spins about, a pull."""
    origin = place(0.0, 0.0)

    def way(x: float, y: float) -> list[float]:
        to = place(x, y)
        return _at(to[0] - origin[0], to[1] - origin[1])

    if isinstance(data.get("slide"), dict) and "by" in data["slide"]:
        data["slide"]["by"] = way(*data["slide"]["by"])
    if "pull" in data:
        data["pull"] = way(*data["pull"])
    spin = data.get("spin")
    if isinstance(spin, dict):
        if "about" in spin:
            spin["about"] = _at(*place(*spin["about"]))
        if mirror and "rate" in spin:
            spin["rate"] = -spin["rate"]


def _mirrored(x: float, y: float, angle: float, axis: float) -> Spot:
    """A corner of a rock turned by `angle`, mirrored in the world."""
    c, s = math.cos(angle), math.sin(angle)
    x, y = x * c - y * s, x * s + y * c
    return (-x, y) if axis else (x, -y)


def _small(angle: float) -> float:
    """The same angle, at most half a turn either way."""
    return angle if -math.pi <= angle <= math.pi else (angle + math.pi) % math.tau - math.pi


def _number(value: float) -> float:
    value = round(float(value), DIGITS)
    return int(value) if value == int(value) else value


def _at(x: float, y: float) -> list[float]:
    """A place as it is written."""
    return [_number(x), _number(y)]
