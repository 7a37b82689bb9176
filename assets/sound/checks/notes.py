"""The notes that were written are heard, and oscillators do not fold back."""

from __future__ import annotations

import numpy as np
from dsp import SR, drive, hz, osc, samples, sine
from instruments import bright_pulse, fm_bass, music_box, pluck, supersaw, vibraphone
from theme import CALLISTER, SCORE, notes

from checks.spectra import high_share, mono

SIZE = 1 << 18


def check_theme(sounds: dict[str, np.ndarray], problems: list[str]) -> None:
    """Title: each of the four notes sounds at its beat, in tune; and no fifth note follows."""
    x, beat = mono(sounds["title"]), SCORE["title"].beat
    for start in (0, 16):
        for k, (at, midi, _) in enumerate(notes(CALLISTER, 74, at=start)):
            rise, cents = _onset(x, int(at * beat), hz(midi))
            withheld = k == 4
            print(f"title, note {k + 1} at beat {at:g}: rises {rise:.0f} dB, {cents:+.0f} cents")
            if withheld and rise > 12:
                problems.append(f"title: the fifth note is heard at beat {at:g}")
            if not withheld and (rise < 6 or abs(cents) > 25):
                problems.append(f"title: note {k + 1} at beat {at:g} rises {rise:.0f} dB, {cents:+.0f} cents")


def _onset(x: np.ndarray, at: int, f: float) -> tuple[float, float]:
    """(how much the pitch f rises at a moment [dB], how far off it is [cents])."""
    size, near = samples(0.22), slice(int(f * 0.975 / SR * SIZE), int(f * 1.025 / SR * SIZE) + 1)
    loop = np.concatenate([x[-SR:], x, x[:SR]])
    at += SR
    after = np.abs(np.fft.rfft(loop[at + samples(0.02) :][:size] * np.hanning(size), SIZE))
    before = np.abs(np.fft.rfft(loop[at - size - samples(0.01) :][:size] * np.hanning(size), SIZE))
    top = near.start + int(after[near].argmax())
    rise = 20 * np.log10(after[near].max() / (before[near].max() + 1e-9))
    return float(rise), float(1200 * np.log2(top * SR / SIZE / f))


def check_aliasing(problems: list[str]) -> None:
    """High held notes: the strongest line that is no harmonic (fold-back would be one), and all above 16 kHz."""
    rows = {}
    n = SR
    for name, make in {
        "saw C8": lambda: osc("saw", 4186.0, n),
        "pulse C7": lambda: osc("pulse", 2093.0, n, duty=0.28),
        "triangle C8": lambda: osc("triangle", 4186.0, n),
        "drive 3 kHz": lambda: drive(sine(3000.0, n), 2.0),
        "drive 1 kHz": lambda: drive(sine(1000.0, n), 2.2),
    }.items():
        f = float({"C8": 4186, "C7": 2093, "kHz": 1000}[name.split()[-1]]) * (3 if "3 kHz" in name else 1)
        power = np.abs(np.fft.rfft(make() * np.blackman(n))) ** 2
        k = np.arange(len(power))
        harmonic = (np.abs((k + f / 2) % f - f / 2) < 6) | (k < 20)
        rows[name] = 10 * np.log10(power[~harmonic].max() / power.max())
    for name, x in {
        "supersaw C7": supersaw(96, 1.0),
        "arp C7": bright_pulse(96, 0.5),
        "vibraphone C7": vibraphone(96),
        "music box C8": music_box(108),
        "fm bass C3": fm_bass(48, 0.5),
        "pluck C6": pluck(84),
    }.items():
        rows[name] = high_share(x)
    print("aliasing, dB:", ", ".join(f"{k} {v:.0f}" for k, v in rows.items()))
    problems += [f"aliasing: {k} {v:.0f} dB" for k, v in rows.items() if v > -50]
