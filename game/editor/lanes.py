"""What a beat does, second by second: its actions in lanes, dragged to another second; and below them its talk."""

from __future__ import annotations

import math
from typing import Any

from game.render.canvas import Canvas
from game.render.palette import ink
from game.story.dialogue import BREATH, reading_ticks
from game.ui.events import LEFT, Box, Move, Press
from game.ui.textfield import cut

from . import beats, edits
from .desk import Desk
from .document import Row
from .spelling import spelled

SMALL, SIZE = 6.4, 7.4  # cap heights [units]
CLOSEST = 32.0  # times as close as all of a beat's seconds
LANE = 14.0  # height of an action [units]
RULER = 15.0  # [units]
LANES, FEW = 4, 2  # of actions, one above the other, besides the lane of the talk; and in a low panel
SNAP, FINE = 0.1, 0.01  # s
SHORTEST = 4.0  # s in sight at least
PULLED = 3.0  # units by which an action must be pulled
HOW = "Choose a beat: what it does stands here by the second."
TALKS = ("say", "chat", "silence")
INKS = {  # what an action is about
    "say": "ring", "chat": "ring", "silence": "ring", "quiet": "ring", "objective": "select", "prompt": "select",
    "title": "select", "spawn": "hot", "order": "hot", "remove": "hot", "sweep": "hot", "heat": "hot", "win": "lime",
    "lose": "red", "checkpoint": "lime", "flag": "violet", "counter": "violet", "timer": "violet",
}  # fmt: skip


