"""Title: four notes of five, and the gap where the fifth should be. D major, 105 bpm, 16 bars."""

from __future__ import annotations

import numpy as np
from dsp import band, held, hz, moving_lowpass, samples, sine
from instruments import choir, pluck, supersaw, theremin, upright, vibraphone
from space import reverb, tape_echo
from theme import CALLISTER, SCORE, bass_note, notes, voiced

from music.tape import HALL, LOUNGE, PLATE, Tape

CUE = SCORE["title"]
BARS = 16
ASKED = 4  # notes of the theme: 1 2 5 4, and then nothing


def title() -> np.ndarray:
    """The crew's vibraphone asks twice; the theremin asks once, farther off; the last four bars only breathe."""
    pad, floor, bell, lead, strings = (Tape(CUE.beat, 4 * BARS) for _ in range(5))
    for bar in range(BARS):
        symbol = CUE.chords[bar % 8]
        _pad(pad, floor, bar, symbol)
        if bar % 8 not in (2, 3) and bar < 12:
            _strings(strings, bar, symbol)
    for start in (0, 16):
        _asks(bell, start)
    _remembers(lead, 32)
    opening = 520 + 700 * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(pad.n) / pad.n)) ** 1.4
    pad.buf = band(moving_lowpass(pad.buf, opening, wrap=True), 150, wrap=True)
    echoed = tape_echo(bell.buf, bell.sec(0.75), 0.5, 0.45, wrap=True)
    far = band(tape_echo(lead.buf, lead.sec(1.5), 0.45, 0.5, tone=1800, wrap=True), 250, 2600, 1, wrap=True)
    return (
        reverb(pad.buf, HALL, 0.35, wrap=True)
        + reverb(floor.buf, LOUNGE, 0.2, wrap=True)
        + reverb(echoed, HALL, 0.28, wrap=True)
        + reverb(far, HALL, 0.5, wrap=True)
        + reverb(strings.buf, PLATE, 0.25, wrap=True)
    )


def _pad(pad: Tape, floor: Tape, bar: int, symbol: str) -> None:
    length = pad.sec(4)
    for midi in voiced(symbol, 54):
        pad.put(supersaw(midi, length, 0.07, attack=0.5, release=0.9), bar * 4, 0.38)
        pad.put(choir(midi, length, "o", 0.4, 0.6, 0.9), bar * 4, 0.13)
    root = bass_note(symbol)
    sub = samples(floor.sec(3.6))
    floor.put(sine(hz(root), sub) * held(sub, 0.25, 0.9), bar * 4, 0.16)
    if bar % 8 not in (3, 7):  # the bars before the question comes again are left open
        floor.put(upright(root, 0.7, 1.6), bar * 4, 0.42)
        floor.put(upright(root + 7, 0.35, 1.0), bar * 4 + 2.5, 0.34)


def _strings(strings: Tape, bar: int, symbol: str) -> None:
    """A ship's worth of small plucked lights: three a bar, never on the beat that the theme needs."""
    ladder = voiced(symbol, 66)
    for k, step in enumerate((1.25, 2.75, 3.5)):
        place = 0.65 * np.sin(2.1 * k + bar)
        strings.put(pluck(ladder[(2 * k + bar) % len(ladder)], 0.4, 1.3, 0.5), bar * 4 + step, 0.20, place)


def _asks(bell: Tape, start: float) -> None:
    for beat, midi, _ in notes(CALLISTER, 74, at=start, only=ASKED):
        bell.put(vibraphone(midi, 0.85, 3.4), beat, 0.40, -0.1)
        if beat - start == 2:
            bell.put(vibraphone(midi - 7, 0.5, 3.4), beat, 0.20, 0.25)  # D under the A
        if beat - start == 4:
            bell.put(vibraphone(midi - 8, 0.5, 3.4), beat, 0.20, 0.25)  # B under the G: the sixth, hidden


def _remembers(lead: Tape, start: float) -> None:
    """The same four notes an octave lower and half as fast, sung by nobody."""
    line = [
        (lead.sec(beat), midi, lead.sec(length) * 0.97)
        for beat, midi, length in notes(CALLISTER, 62, stretch=2, only=ASKED)
    ]
    lead.put(theremin(line, lead.sec(12), 0.14, 0.2, 0.55), start, 0.60, 0.2)
