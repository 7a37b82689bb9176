"""Large sprites are lit in strips; nobody can tell."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.render import lighting
from game.render.atlas import Atlas
from game.render.frame import Light
from game.render.lighting import Lighting


def test_strips_leave_no_seam(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    def lit() -> np.ndarray:
        moon = Lighting(atlas).lit(atlas.id("moon"), 420, 420, 0.4, (1.0, 0.9, 1.0), Light())
        assert moon is not None
        return pygame.surfarray.array3d(moon).astype(int)

    in_strips = lit()
    assert in_strips.max() > 100, "it is lit"
    monkeypatch.setattr(lighting, "SLAB", 1000)
    assert np.abs(in_strips - lit()).max() <= 2
