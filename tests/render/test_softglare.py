"""A glare, as software paints it and as sprites."""

import math

import numpy as np
import pygame
import pytest

from game.render.atlas import Atlas
from game.render.drawlist import DrawList
from game.render.frame import Frame, Glare
from game.render.softglare import SoftGlare
from game.render.software import SoftwareRenderer

SIZE, EYE, WAYS = (640, 360), (320.0, 180.0), 64


def lit(glare: Glare) -> np.ndarray:
    canvas, spare = (pygame.Surface(SIZE, depth=32) for _ in range(2))
    SoftGlare(SIZE).add(canvas, glare, spare)
    return pygame.surfarray.array3d(canvas).astype(float)


def test_it_ends_where_something_is_in_its_way() -> None:
    reach = np.full(WAYS, 160.0)
    reach[:8] = 60.0  # from the right on, clockwise, which is down
    light = lit(Glare(*EYE, reach, (1.0, 1.0, 1.0)))[..., 0]
    x, y, mirrored = (
        round(320 + 110 * math.cos(0.4)),
        round(180 + 110 * math.sin(0.4)),
        round(180 - 110 * math.sin(0.4)),
    )
    assert light[x, y] == 0.0
    assert light[x, mirrored] > 20.0


@pytest.mark.parametrize("colour", [(1.0, 1.0, 1.0), (0.2, 0.9, 0.4)])
def test_it_is_as_bright_as_the_sprites_that_gl_draws(atlas: Atlas, colour: tuple[float, float, float]) -> None:
    glare = Glare(*EYE, np.full(WAYS, 170.0), colour)
    frame = Frame.of(atlas)
    glare.lay(frame.floor)
    frame.clear, frame.post.vignette, frame.post.bloom, frame.post.scan = (0.0, 0.0, 0.0), 0.0, 0.0, 0.0
    renderer = SoftwareRenderer(atlas, pygame.Surface(SIZE, depth=32), live=False)
    renderer.draw(frame)
    sprites = pygame.surfarray.array3d(renderer.image()).astype(float)
    renderer.close()
    painted = lit(glare)
    x, y = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    away = np.hypot(x - EYE[0], y - EYE[1])
    for low in (30, 60, 90, 120):
        ring = (away >= low) & (away < low + 30)
        assert painted[ring].mean() == pytest.approx(sprites[ring].mean(), rel=0.15, abs=2.0)
    assert painted[away > 178].max() <= 1.0


def test_it_goes_with_the_frame_and_is_forgotten_with_the_lists(atlas: Atlas) -> None:
    frame = Frame.of(atlas)
    frame.glares.append(Glare(*EYE, np.full(WAYS, 170.0), (1.0, 1.0, 1.0)))
    frame.clear = (0.0, 0.0, 0.0)
    renderer = SoftwareRenderer(atlas, pygame.Surface(SIZE, depth=32), live=False)
    renderer.draw(frame)
    assert renderer.image().get_at((380, 180)).g > 20
    frame.clear_lists()
    renderer.draw(frame)
    assert renderer.image().get_at((380, 180)).g < 5
    renderer.close()


def test_as_sprites_it_is_one_shaft_a_direction_as_long_as_it_reaches(atlas: Atlas) -> None:
    floor, reach = DrawList(atlas), np.linspace(50.0, 200.0, WAYS)
    Glare(*EYE, reach, (1.0, 0.5, 0.2)).lay(floor)
    assert floor.n == WAYS
    assert floor.rows[:, 3] == pytest.approx(reach)
    ends = floor.rows[:, 1:3] + np.stack([np.cos(floor.rows[:, 5]), np.sin(floor.rows[:, 5])], 1) * reach[:, None] / 2
    assert np.hypot(*(ends - EYE).T) == pytest.approx(reach, rel=1e-4)
