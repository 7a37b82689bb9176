"""The sweep wall in software: three wide sprites leaning like the wall, made once and slid across the screen.

Behind the wall the picture is graded green and a code grid lies over it; ahead of it what is near brightens warmly;
the wall itself is a bright edge with falling code behind. The sums follow the GL shader (`shaders.SWEEP_*`).
"""

from __future__ import annotations

import math

import numpy as np
import pygame

from game.render.frame import SweepWall

BEHIND_MULT = (0.30, 0.78, 0.56)  # what green leaves of a picture
REACH = 360  # how far the warm light reaches ahead [px]
TRAIL = 300  # how far the bright code hangs behind [px]
PHASES = 3  # pictures of the falling code, shown in turn


class SoftSweep:
    """Sprites for one lean and screen size; made again only when those change."""

    def __init__(self) -> None:
        self._key: tuple[int, int, int, int] | None = None
        self._frames = 0

    def _fit(self, canvas: pygame.Surface, wall: SweepWall) -> None:
        w, h = canvas.get_size()
        angle = math.atan2(wall.ny, wall.nx)
        key = (w, h, round(math.degrees(angle) * 2), round(wall.scale * 20))
        if key == self._key:
            return
        self._key = key
        self._nx, self._ny = math.cos(angle), math.sin(angle)
        # at screen height y the wall stands at x = top - y * ny / nx
        lean = -self._ny / self._nx * h if abs(self._nx) > 0.2 else 0.0
        self._lean = lean
        self._margin = int(abs(lean)) + 8
        self._grade = self._paint(w + self._margin, w, _grade)
        self._grid = self._paint(w + self._margin, w, lambda d, y: _grid(d, y, wall.scale))
        self._warm = self._paint(16 + self._margin, REACH + self._margin, _warm)
        self._bright = [
            self._paint(TRAIL + self._margin, 120 + self._margin, lambda d, y, p=phase: _bright(d, y, p, wall.scale))
            for phase in range(PHASES)
        ]

    def _paint(self, behind: int, ahead: int, shade: object) -> tuple[pygame.Surface, int]:
        """A screen-high strip around the wall; `shade(distance, y)` gives colour. Returns it and the wall's column."""
        assert self._key is not None
        h = self._key[1]
        x = np.arange(-behind, ahead)[:, None].astype(np.float32)
        y = np.arange(h)[None].astype(np.float32)
        distance = (x - self._lean * (y / h)) * self._nx
        colour = shade(distance, y)  # type: ignore[operator]
        surface = pygame.Surface((behind + ahead, h), depth=32)
        pygame.surfarray.blit_array(surface, (np.clip(colour, 0, 1) * 255).astype(np.uint8))
        return surface, behind

    def _column(self, wall: SweepWall) -> int:
        """Screen x of the wall at the top of the screen."""
        return round(wall.x + wall.y * self._ny / (self._nx if abs(self._nx) > 0.2 else 1.0))

    def _side(self, canvas: pygame.Surface, strip: tuple[pygame.Surface, int], wall: SweepWall, flags: int) -> None:
        surface, at = strip
        canvas.blit(surface, (self._column(wall) - at, 0), special_flags=flags)

    def grade(self, canvas: pygame.Surface, wall: SweepWall) -> None:
        """Before the ships: green behind, and the ground ahead of it brightened."""
        self._fit(canvas, wall)
        w, h = canvas.get_size()
        column = self._column(wall)
        if column > -self._margin:
            self._side(canvas, self._grade, wall, pygame.BLEND_RGB_MULT)
            self._side(canvas, self._grid, wall, pygame.BLEND_RGB_ADD)
        left = max(0, column - 16 - self._margin)
        right = min(w, column + REACH + self._margin)
        if right > left:
            area = pygame.Rect(left, 0, right - left, h)
            lit = canvas.subsurface(area).copy()
            surface, at = self._warm
            lit.blit(surface, (column - at - left, 0), special_flags=pygame.BLEND_RGB_MULT)
            canvas.blit(lit, area, special_flags=pygame.BLEND_RGB_ADD)
            canvas.blit(lit, area, special_flags=pygame.BLEND_RGB_ADD)

    def shine(self, canvas: pygame.Surface, wall: SweepWall, time: float) -> None:
        """After the ships: the wall of light."""
        self._fit(canvas, wall)
        self._side(canvas, self._bright[int(time * 9) % PHASES], wall, pygame.BLEND_RGB_ADD)


