"""Who is after the player, told at a glance among traffic: the ground glows under them, wedges point at them.

The shapes are those of radar and edge of the picture: wedges for players, a hexagon for Moderation.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.canvas import Canvas, faded
from game.render.moment import Moment
from game.render.rects import Rect, boxes
from game.render.steps import stepped
from game.sim.kinds import Team
from game.sim.states import State

GLOW = 4.6  # size of the light on the ground, in radii of the ship
POOL = 0.62  # how bright
REACH = 1.55  # from a ship's middle to the tips of its wedges, in radii
NEAREST = 34.0  # [units of the glass] the tips come no nearer than this
WEDGES = 3
WEDGE = 15.0  # long [units of the glass]
EDGED = 2.5  # the dark edge round a wedge
TURN = 0.7  # rad/s of one who only chases; who shoots stands still and beats


def light_ground(moment: Moment, hunters: np.ndarray) -> None:
    """A pool of their colour under each hunter: danger is a lit area."""
    ships, lens = moment.world.ships, moment.lens
    rows = hunters[moment.poses.seen[hunters]]
    if not rows.size:
        return
    x, y = lens.x(moment.poses.x[rows]), lens.y(moment.poses.y[rows])
    size = stepped(ships.radius[rows] * 2 * GLOW * lens.scale, 8.0)
    colour = np.zeros((len(rows), 4), np.float32)
    colour[:, :3] = np.where(
        (ships.team[rows] == Team.MODERATION)[:, None], palette.rgb("brand"), palette.rgb("hot")
    ) * np.float32(POOL)
    moment.frame.floor.add("glow", x, y, size, size, 0.0, colour)


def draw(canvas: Canvas, moment: Moment, hunters: np.ndarray, shown: float) -> list[Rect]:
    """Marks those of `hunters` (rows) that are in the picture; returns what the marks fill."""
    ships, poses = moment.world.ships, moment.poses
    rows = hunters[poses.seen[hunters]]
    if not rows.size:
        return []
    x, y = canvas.place(poses.x[rows], poses.y[rows])
    reach = np.maximum(NEAREST, ships.radius[rows] * (REACH * canvas.world_unit))
    moderation = ships.team[rows] == Team.MODERATION
    half = reach + np.where(moderation, 0.0, WEDGE)
    filled = list(map(tuple, boxes(x - half, y - half, 2 * half, 2 * half).tolist()))
    for width, ink in ((4.5, palette.ink("panel", 0.7)), (2.2, palette.ink("brand"))):
        canvas.hexagons(x[moderation], y[moderation], reach[moderation], width, faded(ink, shown))
    wild = np.flatnonzero(~moderation)
    if wild.size:
        attacks = ships.state[rows[wild]] == State.ATTACK
        reach = reach[wild] - attacks * (3.0 * (0.5 + 0.5 * math.sin(moment.time * 10.0)))
        turn = np.where(attacks, math.pi / 2, moment.time * TURN)
        _wedges(canvas, x[wild], y[wild], reach, turn, shown)
    return filled


def _wedges(canvas: Canvas, x: np.ndarray, y: np.ndarray, reach: np.ndarray, turn: np.ndarray, shown: float) -> None:
    """Three round each (n,), pointing inwards, tips at `reach`."""
    bearing = turn[:, None] + np.arange(WEDGES) * (math.tau / WEDGES)
    far = reach[:, None] + WEDGE / 2
    at_x, at_y = (x[:, None] + np.cos(bearing) * far).ravel(), (y[:, None] + np.sin(bearing) * far).ravel()
    inwards = bearing.ravel() + math.pi
    for size, ink in ((WEDGE + 2 * EDGED, palette.ink("panel", 0.85)), (WEDGE, palette.ink("hot"))):
        canvas.arrowhead(at_x, at_y, size, size, faded(ink, shown), inwards)
