"""Tiles on the GPU share arrays, and give their layers back."""

from __future__ import annotations

import pygame
import pytest

from game.render.gl import GLUnavailableError, standalone
from game.render.gltiles import LAYERS, TileLayers


@pytest.fixture
def layers() -> TileLayers:
    try:
        return TileLayers(standalone())
    except GLUnavailableError as error:
        pytest.skip(f"no OpenGL 3.3 context without a window here (on Debian: libegl1 and libgl1-mesa-dri): {error}")


def test_a_layer_is_used_again_when_its_tile_is_forgotten(layers: TileLayers) -> None:
    picture = pygame.Surface((512, 512), depth=24)
    held = [layers.upload(picture) for _ in range(LAYERS)]
    assert len({tile.layer for tile in held}) == LAYERS
    gone = held.pop(3).layer
    assert layers.upload(picture).layer == gone
    assert len({id(tile.array) for tile in held}) == 1, "nothing new was allocated"


def test_more_tiles_than_one_array_holds_find_room(layers: TileLayers) -> None:
    held = [layers.upload(pygame.Surface((512, 300), depth=24)) for _ in range(LAYERS + 1)]
    assert len({id(tile.array) for tile in held}) == 2


def test_the_edge_of_a_small_tile_is_drawn_out(layers: TileLayers) -> None:
    picture = pygame.Surface((100, 60), depth=24)
    picture.fill((200, 40, 90))
    tile = layers.upload(picture)
    data = tile.array.texture.read(alignment=1)
    layer = data[tile.layer * 512 * 512 * 3 :][: 512 * 512 * 3]
    assert set(zip(layer[0::3], layer[1::3], layer[2::3], strict=True)) == {(200, 40, 90)}
