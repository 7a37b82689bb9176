"""The small round picture of who is where, bottom right."""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.canvas import Canvas, faded
from game.sim.kinds import Team

RADIUS = 48.0  # units
RANGE = 1500.0  # world units at its rim
MARGIN = 40.0
CROWD = 48  # traffic dots drawn at most: a crowd is a texture, not a list


def centre(canvas: Canvas) -> tuple[float, float]:
    return canvas.width - MARGIN - RADIUS, canvas.height - MARGIN - RADIUS


def project(dx: float, dy: float) -> tuple[float, float, bool]:
    """A world offset on the disc [units from its centre], and whether it is within range; outside lands on the rim."""
    distance = math.hypot(dx, dy)
    if distance <= RANGE:
        k = RADIUS / RANGE
        return dx * k, dy * k, True
    return dx / distance * RADIUS, dy / distance * RADIUS, False


def draw(
    canvas: Canvas, world, here: tuple[float, float], heading: float, hunters: set[int], marker, shown: float
) -> None:
    cx, cy = centre(canvas)
    canvas.shape("disc", cx, cy, RADIUS * 2.12, None, faded(palette.ink("panel", 0.80), shown))
    canvas.circle(cx, cy, RADIUS, 1.1, faded(palette.ink("dim", 0.8), shown))
    canvas.circle(cx, cy, RADIUS / 2, 0.8, faded(palette.ink("line"), shown))
    _crowd(canvas, world, here, cx, cy, shown)
    _wall(canvas, world, here, cx, cy, shown)
    ships = world.ships
    for row in range(ships.n):
        ship = int(ships.id[row])
        if ship == world.player:
            continue
        x, y, inside = project(float(ships.x[row]) - here[0], float(ships.y[row]) - here[1])
        team, hunts = int(ships.team[row]), ship in hunters
        if not inside and not hunts:
            continue
        _mark(canvas, cx + x, cy + y, team, hunts, shown)
    if marker is not None:
        x, y, _ = project(marker[0] - here[0], marker[1] - here[1])
        canvas.diamond(cx + x, cy + y, 4.5, 1.4, faded(palette.ink("select"), shown))
    canvas.shape("triangle", cx, cy, 9.0, 8.0, faded(palette.ink("ring"), shown), heading)


def _mark(canvas: Canvas, x: float, y: float, team: int, hunts: bool, shown: float) -> None:
    if team == Team.MODERATION:
        canvas.shape("hexagon", x, y, 9.0, None, faded(palette.ink("brand"), shown))
        canvas.shape("hexagon", x, y, 4.0, None, faded(palette.ink("blush"), shown))
    elif team == Team.CREW:
        canvas.shape("disc", x, y, 7.0, None, faded(palette.ink("ring"), shown))
    elif team == Team.PLAYERS:
        colour = palette.ink("hot") if hunts else palette.ink("starter", 0.8)
        size = 9.0 if hunts else 6.0
        canvas.shape("triangle", x, y, size, size, faded(colour, shown), -math.pi / 2)


def _crowd(canvas: Canvas, world, here: tuple[float, float], cx: float, cy: float, shown: float) -> None:
    traffic = world.traffic
    if not traffic.n:
        return
    dx, dy = traffic.x - here[0], traffic.y - here[1]
    near = np.flatnonzero(dx * dx + dy * dy < RANGE * RANGE)[:CROWD]
    k, u = RADIUS / RANGE, canvas.unit
    colour = faded(palette.ink("dim", 0.55), shown)
    canvas.rows.add("dot", (cx + dx[near] * k) * u, (cy + dy[near] * k) * u, 4.0 * u, 4.0 * u, 0.0, colour)


def _wall(canvas: Canvas, world, here: tuple[float, float], cx: float, cy: float, shown: float) -> None:
    sweep = world.sweep
    if not sweep.active:
        return
    distance = sweep.distance_to(*here) * RADIUS / RANGE
    if abs(distance) >= RADIUS:
        return
    half = math.sqrt(RADIUS * RADIUS - distance * distance)
    mx, my = cx - sweep.nx * distance, cy - sweep.ny * distance
    colour = faded(palette.ink("warm"), shown)
    canvas.line(mx - sweep.ny * half, my + sweep.nx * half, mx + sweep.ny * half, my - sweep.nx * half, 2.0, colour)
