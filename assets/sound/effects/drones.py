"""Moderation's drones: one register and one rhythm each, always 7:5."""

from __future__ import annotations

from functools import partial

import numpy as np
from dsp import SR, band, decay, drive, held, hz, noise, points, rng, samples, times
from instruments import dyad
from space import add, late, pan

from effects.gestures import burst, dyad_line, explosion, seq, whole
from effects.registry import RECIPES, recipe, takes

#        midi, pulses a second, ramp
DRONES = {"mite": (93, 16.0, 0.004), "watcher": (74, 1.0, 0.02), "hound": (56, 4.0, 0.006), "warden": (38, 0.5, 0.04)}


def _drone_idle(kind: str) -> np.ndarray:
    midi, rate, _ = DRONES[kind]
    n, t = 2 * SR, times(2 * SR)
    f = whole(hz(midi), n)
    pair = np.sin(2 * np.pi * f * t) + np.sin(2 * np.pi * whole(f * 1.4, n) * t)
    gate = (0.5 - 0.5 * np.cos(2 * np.pi * rate * t)) ** (2 if rate > 1 else 1)
    if kind == "hound":
        gate *= 0.35 + 0.65 * (np.sin(2 * np.pi * 0.5 * t) > -0.2).astype(float)
        gate = band(gate, hi=30, wrap=True)
    extra = {
        "mite": 0,
        "watcher": 0,
        "hound": 0.35 * np.sin(2 * np.pi * 2 * f * t),
        "warden": 0.5 * np.sin(2 * np.pi * 2 * f * t) + 0.3 * np.sin(2 * np.pi * whole(f * 2.8, n) * t),
    }[kind]
    return (pair + extra) * gate * 0.3


def _drone_notice(kind: str) -> np.ndarray:
    midi, _, ramp = DRONES[kind]
    if kind == "mite":
        return seq(*((0.06 * i, dyad(midi + (0, 3, 6)[i], 0.045, ramp)) for i in range(3)))
    if kind == "watcher":
        n = samples(0.75)
        opening = points(n, (0, 0), (0.5, 1), (1, 1))
        return (
            (0.5 * dyad_line(midi, 0, 0.75, opening) + dyad_line(midi + 12, 0, 0.75, opening))
            * (0.55 + 0.45 * np.cos(2 * np.pi * 4 * times(n)))
            * held(n, 0.02, 0.05)
        )
    if kind == "hound":

        def bark(m):
            return dyad_line(m, points(samples(0.125), (0, -5), (0.35, 0), (1, -2)), 0.125) * held(
                samples(0.125), 0.008, 0.03
            )

        return drive(seq((0, bark(midi)), (0.1875, bark(midi + 3))), 1.8)
    n = samples(1.25)
    return (
        (dyad_line(midi, 0, 1.25) + 0.5 * dyad_line(midi + 12, 0, 1.25) + 0.25 * dyad_line(midi + 24, 0, 1.25))
        * decay(n, 1.6, 0.03)
        * held(n, 0.01, 0.1)
    )


def _drone_attack(kind: str) -> np.ndarray:
    midi, _, _ramp = DRONES[kind]
    if kind == "mite":
        return seq(*((0.03125 * i, dyad(midi + 6 - i, 0.028, 0.003)) for i in range(6)))
    if kind == "watcher":
        return seq(*((0.125 * i, dyad(midi + 6 * (i % 2), 0.10, 0.005)) for i in range(4)))
    if kind == "hound":
        n = samples(0.5)
        return drive(
            dyad_line(midi, points(n, (0, -7), (0.2, 3), (1, 5)), 0.5)
            * (0.6 + 0.4 * np.sign(np.sin(2 * np.pi * 32 * times(n))))
            * held(n, 0.008, 0.06),
            2.2,
        )
    n = samples(1.0)
    return drive(
        dyad_line(midi, points(n, (0, 0), (0.8, 6), (1, 6)), 1.0, None) * points(n, (0, 0), (0.75, 1), (0.9, 1), (1, 0))
        + 0.7 * dyad_line(midi + 24, points(n, (0, 0), (0.8, 6), (1, 6)), 1.0) * points(n, (0, 0), (0.85, 1), (1, 0)),
        1.5,
    )


