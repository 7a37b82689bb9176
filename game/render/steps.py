"""Coarse steps for what changes all the time: sizes, brightness, angles.

The software back end keeps a ready surface for each (sprite, size, turn, colour). What glides through thousands of
values would make thousands of surfaces; in steps too small to see it needs a handful.
"""

from __future__ import annotations

import math

import numpy as np

TURNS = 32  # directions of short-lived things


def stepped(values, step: float):
    """Rounded up to whole steps (so that nothing vanishes); arrays or floats."""
    if isinstance(values, (float, int)):
        return math.ceil(values / step - 1e-4) * step
    return np.ceil(np.asarray(values) / step - 1e-4) * step


def faced(angles):
    """Angles [rad] in TURNS steps of a full turn."""
    return np.round(np.asarray(angles) * (TURNS / math.tau)) * (math.tau / TURNS)
