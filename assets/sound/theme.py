"""Notation as data: the three motifs, the four keys, the score of every chapter.

A note is (beat, degree, length in beats); degrees are of the scale, 1 = tonic, 8 = octave, -7 = the seventh below,
an accidental is '#' or 'b' in front. Beats count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)

# ---- motifs ------------------------------------------------------------------------------------------

# The Callister: 1 2 5 4 6, two bars. It climbs and steps back, and the sixth is as near as it gets to the octave.
CALLISTER = ((0, "1", 1.5), (1.5, "2", 0.5), (2, "5", 2), (4, "4", 1), (5, "6", 3))

# Daly as host: the same five notes downhill, on a grid like a music box. They always let you land at home.
DALY = ((0, "6", 1), (1, "4", 1), (2, "5", 1), (3, "2", 1), (4, "1", 4))

# Daly as god: the mirror image. He starts on the octave that the crew never reaches.
DALY_MIRROR = ((0, "8", 1.5), (1.5, "b7", 0.5), (2, "4", 2), (4, "5", 1), (5, "b3", 3))

# Moderation: one tritone made polite, in the ratio 7:5, so that its sines never beat. In Hz, never transposed by ear:
# the lower note is the tonic of the chapter or its tritone, and both belong to D F G# B.
POLITE = 7 / 5

# ---- keys --------------------------------------------------------------------------------------------

# Each chapter begins on the sixth that the last one reached for: D B G# F, round and round, always lower.
# The four tonics are a diminished seventh, made of Moderation's tritones D-G# and B-F.
KEYS = {"D": 62, "B": 59, "G#": 56, "F": 53}

QUALITY = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "5": (0, 7, 12),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "maj7": (0, 4, 7, 11),
    "add9": (0, 4, 7, 14),
    "m9": (0, 3, 7, 10, 14),
    "maj9": (0, 4, 7, 11, 14),
    "69": (0, 4, 7, 9, 14),
    "sus": (0, 5, 7),
    "sus2": (0, 2, 7),
    "7sus": (0, 5, 7, 10),
    "13sus": (0, 5, 10, 14, 21),
    "13": (0, 4, 10, 14, 21),
    "7b9": (0, 4, 10, 13),
    "dim7": (0, 3, 6, 9),
    "maj7#11": (0, 4, 11, 18),
    "madd9": (0, 3, 7, 14),
}
NAMES = {
    "C": 0,
    "C#": 1,
    "Db": 1,
    "D": 2,
    "Eb": 3,
    "E": 4,
    "F": 5,
    "F#": 6,
    "Gb": 6,
    "G": 7,
    "G#": 8,
    "Ab": 8,
    "A": 9,
    "Bb": 10,
    "B": 11,
    "Cb": 11,
}


@dataclass(frozen=True)
class Chord:
    bass: int  # pitch class 0-11
    notes: tuple[int, ...]  # semitones from C, root position


def chord(symbol: str) -> Chord:
    """'Gmaj7', 'D/F#': a chord symbol."""
    main, _, under = symbol.partition("/")
    root = main[:2] if main[1:2] in ("#", "b") else main[:1]
    notes = tuple(NAMES[root] + i for i in QUALITY[main[len(root) :]])
    return Chord(NAMES[under] if under else NAMES[root], notes)


def voiced(symbol: str, low: int = 55, span: int = 19) -> list[int]:
    """Midi notes of a chord folded into low ... low + span, root doubled nowhere: close, pad-like voicing."""
    out = set()
    for i, note in enumerate(chord(symbol).notes):
        midi = low + (note - low) % 12
        if i >= 3 and midi + 12 <= low + span:
            midi += 12  # colour notes on top
        out.add(midi)
    return sorted(out)


def bass_note(symbol: str, low: int = 36) -> int:
    return low + (chord(symbol).bass - low) % 12


def semitones(degree: str, scale: tuple[int, ...] = MAJOR) -> int:
    shift = {"b": -1, "#": 1}.get(degree[0], 0)
    if shift:
        degree, scale = degree[1:], MAJOR  # an accidental alters the major degree
    step = int(degree)
    octave = 0
    if step < 0:
        step, octave = -step, -12
    return scale[(step - 1) % 7] + 12 * ((step - 1) // 7) + octave + shift


def notes(motif, tonic: int, scale=MAJOR, at: float = 0.0, stretch: float = 1.0, only: int | None = None):
    """(beat, midi, beats) of a motif; `only` keeps the first so many notes: the theme is told in fragments."""
    for beat, degree, length in motif[:only]:
        yield at + beat * stretch, tonic + semitones(degree, scale), length * stretch


# ---- the score ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cue:
    where: str
    key: str
    mode: str
    beat: int  # samples: a whole number, so that bars and loops are exact
    meter: int  # beats a bar
    chords: tuple[str, ...]  # one a bar
    theme: str  # how much of the five notes is heard, and on what

    @property
    def bpm(self) -> float:
        return 44_100 * 60 / self.beat

    @property
    def bar(self) -> int:
        return self.beat * self.meter


def _bars(text: str) -> tuple[str, ...]:
    return tuple(text.replace("|", " ").split())


SCORE = {
    "title": Cue(
        "title", "D", "major", 25200, 4, _bars("Dadd9 Gmaj9 Bm9 A13sus | Dadd9 Gmaj9 Em9 A13sus"), "1 2 5 4 and silence"
    ),
    "bridge": Cue(
        "bridge", "D", "major", 26460, 4, _bars("Dmaj9 Bm9 Gmaj9 Em9 | Dmaj9 F#m7 Gmaj9 A13sus"), "one note a station"
    ),
    "infinity": Cue(
        "01", "D", "mixolydian", 23520, 4, _bars("Dadd9 Bm7 Gmaj7 Asus | Dadd9/F# Em9 Bbmaj7 C69"), "1 2 5"
    ),
    "pirates": Cue(
        "02", "B", "minor", 25200, 4, _bars("Bm Bm7/A Gmaj7 F#7 | Bm D Em7 F#7sus"), "1 2 5 low, on the plucked string"
    ),
    "sweep": Cue("03", "G#", "minor", 26460, 4, _bars("G#m9 Emaj7 G#m9 D5 | G#m9 C#m9 Amaj7 D5"), "1 2, whispered"),
    "door": Cue("04", "F", "dorian", 22680, 4, _bars("Fm7 Bb Fm7 Eb | Db Ab Eb Bb/F"), "1 2 5 4, driven"),
    "strata": Cue(
        "05",
        "D",
        "aeolian",
        26460,
        5,
        _bars("D5 Bbmaj7#11 D5 Gm6 | D5 Ebmaj7 Csus2 Asus"),
        "Walt: 4 6, without the start",
    ),
    "heart": Cue(
        "06", "B", "phrygian", 22400, 4, _bars("Bm C Bm Am7 | Gmaj7 F#m7 C F#7sus"), "1 2 5 4 in canon with itself"
    ),
    "garage": Cue("07", "G#", "minor", 25200, 3, _bars("G#m Emaj7 C#m9 Eb7b9"), "Daly: 6 4 5 2 1"),
    "core": Cue(
        "08", "F", "minor", 21600, 4, _bars("Fm Dbmaj7 Bbm7 C7b9 | Fm Ab Gb Bmaj7#11"), "1 2 5 4 6 against its mirror"
    ),
    "server": Cue(
        "09", "D", "lydian", 24000, 4, _bars("Dmaj9 E/D Dmaj9 E/D | Bm9 E/D Gmaj9 Asus"), "the player places the notes"
    ),
    "bodies": Cue(
        "10",
        "B",
        "minor",
        24500,
        3,
        _bars("Bm9 Gmaj9 Dadd9 A13sus | Bm9 Gmaj9 Dadd9 Dadd9"),
        "1 2 5 . 6, two instruments share it",
    ),
    "television": Cue(
        "11", "D", "major", 25200, 4, _bars("D6 Gmaj7 F#m7 Bm7 | Em7 A13 D6 A13"), "whole: 1 2 5 4 6 over D6"
    ),
    "walton": Cue("interludes", "A", "none", 26460, 4, _bars("A5 A5 Asus2 A5"), "absent: the real world has no theme"),
}
