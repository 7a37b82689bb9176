"""The workshop of the software back end, and the ground's tiles that come from it."""

import threading
import time

import numpy as np
import pygame
import pytest

from game.render.frame import Post
from game.render.softfinish import SoftFinish
from game.render.softtiles import SETTLED, ScaledTiles, tile_at
from game.render.workshop import Workshop


@pytest.fixture
def workshop():
    made = Workshop(live=True)
    yield made
    made.close()


@pytest.fixture
def picture() -> pygame.Surface:
    picture = pygame.Surface((64, 64), depth=32)
    picture.fill("orange", (8, 8, 40, 20))
    return picture


def brought(ask, within: float = 20.0):
    """What comes in the end."""
    until = time.monotonic() + within
    while (found := ask()) is None:
        assert time.monotonic() < until, "it never came"
        time.sleep(0.001)
    return found


def test_a_picture_is_made_once_while_the_frames_go_on(workshop: Workshop, picture: pygame.Surface) -> None:
    go_on, makes = threading.Event(), []

    def make(given: pygame.Surface) -> pygame.Surface:
        assert go_on.wait(20.0)
        makes.append(given)
        return given

    for _ in range(3):
        workshop.begin()
        assert workshop.ask("one", picture, make) is None
    go_on.set()
    assert brought(lambda: workshop.ask("one", picture, make)).get_at((10, 10)) == picture.get_at((10, 10))
    assert len(makes) == 1
    assert makes[0] is not picture  # which may be blitted meanwhile, and a picture being scaled may not


def test_what_is_no_longer_asked_for_is_not_made(workshop: Workshop, picture: pygame.Surface) -> None:
    go_on, makes = threading.Event(), []
    workshop.ask("first", picture, lambda given: go_on.wait(20.0) and given)
    workshop.ask("second", picture, lambda given: makes.append("second") or given)
    workshop.begin()
    workshop.ask("first", picture, lambda given: given)
    workshop.begin()
    go_on.set()
    brought(lambda: workshop.ask("third", picture, lambda given: given))
    assert makes == []


def test_a_fault_in_the_workshop_is_told_to_who_asked(workshop: Workshop, picture: pygame.Surface) -> None:
    with pytest.raises(ZeroDivisionError):
        brought(lambda: workshop.ask("one", picture, lambda given: 1 // 0))


def test_tiles_come_scaled_once_the_zoom_stands_and_go_when_it_moves(workshop, picture) -> None:
    tiles = ScaledTiles(workshop, live=True)
    assert [tiles.steady(0.8) for _ in range(SETTLED + 1)] == [False] * SETTLED + [True]
    found = brought(lambda: tiles.get(("roofs", 0, 0, 0.8), picture))
    expected = pygame.surfarray.array3d(tile_at(picture, 0.8))
    assert np.array_equal(pygame.surfarray.array3d(found), expected)
    assert tiles.get(("roofs", 0, 0, 0.8), picture) is found
    assert not tiles.steady(0.9)
    assert tiles.get(("roofs", 0, 0, 0.8), picture) is not found


def test_without_play_a_tile_is_had_at_once(picture: pygame.Surface) -> None:
    tiles = ScaledTiles(Workshop(live=False), live=False)
    assert tiles.steady(1.5)
    assert tiles.get(("roofs", 0, 0, 1.5), picture) is not None


@pytest.mark.parametrize("tube", [0.0, 1.0])
def test_vignette_lines_and_colour_are_one_factor_a_pixel(tube: float) -> None:
    canvas, spare = (pygame.Surface((320, 180), depth=32) for _ in range(2))
    finish = SoftFinish(spare)
    for vignette, gain in ((0.0, 1.0), (0.5, 1.0), (0.5, 0.6), (1.0, 0.6)):
        canvas.fill((200, 200, 200))
        post = Post(vignette=vignette, scan=0.3, gain=(gain, 1.0, 1.0))
        finish.draw(canvas, post, 0.0, tube)
        red, green = (pygame.surfarray.array3d(canvas)[..., i].astype(float) / 200 for i in (0, 1))
        assert red[160, 90] == pytest.approx(gain, abs=0.02)
        assert green[160, 90] == pytest.approx(1.0, abs=0.02)
        assert green[0, 0] == pytest.approx(1.0 - vignette, abs=0.03)
        assert red[0, 0] == pytest.approx(gain * (1.0 - vignette), abs=0.03)
        assert green[160, 92] == pytest.approx(1.0 - 0.3 * tube, abs=0.02)
