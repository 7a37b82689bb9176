"""Infinity (chapter 01): D mixolydian, 112.5 bpm, 16 bars, four layers."""

from __future__ import annotations

import numpy as np
from dsp import band, held, hz, moving_lowpass, samples, sine
from instruments import bright_pulse, choir, dyad, fm_bass, hat, kick, pluck, snare, supersaw, theremin, tom, vibraphone
from space import add, reverb, tape_echo
from theme import CALLISTER, SCORE, bass_note, notes, voiced

from music.tape import HALL, PLATE, Tape

_INF = SCORE["infinity"]


def _infinity_tape() -> Tape:
    return Tape(_INF.beat, 64)


def infinity_calm() -> np.ndarray:
    """Breathing pad, round sub, a plucked glitter, and three notes of the theme that go nowhere yet."""
    pad, low, glitter, bell = (_infinity_tape() for _ in range(4))
    for bar in range(16):
        symbol = _INF.chords[bar % 8]
        for midi in voiced(symbol, 54):
            pad.put(supersaw(midi, pad.sec(4), attack=0.12, release=0.5), bar * 4, 0.5)
        for half in (0, 2.5):
            n = samples(low.sec(2.2))
            low.put(sine(hz(bass_note(symbol)), n) * held(n, 0.03, 0.3), bar * 4 + half, 0.35)
        chord_notes = voiced(symbol, 66)
        for k, step in enumerate((0, 0.75, 1.5, 2.25, 3, 3.5)):
            midi = chord_notes[(k * 2 + bar) % len(chord_notes)] + (12 if k == 3 and bar % 2 else 0)
            glitter.put(pluck(midi, 0.5 if k else 0.65, 1.2, 0.4), bar * 4 + step, 0.28, 0.6 * np.sin(k * 2.1 + bar))
    for start, count in ((0, 3), (16, 3), (32, 3), (48, 2)):
        for beat, midi, _length in notes(CALLISTER, 62 + 12, at=start, only=count):
            bell.put(vibraphone(midi, 0.8), beat, 0.5, -0.15)
    sweep = 900 + 1500 * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(pad.n) / pad.n * 2)) ** 1.3
    pad.buf = band(moving_lowpass(pad.buf, sweep, wrap=True), 180, wrap=True)
    pad.pumped(0.62)
    low.pumped(0.35)
    return add(
        reverb(pad.buf, HALL, 0.30, wrap=True),
        low.buf,
        reverb(tape_echo(glitter.buf, glitter.sec(0.75), 0.4, 0.45, wrap=True), PLATE, 0.2, wrap=True),
        reverb(tape_echo(bell.buf, bell.sec(1.5), 0.5, 0.45, wrap=True), HALL, 0.25, wrap=True),
    )


def infinity_tension() -> np.ndarray:
    """Someone looks: a muted pedal in 3+3+2, a heartbeat, and the polite tritone, dry."""
    pulse, beat_, polite, tick = (_infinity_tape() for _ in range(4))
    for bar in range(16):
        pedal = 62 if bar % 8 < 6 else 58 + 2 * (bar % 8 - 6)
        for s in range(16):
            accent = s % 16 in (0, 3, 6, 8, 11, 14)
            pulse.put(
                bright_pulse(pedal + (12 if s in (6, 14) else 0), 0.06, 0.5 if accent else 0.22),
                bar * 4 + s / 4,
                0.5,
                0.35 if s % 2 else -0.35,
            )
        beat_.put(tom(38, 0.6), bar * 4, 0.6)
        beat_.put(tom(38, 0.4), bar * 4 + 0.5, 0.6)
        for s in (0.5, 1.5, 2.5, 3.5):
            tick.put(hat(0.35), bar * 4 + s, 0.4, 0.4)
        if bar % 2 == 1:
            polite.put(dyad(74, polite.sec(1), 0.008), bar * 4 + 2, 0.22)
        if bar % 8 == 7:
            polite.put(dyad(74, polite.sec(0.25), 0.008), bar * 4 + 3.5, 0.22)
    filtered = band(pulse.buf, 220, 2400, wrap=True)
    return add(reverb(filtered, PLATE, 0.18, wrap=True), beat_.buf, reverb(tick.buf, PLATE, 0.1, wrap=True), polite.buf)


