"""The grid finds what asking every pair finds."""

from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.sim import hitgrid
from game.sim.clock import DT
from game.sim.flight import BOOST_SPEED
from game.sim.hitgrid import REACH, HitGrid, limits, sweep_hits
from game.sim.kinds import KINDS
from game.sim.shots import Shots

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
    found_shot, found_circle, _ = grid().query(np.stack((x, y), axis=1), cx, cy, radii)
    inside = (abs(x) < 1000) & (abs(y) < 1000)  # what leaves the level is nobody's business
    touching = np.hypot(x[:, None] - cx, y[:, None] - cy) <= radii + REACH - 1
    wanted = set(zip(*np.nonzero(touching & inside[:, None]), strict=True))
    found = list(zip(found_shot.tolist(), found_circle.tolist(), strict=True))
    assert wanted <= set(found)
    assert len(found) == len(set(found)), "no pair twice"


def test_the_fastest_bolt_towards_the_fastest_ship_is_asked_about():
    """Fired by one who boosts at one who does: what is left goes to whoever a blow has made faster still."""
    fastest = max(kind.shot_speed for kind in KINDS.values()) + 2 * max(
        BOOST_SPEED, *(kind.speed for kind in KINDS.values())
    )
    assert fastest * DT / 2 < 0.8 * REACH


class Discs(NamedTuple):
    place: np.ndarray
    velocity: np.ndarray
    team: np.ndarray
    radius: np.ndarray

    @property
    def x(self):
        return self.place.real

    @property
    def y(self):
        return self.place.imag


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 600), st.integers(1, 80))
def test_few_and_many_agree_on_who_is_hit_when(seed, many, circles):
    random = np.random.default_rng(seed)

    def plane(count, most):
        return (random.uniform(-most, most, (count, 2))).view(np.complex128)[:, 0]

    shots = Shots()
    spot, way = plane(many, 900), plane(many, 1200)
    shots.add(many, x=spot.real, y=spot.imag, vx=way.real, vy=way.imag, team=random.integers(0, 4, many))
    ships = Discs(
        plane(circles, 900), plane(circles, 400), random.integers(0, 4, circles), random.uniform(4, 60, circles)
    )
    margin = random.uniform(0, 46, circles)

    def found(few, handful):
        with patch.multiple(hitgrid, FEW=few, HANDFUL=handful):
            hits, _ = sweep_hits(grid(), shots, ships, 1 / 60, margin, limits(ships.team, ships.radius, margin))
        pairs = sorted((hit.shot, hit.circle) for hit in hits)
        return pairs, np.array([hit[2:] for hit in sorted(hits)]).reshape(-1, 2)

    filed, paired, one_by_one = found(-1, -1), found(10**6, -1), found(10**6, 10**6)
    assert filed[0] == paired[0] == one_by_one[0]
    assert np.allclose(filed[1], paired[1], atol=1e-2)
    assert np.allclose(paired[1], one_by_one[1], atol=1e-9)
    for shot, circle in paired[0]:
        assert shots.team[shot] != ships.team[circle]


def test_a_query_leaves_the_grid_as_it_was():
    one = grid()
    at = np.zeros((5, 2), np.float32)
    c = np.zeros(3)
    first = one.query(at, c, c, c + 30)
    second = one.query(at, c, c, c + 30)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert one.query(at, c + 700, c, c + 30)[0].size == 0


def test_shots_near_terrain_are_pointed_out():
    side = int(np.ceil(2000 / hitgrid.SQUARE)) + 1
    solid = np.zeros((side, side), bool)
    at = int(1030 / hitgrid.SQUARE)
    solid[at, at] = True
    at = np.array([[30.0, 30.0], [600.0, 600.0]], np.float32)
    none = np.empty(0)
    assert HitGrid(BOUNDS, solid).query(at, none, none, none)[2].tolist() == [0]
