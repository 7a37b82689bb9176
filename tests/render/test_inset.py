"""A picture within the picture, in both back ends: where it belongs, finished by itself, under what is drawn later."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.render import memory_view, tube_view
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.frame import Frame, Inset, Post
from game.render.sofa_view import Row, credit_rows
from tests.render.conftest import Renderer

PLAIN = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)
AT, SIZE = (300.0, 100.0), (240, 180)


def painted(renderer: Renderer, frame: Frame) -> np.ndarray:
    """The picture as floats 0..1, (w, h, 3)."""
    renderer.draw(frame)
    return pygame.surfarray.array3d(renderer.image()) / 255.0


def plain(atlas: Atlas, clear=(0.0, 0.0, 0.0)) -> Frame:
    frame = Frame.of(atlas)
    frame.post, frame.clear = replace(PLAIN), clear
    return frame


def with_inset(atlas: Atlas) -> Frame:
    """Green all over, and in it a picture that is red, with a white square at its upper left."""
    frame, within = plain(atlas, (0.0, 0.4, 0.0)), plain(atlas, (0.5, 0.0, 0.0))
    within.floor.box(0, 0, 40, 40, (0.8, 0.8, 0.8, 1.0))
    frame.inset = Inset(within, *AT, *SIZE)
    return frame


def test_it_lies_where_it_is_put_the_right_way_up(renderer: Renderer) -> None:
    picture = painted(renderer, with_inset(renderer.atlas))
    assert picture[310:330, 110:130].min() > 0.6, "white at its upper left"
    inside = picture[360:530, 150:270].mean(axis=(0, 1))
    assert inside[0] > 0.4 > 0.1 > inside[1]
    for outside in (picture[:295], picture[545:], picture[:, :95], picture[:, 285:]):
        red, green, _ = outside.mean(axis=(0, 1))
        assert green > 0.3 > 0.05 > red


def test_what_is_drawn_later_lies_over_it(renderer: Renderer) -> None:
    frame = with_inset(renderer.atlas)
    frame.floor.box(400, 150, 30, 30, (0.0, 0.0, 0.9, 1.0))
    picture = painted(renderer, frame)
    assert picture[405:425, 155:175, 2].min() > 0.7


def test_it_has_a_finish_of_its_own(renderer: Renderer) -> None:
    frame = with_inset(renderer.atlas)
    assert frame.inset is not None
    frame.inset.frame.post.fade = 1.0
    picture = painted(renderer, frame)
    assert picture[360:530, 150:270].max() < 0.02, "only it is dark"
    assert picture[:290, :, 1].min() > 0.3


def test_without_it_the_picture_is_as_before(renderer: Renderer) -> None:
    frame = with_inset(renderer.atlas)
    painted(renderer, frame)
    frame.clear_lists()
    assert frame.inset is None
    assert painted(renderer, frame)[360:530, 150:270, 0].max() < 0.05


def test_its_size_may_change(renderer: Renderer) -> None:
    frame = with_inset(renderer.atlas)
    painted(renderer, frame)
    assert frame.inset is not None
    frame.inset.w, frame.inset.h = 120.0, 90.0
    picture = painted(renderer, frame)
    assert picture[345:415, 145:185, 0].min() > 0.3
    assert picture[425:540, :, 0].max() < 0.05


@pytest.mark.parametrize("show", [tube_view.snow, tube_view.sea, tube_view.card])
def test_a_tube_has_round_corners_and_lines(renderer: Renderer, show) -> None:
    within, frame = Frame.of(renderer.atlas), plain(renderer.atlas)
    tube_view.begin(within, 3.0)
    show(within, SIZE, *((3.0,) if show is not tube_view.card else ()))
    tube_view.finish(within, SIZE)
    frame.inset = Inset(within, *AT, *SIZE)
    coloured = painted(renderer, frame)
    x, y = int(AT[0]), int(AT[1])
    for left in (x, x + SIZE[0] - 2):
        for top in (y, y + SIZE[1] - 2):
            corner = coloured[left : left + 2, top : top + 2]
            assert np.abs(corner - tube_view.BEZEL[:3]).max() < 0.03, "its corners are the bezel's"
    picture = coloured.mean(axis=2)
    middle = picture[x + 60 : x + 180, y + 50 : y + 130]
    assert middle.mean() > 0.05
    assert middle.std() > 0.02


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_chat_on_the_set_grows_with_the_letters_and_stays_on_its_glass(text: float) -> None:
    atlas = Atlas()
    frame = Frame.of(atlas)
    size = (312, 236)
    tube_view.chat(frame, size, "ore_or_else: 5,000 of 5,000. now what", text)
    rows = frame.hud.rows[: frame.hud.n]
    letters = np.array([row for row in rows if atlas.sprites[int(row[0])].kind == "letter"])
    strips = np.array([row for row in rows if atlas.sprites[int(row[0])].kind != "letter"])
    assert letters[:, 4].max() >= 6.0 * text
    assert letters[:, 1].min() > 12.0
    assert letters[:, 1].max() < size[0] - 12.0
    assert (np.abs(letters[:, None, 2] - strips[None, :, 2]) < strips[None, :, 4] / 2).any(axis=1).all()


def test_the_sea_moves_and_is_never_the_same() -> None:
    atlas = Atlas()
    lists = []
    for time in (1.0, 1.5):
        frame = Frame.of(atlas)
        tube_view.begin(frame, time)
        tube_view.sea(frame, SIZE, time)
        lists.append(frame.world.rows.copy())
    assert lists[0].shape == lists[1].shape
    assert (lists[0] != lists[1]).any()


def test_rain_falls_inside_its_window() -> None:
    frame = Frame.of(Atlas())
    for time in (0.0, 0.7, 9.3):
        frame.clear_lists()
        memory_view.rain(frame, Lens(1.0, 0.0, 0.0, 1280, 720), time)
        left, top, wide, high = memory_view.WINDOW
        rows = frame.fx.rows
        assert ((rows[:, 1] > left - 3) & (rows[:, 1] < left + wide + 3)).all()
        assert ((rows[:, 2] > top) & (rows[:, 2] < top + high)).all()


def test_the_credits_name_the_crew_as_themselves() -> None:
    rows = credit_rows(["tia", "bea_on_break"], "bea_on_break")
    words = [row.words for row in rows]
    assert words.index("NANETTE COLE") + 1 == words.index("herself")
    assert words.count("himself") == 4
    assert words.index("THANKS") < words.index("tia")
    assert isinstance(rows[-1], Row)
    assert (rows[-1].words, rows[-1].gap) == ("", len("bea_on_break"))
