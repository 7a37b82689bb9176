"""The code loop: tape, twice."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, held, hz, points, samples, sine, times
from instruments import kick, pluck, tape_hiss, vibraphone
from space import add, late, pan, reverb, warble

from effects.gestures import HULL, body, crew, mono, seq, whole
from effects.registry import recipe


@recipe
def loop_record():
    n = 2 * SR
    tick = pluck(74, 0.5, 0.2, 0.6)
    bed = mono(tape_hiss(n, 0.10)) + 0.02 * np.sin(2 * np.pi * whole(440, n) * times(n))
    for beat in range(4):
        bed[samples(beat * 0.5) : samples(beat * 0.5) + len(tick)] += tick[: n - samples(beat * 0.5)] * (
            0.35 if beat else 0.6
        )
    return bed


@recipe
def loop_start():
    """Rewind: a chirp of everything backwards, a clunk, and it plays."""
    n = samples(0.6)
    chatter = sum(
        sine(hz(m) * 2 ** (points(n, (0, 0), (0.6, 20), (1, 14)) / 12))
        * (0.6 + 0.4 * np.sin(2 * np.pi * (17 + i * 5) * times(n)))
        for i, m in enumerate((62, 69, 74))
    )
    return crew(
        seq(
            (0, band(chatter, 300, 5000) * held(n, 0.05, 0.04) * 0.3),
            (0.62, body([(210, 0.8), (420, 0.4)], 0.15, 0.1, "deck")),
            (0.68, pluck(62, 0.8, 0.9)),
            (0.68, pluck(69, 0.6, 0.9)),
        )
    )


@recipe
def loop_ghost():
    """Your past self: the tether's string heard through a wall, backwards."""
    n = 2 * SR
    line = np.zeros(n)
    for i, m in enumerate((74, 69, 64, 62)):
        note = pluck(m, 0.7, 0.5, 0.4)
        line[samples(i * 0.5) : samples(i * 0.5) + len(note)] += note[: n - samples(i * 0.5)]
    return band(warble(line[::-1].copy(), 2.0, 0.2, wrap=True), 300, 1800, 1, wrap=True)


@recipe
def loop_closed():
    """Phrase and ghost meet: from a canon into one note, then the chord with the sixth."""
    run = seq(*((0.1 * i, pluck(m, 0.7, 0.8)) for i, m in enumerate((62, 64, 69, 67, 71))))
    ghost = late(band(run, 300, 2200) * 0.7, 0.15)
    chime = [(0.66, vibraphone(m, 0.75, 2.0)) for m in (62, 66, 69, 71, 78)]
    return reverb(add(pan(run, -0.4), pan(ghost, 0.4), seq(*chime), late(pan(kick(0.7, 45, 0), 0), 0.66)), HULL, 0.35)
