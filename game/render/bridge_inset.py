"""A small picture of the bridge while somebody has taken the crew's words: their mouths go on without them."""

from __future__ import annotations

import math

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.rects import Rect
from game.render.speakers import face, speaker

SIDE, SMALL, GAP = 66.0, 48.0, 5.0  # of a face, of one in a row along the top, and between two [units]
LEFT, TOP, HEAD = 22.0, 96.0, 26.0
MOUTHS = {  # where the mouth is in a cropped portrait, and how wide, as shares of its side
    "nate": (0.50, 0.735, 0.19), "elena": (0.51, 0.725, 0.17), "karl": (0.50, 0.735, 0.17), "kabir": (0.50, 0.74, 0.17),
    "walt": (0.50, 0.74, 0.18), "nanette": (0.50, 0.73, 0.17),
}  # fmt: skip
USUAL = (0.50, 0.735, 0.18)
RATES = (7.3, 8.9, 6.4, 9.7, 7.9)  # Hz, of their mouths: they all talk at once
MOOD = "worried"


def draw(canvas: Canvas, muted: list[str], time: float, shown: float = 1.0, foot: float = math.inf) -> Rect:
    """One face below the other at the left edge, or side by side along the top where large text leaves them no room
    above `foot`; returns what they fill."""
    across = TOP + 24.0 + len(muted) * (SIDE + GAP) > foot
    side = SMALL if across else SIDE
    step = side + GAP
    top = HEAD if across else TOP
    wide, high = (len(muted) * step - GAP, 24.0 + step) if across else (side, 24.0 + len(muted) * step)
    canvas.panel(LEFT - 8, top - 8, wide + 16, high + 10, palette.ink("panel", 0.9), shown)
    canvas.text(LEFT, top, "BRIDGE", LABEL - 1, faded(palette.ink("dim"), shown))
    for number, who in enumerate(muted):
        x, y = LEFT + side / 2, top + 24.0 + side / 2
        x, y = (x + number * step, y) if across else (x, y + number * step)
        portrait = face(who, MOOD) + "@head"
        if portrait not in canvas.rows.atlas:
            continue
        canvas.shape(portrait, x, y, side, None, faded((0.86, 0.86, 0.86, 1.0), shown))
        px, py, mouth = MOUTHS.get(who, USUAL)
        beat = math.sin(time * RATES[number % len(RATES)] + number) * math.sin(time * 2.3 + 2.0 * number)
        open_ = side * (0.012 + 0.085 * abs(beat))
        canvas.shape(
            "disc",
            x + (px - 0.5) * side,
            y + (py - 0.5) * side,
            mouth * side,
            open_,
            faded((0.07, 0.02, 0.03, 1.0), shown),
        )
        canvas.rect(x - side / 2, y - side / 2, 2.0, side, faded(palette.ink(speaker(who).colour), shown))
    return LEFT - 8, top - 8, wide + 16, high + 10
