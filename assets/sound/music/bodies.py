"""Chapter 10: a heart monitor in B minor, 3/4, and next to nothing round it.

It beats every one and a half beats: 72 a minute. The theme is left to the pairs, one note of it each.
"""

from __future__ import annotations

import numpy as np
from dsp import band, held, hz, noise, samples, sine
from instruments import choir, vibraphone
from space import add, reverb
from theme import SCORE, bass_note, voiced

from music import grooves
from music.tape import HALL, LOUNGE

CUE = SCORE["bodies"]
BEEP = 1.5  # beats between two of the monitor's
BREATH = 4  # bars: in, and out


def bodies() -> np.ndarray:
    """The monitor, a floor, a voice that is hardly there in every other bar; the room's air comes and goes."""
    monitor, floor, voices, far = (grooves.tape(CUE) for _ in range(4))
    beeps = int(CUE.meter * grooves.BARS / BEEP)
    for k in range(beeps):
        n = samples(0.13)
        monitor.put(sine(988, n) * held(n, 0.008, 0.03), k * BEEP, 0.05)
        thump = samples(0.34)
        for at, level in ((0.0, 1.0), (0.42, 0.6)):  # and the heart itself, under it
            floor.put(sine(46, thump) * held(thump, 0.03, 0.26), k * BEEP + at, 0.24 * level)
    for bar, at, symbol in grooves.bars(CUE):
        n = samples(floor.sec(CUE.meter))
        floor.put(sine(hz(bass_note(symbol, 35)), n) * held(n, 0.7, 0.8), at, 0.11)
        if bar % 2 == 0:
            for midi in voiced(symbol, 59)[:3]:
                voices.put(choir(midi, voices.sec(5), "o", 0.35, 1.2, 1.4), at, 0.10)
        if bar in (3, 11):
            far.put(vibraphone(voiced(symbol, 71)[-1], 0.35, 4.0), at + 1.5, 0.10, 0.4 if bar == 3 else -0.4)
    air = noise(monitor.n, "ward", color=-4, channels=2, wrap=True)
    t = np.arange(monitor.n) / monitor.n
    breath = 0.5 - 0.5 * np.cos(2 * np.pi * t * grooves.BARS / BREATH)
    rain = band(air, 500, 3400, 1, wrap=True) * (0.010 + 0.006 * breath)[:, None]
    return add(
        reverb(monitor.buf, LOUNGE, 0.25, wrap=True),
        floor.buf,
        reverb(voices.buf, HALL, 0.6, wrap=True),
        reverb(far.buf, HALL, 0.7, wrap=True),
        rain,
    )
