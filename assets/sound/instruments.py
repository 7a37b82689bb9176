"""Instruments: one note each, with its natural tail. Mono unless it says stereo. Peak near `vel`."""

from __future__ import annotations

import functools

import numpy as np
from dsp import (
    SR,
    TOP_HZ,
    band,
    decay,
    drive,
    fm,
    glide,
    held,
    hz,
    noise,
    osc,
    peaks,
    phase_of,
    points,
    rng,
    samples,
    sine,
    times,
)
from space import late, pan

# ---- the crew: 1960s television ------------------------------------------------------------------------


@functools.cache
def vibraphone(midi: float, vel: float = 0.8, ring: float = 2.8, motor: float = 5.2) -> np.ndarray:
    """Modal bar (tuned 1 : 4 : 10), felt mallet, rotating fans. Stereo."""
    n, f = samples(ring), hz(midi)
    x = np.zeros(n)
    for ratio, level, t60 in ((1, 1, ring), (3.985, 0.30 * vel, ring * 0.30), (9.85, 0.10 * vel, ring * 0.10)):
        if f * ratio < TOP_HZ:
            x += level * sine(f * ratio, n) * decay(n, t60, 0.0025)
    x += band(noise(n, "mallet", midi), 200, 2600) * decay(n, 0.03, 0.001) * 0.09 * vel
    t, turn = times(n), rng("fan", midi).uniform()
    left = 1 - 0.32 * (0.5 + 0.5 * np.sin(2 * np.pi * (motor * t + turn)))
    right = 1 - 0.32 * (0.5 + 0.5 * np.sin(2 * np.pi * (motor * t + turn) + 1.1))
    return np.stack([x * left, x * right], axis=1) * held(n, 0, 0.05)[:, None] * vel * 0.72


@functools.cache
def pluck(midi: float, vel: float = 0.8, ring: float = 1.6, tone: float = 0.5, bright: float = 5000) -> np.ndarray:
    """Karplus-Strong, a period at a time; `tone` 0..1 is the loop's damping of highs. Tuned by resampling."""
    f = hz(midi)
    period = int(SR / f - tone)
    n = samples(ring)
    loss = 10 ** (-3 * period / SR / ring)
    burst = band(noise(period * 4, "pluck", midi, vel), 60, bright * vel, 1)[:period]
    y = np.zeros(n + 2 * period + 2)
    y[1 : period + 1] = burst - burst.mean()
    at = period + 1
    while at < n + period:
        y[at : at + period] = loss * ((1 - tone) * y[at - period : at] + tone * y[at - period - 1 : at - 1])
        at += period
    step = f / (SR / (period + tone))
    x = np.interp(np.arange(n) * step, np.arange(len(y) - 1), y[1:]) * held(n, 0.001, 0.06)
    return band(x, 40, 11_000, 3) / (np.abs(x).max() + 1e-9) * vel


@functools.cache
def upright(midi: float, vel: float = 0.8, ring: float = 0.9) -> np.ndarray:
    """Double bass, fingers: a dark string and the thump of the body."""
    n = samples(ring)
    string = band(pluck(midi, vel, ring, 0.7, 1400), 0, 900, 1)
    body = sine(glide(hz(midi) * 1.5, hz(midi), 0.03), None)
    thump = np.concatenate([body, sine(hz(midi), n - len(body), 0)]) * decay(n, 0.5, 0.006) * 0.8
    return (string + thump * vel) * 0.7 * held(n, 0.002, 0.1)


@functools.lru_cache(maxsize=256)
def organ(midi: float, dur: float, vel: float = 0.6) -> np.ndarray:
    """Combo organ: six drawbars, key click, a shallow vibrato."""
    n = samples(dur)
    wobble = 1 + 0.0028 * np.sin(2 * np.pi * 6.4 * times(n))
    x = np.zeros(n)
    for ratio, level in ((0.5, 0.5), (1, 1), (1.5, 0.35), (2, 0.5), (3, 0.25), (4, 0.2)):
        if hz(midi) * ratio < 8000:
            x += level * sine(hz(midi) * ratio * wobble)
    x += band(noise(n, "click", midi), 1500, 5000) * decay(n, 0.02, 0.0005) * 0.05
    return x * held(n, 0.008, 0.05) * vel / 2.4


