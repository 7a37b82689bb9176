"""The garage (chapter 07): an ambience in G sharp."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, decay, noise, samples, sine
from instruments import mains_hum, music_box, ratchet, tape_hiss
from space import pan, reverb, warble
from theme import DALY, notes

from music.tape import LOUNGE, Tape


def garage_ambience() -> np.ndarray:
    """Hum bent to G#, hiss, a fridge, a stopped clock, and four times a tooth of the music box behind you. 40 s."""
    n = SR * 40
    room_ = Tape(SR, 40)
    for second, degree in ((6.5, 0), (15.25, 1), (26.0, 2), (33.75, 3)):  # 6 4 5 2, and never the 1 while you wait
        _, midi, _ = list(notes(DALY, 80))[degree]
        room_.put(warble(music_box(midi, 0.5), 3, 0.3), second, 0.075, -0.55)
    for second in (11.3, 29.1):  # the lamp ticks as its metal cools
        m = samples(0.2)
        room_.put(
            sine(3140, m) * decay(m, 0.12, 0.0005) + 0.4 * sine(5170, m) * decay(m, 0.07, 0.0005), second, 0.03, 0.8
        )
    return _room(n) + reverb(room_.buf, LOUNGE, 0.9, wrap=True)


def garage_box() -> np.ndarray:
    """The same room, and from the next one the music box: five notes, even as teeth, and a long while. 40 s."""
    n = SR * 40
    room_ = Tape(SR, 40)
    for start in (1.0, 11.0, 21.0, 31.0):
        for beat, midi, _ in notes(DALY, 80):
            room_.put(warble(music_box(midi, 0.6, 2.6), 3, 0.3), start + beat * 0.571, 0.17, -0.55)
        room_.put(ratchet(5.0, 12, 10, 0.10), start, 0.10, -0.55)
    return _room(n) + reverb(room_.buf, LOUNGE, 1.1, wrap=True)


def companion() -> np.ndarray:
    """The box and the hum, both in D now: he has got what he wanted, and it goes on. 48 s."""
    n = SR * 48
    room_ = Tape(SR, 48)
    for start in range(0, 48, 12):
        for beat, midi, _ in notes(DALY, 74):
            room_.put(music_box(midi, 0.6, 2.8), start + 1.0 + beat * 0.86, 0.24, -0.1)
        room_.put(ratchet(6.4, 9, 8, 0.10), start + 0.8, 0.12, -0.1)
    return pan(mains_hum(n, 36.71, 0.05), 0.0) + tape_hiss(n, 0.010) + reverb(room_.buf, LOUNGE, 1.0, wrap=True)


def _room(n: int) -> np.ndarray:
    """Hum, a fridge that comes and goes, air, hiss."""
    t = np.arange(n) / n
    fridge = band(noise(n, "fridge", color=-6, wrap=True), 70, 420, wrap=True) * (
        0.35 + 0.65 * np.clip(1.6 * np.sin(2 * np.pi * t) + 0.3, 0, 1)
    )
    air = band(noise(n, "air", color=-3, channels=2), 120, 900, 1, wrap=True) * 0.012
    near = pan(mains_hum(n, 51.91, 0.055), 0.1) + pan(fridge * 0.016, -0.5) + air
    return near + tape_hiss(n, 0.016)
