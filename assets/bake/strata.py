"""The ground of chapter 05: the floor of the world from below, and under it a landscape that nobody finished.

A net of triangles with hills in it. Some faces were filled, some have only their edges, some are missing, and through
those one sees how far down it goes. What is drawn over it are the lines of whoever built it: measures, corners, names.
No light of its own: the game shows it where the ship's lamp falls. World units throughout.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import strata_house as house
import strata_lock as lock
from canvas import Canvas, Point, mix, shade
from noise import clouds, smooth
from relief import under_ceiling
from scipy import ndimage
from strata_map import BOTTOM, LEFT, RIGHT, SCALE, SLAB, TOP, WAY, Reach, Sheet
from tiles import Place

PLACE = Place(origin=(LEFT, TOP), scale=SCALE, clear="#030509")
VOID = "#030509"
CEILING = 0.66  # nothing is brighter: ships are
EDGE, BRIGHT = "#5fd0de", "#c4f6fa"
STEP = 92.0  # between two corners of the net [units]
RISE = 190.0  # how far the highest corner is lifted in the picture: the eye is a little to the south of it [units]
SUN = np.array([-0.62, -0.56, 0.55])  # how faces tell themselves apart: the form light
LOW, HIGH = "#1b2436", "#93a9c9"  # faces turned away, and turned towards it
NOTES = (
    (1000, 1560, "block_0031"), (560, 560, "lod 3"), (1890, 900, "collision: later"), (2560, 420, "lod 2"),
    (3120, 1480, "mesh not found"), (4700, 1720, "nav: none"), (4760, 470, "material none"), (5300, 1700, "lod 3"),
    (5900, 900, "hill_b (from hill_a)"), (6300, 1950, "who asked for this"), (6700, 1420, "block_0032"),
    (8190, 820, "end of what is paid for"), (2000, 1900, "DO NOT SHIP"), (3560, 600, "lod 4"), (700, 1430, "lod 2"),
)  # fmt: skip


def paint(sheet: Sheet | None = None) -> np.ndarray:
    sheet = sheet or Sheet()
    reach = Reach()
    net = Net(reach)
    deep, top, ink = sheet.canvas(), sheet.canvas(), sheet.canvas()
    with sheet.drawing(deep):
        _draw_deep(deep)
    with sheet.drawing(top):
        net.draw(top)
        house.draw_slab(top)
        lock.draw(top)
    with sheet.drawing(ink):
        _draw_measures(ink, net)
    x, y = sheet.mesh()
    colour, glow = top.colours(), top.glows()
    below = _below(sheet, deep)
    out = below * (1 - colour[..., 3:]) * _cast(colour[..., 3])[..., None] + colour[..., :3] * colour[..., 3:]
    out *= _grain(sheet)[..., None]
    out += glow + 0.45 * _soft(glow, 3) + 0.5 * _soft(glow, 9)
    drawn = ink.colours()
    out += (drawn[..., :3] - out) * drawn[..., 3:]
    out = house.chalked(sheet, out)
    out *= 1.0 - 0.92 * smooth(reach.outside(x, y), 30.0, 520.0)[..., None]
    out *= lock.beside(x, y)[..., None]
    out = out + lock.daylight(x, y, out)
    return under_ceiling(np.maximum(out, 0.0), CEILING)


# ---- the net ---------------------------------------------------------------------------------------------------------


class Net:
    """Corners in rows, each pushed a little aside, with a height; two triangles between every four."""

    def __init__(self, reach: Reach) -> None:
        rng = np.random.default_rng(505)
        xs, ys = np.arange(LEFT - 200, RIGHT + 200, STEP), np.arange(TOP - 200, BOTTOM + 420, STEP * 0.86)
        self.x, self.y = np.meshgrid(xs, ys)
        self.x[1::2] += STEP / 2
        self.x += rng.uniform(-0.2, 0.2, self.x.shape) * STEP
        self.y += rng.uniform(-0.2, 0.2, self.y.shape) * STEP
        high = 0.30 + 0.34 * self._waves(900.0, 51) + 0.22 * self._waves(420.0, 52) + 0.10 * self._waves(190.0, 53)
        inside, outside = reach.inside(self.x, self.y), reach.outside(self.x, self.y)
        # walls of hills along the valley's line, lower where one flies most, and level under the house
        high += 0.62 * np.exp(-((inside / 190.0) ** 2)) * (outside <= 0) + 0.62 * np.exp(-((outside / 260.0) ** 2))
        high -= 0.34 * np.exp(-((_from_way(self.x, self.y) / 300.0) ** 2))
        flat = smooth(_from_slab(self.x, self.y), 230.0, 40.0)
        self.high = np.clip(high, -0.25, 1.25) * (1 - flat) - 0.06 * flat
        # the higher, the less is left of a face
        self.worn = 0.50 + 0.085 * self._waves(760.0, 54) + 0.05 * self._waves(300.0, 55)
        self.worn += 0.22 * smooth(outside, 0.0, 600.0) - 0.25 * flat
        self.px, self.py = self.x, self.y - self.high * RISE

    def _waves(self, length: float, seed: int) -> np.ndarray:
        """Hills and hollows about `length` units from crest to crest, at every corner; standard deviation 1."""
        cell = 24.0
        shape = int((BOTTOM - TOP + 1200) / cell), int((RIGHT - LEFT + 1200) / cell)
        noise = np.random.default_rng(seed).normal(size=shape)
        narrow = length / cell / 5
        field = ndimage.gaussian_filter(noise, narrow) - ndimage.gaussian_filter(noise, narrow * 2)
        at = [(self.y - TOP + 500) / cell, (self.x - LEFT + 500) / cell]
        return ndimage.map_coordinates(field / field.std(), at, order=1, mode="nearest")

    def corner(self, i: int, j: int) -> Point:
        return float(self.px[i, j]), float(self.py[i, j])

    def draw(self, canvas: Canvas) -> None:
        """From the far rows to the near ones, so that hills hide what lies behind them."""
        rng = np.random.default_rng(506)
        rows, columns = self.x.shape
        for i in range(rows - 1):
            for j in range(columns - 1):
                a, b, c, d = (i, j), (i, j + 1), (i + 1, j), (i + 1, j + 1)
                for three in ((a, b, c), (b, d, c)) if i % 2 == 0 else ((a, d, c), (a, b, d)):
                    self._face(canvas, three, rng)

    def _face(self, canvas: Canvas, three: tuple[tuple[int, int], ...], rng: np.random.Generator) -> None:
        points = [self.corner(*k) for k in three]
        worn = float(np.mean([self.worn[k] for k in three])) + rng.uniform(-0.05, 0.05)
        high = float(np.mean([self.high[k] for k in three]))
        if worn > 0.72:
            return
        if worn > 0.61:  # only its edges are left
            canvas.polygon(points, stroke=EDGE, width=1.6, op=float(0.7 - 3.5 * (worn - 0.61)), dash="10 8")
            return
        at = np.array([(self.x[k], self.y[k], self.high[k] * 420.0) for k in three])
        normal = np.cross(at[1] - at[0], at[2] - at[0])
        normal *= np.sign(normal[2]) / np.linalg.norm(normal)
        facing = max(0.0, float(normal @ SUN) / float(np.linalg.norm(SUN)))
        tone = mix(LOW, HIGH, min(1.0, facing**1.8 * 1.1))
        tone = shade(tone, float(rng.uniform(0.93, 1.07)) * (0.50 + 0.55 * min(1.0, max(0.0, high + 0.2))))
        if rng.random() < 0.0035:
            self._unchosen(canvas, points)
            return
        canvas.polygon(points, tone, stroke=mix(tone, EDGE, 0.30 + 0.42 * max(0.0, min(1.0, high))), width=1.8)
        if high > 0.42 and rng.random() < 0.5:  # crests are drawn brighter
            canvas.line(points[:2], BRIGHT, 2.2, op=0.5, glow=shade(EDGE, 0.22))
        if rng.random() < 0.16:
            canvas.circle(*points[0], 4.0, mix(EDGE, BRIGHT, 0.5), glow=shade(EDGE, 0.5))

    @staticmethod
    def _unchosen(canvas: Canvas, points: list[Point]) -> None:
        """A face for which no material was chosen: squares."""
        canvas.polygon(points, "#15131c", stroke=EDGE, width=1.8)
        (ax, ay), (bx, by), (cx, cy) = points
        n = 6
        for u in range(n):
            for v in range(n - u):
                if (u + v) % 2:
                    continue
                spots = ((u, v), (u + 1, v), (u, v + 1))
                square = [
                    (ax + ((bx - ax) * s + (cx - ax) * t) / n, ay + ((by - ay) * s + (cy - ay) * t) / n)
                    for s, t in spots
                ]
                canvas.polygon(square, "#5c2a68")


def _from_way(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Distance from the way out."""
    far = np.full(x.shape, np.inf)
    for (ax, ay), (bx, by) in pairwise(WAY):
        dx, dy = bx - ax, by - ay
        t = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
        far = np.minimum(far, np.hypot(x - ax - t * dx, y - ay - t * dy))
    return far


