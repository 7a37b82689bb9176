"""Checks of the geometry: shapes are whole and in bounds, nothing starts in rock, what must be reached can be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from game.sim.motions import Drift, Mover, Spin
from game.sim.movers import PUSH_MOST
from game.sim.tables import Flag
from game.sim.terrain import CELL, Terrain

from . import catalog, geometry
from .actions_core import SetDaly
from .actions_world import OpenGate, Place, RemoveTerrain, SlideTerrain, StartSweep
from .geometry import Floats
from .level import Map, mover, region_extent, rock_ring, solid_rock, solid_wall, stands, wall_points
from .loader import Draft
from .names import PLAYER_NAME
from .positions import KeyPath
from .schema import Point, Region, Wall
from .space_reach import Space
from .tables import Found
from .triggers_place import Enter, Leave, Near, Reached

MOVERS_MOST = 60  # of a level: each is asked after by every shot
PIECE_WIDE = 6_000  # units across of one piece
PIECE_MOST = (PIECE_WIDE / CELL) ** 2 * 1.1  # squares
WORK_MOST = 24e6  # squares, each as often as its piece has edges: ten times the most of our own
PICTURES_MOST = 500  # different ones of a level: each is made and kept
PAINT_MOST = 50e6  # square units of them all together: four times the most of our own
GRID = 24  # fields of a zone, along and across, at whose middles it is asked what is painted there
PAINTED_LEAST = 0.15  # share of a zone; the least of our own has .18, of which no more is ever seen
INWARDS = {"slide": "make its 'by' shorter", "drift": "end its path sooner", "spin": "set it further in"}
WALL_WORK = 5  # edges that a wall's square counts for


def _shapes(draft: Draft, name: str) -> list[tuple[KeyPath, Any]]:
    """Every well-formed table of a list of the map, with its path."""
    return draft.once(_lists).get(name, [])


def _lists(draft: Draft) -> dict[str, list[tuple[KeyPath, Any]]]:
    lists: dict[str, list[tuple[KeyPath, Any]]] = {}
    for found in draft.found:
        whole = len(found.path) == 2 and found.value is not None  # not a table in a table
        if found.document is draft.geometry and whole:
            lists.setdefault(str(found.path[0]), []).append((found.path, found.value))
    return lists


def outlines(draft: Draft) -> None:
    """Rocks without a shape of their own have a picture with an outline."""
    known, art = catalog.outlines(), catalog.names().get("art")
    for path, rock in _shapes(draft, "rock"):
        named = art is None or rock.art is None or rock.art in art  # else that is said already
        if rock.poly is None and rock.radius is None and rock.art not in known and named:
            draft.geometry.wrong(
                (*path, "art"), f"the picture {rock.art!r} has no outline: give the rock a 'poly' or a 'radius'"
            )


def _rings(draft: Draft) -> list[tuple[KeyPath, Any, Floats]]:
    """The rocks that have an outline: path, table, corners (k, 2)."""
    rings = [(path, rock, rock_ring(rock, catalog.outlines())) for path, rock in _shapes(draft, "rock")]
    return [(path, rock, ring) for path, rock, ring in rings if ring is not None]


def _lines(draft: Draft) -> list[tuple[KeyPath, Any, Floats]]:
    """The walls: path, table, points (k, 2)."""
    return [(path, wall, wall_points(wall)) for path, wall in _shapes(draft, "wall")]


def sizes(draft: Draft) -> None:
    """No piece, and not all of them together, is so large and intricate that to mark what it covers takes long."""
    work = 0.0
    for path, piece, points in (*draft.once(_rings), *draft.once(_lines)):
        solid = not isinstance(piece, Wall)
        if solid:
            low, high = points.min(axis=0, keepdims=True), points.max(axis=0, keepdims=True)
        else:
            half = piece.width / 2
            low, high = np.minimum(points[:-1], points[1:]) - half, np.maximum(points[:-1], points[1:]) + half
        squares = np.prod((high - low) / CELL + 2.0, axis=1)
        work += float(squares.sum()) * (len(points) if solid else WALL_WORK)
        if squares.max() > PIECE_MOST:
            draft.geometry.give_up(
                path, f"{piece.id!r} is too large: cut it into pieces of {PIECE_WIDE:,} units at most"
            )
            return
        if work > WORK_MOST:
            why = (
                "rocks and walls are too many, too large and too intricate together, up to here: draw fewer, or smaller"
            )
            draft.geometry.give_up(path, why)
            return


def pictures(draft: Draft) -> None:
    """Decor and rocks have pictures that are made once for each art and size: not too many, nor too much of them."""
    different: set[tuple[str, float]] = set()
    paint = 0.0
    for name in ("decor", "rock"):
        for path, one in _shapes(draft, name):
            if one.art is None or (one.art, one.size or 0.0) in different:
                continue
            different.add((one.art, one.size or 0.0))
            paint += (one.size or 0.0) ** 2
            if len(different) > PICTURES_MOST:
                why = f"more than {PICTURES_MOST} different pictures up to here: give some the same art and size"
            elif paint > PAINT_MOST:
                why = "pictures are too many and too large together, up to here: give some the same art and size"
            else:
                continue
            draft.geometry.wrong((*path, "art"), why)
            return


def gates(draft: Draft) -> None:
    """A gate leads somewhere else."""
    for found, gate in values(draft, OpenGate):
        if gate.to is not None and gate.to == gate.place:
            found.document.wrong((*found.path, "to"), f"the gate {gate.name!r} leads to itself: name another point")


def sweeps(draft: Draft) -> None:
    """A sweep has a way to go: it travels to the right."""
    points: dict[str, Point] = draft.shapes.get("point", {})
    for found, sweep in values(draft, StartSweep):
        point = points.get(sweep.place)
        if point is not None and sweep.to is not None and sweep.to <= point.pos[0]:
            why = f"a sweep travels to the right, and {sweep.place!r} is at x = {point.pos[0]:g}: make 'to' more"
            found.document.wrong((*found.path, "to"), why)


def painted(draft: Draft) -> None:
    """A zone's backdrop is painted where the zone is: elsewhere there is one dark colour."""
    pictures, earlier = catalog.painted(), list[tuple[float, float, float, float]]()
    for path, zone in _shapes(draft, "zone"):
        rect = zone.rect[0], zone.rect[1], zone.rect[2], zone.rect[3]
        x, y = _spots(rect)
        free = ~np.any([_inside(one, x, y) for one in earlier], axis=0) if earlier else np.ones(x.shape, bool)
        earlier.append(rect)
        where = pictures.get(zone.backdrop)
        if where is None or not free.any():
            continue
        if np.mean(_inside(where, x[free], y[free])) < PAINTED_LEAST:
            sides = zip("xy", where[:2], where[2:], strict=True)
            only = " and ".join(f"{side} {a:.0f} to {b:.0f}" for side, a, b in sides if a > -math.inf)
            why = f"{zone.backdrop!r} is painted from {only}: beyond there is one dark colour"
            draft.geometry.wrong((*path, "backdrop"), f"{why}; 'stars', for one, goes on for ever")


