"""Arrows at the edge of the picture: where the objective lies, and who comes from outside.

Relation is shape and colour, never colour alone: hostile players are triangles, Moderation hexagons, the way is a
diamond, the crew a disc.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.rects import Rect, overlaps
from game.sim.kinds import Team

EDGE = 34.0  # distance of arrows from the edge of the picture [units]
ARRIVED = 420.0  # nearer than this [world units] the mark alone says it
MARK = 21.0  # half of what a mark and its arrow fill [units]
BY_MARK = 30.0  # from the middle of a mark to letters beside it: its arrow has room between [units]
POINTED = 24.0  # from the middle of a mark to the picture's edge at least: its arrow has room there, too [units]
REACHED, NEARS = 46.0, 100.0  # within the first of its place a mark is gone, from the second it is whole [world units]
FEET = 1.3  # so many radii from the middle of who is large its mark lies
EDGED = 3.2  # how much wider the dark edge of the objective's mark is than its strokes [units]
ELSEWHERE = 3.0  # rooms away, a place is no longer beside another
CROWD = 8  # panels between which a place is looked for
HEXAGON_BEHIND, HEXAGON = 0.75, 0.7  # of a wedge's width: how far behind its middle, and how large [Moderation]
FAR = 2600.0  # a threat beyond this draws its smallest wedge [world units]


def edge_point(
    x: float, y: float, width: float, height: float, inset: float = EDGE
) -> tuple[float, float, float, bool]:
    """Clamp a point to the picture: (x, y, direction from the centre in radians, whether it was inside).

    A point outside lands where the ray from the centre to it leaves the inset rectangle.
    """
    cx, cy = width / 2, height / 2
    dx, dy = x - cx, y - cy
    direction = math.atan2(dy, dx)
    half_w, half_h = cx - inset, cy - inset
    if abs(dx) <= half_w and abs(dy) <= half_h:
        return x, y, direction, True
    shrink = min(half_w / abs(dx) if dx else math.inf, half_h / abs(dy) if dy else math.inf)
    return cx + dx * shrink, cy + dy * shrink, direction, False


def beside(
    x: float, y: float, size: tuple[float, float], panels: list[Rect], room: float = 24.0, edge: float = 0.0
) -> tuple[float, float]:
    """The nearest place to (x, y) in a picture of `size` that is `room` away from every panel.

    Where that is far off half the room must do; and (x, y) itself where there is none at all. `edge` is kept free at
    the picture's own edges, and half the room at least.
    """
    rim = max(edge, room / 2)
    if (
        rim <= x <= size[0] - rim
        and rim <= y <= size[1] - rim
        and not overlaps((x - room, y - room, 2 * room, 2 * room), panels)
    ):
        return x, y
    boxes = np.array(panels, float).reshape(-1, 4)  # names are written all over some pictures: dozens of panels
    found: list[tuple[float, float, float]] = []  # how far, and where
    for away in (room, room / 2):
        left, top = (boxes[:, :2] - away).T
        right, low = (boxes[:, :2] + boxes[:, 2:] + away).T
        sides, levels = np.concatenate([left, right]), np.concatenate([top, low])
        straight = np.concatenate([sides, np.full_like(levels, x)]), np.concatenate([np.full_like(sides, y), levels])
        near = _near(boxes, x, y)  # corners between panels: only of those that crowd the place
        sides, levels = sides.reshape(2, -1)[:, near].ravel(), levels.reshape(2, -1)[:, near].ravel()
        corners = np.repeat(sides, len(levels)), np.tile(levels, len(sides))
        px, py = np.concatenate([straight, corners], axis=1)
        far = np.where(_free(px, py, size, boxes, away, max(edge, away / 2)), np.hypot(px - x, py - y), np.inf)
        nearest = int(far.argmin())
        if np.isfinite(far[nearest]):
            worse = 0.0 if away == room else ELSEWHERE * room
            found.append((float(far[nearest]) + worse, float(px[nearest]), float(py[nearest])))
            if far[nearest] < ELSEWHERE * room:
                break
    return min(found, default=(0.0, x, y))[1:]


def _free(
    px: np.ndarray, py: np.ndarray, size: tuple[float, float], boxes: np.ndarray, room: float, edge: float
) -> np.ndarray:
    """Which places of a picture are `room` away from all boxes (k, 4), and `edge` from its edges."""
    left, top, wide, high = boxes.T
    inside = (edge <= px) & (px <= size[0] - edge) & (edge <= py) & (py <= size[1] - edge)
    across = (left - room < px[:, None]) & (px[:, None] < left + wide + room)
    return inside & ~(across & (top - room < py[:, None]) & (py[:, None] < top + high + room)).any(axis=1)


def _near(boxes: np.ndarray, x: float, y: float) -> np.ndarray:
    """The boxes whose edges come nearest to a place."""
    off = np.hypot(
        np.maximum(0.0, np.maximum(boxes[:, 0] - x, x - boxes[:, 0] - boxes[:, 2])),
        np.maximum(0.0, np.maximum(boxes[:, 1] - y, y - boxes[:, 1] - boxes[:, 3])),
    )
    return np.argsort(off, kind="stable")[:CROWD]


def draw_objective(
    canvas: Canvas,
    marker: tuple[float, float],
    distance: float,
    shown: float,
    pulse: float,
    taken: list[Rect],
    panels: list[Rect],
    ship: Sequence[Rect] = (),
    radius: float = 0.0,
) -> list[Rect]:
    """A diamond over the marker, or with an arrow at the edge or beside the panel of `panels` that hides it.

    The distance in tens of units stands by it, and not on the `ship` that flies there: whoever has arrived sees her
    and no mark. At the edge it keeps off all that is `taken`, which grows by it. Somebody of a `radius` is not
    crossed out [world units]: it lies under the feet, or over the head. Returns what it fills.
    """
    shown *= min(1.0, max(0.0, (distance - REACHED) / (NEARS - REACHED)))
    if shown <= 0.0:
        return []
    place = canvas.place(*marker)
    if radius:
        half = radius * canvas.world_unit
        panels = [*panels, (place[0] - half, place[1] - half, 2 * half, 2 * half)]
        ends = [canvas.place(marker[0], marker[1] + side * FEET * radius) for side in (1.0, -1.0)]
        rooms = [
            (end[0] - MARK, end[1] - top, 2 * MARK, LABEL + 31.0) for end, top in zip(ends, (8.0, 35.0), strict=True)
        ]
        free = [
            end for end, room in zip(ends, rooms, strict=True) if _within(canvas, room) and not overlaps(room, panels)
        ]
        place = free[0] if free else ends[0]
    x, y, direction, inside = edge_point(*place, canvas.width, canvas.height)
    if not inside:
        x, y = beside(x, y, (canvas.width, canvas.height), taken, 30.0, POINTED)
    else:
        x, y = beside(x, y, (canvas.width, canvas.height), panels, 8.0)
        if (x, y) != place:
            x, y = beside(*place, (canvas.width, canvas.height), panels, 34.0, POINTED)
            inside, direction = False, math.atan2(place[1] - y, place[0] - x)
    colour = faded(palette.ink("select"), shown)
    size = 7.0 + 1.2 * pulse
    edge = faded(palette.ink("panel", 0.75), shown)  # what lies behind may be as pale as the mark
    for width, ink in ((EDGED, edge), (0.0, colour)):
        canvas.diamond(x, y, size, 1.6 + width, ink)
        if not inside:
            tip = x + 15 * math.cos(direction), y + 15 * math.sin(direction)
            canvas.chevron(*tip, 6.0, direction, 2.0 + width, ink)
    mark = x - MARK, y - MARK, 2 * MARK, 2 * MARK
    if inside and distance < ARRIVED:
        return [mark]
    if not inside:
        taken.append((x - POINTED, y - POINTED, 2 * POINTED, 2 * POINTED))
    label = f"{max(0, round(distance / 10) * 10):d}"
    wide = canvas.measure(label, LABEL)
    left, top = _label_place(canvas, (x, y), wide, direction, inside, [*panels, *ship])
    canvas.label(left, top, label, palette.ink("select"), shown=shown)
    told = left - 5.0, top - 4.0, wide + 10.0, LABEL + 9.0
    if not inside:
        taken.append(told)
    return [mark, told]


def _label_place(
    canvas: Canvas, mark: tuple[float, float], wide: float, direction: float, inside: bool, panels: list[Rect]
) -> tuple[float, float]:
    """Where letters `wide` stand by a mark: over or under it, off its arrow; beside it, where panels leave no room."""
    x, y = mark
    middle, level = (
        min(max(x - wide / 2, 6.0), canvas.width - wide - 6.0),
        min(max(y - LABEL / 2, 4.0), canvas.height - LABEL - 5.0),
    )
    under, over = (middle, y + 14.0), (middle, y - 26.0)
    right, left = (x + BY_MARK, level), (x - BY_MARK - wide, level)
    spots = [over, under] if not inside and math.sin(direction) > 0.3 else [under, over]
    spots += [left, right] if math.cos(direction) > 0.0 else [right, left]
    for place in spots:
        rect = place[0] - 5.0, place[1] - 4.0, wide + 10.0, LABEL + 9.0
        if _within(canvas, rect) and not overlaps(rect, panels):
            return place
    return spots[0]


def _within(canvas: Canvas, rect: Rect) -> bool:
    x, y, wide, high = rect
    return 0.0 <= x <= canvas.width - wide and 0.0 <= y <= canvas.height - high


def draw_threats(canvas: Canvas, ships, rows: np.ndarray, here: tuple[float, float], panels: list[Rect]) -> None:
    """A wedge at the edge for each of `rows` that is outside the picture, larger the nearer it is."""
    for row in rows.tolist():
        wx, wy = float(ships.x[row]), float(ships.y[row])
        at = canvas.place(wx, wy)
        if 0 < at[0] < canvas.width and 0 < at[1] < canvas.height:
            continue
        x, y, direction, _ = edge_point(*at, canvas.width, canvas.height, EDGE - 12)
        near = 1.0 - min(1.0, math.hypot(wx - here[0], wy - here[1]) / FAR)
        size = 13.0 + 13.0 * near
        moderation = int(ships.team[row]) == Team.MODERATION
        reach = size * (HEXAGON_BEHIND + HEXAGON / 2 if moderation else 0.75)
        x, y = beside(x, y, (canvas.width, canvas.height), panels, reach)
        if overlaps((x - reach, y - reach, 2 * reach, 2 * reach), panels):
            size /= 2  # half the room was found
        colour = palette.ink("brand" if moderation else "hot", 0.95)
        canvas.arrowhead(x, y, size, size * 1.5, colour, direction)
        if moderation:
            behind = size * HEXAGON_BEHIND
            back_x, back_y = x - behind * math.cos(direction), y - behind * math.sin(direction)
            canvas.shape("hexagon", back_x, back_y, size * HEXAGON, None, palette.ink("blush", 0.95))
