"""What stands on the glass besides the instruments: print that is typed, drawings that are drawn."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from game.render import pane
from game.render.berth import Berth
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.render.rects import shared
from game.story import library
from game.story.actions_show import Sketch
from game.story.state import Pane, Printed

LENS = Lens(1.0, 0.0, 0.0, 1280, 720)


def drawn(atlas, what: Pane, text: float = 1.0) -> tuple[np.ndarray, list[pane.Rect], Canvas]:
    canvas = Canvas(DrawList(atlas), LENS, text)
    taken = pane.draw(canvas, what, Berth())
    return canvas.rows.rows[: canvas.rows.n].copy(), taken, canvas


def printed(age: int, duration: int = 600, text: str = "BUILD 9,114: SKY TOO SAD. FIXED.") -> Printed:
    return Printed("logs.one", text, age, duration)


def test_a_bare_glass_stays_bare(atlas):
    rows, taken, _ = drawn(atlas, Pane())
    assert len(rows) == 0
    assert taken == []


def test_print_comes_letter_by_letter_and_goes_in_the_end(atlas):
    counts = [len(drawn(atlas, Pane([printed(age)]))[0]) for age in (3, 20, 120)]
    assert counts[0] < counts[1] < counts[2]
    strong, faint = (drawn(atlas, Pane([printed(age)]))[0][:, 9].max() for age in (300, 590))
    assert faint < strong


def test_each_line_has_a_row_of_its_own(atlas):
    _, taken, _ = drawn(atlas, Pane([printed(100), printed(40), printed(5)]))
    tops = [top for _, top, _, _ in taken]
    assert tops == sorted(tops)
    assert all(below - above >= high for above, below, (_, _, _, high) in zip(tops, tops[1:], taken, strict=False))


def test_letters_of_print_stand_in_the_middle_of_their_row(atlas):
    """Their feet stood on the panel's edge."""
    rows, ((_, top, _, high),), _ = drawn(atlas, Pane([printed(300)]))
    letters = rows[[atlas.sprites[int(row[0])].kind == "letter" for row in rows]]
    capital = letters[0]
    over, under = capital[2] - capital[4] / 2 - top, top + high - capital[2] - capital[4] / 2
    assert over == pytest.approx(under, abs=1.5)


def test_in_large_letters_four_lines_of_print_leave_most_of_the_picture(atlas):
    """They filled half of it, and with what was said there was no ship to be seen."""
    lines = library.load("04-the-back-door").lines
    prints = [printed(600, 900, lines[f"logs.{number}"].text) for number in ("one", "two", "three", "four")]
    _, taken, canvas = drawn(atlas, Pane(prints), 2.0)
    assert canvas.height == 360.0
    assert len(taken) == 4
    assert sum(high for _, _, _, high in taken) < 100.0
    assert min(top for _, top, _, _ in taken) >= 49.0, "under the chapter's name"


PRINTS = {
    "04-the-back-door": ("logs.one", "logs.two", "logs.three", "logs.four", "key.tag", "find.draft"),
    "09-private-server": ("rule.lock", "names.field", "names.nan"),
}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("chapter", PRINTS)
def test_every_line_that_is_printed_fits_on_the_glass(atlas, chapter: str, scale: float):
    level = library.load(chapter)
    for line in PRINTS[chapter]:
        rows, ((left, top, wide, high),), canvas = drawn(atlas, Pane([printed(300, text=level.text(line))]), scale)
        assert left >= 0
        assert left + wide <= canvas.width
        assert top + high <= canvas.height
        right = (rows[:, 1] + rows[:, 3] / 2).max() / canvas.unit
        assert right <= canvas.width


@pytest.mark.parametrize("name", pane.STROKES)
def test_a_drawing_is_drawn_stroke_by_stroke(atlas, name):
    early, later = (drawn(atlas, Pane(sketch=name, age=age, duration=2000))[0] for age in (12, 500))
    assert 0 < len(early) < len(later)


def test_the_drawings_are_those_that_a_script_may_ask_for():
    assert set(pane.STROKES) == set(get_args(Sketch))


@pytest.mark.parametrize("ship", [(150.0, 180.0), (500.0, 160.0), (640.0, 290.0), (900.0, 400.0)])
def test_print_keeps_clear_of_the_ship_and_stays_where_it_began(atlas, ship):
    canvas, berth, room = Canvas(DrawList(atlas), LENS), Berth(), (*ship, 144.0, 144.0)
    first = pane.draw(canvas, Pane([printed(5)]), berth, [room])
    more = pane.draw(canvas, Pane([printed(300), printed(200), printed(100), printed(5)]), berth, [room], now=1.0)
    assert more[0] == first[0]
    assert not any(shared(line, room) for line in more)
