"""Ribbons follow their ships, end where the wall has been, and do not cross the world."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.drawlist import DrawList
from game.render.trails import SAMPLES, SLOTS, Trails

LENS = Lens(1.0, 640.0, 360.0, 1280, 720)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def flown(trails: Trails, path: list[float], ship: int = 7, burn: float = 1.0) -> None:
    one = np.ones(1)
    for x in path:
        trails.record(np.array([ship]), one * x, one * 0.0, one * burn, one * 30.0, np.ones((1, 3)), 1 / 60)


def drawn(trails: Trails, atlas: Atlas, wall=None) -> np.ndarray:
    rows = DrawList(atlas)
    trails.draw(rows, LENS, wall)
    return rows.rows


def test_a_ribbon_fades_and_thins_behind_its_ship(atlas):
    trails = Trails()
    flown(trails, [10.0 * i for i in range(SAMPLES)])
    rows = drawn(trails, atlas)
    order = np.argsort(rows[:, 1])
    assert (np.diff(rows[order, 6]) >= 0).all()
    assert (np.diff(rows[order, 4]) >= 0).all()
    assert (rows[:, 9] == 0.0).all()


def test_a_drive_that_rests_leaves_no_light(atlas):
    trails = Trails()
    flown(trails, [10.0 * i for i in range(SAMPLES)], burn=0.0)
    assert len(drawn(trails, atlas)) == 0


def test_a_jump_through_a_gate_leaves_no_streak(atlas):
    trails = Trails()
    flown(trails, [10.0 * i for i in range(20)])
    flown(trails, [6000.0])
    assert len(drawn(trails, atlas)) == 0 or drawn(trails, atlas)[:, 3].max() < 400.0


def test_the_sweep_takes_the_end_of_the_wake(atlas):
    trails = Trails()
    flown(trails, [10.0 * i for i in range(SAMPLES)])
    left = drawn(trails, atlas, lambda x, y: x > 150.0)
    assert len(left)
    assert (left[:, 1] > LENS.x(150.0)).all()


def test_ships_that_are_gone_free_their_room(atlas):
    trails = Trails()
    for ship in range(3 * SLOTS):
        flown(trails, [0.0, 5.0], ship=ship)
    flown(trails, [10.0 * i for i in range(SAMPLES)], ship=9999)
    assert len(drawn(trails, atlas)) > SAMPLES // 2
