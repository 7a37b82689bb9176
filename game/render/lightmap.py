"""What light is left in the dark, as one small picture that both back ends enlarge softly and multiply into theirs.

The lamp's cone and halo are one sprite, turned; what stands in the cone throws a shadow away from the ship; what has
a light of its own adds to that. A pixel of the picture is SHARE px of the screen; it begins one of its pixels outside.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pygame

from game.render.dark import HALF, HALO, HALO_GAIN, LEFT, REACH, SOFT, Dark, cone

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

    @staticmethod
    def rest(dark: Dark) -> int:
        """What is left of 255 parts of light where nothing shines."""
        return round((1.0 - dark.share * (1.0 - LEFT)) * GREY)

    def paint(self, dark: Dark) -> pygame.Surface:
        """The light of a moment. The surface is this map's own, and is painted over the next time."""
        picture, rest = self.picture, self.rest(dark)
        picture.fill((rest, rest, rest))
        if dark.lamp is not None:
            self._shine(dark, dark.lamp)
        for x, y, reach, gain in dark.lights:
            halo = _halo(round(reach / SHARE), round(gain * 20))
            half = halo.get_width() // 2
            picture.blit(halo, (round(_at(x)) - half, round(_at(y)) - half), special_flags=pygame.BLEND_RGB_ADD)
        return picture

    def _shine(self, dark: Dark, lamp: tuple[float, float, float, float]) -> None:
        x, y, angle, reach = lamp
        ahead, middle = _beam(round(reach / SHARE))
        beam = pygame.transform.rotate(ahead, -math.degrees(angle))
        corner = (
            round(_at(x) + math.cos(angle) * middle - (beam.get_width() - 1) / 2),
            round(_at(y) + math.sin(angle) * middle - (beam.get_height() - 1) / 2),
        )
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
        to = np.concatenate(rocks) - lamp
        counts = np.array([len(ring) for ring in rocks])
        ends = np.cumsum(counts)
        after = np.arange(1, len(to) + 1)
        after[ends - 1] = ends - counts
        turns = to[:, 0] * to[after, 1] - to[:, 1] * to[after, 0]  # which way each stretch goes round the lamp
        far = np.maximum(np.hypot(to[:, 0], to[:, 1]), 1e-6)
        # twice the area of a ring, whichever place it is seen from; its sign says which way its corners go round
        area, nearest = np.add.reduceat(turns, ends - counts), np.minimum.reduceat(far, ends - counts)
        away = turns * np.repeat(np.where(nearest > reach, 0.0, area), counts) > 0.0
        cast = to * (FAR * reach / far)[:, None]
        corners = np.stack([to[away], to[after[away]], cast[after[away]], cast[away]], axis=1)
        for quad in _at(corners + lamp).tolist():
            pygame.draw.polygon(shade, (SHADOW, SHADOW, SHADOW), quad)
        return shade


def _at(place):
    """Where a place of the screen is in the small picture; arrays welcome."""
    return (place + SHARE / 2) / SHARE


@lru_cache(maxsize=8)
def _beam(reach: int) -> tuple[pygame.Surface, float]:
    """The lamp's light along +x: what it adds to what is left, and how far ahead of the lamp its middle is.

    It holds the cone and the halo and nothing else, as turning it costs by the pixel.
    """
    long = max(reach, 1)
    back, side = math.ceil(long * HALO / REACH), math.ceil(long * math.sin(HALF + SOFT))
    x, y = np.arange(-back, long + 1)[:, None] / long, np.arange(-side, side + 1)[None, :] / long
    away = np.hypot(x, y)
    halo = np.clip(1.0 - away * (REACH / HALO), 0.0, 1.0) ** 1.6 * HALO_GAIN
    light = np.maximum(cone(away, np.arctan2(y, x)), halo)
    return _grey(light * (1.0 - LEFT)), (long - back) / 2


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
