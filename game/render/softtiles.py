"""Tiles of large pictures in software: well scaled, or by their nearest pixels while a zoom passes."""

from __future__ import annotations

import math

import pygame

OVER = 2  # px that a scaled tile reaches over the next: their places are rounded down
WHOLE = 255  # of so many parts of a ground's light


def tile_at(picture: pygame.Surface, factor: float, gain: int = WHOLE) -> pygame.Surface:
    """A tile at its size, and a few px more of its last ones: stretched by those it would not meet its neighbour.

    What enlarges takes pixel x from place x * (w - 1) / W, so that its last one comes W / (w - 1) before the end.
    `gain` of 255 parts of its light are left.
    """
    last = 1 if factor > 1.0 else 0
    w, h = (max(OVER, round((side - last) * factor)) for side in picture.get_size())
    more = OVER + math.ceil(last * factor)
    out = pygame.Surface((w + more, h + more), depth=32)
    pygame.transform.smoothscale(picture, (w, h), out.subsurface((0, 0, w, h)))
    for i in range(more):
        out.blit(out, (w + i, 0), (w - 1, 0, 1, h))
    for i in range(more):
        out.blit(out, (0, h + i), (0, h - 1, w + more, 1))
    if gain < WHOLE:
        out.fill((gain, gain, gain), special_flags=pygame.BLEND_RGB_MULT)
    return out


def stretch(target: pygame.Surface, picture: pygame.Surface, x: float, y: float, factor: float) -> pygame.Rect:
    """Blit a tile scaled by its nearest pixels, only the part on screen: for the frames in which the zoom moves.

    Returns the rectangle that it fills.
    """
    w, h = target.get_size()
    left, top = max(0, int(-x / factor)), max(0, int(-y / factor))
    right = min(picture.get_width(), int((w - x) / factor) + 2)
    bottom = min(picture.get_height(), int((h - y) / factor) + 2)
    if right <= left or bottom <= top:
        return pygame.Rect(0, 0, 0, 0)
    part = picture.subsurface((left, top, right - left, bottom - top))
    size = int((right - left) * factor) + 2, int((bottom - top) * factor) + 2
    return target.blit(pygame.transform.scale(part, size), (int(x + left * factor), int(y + top * factor)))
