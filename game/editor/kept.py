"""Strokes that stay as they are while what they show does: drawn once, and then again at no cost."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from game.render.drawlist import DrawList


class Kept:
    """A layer of a picture."""

    def __init__(self) -> None:
        self._kept: tuple[object, np.ndarray] | None = None

    def draw(self, rows: DrawList, state: object, make: Callable[[], None]) -> None:
        """Let `make` add strokes to `rows`, or add those that it added when the state was equal to this one."""
        if self._kept is not None and self._kept[0] == state:
            rows.repeat(self._kept[1])
            return
        begin = rows.n
        make()
        self._kept = state, rows.rows[begin:].copy()
