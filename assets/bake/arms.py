"""An arm on a table: a sleeve that comes from the shoulder, a cuff, a hand that rests.

It is drawn for whoever sits at the left. Positions are those of a portrait at (84, 48), 1.36 times as large, before a
table whose far edge is at 476.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from daylight import Sheet, over, shadow

Point = tuple[float, float]
Put = Callable[[float, float], Point]  # from where it is drawn to where it is

WRIST, HAND, TURN = (362.0, 500.0), 0.84, 5.0  # where the hand begins, how large it is, how it lies [degrees]
PEN = ((40.0, 20.0), (104.0, -40.0))


@dataclass(frozen=True)
class Tones:
    """Lit from the window: the plain colour, in shadow, in light, and of its lines."""

    base: str
    dark: str
    light: str
    line: str


SKIN = {
    "osei": Tones("#9C6440", "#7A4A34", "#C48E66", "#553226"),
    "walton": Tones("#E6C2A6", "#C49C84", "#FBE4CC", "#A0705E"),
}
CLOTH = {
    "osei": Tones("#5C664C", "#343E31", "#7E8868", "#2B3329"),
    "walton": Tones("#3E4C66", "#242C42", "#5E7092", "#1C2336"),
}

ARM = """M 146 419 C 124 427 106 438 98 456 C 95 476 102 496 120 505 C 140 512 166 512 194 511 C 240 509 292 509 344 512
L 352 490 C 312 480 268 474 238 469 C 222 463 208 452 200 432 Z"""
IN_SHADOW = """M 146 419 C 124 427 106 438 98 456 C 95 476 102 496 120 505 C 140 512 166 512 194 511
C 240 509 292 509 344 512 L 346 505 C 292 501 240 500 204 498 C 172 494 148 480 142 456 C 139 442 141 430 146 419 Z"""
IN_LIGHT = """M 203 440 C 212 456 224 465 238 469 C 268 474 312 480 352 490 L 350 495 C 310 486 266 480 235 476
C 220 471 209 459 203 440 Z"""
FOLDS = (
    "M 152 470 C 164 484 184 490 206 488 C 188 497 162 493 152 470 Z",
    "M 172 450 C 182 464 196 471 214 473 C 198 479 180 470 172 450 Z",
    "M 158 440 C 164 452 172 460 184 465 C 170 464 160 455 158 440 Z",
    "M 268 503 C 279 496 283 489 280 481 C 288 490 286 498 268 503 Z",
)
CUFF = "M 340 512 C 343 505 348 497 352 489 L 367 492 C 364 499 361 507 358 515 Z"
CUFF_SHADOW = "M 340 512 C 342 508 344 504 346 501 L 362 505 C 361 508 359 512 358 515 Z"

# The hand, palm down, from the wrist at (0, 0); its fingers point along x, the thumb lies at the far side.
BACK = "M -5 -11 C 8 -17 26 -17 38 -12 C 45 -5 45 9 39 18 C 25 22 8 19 -5 13 Z"
BACK_SHADOW = "M -5 6 C 8 12 26 14 41 11 C 41 14 40 16 39 18 C 25 22 8 19 -5 13 Z"
BACK_LIGHT = "M 0 -11 C 10 -15 26 -15 36 -10 C 26 -9 12 -7 2 -4 Z"
FINGERS = (  # joints from the knuckle on, and how thick; from the near side to the far one
    (((34, 14), (53, 20), (61, 26)), 8.4),
    (((37, 7), (62, 13), (71, 20)), 9.4),
    (((38, -1), (67, 5), (76, 12)), 9.8),
    (((36, -8), (63, -4), (73, 4)), 9.4),
)
THUMB_ROOT = "M 0 -13 C 6 -16 12 -17 17 -18 C 19 -13 18 -9 14 -7 C 8 -5 2 -6 -2 -8 Z"
THUMB = (((8, -11), (29, -17), (43, -13)), 9.4)


def forearm(picture: np.ndarray, who: str, dx: float = 0.0, dy: float = 0.0, *, flipped: bool = False) -> np.ndarray:
    """One arm of theirs in its own shadow; `flipped` for whoever sits at the right."""

    def put(x: float, y: float) -> Point:
        return (1280.0 - x if flipped else x) + dx, y + dy

    def put_hand(x: float, y: float) -> Point:
        c, s = math.cos(math.radians(TURN)), math.sin(math.radians(TURN))
        return put(WRIST[0] + HAND * (x * c - y * s), WRIST[1] + HAND * (x * s + y * c))

    sheet = Sheet()
    _draw_sleeve(sheet, CLOTH[who], put)
    _draw_hand(sheet, SKIN[who], put_hand, pen=who == "osei")
    layer = sheet.colours()
    picture = shadow(picture, layer, 0, 9, 7, 0.5)
    picture = shadow(picture, layer, 0, 2, 2, 0.4)
    return over(picture, layer)


def _moved(data: str, put: Put) -> str:
    """Path data of absolute pairs, put somewhere."""
    out: list[str] = []
    numbers: list[float] = []
    for token in data.split():
        if token.isalpha():
            out.append(token)
            continue
        numbers.append(float(token))
        if len(numbers) == 2:
            out.append("{:.2f} {:.2f}".format(*put(*numbers)))
            numbers.clear()
    return " ".join(out)


def _draw_sleeve(sheet: Sheet, cloth: Tones, put: Put) -> None:
    """The upper arm comes down to its elbow, the forearm lies along the table's edge."""
    (_, top), (_, low) = put(0.0, 424.0), put(0.0, 466.0)
    sheet.path(_moved(ARM, put), sheet.linear(0, top, 0, low, cloth.dark, cloth.base))  # it comes out of the shade
    sheet.path(_moved(IN_SHADOW, put), cloth.dark)
    sheet.path(_moved(IN_LIGHT, put), cloth.light)
    for fold in FOLDS:
        sheet.path(_moved(fold, put), cloth.line, op=0.6)
    sheet.path(_moved(CUFF, put), "#eef1f3")
    sheet.path(_moved(CUFF_SHADOW, put), "#b9c2ca")
    for x, y in ((330, 507), (334, 500)):
        sheet.circle(*put(x, y), 1.7, cloth.line)


