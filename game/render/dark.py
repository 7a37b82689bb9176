"""Darkness: how much of the picture's light is left, and where. What back ends are told, and how it comes about.

In the dark there is the ship's lamp, a cone ahead of her nose with a soft halo round the hull, and what has a light of
its own. Behind the front of space that unloads there is nothing: the picture goes out there square by square.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.sim.kinds import KIND_INDEX

LEFT = 0.15  # of the light, where there is none: shapes are guessed at
REACH, HALF, SOFT = 900.0, 0.46, 0.26  # of the lamp [u], half of its cone, and how soft its sides are [rad]
FALLS = 1.05  # its light falls off to the power of that
HALO, HALO_GAIN = 300.0, 0.55  # round the ship [u]
POD = KIND_INDEX["pod"]
LIT_KINDS = {POD: (230.0, 0.50)}  # who has a light of its own: how far it goes [u], and how bright it is
HAZE = (0.070, 0.090, 0.108)  # that the lamp makes in the air, at its brightest
MOST_LIGHTS = 16
EASES = 0.9  # s from light to dark
CELL = 48.0  # side of a square that goes out [u]
BAND, GOES = 190.0, 46.0  # squares go out within this ahead of the front, each over that length of its way [u]


@dataclass(slots=True)
class Edge:
    """What is left of squares of the screen: `left` (rows, columns) 0..1, from (x, y), `side` px each."""

    x: float
    y: float
    side: float
    left: np.ndarray


@dataclass(slots=True)
class Dark:
    """In screen px. `share`: how dark it is, 0..1; `lamp`: x, y, angle, reach; `lights`: x, y, reach, gain; `rocks`:
    outlines (k, 2) of what stands in the lamp's way."""

    share: float
    lamp: tuple[float, float, float, float] | None = None
    lights: list[tuple[float, float, float, float]] = field(default_factory=list)
    edge: Edge | None = None
    rocks: list[np.ndarray] = field(default_factory=list)


def cone(away: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """How bright the lamp is at `away` shares of its reach, and `turn` radians off its axis."""
    aside = np.clip((HALF + SOFT - np.abs(turn)) / (2.0 * SOFT), 0.0, 1.0)
    light: np.ndarray = aside * aside * (3.0 - 2.0 * aside) * np.clip(1.0 - away, 0.0, 1.0) ** FALLS
    return light


class Darkness:
    """How dark it is, coming on and going slowly."""

    def __init__(self) -> None:
        self.share = 0.0
        self._fresh = True

    def cut(self) -> None:
        """The next picture is of another place."""
        self._fresh = True

    def update(self, wanted: float, dt: float) -> None:
        step = 1.0 if self._fresh else dt / EASES
        self._fresh = False
        self.share += max(-step, min(step, wanted - self.share))

    def of(self, moment: Moment, rocks: Callable[[], list[np.ndarray]]) -> Dark | None:
        """What this moment's picture is told, or None when it is light everywhere. `rocks` says what throws shadows."""
        folds = moment.world.daly is not None  # a room that folds has its own way of going: see `fold_view`
        edge = edge_of(moment) if moment.world.front is not None and not folds else None
        if self.share < 0.01 and edge is None:
            return None
        lens, poses, ships = moment.lens, moment.poses, moment.world.ships
        lamp = None
        if moment.player >= 0:
            (x, y), angle = moment.here, float(poses.angle[moment.player])
            lamp = lens.x(x), lens.y(y), angle, REACH * lens.scale
        lights = []
        for row in np.flatnonzero(poses.seen & np.isin(ships.kind, list(LIT_KINDS))).tolist():
            reach, gain = LIT_KINDS[int(ships.kind[row])]
            lights.append((lens.x(float(poses.x[row])), lens.y(float(poses.y[row])), reach * lens.scale, gain))
        if self.share < 0.01:
            return Dark(0.0, edge=edge)
        return Dark(self.share, lamp, lights[:MOST_LIGHTS], edge, rocks())


def edge_of(moment: Moment) -> Edge | None:
    """The squares of the screen that are going out, or None when all of them are there."""
    lens, front = moment.lens, moment.world.front
    x0, y0, x1, y1 = lens.rect(0.0)
    left, top = math.floor(x0 / CELL), math.floor(y0 / CELL)
    columns, rows = np.arange(left, math.ceil(x1 / CELL)), np.arange(top, math.ceil(y1 / CELL))
    middle = (columns[None, :] + 0.5) * CELL + 1j * (rows[:, None] + 0.5) * CELL
    ahead = front.along(middle.ravel()).reshape(middle.shape) - front.s + front.speed * moment.behind
    rest = np.clip((ahead - chance(columns[None, :], rows[:, None]) * BAND) / GOES, 0.0, 1.0)
    if rest.min() >= 1.0:
        return None
    return Edge(lens.x(left * CELL), lens.y(top * CELL), CELL * lens.scale, rest.astype(np.float32))


def chance(column: np.ndarray, row: np.ndarray) -> np.ndarray:
    """0..1 for each square of the world, always the same."""
    mixed = (column * 73856093) ^ (row * 19349663)
    share: np.ndarray = ((mixed * 2654435761) >> 8 & 0xFFFF) / 65535.0
    return share


def draw_edge(moment: Moment, edge: Edge) -> None:
    """Squares that are about to go show what they are: lines round nothing."""
    rows, columns = np.nonzero((edge.left > 0.0) & (edge.left < 1.0))
    if not rows.size:
        return
    going = 1.0 - edge.left[rows, columns]
    x, y = edge.x + (columns + 0.5) * edge.side, edge.y + (rows + 0.5) * edge.side
    glow = np.sin(np.pi * going)[:, None] * np.asarray(palette.light("wire", 0.10), np.float32)[None, :]
    moment.frame.fx.add("white", x, y, edge.side, edge.side, 0.0, glow)
    line = np.sin(np.pi * going)[:, None] * np.asarray(palette.light("wire", 0.55), np.float32)[None, :]
    half = edge.side / 2
    for dx, dy, turn in ((0.0, -half, 0.0), (0.0, half, 0.0), (-half, 0.0, math.pi / 2), (half, 0.0, math.pi / 2)):
        moment.frame.fx.add("line", x + dx, y + dy, edge.side, 2.0, turn, line)
