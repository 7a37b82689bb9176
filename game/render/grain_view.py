"""The grain of undecided gravity: fine streaks that drift the way a field pulls, longer where it pulls more."""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.moment import Moment

APART = 132.0  # between two streaks, about [u]
RUN = 210.0  # each runs so far before it begins anew [u]
SPEED = 0.62  # a streak drifts at so many u/s for each u/s2 of pull
LONG, SHORTEST, LONGEST = 0.30, 40.0, 74.0  # of a streak, for each u/s2 [u], at least and at most
BRIGHT, FAINT = 0.42, 0.85  # at a pull of FULL, and the share of that which the weakest has: one is pulled
FULL = 160.0  # [u/s2]
THICK = 1.5  # [px at zoom 1]


def draw(moment: Moment) -> None:
    """All fields that are on screen."""
    gravity, lens = moment.world.gravity, moment.lens
    x0, y0, x1, y1 = lens.rect(RUN)
    for field, pull in zip(gravity.fields, gravity.pulls.tolist(), strict=True):
        strength = abs(pull)
        left, top, right, bottom = field.box()
        if strength < 4.0 or left > x1 or right < x0 or top > y1 or bottom < y0:
            continue
        begin = max(left, x0), max(top, y0)
        end = min(right, x1), min(bottom, y1)
        _streaks(moment, field, pull, (*begin, *end))


def _streaks(moment: Moment, field: object, pull: complex, box: tuple[float, float, float, float]) -> None:
    lens, strength = moment.lens, abs(pull)
    columns = np.arange(np.floor(box[0] / APART), np.ceil(box[2] / APART))
    rows = np.arange(np.floor(box[1] / APART), np.ceil(box[3] / APART))
    column, row = (each.ravel().astype(np.int64) for each in np.meshgrid(columns, rows))
    one, two, three = (_chance(column, row, salt) for salt in (1, 2, 3))
    way = pull / strength
    # the fields' own clock: it must not jump when the pull changes
    run = (three + moment.time * strength * SPEED / RUN) % 1.0
    place = (column + one) * APART + 1j * (row + two) * APART + way * ((run - 0.5) * RUN)
    inside = field.holds(place.real, place.imag)  # type: ignore[attr-defined]
    if not inside.any():
        return
    place, run = place[inside], run[inside]
    long = min(LONGEST, max(SHORTEST, LONG * strength)) * (0.6 + 0.8 * one[inside])
    glow = np.sin(np.pi * run) ** 1.5 * BRIGHT * min(1.2, FAINT + (1.0 - FAINT) * strength / FULL)
    colour = glow[:, None] * np.asarray(palette.light("wire"), np.float32)[None, :]
    angle = float(np.angle(pull))
    x, y = lens.x(place.real), lens.y(place.imag)
    fx = moment.frame.fx
    fx.add("line", x, y, long * lens.scale, 2.0 * THICK, angle, colour)
    # a brighter head says which way it goes
    head_x, head_y = x + way.real * long * lens.scale / 2, y + way.imag * long * lens.scale / 2
    fx.add("dot", head_x, head_y, 3.4, 3.4, 0.0, colour * 1.6)


def _chance(column: np.ndarray, row: np.ndarray, salt: int) -> np.ndarray:
    """0..1 for each square of the world, always the same."""
    mixed = (column * 73856093) ^ (row * 19349663) ^ (salt * 83492791)
    return ((mixed * 2654435761) >> 8 & 0xFFFF) / 65535.0
