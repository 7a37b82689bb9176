"""The map on the desk: looked at from anywhere, with what is chosen, what is drawn, and what beats use of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from game.render.canvas import Canvas
from game.ui.events import LEFT, MIDDLE, RIGHT, Box, Event, Key, Move, Press, Release, Wheel

from . import marks, shapes
from .choosing import Select
from .desk import Desk
from .drawing import Draw
from .eye import Eye
from .kept import Kept
from .lines import unmissed
from .links import Links
from .naming import Naming, with_free_names
from .overlay import Overlay
from .places import ORDER, RANK, Places, Touched
from .tools import Tool, Touch
from .wording import copied

LARGE, BEGINS = 7_000.0, 0.35  # units across of a level that is not shown whole, and how close one begins
FINGER = 7.0  # HUD units round the mouse within which a thing is touched
STEP_FINE = 1.0  # an arrow key with SHIFT moves so far [units]
DEFAULTS: dict[str, dict[str, Any]] = {  # what a new thing has, until another of its kind was touched
    "decor": {"art": "arch_leg", "size": 120},
    "zone": {"backdrop": "avenue"},
    "gravity": {"pull": [0, 120]},
}
KEPT = {  # of what was last touched of a kind, the next new one has as well
    "rock": ("art", "unnamed"), "wall": ("width",), "decor": ("art", "size", "layer"), "zone": ("backdrop", "dark"),
    "gravity": ("pull",),
}  # fmt: skip


class MapView:
    """A panel; the shell gives it the middle of the window. `draw` draws over the game's own picture of the level."""

    title = "Map"
    live = True  # drawn anew in every picture

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.document = desk.document
        self.eye = Eye()
        self.places = Places(self.document)
        self.links = Links(self.document)
        self.hidden = np.zeros(len(ORDER), bool)
        self.grid_shown, self.snaps, self.names_shown, self.spawns_shown = True, True, True, True
        self.step = 10.0  # of the grid that things land on [units]
        self.tool: Tool = Select(self)
        self.tool_name = "select"
        self.hands_shift = False
        self.named = 0  # what is named because the mouse is on it
        self._pans: tuple[float, float] | None = None
        self._space = False
        self._wishes = copied(DEFAULTS)
        self._paper, self._around, self._names = Kept(), Kept(), Kept()
        self._chosen_of: object = None
        self._chosen_keys: set[int] = set()
        self._rows: tuple[object, np.ndarray] | None = None
        self._lines: tuple[object, np.ndarray] | None = None
        desk.listen("document", self.places.update)
        desk.listen("hidden", self._hide)
        desk.listen("wish", self._wish_for)
        desk.listen("show", self._show)
        desk.listen("selection", self._chosen)
        self._begin()

    def _begin(self) -> None:
        """Look at all of a small level; of a large one at where it begins."""
        whole = self.bounds() or self.places.extent()
        if not whole:
            return
        start = self.document.find("point", str(self.document.header().get("start", "")))
        place = self.places.get(start.key) if start else None
        if place is not None and max(whole[2] - whole[0], whole[3] - whole[1]) > LARGE:
            self.eye.go(*place.spot, BEGINS)
        else:
            self.eye.frame(*whole)

    # -- what there is

    def bounds(self) -> tuple[float, float, float, float] | None:
        raw = self.document.header("map.toml").get("bounds")
        if isinstance(raw, list) and len(raw) == 4 and all(isinstance(v, int | float) for v in raw):
            return float(raw[0]), float(raw[1]), float(raw[2]), float(raw[3])
        return None

    @property
    def chosen(self) -> set[int]:
        """Keys of what is chosen and stands on the map."""
        state = self.places.version, self.desk.selection
        if self._chosen_of != state:
            self._chosen_of = state
            self._chosen_keys = {key for key in self.desk.selection if self.places.get(key) is not None}
        return self._chosen_keys

    @property
    def draws(self) -> bool:
        """Whether something is drawn of which there are corners already."""
        return isinstance(self.tool, Draw) and bool(self.tool.corners)

    @property
    def reach(self) -> float:
        """World units round the mouse within which a thing is touched."""
        return FINGER * self.eye.units

    def under(self, x: float, y: float) -> list[Touched]:
        return self.places.under(x, y, self.reach, self.hidden)

    @property
    def chosen_rows(self) -> np.ndarray:
        """At which rows of the places' columns that is."""
        chosen = self.chosen
        if self._rows is None or self._rows[0] is not chosen:
            self._rows = chosen, self.places.rows_of(chosen)
        return self._rows[1]

    def chosen_lines(self) -> np.ndarray:
        """Segments (m, 4) of all that is chosen."""
        rows = self.chosen_rows
        if self._lines is None or self._lines[0] is not rows:
            self._lines = rows, self.lines_of(rows)
        return self._lines[1]

    def lines_of(self, rows: np.ndarray) -> np.ndarray:
        """Segments (m, 4) of what stands at these rows of the places' columns; points have none."""
        places = self.places
        lined = np.zeros(len(places.all), bool)
        lined[rows] = places.kind[rows] != RANK["point"]
        return places.segments[lined[places.owner]]

    def middle_of_chosen(self) -> tuple[float, float]:
        """About what one thing, or several, are turned and flipped."""
        chosen = self.chosen
        if len(chosen) == 1:
            return self.places[next(iter(chosen))].spot
        left, top, right, low = self.places.extent(self.chosen_rows) or (0.0, 0.0, 0.0, 0.0)
        return round((left + right) / 2), round((top + low) / 2)

    def on_grid(self, x: float, y: float) -> tuple[float, float]:
        return round(x / self.step) * self.step, round(y / self.step) * self.step

    def snapped(self, touch: Touch) -> tuple[float, float]:
        """Where a touch lands: on the grid, or (ALT, or without one) on the whole unit."""
        if touch.alt or not self.snaps:
            return round(touch.x), round(touch.y)
        return self.on_grid(touch.x, touch.y)

    # -- what hands ask

    def use(self, name: str) -> None:
        """Take a tool: "select", or a kind of thing to draw."""
        self.tool.cancel() if isinstance(self.tool, Draw) else None
        self.tool = Select(self) if name == "select" else Draw(self, name)
        self.tool_name = name
        self.desk.say(self.tool.hint)

    def handle(self, event: Event) -> bool:
        if isinstance(event, Wheel):
            self.eye.closer(event.notches * 2, event.x, event.y)
            return True
        if isinstance(event, Press):
            return self._press(event)
        if isinstance(event, Release):
            return self._release(event)
        if isinstance(event, Move):
            return self._move(event)
        if isinstance(event, Key):
            return self._key(event)
        return False

    def let_go(self) -> None:
        """Whatever was pulled stays where it was."""
        self._pans = None
        if self.tool.state if isinstance(self.tool, Select) else not self.draws:
            self.tool.cancel()

    def _touch(self, event: Press | Move | Release) -> Touch:
        x, y = self.eye.place(event.x, event.y)
        self.desk.cursor = x, y
        marks = [getattr(event, name, False) for name in ("shift", "ctrl", "alt")]
        self.hands_shift = marks[0]
        return Touch(x, y, *marks, clicks=getattr(event, "clicks", 1))

    def _press(self, press: Press) -> bool:
        if press.button in (MIDDLE, RIGHT) or self._space:
            self._pans = press.x, press.y
            self._pulled = False
            return True
        self.tool.press(self._touch(press))
        return True

    def _move(self, move: Move) -> bool:
        if self._pans is not None:
            self.eye.pan(move.x - self._pans[0], move.y - self._pans[1])
            self._pulled = self._pulled or abs(move.x - self._pans[0]) + abs(move.y - self._pans[1]) > 1
            self._pans = move.x, move.y
            return True
        self.tool.move(self._touch(move), LEFT in move.held)
        return True

    def _release(self, release: Release) -> bool:
        if self._pans is not None:
            self._pans = None
            if release.button == RIGHT and not self._pulled:  # a click: back to choosing
                self.tool.cancel()
                self.use("select")
            return True
        self.tool.release(self._touch(release))
        return True

    def _key(self, key: Key) -> bool:
        if self.tool.key(key):
            return True
        if key.name == "escape":
            if self.tool.cancel():
                return True
            if self.tool_name == "select":
                return False  # there is nothing to give up any more
            self.use("select")
            return True
        if key.name in ("left", "right", "up", "down") and not key.ctrl and self.chosen:
            step = STEP_FINE if key.shift else self.step
            dx, dy = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[key.name]
            self.move_chosen(dx * step, dy * step)
            return True
        return False

    # -- changes of what is chosen

    def _map(self, title: str, made: Callable[[str, dict[str, Any]], dict[str, Any]]) -> None:
        """Every chosen thing through a function of its kind and data, as one step."""
        rows = [self.document.row(key) for key in self.chosen]
        if not rows:
            return
        what = rows[0].id or rows[0].kind if len(rows) == 1 else f"{len(rows)} things"
        with self.document.change(f"{title} {what}"):
            self.document.put_all({row.key: made(row.kind, row.data) for row in rows})
        self.desk.say(f"{title} {what}")

    def move_chosen(self, dx: float, dy: float) -> None:
        if dx or dy:
            self._map("Move", lambda kind, data: shapes.moved(kind, data, dx, dy))

    def turn_chosen(self, angle: float) -> None:
        about = self.middle_of_chosen()
        if angle:
            self._map("Turn", lambda kind, data: shapes.turned(kind, data, about, angle))

    def flip_chosen(self, upright: bool) -> None:
        about = self.middle_of_chosen()
        self._map("Flip", lambda kind, data: shapes.flipped(kind, data, about, upright))

    def remove_chosen(self) -> None:
        """Delete everything that is chosen."""
        keys = {key for key in self.desk.selection if key in self.document}
        if not keys:
            self.desk.say("Nothing is chosen")
            return
        used = sum(1 for key in keys if self.links.beats(key))
        with self.document.change(f"Delete {len(keys)} things" if len(keys) > 1 else "Delete"), unmissed(self.document):
            self.document.remove(keys)
        self.desk.select([])
        more = f"; {used} of them {'is' if used == 1 else 'are'} still named by beats" if used else ""
        self.desk.say(f"Deleted {len(keys)}{more}")

    def put_rows(self, rows: Iterable[tuple[str, dict[str, Any]]], title: str, dx: float, dy: float) -> list[int]:
        """Add copies of things, moved, under names of their own, by which they speak of each other. They are chosen."""
        moved = [(kind, shapes.moved(kind, data, dx, dy) if kind in ORDER else copied(data)) for kind, data in rows]
        copies = with_free_names(self.document, moved)
        with self.document.change(title):
            keys = self.document.add_all(copies)
        self.places.update()
        self.desk.select(keys)
        return keys

    def duplicate(self) -> None:
        """The same again beside what is chosen."""
        step = max(self.step, 20.0)
        self.copy_chosen(step, step)

    def copy_chosen(self, dx: float, dy: float) -> None:
        """The same again, (dx, dy) units from what is chosen."""
        rows = [self.document.row(key) for key in sorted(self.desk.selection) if key in self.document]
        if rows:
            self.put_rows([(row.kind, row.data) for row in rows], f"Duplicate {len(rows)}", dx, dy)
            self.desk.say(f"{len(rows)} more")

    def make(self, kind: str, data: dict[str, Any]) -> int:
        """A new thing; it is chosen then."""
        brings, kind = kind == "spawn", "point" if kind == "spawn" else kind
        data = {"id": Naming(self.document).free(kind, kind if not brings else "spawn"), **data}
        beat = next((key for key in self.desk.selection if self.document.row(key).kind == "beat"), None)
        with self.document.change(f"Draw {kind} {data['id']}"):
            key = self.document.add(kind, data)
            if brings and beat is not None:
                script = copied(self.document.row(beat).data)
                script.setdefault("then", []).append({"do": "spawn", "what": "griefer", "place": data["id"]})
                self.document.put(beat, script)
        self.desk.look()
        self.places.update()
        self.desk.select([key])
        self.desk.say(f"{data['id']}: new {kind}")
        return key

    def wish(self, kind: str) -> dict[str, Any]:
        """What a new thing has besides its shape."""
        return copied(self._wishes.get(kind, {}))

    # -- what others ask

    def _wish_for(self, kind: str, data: dict[str, Any]) -> None:
        """The next thing of a kind shall have this, and is to be set now."""
        self._wishes[kind] = self.wish(kind) | data
        self.use(kind)

    def _chosen(self) -> None:
        """Light what a chosen beat uses; remember what things of a kind were last like."""
        lit: set[int] = set()
        for key in self.desk.selection:
            row = self.document.row(key)
            if row.kind == "beat":
                lit |= self.links.places(key)
            elif row.kind in KEPT and len(self.desk.selection) == 1:
                kept = {name: row.data[name] for name in KEPT[row.kind] if name in row.data}
                if row.kind == "rock":
                    kept.pop("art", None) if "poly" not in row.data and "radius" not in row.data else None
                self._wishes[row.kind] = DEFAULTS.get(row.kind, {}) | kept
        self.desk.light(lit)

    def _show(self, key: int) -> None:
        """Centre on a place, or on all that a beat uses."""
        self.places.update()
        row = self.document.row(key)
        keys = self.links.places(key) if row.kind == "beat" else {key}
        box = self.places.extent(self.places.rows_of(keys)) if keys else None
        if box is None:
            return
        left, top, right, low = box
        seen = self.eye.lens.rect()
        if max(right - left, low - top) < 0.6 * min(seen[2] - seen[0], seen[3] - seen[1]) and self.eye.zoom >= 0.2:
            self.eye.go((left + right) / 2, (top + low) / 2)
        else:
            self.eye.frame(left, top, right, low)

    def _hide(self, kinds: frozenset[str]) -> None:
        self.hidden = np.array([kind in kinds for kind in ORDER], bool)

    def frame_chosen(self) -> None:
        box = self.places.extent(self.chosen_rows) if self.chosen else self.bounds() or self.places.extent()
        if box:
            self.eye.frame(*box)

    # -- picture

    def draw(self, canvas: Canvas, box: Box) -> None:
        """What stays as it is while neither eye nor level nor choice change is kept."""
        self.places.update()
        over = Overlay(canvas.rows, self.eye.lens, self.places, self.hidden)
        selection, lit = self.desk.selection, self.desk.lit  # whoever changes them, makes others
        seen = self.eye.lens, canvas.unit, self.document.version, self.hidden.tobytes()
        spawns = selection if self.spawns_shown else None
        paper = *seen, self.grid_shown, self.step, spawns
        self._paper.draw(canvas.rows, paper, lambda: self._draw_paper(canvas, over))
        self.named = 0
        over.lit(lit, math.sin(self.desk.time * 4.0))
        self.tool.draw(over)
        for draw in self.desk.over:
            draw(canvas, self.eye.lens)
        if self.names_shown:
            names = *seen, box, selection, lit, self.named
            self._names.draw(canvas.rows, names, lambda: marks.draw_names(canvas, box, self, over))

    def _draw_paper(self, canvas: Canvas, over: Overlay) -> None:
        bounds = self.bounds()
        if bounds:
            over.outside(bounds)
        if self.grid_shown:
            over.grid(max(self.step, self.eye.grid()))
        over.things()
        if self.spawns_shown:
            marks.draw_start(canvas, self)
            marks.draw_spawns(canvas, self)

    def draw_chosen(self, over: Overlay) -> None:
        """What is chosen, where it stands."""

        def make() -> None:
            over.outlined(self.chosen_lines(), "hot")
            over.chosen_points(self.chosen_rows)

        self._around.draw(over.rows, (self.eye.lens, self.places.version, self.desk.selection), make)
