"""What the chapters' scores have in common: beds, pulses and drum patterns put on a tape bar by bar.

Patterns are (beat in the bar, level, …) and repeat; a chapter says which, and what its own tune does over them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from dsp import held, hz, samples, sine
from instruments import brush, choir, dyad, fm_bass, hat, kick, organ, snare, supersaw, theremin, tom
from space import add, reverb, tape_echo
from theme import CALLISTER, MINOR, Cue, bass_note, notes, voiced

from music.tape import HALL, PLATE, Tape

BARS = 16
Hits = Iterable[tuple[float, float]]


def tape(cue: Cue) -> Tape:
    return Tape(cue.beat, cue.meter * BARS)


def bars(cue: Cue) -> Iterable[tuple[int, int, str]]:
    """(number, first beat, chord) of each bar of the loop."""
    for bar in range(BARS):
        yield bar, bar * cue.meter, cue.chords[bar % len(cue.chords)]


def pads(pad: Tape, cue: Cue, low: int, level: float, breath: str = "o", sung: float = 0.12) -> None:
    """Held chords of saws and voices."""
    length = pad.sec(cue.meter)
    for _, at, symbol in bars(cue):
        for midi in voiced(symbol, low):
            pad.put(supersaw(midi, length, 0.08, attack=0.35, release=0.7), at, level)
            if sung:
                pad.put(choir(midi, length, breath, 0.4, 0.5, 0.8), at, sung)


def sub(floor: Tape, cue: Cue, level: float, hold: float = 3.4) -> None:
    """A round sine under each bar."""
    for _, at, symbol in bars(cue):
        n = samples(floor.sec(hold))
        floor.put(sine(hz(bass_note(symbol)), n) * held(n, 0.06, 0.5), at, level)


def heartbeat(low: Tape, cue: Cue, midi: int, level: float = 0.6) -> None:
    for _, at, _ in bars(cue):
        low.put(tom(midi, 0.6), at, level)
        low.put(tom(midi, 0.4), at + 0.5, level)


def polite(tones: Tape, cue: Cue, midi: int, level: float = 0.22) -> None:
    """Moderation's interval: long in every other bar, and once short before the loop's half is over."""
    for bar, at, _ in bars(cue):
        if bar % 2:
            tones.put(dyad(midi, tones.sec(1), 0.008), at + 2, level)
        if bar % 8 == 7:
            tones.put(dyad(midi, tones.sec(0.25), 0.008), at + 3.5, level)


def drums(kit: Tape, cue: Cue, kicks: Hits, snares: Hits) -> None:
    for _, at, _ in bars(cue):
        for beat, level in kicks:
            kit.put(kick(0.9), at + beat, level)
        for beat, level in snares:
            kit.put(snare(0.8), at + beat, level)


def bass(low: Tape, cue: Cue, steps: Iterable[tuple[float, int, float]], bite: float = 3.2) -> None:
    """An FM bass: (beat, semitones over the root, beats)."""
    for _, at, symbol in bars(cue):
        root = bass_note(symbol, 33)
        for beat, up, length in steps:
            low.put(fm_bass(root + up, low.sec(length), 0.8, bite), at + beat, 0.6)


def stabs(stab: Tape, cue: Cue, beats: Iterable[float], low: int = 60, level: float = 0.42) -> None:
    for _, at, symbol in bars(cue):
        for beat in beats:
            for midi in voiced(symbol, low):
                stab.put(supersaw(midi, 0.10, attack=0.004, release=0.12), at + beat, level)


def organ_stabs(stab: Tape, cue: Cue, beats: Iterable[float], low: int = 59, level: float = 0.2) -> None:
    for _, at, symbol in bars(cue):
        for beat in beats:
            for midi in voiced(symbol, low):
                stab.put(organ(midi, stab.sec(0.3), 0.6), at + beat, level)


def arpeggio(
    arp: Tape, cue: Cue, voice: Callable[[int, int], np.ndarray], order: tuple[int, ...], low: int, level: float
) -> None:
    """Sixteenths up and down the chord; `voice(midi, step)` makes each note."""
    for _, at, symbol in bars(cue):
        ladder = voiced(symbol, low) + [midi + 12 for midi in voiced(symbol, low)[:2]]
        for step in range(4 * cue.meter):
            midi = ladder[order[step % len(order)] % len(ladder)]
            arp.put(voice(midi, step), at + step / 4, level, 0.7 * np.cos(step * 1.3))


def metal(hats: Tape, cue: Cue, level: float = 0.5, lifted: Iterable[float] = (0.5, 2.5)) -> None:
    for _, at, _ in bars(cue):
        for step in range(4 * cue.meter):
            hats.put(hat(0.5 if step % 4 == 2 else 0.3), at + step / 4, level, -0.3 if step % 2 else 0.3)
        for beat in lifted:
            hats.put(hat(0.4, 0.5), at + beat, level * 0.9)


def fills(toms: Tape, cue: Cue, low: int, level: float = 0.6) -> None:
    """Down the toms at the end of each half."""
    steps = ((2, 12), (2.5, 9), (2.75, 9), (3, 5), (3.25, 5), (3.5, 0), (3.75, 0))
    for bar, at, _ in bars(cue):
        if bar % 8 == 7:
            for k, (beat, up) in enumerate(steps):
                toms.put(tom(low + up, 0.8), at + beat, level, 0.5 - k / 6)


def brushes(kit: Tape, cue: Cue, level: float = 0.5) -> None:
    """A stir on one, taps on two and four."""
    for _, at, _ in bars(cue):
        kit.put(brush(0.5, sweep=True), at, level, -0.2)
        for beat in (1, 3):
            kit.put(brush(0.6), at + beat, level, 0.2)


def chase(
    cue: Cue,
    arp: np.ndarray,
    *,
    low: int,
    tonic: int,
    told: int,
    answer: Iterable[tuple[float, int, float]],
    hats: float = 0.5,
    lifted: Iterable[float] = (0.5, 2.5),
    vowel: str = "a",
) -> np.ndarray:
    """What runs over a finished arpeggio: metal, two voices of each chord, tom fills, and a lead that asks twice.

    The lead has `told` notes of the theme from `tonic`, half as fast, and then an `answer`: (beat, midi, beats).
    """
    metals, sky, toms, lead = (tape(cue) for _ in range(4))
    metal(metals, cue, hats, lifted)
    fills(toms, cue, 36)
    for _, at, symbol in bars(cue):
        for midi in voiced(symbol, low)[-2:]:
            sky.put(choir(midi, sky.sec(4), vowel, 0.5, 0.22, 0.5), at, 0.22)
    for start in (0, 32):
        line = [
            (lead.sec(b), m, lead.sec(d) * 0.97) for b, m, d in notes(CALLISTER, tonic, MINOR, stretch=2, only=told)
        ]
        line += [(lead.sec(b), m, lead.sec(d)) for b, m, d in answer]
        lead.put(theremin(line, lead.sec(29), vel=0.58), start, 0.4, 0.1)
    return add(
        arp,
        metals.buf,
        reverb(sky.buf, HALL, 0.3, wrap=True),
        reverb(tape_echo(lead.buf, lead.sec(0.75), 0.35, 0.35, wrap=True), HALL, 0.26, wrap=True),
        reverb(toms.buf, PLATE, 0.15, wrap=True),
    )
