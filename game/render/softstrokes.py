"""Straight strokes with anti-aliased edges for the software back end: all that a frame lacks, painted in one go.

Strokes that turn, grow and dim ask for dozens of new pictures a frame; one at a time each would cost 0.1 ms.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pygame

from game.render.spritekeys import ROTATIONS, strokes_of

THINNEST = 0.25  # half of the least width [px]: thinner ones are paler instead
SHEET = 200_000  # px painted at a time


def paint(keys: np.ndarray) -> Iterator[tuple[int, pygame.Surface, float, float]]:
    """For each key (n,) of a stroke: the key, its picture, and what to take from its centre before rounding down.

    What only adds light has no alpha: without it the blit is the cheaper one.
    """
    long, thick, phase_x, phase_y, turn, colour = strokes_of(keys)
    along, across = long / 2, np.maximum(THINNEST, thick / 2)
    angle = turn * (math.tau / ROTATIONS)
    k, s = np.cos(angle), np.sin(angle)
    dx = (np.abs(k) * along + np.abs(s) * across).astype(np.int64) + 2
    dy = (np.abs(s) * along + np.abs(k) * across).astype(np.int64) + 2
    adds = colour[:, 3] == 0.0
    shape = np.column_stack([k, s, along, across, phase_x - 0.5 + dx, phase_y - 0.5 + dy]).astype(np.float32)
    shade = (colour * 255).astype(np.float32)
    for light in (True, False):
        mine = np.flatnonzero(adds == light)
        sizes = (2 * dx[mine] + 1) * (2 * dy[mine] + 1)
        for part in np.split(mine, np.flatnonzero(np.diff(np.cumsum(sizes) // SHEET)) + 1):
            if part.size:
                sheet, tops = _sheet(shape[part], shade[part], dx[part], dy[part], light)
                places = zip(part.tolist(), tops.tolist(), dx[part].tolist(), dy[part].tolist(), strict=True)
                for i, top, half_w, half_h in places:
                    picture = sheet.subsurface((0, top, 2 * half_w + 1, 2 * half_h + 1)).copy()
                    yield int(keys[i]), picture, float(half_w), float(half_h)


def _sheet(
    shape: np.ndarray, shade: np.ndarray, dx: np.ndarray, dy: np.ndarray, light: bool
) -> tuple[pygame.Surface, np.ndarray]:
    """Strokes one under the other on one surface, and at which row each begins."""
    wide, tall = 2 * dx + 1, 2 * dy + 1
    tops = np.concatenate([[0], np.cumsum(tall)])
    size = int(wide.max()), int(tops[-1])
    sheet = pygame.Surface(size, depth=32) if light else pygame.Surface(size, pygame.SRCALPHA, 32)
    sizes = wide * tall
    which = np.repeat(np.arange(len(dx)), sizes)
    number = np.arange(which.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    row, column = np.divmod(number, wide.take(which))
    k, s, along, across, middle_x, middle_y = shape.T.take(which, axis=1)
    x, y = column - middle_x, row - middle_y
    far, off = np.abs(x * k + y * s), np.abs(y * k - x * s)
    cover = np.clip(along - far + np.float32(0.5), 0.0, 1.0)
    cover *= np.clip(across - off + np.float32(0.5), 0.0, np.minimum(1.0, 2.0 * across))
    red, green, blue, alpha = np.minimum(shade.T.take(which, axis=1) * cover, 255).astype(np.uint32)
    pixels = pygame.surfarray.pixels2d(sheet).T  # row by row, as they lie
    pixels[row + tops[:-1].take(which), column] = alpha << 24 | red << 16 | green << 8 | blue
    return sheet, tops[:-1]
