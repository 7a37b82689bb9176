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
SEAMS, SEAM = (-0.25, 0.0, 0.25), (0.01, 0.008, 0.006, 0.75)  # between the boards of a tile
GRID, GRID_FAR = 0.6, 900.0  # how bright what lies below is at the front, and how far behind that it ends [units]
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
    _grid(moment, at_x, at_y, gap[going])
    rising = ((turned > 0.0) & (turned < 1.0)).nonzero()[0]
    if rising.size:
        _, way = front.at()
        odd = ((px[rising] + py[rising]) / TILE).astype(np.int64) % 2
        _tiles(moment, at_x[rising], at_y[rising], turned[rising], odd, complex(way))


def _grid(moment: Moment, x: np.ndarray, y: np.ndarray, gap: np.ndarray) -> None:
    """What the floor lay on: a grid of hairlines, and further back not even that."""
    lens, size = moment.lens, TILE * moment.lens.scale
    power = stepped(GRID * np.clip(1.0 + (gap + FOLDS) / GRID_FAR, 0.0, 1.0), 0.02)
    seen = ((gap < -FOLDS / 2) & (power > 0.0)).nonzero()[0]
    if not seen.size:
        return
    light = np.zeros((seen.size, 4), np.float32)
    light[:, :3] = np.array(palette.rgb("phosphor")) * power[seen, None]
    x, y, thin = x[seen], y[seen], 1.6 * lens.ui
    moment.frame.floor.add("line", x, y - size / 2, size, thin, 0.0, light)
    moment.frame.floor.add("line", x - size / 2, y, size, thin, math.pi / 2, light)
    moment.frame.floor.add("dot", x - size / 2, y - size / 2, 6.0 * lens.ui, 6.0 * lens.ui, 0.0, light * 2.4)


def _tiles(moment: Moment, x: np.ndarray, y: np.ndarray, tilt: np.ndarray, odd: np.ndarray, way: complex) -> None:
    """Those that turn up about their far edge: boards of wood, dark at the hinge, where what is below shines out."""
    lens, floor, world, fx = moment.lens, moment.frame.floor, moment.frame.world, moment.frame.fx
    size, turn = TILE * lens.scale, float(faced(math.atan2(way.imag, way.real)))
    rise = np.sin(tilt * math.pi / 2)
    along = stepped(np.maximum(4.0, size * np.cos(tilt * math.pi / 2)), 3.0)
    across = stepped(size * (0.98 - 0.22 * tilt), 3.0)
    shift = (size - along) / 2
    low_x, low_y = x + way.real * shift, y + way.imag * shift
    lift = rise * 60.0 * lens.scale
    colour = np.ones((len(x), 4), np.float32)
    shade = stepped(0.24 + 0.46 * np.sin(tilt * math.pi), 0.04)
    colour[:, :3] = np.array([palette.rgb("wood"), palette.rgb("rock-low")])[odd] * shade[:, None]
    floor.add("white", low_x, low_y, along, across, turn, (0.0, 0.0, 0.0, 0.7))
    world.add("white", low_x, low_y - lift, along, across, turn, colour)
    side = complex(0.0, 1.0) * way
    for share in SEAMS:  # between its boards
        off = across * share
        world.add("white", low_x + side.real * off, low_y - lift + side.imag * off, along, 2.0 * lens.ui, turn, SEAM)
    world.add("ramp", low_x, low_y - lift, along, across, turn, (0.0, 0.0, 0.0, 0.8))
    edge = np.zeros((len(x), 4), np.float32)
    edge[:, :3] = np.array(palette.rgb("warm")) * stepped(0.9 * np.sin(tilt * math.pi), 0.1)[:, None]
    back = along / 2
    fx.add(
        "line", low_x - way.real * back, low_y - lift - way.imag * back, across, 6.0 * lens.ui, turn + math.pi / 2, edge
    )
    glow = np.zeros((len(x), 4), np.float32)
    glow[:, :3] = np.array(palette.rgb("hot")) * stepped(np.maximum(0.0, 1.0 - 1.6 * tilt), 0.1)[:, None]
    hinge_x, hinge_y = x + way.real * size / 2, y + way.imag * size / 2
    fx.add("line", hinge_x, hinge_y, size, 5.0 * lens.ui, turn + math.pi / 2, glow)
    fx.add("beam", hinge_x, hinge_y, size, 70.0 * lens.scale, turn + math.pi / 2, glow * 0.45)


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
