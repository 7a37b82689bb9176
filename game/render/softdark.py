"""Darkness in software: the map of what light is left, enlarged and multiplied into the canvas; squares go out.

The map is gone through in bands that fit into the processor's cache. Only the part of a band that is lit is enlarged:
beside it the same little is left of everything.
"""

from __future__ import annotations

import numpy as np
import pygame

from game.render.dark import HAZE, Dark, Edge
from game.render.lightmap import GREY, SHARE, LightMap

BAND = 8  # rows of the map at a time


class SoftDark:
    """Keeps the map and what a band of it is enlarged into, for one size of the canvas."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._map = LightMap(size)
        self._band = pygame.Surface(((self._map.picture.get_width() - 1) * SHARE, BAND * SHARE), depth=32)

    def draw(self, canvas: pygame.Surface, dark: Dark) -> None:
        """Leave of the canvas what is lit, and hang the lamp's haze in it."""
        if dark.share > 0.0:
            self._dim(canvas, dark)
        if dark.edge is not None:
            _go_out(canvas, dark.edge)

    def _dim(self, canvas: pygame.Surface, dark: Dark) -> None:
        light, rest = self._map.paint(dark), self._map.rest(dark)
        unlit = rest, rest, rest
        haze = [round(v * dark.share * GREY) for v in HAZE]
        wide, high = light.get_size()
        end = (wide - 1) * SHARE - SHARE // 2
        lit = pygame.surfarray.pixels2d(light) & GREY != rest
        for top in range(0, high - 1, BAND):
            rows = min(BAND, high - 1 - top)
            y, tall = top * SHARE - SHARE // 2, rows * SHARE  # where the middles of its first pixels lie
            columns = np.flatnonzero(lit[:, top : top + rows + 1].any(axis=1))
            left, right = (max(0, columns[0] - 1), min(wide - 1, columns[-1] + 1)) if columns.size else (wide - 1,) * 2
            x0, x1 = (int(column) * SHARE - SHARE // 2 for column in (left, right))
            for start, stop in ((0, x0), (x1, end)):
                if start < stop:
                    canvas.fill(unlit, (start, y, stop - start, tall), special_flags=pygame.BLEND_RGB_MULT)
            if right > left:
                patch = light.subsurface((left, top, right - left + 1, rows + 1))
                more = self._band.subsurface((0, 0, x1 - x0, tall))
                pygame.transform.smoothscale(patch, more.get_size(), more)
                canvas.blit(more, (x0, y), special_flags=pygame.BLEND_RGB_MULT)
                more.fill(unlit, special_flags=pygame.BLEND_RGB_SUB)
                more.fill(haze, special_flags=pygame.BLEND_RGB_MULT)
                canvas.blit(more, (x0, y), special_flags=pygame.BLEND_RGB_ADD)


def _go_out(canvas: pygame.Surface, edge: Edge) -> None:
    """Square by square where they are going, all at once where they have gone: most of the picture has, or stays."""
    shade = (edge.left * GREY).astype(np.uint8)
    rows, columns = shade.shape
    x = np.rint(edge.x + edge.side * np.arange(columns + 1)).astype(int).tolist()
    y = np.rint(edge.y + edge.side * np.arange(rows + 1)).astype(int).tolist()
    for row, first, last in _runs(shade == 0):
        canvas.fill(0, (x[first], y[row], x[last] - x[first], y[row + 1] - y[row]))
    going = (shade > 0) & (shade < GREY)
    for (row, column), left in zip(np.argwhere(going).tolist(), shade[going].tolist(), strict=True):
        square = x[column], y[row], x[column + 1] - x[column], y[row + 1] - y[row]
        canvas.fill((left, left, left), square, special_flags=pygame.BLEND_RGB_MULT)


def _runs(marked: np.ndarray) -> list[tuple[int, int, int]]:
    """Row, first column, and the column after the last, of each run of what is marked (rows, columns)."""
    turns = np.diff(np.pad(marked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    (rows, first), (_, last) = np.nonzero(turns == 1), np.nonzero(turns == -1)
    return list(zip(rows.tolist(), first.tolist(), last.tolist(), strict=True))
