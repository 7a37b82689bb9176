"""A map of the editor Tiled (.tmj) becomes a level's map.toml, and a level round it where there is none.

What an object is stands in its class (called type before Tiled 1.9) or in its layer's name: rock, wall, path, region,
point. A point without either is a point, a polyline a path. Custom properties are keys of our own tables (`width`,
`unnamed`, `art` …). In both worlds y grows downwards; Tiled turns things clockwise round their x, y, in degrees.

Files come from strangers: sizes are bounded, and every mistake names its layer and object.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from . import check, template
from .fields import fields
from .geometry import doubled_area, ring_problem
from .schema import MAP_LISTS
from .suggest import did_you_mean

FILE_LIMIT = 4 << 20  # bytes
OBJECT_LIMIT = 5_000
CORNER_LIMIT = 500  # of an outline; finding where it crosses itself takes their square
LAYER_DEPTH = 8  # groups in each other
FARTHEST = 1e6  # units
ROUND_STEP = 15.0  # corners of an ellipse lie this far apart [degrees]
ROUNDED = 2  # digits behind the point
KINDS = ("rock", "wall", "path", "region", "point")
ALIASES = {"spawn": "point", "start": "point", "area": "region", "zone": "region", "line": "wall", "route": "path"}
SHAPES = ("id", "pos", "poly", "radius", "line", "circle", "arc", "points", "loop", "rect")  # keys that the shape says
BACKDROP = "avenue"
MARGIN = 200.0  # round the objects of a map without an end
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


class TiledError(Exception):
    """The map cannot be taken over; the message says which file, layer and object, and what would be right."""


class Made(NamedTuple):
    """What was written, how many of each kind, and what is worth knowing about it."""

    path: Path
    counts: dict[str, int]
    notes: list[str]


class _Corner(msgspec.Struct):
    x: float
    y: float


class _Property(msgspec.Struct):
    name: str
    value: Any = None


class _Object(msgspec.Struct):
    id: int = 0
    name: str = ""
    type: str = ""
    class_: str = msgspec.field(default="", name="class")
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    rotation: float = 0.0
    ellipse: bool = False
    point: bool = False
    polygon: list[_Corner] | None = None
    polyline: list[_Corner] | None = None
    gid: int | None = None
    text: Any = None
    template: str = ""
    properties: list[_Property] = []


class _Layer(msgspec.Struct):
    type: str = ""
    name: str = ""
    class_: str = msgspec.field(default="", name="class")
    objects: list[_Object] = []
    layers: list[_Layer] = []
    offsetx: float = 0.0
    offsety: float = 0.0


class _Map(msgspec.Struct):
    layers: list[_Layer]
    orientation: str = "orthogonal"
    infinite: bool = False
    width: float = 0.0
    height: float = 0.0
    tilewidth: float = 0.0
    tileheight: float = 0.0
    properties: list[_Property] = []


@dataclass
class _Import:
    """One map on its way: rows by kind, ids taken, and what is to be said."""

    file: Path
    scale: float
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    ids: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    notes: list[str] = field(default_factory=list)
    corners: list[tuple[float, float]] = field(default_factory=list)


def convert(file: Path, folder: Path, *, scale: float = 1.0) -> Made:
    """Write the map into the level in `folder`, or make a level there. TiledError, or OSError when the disk refuses.

    The map.toml that a level has is kept as map.toml.before.
    """
    file, folder = Path(file), Path(folder)
    made = _Import(file, scale)
    source = _read(file)
    for layer, x, y in _layers(source.layers, file):
        for thing in layer.objects:
            _take(made, layer, thing, x, y)
    bounds = _bounds(made, source)
    text = _map_text(made, bounds, _backdrop(source))
    fresh = not (folder / "level.toml").is_file()
    if fresh:
        if not made.rows["point"]:
            raise TiledError(f"{file}: a level needs a point at which the ship begins: add a point object named berth")
        template.make(folder, "")
        _script(folder, made)
    before = folder / "map.toml"
    if before.is_file() and not fresh:
        before.replace(folder / "map.toml.before")
        made.notes.append(f"{before}: the map that was there is kept as map.toml.before")
    before.write_text(text, encoding="utf-8", newline="\n")
    made.notes += [f"note: {problem}" for problem in check.check(folder)[:20]]
    return Made(before, {kind: len(rows) for kind, rows in made.rows.items()}, made.notes)


def _read(file: Path) -> _Map:
    try:
        if file.stat().st_size > FILE_LIMIT:
            raise TiledError(f"{file}: is larger than {FILE_LIMIT >> 20} MB")
        data = file.read_bytes()
    except OSError as error:
        raise TiledError(f"{file}: cannot be read ({error.strerror or error})") from None
    if data.lstrip()[:1] == b"<":
        raise TiledError(f"{file}: is XML: in Tiled, File / Export As, JSON map files (.tmj)")
    try:
        source = msgspec.json.decode(data, type=_Map)
    except msgspec.ValidationError as error:
        raise TiledError(f"{file}: is no map of Tiled's: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise TiledError(f"{file}: is no JSON: {error}") from None
    if source.orientation != "orthogonal":
        raise TiledError(f"{file}: an {source.orientation} map: space is flat, make it orthogonal")
    return source


def _layers(layers: list[_Layer], file: Path, x: float = 0.0, y: float = 0.0, depth: int = 0) -> Iterator[Any]:
    """Every object layer, with where it is moved to; those in groups too."""
    if depth > LAYER_DEPTH:
        raise TiledError(f"{file}: groups of layers nested deeper than {LAYER_DEPTH}")
    for layer in layers:
        at = x + layer.offsetx, y + layer.offsety
        if layer.type == "objectgroup":
            yield layer, *at
        yield from _layers(layer.layers, file, *at, depth + 1)


def _take(made: _Import, layer: _Layer, thing: _Object, x: float, y: float) -> None:
    """One object becomes one row."""
    title = f"{thing.id}{f' {thing.name[:40]!r}' if thing.name else ''}"
    where = f"{made.file}: layer {layer.name[:40]!r}, object {title}"
    if sum(map(len, made.rows.values())) >= OBJECT_LIMIT:
        raise TiledError(f"{made.file}: more than {OBJECT_LIMIT} objects")
    if thing.template:
        raise TiledError(f"{where}: is an instance of a template, which is another file: in Tiled, Detach Instance")
    if thing.gid is not None or thing.text is not None:
        what = "a tile" if thing.gid is not None else "a text"
        made.notes.append(f"{where}: {what}, which no level has; it is left out")
        return
    kind = _kind(layer, thing, where)
    row: dict[str, Any] = {"id": _id(made, kind, thing, where)}
    try:
        row |= SHAPED[kind](_Shape(thing, x, y, made.scale))
    except ValueError as error:
        raise TiledError(f"{where}: {error}") from None
    row |= _properties(kind, thing, where)
    for corner in _extent(row):
        if not all(abs(value) <= FARTHEST for value in corner):
            raise TiledError(f"{where}: lies farther out than {FARTHEST:,.0f} units")
        made.corners.append(corner)
    made.rows[kind].append(row)


def _kind(layer: _Layer, thing: _Object, where: str) -> str:
    for said in (thing.class_, thing.type, layer.class_, layer.name):
        word = said.strip().lower()
        for one in (word, word.removesuffix("s")):
            if one in KINDS or one in ALIASES:
                return ALIASES.get(one, one)
        if word and said in (thing.class_, thing.type):
            raise TiledError(f"{where}: no object of a level is a {said[:40]!r}{did_you_mean(word, KINDS)}")
    if thing.point or thing.polyline is not None:
        return "point" if thing.point else "path"
    raise TiledError(f"{where}: what is it? Give it (or its layer's name) one of the classes {', '.join(KINDS)}")


def _id(made: _Import, kind: str, thing: _Object, where: str) -> str:
    name = thing.name.strip()
    if not name:
        name = f"{kind}-{thing.id}"
    elif len(name) > 40 or not _NAME.fullmatch(name):
        fit = re.sub(r"[^A-Za-z0-9.]+", "-", name[:40]).strip("-.") or f"{kind}-{thing.id}"
        made.notes.append(f"{where}: is called {fit!r}: ids are letters, digits, dots and dashes")
        name = fit
    if name in made.ids[kind]:
        made.notes.append(f"{where}: is called {name}-{thing.id!r}: there is a {kind} of its name already")
        name = f"{name}-{thing.id}"
    if name in made.ids[kind]:
        raise TiledError(f"{where}: there is a {kind} called {name!r} already")
    made.ids[kind].add(name)
    return name


def _properties(kind: str, thing: _Object, where: str) -> dict[str, Any]:
    """Custom properties are keys of our tables; what a shape says already cannot be said again."""
    known = [key for key in fields(MAP_LISTS[kind]) if key not in SHAPES]
    row: dict[str, Any] = {}
    for each in thing.properties:
        if each.name not in known:
            raise TiledError(
                f"{where}: a {kind} has no property {each.name[:40]!r}{did_you_mean(each.name[:40], known)}"
            )
        if not isinstance(each.value, bool | int | float | str) or len(str(each.value)) > 200:
            raise TiledError(f"{where}: the property {each.name!r} must be a number, a text or a yes or no")
        row[each.name] = each.value
    return row


# --- shapes ---


@dataclass
class _Shape:
    """An object's outline, in our units."""

    thing: _Object
    dx: float
    dy: float
    scale: float

    def placed(self, x: float, y: float) -> list[float]:
        """A corner, relative to the object's x, y and before its rotation, as it lies on the map."""
        turn = math.radians(self.thing.rotation)
        c, s = math.cos(turn), math.sin(turn)
        across = self.thing.x + self.dx + x * c - y * s
        down = self.thing.y + self.dy + x * s + y * c
        return [_tidy(across * self.scale), _tidy(down * self.scale)]

    @property
    def pos(self) -> list[float]:
        return self.placed(0.0, 0.0)

    @property
    def circle(self) -> tuple[list[float], float] | None:
        """Middle and radius of an ellipse that is as wide as it is high."""
        thing = self.thing
        if not thing.ellipse or abs(thing.width - thing.height) > 0.01 * max(thing.width, thing.height):
            return None
        self._need_size()
        return self.placed(thing.width / 2, thing.height / 2), _tidy(thing.width / 2 * self.scale)

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
        if not self.thing.ellipse:
            return [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)]
        turns = [math.radians(i * ROUND_STEP) for i in range(round(360 / ROUND_STEP))]
        return [(wide / 2 * (1 + math.cos(turn)), high / 2 * (1 + math.sin(turn))) for turn in turns]


