"""Levels in critical bands, and the two ways in which a sound can be folded to one or two channels."""

from __future__ import annotations

import itertools

import numpy as np
from dsp import SR

BANDS = np.array(
    [
        60,
        150,
        250,
        350,
        450,
        570,
        700,
        840,
        1000,
        1170,
        1370,
        1600,
        1850,
        2150,
        2500,
        2900,
        3400,
        4000,
        4800,
        5800,
        7000,
        8500,
        10500,
        13500,
    ]
)


def mono(x: np.ndarray) -> np.ndarray:
    return x if x.ndim == 1 else x.mean(axis=1)


def stereo(x: np.ndarray) -> np.ndarray:
    return x if x.ndim == 2 else np.stack([x, x], axis=1) / np.sqrt(2)


def high_share(x: np.ndarray) -> float:
    """Energy above 16 kHz in dB of the whole."""
    power = np.abs(np.fft.rfft(mono(x))) ** 2
    return 10 * np.log10(power[int(16_000 * len(x) / SR) :].sum() / power.sum() + 1e-12)


def band_levels(x: np.ndarray, size: int = 4096) -> np.ndarray:
    """dB in critical bands over time, shape (frames, bands)."""
    x = mono(x)
    x = np.pad(x, (0, max(0, size - len(x))))
    frames = np.lib.stride_tricks.sliding_window_view(x, size)[:: size // 4] * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    edge = np.searchsorted(np.fft.rfftfreq(size, 1 / SR), BANDS)
    return 10 * np.log10(np.stack([power[:, a:b].sum(axis=1) for a, b in itertools.pairwise(edge)], axis=1) + 1e-9)