def theremin(line, seconds: float, glide_s: float = 0.09, vibrato: float = 0.22, vel: float = 0.7) -> np.ndarray:
    """A lead that slides: line is [(start s, midi, seconds)]. Vibrato (semitones) grows on long notes."""
    n = samples(seconds)
    target, level, depth = np.zeros(n), np.zeros(n), np.zeros(n)
    target[:] = line[0][1]
    for start, midi, length in line:
        a, b = samples(start), min(n, samples(start + length))
        target[a:] = midi
        level[a:b] = 1
        depth[a:b] = np.clip((np.arange(b - a) / SR - 0.18) / 0.5, 0, 1)
    smooth = lambda x, s: _smoothed(x, samples(s))  # noqa: E731
    t = times(n)
    hand = 0.04 * np.interp(
        t, np.arange(0, seconds + 1, 0.25), rng("hand", seconds).standard_normal(len(np.arange(0, seconds + 1, 0.25)))
    )
    midi = (
        smooth(target, glide_s)
        + depth * vibrato * np.sin(2 * np.pi * 5.7 * t + 0.6 * np.sin(2 * np.pi * 0.31 * t))
        + hand
    )
    f = 440 * 2 ** ((midi - 69) / 12)
    x = sum(a * np.sin(2 * np.pi * k * phase_of(f)) for k, a in ((1, 1), (2, 0.34), (3, 0.16), (4, 0.07), (5, 0.03)))
    air = peaks(noise(n, "air", seconds), [(900, 700, 0.02), (2600, 1500, 0.012)])
    amp = smooth(level, 0.07) * (1 - 0.12 * depth * (0.5 + 0.5 * np.sin(2 * np.pi * 5.7 * t + 1.2)))
    return (x / 1.5 + air) * amp * vel * held(n, 0.01, 0.05)


def _smoothed(x: np.ndarray, width: int) -> np.ndarray:
    """Two box averages: an S-shaped slide that arrives."""
    for _ in range(2):
        total = np.concatenate([np.full(width, x[0]), x]).cumsum()
        x = (total[width:] - total[:-width]) / width
    return x


# ---- Infinity: glossy ------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=512)
def supersaw(
    midi: float, dur: float, detune: float = 0.13, vel: float = 0.6, attack: float = 0.03, release: float = 0.25
) -> np.ndarray:
    """Seven detuned saws spread left to right. Stereo."""
    n = samples(dur + release)
    out = np.zeros((n, 2))
    starts = rng("saws", midi).uniform(size=7)
    for i in range(7):
        place = (i - 3) / 3
        out += pan(osc("saw", hz(midi + detune * place * abs(place) ** 0.4), n, starts[i]), place * 0.85) * (
            1.0 if i == 3 else 0.7
        )
    return out * held(n, attack, release)[:, None] * vel / 4.2


@functools.lru_cache(maxsize=512)
def bright_pulse(midi: float, dur: float, vel: float = 0.6, duty: float = 0.28) -> np.ndarray:
    """Arpeggio voice: narrow pulse with a closing filter, sine underneath."""
    n = samples(dur + 0.12)
    dark = band(osc("pulse", hz(midi), n, duty=duty), 90, min(1500, hz(midi) * 3), 2)
    shiny = band(osc("pulse", hz(midi), n, duty=duty), 90, 9000, 2)
    open_ = decay(n, 0.22, 0.002)
    return (
        (dark * 0.5 + shiny * open_ * 0.55 + 0.3 * sine(hz(midi), n))
        * decay(n, dur * 2.2 + 0.1, 0.003)
        * held(n, 0.002, 0.03)
        * vel
    )


@functools.lru_cache(maxsize=256)
def fm_bass(midi: float, dur: float, vel: float = 0.8, bite: float = 3.2, release: float = 0.05) -> np.ndarray:
    """Two operators 1:1 with a falling index, a growl at 1:2, and a clean sine that carries the weight."""
    n = samples(dur + release)
    f = hz(midi)
    index = 0.35 + bite * decay(n, 0.35, 0.004)
    x = 0.55 * fm(f, 1, index, n) + 0.22 * fm(f, 2, index * 0.6, n) + 0.6 * sine(f, n)
    return band(drive(x * 0.8, 1.3), 30, 4500) * held(n, 0.004, release) * points(n, (0, 1), (0.3, 0.8), (1, 0.6)) * vel


# ---- Daly: mechanical, a toy ------------------------------------------------------------------------------


@functools.cache
def music_box(midi: float, vel: float = 0.7, ring: float = 1.5, wear: float = 1.0) -> np.ndarray:
    """A steel tooth (clamped bar: 1 : 6.27 : 17.5), the pin that lets go, a tin lid. `wear` detunes by note."""
    f = hz(midi + wear * 0.09 * rng("tooth", midi).standard_normal())
    n = samples(ring)
    x = np.zeros(n)
    for ratio, level, t60 in ((1, 1, ring), (2.003, 0.11, ring * 0.5), (6.267, 0.26, ring * 0.18), (17.55, 0.07, 0.05)):
        if f * ratio < TOP_HZ:
            x += level * sine(f * ratio, n) * decay(n, t60, 0.0012)
    pin = band(noise(n, "pin", midi), 2800, 9000) * decay(n, 0.018, 0.0004) * 0.16
    scrape = late(band(noise(n, "lift", midi), 3500, 7000) * decay(n, 0.02, 0.006) * 0.025, 0)[:n]
    tin = peaks(x + pin, [(1130, 160, 0.22), (2240, 260, 0.18), (3900, 420, 0.12)], floor=0.9)
    return (tin + scrape) * held(n, 0.0005, 0.08) * vel * 0.75


