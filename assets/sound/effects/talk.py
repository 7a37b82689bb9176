"""Dialogue blips: one a speaker, under 90 ms of sound in a small room."""

from __future__ import annotations

import numpy as np
from dsp import decay, glide, held, hz, noise, osc, peaks, samples, sine, times
from instruments import VOWELS, bright_pulse, dyad, music_box, pluck, upright, vibraphone
from space import fit, late, reverb

from effects.gestures import WOOD, crew, mono, seq, swept, tin
from effects.registry import recipe


@recipe
def blip_nanette():
    return crew(fit(mono(vibraphone(69, 0.7, 0.14)), 0.09), 0.1)


@recipe
def blip_nate():
    n = samples(0.08)
    return crew(sine(hz(64) * (1 + 0.02 * np.sin(2 * np.pi * 14 * times(n)))) * decay(n, 0.12, 0.012), 0.1)


@recipe
def blip_elena():
    return crew(fit(pluck(73, 0.7, 0.10, 0.5), 0.06), 0.03)


@recipe
def blip_karl():
    return crew(fit(upright(45, 0.9, 0.12), 0.09), 0.1)


@recipe
def blip_kabir():
    return crew(
        seq((0, swept("triangle", 1175, 1245, 0.028, 1, 0.05)), (0.036, swept("triangle", 1480, 1480, 0.03, 1, 0.05))),
        0.05,
    )


@recipe
def blip_walt():
    """One beat late: 50 ms of nothing, then a small slide up."""
    f = glide(hz(57), hz(62), 0.075, 0.5)
    return late(crew((sine(f) + 0.3 * sine(2 * f)) * held(len(f), 0.02, 0.03), 0.3), 0.05)


@recipe
def blip_daly():
    return tin(fit(music_box(80, 0.6, 0.12), 0.09), 0.25)


@recipe
def blip_moderation():
    return dyad(74, 0.0625, 0.004)


@recipe
def blip_player():
    return fit(bright_pulse(81, 0.03, 0.6, 0.2), 0.06)


@recipe
def blip_walton():
    """The real world: no pitch to sing, a mouth in a carpeted room."""
    n = samples(0.085)
    return mono(
        reverb(
            peaks(osc("saw", glide(118, 104, 0.085)) * held(n, 0.012, 0.03) + noise(n, "throat") * 0.05, VOWELS["o"]),
            WOOD,
            0.05,
        )
    )[: samples(0.2)]
