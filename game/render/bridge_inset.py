"""A small picture of the bridge while somebody has taken the crew's words: their mouths go on without them."""

from __future__ import annotations

import math

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.captions import Rect
from game.render.speakers import face, speaker

SIDE, GAP = 66.0, 5.0  # of a face, and between two [units]
LEFT, TOP = 22.0, 96.0
MOUTHS = {  # where the mouth is in a cropped portrait, and how wide, as shares of its side
    "nate": (0.50, 0.735, 0.19), "elena": (0.51, 0.725, 0.17), "karl": (0.50, 0.735, 0.17), "kabir": (0.50, 0.74, 0.17),
    "walt": (0.50, 0.74, 0.18), "nanette": (0.50, 0.73, 0.17),
}  # fmt: skip
USUAL = (0.50, 0.735, 0.18)
RATES = (7.3, 8.9, 6.4, 9.7, 7.9)  # Hz, of their mouths: they all talk at once
MOOD = "worried"


def draw(canvas: Canvas, muted: list[str], time: float, shown: float = 1.0) -> Rect:
    """One face below the other at the left edge; returns what they fill."""
    high = 24.0 + len(muted) * (SIDE + GAP)
    canvas.panel(LEFT - 8, TOP - 8, SIDE + 16, high + 10, palette.ink("panel", 0.9), shown)
    canvas.text(LEFT, TOP, "BRIDGE", LABEL - 1, faded(palette.ink("dim"), shown))
    for number, who in enumerate(muted):
        x, y = LEFT + SIDE / 2, TOP + 24.0 + number * (SIDE + GAP) + SIDE / 2
        portrait = face(who, MOOD) + "@head"
        if portrait not in canvas.rows.atlas:
            continue
        canvas.shape(portrait, x, y, SIDE, None, faded((0.86, 0.86, 0.86, 1.0), shown))
        px, py, wide = MOUTHS.get(who, USUAL)
        beat = math.sin(time * RATES[number % len(RATES)] + number) * math.sin(time * 2.3 + 2.0 * number)
        open_ = SIDE * (0.012 + 0.085 * abs(beat))
        canvas.shape(
            "disc",
            x + (px - 0.5) * SIDE,
            y + (py - 0.5) * SIDE,
            wide * SIDE,
            open_,
            faded((0.07, 0.02, 0.03, 1.0), shown),
        )
        canvas.rect(x - SIDE / 2, y - SIDE / 2, 2.0, SIDE, faded(palette.ink(speaker(who).colour), shown))
    return LEFT - 8, TOP - 8, SIDE + 16, high + 10
