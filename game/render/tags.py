"""Who has a name: green brackets with tags on what the sweep has read, white ones without on what it has not."""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.canvas import LABEL, PANEL_ALPHA, Canvas, faded

SHOWN_NAMES = 18  # tags written at once: a crowd of names reads as a crowd
NEAR_HALF = 0.62  # half width of a bracket, as a share of the drawn length
SEEN_AHEAD = 2200.0  # the player's own brackets come on when the wall is nearer than this [world units]


def draw(
    canvas: Canvas, world, here: tuple[float, float], taken: list[tuple[float, float, float, float]], shown: float
) -> None:
    """Brackets of a sweep. `taken`: rectangles (x, y, w, h in units) that names must leave free; grows by theirs."""
    names = _crowd(canvas, world, taken, SHOWN_NAMES, shown)
    _ships(canvas, world, taken, SHOWN_NAMES - names, shown)
    if world.sweep.active and world.player and world.sweep.distance_to(*here) < SEEN_AHEAD:
        _no_tag(canvas, here, shown)


def _no_tag(canvas: Canvas, here: tuple[float, float], shown: float) -> None:
    x, y = canvas.place(*here)
    half = max(46.0, 66.0 * canvas.world_unit)
    colour = faded(palette.ink("white", 0.95), shown)
    canvas.brackets(x, y, half, half * 0.76, 13.0, 1.4, colour)
    label, left, top = "NO TAG", x + half + 8, y + half * 0.76 - 12
    canvas.label(left, top, label, palette.ink("text"), shown=shown)


def overlaps(rect: tuple[float, float, float, float], others: list[tuple[float, float, float, float]]) -> bool:
    x, y, w, h = rect
    # asked hundreds of times a picture, and any() takes twice as long
    for ox, oy, ow, oh in others:  # noqa: SIM110
        if x < ox + ow and ox < x + w and y < oy + oh and oy < y + h:
            return True
    return False


def _crowd(canvas: Canvas, world, taken: list, room: int, shown: float) -> int:
    traffic = world.traffic
    if not traffic.n:
        return 0
    rows = np.flatnonzero(traffic.tagged.astype(bool) & canvas.lens.sees(traffic.x, traffic.y, 0.0))
    if not rows.size:
        return 0
    k = canvas.world_unit
    xs, ys = canvas.lens.x(traffic.x[rows]) / canvas.unit, canvas.lens.y(traffic.y[rows]) / canvas.unit
    half = np.maximum(11.0, traffic.size[rows] * NEAR_HALF * k)
    _green_brackets(canvas, xs, ys, half, shown, taken)
    order = np.argsort(-xs, kind="stable")  # those the wall has just read first
    return _names(canvas, world, traffic.tag[rows][order], xs[order], (ys - half)[order], taken, room, shown)


def _ships(canvas: Canvas, world, taken: list, room: int, shown: float) -> None:
    ships = world.ships
    rows = np.flatnonzero(ships.tagged & canvas.lens.sees(ships.x, ships.y, 0.0))
    if not rows.size:
        return
    xs, ys = canvas.lens.x(ships.x[rows]) / canvas.unit, canvas.lens.y(ships.y[rows]) / canvas.unit
    half = np.maximum(14.0, ships.radius[rows] * 1.4 * canvas.world_unit)
    _green_brackets(canvas, xs, ys, half, shown, taken)
    _names(canvas, world, ships.tag[rows], xs, ys - half, taken, room, shown)


def _green_brackets(
    canvas: Canvas, xs: np.ndarray, ys: np.ndarray, half: np.ndarray, shown: float, taken: list
) -> None:
    if taken:  # nothing green lies over an instrument
        x, y, w, h = np.array(taken).T[:, :, None]
        free = (xs + half < x) | (xs - half > x + w) | (ys + half < y) | (ys - half > y + h)
        free = np.logical_and.reduce(free, axis=0)
        xs, ys, half = xs[free], ys[free], half[free]
    sx, sy = np.array([-1, 1, -1, 1])[:, None], np.array([-1, -1, 1, 1])[:, None]
    cx, cy = xs + sx * half, ys + sy * half * 0.9
    arm = half * 0.5
    x1 = np.concatenate([(cx - sx * arm).ravel(), cx.ravel()])
    y1 = np.concatenate([cy.ravel(), (cy - sy * arm).ravel()])
    colour = faded(palette.ink("tagged", 0.95), shown)
    # on whole pixels: sharp, and a few strokes serve the whole crowd
    x0, y0, x1, y1 = (np.rint(v * canvas.unit) for v in (np.tile(cx.ravel(), 2), np.tile(cy.ravel(), 2), x1, y1))
    canvas.rows.line(x0, y0, x1, y1, canvas.stroke(1.5), colour)


def _names(
    canvas: Canvas, world, tags: np.ndarray, xs: np.ndarray, tops: np.ndarray, taken: list, room: int, shown: float
) -> int:
    """Write at most `room` names over their brackets (middles and tops in units), where they meet nothing.

    Returns how many were written.
    """
    names: list[str] = []
    rects: list[tuple[float, float, float, float]] = []
    for tag, x, top in zip(tags.tolist(), xs.tolist(), tops.tolist(), strict=True):
        if len(names) >= room:
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
    return len(names)
