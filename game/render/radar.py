"""The small round picture of who is where, bottom right."""

from __future__ import annotations

import math

import numpy as np

from game.render import loops_view, overhead_view, palette
from game.render.canvas import PANEL_ALPHA, Canvas, faded
from game.sim.clock import TICK_HZ
from game.sim.kinds import Mind, Team
from game.story.state import Signal

RADIUS = 48.0  # units
RANGE = 1500.0  # world units at its rim
MARGIN = 40.0
UP = math.pi / 2  # for the triangle sprite, whose tip points to -x
# team, only those who hunt, sprite, size [units], colour, turn
MARKS = (
    (Team.PLAYERS, False, "triangle", 6.0, ("starter", 0.8), UP),
    (Team.PLAYERS, True, "triangle", 9.0, ("hot", 1.0), UP),
    (Team.CREW, False, "disc", 7.0, ("ring", 1.0), 0.0),
    (Team.MODERATION, False, "hexagon", 9.0, ("brand", 1.0), 0.0),
    (Team.MODERATION, False, "hexagon", 4.0, ("blush", 1.0), 0.0),
)
SQUARE = 7.0  # side of the squares in which is shown what has been unloaded, and of what goes next [units]
GONE, GOES = 0.34, 0.9  # how bright they are
KNOCK_GLOWS, KNOCK_WAVES = 0.9, 2  # a knock is seen for so long [s], and in so many arcs
CROWD = 48  # traffic dots drawn at most: a crowd is a texture, not a list


def centre(canvas: Canvas, talk: tuple[float, float, float, float] | None = None) -> tuple[float, float]:
    """Its middle: bottom right, above the panel of `talk` (x, y, w, h) where they would meet."""
    x, y = canvas.width - MARGIN - RADIUS, canvas.height - MARGIN - RADIUS
    if talk is not None and talk[0] + talk[2] > x - RADIUS - 8:
        y = min(y, talk[1] - RADIUS - 10)
    return x, y


def project(dx: float, dy: float) -> tuple[float, float, bool]:
    """A world offset on the disc [units from its centre], and whether it is within range; outside lands on the rim."""
    distance = math.hypot(dx, dy)
    if distance <= RANGE:
        k = RADIUS / RANGE
        return dx * k, dy * k, True
    return dx / distance * RADIUS, dy / distance * RADIUS, False


def draw(
    canvas: Canvas,
    at: tuple[float, float],
    world,
    here: tuple[float, float],
    heading: float,
    hunters: np.ndarray,
    marker: tuple[float, float] | None,
    shown: float,
    signal: Signal | None = None,
) -> None:
    """`at`: its middle; `hunters`: rows of those who are after the player; `marker`: where the order points;
    `signal`: what knocks somewhere."""
    cx, cy = at
    canvas.shape("disc", cx, cy, RADIUS * 2.12, None, faded(palette.ink("panel", PANEL_ALPHA), shown))
    canvas.circle(cx, cy, RADIUS, 1.1, faded(palette.ink("dim", 0.8), shown))
    canvas.circle(cx, cy, RADIUS / 2, 0.8, faded(palette.ink("line"), shown))
    _crowd(canvas, world, here, cx, cy, shown)
    _wall(canvas, world, here, cx, cy, shown)
    if world.front is not None:
        _unloaded(canvas, world.front, here, cx, cy, shown)
    overhead_view.draw_on_radar(canvas, world, here, (cx, cy), RADIUS, RANGE, shown)
    _ships(canvas, world, here, hunters, cx, cy, shown)
    _vaults(canvas, world, here, cx, cy, shown)
    if world.terminals is not None:
        _posts(canvas, world, here, cx, cy, shown)
    if marker is not None:
        x, y, _ = project(marker[0] - here[0], marker[1] - here[1])
        canvas.diamond(cx + x, cy + y, 4.5, 1.4, faded(palette.ink("select"), shown))
    if signal is not None:
        _signal(canvas, signal, here, cx, cy, shown)
    canvas.arrowhead(cx, cy, 12.0, 10.0, faded(palette.ink("ring"), shown), heading)


def _signal(canvas: Canvas, signal: Signal, here: tuple[float, float], cx: float, cy: float, shown: float) -> None:
    """At the edge, wherever it is: a bright spot with arcs that run out of it at each knock. Nobody learns how far."""
    angle = math.atan2(signal.y - here[1], signal.x - here[0])
    since = (signal.age / TICK_HZ) % signal.every
    pulse = max(0.0, 1.0 - since / KNOCK_GLOWS)
    x, y = cx + math.cos(angle) * RADIUS, cy + math.sin(angle) * RADIUS
    size = 6.0 + 5.0 * pulse
    canvas.shape("disc", x, y, size, None, faded(palette.ink("credit", 0.45 + 0.55 * pulse), shown))
    u = canvas.unit
    for wave in range(KNOCK_WAVES):
        age = since - wave * 0.14
        if not 0.0 <= age < KNOCK_GLOWS:
            continue
        left = 1.0 - age / KNOCK_GLOWS
        radius = RADIUS + 4.0 + 20.0 * (1.0 - left)
        half = 0.30 - 0.10 * left
        ink = faded(palette.ink("credit", left), shown)
        canvas.rows.arc(cx * u, cy * u, radius * u, angle - half, angle + half, 2.0 * u, ink)


