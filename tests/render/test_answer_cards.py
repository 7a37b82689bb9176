"""Two answers side by side, and a bridge whose mouths go on."""

from __future__ import annotations

import numpy as np
import pytest

from game.render import answer_cards, bridge_inset
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.story.state import Choice, Option

LENS = Lens(1.0, 0.0, 0.0, 1280, 720)
CREW = ["nate", "elena", "karl", "kabir", "walt"]


def asked() -> Choice:
    options = [
        Option("no", "NO", "All of you, or none. He stops holding the door."),
        Option("stay", "STAY", "They are moved tonight and safe for good. You never leave."),
    ]
    return Choice("ultimatum", "It has to be you, saying it.", options, 60, cards=True)


def letters(rows: DrawList, atlas: Atlas) -> np.ndarray:
    return rows.rows[[i for i, r in enumerate(rows.rows) if atlas.sprites[int(r[0])].kind == "letter"]]


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_cards_are_alike_and_leave_the_ship_its_place(atlas: Atlas, text: float) -> None:
    rows = DrawList(atlas)
    canvas = Canvas(rows, LENS, text)
    x, y, w, h = answer_cards.draw(canvas, asked(), ["1", "2"], "daly")
    assert x >= 0
    assert x + w <= canvas.width + 1
    assert y > 0
    assert y + h <= canvas.height + 1
    printed = letters(rows, atlas)
    assert (printed[:, 1] > 0).all()
    assert (printed[:, 1] < 1280).all()
    assert (printed[:, 2] < 720).all()
    left, right = printed[printed[:, 1] < 560], printed[printed[:, 1] > 720]
    assert len(left) > 20
    assert len(right) > 20


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_the_bridge_covers_neither_question_nor_answer(atlas: Atlas, text: float) -> None:
    rows = DrawList(atlas)
    canvas = Canvas(rows, LENS, text)
    asks = answer_cards.draw(canvas, asked(), ["1", "2"], "daly")
    x, y, wide, high = bridge_inset.draw(canvas, CREW, 0.0, foot=asks[1])
    assert y + high <= asks[1]
    assert bridge_inset.SMALL < wide < canvas.width - x


def test_an_answer_that_is_shut_says_why(atlas: Atlas) -> None:
    rows, open_rows = DrawList(atlas), DrawList(atlas)
    choice = asked()
    answer_cards.draw(Canvas(open_rows, LENS), choice, ["1", "2"], "daly")
    choice.options[1].closed = "Nobody asked."
    answer_cards.draw(Canvas(rows, LENS), choice, ["1", "2"], "daly")
    assert len(letters(rows, atlas)) < len(letters(open_rows, atlas))


def test_every_mouth_moves_by_itself(atlas: Atlas) -> None:
    disc = atlas.id("disc")
    heights = []
    for step in range(30):
        rows = DrawList(atlas)
        rect = bridge_inset.draw(Canvas(rows, LENS), CREW, step / 30)
        heights.append([row[4] for row in rows.rows if int(row[0]) == disc])
        assert rect[1] + rect[3] < 600  # the talk at the foot is free
    opened = np.array(heights)
    assert opened.shape == (30, len(CREW))
    assert (np.ptp(opened, axis=0) > 2.0).all()
    assert len({tuple(np.round(column, 2)) for column in opened.T}) == len(CREW)
