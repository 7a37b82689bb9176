"""The carrier overhead: its shadow is dark, what is lit is bright, its hull hangs over all of it, in both back ends."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
import pygame
import pytest

from game.render import overhead, overhead_view
from game.render.atlas import Atlas
from game.render.backdrop import Backdrops
from game.render.backend import open_renderer
from game.render.frame import Frame, Post
from game.render.hulls import hulls, tiles
from game.render.overhead import Overhead
from game.sim import carrier, placing
from game.sim.carrier import BEAM, HALF
from game.story import loader
from tests.render.conftest import Renderer
from tests.render.staged import Staged

LEVEL = Path(__file__).parent / "data" / "under"
PLAIN = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)
GREY = (0.5, 0.45, 0.4)


@pytest.fixture(scope="module")
def level():
    return loader.level_of(loader.read(LEVEL))


def under(atlas: Atlas, level, x: float = 3000.0, y: float = 2250.0, seconds: float = 2.0) -> Staged:
    """The crew at a place under (or beside) the carrier, so long after it came."""
    stage = Staged(atlas, level).grant().fly(seconds - 0.5)
    placing.place_player(stage.world, x, y, 0.0)
    stage.view.cut()
    return stage.fly(0.5)


def hull(x: float = 640.0, y: float = 0.0, turn: float = 0.0, lift: float = 2000.0, **more) -> Overhead:
    """A hull whose shadow's middle is at (x, y) px, and whose picture is out of sight."""
    return Overhead(
        "carrier", x, y, math.cos(turn), math.sin(turn), 1.0, HALF, BEAM, carrier.FLANK, x, y - lift, 1.125, **more
    )


def painted(renderer: Renderer, frame: Frame) -> np.ndarray:
    for _ in range(
        12 if renderer.kind == "software" else 1
    ):  # it scales and turns tiles smoothly once they stand still
        renderer.draw(frame)
    return pygame.surfarray.array3d(renderer.image()) / 255.0


def floor(atlas: Atlas, over: Overhead | None) -> Frame:
    frame = Frame.of(atlas)
    frame.post, frame.clear, frame.overhead = replace(PLAIN), GREY, over
    return frame


# -- on the floor ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [0.0, 0.6, math.pi])
def test_the_shadow_is_dark_and_beside_it_is_lit(renderer: Renderer, turn: float) -> None:
    over = hull(turn=turn)
    picture = painted(renderer, floor(renderer.atlas, over)).mean(axis=2)

    def at(along: float, across: float) -> float:
        x, y = over.at(along, across)
        return float(picture[round(x) - 4 : round(x) + 5, round(y) - 4 : round(y) + 5].mean())

    inside, beside = (BEAM - 120.0, BEAM + 120.0) if turn < 3 else (-BEAM + 120.0, -BEAM - 120.0)
    plain = np.mean(GREY)
    assert at(60.0, inside) < 0.25 * plain
    assert at(60.0, beside) > 1.05 * plain


@pytest.mark.parametrize("turn", [0.0, 0.5])
def test_a_strip_of_light_lies_in_the_shadow_as_bright_as_day(renderer: Renderer, turn: float) -> None:
    over = hull(y=360.0, turn=turn, strips=[(-200.0, 60.0)])
    picture = painted(renderer, floor(renderer.atlas, over)).mean(axis=2)
    lit, dark = (tuple(round(v) for v in over.at(along, 0.0)) for along in (-70.0, 200.0))
    assert picture[lit] > np.mean(GREY)
    assert picture[dark] < 0.25 * np.mean(GREY)


