"""Darkness in software: one small picture of what light is left, enlarged softly and multiplied into the canvas."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pygame

from game.render.dark import HALO, HALO_GAIN, HAZE, LEFT, REACH, Dark, Edge, cone

SHARE = 8  # the light is painted at this part of the size
GREY = 255


class SoftDark:
    """Keeps the small picture and what it is enlarged into, for one size of the canvas."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._small = pygame.Surface((size[0] // SHARE + 3, size[1] // SHARE + 3), depth=32)
        wide, high = self._small.get_size()
        self._whole = pygame.Surface(((wide - 1) * SHARE, (high - 1) * SHARE), depth=32)

    def draw(self, canvas: pygame.Surface, dark: Dark) -> None:
        """Leave of the canvas what is lit, and hang the lamp's haze in it."""
        if dark.share > 0.0:
            self._paint(dark)
            pygame.transform.smoothscale(self._small, self._whole.get_size(), self._whole)
            corner = (-SHARE // 2, -SHARE // 2)  # the small picture begins a pixel of its own outside
            canvas.blit(self._whole, corner, special_flags=pygame.BLEND_RGB_MULT)
            self._whole.fill((int(LEFT * GREY),) * 3, special_flags=pygame.BLEND_RGB_SUB)
            haze = [int(v * dark.share * GREY + 0.5) for v in HAZE]
            self._whole.fill(haze, special_flags=pygame.BLEND_RGB_MULT)
            canvas.blit(self._whole, corner, special_flags=pygame.BLEND_RGB_ADD)
        if dark.edge is not None:
            _go_out(canvas, dark.edge)

    def _paint(self, dark: Dark) -> None:
        small = self._small
        k = int((1.0 - dark.share * (1.0 - LEFT)) * GREY)
        small.fill((k, k, k))
        if dark.lamp is not None:
            x, y, angle, reach = dark.lamp
            lamp = pygame.transform.rotate(_lamp(round(reach / SHARE)), -math.degrees(angle))
            wide, high = lamp.get_size()
            small.blit(lamp, (_at(x) - wide / 2, _at(y) - high / 2), special_flags=pygame.BLEND_RGB_ADD)
        for x, y, reach, gain in dark.lights:
            halo = _halo(round(reach / SHARE), round(gain * 20))
            half = halo.get_width() / 2
            small.blit(halo, (_at(x) - half, _at(y) - half), special_flags=pygame.BLEND_RGB_ADD)


def _at(place: float) -> float:
    """Where a place of the screen is in the small picture."""
    return (place + SHARE / 2) / SHARE


def _go_out(canvas: pygame.Surface, edge: Edge) -> None:
    rows, columns = edge.left.shape
    shade = np.repeat((edge.left.T * GREY).astype(np.uint8)[..., None], 3, axis=2)
    squares = pygame.surfarray.make_surface(shade)
    left, top = round(edge.x), round(edge.y)
    size = round(edge.x + columns * edge.side) - left, round(edge.y + rows * edge.side) - top
    canvas.blit(pygame.transform.scale(squares, size), (left, top), special_flags=pygame.BLEND_RGB_MULT)


@lru_cache(maxsize=8)
def _lamp(reach: int) -> pygame.Surface:
    """The lamp's light along +x, from the middle: what it adds to what is left."""
    step = np.arange(-reach, reach + 1, dtype=np.float64) / max(reach, 1)
    x, y = step[:, None], step[None, :]
    away = np.hypot(x, y)
    halo = np.clip(1.0 - away * (REACH / HALO), 0.0, 1.0) ** 1.6 * HALO_GAIN
    light = np.maximum(cone(away, np.arctan2(y, x)), halo)
    return _grey(light * (1.0 - LEFT))


@lru_cache(maxsize=32)
def _halo(reach: int, gain: int) -> pygame.Surface:
    step = np.arange(-reach, reach + 1, dtype=np.float64) / max(reach, 1)
    light = np.clip(1.0 - np.hypot(step[:, None], step[None, :]), 0.0, 1.0) ** 1.6
    return _grey(light * (gain / 20.0) * (1.0 - LEFT))


def _grey(light: np.ndarray) -> pygame.Surface:
    shade = (np.clip(light, 0.0, 1.0) * GREY).astype(np.uint8)
    out = pygame.Surface(shade.shape, depth=32)
    pygame.surfarray.blit_array(out, np.repeat(shade[..., None], 3, axis=2))
    return out
