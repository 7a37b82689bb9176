"""Darkness in OpenGL: what light is left is multiplied into the scene, the lamp's haze added, squares go out."""

from __future__ import annotations

import moderngl
import numpy as np

from game.render import dark as look
from game.render.dark import MOST_LIGHTS, Dark
from game.render.shaders import DARK, FULL_VERTEX

BLEND_ADD = (moderngl.ONE, moderngl.ONE)
BLEND_MULTIPLY = (moderngl.DST_COLOR, moderngl.ZERO)


class GLDark:
    """The program and the texture of what is left of the squares."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._program = context.program(vertex_shader=FULL_VERTEX, fragment_shader=DARK)
        self._array = context.vertex_array(self._program, [])
        self._squares = context.texture((1, 1), 1, b"\xff")

    def draw(self, dark: Dark, size: tuple[int, int]) -> None:
        """Two passes over the scene."""
        lights = np.zeros((MOST_LIGHTS, 4), np.float32)
        for i, light in enumerate(dark.lights[:MOST_LIGHTS]):
            lights[i] = light
        lamp = dark.lamp or (0.0, 0.0, 0.0, 1e-3)
        self._set("screen", tuple(float(v) for v in size))
        self._set("lamp", lamp)
        self._set("share", dark.share)
        self._set("left", look.LEFT)
        self._set("cone", (look.HALF, look.SOFT, look.FALLS))
        self._set("halo", (look.REACH / look.HALO, look.HALO_GAIN))
        self._set("haze", look.HAZE)
        self._set("count", min(len(dark.lights), MOST_LIGHTS))
        if "lights" in self._program:
            self._program["lights"].write(lights.tobytes())
        self._bring(dark)
        self._squares.use(0)
        self._set("squares", 0)
        for adds, blend in ((0, BLEND_MULTIPLY), (1, BLEND_ADD)):
            self._set("adds", adds)
            self._context.blend_func = blend
            self._array.render(moderngl.TRIANGLES, vertices=3)

    def _bring(self, dark: Dark) -> None:
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
