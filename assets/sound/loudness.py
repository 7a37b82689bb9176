"""Dynamics and measurement: limiter, true peak, ITU-R BS.1770 loudness, loop seams."""

from __future__ import annotations

import numpy as np
from dsp import SR, db, samples, shaped


def _running(x: np.ndarray, width: int, pick) -> np.ndarray:
    """Running minimum or maximum over `width` samples, circular, in log steps."""
    out, have = x.copy(), 1
    while have < width:
        step = min(have, width - have)
        out = pick(out, np.roll(out, -step))
        have += step
    return np.roll(out, width // 2)


def limit(x: np.ndarray, ceiling: float, lookahead: float = 0.003) -> np.ndarray:
    """A look-ahead peak limiter; circular, so safe on loops."""
    level = np.abs(x).max(axis=1) if x.ndim == 2 else np.abs(x)
    need = np.minimum(1.0, ceiling / np.maximum(level, 1e-9))
    width = samples(lookahead) | 1
    gain = _running(need, 2 * width + 1, np.minimum)
    window = np.hanning(width + 2)[1:-1]
    kernel = np.zeros(len(gain))
    kernel[:width] = window / window.sum()
    kernel = np.roll(kernel, -(width // 2))
    gain = np.fft.irfft(np.fft.rfft(gain) * np.fft.rfft(kernel), len(gain))
    gain = np.minimum(gain, 1.0)
    return x * (gain if x.ndim == 1 else gain[:, None])


def peak_db(x: np.ndarray, oversample: int = 4) -> float:
    """True peak in dBTP, by band-limited interpolation."""
    best = 0.0
    for channel in np.atleast_2d(x.T):
        for start in range(0, len(channel), 1 << 17):
            part = channel[max(0, start - 256) : start + (1 << 17) + 256]
            up = np.fft.irfft(np.fft.rfft(part), len(part) * oversample) * oversample
            edge = 64 * oversample
            inner = up[edge:-edge] if len(up) > 4 * edge else up
            best = max(best, np.abs(inner).max(), np.abs(part).max())
    return 20 * np.log10(best + 1e-12)


def _biquad(f: np.ndarray, b, a) -> np.ndarray:
    z = np.exp(-2j * np.pi * f / SR)
    return np.abs((b[0] + b[1] * z + b[2] * z**2) / (a[0] + a[1] * z + a[2] * z**2))


def k_gain(f: np.ndarray) -> np.ndarray:
    """ITU-R BS.1770 K-weighting (head shelf, then RLB high-pass), magnitude, recomputed for 44.1 kHz."""
    k, q, vh = np.tan(np.pi * 1681.974450955533 / SR), 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    vb = vh**0.4996667741545416
    shelf = _biquad(
        f,
        (vh + vb * k / q + k * k, 2 * (k * k - vh), vh - vb * k / q + k * k),
        (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k),
    )
    k, q = np.tan(np.pi * 38.13547087602444 / SR), 0.5003270373238773
    a0 = 1 + k / q + k * k
    return shelf * _biquad(f, (a0, -2 * a0, a0), (a0, 2 * (k * k - 1), 1 - k / q + k * k))


def _blocks(x: np.ndarray, loop: bool = False) -> np.ndarray:
    """K-weighted power (both channels summed) of 400 ms blocks, 75 % overlap; short sounds are padded."""
    stereo = x if x.ndim == 2 else np.stack([x, x], axis=1) / np.sqrt(2)  # mono is played at the centre, equal power
    size, hop = samples(0.4), samples(0.1)
    if len(stereo) < size:
        stereo = np.concatenate([stereo, np.zeros((size - len(stereo), 2))])
    power = (shaped(stereo, k_gain, wrap=loop) ** 2).sum(axis=1)
    total = np.concatenate([[0], np.cumsum(power)])
    starts = np.arange(0, len(power) - size + 1, hop)
    return (total[starts + size] - total[starts]) / size


def loudness(x: np.ndarray, loop: bool = False) -> float:
    """Integrated loudness in LUFS, gated at -70 absolute and -10 relative."""
    blocks = _blocks(x, loop)
    lufs = -0.691 + 10 * np.log10(blocks + 1e-12)
    keep = lufs > -70
    if not keep.any():
        return -99.0
    keep &= lufs > -0.691 + 10 * np.log10(blocks[keep].mean()) - 10
    return float(-0.691 + 10 * np.log10(blocks[keep].mean()))


def momentary(x: np.ndarray) -> float:
    """The loudest 400 ms, in LUFS: the measure for effects."""
    return float(-0.691 + 10 * np.log10(_blocks(x).max() + 1e-12))


def centroid(x: np.ndarray) -> float:
    mono = x.mean(axis=1) if x.ndim == 2 else x
    power = np.abs(np.fft.rfft(mono)) ** 2
    return float((np.fft.rfftfreq(len(mono), 1 / SR) * power).sum() / (power.sum() + 1e-20))


def seam(x: np.ndarray) -> float:
    """Step at the loop point against the 99.9th percentile of steps inside: above 1 it may click."""
    step = np.abs(np.diff(x, axis=0))
    usual = np.quantile(step, 0.999) + 1e-7
    join = np.abs(x[0] - x[-1]).max()
    bend = np.abs((x[1] - x[0]) - (x[0] - x[-1])).max() / (np.quantile(np.abs(np.diff(x, 2, axis=0)), 0.999) + 1e-7)
    return float(max(join / usual, bend))


def loud(x: np.ndarray, lufs: float, ceiling_db: float, loop: bool = False, whole: bool = False) -> np.ndarray:
    """Scale to a loudness (`whole`: integrated, else loudest 400 ms), then hold peaks under the ceiling."""
    measure = (lambda y: loudness(y, loop)) if whole else momentary
    for _ in range(4):
        x = x * db(lufs - measure(x))
        if peak_db(x) <= ceiling_db:
            break
        for _ in range(4):
            x = limit(x, db(ceiling_db - 0.15))
            if peak_db(x) <= ceiling_db:
                break
    return x
