"""The asker's side of the table: a pad with the questions, cards of evidence, and the words that are said over it.

Paper by daylight: no panel glows. All of it is drawn in units of 720p, larger with the player's text size; what does
not fit is reached by walking. `lay_out` says where everything stands, so that the mouse finds what the eye sees.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from game.render import palette
from game.render.canvas import Canvas
from game.render.evidence import CARD, ink, paper, print_card
from game.render.palette import RGBA
from game.story.interlude import Move, Options

PAD, PAD_SHARE = 540.0, 0.56  # width of the pad at 100 % [units], and its share of the picture at most
MARGIN = 22.0
WORDS = 12.5  # cap height of questions
SMALL = 9.5
HEAD = 22.0  # of the pad
ROW_GAP = 13.0  # between two rows' letters
CARD_GAP = 12.0
STACKED_FROM = 1.3  # text scale from which cards lie under each other
SPEECH, SPEECH_WORDS = 430.0, 15.0
TOP = 64.0  # what is kept free above the pad
DOT = 7.0  # before a question [units]: no number, as no key has it
FAINT = 0.74  # what was asked already, on paper: it can still be read
LAID = 0.8  # how dark the place is of a card that lies on the table; all of it, where it may lie over that card


class Spot(NamedTuple):
    """Where something can be chosen [units], and how its words are broken."""

    move: Move
    x: float
    y: float
    w: float
    h: float
    rows: tuple[str, ...]
    note: tuple[str, ...] = ()

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h


@dataclass(frozen=True, slots=True)
class Layout:
    """What of the table is in sight: rows of the pad, cards in hand, and the pad's own place."""

    pad: tuple[float, float, float, float]
    rows: tuple[Spot, ...]
    cards: tuple[Spot, ...]
    first: int  # how many rows are above those in sight
    behind: bool  # and whether there are any below

    def at(self, x: float, y: float) -> Move | None:
        """What lies under a point [units]."""
        return next((spot.move for spot in (*self.rows, *self.cards) if spot.holds(x, y)), None)


# -- where everything stands -----------------------------------------------------------------------------------


def lay_out(canvas: Canvas, options: Options, leave: Move | None, focus: Move | None, scale: float) -> Layout:
    """Places for one turn of the asker; the row with the focus is always in sight."""
    moves = [*options.decisions] if options.decisions else [*options.questions, *([leave] if leave else [])]
    shares = PAD_SHARE if options.cards else 0.8
    wide = min(canvas.width * shares, PAD * scale)
    sized = [_row(canvas, move, wide, scale) for move in moves]
    room = canvas.height - TOP - HEAD * scale - 12.0
    first = _first(sized, moves, focus, room)
    taken, fit = 0.0, 0
    for _, _, high in sized[first:]:
        if taken + high > room and fit:
            break
        taken += high
        fit += 1
    top = canvas.height - taken - 10.0
    rows, y = [], top
    for move, (words, note, high) in zip(moves[first : first + fit], sized[first : first + fit], strict=True):
        rows.append(Spot(move, MARGIN, y, wide, high, words, note))
        y += high
    pad = MARGIN, top - HEAD * scale, wide, canvas.height - top + HEAD * scale + 4.0
    cards = _hand(canvas, options.cards, MARGIN + wide + MARGIN, scale)
    return Layout(pad, tuple(rows), cards, first, first + fit < len(moves))


def _first(
    sized: Sequence[tuple[object, object, float]], moves: Sequence[Move], focus: Move | None, room: float
) -> int:
    """The first row in sight: as early as the focused one allows."""
    here = next((i for i, move in enumerate(moves) if focus and (move.kind, move.id) == (focus.kind, focus.id)), 0)
    first, taken = here, sized[here][2] if sized else 0.0
    for i in range(here + 1, len(sized)):  # rows behind it come first into view, and the focus stays
        taken += sized[i][2]
        if taken > room:
            break
    else:
        while first > 0 and taken + sized[first - 1][2] <= room:
            first -= 1
            taken += sized[first][2]
        return first
    taken = sum(high for _, _, high in sized[: here + 1])
    return 0 if taken <= room else here


