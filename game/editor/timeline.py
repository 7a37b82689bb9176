"""Beats in the order in which they can fire, a column a step; and below, what the chosen one does, second by second."""

from __future__ import annotations

import math

from game.render.canvas import Canvas
from game.render.palette import ink
from game.ui.events import Box, Event, Key, Move, Press, Release, Wheel
from game.ui.textfield import cut

from . import beats
from .beats_panel import clock
from .desk import Desk
from .document import Row
from .lanes import FEW, INKS, LANES, SHORTEST, Lanes
from .script import Script

SIZE, SMALL = 7.4, 6.4  # cap heights [units]
COLUMN, CHIP = 132.0, 17.0  # a column's width; a beat's height [units]
COLUMNS = 60.0, 264.0  # as narrow and as wide as columns get [units]
SMALL_BELOW, SMALL_CHIP = 110.0, 10.5  # of columns narrower than that, beats are as high as this [units]
NARROWEST = 44.0  # of a column that ends at the edge [units]
HEADING = 15.0  # over the columns [units]
LOW = 190.0  # height of the panel under which there are few lanes [units]
GLIDE = 40.0  # units that a notch moves the seconds
NOTCH = 3  # beats that a notch of the wheel moves
CLOSER = {"plus": 1, "equals": 1, "kp_plus": 1, "minus": -1, "kp_minus": -1}  # notches of a key


