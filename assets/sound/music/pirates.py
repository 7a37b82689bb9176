"""Data pirates (chapter 02): B minor, 105 bpm, 16 bars, four layers on a low plucked string."""

from __future__ import annotations

import numpy as np
from dsp import band
from instruments import pluck, upright, vibraphone
from space import add, reverb, tape_echo
from theme import CALLISTER, MINOR, SCORE, bass_note, chord, notes

from music import grooves
from music.tape import HALL, LOUNGE, PLATE, Tape

CUE = SCORE["pirates"]
TOLD = 3  # notes of the theme: 1 2 5
THREES = (0, 3, 6, 8, 11, 14)  # sixteenths of 3+3+2, twice


def pirates_calm() -> np.ndarray:
    """Somebody creeps about with a lamp: a low string with too much echo, fingers on a bass, a brush."""
    low, floor, kit, far, answer = (grooves.tape(CUE) for _ in range(5))
    for bar, at, symbol in grooves.bars(CUE):
        root = bass_note(symbol, 40)
        if bar % 8 not in (0, 1):  # where the theme is told
            _prowl(low, at, root, symbol, bar)
        floor.put(upright(root, 0.75, 1.3), at, 0.5)
        floor.put(upright(root + 7 if bar % 2 else root, 0.45, 0.9), at + 2.5, 0.4)
    for start in (0, 32):
        for beat, midi, _ in notes(CALLISTER, 47, MINOR, at=start, only=TOLD):
            low.put(pluck(midi, 0.85, 2.6, 0.55), beat, 0.62)
    for start in (20, 52):
        for beat, midi, _ in notes(CALLISTER, 71, MINOR, at=start, only=2):
            answer.put(vibraphone(midi, 0.5), beat, 0.24, 0.3)
    grooves.organ_stabs(far, CUE, (2.5,), level=0.10)
    grooves.brushes(kit, CUE, 0.2)
    return add(
        reverb(
            tape_echo(band(low.buf, 45, 2200, 1, wrap=True), low.sec(0.75), 0.5, 0.5, wrap=True),
            LOUNGE,
            0.25,
            wrap=True,
        ),
        reverb(floor.buf, LOUNGE, 0.15, wrap=True),
        reverb(kit.buf, PLATE, 0.15, wrap=True),
        reverb(band(far.buf, 200, 1800, 1, wrap=True), HALL, 0.5, wrap=True),
        reverb(tape_echo(answer.buf, answer.sec(1.5), 0.5, 0.5, wrap=True), HALL, 0.4, wrap=True),
    )


def _prowl(low: Tape, at: float, root: int, symbol: str, bar: int) -> None:
    """Down the chord and round the corner; every other bar waits a little."""
    tones = [root + (note - chord(symbol).bass) % 12 for note in chord(symbol).notes]
    third, fifth = tones[1], tones[2]
    line = ((0, root), (1.5, root), (2, fifth), (3, third + 12), (3.5, fifth))
    for beat, midi in line if bar % 2 else line[:3]:
        low.put(pluck(midi, 0.7 if beat else 0.8, 1.8, 0.55), at + beat, 0.5)


def pirates_tension() -> np.ndarray:
    """Someone looks: the string is held down, the heart is in the floor, and somebody polite clears a throat."""
    string, low, tones, kit = (grooves.tape(CUE) for _ in range(4))
    for bar, at, _ in grooves.bars(CUE):
        pedal = 59 if bar % 8 < 6 else 57 + bar % 2
        for step in range(16):
            accent = 0.55 if step in THREES else 0.2
            string.put(pluck(pedal, accent, 0.22, 0.7), at + step / 4, 0.55, 0.3 if step % 2 else -0.3)
    grooves.heartbeat(low, CUE, 35)
    grooves.polite(tones, CUE, 71)
    grooves.brushes(kit, CUE, 0.15)
    return add(
        reverb(band(string.buf, 180, 2200, wrap=True), PLATE, 0.2, wrap=True),
        low.buf,
        tones.buf,
        reverb(kit.buf, PLATE, 0.1, wrap=True),
    )


def pirates_danger() -> np.ndarray:
    """Someone knows: the drums fall down the stairs and land on their feet; the organ has seen it."""
    kit, low, stab = (grooves.tape(CUE) for _ in range(3))
    grooves.drums(kit, CUE, ((0, 0.8), (1.5, 0.6), (2.5, 0.75)), ((1, 0.6), (3, 0.62), (3.75, 0.2)))
    grooves.bass(
        low, CUE, ((0, 0, 0.4), (0.75, 0, 0.2), (1.5, 12, 0.24), (2.25, 7, 0.24), (2.5, 0, 0.3), (3.5, 10, 0.3))
    )
    grooves.organ_stabs(stab, CUE, (0.5, 1.75, 3.25), 59, 0.26)
    low.pumped(0.5)
    return add(
        reverb(kit.buf, PLATE, 0.09, wrap=True),
        low.buf,
        reverb(band(stab.buf, 260, 4200, wrap=True), PLATE, 0.25, wrap=True),
    )


def pirates_chase() -> np.ndarray:
    """Run: the string shivers in sixteenths, and the lead asks for the next note from the other side of the hull."""
    surf = grooves.tape(CUE)
    order = (0, 0, 1, 1, 2, 2, 3, 1)
    grooves.arpeggio(surf, CUE, lambda midi, step: pluck(midi, 0.5 if step % 4 else 0.7, 0.4, 0.4), order, 64, 0.42)
    surf.pumped(0.35)
    echoed = tape_echo(band(surf.buf, 300, 6000, wrap=True), surf.sec(0.5), 0.3, 0.3, wrap=True)
    answer = ((9, 76, 2), (11, 74, 1), (12, 73, 7), (22, 74, 2), (24, 71, 4))
    return grooves.chase(
        CUE, reverb(echoed, PLATE, 0.2, wrap=True), low=59, tonic=71, told=TOLD, answer=answer, hats=0.45
    )
