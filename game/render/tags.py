"""Who has a name: green brackets with tags on what the sweep has read, white ones without on what it has not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from game.render import palette
from game.render.canvas import LABEL, PANEL_ALPHA, Canvas, faded
from game.render.rects import Rect, boxes, overlaps, take_free

UNNAMED = "NO TAG"  # what is written beside the player's ship
MARGIN = 6.0  # [units] room round a name that was not written in the picture before: else it would come and go
SHOWN_NAMES = 18  # tags written at once: a crowd of names reads as a crowd
CROWD = 400  # have brackets at most
NEAR_HALF = 0.62  # half width of a bracket, as a share of the drawn length
CROWD_HALF, SHIP_HALF = 11.0, 14.0  # the least of it [units]
SEEN_AHEAD = 2200.0  # the player's own brackets come on when the wall is nearer than this [world units]


class Tags:
    """Brackets of a sweep. Whoever has a name written keeps it while it meets nothing: names that blink are noise."""

    def __init__(self) -> None:
        self._named: set[int] = set()  # who: see `Read`

    def draw(
        self, canvas: Canvas, world, here: tuple[float, float], taken: list[Rect], shown: float, most: int = CROWD
    ) -> None:
        """`taken`: rectangles (x, y, w, h in units) that names must leave free; grows by theirs. `most` are marked."""
        read = _read(canvas, world, most)
        if read is None:
            self._named.clear()
        else:
            _green_brackets(canvas, read, shown, taken)
            self._names(canvas, world, read, taken, shown)
        if world.sweep.active and world.player and world.sweep.distance_to(*here) < SEEN_AHEAD:
            _no_tag(canvas, here, taken, shown)

    def _names(self, canvas: Canvas, world, read: Read, taken: list[Rect], shown: float) -> None:
        """Write the first few names over their brackets, where they meet nothing."""
        rows = np.flatnonzero(read.tag >= 0)
        names = [world.tags[tag] for tag in read.tag[rows].tolist()]
        wide = np.array([canvas.measure(name, LABEL) for name in names]) + 8
        left, top = read.x[rows] - wide / 2, read.y[rows] - read.half[rows] - LABEL - 9
        inside = (left >= 4) & (left + wide <= canvas.width - 4) & (top >= 4)
        had = np.array([who in self._named for who in read.who[rows].tolist()], dtype=bool)
        rects = boxes(left, top, wide, LABEL + 7)
        roomy = boxes(left - MARGIN, top - MARGIN, wide + 2 * MARGIN, LABEL + 7 + 2 * MARGIN)
        some = list(taken)
        kept = _chosen(np.flatnonzero(inside & had), rects, some)
        fresh = _chosen(np.flatnonzero(inside & ~had), roomy, some)
        chosen = sorted(kept + fresh)[:SHOWN_NAMES]
        self._named = set(read.who[rows[chosen]].tolist())
        if not chosen:
            return
        taken += [tuple(rect) for rect in rects[chosen].tolist()]
        x, y, w, h = rects[chosen].T * canvas.unit
        canvas.rows.boxes(x, y, w, h, faded(palette.ink("panel", PANEL_ALPHA), shown))  # also in the wall's white
        ink = faded(palette.ink("tagged"), shown)
        canvas.rows.texts(canvas.cap(LABEL), [names[at] for at in chosen], x + w / 2, y + 4 * canvas.unit, ink)


def _no_tag(canvas: Canvas, here: tuple[float, float], taken: Sequence[Rect], shown: float) -> None:
    """White brackets around the player's ship, and beside the first of their corners that is free, what they say."""
    x, y = canvas.place(*here)
    half = max(46.0, 66.0 * canvas.world_unit)
    tall = half * 0.76
    colour = faded(palette.ink("white", 0.95), shown)
    canvas.brackets(x, y, half, tall, 13.0, 1.4, colour)
    wide = canvas.measure(UNNAMED, LABEL)
    right, left, low, high = x + half + 8, x - half - 8 - wide, y + tall - 12, y - tall + 3
    spots = ((right, low), (right, high), (left, low), (left, high))
    free = (spot for spot in spots if not overlaps((spot[0] - 5, spot[1] - 4, wide + 10, LABEL + 9), taken))
    canvas.label(*next(free, spots[0]), UNNAMED, palette.ink("text"), shown=shown)


class Read(NamedTuple):
    """Whom the sweep has read and the screen shows: middles and half the brackets' widths [units], numbers of tags."""

    who: np.ndarray  # rows of the crowd, and ids of ships, negative
    x: np.ndarray
    y: np.ndarray
    half: np.ndarray
    tag: np.ndarray


def _read(canvas: Canvas, world, most: int) -> Read | None:
    """The crowd comes first, whom the wall has just read before others; then ships."""
    traffic, ships, lens, k = world.traffic, world.ships, canvas.lens, canvas.world_unit
    crowd = (traffic.tagged.astype(bool) & lens.sees(traffic.x, traffic.y, 0.0)).nonzero()[0]
    others = (ships.tagged & lens.sees(ships.x, ships.y, 0.0)).nonzero()[0]
    if not crowd.size + others.size:
        return None
    crowd = crowd[np.argsort(-traffic.x[crowd], kind="stable")][: max(0, most - others.size)]
    x = np.concatenate([traffic.x[crowd], ships.x[others]])
    y = np.concatenate([traffic.y[crowd], ships.y[others]])
    half = np.concatenate([
        np.maximum(CROWD_HALF, traffic.size[crowd] * (NEAR_HALF * k)),
        np.maximum(SHIP_HALF, ships.radius[others] * (1.4 * k)),
    ])  # fmt: skip
    who = np.concatenate([crowd, -ships.id[others]])
    tags = np.concatenate([traffic.tag[crowd], ships.tag[others]])
    return Read(who, lens.x(x) / canvas.unit, lens.y(y) / canvas.unit, half, tags)


def _chosen(rows: np.ndarray, rects: np.ndarray, taken: list[Rect]) -> list[int]:
    return rows[take_free(rects[rows], taken)].tolist()


def _green_brackets(canvas: Canvas, read: Read, shown: float, taken: list[Rect]) -> None:
    xs, ys, half = read.x, read.y, read.half
    if taken:  # nothing green lies over an instrument
        x, y, w, h = np.array(taken).T[:, :, None]
        free = (xs + half < x) | (xs - half > x + w) | (ys + half < y) | (ys - half > y + h)
        free = np.logical_and.reduce(free, axis=0)
        xs, ys, half = xs[free], ys[free], half[free]
    u, colour = canvas.unit, faded(palette.ink("tagged", 0.95), shown)
    canvas.rows.brackets(xs * u, ys * u, half * u, half * (0.9 * u), half * (0.5 * u), canvas.stroke(1.5), colour)