def _spots(rect: tuple[float, float, float, float]) -> tuple[Floats, Floats]:
    """The middles of the fields of a grid over a rectangle: x and y."""
    share = (np.arange(GRID) + 0.5) / GRID
    x, y = np.meshgrid(rect[0] + share * (rect[2] - rect[0]), rect[1] + share * (rect[3] - rect[1]))
    return x.ravel(), y.ravel()


def _inside(rect: tuple[float, float, float, float], x: Floats, y: Floats) -> Flag:
    within: Flag = (rect[0] <= x) & (x <= rect[2]) & (rect[1] <= y) & (y <= rect[3])
    return within


def shapes(draft: Draft) -> None:
    """Rings are closed, simple and wound; walls and paths have length."""
    for name in ("rock", "region", "gravity"):
        for path, shape in _shapes(draft, name):
            why = geometry.ring_problem(shape.poly) if shape.poly is not None else ""
            if why:
                draft.geometry.wrong((*path, "poly"), why)
    for name, key in (("wall", "line"), ("path", "points")):
        for path, shape in _shapes(draft, name):
            points = getattr(shape, key) or []
            for i in range(len(points) - 1):
                if points[i] == points[i + 1]:
                    draft.geometry.wrong((*path, key, i + 1), f"point {i + 2} repeats point {i + 1}")