def _noise(x: np.ndarray, seed: float) -> np.ndarray:
    """Smooth value noise of one dimension, 0..1."""

    def hashed(i: np.ndarray) -> np.ndarray:
        return np.modf(np.abs(np.sin(i * 127.1 + seed * 311.7) * 43758.5453))[0]

    cell = np.floor(x)
    f = x - cell
    f = f * f * (3 - 2 * f)
    return hashed(cell) * (1 - f) + hashed(cell + 1) * f


def _rgb(r: np.ndarray | float, g: np.ndarray | float, b: np.ndarray | float) -> np.ndarray:
    return np.stack(np.broadcast_arrays(r, g, b), axis=-1)


def _grade(distance: np.ndarray, y: np.ndarray) -> np.ndarray:
    k = np.clip(-distance / 3.0, 0, 1)
    deep = np.clip(-distance / 900.0, 0, 1) * 0.40
    return _rgb(*(1 + (m * (1 - deep) - 1) * k for m in BEHIND_MULT))


def _grid(distance: np.ndarray, y: np.ndarray, scale: float) -> np.ndarray:
    behind = distance < 0
    cell = max(16.0, 40 * scale)
    x = np.floor(distance)
    lines = ((x % cell) < 1.2) | ((y % cell) < 1.2)
    glow = 0.20 * np.exp(distance / 500) * lines + 0.025 + 0.02 * (y % 4 < 2)
    code = (
        (_noise(np.floor(y / 7) * 3.1 + np.floor(-distance / 11) * 7.7, 2.0) > 0.80)
        * (y % 7 > 1.5)
        * (-distance % 11 > 3.5)
    )
    glow = glow + code * 0.24 * np.exp(distance / 230)
    return _rgb(0.10 * glow, glow, 0.52 * glow) * behind[..., None]


def _warm(distance: np.ndarray, y: np.ndarray) -> np.ndarray:
    d = np.maximum(distance, 0)
    ray = 0.75 + 0.5 * _noise(y * 0.016, 4.0)
    k = (
        (0.36 * np.exp(-d / 60) + 0.56 * np.exp(-d / 190) * ray)
        * np.clip((distance + 3) / 3, 0, 1)
        * np.clip((REACH - d) / 80, 0, 1)
    )
    return _rgb(k, 0.88 * k, 0.66 * k)


def _bright(distance: np.ndarray, y: np.ndarray, phase: int, scale: float) -> np.ndarray:
    e, d = np.maximum(-distance, 0), np.maximum(distance, 0)
    behind = distance < 0
    fall = y + phase * 23.0
    flow = 0.6 + 0.8 * _noise(y * 0.02, 1.0) ** 1.3
    columns = _noise(y * 0.42, 2.0) ** 2 * 0.9 + _noise(fall * 0.035, 8.0) ** 2 * 1.5
    cell = (_noise(np.floor(fall / 7) * 1.7 + np.floor(e / 11) * 5.3, 3.0) > 0.62) * (fall % 7 > 1.75) * (e % 11 > 3.9)
    veil = np.exp(-e / 95) * (0.10 + 0.38 * columns) * np.clip(e / 5, 0, 1)
    fade = np.clip((TRAIL - e) / 60, 0, 1)
    back = (
        _rgb(0.50, 1.0, 0.72) * veil[..., None]
        + _rgb(0.25, 1.0, 0.55) * (cell * np.exp(-e / 120) * 0.34 * flow)[..., None]
        + _rgb(0.9, 1.1, 0.9) * (np.exp(-e / 13) * 0.42)[..., None]
    ) * (behind * fade)[..., None]
    ahead = _rgb(1.0, 0.88, 0.62) * ((np.exp(-d / 12) * 0.62 + np.exp(-d / 60) * 0.12 * flow) * ~behind)[..., None]
    edge = _rgb(1.0, 0.98, 0.92) * np.exp(-(distance**2) / 16)[..., None] * 1.2
    return back + ahead + edge
