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
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from . import check, template
from .fields import fields
from .loader import CORNER_LIMIT
from .schema import MAP_LISTS
from .suggest import did_you_mean
from .tiled_file import Layer, Map, Object, TiledError, each_layer, read
from .tiled_shapes import SHAPED, Shape, extent

OBJECT_LIMIT = 5_000
NOTES_LIMIT = 100
FARTHEST = 1e6  # units
KINDS = ("rock", "wall", "path", "region", "point")
ALIASES = {"spawn": "point", "start": "point", "area": "region", "zone": "region", "line": "wall", "route": "path"}
SHAPES = ("id", "pos", "poly", "radius", "line", "circle", "arc", "points", "loop", "rect")  # keys that the shape says
OUTLINES = ("poly", "line", "points")  # those of them that are lists of corners
BACKDROP = "stars"  # it goes on for ever, wherever the map lies
MARGIN = 200.0  # round the objects of a map without an end
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


class Made(NamedTuple):
    """What was written, how many of each kind, and what is worth knowing about it."""

    path: Path
    counts: dict[str, int]
    notes: list[str]


@dataclass
class _Import:
    """One map on its way: rows by kind, ids taken, and what is to be said."""

    file: Path
    scale: float
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    ids: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    notes: list[str] = field(default_factory=list)
    corners: list[tuple[float, float]] = field(default_factory=list)
    drawn: int = 0  # corners of all outlines and lines


def convert(file: Path, folder: Path, *, scale: float = 1.0) -> Made:
    """Write the map into the level in `folder`, or make a level there. TiledError, or OSError when the disk refuses.

    The map.toml that a level has is kept as map.toml.before.
    """
    file, folder = Path(file), Path(folder)
    made = _Import(file, scale)
    source = read(file)
    for layer, x, y in each_layer(source.layers, file):
        _note(made, layer)
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
    if len(made.notes) > NOTES_LIMIT:
        more = len(made.notes) - NOTES_LIMIT
        made.notes[NOTES_LIMIT:] = [f"{file}: and {more:,} more that is not taken over, or otherwise"]
    made.notes += [f"note: {problem}" for problem in check.check(folder)[:20]]
    return Made(before, {kind: len(rows) for kind, rows in made.rows.items()}, made.notes)


def _note(made: _Import, layer: Layer) -> None:
    """What of a layer is not taken over, or is, though one may not think so."""
    where = f"{made.file}: layer {layer.name[:40]!r}"
    if layer.type in ("tilelayer", "imagelayer"):
        made.notes.append(f"{where}: {layer.type.removesuffix('layer')}s, which no level has; it is left out")
    if layer.objects and not layer.visible:
        made.notes.append(f"{where}: is hidden in Tiled; its objects are taken over all the same")
    if (layer.parallaxx, layer.parallaxy) != (1.0, 1.0):
        made.notes.append(f"{where}: its parallax is not taken over: what one flies against has none")


def _take(made: _Import, layer: Layer, thing: Object, x: float, y: float) -> None:
    """One object becomes one row."""
    title = f"{thing.id}{f' {thing.name[:40]!r}' if thing.name else ''}"
    where = f"{made.file}: layer {layer.name[:40]!r}, object {title}"
    if sum(map(len, made.rows.values())) >= OBJECT_LIMIT:
        raise TiledError(f"{made.file}: more than {OBJECT_LIMIT} objects")
    if thing.template:
        raise TiledError(
            f"{where}: is an instance of a template, which is another file: in Tiled, Detach Instance, "
            "or export by tiled --detach-templates --export-map"
        )
    if thing.gid is not None or thing.text is not None:
        what = "a tile" if thing.gid is not None else "a text"
        made.notes.append(f"{where}: {what}, which no level has; it is left out")
        return
    kind = _kind(layer, thing, where)
    row: dict[str, Any] = {"id": _id(made, kind, thing, where)}
    try:
        row |= SHAPED[kind](Shape(thing, x, y, made.scale))
    except ValueError as error:
        raise TiledError(f"{where}: {error}") from None
    row |= _properties(kind, thing, where)
    made.drawn += max((len(row[key]) for key in OUTLINES if key in row), default=0)
    if made.drawn > CORNER_LIMIT:
        raise TiledError(f"{where}: more than {CORNER_LIMIT:,} corners in the map up to here: draw fewer")
    for corner in extent(row):
        if not all(abs(value) <= FARTHEST for value in corner):
            raise TiledError(f"{where}: lies farther out than {FARTHEST:,.0f} units")
        made.corners.append(corner)
    made.rows[kind].append(row)


def _kind(layer: Layer, thing: Object, where: str) -> str:
    for said in (thing.class_, thing.type, layer.class_, layer.name):
        word = said[:60].strip().lower()
        for one in (word, word.removesuffix("s")):
            if one in KINDS or one in ALIASES:
                return ALIASES.get(one, one)
        if word and said in (thing.class_, thing.type):
            raise TiledError(f"{where}: no object of a level is a {said[:40]!r}{did_you_mean(word, KINDS)}")
    if thing.point or thing.polyline is not None:
        return "point" if thing.point else "path"
    raise TiledError(f"{where}: what is it? Give it (or its layer's name) one of the classes {', '.join(KINDS)}")


def _id(made: _Import, kind: str, thing: Object, where: str) -> str:
    name = thing.name.strip()
    if not name:
        name = f"{kind}-{thing.id}"
    elif len(name) > 40 or not _NAME.fullmatch(name):
        plain = unicodedata.normalize("NFKD", name[:40]).encode("ascii", "ignore").decode()  # letters without accents
        fit = re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.") or f"{kind}-{thing.id}"
        made.notes.append(f"{where}: is called {fit!r}: ids are letters, digits, dots and dashes")
        name = fit
    if name in made.ids[kind]:
        made.notes.append(f"{where}: is called {name}-{thing.id!r}: there is a {kind} of its name already")
        name = f"{name}-{thing.id}"
    if name in made.ids[kind]:
        raise TiledError(f"{where}: there is a {kind} called {name!r} already")
    made.ids[kind].add(name)
    return name


def _properties(kind: str, thing: Object, where: str) -> dict[str, Any]:
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


# --- what is written ---


def _bounds(made: _Import, source: Map) -> list[float]:
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


def _backdrop(source: Map) -> str:
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


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=True)  # a subset of TOML's strings and numbers


__all__ = ["Made", "TiledError", "convert"]
