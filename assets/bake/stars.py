"""Far stars and a breath of nebula: a tile that repeats both ways, for the deep."""

from __future__ import annotations

import numpy as np
from noise import clouds, smooth
from tiles import Place

SIDE = 1024
PLACE = Place(origin=(0, 0), scale=1.0, repeat="xy", parallax=0.12)
TINTS = np.array([(0.75, 0.85, 1.0), (1.0, 0.9, 0.75), (1.0, 1.0, 1.0), (0.85, 0.75, 1.0)], np.float32)


def paint() -> np.ndarray:
    n, m = clouds((SIDE, SIDE), 1.9, 41), clouds((SIDE, SIDE), 1.7, 42)
    picture = np.zeros((SIDE, SIDE, 3), np.float32) + np.array([0.020, 0.024, 0.052], np.float32)
    picture += (smooth(n, 0.35, 0.95) * 0.9)[..., None] * np.array([0.075, 0.03, 0.12], np.float32)
    picture += (smooth(m, 0.45, 0.95) * 0.9)[..., None] * np.array([0.01, 0.07, 0.11], np.float32)
    scatter(picture, 620, seed=43, strongest=0.55)
    return np.clip(picture, 0, 0.66)


def scatter(picture: np.ndarray, count: int, *, seed: int, strongest: float) -> None:
    """Add `count` stars; most are faint points, a few have a small cross. They wrap at the edges."""
    rng = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    for _ in range(count):
        size = rng.random() ** 6
        light = (0.10 + 0.25 * rng.random() + strongest * size) * TINTS[int(rng.integers(len(TINTS)))]
        reach = 2 + int(9 * size)
        span = np.arange(-reach, reach + 1)
        dx, dy = np.meshgrid(span + rng.uniform(-0.5, 0.5), span + rng.uniform(-0.5, 0.5))
        shape = np.exp(-(dx * dx + dy * dy) / (0.55 + 1.4 * size))
        if size > 0.3:
            shape += 0.35 * size * np.exp(-np.minimum(np.abs(dx), np.abs(dy)) * 2.2) * np.exp(-np.hypot(dx, dy) / 3.0)
        rows = (int(rng.integers(height)) + span) % height
        columns = (int(rng.integers(width)) + span) % width
        picture[np.ix_(rows, columns)] += shape[..., None].astype(np.float32) * light
