"""The software sweep wall keeps its sprites while it is about, and not for ever."""

from __future__ import annotations

import numpy as np
import pygame

from game.render.frame import SweepWall
from game.render.softsweep import KEPT_FOR, SoftSweep

SIZE = (320, 180)


def swept(sweep: SoftSweep) -> np.ndarray:
    canvas, spare = pygame.Surface(SIZE, depth=32), pygame.Surface(SIZE, depth=32)
    canvas.fill((120, 90, 70))
    wall = SweepWall(150.0, 90.0, 0.99, 0.12)
    sweep.begin(True)
    sweep.grade(canvas, wall, spare)
    sweep.shine(canvas, wall, 1.0)
    return pygame.surfarray.array3d(canvas)


def test_a_wall_that_is_gone_gives_its_sprites_back_and_may_return() -> None:
    sweep = SoftSweep()
    before = swept(sweep)
    assert before.max() > 200
    for _ in range(KEPT_FOR - 1):
        sweep.begin(False)
    assert sweep._strips
    sweep.begin(False)
    assert not sweep._strips
    assert np.array_equal(swept(sweep), before)