def _row(canvas: Canvas, move: Move, wide: float, scale: float) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    size, small = WORDS * scale, SMALL * scale
    room = wide - 56.0 * scale - 14.0
    if move.reason:
        room -= canvas.measure(move.reason, small) + 12.0
    words = tuple(canvas.wrap(move.text, size, room))
    note = tuple(canvas.wrap(move.note, small, room)) if move.note else ()
    high = len(words) * size * 1.5 + len(note) * small * 1.6 + ROW_GAP
    return words, note, high


def _hand(canvas: Canvas, cards: Sequence[Move], left: float, scale: float) -> tuple[Spot, ...]:
    """In a row, cut by the frame; with large letters one above the other."""
    room = canvas.width - left - MARGIN
    spots = []
    if scale < STACKED_FROM:
        wide = min(CARD[0] * scale, (room - CARD_GAP * max(0, len(cards) - 1)) / max(1, len(cards)))
        high = CARD[1] * scale
        x = canvas.width - MARGIN - len(cards) * wide - max(0, len(cards) - 1) * CARD_GAP
        for move in cards:
            rows = tuple(canvas.wrap(move.text, SMALL * scale * 1.1, wide - 20.0))
            spots.append(Spot(move, x, canvas.height - high + 14.0, wide, high, rows))
            x += wide + CARD_GAP
        return tuple(spots)
    size = SMALL * scale * 1.1
    y = canvas.height - MARGIN
    for move in reversed(cards):
        rows = tuple(canvas.wrap(move.text, size, room - 24.0))
        high = (len(rows) + (1 if move.reason else 0)) * size * 1.6 + 18.0
        y -= high + CARD_GAP
        spots.append(Spot(move, left, y, room, high, rows))
    return tuple(reversed(spots))


# -- the asker's turn --------------------------------------------------------------------------------------------


def draw_pad(canvas: Canvas, layout: Layout, focus: Move | None, heading: str, scale: float, rise: float = 1.0) -> None:
    """The pad slides up from the picture's lower edge as `rise` goes to 1."""
    x, y, w, h = layout.pad
    down = (1.0 - rise) ** 2 * (h + 30.0)
    canvas.rect(x + 7, y + 9 + down, w, h, (0.0, 0.0, 0.0, 0.34))
    canvas.rect(x, y + down, w, h, paper())
    canvas.rect(x, y + down, w, HEAD * scale, palette.ink("wood", 1.0, 0.72))
    size = SMALL * scale * 0.9
    canvas.text(x + 14, y + down + (HEAD * scale - size) / 2, heading, size, paper())
    margin = x + 34.0 * scale
    canvas.rect(margin, y + down + HEAD * scale, 1.4, h, palette.ink("red", 0.45))
    for spot in layout.rows:
        _draw_row(canvas, spot, _same(spot.move, focus), scale, down)
    for shown, away, turn in ((layout.first > 0, 2.4, -math.pi / 2), (layout.behind, 1.0, math.pi / 2)):
        if shown:  # on the head, where nothing else is written
            at = x + w - 18.0 * scale * away, y + down + HEAD * scale / 2
            canvas.arrowhead(*at, 10.0 * scale, 12.0 * scale, paper(), turn)


