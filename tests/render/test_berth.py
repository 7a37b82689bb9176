"""Panels hide nobody who is watched, and do not hop about."""

from __future__ import annotations

import pytest

from game.render.berth import PATIENCE, Berth
from game.render.camera import HALF_A_SHIP, Lens
from game.render.canvas import Canvas
from game.render.dialogue_panel import ChoicePanel
from game.render.drawlist import DrawList
from game.render.rects import shared
from game.story.state import Choice, Option

FOOT, HEAD = (300.0, 580.0, 600.0, 110.0), (300.0, 84.0, 600.0, 110.0)
LOW, HIGH, MIDDLE = (580.0, 560.0, 120.0, 120.0), (580.0, 90.0, 120.0, 120.0), (580.0, 300.0, 120.0, 120.0)


def test_the_best_liked_spot_is_taken_where_the_ship_is_not():
    assert Berth().place("a", [FOOT, HEAD], [MIDDLE], [], 0.0) == FOOT
    assert Berth().place("a", [FOOT, HEAD], [LOW], [], 0.0) == HEAD


def test_a_panel_stays_while_a_ship_only_passes_and_goes_when_it_stays():
    berth = Berth()
    berth.place("a", [FOOT, HEAD], [MIDDLE], [], 0.0)
    assert berth.place("a", [FOOT, HEAD], [LOW], [], 1.0) == FOOT
    assert berth.place("a", [FOOT, HEAD], [MIDDLE], [], 1.0 + PATIENCE) == FOOT
    assert berth.place("a", [FOOT, HEAD], [LOW], [], 5.0) == FOOT
    assert berth.place("a", [FOOT, HEAD], [LOW], [], 5.0 + PATIENCE) == HEAD
    assert berth.place("a", [FOOT, HEAD], [MIDDLE], [], 9.0) == HEAD, "it does not come back for nothing"


def test_another_panel_chooses_anew():
    berth = Berth()
    berth.place("a", [FOOT, HEAD], [LOW], [], 0.0)
    assert berth.place("b", [FOOT, HEAD], [HIGH], [], 0.0) == FOOT


def test_a_panel_keeps_off_others_too():
    assert Berth().place("a", [FOOT, HEAD], [MIDDLE], [LOW], 0.0) == HEAD


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_a_choice_leaves_the_ship_free_at_every_size_of_text(atlas, text):
    canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720), text)
    options = [
        Option("a", "LET HER HAVE HIM", "She's happy. She shadows you through. It isn't true."),
        Option("b", "TELL HER", "The tag burns out sooner. She'll know."),
    ]
    laid = ChoicePanel(canvas, Choice("c", "It's your voice, Elena. I won't pick for you.", options, 60))
    _, foot, _, _ = laid.spots(canvas)[0]
    kept = (canvas.height - foot) * text + HALF_A_SHIP  # px at 720p, as the camera is told
    middle, half = (canvas.width / 2, min(0.5, 1.0 - kept / 720.0) * canvas.height), 72.0 * canvas.world_unit
    ship = middle[0] - half, middle[1] - half, 2 * half, 2 * half
    x, y, w, h = Berth().place("c", laid.spots(canvas), [ship], [], 0.0)
    assert shared((x, y, w, h), ship) == 0.0
    laid.draw(canvas, x, y, ["1", "2"])
    letters = [r for r in canvas.rows.rows[: canvas.rows.n] if atlas.sprites[int(r[0])].kind == "letter"]
    for row in letters:
        assert x * canvas.unit < row[1] < (x + w) * canvas.unit
        assert y * canvas.unit < row[2] < (y + h) * canvas.unit
    assert x >= 0.0
    assert x + w <= canvas.width
