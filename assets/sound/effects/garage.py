"""A garage: what is turned, opened, knocked on and let go of in it, and a music box."""

from __future__ import annotations

import numpy as np
from dsp import band, decay, glide, noise, points, rng, samples, sine
from instruments import clock_tick, music_box, ratchet
from space import add, late, pan, reverb, warble

from effects.carrier import PLATE
from effects.gestures import HULL, VOID, WOOD, body, burst, explosion, mono, seq, swept, tin
from effects.registry import recipe

FIVE = (83, 79, 81, 76, 74)  # 6 4 5 2 1 in D: he always lets you land at home
TEETH = 0.62  # between two notes, even as teeth [s]


@recipe
def garage_shut():
    """A board falls to behind one, and something small is pushed in front of it."""
    board = add(
        body([(92, 1.0), (171, 0.7), (288, 0.45), (470, 0.2)], 0.5, 0.26, "board"),
        burst(0.06, 120, 1900, 0.05, "board"),
    )
    push = (
        band(noise(samples(0.5), "push"), 160, 1300) * points(samples(0.5), (0, 0), (0.2, 1), (0.8, 0.6), (1, 0)) * 0.22
    )
    return mono(
        reverb(
            seq((0.0, board), (0.7, push), (1.15, body([(130, 0.8), (240, 0.4)], 0.3, 0.14, "stop") * 0.5)), WOOD, 0.5
        )
    )


@recipe
def clock_tick_one():
    """A kitchen clock that has stood still ticks. Once."""
    return mono(
        reverb(
            add(clock_tick(True) * 1.4, late(body([(980, 0.3), (2210, 0.2)], 0.4, 0.3, "bell") * 0.2, 0.004)), WOOD, 0.7
        )
    )


@recipe
def lamp_turn():
    """The joint of a lamp: springs, dry metal, and the head that comes to rest."""
    n = samples(1.5)
    f = 310 + 90 * np.sin(np.linspace(0, 7, n)) + 40 * rng("joint").standard_normal(n).cumsum() / np.sqrt(n)
    creak = np.sign(np.sin(2 * np.pi * np.cumsum(f) / 44100)) * points(
        n, (0, 0), (0.1, 0.5), (0.5, 1), (0.9, 0.4), (1, 0)
    )
    dry = band(creak * (0.5 + 0.5 * np.abs(noise(n, "stick"))), 500, 3200) * 0.12
    spring = body([(523, 0.5), (1174, 0.4), (2290, 0.3)], 1.2, 0.9, "spring", 0.01) * 0.3
    rest = body([(196, 0.7), (402, 0.5), (811, 0.3)], 0.4, 0.2, "head") * 0.6
    return tin(seq((0.0, dry), (0.2, spring), (1.35, rest)), 0.45)


def _switch(low: float, name: str) -> np.ndarray:
    click = add(
        body([(640 * low, 0.6), (1530 * low, 0.5), (3100 * low, 0.25)], 0.12, 0.05, name),
        burst(0.02, 700, 6000, 0.01, name) * 1.6,
    )
    return tin(click, 0.35)


@recipe
def switch_off():
    """A lamp's switch; the filament pings as it cools."""
    ping = body([(3140, 0.4), (5170, 0.25)], 0.5, 0.3, "filament") * 0.25
    return seq((0.0, _switch(0.9, "off")), (0.45, ping))


@recipe
def switch_on():
    """The same, the other way."""
    return _switch(1.1, "on")


@recipe
def tube_on():
    """An old tube comes on: a relay, a thump of high voltage, a whine that climbs out of hearing."""
    whine = swept("sine", 2200, 9400, 1.1, 0.4) * points(samples(1.1), (0, 0), (0.1, 0.16), (1, 0))
    static = band(noise(samples(0.6), "tube"), 900, 7000) * decay(samples(0.6), 0.4, 0.002) * 0.2
    thump = sine(glide(120, 55, 0.4)) * decay(samples(0.4), 0.35, 0.002) * 0.7
    return tin(
        seq((0.0, burst(0.02, 800, 5000, 0.012, "relay") * 2), (0.03, thump), (0.03, static), (0.05, whine)), 0.25
    )


@recipe
def knob_turn():
    """A knob with a click at each mark, turned down by five."""
    clicks = seq(
        *((0.13 * i, burst(0.02, 700, 4600 - 500 * i, 0.014, f"mark{i}") * (1.6 - 0.16 * i)) for i in range(5))
    )
    room = band(noise(samples(0.9), "down"), 300, 3400) * points(samples(0.9), (0, 0.5), (0.6, 0.2), (1, 0)) * 0.10
    return mono(add(tin(clicks, 0.3), room))


def _rap(name: str, low: float, cut: float) -> np.ndarray:
    struck = add(body([(f * low, a) for f, a in PLATE], 0.4, 0.17, name), burst(0.025, 220, cut, 0.018, name))
    return mono(reverb(band(struck, 60, cut), HULL, 0.2))


@recipe
def knock_helm():
    """Two knocks, a little fast."""
    return seq((0.0, _rap("helm", 1.05, 4200)), (0.17, _rap("helm-two", 1.05, 4200) * 0.9))


