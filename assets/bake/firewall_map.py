"""What the grounds of chapter 06 take from its map: seven rings round one middle, and the trunk line south of them."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import numpy as np
from canvas import Canvas, Point
from scipy import ndimage

ROOT = Path(__file__).resolve().parent.parent.parent
MAP = tomllib.loads((ROOT / "levels" / "06-to-the-heart" / "map.toml").read_text(encoding="utf-8"))

RINGS = (4300.0, 3650.0, 2900.0, 2200.0, 1600.0, 1000.0, 640.0)  # radii of the walls, from outside [units]
CUT = 1500.0  # half the width of what was cut through them
THICK = 56.0  # of a wall

# wine going to white: what glows on each wall, from outside
HUES = ("#e0342e", "#f0503a", "#ff6f50", "#ff9474", "#ffbca0", "#ffdccb", "#fff2e8")
WINE, DEEP, VOID = "#8a1240", "#4a0a26", "#0a0306"


def place(name: str) -> Point:
    found = next(p["pos"] for p in MAP["point"] if p["id"] == name)
    return float(found[0]), float(found[1])


def gate(number: int) -> float:
    """Where on its ring a wall's gate is [rad]: in the middle between the two ends of the wall."""
    arcs = {w["id"]: w["arc"] for w in MAP["wall"] if "arc" in w}
    whole = arcs.get(f"ring-{number}")
    if whole is not None:
        return (whole[3] + whole[4] - math.tau) / 2
    return (arcs[f"ring-{number}-north"][3] + arcs[f"ring-{number}-south"][4]) / 2


def trunk() -> list[Point]:
    """The middle of the trunk line, from its mouth to the hall."""
    return [(float(x), float(y)) for x, y in next(p["points"] for p in MAP["path"] if p["id"] == "trunk")]


def skin() -> list[Point]:
    """The wall round the line, the right fork and the hall."""
    return [(float(x), float(y)) for x, y in next(w["line"] for w in MAP["wall"] if w["id"] == "pipe")]


def round_(radius: float, low: float, high: float, step: float = 40.0) -> list[Point]:
    """Points on a part of a ring round the middle, between two angles [rad]."""
    count = max(2, int(abs(high - low) * radius / step) + 1)
    turn = np.linspace(low, high, count)
    return list(zip((radius * np.cos(turn)).tolist(), (radius * np.sin(turn)).tolist(), strict=True))


class Sheet:
    """A box of the world at `scale` pixels per unit; its sides are multiples of 8 pixels."""

    def __init__(self, left: float, top: float, right: float, bottom: float, scale: float) -> None:
        self.left, self.top, self.scale = left, top, scale
        self.width, self.height = int((right - left) * scale) // 8 * 8, int((bottom - top) * scale) // 8 * 8
        self.shape = self.height, self.width

    def canvas(self, step: int = 1) -> Canvas:
        return Canvas(self.width // step, self.height // step)

    def drawing(self, canvas: Canvas, step: int = 1):
        """Within it, a canvas 1/step as large takes world units."""
        k = self.scale / step
        return canvas.moved(-self.left * k, -self.top * k, scale=k)

    def at(self, x: float, y: float) -> Point:
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def mesh(self) -> tuple[np.ndarray, np.ndarray]:
        ys, xs = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        return xs / self.scale + self.left, ys / self.scale + self.top

    def grown(self, layer: np.ndarray, step: int) -> np.ndarray:
        """A coarser layer back to the sheet's size, smoothly."""
        grown = ndimage.zoom(layer, step, order=1, grid_mode=True, mode="nearest")
        out = np.zeros(self.shape, np.float32)
        out[: grown.shape[0], : grown.shape[1]] = grown[: self.height, : self.width]
        return out


def hexagons(u: np.ndarray, v: np.ndarray, size: float) -> tuple[np.ndarray, np.ndarray]:
    """For each place the number of its hexagon (a hash, 0..1), and how far it is from that one's rim [units of size].

    `size` is from the middle of a hexagon to the middle of a side.
    """
    a, b = u / (2.0 * size), v / (2.0 * size)
    high = math.sqrt(3.0)
    best, number = np.full(u.shape, np.inf, np.float32), np.zeros(u.shape, np.float32)
    rim = np.zeros(u.shape, np.float32)
    for shift in (0.0, 0.5):
        column, row = np.round(a - shift), np.round(b / high - shift)
        dx, dy = a - shift - column, b - (row + shift) * high
        far = dx * dx + dy * dy
        nearer = far < best
        best = np.where(nearer, far, best)
        code = np.sin((column + 0.37 * shift) * 127.1 + (row + shift) * 311.7) * 43758.5453
        number = np.where(nearer, code - np.floor(code), number)
        across = np.maximum(np.abs(dx), np.abs(dx) * 0.5 + np.abs(dy) * high / 2)
        rim = np.where(nearer, 0.5 - across, rim)
    return number.astype(np.float32), (rim * 2.0 * size).astype(np.float32)
