"""Options and controls: every row within reach of every kind of hands, changes seen at once, conflicts said before."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import NamedTuple

import pygame
import pytest

from game.play.scenes.controls import PATIENCE
from game.play.scenes.options import SWATCHES, Options
from game.play.settings import CHOICES, SECTIONS
from game.render import palette, sight
from game.render.canvas import Canvas
from game.ui.widgets import Button, Text
from tests.play.hands import click, mouse_to, pad_down, pad_tap, stick, tap
from tests.play.stage import Keyboard, Mouse, Pad, Stage, short_level


@pytest.fixture
def stage(tmp_path: Path):
    short_level(tmp_path / "user" / "levels" / "01-no-gamertag")
    yield Stage(tmp_path / "user")
    sight.wear(sight.ALL)


def click_value(stage: Stage) -> None:
    """In the focused row's value, where a slider has a fifth of its way: nothing stands there at first."""
    stage.look()
    menu, unit = stage.scene.menu, stage.app.size[1] / 720.0
    row = next(row for row in menu.rows if row.index == menu.focus)
    x = row.x + row.width - menu.theme.row_inset - menu.theme.slider_width * 0.8
    at = round(x * unit), round((row.y + row.height / 2) * unit)
    stage.play(events=[mouse_to(*at), *click(*at)])


