"""Under the map, and the body in its bed."""

from __future__ import annotations

import numpy as np
from dsp import band, decay, glide, noise, points, rng, samples, sine, times
from instruments import theremin, tones
from space import add, reverb, warble

from effects.gestures import VOID, WOOD, mono, seq, swept
from effects.registry import recipe


@recipe
def strata_load():
    g = rng("load")
    return seq(
        *(
            (0.9 * (1 - (1 - i / 40) ** 2), swept("sine", f, f, 0.03, 1, 0.06) * 0.3)
            for i, f in enumerate(g.uniform(180, 1400, 40))
        )
    )


@recipe
def strata_unload():
    g = rng("unload")
    grains = seq(
        *(
            (1.2 * (i / 50) ** 2, swept("sine", f, f * 0.5, 0.05, 1, 0.08) * 0.3)
            for i, f in enumerate(g.uniform(150, 1200, 50)[::-1])
        )
    )
    n = samples(1.4)
    return add(grains, sine(glide(70, 24, 1.4)) * points(n, (0, 0), (0.5, 1), (1, 0)) * 0.8)


@recipe
def ping_down():
    """One tone that goes down a very long way: each time it strikes a floor it is lower, duller and later. 4 s."""
    echoes = []
    at, f, level, cut = 0.0, 740.0, 1.0, 4000.0
    for _ in range(9):
        tone = sine(glide(f, f * 0.985, 0.7)) * decay(samples(0.7), 0.32, 0.006)
        echoes.append((at, band(tone, 60, cut) * level))
        at, f, level, cut = at + 0.36, f * 0.94, level * 0.66, cut * 0.72
    return mono(reverb(seq(*echoes), VOID, 0.4))


@recipe
def walt_signal():
    """He answers in old jokes: 4 6, on a carrier that drifts in and out of tune."""
    line = [(0, 67 + 12, 0.35), (0.45, 71 + 12, 0.8)]
    return (
        band(warble(theremin(line, 1.4, 0.05, 0.4), 5, 0.3), 400, 2600)
        + band(noise(samples(1.4), "radio"), 500, 3000) * 0.02
    )


@recipe
def heart_beat():
    thump = lambda f: sine(f + 30 * np.exp(-times(samples(0.25)) / 0.02)) * decay(samples(0.25), 0.2, 0.004)  # noqa: E731
    return seq((0, thump(52)), (0.27, thump(46) * 0.7))


@recipe
def monitor_beep():
    return mono(reverb(tones((988,), 0.12, 0.008, 0.5), WOOD, 0.12))
