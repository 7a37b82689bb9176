"""The crew speaks: a panel with a portrait that looks at its words, or one small line when the fight is on."""

from __future__ import annotations

import math

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.captions import Rect, presence
from game.render.speakers import face, speaker

WIDE, HIGH = 740.0, 128.0
BOTTOM = 24.0
WORDS = 15.0  # cap height of what is said
LEADING = 30.0
PACE = 42.0  # letters a second, at text speed 1
TYPED_BY = 0.55  # a line is typed out by this share of its time at the latest
SLIDE = 0.18  # s the panel needs to come up
BARS_WIDE, BARS_STAND_OUT = 262.0, 40.0  # the gauges in the corner: so wide, so much higher than the panel of the talk
TICKS = 60.0


def typed(text: str, age: float, duration: float, speed: float = 1.0) -> int:
    """How many letters of a line are there after `age` of `duration` ticks."""
    pace = PACE * speed
    if duration:
        pace = max(pace, len(text) / (duration / TICKS * TYPED_BY))
    return min(len(text), int(age / TICKS * pace) + 1)


def draw(canvas: Canvas, line, speed: float = 1.0) -> Rect:
    """The large form, bottom centre. A small arrow says that all is there and the next line can be asked for."""
    someone = speaker(line.who)
    portrait = face(line.who, line.mood)
    wide = min(WIDE, canvas.width - 40)
    faced = bool(portrait) and portrait in canvas.rows.atlas
    inset = HIGH + 26.0 if faced else 24.0
    rows = canvas.wrap(line.text, WORDS, wide - inset - 24.0)
    high = max(HIGH, 51.0 + LEADING * len(rows) + 14.0)  # large text needs more rows than the portrait is high
    shown = presence(line.age, line.duration)
    rise = (1.0 - min(1.0, line.age / TICKS / SLIDE)) ** 2 * 18.0
    x, y = (canvas.width - wide) / 2, canvas.height - BOTTOM - high + rise
    accent = palette.ink(someone.colour)
    canvas.panel(x, y, wide, high, palette.ink("panel", 0.94), shown)
    left = x + inset
    if faced:
        canvas.shape(portrait, x + HIGH / 2, y + HIGH / 2, HIGH, None, faded((1.0, 1.0, 1.0, 1.0), shown))
    canvas.rect(x + (HIGH if faced else 0.0), y, 3.0, high, faded(accent, shown))
    name = canvas.text(left, y + 19, someone.name, LABEL + 2, faded(accent, shown))
    canvas.text(left + name + 16, y + 19, someone.role, LABEL + 2, faded(palette.ink("dim"), shown))
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


def draw_small(canvas: Canvas, line, speed: float = 1.0) -> Rect:
    """The small form: who and the line, bottom centre, for when eyes belong to the fight."""
    someone = speaker(line.who)
    shown = presence(line.age, line.duration)
    name = canvas.measure(someone.name, LABEL)
    room = min(canvas.width - 60.0, 860.0) - name - 16
    rows = canvas.wrap(line.text, LABEL + 3, room)
    wide = name + 16 + max(canvas.measure(row, LABEL + 3) for row in rows)
    high = 14.0 + 22.0 * len(rows)
    x, y = (canvas.width - wide) / 2, canvas.height - BOTTOM - 12 - high
    canvas.panel(x - 14, y, wide + 28, high, palette.ink("panel", 0.84), shown)
    canvas.text(x, y + 11, someone.name, LABEL, faded(palette.ink(someone.colour), shown))
    count = typed(line.text, line.age, line.duration, speed * 1.4)
    for i, row in enumerate(rows):
        canvas.text(x + name + 16, y + 9 + 22 * i, row[: max(0, count)], LABEL + 3, faded(palette.ink("text"), shown))
        count -= len(row) + 1
    return x - 14, y, wide + 28, high


def draw_choice(canvas: Canvas, choice, keys: list[str]) -> Rect:
    """A question and its answers with the keys that give them; flying goes on meanwhile."""
    options = list(zip(choice.options, [*keys, "1", "2", "3", "4"], strict=False))
    shown = min(1.0, choice.age / TICKS / 0.25)
    notes = [option.closed or option.note for option, _ in options]
    texts = [option.text + (f"   {note}" if note else "") for (option, _), note in zip(options, notes, strict=True)]
    wide = min(
        canvas.width - 40,
        max([canvas.measure(choice.ask, LABEL + 3), *(canvas.measure(t, LABEL + 3) + 46 for t in texts)]) + 48,
    )
    high = 46.0 + 32.0 * len(options)
    x, y = (canvas.width - wide) / 2, canvas.height - BOTTOM - HIGH - 14 - high
    if x < BARS_WIDE:
        y -= BARS_STAND_OUT
    canvas.panel(x, y, wide, high, palette.ink("panel", 0.92), shown)
    canvas.rect(x, y, 3.0, high, faded(palette.ink("select"), shown))
    canvas.text(x + 24, y + 17, choice.ask, LABEL + 3, faded(palette.ink("select"), shown))
    for i, (option, key) in enumerate(options):
        top = y + 45 + 32 * i
        canvas.rect(x + 24, top - 5, 24, 23, faded(palette.ink("line"), shown))
        key_ink, ink = ("dim", "dim") if option.closed else ("select", "text")
        canvas.text(x + 36, top, key, LABEL + 3, faded(palette.ink(key_ink), shown), "center")
        wide_text = canvas.text(x + 62, top, option.text, LABEL + 3, faded(palette.ink(ink), shown))
        if notes[i]:
            canvas.text(x + 74 + wide_text, top + 2, notes[i], LABEL, faded(palette.ink("dim", gain=1.1), shown))
    return x, y, wide, high