class Lanes:
    """`since` is the second at the left, `closer` how many times as close as all of the beat's seconds one looks."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.box = Box(0, 0, 0, 0)
        self.most = LANES
        self.closer, self.since = 1.0, 0.0
        self.actions: list[tuple[int, Box]] = []
        self.scale = 1.0  # units per second
        self._beat = 0  # whose seconds those are
        self._origin = 0.0
        self._held: tuple[int, float, float] | None = None  # action, where it was pressed, its second then
        self._at: float | None = None  # the second to which it is pulled
        self._hover = -1

    @staticmethod
    def height(most: int) -> float:
        """Of so many lanes, with what is above and below them [units]."""
        return RULER + (most + 1) * LANE + 8.0

    # -- picture

    def draw(self, canvas: Canvas, box: Box, row: Row | None) -> None:
        """What the beat of this row does."""
        self.box = box
        canvas.rect(box.x, box.y, box.width, box.height, ink("void", 0.6))
        canvas.rect(box.x, box.y, box.width, 1, ink("line"))
        self.actions = []
        if row is None:
            for i, words in enumerate(canvas.wrap(HOW, SIZE, box.width - 24)):
                canvas.text(box.x + 12, box.y + 14 + i * 13, words, SIZE, ink("dim"))
            return
        found = beats.actions(row)
        talk = self._heard(found)
        ends = [at for _, at, _ in found] + [end for _, _, end in talk]
        whole = max(SHORTEST, *ends) if ends else SHORTEST
        self._origin = box.x + 12.0
        if self._beat != row.key:
            self._beat, self.closer, self.since = row.key, 1.0, 0.0
        self.scale = self.closer * (box.width - 130.0) / whole if self._held is None else self.scale
        self.since = max(0.0, min(self.since, whole * (1.0 - 1.0 / self.closer)))
        self._draw_ruler(canvas, box, whole)
        begins = [start for _, start, _ in talk[1:]] + [math.inf]  # of the next: captions go on while others speak
        heard = {i: (start, min(end, then)) for (i, start, end), then in zip(talk, begins, strict=False)}
        rest = [each for each in found if each[0] not in heard]
        lanes = [-math.inf] * self.most
        for n, (i, at, action) in enumerate(sorted(rest, key=lambda each: (each[1], each[0]))):
            self._draw_action(canvas, box, (i, self._second(i, at), action), lanes, len(rest) - n)
        top = box.foot - LANE - 4
        canvas.rect(box.x, top - 2, box.width, 1, ink("line", 0.6))
        for i, at, action in found:
            if i in heard:
                self._draw_talk(canvas, top, (i, at, action), heard[i])

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
        x0, x1 = max(x0, self.box.x + 2), min(x1, self.box.right - 4)
        if x1 <= x0:
            return
        chip = Box(x0, top, max(4.0, x1 - x0 - 1), LANE - 1)
        self.actions.append((i, chip))
        hot = i == self._hover or (self._held is not None and self._held[0] == i)
        canvas.rect(chip.x, chip.y, chip.width, chip.height, ink("teal", 0.75 if hot else 0.42))
        line = self.desk.document.find("line", str(action.get("line", "")))
        words = str(line.data.get("text", line.id) if line else action.get("do", ""))
        canvas.text(chip.x + 4, chip.y + 3.5, cut(canvas, words, SMALL, chip.width - 6), SMALL, ink("text"))
        if (pulled > 0 or hot) and self.box.x < self._x(pulled) < self.box.right - 30:
            canvas.rect(self._x(pulled), top - 4, 1.5, LANE + 3, ink("ring"))
        if hot:
            canvas.label(self._x(pulled) + 6, top - 12, f"{pulled:g} s", ink("white"), size=SMALL)

    def _draw_ruler(self, canvas: Canvas, box: Box, whole: float) -> None:
        step = next(s for s in (0.5, 1, 2, 5, 10, 20, 60, 120, 600) if s * self.scale >= 44 or s == 600)
        for n in range(math.ceil(self.since / step), int(whole / step) + 2):
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
        if x > box.right - 20 or x < box.x - 4:
            return
        lane = next((n for n in range(len(lanes)) if lanes[n] <= x), -1)
        if lane < 0:  # more than fit: it stands beside the one that ends first
            lane = min(range(len(lanes)), key=lambda n: lanes[n])
            x = lanes[lane]
        label = f"{word} {spelled(action)}"
        most = 190.0 if left <= len(lanes) else 92.0
        wide = max(10.0, min(canvas.measure(label, SMALL) + 12, most, box.right - x - 6))
        lanes[lane] = x + wide + 3
        chip = Box(x, box.y + RULER + lane * LANE, wide, LANE - 2)
        self.actions.append((i, chip))
        hot = i == self._hover or (self._held is not None and self._held[0] == i)
        name = INKS.get(word, "starter")
        canvas.rect(chip.x, chip.y, chip.width, chip.height, ink("line", 0.95 if hot else 0.7))
        canvas.rect(chip.x, chip.y, 2, chip.height, ink(name))
        canvas.text(chip.x + 6, chip.y + 3, cut(canvas, label, SMALL, wide - 9), SMALL, ink("white" if hot else "text"))
        if hot:
            canvas.rect(self._x(at), box.y + RULER - 4, 1, box.height - RULER, ink(name))
            canvas.label(self._x(at) + 6, box.y + 5, f"{at:g} s", ink("white"), size=SMALL)

    def _x(self, second: float) -> float:
        return self._origin + (second - self.since) * self.scale

    def _heard(self, found: list[tuple[int, float, dict[str, Any]]]) -> list[tuple[int, float, float]]:
        """When its lines would be spoken if nobody else spoke: action, from, to [s]."""
        heard, free = [], 0.0
        for i, at, action in sorted(found, key=lambda each: (each[1], each[0])):
            word = action.get("do")
            if word not in TALKS or action.get("turn") == "bark":
                continue
            start = max(at, free)
            lasts = beats.seconds(action.get("seconds")) or self._reading(str(action.get("line", "")))
            heard.append((i, start, start + lasts))
            free = start + (1.0 if word == "chat" else lasts + BREATH / 60.0)
        return heard

    def _reading(self, id: str) -> float:
        row = self.desk.document.find("line", id)
        if row is None:
            return 1.0
        return reading_ticks(str(row.data.get("text", "")), str(row.data.get("who", ""))) / 60.0

    # -- hands

    def zoom(self, k: float, x: float) -> None:
        """So many times as close; the second under a place of the window stays there."""
        second = self.since + (x - self._origin) / self.scale
        closer = max(1.0, min(CLOSEST, self.closer * k))
        self.since = second - (second - self.since) * self.closer / closer
        self.closer = closer

    def press(self, press: Press, row: Row | None) -> bool:
        """Take hold of an action; False where there is none."""
        for i, chip in reversed(self.actions):
            if chip.holds(press.x, press.y) and row is not None and press.button == LEFT:
                at = next(at for n, at, _ in beats.actions(row) if n == i)
                self._held, self._at = (i, press.x, at), None
                self.desk.tell("field", row.key, ("then", i))
                return True
        return False

    def move(self, move: Move) -> bool:
        """Pull what is held; else note what the mouse is on."""
        if self._held is None:
            self._hover = next((i for i, chip in reversed(self.actions) if chip.holds(move.x, move.y)), -1)
            return False
        _, x, at = self._held
        if self._at is not None or abs(move.x - x) > PULLED:
            grid = FINE if move.alt else SNAP
            self._at = max(0.0, round(round((at + (move.x - x) / self.scale) / grid) * grid, 3))
        return True

    def release(self, row: Row | None) -> None:
        """What was pulled happens at another second."""
        held, at = self._held, self._at
        self._held = self._at = None
        if held is not None and at is not None and row is not None and at != held[2]:
            self.set_second(row, held[0], at)

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
