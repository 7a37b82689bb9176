"""Darkness in OpenGL: the map of what light is left is multiplied into the scene, haze added, squares go out."""

from __future__ import annotations

import moderngl
import numpy as np
import pygame

from game.render.dark import HAZE, LEFT, Dark
from game.render.lightmap import SHARE, LightMap
from game.render.shaders import DARK, FULL_VERTEX

BLEND_ADD = (moderngl.ONE, moderngl.ONE)
BLEND_MULTIPLY = (moderngl.DST_COLOR, moderngl.ZERO)


class GLDark:
    """The program, and the textures of the light and of what is left of the squares."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._program = context.program(vertex_shader=FULL_VERTEX, fragment_shader=DARK)
        self._array = context.vertex_array(self._program, [])
        self._squares = context.texture((1, 1), 1, b"\xff")
        self._light = context.texture((1, 1), 1, b"\xff")
        self._map: LightMap | None = None
        self._size = (0, 0)

    def draw(self, dark: Dark, size: tuple[int, int]) -> None:
        """Two passes over the scene."""
        if self._map is None or self._size != size:
            self._map, self._size = LightMap(size), size
        self._bring_light(self._map.paint(dark))
        self._bring_squares(dark)
        self._light.use(0)
        self._squares.use(1)
        left = 1.0 - dark.share * (1.0 - LEFT)
        haze = tuple(v * dark.share for v in HAZE)
        for name, value in (("light", 0), ("squares", 1), ("screen", size), ("left", left), ("haze", haze)):
            self._set(name, value)
        self._set("small", tuple(float(side * SHARE) for side in self._map.picture.get_size()))
        self._set("begins", float(SHARE))
        for adds, blend in ((0, BLEND_MULTIPLY), (1, BLEND_ADD)):
            self._set("adds", adds)
            self._context.blend_func = blend
            self._array.render(moderngl.TRIANGLES, vertices=3)

    def _bring_light(self, picture: pygame.Surface) -> None:
        if self._light.size != picture.get_size():
            self._light.release()
            self._light = self._context.texture(picture.get_size(), 1, alignment=1)
            self._light.repeat_x = self._light.repeat_y = False
        grey = np.ascontiguousarray(pygame.surfarray.pixels_red(picture).T)
        self._light.write(grey.tobytes(), alignment=1)

    def _bring_squares(self, dark: Dark) -> None:
        edge = dark.edge
        left = edge.left if edge is not None else np.ones((1, 1), np.float32)
        rows, columns = left.shape
        if self._squares.size != (columns, rows):
            self._squares.release()
            self._squares = self._context.texture((columns, rows), 1, alignment=1)
            self._squares.filter = (moderngl.NEAREST, moderngl.NEAREST)
            self._squares.repeat_x = self._squares.repeat_y = False
        self._squares.write(np.ascontiguousarray((left * 255.0).astype(np.uint8)).tobytes(), alignment=1)
        place = (edge.x, edge.y, edge.side * columns, edge.side * rows) if edge is not None else (0.0, 0.0, 1e9, 1e9)
        self._set("grid", place)

    def _set(self, name: str, value: object) -> None:
        if name in self._program:
            self._program[name].value = value
