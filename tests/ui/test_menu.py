"""Menus walked by keys, by pad and by mouse: the same result whichever way."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from game.render.atlas import Atlas
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.drawlist import DrawList
from game.ui.intents import Intent, Pointer
from game.ui.menu import Menu, fitting
from game.ui.theme import THEME
from game.ui.widgets import Button, Picker, Slider, Text, Toggle


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


class Kitchen:
    """A menu with one widget of each sort, and what they changed."""

    def __init__(self) -> None:
        self.level, self.word, self.on, self.pushed, self.heard, self.left = 50, "tea", False, 0, [], 0
        self.menu = Menu(
            [
                Text("THINGS"),
                Slider("Level", 0, 100, 10, "%", lambda: self.level, lambda v: setattr(self, "level", v)),
                Picker("Word", ("tea", "milk", "rum"), lambda: self.word, lambda v: setattr(self, "word", v)),
                Toggle("On", lambda: self.on, lambda v: setattr(self, "on", v)),
                Button("Push", self._push),
                Button("Not now", self._push, reason="later"),
            ],
            back=self._leave,
            heard=self.heard.append,
        )

    def _push(self) -> None:
        self.pushed += 1

    def _leave(self) -> None:
        self.left += 1

    def row(self, label: str):
        index = next(i for i, widget in enumerate(self.menu.widgets) if widget.label == label)
        return next(row for row in self.menu.rows if row.index == index)


def draw(menu: Menu, atlas: Atlas, size=(1280, 720), height=600.0, text_scale=1.0) -> DrawList:
    rows = DrawList(atlas)
    menu.draw(Canvas(rows, Lens(1.0, 0.0, 0.0, *size)), 100.0, 50.0, 500.0, height, text_scale)
    return rows


def test_keys_reach_and_change_everything() -> None:
    kitchen = Kitchen()
    kitchen.menu.handle(
        [Intent.RIGHT, Intent.DOWN, Intent.LEFT, Intent.DOWN, Intent.ACCEPT, Intent.DOWN, Intent.ACCEPT]
    )
    assert (kitchen.level, kitchen.word, kitchen.on, kitchen.pushed) == (60, "rum", True, 1)


def test_the_focus_starts_on_something_that_can_be_chosen_and_goes_round() -> None:
    menu = Kitchen().menu
    assert menu.focused.label == "Level"
    menu.handle([Intent.UP])
    assert menu.focused.label == "Not now"
    menu.handle([Intent.DOWN])
    assert menu.focused.label == "Level", "the heading is passed over"


def test_one_button_is_enough_to_change_everything() -> None:
    kitchen = Kitchen()
    kitchen.level = 100
    kitchen.menu.handle([Intent.ACCEPT])
    assert kitchen.level == 0
    kitchen.menu.handle([Intent.DOWN, Intent.ACCEPT])
    assert kitchen.word == "milk"


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (640, 360)])
def test_the_mouse_reaches_and_changes_everything(size, atlas: Atlas) -> None:
    kitchen = Kitchen()
    draw(kitchen.menu, atlas, size)
    unit = size[1] / 720.0

    def press(label: str, share: float) -> None:
        row = kitchen.row(label)
        at = (row.x + row.width * share) * unit, (row.y + row.height / 2) * unit
        kitchen.menu.handle([Pointer("move", *at), Pointer("press", *at), Pointer("release", *at)])

    press("Level", 0.99)
    press("Word", 0.9)
    press("On", 0.5)
    press("Push", 0.2)
    press("Not now", 0.2)
    assert (kitchen.level, kitchen.word, kitchen.on, kitchen.pushed) == (100, "milk", True, 1)
    assert kitchen.heard[-1] == "refuse"


def test_a_slider_follows_the_drag_and_stops_at_its_ends(atlas: Atlas) -> None:
    kitchen = Kitchen()
    draw(kitchen.menu, atlas)
    row = kitchen.row("Level")
    middle = row.y + row.height / 2
    kitchen.menu.handle([Pointer("press", row.x + row.width - 20, middle), Pointer("move", 0.0, middle)])
    assert kitchen.level == 0
    kitchen.menu.handle([Pointer("release", 0.0, middle), Pointer("move", row.x + row.width - 20, middle)])
    assert kitchen.level == 0, "the button is up"


def test_a_click_on_the_words_of_a_slider_takes_nothing_from_it(atlas: Atlas) -> None:
    kitchen = Kitchen()
    draw(kitchen.menu, atlas)
    row = kitchen.row("Level")
    level, words = kitchen.level, (row.x + 20.0, row.y + row.height / 2)
    kitchen.menu.handle(
        [Pointer("press", *words), Pointer("move", words[0] + 5.0, words[1]), Pointer("release", *words)]
    )
    assert kitchen.menu.focused.label == "Level"
    assert kitchen.level == level


def test_a_click_beside_the_menu_does_nothing(atlas: Atlas) -> None:
    kitchen = Kitchen()
    draw(kitchen.menu, atlas)
    kitchen.menu.handle([Pointer("press", 5.0, 5.0)])
    assert kitchen.heard == []


def test_back_leaves_and_is_heard() -> None:
    kitchen = Kitchen()
    kitchen.menu.handle([Intent.BACK])
    assert kitchen.left == 1
    assert kitchen.heard == ["back"]


def test_what_does_not_fit_is_scrolled_into_view(atlas: Atlas) -> None:
    menu = Menu([Button(f"entry {n}") for n in range(30)])
    for text_scale in (1.0, 2.0):
        for _ in range(30):
            draw(menu, atlas, height=300.0, text_scale=text_scale)
            assert menu.focus in {row.index for row in menu.rows}
            assert all(row.y + row.height <= 350.0 + 1e-6 for row in menu.rows)
            menu.handle([Intent.DOWN])


def test_large_letters_stay_large_and_take_more_lines(atlas: Atlas) -> None:
    menu = Menu(
        [Toggle("A"), Toggle("Captions for every sound"), Text("as many words as no row is wide enough for " * 2)]
    )
    rows = draw(menu, atlas, text_scale=2.0).rows
    letters = [row for row in rows if atlas.sprites[int(row[0])].kind == "letter"]
    assert min(row[4] for row in letters) >= 2.0 * menu.theme.small_size
    short, long, longest = (row.height for row in menu.rows)
    assert short < long < longest
    for above, below in itertools.pairwise(menu.rows):
        assert above.y + above.height <= below.y + 1e-6


def test_a_heading_shows_with_the_first_entry_below_it(atlas: Atlas) -> None:
    menu = Menu([Text("HEAD"), *[Button(f"entry {n}") for n in range(30)]])
    menu.handle([Intent.UP])
    draw(menu, atlas, height=300.0)
    menu.handle([Intent.DOWN])
    draw(menu, atlas, height=300.0)
    assert menu.rows[0].index == 0


def test_letters_stay_inside_their_row_at_every_text_size(atlas: Atlas) -> None:
    long = Menu([Text("a note that is much longer than any panel could ever be at twice the size of its letters")])
    for text_scale in (1.0, 1.5, 2.0):
        rows = draw(long, atlas, text_scale=text_scale).rows
        assert (rows[:, 1] + rows[:, 3] / 2).max() <= 600.0 + 8.0


def test_the_wheel_walks(atlas: Atlas) -> None:
    kitchen = Kitchen()
    kitchen.menu.handle([Pointer("wheel", 0, 0, -1.0)])
    assert kitchen.menu.focused.label == "Word"


def test_why_something_cannot_be_chosen_is_as_bright_as_what_is_said_of_others(atlas: Atlas) -> None:
    """A picture that moves stands behind some lists."""
    menu = Menu([Button("A", int), Button("B", int, note="yes"), Button("C", int, reason="yes")])
    rows = draw(menu, atlas).rows
    inks = [row[6:10] for row in rows if atlas.sprites[int(row[0])].char == "y"]
    assert len(inks) == 2
    assert inks[0].tolist() == inks[1].tolist()


@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (960, 540), (1920, 1080)])
def test_words_made_smaller_fit_their_room_in_whole_pixels(size, atlas: Atlas) -> None:
    paper = Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, *size))
    words = "THE BRIDGE, AFTER SWEEP"
    for width in range(240, 420, 3):
        made = fitting(paper, words, 20.0, float(width))
        assert paper.measure(words, made) <= width
        assert made > 0.6 * 20.0 * min(1.0, width / paper.measure(words, 20.0)), "and no smaller than it must be"


class Notes:
    """Every word that a menu draws: its text, where it begins and ends, and its size [units]."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn: dict[str, tuple[float, float, float]] = {}
        draw = Canvas.text

        def watched(canvas, x, y, text, size, colour, align="left"):
            wide = draw(canvas, x, y, text, size, colour, align)
            left = x - (wide if align == "right" else wide / 2 if align == "center" else 0.0)
            self.drawn[text] = left, left + wide, size
            return wide

        monkeypatch.setattr(Canvas, "text", watched)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (800, 600)])
