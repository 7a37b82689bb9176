"""Under the map, as it is seen: the lamp in the dark, lines before what they hold, grain, rope, the end of things."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.render import palette, radar, tow_view
from game.render.atlas import Atlas
from game.render.backend import Renderer, open_renderer
from game.render.canvas import Canvas
from game.render.comings import DRAWS, GOES, LINGERS
from game.render.dark import CELL, LEFT, Dark, Edge
from game.render.frame import Frame, Post
from game.render.moment import Moment, poses_of
from game.sim import placing, tow, unloading
from game.sim.command import Command, Held
from game.sim.unloading import Front
from game.story import loader
from game.story.state import Signal
from tests.render.staged import Staged

LEVEL = Path(__file__).parent / "data" / "deep"
PLAIN = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)
GREY = (0.5, 0.45, 0.4)
STILL = Command.of(held=Held.BRAKE)


@pytest.fixture(scope="module")
def level():
    return loader.level_of(loader.read(LEVEL))


@pytest.fixture
def stage(atlas: Atlas, level) -> Staged:
    return Staged(atlas, level).fly(0.5, STILL)


def rows(frame: Frame, sprite: str, role: str = "wire") -> np.ndarray:
    """Rows of light of this sprite in the hue of a role."""
    found = frame.fx.rows[frame.fx.rows[:, 0] == frame.fx.atlas.id(sprite)]
    way = np.array(palette.rgb(role)) / np.linalg.norm(palette.rgb(role))
    long = np.linalg.norm(found[:, 6:9], axis=1)
    return found[(found[:, 6:9] @ way > 0.999 * long) & (long > 0) & (found[:, 9] == 0.0)]


def painted(renderer: Renderer, dark: Dark) -> np.ndarray:
    frame = Frame.of(renderer.atlas)
    frame.post, frame.clear, frame.dark = replace(PLAIN), GREY, dark
    renderer.draw(frame)
    return pygame.surfarray.array3d(renderer.image()).mean(axis=2) / 255.0 / np.mean(GREY)


def block(x: float, y: float) -> np.ndarray:
    """The outline of a square rock."""
    return np.array([(x - 60.0, y - 60.0), (x + 60.0, y - 60.0), (x + 60.0, y + 60.0), (x - 60.0, y + 60.0)])


def at(picture: np.ndarray, x: float, y: float) -> float:
    return float(picture[round(x) - 4 : round(x) + 5, round(y) - 4 : round(y) + 5].mean())


# -- the dark ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [0.0, 1.1, math.pi, -2.2])
def test_the_lamp_lights_what_is_ahead_and_round_her_and_nothing_else(renderer: Renderer, turn: float) -> None:
    picture = painted(renderer, Dark(1.0, (640.0, 360.0, turn, 900.0)))

    def there(far: float, off: float) -> float:
        return at(picture, 640.0 + math.cos(turn + off) * far, 360.0 + math.sin(turn + off) * far)

    assert there(40.0, 0.0) > 0.85
    assert there(320.0, 0.0) > 0.55
    assert there(320.0, math.pi) == pytest.approx(LEFT, abs=0.05)
    assert there(320.0, 1.3) == pytest.approx(LEFT, abs=0.05)
    assert LEFT + 0.1 < there(150.0, math.pi) < 0.7, "a halo"


def test_what_stands_in_the_lamp_s_way_has_a_lit_face_and_throws_a_shadow(renderer: Renderer) -> None:
    lamp = (300.0, 360.0, 0.0, 900.0)
    plain = painted(renderer, Dark(1.0, lamp))
    behind = painted(renderer, Dark(1.0, lamp, rocks=[block(600.0, 360.0)]))
    assert at(behind, 545, 360) == pytest.approx(at(plain, 545, 360), abs=0.03), "its face"
    assert at(behind, 640, 410) == pytest.approx(at(plain, 640, 410), abs=0.03), "into its corners"
    assert at(behind, 760, 360) < 0.6 * at(plain, 760, 360)
    assert at(behind, 760, 480) == pytest.approx(at(plain, 760, 480), abs=0.03), "beside it"


def test_both_back_ends_have_it_equally_dark(atlas: Atlas, renderer: Renderer) -> None:
    if renderer.kind != "gl":
        pytest.skip("compared once")
    other = open_renderer("software", headless=True, atlas=atlas)
    dark = Dark(1.0, (500.0, 300.0, 0.4, 900.0), [(900.0, 500.0, 200.0, 0.6)], rocks=[block(800.0, 400.0)])
    gap = np.abs(painted(renderer, dark) - painted(other, dark))
    assert gap[20:-20, 20:-20].mean() < 0.02
    assert np.quantile(gap, 0.99) < 0.09


def test_half_dark_is_half_as_dark_and_what_has_a_light_of_its_own_is_lit(renderer: Renderer) -> None:
    far = painted(renderer, Dark(0.5))
    assert at(far, 640, 360) == pytest.approx((1 + LEFT) / 2, abs=0.05)
    lit = painted(renderer, Dark(1.0, None, [(300.0, 300.0, 200.0, 0.8)]))
    assert at(lit, 300, 300) > 0.6
    assert at(lit, 700, 300) == pytest.approx(LEFT, abs=0.04)


def test_squares_that_are_gone_are_black_whatever_shines(renderer: Renderer) -> None:
    left = np.ones((15, 27), np.float32)
    left[:, :10] = 0.0
    picture = painted(renderer, Dark(0.0, None, [], Edge(0.0, 0.0, CELL, left)))
    assert at(picture, 10 * CELL - 12, 300) < 0.02
    assert at(picture, 10 * CELL + 12, 300) > 0.95


def test_a_zone_is_as_dark_as_the_map_says_and_it_comes_on_slowly(stage: Staged) -> None:
    assert stage.view.frame(1.0).dark.share == 1.0
    placing.place_player(stage.world, 0.0, 1700.0, 0.0)
    stage.fly(0.3, STILL)
    assert 0.3 < stage.view.frame(1.0).dark.share < 0.9
    stage.fly(1.2, STILL)
    assert stage.view.frame(1.0).dark is None


# -- the end of things ---------------------------------------------------------------------------------


def test_the_picture_goes_out_behind_the_front_and_nowhere_ahead(stage: Staged) -> None:
    assert stage.view.frame(1.0).dark.edge is None
    unloading.begin(stage.world, stage.episode.level.path("out"), 10.0, -700.0)  # at x = -300
    stage.fly(0.2, STILL)
    frame = stage.view.frame(1.0)
    edge, lens = frame.dark.edge, stage.view.camera.lens((1280, 720))
    columns = (np.arange(edge.left.shape[1]) + 0.5) * edge.side + edge.x
    x = columns / lens.scale + (lens.centre[0] - 640.0 / lens.scale)
    assert edge.left[:, x < -340.0].max() == 0.0
    assert edge.left[:, x > 0.0].min() == 1.0
    part = edge.left[:, (x > -280.0) & (x < -130.0)]
    assert 0.1 < part.mean() < 0.95, "square by square"
    assert len(rows(frame, "white")), "and one sees which are about to"


# -- coming and going ----------------------------------------------------------------------------------


def solids(stage: Staged) -> int:
    frame = stage.view.frame(1.0)
    names = [f"rock_{letter}" for letter in "abc"] + ["crate_a"]
    return sum(int((frame.world.rows[:, 0] == frame.world.atlas.id(name)).sum()) for name in names)


def test_a_piece_draws_its_lines_before_it_is_filled(stage: Staged) -> None:
    assert solids(stage) == 0
    placing.place_player(stage.world, 330.0, 0.0, 0.0)
    stage.view.cut()
    stage.fly(0.12, STILL)
    first = len(rows(stage.view.frame(1.0), "line"))
    stage.fly(0.15, STILL)
    second = len(rows(stage.view.frame(1.0), "line"))
    assert 0 < first < second
    assert solids(stage) == 0
    stage.fly(DRAWS, STILL)
    assert solids(stage) == 1
    stage.fly(LINGERS, STILL)
    assert solids(stage) == 1
    assert not len(rows(stage.view.frame(1.0), "line"))


def test_of_what_goes_the_lines_stay_a_moment(stage: Staged) -> None:
    placing.place_player(stage.world, 330.0, 0.0, 0.0)
    stage.view.cut()
    stage.fly(DRAWS + LINGERS + 0.3, STILL)
    placing.place_player(stage.world, 990.0, 0.0, 0.0)
    unloading.begin(stage.world, stage.episode.level.path("out"), 1.0, -1795.0)  # just past it
    stage.fly(0.12, STILL)
    assert not stage.world.terrain.has("draft")
    assert solids(stage) == 0
    assert len(rows(stage.view.frame(1.0), "line"))
    stage.world.front = None
    stage.fly(GOES, STILL)
    assert not len(rows(stage.view.frame(1.0), "line"))


def test_scenery_that_loads_is_drawn_with_its_lettering_once_it_has_come_in(stage: Staged) -> None:
    placing.place_player(stage.world, 0.0, 360.0, 0.0)
    stage.view.cut()
    stage.fly(0.2, STILL)
    assert solids(stage) == 0
    stage.fly(DRAWS + 0.1, STILL)
    assert solids(stage) == 1


# -- gravity, tow, signal ------------------------------------------------------------------------------


def test_a_field_shows_its_grain_along_its_pull_and_only_inside(stage: Staged) -> None:
    assert not len(rows(stage.view.frame(1.0), "line"))
    placing.place_player(stage.world, -2000.0, 0.0, 0.0)
    stage.view.cut()
    stage.fly(0.2, STILL)
    streaks = rows(stage.view.frame(1.0), "line")
    assert len(streaks) > 6
    assert streaks[:, 5] == pytest.approx(math.pi / 2)
    lens = stage.view.camera.lens((1280, 720))
    x0, y0, _, _ = lens.rect(0.0)
    off = np.hypot(streaks[:, 1] / lens.scale + x0 + 2000.0, streaks[:, 2] / lens.scale + y0)
    assert off.max() <= 401.0
    stage.world.gravity.turn(stage.world, "down", -160 + 0j, 0.1)
    stage.fly(0.3, STILL)
    assert np.abs(rows(stage.view.frame(1.0), "line")[:, 5]) == pytest.approx(math.pi)


def test_a_slack_rope_hangs_and_a_taut_one_is_straight(stage: Staged) -> None:
    world = stage.world
    pod = world.ships.row_of(stage.episode.director.stage.ships("walt")[0])

    def bow() -> float:
        moment = moment_of(stage)
        points = tow_view.rope(moment, pod)
        chord = points[-1] - points[0]
        return float(np.abs(((points - points[0]) * chord.conjugate()).imag).max() / abs(chord))

    assert tow.take(world, int(world.ships.id[pod]), 400.0)
    world.ships.vy[pod] = 200.0
    slack = bow()
    assert slack > 40
    world.tow.reach = float(abs(world.ships.place[0] - world.ships.place[pod]))
    assert bow() < 0.5 * slack


def test_a_rope_lies_round_the_rock_that_it_would_hang_through(stage: Staged) -> None:
    world = stage.world
    pod = world.ships.row_of(stage.episode.director.stage.ships("walt")[0])
    placing.place_player(world, 2370.0, -1150.0, 0.0)
    world.ships.x[pod], world.ships.y[pod] = 2640.0, -1160.0
    assert tow.take(world, int(world.ships.id[pod]), 300.0)
    laid = tow_view.rope(moment_of(stage), pod)
    assert not world.terrain.solid(laid.real, laid.imag).any()
    chord = laid[-1] - laid[0]
    assert abs(chord) < np.abs(np.diff(laid)).sum() < 1.4 * abs(chord)


def moment_of(stage: Staged) -> Moment:
    lens = stage.view.camera.lens((1280, 720))
    world = stage.world
    poses = poses_of(world.ships, lens, 1.0)
    return Moment(world, stage.view.frame(1.0), lens, poses, 1.0, 0.0, (0.0, 0.0), 0.5, world.player_row)


def test_a_rope_burns_as_it_wears(stage: Staged) -> None:
    world = stage.world
    assert tow.take(world, stage.episode.director.stage.ships("walt")[0], 200.0)

    def ink() -> np.ndarray:
        frame = stage.view.frame(1.0)
        lines = frame.fx.rows[(frame.fx.rows[:, 0] == frame.fx.atlas.id("line")) & (frame.fx.rows[:, 9] > 0.9)]
        assert len(lines) == tow_view.PARTS
        return lines[0, 6:9]

    assert ink() == pytest.approx(palette.rgb("pearl"), abs=0.01)
    world.tow.strain = 0.95
    assert ink() == pytest.approx(palette.rgb("hot"), abs=0.05)


def test_under_the_pod_stands_how_much_it_bears(atlas: Atlas, stage: Staged) -> None:
    world, hud = stage.world, Frame.of(atlas).hud
    who = stage.episode.director.stage.ships("walt")[0]
    lens = stage.view.camera.lens((1280, 720))

    def bars() -> list[tuple[float, ...]]:
        hud.clear()
        tow_view.draw_on_glass(Canvas(hud, lens), moment_of(stage), 1.0)
        return [tuple(row[6:9].round(2).tolist()) for row in hud.rows]

    assert bars() == [], "nothing is in tow"
    assert tow.take(world, who, 200.0)
    fresh = bars()
    assert len(fresh) == 3
    assert len(set(fresh)) == 1
    world.ships.hull[world.ships.row_of(who)] = 30.0
    assert len(set(bars())) == 2
    world.tow.strain = 0.7
    assert len(bars()) == 4


def test_dashes_run_off_towards_what_knocks_and_rings_stand_round_it(stage: Staged) -> None:
    state = stage.episode.director.state
    state.signal = Signal(900.0, 900.0, 3.4)
    stage.fly(0.35, STILL)
    dashes = rows(stage.view.frame(1.0), "line", "credit")
    assert len(dashes) > 3
    assert dashes[:, 5] == pytest.approx(math.atan2(900.0, 900.0), abs=0.1)
    assert not len(rows(stage.view.frame(1.0), "ring", "credit")), "it is out of the picture"
    stage.fly(2.0, STILL)
    assert not len(rows(stage.view.frame(1.0), "line", "credit")), "until the next knock"
    state.signal = Signal(300.0, 100.0, 3.4)
    stage.fly(0.5, STILL)
    frame = stage.view.frame(1.0)
    assert len(rows(frame, "ring", "credit"))
    assert len(frame.dark.lights) == 2, "the pod's and its own"


@pytest.mark.parametrize("angle", [0.0, 2.0, -1.2])
def test_the_radar_s_edge_pulses_where_something_knocks(atlas: Atlas, stage: Staged, angle: float) -> None:
    frame = Frame.of(atlas)
    canvas = Canvas(frame.hud, stage.view.camera.lens((1280, 720)))

    def discs(age: int) -> np.ndarray:
        frame.hud.clear()
        signal = Signal(4000.0 * math.cos(angle), 4000.0 * math.sin(angle), 3.4, age)
        radar.draw(canvas, (600.0, 300.0), stage.world, (0.0, 0.0), 0.0, np.zeros(0, int), None, 1.0, signal)
        return frame.hud.rows[frame.hud.rows[:, 0] == atlas.id("disc")]

    fresh, late = discs(2)[-1], discs(120)[-1]
    assert fresh[1] / canvas.unit == pytest.approx(600.0 + math.cos(angle) * radar.RADIUS, abs=0.5)
    assert fresh[2] / canvas.unit == pytest.approx(300.0 + math.sin(angle) * radar.RADIUS, abs=0.5)
    assert fresh[3] > late[3]


def test_the_radar_shows_where_nothing_is_any_more(atlas: Atlas, stage: Staged) -> None:
    frame = Frame.of(atlas)
    canvas = Canvas(frame.hud, stage.view.camera.lens((1280, 720)))
    stage.world.front = Front([[-1000.0, 0.0], [2900.0, 0.0]], s=700.0)  # 300 u behind her
    radar.draw(canvas, (600.0, 300.0), stage.world, (0.0, 0.0), 0.0, np.zeros(0, int), None, 1.0)
    squares = frame.hud.rows[frame.hud.rows[:, 0] == atlas.id("white")]
    left = squares[:, 1] / canvas.unit - 600.0
    assert len(squares) > 20
    assert left.max() * radar.RANGE / radar.RADIUS < -300.0
    assert left.max() * radar.RANGE / radar.RADIUS > -300.0 - 2 * radar.SQUARE * radar.RANGE / radar.RADIUS
    fresh, old = squares[left.argmax()], squares[left.argmin()]
    assert fresh[6:9].sum() > old[6:9].sum(), "what has just gone is brighter"