def in_bounds(draft: Draft) -> None:
    """Everything lies within the bounds of the map."""
    if draft.bounds is None:
        return
    left, top, right, bottom = draft.bounds
    for path, key, corners in _corners(draft):
        for x, y in corners:
            if not (left <= x <= right and top <= y <= bottom):
                draft.geometry.wrong((*path, key), f"({x:g}, {y:g}) is outside the bounds of the map")
                break


def _corners(draft: Draft) -> Iterator[tuple[KeyPath, str, list[Any]]]:
    for path, rock, ring in draft.once(_rings):
        yield path, "poly" if rock.poly is not None else "pos", ring.tolist()
    for path, wall, points in draft.once(_lines):
        key = next(key for key in ("circle", "arc", "line") if getattr(wall, key) is not None)
        yield path, key, points.tolist()
    for path, way in _shapes(draft, "path"):
        yield path, "points", way.points
    for name in ("point", "decor"):
        for path, one in _shapes(draft, name):
            yield path, "pos", [one.pos]
    for path, region in (*_shapes(draft, "region"), *_shapes(draft, "gravity")):
        key = next(key for key in ("circle", "rect", "poly") if getattr(region, key) is not None)
        x0, y0, x1, y1 = region_extent(region)
        yield path, key, [(x0, y0), (x1, y1)]


def standing(draft: Draft) -> Terrain | None:
    """The solid pieces of a map whose shapes are all right; None otherwise."""
    if draft.bounds is None or draft.geometry.problems:
        return None
    rocks = [solid_rock(rock, ring) for _, rock, ring in draft.once(_rings) if stands(rock)]
    walls = [solid_wall(wall) for _, wall in _shapes(draft, "wall") if stands(wall)]
    return Terrain(draft.bounds, tuple(rocks), tuple(walls))


def pieces_moving(draft: Draft) -> list[tuple[KeyPath, Any, Mover]]:
    """What moves, of those whose tables are right: path, table, and what it is to the simulation.

    Of too many, one more than there may be.
    """
    where = places_of(draft)
    made: list[tuple[KeyPath, Any, Mover]] = []
    for path, rock, ring in draft.once(_rings):
        if not stands(rock) and (rock.drift is None or rock.drift.path in where.paths) and len(made) <= MOVERS_MOST:
            made.append((path, rock, mover(where, rock, solid_rock(rock, ring))))
    for path, wall in _shapes(draft, "wall"):
        if not stands(wall) and len(made) <= MOVERS_MOST:
            made.append((path, wall, mover(where, wall, solid_wall(wall))))
    return made


def movers(draft: Draft) -> None:
    """There are not too many that move, and none leaves the map."""
    moving = draft.once(pieces_moving)
    for path, _, _ in moving[MOVERS_MOST:]:
        draft.geometry.wrong(path, f"more than {MOVERS_MOST} rocks and walls move: let this one stand")
    if draft.bounds is None:
        return
    left, top, right, bottom = draft.bounds
    for path, _, one in moving:
        if isinstance(one.motion, Spin):
            key, reach = "spin", reach_of(one)
            places = np.array([one.middle]) + reach * np.array([[-1.0, -1.0], [1.0, 1.0]])
            rim = abs(one.motion.rate) * reach
            if rim > PUSH_MOST:
                most = math.floor(100.0 * PUSH_MOST / reach) / 100.0
                why = f"its rim goes at {rim:.0f} units a second, {PUSH_MOST:g} at most: give it a rate of {most:g}"
                draft.geometry.wrong((*path, key, "rate"), why)
        elif isinstance(one.motion, Drift):
            key, reach = "drift", reach_of(one)
            places = np.concatenate([one.motion.way - reach, one.motion.way + reach])
        else:
            key, places = "slide", np.concatenate(one.piece.rings()) + np.array(one.motion.by)
        out = (places < (left, top)).any(axis=1) | (places > (right, bottom)).any(axis=1)
        if out.any():
            x, y = places[out][0].tolist()
            why = f"it leaves the map, at ({x:.0f}, {y:.0f}): {INWARDS[key]}, or let 'bounds' be wider"
            draft.geometry.wrong((*path, key), why)


