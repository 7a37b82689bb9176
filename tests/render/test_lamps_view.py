"""Lamps in pictures of scenery shine where the picture is, turned with it, and cost nothing out of sight."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

from game.render.atlas import Atlas
from game.render.backend import open_renderer
from game.render.camera import Lens
from game.render.frame import Frame, Post
from game.render.lamps_view import LAMPS, LampsView
from game.render.terrain_view import Prop


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def moment(atlas: Atlas, lens: Lens) -> SimpleNamespace:
    return SimpleNamespace(lens=lens, frame=Frame.of(atlas))


def test_every_lamp_belongs_to_a_picture_and_lies_in_it(atlas: Atlas) -> None:
    for art, lamps in LAMPS.items():
        assert art in atlas
        for lamp in lamps:
            assert abs(lamp.x) <= 0.5
            assert abs(lamp.y) <= 0.5 * atlas.aspect(art)


def test_a_lamp_turns_with_its_picture(atlas: Atlas) -> None:
    prop = Prop("high", "lamp_dad", 600.0, 300.0, 200.0, 210.0, math.pi / 2, "floor")
    now = moment(atlas, Lens(1.0, 0.0, 0.0, 1280, 720))
    LampsView([prop], atlas).draw(now)
    lamp, row = LAMPS["lamp_dad"][0], now.frame.fx.rows[0]
    assert row[1:3] == pytest.approx([600.0 - 200.0 * lamp.y, 300.0 + 200.0 * lamp.x], abs=0.01)
    assert row[9] == 0.0, "light adds and covers nothing"


def test_lamps_out_of_sight_cost_no_rows(atlas: Atlas) -> None:
    far = [Prop(f"lamp-{i}", "lamp_globe", 5000.0 + 50 * i, 300.0, 60.0, 64.0, 0.0, "floor") for i in range(40)]
    now = moment(atlas, Lens(1.0, 0.0, 0.0, 1280, 720))
    view = LampsView(far, atlas)
    view.draw(now)
    assert now.frame.fx.n == 0
    near = moment(atlas, Lens(1.0, -4900.0, 0.0, 1280, 720))
    view.draw(near)
    assert near.frame.fx.n > 0
    assert np.isfinite(near.frame.fx.rows[: near.frame.fx.n]).all()


def test_the_lamp_of_a_signal_post_leaves_its_body_to_be_seen(atlas: Atlas) -> None:
    """Bulb and body were one pale disc: what is added to a light picture leaves nothing of it."""
    renderer = open_renderer("software", (320, 320), headless=True)
    post = Prop("post", "signal_post", 160.0, 160.0, 200.0, 200.0, 0.0, "world")
    frame = Frame.of(renderer.atlas)
    frame.post = Post(bloom=0.0, vignette=0.0, scan=0.0, aberration=0.0, grain=0.0)
    now = SimpleNamespace(lens=Lens(1.0, 0.0, 0.0, 320, 320), frame=frame)
    LampsView([post], renderer.atlas).draw(now)
    renderer.draw(frame)
    picture = renderer.image()

    def added(x: float, y: float) -> int:
        return max(picture.get_at((round(160 + 200 * x), round(160 + 200 * y)))[:3])

    bulb, body = added(0.0, -0.03), [added(*spot) for spot in ((0.15, 0.05), (-0.15, 0.05), (0.0, 0.15))]
    renderer.close()
    assert bulb > 100
    assert max(body) < 50
