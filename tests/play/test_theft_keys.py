"""Scavenging, robbing and hiding by the real controls: keys and pad reach the ship as they should."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.play.scenes import chapters
from game.sim import abilities, spawning
from tests.play.hands import key_down, key_up, pad_down, pad_tap, pad_up, tap
from tests.play.stage import Stage

KEYS = (pygame.K_1, pygame.K_2, pygame.K_3, pygame.K_4)
PAD = (
    pygame.CONTROLLER_BUTTON_DPAD_UP, pygame.CONTROLLER_BUTTON_DPAD_RIGHT, pygame.CONTROLLER_BUTTON_DPAD_DOWN,
    pygame.CONTROLLER_BUTTON_DPAD_LEFT,
)  # fmt: skip
HANDS = {
    "keys": (tap(pygame.K_v), [tap(key) for key in KEYS]),
    "pad": (pad_tap(pygame.CONTROLLER_BUTTON_RIGHTSTICK), [pad_tap(button) for button in PAD]),
}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "user")


@pytest.fixture
def flown(stage: Stage):
    """Chapter 02, a moment after its start, with everything granted and somebody to rob beside the ship."""
    chapters.begin(stage.app, "02-data-pirates")
    stage.play(30)
    world = stage.scene.episode.world
    for ability in ("tractor", "spike", "hack", "decoy", "spoof", "nate", "karl", "torpedo"):
        abilities.grant(world, ability)
    x, y = float(world.ships.x[world.player_row]), float(world.ships.y[world.player_row])
    spawning.spawn(world, "newcomer", x + 170, y, order="hold", tag="somebody")
    stage.play(2)
    return stage, world


@pytest.mark.parametrize("hands", HANDS)
def test_a_handshake_is_answered_by_hand(flown, hands):
    stage, world = flown
    throw, answers = HANDS[hands]
    before = world.hold.credits
    stage.play(4, events=throw)
    assert world.hacking.shake is not None
    for _ in range(20):
        shake = world.hacking.shake
        if shake is None:
            break
        stage.play(9, events=answers[shake.prompts[shake.at]])
    assert world.hold.credits == before + 11
    assert not world.crew.ready, "answers ask nobody for help"


def test_the_same_keys_ask_the_crew_when_nothing_is_asked(flown):
    stage, world = flown
    world.ships.shield[world.player_row] = 0.0
    stage.play(3, events=tap(pygame.K_3))
    assert "karl" in world.crew.ready
    assert world.ships.shield[world.player_row] > 0


@pytest.mark.parametrize(
    ("down", "up"),
    [
        (key_down(pygame.K_q), key_up(pygame.K_q)),
        (pad_down(pygame.CONTROLLER_BUTTON_LEFTSHOULDER), pad_up(pygame.CONTROLLER_BUTTON_LEFTSHOULDER)),
    ],
    ids=["key", "pad"],
)
def test_the_beam_is_on_as_long_as_it_is_held(flown, down, up):
    stage, world = flown
    stage.play(6, events=[down])
    assert world.tractor.on
    stage.play(12, events=[up])
    assert not world.tractor.on


def test_spike_torpedo_decoy_and_name_have_their_keys(flown):
    stage, world = flown
    world.torpedoes, world.decoys.left, world.hacking.names = 1, 1, ["lord_biscuit"]
    shots = world.shots.n
    stage.play(2, events=tap(pygame.K_c))
    assert world.shots.n == shots + 1
    stage.play(2, events=tap(pygame.K_m))
    assert world.torpedoes == 0
    stage.play(2, events=tap(pygame.K_b))
    assert world.decoys.flying
    stage.play(2, events=tap(pygame.K_y))
    assert world.spoof.name == "lord_biscuit"


@pytest.mark.parametrize(
    "press", [tap(pygame.K_l), tap(pygame.K_TAB), pad_tap(pygame.CONTROLLER_BUTTON_BACK)], ids=["L", "tab", "pad"]
)
def test_the_loop_begins_and_closes_by_hand(flown, press):
    """On a pad it shares its button with the borrowed name, and there is none to put on."""
    stage, world = flown
    abilities.grant(world, "loop")
    stage.play(2, events=press)
    assert world.loops.reel is not None
    stage.play(60)
    stage.play(2, events=press)
    assert [past.number for past in world.loops.pasts] == [0]
    assert not world.spoof.on
