"""The tool that draws what is not on the map yet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from game.story.geometry import doubled_area
from game.ui.events import Key

from . import shapes
from .overlay import Overlay, ring_lines
from .shapes import Handle
from .tools import PULLED, Touch

if TYPE_CHECKING:
    from .mapview import MapView

AT_ONCE = ("point", "decor", "spawn")  # a click is enough
HINTS = {
    "rock": "Click corners, Enter closes · drag: a round one",
    "wall": "Click corners, Enter ends it · drag: a ring",
    "path": "Click the way, Enter ends it · the first corner again: a loop",
    "region": "Click corners, Enter closes · drag: round · Shift-drag: square",
    "gravity": "Click corners, Enter closes · drag: round · Shift-drag: square",
    "point": "Click: a point · drag: and where it looks",
    "spawn": "Click: a place where the chosen beat brings in ships · drag: and where they look",
    "decor": "Click: a picture · drag: its size and turn",
    "zone": "Drag a rectangle",
}


class Draw:
    """Draw a thing of one kind: by clicks its corners, by a drag a round or square one."""

    def __init__(self, view: MapView, kind: str) -> None:
        self.view = view
        self.kind = kind
        self.corners: list[tuple[float, float]] = []
        self.at: tuple[float, float] = view.on_grid(*view.desk.cursor)
        self._pressed: tuple[float, float] | None = None
        self.hint = HINTS[kind]

    def press(self, touch: Touch) -> None:
        self.at = self.view.snapped(touch)
        if touch.clicks == 2 and len(self.corners) > 1:
            self.finish()
            return
        self._pressed = self.at

    def move(self, touch: Touch, held: bool) -> None:
        self.at = self.view.snapped(touch)
        start = self._pressed if held and not self.corners else self.corners[-1] if self.corners else None
        if start is not None and start != self.at:
            self.view.desk.say(self._measured(start, square=touch.shift and held))

    def _measured(self, start: tuple[float, float], square: bool) -> str:
        """How large what is drawn is by now, for the status line."""
        wide, high = self.at[0] - start[0], self.at[1] - start[1]
        far = f"{math.hypot(wide, high):.0f}"
        if self.corners:
            ends = "Enter: done" if len(self.corners) >= self._least else "Esc: not at all"
            return f"{len(self.corners)} corners, {far} to the next · {ends} · Backspace: one less"
        if self.kind == "zone" or square:
            return f"{abs(wide):.0f} wide, {abs(high):.0f} high"
        if self.kind in AT_ONCE:
            return f"looks {math.degrees(math.atan2(high, wide)):.0f}°"
        return f"{far} from its middle"

    def release(self, touch: Touch) -> None:
        self.at = self.view.snapped(touch)
        start, self._pressed = self._pressed, None
        if start is None:
            return
        far = math.hypot(self.at[0] - start[0], self.at[1] - start[1])
        if far > 2 * PULLED * self.view.eye.units and not self.corners:
            self._dragged(start, touch.shift)
        elif self.kind in AT_ONCE:
            self.view.make(self.kind, self.view.wish(self.kind) | {"pos": list(self.at)})
        elif self.kind != "zone":
            self._clicked(start)

    def _clicked(self, at: tuple[float, float]) -> None:
        first = self.corners[0] if self.corners else None
        if first and len(self.corners) > 2 and math.hypot(at[0] - first[0], at[1] - first[1]) < 2 * self.view.reach:
            self.finish(closed=True)
        elif not self.corners or at != self.corners[-1]:
            self.corners.append(at)

    def _dragged(self, start: tuple[float, float], square: bool) -> None:
        data = self._by_drag(start, square)
        if data is not None:
            self.view.make(self.kind, self.view.wish(self.kind) | data)

    def _by_drag(self, start: tuple[float, float], square: bool) -> dict[str, Any] | None:
        (x0, y0), (x1, y1) = start, self.at
        radius = max(1.0, round(math.hypot(x1 - x0, y1 - y0)))
        rect = [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]
        if self.kind == "rock":
            return {"pos": [x0, y0], "radius": radius}
        if self.kind == "wall":
            return {"circle": [x0, y0, radius]}
        if self.kind in ("region", "gravity"):
            flat = rect[0] == rect[2] or rect[1] == rect[3]
            return {"rect": rect} if square and not flat else {"circle": [x0, y0, radius]}
        if self.kind == "zone":
            return {"rect": rect} if rect[0] < rect[2] and rect[1] < rect[3] else None
        if self.kind in AT_ONCE:
            angle = round(math.atan2(y1 - y0, x1 - x0), 2)
            more = {"size": 2 * radius} if self.kind == "decor" else {}
            return {"pos": [x0, y0], "angle": angle} | more
        return None

    @property
    def _least(self) -> int:
        """Corners that it needs."""
        return 2 if self.kind in ("wall", "path") else 3

    def finish(self, closed: bool = False) -> bool:
        """Make the thing of the corners so far."""
        corners, self.corners, self._pressed = self.corners, [], None
        if len(corners) < self._least:
            return False
        self.view.make(self.kind, self.view.wish(self.kind) | of_corners(self.kind, corners, closed))
        return True

    def key(self, key: Key) -> bool:
        if key.name in ("return", "kp_enter") and self.corners:
            if not self.finish():
                self.view.desk.say("Too few corners")
            return True
        if key.name == "backspace" and self.corners:
            self.corners.pop()
            return True
        return False

    def cancel(self) -> bool:
        begun = bool(self.corners) or self._pressed is not None
        self.corners, self._pressed = [], None
        return begun

    def draw(self, over: Overlay) -> None:
        over.outlined(self.view.chosen_lines(), "hot", 1.4)
        over.chosen_points(self.view.chosen_rows)
        if self._pressed is not None and not self.corners and self._pressed != self.at:
            data = self._by_drag(self._pressed, self.view.hands_shift)
            made = self.view.wish(self.kind) | (data or {})
            found = shapes.outline(self.kind, made) if data else None
            if found:
                over.ghost(made)
                over.outlined(ring_lines(*found), "hot")
        elif self.corners:
            points = np.array([*self.corners, self.at])
            if self.kind not in ("wall", "path") and len(points) > 2:  # how it will close
                over.outlined(np.array([[*points[-1], *points[0]]]), "rock-high", 1.0)
            over.outlined(ring_lines(points, False), "hot")
            over.handles([Handle(x, y, "corner", i) for i, (x, y) in enumerate(self.corners)])
        over.handles([Handle(*self.at, "corner")])


def of_corners(kind: str, corners: list[tuple[float, float]], closed: bool) -> dict[str, Any]:
    """A thing of these corners: clockwise where it matters."""
    if kind == "wall":
        return {"line": [list(c) for c in corners]} | ({"closed": True} if closed else {})
    if kind == "path":
        return {"points": [list(c) for c in corners]} | ({"loop": True} if closed else {})
    if doubled_area(corners) < 0:
        corners = corners[::-1]
    if kind != "rock":
        return {"poly": [list(c) for c in corners]}
    x, y = (round(sum(c[i] for c in corners) / len(corners)) for i in (0, 1))
    return {"pos": [x, y], "poly": [[round(cx - x, 2), round(cy - y, 2)] for cx, cy in corners]}
