"""From hands to commands: what is held, what was tapped, where the nose points."""

from __future__ import annotations

import math

import pygame
import pytest

from game.play.devices import BUFFER_TICKS, Devices
from game.sim.command import AXIS, Held, Press
from game.sim.events import Event
from game.ui.intents import Intent
from tests.play.hands import click, key_down, key_up, mouse_to, pad_down, pad_tap, stick, tap

PLAYER = 1


def feed(devices: Devices, *events) -> Devices:
    for event in events:
        devices.feed(event)
    return devices


# --- direct scheme ---


def test_keys_move_in_the_world_and_the_nose_follows() -> None:
    command = feed(Devices(), key_down(pygame.K_RIGHT), key_down(pygame.K_w)).command()
    assert (command.move_x, command.move_y) == (AXIS, -AXIS)
    assert command.held & Held.DIRECT
    assert command.aim_radians == pytest.approx(math.radians(315))


def test_opposite_keys_cancel() -> None:
    command = feed(Devices(), key_down(pygame.K_LEFT), key_down(pygame.K_RIGHT)).command()
    assert command.move_x == 0


def test_the_mouse_aims_once_it_has_moved() -> None:
    devices = feed(Devices(), key_down(pygame.K_d), mouse_to(640, 100))
    assert devices.command(aim_from=(640, 360)).aim_radians == pytest.approx(math.radians(270))


def test_the_left_button_fires_and_the_right_boosts() -> None:
    devices = feed(Devices(), click(10, 10)[0], click(10, 10, button=3)[0])
    assert devices.command().held & (Held.FIRE | Held.BOOST) == Held.FIRE | Held.BOOST


def test_hands_off_keep_the_nose_where_it_was() -> None:
    devices = feed(Devices(), key_down(pygame.K_DOWN))
    devices.command()
    feed(devices, key_up(pygame.K_DOWN))
    command = devices.command()
    assert command.idle
    assert command.aim_radians == pytest.approx(math.pi / 2)


def test_firing_by_key_with_the_mouse_at_rest_gives_the_aim_back_to_the_keys() -> None:
    devices = feed(Devices(), mouse_to(640, 0))
    devices.command(aim_from=(640, 360))
    devices.intents(dt=5.0)
    feed(devices, key_down(pygame.K_RIGHT), key_down(pygame.K_SPACE))
    assert devices.command(aim_from=(640, 360)).aim == 0


# --- helm scheme ---


def test_helm_keys_turn_and_thrust() -> None:
    devices = feed(Devices(scheme="helm"), key_down(pygame.K_UP), key_down(pygame.K_LEFT))
    command = devices.command()
    assert (command.thrust, command.turn) == (AXIS, -AXIS)
    assert not command.held & Held.DIRECT
    feed(devices, key_up(pygame.K_UP), key_down(pygame.K_DOWN))
    assert devices.command().thrust == -AXIS


# --- pad ---


def test_sticks_move_and_aim_by_how_far_they_are_pushed() -> None:
    devices = feed(Devices(), stick(pygame.CONTROLLER_AXIS_LEFTX, 0.6), stick(pygame.CONTROLLER_AXIS_RIGHTY, -1.0))
    command = devices.command()
    assert 0 < command.move_x < AXIS
    assert command.aim_radians == pytest.approx(math.radians(270), abs=0.01)
    assert devices.last_used == "pad"


def test_a_resting_stick_does_nothing() -> None:
    assert feed(Devices(), stick(pygame.CONTROLLER_AXIS_LEFTX, 0.15)).command().idle


def test_triggers_fire_and_boost() -> None:
    right, left = pygame.CONTROLLER_AXIS_TRIGGERRIGHT, pygame.CONTROLLER_AXIS_TRIGGERLEFT
    devices = feed(Devices(), stick(right, 0.9), stick(left, 0.9))
    assert devices.command().held & (Held.FIRE | Held.BOOST) == Held.FIRE | Held.BOOST
    feed(devices, stick(right, 0.0))
    for _ in range(BUFFER_TICKS):
        devices.command()
    assert not devices.command().held & Held.FIRE


def test_a_pad_that_is_pulled_out_lets_go() -> None:
    devices = feed(Devices(), pad_down(pygame.CONTROLLER_BUTTON_X), stick(pygame.CONTROLLER_AXIS_LEFTX, 1.0))
    devices.command()
    feed(devices, pygame.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=0))
    for _ in range(BUFFER_TICKS):
        devices.command()
    assert devices.command().idle
    assert devices.last_used == "keyboard"


# --- no press lost ---


def test_a_tap_between_two_ticks_is_not_lost() -> None:
    """At 30 frames a second a quick tap goes down and up before the next tick."""
    devices = feed(Devices(), *tap(pygame.K_RIGHT))
    assert devices.command().move_x == AXIS
    assert devices.command().move_x == 0


def test_a_tap_on_boost_waits_up_to_a_tenth_of_a_second_for_the_drive() -> None:
    devices = feed(Devices(), *tap(pygame.K_LSHIFT))
    boosts = [bool(devices.command().held & Held.BOOST) for _ in range(BUFFER_TICKS + 3)]
    assert boosts == [True] * BUFFER_TICKS + [False] * 3


