"""Sums are the same in every version of Python."""

from __future__ import annotations

import math

from game.sim.sums import added


def test_values_are_added_in_their_order_and_nothing_is_made_good() -> None:
    assert added([0.1] * 10) == 0.9999999999999999 != math.fsum([0.1] * 10), "from Python 3.12 on `sum` says 1.0"
    assert added([1e100, 1.0, -1e100]) == 0.0
    assert added(iter([])) == 0.0
