"""Cloud noise that repeats at its edges, because it is made of whole waves."""

from __future__ import annotations

import numpy as np


def clouds(shape: tuple[int, int], roughness: float, seed: int, stretch: float = 1.0) -> np.ndarray:
    """(height, width) float32 in 0..1, tiling. Power falls with frequency ** -roughness; stretch > 1 smears along x."""
    height, width = shape
    rng = np.random.default_rng(seed)
    fx = np.fft.fftfreq(width)[None, :] * width * stretch
    fy = np.fft.fftfreq(height)[:, None] * height * (width / height)
    frequency = np.hypot(fx, fy)
    frequency[0, 0] = 1.0
    field = np.fft.ifft2(np.fft.fft2(rng.normal(size=shape)) * frequency**-roughness).real
    field -= field.min()
    return (field / field.max()).astype(np.float32)


def smooth(value: np.ndarray, low: float, high: float) -> np.ndarray:
    """The usual smooth step from 0 at `low` to 1 at `high`."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
