"""The crew's panel: paced, with a face for every line, and words that fit."""

from __future__ import annotations

import numpy as np
import pytest

from game import resources
from game.render import dialogue_panel, palette
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import LABEL, Canvas
from game.render.drawlist import DrawList
from game.render.speakers import SPEAKERS, face, speaker, tag_colour
from game.story import loader
from game.story.state import Choice, Line, Option

LENS = Lens(1.0, 0.0, 0.0, 1280, 720)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def lines():
    return loader.read(resources.levels() / "01-no-gamertag").lines


def test_words_come_one_by_one_and_are_all_there_well_before_the_end():
    text = "Those stars aren't getting bigger. Brake. Brake as in now."
    assert dialogue_panel.typed(text, 0, 240) == 1
    assert 1 < dialogue_panel.typed(text, 30, 240) < len(text)
    assert dialogue_panel.typed(text, 140, 240) == len(text)
    assert dialogue_panel.typed(text, 30, 240, speed=2.0) > dialogue_panel.typed(text, 30, 240)


def test_a_mood_nobody_drew_falls_back_to_the_first():
    assert face("nate", "worried") == "people/nate_worried"
    assert face("nate", "") == "people/nate_neutral"
    assert face("nate", "furious") == "people/nate_neutral"
    assert face("moderation", "") == "people/moderation_routine"
    assert face("sound", "") == ""
    assert face("bea", "worried") == "", "a voice in a room"
    assert {who for who, one in SPEAKERS.items() if not one.portrait} == {"bea", "her"}, "all others have a face"


@pytest.mark.parametrize("who", [who for who, one in SPEAKERS.items() if one.portrait])
def test_every_face_is_drawn(atlas, who: str):
    for mood in speaker(who).moods:
        assert face(who, mood) in atlas


def test_every_line_of_the_crew_fits_into_two_rows_at_every_text_size(atlas):
    for text_scale in (1.0, 1.5, 2.0):
        canvas = Canvas(DrawList(atlas), LENS, text_scale)
        wide = min(dialogue_panel.WIDE, canvas.width - 40)
        room = wide - dialogue_panel.HIGH - 26 - 24
        for name, line in lines().items():
            if line.who in SPEAKERS and line.who != "moderation":
                rows = len(canvas.wrap(line.text, dialogue_panel.WORDS, room))
                assert rows <= (2 if text_scale < 2.0 else 3), name


def test_letters_stay_inside_the_panel(atlas):
    for draw in (dialogue_panel.draw, dialogue_panel.draw_small):
        rows = DrawList(atlas)
        canvas = Canvas(rows, LENS)
        text = "She had us over. I've said things about this ship. I'm sorry. I'd say it again. All of it."
        x, y, w, h = draw(canvas, Line("x", "karl", text, "say", 200, 300))
        letters = rows.rows[[i for i, r in enumerate(rows.rows) if atlas.sprites[int(r[0])].kind == "letter"]]
        assert len(letters) > 60
        assert (letters[:, 1] > x).all()
        assert (letters[:, 1] < x + w).all()
        assert (letters[:, 2] > y).all()
        assert (letters[:, 2] < y + h + 20).all()


def test_a_choice_shows_its_keys_and_stays_on_the_picture(atlas):
    rows = DrawList(atlas)
    choice = Choice("c", "What do we do?", [Option("a", "Drop the cargo", "safe"), Option("b", "Stand")], 60)
    canvas = Canvas(rows, LENS)
    laid = dialogue_panel.ChoicePanel(canvas, choice)
    x, y, w, h = laid.draw(canvas, *laid.spots(canvas)[0][:2], ["1", "2"], "nanette")
    assert x > 0
    assert y > 0
    assert x + w < 1280
    assert y + h < 720


def test_a_question_stands_further_from_its_answers_than_they_from_one_another(atlas):
    rows = DrawList(atlas)
    canvas = Canvas(rows, LENS)
    laid = dialogue_panel.ChoicePanel(
        canvas, Choice("c", "What do we do?", [Option("a", "Go"), Option("b", "Stand")], 60)
    )
    laid.draw(canvas, 40.0, 40.0, ["1", "2"])
    first, second = [
        (r[2] - r[4] / 2, r[2] + r[4] / 2) for r in rows.rows if tuple(np.round(r[3:5], 1)) == (24.0, 23.0)
    ]
    asked = min(r[2] for r in rows.rows if atlas.sprites[int(r[0])].kind == "letter") + (LABEL + 3) / 2
    assert first[0] - asked > second[0] - first[1] + 4.0


def test_an_option_that_cannot_be_taken_is_greyed_and_says_why(atlas):
    def ink(closed: str) -> set[tuple[float, ...]]:
        rows = DrawList(atlas)
        options = [Option("a", "Gravy", "painted on", closed=closed), Option("b", "Biscuit", "likely", closed=closed)]
        canvas = Canvas(rows, LENS)
        dialogue_panel.ChoicePanel(canvas, Choice("c", "Well?", options, 60)).draw(canvas, 40.0, 40.0, ["1", "2"])
        letters = [r for r in rows.rows if atlas.sprites[int(r[0])].kind == "letter"]
        return {tuple(np.round(r[6:10], 3)) for r in letters}

    text = palette.ink("text")
    assert any(np.allclose(one[:3], text[:3], atol=0.01) for one in ink(""))
    assert not any(np.allclose(one[:3], text[:3], atol=0.01) for one in ink("You never saw it"))


def test_a_player_keeps_their_colour():
    assert tag_colour("dunk_tank") == tag_colour("dunk_tank")
    assert len({tag_colour(f"player_{i}") for i in range(40)}) > 3


def test_the_arrow_waits_until_all_is_said(atlas):
    def arrows(age: int) -> int:
        rows = DrawList(atlas)
        dialogue_panel.draw(Canvas(rows, LENS), Line("x", "nate", "Morning. I'm guessing.", "say", age, 300))
        return int(np.count_nonzero(rows.rows[:, 0] == atlas.ids["triangle"]))

    assert arrows(10) == 0
    assert arrows(200) == 1