def _from_slab(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Distance from the middle of the flat rock beyond its size; 0 on it."""
    cx, cy = np.mean(SLAB, axis=0)
    return np.maximum(0.0, np.hypot((x - cx) / 560.0, (y - cy) / 500.0) - 1.0) * 530.0


# ---- how far down it goes --------------------------------------------------------------------------------------------


def _draw_deep(canvas: Canvas) -> None:
    """A second net, much lower, and a third: only lines."""
    canvas.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, VOID)
    rng = np.random.default_rng(507)
    for step, tone in ((250.0, "#1a4552"), (430.0, "#11303c")):
        xs, ys = np.arange(LEFT - 100, RIGHT + 500, step), np.arange(TOP - 100, BOTTOM + 500, step)
        px, py = np.meshgrid(xs, ys)
        px, py = px + rng.uniform(-0.3, 0.3, px.shape) * step, py + rng.uniform(-0.3, 0.3, py.shape) * step
        for i in range(px.shape[0] - 1):
            for j in range(px.shape[1] - 1):
                a, b, c = (float(px[i, j]), float(py[i, j])), (float(px[i, j + 1]), float(py[i, j + 1])), (
                    float(px[i + 1, j]), float(py[i + 1, j]),
                )  # fmt: skip
                if rng.random() < 0.28:
                    canvas.polygon([a, b, c], shade(tone, 0.45))
                canvas.line([a, b], tone, 3)
                canvas.line([a, c], tone, 3)
                canvas.line([b, c], tone, 3)


def _below(sheet: Sheet, deep: Canvas) -> np.ndarray:
    picture = deep.colours()[..., :3]
    haze = clouds(sheet.shape, 2.0, 55)[..., None] * np.array([0.010, 0.022, 0.034], np.float32)
    return _soft(picture, 1.6) + haze


def _cast(solid: np.ndarray) -> np.ndarray:
    """What the faces above take from the little light below them."""
    moved = ndimage.shift(solid, (20 * SCALE, 12 * SCALE), order=0, mode="nearest")
    return 1.0 - 0.55 * ndimage.gaussian_filter(moved, 12 * SCALE)


def _grain(sheet: Sheet) -> np.ndarray:
    rng = np.random.default_rng(508)
    speckle = ndimage.gaussian_filter(rng.normal(size=sheet.shape).astype(np.float32), 0.7)
    return 1.0 + 0.09 * speckle + 0.22 * (clouds(sheet.shape, 1.6, 56) - 0.5)


def _soft(picture: np.ndarray, sigma: float) -> np.ndarray:
    return np.stack([ndimage.gaussian_filter(picture[..., c], sigma) for c in range(3)], -1)


# ---- whoever built it ------------------------------------------------------------------------------------------------


def _draw_measures(canvas: Canvas, net: Net) -> None:
    """Crosses with their places, long measuring lines, sections, notes to somebody."""
    for x in np.arange(-1536, RIGHT, 512):
        for y in np.arange(0, BOTTOM, 512):
            if (6980 < x < 8060 and 620 < y < 1620) or x < -100:
                continue
            canvas.line([(x - 13, y), (x + 13, y)], EDGE, 2.0, op=0.55)
            canvas.line([(x, y - 13), (x, y + 13)], EDGE, 2.0, op=0.55)
            if (x / 512 + y / 512) % 2 == 0:
                canvas.text(f"{int(x):+05d},{int(y):+05d}", x + 20, y - 24, 15, EDGE, align=0, weight=0.6, op=0.42)
    for (ax, ay), (bx, by), words in (
        ((700, 250), (3650, 330), "2958"), ((4700, 2080), (8100, 2010), "3400 (tbc)"),
        ((3930, 300), (3930, 1240), "gap"), ((4540, 300), (4540, 1300), "gap"),
        ((6860, 300), (6860, 2150), "here or not at all"),
    ):  # fmt: skip
        canvas.line([(ax, ay), (bx, by)], "#c7a45a", 2.2, op=0.5, dash="26 12 4 12")
        turn = math.degrees(math.atan2(by - ay, bx - ax))
        for px, py in ((ax, ay), (bx, by)):
            with canvas.moved(px, py, turn):
                canvas.line([(0, -22), (0, 22)], "#c7a45a", 2.6, op=0.6)
        with canvas.moved((ax + bx) / 2, (ay + by) / 2, turn):
            canvas.text(words, 0, -34, 20, "#c7a45a", weight=0.6, op=0.62)
    for x, y, r in (
        (3460, 1240, 350), (5700, 1180, 300), (900, 330, 280), (1760, 1520, 250), (2600, 760, 380),
        (4960, 1560, 210), (5680, 700, 210), (6480, 1640, 210),
    ):  # fmt: skip
        canvas.circle(x, y, r, stroke=EDGE, width=1.8, op=0.34, dash="4 16")
        canvas.line([(x - r * 1.12, y), (x + r * 1.12, y)], EDGE, 1.4, op=0.22)
        canvas.line([(x, y - r * 1.12), (x, y + r * 1.12)], EDGE, 1.4, op=0.22)
    for x, y, words in NOTES:
        canvas.text(words, x, y, 19, "#9adfe6", weight=0.62, op=0.62)
        canvas.line([(x - 70, y + 30), (x + 70, y + 30)], EDGE, 1.6, op=0.4)
    rng = np.random.default_rng(509)
    rows, columns = net.x.shape
    for _ in range(60):  # handles left on corners that somebody was moving
        i, j = int(rng.integers(rows)), int(rng.integers(columns))
        x, y = net.corner(i, j)
        canvas.rect(x - 8, y - 8, 16, 16, stroke="#c7a45a", width=2.2, op=0.7)
        if rng.random() < 0.5:
            canvas.line([(x, y), (x, y - 60)], "#c7a45a", 2.2, op=0.6)
            canvas.polygon([(x - 7, y - 58), (x + 7, y - 58), (x, y - 76)], "#c7a45a", op=0.7)
