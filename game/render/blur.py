"""Pictures out of focus: shadows, and what hangs before everything. Their rasters have room round them for the blur."""

from __future__ import annotations

import pygame

from game.render import svg

SOFT_SIDE = 160  # longest side of a raster [px]
SOFT_BLUR = 0.045  # of the longest side
SOFT_PAD = 3 * SOFT_BLUR  # that room, on each side


def size_of(width: float, height: float) -> tuple[int, int]:
    """The raster of a picture with a view box of this width and height [px]."""
    pad = 2 * SOFT_PAD * max(width, height)
    k = SOFT_SIDE / (max(width, height) + pad)
    return max(1, round((width + pad) * k)), max(1, round((height + pad) * k))


def out_of_focus(text: str, width: int, height: int) -> pygame.Surface:
    """An SVG blurred, at the size of its raster: premultiplied."""
    pad = round(SOFT_PAD * max(width, height) / (1 + 2 * SOFT_PAD))
    figure = svg.raster(text, (max(1, width - 2 * pad), max(1, height - 2 * pad))).premul_alpha()
    return blurred(figure, width, height)


def blurred(figure: pygame.Surface, width: int, height: int) -> pygame.Surface:
    """A picture out of focus, drawn to a size with room around it for the blur: premultiplied."""
    longest = max(width, height) / (1 + 2 * SOFT_PAD)
    pad = round(SOFT_PAD * longest)
    size = max(1, width - 2 * pad), max(1, height - 2 * pad)
    figure = figure if figure.get_size() == size else pygame.transform.smoothscale(figure, size)
    out = pygame.Surface((width, height), pygame.SRCALPHA, 32)
    out.blit(figure, (pad, pad))
    radius = max(1, round(SOFT_BLUR * longest))
    # twice evenly is, to a fiftieth, what one Gaussian blur gives, at a fifth of the price
    return pygame.transform.box_blur(pygame.transform.box_blur(out, radius), radius)