def reach_of(one: Mover) -> float:
    """How far its outline is from its middle, at most [u]."""
    return float(np.hypot(*(one.piece.points - one.middle).T).max())


def loads(draft: Draft) -> None:
    """What loads says how near that is, and whoever says so has something that loads. Pictures have a place to be."""
    waiting = [path for name in ("rock", "wall", "decor") for path, one in _shapes(draft, name) if one.loads]
    declared = "loading" in draft.geometry.tables
    if waiting and not declared:
        draft.geometry.wrong((*waiting[0], "loads"), "how near is near? Give the map loading = { near = 900 }")
    unread = any(found.value is None for found in draft.found if found.document is draft.geometry)
    if declared and not waiting and not unread:
        draft.geometry.wrong(("loading",), "nothing in this map loads: give a rock, a wall or decor loads = true")


def slides(draft: Draft) -> None:
    """What is told to slide can, and what waits to be told is."""
    moving = {table.id: (path, table) for path, table, _ in draft.once(pieces_moving) if table.slide is not None}
    told: set[str] = set()
    strays = False  # an action means another piece than it says: the one that it means may be one of those that wait
    ordered: list[tuple[Found, KeyPath, str]] = [
        (found, ("what",), action.what) for found, action in values(draft, SlideTerrain)
    ]
    for found, action in values(draft, SetDaly):
        ordered += [(found, ("slides", i), name) for i, name in enumerate(action.slides)]
    pieces = {one.id for name in ("rock", "wall") for _, one in _shapes(draft, name)}
    for found, key, what in ordered:
        told.add(what)
        _, piece = moving.get(what, (None, None))
        if piece is not None and piece.slide.every is not None:
            strays = True
            why = f"{what!r} slides by itself, every {piece.slide.every:g} s: leave 'every' out of its 'slide'"
            found.document.wrong((*found.path, *key), why)
        elif piece is None and what not in pieces:
            strays = True  # that is said with all other names
        elif piece is None:
            strays = True
            why = f"{what!r} does not slide: give it slide = {{ by = [0, -260] }} in map.toml"
            found.document.wrong((*found.path, *key), why)
    unread = not draft.script.tables or any(found.value is None for found in draft.found)
    if strays or (draft.script.problems and unread):
        return  # a table that cannot be read may have told it, too
    for name, (path, piece) in moving.items():
        if piece.slide.every is None and name not in told:
            why = f"no action slides {name!r}: give its slide an 'every', or {SlideTerrain.example}"
            draft.geometry.wrong((*path, "slide"), why)


def values(draft: Draft, kind: type) -> Iterator[tuple[Found, Any]]:
    """Every well-formed table of a kind, with its value."""
    for found in draft.once(_by_kind).get(kind, ()):
        yield found, found.value


def _by_kind(draft: Draft) -> dict[type, list[Found]]:
    kinds: dict[type, list[Found]] = {}
    for found in draft.found:
        kinds.setdefault(type(found.value), []).append(found)
    return kinds


def places_of(draft: Draft) -> Map:
    """The draft's points, regions and paths as the level will know them."""
    shapes = draft.shapes
    return Map(
        draft.bounds or (0.0, 0.0, 0.0, 0.0),
        paths=shapes.get("path", {}),
        regions=shapes.get("region", {}),
        points=shapes.get("point", {}),
    )


