"""The place of chapter 06: rings that one passes by their gates, and a pipe that a ship fits through at full speed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.sim.kinds import KINDS, PLAYER
from game.sim.motions import Slide, Spin
from game.story.level import region_extent, region_holds
from game.story.library import load
from game.story.space_reach import Space, blocked

CHAPTER = "06-to-the-heart"
MILES = (
    "mile-1", "mile-2", "mile-3", "mile-5", "mile-6", "mile-7", "mile-8", "mile-9", "mile-10", "mile-11", "mile-13",
    "mile-14", "mile-16", "mile-18",
)  # fmt: skip
SHIPS = ("start", "past-1", "past-2", "past-3", "past-4", "past-5", "past-6", "mouth", "napkin", "door")
ROOMY = 80.0  # for the ship's middle beside what stands in the pipe, on one side at least [u]


@pytest.fixture(scope="module")
def level():
    return load(CHAPTER)


def movers(level, start: str):
    return [mover for mover in level.terrain.movers if mover.piece.name.startswith(start)]


def middle(level):
    """The middle of the pipe, closely: shape (k, 2)."""
    corners = np.array([tuple(point) for point in level.map.paths["trunk"].points], float)
    far = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1))])
    at = np.arange(0.0, far[-1], 20.0)
    return np.stack([np.interp(at, far, corners[:, k]) for k in (0, 1)], axis=1)


def test_points_are_where_a_ship_can_be(level):
    spots = [(level.map.points[name].x, level.map.points[name].y) for name in SHIPS]
    stuck = [one for one, is_stuck in zip(SHIPS, blocked(level.terrain, spots, PLAYER.radius), strict=True) if is_stuck]
    assert not stuck


def test_every_gate_is_as_wide_as_two_ships_and_shut_to_begin_with(level):
    for number in (1, 2, 4, 5):
        leaves = movers(level, f"gate-{number}-")
        assert len(leaves) == 2
        for leaf in leaves:
            assert isinstance(leaf.motion, Slide)
            assert abs(complex(*leaf.motion.by)) > 2 * PLAYER.radius + 60.0
        ends = np.concatenate([leaf.piece.points for leaf in leaves])
        near = min(math.dist(a, b) for a in ends[:2] for b in ends[2:])
        assert near < PLAYER.radius, "nobody slips through between the leaves"


def test_the_second_counts_four_and_opens_on_five(level):
    for leaf in movers(level, "gate-2-"):
        assert leaf.motion.counts == 4
        assert leaf.motion.every == pytest.approx(7.0)


def test_the_sixth_wall_is_two_crowns_that_turn_against_each_other(level):
    for name, sign in (("ring-6-outer", -1), ("ring-6-inner", 1)):
        crown = movers(level, name)
        assert crown
        assert all(isinstance(arc.motion, Spin) and math.copysign(1, arc.motion.rate) == sign for arc in crown)
        assert all(math.hypot(*arc.middle) < 1.0 for arc in crown), "about the middle of it all"


def test_the_pipe_is_free_in_its_middle_but_for_what_one_steers_round(level):
    way = middle(level)[5:]  # it begins at a wall
    stuck = np.array(blocked(level.terrain, [tuple(spot) for spot in way], PLAYER.radius + 20.0))
    solid = [(rock.pos[0], rock.pos[1]) for rock in level.map.rocks.values() if rock.id.startswith("baffle")]
    for spot in way[stuck]:
        assert min(math.dist(spot, rock) for rock in solid) < 140.0


def test_beside_every_baffle_a_ship_fits(level):
    way = middle(level)
    ahead = np.gradient(way, axis=0)
    aside = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1) / np.linalg.norm(ahead, axis=1, keepdims=True)
    for rock in (rock for rock in level.map.rocks.values() if rock.id.startswith("baffle")):
        here = int(np.argmin(np.hypot(*(way - rock.pos).T)))
        spots = [tuple(way[here] + aside[here] * off) for off in np.arange(-190.0, 191.0, 10.0)]
        free = ~np.array(blocked(level.terrain, spots, PLAYER.radius))
        runs = max(len(run) for run in "".join("1" if one else " " for one in free).split())
        assert runs * 10.0 >= ROOMY, rock.id


def test_every_mile_lies_across_the_pipe_and_they_come_in_order(level):
    way = middle(level)
    at = []
    for name in MILES:
        region = level.map.regions[name]
        inside = [i for i, (x, y) in enumerate(way) if region_holds(region, x, y)]
        assert inside, name
        left, top, right, bottom = region_extent(region)
        assert max(right - left, bottom - top) > 440.0, "nobody passes beside it"
        at.append(inside[0])
    assert at == sorted(at)


def test_whoever_looks_on_is_behind_the_glass(level):
    space = Space(level.terrain)
    mouth = level.map.points["mouth"]
    space.flood((mouth.x, mouth.y))
    for name, point in level.map.points.items():
        if name.startswith("glass-"):
            assert not space.touches((point.x, point.y), 30.0), name
            assert not blocked(level.terrain, [(point.x, point.y)], KINDS["newcomer"].radius)[0]
