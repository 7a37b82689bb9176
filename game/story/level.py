"""A level that has passed its checks: what the director stages and the window draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FolderPath

import msgspec
import numpy as np

from game.sim import gravity as gravity_sim
from game.sim import motions
from game.sim.sums import added
from game.sim.tables import Complex, Flag, Float
from game.sim.terrain import Rock as SolidRock
from game.sim.terrain import Scenery, Terrain, inside_ring
from game.sim.terrain import Wall as SolidWall

from . import berths, geometry
from .actions_deep import Unload
from .actions_loop import CloseLoop
from .geometry import Floats
from .schema import (
    Beat,
    Decor,
    Gravity,
    Header,
    LineText,
    Loading,
    Path,
    Point,
    Region,
    Retry,
    Rock,
    Wall,
    Zone,
)
from .words import NO_WORDS, Words

ATTEMPTS = 64  # to find a place inside a polygon, which fills a part of its rectangle only
MAP_FIELDS = ("rocks", "walls", "paths", "regions", "points", "decor", "zones", "gravity")


@dataclass(frozen=True)
class Map:
    """The geometry as written; every table by its id, in file order."""

    bounds: tuple[float, float, float, float]
    rocks: Mapping[str, Rock] = field(default_factory=dict)
    walls: Mapping[str, Wall] = field(default_factory=dict)
    paths: Mapping[str, Path] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    decor: Mapping[str, Decor] = field(default_factory=dict)
    zones: Mapping[str, Zone] = field(default_factory=dict)
    gravity: Mapping[str, Gravity] = field(default_factory=dict)
    loading: Loading | None = None

    def point(self, name: str) -> Point:
        return self.points[name]

    def path(self, name: str) -> Floats:
        """A path's points (k, 2); a loop ends where it began."""
        path = self.paths[name]
        points = np.asarray(path.points, np.float64)
        return np.concatenate([points, points[:1]]) if path.loop else points

    def spot(self, place: str) -> tuple[float, float]:
        """The middle of a point, region or path. KeyError when it is none of them."""
        if place in self.points:
            return self.points[place].x, self.points[place].y
        if place in self.regions:
            return region_middle(self.regions[place])
        x, y, _ = geometry.along(self.path(place), 0.5)
        return x, y

    def slot(self, place: str, index: int, count: int, spread: float) -> tuple[float, float, float]:
        """Where ship `index` of `count` stands, and its heading: abreast at a point, over a region, along a path."""
        if place in self.points:
            point = self.points[place]
            aside = (index - (count - 1) / 2) * spread
            return point.x - math.sin(point.angle) * aside, point.y + math.cos(point.angle) * aside, point.angle
        if place in self.paths:
            return geometry.along(self.path(place), (index + 0.5) / count)
        x, y = _strewn(self.regions[place], index, count)
        return x, y, 0.0

    def slots(self, place: str, count: int, spread: float) -> Floats:
        """Where `count` ships stand: what `slot` says of each, without their headings; shape (count, 2)."""
        if place in self.points or place in self.paths or self.regions[place].poly is None:
            return np.array([self.slot(place, index, count, spread)[:2] for index in range(count)])
        return _strewn_all(self.regions[place], count)

    def berths(self, place: str, count: int) -> tuple[Complex, Float]:
        """Where so many mites come in side by side, and their headings: see `berths`."""
        if place in self.paths:
            return berths.band(self.path(place), count)
        if place in self.points:
            point = self.points[place]
            return berths.block(point.x, point.y, point.angle, count)
        region = self.regions[place]
        return berths.filling(region_extent(region), lambda spots: _held(region, spots), count)

    def zone_at(self, x: float, y: float) -> Zone | None:
        """The first zone that holds a place."""
        for zone in self.zones.values():
            left, top, right, bottom = zone.rect
            if left <= x <= right and top <= y <= bottom:
                return zone
        return None


