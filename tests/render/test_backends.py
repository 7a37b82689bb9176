"""Both back ends paint the same scene: light, cones, sweep, post, measured on pixels."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.render.atlas import Atlas
from game.render.backdrop import Backdrops
from game.render.frame import Camera, Cone, Frame, Post
from game.render.softtiles import SETTLED
from game.render.software import SoftwareRenderer
from tests.render import paintings
from tests.render.conftest import Renderer

PLAIN = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)


def painted(renderer: Renderer, frame: Frame) -> np.ndarray:
    """The picture as floats 0..1, (w, h, 3)."""
    renderer.draw(frame)
    return pygame.surfarray.array3d(renderer.image()) / 255.0


def plain(atlas: Atlas) -> Frame:
    frame = Frame.of(atlas)
    frame.post = replace(PLAIN)
    frame.clear = (0.0, 0.0, 0.0)
    return frame


@pytest.mark.parametrize("name", ["rock_a", "moon"])
def test_the_key_light_stays_put_while_a_thing_turns(renderer: Renderer, name: str) -> None:
    turns = 8
    frame = paintings.turned(renderer.atlas, turns, name)
    picture = painted(renderer, frame).mean(axis=2)
    for i in range(turns):
        x, y = 90 + 150 * i, 100
        body = picture[x - 44 : x + 45, y - 44 : y + 45]
        across, down = np.meshgrid(np.arange(-44, 45), np.arange(-44, 45), indexing="ij")
        towards = -(across + down)  # the lamp of the frame is at the upper left
        near, far = body[towards > 30].mean(), body[towards < -30].mean()
        assert near > far * 1.15, f"{name} turned by {i}/{turns} is lit {near:.3f} towards the lamp, {far:.3f} away"


def test_a_lamp_on_the_other_side_lights_the_other_side(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.world.sprite("rock_a", 300, 300, 200)
    sides = []
    for x in (-0.7, 0.7):
        frame.light = replace(frame.light, direction=(x, 0.0, 0.5))
        for _ in range(2):  # software relights what it has kept over two frames
            picture = painted(renderer, frame).mean(axis=2)
        sides.append(picture[230:290, 260:340].mean() - picture[310:370, 260:340].mean())
    assert sides[0] > 0.02 > -0.02 > sides[1]


def test_both_paint_a_scene_alike(grounds, atlas: Atlas) -> None:
    """Mean colours of a 4 by 4 grid of regions, in three scenes."""
    from game.render.backdrop import Backdrops
    from game.render.backend import open_renderer

    made = [open_renderer(kind, headless=True, atlas=atlas) for kind in ("software", "gl")]
    if made[1].kind != "gl":
        pytest.skip("no OpenGL 3.3 context without a window here (on Debian: libegl1 and libgl1-mesa-dri)")
    for scene in (paintings.encounter, paintings.sweep, paintings.lettering):
        regions = []
        for renderer in made:
            renderer.backdrops = Backdrops(grounds)
            picture = painted(renderer, scene(atlas))
            regions.append(picture.reshape(4, 320, 4, 180, 3).mean(axis=(1, 3)))
        off = np.abs(regions[0] - regions[1]).max()
        assert off < 0.09, f"{scene.__name__}: a region differs by {off:.3f}"
    for renderer in made:
        renderer.close()


def test_a_sprite_is_drawn_where_and_as_large_as_it_is_told(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.world.add("white", 200.0, 100.0, 60.0, 20.0, 0.0, (1, 1, 1, 1))
    picture = painted(renderer, frame).mean(axis=2) > 0.5
    columns, rows = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    assert (columns[0], columns[-1]) == (170, 229)
    assert (rows[0], rows[-1]) == (90, 109)


def test_rotation_is_clockwise_on_screen(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.world.add("white", 300.0, 300.0, 100.0, 4.0, math.pi / 4, (1, 1, 1, 1))
    picture = painted(renderer, frame).mean(axis=2)
    assert picture[328:333, 328:333].max() > 0.4, "its +x end points down to the right"
    assert picture[328:333, 268:273].max() < 0.05


def test_light_adds_and_paint_covers(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.clear = (0.4, 0.0, 0.0)
    frame.fx.box(100, 100, 50, 50, (0.0, 0.3, 0.0, 0.0))
    frame.fx.box(200, 100, 50, 50, (0.0, 0.15, 0.0, 0.5))
    picture = painted(renderer, frame)
    assert picture[125, 125] == pytest.approx((0.4, 0.3, 0.0), abs=0.03)
    assert picture[225, 125] == pytest.approx((0.2, 0.15, 0.0), abs=0.03)


def test_rock_throws_a_shadow_into_a_scan_cone(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.cones.append(Cone(200, 360, 0.0, 0.3, 600))
    frame.occluders = np.array([[400, 360, 40]], dtype=np.float32)
    red = painted(renderer, frame)[..., 0]
    behind, beside, before = red[520:560, 350:370].mean(), red[520:560, 268:280].mean(), red[280:330, 350:370].mean()
    assert before > 0.08
    assert beside > 0.04
    assert behind < beside * 0.3


def test_the_sweep_leaves_green_behind_and_warms_what_lies_ahead(renderer: Renderer) -> None:
    frame = paintings.sweep(renderer.atlas)
    for each in (frame.world, frame.fx, frame.hud):
        each.clear()
    frame.post = replace(PLAIN)
    swept = painted(renderer, frame)
    frame.sweep = None
    before = painted(renderer, frame)
    behind, near, far = slice(60, 250), slice(470, 560), slice(1100, 1270)
    assert swept[behind, 100:620, 1].mean() > 1.3 * swept[behind, 100:620, 0].mean()
    assert swept[near, 100:620].mean() > 1.15 * before[near, 100:620].mean()
    assert swept[far, 100:620].mean() == pytest.approx(before[far, 100:620].mean(), rel=0.06)
    edge = swept[385:400, 355:365].mean()
    assert edge > 0.75, "the wall itself is the brightest thing"


def test_bright_things_glow_and_matte_things_do_not(renderer: Renderer) -> None:
    spill = []
    for level in (0.5, 1.6):
        frame = plain(renderer.atlas)
        frame.post = replace(PLAIN, bloom=0.6)
        frame.fx.box(300, 300, 60, 60, (level, level, level, 0.0))
        spill.append(painted(renderer, frame)[372:380, 320:340].mean())
    assert spill[0] < 0.01
    assert spill[1] > 0.03


@pytest.mark.parametrize(("x", "y"), [(120, 90), (640, 360), (1150, 560), (1100, 110)])
def test_a_glow_lies_round_what_glows(renderer: Renderer, x: int, y: int) -> None:
    frame = plain(renderer.atlas)
    frame.post = replace(PLAIN, bloom=0.8)
    frame.fx.box(x - 24, y - 24, 48, 48, (1.6, 1.6, 1.6, 0.0))
    glow = painted(renderer, frame).sum(axis=2)
    glow[x - 26 : x + 26, y - 26 : y + 26] = 0.0
    glow = glow[x - 80 : x + 80, y - 80 : y + 80]
    along = np.arange(-80, 80) + 0.5
    off = (glow.sum(axis=1) * along).sum() / glow.sum(), (glow.sum(axis=0) * along).sum() / glow.sum()
    assert max(abs(off[0]), abs(off[1])) < 3.5, f"its middle lies {off[0]:.1f}, {off[1]:.1f} px beside"


def test_what_spills_over_keeps_its_hue(renderer: Renderer) -> None:
    """A lampshade is warm white, and so is the light round it: not red."""
    frame = plain(renderer.atlas)
    frame.post = replace(PLAIN, bloom=0.6, threshold=0.7)
    frame.fx.box(260, 260, 80, 80, (1.0, 0.80, 0.55, 1.0))
    red, green, _ = painted(renderer, frame)[300, 348:362].mean(axis=0)
    assert red > 0.02
    assert green > 0.6 * red


def test_words_stay_as_they_are_under_bloom_and_grade(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.post = Post(bloom=1.0, gain=(0.2, 0.2, 0.2), fade=1.0)
    frame.hud.box(100, 100, 40, 40, (1.0, 1.0, 1.0, 1.0))
    picture = painted(renderer, frame)
    assert picture[120, 120].min() > 0.97
    assert picture[150, 120].max() < 0.02


def test_a_fade_takes_the_picture_to_its_colour(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.clear = (0.1, 0.5, 0.1)
    frame.post = replace(PLAIN, fade=1.0, fade_to=(0.6, 0.6, 0.6))
    assert painted(renderer, frame)[640, 360] == pytest.approx((0.6, 0.6, 0.6), abs=0.02)
    frame.post = replace(PLAIN, fade_hud=1.0)
    frame.hud.box(600, 300, 100, 100, (1, 1, 1, 1))
    assert painted(renderer, frame)[640, 360].max() < 0.02


def test_grief_takes_the_colour_out(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.clear = (0.6, 0.1, 0.2)
    frame.post = replace(PLAIN, saturation=0.2)
    r, g, b = painted(renderer, frame)[640, 360]
    assert 0.02 < r - g < 0.2
    assert r > b > g


def test_the_lines_of_an_old_set_are_as_strong_as_somebody_likes_them(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.post = replace(PLAIN, scan=0.08)
    frame.clear = (0.6, 0.6, 0.6)

    def depth(tube: float) -> float:
        renderer.tube = tube
        column = painted(renderer, frame)[640, 300:330, 0]
        return float(column.max() - column.min())

    try:
        assert depth(0.0) < 0.01 < depth(1.0) < depth(2.0)
    finally:
        renderer.tube = 1.0


def test_a_glitch_tears_the_picture_and_passes(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.world.box(600, 0, 80, 720, (1, 1, 1, 1))
    whole = painted(renderer, frame)
    frame.post = replace(PLAIN, glitch=1.0)
    torn = 0.0
    for moment in (0.1, 0.3, 0.6):
        frame.time = moment
        torn = max(torn, float(np.abs(painted(renderer, frame) - whole).mean()))
    assert torn > 0.002
    frame.post = replace(PLAIN)
    assert np.abs(painted(renderer, frame) - whole).mean() < 0.001


def test_the_backdrop_follows_the_camera(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.backdrop = "roofs"
    frame.camera = Camera(640, 360)
    still = painted(renderer, frame)
    frame.camera = Camera(740, 360)
    moved = painted(renderer, frame)
    assert np.abs(moved[:1180] - still[100:]).mean() < 0.01, "100 units to the right move the ground 100 px left"


def test_a_backdrop_that_is_not_there_leaves_the_clear_colour(renderer: Renderer) -> None:
    frame = plain(renderer.atlas)
    frame.clear, frame.backdrop = (0.2, 0.1, 0.3), "nowhere"
    assert painted(renderer, frame)[640, 360] == pytest.approx((0.2, 0.1, 0.3), abs=0.02)


def test_the_picture_follows_the_window_size(atlas: Atlas) -> None:
    from game.render.backend import open_renderer

    for kind in ("software", "gl"):
        renderer = open_renderer(kind, (320, 200), headless=True, atlas=atlas)
        renderer.resize((400, 240))
        renderer.draw(plain(atlas))
        assert renderer.size == renderer.image().get_size() == (400, 240)
        renderer.close()


@pytest.mark.parametrize("zoom", [1.0, 0.73])
def test_a_darker_ground_is_as_dark_while_a_zoom_passes_as_when_it_has_settled(
    atlas: Atlas, grounds: Path, zoom: float
) -> None:
    renderer = SoftwareRenderer(atlas, pygame.Surface((640, 360), depth=32))
    renderer.backdrops = Backdrops(grounds)
    frame = plain(atlas)
    frame.backdrop, frame.camera = "roofs", Camera(640.0, 450.0, zoom)
    bright = painted(renderer, frame).mean()
    frame.backdrop_gain = 0.5
    for _ in range(SETTLED + 12):
        assert painted(renderer, frame).mean() == pytest.approx(bright / 2, rel=0.06)
    renderer.close()


@pytest.mark.parametrize("lift", [0.0, 0.02])
def test_a_picture_takes_the_colour_of_its_place_whether_light_is_added_or_not(atlas: Atlas, lift: float) -> None:
    renderer = SoftwareRenderer(atlas, pygame.Surface((64, 64), depth=32))
    frame = plain(atlas)
    frame.clear = (0.5, 0.5, 0.5)
    frame.post = replace(PLAIN, gain=(0.5, 0.8, 1.0), lift=(lift, lift, lift))
    for flash in (0.0, 0.3):
        frame.post.flash = (flash, flash, flash)
        expected = np.array((0.25, 0.4, 0.5)) + lift + flash
        assert painted(renderer, frame)[32, 32] == pytest.approx(expected, abs=0.012)
