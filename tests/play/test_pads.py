"""Pads of every make: what they say, what stands on them, what they are bound to, and how they come and go."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pygame
import pytest

from game.play.bindings import Bindings
from game.play.devices import Devices
from game.play.pads import NINTENDO, PLAIN, PLAYSTATION, XBOX, Pad, family_of
from game.sim.command import AXIS, Held, Press
from game.ui.intents import Intent
from tests.play.hands import key_down, key_up, mouse_to, pad_tap, stick

JOYSTICK = 7


class Handle:
    """Stands for pygame's pad."""

    def __init__(self) -> None:
        self.shaken: list[tuple[float, float, int]] = []

    def rumble(self, low: float, high: float, milliseconds: int) -> None:
        self.shaken.append((low, high, milliseconds))


def with_joystick(**more) -> Devices:
    """Hands on a joystick that SDL has no name for."""
    devices = Devices(**more)
    devices.pads.plugged[JOYSTICK] = Pad(Handle(), "Generic USB Joystick", PLAIN)
    return devices


def feed(devices: Devices, *events) -> Devices:
    for event in events:
        devices.feed(event)
    return devices


def joy(kind: int, **what) -> pygame.Event:
    return pygame.Event(kind, instance_id=JOYSTICK, **what)


def axis(number: int, value: float) -> pygame.Event:
    return joy(pygame.JOYAXISMOTION, axis=number, value=value)


def button(number: int, down: bool = True) -> pygame.Event:
    return joy(pygame.JOYBUTTONDOWN if down else pygame.JOYBUTTONUP, button=number)


def hat(x: int, y: int, number: int = 0) -> pygame.Event:
    return joy(pygame.JOYHATMOTION, hat=number, value=(x, y))


# --- a joystick that nobody knows ---


def test_a_plain_joystick_flies_and_fires() -> None:
    devices = feed(with_joystick(), axis(0, 1.0), axis(3, -1.0), button(7))
    command = devices.command()
    assert command.move_x == AXIS
    assert command.aim_radians == pytest.approx(math.radians(270), abs=0.01)
    assert command.held & Held.FIRE
    assert devices.last_used == "pad"


def test_its_hat_walks_menus_and_rolls_from_one_way_to_the_next() -> None:
    devices = with_joystick()
    feed(devices, hat(0, -1), hat(1, -1), hat(1, 0), hat(0, 0))
    assert devices.intents(1 / 60) == [Intent.DOWN, Intent.RIGHT]
    assert devices.intents(2.0) == [], "nothing is held any more"


def test_prompts_say_what_stands_on_it() -> None:
    devices = feed(with_joystick(), button(0))
    assert devices.bindings.name("skip", "pad") == "BUTTON 1"
    assert devices.bindings.name("choice_1", "pad") == "HAT UP"


def test_what_has_no_place_keeps_its_number_and_can_be_bound() -> None:
    devices = with_joystick()
    for event, control in (
        (button(19), "pad BUTTON20"),
        (hat(0, 1, number=1), "pad HAT1_UP"),
        (axis(6, 1.0), "pad AXIS6+"),
    ):
        devices.listening, devices.heard = True, ""
        feed(devices, event)
        assert devices.heard == control


def test_a_trigger_that_rests_at_one_end_is_not_pressed_by_resting() -> None:
    devices = with_joystick()
    devices.listening = True
    feed(devices, axis(4, -1.0), axis(4, -0.9))
    assert devices.listening
    feed(devices, axis(4, 0.9))
    assert devices.heard == "pad AXIS4+"


def test_what_sdl_tells_twice_counts_once() -> None:
    """A pad that it knows is a joystick as well."""
    devices = Devices()
    devices.pads.plugged[JOYSTICK] = Pad(Handle(), "Xbox 360 Controller", XBOX)
    feed(devices, button(0), axis(0, 1.0))
    assert devices.intents(1 / 60) == []
    assert devices.command().idle


# --- what stands on them ---


@pytest.mark.parametrize(
    ("name", "family", "fire", "skip"),
    [
        ("Xbox Series X Controller", XBOX, "RT", "A"),
        ("PS5 Controller", PLAYSTATION, "R2", "CROSS"),
        ("Nintendo Switch Pro Controller", NINTENDO, "ZR", "A"),
    ],
)
def test_prompts_show_the_signs_of_the_maker(name: str, family: str, fire: str, skip: str) -> None:
    devices = Devices()
    devices.pads.plugged[0] = Pad(Handle(), name, family_of(name))
    feed(devices, *pad_tap(pygame.CONTROLLER_BUTTON_X))
    assert devices.bindings.family == family
    assert devices.bindings.lesson("fire", "direct", devices.last_used) == fire
    assert devices.bindings.name("skip", devices.last_used) == skip


# --- bound anew ---


