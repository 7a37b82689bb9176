"""The one place that lets the picture flash: at most three times a second, whatever the fight does.

A flash is a rise of the whole picture's luminance. More than three a second can harm people with photosensitive
epilepsy, so a wish beyond that is answered with a glow too weak to count as one.
"""

from __future__ import annotations

from collections import deque

LIMIT = 3  # flashes in any WINDOW
WINDOW = 1.0  # s
FADE = 0.16  # s a flash lasts
STRONGEST = 0.42  # share of white that the strongest flash adds to the picture
WEAK = 0.06  # a rise below 10 % of white does not count as a flash; this stays clear of it


class FlashLimiter:
    """Ask with `flash`, advance with `update`, draw `level` (0..STRONGEST) of white over the whole picture."""

    def __init__(self) -> None:
        self.scale = 1.0  # the player's slider, 0..1
        self.level = 0.0
        self._clock = 0.0
        self._given: deque[float] = deque(maxlen=LIMIT)
        self._from = 0.0
        self._at = -FADE

    def flash(self, strength: float) -> float:
        """Wish for a flash of strength 0..1; returns the level granted."""
        wish = min(1.0, max(0.0, strength)) * STRONGEST * self.scale
        if wish <= WEAK:
            granted = wish
        elif len(self._given) == LIMIT and self._clock - self._given[0] < WINDOW:
            granted = WEAK * self.scale
        else:
            granted = wish
            self._given.append(self._clock)
        if granted > self.level:
            self._from, self._at, self.level = granted, self._clock, granted
        return granted

    def update(self, dt: float) -> None:
        self._clock += dt
        left = 1.0 - (self._clock - self._at) / FADE
        self.level = self._from * max(0.0, left) ** 2
