"""What burns is a hull, and not the air beside it."""

from __future__ import annotations

import math

import numpy as np
import pygame
import pytest

from game.render import scars
from game.render.ships_view import DRIVE, RING_AT
from game.sim.kinds import KINDS

SIDE = 400  # of the square in which a hull and its burnt places are compared [px]
LONG = 200  # of the hull there [px]
RING = 0.18  # its outer radius and some of a patch, as a share of the ship's length
FLYING = sorted({kind.art for kind in KINDS.values()} & DRIVE.keys())


def _laid(picture: pygame.Surface, size: tuple[float, float], middle: tuple[float, float], turn: float) -> np.ndarray:
    """The cover of a picture on the square, 0..1."""
    square = pygame.Surface((SIDE, SIDE), pygame.SRCALPHA)
    picture = pygame.transform.smoothscale(picture, (round(size[0]), round(size[1])))
    picture = pygame.transform.rotate(picture, -math.degrees(turn))
    square.blit(picture, picture.get_rect(center=(round(middle[0]), round(middle[1]))))
    return pygame.surfarray.array_alpha(square) / 255.0


@pytest.mark.parametrize("art", FLYING)
def test_burnt_places_lie_on_the_hull(atlas, art):
    high = LONG * atlas.aspect(art)
    hull = _laid(atlas.surface(atlas.id(art)), (LONG, high), (SIDE / 2, SIDE / 2), 0.0)
    for name, (along, across, size, turn) in zip(scars.SCORCH, scars.places(art), strict=True):
        at = SIDE / 2 + LONG * along, SIDE / 2 + high * across
        burnt = _laid(atlas.surface(atlas.id(name)), (LONG * size, LONG * size * scars.FLAT), at, turn)
        assert (burnt * hull).sum() > 0.85 * burnt.sum(), f"{art}: {name} floats beside it"


def test_the_ring_of_the_ship_stays_bright(atlas):
    """It is her drive, and how one knows her."""
    for along, across, _, _ in scars.places("callister"):
        assert math.hypot(along - RING_AT, across * atlas.aspect("callister")) > RING


def test_every_hull_has_a_place_for_each_patch():
    assert all(len(scars.places(art)) == len(scars.SCORCH) for art in [*FLYING, "some_hull_of_tomorrow"])