def ratchet(seconds: float, rate0: float = 18, rate1: float = 18, vel: float = 0.5, pitch: float = 2100) -> np.ndarray:
    """Clockwork: a train of small metal clicks whose rate moves from rate0 to rate1 a second."""
    n = samples(seconds)
    beats = np.cumsum(np.linspace(rate0, rate1, n)) / SR
    hits = np.flatnonzero(np.diff(np.floor(beats), prepend=-1) > 0)
    dry = np.zeros(n)
    dry[hits] = vel * (0.8 + 0.4 * rng("ratchet", seconds, rate0).uniform(size=len(hits)))
    click = band(noise(2048, "cog"), 900, 7000) * decay(2048, 0.02, 0.0004) * 0.7 + sine(pitch, 2048) * decay(
        2048, 0.045, 0.0005
    )
    size = 1 << (n + 2048).bit_length()
    return np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(click, size), size)[:n]


# ---- Moderation: pure tones, gated, dry --------------------------------------------------------------------


def tones(freqs, seconds: float, ramp: float = 0.006, vel: float = 0.7) -> np.ndarray:
    """A sum of sines with exact gates: dial tone, test tone, polite tritone."""
    n = samples(seconds)
    return sum(sine(f, n) for f in freqs) / len(freqs) * held(n, ramp, ramp) * vel


def dyad(midi: float, seconds: float, ramp: float = 0.006, vel: float = 0.7) -> np.ndarray:
    return tones((hz(midi), hz(midi) * 7 / 5), seconds, ramp, vel)


# ---- voices ------------------------------------------------------------------------------------------------

VOWELS = {
    "a": [(760, 110, 1.0), (1180, 130, 0.55), (2700, 200, 0.20), (3600, 260, 0.10)],
    "o": [(450, 90, 1.0), (800, 110, 0.45), (2650, 200, 0.10), (3500, 260, 0.06)],
    "u": [(330, 80, 1.0), (650, 100, 0.22), (2500, 200, 0.05)],
    "e": [(480, 90, 1.0), (1850, 150, 0.45), (2600, 200, 0.30), (3500, 260, 0.12)],
    "i": [(290, 70, 1.0), (2200, 170, 0.40), (3000, 220, 0.30), (3700, 260, 0.15)],
}


@functools.lru_cache(maxsize=256)
def choir(
    midi: float, dur: float, vowel: str = "a", vel: float = 0.6, attack: float = 0.4, release: float = 0.8
) -> np.ndarray:
    """Four singers, each a saw with its own vibrato, through the formants of a vowel. Stereo."""
    n = samples(dur + release)
    t = times(n)
    out = np.zeros((n, 2))
    for i in range(4):
        g = rng("singer", midi, i)
        drift = 0.07 * g.standard_normal() + 0.12 * np.sin(
            2 * np.pi * (5.0 + 0.7 * g.uniform()) * t + 6 * g.uniform()
        ) * np.clip(t / 0.8, 0, 1)
        voice = osc("saw", hz(midi) * 2 ** (drift / 12), start=g.uniform())
        out += pan(voice, (i - 1.5) / 1.8)
    breath = noise(n, "breath", midi, channels=2) * 0.10
    out = band(peaks(out + breath, VOWELS[vowel], floor=0.012), 90, 7000)
    return out * held(n, attack, release)[:, None] * vel / (np.abs(out).max() + 1e-9)


# ---- drums -------------------------------------------------------------------------------------------------


@functools.cache
def kick(vel: float = 0.9, low: float = 46, click: float = 0.25) -> np.ndarray:
    n = samples(0.34)
    f = low + 130 * np.exp(-times(n) / 0.022) + 260 * np.exp(-times(n) / 0.004)
    x = sine(f) * decay(n, 0.42, 0.0015) + click * band(noise(n, "beater"), 1200, 5500) * decay(n, 0.02, 0.0004)
    return band(drive(x, 1.7), 28, 9000) * held(n, 0.0005, 0.06) * vel


