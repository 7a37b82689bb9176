"""Labels in the world: never over each other, never over the instruments, never hopping."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from game.render import palette
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.captions import SOUND, Captions, Layout, Wish, presence
from game.render.drawlist import DrawList
from game.render.rects import overlap
from game.story.state import Caption, Line, Sign

W, H = 1280.0, 720.0
PANELS = [(20.0, 590.0, 240.0, 100.0), (1070.0, 20.0, 190.0, 60.0), (270.0, 568.0, 740.0, 128.0)]


def wish(key: str, x: float, y: float, w: float = 180.0, h: float = 26.0) -> Wish:
    return Wish(key, x, y, w, h, 36.0)


@pytest.mark.parametrize("seed", range(12))
def test_no_label_touches_another_or_a_panel(seed: int):
    rng = np.random.default_rng(seed)
    many = [
        wish(str(i), rng.uniform(-100, W + 100), rng.uniform(-100, H + 100), rng.uniform(60, 260), rng.choice([26, 42]))
        for i in range(40)
    ]
    placed = list(Layout().place(many, PANELS, W, H).values())
    assert len(placed) > 10
    for i, rect in enumerate(placed):
        assert not any(overlap(rect, other) for other in placed[i + 1 :] + PANELS)
        assert rect[0] >= 0
        assert rect[1] >= 0
        assert rect[0] + rect[2] <= W
        assert rect[1] + rect[3] <= H


def test_a_label_stands_over_its_ship():
    rect = Layout().place([wish("a", 600.0, 400.0)], [], W, H)["a"]
    assert rect[0] + rect[2] / 2 == pytest.approx(600.0)
    assert rect[1] + rect[3] < 400.0


def test_one_without_room_hides():
    everywhere = [(0.0, 0.0, W, H)]
    assert Layout().place([wish("a", 600.0, 400.0)], everywhere, W, H) == {}


def test_a_label_keeps_its_place_when_its_neighbour_goes():
    layout = Layout()
    both = [wish("first", 600.0, 400.0), wish("second", 610.0, 400.0)]
    before = layout.place(both, [], W, H)["second"]
    assert layout.place(both[1:], [], W, H)["second"] == before


def test_words_come_and_go_softly():
    assert presence(0, 240) < 0.5
    assert presence(60, 240) == 1.0
    assert 0.0 < presence(230, 240) < 1.0
    assert presence(240, 240) == 0.0
    assert presence(10_000, 0) == 1.0  # a duration of 0 stays


def chat(canvas: Canvas, many: list[Caption], at: tuple[float, float], panels=()) -> list[tuple]:
    return Captions().draw_chat(canvas, many, lambda caption: at, list(panels))


def said(name: str, text: str, who: str = "tilly_ho", age: int = 60) -> Caption:
    return Caption(name, who, text, 7, -1, 0.0, 0.0, age, 300)


@pytest.mark.parametrize("at", [(640.0, 360.0), (-260.0, 660.0), (640.0, 30.0), (1140.0, 700.0)])
def test_what_one_says_is_read_downwards_in_one_column(atlas, at):
    canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720))
    many = [
        said("a", "we kept your slot. everyone said don't"),
        said("b", "I thought you'd, you know"),
        said("c", "oh"),
    ]
    places = chat(canvas, many, at, PANELS)
    assert len(places) == 3
    assert len({x for x, _, _, _ in places}) == 1
    assert all(upper[1] + upper[3] < lower[1] for upper, lower in pairwise(places))


def test_where_all_that_one_says_has_no_room_the_last_of_it_stays(atlas):
    canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720))
    walls = [(0.0, 0.0, 1280.0, 280.0), (0.0, 318.0, 1280.0, 402.0)]
    places = chat(canvas, [said("a", "first"), said("b", "second")], (640.0, 350.0), walls)
    assert len(places) == 1


def test_no_stem_points_to_a_speaker_who_is_not_in_the_picture(atlas):
    def strokes(at: tuple[float, float]) -> int:
        canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720))
        chat(canvas, [said("a", "hello there")], at)
        return int(canvas.rows.n)

    assert strokes((640.0, 1260.0)) == strokes((-1360.0, 460.0)) < strokes((640.0, 360.0))


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_a_sound_that_is_told_is_as_large_and_clear_as_speech(atlas, text):
    canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720), text)
    x, y, w, h = Captions.draw_sound(canvas, Line("k", "sound", "(two knocks)", "sound", 60, 300), canvas.height - 40)
    assert SOUND * 1.5 >= 18.0, "px at 1080p"
    rows = canvas.rows.rows[: canvas.rows.n]
    letters = rows[[atlas.sprites[int(r[0])].kind == "letter" for r in rows]]
    assert len(letters) >= 10
    assert np.allclose(letters[:, 6:9], palette.ink("text")[:3], atol=0.01)
    assert x > 0.0
    assert x + w < canvas.width
    assert y + h < canvas.height


def test_a_sign_without_room_above_stands_beside_what_it_is_about() -> None:
    """As one that is pressed to the picture's head, where a mark stands."""
    sign = Wish("sign", 640.0, 90.0, 250.0, 70.0, 55.0, aside=110.0)
    mark = (676.0, 8.0, 40.0, 60.0)
    x, y, w, h = Layout().place([sign], [mark], W, H)["sign"]
    assert not overlap((x, y, w, h), mark)
    assert y + h <= 90.0, "not under it"
    assert x >= 640.0 + 110.0 or x + w <= 640.0 - 110.0