def _rock(shape: _Shape) -> dict[str, Any]:
    if shape.thing.point:  # its outline is that of its picture: properties art and size
        return {"pos": shape.pos, "angle": _tidy(math.radians(shape.thing.rotation), 4)}
    if shape.circle is not None:
        middle, radius = shape.circle
        return {"pos": middle, "radius": radius}
    x, y = shape.pos
    return {"pos": [x, y], "poly": [[_tidy(a - x), _tidy(b - y)] for a, b in shape.ring()]}


def _wall(shape: _Shape) -> dict[str, Any]:
    if shape.circle is not None:
        (x, y), radius = shape.circle
        return {"circle": [x, y, radius]}
    points, closed = shape.corners(2)
    return {"line": points, **({"closed": True} if closed else {})}


def _path(shape: _Shape) -> dict[str, Any]:
    points, closed = shape.corners(2)
    return {"points": points, **({"loop": True} if closed else {})}


def _region(shape: _Shape) -> dict[str, Any]:
    thing = shape.thing
    if shape.circle is not None:
        (x, y), radius = shape.circle
        return {"circle": [x, y, radius]}
    if thing.rotation % 360 == 0 and not (thing.ellipse or thing.point or thing.polygon or thing.polyline):
        corners, _ = shape.corners(4)
        return {"rect": [*corners[0], *corners[2]]}
    return {"poly": shape.ring()}


