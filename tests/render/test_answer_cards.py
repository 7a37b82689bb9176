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


def test_a_card_ends_as_far_under_its_words_as_they_begin_under_its_edge(atlas: Atlas) -> None:
    rows = DrawList(atlas)
    canvas = Canvas(rows, LENS)
    answer_cards.draw(canvas, asked(), ["1", "2"], "daly")
    foot = max(y + high for _, y, _, high in answer_cards.cards(canvas, asked()))
    lowest = letters(rows, atlas)[:, 2].max()  # the middle of the last row
    assert foot - lowest >= 17.0  # so far under the upper edge the key begins


SHORT = ("Applaud", "Light the house", "Say nothing", "Hiss")
LONG = ("Applaud, and mean all of it", "Light the house for whoever comes", "Say nothing whatsoever", "Hiss")


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_every_answer_is_read_inside_its_own_card(atlas: Atlas, text: float, count: int) -> None:
    options = [Option(f"o{i}", LONG[i], "He will remember it." if i % 2 else "") for i in range(count)]
    choice = Choice("bow", "Did you like it?", options, 60, cards=True)
    rows = DrawList(atlas)
    canvas = Canvas(rows, LENS, text)
    asks = answer_cards.draw(canvas, choice, ["1", "2", "3", "4"], "daly")
    laid = answer_cards.cards(canvas, choice)
    assert len(laid) == count
    for number, (x, y, wide, high) in enumerate(laid):
        assert min(x, y) > 0
        assert x + wide < canvas.width
        assert y + high < canvas.height
        for left, top, w, _ in laid[number + 1 :]:
            assert x + wide <= left or y + high <= top or left + w <= x
    printed = letters(rows, atlas)[:, 1:3] / canvas.unit
    answers = printed[printed[:, 1] > laid[0][1]]  # below the question
    held = np.array([[x < px < x + w and y < py < y + h for x, y, w, h in laid] for px, py in answers])
    assert held.any(axis=1).all()
    assert (held.sum(axis=0) >= [len(option.text.replace(" ", "")) for option in options]).all()
    assert asks[1] > 0


@pytest.mark.parametrize("count", [3, 4])
def test_with_large_letters_short_answers_leave_the_bridge_its_place(atlas: Atlas, count: int) -> None:
    choice = Choice("bow", "Did you like it?", [Option(f"o{i}", SHORT[i], "") for i in range(count)], 60, cards=True)
    canvas = Canvas(DrawList(atlas), LENS, 2.0)
    asks = answer_cards.draw(canvas, choice, ["1", "2", "3", "4"], "daly")
    _, y, _, high = bridge_inset.draw(canvas, CREW, 0.0, foot=asks[1])
    assert y + high <= asks[1]
