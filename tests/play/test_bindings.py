"""Every action is within reach of every way to play, no control asks for two things, prompts say what is bound."""

from __future__ import annotations

import pygame
import pytest

from game.play.bindings import ACTION, ACTIONS, FLIGHT, LESSONS, MENU, WINDOW, Bindings, conflicts, control_name
from game.play.devices import _KEY_NAMES, HELD, INTENTS, PRESSED
from game.play.pads import AXES, BUTTONS

STEERING = ("up", "down", "left", "right")
AIMING = tuple(f"aim_{way}" for way in STEERING)


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.context != WINDOW], ids=lambda action: action.name)
@pytest.mark.parametrize("hands", ["key ", "pad "], ids=["keyboard only", "pad only"])
def test_every_action_is_within_reach_of_one_device(action, hands: str) -> None:
    assert any(control.startswith(hands) for control in action.inputs)


def test_the_mouse_fires_and_boosts_while_keys_steer() -> None:
    for action in ("fire", "boost"):
        assert any(control.startswith("mouse ") for control in ACTION[action].inputs)
    for action in STEERING:
        assert any(control.startswith("key ") for control in ACTION[action].inputs)


def test_arrows_and_space_alone_fly_and_fire() -> None:
    assert {Bindings().action(FLIGHT, f"key {key}") for key in ("UP", "DOWN", "LEFT", "RIGHT")} == set(STEERING)
    assert Bindings().action(FLIGHT, "key SPACE") == "fire"


def test_no_control_asks_for_two_actions_of_one_context() -> None:
    assert conflicts(Bindings()) == []


def test_every_bound_control_exists_on_a_device() -> None:
    keys, buttons = set(_KEY_NAMES.values()), set(BUTTONS.values())
    axes = {f"pad {name}{sign}" for name in AXES.values() for sign in "+-"}
    for action in ACTIONS:
        for control in action.inputs:
            known = keys if control.startswith("key ") else buttons | axes
            assert control in known or control.startswith("mouse "), f"{action.name}: {control}"


def test_every_action_does_something() -> None:
    handled = {*HELD, *PRESSED, *INTENTS, *STEERING, *AIMING, "pause", "console", "overlay"}
    assert {action.name for action in ACTIONS} == handled


def test_a_rebound_control_is_named_and_the_loser_told() -> None:
    bindings, loser = Bindings().rebind("boost", "key F")
    assert loser == "assist"
    assert bindings.action(FLIGHT, "key F") == "boost"
    assert bindings.name("boost", "keyboard") == "F"
    assert conflicts(bindings) == []
    assert bindings.name("assist", "keyboard") != "F"


def test_rebinding_replaces_only_the_same_device() -> None:
    bindings, loser = Bindings().rebind("boost", "pad B")
    assert loser == "brake"
    assert bindings.name("boost", "keyboard") == "SHIFT"
    assert bindings.name("boost", "pad") == "B"
    assert bindings.action(MENU, "pad B") == "menu_back", "menus keep their own"


@pytest.mark.parametrize("lesson", [*LESSONS, "assist"])
@pytest.mark.parametrize("scheme", ["direct", "helm"])
@pytest.mark.parametrize("device", ["keyboard", "mouse", "pad"])
def test_every_lesson_names_a_control(lesson: str, scheme: str, device: str) -> None:
    words = Bindings().lesson(lesson, scheme, device)
    assert words
    assert "NOT BOUND" not in words


def test_lessons_name_the_real_key() -> None:
    bindings, _ = Bindings().rebind("up", "key I")
    assert bindings.lesson("thrust", "helm", "keyboard") == "I"
    assert Bindings().lesson("fire", "direct", "mouse") == "LEFT MOUSE BUTTON"
    assert Bindings().lesson("fire", "direct", "pad") == "RT"
    assert Bindings().lesson("turn", "helm", "keyboard") == "A D"


def test_control_names_are_words() -> None:
    assert control_name("key LSHIFT") == "SHIFT"
    assert control_name("key Q") == "Q"


def test_the_table_fits_pygame() -> None:
    assert _KEY_NAMES[pygame.K_w] == "key W"
    assert _KEY_NAMES[pygame.K_LSHIFT] == "key LSHIFT"
    assert _KEY_NAMES[pygame.K_1] == "key 1"


def test_the_windows_own_keys_are_taken_from_whatever_wants_them() -> None:
    """They come before all contexts: bound in flight as well, such a key would do nothing there."""
    bindings, loser = Bindings().rebind("decoy", "key F3")
    assert loser == "overlay"
    assert bindings.inputs("overlay") == (), "what is free in flight may not be so in menus"
    assert conflicts(bindings) == []
    back, loser = bindings.rebind("overlay", "key W")
    assert loser == "up"
    assert conflicts(back) == []


def test_a_file_edited_by_hand_may_want_one_key_for_two_things() -> None:
    assert conflicts(Bindings({"decoy": ("key W",)})) == [("key W", "up", "decoy")]
    assert conflicts(Bindings({"decoy": ("key F3",)})) == [("key F3", "overlay", "decoy")]


def test_the_caps_of_answers_show_what_is_in_the_hands() -> None:
    assert Bindings().answers("keyboard") == Bindings().answers("mouse") == ("1", "2", "3", "4")
    assert Bindings().answers("pad") == ("↑", "→", "↓", "←")
    assert Bindings(family="plain").answers("pad") == ("↑", "→", "↓", "←")
    bindings, _ = Bindings(family="plain").rebind("choice_1", "pad BUTTON14")
    assert bindings.answers("pad")[0] == "14"
    for control, cap in (("key RSHIFT", "RS"), ("key KP_ENTER", "KE"), ("key SPACE", "SPA"), ("mouse WHEELUP", "MWU")):
        bindings, _ = Bindings().rebind("choice_1", control)
        assert bindings.answers("mouse" if control.startswith("mouse") else "keyboard")[0] == cap
