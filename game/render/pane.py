"""What is put on the glass besides the instruments: lines of print, and what Kabir draws there by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from game.render import palette
from game.render.berth import Berth
from game.render.canvas import BODY, Canvas, faded
from game.render.palette import RGBA
from game.render.rects import Rect
from game.story.state import Pane, Printed

TICKS = 60.0
LETTERS = 34.0  # of print, a second
FADE = 0.8  # s: how long a line of print or a drawing takes to go
SIZE = BODY + 2  # cap height of print
LEFT = 0.055  # of the glass: how far from an edge print stands
TOPS = (0.26, 0.11, 0.52, 0.66, 0.21)  # of the glass: where it begins, the best first
UNDER = 52.0  # no print is higher: the chapter's name ends there [units of the glass]
INSET = 8.0  # what it keeps to the edges however long it is [units of the glass]
EXPECTED = 4  # lines that room is looked for: more follow the first
ROOMY = 500.0  # where the glass has fewer units in height, letters are large, and room is found for what is there
LINE = 30.0  # from one line of print to the next [units of the glass]
LARGE = 0.75  # of both, where letters are large: as large as what is said, and four lines leave the ship to be seen
PADDING = 26.0  # beside its words [units of the glass]
MIDDLE_X, MIDDLE_Y = 0.835, 0.40  # of the glass: the middle of a drawing
RADIUS = 104.0  # of a drawing's outermost ring [units of the glass]
HAND = 0.85  # how long a stroke of it takes [s]
WAVER = 1.6  # how unsteady the hand is [units of the glass]
ORBIT = 9.0  # how long the light that moves takes for a circle [s]


def draw(
    canvas: Canvas, pane: Pane, berth: Berth, ships: Sequence[Rect] = (), panels: Sequence[Rect] = (), now: float = 0.0
) -> list[Rect]:
    """All of it, print where it hides none of `ships`; returns the rectangles that labels leave free."""
    taken = [_sketch(canvas, pane)] if pane.sketch else []
    if not pane.prints:
        berth.leave()
        return taken
    large = canvas.height < ROOMY
    size, line = (LARGE * SIZE, LARGE * LINE) if large else (SIZE, LINE)
    broken = [canvas.wrap(printed.text, size, canvas.width - 2 * INSET - PADDING) for printed in pane.prints]
    wide = max(canvas.measure(row, size) for rows in broken for row in rows) + PADDING
    high = line * max(1 if large else EXPECTED, sum(map(len, broken)))
    x, y, _, _ = berth.place("print", _spots(canvas, wide, high), list(ships), [*panels, *taken], now)
    for printed, rows in zip(pane.prints, broken, strict=True):
        taken.append(_print(canvas, printed, rows, (x, y), size, line))
        y += line * len(rows)
    return taken


def _spots(canvas: Canvas, wide: float, high: float) -> list[Rect]:
    """Where print may stand, the best first: at the left, at the right, higher, lower."""
    left = canvas.width * LEFT - 12
    right = max(INSET, canvas.width - left - wide)
    left = max(INSET, min(left, canvas.width - wide - INSET))
    lowest = max(INSET, canvas.height - high - INSET)
    return [(x, max(UNDER, min(canvas.height * y, lowest)), wide, high) for y in TOPS for x in (left, right)]


def _print(
    canvas: Canvas, printed: Printed, rows: Sequence[str], spot: tuple[float, float], size: float, line: float
) -> Rect:
    x, y = spot
    age, left = printed.age / TICKS, (printed.duration - printed.age) / TICKS
    shown = max(0.0, min(1.0, left / FADE))
    letters = int(age * LETTERS)
    wide, high = max(canvas.measure(row, size) for row in rows) + PADDING, line * len(rows)
    canvas.rect(x, y, wide, high, palette.ink("panel", 0.82 * shown))
    canvas.rect(x, y, 3, high, palette.ink("amber", shown))
    prints, left, end, top = letters < len(printed.text) + 8, letters, x + 12, y
    for number, row in enumerate(rows):
        if left > 0:
            top = y + number * line + (line - size) / 2
            end = x + 12 + canvas.text(x + 12, top, row[:left], size, palette.ink("amber", shown))
        left -= len(row) + 1
    if prints and int(age * 8) % 2 == 0:
        canvas.rect(end + 3, top - 1, 9, size + 2, palette.ink("amber", shown))  # the head that prints
    return x, y, wide, high


def _sketch(canvas: Canvas, pane: Pane) -> Rect:
    age, left = pane.age / TICKS, (pane.duration - pane.age) / TICKS
    shown = max(0.0, min(1.0, left / FADE))
    plain = Canvas(canvas.rows, canvas.lens)  # it is no letters: larger, it would lie over an order
    x, y = plain.width * MIDDLE_X, plain.height * MIDDLE_Y
    STROKES[pane.sketch](_Chalk(plain, x, y, age, shown))
    k, half = plain.unit / canvas.unit, RADIUS + 12
    return (x - half) * k, (y - half) * k, 2 * half * k, 2 * half * k


class _Chalk:
    """A hand that draws one stroke after another round (x, y)."""

    def __init__(self, canvas: Canvas, x: float, y: float, age: float, shown: float) -> None:
        self.canvas, self.x, self.y, self.age, self.shown = canvas, x, y, age, shown
        self._next = 0.0  # when the next stroke begins [s]
        canvas.shape("disc", x, y, 2.5 * RADIUS, None, palette.ink("void", 0.6 * shown))  # so that it reads on any sky

    def ring(self, radius: float, ink: RGBA, wide: float = 2.2, x: float = 0.0, y: float = 0.0) -> None:
        """A ring by hand: its end does not quite meet its beginning."""
        share = self._share()
        pieces = max(2, int(40 * share))
        start = 0.7 + radius
        points = []
        for i in range(pieces + 1):
            turn = start + share * (math.tau * 0.985) * i / pieces
            far = radius + WAVER * (math.sin(turn * 2.0 + radius) + 0.6 * math.sin(turn * 5.0))
            points.append((self.x + x + math.cos(turn) * far, self.y + y + math.sin(turn) * far))
        if share > 0.02:
            self.canvas.path(points, wide, faded(ink, self.shown))

    def line(self, x0: float, y0: float, x1: float, y1: float, ink: RGBA, wide: float = 2.2) -> None:
        share = self._share()
        if share > 0.02:
            at = [(x0 + (x1 - x0) * share * i / 8, y0 + (y1 - y0) * share * i / 8) for i in range(9)]
            points = [(self.x + x + WAVER * 0.5 * math.sin(i * 2.3), self.y + y) for i, (x, y) in enumerate(at)]
            self.canvas.path(points, wide, faded(ink, self.shown))

    def dot(self, x: float, y: float, size: float, ink: RGBA) -> None:
        if self._share() > 0.5:
            self.canvas.shape("disc", self.x + x, self.y + y, size, None, faded(ink, self.shown))

    def _share(self) -> float:
        """How much of this stroke is there."""
        share = max(0.0, min(1.0, (self.age - self._next) / HAND))
        self._next += HAND
        return share


def _rings(chalk: _Chalk) -> None:
    """Rings inside rings, and a dot."""
    for share in (1.0, 0.76, 0.53, 0.31):
        chalk.ring(RADIUS * share, palette.ink("ring"))
    chalk.dot(0.0, 0.0, 13.0, palette.ink("amber"))


def _lights(chalk: _Chalk) -> None:
    """Two lights on a chart: one goes round, one stands behind three bars."""
    chalk.ring(34.0, palette.ink("ring"), 1.6, -46.0, 18.0)
    turn = chalk.age / ORBIT * math.tau
    chalk.dot(-46.0 + 34.0 * math.cos(turn), 18.0 + 34.0 * math.sin(turn), 12.0, palette.ink("amber"))
    for row in (-16.0, 0.0, 16.0):
        chalk.line(40.0, 14.0 + row, 88.0, 14.0 + row, palette.ink("ring"), 1.8)
    chalk.dot(64.0, 44.0, 12.0, palette.ink("amber"))


def _ring(chalk: _Chalk) -> None:
    """Three lights make a ring; from its middle a line goes down, out of the drawing."""
    for turn in (-math.pi / 2, math.pi / 6, math.pi * 5 / 6):
        chalk.dot(62.0 * math.cos(turn), -30.0 + 62.0 * math.sin(turn), 13.0, palette.ink("amber"))
    chalk.ring(62.0, palette.ink("ring"), 2.2, 0.0, -30.0)
    chalk.line(0.0, -30.0, 0.0, RADIUS, palette.ink("ring"))
    chalk.line(0.0, RADIUS, -9.0, RADIUS - 13.0, palette.ink("ring"))
    chalk.line(0.0, RADIUS, 9.0, RADIUS - 13.0, palette.ink("ring"))


STROKES = {"rings": _rings, "lights": _lights, "ring": _ring}
