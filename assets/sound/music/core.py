"""The core (chapter 08): F minor, 122.5 bpm, 16 bars; one layer a phase."""

from __future__ import annotations

import numpy as np
from dsp import band, hz, noise, points, samples
from instruments import (
    bright_pulse,
    choir,
    clock_tick,
    dyad,
    fm_bass,
    hat,
    kick,
    mains_hum,
    music_box,
    pluck,
    snare,
    supersaw,
    theremin,
    tom,
)
from space import add, pan, reverb, tape_echo, warble
from theme import CALLISTER, DALY_MIRROR, MINOR, SCORE, bass_note, notes, voiced

from music.tape import HALL, PLATE, TIN, Tape

_CORE = SCORE["core"]


def _core_tape() -> Tape:
    return Tape(_CORE.beat, 64)


def core_rules() -> np.ndarray:
    """Phase 1: his clock, his hum, his five notes from the top down on a toy."""
    clock, box, low = (_core_tape() for _ in range(3))
    for beat in range(64):
        clock.put(clock_tick(beat % 4 == 0), beat, 0.5, 0.25 if beat % 2 else -0.25)
    for start in range(0, 64, 8):
        for beat, midi, _length in notes(DALY_MIRROR, 65 + 12, MINOR, at=start):
            box.put(music_box(midi, 0.7), beat, 0.45, -0.2)
            box.put(music_box(midi + 12 if midi < 84 else midi, 0.3), beat + 0.25, 0.25, 0.4)
    for bar in range(16):
        symbol = _CORE.chords[bar % 8]
        for k, s in enumerate((0, 1.5, 3)):
            low.put(pluck(bass_note(symbol, 41), 0.8, 0.9, 0.6, 2200), bar * 4 + s, 0.55, 0.1 * k)
            low.put(pluck(voiced(symbol, 53)[k % 3], 0.5, 0.7, 0.6, 2200), bar * 4 + s + 0.5, 0.4, 0.3 - 0.3 * k)
    hum = mains_hum(clock.n, hz(29), 0.03)
    return add(
        reverb(clock.buf, TIN, 0.25, wrap=True),
        reverb(box.buf, TIN, 0.5, wrap=True),
        reverb(low.buf, TIN, 0.25, wrap=True),
        pan(hum, 0),
    )


def core_backups() -> np.ndarray:
    """Phase 2: he heals. Voices without words, breathing in, and B-F under everything, very politely."""
    voices, pulse, polite, swell = (_core_tape() for _ in range(4))
    for bar in range(16):
        symbol = _CORE.chords[bar % 8]
        for i, midi in enumerate(voiced(symbol, 53)):
            voices.put(choir(midi, voices.sec(4), "uoau"[i % 4], 0.6, 0.35, 0.7), bar * 4, 0.40, 0.5 * (-1) ** i)
        for s in (0, 0.75, 1.5, 2.5, 3.25):
            pulse.put(tom(29 + (12 if s in (1.5, 3.25) else 0), 0.6), bar * 4 + s, 0.5)
        if bar % 8 in (6, 7):
            polite.put(dyad(65, polite.sec(1.5), 0.02), bar * 4, 0.16)
        if bar % 4 == 3:
            n = samples(swell.sec(4))
            swell.put(
                band(noise(n, "swell", bar, channels=2), 500, 5000, 1)
                * (points(n, (0, 0), (0.97, 1), (1, 0)) ** 2.5)[:, None],
                bar * 4,
                0.18,
            )
    return add(
        reverb(band(voices.buf, 140, wrap=True), HALL, 0.4, wrap=True),
        pulse.buf,
        polite.buf,
        reverb(swell.buf, HALL, 0.2, wrap=True),
    )