def _draw_hand(sheet: Sheet, skin: Tones, put: Put, pen: bool) -> None:
    for joints, thick in FINGERS[:2]:
        _draw_finger(sheet, skin, put, joints, thick)
    if pen:  # it lies over two fingers and under two
        sheet.path(_joined(PEN, put), stroke="#1f2c38", width=4.0)
        sheet.path(_joined(((46.0, 14.4), (102.0, -38.2)), put), stroke="#74869a", width=1.1)
        sheet.path(_joined(((36.0, 23.8), (40.0, 20.0)), put), stroke="#d0d5da", width=2.0)
    for joints, thick in FINGERS[2:]:
        _draw_finger(sheet, skin, put, joints, thick)
    sheet.path(_moved(BACK, put), skin.base)
    sheet.path(_moved(BACK_SHADOW, put), skin.dark)
    sheet.path(_moved(BACK_LIGHT, put), skin.light, op=0.8)
    for joints, _ in FINGERS:  # knuckles, and the cords behind them
        x, y = put(joints[0][0] + 1.0, joints[0][1] - 1.0)
        sheet.ellipse(x, y, 3.2, 2.2, skin.light, op=0.32)
        cord = put(joints[0][0] - 18.0, joints[0][1] * 0.7)
        sheet.path(_joined_at((x, y), cord), stroke=skin.line, width=0.9, op=0.28)
    _draw_finger(sheet, skin, put, *THUMB)
    sheet.path(_moved(THUMB_ROOT, put), skin.base)


def _draw_finger(sheet: Sheet, skin: Tones, put: Put, joints: tuple[Point, ...], thick: float) -> None:
    """Dark round it, its own colour, light along its upper side, a crease at the joint, a nail."""
    data = _joined(joints, put)
    sheet.path(data, stroke=skin.line, width=thick * HAND + 1.6, op=0.85)
    sheet.path(data, stroke=skin.base, width=thick * HAND)
    low = _joined([(x, y + thick * 0.27) for x, y in joints], put)
    sheet.path(low, stroke=skin.dark, width=thick * HAND * 0.36, op=0.75)
    high = _joined([(x, y - thick * 0.22) for x, y in joints[:2]], put)
    sheet.path(high, stroke=skin.light, width=thick * HAND * 0.32, op=0.85)
    (x1, y1), (x2, y2) = joints[1], joints[2]
    across = _joined(((x1 - 0.6, y1 - thick * 0.34), (x1 + 0.8, y1 + thick * 0.2)), put)
    sheet.path(across, stroke=skin.line, width=0.9, op=0.45)
    nail = put(x1 + (x2 - x1) * 0.86, y1 + (y2 - y1) * 0.86 - thick * 0.16)
    sheet.ellipse(*nail, 2.6, 1.7, skin.light, op=0.9)


def _joined(points: tuple[Point, ...] | list[Point], put: Put) -> str:
    return _joined_at(*(put(x, y) for x, y in points))


def _joined_at(*points: Point) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