def _drone_death(kind: str, take: int = 0, lift: float = 0.0) -> np.ndarray:
    midi = DRONES[kind][0] + lift
    chance = (kind, take) if take else (kind,)
    length = {"mite": 0.16, "watcher": 0.55, "hound": 0.7, "warden": 1.5}[kind]
    n = samples(length)
    fall = dyad_line(midi, points(n, (0, 0), (0.3, -1), (1, -19)), length, points(n, (0, 1), (1, 0.3)))
    drops = np.interp(
        np.arange(n),
        np.arange(0, n + 1024, 1024),
        (
            rng("drop", *chance).uniform(size=len(np.arange(0, n + 1024, 1024)))
            > points(len(np.arange(0, n + 1024, 1024)), (0, 0.0), (1, 0.6))
        ).astype(float),
    )
    size = {"mite": 0.4, "watcher": 0.6, "hound": 0.8, "warden": 1.4}[kind]
    bang = explosion(length, size, "".join(map(str, chance)))
    return add(fall * drops * decay(n, length * 1.6, 0.003), bang * 0.5)


ACTS = {"idle": _drone_idle, "notice": _drone_notice, "attack": _drone_attack, "death": _drone_death}
FALLS = (0.0, -1.5, 1.0, -0.5)  # mites fall by the dozen: four takes, each as much higher [semitones]
for _kind in DRONES:
    for _act, _make in ACTS.items():
        RECIPES[f"{_kind}_{_act}"] = partial(_make, _kind)
del RECIPES["mite_death"]
for _take, _lift in enumerate(FALLS, 1):
    RECIPES[f"mite_death_{_take}"] = partial(_drone_death, "mite", _take, _lift)


@recipe
def mites_swarm():
    """Hundreds: grains of 7:5 chirps, density like rain, three registers. 3 s."""
    n = 3 * SR
    out, g = np.zeros((n, 2)), rng("swarm")
    for _ in range(420):
        midi = 86 + int(g.integers(0, 6)) * 3 + g.uniform(-0.3, 0.3)
        grain = pan(dyad(midi, float(g.uniform(0.015, 0.05)), 0.004), g.uniform(-1, 1)) * g.uniform(0.1, 0.5)
        index = (int(g.integers(0, n)) + np.arange(len(grain))) % n
        out[index] += grain
    return out


@recipe
def searchlight_idle():
    """A lamp of the firewall: mains, a fan in it, and the interval so low that it is warmth. 2 s."""
    n, t = 2 * SR, times(2 * SR)
    f = whole(hz(43), n)
    mains = (
        np.sin(2 * np.pi * f * t) + 0.6 * np.sin(2 * np.pi * whole(f * 1.4, n) * t) + 0.2 * np.sin(8 * np.pi * f * t)
    )
    fan = band(noise(n, "searchlight fan", color=-3, wrap=True), 260, 1500, wrap=True)
    return mains * (0.8 + 0.2 * np.cos(2 * np.pi * t)) * 0.4 + fan * 0.25


@recipe
def searchlight_notice():
    """It has felt something: a shutter, and the lamp runs up. 0.7 s."""
    n = samples(0.7)
    up = dyad_line(55, points(n, (0, -12), (0.25, 0), (1, 2)), 0.7) * points(n, (0, 0), (0.3, 1), (1, 0))
    return add(drive(up, 1.3) * 0.8, burst(0.05, 900, 5200, 0.03, "shutter"))


