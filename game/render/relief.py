"""Normals from a picture: a hull is rounded towards its edge and embossed by its own luminance.

The artist draws form light only; these normals let the engine's key light stay put while a ship turns. Computed ahead
by `assets/bake/normals.py` into `assets/normals.npz`; computed here on the fly when a picture changed since.
"""

from __future__ import annotations

import numpy as np

ROUND = 0.16  # share of the shorter side over which a hull curves down to its edge
EMBOSS = 1.6  # height of full luminance [px]
STEEPNESS = 0.85  # z of a slope-free normal before normalising: lower is bolder

# How much these differ: stone is rounder and rougher than hulls, Moderation is flat.
ROUNDNESS: dict[str, tuple[float, float]] = {
    "rock": (0.34, 3.0),
    "moon": (0.42, 5.0),
    "drone": (0.10, 0.5),
    "player": (0.16, 1.0),
    "callister": (0.16, 1.2),
    "wreck": (0.10, 1.6),
    "gate": (0.10, 0.8),
    "jump": (0.10, 0.8),
    "statue": (0.22, 2.2),
    "tower": (0.08, 1.2),
    "poster": (0.02, 0.5),
    "hoarding": (0.05, 0.6),
}


def settings(name: str) -> tuple[float, float]:
    """Roundness and emboss for a sprite's name, by its first word."""
    return ROUNDNESS.get(name.split("_")[0].split("#")[0], (ROUND, EMBOSS))


def _blur(field: np.ndarray, sigma: float) -> np.ndarray:
    reach = max(1, int(sigma * 3))
    offsets = np.arange(-reach, reach + 1)
    kernel = np.exp(-0.5 * (offsets / max(sigma, 1e-3)) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        pad = [(reach, reach) if a == axis else (0, 0) for a in (0, 1)]
        padded = np.pad(field, pad, mode="edge")
        size = field.shape[axis]
        field = sum(k * np.take(padded, range(i, i + size), axis=axis) for i, k in enumerate(kernel))
    return field


def edge_distance(inside: np.ndarray, reach: int) -> np.ndarray:
    """Distance [px] of each true cell of `inside` (h, w) to the nearest false one, capped at `reach`, exact below."""
    solid = np.pad(inside, 1)
    columns = np.arange(solid.shape[1])
    left = np.maximum.accumulate(np.where(solid, -(10**6), columns), axis=1)
    right = np.minimum.accumulate(np.where(solid, 10**6, columns)[:, ::-1], axis=1)[:, ::-1]
    across = np.minimum(np.minimum(columns - left, right - columns), reach).astype(np.float32) ** 2
    best = across.copy()
    for k in range(1, reach + 1):
        np.minimum(best[k:], across[:-k] + k * k, out=best[k:])
        np.minimum(best[:-k], across[k:] + k * k, out=best[:-k])
    return np.minimum(np.sqrt(best), reach)[1:-1, 1:-1]


def normals(colour: np.ndarray, alpha: np.ndarray, roundness: float, emboss: float) -> np.ndarray:
    """Normals of a picture: colour (h, w, 3) and alpha (h, w) in 0..1, straight -> uint8 (h, w, 2), 128 is zero.

    x to the right, y down; z follows from unit length.
    """
    radius = max(3, int(roundness * min(alpha.shape)))
    t = edge_distance(alpha > 0.5, radius) / radius
    height = np.sqrt(np.clip(1 - (1 - t) ** 2, 0, 1)) * radius
    height = _blur(height, max(0.6, radius * 0.10)) + _blur(colour.mean(axis=2) * alpha, 0.9) * emboss * 2.0
    dy, dx = np.gradient(height)
    length = np.sqrt(dx * dx + dy * dy + STEEPNESS**2)
    packed = np.stack([-dx / length, -dy / length], axis=-1) * 127 + 128
    return np.clip(packed + 0.5, 0, 255).astype(np.uint8)