@pytest.mark.parametrize("turn", [0.0, 0.5])
def test_a_strip_of_light_is_soft_and_fainter_at_the_sides(renderer: Renderer, turn: float) -> None:
    over = hull(y=360.0, turn=turn, strips=[(-200.0, 60.0)])
    picture = painted(renderer, floor(renderer.atlas, over)).mean(axis=2)

    def at(along: float, across: float = 0.0) -> float:
        x, y = over.at(along, across)
        return float(picture[round(x) - 2 : round(x) + 3, round(y) - 2 : round(y) + 3].mean())

    middle, dark = at(-70.0), at(200.0)
    assert dark + 0.2 * (middle - dark) < at(60.0) < dark + 0.8 * (middle - dark)
    assert dark < at(-70.0, 330.0) < 0.95 * middle


def test_lamps_light_the_floor_in_cones(renderer: Renderer) -> None:
    over = hull(y=-300.0)
    picture = painted(renderer, floor(renderer.atlas, over)).mean(axis=2)
    lamps = [overhead.LAMP_FIRST + k * overhead.LAMP_EVERY for k in range(8)]
    lamp = min(lamps, key=lambda along: abs(along))
    bright, between = (over.at(along, BEAM + 130.0) for along in (lamp, lamp + overhead.LAMP_EVERY / 2))
    assert picture[round(bright[0]), round(bright[1])] > 1.08 * picture[round(between[0]), round(between[1])]


def test_both_back_ends_lay_the_same_shadow(atlas: Atlas) -> None:
    made = [open_renderer(kind, headless=True, atlas=atlas) for kind in ("software", "gl")]
    if made[1].kind != "gl":
        pytest.skip("no OpenGL 3.3 context without a window here (on Debian: libegl1 and libgl1-mesa-dri)")
    scenes = (
        hull(y=60.0, strips=[(-300.0, -40.0)]),
        hull(y=40.0, turn=0.4),
        hull(y=260.0, lift=500.0, cover=0.4),
        hull(y=260.0, lift=300.0, turn=0.5),
    )
    for over in scenes:
        regions = []
        for renderer in made:
            picture = painted(renderer, floor(atlas, over))
            regions.append(picture.reshape(8, 160, 8, 90, 3).mean(axis=(1, 3)))
        assert np.abs(regions[0] - regions[1]).max() < 0.09
    for renderer in made:
        renderer.close()


# -- the hull --------------------------------------------------------------------------------------------


def test_its_picture_hangs_over_the_plane_of_play(renderer: Renderer) -> None:
    renderer.backdrops = Backdrops()
    pictures = []
    for cover in (0.0, 0.4, 1.0):
        frame = floor(renderer.atlas, hull(y=260.0, lift=300.0, cover=cover))
        frame.clear = (0.0, 0.0, 0.0)
        pictures.append(painted(renderer, frame)[:, :400].mean())
    assert pictures[0] < 0.01 < pictures[1] < 0.6 * pictures[2]


@pytest.mark.parametrize("turn", [0.0, 0.5])
def test_what_is_under_it_is_dimmed_within_its_outline_and_less_round_the_ship(renderer, turn: float) -> None:
    over = hull(x=-1200.0, y=360.0, turn=turn, lift=0.0)
    x, y = over.hull_at(HALF - 260.0, 0.0)
    over = replace(over, y=9000.0, hull_x=over.hull_x + 640.0 - x, hull_y=over.hull_y + 360.0 - y,
                   room=(640.0, 360.0, 160.0))  # fmt: skip
    dims = [painted(renderer, floor(renderer.atlas, replace(over, dim=dim))).mean(axis=2) for dim in (1.0, 0.2)]
    lost = dims[0] - dims[1]

    def at(along: float, across: float) -> float:
        x, y = (round(v) for v in over.hull_at(along, across))
        return float(lost[x - 3 : x + 4, y - 3 : y + 4].mean())

    assert at(HALF - 20.0, -290.0) == pytest.approx(0.0, abs=0.01)
    assert at(HALF - 260.0, -250.0) == pytest.approx(0.8 * np.mean(GREY), abs=0.03)
    assert at(HALF - 260.0, 0.0) < 0.25 * np.mean(GREY)


