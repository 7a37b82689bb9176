"""Being seen and being known: scans, heat, the banhammer, the sweep."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, drive, held, hz, noise, points, samples, sine, times
from instruments import dyad, kick, pluck, supersaw, vibraphone
from space import add, fit, late, pan

from effects.gestures import body, burst, crew, dyad_line, seq, whole
from effects.registry import recipe, takes


@recipe
def scan_begin():
    """One tone opens into two: someone looks. 0.6 s, a second before it counts."""
    n = samples(0.625)
    return dyad_line(86, 0, 0.625, points(n, (0, 0), (0.8, 1), (1, 1))) * points(
        n, (0, 0), (0.5, 0.7), (0.94, 1), (1, 0)
    )


@takes({"1": 4, "2": 8, "3": 16})
def scan_loop(rate):
    """Same two tones, gated 4, 8, 16 times a second: how far the scan is, by ear. 1 s."""
    n, t = SR, times(SR)
    low, high = whole(hz(86), n), whole(hz(86) * 1.4, n)
    gate = np.clip(3 * np.sin(2 * np.pi * rate * t), 0, 1)
    gate = band(gate, hi=140, order=1, wrap=True)
    alternate = (np.floor(t * rate) % 2) if rate < 16 else 0.5
    alternate = band(np.broadcast_to(alternate, n).astype(float), hi=200, order=1, wrap=True)
    return (
        (np.sin(2 * np.pi * low * t) * (1 - 0.7 * alternate) + np.sin(2 * np.pi * high * t) * (0.3 + 0.7 * alternate))
        * gate
        * 0.4
    )


@recipe
def scan_identified():
    """Known. Both tones, three octaves, flat, for exactly a second; the music ducks under it."""
    stamp = add(body([(392, 0.6), (823, 0.4)], 0.1, 0.06, "stamp"), burst(0.06, 300, 3000, 0.04, "stamp"))
    return add(stamp, late(dyad(74, 1.0, 0.004) + 0.5 * dyad(62, 1.0, 0.004) + 0.4 * dyad(86, 1.0, 0.004), 0.06))


@recipe
def scan_lost():
    n = samples(0.5)
    return dyad_line(86, points(n, (0, 0), (1, -2)), 0.5, points(n, (0, 1), (0.7, 0), (1, 0))) * points(
        n, (0, 0), (0.05, 1), (1, 0)
    )


@takes({str(k): k for k in range(1, 6)})
def heat_up(level):
    """As many pulses as the level, climbing D F G# B D: count them."""
    steps = (62, 65, 68, 71, 74)
    return seq(*((0.125 * i, dyad(steps[i], 0.1 if i < level - 1 else 0.375, 0.005)) for i in range(level)))


@takes({str(k): k for k in range(0, 5)})
def heat_down(level):
    """The crew breathes out: two bars falling a fifth, then as many soft taps as remain."""
    taps = [(0.46 + 0.18 * i, pluck(57, 0.9, 0.15, 0.6)) for i in range(level)]
    return crew(seq((0, vibraphone(69, 0.55, 0.35)), (0.16, vibraphone(62, 0.55, 0.4)), *taps), 0.12)


@recipe
def banhammer_windup():
    """1.75 s: a tone climbs a tritone while gates halve; then an eighth of nothing."""
    n = samples(1.625)
    climb = (
        dyad_line(50, points(n, (0, 0), (1, 6)), 1.625)
        + 0.6 * dyad_line(62, points(n, (0, 0), (1, 6)), 1.625)
        + 0.3 * dyad_line(74, points(n, (0, 0), (1, 6)), 1.625)
    )
    rate = np.cumsum(np.geomspace(2, 26, n)) / SR
    gate = band(np.clip(3 * np.sin(2 * np.pi * rate) + 0.6, 0, 1), hi=160, order=1)
    return fit(climb * gate * points(n, (0, 0.2), (0.98, 1), (1, 0)), 1.75)


