"""Daly: clockwork, steel teeth, a tin box; each power has its tell and its strike."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, drive, held, hz, moving_lowpass, noise, osc, peaks, points, samples, sine, times
from instruments import choir, dyad, kick, music_box, ratchet
from space import add, fit, late, pan, reverb

from effects.gestures import VOID, body, burst, explosion, mono, seq, swept, tin, whole
from effects.registry import recipe


@recipe
def backup_cut():
    """A cable under tension parts; one of his voices stops in the middle of a breath."""
    voice = fit(mono(choir(65, 0.3, "o", 0.6, 0.05, 0.02)), 0.3)
    voice[-200:] *= np.linspace(1, 0, 200)
    twang = body([(220, 0.7), (583, 0.5), (1141, 0.35), (1886, 0.2)], 0.8, 0.6, "cable", 0.01)
    n = samples(0.9)
    down = swept("saw", 260, 40, 0.9, 1.2) * points(n, (0, 1), (1, 0)) * 0.25
    return tin(
        seq((0, voice), (0.3, burst(0.05, 1500, 8000, 0.03, "snip") * 2.5), (0.3, twang), (0.32, band(down, 0, 1400))),
        0.4,
    )


@recipe
def daly_freeze_tell():
    """Clockwork that runs down: 0.8 s."""
    return tin(
        add(
            ratchet(0.8, 22, 3, 0.6),
            swept("sine", 1568, 784, 0.8, 1.5) * points(samples(0.8), (0, 0), (0.9, 0.35), (1, 0)),
        ),
        0.4,
    )


@recipe
def daly_freeze_strike():
    """A stop so hard it rings; the music is cut for as long as the freeze lasts."""
    ice = body([(2093, 0.6), (3137, 0.5), (4187, 0.4), (5588, 0.3)], 1.0, 1.1, "ice", 0.003)
    return tin(add(burst(0.04, 800, 9000, 0.02, "stop") * 3, kick(0.8, 60, 0.5), ice * 0.7), 0.5)


@recipe
def daly_delete_tell():
    """6 4 5, quicker each time, like a finger on a key: 0.7 s."""
    return tin(
        seq(
            (0, music_box(83, 0.6, 0.4)),
            (0.26, music_box(79, 0.65, 0.4)),
            (0.47, music_box(81, 0.7, 0.4)),
            (0.62, music_box(76, 0.75, 0.4)),
        ),
        0.4,
    )


@recipe
def daly_delete_strike():
    """One key of an old keyboard, and the hole where something was."""
    n = samples(0.5)
    suck = band(noise(n, "suck"), 300, 5000) * points(n, (0, 0), (0.96, 1), (1, 0)) ** 3 * 0.5
    key = add(
        body([(310, 0.9), (733, 0.6), (1490, 0.4)], 0.12, 0.06, "key"), burst(0.05, 900, 7000, 0.025, "key") * 1.5
    )
    return tin(seq((0, key), (0.03, suck), (0.53, kick(0.7, 50, 0))), 0.3)


@recipe
def daly_move_tell():
    """A drawer with bad runners: 0.8 s, quicker towards the end."""
    n = samples(0.8)
    scrape = (
        band(noise(n, "drawer"), 180, 1700)
        * (0.5 + 0.5 * np.sign(np.sin(2 * np.pi * np.cumsum(np.linspace(14, 46, n)) / SR)))
        * points(n, (0, 0), (0.1, 0.6), (1, 1))
        * 0.4
    )
    return tin(add(band(scrape, hi=2400), ratchet(0.8, 6, 20, 0.3, 900)), 0.3)


@recipe
def daly_move_strike():
    """A wooden block set down by someone very large."""
    block = body([(98, 1), (187, 0.8), (311, 0.6), (534, 0.35)], 0.6, 0.3, "block")
    return tin(drive(add(block, kick(0.9, 44, 0.2), burst(0.2, 120, 2200, 0.12, "set")), 1.5), 0.35)


@recipe
def daly_heal_tell():
    """Many people breathe in: 0.9 s."""
    n = samples(0.9)
    breath = (
        peaks(noise(n, "inhale"), [(700, 500, 0.6), (1700, 700, 0.8), (3200, 900, 0.5)])
        * points(n, (0, 0), (0.85, 1), (1, 0)) ** 1.6
    )
    return tin(add(breath * 0.5, ratchet(0.9, 8, 16, 0.12)), 0.2)


@recipe
def daly_heal_strike():
    """The host: 6 4 5 2 1 in a hurry, and a choir that is glad to be home."""
    run = seq(*((0.075 * i, music_box(m, 0.6, 1.0)) for i, m in enumerate((83, 79, 81, 76, 74))))
    return tin(
        add(run, late(mono(choir(62, 0.7, "o", 0.5, 0.1, 0.5)) + mono(choir(69, 0.7, "o", 0.4, 0.1, 0.5)), 0.3)), 0.4
    )


@recipe
def daly_near():
    """He is in the room: a spring under tension and the sixth of the theme, bowed. 4 s."""
    n, t = 4 * SR, times(4 * SR)
    bow = sum(np.sin(2 * np.pi * whole(hz(71) * k, n) * t + k) / k**1.6 for k in range(1, 7)) * (
        0.6 + 0.4 * np.sin(2 * np.pi * 0.25 * t)
    )
    spring = (
        peaks(noise(n, "spring", color=-3, wrap=True), [(220, 8, 1), (583, 10, 0.8), (1141, 14, 0.5)], wrap=True)
        * (0.5 - 0.5 * np.cos(2 * np.pi * 0.5 * t)) ** 3
    )
    return bow * 0.12 + spring * 0.6


@recipe
def core_collapse():
    """The box is crushed: cogs strip, the choir falls, five notes spill, the room goes. 6 s."""
    n = samples(6.0)
    fall = (
        moving_lowpass(
            sum(osc("saw", hz(m) * 2 ** (points(n, (0, 0), (0.5, -5), (1, -34)) / 12)) for m in (53, 60, 65, 68, 74))
            * points(n, (0, 0), (0.1, 0.6), (0.8, 1), (1, 0)),
            np.geomspace(5000, 120, n),
        )
        * 0.25
    )
    spill = seq(*((0.3 + 0.17 * i + 0.02 * i * i, music_box(86 - 3 * i + (i % 3), 0.5, 1.0)) for i in range(14)))
    booms = seq(
        *(
            (t, explosion(1.4, 1.2 + 0.2 * i, f"core{i}") * (0.5 + 0.1 * i))
            for i, t in enumerate((0.0, 1.3, 2.3, 3.1, 3.7, 4.2))
        )
    )
    return reverb(
        add(pan(fall, 0), pan(ratchet(3.5, 10, 70, 0.3), 0.4), pan(spill, -0.4) * 0.7, pan(booms, 0)), VOID, 0.2
    )


@recipe
def purge_tick():
    return dyad(98, 0.0625, 0.004)


@recipe
def purge_zero():
    """The interval, then only one of its notes, then a line going dead. 3 s."""
    n = samples(3.0)
    low, high = sine(hz(74), n), sine(hz(74) * 1.4, n)
    return (
        (low * points(n, (0, 1), (0.33, 1), (0.34, 0), (1, 0)) + high * points(n, (0, 1), (0.66, 1), (1, 0.9)))
        * held(n, 0.006, 0.006)
        * 0.4
    )


@recipe
def daly_throw_tell():
    """A spring is wound up, click by click, as far as it goes: 0.7 s."""
    wind = swept("saw", 130, 720, 0.66, 0.7) * points(samples(0.66), (0, 0.1), (0.8, 0.6), (1, 0)) * 0.22
    return tin(add(ratchet(0.66, 34, 12, 0.55, 1300), band(wind, 120, 2600)), 0.35)


@recipe
def daly_throw_strike():
    """It lets go: a twang, and a handful of small things on their way."""
    twang = body([(147, 0.9), (311, 0.6), (623, 0.4), (1245, 0.25)], 0.5, 0.3, "spring", 0.004)
    flung = seq(*((0.04 * i, burst(0.05, 900, 6000, 0.03, f"fling {i}") * 0.8) for i in range(5)))
    return tin(add(twang, kick(0.4, 70, 0.15) * 0.5, flung), 0.3)
