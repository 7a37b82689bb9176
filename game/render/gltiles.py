"""Backdrop tiles on the GPU: layers of texture arrays, so that a whole backdrop is one draw call.

A tile holds its layer for as long as somebody holds the tile; then the layer is used again.
"""

from __future__ import annotations

import moderngl
import numpy as np
import pygame

from game.render import shaders
from game.render.backdrop import Placed

STEP = 512  # px: sides of layers are multiples of it; ours are one
LAYERS = 16  # of one array, 20 MB with its mips; a screen needs six to twelve
MIPS = 2
COLUMNS = 7  # x, y, w, h [px], share of the layer across and down, layer


class Array:
    """One texture array, whose layers are `side` px a side, and which of its layers are free."""

    def __init__(self, context: moderngl.Context, side: int) -> None:
        self.side = side
        self.texture = context.texture_array((side, side, LAYERS), 3, alignment=1)
        self.texture.repeat_x = self.texture.repeat_y = False
        self.free = list(range(LAYERS))
        self.mips_due = True


class Tile:
    """A picture in a layer. `size` in px."""

    __slots__ = ("array", "layer", "size")

    def __init__(self, array: Array, picture: pygame.Surface) -> None:
        self.size = picture.get_size()
        self.array = array
        self.layer = array.free.pop()
        pixels = pygame.image.tobytes(_filled(picture, array.side), "RGB")
        array.texture.write(pixels, viewport=(0, 0, self.layer, array.side, array.side, 1), alignment=1)
        array.mips_due = True

    def __del__(self) -> None:
        if hasattr(self, "layer"):
            self.array.free.append(self.layer)


class TileLayers:
    """Uploads tiles and draws those of a backdrop."""

    def __init__(self, context: moderngl.Context) -> None:
        self.context = context
        self.mips = True  # whether smaller copies are made: a graphics card's work, left out of rehearsals
        self.program = context.program(vertex_shader=shaders.TILE_VERTEX, fragment_shader=shaders.TILE_FRAGMENT)
        self._buffer = context.buffer(reserve=64 * COLUMNS * 4, dynamic=True)
        self._vertices = self._instances()
        self._arrays: list[Array] = []

    def _instances(self) -> moderngl.VertexArray:
        return self.context.vertex_array(self.program, [(self._buffer, "4f 3f/i", "in_place", "in_tile")])

    def upload(self, picture: pygame.Surface) -> Tile:
        """The picture in a free layer."""
        side = -(-max(picture.get_size()) // STEP) * STEP
        array = next((array for array in self._arrays if array.free and array.side == side), None)
        if array is None:
            array = Array(self.context, side)
            self._arrays.append(array)
        return Tile(array, picture)

    def finish(self, array: Array) -> None:
        """Make the smaller copies of what was uploaded since the last time."""
        if array.mips_due and self.mips:
            array.texture.build_mipmaps(max_level=MIPS)
            array.texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
            array.mips_due = False

    def draw(self, tiles: list[tuple[Placed, Tile]]) -> None:
        """Tiles where they were placed, a draw call for each array they are spread over."""
        for array in self._arrays:
            rows = np.array(
                [
                    (at.x, at.y, w * at.factor, h * at.factor, w / array.side, h / array.side, tile.layer)
                    for at, tile in tiles
                    if tile.array is array
                    for w, h in (tile.size,)
                ],
                dtype=np.float32,
            )
            if not rows.size:
                continue
            self.finish(array)
            if rows.nbytes > self._buffer.size:
                self._vertices.release()
                self._buffer.release()
                self._buffer = self.context.buffer(reserve=2 * rows.nbytes, dynamic=True)
                self._vertices = self._instances()
            self._buffer.orphan()
            self._buffer.write(rows)
            array.texture.use(0)
            self._vertices.render(moderngl.TRIANGLE_STRIP, vertices=4, instances=len(rows))


def _filled(picture: pygame.Surface, side: int) -> pygame.Surface:
    """The picture on a full layer, its last column and row drawn out, so that smaller mips do not darken its edge."""
    w, h = picture.get_size()
    if (w, h) == (side, side):
        return picture
    full = pygame.Surface((side, side), depth=24)
    full.blit(picture, (0, 0))
    if w < side:
        full.blit(pygame.transform.scale(full.subsurface((w - 1, 0, 1, h)), (side - w, h)), (w, 0))
    if h < side:
        full.blit(pygame.transform.scale(full.subsurface((0, h - 1, side, 1)), (side, side - h)), (0, h))
    return full
