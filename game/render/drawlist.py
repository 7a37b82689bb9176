"""One list of sprites to draw, as numpy rows: the only thing the game hands to a back end besides the frame's settings.

Row: id, x, y, w, h, rotation, r, g, b, a. Positions are the sprite's centre in screen pixels, rotation in radians
clockwise, colour premultiplied: a = 0 adds light; a + 2 takes the key light (sprites with normals).
Rows are drawn in order. Everything here is a batch: scalars and arrays mix freely.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from game.render import strokefont
from game.render.atlas import Atlas
from game.render.blur import SOFT_PAD

COLUMNS = 10
LIT = 2.0  # added to a lit sprite's alpha
RUNS = 2048  # text runs kept
PAST = 1.1  # times as large is drawn what shall reach the picture's edges: soft shapes come in sizes an eighth apart

_LEFT_RIGHT, _UP_DOWN = np.array([[-1.0], [1.0], [-1.0], [1.0]]), np.array([[-1.0], [-1.0], [1.0], [1.0]])  # corners

SCALAR = (float, int)
Colour = Any  # (r, g, b, a), or an array (n, 4)


class DrawList:
    """Rows preallocated and grown by doubling; `clear` keeps the memory."""

    def __init__(self, atlas: Atlas, capacity: int = 4096) -> None:
        self.atlas = atlas
        self.data = np.zeros((capacity, COLUMNS), dtype=np.float32)
        self.n = 0
        self._runs: OrderedDict[tuple[str, int, float], tuple[np.ndarray, float]] = OrderedDict()

    @property
    def rows(self) -> np.ndarray:
        """The rows in use, (n, 10) float32: a view."""
        return self.data[: self.n]

    def clear(self) -> None:
        self.n = 0

    def take(self, count: int) -> np.ndarray:
        """The next `count` rows to fill in: a view, valid until the list grows again."""
        need = self.n + count
        if need > len(self.data):
            grown = np.zeros((max(need, 2 * len(self.data)), COLUMNS), dtype=np.float32)
            grown[: self.n] = self.data[: self.n]
            self.data = grown
        rows = self.data[self.n : need]
        self.n = need
        return rows

    def repeat(self, rows: np.ndarray) -> None:
        """Add rows (k, 10) that were drawn before."""
        self.take(len(rows))[:] = rows

    # -- sprites

    def add(
        self,
        sprite: int | str | np.ndarray,
        x: ArrayLike,
        y: ArrayLike,
        w: ArrayLike,
        h: ArrayLike | None = None,
        rotation: ArrayLike = 0.0,
        rgba: Colour = (1.0, 1.0, 1.0, 1.0),
    ) -> None:
        """Add one sprite or many: any of the arguments may be an array (n,), the colour an array (n, 4).

        Without `h` the height follows from the sprite's aspect.
        """
        index = self.atlas.id(sprite) if isinstance(sprite, str) else sprite
        if isinstance(x, (float, int)) and isinstance(w, (float, int)) and isinstance(rgba, tuple):
            high = w * self.atlas.aspects[index] if h is None else h
            self.take(1)[0] = (index, x, y, w, high, rotation, *rgba)  # one row: a tenth of the price of broadcasting
            return
        if isinstance(x, np.ndarray) and x.size != 1:
            count = x.size  # a crowd: everything else has its number, or one value for all
        else:
            sizes = [_size(part) for part in (x, y, w, index)]
            count = 0 if 0 in sizes else max(*sizes, len(rgba) if getattr(rgba, "ndim", 1) == 2 else 1)
        if not count:
            return
        rows = self.take(count)
        rows[:, 0] = index
        rows[:, 1] = x
        rows[:, 2] = y
        rows[:, 3] = w
        rows[:, 4] = np.multiply(w, self.atlas.aspects[index]) if h is None else h
        rows[:, 5] = rotation
        rows[:, 6:10] = rgba

    def sprite(
        self,
        name: str | int,
        x: float,
        y: float,
        width: float,
        rotation: float = 0.0,
        tint: Sequence[float] = (1.0, 1.0, 1.0),
        alpha: float = 1.0,
        lit: bool = True,
    ) -> None:
        """One picture by its width, lit unless told otherwise."""
        k = alpha
        colour = (tint[0] * k, tint[1] * k, tint[2] * k, alpha + LIT if lit else alpha)
        self.add(name, x, y, width, None, rotation, colour)

    def glow(self, x: ArrayLike, y: ArrayLike, size: ArrayLike, rgb: Colour, sprite: str = "glow") -> None:
        """Round additive light, `size` across. `rgb` is (r, g, b) or an array (n, 3) (a fourth column is ignored)."""
        colour = np.atleast_2d(np.asarray(rgb, dtype=np.float32))[:, :3]
        self.add(sprite, x, y, size, size, 0.0, np.concatenate([colour, np.zeros((len(colour), 1))], axis=1))

    def shadow(self, name: str, x: float, y: float, width: float, rotation: float = 0.0, strength: float = 0.5) -> None:
        """The soft dark shape of a picture of the art folder (no skins needed); place it off along the key light."""
        soft = "soft/" + name.split("#")[0]
        aspect = self.atlas.aspect(soft)
        pad = 2 * SOFT_PAD * max(width, width * aspect)
        self.add(soft, x, y, width + pad, width * aspect + pad, rotation, (0.0, 0.0, 0.0, strength))

    def blurred(
        self, name: str, x: float, y: float, width: float, rotation: float = 0.0, rgba: Colour = (1, 1, 1, 1)
    ) -> None:
        """A picture out of focus: foreground that frames, things far below."""
        soft = "soft/" + name.split("#")[0]
        aspect = self.atlas.aspect(soft)
        pad = 2 * SOFT_PAD * max(width, width * aspect)
        self.add(soft, x, y, width + pad, width * aspect + pad, rotation, rgba)

    def patch(self, x: float, y: float, w: float, h: float, strength: float = 0.4) -> None:
        """A soft dark patch: empty space under what must be read."""
        self.add("soft", x, y, w, h, 0.0, (0.0, 0.0, 0.0, strength))

    # -- strokes

    def line(
        self,
        x0: ArrayLike,
        y0: ArrayLike,
        x1: ArrayLike,
        y1: ArrayLike,
        width: ArrayLike = 1.5,
        rgba: Colour = (1.0, 1.0, 1.0, 1.0),
        sprite: str = "line",
    ) -> None:
        """Strokes from (x0, y0) to (x1, y1), `width` px thick. `sprite` "beam" is a line with a soft halo."""
        if (
            isinstance(x0, SCALAR)
            and isinstance(y0, SCALAR)
            and isinstance(x1, SCALAR)
            and isinstance(y1, SCALAR)
            and isinstance(width, SCALAR)
        ):  # one alone: arrays would cost ten times as much
            right, down, thick = x1 - x0, y1 - y0, width * (2.0 if sprite == "line" else 4.0)
            turn = math.atan2(down, right)
            self.add(sprite, x0 + right / 2, y0 + down / 2, math.hypot(right, down), thick, turn, rgba)
            return
        ax, ay = np.asarray(x0, dtype=np.float32), np.asarray(y0, dtype=np.float32)
        dx, dy = np.asarray(x1, dtype=np.float32) - ax, np.asarray(y1, dtype=np.float32) - ay
        thick = np.multiply(width, 2.0 if sprite == "line" else 4.0)
        self.add(sprite, ax + dx / 2, ay + dy / 2, np.hypot(dx, dy), thick, np.arctan2(dy, dx), rgba)

    def polyline(
        self,
        points: ArrayLike,
        width: ArrayLike = 1.5,
        rgba: Colour = (1.0, 1.0, 1.0, 1.0),
        closed: bool = False,
        sprite: str = "line",
    ) -> None:
        """A stroke through points (k, 2); `width` and `rgba` may vary by segment."""
        p = np.asarray(points, dtype=np.float32).reshape(-1, 2)
        if closed:
            p = np.concatenate([p, p[:1]])
        if len(p) > 1:
            self.line(p[:-1, 0], p[:-1, 1], p[1:, 0], p[1:, 1], width, rgba, sprite)

    def dashes(
        self,
        points: ArrayLike,
        dash: float,
        gap: float,
        width: float = 1.5,
        rgba: Colour = (1, 1, 1, 1),
        phase: float = 0.0,
    ) -> None:
        """A dashed stroke through points (k, 2); `dash`, `gap` and `phase` in px along it."""
        p = np.asarray(points, dtype=np.float32).reshape(-1, 2)
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(p, axis=0).T))])
        starts = np.arange(-(phase % (dash + gap)), along[-1], dash + gap)
        ends = np.minimum(starts + dash, along[-1])
        starts = np.maximum(starts, 0.0)
        keep = ends > starts
        x = [np.interp(t[keep], along, p[:, 0]) for t in (starts, ends)]
        y = [np.interp(t[keep], along, p[:, 1]) for t in (starts, ends)]
        self.line(x[0], y[0], x[1], y[1], width, rgba)

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: float = 0.0,
        end: float = math.tau,
        width: float = 1.5,
        rgba: Colour = (1, 1, 1, 1),
    ) -> None:
        """Part of a circle from `start` to `end` [rad]."""
        self.polyline(arc_points(x, y, radius, start, end), width, rgba)

    def hexagon(
        self, x: float, y: float, radius: float, width: float = 2.0, rgba: Colour = (1, 1, 1, 1), share: float = 1.0
    ) -> None:
        """Moderation's shape, point up, drawn clockwise from the top as far as `share` 0..1: a gauge."""
        if share >= 1.0:
            self.hexagons(np.array([x]), np.array([y]), np.array([radius]), width, rgba)
            return
        self.polyline(hexagon_points(x, y, radius, share), width, rgba)

    def hexagons(self, x: np.ndarray, y: np.ndarray, radius: np.ndarray, width: float, rgba: Colour) -> None:
        """Whole ones (n,): they are many, and all alike."""
        rows = self.take(6 * len(x)).reshape(len(x), 6, COLUMNS)
        along, down, turn = HEXAGON.T
        radius = radius[:, None]
        rows[..., 0] = self.atlas.ids["line"]
        rows[..., 1], rows[..., 2] = along * radius + x[:, None], down * radius + y[:, None]
        rows[..., 3], rows[..., 4], rows[..., 5] = radius, 2.0 * width, turn
        rows[..., 6:10] = rgba

    def brackets(
        self,
        x: ArrayLike,
        y: ArrayLike,
        half_w: ArrayLike,
        half_h: ArrayLike,
        arm: ArrayLike,
        width: float = 1.5,
        rgba: Colour = (1.0, 1.0, 1.0, 1.0),
    ) -> None:
        """Four corners around a thing, or around many (n,). On whole pixels: sharp, and few strokes serve a crowd."""
        right, low, arm = np.rint(np.atleast_1d(half_w)), np.rint(np.atleast_1d(half_h)), np.rint(np.atleast_1d(arm))
        x, y = np.rint(np.atleast_1d(x)), np.rint(np.atleast_1d(y))
        level, upright = self.take(8 * len(x)).reshape(2, 4, len(x), COLUMNS)
        level[..., 1], level[..., 2] = x + _LEFT_RIGHT * (right - arm / 2), y + _UP_DOWN * low
        upright[..., 1], upright[..., 2] = x + _LEFT_RIGHT * right, y + _UP_DOWN * (low - arm / 2)
        level[..., 5], upright[..., 5] = 0.0, math.pi / 2
        for strokes in (level, upright):
            strokes[..., 0], strokes[..., 3], strokes[..., 4] = self.atlas.ids["line"], arm, 2.0 * width
            strokes[..., 6:10] = rgba

    # -- plain areas

    def box(self, x: float, y: float, w: float, h: float, rgba: Colour) -> None:
        """A filled rectangle by its upper left corner, on whole pixels."""
        x0, y0, x1, y1 = round(x), round(y), round(x + w), round(y + h)
        if x1 > x0 and y1 > y0:
            row = self.take(1)[0]  # written straight: panels are many, and one row needs no broadcasting
            row[:6] = self.atlas.ids["white"], (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0, 0.0
            row[6:10] = rgba

    def boxes(self, x: np.ndarray, y: np.ndarray, w: ArrayLike, h: ArrayLike, rgba: Colour) -> None:
        """Filled rectangles (n,) by their upper left corners, on whole pixels."""
        x0, y0, x1, y1 = np.rint(x), np.rint(y), np.rint(x + w), np.rint(y + h)
        self.add("white", (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0, 0.0, rgba)

    def panel(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: Colour,
        edge: Colour | None = None,
        accent: Colour | None = None,
    ) -> None:
        """A panel by its upper left corner: fill, a one-pixel frame, an accent bar at its left."""
        self.box(x, y, w, h, fill)
        if edge is not None:
            for a, b, c, d in ((x, y, w, 1), (x, y + h - 1, w, 1), (x, y + 1, 1, h - 2), (x + w - 1, y + 1, 1, h - 2)):
                self.box(a, b, c, d, edge)
        if accent is not None:
            self.box(x, y, 3, h, accent)

    def bar(self, x: float, y: float, w: float, h: float, share: float, fill: Colour, back: Colour) -> None:
        """A gauge: `share` 0..1 of its width filled."""
        self.box(x, y, w, h, back)
        self.box(x, y, w * min(1.0, max(0.0, share)), h, fill)

    # -- text

    def text(
        self,
        px: float,
        string: str,
        x: float,
        y: float,
        rgba: Colour = (1.0, 1.0, 1.0, 1.0),
        align: str = "left",
        spacing: float = 0.0,
        rotation: float = 0.0,
    ) -> float:
        """A line of text: `px` is its cap height, y the top of its capitals. Returns its width [px].

        `align` is left, center or right. Runs are cached, so the same words cost nothing the next frame.
        """
        cap = max(5, round(px))
        run, width = self._run(string, cap, spacing)
        start = x - (width / 2 if align == "center" else width if align == "right" else 0.0)
        if len(run):
            rows = self.take(len(run))
            rows[:] = run
            if rotation:
                k, s = math.cos(rotation), math.sin(rotation)
                dx, dy = run[:, 1] + (start - x), run[:, 2]
                rows[:, 1] = x + dx * k - dy * s
                rows[:, 2] = y + dx * s + dy * k
                rows[:, 5] = rotation
            else:  # on whole pixels, or thin strokes blur
                rows[:, 1] += round(start)
                rows[:, 2] += round(y)
            rows[:, 6:10] = rgba
        return width

    def texts(self, px: float, strings: Sequence[str], x: np.ndarray, y: np.ndarray, rgba: Colour) -> None:
        """Many short lines of one size and colour, each centred on its x (n,); y (n,) as for `text`."""
        cap = max(5, round(px))
        runs = [self._run(string, cap, 0.0) for string in strings]
        counts = [len(run) for run, _ in runs]
        if not sum(counts):
            return
        left = np.rint(np.asarray(x) - np.array([width / 2 for _, width in runs]))
        rows = self.take(sum(counts))
        np.concatenate([run for run, _ in runs], out=rows)
        rows[:, 1] += np.repeat(left, counts)
        rows[:, 2] += np.repeat(np.rint(y), counts)
        rows[:, 6:10] = rgba

    def _run(self, string: str, cap: int, spacing: float) -> tuple[np.ndarray, float]:
        key = (string, cap, spacing)
        found = self._runs.get(key)
        if found is not None:
            self._runs.move_to_end(key)
            return found
        rows = []
        pen = 0.0
        inside = int(strokefont.margin(cap))
        for char in string:
            index = self.atlas.letter(char, cap)
            if index >= 0:
                wide, tall, top = strokefont.box(char, cap)
                rows.append((index, round(pen) - inside + wide / 2, top - inside + tall / 2, wide, tall))
            pen += strokefont.advance(char, cap) + spacing
        run = np.zeros((len(rows), COLUMNS), dtype=np.float32)
        if rows:
            run[:, :5] = rows
        width = max(0.0, strokefont.measure(string, cap, spacing))
        self._runs[key] = run, width
        if len(self._runs) > RUNS:
            self._runs.popitem(last=False)
        return run, width

    def text_width(self, px: float, string: str, spacing: float = 0.0) -> float:
        """Width of a line of text [px], as `text` would draw it."""
        return strokefont.measure(string, max(5, round(px)), spacing)


def _size(part: Any) -> int:
    """How many an argument stands for. np.size would cost more than everything else in `add`."""
    size = getattr(part, "size", None)
    if size is not None:
        return int(size)
    return 1 if isinstance(part, (float, int)) else len(part)


def arc_points(x: float, y: float, radius: float, start: float, end: float) -> np.ndarray:
    """Points (k, 2) along an arc, close enough that its corners do not show."""
    count = max(3, int(abs(end - start) * max(radius, 1.0) ** 0.5 * 1.6) + 2)
    t = np.linspace(start, end, count)
    return np.stack([x + np.cos(t) * radius, y + np.sin(t) * radius], axis=1)


def hexagon_points(x: float, y: float, radius: float, share: float = 1.0) -> np.ndarray:
    """Corners (k, 2) of a hexagon, point up, clockwise from the top, cut off at `share` of its outline."""
    corners = [(x + radius * math.sin(k * math.pi / 3), y - radius * math.cos(k * math.pi / 3)) for k in range(7)]
    whole, part = divmod(6 * min(1.0, max(0.0, share)), 1.0)
    points = corners[: int(whole) + 1]
    if part > 1e-6:
        (ax, ay), (bx, by) = corners[int(whole)], corners[int(whole) + 1]
        points.append((ax + (bx - ax) * part, ay + (by - ay) * part))
    return np.array(points, dtype=np.float32)


def _hexagon_strokes() -> np.ndarray:
    """The six strokes (x, y of the middle, turn) of a hexagon of radius 1, whose sides are as long as that."""
    corners = hexagon_points(0.0, 0.0, 1.0).astype(np.float64)
    along = np.diff(corners, axis=0)
    return np.column_stack([(corners[:-1] + corners[1:]) / 2, np.arctan2(along[:, 1], along[:, 0])]).astype(np.float32)


HEXAGON = _hexagon_strokes()