@dataclass(frozen=True)
class Level:
    """`id` is the folder's name; `hash` is the same for the same content, whatever its comments and layout."""

    id: str
    folder: FolderPath
    hash: str
    header: Header
    beats: Mapping[str, Beat]
    retries: tuple[Retry, ...]
    lines: Mapping[str, LineText]
    map: Map
    rings: Mapping[str, Floats]  # rock id -> corners (k, 2), absolute
    words: Words = NO_WORDS  # barks, chat and notices; their texts are among `lines`

    @property
    def title(self) -> str:
        return self.header.title

    @property
    def seed(self) -> int:
        return self.header.seed

    @cached_property
    def terrain(self) -> Terrain:
        """What is solid. Worlds take their own copy of it."""
        rocks, walls = self.map.rocks.values(), self.map.walls.values()
        scenery = [solid_scenery(decor) for decor in self.map.decor.values()] if self._comes_and_goes else []
        waits = {rock.id for rock in rocks if rock.loads} | {wall.id for wall in walls if wall.loads}
        waits |= {scenery_name(decor.id) for decor in self.map.decor.values() if decor.loads}
        return Terrain(
            self.map.bounds,
            tuple(solid_rock(rock, self.rings[rock.id]) for rock in rocks if stands(rock)),
            tuple(solid_wall(wall) for wall in walls if stands(wall)),
            movers=(
                *(mover(self.map, rock, solid_rock(rock, self.rings[rock.id])) for rock in rocks if not stands(rock)),
                *(mover(self.map, wall, solid_wall(wall)) for wall in walls if not stands(wall)),
            ),
            loads=frozenset(waits),
            near=self.map.loading.near if self.map.loading is not None else 0.0,
            scenery=tuple(scenery),
            fields=tuple(solid_field(one) for one in self.map.gravity.values()),
        )

    def keep_of(self, other: Level) -> None:
        """Take over what was built for another version of this level, where this one would build the same."""
        if self._solid == other._solid:
            self.__dict__["terrain"] = other.terrain

    @property
    def _solid(self) -> tuple[object, ...]:
        """All that the terrain is built of."""
        where, comes_and_goes = self.map, self._comes_and_goes
        lists = [list(one.values()) for one in (where.rocks, where.walls, where.gravity)]
        ways = [where.paths[rock.drift.path] for rock in where.rocks.values() if rock.drift is not None]
        decor = list(where.decor.values()) if comes_and_goes else []
        return where.bounds, where.loading, comes_and_goes, decor, ways, *lists

    def holds_all_of(self, other: Level) -> bool:
        """Whether whatever stands in a flight through another version has its meaning here: the plot is the same,
        and all that it can speak of is there, though lines may read, and places lie, otherwise."""
        here, there = self.map, other.map
        lists = [(getattr(here, name), getattr(there, name)) for name in MAP_FIELDS]
        return (
            self.header == msgspec.structs.replace(other.header, title=self.title)
            and (self.beats, self.retries, self.words) == (other.beats, other.retries, other.words)
            and set(other.lines) <= set(self.lines)
            and all(set(before) <= set(now) for now, before in lists)
            and self._moving == other._moving
        )

    @property
    def _moving(self) -> list[str]:
        """What moves, in the order in which worlds remember where it is."""
        pieces: list[Rock | Wall] = [*self.map.rocks.values(), *self.map.walls.values()]
        return [one.id for one in pieces if not stands(one)]

    @property
    def _comes_and_goes(self) -> bool:
        """Whether scenery may come in or go in the middle of the level."""
        fronts = any(isinstance(action, Unload) for beat in self.beats.values() for action in beat.then)
        return fronts or any(decor.loads for decor in self.map.decor.values())

    @cached_property
    def looped(self) -> Mapping[str, float]:
        """The ships round which the script closes a loop, and how many of their last seconds it may take."""
        found: dict[str, float] = {}
        for action in (action for beat in self.beats.values() for action in beat.then):
            if isinstance(action, CloseLoop) and action.who is not None:
                found[action.who] = max(action.seconds, found.get(action.who, 0.0))
        return found

    def text(self, line: str) -> str:
        return self.lines[line].text

    def point(self, name: str) -> Point:
        return self.map.point(name)

    def path(self, name: str) -> Floats:
        return self.map.path(name)

    def spot(self, place: str) -> tuple[float, float]:
        return self.map.spot(place)

    def reach(self, place: str) -> float:
        """How far from the middle of a region one is within it on all sides, about; 0 for a point or a path."""
        if place not in self.map.regions:
            return 0.0
        left, top, right, bottom = region_extent(self.map.regions[place])
        return min(right - left, bottom - top) / 2

    def slot(self, place: str, index: int, count: int, spread: float) -> tuple[float, float, float]:
        return self.map.slot(place, index, count, spread)

    def corners(self, region: str) -> Floats:
        """Corners (k, 2) of what holds a region."""
        return np.array(region_corners(self.map.regions[region]), np.float64)

    def inside(self, region: str, x: float, y: float) -> bool:
        return region_holds(self.map.regions[region], x, y)


