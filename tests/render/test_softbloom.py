"""The glow of what is bright in software: made anew for every picture, or for some of them and laid again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.render.detail import FULL
from game.render.frame import Post
from game.render.softbloom import SoftBloom

SIZE = 640, 360


def scene() -> pygame.Surface:
    canvas = pygame.Surface(SIZE, depth=32)
    canvas.fill((255, 230, 180), (300, 160, 40, 30))
    canvas.fill((120, 240, 255), (40, 40, 20, 20))
    return canvas


def glow(bloom: SoftBloom, every: int, picture: int) -> np.ndarray:
    """What one picture gains by it, (w, h, 3)."""
    canvas, before = scene(), pygame.surfarray.array3d(scene()).astype(int)
    bloom.add(canvas, Post(), replace(FULL, bloom=every), picture)
    return pygame.surfarray.array3d(canvas).astype(int) - before


@pytest.mark.parametrize("every", [2, 3, 4])
def test_light_that_is_laid_again_is_the_same_light(every: int) -> None:
    bloom = SoftBloom(pygame.Surface(SIZE, depth=32))
    whole = glow(SoftBloom(pygame.Surface(SIZE, depth=32)), 1, 0)
    assert whole.max() > 20
    shown = [glow(bloom, every, picture) for picture in range(2 * every)]
    for picture in range(1, 2 * every):  # the first one had gathered, and spread nothing yet
        assert np.array_equal(shown[picture], whole), picture


def test_there_is_none_of_it_left_when_every_picture_makes_its_own() -> None:
    bloom = SoftBloom(pygame.Surface(SIZE, depth=32))
    for picture in range(3):
        glow(bloom, 2, picture)
    dark = pygame.Surface(SIZE, depth=32)
    bloom.add(dark, Post(), FULL, 3)
    assert not pygame.surfarray.array3d(dark).any()
