"""Colours have roles, and words can be read on their panels."""

from __future__ import annotations

import pytest

from game.render import palette
from game.render.frame import Frame
from game.render.palette import contrast, ink, light, rgb
from tests.render.conftest import Renderer


def test_contrast_goes_from_none_to_black_on_white() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((0.3, 0.5, 0.1), (0.3, 0.5, 0.1)) == 1
    assert contrast((1, 1, 1), (0, 0, 0)) == contrast((0, 0, 0), (1, 1, 1))


def test_paint_covers_and_light_adds() -> None:
    assert ink("pearl", 0.5) == pytest.approx((*(v * 0.5 for v in rgb("pearl")), 0.5))
    assert light("ring", 2.0)[3] == 0
    assert light("ring", 2.0)[0] == pytest.approx(rgb("ring")[0] * 2)


@pytest.mark.parametrize("name", ["text", "dim", "select", "mustard", "ring", "blush", "tagged", "data", "hot"])
def test_words_can_be_read_on_a_panel(name: str) -> None:
    assert contrast(rgb(name), rgb("panel")) >= 4.5


def test_every_colour_has_one_role() -> None:
    names = [name for role in palette.ROLES.values() for name in role]
    assert len(names) == len(set(names))


def test_words_on_a_panel_can_be_read_in_the_picture(renderer: Renderer) -> None:
    """Measured on pixels, over the brightest ground there could be."""
    frame = Frame.of(renderer.atlas)
    frame.clear = (1.0, 1.0, 1.0)
    frame.hud.panel(100, 100, 400, 60, ink("panel", 0.92))
    frame.hud.text(14, "NOT TODAY IIII", 120, 122, ink("text"))
    renderer.draw(frame)
    picture = renderer.image().subsurface((105, 105, 390, 50))
    pixels = [picture.get_at((x, y))[:3] for x in range(0, 390) for y in range(10, 40)]
    brightest = max(pixels, key=sum)
    panel = sorted(pixels, key=sum)[len(pixels) // 3]
    assert contrast([v / 255 for v in brightest], [v / 255 for v in panel]) >= 4.5
