"""The engine: a loop for each state, all of 2 s, faded by volume; thrust raises thrust, never pitch."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, moving_lowpass, noise, osc, points, samples, times
from instruments import kick
from space import add

from effects.gestures import burst, crew, swept, whole
from effects.registry import recipe


def _engine(base: float, cutoff: float, air: float, flutter: float, growl: float) -> np.ndarray:
    n = 2 * SR
    t = times(n)
    core = sum(
        osc("saw", whole(base * r, n), n, p) * a
        for r, a, p in ((1, 1, 0), (1.006, 0.7, 0.3), (2.0, 0.5, 0.6), (3.0, 0.22, 0.1))
    )
    shake = 1 + flutter * np.sin(2 * np.pi * whole(8, n) * t) + flutter * 0.5 * np.sin(2 * np.pi * whole(13, n) * t + 1)
    jet = band(noise(n, "jet", base, color=-3, wrap=True), 160, cutoff * 2.2, 1, wrap=True) * air
    return band(np.tanh(core * growl) * shake * 0.5 + jet * shake, 38, cutoff, 1, wrap=True)


@recipe
def engine_idle():
    return _engine(36.7, 260, 0.10, 0.10, 0.5)


@recipe
def engine_thrust():
    return _engine(55.0, 720, 0.30, 0.16, 1.0)


@recipe
def engine_boost():
    return _engine(73.4, 2100, 0.75, 0.10, 1.6)


@recipe
def engine_boost_start():
    return crew(
        add(swept("saw", 60, 220, 0.5, 0.6, 0.7) * 0.6, burst(0.6, 150, 3200, 0.5, "ignite", 0.02) * 1.6, kick(0.6, 40))
    )


@recipe
def engine_brake():
    n = samples(0.55)
    vent = band(noise(n, "vent"), 500, 4200) * points(n, (0, 0), (0.04, 1), (0.5, 0.5), (1, 0)) * 0.3
    return crew(add(vent, swept("saw", 150, 52, 0.5, 0.7, 0.6) * 0.5))


@recipe
def engine_stall():
    return crew(
        moving_lowpass(
            swept("saw", 92, 24, 1.2, 1.4) * points(samples(1.2), (0, 1), (0.7, 0.7), (1, 0)),
            np.geomspace(1800, 120, samples(1.2)),
        )
    )
