"""Chapter 11: a tune for a sofa."""

from __future__ import annotations

import numpy as np
from instruments import brush, organ, ride, theremin, upright, vibraphone
from space import add, reverb, tape_echo, warble
from theme import CALLISTER, SCORE, bass_note, notes, voiced

from music.tape import LOUNGE, PLATE, Tape, ending

REST = 2  # bars of nothing before the record begins again


def television_set() -> np.ndarray:
    """The same, as a record that is put on again: whole bars, the last of them empty."""
    cue, whole = SCORE["television"], television()
    bars = -(-len(whole) // cue.bar) + REST
    return np.concatenate([whole, np.zeros((bars * cue.bar - len(whole), 2))])


def television() -> np.ndarray:
    """A tune for a sofa: vibraphone, then the lead, then the organ, then everybody, then a chord with a sixth."""
    cue = SCORE["television"]
    bars_a = cue.chords
    bars_b = ("Gmaj7", "Gm6", "F#m7", "Bm7", "Em7", "A13", "Dmaj7", "D7")
    bars_last = ("D6", "D6", "Gmaj7", "Gmaj7", "F#m7", "B7b9", "Em7", "A13", "D69", "D69")
    chords = (*bars_a, *bars_a, *bars_b, *bars_last)
    bell, low, kit, comp, lead, keyboard = (Tape(cue.beat, 4 * len(chords), wrap=False, tail=4.0) for _ in range(6))
    swing = lambda beat: beat + (0.14 if abs(beat % 1 - 0.5) < 0.01 else 0.0)  # noqa: E731
    for bar, symbol in enumerate(chords):
        root = bass_note(symbol, 33)
        following = bass_note(chords[min(bar + 1, len(chords) - 1)], 33)
        if bar < len(chords) - 2:
            chord_tones = [root, *(m - 24 for m in voiced(symbol, 62)[1:3])]
            for q, midi in enumerate(
                (
                    root,
                    chord_tones[1] if bar % 2 else root + 7,
                    chord_tones[2],
                    following + (1 if following < root else -1),
                )
            ):
                low.put(upright(midi, 0.8 if q % 2 == 0 else 0.65), bar * 4 + q, 0.55)
            for q in range(4):
                kit.put(brush(0.5, True), bar * 4 + q, 0.35, -0.2)
                if q % 2:
                    kit.put(brush(0.7), bar * 4 + q, 0.5, 0.2)
                    kit.put(ride(0.35), bar * 4 + swing(q + 0.5), 0.4, 0.4)
                kit.put(ride(0.45), bar * 4 + q, 0.4, 0.4)
            for s in (1.5, 3) if bar % 2 else (0.5, 2.5):
                for midi in voiced(symbol, 57, 16)[-3:]:
                    comp.put(organ(midi, 0.16, 0.45), bar * 4 + swing(s), 0.3, 0.3)
        elif bar == len(chords) - 2:
            low.put(upright(26 + 12, 0.9, 3.0), bar * 4, 0.6)
            kit.put(ride(0.6), bar * 4, 0.5, 0.4)
            for k, midi in enumerate((62, 66, 69, 71, 76)):
                bell.put(vibraphone(midi, 0.65, 4.0), bar * 4 + k / 3, 0.45, k / 5 - 0.4)
            bell.put(vibraphone(83, 0.5, 4.0), bar * 4 + 5, 0.4)  # the sixth, alone, last

    def answer(at: float) -> list[tuple[float, float, float]]:
        first = [(at + b, m, d) for b, m, d in notes(CALLISTER, 62, only=3)] + [(at + 4, 67, 3)]
        second = [(8, 66, 1.5), (9.5, 64, 0.5), (10, 69, 2), (12, 66, 1), (13, 64, 2.5)]
        third = [(16, 62, 1.5), (17.5, 64, 0.5), (18, 69, 2), (20, 67, 1), (21, 66, 1), (22, 64, 2), (24, 62, 3)]
        return first + [(at + b, m, d) for b, m, d in second + third]

    for b, midi, _ in answer(0):
        bell.put(vibraphone(midi + 12, 0.8), swing(b), 0.55, -0.2)
    line = [(lead.sec(swing(b)), m + 12, lead.sec(d) * 0.95) for b, m, d in answer(0)]
    lead.put(theremin(line, lead.sec(30), vel=0.6), 32, 0.38, 0.15)
    for b, midi, _ in answer(32):
        if b % 8 < 4:
            bell.put(vibraphone(midi, 0.5), swing(b) + 0.5, 0.3, -0.3)
    middle = [
        (0, 69, 1.5),
        (1.5, 67, 0.5),
        (2, 66, 2),
        (4, 70, 1.5),
        (5.5, 69, 0.5),
        (6, 67, 2),
        (8, 69, 1),
        (9, 66, 1),
        (10, 64, 2),
        (12, 66, 3),
        (16, 67, 1.5),
        (17.5, 66, 0.5),
        (18, 64, 2),
        (20, 66, 1),
        (21, 67, 1),
        (22, 69, 2),
        (24, 69, 3),
        (28, 66, 1.5),
        (29.5, 67, 0.5),
        (30, 69, 1.5),
    ]
    for b, midi, d in middle:
        keyboard.put(organ(midi + 12, keyboard.sec(d) * 0.92, 0.6), 64 + swing(b), 0.42, 0.1)
    for b, midi, _ in notes(CALLISTER, 74, at=96):  # whole, at last, over D6
        bell.put(vibraphone(midi, 0.9), swing(b), 0.6, -0.2)
        bell.put(vibraphone(midi - 12, 0.6), swing(b), 0.35, -0.2)
    line = [(lead.sec(b), m, lead.sec(d) * 0.97) for b, m, d in notes(CALLISTER, 74, at=8)]
    lead.put(theremin(line, lead.sec(17), vel=0.6), 96, 0.40, 0.15)
    for b, midi, d in (
        (112, 78, 2),
        (114, 76, 2),
        (116, 75, 2),
        (118, 72 + 6, 2),
        (120, 76, 1.5),
        (121.5, 74 + 4, 0.5),
        (122, 79, 2),
        (124, 76, 1),
        (125, 73, 3),
    ):
        keyboard.put(organ(midi, keyboard.sec(d) * 0.92, 0.6), swing(b), 0.40, 0.1)
    set_ = add(
        reverb(tape_echo(bell.buf, bell.sec(0.75), 0.38, 0.26), PLATE, 0.25),
        reverb(low.buf, LOUNGE, 0.15),
        reverb(kit.buf, LOUNGE, 0.3),
        reverb(comp.buf, LOUNGE, 0.25),
        reverb(tape_echo(lead.buf, lead.sec(0.75), 0.35, 0.25), PLATE, 0.3),
        reverb(keyboard.buf, LOUNGE, 0.3),
    )
    return ending(warble(set_, 0.5, 0.03), 84)