def _draw_row(canvas: Canvas, spot: Spot, chosen: bool, scale: float, down: float) -> None:
    size, small, move = WORDS * scale, SMALL * scale, spot.move
    y = spot.y + down
    if chosen:
        canvas.rect(spot.x, y, spot.w, spot.h, palette.ink("mustard", 0.5 if not move.reason else 0.22))
        canvas.rect(spot.x, y, 4.0, spot.h, palette.ink("oxblood"))
    canvas.rect(spot.x, y + spot.h - 1.6, spot.w, 1.6, palette.ink("rock-high", 0.45))
    tone = ink(FAINT) if move.reason else ink()
    left, top = spot.x + 46.0 * scale, y + ROW_GAP / 2 + size * 0.25
    if move.kind == "ask":
        _draw_mark(canvas, spot.x + 18.0 * scale, top + size / 2, DOT * scale, move.reason == "asked")
    for i, words in enumerate(spot.rows):
        wide = canvas.text(left, top + i * size * 1.5, words, size, tone)
        if move.reason == "asked":
            canvas.rect(left, top + i * size * 1.5 + size / 2, wide, 1.2, ink(0.5))
    for i, words in enumerate(spot.note):
        at = top + len(spot.rows) * size * 1.5 + i * small * 1.6 - size * 0.1
        canvas.text(left, at, words, small, ink(0.8))
    if move.reason:
        canvas.text(spot.x + spot.w - 12, top + (size - small) / 2, move.reason, small, ink(0.72), "right")


def _draw_mark(canvas: Canvas, x: float, y: float, size: float, done: bool) -> None:
    """What whoever asks has put before a question: a dot, or a tick when it has been answered."""
    tone = palette.ink("oxblood")
    if done:
        canvas.path(
            [(x - size * 0.7, y), (x - size * 0.15, y + size * 0.6), (x + size * 0.8, y - size * 0.7)], 2.2, tone
        )
    else:
        canvas.shape("disc", x, y, size, None, tone)


def draw_hand(
    canvas: Canvas, layout: Layout, kinds: Mapping[str, str], focus: Move | None, scale: float, rise: float = 1.0
) -> None:
    """Cards in hand; the focused one is drawn out a little. One that lies on the table leaves its outline."""
    for number, spot in enumerate(layout.cards):
        chosen = _same(spot.move, focus)
        stacked = scale >= STACKED_FROM
        lift = -16.0 * scale if chosen and not stacked else 0.0
        x, y = spot.x, spot.y + lift + (1.0 - rise) ** 2 * (spot.h + 40.0)
        size = SMALL * scale * 1.1
        if spot.move.reason:
            canvas.rect(x, y, spot.w, spot.h, palette.ink("ink", 1.0 if stacked else LAID))
            _edge(canvas, x, y, spot.w, spot.h, palette.ink("mustard") if chosen else paper(1.0, 0.5))
            says = (*spot.rows, spot.move.reason)
            top = _centred(spot.h, len(says), size) if stacked else 10.0
            for i, words in enumerate(says):
                canvas.text(x + 12, y + top + i * size * 1.6, words, size, paper(1.0, 0.9))
            continue
        canvas.rect(x + 6, y + 8, spot.w, spot.h, (0.0, 0.0, 0.0, 0.34))
        canvas.rect(x, y, spot.w, spot.h, paper())
        band = len(spot.rows) * size * 1.6 + 12.0
        canvas.rect(x, y, spot.w, band, palette.ink("rock"))
        for i, words in enumerate(spot.rows):
            top = _centred(band, len(spot.rows), size)
            canvas.text(x + 12, y + top + i * size * 1.6, words, size, paper())
        if not stacked:
            print_card(canvas, x, y + band, spot.w, spot.h - band, kinds[spot.move.id], number)
        if chosen:
            _edge(canvas, x, y, spot.w, spot.h, palette.ink("mustard"))


def _centred(high: float, lines: int, size: float) -> float:
    """From the top of a box so high to the capitals of so many lines in its middle."""
    return (high - size * (1.6 * (lines - 1) + 1.0)) / 2


def _edge(canvas: Canvas, x: float, y: float, w: float, h: float, tone: RGBA) -> None:
    for a, b, c, d in ((x, y, w, 3.0), (x, y + h - 3, w, 3.0), (x, y, 3.0, h), (x + w - 3, y, 3.0, h)):
        canvas.rect(a, b, c, d, tone)


