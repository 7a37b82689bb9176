"""Sheets, hints and strips: nothing overlaps and nothing leaves the picture, at any size of letters or window."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pygame
import pytest

from game import resources
from game.render import palette
from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.render.frame import Frame, Post
from game.render.software import SoftwareRenderer
from game.ui import sheet
from game.ui.hints import draw_hints, fit_hints
from game.ui.intents import Shot
from game.ui.menu import Menu
from game.ui.sheet import FOOT, draw_facts, draw_sheet
from game.ui.strip import Key, Strip
from game.ui.theme import THEME, Theme, read
from game.ui.widgets import Button

SIZES = [(1280, 720), (1024, 768), (2560, 1080), (640, 360)]
SCALES = [1.0, 1.5, 2.0]
HINTS = [("ENTER", "SELECT"), ("D-PAD UP / D-PAD DOWN", "MOVE"), ("KEYPAD ENTER", "BACK")]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def canvas(atlas: Atlas, size: tuple[int, int]) -> Canvas:
    return Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, *size))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", SCALES)
def test_choices_and_what_is_known_stand_beside_each_other(atlas: Atlas, size, scale: float) -> None:
    paper = canvas(atlas, size)
    menu = Menu([Button(f"{number}  THE BACK DOOR", note="12:34") for number in range(14)])
    x, y, wide, high = draw_sheet(paper, "CHAPTERS", menu, scale, HINTS, "11 OF 11")
    assert all(row.x + row.width <= x for row in menu.rows)
    assert menu.rows[-1].y + menu.rows[-1].height <= paper.height - FOOT, "the controls are named below"
    assert len(menu.rows) >= 4, "and there is something to choose from"
    top = draw_facts(paper, (x, y, wide, high), "THE BACK DOOR", [("Saved", "27 Nov 2026, 00:51")] * 5, scale)
    assert top >= y
    draw_facts(
        paper, (x, y, wide, high), "LONG", [("Nobody knows how long this one is", "and what it comes to")], scale
    )
    rows = paper.rows.rows
    assert (rows[:, 1] + rows[:, 3] / 2).max() <= (x + wide) * paper.unit + 1.0
    assert (rows[:, 2] + rows[:, 4] / 2).max() <= size[1]


def test_a_list_that_nearly_fits_is_seen_whole_and_the_next_one_scrolls(atlas: Atlas) -> None:
    paper = canvas(atlas, (1280, 720))
    for count, whole in ((13, True), (14, False)):
        menu = Menu([Button("SWEEP", note="03") for _ in range(count)], theme=sheet.ROWS)
        draw_sheet(paper, "COPY WHICH ONE?", menu, 1.0, HINTS)
        assert (len(menu.rows) == count) is whole
        assert menu.rows[-1].y + menu.rows[-1].height <= paper.height - FOOT - THEME.hint_size - 16.0
    for scale in (1.25, 1.5, 1.75, 2.0):
        for count in range(3, 14):
            menu = Menu([Button("SWEEP", note="03") for _ in range(count)], theme=sheet.ROWS)
            draw_sheet(paper, "COPY WHICH ONE?", menu, scale, HINTS)
            hint = fit_hints(paper, HINTS, THEME.hint_size * scale, paper.width - sheet.LEFT - sheet.RIGHT)
            assert menu.rows[-1].y + menu.rows[-1].height <= paper.height - FOOT - hint - 16.0 * scale + 1.0


@pytest.mark.parametrize("width", [1200.0, 600.0, 420.0])
def test_a_line_of_controls_shrinks_to_its_room(atlas: Atlas, width: float) -> None:
    paper = canvas(atlas, (1280, 720))
    size = fit_hints(paper, HINTS, 16.0, width)
    assert draw_hints(paper, 0.0, 20.0, HINTS, size) <= width + 1.0


@pytest.mark.parametrize("size", [(1280, 720), (960, 540), (700, 480)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_fact_is_apart_from_its_name(atlas: Atlas, size, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = canvas(atlas, size)
    spans: list[tuple[float, float]] = []
    draw = Canvas.text

    def watched(self, x, y, text, size, colour, align="left"):
        wide = draw(self, x, y, text, size, colour, align)
        spans.append((x - wide, x) if align == "right" else (x, x + wide))
        return wide

    monkeypatch.setattr(Canvas, "text", watched)
    for facts in ([("Saved", "28 Nov 2026, 02:38")], [("Shots that hit", "none fired")], [("Chapters behind", "4")]):
        spans.clear()
        draw_facts(paper, (600.0, 60.0, 470.0, 600.0), "05 DEEP STRATA", facts, scale)
        name, value = spans[-2:]
        assert value[0] - name[1] >= 10.0


class Words:
    """What is written on a canvas: (words, left, top, cap height)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.written: list[tuple[str, float, float, float]] = []
        draw = Canvas.text

        def watched(canvas, x, y, text, size, colour, align="left"):
            self.written.append((text, x, y, size))
            return draw(canvas, x, y, text, size, colour, align)

        monkeypatch.setattr(Canvas, "text", watched)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ([("Begun", "once"), ("Won", "never")], ""),
        ([], "As it is meant: mistakes cost."),
        ([("Begun", "once")], "Both."),
    ],
)
def test_a_card_has_as_much_air_below_as_above(atlas: Atlas, scale: float, facts, words, monkeypatch) -> None:
    seen, paper = Words(monkeypatch), canvas(atlas, (1280, 720))
    top = draw_facts(paper, (600.0, 60.0, 470.0, 600.0), "SWEEP", facts, scale, words)
    above = seen.written[0][2] - top
    below = 660.0 - max(y + size for _, _, y, size in seen.written)
    assert below == pytest.approx(above, abs=1.0)