def _point(shape: _Shape) -> dict[str, Any]:
    thing = shape.thing
    if thing.polygon is not None or thing.polyline is not None:
        raise ValueError("is a line, and no spot: use a point object")
    angle = math.remainder(math.radians(thing.rotation), math.tau)
    return {"pos": shape.placed(thing.width / 2, thing.height / 2), "angle": _tidy(angle, 4)}


SHAPED = {"rock": _rock, "wall": _wall, "path": _path, "region": _region, "point": _point}


def _extent(row: Mapping[str, Any]) -> list[tuple[float, float]]:
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


# --- what is written ---


def _bounds(made: _Import, source: _Map) -> list[float]:
    """The map's own edge, and what lies outside of it; an endless map ends round its objects."""
    corners = list(made.corners)
    wide, high = source.width * source.tilewidth * made.scale, source.height * source.tileheight * made.scale
    if not corners and (source.infinite or not (wide and high)):
        raise TiledError(f"{made.file}: holds no objects: rocks, walls, paths, regions and points are taken over")
    if source.infinite:
        corners += [(x + sign * MARGIN, y + sign * MARGIN) for x, y in corners for sign in (-1, 1)]
    else:
        corners += [(0.0, 0.0), (wide, high)]
    xs, ys = zip(*corners, strict=True)
    bounds = [math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))]
    if max(map(abs, bounds)) > FARTHEST:
        raise TiledError(
            f"{made.file}: the map is larger than {FARTHEST:,.0f} units: take over fewer tiles, or --scale"
        )
    return bounds