def test_sticks_can_change_places() -> None:
    bindings = Bindings()
    for moves, aims in (("up", "aim_up"), ("down", "aim_down"), ("left", "aim_left"), ("right", "aim_right")):
        bindings, loser = bindings.rebind(moves, bindings.inputs(aims)[-1])
        assert loser == aims, "who gets the other stick for it"
    devices = feed(Devices(bindings), stick(pygame.CONTROLLER_AXIS_RIGHTX, 1.0))
    assert devices.command().move_x == AXIS
    feed(devices, stick(pygame.CONTROLLER_AXIS_RIGHTX, 0.0), stick(pygame.CONTROLLER_AXIS_LEFTY, 1.0))
    command = devices.command()
    assert (command.move_x, command.move_y) == (0, 0)
    assert command.aim_radians == pytest.approx(math.pi / 2)


def test_a_trigger_can_give_thrust_by_how_far_it_is_pressed() -> None:
    bindings, _ = Bindings().rebind("up", "pad TRIGGERRIGHT+")
    devices = feed(Devices(bindings, "helm"), stick(pygame.CONTROLLER_AXIS_TRIGGERRIGHT, 0.6))
    assert 0 < devices.command().thrust < AXIS


def test_the_keypad_aims_where_neither_mouse_nor_course_shall() -> None:
    devices = feed(Devices(), mouse_to(640, 0), key_down(pygame.K_a), key_down(pygame.K_KP6))
    command = devices.command(aim_from=(640, 360))
    assert command.move_x == -AXIS
    assert command.aim == 0
    feed(devices, key_up(pygame.K_KP6), key_down(pygame.K_KP2))
    assert devices.command(aim_from=(640, 360)).aim_radians == pytest.approx(math.pi / 2)


def test_a_notch_of_the_wheel_can_be_an_action() -> None:
    bindings, _ = Bindings().rebind("decoy", "mouse WHEELDOWN")
    devices = feed(Devices(bindings), pygame.Event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False))
    assert [bool(devices.command().pressed & Press.DECOY) for _ in range(2)] == [True, False]


def test_dead_zones_are_the_players() -> None:
    pushed = stick(pygame.CONTROLLER_AXIS_LEFTX, 0.3)
    assert not feed(Devices(), pushed).command().idle
    assert feed(Devices(stick_zone=0.4), pushed).command().idle
    aimed = stick(pygame.CONTROLLER_AXIS_RIGHTY, 0.3)
    assert feed(Devices(), aimed).command().aim_radians == pytest.approx(math.pi / 2)
    assert feed(Devices(aim_zone=0.4), aimed).command().aim == 0
    pressed = stick(pygame.CONTROLLER_AXIS_TRIGGERRIGHT, 0.5)
    assert feed(Devices(), pressed).command().held & Held.FIRE
    assert not feed(Devices(trigger=0.7), pressed).command().held & Held.FIRE


def test_every_action_keeps_a_control_of_each_kind_whatever_is_bound() -> None:
    """Bound round and round: nobody is locked out of a menu, and no control asks for two things."""
    bindings = Bindings()
    for action, control in (("menu_accept", "key ESCAPE"), ("menu_back", "key UP"), ("menu_up", "key TAB")):
        bindings, _ = bindings.rebind(action, control)
    for action in ("menu_accept", "menu_back", "menu_up", "menu_down"):
        assert any(c.startswith("key ") for c in bindings.inputs(action)), action
        assert any(c.startswith("pad ") for c in bindings.inputs(action)), action


# --- they come and go ---


def test_only_the_pad_in_the_hands_is_missed() -> None:
    devices = with_joystick()
    feed(devices, *pad_tap(pygame.CONTROLLER_BUTTON_A))
    feed(devices, pygame.Event(pygame.JOYDEVICEREMOVED, instance_id=JOYSTICK))
    assert not devices.paused
    feed(devices, pygame.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=0))
    assert devices.paused
    assert devices.lost


def test_a_lost_joystick_is_called_by_its_name() -> None:
    devices = feed(with_joystick(), button(2))
    feed(devices, pygame.Event(pygame.JOYDEVICEREMOVED, instance_id=JOYSTICK))
    assert devices.lost == "Generic USB Joystick"
    assert devices.last_used == "keyboard"


def test_the_pad_in_the_hands_shakes_and_none_on_the_table() -> None:
    devices = feed(with_joystick(), key_down(pygame.K_w))
    shaken = devices.pads.plugged[JOYSTICK].handle.shaken
    devices.rumble(1.7, 0.4, 0.25)
    assert shaken == []
    feed(devices, button(3))
    devices.rumble(1.7, 0.4, 0.25)
    assert shaken == [(1.0, 0.4, 250)]


def test_a_device_that_is_gone_before_it_is_opened_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygame._sdl2 import controller

    def gone(index: int) -> None:
        raise pygame.error("no such device")

    monkeypatch.setattr(controller, "get_init", lambda: True)
    monkeypatch.setattr(controller, "is_controller", lambda index: False)
    monkeypatch.setattr(pygame, "joystick", SimpleNamespace(Joystick=gone))
    devices = Devices()
    feed(devices, pygame.Event(pygame.JOYDEVICEADDED, device_index=3))
    assert devices.pads.plugged == {}
