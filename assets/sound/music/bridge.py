"""The bridge: D major, 100 bpm, 16 bars. One instrument a station, and a hull round all of them."""

from __future__ import annotations

import numpy as np
from dsp import band, hz
from instruments import mains_hum, organ, pluck, upright, vibraphone
from space import add, pan, reverb, tape_echo
from theme import CALLISTER, SCORE, bass_note, notes, voiced

from music import grooves
from music.tape import HALL, LOUNGE, PLATE

CUE = SCORE["bridge"]


def bridge() -> np.ndarray:
    """Nobody is after us: engines, comms, helm and code each have their corner, and leave each other room."""
    engines, comms, helm, code, kit = (grooves.tape(CUE) for _ in range(5))
    for bar, at, symbol in grooves.bars(CUE):
        root, ladder = bass_note(symbol, 38), voiced(symbol, 62)
        engines.put(upright(root, 0.7, 1.5), at, 0.5)  # Karl: where one expects it
        engines.put(upright(root + 7, 0.4, 1.0), at + 2, 0.36)
        if bar % 4 == 3:
            engines.put(upright(root - 2 if bar % 8 == 3 else root + 2, 0.35, 0.7), at + 3.5, 0.32)
        if bar % 2:  # Elena: two words, on the second thought
            for midi in voiced(symbol, 57):
                comms.put(organ(midi, comms.sec(0.9), 0.5), at + 1.5, 0.11)
        for k, beat in enumerate((0.5, 1.25, 2.5, 3.25) if bar % 4 < 2 else (0.5, 2.5)):  # Kabir: counts, and smiles
            code.put(pluck(ladder[(3 * k + bar) % len(ladder)], 0.4, 1.2, 0.45), at + beat, 0.22, 0.55 - 0.3 * k)
    for start, only in ((0, 3), (16, 4), (32, 3), (40, 2)):  # Nate: hums what he can remember of it
        for beat, midi, _ in notes(CALLISTER, 74, at=start, only=only):
            helm.put(vibraphone(midi, 0.55, 3.0), beat, 0.2, -0.2)
    grooves.brushes(kit, CUE, 0.13)
    hull = band(pan(mains_hum(engines.n, hz(38), 0.05), 0.0), 30, 420, wrap=True)
    return add(
        reverb(engines.buf, LOUNGE, 0.2, wrap=True),
        reverb(band(comms.buf, 180, 2200, 1, wrap=True), HALL, 0.35, wrap=True),
        reverb(tape_echo(helm.buf, helm.sec(1.5), 0.45, 0.4, wrap=True), HALL, 0.3, wrap=True),
        reverb(tape_echo(code.buf, code.sec(0.75), 0.35, 0.35, wrap=True), PLATE, 0.25, wrap=True),
        reverb(kit.buf, PLATE, 0.12, wrap=True),
        hull,
    )
