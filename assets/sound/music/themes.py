"""The theme in three guises: hope, host, everyone."""

from __future__ import annotations

import numpy as np
from dsp import band, held, pump
from instruments import (
    choir,
    fm_bass,
    hat,
    kick,
    mains_hum,
    music_box,
    organ,
    pluck,
    ratchet,
    ride,
    snare,
    supersaw,
    tape_hiss,
    theremin,
    upright,
    vibraphone,
)
from space import add, pan, reverb, tape_echo, warble
from theme import CALLISTER, DALY, SCORE, bass_note, notes, voiced

from music.tape import HALL, LOUNGE, PLATE, TIN, Tape, ending


def theme_vibraphone() -> np.ndarray:
    """Hope: four notes and a gap (as in the title); then the same question, answered for once."""
    cue = SCORE["title"]
    bell, soft, low = (Tape(cue.beat, 36, wrap=False, tail=3.0) for _ in range(3))
    for start, count in ((0, 4), (16, 5)):
        for beat, midi, _ in notes(CALLISTER, 74, at=start, only=count):
            bell.put(vibraphone(midi, 0.85, 3.2), beat, 0.6)
            if beat - start in (2, 5):
                bell.put(vibraphone(midi - 9 if beat - start == 2 else midi - 5, 0.5, 3.2), beat, 0.3)
    for k, midi in enumerate((62, 66, 69, 71, 76)):
        bell.put(vibraphone(midi, 0.6, 4.0), 32 + k * 0.33, 0.42, k / 6 - 0.3)
    for bar, symbol in enumerate((*_first_half(cue), "Dadd9", "D6", "Gmaj9", "A13sus", "D69")):
        length = soft.sec(4)
        for midi in voiced(symbol, 54):
            soft.put(supersaw(midi, length, 0.07, attack=0.5, release=0.9), bar * 4, 0.32)
            soft.put(choir(midi, length, "o", 0.4, 0.6, 0.9), bar * 4, 0.10)
        low.put(upright(bass_note(symbol), 0.7, 1.6), bar * 4, 0.5)
        low.put(upright(bass_note(symbol), 0.4, 1.0), bar * 4 + 2.5, 0.4)
    soft.buf = band(soft.buf, 160, 1300)
    return ending(
        add(
            reverb(tape_echo(bell.buf, bell.sec(0.75), 0.5, 0.45), HALL, 0.3),
            reverb(soft.buf, HALL, 0.4),
            reverb(low.buf, LOUNGE, 0.2),
        ),
        26,
    )


def _first_half(cue) -> tuple[str, ...]:
    return cue.chords[:4]


def theme_music_box() -> np.ndarray:
    """The host: the same five notes downhill, in three, wound too often; the spring runs out on the way home."""
    cue = SCORE["garage"]
    box = Tape(cue.beat, 36, wrap=False, tail=4.0)
    when = lambda beat: beat if beat < 18 else beat + 0.045 * (beat - 18) ** 2  # noqa: E731  the spring
    left = {0: (56, 63, 68), 1: (52, 59, 64), 2: (49, 56, 61), 3: (51, 58, 60)}
    for bar in range(10):
        low, mid, top = left[bar % 4]
        for k, midi in enumerate((low + 12, mid + 12, top + 12)):
            box.put(music_box(midi, 0.4), when(bar * 3 + k), 0.35, 0.25)
    for start, stretch in ((0, 1), (6, 1), (12, 1), (18, 1), (24, 1)):
        motif = list(notes(DALY, 80, at=start, stretch=stretch))
        for k, (beat, midi, _) in enumerate(motif):
            if start == 6 and k == 3:
                continue  # the broken tooth
            box.put(music_box(midi, 0.75), when(beat), 0.5, -0.15)
    cogs = ratchet(15.0, 13, 13, 0.05)
    slow = ratchet(9.0, 13, 2.5, 0.05)
    n = box.n
    bed = pan(mains_hum(n, 51.91, 0.035), 0) + tape_hiss(n, 0.010)
    bed *= held(n, 1.0, 2.5)[:, None]
    out = add(reverb(box.buf, TIN, 0.55), pan(np.concatenate([cogs, slow]), 0.3)[:n] * 0.5, bed)
    return ending(warble(out, 1.6, 0.10), 25)


