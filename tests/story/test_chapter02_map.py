"""The place of chapter 02: what the script and the pictures count on is there, free of rock, and can be flown to."""

from __future__ import annotations

import itertools
import math
import tomllib

import numpy as np
import pytest

from game import resources
from game.sim.kinds import KINDS, PLAYER
from game.sim.terrain import Rock, Terrain
from game.story.level import Level, region_extent
from game.story.library import load
from game.story.space_reach import Space, blocked

POINTS = (
    "start", "pump", "pump-sign", "first-mote", "vault", "gravy", "bedtime", "rock-sign", "untagged", "bea-home",
    "ore-home", "glitter-home", "coupling", "gap-north", "gap-north-2", "gap-north-3", "bea-far", "exit",
)  # fmt: skip
FIELDS = tuple(f"field-{k}" for k in range(1, 9))
REGIONS = (
    "yard", "graveyard", "wreck-throat", "throat-mouth", "outside-throat", "exit-lane", "mines", "plaza", "moon-corner",
    *FIELDS,
)  # fmt: skip
PATHS = (
    "bea-circles", "ore-round", "glitter-round", "patrol-1", "patrol-2", "traffic-1", "traffic-2", "gulls",
)  # fmt: skip
FLOWN = {  # who flies it
    "bea-circles": "newcomer",
    "ore-round": "grinder",
    "glitter-round": "streamer",
    "patrol-1": "watcher",
    "patrol-2": "watcher",
    "gulls": "griefer",
}
GAPS = ("gap-north", "gap-north-2", "gap-north-3")


@pytest.fixture(scope="module")
def chapter() -> Level:
    return load(resources.levels() / "02-data-pirates")


@pytest.fixture(scope="module")
def reached(chapter: Level) -> Space:
    space = Space(chapter.terrain.fresh())
    space.flood(chapter.spot("start"))
    return space


@pytest.mark.parametrize("name", POINTS)
def test_a_named_point_is_free_and_can_be_flown_to(chapter: Level, reached: Space, name: str) -> None:
    spot = chapter.spot(name)
    assert not blocked(chapter.terrain, [spot], PLAYER.radius + 20)[0], "too near to rock"
    assert reached.touches(spot, 0.0)


@pytest.mark.parametrize("name", REGIONS)
def test_a_named_region_can_be_entered(chapter: Level, reached: Space, name: str) -> None:
    region = chapter.map.regions[name]
    assert reached.enters(region)


@pytest.mark.parametrize("name", FIELDS)
def test_data_lies_where_the_beam_can_be_held_on_it(chapter: Level, name: str) -> None:
    """A field is all free: not one mote would lie in a hull."""
    (x, y), reach = chapter.spot(name), chapter.reach(name)
    assert 90 <= reach <= 160
    turns = np.linspace(0, math.tau, 48, endpoint=False)
    rings = [(x + far * math.cos(a), y + far * math.sin(a)) for far in (reach / 2, reach) for a in turns]
    assert not any(blocked(chapter.terrain, rings, 4.0))


@pytest.mark.parametrize("name", PATHS)
def test_a_path_is_there(chapter: Level, name: str) -> None:
    assert len(chapter.path(name)) >= 2


@pytest.mark.parametrize(("name", "kind"), FLOWN.items())
def test_whoever_flies_a_path_does_not_scrape_along_hulls(chapter: Level, name: str, kind: str) -> None:
    corners = chapter.path(name)
    spots = [tuple(a + (b - a) * t) for a, b in itertools.pairwise(corners) for t in np.linspace(0, 1, 40)]
    assert not any(blocked(chapter.terrain, spots, KINDS[kind].radius))


@pytest.mark.parametrize("gap", GAPS)
def test_the_three_see_the_ship_through_the_mouth(chapter: Level, gap: str) -> None:
    x, y = chapter.spot("coupling")
    gx, gy = chapter.spot(gap)
    assert 700 <= math.hypot(gx - x, gy - y) <= 900
    assert chapter.terrain.clear_line(*(np.array([v]) for v in (x, y, gx, gy)))[0]


def test_from_nowhere_else_can_one_see_the_coupling(chapter: Level) -> None:
    """Every ray from the coupling ends at a hull, but for those that leave by the mouth."""
    x, y = chapter.spot("coupling")
    mouth = chapter.map.regions["throat-mouth"]
    left, top, right, _ = region_extent(mouth)
    open_rays = []
    for turn in np.linspace(-math.pi, math.pi, 720, endpoint=False):
        end = np.array([x + 1000 * math.cos(turn)]), np.array([y + 1000 * math.sin(turn)])
        if chapter.terrain.clear_line(np.array([x]), np.array([y]), *end)[0]:
            open_rays.append(turn)
    assert open_rays, "the mouth is shut"
    for turn in open_rays:
        assert math.sin(turn) < 0, "seen from the south"
        across = x + math.cos(turn) / math.sin(turn) * (top - y)
        assert left - 40 <= across <= right + 40, "seen past the mouth"


def test_the_throat_has_one_way_out(chapter: Level) -> None:
    """With the mouth stopped up nobody gets into it; so it is a trap, and the only one."""
    left, top, right, bottom = region_extent(chapter.map.regions["throat-mouth"])
    stopper = np.array([(left - 60, top), (right + 60, top), (right + 60, bottom), (left - 60, bottom)])
    open_ = chapter.terrain
    space = Space(Terrain(open_.bounds, (*open_.rocks, Rock("stopper", stopper)), open_.walls))
    space.flood(chapter.spot("start"))
    assert not space.touches(chapter.spot("coupling"), 0.0)
    for name in POINTS:
        if name != "coupling":
            assert space.touches(chapter.spot(name), 0.0), name


def test_traffic_passes_behind_the_yard_and_never_through_it(chapter: Level) -> None:
    for name in ("traffic-1", "traffic-2"):
        lane = chapter.path(name)
        assert (lane[:, 0] < 0).all(), "outside the fence"
        assert np.ptp(lane[:, 1]) > 4000, "from edge to edge"
        assert (np.hypot(*(lane - chapter.spot("start")).T).min()) < 900, "in sight of the start"


def test_alleys_and_hiding_places(chapter: Level) -> None:
    """Half of the graveyard is within a ship's length or two of a hull: somewhere to hide is always near."""
    left, top, right, bottom = region_extent(chapter.map.regions["graveyard"])
    rng = np.random.default_rng(2)
    spots = [tuple(p) for p in rng.uniform((left, top), (right, bottom), (600, 2))]
    free = [s for s, stuck in zip(spots, blocked(chapter.terrain, spots, PLAYER.radius), strict=True) if not stuck]
    assert 0.35 < len(free) / len(spots) < 0.8, "neither a wall nor a void"
    near = blocked(chapter.terrain, free, 210.0)
    assert np.mean(near) > 0.85


def test_every_picture_of_the_map_is_there(chapter: Level) -> None:
    art = resources.assets() / "art"
    for thing in (*chapter.map.rocks.values(), *chapter.map.decor.values()):
        assert (art / f"{thing.art}.svg").exists(), thing.id


def test_the_ground_reaches_as_far_as_the_camera_goes(chapter: Level) -> None:
    """The camera stays within the zones: beyond the painted ground one would see nothing."""
    for zone in chapter.map.zones.values():
        about = tomllib.loads((resources.assets() / "backdrops" / zone.backdrop / "index.toml").read_text())
        (x, y), scale = about["origin"], about["scale"]
        left, top, right, bottom = zone.rect
        assert left >= x - 1
        assert top >= y - 1
        assert right <= x + about["size"][0] / scale + 1
        assert bottom <= y + about["size"][1] / scale + 1