def test_its_outline_is_that_of_its_picture() -> None:
    picture = hulls().get("carrier")
    wide, high = picture.size
    whole = np.zeros((wide, high))
    for row in range(-(-high // picture.tile)):
        for column in range(-(-wide // picture.tile)):
            tile = pygame.surfarray.array3d(pygame.image.load(picture.file(column, row))).max(axis=2)
            left, top = column * picture.tile, row * picture.tile
            whole[left : left + tile.shape[0], top : top + tile.shape[1]] = tile
    x, inset = np.array(overhead.OUTLINE).T * high
    for along in range(60, wide - 20, 97):
        edge = float(np.interp(along, x, inset))
        lit = np.flatnonzero(whole[along] > 90)
        assert lit.size
        notch = 30 if 660 < along < wide - 700 else 8
        assert edge - 12 < lit[0] < edge + notch  # boxes stand out of its side
        assert high - edge - notch < lit[-1] < high - edge + 12


def test_what_is_drawn_over_a_place_of_the_floor_is_known() -> None:
    over = replace(hull(turn=0.7), hull_x=300.0, hull_y=-200.0)
    floor_at, hull_at = np.array(over.at(250.0, 0.0)), np.array(over.hull_at(over.above(250.0), 0.0))
    assert (hull_at - floor_at) @ (over.nose_x, over.nose_y) == pytest.approx(0.0, abs=1e-6)


def test_it_leaves_room_round_the_ship(renderer: Renderer) -> None:
    over = hull(y=260.0, lift=160.0, cover=1.0)
    dark = hull(y=260.0, lift=160.0, cover=1.0, room=(640.0, 300.0, 230.0))
    bare, cleared = (painted(renderer, floor(renderer.atlas, each)).mean(axis=2) for each in (over, dark))
    near, far = (slice(600, 680), slice(270, 330)), (slice(0, 200), slice(270, 330))
    assert cleared[near].mean() < 0.75 * bare[near].mean()
    assert cleared[far].mean() == pytest.approx(bare[far].mean(), abs=0.01)


def test_the_ship_is_the_clearest_thing_under_it(renderer: Renderer, level) -> None:
    stage = under(renderer.atlas, level, y=1950.0)
    renderer.backdrops = Backdrops()
    picture = painted(renderer, stage.view.frame(1.0))
    lens = stage.view.camera.lens((1280, 720))
    x, y = round(lens.x(3000.0)), round(lens.y(1950.0))
    ship = picture[x - 40 : x + 41, y - 30 : y + 31].mean(axis=2)
    round_it = picture[x - 200 : x + 201, y - 140 : y + 141].mean(axis=2)
    assert np.percentile(ship, 95) > 3.5 * np.median(round_it)


def test_only_tiles_on_the_screen_are_asked_for() -> None:
    picture = hulls().get("carrier")
    assert picture is not None
    shown = list(tiles(picture, hull(y=360.0, lift=0.0), (1280, 720)))
    assert 4 <= len(shown) <= 16
    assert not list(tiles(picture, hull(y=9000.0), (1280, 720)))
    assert len({(tile.column, tile.row) for tile in shown}) == len(shown)


def test_its_tiles_are_all_there_and_as_long_as_the_ship() -> None:
    picture = hulls().get("carrier")
    assert picture is not None
    for row in range(-(-picture.size[1] // picture.tile)):
        for column in range(-(-picture.size[0] // picture.tile)):
            assert picture.file(column, row).is_file()
    assert picture.size[0] / picture.scale == pytest.approx(carrier.LENGTH)
    assert picture.size[1] / picture.scale == pytest.approx(carrier.WIDTH)
    assert picture.scale == overhead_view.NEARER


# -- from the world to the frame -------------------------------------------------------------------------


def test_without_it_a_frame_knows_nothing_of_it(atlas: Atlas) -> None:
    assert Staged(atlas).grant().fly(0.1).view.frame(1.0).overhead is None


def test_it_glides_between_two_ticks(atlas: Atlas, level) -> None:
    stage = under(atlas, level)
    size = (1280, 720)
    lens = stage.view.camera.lens(size)
    ship = stage.world.carrier
    places = []
    for alpha in (0.0, 0.5, 1.0):
        stage.view._lens = lambda _alpha, _size: lens
        places.append(stage.view.frame(alpha, size).overhead.x)
    assert places[0] == pytest.approx(lens.x(ship.was_x))
    assert places[2] == pytest.approx(lens.x(ship.x))
    assert places[1] == pytest.approx((places[0] + places[2]) / 2)
    assert places[0] < places[2]


def test_the_shadow_lies_where_the_world_says(atlas: Atlas, level) -> None:
    stage = under(atlas, level)
    over, lens, ship = stage.view.frame(1.0).overhead, stage.view.camera.lens((1280, 720)), stage.world.carrier
    x, y = 3100.0, 2400.0
    assert over.at(*ship.place(x, y)) == pytest.approx((lens.x(x), lens.y(y)))


@pytest.mark.parametrize("turn", [0.0, 0.7, -1.2, math.pi, 2.4])
def test_its_picture_is_moved_aside_so_that_the_shadow_shows(atlas: Atlas, turn: float) -> None:
    stage = Staged(atlas).grant().fly(0.1)
    x, y = stage.view.camera.x, stage.view.camera.y
    way = np.array([math.cos(turn), math.sin(turn)])
    course = np.array([x, y]) + way * [[HALF], [HALF + 900.0]]
    carrier.call(stage.world, course, 100.0, [carrier.Leg(True, 9.0)])
    over = stage.view.frame(1.0).overhead
    aside = np.array([over.hull_x - over.x, over.hull_y - over.y])
    assert np.hypot(*aside) == pytest.approx(overhead_view.LIFT, rel=0.02)
    assert abs(aside @ way) < 12.0
    assert aside[1] < 1.0  # never down the screen


def test_who_comes_under_its_picture_sees_through_it(atlas: Atlas, level) -> None:
    beside = under(atlas, level, y=2420.0).fly(1.0).view.frame(1.0).overhead
    below = under(atlas, level, y=1900.0).fly(1.0).view.frame(1.0).overhead
    assert beside.cover == pytest.approx(overhead_view.SOLID)
    assert below.cover == pytest.approx(overhead_view.GHOST)


def test_its_clauses_go_by_in_the_right_order_and_the_right_way_up(atlas: Atlas, level) -> None:
    frame = under(atlas, level, x=3300.0, y=2100.0).view.frame(1.0)
    assert frame.fx.n > 60
    assert overhead_view.turn_up(math.pi) == 0.0
    assert overhead_view.turn_up(2.0) == pytest.approx(2.0 - math.pi)
    assert overhead_view.turn_up(0.4) == 0.4
    assert overhead_view.wrapped("ONE TWO THREE", 20, 1.0) == ("ONE", "TWO", "THREE")
    assert overhead_view.wrapped("ONE TWO THREE", 20, 9999.0) == ("ONE TWO THREE",)


def test_before_its_lights_set_off_one_sees_where_and_which_way(atlas: Atlas, level) -> None:
    still = under(atlas, level, seconds=13.0)
    told = under(atlas, level, seconds=14.9)
    assert told.world.carrier.tell() > 0.5
    assert not told.view.frame(1.0).overhead.strips
    assert told.view.frame(1.0).fx.n > still.view.frame(1.0).fx.n + 20
    assert carrier.TELL >= 1.0
    told.fly(1.5)
    assert len(told.view.frame(1.0).overhead.strips) == carrier.LAMPS


def test_things_in_its_shadow_are_darker_and_lit_in_a_strip() -> None:
    over = hull(y=360.0, strips=[(-100.0, 100.0)])
    x, y = np.array([640.0, 1200.0, 640.0]), np.array([360.0, 360.0, 360.0 + BEAM + 200])
    assert over.light_at(x, y) == pytest.approx([1.0, overhead.SHADED, 1.0])


# -- the instruments -------------------------------------------------------------------------------------


def test_the_heat_block_says_that_one_is_hidden_and_when_to_be_still(atlas: Atlas, level) -> None:
    words = overhead_view.shadow_words
    hidden = under(atlas, level)
    assert words(hidden.world.carrier, (3000.0, 2250.0)) == ("IN ITS SHADOW", "tagged")
    knocked = under(atlas, level, seconds=13.4)
    assert not knocked.world.carrier.tell()
    assert words(knocked.world.carrier, (3000.0, 2250.0)) == ("IN ITS SHADOW: BE STILL", "blush")
    told = under(atlas, level, seconds=14.9)
    assert words(told.world.carrier, (3000.0, 2250.0)) == ("IN ITS SHADOW: BE STILL", "blush")
    out = under(atlas, level, y=2000.0 + BEAM + 150.0, seconds=1.0)
    assert out.world.carrier.looking
    assert words(out.world.carrier, (3000.0, 2650.0)) is None  # who sees one is said as ever
    assert words(None, (0.0, 0.0)) is None
    ahead = out.world.carrier.x + HALF + 120.0
    placing.place_player(out.world, ahead, 2000.0, 0.0)
    out.fly(0.2)
    assert words(out.world.carrier, (ahead, 2000.0)) == (f"SHADOW {120 - round(0.2 * 120):d}", "select")


def test_the_radar_draws_what_lies_in_it() -> None:
    assert overhead_view.in_circle(-100, 0, 100, 0, 10) == pytest.approx((-10, 0, 10, 0))
    assert overhead_view.in_circle(-100, 50, 100, 50, 10) is None
    assert overhead_view.in_circle(0, 0, 100, 0, 10) == pytest.approx((0, 0, 10, 0))
    assert overhead_view.in_circle(20, 0, 100, 0, 10) is None


# -- what it costs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("y", "seconds"), [(1950.0, 2.0), (2330.0, 2.0), (2430.0, 17.5)])
def test_a_picture_of_it_costs_software_little_more_than_one_without(atlas: Atlas, level, y, seconds) -> None:
    made = open_renderer("software", headless=True, atlas=atlas)
    frame = under(atlas, level, y=y, seconds=seconds).view.frame(1.0)
    over = frame.overhead
    costs: dict[bool, list[float]] = {True: [], False: []}
    for number in range(60):
        for there in (True, False):
            frame.overhead = over if there else None
            began = time.thread_time()
            made.draw(frame)
            if number >= 20:
                costs[there].append(time.thread_time() - began)
    made.close()
    assert median(costs[True]) < 2.2 * median(costs[False])


def test_who_is_looked_at_sees_from_where(atlas: Atlas, level) -> None:
    hidden = under(atlas, level, y=2000.0 + BEAM - 60.0, seconds=1.5)
    seen = under(atlas, level, y=2000.0 + BEAM + 60.0, seconds=1.5)
    assert seen.world.carrier.looking
    assert not hidden.world.carrier.looking
    lens = seen.view.camera.lens((1280, 720))
    x, y = lens.x(3000.0), lens.y(2000.0 + BEAM + 60.0)

    def ends_at_the_ship(stage: Staged) -> bool:
        """Whether a stroke longer than the shadow's edge is away ends where the ship is."""
        rows = stage.view.frame(1.0).fx.rows
        dx, dy = np.cos(rows[:, 5]) * rows[:, 3] / 2, np.sin(rows[:, 5]) * rows[:, 3] / 2
        near = np.hypot(rows[:, 1] + dx - x, rows[:, 2] + dy - y) < 3.0
        return bool((near & (rows[:, 3] > 300.0)).any())

    assert ends_at_the_ship(seen)
    assert not ends_at_the_ship(hidden)
