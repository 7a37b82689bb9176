"""Hacking and scavenging: a string between two ships; the player tunes it."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, decay, glide, hz, moving_lowpass, noise, osc, points, samples, sine, times
from instruments import pluck, tones, vibraphone
from space import add, late

from effects.gestures import body, burst, crew, seq, swept, whole
from effects.registry import recipe, takes

PROMPTS = (62, 64, 69, 67, 71, 74 - 1)  # 1 2 5 4 6 and the seventh: never the octave


@recipe
def tether_attach():
    return crew(
        add(
            body([(131, 1), (262, 0.5), (524, 0.3)], 0.3, 0.18, "clunk"),
            burst(0.06, 600, 4500, 0.04, "clunk"),
            late(swept("triangle", 110, 293.7, 0.45, 0.5, 0.8) * 0.5, 0.05),
            late(pluck(50, 0.8, 1.2), 0.10),
        )
    )


@recipe
def tether_loop():
    n, t = 2 * SR, times(2 * SR)
    string = sum(
        np.sin(2 * np.pi * whole(146.8 * k, n) * t + k)
        / k**1.3
        * (1 + 0.4 * np.sin(2 * np.pi * (0.5 + 0.5 * k) * t + k))
        for k in range(1, 9)
    )
    return string * (0.85 + 0.15 * np.sin(2 * np.pi * 6 * t)) * 0.25


@takes({str(i + 1): i for i in range(6)})
def tether_ok(i):
    return crew(add(pluck(PROMPTS[i], 0.85, 0.7, 0.35), pluck(PROMPTS[i] + 12, 0.35, 0.4, 0.35)), 0.15)


@recipe
def tether_wrong():
    """A string stopped with the flat of a hand, a half tone wrong."""
    n = samples(0.30)
    return crew(
        add(pluck(51, 0.9, 0.3, 0.85, 700), pluck(50, 0.9, 0.3, 0.85, 700), burst(0.1, 150, 900, 0.06, "hand"))[:n]
        * points(n, (0, 1), (0.5, 0.5), (1, 0)),
        0.05,
    )


@recipe
def tether_success():
    line = [(0.085 * i, pluck(m + 12, 0.8, 1.2, 0.3)) for i, m in enumerate((62, 64, 69, 67, 71))]
    return crew(seq(*line, (0.42, vibraphone(74 - 8, 0.7, 1.6)), (0.42, vibraphone(71 + 12, 0.6, 1.6))), 0.3)


@recipe
def tether_fail():
    """The line goes slack: a string that sinks while it sounds; and a buzz that others can hear."""
    n = samples(0.9)
    slack = osc("saw", hz(62) * 2 ** (points(n, (0, 0), (0.2, -1), (1, -14)) / 12))
    return crew(
        add(
            moving_lowpass(slack * decay(n, 1.0, 0.002), np.geomspace(2600, 160, n)),
            late(tones((146.8, 155.6), 0.3, 0.004, 0.4), 0.1),
        )
    )


@recipe
def tether_break():
    snap = burst(0.05, 1500, 5600, 0.02, "snap") * 2.5
    n = samples(0.5)
    whip = sine(glide(1900, 130, 0.22, 0.5)) * decay(samples(0.22), 0.22, 0.001) * 0.5
    return crew(add(snap, whip, late(pluck(38, 0.9, 0.7, 0.2), 0.04)[: n + 2000]))


@recipe
def tractor_loop():
    """A bow on something large: slow beats, a soft upward curl twice a second."""
    n, t = 2 * SR, times(2 * SR)
    low = sum(np.sin(2 * np.pi * whole(f, n) * t) * a for f, a in ((110, 0.5), (113, 0.5), (220.5, 0.25), (330, 0.12)))
    curl = np.sin(2 * np.pi * np.cumsum(330 * 2 ** ((t * 2 % 1) * 7 / 12)) / SR) * np.sin(np.pi * (t * 2 % 1)) ** 2
    bow = band(noise(n, "bow", color=-3, wrap=True), 300, 2200, 1, wrap=True) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * t))
    return low + 0.35 * curl + 0.05 * bow


@takes({str(i + 1): i for i in range(6)})
def mote(i):
    """Data caught: each one within two seconds of the last climbs 1 2 5 4 6 7; then it starts again."""
    return crew(vibraphone((62, 64, 69, 67, 71, 73)[i] + 12, 0.7, 0.9), 0.2)


@recipe
def credits_in():
    return crew(
        seq((0, vibraphone(81, 0.6, 0.5)), (0.06, vibraphone(86 - 3, 0.6, 0.5)), (0.12, vibraphone(85, 0.6, 0.8)))
    )


@recipe
def empty():
    """No energy for that: a dry cloth click."""
    return crew(add(burst(0.06, 200, 1500, 0.04, "dry"), swept("triangle", 150, 110, 0.07, 1, 0.08)), 0.05)
