"""What light is left in the dark, as one small picture that both back ends enlarge softly and multiply into theirs.

The lamp's cone and halo are one sprite, turned; what stands in the cone throws a shadow away from the ship; what has
a light of its own adds to that. A pixel of the picture is SHARE px of the screen; it begins one of its pixels outside.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pygame

from game.render.dark import HALO, HALO_GAIN, LEFT, REACH, Dark, cone

SHARE = 8
GREY = 255
FAR = 1.5  # a shadow ends so far from the lamp, in what that reaches
SHADOW = 96  # of 255 parts of the lamp's light are left behind what stands in it


class LightMap:
    """Paints the picture for one size of the screen; `picture` is grey, white where all light is."""

    def __init__(self, size: tuple[int, int]) -> None:
        small = size[0] // SHARE + 3, size[1] // SHARE + 3
        self.picture = pygame.Surface(small, depth=32)
        self._lamp = pygame.Surface(small, depth=32)
        self._shade = pygame.Surface(small, depth=32)

    def paint(self, dark: Dark) -> pygame.Surface:
        """The light of a moment. The surface is this map's own, and is painted over the next time."""
        picture = self.picture
        k = round((1.0 - dark.share * (1.0 - LEFT)) * GREY)
        picture.fill((k, k, k))
        if dark.lamp is not None:
            self._shine(dark, dark.lamp)
        for x, y, reach, gain in dark.lights:
            halo = _halo(round(reach / SHARE), round(gain * 20))
            half = halo.get_width() / 2
            picture.blit(halo, (_at(x) - half, _at(y) - half), special_flags=pygame.BLEND_RGB_ADD)
        return picture

    def _shine(self, dark: Dark, lamp: tuple[float, float, float, float]) -> None:
        x, y, angle, reach = lamp
        beam = pygame.transform.rotate(_beam(round(reach / SHARE)), -math.degrees(angle))
        corner = _at(x) - beam.get_width() / 2, _at(y) - beam.get_height() / 2
        if dark.rocks:
            layer = self._lamp
            layer.fill((0, 0, 0))
            layer.blit(beam, corner)
            layer.blit(self._shadows(dark.rocks, x, y, reach), (0, 0), special_flags=pygame.BLEND_RGB_MULT)
            self.picture.blit(layer, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
        else:
            self.picture.blit(beam, corner, special_flags=pygame.BLEND_RGB_ADD)

    def _shadows(self, rocks: list[np.ndarray], x: float, y: float, reach: float) -> pygame.Surface:
        """White, and grey where one of the outlines (k, 2) stands between the lamp and a place.

        Each stretch of an outline that looks away from the lamp throws its own, so what stands there is lit itself.
        """
        shade = self._shade
        shade.fill((GREY, GREY, GREY))
        lamp = np.array((x, y))
        for ring in rocks:
            to = ring - lamp
            far = np.maximum(np.hypot(to[:, 0], to[:, 1]), 1e-6)
            if far.min() > reach:
                continue
            ends = lamp + to * (FAR * reach / far)[:, None]
            after = np.roll(np.arange(len(ring)), -1)
            turns = to[:, 0] * to[after, 1] - to[:, 1] * to[after, 0]  # which way each stretch goes round the lamp
            area = float(np.sum(ring[:, 0] * ring[after, 1] - ring[:, 1] * ring[after, 0]))
            for i in np.flatnonzero(turns * area > 0.0).tolist():
                j = after[i]
                corners = np.stack([ring[i], ring[j], ends[j], ends[i]])
                pygame.draw.polygon(shade, (SHADOW, SHADOW, SHADOW), _at(corners).tolist())
        return shade


def _at(place):
    """Where a place of the screen is in the small picture; arrays welcome."""
    return (place + SHARE / 2) / SHARE


@lru_cache(maxsize=8)
def _beam(reach: int) -> pygame.Surface:
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
