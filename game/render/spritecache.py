"""Sprites as ready surfaces for the software back end: scaled, tinted, lit and rotated once, then only blitted.

A key packs what a picture depends on, quantised: sprite, size, rotation (64 steps; 512 for strokes, whose far ends
would show it), colour (5 bits a channel on a square scale, so that dim glows keep their steps), lit. Soft shapes come
in hundreds, change all the time and forgive more: their steps are coarser.
Making is bounded a frame: over the budget a neighbour that exists already stands in, and the next frame makes the rest.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pygame

from game.render.atlas import Atlas
from game.render.drawlist import LIT
from game.render.frame import Light
from game.render.lighting import Lighting

ROTATIONS = 512
COARSE = 8  # of them: all but strokes turn in steps of 8 / 512
FULL = 24  # quantised colour of 1.0
TOP = 31
BOX = 4095  # pseudo sprite: an unrotated "white", kept at its exact size
BUDGET = 0.003  # [s] a frame spends on making, then stand-ins
LIMIT = 36 * 1024 * 1024  # bytes of surfaces kept
COLOSSAL = 2 * 1024 * 1024  # bytes of a surface that exists at one size only
MOST = 12_000  # surfaces kept
SWEPT = 96  # surfaces looked at a frame when there are too many
FRESH = 120  # frames for which a used surface is not given up
QUICK = 40 * 40  # [px] below this making is cheaper than looking for a stand-in


@dataclass(slots=True)
class Entry:
    """A surface, its placing (what to take from its centre before rounding down, x and y; 1 = adds light), its use."""

    surface: pygame.Surface
    placing: tuple[float, float, float]
    light: int
    used: int
    size: int


class SpriteCache:
    """Surfaces by key, least used first out."""

    def __init__(self, atlas: Atlas, budget: float | None = BUDGET) -> None:
        self.atlas = atlas
        self.lighting = Lighting(atlas)
        self.budget = budget
        self.entries: dict[int, Entry] = {}
        self.bytes = 0
        self.makes = 0
        self.light = Light()
        self._light_key = 0
        self._frame = 0
        self._deadline = math.inf
        self._stand_in: dict[tuple[int, int], int] = {}
        self._white, self._line = atlas.id("white"), atlas.id("line")
        self._fine = np.zeros(BOX + 1, dtype=bool)
        self._fine[[self._line, atlas.id("beam")]] = True
        self._even = np.zeros(BOX + 1, dtype=bool)  # looks the same after half a turn
        self._even[[atlas.id(name) for name in ("line", "beam", "bolt", "hexagon", "star", "white")]] = True
        self._loose = np.zeros(BOX + 1, dtype=bool)
        for number, sprite in enumerate(atlas.sprites):
            self._loose[number] = sprite.kind == "soft" or (
                sprite.kind == "shape" and number not in (self._white, self._line)
            )

    def begin(self, light: Light) -> None:
        """Start a frame under this key light; what was lit otherwise is made again bit by bit."""
        key = hash(tuple(round(v * 24) for v in (*light.direction, *light.colour, *light.ambient)))
        if key != self._light_key:
            self._light_key, self.light = key, light
        self._frame += 1
        self._deadline = math.inf if self.budget is None else time.perf_counter() + self.budget
        if self.bytes > LIMIT or len(self.entries) > MOST:
            self._forget()

    def keys(self, rows: np.ndarray) -> np.ndarray:
        """The packed key of each row, int64 (n,)."""
        index = rows[:, 0].astype(np.int64)
        lit = rows[:, 9] >= 1.5
        w = (rows[:, 3] + 0.5).astype(np.int64)
        h = (rows[:, 4] + 0.5).astype(np.int64)
        turn = np.rint(rows[:, 5] * (ROTATIONS / math.tau)).astype(np.int64) & (ROTATIONS - 1)
        coarse = ~self._fine[index]
        turn[coarse] = (turn[coarse] + COARSE // 2) & (ROTATIONS - COARSE)
        even, loose = self._even[index], self._loose[index]
        turn[even] &= ROTATIONS // 2 - 1
        turn[loose & (w < 48)] &= ROTATIONS - 2 * COARSE
        turn[self.atlas.round[index] & (w == h)] = 0
        colour = rows[:, 6:10].copy()
        colour[lit, 3] -= LIT
        shade = np.minimum(np.sqrt(np.maximum(colour, 0)) * FULL + 0.5, TOP).astype(np.int64)
        shade[loose] = (shade[loose] + 1) & 62
        w[loose], h[loose] = LOOSE_SIZES[np.minimum(w[loose], 2047)], LOOSE_SIZES[np.minimum(h[loose], 2047)]
        tint = ((shade[:, 0] * 32 + shade[:, 1]) * 32 + shade[:, 2]) * 32 + shade[:, 3]
        box = (index == self._white) & (turn == 0)
        tall = squeeze(h)
        line = (index == self._line) & (h < 32)
        if line.any():
            tall[line] = _stroke_code(rows[line])
        key = ((((lit * 4096 + index) * 1024 + squeeze(w)) * 1024 + tall) * 512 + turn) * (1 << 20) + tint
        if box.any():
            exact = ((BOX * (1 << 14) + np.minimum(w, 16383)) * (1 << 15) + np.minimum(h, 32767)) * (1 << 20) + tint
            key[box] = exact[box]
        return key

    def find_all(self, keys: list[int]) -> list[Entry | None]:
        """`find` for many: what is there and lit as it should be is taken without further ado."""
        get, find, frame, light = self.entries.get, self.find, self._frame, self._light_key
        found: list[Entry | None] = []
        for key in keys:
            entry = get(key)
            if entry is not None and (entry.light == 0 or entry.light == light):
                entry.used = frame
                found.append(entry)
            else:
                found.append(find(key))
        return found

    def find(self, key: int) -> Entry | None:
        """The surface of a key: kept, made, or a stand-in; None when there is neither time nor a stand-in.

        Panels, letters and faces do not wait: they would flicker.
        """
        entry = self.entries.get(key)
        if entry is not None and (entry.light in (0, self._light_key) or time.perf_counter() > self._deadline):
            entry.used = self._frame
            return entry
        index, w, h, turn, tint, lit = unpack(key)
        patient = index != BOX and self.atlas.sprites[index].kind not in ("letter", "people")
        if patient and w * h > QUICK and time.perf_counter() > self._deadline:
            return self.entries.get(self._stand_in.get((index, turn), -1)) or self.entries.get(
                self._stand_in.get((index, -1), -1)
            )
        if entry is not None:
            self.bytes -= entry.size
        if index == self._line:
            h = (key >> 29) & 1023
        entry = self._make(index, max(1, w), max(1, h), turn, tint, lit)
        if entry.size > COLOSSAL:
            self._drop_other_size(index, turn)
        self.entries[key] = entry
        self.bytes += entry.size
        if index != BOX:
            self._stand_in[index, turn] = self._stand_in[index, -1] = key
        return entry

    def _drop_other_size(self, index: int, turn: int) -> None:
        """A colossal thing is seen at one size at a time; while the camera zooms, each step would keep its own."""
        old = self._stand_in.get((index, turn), -1)
        entry = self.entries.get(old)
        if entry is not None and entry.size > COLOSSAL and entry.used < self._frame:
            self.bytes -= self.entries.pop(old).size

    def _make(self, index: int, w: int, h: int, turn: int, tint: int, lit: bool) -> Entry:
        self.makes += 1
        line = index == self._line
        dx = dy = None
        r, g, b, a = ((((tint >> shift) & 31) / FULL) ** 2 for shift in (15, 10, 5, 0))
        picture = None
        light = 0
        if index == BOX:
            picture = pygame.Surface((w, h), pygame.SRCALPHA)
            picture.fill((_byte(r), _byte(g), _byte(b), _byte(a)))
        elif line:
            picture, dx, dy = stroke(w, h, turn, (r, g, b, a))
        else:
            if lit:
                picture = self._lit(index, w, h, turn, (r, g, b), a)
                light = self._light_key
            if picture is None:
                picture = _tinted(self._plain(index, w, h), r, g, b, a)
            if turn:
                picture = pygame.transform.rotozoom(picture, -turn * 360 / ROTATIONS, 1.0)
        additive = a == 0
        if additive:
            black = pygame.Surface(picture.get_size(), depth=32)
            black.blit(picture, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
            picture = black
        width, height = picture.get_size()
        if dx is None or dy is None:
            dx, dy = width / 2 - 0.5, height / 2 - 0.5
        return Entry(picture, (dx, dy, float(additive)), light, self._frame, width * height * 4)

    def _plain(self, index: int, w: int, h: int) -> pygame.Surface:
        raster = self.atlas.surface(index)
        if self.atlas.sprites[index].kind == "letter" and abs(raster.get_width() - w) < 4:
            return raster  # the squeezed size is a little off; letters must stay sharp
        return scaled(raster, w, h)

    def _lit(
        self, index: int, w: int, h: int, turn: int, tint: tuple[float, float, float], a: float
    ) -> pygame.Surface | None:
        picture = self.lighting.lit(index, w, h, turn * math.tau / ROTATIONS, tint, self.light)
        if picture is not None and a < 1:
            picture.fill((255, 255, 255, _byte(a)), special_flags=pygame.BLEND_RGBA_MULT)
        return picture

    def warm(self, index: int, width: float, light: Light, turns: bool = True) -> None:
        """Make a lit sprite at every rotation it can have (a level's loading)."""
        self.begin(light)
        for step in range(0, ROTATIONS if turns else 1, COARSE):
            self.make_turn(index, width, step, light)

    def make_turn(self, index: int, width: float, step: int, light: Light) -> None:
        """Make a lit sprite at one rotation step, whatever the budget."""
        row = np.ones((1, 10), dtype=np.float32)
        row[0, :6] = index, 0.0, 0.0, width, width * self.atlas.aspect(index), step * (math.tau / ROTATIONS)
        row[0, 9] = 1 + LIT
        self._deadline = math.inf
        self.find(int(self.keys(row)[0]))

    def _forget(self) -> None:
        """Look at the oldest surfaces, a few a frame: what is in use goes to the back of the queue, the rest goes."""
        entries = self.entries
        fresh = 2 if self.bytes > 1.5 * LIMIT else FRESH
        for key in list(islice(entries, SWEPT)):
            entry = entries.pop(key)
            if self._frame - entry.used < fresh:
                entries[key] = entry
            else:
                self.bytes -= entry.size


def loose_sizes() -> np.ndarray:
    """For each size of a soft shape [px] the one that is made: an eighth apart."""
    sizes = [0, 1]
    while sizes[-1] < 2048:
        sizes.append(max(sizes[-1] + 1, round(sizes[-1] * 1.125)))
    made = np.array(sizes)
    wanted = np.arange(2048)
    upper = np.minimum(np.searchsorted(made, wanted), len(made) - 1)
    lower = np.maximum(upper - 1, 0)
    return np.where(wanted - made[lower] < made[upper] - wanted, made[lower], made[upper])


LOOSE_SIZES = loose_sizes()


def squeeze(size: np.ndarray) -> np.ndarray:
    """Sizes [px] in 10 bits: exact to 32 px, then in steps of 2, from 128 px on in steps of 4."""
    return np.where(
        size <= 32, size, np.where(size <= 128, 32 + (size - 32) // 2, np.minimum(80 + (size - 128) // 4, 1023))
    )


def unsqueeze(code: int) -> int:
    if code <= 32:
        return code
    return 32 + (code - 32) * 2 if code < 80 else 128 + (code - 80) * 4


def unpack(key: int) -> tuple[int, int, int, int, int, bool]:
    """Sprite, width, height, rotation step, packed colour, lit."""
    tint = key & 0xFFFFF
    rest = key >> 20
    if rest >> 29 == BOX:
        return BOX, (rest >> 15) & 0x3FFF, rest & 0x7FFF, 0, tint, False
    turn = rest & 511
    rest >>= 9
    return (rest >> 20) & 4095, unsqueeze((rest >> 10) & 1023), unsqueeze(rest & 1023), turn, tint, bool(rest >> 32)


def _stroke_code(rows: np.ndarray) -> np.ndarray:
    """Height of thin strokes in half pixels and the quarter of a pixel they lie on, in the 10 bits of a height."""
    thick = np.minimum(rows[:, 4] * 2 + 0.5, 63).astype(np.int64)
    phase_x = (rows[:, 1] * 4).astype(np.int64) & 3
    phase_y = (rows[:, 2] * 4).astype(np.int64) & 3
    return thick * 16 + phase_x * 4 + phase_y


def stroke(
    length: int, code: int, turn: int, colour: tuple[float, float, float, float]
) -> tuple[pygame.Surface, float, float]:
    """A straight stroke with anti-aliased edges at its exact angle; `code` as `_stroke_code` packs it.

    Returns the surface and what to take from the stroke's centre before rounding down.
    """
    half_length, half_width = length / 2, max(0.25, (code >> 4) / 8)
    k, s = math.cos(turn * math.tau / ROTATIONS), math.sin(turn * math.tau / ROTATIONS)
    dx = int(abs(k) * half_length + abs(s) * half_width) + 2
    dy = int(abs(s) * half_length + abs(k) * half_width) + 2
    x = (np.arange(2 * dx + 1) + 0.5 - dx - ((code >> 2) & 3) / 4 - 0.125)[:, None].astype(np.float32)
    y = (np.arange(2 * dy + 1) + 0.5 - dy - (code & 3) / 4 - 0.125)[None].astype(np.float32)
    along, off = np.abs(x * k + y * s), np.abs(y * k - x * s)
    cover = (
        np.clip(half_length - along + 0.5, 0, 1) * np.clip(half_width - off + 0.5, 0, min(1.0, 2 * half_width)) * 255
    )
    picture = pygame.Surface((2 * dx + 1, 2 * dy + 1), pygame.SRCALPHA)
    pixels = pygame.surfarray.pixels3d(picture)
    for channel in range(3):
        pixels[..., channel] = np.minimum(cover * colour[channel], 255)
    del pixels
    pygame.surfarray.pixels_alpha(picture)[:] = cover * min(1.0, colour[3])
    return picture, dx, dy


def scaled(picture: pygame.Surface, w: int, h: int) -> pygame.Surface:
    return picture if picture.get_size() == (w, h) else pygame.transform.smoothscale(picture, (w, h))


def _byte(value: float) -> int:
    return min(255, int(value * 255 + 0.5))


def _tinted(picture: pygame.Surface, r: float, g: float, b: float, a: float) -> pygame.Surface:
    """A tinted copy, premultiplied. Gains over 1 are added on top: hot sprites saturate as they would bloom."""
    top = max(r, g, b, 1.0)
    out = picture.copy()
    out.fill((_byte(r / top), _byte(g / top), _byte(b / top), _byte(a)), special_flags=pygame.BLEND_RGBA_MULT)
    if top > 1.02:
        more = out.copy()
        k = _byte(top - 1.0)
        more.fill((k, k, k, 0), special_flags=pygame.BLEND_RGBA_MULT)
        out.blit(more, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return out
