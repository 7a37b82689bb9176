"""Chapter 09: D lydian, 110 bpm, 16 bars. Nobody leads: whoever places things plays the notes.

The raised fourth is the open door: E over D, again and again, and it never has to come home. The theme is hummed once,
its first three notes, and left for somebody else to finish.
"""

from __future__ import annotations

import numpy as np
from dsp import band, held, hz, samples, sine
from instruments import choir, organ, pluck, upright, vibraphone
from space import add, reverb, tape_echo
from theme import CALLISTER, SCORE, bass_note, notes, voiced

from music import grooves
from music.tape import HALL, LOUNGE, PLATE

CUE = SCORE["server"]
RIPPLE = (0.0, 0.75, 1.5, 2.5, 3.25)  # beats of a bar: threes over four, as water does it


def server() -> np.ndarray:
    """Light on water, a warm floor, a few people humming a long way off; the middle is left free."""
    floor, water, people, bells, low = (grooves.tape(CUE) for _ in range(5))
    for bar, at, symbol in grooves.bars(CUE):
        n = samples(floor.sec(CUE.meter))
        floor.put(sine(hz(bass_note(symbol, 38)), n) * held(n, 0.35, 0.6), at, 0.13)
        if bar % 2 == 0:
            low.put(upright(bass_note(symbol, 38), 0.5, 1.8), at, 0.34)
        if bar % 4 == 3:
            low.put(upright(bass_note(symbol, 38) + 7, 0.32, 1.2), at + 2.5, 0.26)
        ladder = voiced(symbol, 69, 22)
        for k, beat in enumerate(RIPPLE if bar % 4 != 3 else RIPPLE[:2]):
            midi = ladder[(2 * k + bar) % len(ladder)]
            water.put(pluck(midi, 0.34, 1.7, 0.45), at + beat, 0.15, 0.6 - 0.3 * k)
        for midi in voiced(symbol, 55)[:4]:
            people.put(organ(midi, people.sec(CUE.meter) * 0.98, 0.32), at, 0.055)
            if bar % 8 in (2, 3, 6):
                people.put(choir(midi + 12, people.sec(CUE.meter), "o", 0.35, 0.9, 1.2), at, 0.07)
        if bar in (7, 15):  # the fourth that is raised, alone, before it goes round
            bells.put(vibraphone(80, 0.42, 4.0), at + 1.0, 0.20, 0.3)
            bells.put(vibraphone(81, 0.34, 4.0), at + 2.5, 0.16, -0.3)
    for beat, midi, _ in notes(CALLISTER, 74, at=32, only=3):
        bells.put(vibraphone(midi, 0.5, 3.6), beat, 0.22, -0.15)
    return add(
        floor.buf,
        reverb(low.buf, LOUNGE, 0.22, wrap=True),
        reverb(tape_echo(water.buf, water.sec(0.75), 0.5, 0.45, wrap=True), PLATE, 0.35, wrap=True),
        reverb(band(people.buf, 160, 2400, 1, wrap=True), HALL, 0.55, wrap=True),
        reverb(tape_echo(bells.buf, bells.sec(1.5), 0.45, 0.45, wrap=True), HALL, 0.45, wrap=True),
    )
