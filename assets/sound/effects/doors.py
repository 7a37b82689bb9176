"""What hangs on doors."""

from __future__ import annotations

from dsp import band
from space import reverb

from effects.gestures import HULL, body, burst, mono, seq
from effects.registry import recipe

MODES = ((1864.0, 1.0), (2794.0, 0.55), (4310.0, 0.34), (5960.0, 0.16))  # a small cast cup, a little out of tune [Hz]


@recipe
def shop_bell():
    """A brass cup on a spring over a door: struck once, and then what the spring still has to say. 1.6 s."""
    strokes = []
    at, level = 0.0, 1.0
    for n, gap in enumerate((0.0, 0.105, 0.092, 0.128, 0.16, 0.21)):
        at += gap
        cup = body(MODES, 1.1, 0.8, f"cup{n}", 0.004)
        strokes.append((at, cup * level))
        strokes.append((at, burst(0.03, 2500, 9000, 0.02, f"clapper{n}") * level * 0.5))
        level *= 0.62 if n != 2 else 0.8
    return band(mono(reverb(seq(*strokes), HULL, 0.30)), 500, 9000)
