"""What the ground of chapter 05 takes from its map: the line round the valley, the house, and the painted sheet."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
from canvas import Canvas, Point
from scipy import ndimage

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = tomllib.loads((ROOT / "levels" / "05-deep-strata" / "map.toml").read_text())

SCALE = 0.5  # a tile is 1024 units: a whole number, so that nothing is cut at its edges
LEFT, TOP, RIGHT, BOTTOM = -1600.0, -200.0, 8900.0, 2500.0
COARSE = 8  # fields that look ahead of the sheet are that much coarser

EDGE: list[Point] = [tuple(p) for p in next(w["line"] for w in MAP["wall"] if w["id"] == "edge")]
POINTS: dict[str, Point] = {p["id"]: tuple(p["pos"]) for p in MAP["point"]}
WAY: list[Point] = [tuple(p) for p in MAP["path"][0]["points"]]

# the flat rock on which somebody has drawn a house, and the house (left, top, right, bottom)
SLAB: list[Point] = [
    (6990, 1010), (7060, 800), (7150, 640), (7420, 610), (7700, 660), (7930, 690), (8050, 860), (8070, 1170),
    (8030, 1430), (7900, 1590), (7560, 1620), (7230, 1580), (7050, 1440),
]  # fmt: skip
HOUSE = (7080.0, 820.0, 7920.0, 1480.0)
SHAFT = (-1250.0, 480.0, -80.0, 1000.0)  # up to the lock


class Sheet:
    """The part of the world that is painted: whole, or a piece of it to look at."""

    def __init__(self, left: float = LEFT, top: float = TOP, right: float = RIGHT, bottom: float = BOTTOM) -> None:
        self.left, self.top = left, top
        self.width, self.height = int((right - left) * SCALE) // 8 * 8, int((bottom - top) * SCALE) // 8 * 8
        self.shape = self.height, self.width

    def canvas(self) -> Canvas:
        return Canvas(self.width, self.height)

    def drawing(self, canvas: Canvas):
        """Within it, the canvas takes world units."""
        return canvas.moved(-self.left * SCALE, -self.top * SCALE, scale=SCALE)

    def mesh(self) -> tuple[np.ndarray, np.ndarray]:
        ys, xs = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        return xs / SCALE + self.left, ys / SCALE + self.top


class Reach:
    """How far each place lies outside the valley, and how far inside its line [units]; looked up anywhere."""

    def __init__(self) -> None:
        k = SCALE / COARSE
        sheet = Canvas(int((RIGHT - LEFT) * k), int((BOTTOM - TOP) * k))
        with sheet.moved(-LEFT * k, -TOP * k, scale=k):
            sheet.polygon(EDGE, "#ffffff", ht=1.0)
        valley = sheet.heights() > 0.5
        self._outside = ndimage.distance_transform_edt(~valley) / k
        self._inside = ndimage.distance_transform_edt(valley) / k

    def outside(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return self._look(self._outside, x, y)

    def inside(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return self._look(self._inside, x, y)

    @staticmethod
    def _look(field: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        k = SCALE / COARSE
        at = [(np.asarray(y, float) - TOP) * k - 0.5, (np.asarray(x, float) - LEFT) * k - 0.5]
        return ndimage.map_coordinates(field, at, order=1, mode="nearest").astype(np.float32)
