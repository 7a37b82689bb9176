"""What many flights leave on a map: the ways they took, a glow where they were hurt, and a mark for each death."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from game.lab import balance_style as style
from game.lab.flights import Flight
from game.lab.map_panels import Panel, Points, Rectangle

if TYPE_CHECKING:
    from matplotlib.axes import Axes

JUMP = 420.0  # a quarter second's way that nobody flies: a gate or a retry breaks the line [u]
# density of hits
SQUARE = 40.0  # side of its squares [u]
BLUR = 60.0  # standard deviation of a hit's glow [u]
MARK_SIZE = 46.0  # of a death [points squared]
CROWD = 300.0  # deaths among which each is drawn at about two thirds of that size

MARKS: dict[str, tuple[str, str, str]] = {
    # cause of a death: shape, colour, name
    "shot": ("X", style.BLUSH, "shot"),
    "ram": ("D", style.MUSTARD, "rammed"),
    "solid": ("s", style.STEEL, "hit terrain"),
    "sweep": ("P", style.TAGGED, "sweep"),
    "": ("o", style.DATA, "story"),
}


def mark_of(cause: str) -> str:
    """The row of MARKS for a cause; what a level's own lose action names is the story's."""
    return cause if cause in MARKS else ""


def draw_ways(view: Axes, flights: Sequence[Flight]) -> None:
    """Every flight as a thread of light; many together show where everybody goes."""
    from matplotlib.collections import LineCollection

    lines = [line for flight in flights for line in threads(flight)]
    alpha = min(0.6, max(0.035, 2.2 / max(1, len(flights))))
    view.add_collection(
        LineCollection(lines, colors=style.RING, linewidths=0.8, alpha=alpha, zorder=2, capstyle="round"), autolim=False
    )


def threads(flight: Flight) -> list[Points]:
    """A flight's way in pieces (k, 2), broken where gates and retries put the ship elsewhere."""
    way = flight.track[:, :2].astype(np.float64)
    breaks = np.flatnonzero(np.hypot(*np.diff(way, axis=0).T) > JUMP) + 1
    return [part for part in np.split(way, breaks) if len(part) > 1]


class Glow:
    """How much damage was taken where, as light: embers to white heat."""

    def __init__(self, flights: Sequence[Flight], panels: Sequence[Panel]) -> None:
        self._hits = np.array([(hit.x, hit.y, hit.amount) for flight in flights for hit in flight.hits]).reshape(-1, 3)
        self._runs = len(flights)
        self._lights = [self._light(panel.part) for panel in panels]
        self._panels = list(panels)
        self.most = max((float(light.max()) for light in self._lights), default=0.0)  # damage a flight and square

    def _light(self, part: Rectangle) -> NDArray[np.float64]:
        """Damage a flight in each square of a part, blurred; shape (rows, columns)."""
        wide, tall = math.ceil(part.width / SQUARE), math.ceil(part.height / SQUARE)
        sums, _, _ = np.histogram2d(
            self._hits[:, 1], self._hits[:, 0], bins=(tall, wide), weights=self._hits[:, 2],
            range=((part.top, part.top + tall * SQUARE), (part.left, part.left + wide * SQUARE)),
        )  # fmt: skip
        reach = math.ceil(3 * BLUR / SQUARE)
        bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) * SQUARE / BLUR) ** 2)
        bell /= bell.sum()
        for axis in (0, 1):
            sums = np.apply_along_axis(lambda row: np.convolve(row, bell, "full")[reach:-reach], axis, sums)
        light: NDArray[np.float64] = sums / max(1, self._runs)
        return light

    def draw(self, view: Axes, panel: Panel) -> None:
        light = self._lights[self._panels.index(panel)]
        if self.most <= 0:
            return
        tall, wide = light.shape
        part = panel.part
        view.imshow(
            ramp()(np.sqrt(light / self.most)),
            extent=(part.left, part.left + wide * SQUARE, part.top + tall * SQUARE, part.top),
            interpolation="bilinear", aspect="auto", zorder=1.5,
        )  # fmt: skip


def ramp() -> Any:
    """Nothing, ember, hot, white heat."""
    from matplotlib.colors import LinearSegmentedColormap, to_rgba

    stops = [(0.0, (style.STRIPE, 0.0)), (0.12, (style.STRIPE, 0.25)), (0.4, (style.EMBER, 0.75)),
             (0.75, (style.HOT, 0.9)), (1.0, (style.HOT_CORE, 1.0))]  # fmt: skip
    return LinearSegmentedColormap.from_list("heat", [(at, to_rgba(*colour)) for at, colour in stops])


def draw_deaths(view: Axes, flights: Sequence[Flight]) -> None:
    """A mark where each run was lost, by its cause; the rare causes lie on top."""
    found: dict[str, list[tuple[float, float]]] = {}
    for flight in flights:
        for death in flight.deaths:
            found.setdefault(mark_of(death.cause), []).append((death.x, death.y))
    size = MARK_SIZE / (1.0 + sum(map(len, found.values())) / CROWD) ** 0.5
    for cause, spots in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        shape, colour, _ = MARKS[cause]
        x, y = np.array(spots).T
        view.scatter(x, y, marker=shape, s=size, facecolor=colour, edgecolor=style.VOID, linewidth=0.7, zorder=6)