class Timeline:
    title = "Timeline"

    def __init__(self, desk: Desk, script: Script) -> None:
        self.desk, self.script = desk, script
        self.fired: dict[str, float] = {}
        self.left, self.top = 0.0, 0  # scrolled away: columns [units], beats
        self.column = COLUMN
        self.lanes = Lanes(desk)
        self._below = False  # whether the mouse was last over the lower part
        self._columns: list[list[Row]] = []
        self._version = -1
        self._chips: list[tuple[int, Box]] = []
        self._upper = Box(0, 0, 0, 0)
        self._pans: tuple[float, int, float, float] | None = None
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
                    x = i * self.column
                    if not self.left <= x <= self.left + self._upper.width - self.column:
                        self.left = max(0.0, x - self._upper.width / 2 + self.column / 2)
                    if not self.top <= j < self.top + self._fit:
                        self.top = max(0, j - self._fit // 2)

    @property
    def _fit(self) -> int:
        """Beats of a column that are in sight."""
        return max(1, int((self._upper.height - HEADING - 4) / self._chip))

    @property
    def _chip(self) -> float:
        """A beat's height [units]."""
        return CHIP if self.column >= SMALL_BELOW else SMALL_CHIP

    # -- picture

    def draw(self, canvas: Canvas, box: Box) -> None:
        self._arrange()
        self.lanes.most = LANES if box.height >= LOW else FEW
        low = self.lanes.height(self.lanes.most)
        before, self._upper = self._upper, box.top(box.height - low)
        if before[2:] != self._upper[2:]:
            self._follow()
        self._draw_columns(canvas, self._upper)
        self.lanes.draw(canvas, Box(box.x, box.foot - low, box.width, low), self.beat)

    def _draw_columns(self, canvas: Canvas, box: Box) -> None:
        longest = max((len(column) for column in self._columns), default=0)
        self.top = max(0, min(self.top, longest - self._fit))
        most = math.ceil(max(0.0, len(self._columns) * self.column - box.width) / self.column)
        self.left = max(0.0, min(self.left, most * self.column))
        begin = round(self.left / self.column)  # no column is cut at the left
        self._chips = []
        dead = len(self._columns) - 1 if -1 in self.script.rounds.values() else -1
        for i, column in enumerate(self._columns):
            x = box.x + (i - begin) * self.column
            wide = min(self.column, box.right - x)
            if i < begin or wide < min(NARROWEST, self.column):
                continue
            canvas.rect(x, box.y, 1, box.height, ink("line", 0.6))
            words = "never" if i == dead else "from the start" if i == 0 else f"after {i}"
            words = (
                words
                if self.column >= SMALL_BELOW
                else {"never": "never", "from the start": "start"}.get(words, f"{i}")
            )
            words = cut(canvas, words, SMALL, wide - 10)
            canvas.text(x + 7, box.y + 5, words, SMALL, ink("amber" if i == dead else "rock-high"))
            more = len(column) - self.top - self._fit
            if (more > 0 or self.top) and wide == self.column >= SMALL_BELOW:
                words = f"{len(column)}"
                canvas.text(x + self.column - 6, box.y + 5, words, SMALL, ink("rock-high"), "right")
            for j, row in enumerate(column[self.top : self.top + self._fit]):
                chip = Box(x + 5, box.y + HEADING + j * self._chip, wide - 9, self._chip - 2)
                self._chips.append((row.key, chip))
                self._draw_chip(canvas, row, chip, i == dead)
        self._draw_links(canvas, box)

    def _draw_chip(self, canvas: Canvas, row: Row, box: Box, dead: bool) -> None:
        chosen, fired = row.key in self.desk.selection, row.id in self.fired
        canvas.rect(box.x, box.y, box.width, box.height, ink("line", 0.95 if chosen else 0.45))
        tone = "hot" if chosen else "ring" if fired else "amber" if dead else "rock"
        canvas.rect(box.x, box.y, 2, box.height, ink(tone))
        right = box.right - 4
        if self.column < SMALL_BELOW:
            size = SMALL - 0.4
            words = cut(canvas, row.id, size, box.width - 6)
            canvas.text(box.x + 4, box.y + 1.2, words, size, ink("white" if chosen else "text"))
            return
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
        back = other.x < one.right  # in the same column, or before it: round its right side
        x0, x1 = one.right, other.right if back else other.x
        middle = max(x0, x1) + 2.5 if back else x0 + 2.5
        canvas.path([(x0, y0), (middle, y0), (middle, y1), (x1, y1)], 1.4, ink(name, 0.9))
        canvas.arrowhead(x1 + (1 if back else -1), y1, 6, 6, ink(name), math.pi if back else 0.0)

    # -- hands

    def leave(self) -> None:
        """Nothing is typed here."""

    def handle(self, event: Event) -> bool:
        if isinstance(event, Wheel):
            if event.ctrl:
                self.zoom(event.notches, event.x, event.y)
            elif self._is_below(event.y):
                self.lanes.since -= event.notches * GLIDE / self.lanes.scale
            elif event.shift:
                self.left -= event.notches * self.column
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

    def _is_below(self, y: float) -> bool:
        return y >= self._upper.foot

    def zoom(self, notches: float, x: float, y: float) -> None:
        """Closer or farther; what lies under a point of the window stays there."""
        k = 2.0 ** (notches / 2)
        if self._is_below(y):
            self.lanes.zoom(k, x)
            return
        column = max(COLUMNS[0], min(COLUMNS[1], self.column * k))
        self.left = (self.left + x - self._upper.x) * column / self.column - (x - self._upper.x)
        self.column = column

    def _press(self, press: Press) -> bool:
        for key, chip in self._chips:
            if chip.holds(press.x, press.y):
                self.desk.select([key], add=press.shift)
                self.desk.show(key)
                if press.clicks == 2:
                    self.desk.tell("play from", self.desk.document.row(key).id)
                return True
        if self.lanes.press(press, self.beat):
            return True
        self._pans = press.x, self.top, press.y, self.lanes.since if self._is_below(press.y) else self.left
        return True

    def _move(self, move: Move) -> bool:
        if self.lanes.move(move):
            return True
        if self._pans is not None:
            x, top, y, left = self._pans
            if self._is_below(y):
                self.lanes.since = left - (move.x - x) / self.lanes.scale
            else:
                self.left, self.top = left - (move.x - x), top - round((move.y - y) / self._chip)
            return True
        self._below = self._is_below(move.y)
        return False

    def _release(self) -> bool:
        self._pans = None
        self.lanes.release(self.beat)
        return True

    def _key(self, key: Key) -> bool:
        """Arrows walk from beat to beat; + and - look closer, page up and down further along, where the mouse is."""
        row = self.beat
        if key.name in CLOSER and not key.ctrl:
            box = self.lanes.box if self._below else self._upper
            self.zoom(CLOSER[key.name], box.x + box.width / 2, box.y + 1)
            return True
        if key.name in ("pageup", "pagedown"):
            way = 1 if key.name == "pagedown" else -1
            if self._below:
                self.lanes.since += way * self.lanes.box.width / 2 / self.lanes.scale
            else:
                self.left += way * self._upper.width / 2
            return True
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
