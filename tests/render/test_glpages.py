"""Sprites on the GPU: what is seen is brought at once, what will be seen soon in time that nobody misses."""

from __future__ import annotations

import math

import pytest

from game.render.atlas import Atlas
from game.render.drawlist import DrawList
from game.render.gl import GLUnavailableError, standalone
from game.render.glpages import SpritePages

SCREEN = (1280, 720)


@pytest.fixture
def pages(atlas: Atlas) -> SpritePages:
    try:
        return SpritePages(standalone(), atlas)
    except GLUnavailableError as error:
        pytest.skip(f"no OpenGL 3.3 context without a window here (on Debian: libegl1 and libgl1-mesa-dri): {error}")


def test_what_lies_outside_the_picture_comes_one_by_one_after_it(pages: SpritePages, atlas: Atlas) -> None:
    rows = DrawList(atlas)
    rows.sprite("callister", 640.0, 360.0, 118.0)
    rows.sprite("rock_a", 1500.0, 360.0, 200.0)
    rows.sprite("rock_b", -200.0, 360.0, 200.0)
    ship, *rocks = (atlas.id(name) for name in ("callister", "rock_a", "rock_b"))
    pages.ensure(rows.rows, math.inf, SCREEN)
    assert pages.there[ship]
    assert not pages.there[rocks].any()
    for count in (1, 2, 2):
        pages.bring_coming()
        assert pages.there[rocks].sum() == count


def test_what_is_seen_of_a_thing_outside_is_enough(pages: SpritePages, atlas: Atlas) -> None:
    rows = DrawList(atlas)
    rows.sprite("rock_a", 1360.0, 360.0, 200.0)
    pages.ensure(rows.rows, math.inf, SCREEN)
    assert pages.there[atlas.id("rock_a")]
