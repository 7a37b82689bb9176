"""Other players: toy horns, pops, confetti."""

from __future__ import annotations

from dsp import SR, band, osc
from instruments import bright_pulse, supersaw
from space import add, late

from effects.gestures import explosion, seq, swept, whole
from effects.registry import recipe


@recipe
def player_engine():
    n = 2 * SR
    saws = sum(osc("saw", whole(f, n), n, p) for f, p in ((110, 0), (110.5, 0.3), (165, 0.5), (220.5, 0.7)))
    return band(saws, 160, 3800, 1, wrap=True) * 0.2


@recipe
def player_pulse():
    return band(swept("pulse", 2100, 420, 0.14, 0.6, 0.16), 200, 11000)


@recipe
def player_death():
    """For them it is a joke: pop, confetti, a rising third: back in ten seconds."""
    return add(
        explosion(0.4, 0.5, "popper") * 0.5,
        *(late(bright_pulse(m, 0.07, 0.5), 0.12 + 0.06 * i) for i, m in enumerate((74, 78, 81))),
    )


@recipe
def player_spawn():
    return seq(*((0.05 * i, bright_pulse(m, 0.1, 0.5)) for i, m in enumerate((62, 69, 74, 78, 81))))


@recipe
def player_notice():
    """A griefer has chosen you: a hunting horn out of a toy shop."""
    return seq(
        (0, supersaw(69, 0.10, 0.2, 0.6, 0.006, 0.06)),
        (0.14, supersaw(69, 0.08, 0.2, 0.6, 0.006, 0.05)),
        (0.26, supersaw(76, 0.35, 0.2, 0.7, 0.006, 0.2)),
    )
