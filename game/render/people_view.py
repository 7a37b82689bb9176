"""What goes on between players, and what befalls a place: miners' tools, who leaves, who is removed, bouts, a lockdown.

Light in the world here, and the few words that go with it on the glass.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.canvas import LABEL, Canvas, faded
from game.render.moment import Moment
from game.render.rects import Rect
from game.sim import roster
from game.sim.bans import LIGHT
from game.sim.lives import FADES

BEAM_HIGH = 620.0  # the light that comes down on whoever is removed [u]
BEAM_WIDE = 96.0
TOOL_SPARKS = 5  # at the end of a miner's tool
SALUTE_RING = 3.0  # radii of the ship
EDGE = 26.0  # how wide the light along the edges of a place that is locked down is [u]
POST = 240.0  # between two of its lamps [u]
UNDER_HEAT = 20.0, 72.0  # where its word stands [units of the glass]
LOCKDOWN = "LOCKDOWN: GATES SHUT"
RIM = 5.0  # of the glass in a lockdown [units]
BEAT = 0.55  # pulses a second: far from anything that flickers


def light_ground(moment: Moment) -> None:
    """Under the ships: the pool of a ban, the ring of a salute, the lit edges of a place that is locked down."""
    world = moment.world
    for ban in world.lives.bans:
        row = world.ships.row_of(ban.who)
        if row >= 0:
            _pool(moment, row, 1.0 - max(0.0, ban.at - world.time) / LIGHT)
    bout = world.lives.bouts.now
    if bout is not None:
        _salute(moment, world.ships.row_of(bout.who), bout.stage)
    if world.lives.lockdown.on:
        _edges(moment)


def draw_world(moment: Moment) -> None:
    """Over the ships: tools at work, the light that takes somebody, the ring round a drone that is ours."""
    ships, poses = moment.world.ships, moment.poses
    for row in (ships.works & poses.seen).nonzero()[0].tolist():
        _tool(moment, row)
    for ban in moment.world.lives.bans:
        row = ships.row_of(ban.who)
        if row >= 0 and poses.seen[row]:
            _column(moment, row, 1.0 - max(0.0, ban.at - moment.world.time) / LIGHT)
    ours = ((ships.turned > 0.0) & poses.seen).nonzero()[0]
    if ours.size:
        lens = moment.lens
        size = ships.radius[ours] * 3.4 * lens.scale
        x, y = lens.x(poses.x[ours]), lens.y(poses.y[ours])
        moment.frame.fx.add("ring", x, y, size, size, 0.0, palette.light("ring", 0.7))


def fade(ships, rows: np.ndarray, time: float) -> np.ndarray:
    """How much there still is of each ship of some rows, 0..1: those that log out go little by little."""
    out = ships.outing[rows]
    return np.where(out < 0.0, np.clip((-out - time) / FADES, 0.0, 1.0), 1.0)


def _pool(moment: Moment, row: int, share: float) -> None:
    lens, frame = moment.lens, moment.frame
    x, y = lens.x(float(moment.poses.x[row])), lens.y(float(moment.poses.y[row]))
    wide = 230.0 * lens.scale
    dark, ring = wide * (1.25 - 0.4 * share), wide * (1.4 - 0.8 * share)
    frame.floor.add("disc", x, y, dark, dark, 0.0, palette.ink("wine", 0.5))
    frame.fx.add("glow", x, y, wide * 1.7, wide * 1.7, 0.0, palette.light("blush", 0.25 + 0.35 * share))
    frame.fx.add("ring", x, y, ring, ring, 0.0, palette.light("brand", 0.9))


def _column(moment: Moment, row: int, share: float) -> None:
    """A shaft from above; it narrows to a line, and then there is nobody."""
    lens, fx = moment.lens, moment.frame.fx
    x, y = float(moment.poses.x[row]), float(moment.poses.y[row])
    narrow = 1.0 - 0.85 * max(0.0, (share - 0.6) / 0.4)
    top, foot = lens.y(y - BEAM_HIGH), lens.y(y)
    for wide, gain in ((BEAM_WIDE, 0.16), (BEAM_WIDE * 0.55, 0.26), (BEAM_WIDE * 0.16, 0.9)):
        power = gain * min(1.0, share * 3.0)
        fx.line(lens.x(x), top, lens.x(x), foot, wide * narrow * lens.scale / 2, palette.light("blush", power), "beam")
    size = (60.0 + 80.0 * share) * lens.scale
    fx.add("glow", lens.x(x), foot, size, size, 0.0, palette.light("white", 0.5 * share))


def _salute(moment: Moment, row: int, stage: str) -> None:
    """A duelist's ring: open while it asks, closing as it salutes, two blades' width when it is on."""
    if row < 0 or not moment.poses.seen[row]:
        return
    lens, fx = moment.lens, moment.frame.fx
    x, y = lens.x(float(moment.poses.x[row])), lens.y(float(moment.poses.y[row]))
    size = 2.0 * SALUTE_RING * float(moment.world.ships.radius[row]) * lens.scale
    beat = 1.0 + 0.06 * math.sin(moment.time * math.tau * BEAT) if stage == "asked" else 0.8
    gain = 0.75 if stage == "asked" else 0.4
    fx.add("ring", x, y, size * beat, size * beat, 0.0, palette.light("data", gain))
    if stage != "on":
        fx.add("ring", x, y, size * 0.62, size * 0.62, 0.0, palette.light("credit", gain * 0.8))


def _tool(moment: Moment, row: int) -> None:
    """A hot thread from the bow to the rock, with sparks where it bites."""
    ships, lens, fx = moment.world.ships, moment.lens, moment.frame.fx
    x, y, turn = (float(column[row]) for column in (moment.poses.x, moment.poses.y, moment.poses.angle))
    bow = float(ships.radius[row]) * 0.9
    sx, sy = x + math.cos(turn) * bow, y + math.sin(turn) * bow
    ex, ey = float(ships.site_x[row]), float(ships.site_y[row])
    flicker = 0.75 + 0.25 * math.sin(moment.time * 37.0 + row)
    fx.line(lens.x(sx), lens.y(sy), lens.x(ex), lens.y(ey), 2.6 * lens.ui, palette.light("amber", flicker), "beam")
    size = (34.0 + 8.0 * flicker) * lens.scale
    fx.add("glow", lens.x(ex), lens.y(ey), size * 1.8, size * 1.8, 0.0, palette.light("hot", 0.8 * flicker))
    fx.add("glow", lens.x(ex), lens.y(ey), size * 0.6, size * 0.6, 0.0, palette.light("white", flicker))
    back = math.atan2(sy - ey, sx - ex)
    at = moment.time * 2.6 + np.arange(TOOL_SPARKS) * 0.37 + row * 0.17
    run = at % 1.0
    way = back + np.sin(np.arange(TOOL_SPARKS) * 2.4 + np.floor(at)) * 1.1
    far = 8.0 + 46.0 * run
    light = np.zeros((TOOL_SPARKS, 4), np.float32)
    light[:, :3] = np.array(palette.rgb("select")) * (1.0 - run)[:, None]
    at_x, at_y = lens.x(ex + np.cos(way) * far), lens.y(ey + np.sin(way) * far)
    fx.add("bolt", at_x, at_y, 15.0 * lens.scale, 4.0 * lens.scale, way, light)


def _edges(moment: Moment) -> None:
    """The bounds of the place as a wall of light, with lamps that beat."""
    lens, frame = moment.lens, moment.frame
    left, top, right, bottom = moment.world.terrain.bounds
    x0, y0, x1, y1 = lens.rect(POST)
    low_x, high_x, low_y, high_y = max(left, x0), min(right, x1), max(top, y0), min(bottom, y1)
    if low_x >= high_x or low_y >= high_y:
        return
    beat = 0.6 + 0.4 * math.sin(moment.time * math.tau * BEAT)
    sides = (
        ((low_x, top), (high_x, top)), ((low_x, bottom), (high_x, bottom)),
        ((left, low_y), (left, high_y)), ((right, low_y), (right, high_y)),
    )  # fmt: skip
    starts, ends = np.array(sides, float).transpose(1, 2, 0)  # (x or y, side)
    strokes = lens.x(starts[0]), lens.y(starts[1]), lens.x(ends[0]), lens.y(ends[1])
    frame.fx.line(*strokes, EDGE * lens.scale, palette.light("brand", 0.35 * beat), "beam")
    frame.fx.line(*strokes, 3.0 * lens.ui, palette.light("blush", 0.9), "beam")
    lamps = []
    for (x0, y0), (x1, y1) in sides:
        at = np.arange(math.ceil((x0 + y0) / POST) * POST, x1 + y1, POST)
        lamps.append((at - y0, np.full_like(at, y0)) if y0 == y1 else (np.full_like(at, x0), at - x0))
    x, y = np.concatenate(lamps, axis=1)
    size = 46.0 * lens.scale
    frame.fx.add("glow", lens.x(x), lens.y(y), size, size, 0.0, palette.light("brand", beat))


# -- on the glass ----------------------------------------------------------------------------------------


def draw_glass(canvas: Canvas, moment: Moment, shown: float) -> None:
    """Who is removed or leaves, by name; how much a miner has; the rim of a glass that looks into a locked place."""
    world, ships, poses = moment.world, moment.world.ships, moment.poses
    for ban in world.lives.bans:
        row = ships.row_of(ban.who)
        if row >= 0 and poses.seen[row]:
            _sign(canvas, moment, row, roster.tag_of(world, row), "REMOVED", "brand", shown)
    for row in ((ships.outing < 0.0) & poses.seen).nonzero()[0].tolist():
        _sign(canvas, moment, row, roster.tag_of(world, row), "LOGGING OFF", "dim", shown)
    if world.lives.lockdown.on:
        _rim(canvas, moment, shown)


def _sign(canvas: Canvas, moment: Moment, row: int, tag: str, word: str, colour: str, shown: float) -> None:
    """The tag, struck through, and what became of it."""
    x, y = canvas.place(float(moment.poses.x[row]), float(moment.poses.y[row]))
    up = max(44.0, float(moment.world.ships.radius[row]) * 2.1 * canvas.world_unit)
    wide = max(canvas.measure(tag, LABEL), canvas.measure(word, LABEL)) + 20
    canvas.panel(x - wide / 2, y - up - 34, wide, 38 if tag else 21, shown=shown)
    if tag:
        canvas.text(x, y - up - 28, tag, LABEL, faded(palette.ink("dim", gain=1.2), shown), "center")
        half = canvas.measure(tag, LABEL) / 2 + 4
        middle = y - up - 28 + LABEL / 2
        canvas.line(x - half, middle, x + half, middle, 1.6, faded(palette.ink(colour), shown))
    canvas.text(x, y - up - (12 if tag else 29), word, LABEL, faded(palette.ink(colour), shown), "center")


def _rim(canvas: Canvas, moment: Moment, shown: float) -> None:
    beat = 0.55 + 0.35 * math.sin(moment.time * math.tau * BEAT)
    ink = faded(palette.ink("brand", beat), shown)
    wide, high = canvas.width, canvas.height
    for x, y, w, h in ((0, 0, wide, RIM), (0, high - RIM, wide, RIM), (0, 0, RIM, high), (wide - RIM, 0, RIM, high)):
        canvas.rect(x, y, w, h, ink)
    x, y, wide, high = lockdown_words(canvas)
    canvas.panel(x, y, wide, high, shown=shown)
    canvas.text(x + 10, y + 6, LOCKDOWN, LABEL, faded(palette.ink("blush", gain=beat + 0.3), shown))


def lockdown_words(canvas: Canvas) -> Rect:
    """Where a lockdown is told of: the bars stay below."""
    return *UNDER_HEAT, canvas.measure(LOCKDOWN, LABEL) + 20, 23.0