def test_a_sign_does_not_climb_far_from_what_it_is_about() -> None:
    """It stood at the picture's head, a list's words 300 pixels from the list."""
    sign, talk = Wish("sign", 640.0, 480.0, 250.0, 70.0, 55.0, aside=110.0), (400.0, 200.0, 480.0, 240.0)
    x, y, w, h = Layout().place([sign], [talk], W, H)["sign"]
    assert not overlap((x, y, w, h), talk)
    assert y + h > 480.0 - 2 * 70.0 - 55.0


def signed(atlas, *signs: Sign) -> tuple[list, np.ndarray]:
    """Where boards of signs stand, and the rows of their letters."""
    canvas = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, 1280, 720))
    rects = Captions().draw_signs(canvas, list(signs), [])
    rows = canvas.rows.rows[: canvas.rows.n]
    return rects, rows[[atlas.sprites[int(r[0])].kind == "letter" for r in rows]]


def places(head: float) -> tuple[Sign, Sign]:
    """Who is first and who is second, under each other."""
    first, second = (Sign(f"s{n}", f"{n}. NO NAME GIVEN", 640.0, head + 80.0 * n, 60, 0) for n in (1, 2))
    return first, second


@pytest.mark.parametrize("head", [-90.0, 300.0])
def test_signs_under_each_other_are_one_list(atlas, head: float) -> None:
    """They came beside each other, the second first, where the picture's head left no room above."""
    first, second = places(head)
    alone, (both, letters) = signed(atlas, first)[1], signed(atlas, first, second)
    assert len(both) == 1, "one board"
    assert len(letters) == 2 * len(alone)
    assert letters[: len(alone), 1:3] == pytest.approx(alone[:, 1:3]), "what stood there stays"
    assert letters[: len(alone), 2].max() < letters[len(alone) :, 2].min()
    far = Sign("s3", "2. NO NAME GIVEN", 640.0, head + 300.0, 60, 0)
    assert len(signed(atlas, first, far)[0]) == 2, "who stands elsewhere is on no list"


def test_a_list_is_whole_also_where_the_place_of_its_first_line_is_out_of_the_picture(atlas) -> None:
    first, second = places(-130.0)
    assert not signed(atlas, first)[0]
    assert len(signed(atlas, first, second)[1]) == 2 * len(signed(atlas, second)[1])
