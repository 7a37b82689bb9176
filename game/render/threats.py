"""Who is after the player, told at a glance among traffic: the ground glows under them, wedges point at them.

The shapes are those of radar and edge of the picture: wedges for players, a hexagon for Moderation.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.canvas import Canvas, faded
from game.render.moment import Moment
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


def draw(canvas: Canvas, moment: Moment, hunters: np.ndarray, shown: float) -> None:
    ships, poses = moment.world.ships, moment.poses
    for row in hunters.tolist():
        if not poses.seen[row]:
            continue
        x, y = canvas.place(float(poses.x[row]), float(poses.y[row]))
        reach = max(NEAREST, float(ships.radius[row]) * REACH * canvas.world_unit)
        attacks = int(ships.state[row]) == State.ATTACK
        if int(ships.team[row]) == Team.MODERATION:
            canvas.hexagon(x, y, reach, 4.5, faded(palette.ink("panel", 0.7), shown))
            canvas.hexagon(x, y, reach, 2.2, faded(palette.ink("brand"), shown))
        else:
            reach -= 3.0 * (0.5 + 0.5 * math.sin(moment.time * 10.0)) if attacks else 0.0
            _wedges(canvas, x, y, reach, math.pi / 2 if attacks else moment.time * TURN, shown)


def _wedges(canvas: Canvas, x: float, y: float, reach: float, turn: float, shown: float) -> None:
    """Pointing inwards, tips at `reach`."""
    for i in range(WEDGES):
        bearing = turn + i * math.tau / WEDGES
        far = reach + WEDGE / 2
        at = x + math.cos(bearing) * far, y + math.sin(bearing) * far
        inwards = bearing + math.pi
        canvas.arrowhead(*at, WEDGE + 2 * EDGED, WEDGE + 2 * EDGED, faded(palette.ink("panel", 0.85), shown), inwards)
        canvas.arrowhead(*at, WEDGE, WEDGE, faded(palette.ink("hot"), shown), inwards)
