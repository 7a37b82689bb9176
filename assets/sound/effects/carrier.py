"""The carrier overhead, and the crew beneath it, who knock: one is yes and go, two are no and stop."""

from __future__ import annotations

import numpy as np
from dsp import band, held, hz, noise, points, samples, times
from space import add, late, pan, reverb

from effects.gestures import HULL, VOID, body, burst, dyad_line, mono, seq, whole
from effects.registry import recipe, takes

LOOP_S = 4.0
LAMP = 0.17  # of its engine: small speakers give no floor, and hear by the lamp alone that it stands
PLATE = [(118, 1.0), (187, 0.7), (309, 0.5), (512, 0.28), (840, 0.12)]  # our own hull, struck with a spanner [Hz]
APART = 0.24  # two knocks [s]


def _engine(midi: float, beat: float, rumble: float) -> np.ndarray:
    """A floor in 7:5 that nobody built for ears; `beat` swells in a loop, all of it whole cycles."""
    n, t = samples(LOOP_S), times(samples(LOOP_S))
    f = whole(hz(midi), n)
    g = whole(f * 1.4, n)
    slow = 0.72 + 0.28 * np.cos(2 * np.pi * beat / LOOP_S * t)
    tones = np.sin(2 * np.pi * f * t) + 0.8 * np.sin(2 * np.pi * g * t + 0.7)
    tones += 0.42 * np.sin(2 * np.pi * 2 * f * t) + 0.30 * np.sin(2 * np.pi * 2 * g * t)
    tones += 0.16 * np.sin(2 * np.pi * 4 * f * t) * (0.5 + 0.5 * np.cos(2 * np.pi * 2 * beat / LOOP_S * t))
    plates = band(noise(n, "carrier", midi, color=-6, wrap=True), 40, 240, wrap=True)
    return 0.5 * tones * slow + rumble * plates


@recipe
def carrier_engine():
    """It goes: the engine note of something too large. 4 s."""
    return _engine(30, 2, 1.6)


@recipe
def carrier_halted():
    """It stands: the note has sunk by a tritone and hardly beats, and high above it a lamp hums. 4 s."""
    n, t = samples(LOOP_S), times(samples(LOOP_S))
    lamp = np.sin(2 * np.pi * whole(hz(62), n) * t) + np.sin(2 * np.pi * whole(hz(62) * 1.4, n) * t)
    return _engine(24, 1, 0.9) + LAMP * lamp * (0.6 + 0.4 * np.cos(2 * np.pi * t / LOOP_S))


@recipe
def carrier_light():
    """Its lamps: a relay, then the interval opens and travels. 1.3 s."""
    n = samples(1.25)
    relay = add(body([(620, 1.0), (1450, 0.5)], 0.08, 0.04, "relay"), burst(0.05, 700, 5000, 0.03, "relay"))
    open_ = points(n, (0, 0), (0.4, 1), (1, 1))
    hum = dyad_line(74, 0, 1.25, open_) + 0.5 * dyad_line(62, 0, 1.25, open_)
    return add(relay * 0.8, late(hum * points(n, (0, 0), (0.12, 1), (0.7, 0.7), (1, 0)), 0.06))


def _knock(name: str, low: float, wet: float, cut: float) -> np.ndarray:
    """Metal on our hull; farther aft it is duller, and there is more hull between."""
    struck = add(body(PLATE, 0.5, 0.20 * low, name), burst(0.03, 200, 2600, 0.02, name) * 0.9)
    return mono(reverb(band(struck, 60, cut), HULL, wet))


@takes({"1": False, "2": True})
def knock_go(everywhere):
    """One knock, fast and near. After a long wait another answers it, from everywhere."""
    near = pan(_knock("go", 0.8, 0.15, 5200), -0.1)
    if not everywhere:
        return near
    answer = np.stack([_knock("go-left", 1.1, 0.5, 3000), _knock("go-right", 1.1, 0.5, 3000)], axis=1)
    return add(near, late(reverb(answer * 0.8, VOID, 0.25), 0.42))


@takes({"1": (0.15, 0.9, 0.16, 5000.0, 1.0), "2": (-0.7, 1.1, 0.45, 2200.0, 0.55), "3": (0.75, 1.2, 0.7, 1200.0, 0.26)})
def knock_stop(how):
    """Two knocks: be still. Near, then further aft, then very soft."""
    place, low, wet, cut, level = how
    pair = seq((0.0, _knock("stop", low, wet, cut)), (APART, _knock("stop-again", low, wet, cut) * 0.9))
    quiet = held(len(pair), 0.001, 0.05) * level
    return pan(pair * quiet, place)


def _from_below(name: str) -> np.ndarray:
    """A knock that has come up through more floors than anybody built: hardly its plate, mostly its way."""
    struck = add(body(PLATE, 0.6, 0.3, name), burst(0.03, 160, 1400, 0.03, name) * 0.6)
    return reverb(band(struck, 50, 900), VOID, 0.65)


@recipe
def knock_one():
    """One knock from a very long way down: yes."""
    return _from_below("below")


@recipe
def knock_two():
    """Two of them: no."""
    return seq((0.0, _from_below("below")), (2 * APART, _from_below("below-again") * 0.9))


@recipe
def breath():
    """The ship's own: six people who do not talk. In and out, 4 s."""
    n, t = samples(LOOP_S), times(samples(LOOP_S))
    turn = np.sin(2 * np.pi * t / LOOP_S)
    into = np.clip(turn, 0, 1) ** 1.5 * band(noise(n, "in", color=-2, wrap=True), 500, 1900, wrap=True)
    out = np.clip(-turn, 0, 1) ** 1.2 * band(noise(n, "out", color=-3, wrap=True), 260, 900, wrap=True)
    return into * 0.7 + out
