"""Sounds for the eye: what is heard in words with an arrow to it, and alarms as marks at the edge they come from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from game.render import palette
from game.render.canvas import Canvas, faded
from game.render.pointers import edge_point
from game.render.rects import Rect, nearest, overlaps, shared

LEFT, FOOT = 20.0, 24.0  # of the newest caption, from the picture's left and foot [units]
COLUMN = 250.0  # width that captions keep for themselves
FEW = 3  # rows: where fewer fit on the left, they stand on the right if more fit there
MOST = 4  # rows, as audio.captions keeps them
SIZE = 10.5  # cap height [units]
PITCH = 23.0  # from one caption to the next
ARROW = 15.0  # room for the arrow before the words
GAP = 9.0  # between captions and what is filled
FADES = 0.4  # s in which a caption goes
LASTS = 2.2  # s that it is shown, as audio.captions keeps it

ALERT = 1.8  # s that an alarm's mark stands at the edge
ALERT_EDGE = 58.0  # from the picture's edge to the mark [units]
ALIKE = math.radians(25.0)  # alarms from ways this near to each other share a mark
EDGE_STEPS = 40  # places along each edge where one may stand
MARK = 22.0  # half of what it fills
WAVES = (9.0, 15.0, 21.0)  # half heights of a mark's arcs, from the inside out
CORNER, ARM = 7.0, 70.0  # of the brackets that stand for an alarm aboard: outside of every instrument
ROW = SIZE + 12.0  # from one word of an alarm to the next
WORDS_RIM = 9.0  # that they keep to the picture's edges [units]
GLANCED = 0.3  # of the picture's width, that words of several alarms fill together at most

TRIED = (0, 1, -1, 2, -2, 3, -3)  # rows in which an alarm's word looks for room


class Caption(Protocol):
    """One sound in words, as `audio.captions` keeps it."""

    text: str
    bearing: float | None
    alerts: bool
    age: float
    known: float


def draw_captions(canvas: Canvas, captions: Sequence[Caption], height: float, taken: Sequence[Rect] = ()) -> None:
    """Newest at the bottom; an arrow points to where each came from, a dot says that it is with us.

    They stand on the left, over what is filled there; or on the right, if there is room for more of them, as where
    large text has filled the left; where neither has any, beside what fills them. Where there is room for a few only,
    alarms come first.
    `height` [units] is that of the picture, which may end above the canvas.
    """
    ranked = sorted(captions, key=lambda caption: (not caption.alerts, caption.age))
    left, far = _room(taken, 0.0, LEFT + COLUMN, height), canvas.width - LEFT - COLUMN
    right = _room(taken, far, canvas.width, height)
    aside = left[1] < min(FEW, right[1])
    start, (foot, room) = LEFT, right if aside else left
    if not room and ranked:
        aside, room = False, 1
        start, foot = _for_one(taken, _wide(canvas, ranked[0]), canvas.width, height)
    kept = ranked[:room]
    shown = [caption for caption in captions if caption in kept]
    for number, caption in enumerate(reversed(shown)):
        at = canvas.width - LEFT - _wide(canvas, caption) + 12.0 if aside else start
        _draw_caption(canvas, caption, at, foot - PITCH * (number + 1) + (PITCH - SIZE) / 2)


def _for_one(taken: Sequence[Rect], wide: float, width: float, height: float) -> tuple[float, float]:
    """Where a caption `wide` begins and its foot: to the right of something that is filled, or else where there
    is room for it, or where it hides least."""
    for start in sorted(x + w + GAP + 6.0 for x, _, w, _ in taken):
        foot, room = _room(taken, start - 6.0, start + wide, height)
        if room and LEFT <= start <= width - LEFT - wide:
            return start, foot
    x, y, _, _ = nearest((LEFT - 6.0, height - FOOT - PITCH, wide, PITCH), (width, height - FOOT), taken, LEFT - 6.0)
    return x + 6.0, y + PITCH


def _room(taken: Sequence[Rect], start: float, end: float, height: float) -> tuple[float, int]:
    """In a column of the picture, the lowest gap with room for MOST rows, or else the largest: its foot, and how many
    rows fit."""
    filled = sorted((y, y + h) for x, y, w, h in taken if x < end and x + w > start and y < height)
    best, top = (height - FOOT, 0), 0.0
    for upper, lower in [*filled, (height - FOOT + GAP, height)]:
        rows = min(MOST, int((upper - top - 2 * GAP) / PITCH))
        if rows >= max(1, best[1]):
            best = upper - GAP, rows
        top = max(top, lower)
    return best


def _wide(canvas: Canvas, caption: Caption) -> float:
    return canvas.measure(caption.text, SIZE) + ARROW + 22.0


def _draw_caption(canvas: Canvas, caption: Caption, left: float, y: float) -> None:
    shown = min(1.0, (LASTS - caption.age) / FADES)
    if shown <= 0.0:
        return
    pad = (PITCH - SIZE) / 2 - 1.0
    wide = _wide(canvas, caption)
    canvas.panel(left - 6.0, y - pad, wide, SIZE + 2 * pad, shown=shown)
    tone = faded(palette.ink("hot" if caption.alerts else "ring"), shown)
    if caption.alerts:
        canvas.rect(left - 6.0, y - pad, 2.5, SIZE + 2 * pad, tone)
    middle = y + SIZE / 2
    if caption.bearing is None:
        canvas.shape("disc", left + ARROW / 2, middle, 6.0, None, tone)
    else:
        canvas.arrowhead(left + ARROW / 2, middle, 13.0, 11.0, tone, caption.bearing)
    canvas.text(left + ARROW + 8.0, y, caption.text, SIZE, faded(palette.ink("text"), shown))


def draw_alerts(
    canvas: Canvas, captions: Sequence[Caption], height: float, words: bool, taken: Sequence[Rect] = ()
) -> list[Rect]:
    """Waves at the edge towards an alarm, corners round the picture for one aboard; with `words`, what it is.

    Returns what is filled then.
    """
    fresh = [caption for caption in captions if caption.alerts and caption.known < ALERT]
    ways: list[list[Caption]] = []
    for caption in fresh:
        if caption.bearing is None:
            continue
        near = next((way for way in ways if abs(_turned(way[0].bearing or 0.0, caption.bearing)) < ALIKE), None)
        if near is None:
            ways.append([caption])
        else:
            near.append(caption)
    filled = list(taken)
    aboard = [caption for caption in fresh if caption.bearing is None]
    if aboard:
        shown = max(_presence(caption) for caption in aboard)
        half_w, half_h = canvas.width / 2 - CORNER, height / 2 - CORNER
        tone = faded(palette.ink("hot", 0.9), shown)
        canvas.brackets(canvas.width / 2, height / 2, half_w, half_h, ARM, 4.0, tone)
        for said in _together(canvas, [caption.text for caption in aboard]) if words else ():
            filled.append(_word(canvas, canvas.width / 2, height * 0.24, height, said, shown, filled))
    for way in ways:
        filled += _waves(canvas, way, height, words, filled)
    return filled


def _together(canvas: Canvas, texts: list[str]) -> list[str]:
    """Words of alarms that are read at one glance; where that is too wide to find room, each for itself."""
    joined = "  ".join(texts)
    return [joined] if canvas.measure(joined, SIZE) < canvas.width * GLANCED else texts


def _word(canvas: Canvas, x: float, y: float, height: float, words: str, shown: float, filled: Sequence[Rect]) -> Rect:
    """A label with its middle at (x, y), or in the nearest row over or under it where nothing stands, or wherever else
    in the picture; what it fills."""
    wide = canvas.measure(words, SIZE)
    x = min(max(x, wide / 2 + 14.0), canvas.width - wide / 2 - 14.0)
    rows = [(x - wide / 2 - 5.0, y - SIZE / 2 - 4.0 + step * ROW, wide + 10.0, SIZE + 9.0) for step in TRIED]
    rect = next((row for row in rows if not overlaps(row, filled)), None)
    if rect is None:
        rect = nearest(rows[0], (canvas.width, height), filled, WORDS_RIM)
    canvas.label(rect[0] + rect[2] / 2, rect[1] + 4.0, words, palette.ink("select"), "center", shown, SIZE)
    return rect


def _presence(caption: Caption) -> float:
    return max(0.0, min(1.0, (ALERT - caption.known) / FADES))


def _turned(a: float, b: float) -> float:
    """From one way to another, -pi..pi."""
    return math.remainder(b - a, math.tau)


def _free_edge(x: float, y: float, width: float, height: float, taken: list[Rect]) -> tuple[float, float]:
    """The place along the edge, nearest to (x, y), where a mark covers nothing, or else as little as it can."""
    left, top, right, foot = ALERT_EDGE, ALERT_EDGE, width - ALERT_EDGE, height - ALERT_EDGE
    steps = [left + (right - left) * i / EDGE_STEPS for i in range(EDGE_STEPS + 1)]
    rises = [top + (foot - top) * i / EDGE_STEPS for i in range(EDGE_STEPS + 1)]
    places = [(a, b) for a in steps for b in (top, foot)] + [(a, b) for a in (left, right) for b in rises]
    covered = math.inf
    found = x, y
    for px, py in [(x, y), *sorted(places, key=lambda place: math.hypot(place[0] - x, place[1] - y))]:
        mark = px - MARK, py - MARK, 2 * MARK, 2 * MARK
        hidden = sum(shared(mark, rect) for rect in taken)
        if hidden < covered:
            covered, found = hidden, (px, py)
        if not hidden:
            break
    return found


def _waves(canvas: Canvas, way: list[Caption], height: float, words: bool, taken: list[Rect]) -> list[Rect]:
    """Three arcs that open towards the edge, as sound is drawn: no other mark of the glass has them.

    Returns what they and their words fill.
    """
    bearing, shown = way[-1].bearing or 0.0, max(_presence(caption) for caption in way)
    reach = canvas.width + height
    far = canvas.width / 2 + reach * math.cos(bearing), height / 2 + reach * math.sin(bearing)
    x, y, turn, _ = edge_point(*far, canvas.width, height, ALERT_EDGE)
    x, y = _free_edge(x, y, canvas.width, height, taken)
    along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
    for width, tone in ((7.0, palette.ink("panel", 0.8)), (3.2, palette.ink("hot"))):
        for number, half in enumerate(WAVES):
            out = -12.0 + 11.0 * number
            arc = [(out + 0.35 * half * math.cos(a), half * math.sin(a)) for a in (-1.2, -0.6, 0.0, 0.6, 1.2)]
            points = [(x + along[0] * f + across[0] * s, y + along[1] * f + across[1] * s) for f, s in arc]
            canvas.path(points, width, faded(tone, shown))
    rects: list[Rect] = [(x - MARK, y - MARK, 2 * MARK, 2 * MARK)]
    for caption in way if words else ():
        half = canvas.measure(caption.text, SIZE) / 2
        rects.append(
            _word(canvas, x - along[0] * (40.0 + half), y - along[1] * 44.0, height, caption.text, shown, taken + rects)
        )
    return rects