@pytest.mark.parametrize("hands", [Keyboard(), Pad(), Mouse()], ids=["keyboard", "pad", "mouse"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_every_setting_can_be_changed_by_each_of_the_hands(hands, text_size: int, stage: Stage) -> None:
    stage.app.settings.text_size = text_size
    hands.choose(stage, "OPTIONS")
    for name, choice in CHOICES.items():
        if name == "text_size":
            continue  # what is read changes under the hands: tested by itself
        before = getattr(stage.app.settings, name)
        hands.choose(stage, choice.label)
        if getattr(stage.app.settings, name) == before:  # the mouse clicked on the words of a slider
            click_value(stage)
        assert getattr(stage.app.settings, name) != before, name
    hands.back(stage)
    assert stage.name == "title"


def test_a_page_is_turned_and_the_mouse_moves_before_anything_is_drawn(stage: Stage) -> None:
    """Rows that stood there belong to another page, which may have had more of them."""
    stage.app.push(Options(stage.app, stage.scene, page="sound"))
    stage.look()
    low = stage.scene.menu.rows[-1]
    at = round(low.x + 9), round(low.y + 9)
    stage.play(events=[*tap(pygame.K_PAGEDOWN), mouse_to(*at), *click(*at)])
    assert stage.name == "options"
    stage.look()
    assert stage.scene.menu.page == len(SECTIONS) - 1


def test_tabs_are_walked_by_arrows_alone(stage: Stage) -> None:
    stage.app.push(Options(stage.app, stage.scene))
    menu = stage.scene.menu
    stage.play(events=tap(pygame.K_UP))
    assert menu.focused is menu.tabs
    for page in (1, 2, 3, 4, 0):
        stage.play(events=tap(pygame.K_RIGHT))
        assert menu.page == page
    stage.play(events=tap(pygame.K_LEFT))
    assert menu.pages[menu.page].title == SECTIONS[-1].upper()
    stage.play(events=tap(pygame.K_DOWN))
    assert menu.focused.label == "Shown in"


@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_no_row_hides_another_and_all_are_in_the_picture(text_size: int, stage: Stage) -> None:
    stage.app.settings.text_size = text_size
    stage.app.push(Options(stage.app, stage.scene))
    menu = stage.scene.menu
    for _ in menu.pages:
        for _ in menu.widgets:
            stage.look()
            tops = [row.y for row in menu.rows]
            assert all(b - a >= menu.rows[0].height for a, b in itertools.pairwise(tops))
            assert menu.rows[-1].y + menu.rows[-1].height < 660.0
            assert any(row.index == menu.focus for row in menu.rows)
            menu._walk(1)
        menu.turn(1)


class Word(NamedTuple):
    """Where something is written [units]; `cap` is the height of its capitals."""

    left: float
    right: float
    top: float
    cap: float


def written(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> dict[str, Word]:
    """What the picture of now says."""
    found = {}
    draw = Canvas.text

    def watched(canvas, x, y, text, size, colour, align="left"):
        wide = draw(canvas, x, y, text, size, colour, align)
        left = x - (wide if align == "right" else wide / 2 if align == "center" else 0.0)
        found[text] = Word(left, left + wide, y, size)
        return wide

    with monkeypatch.context() as patch:
        patch.setattr(Canvas, "text", watched)
        stage.look()
    return found


@pytest.mark.parametrize("size", [(1280, 720), (800, 600)])
@pytest.mark.parametrize("text_size", [100, 125, 150, 175, 200])
def test_what_the_colours_say_hides_no_row_and_no_control(text_size: int, size, tmp_path: Path, monkeypatch) -> None:
    stage = Stage(tmp_path / "user", size)
    stage.app.settings.text_size = text_size
    stage.app.push(Options(stage.app, stage.scene, page="picture"))
    menu = stage.scene.menu
    menu.focus = next(n for n, widget in enumerate(menu.widgets) if widget.label == "Colours")
    words = written(stage, monkeypatch)
    low, right = menu.rows[-1].y + menu.rows[-1].height, max(row.x + row.width for row in menu.rows)
    caps = words["CHANGE"].top - 0.6 * words["CHANGE"].cap  # of the controls
    for word in (words[name] for *_, name in SWATCHES):
        assert word.left > right or word.top - word.cap / 2 > low
        assert word.top + 1.5 * word.cap < caps
        assert word.right < 1280.0


def test_every_row_says_what_it_is_for(stage: Stage) -> None:
    stage.app.push(Options(stage.app, stage.scene))
    for page in stage.scene.menu.pages:
        for widget in page.widgets:
            if not isinstance(widget, Button | Text):
                assert stage.scene._named[id(widget)] in CHOICES


def test_difficulty_assists_and_colours_change_in_the_middle_of_a_flight(stage: Stage) -> None:
    hands = Keyboard()
    hands.choose(stage, "NEW GAME")
    flight = stage.scene
    stage.play(5)
    stage.play(events=tap(pygame.K_ESCAPE))
    hands.choose(stage, "OPTIONS")
    hands.choose(stage, "Difficulty")
    hands.choose(stage, "Aim assist")
    hands.choose(stage, "Colours")
    assert palette.COLOURS["brand"] == palette.from_hex(sight.SCHEMES["protan"]["brand"]), "at once"
    own = palette.from_hex(palette.HEX["ring"])
    assert tuple(flight.view.ships._colour[0, 0]) != own, "what burns behind ships as well"
    hands.back(stage)
    assert ("Difficulty", "outlaw") in stage.scene.known()[2], "the pause says what one goes on with"
    hands.back(stage)
    assert stage.scene is flight
    stage.play(5)
    assert (flight.episode.world.difficulty, flight.episode.world.assists.aim) == ("outlaw", 0.25)


# --- controls ---


def to_controls(stage: Stage) -> Keyboard:
    hands = Keyboard()
    hands.choose(stage, "OPTIONS")
    hands.choose(stage, "Keys and buttons")
    return hands


def test_names_keep_their_capitals_among_the_controls(stage: Stage) -> None:
    to_controls(stage)
    rows = stage.scene.rows
    assert [rows[f"choice_{number}"].label for number in (1, 2, 3, 4)] == [
        "First answer; ask Nate",
        "Second answer; ask Elena",
        "Third answer; ask Karl",
        "Fourth answer; ask Kabir",
    ]


def test_a_taken_control_is_left_where_it_is_by_another_press(stage: Stage) -> None:
    hands = to_controls(stage)
    hands.choose(stage, "Boost")
    stage.play(events=tap(pygame.K_f))
    stage.play(events=tap(pygame.K_F7))
    bindings = stage.app.devices.bindings
    assert bindings.action("flight", "key F7") == "boost"
    assert bindings.action("flight", "key F") == "assist"


def test_what_is_left_to_the_loser_is_told_one_by_one(stage: Stage) -> None:
    """ "RIGHT LEFT STICK" is no control; and the way a stick goes belongs to its name, as in the list."""
    hands = to_controls(stage)
    hands.choose(stage, "Boost")
    stage.play(events=tap(pygame.K_d))
    stage.play(events=tap(pygame.K_d))
    assert "Taken from: right, which has RIGHT, LEFT STICK →." in stage.scene.said.label


def test_one_key_for_two_things_is_said(stage: Stage) -> None:
    """Only a file that was edited by hand has that."""
    stage.app.settings.bindings = {"decoy": ("key W",)}
    stage.app.apply_settings()
    to_controls(stage)
    said = stage.scene.said
    assert (said.tone, "W asks for two things: ahead / up, which gets it, and decoy" in said.label) == ("warning", True)


def test_what_an_action_is_left_with_is_told_apart(stage: Stage) -> None:
    hands = to_controls(stage)
    hands.choose(stage, "Left")
    for _ in range(2):
        stage.play(events=tap(pygame.K_SPACE))
    assert stage.scene.said.label == "SPACE: left. Taken from: fire, which has LEFT MOUSE BUTTON, Z, RT."


@pytest.mark.parametrize("text_size", [100, 200])
def test_a_mouse_and_a_pad_are_two_columns_and_no_mouse_pad(text_size: int, stage: Stage, monkeypatch) -> None:
    stage.app.settings.text_size = text_size
    to_controls(stage)
    words = written(stage, monkeypatch)
    assert words["PAD"].left - words["MOUSE"].right > 1.5 * words["PAD"].cap


def test_who_waits_long_enough_changes_nothing(stage: Stage) -> None:
    hands = to_controls(stage)
    hands.choose(stage, "Boost")
    stage.play(round(PATIENCE * 60) + 2)
    assert not stage.app.devices.listening
    stage.play(events=tap(pygame.K_DOWN))
    assert stage.scene.menu.focused.label == "Brake"


@pytest.mark.parametrize(
    ("events", "control"),
    [
        (click(5, 5, button=7), "mouse FORWARD"),
        ([pygame.Event(pygame.MOUSEWHEEL, x=0, y=1, flipped=False)], "mouse WHEELUP"),
        (pad_tap(pygame.CONTROLLER_BUTTON_DPAD_LEFT), "pad DPAD_LEFT"),
        ([stick(pygame.CONTROLLER_AXIS_TRIGGERLEFT, 1.0)], "pad TRIGGERLEFT+"),
        ([stick(pygame.CONTROLLER_AXIS_RIGHTY, -1.0)], "pad RIGHTY-"),
    ],
)
def test_anything_that_can_be_pressed_can_be_bound(events, control: str, stage: Stage) -> None:
    hands = to_controls(stage)
    hands.choose(stage, "Decoy")
    stage.play(events=events)
    stage.play(events=[stick(axis, 0.0) for axis in range(6)])
    stage.play(events=events)  # once more, should somebody else have had it
    bindings = stage.app.devices.bindings
    assert bindings.inputs("decoy")[0] == control
    assert bindings.action("flight", control) == "decoy"


def test_menus_can_be_bound_anew_and_are_never_locked(stage: Stage) -> None:
    hands = to_controls(stage)
    menu = stage.scene.menu
    stage.play(events=hands.page())
    row = next(w for w in menu.widgets if w.label == "Choose")
    menu.focus = list(menu.widgets).index(row)
    stage.play(events=hands.accept())
    stage.play(events=tap(pygame.K_PAGEDOWN))
    stage.play(events=tap(pygame.K_PAGEDOWN))
    bindings = stage.app.devices.bindings
    assert bindings.action("menu", "key PAGEDOWN") == "menu_accept"
    assert bindings.inputs("menu_page_on")[0] == "key RETURN", "the loser gets what is free now"


# --- a pad that goes ---


def test_a_pad_that_is_pulled_out_in_flight_pauses_with_a_kind_word_and_comes_back(stage: Stage) -> None:
    Pad().choose(stage, "NEW GAME")
    stage.play(3, events=[pad_down(pygame.CONTROLLER_BUTTON_X)])
    stage.play(events=[pygame.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=0)])
    stage.play()
    assert stage.name == "pause"
    assert "No hurry" in stage.scene.menu.widgets[0].label
    stage.play(events=[pygame.Event(pygame.CONTROLLERDEVICEADDED, device_index=0)])
    assert stage.scene.menu.widgets[0].label == "There it is again."
    Keyboard().choose(stage, "GO ON")
    assert stage.name == "flight"
    stage.play(30)
    assert stage.name == "flight"


def test_a_pad_that_nobody_holds_may_go(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.play(3, events=[mouse_to(600, 300)])
    stage.play(3, events=[pygame.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=0)])
    assert stage.name == "flight"


def test_answers_show_the_controls_of_the_hands_that_fly(stage: Stage) -> None:
    Keyboard().choose(stage, "NEW GAME")
    stage.look()
    assert stage.scene.view.glass.choice_keys == ("1", "2", "3", "4")
    stage.play(events=pad_tap(pygame.CONTROLLER_BUTTON_X))
    stage.look()
    assert stage.scene.view.glass.choice_keys == ("↑", "→", "↓", "←")


def test_a_window_narrower_than_its_margins_is_drawn_all_the_same(stage: Stage) -> None:
    """No letter is small enough for no room at all: whoever goes on until it fits never comes back."""
    Keyboard().choose(stage, "OPTIONS")
    stage.app.renderer.resize((100, 720))
    for _ in stage.scene.menu.pages:
        stage.look()
        stage.play(events=Keyboard.page())
    assert stage.name == "options"