def region_holds(region: Region, x: float, y: float) -> bool:
    if region.circle is not None:
        cx, cy, radius = region.circle
        return (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius
    if region.rect is not None:
        left, top, right, bottom = region.rect
        return left <= x <= right and top <= y <= bottom
    return geometry.in_ring(region.poly or [], x, y)


def _held(region: Region, spots: Complex) -> Flag:
    """Which places, x + iy, a region holds: what `region_holds` says of each."""
    if region.poly is None:
        return np.array([region_holds(region, spot.real, spot.imag) for spot in spots.tolist()], bool)
    return inside_ring(np.asarray(region.poly, np.float64), spots.real, spots.imag)


def region_middle(region: Region) -> tuple[float, float]:
    if region.circle is not None:
        return region.circle[0], region.circle[1]
    if region.rect is not None:
        left, top, right, bottom = region.rect
        return (left + right) / 2, (top + bottom) / 2
    corners = region.poly or [[0.0, 0.0]]
    return added(c[0] for c in corners) / len(corners), added(c[1] for c in corners) / len(corners)


def region_extent(region: Region) -> tuple[float, float, float, float]:
    """The rectangle round a region: left, top, right, bottom."""
    if region.circle is not None:
        x, y, radius = region.circle
        return x - radius, y - radius, x + radius, y + radius
    if region.rect is not None:
        left, top, right, bottom = region.rect
        return left, top, right, bottom
    xs, ys = zip(*(region.poly or [[0.0, 0.0]]), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _strewn(region: Region, index: int, count: int) -> tuple[float, float]:
    """The same even scatter every time, without chance: a sunflower in a circle, a golden lattice elsewhere."""
    u, v = (index + 0.5) / count, (0.5 + index * geometry.GOLDEN) % 1.0
    if region.circle is not None:
        x, y, radius = region.circle
        reach, turn = radius * math.sqrt(u), index * geometry.GOLDEN * math.tau
        return x + reach * math.cos(turn), y + reach * math.sin(turn)
    left, top, right, bottom = region_extent(region)
    if region.rect is not None:
        return left + (right - left) * u, top + (bottom - top) * v
    for attempt in range(ATTEMPTS):
        x = left + (right - left) * ((u + attempt * geometry.GOLDEN) % 1.0)
        y = top + (bottom - top) * ((v + attempt * geometry.GOLDEN**2) % 1.0)
        if region_holds(region, x, y):
            return x, y
    return region_middle(region)


def _strewn_all(region: Region, count: int) -> Floats:
    """The same of all of `count` in a polygon; shape (count, 2)."""
    index = np.arange(count)
    u: Float = (index + 0.5) / count
    v = np.asarray((0.5 + index * geometry.GOLDEN) % 1.0, np.float64)
    left, top, right, bottom = region_extent(region)
    ring, spots = np.asarray(region.poly, np.float64), np.full((count, 2), region_middle(region))
    for attempt in range(ATTEMPTS):
        x: Float = left + (right - left) * ((u[index] + attempt * geometry.GOLDEN) % 1.0)
        y: Float = top + (bottom - top) * ((v[index] + attempt * geometry.GOLDEN**2) % 1.0)
        inside = inside_ring(ring, x, y)
        spots[index[inside]] = np.stack([x, y], axis=1)[inside]
        index = index[~inside]
    return spots


def stands(piece: Rock | Wall) -> bool:
    """Whether a piece of terrain never moves."""
    return piece.slide is None and piece.spin is None and (isinstance(piece, Wall) or piece.drift is None)


def region_corners(region: Region) -> list[tuple[float, float]]:
    """Corners of what holds a region: of its polygon, or of the rectangle round it."""
    if region.poly is not None:
        return [(x, y) for x, y in region.poly]
    left, top, right, bottom = region_extent(region)
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def scenery_name(decor: str) -> str:
    """What a piece of decor is called in a terrain, where rocks and walls have names as well."""
    return f"decor/{decor}"


def solid_scenery(decor: Decor) -> Scenery:
    return Scenery(scenery_name(decor.id), decor.pos[0], decor.pos[1], decor.size / 2)


def solid_field(gravity: Gravity) -> gravity_sim.Field:
    """What a field of gravity is to the simulation."""
    pull = complex(*gravity.pull)
    if gravity.circle is not None:
        x, y, radius = gravity.circle
        return gravity_sim.Field(gravity.id, pull, circle=(x, y, radius))
    return gravity_sim.Field(gravity.id, pull, ring=np.array(region_corners(gravity), np.float64))


def solid_rock(rock: Rock, ring: Floats) -> SolidRock:
    return SolidRock(rock.id, ring, rock.unnamed)


def solid_wall(wall: Wall) -> SolidWall:
    return SolidWall(wall.id, wall_points(wall), wall.width, wall.unnamed)


def mover(where: Map, piece: Rock | Wall, solid: SolidRock | SolidWall) -> motions.Mover:
    """What a piece that does not stand is to the simulation."""
    if isinstance(piece, Rock) and piece.drift is not None:
        drift = piece.drift
        motion = motions.Drift(where.path(drift.path), drift.speed, drift.at, drift.turn)
        return motions.Mover(solid, motion, (piece.pos[0], piece.pos[1]))
    if piece.spin is not None:
        return motions.Mover(solid, motions.Spin(piece.spin.rate), turns_about(piece))
    slide = piece.slide
    assert slide is not None
    x, y = ((solid.points.min(axis=0) + solid.points.max(axis=0)) / 2).tolist()
    by = (slide.by[0], slide.by[1])
    clock = motions.Slide(by, slide.every or 0.0, slide.open, slide.first, slide.moves, slide.counts)
    return motions.Mover(solid, clock, (x, y))


def turns_about(piece: Rock | Wall) -> tuple[float, float]:
    """The place about which a piece that spins goes round."""
    assert piece.spin is not None
    about = piece.spin.about
    if about is None:
        about = piece.pos if isinstance(piece, Rock) else (piece.arc or piece.circle or [0.0, 0.0])
    return about[0], about[1]


def wall_points(wall: Wall) -> Floats:
    """A wall's polyline (k, 2); a closed one ends where it began."""
    if wall.circle is not None:
        ring = geometry.ring_of_circle(*wall.circle)
        return np.concatenate([ring, ring[:1]])
    if wall.arc is not None:
        return geometry.arc(*wall.arc)
    points = np.asarray(wall.line, np.float64)
    return np.concatenate([points, points[:1]]) if wall.closed else points


def rock_ring(rock: Rock, outlines: Mapping[str, list[list[float]]]) -> Floats | None:
    """A rock's corners (k, 2), absolute; None when it takes its outline from a picture that has none."""
    x, y = rock.pos
    if rock.poly is not None:
        return geometry.placed(rock.poly, x, y, rock.angle)
    if rock.radius is not None:
        return geometry.ring_of_circle(x, y, rock.radius)
    outline = outlines.get(rock.art or "")
    return geometry.placed(outline, x, y, rock.angle, rock.size or 1.0) if outline else None
