"""The place of chapter 04: a lane that a convoy and a ship fit into, whatever comes in from its sides."""

from __future__ import annotations

import numpy as np
import pytest

from game.sim.kinds import KINDS, PLAYER
from game.sim.motions import Slide
from game.story.library import load
from game.story.space_reach import Space, blocked

CHAPTER = "04-the-back-door"
POINTS = (
    "start", "stall", "counter", "lamp", "customer-1", "customer-2", "hull-1", "hull-2", "hull-3", "hull-4", "hull-5",
    "kennel-north", "kennel-east", "kennel-south", "kennel-west", "vault-door", "past-door-1", "past-door-2",
    "past-door-3", "vault", "warden-1", "warden-2", "bea-home", "bea-near", "bea-late",
)  # fmt: skip
PRESSES = ("press-north", "press-north-2", "press-south", "press-south-2")
DOORS = ("door-1", "door-2", "door-3")
BESIDE = 100.0  # between a courier and what comes in: the ship fits, barely [u]


@pytest.fixture(scope="module")
def level():
    return load(CHAPTER)


def lane(level):
    """The middle of the ring, closely: shape (k, 2)."""
    corners = np.array([tuple(point) for point in level.map.paths["lane"].points], float)
    legs = np.roll(corners, -1, axis=0) - corners
    shares = np.linspace(0.0, 1.0, 20, endpoint=False)[:, None, None]
    return (corners + legs * shares).reshape(-1, 2)


def test_points_are_where_a_ship_can_be(level):
    spots = [(level.map.points[name].x, level.map.points[name].y) for name in POINTS]
    stuck = [
        name for name, is_stuck in zip(POINTS, blocked(level.terrain, spots, PLAYER.radius), strict=True) if is_stuck
    ]
    assert not stuck


def test_a_ship_fits_on_both_sides_of_a_courier_all_round_the_ring(level):
    middle = lane(level)
    way = np.roll(middle, -1, axis=0) - middle
    aside = np.stack([-way[:, 1], way[:, 0]], axis=1) / np.linalg.norm(way, axis=1, keepdims=True)
    off = KINDS["courier"].radius + PLAYER.radius + 40.0
    for side in (-off, off):
        spots = [tuple(spot) for spot in middle + aside * side]
        assert not any(blocked(level.terrain, spots, PLAYER.radius + 10.0))


@pytest.mark.parametrize("name", PRESSES)
def test_a_press_leaves_room_beside_the_convoy(level, name):
    mover = next(mover for mover in level.terrain.movers if mover.piece.name == name)
    assert isinstance(mover.motion, Slide)
    corners = np.concatenate(mover.piece.rings())
    middle = lane(level)
    gap = np.linalg.norm((corners + np.array(mover.motion.by))[:, None] - middle, axis=2).min()
    assert BESIDE < gap - KINDS["courier"].radius < 160.0
    before = np.linalg.norm(corners[:, None] - middle, axis=2).min()
    assert before > 300.0, "it lies behind the lane's wall until it is told"


def test_the_doors_of_the_vault_open_for_a_second_of_every_four_and_wide_enough(level):
    for name in DOORS:
        mover = next(mover for mover in level.terrain.movers if mover.piece.name == name)
        assert isinstance(mover.motion, Slide)
        assert (mover.motion.every, mover.motion.open) == (4.0, 1.0)
        assert abs(complex(*mover.motion.by)) > 2 * PLAYER.radius + 100.0


def test_from_the_start_one_gets_to_both_lights(level):
    space = Space(level.terrain)
    start = level.map.points["start"]
    space.flood((start.x, start.y))
    for name in ("vault-door", "bea-near"):
        point = level.map.points[name]
        assert space.touches((point.x, point.y), 60.0), name
