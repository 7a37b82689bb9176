"""Weapons and what they do: pulses, torpedoes, the spike, explosions, hits, rams."""

from __future__ import annotations

import numpy as np
from dsp import band, drive, moving_lowpass, noise, points, rng, samples, times
from instruments import kick, pluck
from space import add, late, reverb

from effects.gestures import VOID, body, burst, crew, explosion, mono, swept
from effects.registry import recipe, takes


@takes({"1": 1.0, "2": 1.06, "3": 0.94})
def pulse(k):
    """Round, dry and short: it is heard eight times a second."""
    zap = swept("triangle", 1150 * k, 210 * k, 0.13, 0.45, 0.14)
    return crew(
        add(
            zap, swept("sine", 240 * k, 95 * k, 0.12, 0.6, 0.14) * 0.7, burst(0.05, 900, 4500, 0.03, f"pulse{k}") * 0.5
        ),
        0.10,
    )


@recipe
def torpedo():
    run = (
        band(noise(samples(0.9), "rocket"), 250, 2600)
        * points(samples(0.9), (0, 0), (0.1, 1), (0.4, 0.5), (1, 0))
        * 0.3
    )
    return crew(add(kick(0.9, 50, 0.1), run, swept("saw", 90, 260, 0.8, 1.4, 0.9) * 0.3))


@recipe
def torpedo_hit():
    return explosion(1.4, 1.3, "torpedo")


@recipe
def spike():
    """Not a gun: a string drawn and let go."""
    return crew(
        add(
            pluck(50, 0.9, 0.7, 0.3),
            late(swept("triangle", 300, 1500, 0.16, 1.6, 0.25) * 0.4, 0.02),
            late(pluck(62, 0.6, 0.5, 0.3), 0.03),
        )
    )


@recipe
def spike_disable():
    """The target goes quiet: its engine unwinds while two notes sag."""
    sag = moving_lowpass(
        swept("saw", 330, 58, 1.0, 1.2) * points(samples(1.0), (0, 1), (1, 0)), np.geomspace(3500, 150, samples(1.0))
    )
    crackle = burst(0.35, 1500, 6000, 0.3, "spark") * (rng("spark").uniform(size=samples(0.35)) > 0.6)
    return crew(add(sag * 0.7, crackle, pluck(38, 0.7, 0.8)))


@takes({"1": "a", "2": "b", "3": "c", "4": "d"})
def explosion_small(name):
    return explosion(0.7, 0.7, name)


@recipe
def explosion_big():
    return mono(reverb(explosion(1.8, 1.5, "big"), VOID, 0.12))


@takes({"1": 1, "2": 2, "3": 3, "4": 4})
def hit_rock(i):
    """Stones of four sizes: one alone, six a second, would be a machine."""
    k = (1.0, 0.93, 1.09, 1.02)[i - 1]
    return add(
        burst(0.25, 120 * k, 1400 * k, 0.18, f"rock{i}"), body([(180 * k, 0.5), (263 * k, 0.3)], 0.2, 0.12, f"rock{i}")
    )


@takes({"1": 1, "2": 2, "3": 3, "4": 4})
def hit_drone(i):
    """The same plate, struck in four places: how loud each of its modes is differs more than how high."""
    k = (1.0, 0.97, 1.04, 1.01)[i - 1]
    low, middle, high = ((0.5, 0.35, 0.2), (0.55, 0.25, 0.3), (0.42, 0.42, 0.16), (0.5, 0.3, 0.1))[i - 1]
    ring = body([(940 * k, low), (1517 * k, middle), (2390 * k, high)], 0.2, 0.16, f"drone{i}")
    return add(burst(0.12, 900, 7000, 0.06, f"tink{i}") * 0.7, ring)


@takes({"1": 1.0, "2": 0.9, "3": 1.12})
def near_miss(k):
    """Air: the nearest point of one shot comes sooner than that of another, and it is as much brighter."""
    n = samples(0.32)
    return band(noise(n, f"miss{k}"), 700 * k, 3800 * k) * points(n, (0, 0), (0.4 / k, 1), (1, 0)) ** 2 * 0.4


@recipe
def ram():
    return drive(
        add(
            kick(1.0, 38, 0.1),
            body([(71, 1), (113, 0.8), (196, 0.6), (331, 0.4)], 0.9, 0.8, "ram"),
            burst(0.4, 200, 2500, 0.3, "crunch"),
        ),
        1.5,
    )


@recipe
def canvas():
    """The painted sky, struck: forty metres of cloth on a frame, and the frame."""
    skin = body([(52, 1), (83, 0.8), (121, 0.55), (171, 0.35), (233, 0.2)], 1.1, 0.7, "sky", 0.02)
    slap = burst(0.25, 180, 2600, 0.14, "cloth", 0.002) * 2.2
    flap = burst(0.8, 120, 900, 0.6, "flap", 0.03) * (0.6 + 0.4 * np.sin(2 * np.pi * 11 * times(samples(0.8))))
    frame = late(body([(310, 0.5), (467, 0.3)], 0.2, 0.1, "strut"), 0.012) * 0.4
    return drive(add(skin, slap, flap, frame, kick(0.6, 44, 0)), 1.2)