# -- what is said --------------------------------------------------------------------------------------------------


class Speech(NamedTuple):
    """Words on their way: `shown` letters of the text; `anchor` is where its speaker is, in shares of the picture."""

    name: str
    role: str
    text: str
    shown: int
    anchor: tuple[float, float]
    tail: int  # -1: the speaker is at the left of the words, 1: at the right, 0: below
    portrait: str = ""
    ours: bool = False


def draw_speech(canvas: Canvas, speech: Speech, scale: float) -> None:
    """A white slip beside whoever speaks."""
    size, small = SPEECH_WORDS * scale, SMALL * scale
    face = 92.0 * min(scale, 1.4) if speech.portrait and speech.portrait in canvas.rows.atlas else 0.0
    wide = min(canvas.width - 2 * MARGIN, SPEECH * scale + face)
    rows = canvas.wrap(speech.text, size, wide - face - 44.0, even=True)
    role = f"  {speech.role}" if speech.role else ""
    needed = max(*(canvas.measure(row, size) for row in rows), canvas.measure(speech.name + role, small))
    wide = min(wide, needed + face + 44.0)
    head = 16.0 + small + 10.0 * scale  # the name, and what it keeps free below it
    high = max(head + 8.0 + len(rows) * size * 1.62, face)
    x = speech.anchor[0] * canvas.width - (wide if speech.tail > 0 else wide / 2 if speech.tail == 0 else 0.0)
    x = min(max(MARGIN, x), canvas.width - MARGIN - wide)
    y = min(speech.anchor[1] * canvas.height, canvas.height - high - MARGIN)
    canvas.rect(x + 5, y + 7, wide, high, (0.0, 0.0, 0.0, 0.28))
    canvas.rect(x, y, wide, high, paper())
    if speech.tail:
        tip = x + wide + 7 if speech.tail > 0 else x - 7
        canvas.arrowhead(tip, y + 30.0, 16, 22, paper(), 0.0 if speech.tail > 0 else math.pi)
    else:
        canvas.arrowhead(x + wide / 2, y + high + 6, 14, 22, paper(), math.pi / 2)
    if face:
        canvas.rect(x, y, face, high, palette.ink("walton"))
        canvas.shape(speech.portrait, x + face / 2, y + high - face / 2, face)
    left = x + face + 22.0
    name = canvas.text(left, y + 16, speech.name, small, palette.ink("oxblood" if not speech.ours else "wood"))
    canvas.text(left + name, y + 16, role, small, ink(0.75))
    if speech.shown >= len(speech.text):  # all is there: the next line can be asked for
        grown = min(1.5, scale)
        canvas.arrowhead(x + wide - 14.0, y + high - 12.0, 8.0 * grown, 10.0 * grown, ink(0.55), math.pi / 2)
    count = speech.shown
    for i, row in enumerate(rows):
        canvas.text(left, y + head + i * size * 1.62, row[:count], size, ink())
        count -= len(row) + 1
        if count <= 0:
            break


def draw_silence(canvas: Canvas, text: str, scale: float, shown: float) -> None:
    """A caption without a voice."""
    size = SPEECH_WORDS * scale * 0.9
    rows = canvas.wrap(text, size, canvas.width - 6 * MARGIN)
    wide = max(canvas.measure(row, size) for row in rows) + 40.0
    high = len(rows) * size * 1.6 + 22.0
    x, y = (canvas.width - wide) / 2, canvas.height - MARGIN - high  # under what lies on the table
    canvas.rect(x, y, wide, high, palette.ink("void", 0.82 * shown))
    for i, row in enumerate(rows):
        tone = palette.ink("pearl", shown)
        canvas.text(canvas.width / 2, y + 14 + i * size * 1.6, row, size, tone, "center")


def _same(a: Move, b: Move | None) -> bool:
    return b is not None and (a.kind, a.id) == (b.kind, b.id)
