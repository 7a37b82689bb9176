"""Strokes that stand somewhere in the world, kept as rows of a draw list: a picture only copies and moves them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from game.render.camera import Lens
from game.render.drawlist import COLUMNS, DrawList


class Strokes:
    """Rows of a draw list in world units, some for each of n pieces, of which those in sight are drawn.

    places  (sprite, x, y, turn) once for each row of a piece; a stroke's sprite is twice as high as it is thick
    """

    def __init__(self, places: list[tuple], long: ArrayLike, high: np.ndarray, colour: tuple) -> None:
        self.all = np.arange(len(high))
        self._rows = np.zeros((len(high), len(places), COLUMNS), np.float32)
        for i, (sprite, x, y, turn) in enumerate(places):
            rows = self._rows[:, i]
            rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], rows[:, 4], rows[:, 5] = sprite, x, y, long, high, turn
            rows[:, 6:10] = colour

    @classmethod
    def joined(cls, several: list[Strokes]) -> Strokes:
        """Strokes that are always drawn together, one after the other, as one: by a tenth of the calls."""
        found = cls([], 0.0, np.zeros(0), ())
        found._rows = np.concatenate([each._rows.reshape(-1, 1, COLUMNS) for each in several])
        found.all = np.arange(len(found._rows))
        return found

    @property
    def size(self) -> int:
        """Rows of all pieces."""
        return self._rows.shape[0] * self._rows.shape[1]

    def draw(self, target: DrawList, pieces: np.ndarray, lens: Lens, dx: float = 0.0, dy: float = 0.0) -> np.ndarray:
        """Add those of some pieces, moved by (dx, dy) px; returns the rows in the list."""
        found = (self._rows if pieces is self.all else self._rows[pieces]).reshape(-1, COLUMNS)
        rows = target.take(len(found))
        rows[:] = found
        rows[:, 1:5] *= lens.scale
        rows[:, 1:3] += (lens.left + dx, lens.top + dy)
        return rows
