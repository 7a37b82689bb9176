"""The buffer that music is put on, and the rooms it plays in."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from dsp import SR, pump, samples
from space import faded, pan, room


@dataclass
class Tape:
    """A stereo buffer with a beat grid. A loop folds every tail round to its start."""

    beat: int
    beats: int
    wrap: bool = True
    tail: float = 0.0  # seconds kept after the last beat of a piece that ends
    buf: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.n = self.beat * self.beats + (0 if self.wrap else samples(self.tail))
        self.buf = np.zeros((self.n, 2))

    def put(self, sound: np.ndarray, beat: float, gain: float = 1.0, place: float = 0.0) -> None:
        x = pan(sound, place) * gain
        at = round(beat * self.beat)
        while len(x):
            at = at % self.n if self.wrap else at
            part = x[: max(0, self.n - at)]
            self.buf[at : at + len(part)] += part
            x = x[len(part) :] if self.wrap else x[:0]
            at += len(part)

    def sec(self, beats: float) -> float:
        return beats * self.beat / SR

    def pumped(self, depth: float) -> None:
        self.buf *= pump(self.n, self.beat, depth)[:, None]


HALL = room(2.4, 0.6, 0.022, "hall")
PLATE = room(1.3, 0.35, 0.008, "plate")
TIN = room(0.45, 0.2, 0.003, "tin")
LOUNGE = room(0.55, 0.8, 0.006, "lounge")


def ending(x: np.ndarray, seconds: float) -> np.ndarray:
    """Cut a piece that ends to length, with a real fade."""
    return np.concatenate(
        [np.zeros((samples(0.02), 2)), faded(x[: samples(seconds)], 0.002, 2.2), np.zeros((samples(0.05), 2))]
    )