def reachable(draft: Draft) -> None:
    """The player can get to every region and point that the script waits for, and to every gate; and not out."""
    if draft.header is None or draft.script.problems:
        return
    removed = {one.terrain for _, one in values(draft, RemoveTerrain)}
    unnamed = {piece.id for name in ("rock", "wall") for _, piece in _shapes(draft, name) if piece.unnamed}
    terrain = draft.once(standing)
    if terrain is not None and removed | unnamed:
        terrain = terrain.fresh()
        terrain.take(removed | unnamed)
    points: dict[str, Point] = draft.shapes.get("point", {})
    start = points.get(draft.header.start)
    if terrain is None or start is None:
        return
    space = Space(terrain)
    space.flood((start.x, start.y))
    for found, gate in _closed_off(draft, space, points):
        _unreached(found, "place", f"the gate {gate.name!r}")
    for found, key, what, reached in _goals(draft, space, points):
        if not reached:
            _unreached(found, key, what)
            if found.document.full:
                return
    way_out = space.way_out()
    if way_out is not None:
        x, y = way_out
        draft.geometry.wrong(
            ("bounds",), f"the ship can fly out of the map, at ({x:.0f}, {y:.0f}): close it with walls along its edge"
        )


def _unreached(found: Found, key: str, what: str) -> None:
    found.document.wrong((*found.path, key), f"the ship cannot get to {what}: rock or wall is in the way")


def _closed_off(draft: Draft, space: Space, points: dict[str, Point]) -> list[tuple[Found, OpenGate]]:
    """Fly through every gate that can be reached; returns the others, and takes what lies behind them for reached."""
    for _, place in values(draft, Place):
        if place.point in points:
            space.flood(_spot(points[place.point]))
    gates = [(found, gate) for found, gate in values(draft, OpenGate) if gate.place in points and gate.to in points]
    here = [space.parts_within(_spot(points[gate.place]), gate.radius) for _, gate in gates]
    there = [space.parts_at(_spot(points[gate.to])) for _, gate in gates]
    beside: dict[int, list[int]] = {}  # part of space -> the gates in it
    for number, parts in enumerate(here):
        for part in parts:
            beside.setdefault(part, []).append(number)
    shut = dict.fromkeys(range(len(gates)))
    new = [number for number, parts in enumerate(here) if space.has(parts)]
    while new:
        number = new.pop()
        if number in shut:
            del shut[number]
            new += [other for part in there[number] for other in beside.pop(part, ())]
            space.reach(there[number])
    for number in shut:
        space.reach(there[number])
    return [gates[number] for number in shut]


def _spot(point: Point) -> tuple[float, float]:
    return point.x, point.y


def _goals(draft: Draft, space: Space, points: dict[str, Point]) -> Iterator[tuple[Found, str, str, bool]]:
    regions: dict[str, Region] = draft.shapes.get("region", {})
    enters, touches = cache(lambda name: space.enters(regions[name])), cache(space.touches)
    inside: tuple[type[Any], ...] = (Enter, Leave)
    for kind in inside:
        for found, trigger in values(draft, kind):
            if trigger.region in regions and trigger.by == PLAYER_NAME:
                yield found, "region", f"the region {trigger.region!r}", enters(trigger.region)
    near: tuple[type[Any], ...] = (Near, Reached)
    for kind in near:
        for found, one in values(draft, kind):
            if one.point in points:
                yield found, "point", f"the point {one.point!r}", touches(_spot(points[one.point]), one.within)


def deletable(draft: Draft) -> None:
    """What Daly may delete is rock that stands: what moves, and walls, he leaves."""
    standing = {one.id for _, one in _shapes(draft, "rock") if one.slide is None and one.drift is None}
    pieces = {one.id for name in ("rock", "wall") for _, one in _shapes(draft, name)}
    for found, action in values(draft, SetDaly):
        for i, name in enumerate(action.cover):
            if name in pieces - standing:
                why = f"{name!r} is no cover that he can delete: take a rock that neither drifts nor slides"
                found.document.wrong((*found.path, "cover", i), why)
