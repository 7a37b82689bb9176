"""Where the map is looked at from: its middle and how close, by hand and by wish."""

from __future__ import annotations

import math

from game.render.camera import Lens
from game.render.canvas import Canvas
from game.ui.events import Box

CLOSEST, FARTHEST = 8.0, 1 / 64  # px at 720p per unit
STEPS = 4  # of zoom, to twice as close: steps, so that pictures scaled once serve again
LEAST = 500.0  # units across that are framed at least
ROOM = 1.12  # what is framed has so much more room than it needs
GRIDS = (1.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 2_500.0, 5_000.0, 10_000.0)  # units
COARSEST = 14.0  # px at least between two lines of the grid
WORLD = 1e6  # nothing is looked at further out than this: files may say anything [u]


def _there(place: float) -> float:
    return min(WORLD, max(-WORLD, place)) if place == place else 0.0


class Eye:
    """`x`, `y` is the place in the middle of the map's box; `zoom` is px at 720p per unit."""

    def __init__(self) -> None:
        self.x = self.y = 0.0
        self.zoom = 0.5
        self.box = Box(0, 0, 1280, 720)
        self.lens = Lens(0.5, 0.0, 0.0, 1280, 720)
        self._unit = 1.0
        self._due: tuple[float, float, float, float] | None = None

    def look(self, canvas: Canvas, box: Box) -> Lens:
        """The lens for a picture whose map stands in `box`: whole pixels, so that nothing shimmers."""
        self.box, self._unit = box, canvas.unit
        self.ui = canvas.lens.ui
        if self._due is not None:
            self._fit(*self._due)
            self._due = None
        scale = self.zoom * self.ui
        left = round((box.x + box.width / 2) * canvas.unit - self.x * scale)
        top = round((box.y + box.height / 2) * canvas.unit - self.y * scale)
        self.lens = Lens(scale, float(left), float(top), canvas.lens.width, canvas.lens.height)
        return self.lens

    def place(self, x: float, y: float) -> tuple[float, float]:
        """What place of the world lies under a point of the window [HUD units]."""
        return self.lens.world(x * self._unit, y * self._unit)

    @property
    def units(self) -> float:
        """World units per HUD unit."""
        return self._unit / self.lens.scale

    def pan(self, dx: float, dy: float) -> None:
        """Draw the paper along by so many HUD units."""
        self.x -= dx * self.units
        self.y -= dy * self.units

    def closer(self, steps: float, x: float | None = None, y: float | None = None) -> None:
        """Zoom by steps; the place under a point of the window stays there."""
        level = round(math.log2(self.zoom) * STEPS + steps) / STEPS
        zoom = min(CLOSEST, max(FARTHEST, 2.0**level))
        if x is not None and y is not None:
            px, py = self.place(x, y)
            share = self.zoom / zoom
            self.x, self.y = px + (self.x - px) * share, py + (self.y - py) * share
        self.zoom = zoom
        self.lens = self._as_if()

    def _as_if(self) -> Lens:
        """The lens before the next picture is drawn: hands may be quicker than pictures."""
        scale = self.zoom * getattr(self, "ui", 1.0)
        left = (self.box.x + self.box.width / 2) * self._unit - self.x * scale
        top = (self.box.y + self.box.height / 2) * self._unit - self.y * scale
        return Lens(scale, left, top, self.lens.width, self.lens.height)

    def go(self, x: float, y: float, zoom: float | None = None) -> None:
        self.x, self.y = _there(x), _there(y)
        if zoom is not None:
            self.zoom = min(CLOSEST, max(FARTHEST, zoom))

    def frame(self, left: float, top: float, right: float, low: float) -> None:
        """Let a rectangle of the world fill the map, at the next picture."""
        self._due = _there(left), _there(top), _there(right), _there(low)

    def _fit(self, left: float, top: float, right: float, low: float) -> None:
        wide, high = max(right - left, LEAST) * ROOM, max(low - top, LEAST * 0.6) * ROOM
        zoom = min(self.box.width / wide, self.box.height / high) * self._unit / getattr(self, "ui", 1.0)
        zoom = min(1.5, zoom)
        self.zoom = min(CLOSEST, max(FARTHEST, 2.0 ** (math.floor(math.log2(zoom) * STEPS) / STEPS)))
        self.x, self.y = (left + right) / 2, (top + low) / 2

    def grid(self) -> float:
        """The step of the grid that suits this zoom [units]."""
        return next((step for step in GRIDS if step * self.zoom >= COARSEST), GRIDS[-1])
