"""The place of chapter 05: everything loads, rows to fly round, and an edge that goes the way one must fly."""

from __future__ import annotations

import numpy as np
import pytest

from game.sim.kinds import KINDS, PLAYER
from game.sim.terrain import Terrain
from game.sim.unloading import Front
from game.story.library import load
from game.story.space_reach import Space, blocked

CHAPTER = "05-deep-strata"
LINE_THAT_GOES = 3850.0  # x of the pass: nobody had been further
HOUSE_FROM = 7600.0  # x of the rail round his bed
POINTS = (
    "start", "sad", "welcome-post", "post-1", "post-2", "post-3", "bed", "hall", "seat", "find-table", "find-window",
    "find-ledger", "find-dust", "lock", "lock-pod",
)  # fmt: skip
HOUSE = ("find-table", "find-window", "find-ledger", "find-dust", "hall", "bed")
TOWED = PLAYER.radius + 2 * KINDS["pod"].radius  # half of what a ship with a pod beside it needs [u]


@pytest.fixture(scope="module")
def level():
    return load(CHAPTER)


@pytest.fixture(scope="module")
def loaded(level):
    """The terrain when all of it is there."""
    return Terrain(level.terrain.bounds, level.terrain.rocks, level.terrain.walls)


def test_points_are_where_a_ship_can_be(level, loaded):
    spots = [(level.map.points[name].x, level.map.points[name].y) for name in POINTS]
    stuck = [name for name, is_in in zip(POINTS, blocked(loaded, spots, KINDS["pod"].radius), strict=True) if is_in]
    assert not stuck


def test_every_rock_loads_when_somebody_comes_near(level):
    assert all(rock.loads for rock in level.map.rocks.values())
    assert level.terrain.near == 900.0
    assert set(level.map.rocks) <= set(level.terrain.loads)


def test_every_label_hangs_on_something(level):
    labels = {decor.line: decor for decor in level.map.decor.values() if decor.line}
    assert sorted(labels) == [f"under.label{k}" for k in (1, 2, 3, 4)]
    others = [(d.pos, d.size) for d in level.map.decor.values() if not d.line and d.loads]
    others += [(rock.pos, rock.size) for rock in level.map.rocks.values()]
    for label in labels.values():
        assert min(np.hypot(label.pos[0] - p[0], label.pos[1] - p[1]) - size / 2 for p, size in others) < 80.0


def test_the_way_of_the_edge_can_be_flown_with_a_pod(level, loaded):
    """Along it there is room for the ship and a pod beside it, from the house to the poster."""
    corners = np.array([tuple(point) for point in level.map.paths["end-of-things"].points], float)
    legs = np.diff(corners, axis=0)
    spots = [tuple(s) for s in (corners[:-1] + legs * np.linspace(0.0, 1.0, 40)[:, None, None]).reshape(-1, 2)]
    tight = [spot for spot, is_in in zip(spots, blocked(loaded, spots, TOWED), strict=True) if is_in]
    assert all(abs(x - LINE_THAT_GOES) < TOWED + 10.0 or x > HOUSE_FROM for x, _ in tight)
    beside = [(x, y + 300.0) for x, y in spots if x < 6500.0]
    assert any(blocked(loaded, beside, TOWED)), "beside it there is rock"


def test_a_straight_way_home_is_barred_five_times(level):
    """Whoever wants to fly out in a line meets each of the rows: one has to go round their ends."""
    rows = {name.split("-")[1] for name in level.map.rocks if name.startswith("row-")}
    assert rows == {"1", "2", "3", "4", "5"}
    for row in rows:
        pieces = [np.asarray(level.rings[name]) for name in level.map.rocks if name.startswith(f"row-{row}")]
        assert max(p[:, 1].max() for p in pieces) - min(p[:, 1].min() for p in pieces) > 850.0


def test_the_edge_takes_the_house_in_the_order_in_which_it_is_mourned(level):
    way = level.map.paths["end-of-things"]
    front = Front([list(map(float, point)) for point in way.points], 100.0)

    def gone(region: str) -> float:
        corners = np.asarray(level.corners(region))
        return float(front.along(corners[:, 0] + 1j * corners[:, 1]).max())

    assert gone("kitchen") < gone("thursday") < gone("window") < gone("in-its-light")


def test_all_of_the_house_lies_on_the_flat_rock_and_can_be_reached(level, loaded):
    space = Space(loaded)
    hall = level.map.points["hall"]
    space.flood((hall.x, hall.y))
    for name in HOUSE:
        point = level.map.points[name]
        assert 7000 < point.x < 8060
        assert 640 < point.y < 1600
        if name != "bed":
            assert space.touches((point.x, point.y), 60.0), name
