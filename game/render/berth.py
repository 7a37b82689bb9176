"""Where a panel lies so that it hides nobody who is watched: chosen as it comes up, and kept while it is there."""

from __future__ import annotations

import math

from game.render.canvas import Canvas
from game.render.rects import Rect, shared

SHIP_ROOM = 72.0  # half of what panels leave free round the player's ship: its shield [world units]
PATIENCE = 0.9  # s for which a panel may hide something before it goes where it hides less
PANELS = 0.5  # how much a covered unit of another panel counts against one of a ship
WORTH = 400.0  # a panel moves only when it hides so much less there [square units]


def room_round(canvas: Canvas, point: tuple[float, float], half: float) -> Rect:
    """A square of the glass round a point of the world, `half` so large [world units]."""
    x, y = canvas.place(*point)
    side = half * canvas.world_unit
    return x - side, y - side, 2 * side, 2 * side


class Berth:
    """Keeps the spot of one panel at a time, told apart by `key`."""

    def __init__(self) -> None:
        self._key: object = None
        self._spot = 0
        self._since = math.inf  # when it began to hide more than it must [s]

    def place(self, key: object, spots: list[Rect], ships: list[Rect], panels: list[Rect], now: float) -> Rect:
        """One of `spots`, the best liked first: that which hides least of `ships`, and then of other `panels`."""
        hidden = [sum(shared(s, r) for r in ships) + PANELS * sum(shared(s, r) for r in panels) for s in spots]
        best = hidden.index(min(hidden))
        if key != self._key or self._spot >= len(spots):
            self._key, self._spot, self._since = key, best, math.inf
        elif hidden[self._spot] <= hidden[best] + WORTH:
            self._since = math.inf
        elif now < self._since:
            self._since = now
        elif now - self._since >= PATIENCE:
            self._spot, self._since = best, math.inf
        return spots[self._spot]

    def leave(self) -> None:
        """The panel is gone: the next one chooses anew, even under the same key."""
        self._key = None