@recipe
def searchlight_attack():
    """It holds somebody: the interval, steady, with a tremble in it. 0.9 s."""
    n = samples(0.9)
    tremble = 0.7 + 0.3 * np.sin(2 * np.pi * 12 * times(n))
    return dyad_line(67, points(n, (0, 0), (1, 1)), 0.9) * tremble * held(n, 0.03, 0.25)


@recipe
def searchlight_death():
    """The glass goes, and what was behind it. 0.8 s."""
    glass = seq(*((0.02 * i, burst(0.09, 2400 + 500 * (i % 4), 9000, 0.05, f"pane {i}")) for i in range(7)))
    return add(glass * 0.6, explosion(0.8, 0.9, "searchlight"))


@recipe
def flock_wakes():
    """Hundreds open their eyes one after the other: grains that start as single drops and end as a downpour, over a
    breath drawn in. 2.4 s."""
    n = samples(2.4)
    out, g = np.zeros((n, 2)), rng("flock wakes")
    for _ in range(260):
        share = float(g.uniform()) ** 0.45  # the later the more
        midi = 74 + 9 * share + int(g.integers(0, 4)) * 3
        grain = pan(dyad(midi, float(g.uniform(0.02, 0.06)), 0.004), g.uniform(-1, 1)) * (0.12 + 0.4 * share)
        out = add(out, late(grain, share * 2.2))
    breath = band(noise(n, "flock breath", color=-3), 180, 1400) * points(n, (0, 0), (0.7, 0.6), (0.92, 1), (1, 0))
    return (add(out, pan(breath * 0.8, 0)) * held(n, 0.01, 0.12)[:, None] if out.ndim == 2 else out)[:n]


@recipe
def flock_closing():
    """They are all round: the interval in three registers, faster and faster, and shut. 0.65 s."""
    n = samples(0.65)
    rate = points(n, (0, 9), (1, 34))
    gate = 0.55 + 0.45 * np.sign(np.sin(2 * np.pi * np.cumsum(rate) / SR))
    rise = points(n, (0, 0), (1, 7))
    three = sum(dyad_line(midi, rise, 0.65) * gain for midi, gain in ((50, 1.0), (69, 0.7), (88, 0.4)))
    return drive(three * gate * points(n, (0, 0.35), (0.9, 1), (1, 0)), 1.6)


@recipe
def carrier_pass():
    """As long as three screens: a floor you feel, chimes of the polite interval far above, nothing else. 9 s."""
    n = samples(9.0)
    arc = points(n, (0, 0), (0.3, 0.55), (0.5, 1), (0.7, 0.55), (1, 0)) ** 1.5
    sink = points(n, (0, 0.4), (0.42, 0.3), (0.58, -0.3), (1, -0.4))
    low = dyad_line(26, sink, 9.0) + 0.7 * dyad_line(38, sink, 9.0) + 0.22 * dyad_line(50, sink, 9.0)
    plates = band(noise(n, "plates", color=-6), 35, 260) * 0.6
    out = pan(low * arc + plates * arc, 0)
    for i, at in enumerate((1.5, 3.5, 5.5)):
        out = add(out, late(pan(dyad(74 + 12 * (i == 1), 1.0, 0.04) * 0.10, (-0.6, 0, 0.6)[i]), at))
    return out[:n]


@takes({"1": 0.0, "2": 3.0})
def drone_pulse(lift):
    """A drone's shot: the interval, shut like a stamp."""
    n = samples(0.11)
    return dyad_line(81 + lift, points(n, (0, 4), (0.3, 0), (1, -7)), 0.11) * decay(n, 0.13, 0.003)


@recipe
def warden_pulse():
    """A warden's shot: slow and heavy, two octaves below the others'."""
    n = samples(0.4)
    low = dyad_line(50, points(n, (0, 5), (0.2, 0), (1, -9)), 0.4) + 0.6 * dyad_line(
        62, points(n, (0, 5), (1, -9)), 0.4
    )
    return drive(add(low * decay(n, 0.45, 0.004), burst(0.08, 200, 2600, 0.05, "ward")), 1.4)
