"""Checks of what comes in: nothing appears inside rock or wall, nor where something moves, nor too much."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from game.sim.covering import distances
from game.sim.kinds import KINDS, PLAYER, Team
from game.sim.motions import Drift, Mover, Slide, Spin
from game.sim.sandbox import THING_INDEX, THINGS
from game.sim.tables import Flag, Int, distinct
from game.sim.terrain import Rock, Terrain, inside_ring

from . import check_map, geometry
from .actions_rules import PlaceThing
from .actions_world import FLOCKS, OpenGate, Place, Spawn
from .geometry import Floats
from .level import region_extent
from .loader import Draft
from .schema import Header, Point, Region
from .space_reach import blocked
from .tables import Found
from .triggers_loop import TerminalsHeld
from .triggers_ship import Destroyed, Ships
from .triggers_theft import Hacked

MOST = {"mites": 4_000, "ships": 500, "flocks": 200}  # of a level; our own have 1,000, 28 and 3
CORNERS_MOST = 60  # of a region in which ships come in: places in it are tried until they are inside
FULLEST = 0.1  # least share of the rectangle round it that a region for a flock fills
LOOKED_MOST = 20e6  # legs of what moves, each as often as a ship comes in near it
SLIDE_SAMPLE = 30.0  # spacing of the places at which a slide is looked at on its way [u]
AT_ONCE = 200_000  # pairs of a place and a leg


class Coming(NamedTuple):
    """What one table lets come in: the key that says where, the places (k, 2), how large it is, what it is."""

    found: Found
    key: str
    spots: Floats
    radius: float
    what: str

    def wrong(self, number: int, why: str) -> None:
        x, y = self.spots[number].tolist()
        path = (*self.found.path, self.key)
        self.found.document.wrong(path, f"{self.what} would appear {why}, at ({x:.0f}, {y:.0f})")


def spawns(draft: Draft) -> None:
    """Nothing appears inside rock: the ship at the start and after gates, and everything that is spawned."""
    terrain = draft.once(check_map.standing)
    if terrain is None or draft.header is None or not _simple_enough(draft):
        return
    coming = list(_coming(draft))
    if not coming:
        return
    spots = np.concatenate([one.spots for one in coming])
    radius = np.repeat([one.radius for one in coming], [len(one.spots) for one in coming])
    stuck, met = _stuck(terrain, spots, radius), _met(draft, spots, radius)
    names = [table.id for _, table, _ in draft.once(check_map.pieces_moving)]
    at = 0
    for one in coming:
        here = slice(at, at := at + len(one.spots))
        meets = met[here]
        if stuck[here].any():
            one.wrong(int(stuck[here].argmax()), "inside rock or wall")
        elif (meets < len(names)).any():
            one.wrong(int(meets.argmin()), f"where {names[meets.min()]!r} moves")


def counts(draft: Draft) -> None:
    """Not too many come in, all in all: each is looked after here, and each thinks in a flight."""
    counted = dict.fromkeys(MOST, 0)
    for found, spawn in check_map.values(draft, Spawn):
        counted["mites" if spawn.what == "mite" else "ships"] += spawn.count
        counted["flocks"] += spawn.goal in FLOCKS
        for what, most in MOST.items():
            if counted[what] > most:
                found.document.give_up(found.path, f"more than {most:,} {what} in one level up to here: spawn fewer")
                return


def enough(draft: Draft) -> None:
    """A beat that waits until so many of a group are destroyed, hacked or held waits for no more than can be."""
    if any(found.struct is Spawn and found.value is None for found in draft.found):
        return  # it may be of any group
    again = {("beat", i) for i, beat in draft.beats if beat.repeat}
    for kind, comes_back, why in (
        (Destroyed, _comes_back, "and none comes back"),
        (Hacked, _turns_back, "and none can be hacked again"),
        (TerminalsHeld, _comes_back, "and each is held once at a time"),
    ):
        ships: dict[str | None, float] = {}
        for found, spawn in check_map.values(draft, Spawn):
            endless = found.path[:2] in again or comes_back(spawn)
            ships[spawn.group] = ships.get(spawn.group, 0) + (math.inf if endless else spawn.count)
        for found, trigger in check_map.values(draft, kind):
            there = ships.get(trigger.group, math.inf)
            if trigger.group is not None and isinstance(trigger.count, int) and trigger.count > there:
                found.document.wrong((*found.path, "count"), f"the group {trigger.group!r} has {there} of them, {why}")


def heard(draft: Draft) -> None:
    """Nobody waits for what happens to a mite of a flock: they are hundreds, and the story knows none by itself."""
    if any(found.struct is Spawn and found.value is None for found in draft.found):
        return  # it may be of any group
    spawns = [spawn for _, spawn in check_map.values(draft, Spawn)]
    told = {spawn.group for spawn in spawns if spawn.goal not in FLOCKS}
    flocks = {spawn.group for spawn in spawns} - told - {None}
    for found in draft.found:
        if isinstance(found.value, Ships):
            for key in ("group", "by"):
                if found.raw.get(key) in flocks:
                    why = f"the mites {found.raw[key]!r} are one flock, and what happens to each is not told"
                    found.document.wrong(
                        (*found.path, key), f'{why}: wait for {{ on = "flock" }}, or until one is near'
                    )


def _comes_back(spawn: Spawn) -> bool:
    return spawn.logs_out or spawn.comes_back


def _turns_back(spawn: Spawn) -> bool:
    """Drones of Moderation remember whose they are after a while, locks forget, and both can be hacked anew."""
    kind = KINDS.get(spawn.what)
    return _comes_back(spawn) or kind is None or kind.team == Team.MODERATION or spawn.what == "gate-lock"


def _simple_enough(draft: Draft) -> bool:
    """Whether places are soon found in the regions that ships come in."""
    regions: dict[str, Region] = draft.shapes.get("region", {})
    for found, spawn in check_map.values(draft, Spawn):
        region = regions.get(spawn.place)
        if region is None or region.poly is None:
            continue
        why = ""
        if len(region.poly) > CORNERS_MOST:
            why = f"region {region.id!r} has more than {CORNERS_MOST} corners: let ships come in in a simpler one"
        elif spawn.goal in FLOCKS and _fullness(region) < FULLEST:
            why = f"region {region.id!r} is too thin for a flock: let it fill a tenth of the rectangle round it"
        if why:
            found.document.wrong((*found.path, "place"), why)
            return False
    return True


def _fullness(region: Region) -> float:
    """The share of the rectangle round a polygon that it fills."""
    left, top, right, bottom = region_extent(region)
    return abs(geometry.doubled_area(region.poly or [])) / 2 / max(1e-9, (right - left) * (bottom - top))


def _coming(draft: Draft) -> Iterator[Coming]:
    points: dict[str, Point] = draft.shapes.get("point", {})
    for kind, key in ((Header, "start"), (OpenGate, "to"), (Place, "point")):
        for found, one in check_map.values(draft, kind):
            point = points.get(getattr(one, key) or "")
            if point is not None:
                yield Coming(found, key, np.array([[point.x, point.y]]), PLAYER.radius, "the ship")
    for found, thing in check_map.values(draft, PlaceThing):
        point = points.get(thing.point or "")
        if point is not None and thing.what in THING_INDEX:
            ship = THINGS[THING_INDEX[thing.what]].kind
            radius = KINDS[ship].radius if ship else 0.0
            yield Coming(found, "point", np.array([[point.x, point.y]]), radius, f"the {thing.what}")
    where = check_map.places_of(draft)
    path = cache(where.path)

    @cache
    def berths(place: str, count: int) -> Floats:
        spots = where.berths(place, count)[0]
        return np.stack([spots.real, spots.imag], axis=1)

    for found, spawn in check_map.values(draft, Spawn):
        if spawn.what not in KINDS or not any(spawn.place in one for one in (where.points, where.regions, where.paths)):
            continue
        if spawn.goal in FLOCKS:
            spots = berths(spawn.place, spawn.count)
        elif spawn.place in where.paths and spawn.place not in where.points:
            spots, _ = geometry.all_along(path(spawn.place), (np.arange(spawn.count) + 0.5) / spawn.count)
        else:
            spots = where.slots(spawn.place, spawn.count, spawn.spread)
        yield Coming(found, "place", spots, KINDS[spawn.what].radius, f"a {spawn.what}")


def _stuck(terrain: Terrain, spots: Floats, radius: Floats) -> Flag:
    """Whether each ship would stand in rock or wall; shape (k,)."""
    stuck = np.zeros(len(spots), bool)
    for one in distinct(radius):
        stuck[radius == one] = blocked(terrain, spots[radius == one], one)
    return stuck


def _met(draft: Draft, spots: Floats, radius: Floats) -> Int:
    """The number of the first piece that moves and would meet each ship; their count where none does. Shape (k,)."""
    moving = draft.once(check_map.pieces_moving)
    met = np.full(len(spots), len(moving), np.int64)
    looked = 0.0
    for number, (path, table, one) in enumerate(moving):
        low, high = _box(one)
        within: Flag = np.all((spots > low - radius[:, None]) & (spots < high + radius[:, None]), axis=1)
        near = np.flatnonzero(within)
        if not near.size:
            continue
        looked += near.size * _legs(one)
        if looked > LOOKED_MOST:
            why = f"too many ships come in near to where {table.id!r} moves: draw it simpler, or spawn them farther off"
            draft.geometry.wrong(path, why)
            break
        hit = near[_meets(one, spots[near], radius[near])]
        met[hit] = np.minimum(met[hit], number)
    return met


def _box(one: Mover) -> tuple[Floats, Floats]:
    """Between which corners a piece that moves ever is."""
    if isinstance(one.motion, Slide):
        ends = np.concatenate([one.piece.points, one.piece.points + np.array(one.motion.by)])
        edge = getattr(one.piece, "width", 0.0)
        return ends.min(axis=0) - edge, ends.max(axis=0) + edge
    ends = one.motion.way if isinstance(one.motion, Drift) else np.array([one.middle])
    reach = check_map.reach_of(one)
    return ends.min(axis=0) - reach, ends.max(axis=0) + reach


def _steps(motion: Slide) -> int:
    return math.ceil(math.hypot(*motion.by) / SLIDE_SAMPLE) + 1


def _legs(one: Mover) -> int:
    """How many legs each place is held against."""
    if isinstance(one.motion, Drift):
        return len(one.motion.way) - 1
    return len(one.piece.points) * (_steps(one.motion) if isinstance(one.motion, Slide) else 1)


def _meets(one: Mover, spots: Floats, radius: Floats) -> Flag:
    """Whether what moves would ever meet ships of these radii (k,) at these places (k, 2); shape (k,)."""
    if isinstance(one.motion, Spin):
        off, far = np.hypot(*(spots - one.middle).T), check_map.reach_of(one)
        near = float(_off(one, np.array([one.middle]))[0])  # of it there is nothing nearer to its middle
        between: Flag = (near - radius < off) & (off < far + radius)
        return between
    if isinstance(one.motion, Drift):
        way = one.motion.way
        passed: Flag = _nearest(way[:-1], way[1:], spots) < check_map.reach_of(one) + radius
        return passed
    met = np.zeros(len(spots), bool)
    for share in np.linspace(0.0, 1.0, _steps(one.motion)).tolist():
        met |= _off(one, spots - np.array(one.motion.by) * share) < radius
    return met


def _off(one: Mover, spots: Floats) -> Floats:
    """How far places (k, 2) are from what moves, where it is drawn; 0 inside it [u]."""
    points = one.piece.points
    if not isinstance(one.piece, Rock):
        return np.maximum(_nearest(points[:-1], points[1:], spots) - one.piece.width / 2, 0.0)
    off = _nearest(points, np.roll(points, -1, axis=0), spots)
    return np.where(inside_ring(points, *spots.T), 0.0, off)


def _nearest(a: Floats, b: Floats, spots: Floats) -> Floats:
    """How far each place (k, 2) is from the nearest of the legs from a to b, each (m, 2) [u]."""
    off = np.full(len(spots), np.inf)
    many = max(1, AT_ONCE // len(a))
    for at in range(0, len(spots), many):
        some = spots[at : at + many]
        x, y = np.repeat(some, len(a), axis=0).T
        each = distances(np.tile(a, (len(some), 1)), np.tile(b, (len(some), 1)), x, y)
        off[at : at + many] = each.reshape(len(some), len(a)).min(axis=1)
    return off
