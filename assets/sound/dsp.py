"""Signals: oscillators, envelopes, filters, space, dynamics, and measurement.

Sounds are float64 arrays, mono `(n,)` or stereo `(n, 2)`, full scale +-1, at `SR`. numpy only.
Loops are rendered *circularly*: pass `wrap=True` and filters, echo, reverb and limiter treat the end as
followed by the start, so a loop has no seam by construction.
"""

from __future__ import annotations

import functools
import zlib

import numpy as np

SR = 44_100
TOP_HZ = 16_000  # nothing is synthesised above: no aliasing, and Vorbis would drop it anyway


def rng(*name: object) -> np.random.Generator:
    """A generator that depends only on its name: the same sound on every machine and in any order."""
    return np.random.default_rng(zlib.crc32(repr(name).encode()))


def hz(midi: float) -> float:
    return 440.0 * 2 ** ((midi - 69) / 12)


def db(decibels: float) -> float:
    return 10 ** (decibels / 20)


def samples(seconds: float) -> int:
    return round(seconds * SR)


def times(n: int) -> np.ndarray:
    return np.arange(n) / SR


# ---- oscillators -------------------------------------------------------------------------------------

_TABLE = 8192
_BASE_HZ = 27.5  # level L of a table bank is alias-free up to _BASE_HZ * 2**L


