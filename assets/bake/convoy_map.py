"""What the ground of chapter 04 takes from its map: the floor between the walls, the lane's middle, the vault's box."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import numpy as np
from canvas import Canvas, Point
from scipy import ndimage

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = tomllib.loads((ROOT / "levels" / "04-the-back-door" / "map.toml").read_text())
OUTLINES = tomllib.loads((ROOT / "assets" / "art" / "outlines.toml").read_text())

SCALE = 0.5  # a tile is 1024 units: a whole number, so that nothing is cut at its edges
LEFT, TOP, RIGHT, BOTTOM = -200.0, 200.0, 11200.0, 7000.0
STEP = 10  # the field of distances is that much coarser than the sheet; a canvas scales by thousandths

ROUND = 60.0  # how widely corners of a way are rounded [units]
FLOOR, LEDGE, ROOF = 0.10, 0.30, 0.58  # heights


def _wall(name: str) -> list[Point]:
    return [tuple(p) for p in next(w["line"] for w in MAP["wall"] if w["id"] == name)]


OUTER, INNER = _wall("outer")[:-1], _wall("inner")  # the outer one is drawn back to where it begins
BOX = [(_wall(w["id"]), float(w["width"])) for w in MAP["wall"] if w["id"].startswith("box")]
MOON = next((r["pos"][0], r["pos"][1], r["size"] / 2) for r in MAP["rock"] if r["id"] == "moon")
MARKET = (100.0, 600.0, 2400.0, 2600.0)  # left, top, right, bottom
BRIDGE = (520.0, 1900.0)  # it crosses the market from north to south, between these
STALL = (1330.0, 1800.0)
SOUTH = (4000.0, 3900.0, 10900.0, 6700.0)
GATE, VAULT = (8600.0, 4380.0), (8000.0, 6120.0)
HALLS = ((7820.0, 4770.0, 9380.0, 5260.0), (7820.0, 5300.0, 9380.0, 5800.0), (7820.0, 5840.0, 9380.0, 6330.0))


def rings() -> list[np.ndarray]:
    """Outlines of every rock, in world units."""
    found = []
    for rock in MAP["rock"]:
        shape = np.array(OUTLINES[rock["art"]]) * rock["size"]
        k, s = math.cos(rock.get("angle", 0.0)), math.sin(rock.get("angle", 0.0))
        found.append(shape @ np.array([[k, s], [-s, k]]) + rock["pos"])
    return found


class Way:
    """A line one drives along, its corners rounded, its points about `every` units apart."""

    def __init__(self, points: list[Point], every: float, loop: bool = False) -> None:
        line = np.array([*points, points[0]] if loop else points, float)
        far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        count = round(far[-1] / every)
        at = np.arange(count + (not loop)) * (far[-1] / count)
        even = np.stack([np.interp(at, far, line[:, k]) for k in (0, 1)], -1)
        self.points = ndimage.gaussian_filter1d(even, ROUND / every, axis=0, mode="wrap" if loop else "nearest")
        ahead = np.roll(self.points, -1, 0) - np.roll(self.points, 1, 0)
        if not loop:
            ahead[0], ahead[-1] = self.points[1] - self.points[0], self.points[-1] - self.points[-2]
        self.ahead = ahead / np.hypot(*ahead.T)[:, None]
        self.loop = loop

    def __len__(self) -> int:
        return len(self.points)

    def at(self, i: int, off: float = 0.0) -> Point:
        """A point `off` units to the right of the line."""
        i = i % len(self) if self.loop else min(i, len(self) - 1)
        (x, y), (dx, dy) = self.points[i], self.ahead[i]
        return float(x - dy * off), float(y + dx * off)

    def turn(self, i: int) -> float:
        """Degrees."""
        dx, dy = self.ahead[i % len(self)]
        return math.degrees(math.atan2(dy, dx))

    def side(self, start: int, count: int, off: float) -> list[Point]:
        """`count` steps of a line beside it."""
        return [self.at(i, off) for i in range(start, start + count + 1)]

    def strip(self, start: int, count: int, low: float, high: float) -> list[Point]:
        """The ring of points round a part of it, between two distances to its right."""
        return self.side(start, count, low) + self.side(start, count, high)[::-1]


LANE = Way([tuple(p) for p in next(p["points"] for p in MAP["path"] if p["id"] == "lane")], 20.0, loop=True)
TUNNEL = Way([(9060, 875), (9980, 875), (10130, 905), (10250, 975), (10335, 1090), (10372, 1250), (10375, 4010)], 20.0)
RAMP = Way([(2400, 875), (3500, 875)], 20.0)


class Sheet:
    """The part of the world that is painted: whole, or a piece of it to look at."""

    def __init__(self, left: float = LEFT, top: float = TOP, right: float = RIGHT, bottom: float = BOTTOM) -> None:
        self.left, self.top = left, top
        self.width, self.height = int((right - left) * SCALE) // 8 * 8, int((bottom - top) * SCALE) // 8 * 8
        self.shape = self.height, self.width

    def canvas(self, step: int = 1) -> Canvas:
        return Canvas(self.width // step, self.height // step)

    def drawing(self, canvas: Canvas, step: int = 1):
        """Within it, a canvas 1/step as large takes world units."""
        k = SCALE / step
        return canvas.moved(-self.left * k, -self.top * k, scale=k)

    def at(self, x: float, y: float) -> Point:
        return (x - self.left) * SCALE, (y - self.top) * SCALE

    def mesh(self) -> tuple[np.ndarray, np.ndarray]:
        ys, xs = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        return xs / SCALE + self.left, ys / SCALE + self.top

    def grown(self, layer: np.ndarray, step: int) -> np.ndarray:
        """A coarser layer back to the sheet's size, smoothly."""
        grown = ndimage.zoom(layer, step, order=1, grid_mode=True, mode="nearest")
        return grown[: self.height, : self.width]


class Depths:
    """How far each place lies from the floor, and how far inside it. World units; the whole map, coarsely."""

    def __init__(self) -> None:
        k = SCALE / STEP
        sheet = Canvas(int((RIGHT - LEFT) * k), int((BOTTOM - TOP) * k))
        with sheet.moved(-LEFT * k, -TOP * k, scale=k):
            sheet.polygon(OUTER, "#ffffff", ht=1.0)
            sheet.polygon(INNER, "#000000", ht=0.0)
        floor = sheet.heights() > 0.5
        self.outside = ndimage.distance_transform_edt(~floor) / k
        self.inside = ndimage.distance_transform_edt(floor) / k

    def _look(self, field: np.ndarray, x: float, y: float) -> float:
        row, column = int((y - TOP) * SCALE / STEP), int((x - LEFT) * SCALE / STEP)
        return float(field[min(field.shape[0] - 1, max(0, row)), min(field.shape[1] - 1, max(0, column))])

    def from_floor(self, x: float, y: float) -> float:
        return self._look(self.outside, x, y)

    def from_wall(self, x: float, y: float) -> float:
        return self._look(self.inside, x, y)
