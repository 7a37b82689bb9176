"""Tiles of large pictures in software: well scaled, or by their nearest pixels while a zoom passes."""

from __future__ import annotations

import math

import pygame

from game.render.workshop import Workshop

OVER = 2  # px that a scaled tile reaches over the next: their places are rounded down
SETTLED = 10  # frames a zoom must stand before tiles are scaled smoothly and kept: its steps last five
KEPT = 512 * 1024  # [px] of scaled tiles kept beyond those of this frame: a few behind the ship

Tile = tuple[str, int, int, float]  # its backdrop, column and row, and px a px


class ScaledTiles:
    """Tiles of the ground as large as they are drawn, as long as the zoom stands."""

    def __init__(self, workshop: Workshop, live: bool) -> None:
        self._workshop, self._live = workshop, live
        self._kept: dict[Tile, pygame.Surface] = {}  # in the order of their last use
        self._zoom, self._stood = 0.0, 0

    def steady(self, zoom: float) -> bool:
        """Told of the zoom of each ground that is drawn; says whether it is worth scaling for."""
        if abs(zoom - self._zoom) < 1e-4:
            self._stood += 1
        else:
            self._zoom, self._stood = zoom, 0
            self.clear()
        return self._stood >= SETTLED or not self._live

    def get(self, tile: Tile, picture: pygame.Surface) -> pygame.Surface | None:
        """The picture at its size; None while it is made."""
        found = self._kept.pop(tile, None)
        if found is None:
            found = self._workshop.ask(tile, picture, lambda picture: tile_at(picture, tile[-1]))
        if found is not None:
            self._kept[tile] = found
        return found

    def forget(self, used: int) -> None:
        """So many were used in this frame: the oldest of the others go."""
        others = list(self._kept)[: max(0, len(self._kept) - used)]
        pixels = [self._kept[tile].get_width() * self._kept[tile].get_height() for tile in others]
        excess = sum(pixels) - KEPT
        for tile, size in zip(others, pixels, strict=True):
            if excess <= 0:
                break
            del self._kept[tile]
            excess -= size

    def clear(self) -> None:
        self._kept.clear()


def tile_at(picture: pygame.Surface, factor: float) -> pygame.Surface:
    """A tile at its size, and a few px more of its last ones: stretched by those it would not meet its neighbour.

    What enlarges takes pixel x from place x * (w - 1) / W, so that its last one comes W / (w - 1) before the end.
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