@functools.cache
def _bank(shape: str, duty: float = 0.5) -> np.ndarray:
    """Band-limited wavetables, one per octave of pitch, shape (levels, _TABLE + 1)."""
    rows = []
    for level in range(10):
        k = np.arange(1, max(2, int(TOP_HZ / (_BASE_HZ * 2**level)) + 1))
        k = k[k < _TABLE // 2]
        spectrum = np.zeros(_TABLE // 2 + 1, complex)
        if shape == "saw":
            spectrum[k] = 1j / k
        elif shape == "pulse":
            spectrum[k] = (1 - np.exp(-2j * np.pi * k * duty)) / (1j * k)
        elif shape == "triangle":
            odd = k[k % 2 == 1]
            spectrum[odd] = (-1.0) ** ((odd - 1) // 2) / odd**2 * -1.2j
        row = np.fft.irfft(spectrum, _TABLE)
        rows.append(np.append(row, row[0]))
    bank = np.array(rows)
    return bank / np.abs(bank[0]).max()


def glide(start: float, end: float, seconds: float, curve: float = 1.0) -> np.ndarray:
    """A frequency line from `start` to `end` Hz, geometric; curve < 1 falls early, > 1 late."""
    return start * (end / start) ** (np.linspace(0, 1, samples(seconds)) ** curve)


def phase_of(freq: np.ndarray | float, n: int | None = None, start: float = 0.0) -> np.ndarray:
    """Phase in cycles of a frequency line, or of a constant frequency held for `n` samples."""
    if np.ndim(freq) == 0:
        return start + np.arange(n) * (float(freq) / SR)
    return start + np.cumsum(freq) / SR


def sine(freq, n: int | None = None, start: float = 0.0) -> np.ndarray:
    return np.sin(2 * np.pi * phase_of(freq, n, start))


def osc(shape: str, freq, n: int | None = None, start: float = 0.0, duty: float = 0.5) -> np.ndarray:
    """Band-limited 'saw', 'pulse' or 'triangle' at a constant or moving frequency."""
    bank = _bank(shape, duty)
    cycle = phase_of(freq, n, start) % 1.0
    level = np.clip(np.ceil(np.log2(np.maximum(freq, 1.0) / _BASE_HZ)), 0, 9).astype(int)
    at = cycle * _TABLE
    left = at.astype(int)
    part = at - left
    if np.ndim(level) == 0:
        row = bank[level]
        return row[left] * (1 - part) + row[left + 1] * part
    return bank[level, left] * (1 - part) + bank[level, left + 1] * part


def fm(carrier, ratio: float, index: np.ndarray | float, n: int | None = None) -> np.ndarray:
    """Two-operator frequency modulation; keep carrier * (1 + ratio * (index + 2)) below TOP_HZ."""
    phase = phase_of(carrier, n)
    return np.sin(2 * np.pi * phase + index * np.sin(2 * np.pi * ratio * phase))


def noise(n: int, *name: object, color: float = 0.0, channels: int = 1, wrap: bool = False) -> np.ndarray:
    """Noise of unit RMS; color is the slope in dB per octave (0 white, -3 pink, -6 brown)."""
    white = rng("noise", n, color, channels, *name).standard_normal((n, channels))
    f = np.fft.rfftfreq(n, 1 / SR)
    slope = np.maximum(f, 20.0) ** (color / 6.02)
    slope[(f < 18) | (f > TOP_HZ)] = 0
    x = np.fft.irfft(np.fft.rfft(white, axis=0) * slope[:, None], n, axis=0)
    x /= np.sqrt(np.mean(x**2))
    return x[:, 0] if channels == 1 else x


# ---- envelopes ---------------------------------------------------------------------------------------


def decay(n: int, t60: float, attack: float = 0.002) -> np.ndarray:
    """A struck thing: raised-cosine attack, then exponential; `t60` seconds to fall 60 dB."""
    t = times(n)
    rise = 0.5 - 0.5 * np.cos(np.pi * np.minimum(1, t / max(attack, 1e-4)))
    return rise * np.exp(-6.91 * np.maximum(0, t - attack) / t60)


def held(n: int, attack: float, release: float) -> np.ndarray:
    """A held thing: cosine in, flat, cosine out."""
    a, r = min(samples(attack), n // 2), min(samples(release), n // 2)
    e = np.ones(n)
    e[:a] = 0.5 - 0.5 * np.cos(np.pi * np.arange(a) / max(a, 1))
    if r:
        e[n - r :] = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, r + 1) / r)
    return e


def points(n: int, *pairs: tuple[float, float]) -> np.ndarray:
    """A line through (fraction of the length, value) pairs."""
    at, value = zip(*pairs, strict=False)
    return np.interp(np.linspace(0, 1, n), at, value)


def pump(n: int, beat: float, depth: float, release: float = 0.85) -> np.ndarray:
    """Sidechain gain: ducks by `depth` on every beat (in samples) and swells back over `release` of it."""
    place = (np.arange(n) % beat) / beat
    dip = np.clip(1 - place / release, 0, 1) ** 1.6
    soften = np.clip(place / 0.02, 0, 1)
    before = np.clip((1 - place) / 0.01, 0, 1)
    return 1 - depth * np.where(place < 0.02, soften * dip + (1 - before) * 0, dip)


# ---- filters (linear, zero phase, in the frequency domain) ---------------------------------------------


def fast_size(n: int) -> int:
    best = 1 << (n - 1).bit_length()
    for odd in (3, 5, 9, 15, 25, 27, 45):
        size = odd << max(0, (-(-n // odd) - 1).bit_length())
        if size >= n:
            best = min(best, size)
    return best


def shaped(x: np.ndarray, gain_of, wrap: bool = False) -> np.ndarray:
    """Multiply the spectrum by `gain_of(frequencies)` (real or complex)."""
    n = len(x)
    size = n if wrap else fast_size(n + 4096)
    gain = gain_of(np.maximum(np.fft.rfftfreq(size, 1 / SR), 1e-3))
    if x.ndim == 2:
        gain = gain[:, None]
    return np.fft.irfft(np.fft.rfft(x, size, axis=0) * gain, size, axis=0)[:n]


def band(x: np.ndarray, lo: float = 0, hi: float = 0, order: int = 2, wrap: bool = False) -> np.ndarray:
    """Butterworth magnitude: high-pass at `lo`, low-pass at `hi`; 0 leaves that side open."""

    def gain(f):
        g = np.ones_like(f)
        if hi:
            g /= 1 + (f / hi) ** (2 * order)
        if lo:
            g /= 1 + (lo / f) ** (2 * order)
        return np.sqrt(g)

    return shaped(x, gain, wrap)


def peaks(x: np.ndarray, formants, floor: float = 0.0, wrap: bool = False) -> np.ndarray:
    """Sum of resonances; formants are (Hz, bandwidth Hz, gain). `floor` lets some of the input through."""

    def gain(f):
        g = np.full_like(f, floor)
        for centre, width, level in formants:
            g += level / (1 + ((f - centre) / (width / 2)) ** 2)
        return g

    return shaped(x, gain, wrap)


def moving_lowpass(x: np.ndarray, cutoff: np.ndarray, order: int = 2, wrap: bool = False) -> np.ndarray:
    """A low-pass whose cutoff moves: fades between a bank of fixed ones, so it cannot blow up."""
    lowest, highest = np.log(cutoff.min()), np.log(cutoff.max())
    count = max(2, int((highest - lowest) / 0.35) + 2)
    place = (np.log(cutoff) - lowest) / max(highest - lowest, 1e-9) * (count - 1)
    out = np.zeros_like(x)
    for i, c in enumerate(np.exp(np.linspace(lowest, highest, count))):
        weight = np.clip(1 - np.abs(place - i), 0, 1)
        out += band(x, hi=c, order=order, wrap=wrap) * (weight if x.ndim == 1 else weight[:, None])
    return out


def drive(x: np.ndarray, amount: float) -> np.ndarray:
    """Tape-like saturation at twice the rate, so that its harmonics do not fold back."""
    n = len(x)
    size = fast_size(n + 1024)
    up = (
        np.fft.irfft(np.pad(np.fft.rfft(x, size, axis=0), [(0, size // 2)] + [(0, 0)] * (x.ndim - 1)), 2 * size, axis=0)
        * 2
    )
    hot = np.fft.rfft(np.tanh(up * amount) / np.tanh(amount), axis=0)[: size // 2 + 1] / 2
    return band(np.fft.irfft(hot, size, axis=0)[:n], hi=TOP_HZ, order=8)
