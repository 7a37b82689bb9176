"""Scan cones in software: what was painted a picture ago may be laid again, where it would look the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame

from game.render.frame import Cone
from game.render.softcone import ASTRAY, SoftCones

SIZE = 320, 180
NONE = np.zeros((0, 3), np.float32)
CONES = [Cone(60.0, 90.0, 0.0, 0.3, 120.0), Cone(160.0, 120.0, -0.6, 0.3, 120.0)]


def moved(cones: list[Cone], dx: float, dy: float) -> list[Cone]:
    return [replace(cone, x=cone.x + dx, y=cone.y + dy) for cone in cones]


def light(canvas: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(canvas).sum(axis=2).astype(int)


def dark() -> pygame.Surface:
    return pygame.Surface(SIZE, depth=32)


def test_light_laid_again_lies_where_the_cones_are_now() -> None:
    cones, first, again, anew = SoftCones(SIZE), dark(), dark(), dark()
    cones.draw(first, CONES, NONE, 0.0)
    assert cones.lay_again(again, moved(CONES, 12.0, -8.0))
    SoftCones(SIZE).draw(anew, moved(CONES, 12.0, -8.0), NONE, 0.0)
    assert light(anew).sum() > 0
    assert np.abs(light(again) - light(anew)).mean() < 0.1 * np.abs(light(first) - light(anew)).mean()


def test_it_is_not_laid_where_it_would_be_wrong() -> None:
    cones, canvas = SoftCones(SIZE), dark()
    assert not cones.lay_again(canvas, CONES), "nothing was painted yet"
    cones.draw(dark(), CONES, NONE, 0.0)
    assert not cones.lay_again(canvas, CONES[:1]), "one of them is gone"
    apart = [CONES[0], *moved(CONES[1:], 3 * ASTRAY, 0.0)]
    assert not cones.lay_again(canvas, apart), "they went apart"
    cones.draw(dark(), [], NONE, 0.0)
    assert not cones.lay_again(canvas, CONES), "there were none in between"
    assert not light(canvas).any()


def test_several_pictures_share_the_painting() -> None:
    """Each shows what was finished last, and after so many of them that is what one picture would have painted."""
    many = [*CONES, *moved(CONES, 30.0, 20.0)]
    cones, whole = SoftCones(SIZE), dark()
    cones.show(dark(), CONES + CONES, NONE, 0.0, parts=2)  # there was nothing to show yet: all at once
    shown = []
    for _ in range(3):
        shown.append(dark())
        cones.show(shown[-1], [*CONES, *moved(CONES, 3.0, 2.0)], NONE, 0.0, parts=2)
    SoftCones(SIZE).draw(whole, [*CONES, *moved(CONES, 3.0, 2.0)], NONE, 0.0)
    assert light(shown[0]).sum() > 0
    assert np.array_equal(light(shown[2]), light(whole))
    assert not np.array_equal(light(shown[0]), light(whole))
    after = dark()
    cones.show(after, many[:3], NONE, 0.0, parts=2)
    SoftCones(SIZE).draw(whole := dark(), many[:3], NONE, 0.0)
    assert np.array_equal(light(after), light(whole)), "one is gone: that cannot wait"
