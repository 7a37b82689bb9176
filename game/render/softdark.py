"""Darkness in software: the map of what light is left, enlarged and multiplied into the canvas; squares go out."""

from __future__ import annotations

import numpy as np
import pygame

from game.render.dark import HAZE, LEFT, Dark, Edge
from game.render.lightmap import GREY, SHARE, LightMap


class SoftDark:
    """Keeps the map and what it is enlarged into, for one size of the canvas."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._map = LightMap(size)
        wide, high = self._map.picture.get_size()
        self._whole = pygame.Surface(((wide - 1) * SHARE, (high - 1) * SHARE), depth=32)

    def draw(self, canvas: pygame.Surface, dark: Dark) -> None:
        """Leave of the canvas what is lit, and hang the lamp's haze in it."""
        if dark.share > 0.0:
            whole, corner = self._whole, (-SHARE // 2, -SHARE // 2)
            pygame.transform.smoothscale(self._map.paint(dark), whole.get_size(), whole)
            canvas.blit(whole, corner, special_flags=pygame.BLEND_RGB_MULT)
            k = round((1.0 - dark.share * (1.0 - LEFT)) * GREY)
            whole.fill((k, k, k), special_flags=pygame.BLEND_RGB_SUB)
            haze = [round(v * dark.share * GREY) for v in HAZE]
            whole.fill(haze, special_flags=pygame.BLEND_RGB_MULT)
            canvas.blit(whole, corner, special_flags=pygame.BLEND_RGB_ADD)
        if dark.edge is not None:
            _go_out(canvas, dark.edge)


def _go_out(canvas: pygame.Surface, edge: Edge) -> None:
    rows, columns = edge.left.shape
    shade = np.repeat((edge.left.T * GREY).astype(np.uint8)[..., None], 3, axis=2)
    squares = pygame.surfarray.make_surface(shade)
    left, top = round(edge.x), round(edge.y)
    size = round(edge.x + columns * edge.side) - left, round(edge.y + rows * edge.side) - top
    canvas.blit(pygame.transform.scale(squares, size), (left, top), special_flags=pygame.BLEND_RGB_MULT)
