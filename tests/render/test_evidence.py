"""Cards of evidence: what is written on one stays on it."""

from __future__ import annotations

import pytest

from game.render import evidence
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList

CARDS = [("A SERVER BILL", "bill"), ("A PHOTOGRAPH", "photograph")]


@pytest.mark.parametrize(("size", "named"), [((1280, 720), True), ((1920, 1080), True), ((640, 400), False)])
def test_a_name_is_no_wider_than_its_card(size: tuple[int, int], named: bool) -> None:
    atlas = Atlas()
    for card in CARDS:
        canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, *size))
        evidence.draw_laid(canvas, [card], evidence.TURN_S, (0.5, 0.6))
        rows = canvas.rows.rows
        letters = rows[[atlas.sprites[int(row[0])].kind == "letter" for row in rows]]
        assert bool(len(letters)) == named
        left = 0.5 * size[0]
        assert all(left <= x <= left + evidence.LAID[0] * canvas.unit for x in letters[:, 1])
