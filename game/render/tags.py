"""Who has a name: green brackets with tags on what the sweep has read, white ones without on what it has not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.render import palette
from game.render.canvas import LABEL, PANEL_ALPHA, Canvas, faded

UNNAMED = "NO TAG"  # what is written beside the player's ship
SHOWN_NAMES = 18  # tags written at once: a crowd of names reads as a crowd
NEAR_HALF = 0.62  # half width of a bracket, as a share of the drawn length
CROWD_HALF, SHIP_HALF = 11.0, 14.0  # the least of it [units]
SEEN_AHEAD = 2200.0  # the player's own brackets come on when the wall is nearer than this [world units]


def draw(
    canvas: Canvas, world, here: tuple[float, float], taken: list[tuple[float, float, float, float]], shown: float
) -> None:
    """Brackets of a sweep. `taken`: rectangles (x, y, w, h in units) that names must leave free; grows by theirs."""
    read = _read(canvas, world)
    if read is not None:
        xs, ys, half, tags = read
        _green_brackets(canvas, xs, ys, half, shown, taken)
        _names(canvas, world, tags, xs, ys - half, taken, shown)
    if world.sweep.active and world.player and world.sweep.distance_to(*here) < SEEN_AHEAD:
        _no_tag(canvas, here, taken, shown)


def _no_tag(
    canvas: Canvas, here: tuple[float, float], taken: Sequence[tuple[float, float, float, float]], shown: float
) -> None:
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


def overlaps(rect: tuple[float, float, float, float], others: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y, w, h = rect
    # asked hundreds of times a picture, and any() takes twice as long
    for ox, oy, ow, oh in others:  # noqa: SIM110
        if x < ox + ow and ox < x + w and y < oy + oh and oy < y + h:
            return True
    return False


def _read(canvas: Canvas, world) -> tuple[np.ndarray, ...] | None:
    """Whom the sweep has read, on screen: x, y and half their bracket's width [units], and their tags.

    The crowd comes first, whom the wall has just read before others; then ships.
    """
    traffic, ships, lens, k = world.traffic, world.ships, canvas.lens, canvas.world_unit
    crowd = (traffic.tagged.astype(bool) & lens.sees(traffic.x, traffic.y, 0.0)).nonzero()[0]
    others = (ships.tagged & lens.sees(ships.x, ships.y, 0.0)).nonzero()[0]
    if not crowd.size + others.size:
        return None
    crowd = crowd[np.argsort(-traffic.x[crowd], kind="stable")]
    x = np.concatenate([traffic.x[crowd], ships.x[others]])
    y = np.concatenate([traffic.y[crowd], ships.y[others]])
    half = np.concatenate([
        np.maximum(CROWD_HALF, traffic.size[crowd] * (NEAR_HALF * k)),
        np.maximum(SHIP_HALF, ships.radius[others] * (1.4 * k)),
    ])  # fmt: skip
    tags = np.concatenate([traffic.tag[crowd], ships.tag[others]])
    return lens.x(x) / canvas.unit, lens.y(y) / canvas.unit, half, tags


def _green_brackets(
    canvas: Canvas, xs: np.ndarray, ys: np.ndarray, half: np.ndarray, shown: float, taken: list
) -> None:
    if taken:  # nothing green lies over an instrument
        x, y, w, h = np.array(taken).T[:, :, None]
        free = (xs + half < x) | (xs - half > x + w) | (ys + half < y) | (ys - half > y + h)
        free = np.logical_and.reduce(free, axis=0)
        xs, ys, half = xs[free], ys[free], half[free]
    u, colour = canvas.unit, faded(palette.ink("tagged", 0.95), shown)
    canvas.rows.brackets(xs * u, ys * u, half * u, half * (0.9 * u), half * (0.5 * u), canvas.stroke(1.5), colour)


def _names(
    canvas: Canvas, world, tags: np.ndarray, xs: np.ndarray, tops: np.ndarray, taken: list, shown: float
) -> None:
    """Write the first few names over their brackets (middles and tops in units), where they meet nothing."""
    names: list[str] = []
    rects: list[tuple[float, float, float, float]] = []
    for tag, x, top in zip(tags.tolist(), xs.tolist(), tops.tolist(), strict=True):
        if len(names) >= SHOWN_NAMES:
            break
        if tag < 0:
            continue
        wide = canvas.measure(world.tags[tag], LABEL)
        rect = (x - wide / 2 - 4, top - LABEL - 9, wide + 8, LABEL + 7)
        if rect[0] < 4 or rect[0] + rect[2] > canvas.width - 4 or rect[1] < 4 or overlaps(rect, taken):
            continue
        names.append(world.tags[tag])
        rects.append(rect)
        taken.append(rect)
    if names:
        x, y, w, h = np.array(rects).T * canvas.unit
        canvas.rows.boxes(x, y, w, h, faded(palette.ink("panel", PANEL_ALPHA), shown * 0.8))
        ink = faded(palette.ink("tagged"), shown)
        canvas.rows.texts(canvas.cap(LABEL), names, x + w / 2, y + 4 * canvas.unit, ink)
