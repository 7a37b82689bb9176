"""The dead pocket world (chapter 01 before the gate): a hum, and nothing that moves."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, hz, noise, samples, times
from instruments import mains_hum
from space import pan

SECONDS = 24
START_S = 5.81  # where the loop is cut: at this place the coding noise of its two ends meets without a step


def pocket_hum() -> np.ndarray:
    """Somebody's transformer, bent to D, behind a painted sky. No clock: his stopped at ten past four. 24 s."""
    n = SR * SECONDS
    turn = 2 * np.pi * np.arange(n) / n
    near = mains_hum(n, hz(38), 1.0)
    far = mains_hum(n, hz(38) + 5 / SECONDS, 0.5)  # a second coil: the two beat five times a loop, and meet again
    sky = band(noise(n, "canvas", color=-6, channels=2, wrap=True), 90, 620, 1, wrap=True)
    air = band(noise(n, "paint", channels=2, wrap=True), 700, 5200, 1, wrap=True)
    depth = (1 + 0.5 * np.sin(2 * turn))[:, None]
    hum = pan(near, -0.12) + pan(far, 0.35) + pan(_lamp(n), 0.2) + sky * 0.05 * depth + air * 0.016
    return np.roll(hum, -samples(START_S), axis=0)


def _lamp(n: int) -> np.ndarray:
    """Far off on the other side of the paint: D, A, E come and go, never as a note."""
    turn, t = 2 * np.pi * np.arange(n) / n, times(n)
    parts = ((62, 0.06, 3), (69, 0.045, 2), (76, 0.02, 1))
    return sum(
        level
        * np.sin(2 * np.pi * round(hz(midi) * SECONDS) / SECONDS * t)
        * (0.5 - 0.5 * np.cos(swells * turn + k)) ** 2
        for k, (midi, level, swells) in enumerate(parts)
    )
