"""Shield and hull: glass that rings means up; a thud without pitch means down."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, drive, glide, held, moving_lowpass, osc, points, rng, samples, sine, times
from instruments import kick
from space import add, fit, late

from effects.gestures import body, burst, crew, seq, swept, whole
from effects.registry import recipe, takes


@takes({"1": 1.0, "2": 1.12, "3": 0.89})
def shield_hit(k):
    ring = body([(880 * k, 0.8), (1397 * k, 0.6), (2217 * k, 0.4), (3136 * k, 0.25)], 0.55, 0.6, f"glass{k}", 0.004)
    return add(
        ring * (1 + 0.3 * np.sin(2 * np.pi * 23 * times(len(ring)))), burst(0.08, 1800, 7000, 0.05, f"glass{k}") * 0.5
    )


@recipe
def shield_break():
    """Shatter, then the ringing that was under every hit falls away."""
    shards = sum(
        fit(late(body([(f, 0.7), (f * 1.47, 0.4)], 0.4, 0.35, f"shard{i}"), 0.035 * i + 0.01 * (i % 3)), 1.3)
        for i, f in enumerate((3136, 2637, 2093, 2794, 1661, 1976, 1319, 1047, 880))
    )
    fall = swept("triangle", 880, 110, 0.9, 0.8, 1.0) * 0.5
    return drive(add(shards * 0.5, fall, burst(0.5, 1500, 9000, 0.3, "shatter") * 1.2, kick(0.9, 42, 0)), 1.3)


@recipe
def shield_restore():
    """A fifth and an octave swell up out of the hum and meet as glass."""
    n = samples(1.1)
    swell = sum(sine(glide(f * 0.5, f, 1.1, 0.35)) * a for f, a in ((440, 0.5), (660, 0.4), (880, 0.35), (1320, 0.2)))
    return crew(
        add(
            swell * points(n, (0, 0), (0.8, 1), (1, 0)),
            late(body([(880, 0.6), (1320, 0.4), (2217, 0.2)], 0.8, 0.9, "whole"), 0.85),
        ),
        0.25,
    )


@recipe
def shield_regen():
    n, t = 2 * SR, times(2 * SR)
    return (
        sum(
            np.sin(2 * np.pi * whole(f, n) * t) * (0.5 - 0.5 * np.cos(2 * np.pi * r * t + p))
            for f, r, p in ((440, 1, 0), (660, 1.5, 1), (880, 2, 2), (1320, 2.5, 3))
        )
        * 0.2
    )


@takes({"1": 1.0, "2": 1.13, "3": 0.88})
def hull_hit(k):
    plate = body(
        [(63 * k, 1), (97 * k, 0.8), (151 * k, 0.7), (239 * k, 0.6), (387 * k, 0.4), (601 * k, 0.2)],
        0.7,
        0.55,
        f"plate{k}",
    )
    return drive(add(kick(0.8, 40 * k, 0), plate, burst(0.3, 150, 1300, 0.22, f"dent{k}") * 3.0), 1.8)


@recipe
def hull_low():
    """Two low knocks and a creak, once in two seconds: a heart in a wall. Under the sound of everything else."""
    n = 2 * SR
    knock = body([(58, 1), (87, 0.5), (146.8, 0.35)], 0.5, 0.4, "heart")
    creak = moving_lowpass(
        osc("saw", glide(96, 71, 0.5, 0.6))
        * points(samples(0.5), (0, 0), (0.3, 1), (1, 0))
        * (rng("creak").uniform(0.2, 1, samples(0.5))),
        np.geomspace(900, 300, samples(0.5)),
    )
    reed = band(osc("saw", 293.7, samples(0.17)) + osc("saw", 311.1, samples(0.17)), 200, 1500) * held(
        samples(0.17), 0.015, 0.04
    )
    return fit(seq((0.0, knock), (0.24, knock * 0.8), (0.02, reed * 0.9), (0.26, reed * 0.9), (1.1, creak * 0.3)), 2.0)[
        :n
    ]
