"""A mixer that nobody hears."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game.audio.mixer import Audio


@pytest.fixture
def audio(monkeypatch: pytest.MonkeyPatch) -> Iterator[Audio]:
    """On SDL's dummy driver: everything works, nothing sounds."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    pygame.mixer.quit()
    it = Audio()
    assert not it.silent
    yield it
    it.close()


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Audio]:
    """On a machine without any device."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "there-is-no-such-driver")
    pygame.mixer.quit()
    it = Audio()
    yield it
    it.close()
