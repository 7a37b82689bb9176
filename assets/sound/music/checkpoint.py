"""Sweep (chapter 03): G# minor, 100 bpm, 16 bars, four layers that hardly dare to. The theme: two notes, whispered."""

from __future__ import annotations

import numpy as np
from dsp import band, hz, moving_lowpass
from instruments import bright_pulse, choir, pluck, tones, vibraphone
from space import add, reverb, tape_echo
from theme import CALLISTER, MINOR, SCORE, notes, voiced

from music import grooves
from music.tape import HALL, PLATE, Tape

CUE = SCORE["sweep"]
WHISPERED = 2  # notes of the theme: 1 2
OTHER_SIDE = "D5"  # the chord a tritone away: there Moderation is at home, and nothing of ours plays


def checkpoint_calm() -> np.ndarray:
    """A queue: everybody breathes in, a machine hands out numbers, and two notes are thought, not said."""
    pad, floor, ticket, bell, glass = (grooves.tape(CUE) for _ in range(5))
    grooves.pads(pad, CUE, 51, 0.30, "u", 0.20)
    grooves.sub(floor, CUE, 0.26)
    for bar, at, symbol in grooves.bars(CUE):
        home = symbol != OTHER_SIDE
        for beat in (0, 1.5, 2) if home else (0,):
            ticket.put(_ticket(ticket, 68 if home else 74), at + beat, 0.16 if beat else 0.22, 0.5)
        if home:
            ladder = voiced(symbol, 63)
            for k, beat in enumerate((0.75, 2.75)):
                glass.put(pluck(ladder[(2 * k + bar) % len(ladder)], 0.35, 1.4, 0.6), at + beat, 0.24, -0.5 + k)
    for start, level in ((0, 0.42), (16, 0.26), (32, 0.42), (48, 0.2)):
        for beat, midi, _ in notes(CALLISTER, 68, MINOR, at=start, only=WHISPERED):
            bell.put(vibraphone(midi, 0.45, 3.2), beat, level, -0.2)
    slow = 420 + 520 * (0.5 - 0.5 * np.cos(4 * np.pi * np.arange(pad.n) / pad.n))
    pad.buf = band(moving_lowpass(pad.buf, slow, wrap=True), 140, wrap=True)
    return add(
        reverb(pad.buf, HALL, 0.4, wrap=True),
        floor.buf,
        ticket.buf,
        reverb(tape_echo(bell.buf, bell.sec(1.5), 0.55, 0.5, wrap=True), HALL, 0.5, wrap=True),
        reverb(tape_echo(glass.buf, glass.sec(0.75), 0.4, 0.4, wrap=True), HALL, 0.35, wrap=True),
    )


def _ticket(on: Tape, midi: int) -> np.ndarray:
    """A number is called: one pure tone with exact edges, no room."""
    return tones((hz(midi),), on.sec(0.25), 0.008, 0.6)


def checkpoint_tension() -> np.ndarray:
    """Someone looks: the tone is gated quicker and quicker through the bar, like a light that comes round."""
    gate, low, pair, breath = (grooves.tape(CUE) for _ in range(4))
    for bar, at, _ in grooves.bars(CUE):
        steps = (0, 1, 2, 2.5, 3, 3.25, 3.5, 3.75) if bar % 4 == 3 else (0, 1, 2, 3)
        for beat in steps:
            gate.put(tones((hz(56), hz(56) * 7 / 5), gate.sec(0.16), 0.008, 0.6), at + beat, 0.3, -0.2)
        breath.put(choir(56 if bar % 8 < 6 else 57, breath.sec(3.5), "u", 0.4, 1.2, 0.8), at, 0.22)
    grooves.heartbeat(low, CUE, 32, 0.7)
    grooves.polite(pair, CUE, 68, 0.2)
    return add(gate.buf, low.buf, pair.buf, reverb(breath.buf, HALL, 0.35, wrap=True))


def checkpoint_danger() -> np.ndarray:
    """Someone knows: half as fast and twice as heavy. Nobody shouts; the floor does."""
    kit, low, stab = (grooves.tape(CUE) for _ in range(3))
    grooves.drums(kit, CUE, ((0, 0.85), (0.75, 0.5), (2.75, 0.6)), ((2, 0.7), (3.75, 0.18)))
    grooves.bass(low, CUE, ((0, 0, 0.6), (0.75, 0, 0.3), (1.5, 0, 0.3), (2.75, 12, 0.2), (3.25, 7, 0.4)), 4.0)
    grooves.stabs(stab, CUE, (0, 1.5, 3.5), 56, 0.34)
    low.pumped(0.4)
    stab.pumped(0.3)
    return add(
        reverb(kit.buf, PLATE, 0.14, wrap=True),
        low.buf,
        reverb(band(stab.buf, 240, 4200, wrap=True), HALL, 0.3, wrap=True),
    )


def checkpoint_chase() -> np.ndarray:
    """Run, in a corridor: pulses on both walls, and the lead slides from home to the other side and back."""
    arp = grooves.tape(CUE)
    order = (0, 2, 1, 3)
    grooves.arpeggio(arp, CUE, lambda midi, step: bright_pulse(midi, 0.08, 0.5 if step % 4 else 0.7), order, 63, 0.36)
    arp.pumped(0.4)
    walls = reverb(band(arp.buf, 320, 8000, wrap=True), PLATE, 0.25, wrap=True)
    answer = ((4, 71, 4), (8, 70, 3), (12, 74, 4), (20, 73, 2), (22, 71, 2), (24, 68, 4))
    return grooves.chase(
        CUE, walls, low=56, tonic=68, told=WHISPERED, answer=answer, hats=0.42, lifted=(1.5, 3.5), vowel="o"
    )
