"""A mixer that nobody hears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from game.audio.beds import Beds
from game.audio.decoding import close_mixer
from game.audio.mixer import Audio
from game.audio.voices import LIMIT, Voices


class Endless:
    """A channel on which nothing comes to its end by itself."""

    def __init__(self) -> None:
        self.busy = False

    def play(self, sound: Any, loops: int = 0) -> None:
        self.busy = True

    def set_volume(self, left: float, right: float) -> None: ...

    def get_busy(self) -> bool:
        return self.busy

    def stop(self) -> None:
        self.busy = False

    def fadeout(self, time: int) -> None:
        self.busy = False

    def pause(self) -> None: ...

    def unpause(self) -> None: ...


@pytest.fixture
def audio(monkeypatch: pytest.MonkeyPatch) -> Iterator[Audio]:
    """On SDL's dummy driver; effects sound until they are stopped: nothing depends on how fast a test runs."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    close_mixer()
    it = Audio()
    assert not it.silent
    it.voices = Voices([Endless() for _ in range(LIMIT)])
    it.beds = Beds(it.table, it.voices, it.library.get, it.captions)
    it.set_volumes(it.volumes)
    yield it
    it.close()


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Audio]:
    """On a machine without any device."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "there-is-no-such-driver")
    close_mixer()
    it = Audio()
    yield it
    it.close()
