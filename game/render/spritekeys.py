"""What a sprite's picture depends on, in 62 bits: rows of a draw list that look the same have the same key.

Fields, high to low: lit (1), sprite (12), width (10), height (10), turn (9), colour (4 x 5). A turn is one of 64
(512 for strokes, whose far ends would show it); colours lie on a square scale, so that dim glows keep their steps.
Soft shapes come in hundreds, change all the time and forgive more: their steps are coarser, the smaller the coarser.
Plain boxes keep their exact size, thin strokes the quarter of a pixel on which they lie, after `settle` has slid each
along itself to a whole or half pixel: where it begins and ends shows less than how much light its edges have.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from game.render.atlas import CAPACITY, Atlas
from game.render.drawlist import LIT
from game.render.sprites import Sprite

ROTATIONS = 512
COARSE = 8  # of them: all but strokes turn in steps of 8 / 512
SMALL, TINY = 48, 14  # [px] soft shapes narrower than these turn in steps of twice and four times that
FULL = 24  # quantised colour of 1.0
TOP = 31
BOX = CAPACITY - 1  # pseudo sprite: an unrotated "white", kept at its exact size
THIN = 32  # [px] strokes thinner than this keep their place within a pixel
MIDDLE = 10  # of its pixel, in quarters in both directions: there lies a thick stroke
SIDES = 4096  # sizes that tables know; larger ones count as the largest

EXACT = ("white", "line", "hexagon", "triangle", "disc", "ring")  # signs and strokes: their colour means something
FINE = ("line", "beam")
EVEN = ("line", "beam", "bolt", "hexagon", "star", "white")  # look the same after half a turn


class Look(NamedTuple):
    """What a key says. `code` is the height's field as it stands: thin strokes pack more into it; thick are `lit`."""

    sprite: int
    width: int
    height: int
    code: int
    turn: int
    colour: tuple[float, float, float, float]
    lit: bool


class SpriteKeys:
    """Packs the rows of one atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self._white, self.line = atlas.id("white"), atlas.id("line")
        self._round = atlas.round
        self.loose = loose = np.zeros(CAPACITY, dtype=bool)
        for number, sprite in enumerate(atlas.sprites):
            loose[number] = is_loose(sprite)
        blurred = np.zeros(CAPACITY, dtype=bool)
        blurred[[number for number, sprite in enumerate(atlas.sprites) if sprite.kind == "soft"]] = True
        fine, even = np.zeros((2, CAPACITY), dtype=bool)
        fine[[atlas.id(name) for name in FINE]] = True
        even[[atlas.id(name) for name in EVEN]] = True
        even |= atlas.round  # drawn longer than wide
        step = np.where(fine, 1, np.where(blurred, 2 * COARSE, COARSE))
        around = np.where(even, ROTATIONS // 2, ROTATIONS)
        # three rows each: as the sprite is, where it is drawn small, where it is tiny
        steps = np.stack([step, *(np.where(loose, np.maximum(step, k * COARSE), step) for k in (2, 4))])
        steps[1:, self.line] = 2, 4  # a short stroke's ends are not far enough off to tell
        self._half_step = (steps // 2).astype(np.int32).ravel()
        self._turns = ((around - 1) & -steps).astype(np.int32).ravel()
        colours = np.stack([np.where(loose, k, 1) for k in (2, 2, 4)])
        self._colour_up = (colours // 2).astype(np.int32).ravel()
        self._colour_kept = (TOP & -colours).astype(np.int32).ravel()
        self._sizes = np.where(loose, SIDES, 0).astype(np.int32)

    def pack(self, rows: np.ndarray) -> np.ndarray:
        """The key of each row, int64 (n,). `rows` is a draw list's (n, 10), or a view of its columns turned round."""
        columns = rows.T
        sprite = columns[0].astype(np.int32)
        w, h = (columns[3:5] + np.float32(0.5)).astype(np.int32)
        np.minimum(w, SIDES - 1, out=w)
        np.minimum(h, SIDES - 1, out=h)
        table = self._sizes.take(sprite)
        wide, tall = _SIZE_CODES.take(table + w), _SIZE_CODES.take(table + h)
        row = (w < SMALL).astype(np.int32)
        row += w < TINY
        row *= CAPACITY
        row += sprite
        turn = np.rint(columns[5] * np.float32(ROTATIONS / math.tau)).astype(np.int32)
        turn += self._half_step.take(row)
        turn &= self._turns.take(row)
        turn[self._round.take(sprite) & (w == h)] = 0
        lit = columns[9] >= 1.5
        colour = np.maximum(columns[6:10], 0)
        colour[3] -= lit * np.float32(LIT)
        np.sqrt(colour, out=colour)
        colour *= FULL
        colour += np.float32(0.5)
        np.minimum(colour, TOP, out=colour)
        shade = colour.astype(np.int32)
        shade += self._colour_up.take(row)
        np.minimum(shade, TOP, out=shade)
        shade &= self._colour_kept.take(row)
        line = np.flatnonzero(sprite == self.line)
        if line.size:
            faint = line[shade[3, line] == 0]  # what only adds light says nothing by its very shade
            shade[:3, faint] = shade[:3, faint] + 1 & ~1
            np.minimum(shade, TOP, out=shade)
            bold = h[line] >= THIN
            lit[line] = bold  # nothing lights a stroke: the bit says that its height is a size like any other
            line = line[~bold]
            tall[line] = _stroke_code(columns[:, line])
        tint = ((shade[0] * 32 + shade[1]) * 32 + shade[2]) * 32 + shade[3]
        key = (sprite + lit * np.int32(CAPACITY)).astype(np.int64)
        for field, bits in ((wide, 10), (tall, 10), (turn, 9), (tint, 20)):
            key <<= bits
            key += field
        box = np.flatnonzero((sprite == self._white) & (turn == 0))
        if box.size:
            exact = (BOX << 29) + (w[box].astype(np.int64) << 15) + h[box]
            key[box] = (exact << 20) + tint[box]
        return key

    def settle(self, columns: np.ndarray) -> None:
        """Slide thin strokes along themselves, by a quarter of a pixel or so, to where few pictures serve all of them.

        `columns` (10, n) are a draw list's, changed in place. A stroke that moves would else need sixteen pictures.
        """
        thin = np.flatnonzero((columns[0] == self.line) & (columns[4] < THIN - 0.5))
        if not thin.size:
            return
        x, y, long, turn = columns[1:6].take(thin, axis=1)[[0, 1, 2, 4]]
        k, s = np.cos(turn), np.sin(turn)
        level = np.abs(k) >= np.abs(s)
        far, off = np.where(level, x, y), np.where(level, y, x)
        half = np.where((long + np.float32(0.5)).astype(np.int32) & 1, np.float32(0.5), np.float32(0.0))
        there = np.rint(far - half) + half  # its ends come to whole pixels where it lies along the screen's sides
        off += (there - far) * np.where(level, s, k) / np.where(level, k, s)
        off = np.rint(off * 4) / 4
        columns[1, thin], columns[2, thin] = np.where(level, there, off), np.where(level, off, there)


