"""Soft shapes of light: small fields of intensity that glows, beams, rings and panels are drawn with.

Each is a function of x, y in -1..1 (x to the right, y down) that gives coverage 0..1, and the size it is rastered at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pygame

Field = Callable[[np.ndarray, np.ndarray], np.ndarray]
R = np.hypot


@dataclass(frozen=True, slots=True)
class Shape:
    """`round` shapes look the same at every rotation; `inset` px are cut off each side of what is sampled."""

    field: Field
    width: int
    height: int
    round: bool = False
    inset: tuple[int, int] = (0, 0)


def _glow(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.clip(1 - R(x, y), 0, 1) ** 2.2


def _soft(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    floor = np.exp(-3.2)
    return (np.exp(-3.2 * R(x, y) ** 2) - floor) / (1 - floor)


def _star(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    core = np.clip(0.08 / (R(x, y) + 0.05) - 0.09, 0, 1)
    cross = np.clip(0.012 / (abs(x) * abs(y) * 6 + 0.02) - 0.1, 0, 1)
    return core + cross * np.clip(1 - R(x, y), 0, 1) ** 3


def _halo(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    r = R(x, y)
    return np.exp(-(((r - 0.8) / 0.07) ** 2)) * np.clip((1 - r) * 12, 0, 1)


def _shield(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    r = R(x, y)
    rim = np.exp(-(((r - 0.93) / 0.025) ** 2))
    return np.clip(0.7 * (r / 0.93) ** 5 + 0.5 * rim, 0, 1) * np.clip((0.97 - r) * 60, 0, 1)


def _shock(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    r = R(x, y)
    return np.clip(r / 0.92, 0, 1) ** 7 * np.clip((0.98 - r) * 18, 0, 1)


def _line(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A stroke whose visible width is half its height: the rest is its anti-aliased edge."""
    return (1.0 - abs(y)) * 1.9 - 0.45


def _beam(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    core, halo = np.exp(-((y / 0.16) ** 2)), np.exp(-((y / 0.45) ** 2))
    return (core * 0.9 + halo * 0.2) * np.clip((1 - abs(y)) * 6, 0, 1)


def _bolt(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    core = np.clip(1.5 - R(x * 1.05, y * 4.2) * 1.5, 0, 1)
    return core + 0.4 * np.clip(1 - R(x, y * 1.9), 0, 1) ** 2


def _flare(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The flame of a drive: tail towards -x, head at +x."""
    along = np.clip((x + 1) / 1.55, 0, 1)
    off = R(np.clip(x - 0.55, 0, 1) * 2.2, y * 2.6 / (0.35 + 0.65 * along))
    return np.clip(1 - off, 0, 1) ** 1.6 * along**1.6


def shaft(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Light that falls out of a lamp at -x: wider and fainter the further it falls."""
    fallen = (x + 1) / 2
    side = np.clip((1 - abs(y) / (0.09 + 0.86 * fallen)) * 2.2, 0, 1)
    return 0.34 * side * side * (3 - 2 * side) * (1 - fallen) ** 0.8 * np.clip((fallen + 0.01) * 24, 0, 1)


def _smoke(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    ragged = 0.10 * np.sin(5 * x + 2 * np.sin(4 * y)) + 0.10 * np.sin(6 * y + 3 * np.sin(3 * x))
    return np.clip(0.85 - R(x, y) + ragged, 0, 1) ** 1.3


def _shard(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.clip((0.85 - abs(x)) * 12, 0, 1) * np.clip((0.62 - abs(y) - 0.45 * x) * 12, 0, 1)


def _triangle(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.clip((0.9 - x) * 24, 0, 1) * np.clip(((x + 0.9) * 0.5 - abs(y)) * 24, 0, 1)


def _hexagon(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (0.95 - np.maximum(abs(x) * 0.8660254 + abs(y) * 0.5, abs(y))) * 40


SHAPES: dict[str, Shape] = {
    "white": Shape(lambda x, y: np.ones_like(x), 16, 16, inset=(4, 4)),
    "glow": Shape(_glow, 96, 96, round=True),
    "soft": Shape(_soft, 96, 96, round=True),
    "dot": Shape(lambda x, y: 1.6 - 2.6 * R(x, y), 32, 32, round=True),
    "disc": Shape(lambda x, y: (0.96 - R(x, y)) * 32, 64, 64, round=True),
    "star": Shape(_star, 48, 48),
    "ring": Shape(lambda x, y: (0.045 - abs(R(x, y) - 0.93)) * 40, 192, 192, round=True),
    "halo": Shape(_halo, 128, 128, round=True),
    "shield": Shape(_shield, 192, 192, round=True),
    "shock": Shape(_shock, 160, 160, round=True),
    "line": Shape(_line, 16, 24, inset=(4, 0)),
    "bar": Shape(lambda x, y: (0.5 - abs(y)) * 40 + 0.5, 16, 96, inset=(4, 0)),  # a thick line: no softer at its edges
    "beam": Shape(_beam, 16, 48, inset=(4, 0)),
    "bolt": Shape(_bolt, 64, 48),
    "flare": Shape(_flare, 96, 48),
    "shaft": Shape(shaft, 128, 96),
    "smoke": Shape(_smoke, 64, 64),
    "shard": Shape(_shard, 24, 24),
    "triangle": Shape(_triangle, 48, 48),  # points towards -x
    "hexagon": Shape(_hexagon, 96, 96),
    "ramp": Shape(lambda x, y: np.clip((x + 1) / 2, 0, 1) ** 1.5, 128, 8, inset=(0, 2)),  # nothing to full along x
}


def raster(shape: Shape) -> pygame.Surface:
    """The shape as a premultiplied white surface (height, width as declared)."""
    xs = (np.arange(shape.width) + 0.5) / shape.width * 2 - 1
    ys = (np.arange(shape.height) + 0.5) / shape.height * 2 - 1
    x, y = np.meshgrid(xs, ys)
    cover = (np.clip(shape.field(x, y), 0, 1) * 255 + 0.5).astype(np.uint8)
    return pygame.image.frombuffer(np.repeat(cover[..., None], 4, axis=2).tobytes(), cover.shape[::-1], "RGBA")
