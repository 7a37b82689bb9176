"""The code loop: tape, twice."""

from __future__ import annotations

import numpy as np
from dsp import SR, band, held, hz, points, samples, sine, times
from instruments import kick, pluck, tape_hiss, vibraphone
from space import add, late, pan, reverb, warble

from effects.gestures import HULL, body, burst, crew, mono, seq, whole
from effects.registry import recipe, takes


@recipe
def loop_record():
    n = 2 * SR
    tick = pluck(74, 0.5, 0.2, 0.6)
    bed = mono(tape_hiss(n, 0.10)) + 0.02 * np.sin(2 * np.pi * whole(440, n) * times(n))
    for beat in range(4):
        bed[samples(beat * 0.5) : samples(beat * 0.5) + len(tick)] += tick[: n - samples(beat * 0.5)] * (
            0.35 if beat else 0.6
        )
    return bed


@recipe
def loop_start():
    """Rewind: a chirp of everything backwards, a clunk, and it plays."""
    n = samples(0.6)
    chatter = sum(
        sine(hz(m) * 2 ** (points(n, (0, 0), (0.6, 20), (1, 14)) / 12))
        * (0.6 + 0.4 * np.sin(2 * np.pi * (17 + i * 5) * times(n)))
        for i, m in enumerate((62, 69, 74))
    )
    return crew(
        seq(
            (0, band(chatter, 300, 5000) * held(n, 0.05, 0.04) * 0.3),
            (0.62, body([(210, 0.8), (420, 0.4)], 0.15, 0.1, "deck")),
            (0.68, pluck(62, 0.8, 0.9)),
            (0.68, pluck(69, 0.6, 0.9)),
        )
    )


@recipe
def loop_ghost():
    """Your past self: the tether's string heard through a wall, backwards."""
    n = 2 * SR
    line = np.zeros(n)
    for i, m in enumerate((74, 69, 64, 62)):
        note = pluck(m, 0.7, 0.5, 0.4)
        line[samples(i * 0.5) : samples(i * 0.5) + len(note)] += note[: n - samples(i * 0.5)]
    return band(warble(line[::-1].copy(), 2.0, 0.2, wrap=True), 300, 1800, 1, wrap=True)


@recipe
def loop_closed():
    """Phrase and ghost meet: from a canon into one note, then the chord with the sixth."""
    run = seq(*((0.1 * i, pluck(m, 0.7, 0.8)) for i, m in enumerate((62, 64, 69, 67, 71))))
    ghost = late(band(run, 300, 2200) * 0.7, 0.15)
    chime = [(0.66, vibraphone(m, 0.75, 2.0)) for m in (62, 66, 69, 71, 78)]
    return reverb(add(pan(run, -0.4), pan(ghost, 0.4), seq(*chime), late(pan(kick(0.7, 45, 0), 0), 0.66)), HULL, 0.35)


@recipe
def loop_again():
    """She begins again: a short run of tape, up to speed, and the string once."""
    n = samples(0.34)
    chatter = sum(sine(hz(m) * 2 ** (points(n, (0, -14), (1, 0)) / 12)) for m in (62, 69))
    return crew(
        seq((0, band(chatter, 300, 3600) * held(n, 0.04, 0.03) * 0.22), (0.32, band(pluck(74, 0.5, 0.5), 300, 2600)))
    )


@recipe
def loop_gone():
    """Her end: the tape is stopped by hand, the string sinks with it."""
    n = samples(0.7)
    sink = points(n, (0, 0), (0.35, -3), (1, -26))
    voice = sum(sine(hz(m) * 2 ** (sink / 12)) * k for m, k in ((74, 0.5), (69, 0.4), (62, 0.5)))
    thumb = body([(150, 0.8), (310, 0.4)], 0.12, 0.08, "thumb")
    return crew(add(band(voice, 150, 2400) * points(n, (0, 0), (0.04, 1), (0.6, 0.6), (1, 0)) * 0.3, late(thumb, 0.55)))


@recipe
def loop_broken():
    """The tape tears: the chord goes apart in three directions, and the reel turns on with nothing on it."""
    n = samples(0.9)
    apart = points(n, (0, 0), (0.15, 0), (1, 1))
    voice = sum(sine(hz(m) * 2 ** (apart * way / 12)) for m, way in ((62, -7), (66, 5), (69, 13)))
    tear = burst(0.12, 500, 5600, 0.05, "tear")
    flaps = seq(*((0.34 + 0.11 * i, burst(0.04, 300, 2400, 0.03, f"flap{i}") * (0.5 - 0.08 * i)) for i in range(5)))
    return crew(add(band(voice, 200, 4200) * points(n, (0, 0), (0.02, 1), (0.3, 0.7), (1, 0)) * 0.26, tear, flaps))


@recipe
def loop_turn():
    """Somebody is at the beginning again: the kitchen clock takes one step back."""
    back = body([(1250, 0.9), (2380, 0.5), (640, 0.4)], 0.10, 0.05, "clock")[::-1].copy()
    tock = body([(880, 0.9), (1730, 0.4)], 0.14, 0.07, "tock")
    return crew(seq((0, back), (0.12, tock), (0.14, vibraphone(50, 0.5, 0.5))))


@takes({"1": 62, "2": 66, "3": 69, "4": 74})
def terminal_held(note):
    """A post is held: a latch, and a note of the chord, one higher for each that is held."""
    latch = body([(520, 0.8), (1040, 0.4)], 0.10, 0.06, "latch")
    return crew(seq((0, latch), (0.05, vibraphone(note, 0.8, 0.7)), (0.05, pluck(note, 0.5, 0.6))))


@recipe
def terminal_began():
    """Something reads who is there: three soft steps up, and no end to them yet."""
    return crew(seq(*((0.09 * i, pluck(m, 0.35, 0.3, 0.5)) for i, m in enumerate((62, 64, 66)))))


@recipe
def terminal_lost():
    """The latch lets go, and the note falls back."""
    latch = body([(520, 0.8), (1040, 0.4)], 0.10, 0.06, "latch")[::-1].copy()
    return crew(seq((0, latch), (0.10, pluck(66, 0.6, 0.5)), (0.22, pluck(61, 0.6, 0.6))))
