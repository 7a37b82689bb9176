"""What is read of sounds: how long, in whose place, and when an alarm is a new one."""

from __future__ import annotations

import math
from typing import Any

import pytest

from game.audio.captions import MOST, READ_S, SHOWN_S, Captions
from game.audio.ears import Ears, listen
from game.audio.mixer import Audio
from game.render.heard_view import ALERT
from game.sim import spawning
from game.sim.world import World

FRAME = 1 / 60


def texts(captions: Captions) -> list[str]:
    return [caption.text for caption in captions.shown]


def wait(captions: Captions, seconds: float) -> None:
    for _ in range(round(seconds / FRAME)):
        captions.update(FRAME)


def marks(captions: Captions) -> list[str]:
    """Alarms that are marked at the picture's edge now."""
    return [caption.text for caption in captions.shown if caption.alerts and caption.known < ALERT]


def test_one_that_is_heard_again_is_kept_alive_and_not_repeated() -> None:
    captions = Captions()
    for _ in range(3):
        captions.add("a hit", 0.0, rank="hit")
        wait(captions, 0.8 * SHOWN_S)
    assert texts(captions) == ["a hit"]
    wait(captions, SHOWN_S)
    assert texts(captions) == []


def test_an_alarm_that_sounds_again_is_marked_again() -> None:
    captions = Captions()
    captions.add("SCAN BEGINS", 0.0, 0.0, "tell", alerts=True)
    wait(captions, 0.5 * (ALERT + SHOWN_S))
    assert marks(captions) == []
    captions.add("SCAN BEGINS", 0.0, 0.0, "tell", alerts=True)
    assert marks(captions) == ["SCAN BEGINS"]
    wait(captions, 0.9 * ALERT)
    assert marks(captions) == ["SCAN BEGINS"]


def test_an_alarm_that_goes_on_is_marked_once_and_again_from_another_side() -> None:
    captions = Captions()
    for _ in range(round(2 * ALERT / 0.1)):
        captions.add("mite attacks", 0.0, 0.0, "tell", alerts=True)
        wait(captions, 0.1)
    assert marks(captions) == []
    captions.add("mite attacks", 0.0, math.pi, "tell", alerts=True)
    assert marks(captions) == ["mite attacks"]


def test_in_a_fight_each_caption_stays_long_enough_to_be_read() -> None:
    captions = Captions()
    known: dict[str, float] = {}
    for step in range(400):
        for number in range(6):
            if (step + number) % 5 == 0:
                captions.add(f"hit {number}", 0.0, rank="hit")
        for text in known.keys() - set(texts(captions)):
            assert known[text] >= READ_S - 2 * FRAME
        captions.update(FRAME)
        known = {caption.text: caption.known for caption in captions.shown}
    assert len(captions.shown) == MOST


def test_an_alarm_waits_for_nobody() -> None:
    captions = Captions()
    for number in range(MOST):
        captions.add(f"hit {number}", 0.0, rank="hit")
    captions.add("SHIELD DOWN", 0.0, rank="alarm", alerts=True)
    assert "SHIELD DOWN" in texts(captions)
    assert len(captions.shown) == MOST


@pytest.mark.parametrize(
    ("ears", "text", "bearing"),
    [
        ({"scan": 0.5, "scan_x": 0.0, "scan_y": -400.0}, "scan ticks", -math.pi / 2),
        ({"scan": 0.5}, "scan ticks", None),
        ({"sweep_ahead": 300.0, "sweep_bearing": math.pi / 2}, "the wall hums", math.pi / 2),
    ],
)
def test_what_lasts_says_where_it_is(deaf: Audio, ears: dict[str, Any], text: str, bearing: float | None) -> None:
    deaf.update(FRAME, Ears(alive=True, **ears))
    caption = next(caption for caption in deaf.captions.shown if caption.text == text)
    assert caption.bearing == bearing


def test_who_scans_us_is_listened_for_where_it_is(deaf: Audio) -> None:
    world = World(seed=1)
    player = spawning.spawn(world, "callister", 100.0, 50.0)
    watcher = spawning.spawn(world, "watcher", 100.0, 450.0)
    row = world.ships.row_of(watcher)
    world.ships.target[row], world.ships.scan[row] = player, 0.4
    ears = listen(world)
    assert (ears.scan_x, ears.scan_y) == (100.0, 450.0)
    deaf.update(FRAME, ears)
    assert {caption.text: caption.bearing for caption in deaf.captions.shown}["scan ticks"] == math.pi / 2