@lru_cache(maxsize=4096)  # what waits to be made is asked for every frame
def unpack(key: int) -> Look:
    """What a key asks for."""
    rest = key >> 20
    colour = _SHADES[(key >> 15) & 31], _SHADES[(key >> 10) & 31], _SHADES[(key >> 5) & 31], _SHADES[key & 31]
    if rest >> 29 == BOX:
        return Look(BOX, max(1, (rest >> 15) & 0x3FFF), max(1, rest & 0x7FFF), 0, 0, colour, False)
    turn, rest = rest & 511, rest >> 9
    code = rest & 1023
    size = max(1, unsqueeze((rest >> 10) & 1023)), max(1, unsqueeze(code))
    return Look((rest >> 20) & (CAPACITY - 1), *size, code, turn, colour, bool(rest >> 32))


def is_loose(sprite: Sprite) -> bool:
    """Whether nobody can tell two sizes of it apart that are nearly the same."""
    return sprite.kind == "soft" or (sprite.kind == "shape" and sprite.name not in EXACT)


def sprites_of(keys: np.ndarray) -> np.ndarray:
    """What the keys (n,) are of: ids of the atlas, or BOX."""
    return (keys >> 49) & (CAPACITY - 1)


def turns_of(keys: np.ndarray) -> np.ndarray:
    return (keys >> 20) & (ROTATIONS - 1)


def areas_of(keys: np.ndarray) -> np.ndarray:
    """Pixels of what the keys (n,) ask for, unless they are boxes or strokes."""
    return _SIZES.take((keys >> 39) & 1023) * _SIZES.take((keys >> 29) & 1023)


def strokes_of(keys: np.ndarray) -> tuple[np.ndarray, ...]:
    """What the keys (n,) of strokes ask for.

    Length and thickness [px], where their middles lie within a pixel in both directions, turn, colours (n, 4).
    """
    code = (keys >> 29) & 1023
    code = np.where(keys >> 49 >= CAPACITY, _SIZES.take(code) * 32 + MIDDLE, code)
    shades = np.array(_SHADES)[(keys[:, None] >> np.array([15, 10, 5, 0])) & 31]
    long = np.maximum(1, _SIZES.take((keys >> 39) & 1023))
    return long, (code >> 4) / 4, ((code >> 2) & 3) / 4, (code & 3) / 4, (keys >> 20) & 511, shades


def loose_sizes() -> np.ndarray:
    """For each size of a soft shape [px] the one that is made: an eighth apart."""
    sizes = [0, 1]
    while sizes[-1] < SIDES:
        sizes.append(max(sizes[-1] + 1, round(sizes[-1] * 1.125)))
    made = np.array(sizes)
    wanted = np.arange(SIDES)
    upper = np.minimum(np.searchsorted(made, wanted), len(made) - 1)
    lower = np.maximum(upper - 1, 0)
    return np.where(wanted - made[lower] < made[upper] - wanted, made[lower], made[upper])


def squeeze(size: np.ndarray) -> np.ndarray:
    """Sizes [px] in 10 bits: exact to 32 px, then in steps of 2, from 128 px on in steps of 4."""
    return np.where(
        size <= 32, size, np.where(size <= 128, 32 + (size - 32) // 2, np.minimum(80 + (size - 128) // 4, 1023))
    )


def unsqueeze(code: int) -> int:
    if code <= 32:
        return code
    return 32 + (code - 32) * 2 if code < 80 else 128 + (code - 80) * 4


_SHADES = [(step / FULL) ** 2 for step in range(TOP + 1)]
_SIZES = np.array([unsqueeze(code) for code in range(1024)])
_SIZE_CODES = np.concatenate([squeeze(np.arange(SIDES)), squeeze(loose_sizes())]).astype(np.int32)


def _stroke_code(columns: np.ndarray) -> np.ndarray:
    """Height of thin strokes in half pixels and the quarter of a pixel they lie on, in the 10 bits of a height."""
    thick = np.minimum(columns[4] * 2 + 0.5, 63).astype(np.int32)
    phase_x = np.floor(columns[1] * 4).astype(np.int32) & 3
    phase_y = np.floor(columns[2] * 4).astype(np.int32) & 3
    return thick * 16 + phase_x * 4 + phase_y
