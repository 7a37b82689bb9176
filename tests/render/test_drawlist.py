"""Rows say what will be drawn: scalars, arrays, strokes, text."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.render import strokefont
from game.render.atlas import Atlas
from game.render.drawlist import LIT, DrawList, hexagon_points


@pytest.fixture
def rows(atlas: Atlas) -> DrawList:
    return DrawList(atlas, capacity=4)


def test_one_call_adds_a_crowd(rows: DrawList, atlas: Atlas) -> None:
    x = np.array([10.0, 20.0, 30.0])
    rows.add("dot", x, 5.0, np.array([4.0, 6.0, 8.0]), rgba=(0.5, 0.25, 0.0, 0.0))
    assert rows.n == 3
    assert rows.rows[:, 0].tolist() == [atlas.id("dot")] * 3
    assert rows.rows[:, 1].tolist() == [10, 20, 30]
    assert rows.rows[:, 4].tolist() == [4, 6, 8], "the height follows from the width"
    assert np.allclose(rows.rows[:, 6:], (0.5, 0.25, 0, 0))


def test_each_of_a_crowd_has_its_own_colour_and_sprite(rows: DrawList, atlas: Atlas) -> None:
    colours = np.array([[1, 0, 0, 1], [0, 1, 0, 0]])
    rows.add(np.array([atlas.id("glow"), atlas.id("star")]), np.zeros(2), np.zeros(2), 8.0, 8.0, 0.0, colours)
    assert rows.rows[:, 0].tolist() == [atlas.id("glow"), atlas.id("star")]
    assert np.array_equal(rows.rows[:, 6:], colours)


def test_nobody_is_added_for_an_empty_crowd(rows: DrawList) -> None:
    rows.add("dot", np.zeros(0), np.zeros(0), 4.0)
    assert rows.n == 0


def test_a_list_grows_without_losing_what_it_holds(rows: DrawList) -> None:
    for i in range(50):
        rows.add("dot", float(i), 0.0, 4.0)
    assert rows.rows[:, 1].tolist() == list(range(50))


def test_a_lit_sprite_keeps_the_shape_of_its_picture(rows: DrawList, atlas: Atlas) -> None:
    rows.sprite("callister", 0, 0, 140, lit=True, alpha=0.5)
    row = rows.rows[0]
    assert row[4] == pytest.approx(100, rel=0.01)
    assert row[9] == pytest.approx(0.5 + LIT)
    assert row[6] == pytest.approx(0.5), "colours are premultiplied"


def test_a_line_lies_between_its_ends(rows: DrawList) -> None:
    rows.line(10, 10, 40, 50, 3)
    _, x, y, w, _, turn = rows.rows[0, :6]
    assert (x, y, w) == pytest.approx((25, 30, 50))
    end = x + math.cos(turn) * w / 2, y + math.sin(turn) * w / 2
    assert end == pytest.approx((40, 50), abs=1e-3)


def test_dashes_cover_their_share_of_the_way(rows: DrawList) -> None:
    rows.dashes([(0, 0), (100, 0)], dash=6, gap=4)
    assert rows.rows[:, 3].sum() == pytest.approx(60, abs=1)


def test_a_hexagon_gauge_goes_as_far_round_as_it_is_told() -> None:
    whole = hexagon_points(0, 0, 100, 1.0)
    half = hexagon_points(0, 0, 100, 0.5)
    length = lambda p: np.hypot(*np.diff(p, axis=0).T).sum()  # noqa: E731
    assert length(whole) == pytest.approx(600, rel=1e-3)
    assert length(half) == pytest.approx(300, rel=1e-3)
    assert half[0].tolist() == pytest.approx([0, -100]), "it starts at the top"
    assert half[-1].tolist() == pytest.approx([0, 100], abs=1e-3)


def test_a_bar_fills_no_more_than_itself(rows: DrawList) -> None:
    rows.bar(10, 10, 100, 4, 1.7, (1, 1, 1, 1), (0, 0, 0, 1))
    assert rows.rows[:, 3].tolist() == [100, 100]


def test_text_is_as_wide_as_it_says(rows: DrawList) -> None:
    width = rows.text(18, "NO TAG", 100, 50)
    assert width == rows.text_width(18, "NO TAG") == strokefont.measure("NO TAG", 18)
    left = (rows.rows[:, 1] - rows.rows[:, 3] / 2).min()
    right = (rows.rows[:, 1] + rows.rows[:, 3] / 2).max()
    assert left == pytest.approx(100, abs=4)
    assert right == pytest.approx(100 + width, abs=6)


def test_text_stands_where_it_is_aligned(rows: DrawList) -> None:
    width = rows.text(18, "RUN", 0, 0, align="left")
    left = rows.rows[:, 1].copy()
    rows.clear()
    rows.text(18, "RUN", 0, 0, align="right")
    assert np.allclose(left - rows.rows[:, 1], width, atol=1)
    rows.clear()
    rows.text(18, "RUN", 0, 0, align="center")
    assert np.allclose(left - rows.rows[:, 1], width / 2, atol=1)


def test_the_same_words_elsewhere_are_the_same_letters(rows: DrawList) -> None:
    rows.text(12, "It isn’t angry.", 10, 20)
    first = rows.rows.copy()
    rows.clear()
    rows.text(12, "It isn’t angry.", 110, 220)
    assert np.array_equal(rows.rows[:, 0], first[:, 0])
    assert np.array_equal(rows.rows[:, 1] - first[:, 1], np.full(len(first), 100))
    assert np.array_equal(rows.rows[:, 2] - first[:, 2], np.full(len(first), 200))


def test_letters_stand_on_whole_pixels(rows: DrawList) -> None:
    rows.text(10, "Kerning at ten pixels", 13.4, 7.7)
    corner = rows.rows[:, 1:3] - rows.rows[:, 3:5] / 2
    assert np.array_equal(corner, np.round(corner))
