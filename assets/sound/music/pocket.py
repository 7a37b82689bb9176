"""The dead pocket world (chapter 01 before the gate): a hum, and nothing that moves."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, hz, noise, times
from instruments import mains_hum
from space import pan

SECONDS = 24


def pocket_hum() -> np.ndarray:
    """Somebody's transformer, bent to D, behind a painted sky. No clock: his stopped at ten past four. 24 s."""
    n = SR * SECONDS
    turn = 2 * np.pi * np.arange(n) / n
    near = mains_hum(n, hz(38), 1.0)
    far = mains_hum(n, hz(38) + 1 / SECONDS * 5, 0.5)  # a second coil: the two beat five times a loop, and meet again
    sky = band(noise(n, "canvas", color=-6, channels=2, wrap=True), 90, 620, 1, wrap=True)
    sky *= (0.05 * (1 + 0.5 * np.sin(2 * turn)))[:, None]
    # A lamp far off on the other side of the paint: two harmonics that come and go, never a note.
    t = times(n)
    lamp = sum(
        level
        * np.sin(2 * np.pi * round(hz(midi) * SECONDS) / SECONDS * t)
        * (0.5 - 0.5 * np.cos(cycles * turn + k)) ** 2
        for k, (midi, level, cycles) in enumerate(((62, 0.06, 3), (69, 0.045, 2), (76, 0.02, 1)))
    )
    return pan(near, -0.12) + pan(far, 0.35) + sky + pan(lamp, 0.2)
