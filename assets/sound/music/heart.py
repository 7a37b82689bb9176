"""To the Heart (chapter 06): B phrygian, 118 bpm, 16 bars, four layers. The theme in canon with itself at two bars."""

from __future__ import annotations

import numpy as np
from dsp import band, moving_lowpass
from instruments import bright_pulse, pluck, tom, upright, vibraphone
from space import add, reverb, tape_echo
from theme import CALLISTER, MINOR, SCORE, bass_note, notes, voiced

from music import grooves
from music.tape import HALL, PLATE

CUE = SCORE["heart"]
TONIC = 59  # B
CANON = 2 * CUE.meter  # beats after which the second voice comes in
TOLD = 4  # notes of the theme: 1 2 5 4


def heart_calm() -> np.ndarray:
    """Walls that turn: two plucked wheels, three against four, and one tune that follows itself round."""
    pad, wheel, low, bells = (grooves.tape(CUE) for _ in range(4))
    grooves.pads(pad, CUE, 52, 0.36, "u", 0.10)
    for bar, at, symbol in grooves.bars(CUE):
        ladder, root = voiced(symbol, 59), bass_note(symbol, 35)
        low.put(upright(root, 0.6, 1.6), at, 0.40)
        low.put(upright(root + 7, 0.4, 0.8), at + 2.5, 0.30)
        for k in range(16):  # the outer wheel goes in sixteenths, the inner one against it in dotted eighths
            wheel.put(pluck(ladder[k % 3], 0.28, 0.6, 0.36), at + k / 4, 0.17, -0.7)
        for k in range(5):
            up = ladder[(bar - k) % len(ladder)] + 12
            wheel.put(pluck(up, 0.40, 1.0, 0.42), at + k * 0.75, 0.20, 0.7)
    for start in (0, 2 * CANON, 4 * CANON, 6 * CANON):
        only = TOLD if start % (4 * CANON) == 0 else 3
        for late, level, side in ((0, 0.30, -0.35), (CANON, 0.19, 0.35)):
            for beat, midi, _ in notes(CALLISTER, TONIC + 12, MINOR, at=start + late, only=only):
                bells.put(vibraphone(midi, 0.72), beat, level, side)
    opening = 700 + 900 * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(pad.n) / pad.n)) ** 1.4
    pad.buf = band(moving_lowpass(pad.buf, opening, wrap=True), 165, wrap=True)
    pad.pumped(0.42)
    return add(
        reverb(pad.buf, HALL, 0.32, wrap=True),
        reverb(low.buf, PLATE, 0.10, wrap=True),
        reverb(band(wheel.buf, 200, 3600, wrap=True), PLATE, 0.24, wrap=True),
        reverb(tape_echo(bells.buf, bells.sec(1.5), 0.4, 0.4, wrap=True), HALL, 0.26, wrap=True),
    )


def heart_tension() -> np.ndarray:
    """Someone looks: a light goes to and fro over everything, once in two bars, and the heart waits for it."""
    light, low, tones = (grooves.tape(CUE) for _ in range(3))
    for bar, at, _ in grooves.bars(CUE):
        pedal = TONIC + (1 if bar % 4 == 1 else 0)
        for step in range(16):
            turn = 2 * np.pi * (bar * 16 + step) / 32
            near = 0.5 + 0.5 * np.cos(turn)
            light.put(bright_pulse(pedal, 0.05, 0.12 + 0.44 * near**2), at + step / 4, 0.46, 0.9 * np.sin(turn))
    grooves.heartbeat(low, CUE, 35)
    grooves.polite(tones, CUE, TONIC + 6)
    return add(reverb(band(light.buf, 220, 2600, wrap=True), PLATE, 0.22, wrap=True), low.buf, tones.buf)


def heart_danger() -> np.ndarray:
    """Someone knows: toms that come in as walls do, a bass that only falls, chords on what nobody counted."""
    kit, low, stab, walls = (grooves.tape(CUE) for _ in range(4))
    grooves.drums(kit, CUE, ((0, 0.85), (1.5, 0.5), (2, 0.8), (3.25, 0.45)), ((1, 0.6), (3, 0.65), (3.75, 0.25)))
    grooves.bass(low, CUE, ((0, 0, 0.45), (0.75, 12, 0.2), (1.5, 0, 0.3), (2, 0, 0.4), (2.75, 1, 0.2), (3.5, 0, 0.3)))
    grooves.stabs(stab, CUE, (0.75, 2.25, 3.5), 54, 0.34)
    for bar, at, _ in grooves.bars(CUE):
        for k in range(3 if bar % 2 else 5):
            walls.put(tom(31 + 2 * (k % 3), 0.7), at + k * 0.75, 0.5, 0.6 - 0.3 * k)
    low.pumped(0.55)
    stab.pumped(0.4)
    return add(
        reverb(kit.buf, PLATE, 0.08, wrap=True),
        low.buf,
        reverb(walls.buf, PLATE, 0.18, wrap=True),
        reverb(band(stab.buf, 280, 5000, wrap=True), PLATE, 0.28, wrap=True),
    )


def heart_chase() -> np.ndarray:
    """Down the line: hundreds of small notes on one's heels, each doing what the one before it did."""
    front, back = grooves.tape(CUE), grooves.tape(CUE)
    order = (0, 2, 1, 3, 2, 4, 3, 1)
    for swarm, level, late in ((front, 0.34, 0), (back, 0.17, 2)):
        grooves.arpeggio(
            swarm, CUE, lambda midi, step: bright_pulse(midi, 0.08, 0.46 if step % 4 else 0.70), order, TONIC, level
        )
        swarm.buf = np.roll(swarm.buf, late * CUE.bar, axis=0)
        swarm.pumped(0.45)
    near = add(
        reverb(band(front.buf, 330, 8000, wrap=True), PLATE, 0.20, wrap=True),
        reverb(band(np.roll(back.buf[:, ::-1], CUE.beat // 2, axis=0), 330, 5200, wrap=True), HALL, 0.30, wrap=True),
    )
    answer = ((12, 74, 2), (14, 72, 2), (16, 71, 4), (22, 69, 2), (24, 71, 4))
    return grooves.chase(CUE, near, low=52, tonic=TONIC + 12, told=TOLD, answer=answer)
