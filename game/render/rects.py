"""Rectangles of the glass: which of them meet, and who finds room among them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Rect = tuple[float, float, float, float]  # x, y, width, height, in HUD units
SNUG = 1e-6  # by which rectangles side by side may share more than an edge: sums are not exact [units]


def overlap(a: Rect, b: Rect) -> bool:
    """Whether they share more than an edge."""
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def shared(a: Rect, b: Rect) -> float:
    """The area that two rectangles share."""
    wide = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    high = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return wide * high if wide > 0.0 and high > 0.0 else 0.0


def overlaps(rect: Rect, others: Sequence[Rect]) -> bool:
    """Whether it meets any of them."""
    x, y, w, h = rect
    # asked hundreds of times a picture, and any() takes twice as long
    for ox, oy, ow, oh in others:  # noqa: SIM110
        if x < ox + ow and ox < x + w and y < oy + oh and oy < y + h:
            return True
    return False


def nearest(wish: Rect, size: tuple[float, float], taken: Sequence[Rect], rim: float = 0.0) -> Rect:
    """The place for something as large as `wish`, nearest to it, where it meets nothing that is taken.

    It is within a picture of `size`, `rim` from its edges. Where nothing is free it covers as little as it can.
    """
    x, y, w, h = wish
    seen = [rect for rect in taken if overlap(rect, (0.0, 0.0, *size))]
    far_x, far_y = max(rim, size[0] - rim - w), max(rim, size[1] - rim - h)
    # the nearest free place is as wished along an axis, or touches something there
    lefts = {min(max(rim, left), far_x) for left in (x, *(at for ox, _, ow, _ in seen for at in (ox - w, ox + ow)))}
    tops = {min(max(rim, top), far_y) for top in (y, *(at for _, oy, _, oh in seen for at in (oy - h, oy + oh)))}
    left, top = (side.ravel() for side in np.meshgrid(sorted(lefts), sorted(tops)))
    nearer = np.argsort(np.hypot(left - x, top - y), kind="stable")
    places = boxes(left[nearer], top[nearer], w, h)
    unmet = free(places, [(ox + SNUG, oy + SNUG, ow - 2 * SNUG, oh - 2 * SNUG) for ox, oy, ow, oh in seen])
    if unmet.any():
        return tuple(places[int(np.argmax(unmet))].tolist())
    return min((tuple(place) for place in places.tolist()), key=lambda place: sum(shared(place, one) for one in seen))


def boxes(x: np.ndarray, y: np.ndarray, w: np.ndarray | float, h: np.ndarray | float) -> np.ndarray:
    """Rectangles (n, 4) of their columns; sides may be one for all."""
    out = np.empty((len(x), 4))
    out[:, 0], out[:, 1], out[:, 2], out[:, 3] = x, y, w, h
    return out


def free(rects: np.ndarray, taken: Sequence[Rect]) -> np.ndarray:
    """Which of the rectangles (n, 4) meet none that is taken, (n,) bool."""
    if not len(taken):
        return np.ones(len(rects), dtype=bool)
    x, y, w, h = rects.T
    ox, oy, ow, oh = np.array(taken).T[:, :, None]
    return ~((x < ox + ow) & (ox < x + w) & (y < oy + oh) & (oy < y + h)).any(axis=0)


def take_free(rects: np.ndarray, taken: list[Rect]) -> list[int]:
    """Those of the rectangles (n, 4) that meet nothing taken, nor one another; `taken` grows by them."""
    chosen: list[int] = []
    new: list[Rect] = []
    for at in free(rects, taken).nonzero()[0].tolist():
        rect = tuple(rects[at].tolist())
        if not overlaps(rect, new):
            chosen.append(at)
            new.append(rect)
    taken += new
    return chosen
