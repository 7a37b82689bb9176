"""Beats in the order in which they can fire, a column a step; and below, what the chosen one does, second by second."""

from __future__ import annotations

import math
from typing import Any

from game.render.canvas import Canvas
from game.render.palette import ink
from game.story.dialogue import BREATH, reading_ticks
from game.ui.events import LEFT, Box, Event, Key, Move, Press, Release, Wheel
from game.ui.textfield import cut

from . import beats, edits
from .beats_panel import clock
from .desk import Desk
from .document import Row
from .script import Script
from .spelling import spelled

SIZE, SMALL = 7.4, 6.4  # cap heights [units]
COLUMN, CHIP = 132.0, 17.0  # a column's width; a beat's height [units]
NARROWEST = 44.0  # of a column that ends at the edge [units]
HEADING = 15.0  # over the columns [units]
LANE = 14.0  # height of an action [units]
RULER = 15.0  # [units]
LANES, FEW = 4, 2  # of actions, one above the other, besides the lane of the talk; and in a panel lower than
LOW = 190.0  # [units]
NOTCH = 3  # beats that a notch of the wheel moves
SNAP, FINE = 0.1, 0.01  # s
SHORTEST = 4.0  # s in sight at least
PULLED = 3.0  # units by which an action must be pulled
TALKS = ("say", "chat", "silence")
INKS = {  # what an action is about
    "say": "ring", "chat": "ring", "silence": "ring", "quiet": "ring", "objective": "select", "prompt": "select",
    "title": "select", "spawn": "hot", "order": "hot", "remove": "hot", "sweep": "hot", "heat": "hot", "win": "lime",
    "lose": "red", "checkpoint": "lime", "flag": "violet", "counter": "violet", "timer": "violet",
}  # fmt: skip


