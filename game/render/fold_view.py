"""A room that folds: behind the front its floor goes tile by tile, each turned up on its edge, and then there is none.

Through it a cable leads out, with a light in it that runs ahead.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.render.steps import faced, stepped

TILE = 170.0  # side of a tile [units]
FOLDS = 300.0  # a tile turns up over so much of the front's way [units]
AHEAD = 70.0  # and begins to, so far before it has come [units]
PULSES = 760.0  # between two lights in the cable [units]
RUNS = 620.0  # how fast they run [units/s]


def draw(moment: Moment) -> None:
    """Nothing but floor: ships and things are drawn over it."""
    front = moment.world.front
    if front is None or moment.world.daly is None:
        return
    _cable(moment, np.asarray(front.path, float))
    lens = moment.lens
    x0, y0, x1, y1 = lens.rect(TILE)
    xs = np.arange(math.floor(x0 / TILE), math.ceil(x1 / TILE) + 1) * TILE
    ys = np.arange(math.floor(y0 / TILE), math.ceil(y1 / TILE) + 1) * TILE
    px, py = (grid.ravel() for grid in np.meshgrid(xs, ys))
    jitter = 60.0 * np.sin(px * 0.031 + py * 0.047)  # no edge in the world is so straight
    gap = front.along(px + 1j * py) - front.s + jitter
    going = (gap < AHEAD).nonzero()[0]
    if not going.size:
        return
    px, py, turned = px[going], py[going], np.minimum(1.0, (AHEAD - gap[going]) / FOLDS)
    floor, size = moment.frame.floor, TILE * lens.scale
    at_x, at_y = lens.x(px), lens.y(py)
    floor.add("white", at_x, at_y, size + 1.5, size + 1.5, 0.0, (0.004, 0.004, 0.008, 1.0))
    rising = ((turned > 0.0) & (turned < 1.0)).nonzero()[0]
    if not rising.size:
        return
    _, way = front.at()
    stand = np.cos(turned[rising] * math.pi / 2)
    turn = float(faced(math.atan2(way.imag, way.real)))
    lift = np.sin(turned[rising] * math.pi / 2) * 60.0 * lens.scale
    tilt = turned[rising]
    colour = np.ones((rising.size, 4), np.float32)
    shade = stepped(0.16 + 0.34 * np.sin(tilt * math.pi), 0.04)
    inks = np.array([palette.rgb("wood"), palette.rgb("rock-low")])
    colour[:, :3] = inks[((px[rising] + py[rising]) / TILE).astype(np.int64) % 2] * shade[:, None]
    across = stepped(size * (0.98 - 0.22 * tilt), 3.0)
    along = stepped(np.maximum(4.0, size * stand), 3.0)
    ahead = complex(way) * (size - along) / 2  # it turns about its far edge
    fx_x, fx_y = at_x[rising] + ahead.real, at_y[rising] + ahead.imag - lift
    floor.add("white", at_x[rising] + ahead.real, at_y[rising] + ahead.imag, along, across, turn, (0.0, 0.0, 0.0, 0.7))
    moment.frame.world.add("white", fx_x, fx_y, along, across, turn, colour)
    edge = np.zeros((rising.size, 4), np.float32)
    edge[:, :3] = np.array(palette.rgb("warm")) * stepped(0.9 * np.sin(tilt * math.pi), 0.1)[:, None]
    back = complex(way) * along / 2
    moment.frame.fx.add("line", fx_x - back.real, fx_y - back.imag, across, 6.0 * lens.ui, turn + math.pi / 2, edge)


def _cable(moment: Moment, path: np.ndarray) -> None:
    """Where everything here is plugged in."""
    lens, floor = moment.lens, moment.frame.floor
    line = np.stack([lens.x(path[:, 0]), lens.y(path[:, 1])], axis=1)
    floor.polyline(line, 20.0 * lens.scale, (0.0, 0.0, 0.0, 0.55))
    floor.polyline(line, 14.0 * lens.scale, palette.ink("ink"))
    floor.polyline(line, 3.0 * lens.scale, palette.light("tube", 0.8))
    way = np.diff(path, axis=0)
    long = np.hypot(way[:, 0], way[:, 1])
    base = np.concatenate([[0.0], np.cumsum(long)])
    at = np.arange((moment.time * RUNS) % PULSES, base[-1], PULSES)
    x, y = np.interp(at, base, path[:, 0]), np.interp(at, base, path[:, 1])
    seen = lens.sees(x, y, 80.0)
    if seen.any():
        size = 110.0 * lens.scale
        floor.add("glow", lens.x(x[seen]), lens.y(y[seen]), size, size, 0.0, palette.light("phosphor", 0.9))
