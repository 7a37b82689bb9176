"""The kitchen clock on the glass, from eleven past four to five; and the page that comes when it strikes."""

from __future__ import annotations

import math
from typing import NamedTuple

from game.render import palette
from game.render.canvas import BODY, LABEL, Canvas, faded
from game.render.rects import Rect
from game.sim.clock import TICK_HZ

RADIUS = 43.0  # [units]
FROM, TO = 4 * 60 + 11, 5 * 60  # what it shows at its beginning and its end [min]
LATE, LAST = 60.0, 20.0  # s left from which it turns red, and from which it shakes
PAPER, PRINT = (0.80, 0.79, 0.76, 1.0), (0.13, 0.13, 0.15, 1.0)
LINE = 26.0  # from one line of the page to the next [units]
FULL, TOP = 17, 30.0  # lines of a page, and how far its first is from the edge at least [units]
SMALLEST = 0.4  # share of the print that is wished for, below which a page is not set


def minutes(left: float, whole: float) -> float:
    """What it shows, in minutes after midnight."""
    return TO - (TO - FROM) * min(1.0, max(0.0, left / max(whole, 1e-6)))


def draw(canvas: Canvas, clock, right: float, top: float, time: float, shown: float) -> tuple:
    """With its upper right corner at (right, top); returns the rectangle that it fills."""
    left = clock.left / TICK_HZ
    late = left < LATE and not clock.stands
    shake = 1.6 * math.sin(time * 40.0) if left < LAST and not clock.stands else 0.0
    x, y = right - RADIUS - 6 + shake, top + RADIUS + 6
    rim = palette.ink("oxblood" if not late or math.sin(time * 7.0) > 0 else "hot")
    canvas.shape("disc", x, y, 2 * RADIUS + 12, None, faded(palette.ink("panel", 0.85), shown))
    canvas.shape("disc", x, y, 2 * RADIUS + 6, None, faded(rim, shown))
    canvas.shape("disc", x, y, 2 * RADIUS - 4, None, faded(palette.ink("pearl"), shown))
    ink = faded(palette.ink("ink"), shown)
    for hour in range(12):
        turn = hour * math.tau / 12
        long = 8.0 if hour % 3 == 0 else 4.5
        dx, dy = math.sin(turn), -math.cos(turn)
        a, b = RADIUS - 5.0, RADIUS - 5.0 - long
        canvas.line(x + dx * a, y + dy * a, x + dx * b, y + dy * b, 2.2 if hour % 3 == 0 else 1.2, ink)
    now = minutes(left, clock.whole / TICK_HZ)
    sweep = (left % 60.0) / 60.0
    red = faded(palette.ink("red"), shown)
    # the piece of the hour that is left, as a red edge
    steps = max(2, round((TO - now) / 2))
    first = (now % 60) / 60 * math.tau
    arc = [first + (math.tau - first) * i / steps for i in range(steps + 1)]
    rim_at = RADIUS - 2.0
    canvas.path([(x + math.sin(t) * rim_at, y - math.cos(t) * rim_at) for t in arc], 3.0, red)
    hands = ((now / 720 * math.tau, 20.0, 4.2, ink), (now / 60 * math.tau, 33.0, 2.8, ink))
    for turn, long, thick, colour in hands:
        dx, dy = math.sin(turn), -math.cos(turn)
        canvas.line(x - dx * 6, y - dy * 6, x + dx * long, y + dy * long, thick, colour)
    if not clock.stands:
        dx, dy = -math.sin(sweep * math.tau), -math.cos(sweep * math.tau)
        canvas.line(x - dx * 9, y - dy * 9, x + dx * 35, y + dy * 35, 1.1, red)
    canvas.shape("disc", x, y, 8.0, None, red)
    if late:
        word = f"{max(0, math.ceil(left)):d}"
        canvas.label(x, y + RADIUS + 12, word, palette.ink("hot"), "center", shown, LABEL + 1)
    return x - RADIUS - 6, y - RADIUS - 6, 2 * RADIUS + 12, 2 * RADIUS + 12 + (24 if late else 0)


class Row(NamedTuple):
    """A row of a page, and what its letters fill."""

    words: str
    rect: Rect


def draw_page(canvas: Canvas, lines: list[str]) -> Rect:
    """A plain page, and what is typed on it: nothing else is there. Returns what the print fills."""
    canvas.rect(-4, -4, canvas.width + 8, canvas.height + 8, PAPER)
    rows = page_rows(canvas, lines)
    for words, (x, y, _, high) in rows:
        canvas.text(x, y, words, high, PRINT)
    if not rows:
        return 0.0, 0.0, 0.0, 0.0
    left, top, _, high = rows[0].rect
    pitch = LINE * high / (BODY - 1)
    return left, top, max(row.rect[2] for row in rows), len(rows) * pitch


def page_rows(canvas: Canvas, lines: list[str]) -> list[Row]:
    """Where the print of a page stands. Large print is set as large as fits a whole page, so that it does not shrink
    while somebody types."""
    left, top = canvas.width * 0.14, max(TOP, (canvas.height - FULL * LINE) / 2)
    small = min(1.0, (canvas.height - 2 * top) / (FULL * LINE))
    rows = _broken(canvas, lines, small)
    while small > SMALLEST and LINE * small * len(rows) > canvas.height - 1.5 * top:
        small -= 0.05
        rows = _broken(canvas, lines, small)
    size = (BODY - 1) * small
    return [
        Row(words, (left, top + i * LINE * small, canvas.measure(words, size), size)) for i, words in enumerate(rows)
    ]


def _broken(canvas: Canvas, lines: list[str], small: float) -> list[str]:
    """The lines of a page as they are broken; an empty one stays."""
    room = canvas.width * 0.76
    return [row for line in lines for row in (canvas.wrap(line, (BODY - 1) * small, room) or [""])]