class Timeline:
    title = "Timeline"

    def __init__(self, desk: Desk, script: Script) -> None:
        self.desk, self.script = desk, script
        self.fired: dict[str, float] = {}
        self.left, self.top = 0.0, 0  # scrolled away: columns [units], beats
        self._columns: list[list[Row]] = []
        self._version = -1
        self._chips: list[tuple[int, Box]] = []
        self._actions: list[tuple[int, Box]] = []
        self._scale = 1.0  # units of the lower part per second
        self._origin = 0.0
        self._upper = Box(0, 0, 0, 0)
        self._most = LANES
        self._held: tuple[int, float, float] | None = None  # action, where it was pressed, its second then
        self._at: float | None = None  # the second to which it is pulled
        self._pans: tuple[float, int, float, float] | None = None
        self._hover = -1
        desk.listen("selection", self._follow)
        desk.listen("fired", self._note)

    def _note(self, fired: dict[str, float]) -> None:
        self.fired = fired

    @property
    def beat(self) -> Row | None:
        """The one that is chosen."""
        chosen = [self.desk.document.row(key) for key in self.desk.selection if key in self.desk.document]
        found = [row for row in chosen if row.kind == "beat"]
        return found[0] if len(found) == 1 else None

    # -- columns

    def _arrange(self) -> None:
        if self._version == self.desk.document.version:
            return
        self._version = self.desk.document.version
        rounds = self.script.rounds
        last = max(rounds.values(), default=0)
        self._columns = [[] for _ in range(last + 2)]
        for row in self.desk.document.rows("beat"):
            self._columns[rounds.get(row.id, -1)].append(row)
        if not self._columns[-1]:  # nobody is left out
            self._columns.pop()

    def _follow(self) -> None:
        """Bring the chosen beat into sight."""
        row = self.beat
        if row is None:
            return
        self._arrange()
        for i, column in enumerate(self._columns):
            for j, each in enumerate(column):
                if each.key == row.key:
                    x = i * COLUMN
                    if not self.left <= x <= self.left + self._upper.width - COLUMN:
                        self.left = max(0.0, x - self._upper.width / 2 + COLUMN / 2)
                    if not self.top <= j < self.top + self._fit:
                        self.top = max(0, j - self._fit // 2)

    @property
    def _fit(self) -> int:
        """Beats of a column that are in sight."""
        return max(1, int((self._upper.height - HEADING - 4) / CHIP))

    # -- picture

    def draw(self, canvas: Canvas, box: Box) -> None:
        self._arrange()
        self._most = LANES if box.height >= LOW else FEW
        low = RULER + (self._most + 1) * LANE + 8.0
        before, self._upper = self._upper, box.top(box.height - low)
        if before[2:] != self._upper[2:]:
            self._follow()
        self._draw_columns(canvas, self._upper)
        self._draw_lanes(canvas, Box(box.x, box.foot - low, box.width, low))

    def _draw_columns(self, canvas: Canvas, box: Box) -> None:
        longest = max((len(column) for column in self._columns), default=0)
        self.top = max(0, min(self.top, longest - self._fit))
        self.left = max(0.0, min(self.left, len(self._columns) * COLUMN - box.width))
        self._chips = []
        dead = len(self._columns) - 1 if -1 in self.script.rounds.values() else -1
        for i, column in enumerate(self._columns):
            x = box.x + i * COLUMN - self.left
            wide = min(COLUMN, box.right - x)
            if x < box.x - 1 or wide < NARROWEST:
                continue
            canvas.rect(x, box.y, 1, box.height, ink("line", 0.6))
            words = "never" if i == dead else "from the start" if i == 0 else f"after {i}"
            words = cut(canvas, words, SMALL, wide - 10)
            canvas.text(x + 7, box.y + 5, words, SMALL, ink("amber" if i == dead else "rock-high"))
            more = len(column) - self.top - self._fit
            if (more > 0 or self.top) and wide == COLUMN:
                words = f"{len(column)}"
                canvas.text(x + COLUMN - 6, box.y + 5, words, SMALL, ink("rock-high"), "right")
            for j, row in enumerate(column[self.top : self.top + self._fit]):
                chip = Box(x + 5, box.y + HEADING + j * CHIP, wide - 9, CHIP - 2)
                self._chips.append((row.key, chip))
                self._draw_chip(canvas, row, chip, i == dead)
        self._draw_links(canvas, box)

    def _draw_chip(self, canvas: Canvas, row: Row, box: Box, dead: bool) -> None:
        chosen, fired = row.key in self.desk.selection, row.id in self.fired
        canvas.rect(box.x, box.y, box.width, box.height, ink("line", 0.95 if chosen else 0.45))
        tone = "hot" if chosen else "ring" if fired else "amber" if dead else "rock"
        canvas.rect(box.x, box.y, 2, box.height, ink(tone))
        right = box.right - 4
        if fired:
            right -= canvas.text(right, box.y + 4, clock(self.fired[row.id]), SMALL, ink("ring"), "right") + 4
        words = cut(canvas, row.id, SIZE, right - box.x - 8)
        canvas.text(box.x + 7, box.y + 3.5, words, SIZE, ink("white" if chosen else "text"))
        found = beats.actions(row)
        span = max(SHORTEST, *(at for _, at, _ in found)) if found else SHORTEST
        for _, at, action in found:  # a glance at its actions
            name = INKS.get(str(action.get("do")), "dim")
            canvas.rect(box.x + 3 + (box.width - 6) * at / span, box.foot - 2, 3, 2, ink(name, 0.9))

    def _draw_links(self, canvas: Canvas, box: Box) -> None:
        """From what the chosen beat waits for, and to those that wait for it."""
        row = self.beat
        if row is None:
            return
        at = dict(self._chips)
        mine = at.get(row.key)
        for key, chip in self._chips:
            other = self.desk.document.row(key)
            if mine is None or key == row.key:
                continue
            if other.id in _after(row):
                self._link(canvas, chip, mine, "select")
            elif row.id in _after(other):
                self._link(canvas, mine, chip, "ring")

    @staticmethod
    def _link(canvas: Canvas, one: Box, other: Box, name: str) -> None:
        y0, y1 = one.y + one.height / 2, other.y + other.height / 2
        x0, x1 = one.right, other.x
        middle = x0 + 2.5
        canvas.path([(x0, y0), (middle, y0), (middle, y1), (x1, y1)], 1.4, ink(name, 0.9))
        canvas.arrowhead(x1 - 1, y1, 6, 6, ink(name), 0.0)

    # -- the lower part

    def _draw_lanes(self, canvas: Canvas, box: Box) -> None:
        canvas.rect(box.x, box.y, box.width, box.height, ink("void", 0.6))
        canvas.rect(box.x, box.y, box.width, 1, ink("line"))
        self._actions = []
        row = self.beat
        if row is None:
            canvas.text(
                box.x + 12, box.y + 14, "Choose a beat: what it does stands here by the second.", SIZE, ink("dim")
            )
            return
        found = beats.actions(row)
        ends = [at for _, at, _ in found] + [end for _, _, end in self._heard(found)]
        whole = max(SHORTEST, *ends) if ends else SHORTEST
        self._origin = box.x + 12.0
        self._scale = (box.width - 130.0) / whole if self._held is None else self._scale
        self._draw_ruler(canvas, box, whole)
        heard = {i: (start, end) for i, start, end in self._heard(found)}
        rest = [each for each in found if each[0] not in heard]
        lanes = [-math.inf] * self._most
        for n, (i, at, action) in enumerate(sorted(rest, key=lambda each: (each[1], each[0]))):
            self._draw_action(canvas, box, (i, self._second(i, at), action), lanes, len(rest) - n)
        talk = box.foot - LANE - 4
        canvas.rect(box.x, talk - 2, box.width, 1, ink("line", 0.6))
        for i, at, action in found:
            if i in heard:
                self._draw_talk(canvas, talk, (i, at, action), heard[i])

    def _second(self, i: int, at: float) -> float:
        """When an action is done, or to when it is pulled."""
        return self._at if self._held is not None and self._held[0] == i and self._at is not None else at

    def _draw_talk(
        self, canvas: Canvas, top: float, one: tuple[int, float, dict[str, Any]], span: tuple[float, float]
    ) -> None:
        """A line where it is heard, with a tick where it joins the talk."""
        i, at, action = one
        pulled = self._second(i, at)
        x0, x1 = self._x(span[0] + pulled - at), self._x(span[1] + pulled - at)
        chip = Box(x0, top, max(4.0, x1 - x0 - 1), LANE - 1)
        self._actions.append((i, chip))
        hot = i == self._hover or (self._held is not None and self._held[0] == i)
        canvas.rect(chip.x, chip.y, chip.width, chip.height, ink("teal", 0.75 if hot else 0.42))
        line = self.desk.document.find("line", str(action.get("line", "")))
        words = str(line.data.get("text", line.id) if line else action.get("do", ""))
        canvas.text(chip.x + 4, chip.y + 3.5, cut(canvas, words, SMALL, chip.width - 6), SMALL, ink("text"))
        if pulled > 0 or hot:
            canvas.rect(self._x(pulled), top - 4, 1.5, LANE + 3, ink("ring"))
        if hot:
            canvas.label(self._x(pulled) + 6, top - 12, f"{pulled:g} s", ink("white"), size=SMALL)

    def _draw_ruler(self, canvas: Canvas, box: Box, whole: float) -> None:
        step = next(s for s in (0.5, 1, 2, 5, 10, 20, 60, 120, 600) if s * self._scale >= 44 or s == 600)
        for n in range(int(whole / step) + 2):
            x = self._x(n * step)
            if x > box.right - 20:
                break
            canvas.rect(x, box.y + 2, 1, box.height - 4, ink("line", 0.55))
            canvas.text(x + 3, box.y + 5, f"{n * step:g} s", SMALL, ink("rock-high"))

    def _draw_action(
        self, canvas: Canvas, box: Box, one: tuple[int, float, dict[str, Any]], lanes: list[float], left: int
    ) -> None:
        """A chip that begins at its second; `left` are still to come, and need room as well."""
        i, at, action = one
        word = str(action.get("do", ""))
        x = self._x(at)
        lane = next((n for n in range(len(lanes)) if lanes[n] <= x), -1)
        if lane < 0:  # more than fit: it stands beside the one that ends first
            lane = min(range(len(lanes)), key=lambda n: lanes[n])
            x = lanes[lane]
        label = f"{word} {spelled(action)}"
        most = 190.0 if left <= len(lanes) else 92.0
        wide = max(10.0, min(canvas.measure(label, SMALL) + 12, most, box.right - x - 6))
        lanes[lane] = x + wide + 3
        chip = Box(x, box.y + RULER + lane * LANE, wide, LANE - 2)
        self._actions.append((i, chip))
        hot = i == self._hover or (self._held is not None and self._held[0] == i)
        name = INKS.get(word, "starter")
        canvas.rect(chip.x, chip.y, chip.width, chip.height, ink("line", 0.95 if hot else 0.7))
        canvas.rect(chip.x, chip.y, 2, chip.height, ink(name))
        canvas.text(chip.x + 6, chip.y + 3, cut(canvas, label, SMALL, wide - 9), SMALL, ink("white" if hot else "text"))
        if hot:
            canvas.rect(self._x(at), box.y + RULER - 4, 1, box.height - RULER, ink(name))
            canvas.label(self._x(at) + 6, box.y + 5, f"{at:g} s", ink("white"), size=SMALL)

    def _x(self, second: float) -> float:
        return self._origin + second * self._scale

    def _heard(self, found: list[tuple[int, float, dict[str, Any]]]) -> list[tuple[int, float, float]]:
        """When its lines would be spoken if nobody else spoke: action, from, to [s]."""
        heard, free = [], 0.0
        for i, at, action in sorted(found, key=lambda each: (each[1], each[0])):
            word, seconds = action.get("do"), action.get("seconds")
            if word not in TALKS or action.get("turn") == "bark":
                continue
            given = isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0
            start = max(at, free)
            lasts = float(seconds) if given else self._reading(str(action.get("line", "")))  # type: ignore[arg-type]
            heard.append((i, start, start + lasts))
            free = start + (1.0 if word == "chat" else lasts + BREATH / 60.0)
        return heard

    def _reading(self, id: str) -> float:
        row = self.desk.document.find("line", id)
        if row is None:
            return 1.0
        return reading_ticks(str(row.data.get("text", "")), str(row.data.get("who", ""))) / 60.0

    # -- hands

    def leave(self) -> None:
        """Nothing is typed here."""

    def handle(self, event: Event) -> bool:
        if isinstance(event, Wheel):
            if event.shift:
                self.left -= event.notches * COLUMN
            else:
                self.top -= round(event.notches * NOTCH)
            return True
        if isinstance(event, Press):
            return self._press(event)
        if isinstance(event, Move):
            return self._move(event)
        if isinstance(event, Release):
            return self._release()
        return isinstance(event, Key) and self._key(event)

    def _press(self, press: Press) -> bool:
        for key, chip in self._chips:
            if chip.holds(press.x, press.y):
                self.desk.select([key], add=press.shift)
                self.desk.show(key)
                if press.clicks == 2:
                    self.desk.tell("play from", self.desk.document.row(key).id)
                return True
        row = self.beat
        for i, chip in reversed(self._actions):
            if chip.holds(press.x, press.y) and row is not None and press.button == LEFT:
                at = next(at for n, at, _ in beats.actions(row) if n == i)
                self._held, self._at = (i, press.x, at), None
                self.desk.tell("field", row.key, ("then", i))
                return True
        if self._upper.holds(press.x, press.y):
            self._pans = press.x, self.top, press.y, self.left
        return True

    def _move(self, move: Move) -> bool:
        if self._held is not None:
            _, x, at = self._held
            if self._at is not None or abs(move.x - x) > PULLED:
                grid = FINE if move.alt else SNAP
                self._at = max(0.0, round(round((at + (move.x - x) / self._scale) / grid) * grid, 3))
            return True
        if self._pans is not None:
            x, top, y, left = self._pans
            self.left, self.top = left - (move.x - x), top - round((move.y - y) / CHIP)
            return True
        self._hover = next((i for i, chip in reversed(self._actions) if chip.holds(move.x, move.y)), -1)
        return False

    def _release(self) -> bool:
        held, at, row = self._held, self._at, self.beat
        self._held = self._at = self._pans = None
        if held is not None and at is not None and row is not None and at != held[2]:
            self.set_second(row, held[0], at)
        return True

    def set_second(self, row: Row, action: int, at: float) -> None:
        """Let an action of a beat happen at another second."""
        path = ("then", action, "at")
        second = int(at) if at == int(at) else at
        data = edits.put(row.data, path, second) if at else edits.drop(row.data, path)
        word = row.data["then"][action].get("do", "")
        with self.desk.document.change(f"{word} of {row.id} at {at:g} s"):
            self.desk.document.put(row.key, data)
        self.desk.say(f"{word} of {row.id} at {at:g} s")
        self.desk.look()

    def _key(self, key: Key) -> bool:
        """Arrows walk from beat to beat."""
        row = self.beat
        if row is None or key.name not in ("left", "right", "up", "down") or key.ctrl:
            return False
        i, j = next((i, j) for i, col in enumerate(self._columns) for j, each in enumerate(col) if each.key == row.key)
        dx, dy = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[key.name]
        i = max(0, min(len(self._columns) - 1, i + dx))
        column = self._columns[i]
        if column:
            key_of = column[max(0, min(len(column) - 1, j + dy))].key
            self.desk.select([key_of])
            self.desk.show(key_of)
        return True


def _after(row: Row) -> list[str]:
    after = row.data.get("after")
    return after if isinstance(after, list) else []
