"""The ground of the title: a nebula with room for a lemniscate on the right and for letters on the left."""

from __future__ import annotations

import numpy as np
from noise import clouds, smooth
from stars import TINTS, scatter
from tiles import Place

WIDTH, HEIGHT = 1920, 1080
SCALE = 1.5
PLACE = Place(origin=(-640, -360), scale=SCALE)


def paint() -> np.ndarray:
    n, m, k = (clouds((HEIGHT, WIDTH), power, seed) for power, seed in ((1.9, 31), (1.75, 32), (1.5, 33)))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32) / np.float32(SCALE)
    r = np.hypot((x - 820) / 520 * 0.85, (y - 330) / 520 * 1.25)
    near = np.exp(-1.15 * r)[..., None]
    behind = np.exp(-((x - 690) ** 2 / 260**2 + (y - 330) ** 2 / 190**2))[..., None]  # light of the smaller loop
    picture = np.zeros((HEIGHT, WIDTH, 3), np.float32) + np.array([0.012, 0.013, 0.032], np.float32)
    violet = np.array([0.30, 0.07, 0.36], np.float32) * (smooth(n, 0.38, 0.92) * 1.6)[..., None]
    teal = np.array([0.02, 0.20, 0.32], np.float32) * (smooth(m, 0.42, 0.95) * 1.5)[..., None]
    rose = np.array([0.26, 0.06, 0.20], np.float32) * (smooth(k, 0.6, 1.0) * smooth(n, 0.4, 0.8))[..., None]
    blue = np.array([0.04, 0.12, 0.24], np.float32) * (0.35 + 0.9 * smooth(m, 0.25, 0.9))[..., None]
    picture += near * (0.8 * violet + 0.55 * teal) + behind * blue + rose * np.exp(-0.9 * r)[..., None]
    lanes = smooth(clouds((HEIGHT, WIDTH), 1.8, 37), 0.50, 0.72)
    picture *= (1 - 0.55 * lanes)[..., None]
    scatter(picture, 900, seed=3, strongest=0.62)
    _add_near_stars(picture)
    shade = smooth(620 - x, 0, 560) * (0.55 + 0.45 * smooth(y, 60, 500))
    return np.clip(picture * (1 - 0.62 * shade)[..., None], 0, 0.68)


def _add_near_stars(picture: np.ndarray) -> None:
    """A few dozen that have a halo: without them the deep is one sheet."""
    rng = np.random.default_rng(8)
    span = np.arange(-26, 27)
    dx, dy = np.meshgrid(span, span)
    distance = np.hypot(dx, dy)
    for _ in range(90):
        size = 0.35 + 0.65 * rng.random() ** 3
        shape = 0.55 * np.exp(-((distance / (1.5 * size + 0.6)) ** 2)) + 0.13 * size * np.exp(-distance / (5.5 * size))
        rows, columns = int(rng.integers(HEIGHT)) + span, int(rng.integers(WIDTH)) + span
        tint = TINTS[int(rng.integers(len(TINTS)))] * size
        picture[np.ix_(rows % HEIGHT, columns % WIDTH)] += (shape[..., None] * tint).astype(np.float32)
