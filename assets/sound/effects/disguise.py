"""Disguise and gates: the bright coat of a player, decoys, doors between worlds."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, decay, hz, moving_lowpass, noise, osc, points, samples, times
from instruments import pluck, supersaw, vibraphone
from space import add, late, pan, reverb, tape_echo

from effects.gestures import VOID, burst, crew, seq, swept
from effects.registry import recipe


@recipe
def spoof_on():
    """The crew's string puts on a player's bright coat: a major chord unfolds upward, a little too cheerful."""
    coat = seq(
        *((0.05 * i, supersaw(m, 0.5 - 0.05 * i, 0.18, 0.6, 0.01, 0.35)) for i, m in enumerate((62, 66, 69, 74, 78)))
    )
    return add(coat, pan(pluck(50, 0.6, 0.8), 0))


@recipe
def spoof_expiring():
    """The coat frays: the chord trembles 6 times a second and goes sour at the end of each second."""
    _n, t = SR, times(SR)
    sour = 2 ** (-0.5 * np.clip(2 * (t % 1) - 1, 0, 1) ** 2 / 12)
    chord_ = sum(osc("saw", np.where(t > 0, hz(m), hz(m)) * (sour if m == 66 else 1), start=0.0) for m in (62, 66, 69))
    gate = 0.5 - 0.5 * np.cos(2 * np.pi * 6 * t)
    return band(chord_ * gate, 200, 6500) * gate * 0.2


@recipe
def spoof_off():
    n = samples(0.7)
    sag = points(n, (0, 0), (0.3, -0.5), (1, -12))
    x = sum(osc("saw", hz(m) * 2 ** (sag * (1 + 0.1 * i) / 12)) for i, m in enumerate((62, 66, 69, 74)))
    return moving_lowpass(x * decay(n, 0.9, 0.004), np.geomspace(8000, 250, n)) * 0.3


@recipe
def decoy():
    """A cork, and a small false Callister singing 1 2 as it drifts off."""
    pop = add(swept("sine", 220, 620, 0.06, 1, 0.08), burst(0.05, 400, 3000, 0.03, "cork"))
    return crew(
        add(
            pop,
            late(
                tape_echo(
                    seq((0, vibraphone(74, 0.5, 0.4)), (0.1, vibraphone(76, 0.5, 0.4))), 0.22, 0.5, 0.6, repeats=4
                ),
                0.08,
            ),
        ),
        0.1,
    )


@recipe
def gate_open():
    n = samples(2.2)
    chord_ = add(*(supersaw(m, 1.8, 0.16, 0.5, 0.9, 0.4) for m in (50, 57, 62, 66, 69, 76)))
    rise = band(noise(n, "gate", channels=2), 400, 8000, 1) * (points(n, (0, 0), (0.8, 1), (1, 0)) ** 2)[:, None] * 0.12
    return reverb(add(chord_, rise), VOID, 0.25)


@recipe
def gate_pass():
    n = samples(1.4)
    rush = moving_lowpass(
        noise(n, "rush", color=-3, channels=2) * (points(n, (0, 0), (0.35, 1), (1, 0)) ** 1.5)[:, None] * 0.4,
        np.concatenate([np.geomspace(300, 9000, n // 2), np.geomspace(9000, 250, n - n // 2)]),
    )
    return reverb(add(rush, late(add(*(supersaw(m, 0.3, 0.16, 0.4, 0.01, 0.8) for m in (62, 69, 74))), 0.4)), VOID, 0.3)