def _backdrop(source: _Map) -> str:
    given = [each.value for each in source.properties if each.name == "backdrop" and isinstance(each.value, str)]
    return given[0][:60] if given else BACKDROP


def _map_text(made: _Import, bounds: list[float], backdrop: str) -> str:
    lines = ["#:schema map.schema.json", f"# From {json.dumps(made.file.name)[1:-1]}.", "", f"bounds = {_toml(bounds)}"]
    for kind, rows in made.rows.items():
        if rows:
            lines += ["", f"{kind} = [", *(f"  {_toml(row)}," for row in rows), "]"]
    zone = {"id": "all", "rect": bounds, "backdrop": backdrop}
    return "\n".join([*lines, "", f"zone = [{_toml(zone)}]", ""])


SCRIPT = """#:schema level.schema.json
# Made for a map of Tiled's. What can stand here: levels/README.md of the game.
title = {title}
author = ""
start = {start}
music = "infinity"
allow = ["thrust", "turn", "brake", "boost", "fire"]
minutes = 1

[[beat]]
id = "begin"
when = {{ on = "start" }}
then = [{{ do = "checkpoint" }}, {{ do = "say", line = "begin.there" }}]

[[beat]]
id = "home"
when = {when}
then = [{{ do = "win" }}]

[[retry]]
lines = ["retry.one"]
"""
LINES = """#:schema lines.schema.json
"begin.there" = { who = "nate", text = "I don't know this place." }
"retry.one" = { who = "nate", text = "I only pictured it." }
"""


def _script(folder: Path, made: _Import) -> None:
    """A level that begins at a point and is won in a region: those of the best names, or whichever there is."""
    starts, ends = ([row["id"] for row in made.rows[kind]] for kind in ("point", "region"))
    start = next((id for id in ("berth", "start") if id in starts), starts[0])
    end = next((id for id in ("exit", "goal", "end") if id in ends), ends[-1] if ends else "")
    when = {"on": "enter", "region": end} if end else {"on": "timer", "after": 30.0}
    title = json.dumps(folder.name.replace("-", " ").title(), ensure_ascii=False)
    script = SCRIPT.format(title=title, start=_toml(start), when=_toml(when))
    (folder / "level.toml").write_text(script, encoding="utf-8", newline="\n")
    (folder / "lines.toml").write_text(LINES, encoding="utf-8", newline="\n")


def _tidy(value: float, digits: int = ROUNDED) -> float:
    """Without a tail that says nothing; whole numbers whole, and no minus before nothing."""
    near = round(value, digits) if math.isfinite(value) else value
    return int(near) if math.isfinite(near) and near == int(near) else near


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=True)  # a subset of TOML's strings and numbers


__all__ = ["Made", "TiledError", "convert"]