@pytest.mark.parametrize("note", ["THE BRIDGE, AFTER SWEEP", "THE BRIDGE"])
def test_a_note_stands_apart_from_its_entry_or_is_left_out(note: str, size, atlas: Atlas, monkeypatch) -> None:
    notes = Notes(monkeypatch)
    menu = Menu([Button("CONTINUE", note=note)], bare=True)
    menu.draw(Canvas(DrawList(atlas), Lens(1.0, 0.0, 0.0, *size)), 100.0, 50.0, 400.0, 600.0)
    assert note in notes.drawn or (size == (800, 600) and note != "THE BRIDGE"), "no letters are so small"
    left = notes.drawn[note][0] if note in notes.drawn else 484.0
    assert left - notes.drawn["CONTINUE"][1] >= menu.theme.row_inset


def test_notes_of_a_list_have_one_size(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the one that would have to be much smaller, which makes no other so."""
    notes = Notes(monkeypatch)
    names = [("SWEEP", "6:25"), ("THE BACK DOORS", "5:50"), ("THE BACK DOORS TOO", "7:07")]
    menu = Menu([Button(name, note=note) for name, note in names])
    draw(menu, atlas, text_scale=1.8)
    assert notes.drawn["6:25"][2] == notes.drawn["5:50"][2] < 1.8 * menu.theme.small_size
    assert notes.drawn["6:25"][2] > 0.8 * 1.8 * menu.theme.small_size


def test_what_is_picked_keeps_off_its_arrows(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = Notes(monkeypatch)
    picker = Picker("Colours", ("weak green (deutan)",), lambda: "weak green (deutan)", lambda _: None)
    menu = Menu([picker], theme=replace(THEME, slider_width=210.0))
    draw(menu, atlas)
    left, right, _ = notes.drawn["WEAK GREEN (DEUTAN)"]
    assert left - notes.drawn["<"][1] >= 8.0
    assert notes.drawn[">"][0] - right >= 8.0
