"""Sounds for the eye: what is heard in words with an arrow to it, and alarms as marks at the edge they come from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from game.render import palette
from game.render.canvas import Canvas, faded
from game.render.pointers import edge_point

LEFT, FOOT = 38.0, 150.0  # of the newest caption, from the picture's left and foot [units]
SIZE = 11.0  # cap height [units]
PITCH = 27.0  # from one caption to the next
ARROW = 15.0  # room for the arrow before the words
FADES = 0.4  # s in which a caption goes
LASTS = 2.2  # s that it is shown, as audio.captions keeps it

ALERT = 1.8  # s that an alarm's mark stands at the edge
ALERT_EDGE = 66.0  # from the picture's edge to the mark [units]
WAVES = (9.0, 15.0, 21.0)  # half heights of a mark's arcs, from the inside out
CORNER, ARM = 26.0, 70.0  # of the brackets that stand for an alarm aboard


class Caption(Protocol):
    """One sound in words, as `audio.captions` keeps it."""

    text: str
    bearing: float | None
    alerts: bool
    age: float
    known: float


def draw_captions(canvas: Canvas, captions: Sequence[Caption], height: float) -> None:
    """Newest at the bottom; an arrow points to where each came from, a dot says that it is with us.

    `height` [units] is that of the picture, which may end above the canvas.
    """
    for number, caption in enumerate(reversed(captions)):
        shown = min(1.0, (LASTS - caption.age) / FADES)
        if shown <= 0.0:
            continue
        y = height - FOOT - number * PITCH
        wide = canvas.measure(caption.text, SIZE) + 2 * ARROW + 14.0
        canvas.panel(LEFT - 6.0, y - 7.0, wide, SIZE + 14.0, shown=shown)
        tone = palette.ink("hot" if caption.alerts else "ring")
        if caption.alerts:
            canvas.rect(LEFT - 6.0, y - 7.0, 2.5, SIZE + 14.0, faded(tone, shown))
        middle = y + SIZE / 2
        if caption.bearing is None:
            canvas.shape("disc", LEFT + ARROW / 2, middle, 6.0, None, faded(tone, shown))
        else:
            canvas.arrowhead(LEFT + ARROW / 2, middle, 13.0, 11.0, faded(tone, shown), caption.bearing)
        canvas.text(LEFT + ARROW + 8.0, y, caption.text, SIZE, faded(palette.ink("text"), shown))


def draw_alerts(canvas: Canvas, captions: Sequence[Caption], height: float, words: bool) -> None:
    """Waves at the edge towards an alarm, corners round the picture for one aboard; with `words`, what it is."""
    aboard: list[str] = []
    shown_aboard = 0.0
    for caption in captions:
        shown = min(1.0, (ALERT - caption.known) / FADES)
        if not caption.alerts or shown <= 0.0:
            continue
        if caption.bearing is None:
            aboard.append(caption.text)
            shown_aboard = max(shown_aboard, shown)
        else:
            _waves(canvas, caption.bearing, height, shown, caption.text if words else "")
    if aboard:
        tone = faded(palette.ink("hot", 0.9), shown_aboard)
        half_w, half_h = canvas.width / 2 - CORNER, height / 2 - CORNER
        canvas.brackets(canvas.width / 2, height / 2, half_w, half_h, ARM, 4.0, tone)
        if words:
            at = canvas.width / 2, height * 0.24
            canvas.label(*at, "  ".join(aboard), palette.ink("select"), "center", shown_aboard, SIZE)


def _waves(canvas: Canvas, bearing: float, height: float, shown: float, words: str) -> None:
    """Three arcs that open towards the edge, as sound is drawn: no other mark of the glass has them."""
    reach = canvas.width + height
    cx, cy = canvas.width / 2, height / 2
    x, y, turn, _ = edge_point(
        cx + reach * math.cos(bearing), cy + reach * math.sin(bearing), canvas.width, height, ALERT_EDGE
    )
    along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
    for width, tone in ((7.0, palette.ink("panel", 0.8)), (3.2, palette.ink("hot"))):
        for number, half in enumerate(WAVES):
            far = -12.0 + 11.0 * number
            points = [
                (
                    x + along[0] * (far + 0.35 * half * math.cos(a)) + across[0] * half * math.sin(a),
                    y + along[1] * (far + 0.35 * half * math.cos(a)) + across[1] * half * math.sin(a),
                )
                for a in (-1.2, -0.6, 0.0, 0.6, 1.2)
            ]
            canvas.path(points, width, faded(tone, shown))
    if words:
        wide = canvas.measure(words, SIZE)
        left = min(max(x - along[0] * 40.0 - wide / 2, 14.0), canvas.width - wide - 14.0)
        if abs(along[0]) > 0.7:
            left = x - along[0] * 34.0 - (wide if along[0] > 0 else 0.0)
        down = y - along[1] * 44.0 - SIZE / 2
        canvas.label(left, down, words, palette.ink("select"), shown=shown, size=SIZE)
