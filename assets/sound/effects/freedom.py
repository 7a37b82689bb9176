"""Freedom: pegs, changed rules, a television and its sofa."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, glide, hz, noise, points, samples, sine, times
from instruments import kick, pluck, vibraphone
from space import add, faded, fit, late, pan, reverb

from effects.gestures import WOOD, body, burst, crew, mono, seq
from effects.registry import recipe, takes


def _peg(midi: float) -> np.ndarray:
    return add(body([(420, 0.5), (910, 0.3)], 0.1, 0.06, "peg"), late(pluck(midi, 0.7, 0.6, 0.5), 0.01))


@takes({str(i + 1): i for i in range(7)})
def sandbox_place(i):
    """What is placed plays the chapter's scale: each within two seconds of the last is a step up."""
    return crew(_peg((62, 64, 66, 68, 69, 71, 73)[i] + 7), 0.2)


@recipe
def bolt():
    """Brass in a brass keep, from the inside: it slides, and it is home."""
    slide = band(noise(samples(0.22), "bolt"), 700, 4200, 1) * points(samples(0.22), (0, 0), (0.3, 0.5), (1, 1)) * 0.22
    home = body([(310, 0.9), (742, 0.6), (1460, 0.4), (2350, 0.2)], 0.3, 0.16, "keep", 0.004)
    return mono(reverb(seq((0, slide), (0.2, home), (0.2, burst(0.02, 300, 5200, 0.012, "keep") * 1.4)), WOOD, 0.3))


@recipe
def sandbox_undo():
    """The same peg, backwards."""
    return faded(crew(fit(_peg(69), 0.4), 0.1)[: samples(0.45)][::-1].copy(), 0.01, 0.004)


@recipe
def rule_change():
    """One chord slides into another: D to E over D, as the sky does."""
    n = samples(1.2)
    pairs = ((62, 64), (66, 68), (69, 71), (74, 76))
    x = sum(
        sine(hz(a) * (hz(b) / hz(a)) ** points(n, (0, 0), (0.25, 0), (0.6, 1), (1, 1)))
        + 0.3 * sine(hz(a + 12) * (hz(b) / hz(a)) ** points(n, (0, 0), (0.25, 0), (0.6, 1), (1, 1)))
        for a, b in pairs
    )
    return crew(add(x * points(n, (0, 0), (0.05, 1), (1, 0)) * 0.15, vibraphone(81, 0.5, 0.8)), 0.3)


@recipe
def tv_channel():
    """A dial with a detent: clack, half a second of snow, a new room."""
    clack = add(
        body([(540, 0.9), (1230, 0.5), (2170, 0.3)], 0.08, 0.05, "dial"), burst(0.03, 900, 6000, 0.015, "dial") * 2
    )
    n = samples(0.38)
    snow = band(noise(n, "snow"), 300, 9500, 1) * points(n, (0, 0), (0.05, 1), (0.7, 0.8), (1, 0)) * 0.22
    return mono(reverb(seq((0, clack), (0.03, snow)), WOOD, 0.15))


@recipe
def tv_static():
    n, t = 2 * SR, times(2 * SR)
    return (
        band(noise(n, "static", wrap=True), 250, 9000, 1, wrap=True)
        * (1 + 0.25 * np.sin(2 * np.pi * 60 * t))
        * (1 + 0.15 * np.sin(2 * np.pi * 3 * t))
        * 0.2
    )


@recipe
def tv_on():
    n = samples(1.2)
    return mono(
        reverb(
            add(
                body([(540, 0.9), (1230, 0.5)], 0.08, 0.05, "switch"),
                kick(0.35, 60, 0),
                late(sine(glide(180, 5200, 0.9, 0.5)) * points(samples(0.9), (0, 0), (0.1, 0.08), (1, 0)), 0.05),
                late(band(noise(n, "warm"), 600, 6000, 1) * points(n, (0, 0), (0.2, 0.1), (1, 0)), 0.08),
            ),
            WOOD,
            0.2,
        )
    )


@recipe
def sofa_room():
    """Room tone: nobody is hunting anyone. A warm floor, cloth, the set's faint hum. 8 s."""
    n, t = 8 * SR, times(8 * SR)
    air = band(noise(n, "sofa", color=-6, channels=2, wrap=True), 60, 700, 1, wrap=True) * 0.5
    cloth = (
        band(noise(n, "cloth", channels=2, wrap=True), 900, 4200, 1, wrap=True)
        * (0.012 * (0.5 - 0.5 * np.cos(2 * np.pi * t / 4)) ** 6)[:, None]
    )
    return air + cloth + pan(0.10 * np.sin(2 * np.pi * 120 * t) + 0.04 * np.sin(2 * np.pi * 240 * t), 0.3)