@functools.cache
def snare(vel: float = 0.8, body: float = 190) -> np.ndarray:
    n = samples(0.30)
    shell = sine(glide(body * 1.35, body, 0.30, 0.3)) * decay(n, 0.16, 0.001) + 0.5 * sine(body * 1.78, n) * decay(
        n, 0.10, 0.001
    )
    wires = band(noise(n, "wires"), 1300, 9500, 1) * (decay(n, 0.24, 0.001) * 0.42)
    return drive(shell * 0.7 + wires, 1.3) * held(n, 0.0005, 0.05) * vel


@functools.cache
def hat(vel: float = 0.5, open_: float = 0.0) -> np.ndarray:
    """Six inharmonic pulses through a high-pass: metal, not hiss."""
    n = samples(0.07 + 0.35 * open_)
    metal = sum(osc("pulse", f, n, i * 0.17) for i, f in enumerate((419, 563, 617, 741, 893, 1061)))
    x = band(metal * 0.35 + noise(n, "hat", open_) * 0.5, 6800, 14500, 3)
    return x * decay(n, 0.09 + 0.5 * open_, 0.0008) * held(n, 0.0005, 0.02) * vel


@functools.cache
def tom(midi: float, vel: float = 0.8) -> np.ndarray:
    n = samples(0.5)
    f = hz(midi) * (1 + 0.45 * np.exp(-times(n) / 0.03))
    return (
        (drive(sine(f) * decay(n, 0.5, 0.0015), 1.4) + 0.1 * band(noise(n, "skin"), 300, 3000) * decay(n, 0.05, 0.001))
        * held(n, 0.001, 0.05)
        * vel
    )


@functools.cache
def brush(vel: float = 0.5, sweep: bool = False) -> np.ndarray:
    """Wire brush: a tap, or a stir."""
    n = samples(0.42 if sweep else 0.16)
    e = held(n, 0.14, 0.2) if sweep else decay(n, 0.18, 0.006)
    return band(noise(n, "brush", sweep), 1800, 8500, 1) * e * vel * 0.35 * held(n, 0.004, 0.03)


@functools.cache
def ride(vel: float = 0.4) -> np.ndarray:
    n = samples(1.1)
    x = sum(sine(f, n, f % 1) / (1 + i) ** 0.5 for i, f in enumerate((3170, 4211, 5333, 6481, 7759, 9137, 10477)))
    return (
        (x / 4 * decay(n, 1.1, 0.001) + band(noise(n, "stick"), 3000, 8000) * decay(n, 0.02, 0.0005) * 0.3)
        * held(n, 0.0005, 0.1)
        * vel
        * 0.5
    )


def clock_tick(strong: bool) -> np.ndarray:
    """A wooden wall clock."""
    n = samples(0.09)
    wood = sine(1180 if strong else 1480, n) * decay(n, 0.05, 0.0006) + 0.5 * sine(2710, n) * decay(n, 0.025, 0.0005)
    return (wood + band(noise(n, "tick"), 1500, 6000) * decay(n, 0.012, 0.0004) * 0.4) * (0.7 if strong else 0.45)


# ---- rooms -------------------------------------------------------------------------------------------------


def mains_hum(n: int, base: float = 51.9, vel: float = 0.5) -> np.ndarray:
    """Transformer hum bent down to a tonic (G#1), fluorescent buzz at its second harmonic. Loops exactly."""
    whole = lambda f: round(f * n / SR) * SR / n  # noqa: E731
    t = times(n)
    x = np.zeros(n)
    for k, level in (
        (1, 0.5),
        (2, 1.0),
        (3, 0.22),
        (4, 0.34),
        (6, 0.16),
        (8, 0.10),
        (10, 0.06),
        (12, 0.05),
        (16, 0.03),
    ):
        breathing = 1 + 0.10 * np.sin(2 * np.pi * whole(0.07 * k) * t + k)
        x += level * breathing * np.sin(2 * np.pi * whole(base * k) * t + 1.7 * k)
    tube = peaks(
        np.clip(np.sin(2 * np.pi * whole(base * 2) * t), -1, 1) ** 15, [(1900, 900, 1), (3600, 1400, 0.6)], wrap=True
    )
    return (x / 2 + tube * 0.05) * vel


def tape_hiss(n: int, vel: float = 0.5) -> np.ndarray:
    """Stereo hiss, lifted above 2 kHz, breathing a little, with rare dropouts. Loops exactly."""
    hiss = band(noise(n, "hiss", channels=2), 900, 11000, 1, wrap=True)
    t = np.arange(n) / n
    breath = 1 + 0.12 * np.sin(2 * np.pi * 3 * t) + 0.07 * np.sin(2 * np.pi * 7 * t + 1)
    return hiss * breath[:, None] * vel * 0.5