def infinity_danger() -> np.ndarray:
    """Someone knows: the floor arrives. Kick, snare, FM bass, stabs off the beat."""
    drums, low, stab = (_infinity_tape() for _ in range(3))
    for bar in range(16):
        symbol = _INF.chords[bar % 8]
        root = bass_note(symbol, 33)
        for q in range(4):
            drums.put(kick(0.9), bar * 4 + q, 0.8)
            if q % 2:
                drums.put(snare(0.8), bar * 4 + q, 0.6)
        drums.put(snare(0.25), bar * 4 + 3.75, 0.5)
        for s, up in ((0.5, 0), (0.75, 0), (1.5, 12), (2.25, 0), (2.5, 0), (3.5, 12), (3.75, 7)):
            low.put(fm_bass(root + up, low.sec(0.24), 0.8), bar * 4 + s, 0.6)
        for s in (0.5, 1.75, 3.25):
            for midi in voiced(symbol, 60):
                stab.put(supersaw(midi, 0.10, attack=0.004, release=0.12), bar * 4 + s, 0.42)
    low.pumped(0.6)
    stab.pumped(0.4)
    room_drums = reverb(drums.buf, PLATE, 0.07, wrap=True)
    return add(room_drums, low.buf, reverb(band(stab.buf, 280, 5200, wrap=True), PLATE, 0.3, wrap=True))


def infinity_chase() -> np.ndarray:
    """Run: sixteenths, metal, and the lead that keeps asking for the next note."""
    arp, metal, sky, toms = (_infinity_tape() for _ in range(4))
    for bar in range(16):
        symbol = _INF.chords[bar % 8]
        ladder = voiced(symbol, 69) + [m + 12 for m in voiced(symbol, 69)[:2]]
        for s in range(16):
            arp.put(
                bright_pulse(ladder[(0, 2, 1, 3, 2, 4, 3, 1)[s % 8] % len(ladder)], 0.09, 0.5 if s % 4 else 0.7),
                bar * 4 + s / 4,
                0.36,
                0.7 * np.cos(s * 1.3),
            )
            metal.put(hat(0.5 if s % 4 == 2 else 0.3), bar * 4 + s / 4, 0.5, -0.3 if s % 2 else 0.3)
        for s in (0.5, 2.5):
            metal.put(hat(0.4, 0.5), bar * 4 + s, 0.45)
        for midi in voiced(symbol, 62)[-2:]:
            sky.put(choir(midi, sky.sec(4), "a", 0.5, 0.25, 0.5), bar * 4, 0.22)
        if bar % 8 == 7:
            for k, (s, m) in enumerate(((2, 50), (2.5, 47), (2.75, 47), (3, 43), (3.25, 43), (3.5, 38), (3.75, 38))):
                toms.put(tom(m, 0.8), bar * 4 + s, 0.6, 0.5 - k / 6)
    lead = _infinity_tape()
    for start, tonic in ((0, 74), (32, 74)):
        line = [(lead.sec(b), m, lead.sec(d) * 0.97) for b, m, d in notes(CALLISTER, tonic, stretch=2, only=3)]
        line += [
            (lead.sec(b), m, lead.sec(d))
            for b, m, d in ((8, 79, 2), (10, 78, 2), (12, 76, 6), (20, 73, 2), (22, 76, 2), (24, 74, 4))
        ]
        lead.put(theremin(line, lead.sec(29), vel=0.6), start, 0.42, 0.1)
    voice = reverb(tape_echo(lead.buf, lead.sec(0.75), 0.35, 0.35, wrap=True), HALL, 0.25, wrap=True)
    arp.pumped(0.45)
    return add(
        reverb(band(arp.buf, 350, 8500, wrap=True), PLATE, 0.22, wrap=True),
        metal.buf,
        reverb(sky.buf, HALL, 0.3, wrap=True),
        voice,
        reverb(toms.buf, PLATE, 0.15, wrap=True),
    )
