"""The avenue as a course: wide enough everywhere for a ship in a hurry, and wider on the inside."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest

from game.sim.terrain import CELL
from tests.story.chapter01 import level

FROM, TO = 11300.0, 22060.0  # from the second fence to behind the poster
TOP, BOTTOM = -800.0, 800.0


@pytest.fixture(scope="module")
def solid() -> np.ndarray:
    """Solid squares of the course with the fence down; shape (rows, columns) of CELL-sized squares."""
    terrain = level().terrain.fresh()
    terrain.remove("far-fence")
    x = np.arange(FROM, TO, CELL) + CELL / 2
    y = np.arange(TOP, BOTTOM, CELL) + CELL / 2
    return terrain.solid(*np.meshgrid(x, y))


def blocked(solid: np.ndarray, width: float) -> np.ndarray:
    """Where the middle of a disc `width` across cannot be."""
    reach = int(width / 2 / CELL)
    out = solid.copy()
    rows, columns = solid.shape
    padded = np.pad(solid, reach, constant_values=True)
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            if down * down + right * right <= reach * reach:
                out |= padded[reach + down : reach + down + rows, reach + right : reach + right + columns]
    return out


def flies_through(free: np.ndarray) -> bool:
    """Whether the free squares join the left edge to the right edge."""
    rows, columns = free.shape
    seen = np.zeros_like(free)
    queue = deque((row, 0) for row in np.flatnonzero(free[:, 0]).tolist())
    for row, column in queue:
        seen[row, column] = True
    while queue:
        row, column = queue.popleft()
        if column == columns - 1:
            return True
        for r, c in ((row, column + 1), (row + 1, column), (row - 1, column), (row, column - 1)):
            if 0 <= r < rows and 0 <= c < columns and free[r, c] and not seen[r, c]:
                seen[r, c] = True
                queue.append((r, c))
    return False


def rows_of(top: float, bottom: float) -> slice:
    return slice(int((top - TOP) / CELL), int((bottom - TOP) / CELL))


def test_a_ship_in_a_hurry_has_170_units_all_the_way(solid):
    # the borders of the grid count as solid on the left and right: give the disc room to enter and to leave
    free = ~blocked(solid, 170)[:, 12:-12]
    assert flies_through(free)


def test_the_inside_lane_alone_is_wide_enough(solid):
    inside = ~blocked(solid, 170)[rows_of(-200, 800), 12:-12]
    assert flies_through(inside)


def test_no_station_shuts_the_avenue(solid):
    """At every place along the course the widest opening is at least 170 units."""
    for column in solid.T:
        edges = np.flatnonzero(np.diff(np.concatenate([[1], column.astype(np.int8), [1]])))
        widest = max(edges[1::2] - edges[::2]) * CELL
        assert widest >= 170


def test_no_opening_looks_wide_and_is_not(solid):
    """Between two solids there is room for a ship in a hurry, or there is no way that anyone would try."""
    for column in solid[:, : int((20800 - FROM) / CELL)].T:
        edges = np.flatnonzero(np.diff(np.concatenate([[1], column.astype(np.int8), [1]])))
        widths = (edges[1::2] - edges[::2]) * CELL
        assert not ((widths > 80) & (widths < 168)).any()


def test_the_inside_is_the_roomier_side(solid):
    inside, outside = solid[rows_of(0, 300)], solid[rows_of(-600, -300)]
    at_the_towers = solid.any(axis=0)
    assert inside[:, at_the_towers].mean() < outside[:, at_the_towers].mean() * 1.6


@pytest.mark.parametrize("lane", ["lane-out", "lane-home"])
def test_the_crowd_flies_round_the_towers_and_shows_the_way(lane):
    terrain = level().terrain
    path = level().path(lane)
    inside = path[(path[:, 0] > FROM) & (path[:, 0] < 21600)]
    along = np.linspace(0, len(inside) - 1, len(inside) * 8)
    x = np.interp(along, np.arange(len(inside)), inside[:, 0])
    y = np.interp(along, np.arange(len(inside)), inside[:, 1])
    assert not terrain.solid(x, y).any()


def test_the_chase_is_long_enough_to_be_told():
    fence, tooth = level().point("far-fence-middle"), level().point("tooth")
    seconds = (tooth.x - fence.x) / 420
    assert 25 <= seconds <= 40


def test_the_tooth_is_a_gap_in_the_poster():
    terrain = level().terrain
    y = np.arange(-816.0, 816.0, 4.0)
    open_at = y[~terrain.solid(np.full_like(y, 22000.0), y)]
    assert open_at.max() - open_at.min() == pytest.approx(190, abs=20)
    assert open_at.mean() == pytest.approx(90, abs=10)
