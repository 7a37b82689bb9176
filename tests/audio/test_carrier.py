"""The carrier by ear: its engine and the change of its note, the knocks that say go and stop, and their captions."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from game.audio.ears import Ears, listen
from game.audio.mixer import Audio
from game.audio.sounds import table
from game.sim import carrier, spawning
from game.sim.carrier import BEAM, HALF, Leg
from game.sim.command import IDLE
from game.sim.events import Event
from game.sim.world import World

FRAME = 1 / 60


def under(y: float = 0.0) -> World:
    world = World(3)
    spawning.spawn(world, "callister", -HALF, y)
    carrier.call(world, np.array([[0.0, 0.0], [9000.0, 0.0]]), 120.0, [Leg(True, 3.0), Leg(False, 6.0)])
    return world


def episode_of(world: World) -> Any:
    director = SimpleNamespace(music="", music_hush_until=0, line=None)
    level = SimpleNamespace(beats={}, header=SimpleNamespace(music="pocket"))
    return SimpleNamespace(world=world, director=director, level=level)


def loops(audio: Audio) -> set[str]:
    return {voice.sound.name for voice in audio.voices.sounding if voice.sound.loop}


def captions(audio: Audio) -> list[str]:
    return [caption.text for caption in audio.captions.shown]


def test_under_it_one_hears_its_engine_and_oneself(audio: Audio) -> None:
    audio.update(FRAME, listen(under()))
    assert {"carrier_engine", "breath"} <= loops(audio)
    assert "an engine too large, overhead" in captions(audio)


def test_beside_it_the_engine_is_softer_and_nobody_breathes(audio: Audio) -> None:
    near, far = listen(under(BEAM + 300)), listen(under(BEAM + 1200))
    assert near.carrier == pytest.approx(300)
    assert far.carrier == pytest.approx(1200)
    audio.update(0.5, near)
    loud = audio.beds.level("carrier")
    audio.update(0.5, far)
    assert 0.0 < audio.beds.level("carrier") < loud
    assert "breath" not in loops(audio)


def test_one_hears_on_which_side_it_is() -> None:
    world = World(3)
    spawning.spawn(world, "callister", -HALF, 0.0)
    carrier.call(world, np.array([[0.0, 0.0], [0.0, 9000.0]]), 120.0, [Leg(True, 9.0)])
    assert listen(world).carrier_side == pytest.approx(HALF - BEAM)


def test_the_engine_changes_its_note_when_it_stops(audio: Audio) -> None:
    world = under()
    for _ in range(5 * 60):
        world.step(IDLE)
        audio.update(FRAME, listen(world))
    assert "carrier_halted" in loops(audio)
    assert "carrier_engine" not in loops(audio)
    assert "the engine overhead changes its note" in captions(audio)


@pytest.mark.parametrize(
    ("kind", "value", "file", "says"),
    [
        ("carrier.goes", 1.0, "knock_go_1", "one knock: go"),
        ("carrier.goes", 3.0, "knock_go_2", "one knock: go"),
        ("carrier.stops", 1.0, "knock_stop_1", "two knocks: be still"),
        ("carrier.stops", 2.0, "knock_stop_2", "two knocks: be still"),
        ("carrier.stops", 5.0, "knock_stop_3", "two knocks: be still"),
    ],
)
def test_knocks_say_go_and_stop_and_from_where(audio: Audio, kind: str, value: float, file: str, says: str) -> None:
    sound = table().sounds[file.rpartition("_")[0]]
    assert sound.file_for(round(value)) == file
    audio.follow(episode_of(under()), [Event(kind, value=value)], FRAME)
    assert sound.name in {voice.sound.name for voice in audio.voices.sounding}
    assert says in captions(audio)
    assert sound.rank == "tell"  # never dropped


def test_its_lights_are_heard_to_set_off(audio: Audio) -> None:
    audio.follow(episode_of(under()), [Event("carrier.light", value=1.0)], FRAME)
    assert "its lights set off" in captions(audio)


def test_its_scan_is_heard_as_any_other() -> None:
    world = under(BEAM + 300)
    for _ in range(60):
        world.step(IDLE)
    assert listen(world).scan == pytest.approx(world.carrier.scan)


def test_without_it_there_is_nothing_to_hear() -> None:
    world = World(1)
    spawning.spawn(world, "callister", 0, 0)
    assert listen(world).carrier is None
    assert Ears().carrier is None
