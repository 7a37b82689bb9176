"""Interface and run: menus, objectives, checkpoints, winning, dying."""

from __future__ import annotations

import numpy as np
from dsp import hz, moving_lowpass, osc, points, samples
from instruments import choir, kick, pluck, upright, vibraphone
from space import add, fit, late, pan, reverb, tape_echo, warble

from effects.gestures import VOID, crew, explosion, mono, seq, swept
from effects.registry import recipe


@recipe
def ui_move():
    return crew(fit(mono(vibraphone(74, 0.4, 0.1)), 0.05), 0.05)


@recipe
def ui_select():
    return crew(seq((0, vibraphone(74, 0.6, 0.3)), (0.055, vibraphone(81, 0.6, 0.4))), 0.15)


@recipe
def ui_back():
    return crew(seq((0, vibraphone(74, 0.5, 0.3)), (0.055, vibraphone(69, 0.5, 0.4))), 0.15)


@recipe
def ui_error():
    return crew(seq((0, pluck(46, 0.7, 0.2, 0.8, 900)), (0.09, pluck(45, 0.7, 0.25, 0.8, 900))), 0.1)


@recipe
def pause():
    return crew(warble(vibraphone(69, 0.6, 0.8), 4, 0.2), 0.3)


@recipe
def objective():
    return crew(seq((0, vibraphone(69, 0.7, 1.0)), (0.18, vibraphone(74 - 1, 0.7, 1.4))), 0.3)


@recipe
def checkpoint():
    """1 2 5: safe so far."""
    return crew(
        tape_echo(
            seq((0, vibraphone(74, 0.7, 1.0)), (0.16, vibraphone(76, 0.7, 1.0)), (0.32, vibraphone(81, 0.8, 1.6))),
            0.32,
            0.4,
            0.4,
            repeats=4,
        ),
        0.3,
    )


@recipe
def level_won():
    """1 2 5 4 over a warm chord: the question, held open. 4 s."""
    chord_ = add(*(late(choir(m, 1.6, "a", 0.4, 0.2, 1.0), 0.5) for m in (50, 57, 62, 66)))
    bells = seq(*((t, vibraphone(m, 0.85, 2.6)) for t, m in ((0, 74), (0.42, 76), (0.56, 81), (1.12, 79))))
    return reverb(
        add(tape_echo(bells, 0.42, 0.4, 0.35, repeats=4), chord_, late(pan(upright(38, 0.9, 2.0), 0), 0.56)), VOID, 0.2
    )


@recipe
def death():
    """Not an explosion: the tape of everything stops. 2.2 s."""
    n = samples(2.0)
    slow = points(n, (0, 0), (1, -30))
    chord_ = sum(osc("saw", hz(m) * 2 ** (slow / 12)) for m in (50, 57, 62, 65, 71))
    stop = moving_lowpass(chord_ * points(n, (0, 1), (0.7, 0.6), (1, 0)), np.geomspace(4000, 80, n)) * 0.35
    return add(kick(0.9, 36), stop, explosion(1.2, 1.6, "own") * 0.7)


@recipe
def assist_on():
    """A hand on the ship's shoulder: a fourth, upward, and it stays."""
    return crew(seq((0, vibraphone(62, 0.5, 0.4)), (0.08, vibraphone(67, 0.6, 0.9))), 0.2)


@recipe
def assist_off():
    """The hand is taken away: a stopped string, and the ship is loose."""
    loose = late(swept("sine", 196, 110, 0.3, 0.7, 0.35) * 0.35, 0.05)
    return crew(add(pluck(55, 0.8, 0.16, 0.75, 900), loose), 0.08)
