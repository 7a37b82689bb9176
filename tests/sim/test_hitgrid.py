"""The grid finds what asking every pair finds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.sim import hitgrid
from game.sim.hitgrid import REACH, HitGrid

BOUNDS = (-1000.0, -1000.0, 1000.0, 1000.0)


def grid():
    side = int(np.ceil(2000 / hitgrid.SQUARE)) + 1
    return HitGrid(BOUNDS, np.zeros((side, side), bool))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.integers(1, 400), st.integers(1, 60), st.floats(50, 1400), st.floats(5, 160)
)  # fmt: skip
def test_every_touching_pair_is_a_candidate(seed, shots, circles, spread, radius):
    random = np.random.default_rng(seed)
    x, y = random.uniform(-spread, spread, (2, shots)).astype(np.float32)
    cx, cy = random.uniform(-spread, spread, (2, circles))
    radii = random.uniform(4, radius, circles)
    found_shot, found_circle, _ = grid().query(x, y, cx, cy, radii)
    inside = (abs(x) < 1000) & (abs(y) < 1000)  # what leaves the level is nobody's business
    touching = np.hypot(x[:, None] - cx, y[:, None] - cy) <= radii + REACH - 1
    wanted = set(zip(*np.nonzero(touching & inside[:, None]), strict=True))
    found = list(zip(found_shot.tolist(), found_circle.tolist(), strict=True))
    assert wanted <= set(found)
    assert len(found) == len(set(found)), "no pair twice"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(100, 600), st.integers(20, 80))
def test_few_and_many_agree_on_who_touches(seed, shots, circles):
    random = np.random.default_rng(seed)
    x, y = random.uniform(-900, 900, (2, shots)).astype(np.float32)
    cx, cy = random.uniform(-900, 900, (2, circles))
    radii = random.uniform(4, 60, circles)

    def touching(pairs):
        s, c, _ = pairs
        near = np.hypot(x[s] - cx[c], y[s] - cy[c]) <= radii[c] + REACH - 1
        return sorted(zip(s[near].tolist(), c[near].tolist(), strict=True))

    assert touching(grid()._by_squares(x, y, cx, cy, radii)) == touching(grid().query(x, y, cx, cy, radii))


def test_a_query_leaves_the_grid_as_it_was():
    one = grid()
    x = np.zeros(5, np.float32)
    c = np.zeros(3)
    first = one.query(x, x, c, c, c + 30)
    second = one.query(x, x, c, c, c + 30)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert one.query(x, x, c + 700, c, c + 30)[0].size == 0


def test_shots_near_terrain_are_pointed_out():
    side = int(np.ceil(2000 / hitgrid.SQUARE)) + 1
    solid = np.zeros((side, side), bool)
    at = int(1030 / hitgrid.SQUARE)
    solid[at, at] = True
    x = np.array([30.0, 600.0], np.float32)
    none = np.empty(0)
    assert HitGrid(BOUNDS, solid).query(x, x, none, none, none)[2].tolist() == [0]