def theme_ensemble() -> np.ndarray:
    """Everyone: chapter 11 and the credits. First over G (still looking), then over D6 (home, and not the octave)."""
    beat = 23520
    tapes = {
        name: Tape(beat, 40, wrap=False, tail=4.0) for name in ("pad", "low", "drums", "bell", "lead", "pluck", "choir")
    }
    pad, low, drums, bell, lead, plucks, sky = tapes.values()
    chords = ("Dadd9", "Gmaj9", "Bm9", "A13sus", "D6", "D69", "Gmaj9", "A13sus", "D69", "D69")
    for bar, symbol in enumerate(chords):
        last = bar >= 8
        for midi in voiced(symbol, 55):
            pad.put(supersaw(midi, pad.sec(4), attack=0.08, release=0.7), bar * 4, 0.40)
            if bar >= 4:
                sky.put(choir(midi + (12 if midi < 60 else 0), sky.sec(4), "a", 0.6, 0.25, 0.9), bar * 4, 0.20)
        if last and bar > 8:
            continue
        for s in (0, 1.5, 2, 3, 3.5) if not last else (0,):
            low.put(
                fm_bass(
                    bass_note(symbol, 33), low.sec(0.45) if not last else low.sec(5), 0.7, 2.0, 2.0 if last else 0.05
                ),
                bar * 4 + s,
                0.5,
            )
        if not last:
            for s in range(4):
                drums.put(kick(0.8), bar * 4 + s, 0.6)
            for s in (1, 3):
                drums.put(snare(0.7), bar * 4 + s, 0.5)
            for s in range(8):
                drums.put(hat(0.4), bar * 4 + s / 2, 0.4, 0.3)
            ladder = voiced(symbol, 66)
            for s in range(8):
                plucks.put(
                    pluck(ladder[(0, 2, 1, 2, 3, 2, 1, 2)[s] % len(ladder)], 0.6, 0.9, 0.4),
                    bar * 4 + s / 2,
                    0.30,
                    0.5 * np.sin(s),
                )
        else:
            drums.put(kick(0.8), bar * 4, 0.6)
            drums.put(ride(0.6), bar * 4, 0.5)
    for start in (0, 16):
        for b, midi, _ in notes(CALLISTER, 74, at=start):
            bell.put(vibraphone(midi, 0.85), b, 0.5, -0.25)
            bell.put(vibraphone(midi - 12, 0.6), b, 0.3, -0.25)
        for b, midi, length in notes(CALLISTER, 74, at=start + 8):
            bell.put(organ(midi, bell.sec(length) * 0.9, 0.5), b, 0.35, 0.35)
    for k, midi in enumerate((62, 66, 69, 71, 74 + 4, 74 + 9)):
        bell.put(vibraphone(midi, 0.7, 4.0), 32 + k * 0.25, 0.45, k / 5 - 0.5)
    line = [(lead.sec(b), m, lead.sec(d) * 0.97) for b, m, d in notes(CALLISTER, 74, at=16)]
    line += [(lead.sec(b), m, lead.sec(d)) for b, m, d in ((24, 69, 2), (26, 73, 2), (28, 71, 4), (32, 71, 6))]
    lead.put(theremin(line, lead.sec(39), vel=0.6), 0, 0.40, 0.15)
    pad.buf = band(pad.buf, 170, 3200) * pump(pad.n, beat, 0.4)[:, None]
    low.buf *= pump(pad.n, beat, 0.35)[:, None]
    return ending(
        add(
            reverb(pad.buf, HALL, 0.3),
            low.buf,
            reverb(drums.buf, PLATE, 0.1),
            reverb(tape_echo(bell.buf, bell.sec(0.75), 0.4, 0.3), HALL, 0.25),
            reverb(tape_echo(lead.buf, lead.sec(0.75), 0.35, 0.3), HALL, 0.3),
            reverb(plucks.buf, PLATE, 0.25),
            reverb(sky.buf, HALL, 0.4),
        ),
        25,
    )
