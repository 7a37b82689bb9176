"""A whole screen that is a menu: a heading, choices on the left, what is known of the chosen one at the lower right.

The picture of the scene stands behind it; `shade` lets it step back where letters stand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from game.render.canvas import Canvas
from game.render.drawlist import PAST
from game.render.frame import Frame
from game.render.palette import ink
from game.ui.hints import Hint, draw_hints, fit_hints, fit_size
from game.ui.menu import Menu, fitting
from game.ui.theme import THEME, Theme

LEFT, RIGHT, TOP = 84.0, 60.0, 58.0  # margins [units]
RULE = 14.0  # from the heading to the line under it
APART = 16.0  # a fact's name from it
LEAD = 5.0  # between the heading of a card and what is under it [units at 100 %]
HEADS, HEADING_SHRINKS = 1.5, 0.84  # from one line of it to the next; and how much smaller it may be to take only one
FOOT = 48.0  # from the hints' capitals to the picture's edge
APART_HINTS = 34.0  # what stands over the hints' capitals keeps that free
LEAST = 16.0  # of it, that a list leaves free when it takes the rest rather than to scroll [units at 100 %]
DARK, DARKS = 0.78, (1.7, 2.4)  # of each ramp under the choices, and how far they reach: shares of the column
WIDEST_VALUES = 1.35  # times as wide as at 100 %
DEEPER = 0.3  # how much darker all of it is with letters of twice the size
CARD = 640.0  # what is known needs no more width [units at 100 %]
BAND = 120.0  # under the controls [units at 100 %]
SOFT = 0.03  # of a ramp's width
GAP = 46.0  # between the choices and what is known

ROWS = replace(THEME, row_height=36.5)  # of its choices

Fact = tuple[str, str]  # what it is called, and what it is


def rows_at(scale: float) -> Theme:
    """ROWS for choices that have values: those need more room with larger letters."""
    return replace(ROWS, slider_width=ROWS.slider_width * min(WIDEST_VALUES, scale))


def column(scale: float) -> float:
    """How wide the choices are [units]."""
    return 470.0 + 150.0 * (min(2.0, scale) - 1.0)


def shade(frame: Frame, canvas: Canvas, scale: float, veil: float = 0.30) -> None:
    """Under what is read: the whole picture steps back a little, and a lot where the choices stand.

    More of it the larger the letters are, for they reach further into it.
    """
    hud, u = frame.hud, canvas.unit
    veil = min(0.8, veil + DEEPER * (scale - 1.0))
    width, height = canvas.width * u, canvas.height * u
    hud.box(0.0, 0.0, width, height, (0.004, 0.006, 0.014, veil))
    for share in DARKS:
        wide = (LEFT + share * column(scale)) * u
        out = wide * SOFT  # its own soft edge lies outside
        hud.add("ramp", (wide - out) / 2, height / 2, wide + out, height * PAST, math.pi, (0.0, 0.0, 0.0, DARK))
    band = BAND * scale * u
    hud.add("ramp", width / 2, height - band / 2 + band * SOFT, band, width * PAST, math.pi / 2, (0.0, 0.0, 0.0, DARK))


def draw_heading(canvas: Canvas, heading: str, note: str, scale: float, theme: Theme = THEME) -> float:
    """At the upper left, with a rule under it, and a note beside it; returns where the choices may begin."""
    size = theme.sheet_size * min(1.35, scale)
    wide = canvas.text(LEFT, TOP, heading, size, ink(*theme.chosen))
    canvas.rect(LEFT, TOP + size + RULE, wide, 2.0, ink(*theme.mark))
    if note:
        room = canvas.width - RIGHT - LEFT - wide - 24.0
        small = fitting(canvas, note, theme.small_size * scale, room)
        canvas.text(LEFT + wide + 24.0, TOP + size - small, note, small, ink(*theme.accent))
    return TOP + size + RULE + 22.0 * min(1.4, scale)


def draw_sheet(
    canvas: Canvas,
    heading: str,
    menu: Menu,
    scale: float,
    hints: Sequence[Hint],
    note: str = "",
    theme: Theme = THEME,
) -> tuple[float, float, float, float]:
    """Heading, choices and hints; returns the box that is left for what is known: x, y, width, height."""
    top = draw_heading(canvas, heading, note, scale, theme)
    wide = column(scale)
    foot = canvas.height - FOOT
    size = fit_hints(canvas, hints, theme.hint_size * scale, canvas.width - LEFT - RIGHT)
    draw_hints(canvas, LEFT, foot - size, hints, size, theme)
    arrow = theme.small_size * scale + 6.0
    room = foot - size - APART_HINTS - 2 * arrow - top
    needs = menu.height(canvas, wide, scale)
    if needs <= room + arrow + APART_HINTS - LEAST * scale:  # all of it is seen, and no arrow needs room
        room = max(room, needs)
    menu.draw(canvas, LEFT - theme.row_inset, top + arrow, wide, room, scale)
    left = min(canvas.width - RIGHT - LEFT - wide - GAP, CARD * max(1.0, scale))
    return canvas.width - RIGHT - left, top, left, foot - size - APART_HINTS - top


def draw_facts(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    heading: str,
    facts: Sequence[Fact],
    scale: float,
    words: str = "",
    theme: Theme = THEME,
    letters: float = 0.0,
) -> float:
    """A card at the foot of a box, as high as it needs: a heading, words, and rows of facts. Returns its top.

    letters  cap height of the words at 100 %, if it is not that of the facts
    """
    x, y, wide, high = box
    inset, size = 18.0, theme.small_size * scale
    head = theme.entry_size * min(1.5, scale)
    whole = fitting(canvas, heading, head, wide - 2 * inset)
    head = whole if whole >= HEADING_SHRINKS * head else head  # rather a little smaller than a word on a line alone
    said = (letters or theme.small_size) * scale
    rows = canvas.wrap(words, said, wide - 2 * inset) if words else []
    step, leads = size * 1.75, said * 1.75
    titles = canvas.wrap(heading, head, wide - 2 * inset)
    lead = LEAD * scale if rows or facts else 0.0
    needs = 2 * inset + len(titles) * head * HEADS + lead + len(rows) * leads + len(facts) * step
    needs += 8.0 if rows and facts else 0.0
    needs -= step - size if facts else leads - said if rows else head * (HEADS - 1.0)  # the last line has none below it
    top = y + max(0.0, high - needs)
    canvas.rect(x, top, wide, needs, ink(*theme.panel))
    canvas.rect(x, top, 3.0, needs, ink(*theme.mark))
    line = top + inset
    for title in titles:
        canvas.text(x + inset, line, title, head, ink(*theme.chosen))
        line += head * HEADS
    line += lead
    for row in rows:
        canvas.text(x + inset, line, row, said, ink(*theme.text))
        line += leads
    line += 8.0 if rows else 0.0
    for name, value in facts:
        words = f"{name}{value}"
        small = fit_size(lambda each, words=words: APART + canvas.measure(words, each), size, wide - 2 * inset)
        low = line + (size - small) / 2
        canvas.text(x + inset, low, name, small, ink(*theme.dim))
        canvas.text(x + wide - inset, low, value, small, ink(*theme.accent), "right")
        line += step
    return top


def clock(seconds: float) -> str:
    """`4:31`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