@recipe
def knock_short():
    """Two, short: knuckles."""
    return seq((0.0, _rap("short", 1.45, 2600)), (0.22, _rap("short-two", 1.45, 2600)))


@recipe
def knock_spanner():
    """Two, with a spanner."""
    ring = body([(1310, 0.5), (2750, 0.35), (4130, 0.2)], 0.8, 0.6, "spanner", 0.004) * 0.35
    return seq((0.0, add(_rap("spanner", 0.8, 5600), ring)), (0.34, add(_rap("spanner-two", 0.8, 5600), ring * 0.9)))


@recipe
def knock_exact():
    """Two, exactly alike, exactly a quarter of a second apart."""
    rap = _rap("exact", 1.2, 3400)
    return seq((0.0, rap), (0.25, rap))


@recipe
def knock_late():
    """Two, a beat late, from somebody who is not sure that he may."""
    return seq((0.30, _rap("late", 0.92, 2200) * 0.7), (0.72, _rap("late-two", 0.92, 2200)))


@recipe
def knock_further():
    """Two, from the other side of a door."""
    return mono(
        reverb(band(seq((0.0, _rap("far", 0.9, 1400)), (0.4, _rap("far-two", 0.9, 1400) * 0.9)), 60, 900), WOOD, 0.7)
    )


@recipe
def knock_pipes():
    """Two. It might be the pipes."""
    pipe = add(
        body([(208, 0.8), (415, 0.35), (640, 0.2)], 1.2, 0.9, "pipe", 0.004), burst(0.02, 200, 900, 0.02, "pipe") * 0.4
    )
    return mono(reverb(band(seq((0.0, pipe), (0.5, pipe * 0.8)), 60, 760), VOID, 0.55))


@recipe
def flap():
    """A letterbox, from inside."""
    brass = body([(720, 0.6), (1480, 0.5), (2630, 0.3)], 0.4, 0.2, "brass", 0.006)
    lift = swept("saw", 240, 330, 0.12, 1) * 0.1
    return tin(
        seq(
            (0.0, band(lift, 300, 2600)),
            (0.22, add(brass, burst(0.03, 500, 5000, 0.02, "flap") * 1.4)),
            (0.34, brass * 0.4),
        ),
        0.3,
    )


@recipe
def chair_creak():
    """A small wooden chair takes somebody's weight."""
    n = samples(0.7)
    f = 170 + 60 * np.sin(np.linspace(0.4, 5.2, n))
    creak = (
        band(np.sign(np.sin(2 * np.pi * np.cumsum(f) / 44100)), 260, 1900)
        * points(n, (0, 0), (0.2, 1), (0.6, 0.5), (1, 0))
        * 0.16
    )
    return mono(
        reverb(
            seq((0.0, creak), (0.55, body([(110, 0.7), (215, 0.5), (390, 0.3)], 0.3, 0.16, "seat") * 0.7)), WOOD, 0.45
        )
    )


def _box(midis: tuple[int, ...], apart: float, slower: float = 1.0, ring: float = 2.4) -> np.ndarray:
    at, notes = 0.0, []
    for midi in midis:
        notes.append((at, warble(music_box(midi, 0.6, ring), 3, 0.3)))
        apart *= slower
        at += apart
    return seq(*((t, mono(x)) for t, x in notes))


@recipe
def box_five():
    """The music box starts by itself: five notes, down."""
    return tin(add(_box(FIVE, TEETH), ratchet(0.3, 20, 8, 0.25)), 0.5)


@recipe
def box_down():
    """It runs down: the notes come later and later, and the last one does not come."""
    return tin(add(_box(FIVE[:4], 0.55, 1.38, 2.0), ratchet(3.6, 15, 2, 0.22)), 0.5)


@recipe
def box_whole():
    """Five notes down, and then the octave: complete, and terrible."""
    return tin(_box((*FIVE, 86), TEETH, 1.04, 3.0), 0.6)


@recipe
def box_lid():
    """The lid."""
    wood = add(body([(150, 0.8), (290, 0.5), (520, 0.3)], 0.3, 0.16, "lid"), burst(0.03, 200, 3000, 0.02, "lid"))
    return mono(reverb(wood, WOOD, 0.4))


@recipe
def arms_down():
    """Something very heavy, let go of. The room takes it. 4 s."""
    fall = explosion(3.2, 2.4, "arms") * 0.9
    low = sine(glide(62, 21, 3.6)) * decay(samples(3.6), 3.4, 0.004) * 0.9
    chains = seq(
        *(
            (0.05 + 0.09 * i, body([(410 - 14 * i, 0.4), (930 - 20 * i, 0.3)], 0.4, 0.2, f"link{i}") * (0.5 - 0.04 * i))
            for i in range(10)
        )
    )
    return reverb(
        add(pan(fall, 0.0), pan(low, 0.0), pan(chains, -0.3), pan(burst(0.5, 60, 700, 0.4, "bench") * 1.4, 0.25)),
        VOID,
        0.3,
    )
