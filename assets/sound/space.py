"""Place and space: panning, mixing in time, rooms, tape."""

from __future__ import annotations

import functools
import itertools

import numpy as np
from dsp import SR, band, fast_size, held, rng, samples, times


def pan(x: np.ndarray, place: float) -> np.ndarray:
    """Equal power; place -1 left ... +1 right. A stereo input is balanced."""
    angle = (place + 1) * np.pi / 4
    sides = np.array([np.cos(angle), np.sin(angle)]) * (1.0 if x.ndim == 1 else np.sqrt(2))
    return (x[:, None] if x.ndim == 1 else x) * sides


def add(*sounds: np.ndarray) -> np.ndarray:
    """Mix sounds of different lengths; stereo if any is."""
    n = max(map(len, sounds))
    stereo = any(s.ndim == 2 for s in sounds)
    out = np.zeros((n, 2) if stereo else n)
    for s in sounds:
        out[: len(s)] += s if (s.ndim == 2 or not stereo) else pan(s, 0)
    return out


def late(x: np.ndarray, seconds: float) -> np.ndarray:
    return np.concatenate([np.zeros((samples(seconds), *x.shape[1:])), x])


def fit(x: np.ndarray, seconds: float) -> np.ndarray:
    n = samples(seconds)
    return x[:n] if len(x) >= n else np.concatenate([x, np.zeros((n - len(x), *x.shape[1:]))])


@functools.cache
def room(seconds: float, warmth: float = 0.5, predelay: float = 0.01, name: str = "room") -> np.ndarray:
    """A stereo impulse response of decaying noise in six bands; highs die sooner with `warmth` 0..1."""
    n = samples(seconds * 1.1 + predelay)
    t = times(n)
    out = np.zeros((n, 2))
    raw = rng("room", name, n).standard_normal((n, 2))
    edges = [60, 250, 700, 1800, 4200, 8500, 15000]
    for i, (lo, hi) in enumerate(itertools.pairwise(edges)):
        t60 = seconds * (1 - warmth * 0.16 * i)
        out += band(raw, lo, hi, 3) * np.exp(-6.91 * t / t60)[:, None] * (1 - 0.1 * warmth * i)
    out *= np.clip(t / 0.012, 0, 1)[:, None]  # diffuse onset
    for k, g in enumerate((0.7, 0.5, 0.4, 0.3)):  # a few early reflections
        out[samples(0.004 + 0.0067 * k * (1 + 0.13 * k)), k % 2] += g * np.abs(out).max() * 2
    out = np.roll(out, samples(predelay), axis=0)
    out[: samples(predelay)] = 0
    return out / np.sqrt((out**2).sum(axis=0))


def reverb(x: np.ndarray, response: np.ndarray, wet: float, wrap: bool = False, dry: float = 1.0) -> np.ndarray:
    """Convolve; the result is stereo and, unless `wrap`, longer by the response."""
    stereo = x if x.ndim == 2 else pan(x, 0)
    n = len(x) if wrap else len(x) + len(response)
    size = n if wrap else fast_size(n)
    if wrap and len(response) > n:
        folded = np.zeros((n, 2))
        for i in range(0, len(response), n):
            piece = response[i : i + n]
            folded[: len(piece)] += piece
        response = folded
    tail = np.fft.irfft(np.fft.rfft(stereo, size, axis=0) * np.fft.rfft(response, size, axis=0), size, axis=0)[:n]
    tail *= wet
    tail[: len(x)] += stereo * dry
    return tail


def read_at(x: np.ndarray, at: np.ndarray, wrap: bool) -> np.ndarray:
    """Linear interpolation at fractional sample positions."""
    left = np.floor(at).astype(int)
    part = at - left
    n = len(x)
    if wrap:
        a, b = x[left % n], x[(left + 1) % n]
    else:
        inside = ((left >= 0) & (left < n - 1)).astype(float)
        safe = np.clip(left, 0, n - 2)
        part, a, b = part, x[safe], x[safe + 1]
        a = a * (inside if x.ndim == 1 else inside[:, None])
        b = b * (inside if x.ndim == 1 else inside[:, None])
    if x.ndim == 2:
        part = part[:, None]
    return a * (1 - part) + b * part


def warble(
    x: np.ndarray,
    wow_ms: float = 0.8,
    flutter_ms: float = 0.05,
    delay: float = 0.0,
    wrap: bool = False,
    wow_hz: float = 0.55,
    flutter_hz: float = 6.3,
) -> np.ndarray:
    """Tape transport: slow wow and quick flutter as a moving delay (whole cycles when `wrap`)."""
    n = len(x)
    seconds = n / SR
    t = times(n)
    if wrap:
        wow_hz, flutter_hz = max(1, round(wow_hz * seconds)) / seconds, max(1, round(flutter_hz * seconds)) / seconds
    moved = (
        wow_ms * (1 - np.cos(2 * np.pi * wow_hz * t)) / 2 + flutter_ms * (1 - np.cos(2 * np.pi * flutter_hz * t)) / 2
    )
    return read_at(x, np.arange(n) - moved * SR / 1000 - delay * SR, wrap)


def tape_echo(
    x: np.ndarray,
    delay: float,
    feedback: float = 0.45,
    wet: float = 0.5,
    tone: float = 2600,
    repeats: int = 7,
    wrap: bool = False,
    wow_ms: float = 0.9,
) -> np.ndarray:
    """Each repeat passes the tape again: later, darker, thinner, a little saturated, on the other side."""
    if not wrap:
        x = np.concatenate([x, np.zeros((samples(delay * repeats), *x.shape[1:]))])
    stereo = x if x.ndim == 2 else pan(x, 0)
    out, pass_ = stereo.copy(), stereo
    for k in range(repeats):
        pass_ = warble(pass_, wow_ms, 0.06, delay, wrap, wow_hz=0.55 + 0.07 * k)
        pass_ = band(pass_, 160, tone, 1, wrap)
        pass_ = np.tanh(pass_ * 1.1) / 1.1 * feedback if k else pass_ * wet
        out += pass_ if k % 2 else pass_[:, ::-1]
    return out


def faded(x: np.ndarray, into: float = 0.002, out: float = 0.008) -> np.ndarray:
    e = held(len(x), into, out)
    e[-1] = 0
    return x * (e if x.ndim == 1 else e[:, None])