def _ships(
    canvas: Canvas, world, here: tuple[float, float], hunters: np.ndarray, cx: float, cy: float, shown: float
) -> None:
    """Everybody within range, and whoever hunts the player wherever they are."""
    ships = world.ships
    dx, dy = ships.x - here[0], ships.y - here[1]
    far = np.maximum(np.hypot(dx, dy), 1e-6)
    hunts = np.zeros(ships.n, bool)
    hunts[hunters] = True
    told = (hunts | (far <= RANGE)) & (ships.id != world.player)
    swarm = told & (ships.mind == Mind.MITE)
    told &= ~swarm
    reach = RADIUS / np.maximum(far, RANGE)
    x, y = cx + dx * reach, cy + dy * reach
    if swarm.any():  # a cloud, not a list
        u = canvas.unit
        canvas.rows.add("dot", x[swarm] * u, y[swarm] * u, 4.0 * u, 4.0 * u, 0.0, faded(palette.ink("brand"), shown))
    for team, hunting, sprite, size, colour, turn in MARKS:
        rows = told & (ships.team == team) & (hunts if hunting else ~hunts | (team != Team.PLAYERS))
        if rows.any():
            u = canvas.unit
            canvas.rows.add(
                sprite, x[rows] * u, y[rows] * u, size * u, size * u, turn, faded(palette.ink(*colour), shown)
            )


def _vaults(canvas: Canvas, world, here: tuple[float, float], cx: float, cy: float, shown: float) -> None:
    """Those that a robbed player's chart showed, as long as there is something in them; on the rim when far."""
    ships = world.ships
    for who in world.hacking.charted:
        row = ships.row_of(who)
        if row >= 0 and not ships.hacked[row]:
            x, y, near = project(float(ships.x[row]) - here[0], float(ships.y[row]) - here[1])
            half = 3.4 if near else 2.6
            ink = faded(palette.ink("credit"), shown)
            canvas.rect(cx + x - half, cy + y - half, 2 * half, 2 * half, ink)
            canvas.rect(cx + x - half, cy + y - 0.7, 2 * half, 1.4, faded(palette.ink("edge"), shown))


def _posts(canvas: Canvas, world, here: tuple[float, float], cx: float, cy: float, shown: float) -> None:
    """Terminals within range, as squares in the colour of whoever holds them; hollow while nobody does."""
    ships = world.ships
    for post in world.terminals.posts:
        row = ships.row_of(post.who)
        if row < 0:
            continue
        x, y, near = project(float(ships.x[row]) - here[0], float(ships.y[row]) - here[1])
        if near:
            ink = faded(palette.ink(loops_view.colour_of(world, post)), shown)
            canvas.rect(cx + x - 3.5, cy + y - 3.5, 7.0, 7.0, ink)
            if not post.held:
                canvas.rect(cx + x - 2.0, cy + y - 2.0, 4.0, 4.0, faded(palette.ink("panel"), shown))


def _crowd(canvas: Canvas, world, here: tuple[float, float], cx: float, cy: float, shown: float) -> None:
    traffic = world.traffic
    if not traffic.n:
        return
    dx, dy = traffic.x - here[0], traffic.y - here[1]
    near = np.flatnonzero(dx * dx + dy * dy < RANGE * RANGE)[:CROWD]
    k, u = RADIUS / RANGE, canvas.unit
    colour = faded(palette.ink("dim", 0.55), shown)
    canvas.rows.add("dot", (cx + dx[near] * k) * u, (cy + dy[near] * k) * u, 4.0 * u, 4.0 * u, 0.0, colour)


def _unloaded(canvas: Canvas, front, here: tuple[float, float], cx: float, cy: float, shown: float) -> None:
    """What is not there any more, in squares, as it goes; those that have only just gone are the brightest."""
    steps = np.arange(-RADIUS + SQUARE / 2, RADIUS, SQUARE)
    x, y = (each.ravel() for each in np.meshgrid(steps, steps))
    within = np.hypot(x, y) < RADIUS - SQUARE / 3
    x, y, k = x[within], y[within], RANGE / RADIUS
    ahead = front.along((here[0] + x * k) + 1j * (here[1] + y * k)) - front.s
    fresh = np.clip(1.0 + ahead / (3.0 * SQUARE * k), 0.0, 1.0)
    gone, u = ahead < 0.0, canvas.unit
    bright = (GONE + (GOES - GONE) * fresh[gone] ** 2)[:, None]
    ink = bright * np.asarray(faded(palette.ink("wire"), shown), np.float32)[None, :]
    canvas.rows.add("white", (cx + x[gone]) * u, (cy + y[gone]) * u, (SQUARE - 1.5) * u, (SQUARE - 1.5) * u, 0.0, ink)


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
