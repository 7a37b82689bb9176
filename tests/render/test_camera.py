"""The camera leads, obeys and shakes, and stays on whole pixels."""

from __future__ import annotations

import math

import pytest

from game.render.camera import (
    AIM_LEAD,
    HALF_A_SHIP,
    KEEP_IN_FRAME,
    NOMINAL,
    VELOCITY_LEAD,
    Camera,
    Glance,
    Subject,
)

AHEAD = AIM_LEAD * NOMINAL[0] / 2


def settled(subject: Subject, seconds: float = 4.0, rate: float = 60.0, **cues) -> Camera:
    camera = Camera()
    for _ in range(round(seconds * rate)):
        camera.update(subject, 1 / rate, **cues)
    return camera


def test_it_looks_ahead_of_a_flying_ship_by_its_speed_and_its_nose():
    camera = settled(Subject(500.0, 200.0, vx=0.0, vy=300.0, angle=0.0))
    assert camera.x - 500.0 == pytest.approx(AHEAD, abs=0.5)
    assert camera.y - 200.0 == pytest.approx(300.0 * VELOCITY_LEAD, abs=0.5)


@pytest.mark.parametrize("rate", [30.0, 75.0, 144.0])
def test_it_arrives_at_the_same_moment_at_any_frame_rate(rate: float):
    def after_half_a_second(r: float) -> float:
        camera = Camera()
        camera.update(Subject(0.0, 0.0), 1 / r)
        for _ in range(round(0.5 * r)):
            camera.update(Subject(0.0, 0.0, vx=400.0), 1 / r)
        return camera.x

    assert after_half_a_second(rate) == pytest.approx(after_half_a_second(60.0), abs=3.0)


def test_a_boost_does_not_push_the_ship_out_of_its_third():
    camera = settled(Subject(0.0, 0.0, vx=760.0))
    assert camera.x < NOMINAL[0] / 3


def test_a_lens_stands_on_whole_pixels_and_finds_its_way_back():
    lens = settled(Subject(12.34, 56.78, vx=77.7)).lens((1280, 720))
    assert lens.left == int(lens.left)
    assert lens.top == int(lens.top)
    assert lens.world(lens.x(100.5), lens.y(-3.25)) == pytest.approx((100.5, -3.25))


def test_a_larger_window_shows_the_same_world():
    camera = settled(Subject(0.0, 0.0))
    small, large = camera.lens((1280, 720)), camera.lens((1920, 1080))
    assert large.rect() == pytest.approx(small.rect(), abs=1.0)
    assert large.ui == pytest.approx(1.5)


def test_a_cue_far_away_keeps_the_ship_in_the_picture():
    ship = Subject(0.0, 0.0)
    camera = settled(ship, cue=Glance(9000.0, -9000.0, 1.0))
    lens = camera.lens((1280, 720))
    assert 60 < lens.x(ship.x) < 1220
    assert 60 < lens.y(ship.y) < 660
    assert camera.x > 300.0  # it does look that way


def test_a_cue_pulls_back_and_lets_go():
    ship = Subject(0.0, 0.0)
    camera = settled(ship, cue=Glance(zoom=0.72))
    assert camera.lens((1280, 720)).scale == pytest.approx(0.72, abs=0.01)
    for _ in range(240):
        camera.update(ship, 1 / 60)
    assert camera.lens((1280, 720)).scale == 1.0


def test_hunters_and_the_wall_are_brought_into_the_picture():
    ship = Subject(0.0, 0.0, vx=400.0)
    alone = settled(ship)
    assert settled(ship, foes=(-600.0, 0.0)).x < alone.x - 100.0
    assert settled(ship, sweep=(1.0, 0.0, 310.0)).x < alone.x - 200.0
    assert settled(ship, sweep=(1.0, 0.0, 4000.0)).x == pytest.approx(alone.x, abs=1.0)


def test_a_blow_shakes_along_its_direction_by_trauma_squared():
    def reach(trauma: float) -> tuple[float, float]:
        camera = Camera()
        camera.hit(trauma, 0.0, 1.0)
        most = [0.0, 0.0]
        for _ in range(6):
            camera.update(Subject(0.0, 0.0), 1 / 240)
            dx, dy = camera.shake()
            most = [max(most[0], abs(dx)), max(most[1], abs(dy))]
        return most[0], most[1]

    across, along = reach(0.8)
    assert along > 2 * across > 0.0
    assert reach(0.4)[1] < along / 2.5


def test_shaking_ends_and_can_be_switched_off():
    camera = Camera()
    camera.hit(1.0)
    camera.hit(1.0)
    assert camera.trauma == 1.0
    camera.shake_scale = 0.0
    assert camera.shake() == (0.0, 0.0)
    camera.shake_scale = 1.0
    for _ in range(60):
        camera.update(Subject(0.0, 0.0), 1 / 60)
    assert camera.shake() == (0.0, 0.0)


def test_a_cut_does_not_travel():
    camera = settled(Subject(0.0, 0.0))
    camera.cut()
    camera.update(Subject(6250.0, 0.0), 1 / 60)
    assert camera.x == pytest.approx(6250.0 + AHEAD)
    assert math.isclose(camera.zoom, 1.0)


@pytest.mark.parametrize("high", [152.0, 332.0, 900.0])
def test_the_ship_is_kept_above_a_panel_at_the_foot_of_the_picture(high):
    camera = settled(Subject(0.0, 0.0, 0.0, -420.0, -math.pi / 2), talk=high)
    from_foot = NOMINAL[1] / 2 + camera.y * camera.zoom
    assert min(high + HALF_A_SHIP, NOMINAL[1] - KEEP_IN_FRAME) - 1.0 <= from_foot <= NOMINAL[1] - KEEP_IN_FRAME + 1.0


@pytest.mark.parametrize("high", [134.0, 190.0, 400.0])
def test_the_ship_stays_below_an_order_that_large_text_brings_down_to_her(high):
    camera = settled(Subject(0.0, 0.0, 0.0, 420.0, math.pi / 2), head=high)
    from_head = NOMINAL[1] / 2 - camera.y * camera.zoom
    assert from_head == pytest.approx(min(high + HALF_A_SHIP, NOMINAL[1] / 2), abs=1.0)
    between = settled(Subject(0.0, 0.0, 0.0, 420.0, math.pi / 2), head=190.0, talk=300.0)
    assert 190.0 < NOMINAL[1] / 2 - between.y < NOMINAL[1] - 300.0


def test_the_ship_stays_beside_bars_that_large_text_makes_as_high_as_the_picture():
    fast = Subject(0.0, 0.0, vx=700.0)
    camera = settled(fast, bars=500.0)
    assert (0.0 - camera.x) * camera.zoom + NOMINAL[0] / 2 >= 500.0 + HALF_A_SHIP - 1.0
    assert (0.0 - settled(fast).x) + NOMINAL[0] / 2 < 500.0


def test_the_ship_stays_beside_a_radar_that_large_text_brings_to_her_height():
    back = Subject(0.0, 0.0, vx=-700.0, angle=math.pi)  # the picture looks ahead of her: she would be at its right edge
    room = NOMINAL[0] - 300.0 - HALF_A_SHIP
    assert (0.0 - settled(back, dial=300.0).x) + NOMINAL[0] / 2 <= room + 1.0
    assert (0.0 - settled(back, bars=560.0).x) + NOMINAL[0] / 2 > room
    between = settled(back, bars=560.0, dial=300.0)
    assert 560.0 + HALF_A_SHIP - 1.0 <= (0.0 - between.x) + NOMINAL[0] / 2 <= room + 1.0
