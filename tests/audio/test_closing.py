"""Letting go of the device: pygame waits for it there without letting anybody else run Python."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path

import pygame
import pytest

from game.audio import decoding
from game.audio.decoding import close_mixer, decode
from game.audio.sounds import SAMPLE_RATE, ogg, table


@pytest.fixture(autouse=True)
def _device(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that nobody hears."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    close_mixer()
    pygame.mixer.init(SAMPLE_RATE, -16, 2, 512, allowedchanges=0)


def test_everything_has_fallen_silent_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes to its end meanwhile would want to run Python, and has the device."""
    file = next(file for file, sound in table().sound_of_file.items() if sound.loop)
    channel = pygame.mixer.Channel(0)
    channel.play(decode(ogg(file)), loops=-1)
    assert channel.get_busy()
    busy: list[bool] = []
    last = pygame.mixer.quit
    monkeypatch.setattr(pygame.mixer, "quit", lambda: (busy.append(pygame.mixer.get_busy()), last()))
    close_mixer()
    assert busy == [False]
    close_mixer()
    assert len(busy) == 1, "there is nothing left to let go of"


def test_it_waits_for_who_decodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is read through Python while it has the device."""
    path = max((ogg(file) for file in table().sound_of_file), key=lambda each: each.stat().st_size)
    inside, go_on = threading.Event(), threading.Event()
    open_then: list[bool] = []

    class Slow(io.BytesIO):
        def read(self, *size: int) -> bytes:
            inside.set()
            assert go_on.wait(10)
            open_then.append(pygame.mixer.get_init() is not None)
            return super().read(*size)

    monkeypatch.setattr(decoding.io, "BytesIO", Slow)
    reader = threading.Thread(target=_decode, args=(path,), daemon=True)
    closer = threading.Thread(target=close_mixer, daemon=True)
    reader.start()
    assert inside.wait(10)
    closer.start()
    time.sleep(0.05)
    assert closer.is_alive()
    go_on.set()
    closer.join(10)
    assert not closer.is_alive()
    assert pygame.mixer.get_init() is None
    assert open_then
    assert all(open_then)


def _decode(path: Path) -> None:
    try:
        decode(path)
    except pygame.error:
        return  # the device was taken away between two pieces
