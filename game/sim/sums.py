"""Sums of floats that are the same to the last bit wherever a flight is flown."""

from __future__ import annotations

from collections.abc import Iterable


def added(values: Iterable[float]) -> float:
    """What the values come to, added one after another.

    `sum` makes good for what rounding loses from Python 3.12 on, and does not before: a group's middle, and with it
    all that follows, would differ between the two.
    """
    whole = 0.0
    for value in values:
        whole += value
    return whole
