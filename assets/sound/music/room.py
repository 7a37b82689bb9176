"""The real world (Walton): no music. A room by day, in which somebody waits for an answer."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, hz, noise, samples, times
from instruments import mains_hum
from space import pan

SECONDS = 12
START_S = 2.3  # where the loop is cut: nothing swells there


def room_tone() -> np.ndarray:
    """Air that is pumped, a street some floors below, a tube that hums in A, the key of the real world. 12 s."""
    n = SR * SECONDS
    turn = 2 * np.pi * np.arange(n) / n
    air = band(noise(n, "duct", color=-4, channels=2, wrap=True), 70, 900, 1, wrap=True)
    hiss = band(noise(n, "grille", channels=2, wrap=True), 1200, 5200, 1, wrap=True)
    street = band(noise(n, "street", color=-6, channels=2, wrap=True), 40, 260, 1, wrap=True)
    passing = sum((0.5 - 0.5 * np.cos(turn - at)) ** width for at, width in ((1.1, 14), (3.9, 22)))
    tube = mains_hum(n, hz(33), 0.35)
    beat = np.sin(2 * np.pi * round(hz(57) * SECONDS) / SECONDS * times(n)) * (0.5 - 0.5 * np.cos(2 * turn)) ** 3
    x = air * 0.16 + hiss * 0.012 + street * (0.05 + 0.10 * passing[:, None])
    return np.roll(x + pan(0.05 * tube, 0.3) + pan(0.006 * beat, -0.4), -samples(START_S), axis=0)
