"""Straight strokes with anti-aliased edges for the software back end: all that a frame lacks, painted in one go.

Strokes that turn, grow and dim ask for dozens of new pictures a frame; one at a time each would cost 0.1 ms. Only the
band of pixels round a stroke is worked out: of a long one that lies aslant that is a fiftieth of its box.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pygame

from game.render.spritekeys import ROTATIONS, strokes_of

THINNEST = 0.25  # half of the least width [px]: thinner ones are paler instead
BATCH = 100_000  # px worked out at a time: their arrays stay in the processor's cache


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
    shape = np.column_stack([k, s, along, across, phase_x - 0.5 + dx, phase_y - 0.5 + dy]).astype(np.float32)
    shade = (colour * 255).astype(np.float32)
    sizes = np.column_stack([2 * dx + 1, 2 * dy + 1])
    bands = _bands(shape, sizes)
    ends = np.cumsum(bands[:, 0] * bands[:, 1])
    for part in np.split(np.arange(len(keys)), np.flatnonzero(np.diff(ends // BATCH)) + 1):
        places, pixels, cuts = _pixels(shape[part], shade[part], sizes[part], bands[part])
        for i, (start, end) in zip(part.tolist(), pairwise(cuts), strict=True):
            adds = colour[i, 3] == 0.0
            size = sizes[i].tolist()
            picture = pygame.Surface(size, depth=32) if adds else pygame.Surface(size, pygame.SRCALPHA, 32)
            np.frombuffer(picture.get_buffer(), np.uint32)[places[start:end]] = pixels[start:end]
            yield int(keys[i]), picture, float(dx[i]), float(dy[i])


def _bands(shape: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """How each stroke's pixels are gone through, (n, 3): lines along it, pixels of each, whether lines are columns.

    A steep stroke is gone through row by row, a flat one column by column: so each line meets it in few pixels.
    """
    k, s, _, across = np.abs(shape[:, :4].T)
    flat = k > s
    count = np.where(flat, sizes[:, 0], sizes[:, 1])
    wide = np.ceil((2 * across + 1) / np.maximum(k, s)).astype(np.int64) + 2
    return np.column_stack([count, np.minimum(wide, np.where(flat, sizes[:, 1], sizes[:, 0])), flat])


def _pixels(
    shape: np.ndarray, shade: np.ndarray, sizes: np.ndarray, bands: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Places of the strokes' pixels, each in its own picture row by row, what they are, and where strokes begin."""
    counts = bands[:, 0] * bands[:, 1]
    cuts = np.concatenate([[0], np.cumsum(counts)])
    which = np.repeat(np.arange(len(counts)), counts)
    line, step = np.divmod(np.arange(cuts[-1]) - cuts[:-1].take(which), bands[:, 1].take(which))
    k, s, along, across, middle_x, middle_y = shape.T
    flat = bands[:, 2] == 1
    # for each stroke: where on a line it crosses, from the middle of the picture on, and by how much that moves a line
    moves = np.where(flat, s, k) / np.where(flat, k, s)
    first = np.where(flat, middle_y - moves * middle_x, middle_x - moves * middle_y)
    first -= (across + np.float32(0.5)) / np.maximum(np.abs(k), np.abs(s))
    least = np.floor(first.take(which) + line * moves.take(which)).astype(np.int64)
    most = (np.where(flat, sizes[:, 1], sizes[:, 0]) - bands[:, 1]).take(which)
    step += np.clip(least, 0, most)
    flat = flat.take(which)
    row, column = np.where(flat, step, line), np.where(flat, line, step)
    k, s, along, across, middle_x, middle_y = shape.T.take(which, axis=1)
    x, y = column - middle_x, row - middle_y
    far, off = np.abs(x * k + y * s), np.abs(y * k - x * s)
    cover = np.clip(along - far + np.float32(0.5), 0.0, 1.0)
    cover *= np.clip(across - off + np.float32(0.5), 0.0, np.minimum(1.0, 2.0 * across))
    red, green, blue, alpha = np.minimum(shade.T.take(which, axis=1) * cover, 255).astype(np.uint32)
    return row * sizes[:, 0].take(which) + column, alpha << 24 | red << 16 | green << 8 | blue, cuts.tolist()
