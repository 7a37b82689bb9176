"""Deep strata (chapter 05): D without a third, 5/4, 100 bpm, 16 bars of which some are silent. It comes in as one note.

It is heard only while the stratum unloads. Walt has two notes of the theme, 4 6, without the ones before them.
"""

from __future__ import annotations

import numpy as np
from dsp import band, moving_lowpass
from instruments import choir, organ, theremin, tom, vibraphone
from space import add, reverb, tape_echo
from theme import SCORE, bass_note, voiced

from music import grooves
from music.tape import HALL, PLATE

CUE = SCORE["strata"]
SILENT = (7, 11, 15)  # bars in which nothing begins
ALONE = 4  # bars for which there is only the one note
WALT = ((5, 0.0), (9, 0.0), (13, 1.0))  # bar, beat: where his two notes begin


def strata() -> np.ndarray:
    """One note, held as long as a breath; then a step under it, then what the note was part of. 48 s."""
    lead, steps, bed, voices, walt = (grooves.tape(CUE) for _ in range(5))
    for bar, at, symbol in grooves.bars(CUE):
        if bar in SILENT:
            continue
        held = lead.sec(4.4)
        lead.put(theremin([(0.0, 62, held)], held + 0.5, vel=0.42 + 0.02 * bar), at, 0.40, 0.12 * np.sin(bar))
        if bar >= ALONE - 2:
            for beat, level in ((0, 0.5), (0.5, 0.32), (3, 0.36)):
                steps.put(tom(38, 0.6), at + beat, level)
        if bar < ALONE:
            continue
        bed.put(organ(bass_note(symbol, 38), bed.sec(4.6), 0.5), at, 0.26)
        for midi in voiced(symbol, 50):
            bed.put(organ(midi, bed.sec(4.6), 0.34), at, 0.10)
        if bar >= 8:
            for midi in voiced(symbol, 57)[-3:]:
                voices.put(choir(midi, voices.sec(4), "o", 0.4, 0.9, 1.1), at, 0.13)
    for bar, beat in WALT:
        walt.put(vibraphone(67, 0.7, 3.4), bar * CUE.meter + beat, 0.34, -0.25)
        walt.put(vibraphone(71, 0.6, 3.8), bar * CUE.meter + beat + 1.5, 0.34, -0.1)
    opening = 500 + 1300 * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(bed.n) / bed.n)) ** 1.6
    under = band(moving_lowpass(bed.buf, opening, wrap=True), 60, wrap=True)
    return add(
        reverb(band(lead.buf, 120, 1800, wrap=True), HALL, 0.34, wrap=True),
        reverb(steps.buf, PLATE, 0.12, wrap=True),
        reverb(under, HALL, 0.28, wrap=True),
        reverb(voices.buf, HALL, 0.34, wrap=True),
        reverb(tape_echo(walt.buf, walt.sec(1.5), 0.45, 0.42, wrap=True), HALL, 0.28, wrap=True),
    )