def test_a_heading_that_nearly_fits_leaves_no_word_alone(atlas: Atlas, monkeypatch) -> None:
    seen, paper = Words(monkeypatch), canvas(atlas, (1280, 720))
    draw_facts(paper, (750.0, 60.0, 470.0, 600.0), "FROM THE FIRST DAY ON", [], 2.0, "What is kept stays.")
    assert seen.written[0][0] == "FROM THE FIRST DAY ON"
    seen.written.clear()
    draw_facts(paper, (750.0, 60.0, 470.0, 600.0), "FROM THE FIRST DAY ON, AND AGAIN", [], 2.0, "What is kept stays.")
    assert seen.written[0][0] != "FROM THE FIRST DAY ON, AND AGAIN", "and one that does not keeps its size"


def test_a_strip_knows_its_buttons(atlas: Atlas) -> None:
    strip, paper = Strip(), canvas(atlas, (1280, 720))
    keys = [Key(Shot.TAKE, "ENTER", "TAKE IT"), Key(Shot.LEAVE, "ESC", "LEAVE")]
    strip.draw(paper, keys, 40.0, 660.0, 12.0, (0, 0))
    middles = {wish: (x + wide / 2, y + high / 2) for wish, x, y, wide, high in strip.spots}
    assert {strip.at(*middle) for middle in middles.values()} == {Shot.TAKE, Shot.LEAVE}
    assert strip.at(5.0, 5.0) is None
    assert 0.0 < strip.width(paper, keys, 12.0) < strip.width(paper, keys, 24.0)


# --- the theme ---


def test_the_theme_names_colours_that_there_are() -> None:
    paints = [getattr(THEME, field.name) for field in fields(Theme)]
    roles = {paint[0] for paint in paints if isinstance(paint, tuple)}
    assert roles <= set(palette.COLOURS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("padding = 28.0", "paddding = 28.0", "paddding, padding"),
        ("[measures]", "[measures", "damaged"),
    ],
)
def test_a_theme_that_cannot_be_read_says_why(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (resources.assets() / "theme.toml").read_text(encoding="utf-8")
    (tmp_path / "theme.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(resources.BrokenInstallError, match=said):
        read(tmp_path / "theme.toml")


@pytest.mark.parametrize("size", [(1280, 720), (1000, 1000), (1484, 621), (640, 400)])
def test_what_is_darkened_under_the_choices_reaches_the_edges(size: tuple[int, int], atlas: Atlas) -> None:
    """Soft shapes come in sizes an eighth apart: one made too small left a bright strip along the edge."""
    renderer = SoftwareRenderer(atlas, pygame.Surface(size, depth=32), live=False)
    frame = Frame.of(atlas)
    frame.post = Post(bloom=0.0, vignette=0.0, scan=0.0)
    frame.hud.box(0, 0, *size, (1, 1, 1, 1))
    sheet.shade(frame, Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *size)), 1.0)
    renderer.draw(frame)
    choices = pygame.surfarray.array3d(renderer.image())[: size[0] // 3, : size[1] * 3 // 4].mean(axis=2)
    assert np.ptp(choices, axis=1).max() < 8.0, "as dark at the top as below it"
    assert choices[0].mean() < 30.0