def test_an_answered_tap_is_used_up() -> None:
    devices = feed(Devices(), *tap(pygame.K_SPACE))
    assert devices.command().held & Held.FIRE
    devices.answered([Event("fired", who=PLAYER)], PLAYER)
    assert not devices.command().held & Held.FIRE


def test_another_ships_shot_does_not_use_up_the_tap() -> None:
    devices = feed(Devices(), *tap(pygame.K_SPACE))
    devices.command()
    devices.answered([Event("fired", who=77)], PLAYER)
    assert devices.command().held & Held.FIRE


def test_two_quick_taps_on_the_next_line_are_two_lines() -> None:
    devices = feed(Devices(), *tap(pygame.K_e), *tap(pygame.K_e))
    pressed = [bool(devices.command().pressed & Press.SKIP) for _ in range(4)]
    assert pressed == [True, True, False, False]


def test_held_keys_stay_held() -> None:
    devices = feed(Devices(), key_down(pygame.K_SPACE))
    assert all(devices.command().held & Held.FIRE for _ in range(100))


# --- scenes and windows ---


def test_a_window_that_loses_the_keyboard_lets_go() -> None:
    devices = feed(Devices(), key_down(pygame.K_RIGHT), key_down(pygame.K_SPACE))
    feed(devices, pygame.Event(pygame.WINDOWFOCUSLOST))
    assert devices.command().idle


def test_choosing_a_menu_entry_fires_no_gun_and_stops_no_turn() -> None:
    devices = feed(Devices(), key_down(pygame.K_LEFT), key_down(pygame.K_SPACE))
    devices.change_scene()
    command = devices.command()
    assert not command.held & Held.FIRE
    assert command.move_x == -AXIS


def test_the_pause_key_is_noticed_once() -> None:
    devices = feed(Devices(), *tap(pygame.K_ESCAPE))
    assert devices.paused
    devices.change_scene()
    assert not devices.paused


def test_remapping_hears_the_next_control_and_nothing_else() -> None:
    devices = Devices()
    devices.listening = True
    feed(devices, *tap(pygame.K_k))
    assert devices.heard == "key K"
    assert not devices.listening
    assert devices.command().idle
    assert devices.intents(0.0) == []


# --- menus ---


@pytest.mark.parametrize(
    ("events", "intent"),
    [
        (tap(pygame.K_DOWN), Intent.DOWN),
        (tap(pygame.K_RETURN), Intent.ACCEPT),
        (tap(pygame.K_ESCAPE), Intent.BACK),
        (pad_tap(pygame.CONTROLLER_BUTTON_DPAD_UP), Intent.UP),
        (pad_tap(pygame.CONTROLLER_BUTTON_A), Intent.ACCEPT),
        (pad_tap(pygame.CONTROLLER_BUTTON_B), Intent.BACK),
        ([stick(pygame.CONTROLLER_AXIS_LEFTY, 1.0), stick(pygame.CONTROLLER_AXIS_LEFTY, 0.0)], Intent.DOWN),
    ],
)
def test_one_press_is_one_step(events, intent: Intent) -> None:
    assert feed(Devices(), *events).intents(1 / 60) == [intent]


def test_a_held_direction_walks_on() -> None:
    devices = feed(Devices(), key_down(pygame.K_DOWN))
    steps = [len(devices.intents(0.1)) for _ in range(10)]
    assert steps[0] == 1
    assert sum(steps) in range(6, 9)
    feed(devices, key_up(pygame.K_DOWN))
    assert devices.intents(1.0) == []


def test_what_toggles_stays_on_until_it_is_pressed_again() -> None:
    devices = Devices(toggles=True)
    boost, brake = (devices.bindings.inputs(action)[0] for action in ("boost", "brake"))

    def press(control: str) -> None:
        devices._press(control, "keyboard")
        devices._release(control)

    press(boost)
    assert [bool(devices.command().held & Held.BOOST) for _ in range(90)] == [True] * 90
    press(brake)
    held = devices.command().held
    assert held & Held.BRAKE
    assert not held & Held.BOOST, "nobody boosts and brakes at once"
    press(brake)
    assert not devices.command().held & Held.BRAKE
    press(boost)
    devices.change_scene()
    assert not devices.command().held & Held.BOOST, "a pause lets go"


def test_a_gun_is_held_even_when_other_things_toggle() -> None:
    devices = Devices(toggles=True)
    fire = devices.bindings.inputs("fire")[0]
    devices._press(fire, "keyboard")
    assert devices.command().held & Held.FIRE
    devices._release(fire)
    for _ in range(30):
        devices.command()
    assert not devices.command().held & Held.FIRE


def test_the_gun_too_stays_on_for_who_cannot_hold_a_button() -> None:
    devices = Devices(toggles=True, gun_toggles=True)
    fire = devices.bindings.inputs("fire")[0]
    devices._press(fire, "mouse")
    devices._release(fire)
    assert [bool(devices.command().held & Held.FIRE) for _ in range(60)] == [True] * 60
    devices._press(fire, "mouse")
    devices._release(fire)
    assert not devices.command().held & Held.FIRE
