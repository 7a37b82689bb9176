"""The place of chapter 07: a bench whose things are solid where they are painted, with room to fly between them."""

from __future__ import annotations

import numpy as np
import pytest

from game.render.garage_view import screens_of
from game.sim.kinds import PLAYER
from game.story.library import load
from game.story.space_reach import Space, blocked

CHAPTER = "07-the-garage"
FREE = ("start", "stage", "seat", "five", "back-door", "at-cup", "at-box", "at-tape", "at-screen", "letterbox")
TALL = ("keyboard", "pizza", "cups", "chairs", "tapes", "bed", "carton", "city", "shelf")


@pytest.fixture(scope="module")
def level():
    return load(CHAPTER)


def test_points_are_where_a_ship_can_be(level):
    spots = [(level.map.points[name].x, level.map.points[name].y) for name in FREE]
    stuck = [
        name for name, is_stuck in zip(FREE, blocked(level.terrain, spots, PLAYER.radius), strict=True) if is_stuck
    ]
    assert not stuck


def test_every_glint_can_be_come_near_to(level):
    space = Space(level.terrain)
    start = level.point("start")
    space.flood((start.x, start.y))
    rows, columns = np.nonzero(space.reached)
    x, y = space.x[columns], space.y[rows]
    for beat in level.beats.values():
        if not beat.id.startswith("find-"):
            continue
        trace = next(a for a in level.beats["bench"].then if getattr(a, "name", None) == beat.when.who)
        px, py = level.map.spot(trace.place)
        assert np.hypot(x - px, y - py).min() < beat.when.within - 60.0, beat.id


def test_what_stands_up_in_the_picture_stops_a_ship(level):
    for name in TALL:
        middle = np.asarray(level.rings[name]).mean(axis=0)
        assert blocked(level.terrain, [tuple(middle)], 10.0) == [True], name


def test_hazards_lie_where_their_picture_is_and_not_behind_a_solid(level):
    decor = level.map.decor
    fan = level.map.spot("blades")
    assert np.hypot(fan[0] - decor["fan"].pos[0], fan[1] - decor["fan"].pos[1]) < 40.0
    for region in ("blades", "solder", "bulb"):
        spot = level.map.spot(region)
        assert blocked(level.terrain, [spot], 8.0) == [False], region
    lamp = decor["lamp"]
    mouth = np.array(lamp.pos) + lamp.size * 0.716 * np.array([np.cos(lamp.angle), np.sin(lamp.angle)])
    assert np.hypot(*(mouth - np.array(level.map.spot("bulb")))) < 60.0


def test_his_face_is_whole_and_stands_along_the_wall(level):
    screens = {screen.name: screen for screen in screens_of()}
    left, right, mouth = screens["eye-left"], screens["eye-right"], screens["mouth"]
    assert left.x < mouth.x < right.x
    assert mouth.y > max(left.y, right.y)
    stage = level.point("stage")
    assert abs(stage.x - mouth.x) < 60.0  # she is set down before it
    assert stage.y > mouth.y
