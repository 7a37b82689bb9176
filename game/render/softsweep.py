"""The sweep wall in software: wide sprites leaning like the wall, made once and slid across the screen.

Behind the wall the picture is graded green and a code grid lies over it; ahead of it what is near brightens warmly;
the wall itself is a bright edge with falling code behind. The sums follow the GL shader (`shaders.SWEEP_*`).
Each sprite is painted upright, as sums of a profile across times a profile along, then leaned row by row.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator
from functools import partial

import numpy as np
import pygame

from game.render.frame import SweepWall

BEHIND_MULT = (0.30, 0.78, 0.56)  # what green leaves of a picture
REACH = 360  # how far the warm light reaches ahead [px]
TRAIL = 300  # how far the bright code hangs behind [px]
PHASES = 3  # pictures of the falling code, shown in turn
GRADE, GRID, WARM, BRIGHT = range(4)  # places of the strips
CELL = 40.0  # of the scanned grid [units]
SLAB = 80  # [px] rows painted at a time
PATIENCE = 0.002  # [s] a frame gives to painting while the wall is away
KEPT_FOR = 600  # pictures
AWAY = 60  # [px] how far left of the screen the wall must be for its sprites to wait

RGB = tuple[float, float, float]
Shade = Callable[[np.ndarray, np.ndarray], list[tuple[np.ndarray, RGB]]]


class SoftSweep:
    """Sprites for one lean and screen size, painted bit by bit while the wall is still away from the screen."""

    def __init__(self) -> None:
        self._key: tuple[int, int, int] | None = None
        self._strips: list[tuple[pygame.Surface, int]] = []
        self._idle = 0  # pictures since a wall was shown

    def begin(self, shown: bool) -> None:
        """A new picture, with a wall or without: a wall that does not come back takes its sprites along."""
        self._idle = 0 if shown else self._idle + 1
        if self._idle == KEPT_FOR:
            self._key, self._strips = None, []

    def _fit(self, screen: tuple[int, int], wall: SweepWall) -> bool:
        """Paint what is missing for this wall. False while it can wait."""
        w, h = screen
        angle = math.atan2(wall.ny, wall.nx)
        key = (w, h, round(math.degrees(angle) * 2))
        if key != self._key:
            self._key = key
            self._strips = []
            self._nx, self._ny = math.cos(angle), math.sin(angle)
            # at screen height y the wall stands at x = top - y * ny / nx
            self._lean = -self._ny / self._nx * h if abs(self._nx) > 0.2 else 0.0
            self._margin = int(abs(self._lean)) + 8
            cell = max(16.0, CELL * wall.scale)
            self._recipes: list[tuple[int, int, Shade]] = [
                (w, 4, _grade),
                (w, 2, lambda d, y: _grid(d, y, cell)),
                (16, REACH, _warm),
                *((TRAIL, REACH, partial(_bright, phase=phase)) for phase in range(PHASES)),
            ]
            self._work = self._paint_all()
        near = self._column(wall) > -AWAY
        start = time.perf_counter()
        while len(self._strips) < len(self._recipes) and (near or time.perf_counter() - start < PATIENCE):
            next(self._work)
        return len(self._strips) == len(self._recipes)

    def _paint_all(self) -> Iterator[None]:
        """Strip after strip, pausing after each slab."""
        for recipe in self._recipes:
            self._strips.append((yield from self._paint(*recipe)))
            yield

    def _paint(self, behind: int, ahead: int, shade: Shade) -> Generator[None, None, tuple[pygame.Surface, int]]:
        """A screen-high strip around the wall. `shade(across (n, 1), down (1, h))`, both in px from the wall's upper
        end, gives amounts (n, h or 1) and what colour each adds.

        Returns the strip and the column in which the wall stands at the top of the screen.
        """
        assert self._key is not None
        h, wide = self._key[1], behind + ahead
        across = (np.arange(-behind, ahead, dtype=np.float32) * np.float32(self._nx))[:, None]
        down = np.arange(h, dtype=np.float32)[None]
        tall = h if max(amount.shape[1] for amount, _ in shade(across, down[:, :2])) > 1 else 1
        upright = pygame.Surface((wide, tall), depth=32)
        for top in range(0, tall, SLAB):  # the sums of a whole strip at once would take a hundred megabytes
            terms = shade(across, down[:, top : min(tall, top + SLAB)])
            pixels = pygame.surfarray.pixels3d(upright)
            for channel in range(3):
                total = sum(amount * np.float32(255 * colour[channel]) for amount, colour in terms)
                pixels[:, top : top + SLAB, channel] = np.clip(total, 0, 255)
            del pixels
            yield
        leaning = pygame.Surface((wide + 2 * self._margin, h), depth=32)
        leaning.fill(upright.get_at((0, 0)))
        leaning.fill(upright.get_at((wide - 1, 0)), (self._margin + wide, 0, self._margin, h))
        for y in range(h):
            x = self._margin + round(self._lean * y / h)
            leaning.blit(upright, (x, y), (0, y % upright.get_height(), wide, 1))
            if x < self._margin:
                leaning.fill(upright.get_at((wide - 1, 0)), (x + wide, y, self._margin - x, 1))
        return leaning, behind + self._margin

    def _column(self, wall: SweepWall) -> int:
        """Screen x of the wall at the top of the screen."""
        return round(wall.x + wall.y * self._ny / (self._nx if abs(self._nx) > 0.2 else 1.0))

    def _lay(self, canvas: pygame.Surface, which: int, wall: SweepWall, flags: int) -> None:
        surface, at = self._strips[which]
        if wall.strength < 0.99:
            surface = _weaker(surface, wall.strength, flags == pygame.BLEND_RGB_MULT)
        canvas.blit(surface, (self._column(wall) - at, 0), special_flags=flags)

    def grade(self, canvas: pygame.Surface, wall: SweepWall, spare: pygame.Surface, whole: bool = True) -> None:
        """Before the ships: green behind, and, for the `whole` of it, code there and the ground ahead brightened.

        `spare` is a surface of the canvas's size whose content may be lost.
        """
        if not self._fit(canvas.get_size(), wall) or wall.strength < 0.02:
            return
        column = self._column(wall)
        if column > -self._margin:
            self._lay(canvas, GRADE, wall, pygame.BLEND_RGB_MULT)
            if whole:
                self._lay(canvas, GRID, wall, pygame.BLEND_RGB_ADD)
        if not whole:
            return
        surface, at = self._strips[WARM]
        area = pygame.Rect(column - at, 0, *surface.get_size()).clip(canvas.get_rect())
        if area:
            more = spare.subsurface((0, 0, *area.size))
            more.blit(canvas, (0, 0), area)
            if wall.strength < 0.99:
                surface = _weaker(surface, wall.strength, False)
            more.blit(surface, (column - at - area.x, 0), special_flags=pygame.BLEND_RGB_MULT)
            for _ in range(2):  # light there may treble: a factor cannot say more than 1
                canvas.blit(more, area, special_flags=pygame.BLEND_RGB_ADD)

    def shine(self, canvas: pygame.Surface, wall: SweepWall, now: float) -> None:
        """After the ships: the wall of light."""
        if self._fit(canvas.get_size(), wall) and wall.strength >= 0.02:
            self._lay(canvas, BRIGHT + int(now * 9) % PHASES, wall, pygame.BLEND_RGB_ADD)


def _weaker(surface: pygame.Surface, strength: float, factor: bool) -> pygame.Surface:
    """A copy towards doing nothing: black for light, white for a factor."""
    out = surface.copy()
    k = int(strength * 255)
    out.fill((k, k, k), special_flags=pygame.BLEND_RGB_MULT)
    if factor:
        out.fill((255 - k, 255 - k, 255 - k), special_flags=pygame.BLEND_RGB_ADD)
    return out


def _hash(cell: np.ndarray) -> np.ndarray:
    """A random number 0..1 for each cell."""
    return (np.abs(np.sin(cell.astype(np.float64) * 127.1)) * 43758.5453 % 1.0).astype(np.float32)


def _noise(x: np.ndarray, seed: float) -> np.ndarray:
    """Smooth value noise of one dimension, 0..1."""
    cell = np.floor(x)
    f = x - cell
    f = f * f * (3 - 2 * f)
    shift = np.float32(seed * 37)
    return _hash(cell + shift) * (1 - f) + _hash(cell + shift + 1) * f


def _code(across: np.ndarray, down: np.ndarray, seed: float, share: float) -> np.ndarray:
    """Cells of code, on or off: 11 px across, 7 px down. `share` of them are off."""
    columns, which_column = np.unique(np.floor(across[:, 0] / 11), return_inverse=True)
    rows, which_row = np.unique(np.floor(down[0] / 7), return_inverse=True)
    cells = _hash(columns[:, None] * 5.3 + rows[None] * 1.7 + seed) > share
    on = cells[which_column][:, which_row]
    return on & (across % 11 > 3.9) & (down % 7 > 1.75)


def _grade(across: np.ndarray, down: np.ndarray) -> list[tuple[np.ndarray, RGB]]:
    k = np.clip(-across / 3.0, 0, 1)
    left = 1 - np.clip(-across / 900.0, 0, 1) * 0.40
    return [(1 - k, (1.0, 1.0, 1.0)), (k * left, BEHIND_MULT)]


def _grid(across: np.ndarray, down: np.ndarray, cell: float) -> list[tuple[np.ndarray, RGB]]:
    e = np.maximum(-across, 0)
    lines = (across % cell < 1.2) | (down % cell < 1.2)
    glow = lines * (0.20 * np.exp(-e / 500)) + (0.025 + 0.02 * (down % 4 < 2)).astype(np.float32)
    glow += _code(e, down, 2.0, 0.80) * (0.24 * np.exp(-e / 230))
    return [(glow * (across < 0), (0.10, 1.0, 0.52))]


def _warm(across: np.ndarray, down: np.ndarray) -> list[tuple[np.ndarray, RGB]]:
    d = np.maximum(across, 0)
    ray = 0.75 + 0.5 * _noise(down * np.float32(0.016), 4.0)
    start = np.clip((across + 3) / 3, 0, 1) * np.clip((REACH - 4 - d) / 80, 0, 1)
    k = start * 0.36 * np.exp(-d / 60) + (start * 0.56 * np.exp(-d / 190)) * ray
    return [(k, (1.0, 0.88, 0.66))]


def _bright(across: np.ndarray, down: np.ndarray, phase: int) -> list[tuple[np.ndarray, RGB]]:
    e, d = np.maximum(-across, 0), np.maximum(across, 0)
    behind = (across < 0) * np.clip((TRAIL - 8 - e) / 60, 0, 1)
    fall = down + np.float32(phase * 23.0)
    flow = 0.6 + 0.8 * _noise(down * np.float32(0.02), 1.0) ** 1.3
    columns = _noise(down * np.float32(0.42), 2.0) ** 2 * 0.9 + _noise(fall * np.float32(0.035), 8.0) ** 2 * 1.5
    veil = (behind * np.exp(-e / 95) * np.clip(e / 5, 0, 1)) * (0.10 + 0.38 * columns)
    code = _code(e, fall, 3.0, 0.62) * (behind * 0.34 * np.exp(-e / 120)) * flow
    torn = 7.0 + 9.0 * _noise(fall * np.float32(0.04), 5.0) ** 2 + 13.0 * _noise(fall * np.float32(0.23), 6.0) ** 3
    tongue = 30.0 + 150.0 * _noise(fall * np.float32(0.07), 9.0) ** 3
    burn = (across < 0) * np.exp(-((e / (torn * 1.6)) ** 2)) + (across >= 0) * np.exp(-((d / torn) ** 2))
    ahead = (across >= 0) * np.clip((REACH - 8 - d) / 60, 0, 1)
    glare = ahead * (0.55 * np.exp(-d / tongue) + 0.26 * np.exp(-d / 150) * flow)
    return [
        (veil, (0.50, 1.0, 0.72)),
        (code, (0.25, 1.0, 0.55)),
        (behind * 0.62 * np.exp(-e / 26), (0.72, 1.1, 0.84)),
        (glare, (1.0, 0.80, 0.50)),
        (1.3 * burn, (1.0, 0.97, 0.88)),
    ]