@recipe
def banhammer_strike():
    wood = body([(212, 1), (347, 0.7), (611, 0.5), (1180, 0.3)], 0.5, 0.28, "gavel")
    verdict = late(dyad(38, 1.5, 0.004) + 0.4 * dyad(62, 1.5, 0.004), 0.05) * points(
        samples(1.55), (0, 1), (0.5, 0.6), (1, 0)
    )
    return drive(add(kick(1.0, 34, 0.6), wood, burst(0.5, 80, 4000, 0.35, "gavel") * 1.3, verdict * 0.8), 1.5)


@recipe
def sweep_approach():
    """The music has stopped. A 1 kHz test tone from nowhere, and under it the interval opens. 4 s."""
    n = samples(4.0)
    near = points(n, (0, 0.02), (0.6, 0.25), (1, 1)) ** 1.4
    test = sine(1000, n) * 0.35
    opening = dyad_line(62, 0, 4.0, points(n, (0, 0), (1, 1))) + 0.6 * dyad_line(50, 0, 4.0, points(n, (0, 0), (1, 1)))
    return pan((test + opening) * near * held(n, 0.05, 0.01), 0) * np.stack(
        [points(n, (0, 1.3), (1, 1)), points(n, (0, 0.4), (1, 1))], axis=1
    )


@recipe
def sweep_wall():
    """Seven sines a 7:5 apart pass over, left to right; clean, which is the horror. 2.5 s."""
    n = samples(2.5)
    out = np.zeros((n, 2))
    for k in range(7):
        f = 110 * 1.4**k * 2 ** (points(n, (0, 0.5), (0.4, 0), (1, -0.6)) / 12)
        centre = 0.32 + 0.03 * k
        loud_ = np.exp(-(((np.linspace(0, 1, n) - centre) / 0.16) ** 2))
        place = np.clip((np.linspace(0, 1, n) - centre) * 3.5, -1, 1)
        x = sine(f) * loud_ / (1 + 0.25 * k)
        out += np.stack([x * np.cos((place + 1) * np.pi / 4), x * np.sin((place + 1) * np.pi / 4)], axis=1)
    return out + pan(
        band(noise(n, "wall", color=-3), 60, 500) * np.exp(-(((np.linspace(0, 1, n) - 0.4) / 0.2) ** 2)) * 0.25, 0
    )


@takes({"1": 74, "2": 81, "3": 79, "4": 86})
def sweep_tagged(midi):
    """Everyone with a tag lights up green: a cheerful third, on D, A, G, and the D above, as hundreds do in turn."""
    return add(
        supersaw(midi, 0.08, vel=0.6, attack=0.004, release=0.2),
        late(supersaw(midi + 4, 0.1, vel=0.6, attack=0.004, release=0.3), 0.09),
    )


@recipe
def sweep_near():
    """The wall while it is on its way: six of the seven sines at once, flat, breathing by two beats. 2 s."""
    n, t = 2 * SR, times(2 * SR)
    beats = ((0.5, 0.0), (1.0, 1.0), (0.5, 2.1), (1.5, 3.0), (1.0, 4.2), (2.0, 5.0))
    lines = (
        np.sin(2 * np.pi * whole(110 * 1.4**k, n) * t + k)
        / (1 + 0.3 * k)
        * (0.7 + 0.3 * np.cos(2 * np.pi * rate * t + at))
        for k, (rate, at) in enumerate(beats)
    )
    return sum(lines) + band(noise(n, "wall", color=-3, wrap=True), 60, 500, wrap=True) * 0.15


@recipe
def sweep_erase():
    """Something without a name is not there afterwards: the interval shuts, and then not even a click."""
    n = samples(0.34)
    shut = dyad_line(86, points(n, (0, 0), (1, -5)), 0.34, points(n, (0, 1), (1, 0)))
    return shut * points(n, (0, 0), (0.08, 1), (0.9, 0.5), (1, 0)) ** 1.3
