"""What recipes share: rooms, coats of sound, bursts, slides, struck bodies."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, decay, drive, glide, held, hz, noise, osc, peaks, rng, samples, sine, times
from space import add, late, reverb, room

HULL, VOID, TIN, WOOD = (
    room(0.30, 0.9, 0.002, "hull"),
    room(1.9, 0.5, 0.015, "void"),
    room(0.4, 0.2, 0.002, "tinbox"),
    room(0.5, 0.85, 0.004, "lounge2"),
)


def mono(x: np.ndarray) -> np.ndarray:
    return x if x.ndim == 1 else x.mean(axis=1)


def crew(x: np.ndarray, wet: float = 0.22) -> np.ndarray:
    return mono(reverb(band(drive(mono(x), 1.1), 45, 5600), HULL, wet))


def tin(x: np.ndarray, wet: float = 0.5) -> np.ndarray:
    return mono(reverb(peaks(mono(x), [(1130, 200, 0.35), (2240, 300, 0.3)], floor=0.9), TIN, wet))


def seq(*events: tuple[float, np.ndarray]) -> np.ndarray:
    return add(*(late(x, at) for at, x in events))


def burst(seconds: float, lo: float, hi: float, t60: float, name: str, attack: float = 0.001) -> np.ndarray:
    n = samples(seconds)
    return band(noise(n, name), lo, hi) * decay(n, t60, attack) * 0.35


def swept(
    shape: str,
    f0: float,
    f1: float,
    seconds: float,
    curve: float = 1.0,
    t60: float | None = None,
    attack: float = 0.003,
) -> np.ndarray:
    f = glide(f0, f1, seconds, curve)
    x = sine(f) if shape == "sine" else osc(shape, f)
    return x * (decay(len(x), t60, attack) if t60 else held(len(x), attack, 0.02))


def body(modes, seconds: float, t60: float, name: str, spread: float = 0.0) -> np.ndarray:
    """A struck plate: modes are (Hz, level); higher modes die sooner."""
    n = samples(seconds)
    g, low = rng("body", name), min(f for f, _ in modes)
    return sum(
        a * sine(f * (1 + spread * g.uniform(-1, 1)), n, g.uniform()) * decay(n, t60 * (low / f) ** 0.6, 0.001)
        for f, a in modes
    )


def whole(f: float, n: int) -> float:
    """The nearest frequency with whole cycles in a loop of n samples."""
    return max(1, round(f * n / SR)) * SR / n


def explosion(seconds: float, size: float, name: str) -> np.ndarray:
    n = samples(seconds)
    boom = band(noise(n, "boom", name), 30, 190 / size) * decay(n, seconds * 0.95, 0.003) * 1.1
    middle = band(noise(n, "mid", name), 180, 2200 / size) * decay(n, seconds * 0.6, 0.002) * 0.5
    crack = band(noise(n, "crack", name), 1500, 9000) * decay(n, 0.16, 0.0005) * 0.45
    sub = sine(90 / size * np.exp(-times(n) / (seconds * 0.4)) + 30) * decay(n, seconds * 0.8, 0.002) * 0.8
    return drive(boom + middle + crack + sub, 1.4)


def dyad_line(midi: float, bend: np.ndarray | float, seconds: float, open_: np.ndarray | None = None) -> np.ndarray:
    """Two sines gliding together; `bend` in semitones over time, `open_` 0..1 from unison to 7:5."""
    n = samples(seconds)
    f = hz(midi) * 2 ** (np.broadcast_to(bend, n) / 12)
    gap = 1 + (7 / 5 - 1) * (np.ones(n) if open_ is None else open_)
    return (sine(f) + sine(f * gap)) / 2
