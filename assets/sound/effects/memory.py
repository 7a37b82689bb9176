"""Chapters 10 and 11: rain; what a picture sounds like that cannot be seen, and one note of the theme for each pair."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, decay, hz, noise, points, rng, samples, sine, times
from instruments import vibraphone
from space import add, late, pan, reverb
from theme import CALLISTER, notes

from effects.gestures import VOID, WOOD, body, burst, crew, mono, seq
from effects.registry import recipe

TONIC = 59  # B: chapter 10's key
HOME = TONIC + 12


def _note(number: int) -> np.ndarray:
    ladder = [midi for _, midi, _ in notes(CALLISTER, TONIC)]
    midi = ladder[number - 1] if number <= len(ladder) else HOME
    low = sine(hz(midi - 12), samples(2.4)) * decay(samples(2.4), 2.0, 0.03) * 0.16
    return crew(add(vibraphone(midi + 12, 0.7, 3.2), late(vibraphone(midi, 0.4, 2.6), 0.03), low), 0.5)


@recipe
def theme_note_1():
    return _note(1)


@recipe
def theme_note_2():
    return _note(2)


@recipe
def theme_note_3():
    return _note(3)


@recipe
def theme_note_4():
    return _note(4)


@recipe
def theme_note_5():
    return _note(5)


@recipe
def theme_note_6():
    return _note(6)


def _doors(seconds: float, name: str) -> np.ndarray:
    n = samples(seconds)
    return band(noise(n, name), 90, 620, 1) * points(n, (0, 0), (0.2, 0.5), (0.85, 0.7), (1, 0)) * 0.4


def _laugh() -> np.ndarray:
    """Six short vowels, falling."""
    g, out = rng("laugh"), []
    for k in range(6):
        n = samples(0.11)
        f = 330 * 0.94**k * (1 + 0.02 * g.uniform(-1, 1))
        tone = sum(sine(f * h, n) / h**1.2 for h in range(1, 8))
        vowel = band(tone, 480, 1500, 1) + 0.3 * band(noise(n, "ha", k), 700, 3000, 1)
        out.append((0.15 * k, vowel * points(n, (0, 0), (0.15, 1), (0.6, 0.7), (1, 0)) * (0.34 - 0.03 * k)))
    return seq(*out)


@recipe
def memory_lift():
    """A bell, a laugh that is shut in, two doors that meet."""
    bell = body([(1244, 0.5), (2490, 0.2)], 0.9, 0.7, "lift")
    thud = body([(96, 0.9), (210, 0.4)], 0.3, 0.16, "lift doors")
    laugh = _laugh()
    shut = laugh * points(len(laugh), (0, 1), (0.5, 0.9), (1, 0.15))[:, None if laugh.ndim == 2 else ...]
    return mono(reverb(seq((0.0, bell), (0.35, shut), (0.5, _doors(1.1, "lift")), (1.58, thud)), WOOD, 0.3))


@recipe
def memory_hatch():
    """A wheel, a laugh that is left outside, two halves of steel that meet."""
    wheel = seq(*((0.09 * k, body([(680, 0.4), (1510, 0.2)], 0.1, 0.05, f"wheel{k}")) for k in range(5)))
    clank = add(body([(72, 1.0), (233, 0.6), (611, 0.3)], 0.9, 0.5, "hatch"), burst(0.06, 300, 3000, 0.04, "clank"))
    return mono(reverb(seq((0.0, wheel), (0.5, _doors(1.0, "hatch")), (1.48, clank)), VOID, 0.3))


@recipe
def rain():
    """On a sill and on leaves, not hard; it goes on."""
    n, t = 7 * SR, times(7 * SR)
    air = noise(n, "rain", channels=2, wrap=True)
    hiss = band(air, 700, 5200, 1, wrap=True) * (0.10 + 0.02 * np.sin(2 * np.pi * t / 3.5))[:, None]
    leaves = band(noise(n, "leaves", color=-3, channels=2, wrap=True), 250, 1400, 1, wrap=True) * 0.10
    drops = np.zeros((n, 2))
    g = rng("drops")
    for _ in range(90):
        drop = body([(g.uniform(900, 2600), 0.5), (g.uniform(2600, 4200), 0.2)], 0.05, 0.02, f"drop{g.integers(9)}")
        at = int(g.integers(n - len(drop)))
        drops[at : at + len(drop)] += pan(drop * g.uniform(0.02, 0.09), g.uniform(-0.8, 0.8))
    return hiss + leaves + drops


@recipe
def test_card():
    """Five notes of a set that waits for a programme: the theme's four, and one that does not resolve them."""
    ladder = [midi for _, midi, _ in notes(CALLISTER, 62)][:4]
    out = []
    for k, midi in enumerate((*ladder, 62 + 8)):
        n = samples(0.5)
        out.append((0.62 * k, sine(hz(midi + 12), n) * points(n, (0, 0), (0.02, 1), (0.9, 1), (1, 0)) * 0.3))
    return mono(reverb(band(seq(*out), 200, 2600, 1), WOOD, 0.15))
