"""The crew speaks: a panel with a portrait that looks at its words, or one small line when the fight is on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.captions import presence
from game.render.rects import Rect
from game.render.speakers import face, speaker

WIDE, HIGH = 740.0, 128.0
BOTTOM = 24.0
SMALL_ABOVE = 12.0  # the small form lies so much higher
WORDS = 15.0  # cap height of what is said
LEADING = 30.0
PACE = 42.0  # letters a second, at text speed 1
TYPED_BY = 0.55  # a line is typed out by this share of its time at the latest
SLIDE = 0.18  # s the panel needs to come up
HEADS = (84.0, 134.0)  # how far below the upper edge a choice may lie: under an order of one line, or of more
TALL = 0.25  # of the picture: a choice that is higher than this lies at its foot
ASKED = 7.0  # between a question and its answers, beyond what is between two answers
NOTE = 18.0  # from one row of an answer's note to the next
TICKS = 60.0


def typed(text: str, age: float, duration: float, speed: float = 1.0) -> int:
    """How many letters of a line are there after `age` of `duration` ticks."""
    pace = PACE * speed
    if duration:
        pace = max(pace, len(text) / (duration / TICKS * TYPED_BY))
    return min(len(text), int(age / TICKS * pace) + 1)


def draw(canvas: Canvas, line, speed: float = 1.0, room: tuple[float, float, float] | None = None) -> Rect:
    """The large form, bottom centre. A small arrow says that all is there and the next line can be asked for.

    `room` is where else it goes: its left, its foot and its width.
    """
    someone = speaker(line.who)
    portrait = face(line.who, line.mood)
    wide = room[2] if room else min(WIDE, canvas.width - 40)
    faced = bool(portrait) and portrait in canvas.rows.atlas
    side = HIGH
    inset, rows, high = _laid(canvas, line.text, wide, side if faced else 0.0)
    if faced and high > side:  # large text needs more rows than the portrait is high: it grows with them
        side = high
        inset, rows, high = _laid(canvas, line.text, wide, side)
    shown = presence(line.age, line.duration)
    rise = (1.0 - min(1.0, line.age / TICKS / SLIDE)) ** 2 * 18.0
    x, foot = (room[0], room[1]) if room else ((canvas.width - wide) / 2, canvas.height - BOTTOM)
    y = foot - high + rise
    accent = palette.ink(someone.colour)
    canvas.panel(x, y, wide, high, palette.ink("panel", 0.94), shown)
    left = x + inset
    if faced:
        canvas.shape(portrait, x + side / 2, y + high - side / 2, side, None, faded((1.0, 1.0, 1.0, 1.0), shown))
    canvas.rect(x + (side if faced else 0.0), y, 3.0, high, faded(accent, shown))
    name = canvas.text(left, y + 19, someone.name, LABEL + 2, faded(accent, shown))
    canvas.text(left + name + 16, y + 19, someone.role, LABEL + 2, faded(palette.ink("dim", gain=1.15), shown))
    count = typed(line.text, line.age, line.duration, speed)
    for i, row in enumerate(rows):
        canvas.text(left, y + 51 + i * LEADING, row[:count], WORDS, faded(palette.ink("text"), shown))
        count -= len(row) + 1
        if count <= 0:
            break
    if typed(line.text, line.age, line.duration, speed) == len(line.text):
        colour = faded(palette.ink("dim"), shown)
        canvas.arrowhead(x + wide - 20, y + high - 15, 9.0, 11.0, colour, math.pi / 2)
    return x, y - rise, wide, high


def _laid(canvas: Canvas, text: str, wide: float, side: float) -> tuple[float, list[str], float]:
    """Where the words begin beside a portrait of that `side`, how they are broken, and how high the panel is."""
    inset = side + 26.0 if side else 24.0
    rows = canvas.wrap(text, WORDS, wide - inset - 24.0, even=True)
    return inset, rows, max(HIGH, 51.0 + LEADING * len(rows) + 14.0)


def draw_small(canvas: Canvas, line, speed: float = 1.0, at: Callable[[float, float], Rect] | None = None) -> Rect:
    """The small form: who and the line, bottom centre, for when eyes belong to the fight.

    `at(wide, high)` says where it goes, if not there.
    """
    someone = speaker(line.who)
    shown = presence(line.age, line.duration)
    name = canvas.measure(someone.name, LABEL)
    room = min(canvas.width - 60.0, 860.0) - name - 16
    rows = canvas.wrap(line.text, LABEL + 3, room, even=True)
    wide = name + 44 + max(canvas.measure(row, LABEL + 3) for row in rows)
    high = 14.0 + 22.0 * len(rows)
    x, y = (canvas.width - wide) / 2, canvas.height - BOTTOM - SMALL_ABOVE - high
    if at is not None:
        x, y, _, _ = at(wide, high)
    canvas.panel(x, y, wide, high, palette.ink("panel", 0.84), shown)
    canvas.text(x + 14, y + 11, someone.name, LABEL, faded(palette.ink(someone.colour), shown))
    count = typed(line.text, line.age, line.duration, speed * 1.4)
    for i, row in enumerate(rows):
        letters = row[: max(0, count)]
        canvas.text(x + name + 30, y + 9 + 22 * i, letters, LABEL + 3, faded(palette.ink("text"), shown))
        count -= len(row) + 1
    return x, y, wide, high


@dataclass(slots=True)
class Answer:
    """One answer as it is laid out: its words in rows, and the note beside the last of them or in rows below."""

    text: list[str]
    beside: float  # width of the words that a note stands beside; 0: it goes below
    note: list[str]

    @property
    def high(self) -> float:
        """How much room it takes [units]."""
        return 8.0 + 24.0 * len(self.text) + (0.0 if self.beside else NOTE * len(self.note))


class ChoicePanel:
    """A question and its answers, laid out for a canvas: how large it is, before it is known where it goes."""

    def __init__(self, canvas: Canvas, choice) -> None:
        widest = canvas.width - 40.0
        inner, room = widest - 48.0, widest - 86.0
        self.choice = choice
        self.asked = canvas.wrap(choice.ask, LABEL + 3, inner)
        self.answers: list[Answer] = []
        spans = [canvas.measure(row, LABEL + 3) for row in self.asked]
        for option in choice.options:
            text, note = canvas.wrap(option.text, LABEL + 3, room), option.closed or option.note
            words, beside = canvas.measure(text[-1], LABEL + 3), canvas.measure(note, LABEL)
            fits = not note or words + 12 + beside <= room
            answer = Answer(text, max(1.0, words) if fits else 0.0, [note] if fits else canvas.wrap(note, LABEL, room))
            self.answers.append(answer)
            spans += [38.0 + canvas.measure(row, LABEL + 3) for row in text]
            spans += [50.0 + words + beside] if fits else [38.0 + canvas.measure(row, LABEL) for row in answer.note]
        self.wide = min(widest, max(spans) + 48.0)
        self.high = 22.0 + 22.0 * len(self.asked) + ASKED + sum(answer.high for answer in self.answers)

    def spots(self, canvas: Canvas) -> list[Rect]:
        """Where it may lie, the best first: at the foot of the picture, then under what stands along its top.

        Large text leaves room at the foot alone: there the picture makes way, and lifts the ship.
        """
        x, w, h = (canvas.width - self.wide) / 2, self.wide, self.high
        foot = canvas.height - BOTTOM - h
        if h > canvas.height * TALL:
            return [(x, canvas.height - BOTTOM / 2 - h, w, h)]
        return [(x, y, w, h) for y in (foot, *(min(down, foot) for down in HEADS))]

    def rects(self, x: float, y: float) -> list[Rect]:
        """Where each answer is, when the panel lies at (x, y)."""
        found, top = [], y + 21.0 + 22.0 * len(self.asked) + ASKED
        for answer in self.answers:
            found.append((x + 12.0, top - 9.0, self.wide - 24.0, answer.high))
            top += answer.high
        return found

    def draw(self, canvas: Canvas, x: float, y: float, keys: list[str], who: str = "") -> Rect:
        """A question, by `who` asks it, and its answers with the keys that give them; flying goes on meanwhile."""
        wide, high, shown = self.wide, self.high, min(1.0, self.choice.age / TICKS / 0.25)
        canvas.panel(x, y, wide, high, palette.ink("panel", 0.92), shown)
        edge = palette.ink(speaker(who).colour) if who else palette.ink("select")
        canvas.rect(x, y, 3.0, high, faded(edge, shown))
        for i, row in enumerate(self.asked):
            canvas.text(x + 24, y + 15 + 22 * i, row, LABEL + 3, faded(palette.ink("select"), shown))
        top = y + 21.0 + 22.0 * len(self.asked) + ASKED
        for option, answer, key in zip(self.choice.options, self.answers, [*keys, "1", "2", "3", "4"], strict=False):
            canvas.rect(x + 24, top - 5, 24, 23, faded(palette.ink("line"), shown))
            key_ink, ink = ("rest", "dim") if option.closed else ("select", "text")
            canvas.text(x + 36, top, key, LABEL + 3, faded(palette.ink(key_ink), shown), "center")
            for i, row in enumerate(answer.text):
                canvas.text(x + 62, top + 24 * i, row, LABEL + 3, faded(palette.ink(ink), shown))
            below = top + 24.0 * len(answer.text)
            left, line = (x + 74 + answer.beside, below - 22) if answer.beside else (x + 62, below - 2)
            for i, row in enumerate(answer.note):
                ink_of_note = faded(palette.ink("dim", gain=1.1), shown)
                canvas.text(left, line + NOTE * i, row, LABEL, ink_of_note)
            top += answer.high
        return x, y, wide, high
