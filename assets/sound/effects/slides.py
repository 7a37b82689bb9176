"""Walls that slide: relays that say so, a leaf on its rollers, and the buffer that it runs into."""

from __future__ import annotations

import numpy as np
from dsp import band, decay, noise, points, samples, sine, times
from space import add

from effects.gestures import burst, seq
from effects.registry import recipe


@recipe
def slide_warn():
    """Three relays fall, the last one into a contactor: no pitch, all mechanism."""
    n = samples(0.34)
    hum = band(noise(n, "contactor", color=-2), 90, 260) * points(n, (0, 0), (0.04, 1), (0.7, 0.8), (1, 0))
    return seq(
        (0.0, burst(0.05, 1050, 3300, 0.03, "one")),
        (0.13, burst(0.05, 900, 2700, 0.03, "two")),
        (0.26, burst(0.07, 500, 1900, 0.05, "three") * 1.5),
        (0.26, hum * 0.5),
    )


@recipe
def slide_move():
    """A heavy leaf on rollers that pass a joint of the rail every so often."""
    n = samples(0.9)
    swell = points(n, (0, 0), (0.12, 1), (0.72, 0.85), (1, 0))
    rumble = band(noise(n, "leaf", color=-4), 45, 330) * swell
    joints = 0.55 + 0.45 * np.clip(np.sin(2 * np.pi * 17 * times(n)), 0, 1) ** 3
    rattle = band(noise(n, "rollers"), 500, 2100) * swell * joints * 0.22
    return add(rumble, rattle)


@recipe
def slide_stop():
    """Into the buffer: a thud, and the plate that goes on shaking for a moment."""
    n = samples(0.5)
    thud = sine(44 + 52 * np.exp(-times(n) / 0.025)) * decay(n, 0.28, 0.003)
    return add(
        thud, burst(0.12, 250, 1500, 0.08, "plate") * 0.5, band(noise(n, "shake"), 120, 700) * decay(n, 0.22) * 0.2
    )
