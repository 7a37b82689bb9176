"""A rock of a level maker's corners is seen where it is hit: its picture has its outline."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.render import stone
from game.render.atlas import STONES, Atlas

RINGS = {
    "square": [[0, 0], [300, 0], [300, 300], [0, 300]],
    "hook": [[0, 0], [300, 0], [300, 100], [100, 100], [100, 300], [0, 300]],
    "splinter": [[0, 0], [900, 30], [920, 90], [10, 60]],
}


@pytest.mark.parametrize("name", RINGS)
def test_it_covers_its_corners_box_and_nothing_beside_them(name):
    ring = np.array(RINGS[name], float)
    alpha = pygame.surfarray.array_alpha(stone.picture(ring)).T > 127
    inside = np.array(pygame.surfarray.array_alpha(_filled(ring)).T > 127)
    assert np.count_nonzero(alpha != inside) < 0.05 * alpha.size
    assert np.count_nonzero(alpha & inside) > 0.93 * np.count_nonzero(inside)


def _filled(ring: np.ndarray) -> pygame.Surface:
    """The outline, as plain as can be."""
    surface = pygame.Surface((stone.SIDE, stone.SIDE), pygame.SRCALPHA)
    low, high = ring.min(axis=0), ring.max(axis=0)
    pygame.draw.polygon(surface, (255, 255, 255, 255), (ring - low) / (high - low) * (stone.SIDE - 1))
    return surface


def test_its_middle_lies_within_it():
    x, y = stone.middle(np.array(RINGS["hook"], float))
    assert x < 110 or y < 110


def test_the_same_outline_is_one_picture_and_there_are_never_too_many():
    atlas = Atlas()
    ring = np.array(RINGS["hook"], float)
    assert atlas.stones([ring]) == atlas.stones([ring + 500.0])
    before = atlas.painted
    names = atlas.stones([ring * (1.0 + i / 100) for i in range(STONES + 40)])
    assert len(set(names[:STONES])) == STONES
    assert set(names[STONES:]) == {""}
    assert atlas.painted == before + 1
    first = atlas.surface(atlas.id("stone/0"))
    assert first.get_size() == (stone.SIDE, stone.SIDE)
    assert atlas.normals(atlas.id("stone/0")) is not None
