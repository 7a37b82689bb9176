"""The tool that chooses what is on the map, and moves, turns and shapes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from game.ui.events import Key

from . import shapes
from .overlay import Overlay, ring_lines
from .places import edge_distances
from .shapes import Handle
from .tools import PULLED, Touch

if TYPE_CHECKING:
    from .document import Row
    from .mapview import MapView

NOTCH = math.pi / 12  # turns snap to this [rad]
GHOSTS = 60  # pictures that go along with what is moved or turned


class Select:
    """Choose by a click or a box, drag what is chosen, its corners and handles, and turn it by its knob."""

    hint = "Click: choose · Shift: more · Alt: what lies below · drag: move · double click on an edge: a corner"

    def __init__(self, view: MapView) -> None:
        self.view = view
        self.state = ""  # "", pressed, moving, boxing, handle, turning
        self.from_: tuple[float, float] = (0.0, 0.0)
        self.to: tuple[float, float] = (0.0, 0.0)
        self.handle: Handle | None = None
        self.hot = -1  # handle under the mouse, or the corner touched last
        self.corner = -1  # the corner that DELETE takes away
        self._grabbed = 0
        self._add = self._below = False
        self._again: list[int] = []
        self._soft = 0  # the region in whose midst a box begins
        self._over = 0  # what is under the mouse
        self._ghost: dict[str, Any] | None = None

    # -- what can be touched

    @property
    def single(self) -> int | None:
        """The one thing of the map that is chosen."""
        chosen = self.view.chosen
        return next(iter(chosen)) if len(chosen) == 1 else None

    def handles(self) -> list[Handle]:
        key = self.single
        if key is None:
            return []
        row = self.view.document.row(key)
        return shapes.handles(row.kind, self._ghost if self.state == "handle" and self._ghost else row.data)

    def _handle_at(self, x: float, y: float) -> int:
        reach = self.view.reach * 1.4
        near = [(math.hypot(h.x - x, h.y - y), i) for i, h in enumerate(self.handles())]
        return min([(far, i) for far, i in near if far <= reach], default=(0.0, -1))[1]

    def knob(self) -> tuple[float, float, float, float] | None:
        """Where the knob is by which one turns what is chosen, and the middle about which."""
        if len(self.view.chosen) < 1:
            return None
        box = self.view.places.extent(self.view.chosen_rows)
        if box is None:
            return None
        left, top, right, _ = box
        key = self.single
        if key is not None and self.view.document.row(key).kind in ("point", "zone", "path"):
            return None
        about = self.view.middle_of_chosen()
        return (left + right) / 2, top - 4.0 * self.view.reach, *about

    # -- hands

    def press(self, touch: Touch) -> None:
        view = self.view
        self.from_ = self.to = touch.x, touch.y
        index = self._handle_at(touch.x, touch.y)
        knob = self.knob()
        if touch.clicks == 2 and self._split(touch):
            return
        if index >= 0:
            self.handle, self.hot, self.state, self._ghost = self.handles()[index], index, "handle", None
            self.corner = index if self.handle.role == "corner" else -1
            return
        self.corner = -1
        if knob and math.hypot(touch.x - knob[0], touch.y - knob[1]) <= 1.6 * view.reach:
            self.state = "turning"
            return
        under = view.under(touch.x, touch.y)
        self._add, self._below, self._soft = touch.shift, touch.alt, 0
        if not under:
            self.state = "boxing"
            return
        chosen = [each for each in under if each.key in view.desk.selection and each.firm]
        grabbed = (chosen or under)[0]
        self._grabbed, self._again = grabbed.key, [each.key for each in under]
        self.state = "pressed" if grabbed.firm else "boxing"
        if not grabbed.firm:
            self._soft = grabbed.key
        elif touch.shift:
            view.desk.select(view.desk.selection ^ {under[0].key})
            self._grabbed = under[0].key
            self._again = []
        elif not chosen:
            view.desk.select([under[0].key])
            self._again = []

    def move(self, touch: Touch, held: bool) -> None:
        self.to = touch.x, touch.y
        if not held:
            self.hot = self._handle_at(touch.x, touch.y)
            under = [each.key for each in self.view.under(touch.x, touch.y) if each.firm]
            self._over = under[0] if under and self.hot < 0 else 0
            return
        if self.state == "pressed" and self._pulled() and self._grabbed in self.view.desk.selection:
            self.state = "moving"
        if self.state == "handle" and self.handle is not None and self.single is not None:
            row = self.view.document.row(self.single)
            x, y = self.view.snapped(touch)
            self._ghost = shapes.dragged(row.kind, row.data, self.handle, x, y)
        self._touch = touch
        self._tell(touch)

    def _tell(self, touch: Touch) -> None:
        """How far it is by now, for the status line."""
        say = self.view.desk.say
        if self.state == "moving":
            dx, dy = self._offset(touch)
            say(f"{dx:+.0f}, {dy:+.0f} from where it was · Ctrl: a copy · Shift: along one axis · Alt: off the grid")
        elif self.state == "turning":
            say(f"turned by {math.degrees(self._angle(touch)):.0f}° · Alt: as finely as you like")
        elif self.state == "handle" and self.handle is not None:
            x, y = self.view.snapped(touch)
            far = math.hypot(x - self.handle.x, y - self.handle.y)
            say(f"{x:.0f}, {y:.0f}: {far:.0f} from where it was · Alt: off the grid")
        elif self.state == "boxing" and self._pulled():
            say(f"{len(self._boxed())} chosen · Shift: more than those that are")

    def _pulled(self) -> bool:
        dx, dy = self.to[0] - self.from_[0], self.to[1] - self.from_[1]
        return math.hypot(dx, dy) > PULLED * self.view.eye.units

    def release(self, touch: Touch) -> None:
        self.to = touch.x, touch.y
        state, self.state = self.state, ""
        view = self.view
        if state == "moving":
            dx, dy = self._offset(touch)
            view.copy_chosen(dx, dy) if touch.ctrl else view.move_chosen(dx, dy)
        elif state == "turning":
            view.turn_chosen(self._angle(touch))
        elif state == "boxing":
            self._box()
        elif state == "handle" and self._ghost is not None and self.single is not None:
            row = view.document.row(self.single)
            with view.document.change(f"Shape {row.kind} {row.id}".rstrip()):
                view.document.put(row.key, self._ghost)
            view.desk.say(f"{row.id or row.kind} shaped")
        elif state == "pressed" and self._below:
            self._choose_below(self._grabbed)
        self._ghost = None

    def _choose_below(self, key: int) -> None:
        """What lies under a thing that is chosen already."""
        if len(self._again) > 1:
            self.view.desk.select([self._again[(self._again.index(key) + 1) % len(self._again)]])

    def _box(self) -> None:
        if not self._pulled():  # a click in the midst of a region, or of nothing
            if self._soft in self.view.desk.selection and self._below:
                self._choose_below(self._soft)
            elif self._soft or not self._add:
                self.view.desk.select([self._soft], add=self._add)
            return
        self.view.desk.select(self._boxed(), add=self._add)
        self.view.desk.say(f"{len(self.view.desk.selection)} chosen")

    def _boxed(self) -> list[int]:
        """What the box holds."""
        (x0, y0), (x1, y1) = self.from_, self.to
        return self.view.places.within(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), self.view.hidden)

    def _offset(self, touch: Touch) -> tuple[float, float]:
        """How far what is chosen goes: so that what was grabbed lands on the grid."""
        dx, dy = self.to[0] - self.from_[0], self.to[1] - self.from_[1]
        if touch.shift:  # along one axis
            dx, dy = (dx, 0.0) if abs(dx) > abs(dy) else (0.0, dy)
        place = self.view.places.get(self._grabbed)
        if place is None or touch.alt or not self.view.snaps:
            return round(dx), round(dy)
        x, y = place.spot
        at = self.view.on_grid(x + dx, y + dy)
        return (at[0] - x if dx else 0.0), (at[1] - y if dy else 0.0)

    def _angle(self, touch: Touch) -> float:
        _, _, x, y = self.knob() or (0.0, 0.0, 0.0, 0.0)
        angle = math.atan2(self.to[1] - y, self.to[0] - x) - math.atan2(self.from_[1] - y, self.from_[0] - x)
        return angle if touch.alt else round(angle / NOTCH) * NOTCH

    def _split(self, touch: Touch) -> bool:
        """A double click on an edge of what is chosen makes a corner there."""
        key = self.single
        place = self.view.places.get(key) if key is not None else None
        if place is None or self._handle_at(touch.x, touch.y) >= 0:
            return False
        far, _ = edge_distances(place.segments, touch.x, touch.y)
        index = int(far.argmin())
        if far[index] > (2 * self.view.reach) ** 2:
            return False
        data = shapes.with_corner(place.row.kind, place.row.data, index + 1, *self.view.snapped(touch))
        if data is None:
            return False
        with self.view.document.change(f"Add a corner to {place.row.id}"):
            self.view.document.put(place.row.key, data)
        self.view.desk.say("A corner more")
        return True

    def key(self, key: Key) -> bool:
        if key.name in ("delete", "backspace") and self.corner >= 0 and self.single is not None:
            row = self.view.document.row(self.single)
            data = shapes.without_corner(row.kind, row.data, self.corner)
            if data is not None:
                with self.view.document.change(f"Take a corner from {row.id}"):
                    self.view.document.put(row.key, data)
                self.view.desk.say("A corner less")
                self.corner = self.hot = -1
                return True
        return False

    def cancel(self) -> bool:
        if self.state:
            self.state, self._ghost = "", None
            return True
        if self.view.desk.selection:
            self.view.desk.select([])
            return True
        return False

    # -- picture

    def draw(self, over: Overlay) -> None:
        view = self.view
        lines = view.chosen_lines()
        touch = getattr(self, "_touch", Touch(*self.to))
        if self.state == "moving":
            dx, dy = self._offset(touch)
            self._draw_ghosts(over, lambda row: shapes.moved(row.kind, row.data, dx, dy))
            over.outlined(lines, "rock-high", 1.0)
            over.outlined(lines + np.array([dx, dy, dx, dy]), "hot")
            over.chosen_points(view.chosen_rows, dx, dy)
        elif self.state == "turning":
            _, _, x, y = self.knob() or (0.0, 0.0, 0.0, 0.0)
            angle = self._angle(touch)
            self._draw_ghosts(over, lambda row: shapes.turned(row.kind, row.data, (x, y), angle))
            over.outlined(lines, "rock-high", 1.0)
            over.outlined(turned_lines(lines, x, y, angle), "hot")
        elif self.state == "handle" and self._ghost is not None and self.single is not None:
            found = shapes.outline(view.document.row(self.single).kind, self._ghost)
            over.ghost(self._ghost)
            over.outlined(lines, "rock-high", 1.0)
            if found:
                over.outlined(ring_lines(*found), "hot")
        else:
            view.draw_chosen(over)
        over_it = view.places.get(self._over) if self._over not in view.desk.selection and not self.state else None
        if over_it is not None:
            over.outlined(over_it.segments, "white", 1.0)
            view.named = over_it.row.key
        if self.state not in ("moving", "turning"):
            over.handles(self.handles(), self.hot if self.hot >= 0 else self.corner)
            self._draw_knob(over)
        if self.state == "boxing" and self._pulled():
            (x0, y0), (x1, y1) = self.from_, self.to
            corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
            over.outlined(view.lines_of(view.places.rows_of(set(self._boxed()))), "ring", 1.2)
            over.outlined(ring_lines(corners, True), "ring", 1.2)

    def _draw_ghosts(self, over: Overlay, made: Callable[[Row], dict[str, Any]]) -> None:
        """The pictures of what is chosen, where hands are about to put it."""
        rows = [self.view.document.row(key) for key in self.view.chosen]
        for row in [row for row in rows if "art" in row.data][:GHOSTS]:
            over.ghost(made(row))

    def _draw_knob(self, over: Overlay) -> None:
        knob = self.knob()
        if knob is None:
            return
        x, y = knob[:2]
        over.outlined(np.array([[x, y, x, y + 3.2 * self.view.reach]]), "select", 1.2)
        over.handles([Handle(x, y, "angle")])


def turned_lines(lines: np.ndarray, x: float, y: float, angle: float) -> np.ndarray:
    """Lines (n, 4) turned about a place."""
    c, s = math.cos(angle), math.sin(angle)
    turn = np.array([(c, s), (-s, c)])
    middle = np.array([x, y])
    return np.hstack([(lines[:, i : i + 2] - middle) @ turn + middle for i in (0, 2)])