def core_loop() -> np.ndarray:
    """Phase 3: the code loop. Two bars of plucked string, then their ghost two bars later, on the other side."""
    drums, low, figure = (_core_tape() for _ in range(3))
    for bar in range(16):
        symbol = _CORE.chords[bar % 8]
        for s in (0, 1.5, 2.75) if bar % 2 else (0, 0.75, 2.5):
            drums.put(kick(0.9, 44), bar * 4 + s, 0.8)
        for s in (1, 3):
            drums.put(snare(0.85, 175), bar * 4 + s, 0.65)
        for s in range(8):
            drums.put(hat(0.35), bar * 4 + s / 2, 0.35, 0.3)
        root = bass_note(symbol, 29)
        for s in range(16):
            if s % 16 not in (2, 5, 10, 13):
                low.put(
                    fm_bass(root + (12 if s % 8 in (3, 7) else 0), low.sec(0.22), 0.8 if s % 4 == 0 else 0.6, 4.0),
                    bar * 4 + s / 4,
                    0.45,
                )
        if bar % 4 < 2:
            ladder = voiced(symbol, 65)
            for k, s in enumerate((0, 0.5, 0.75, 1.5, 2, 2.5, 2.75, 3.5)):
                figure.put(
                    pluck(ladder[(0, 1, 2, 1, 2, 0, 2, 1)[k] % len(ladder)] + (12 if k == 4 else 0), 0.75, 0.9, 0.35),
                    bar * 4 + s,
                    0.5,
                )
    self_ = pan(figure.buf, -0.45)
    ghost = (
        pan(
            band(warble(np.roll(figure.buf, 8 * figure.beat, axis=0), 1.2, 0.08, wrap=True), 250, 2400, 1, wrap=True),
            0.5,
        )
        * 0.8
    )
    low.pumped(0.5)
    return add(reverb(drums.buf, TIN, 0.12, wrap=True), low.buf, reverb(self_ + ghost, PLATE, 0.25, wrap=True))


def core_collapse() -> np.ndarray:
    """Phase 4: the theme and its mirror at once, contrary motion, over everything that still moves."""
    arp, metal, crew, him, rise = (_core_tape() for _ in range(5))
    for bar in range(16):
        symbol = _CORE.chords[bar % 8]
        ladder = voiced(symbol, 65)
        for s in range(16):
            arp.put(
                bright_pulse(ladder[(s * 5 + bar) % len(ladder)] + (12 if s % 4 == 3 else 0), 0.07, 0.55),
                bar * 4 + s / 4,
                0.34,
                0.8 * np.sin(s * 2.4),
            )
            metal.put(hat(0.45 if s % 2 == 0 else 0.25, 0.35 if s % 8 == 6 else 0), bar * 4 + s / 4, 0.5, -0.25)
        metal.put(snare(0.4), bar * 4 + 3.5, 0.4)
        if bar % 4 == 3:
            for k in range(8):
                metal.put(tom(53 - 3 * k, 0.7), bar * 4 + 2 + k / 4, 0.5, 0.7 - k / 5)
    for start in (0, 16, 32, 48):
        line = [(crew.sec(b), m, crew.sec(d) * 0.98) for b, m, d in notes(CALLISTER, 65 + 12, MINOR, stretch=2)]
        crew.put(theremin(line, crew.sec(16), vel=0.6), start, 0.40, 0.15)
        for beat, midi, length in notes(DALY_MIRROR, 65 - 12, MINOR, at=start, stretch=2):
            him.put(supersaw(midi, him.sec(length) * 0.95, 0.2, attack=0.02), beat, 0.42, -0.2)
            him.put(music_box(midi + 36, 0.6), beat, 0.30, -0.4)
    n = samples(rise.sec(8))
    rise.put(
        band(noise(n, "riser", channels=2), 700, 9000, 1) * (points(n, (0, 0), (0.985, 1), (1, 0)) ** 3)[:, None],
        56,
        0.16,
    )
    arp.pumped(0.4)
    return add(
        reverb(band(arp.buf, 350, 8500, wrap=True), PLATE, 0.25, wrap=True),
        metal.buf,
        rise.buf,
        reverb(tape_echo(crew.buf, crew.sec(0.75), 0.3, 0.3, wrap=True), HALL, 0.3, wrap=True),
        reverb(band(him.buf, 120, 3500, wrap=True), TIN, 0.4, wrap=True),
    )
