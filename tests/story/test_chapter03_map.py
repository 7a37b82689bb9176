"""The place of chapter 03: cover where one needs it, nothing that traps, and a course that hides who keeps under it."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from game import resources
from game.sim.carrier import BEAM, FLANK
from game.sim.kinds import KINDS, PLAYER
from game.sim.terrain import Terrain
from game.story.level import Level, region_extent
from game.story.library import load
from game.story.space_reach import Space, blocked

POINTS = (
    "start", "dark-side", "forecourt", "booth-window", "under", "tilly-home", "marge-home", "kennel-a", "kennel-b",
    "ore-lit", "tia-lit", "yeti-lit", "month", "greg",
)  # fmt: skip
REGIONS = (
    "first-lights", "neck-door", "hall-door", "layby", "window", "ramp", "mouth", "lee", "way-out",
)  # fmt: skip
WATCHED = ("beat-1", "beat-2", "beat-3", "beat-4", "street", "street-back", "hall-1", "hall-2", "hall-3")
MIDDLE = (1400.0, 560.0, 3200.0, 860.0)  # of the lights: where one has to cross
CHAMBERS = ((1400.0, 2300.0), (2360.0, 3210.0))  # from x to x
TURNSTILES = ("turnstile-1", "turnstile-2")
COURSE = 2850.0  # y


@pytest.fixture(scope="module")
def chapter() -> Level:
    return load(resources.levels() / "03-sweep")


@pytest.fixture(scope="module")
def open_ways(chapter: Level) -> Terrain:
    """What stands when every boom and door is open and the drifting rocks are elsewhere."""
    terrain = chapter.terrain.fresh()
    for mover in terrain.movers:
        terrain.remove(mover.piece.name)
    return terrain


@pytest.fixture(scope="module")
def reached(chapter: Level, open_ways: Terrain) -> Space:
    space = Space(open_ways)
    space.flood(chapter.spot("start"))
    return space


@pytest.mark.parametrize("name", POINTS)
def test_a_named_point_is_free_and_can_be_flown_to(chapter: Level, open_ways: Terrain, reached: Space, name: str):
    spot = chapter.spot(name)
    assert not blocked(open_ways, [spot], PLAYER.radius + 12)[0], "too near to rock"
    assert reached.touches(spot, 0.0)


@pytest.mark.parametrize("name", REGIONS)
def test_a_named_region_can_be_entered(chapter: Level, reached: Space, name: str):
    region = chapter.map.regions[name]
    assert reached.enters(region)


@pytest.mark.parametrize("name", WATCHED)
def test_watchers_do_not_scrape_along_rock(chapter: Level, open_ways: Terrain, name: str):
    corners = [*chapter.path(name), chapter.path(name)[0]]
    spots = [tuple(a + (b - a) * t) for a, b in itertools.pairwise(corners) for t in np.linspace(0, 1, 40)]
    assert not any(blocked(open_ways, spots, KINDS["watcher"].radius))


def test_the_sections_come_one_after_the_other(chapter: Level, open_ways: Terrain):
    """Shut booms stop the way, and there is no other: each section is entered through its door alone."""
    doors = {"turnstile-1": 2500.0, "turnstile-2": 3300.0, "turnstile-3": 4300.0, "boom": 6200.0}
    for door, beyond in doors.items():
        space = with_shut(chapter, open_ways, door)
        assert not space.touches((beyond, 700.0), 0.0), door
        assert space.touches((beyond - 330.0, 700.0), 0.0), f"up to {door}"


def test_only_the_door_leads_into_the_lee(chapter: Level, open_ways: Terrain):
    space = with_shut(chapter, open_ways, "far-door-north", "far-door-south")
    assert space.touches((11150.0, COURSE), 0.0)
    assert not space.touches((11800.0, COURSE), 0.0)


def with_shut(chapter: Level, open_ways: Terrain, *doors: str) -> Space:
    """What can be reached when only these are shut."""
    shut = [mover.piece for mover in chapter.terrain.movers if mover.piece.name in doors]
    assert len(shut) == len(doors)
    rocks = [rock for rock in open_ways.rocks if not rock.name.startswith("drift")]
    space = Space(Terrain(open_ways.bounds, tuple(rocks), (*open_ways.walls, *shut)))
    space.flood(chapter.spot("start"))
    return space


@pytest.mark.parametrize(("left", "right"), CHAMBERS)
def test_cover_is_never_far_in_the_lights(open_ways: Terrain, left: float, right: float):
    """From everywhere in the middle, something to get behind is near, the drifting rocks aside."""
    spots = [(x, y) for x in np.arange(left + 60, right - 40, 60) for y in (600.0, 710.0, 820.0)]
    rocks = [rock.points.mean(axis=0) for rock in open_ways.rocks if rock.name.startswith("light")]
    far = [min(math.dist(spot, rock) for rock in rocks) for spot in spots]
    assert max(far) < 2 * PLAYER.speed * 0.7
    assert np.mean(far) < 450


def test_the_middle_of_the_lights_is_open(chapter: Level, open_ways: Terrain):
    """No standing cover there: one crosses in the light, or behind what drifts."""
    left, top, right, bottom = MIDDLE
    walls = [2330.0, 3230.0]
    spots = [(x, y) for x in np.arange(left, right, 40) for y in np.arange(top + 20, bottom, 40)]
    spots = [spot for spot in spots if min(abs(spot[0] - wall) for wall in walls) > 40]
    assert not any(blocked(open_ways, spots, 20.0))


@pytest.mark.parametrize("name", ["drift-a", "drift-b"])
def test_a_drifting_rock_crushes_nobody_against_a_wall(chapter: Level, open_ways: Terrain, name: str):
    """Wherever it comes to, there is room for the ship between it and what stands."""
    mover = next(each for each in chapter.terrain.movers if each.piece.name == name)
    outline = np.array(mover.piece.points) - np.array(mover.middle)
    reach = float(np.hypot(*outline.T).max())
    for spot in np.concatenate([np.linspace(a, b, 20) for a, b in itertools.pairwise(np.array(mover.motion.way))]):
        assert not blocked(open_ways, [tuple(spot)], reach + 2 * PLAYER.radius + 6)[0]


@pytest.mark.parametrize("name", TURNSTILES)
def test_a_turnstile_is_wide_enough_and_open_long_enough(chapter: Level, name: str):
    mover = next(each for each in chapter.terrain.movers if each.piece.name == name)
    points = np.array(mover.piece.points)
    wide = float(np.ptp(points[:, 1]))
    assert 250 < wide < 380
    assert abs(mover.motion.by[1]) > wide - 60, "it clears the way"
    assert 1.5 < mover.motion.open < 3.0
    assert mover.motion.every < 12


def test_the_carrier_comes_over_what_one_cannot_reach_and_leaves_the_map_alone(chapter: Level):
    course = chapter.path("course")
    left, top, right, bottom = chapter.map.bounds
    assert np.ptp(course[:, 1]) == 0
    assert course[0, 1] == COURSE
    assert left < course[0, 0] < 5950, "its bow is out of the field"
    assert course[-1, 0] <= right
    assert top < COURSE - BEAM - FLANK
    assert bottom > COURSE + BEAM + FLANK


def test_the_lee_is_no_wider_than_the_shadow(chapter: Level):
    """Or the flank lights would find whoever has come through."""
    left, top, right, bottom = region_extent(chapter.map.regions["lee"])
    assert top > COURSE - BEAM
    assert bottom < COURSE + BEAM
    space = Space(chapter.terrain.fresh())
    space.flood(chapter.spot("start"))
    assert space.touches((0.5 * (left + right), COURSE), 0.0)
    for y in (COURSE - BEAM - 60, COURSE + BEAM + 60):
        assert not space.touches((0.5 * (left + right), y), 0.0)


def test_under_the_course_one_always_finds_a_way(chapter: Level, open_ways: Terrain):
    """Pylons stand in the shadow, but beside each of them there is room, still in the shadow."""
    for x in np.arange(6100, 11200, 50):
        lane = [(x, y) for y in np.arange(COURSE - BEAM + 60, COURSE + BEAM - 60, 20)]
        free = ~np.array(blocked(open_ways, lane, PLAYER.radius + 6))
        runs = [len(list(group)) for is_free, group in itertools.groupby(free) if is_free]
        assert max(runs) * 20 >= 200, f"too narrow at {x}"


def test_the_queue_is_beyond_the_rail_until_the_booth(chapter: Level):
    for name in ("queue-1", "queue-2", "queue-3"):
        lane = chapter.path(name)
        assert (lane[lane[:, 0] < 5500][:, 1] < -40).all(), "beyond the rail"
    window = region_extent(chapter.map.regions["window"])
    near = chapter.path("queue-1")
    assert any(window[0] <= x <= window[2] and window[1] <= y <= window[3] for x, y in near), "and to the window"


def test_every_picture_of_the_map_is_there(chapter: Level):
    art = resources.assets() / "art"
    for thing in (*chapter.map.rocks.values(), *chapter.map.decor.values()):
        if thing.art:
            assert (art / f"{thing.art}.svg").exists(), thing.id
