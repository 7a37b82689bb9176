"""The back door (chapter 04): F dorian, 116.67 bpm, 16 bars, four layers at full burn. Four notes of the theme."""

from __future__ import annotations

import numpy as np
from dsp import band, moving_lowpass
from instruments import bright_pulse, brush, pluck, upright, vibraphone
from space import add, reverb, tape_echo
from theme import CALLISTER, MINOR, SCORE, bass_note, notes, voiced

from music import grooves
from music.tape import HALL, LOUNGE, PLATE

CUE = SCORE["door"]
TOLD = 4  # notes of the theme: 1 2 5 4


def door_calm() -> np.ndarray:
    """Somebody has had an idea and cannot sit still: a bass that walks in eighths, lamps, four notes out of five."""
    pad, walk, kit, lamps, bell = (grooves.tape(CUE) for _ in range(5))
    grooves.pads(pad, CUE, 53, 0.36, "o", 0.08)
    for bar, at, symbol in grooves.bars(CUE):
        root = bass_note(symbol, 41)
        for k in range(8):
            up = (0, 0, 7, 0, 12, 7, 0, 7)[k] if bar % 2 else (0, 0, 0, 7, 0, 0, 12, 7)[k]
            walk.put(upright(root + up, 0.7 if k % 2 == 0 else 0.45, 0.45), at + k / 2, 0.4)
        ladder = voiced(symbol, 65)
        for k, beat in enumerate((0.75, 1.5, 2.25, 3.5)):
            lamps.put(
                pluck(ladder[(k + bar) % len(ladder)], 0.45, 1.0, 0.4), at + beat, 0.26, 0.6 * np.sin(2.0 * k + bar)
            )
        for step in range(8):
            kit.put(brush(0.5 if step % 2 else 0.3), at + step / 2, 0.16, 0.3 if step % 2 else -0.3)
    for start, level in ((0, 0.3), (16, 0.22), (32, 0.3), (48, 0.2)):
        for beat, midi, _ in notes(CALLISTER, 65, MINOR, at=start, only=TOLD if start % 32 == 0 else 3):
            bell.put(vibraphone(midi, 0.75), beat, level, -0.15)
    opening = 800 + 1100 * (0.5 - 0.5 * np.cos(4 * np.pi * np.arange(pad.n) / pad.n)) ** 1.3
    pad.buf = band(moving_lowpass(pad.buf, opening, wrap=True), 170, wrap=True)
    pad.pumped(0.5)
    return add(
        reverb(pad.buf, HALL, 0.3, wrap=True),
        reverb(walk.buf, LOUNGE, 0.12, wrap=True),
        reverb(kit.buf, PLATE, 0.12, wrap=True),
        reverb(tape_echo(lamps.buf, lamps.sec(0.75), 0.4, 0.4, wrap=True), PLATE, 0.25, wrap=True),
        reverb(tape_echo(bell.buf, bell.sec(1.5), 0.45, 0.4, wrap=True), HALL, 0.25, wrap=True),
    )


def door_tension() -> np.ndarray:
    """Someone looks: the lane's lamps go by, four to a beat, and the heart keeps up."""
    lane, low, tones = (grooves.tape(CUE) for _ in range(3))
    for bar, at, _ in grooves.bars(CUE):
        pedal = 65 if bar % 8 < 4 else 63 if bar % 8 < 6 else 61
        for step in range(16):
            accent = 0.5 if step % 4 == 0 or step in (3, 11) else 0.2
            lane.put(bright_pulse(pedal, 0.05, accent), at + step / 4, 0.48, 0.8 * np.cos(step * np.pi / 8))
    grooves.heartbeat(low, CUE, 36)
    grooves.polite(tones, CUE, 65)
    return add(reverb(band(lane.buf, 220, 2600, wrap=True), PLATE, 0.2, wrap=True), low.buf, tones.buf)


def door_danger() -> np.ndarray:
    """Someone knows: four on the floor, octaves, and chords that arrive early."""
    kit, low, stab = (grooves.tape(CUE) for _ in range(3))
    grooves.drums(kit, CUE, tuple((beat, 0.8) for beat in range(4)), ((1, 0.6), (3, 0.6), (2.75, 0.16), (3.75, 0.28)))
    grooves.bass(low, CUE, tuple((k / 2, 12 if k % 2 else 0, 0.22) for k in range(8)))
    grooves.stabs(stab, CUE, (0, 1.5, 2.75, 3.5), 58, 0.38)
    low.pumped(0.6)
    stab.pumped(0.4)
    return add(
        reverb(kit.buf, PLATE, 0.07, wrap=True),
        low.buf,
        reverb(band(stab.buf, 280, 5200, wrap=True), PLATE, 0.3, wrap=True),
    )


def door_chase() -> np.ndarray:
    """Run beside it: the arpeggio of a thing with five hulls, and the lead has four notes and wants the fifth."""
    arp = grooves.tape(CUE)
    order = (0, 1, 2, 3, 4, 3, 2, 1)
    grooves.arpeggio(arp, CUE, lambda midi, step: bright_pulse(midi, 0.09, 0.5 if step % 4 else 0.72), order, 65, 0.36)
    arp.pumped(0.45)
    near = reverb(band(arp.buf, 350, 8500, wrap=True), PLATE, 0.22, wrap=True)
    answer = ((12, 80, 2), (14, 79, 2), (16, 77, 4), (22, 75, 2), (24, 77, 4))
    return grooves.chase(CUE, near, low=58, tonic=77, told=TOLD, answer=answer)
