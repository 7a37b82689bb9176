"""Daly as he is drawn: what he means as light on the floor before it strikes, what keeps him, the ring round him.

Each power has a shape of its own, so that one tells them apart without a word: what he sees is a light with shadows in
it, what he deletes a box with handles, what he moves a field of arrows, what he throws a line with a cross at its end,
and healing is what flows to him.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.frame import Frame, Glare
from game.render.loops_view import WRITTEN, colour_of
from game.render.moment import Moment
from game.render.steps import faced, stepped
from game.sim.clock import TICK_HZ
from game.sim.daly import FROZEN, REACH, Daly
from game.sim.kinds import KIND_INDEX

RAYS = 64  # of what he sees
RAY_STEP = 26.0  # spacing of the places at which a ray looks for something solid [units]
AFTER = 0.35  # s that a strike glows on
HATCH = 46.0  # between two strokes of what is crossed out [units]
ARROWS = 92.0  # between two arrows of what will move [units]
HANDLE = 15.0  # side of a handle of a box [units]
HALF = 125.0  # of him, from the set's feet to where its antennas end [units]
GAP = 0.48  # half of the gap in the ring [rad]
CODE = 520  # dashes of what shows through the floor
GLOW = {"rules": "phosphor", "backups": "phosphor", "loop": "hot", "empty": "tube"}
# phase: how bright the ground is, what the picture is multiplied by, its saturation, how strong the code shows
ROOM = {
    "rules": (0.66, (1.03, 0.97, 0.86), 0.95, 0.0),
    "backups": (0.50, (0.90, 1.00, 0.90), 0.90, 0.35),
    "loop": (0.40, (1.03, 0.93, 0.97), 1.0, 1.0),
    "empty": (0.56, (0.90, 0.97, 1.0), 0.72, 0.5),
}
FOLDING = 1.25  # and the ground while it folds: every lamp is on
_BACKUP = KIND_INDEX["backup"]
_TURN = np.arange(RAYS) * (math.tau / RAYS)
_REACHES = np.arange(1, int(REACH / RAY_STEP) + 1) * RAY_STEP
_NUMBER = np.arange(CODE)
_RADIUS = 190.0 + 44.0 * np.floor(21.0 * ((_NUMBER * 0.61803) % 1.0))
_BEARING = (_NUMBER * 2.39996) % math.tau
_DASH = 16.0 + 22.0 * np.floor(3.0 * ((_NUMBER * 0.3819) % 1.0))
_SPIN = np.where(np.floor(_RADIUS / 44.0) % 2 == 0, 1.0, -1.0) * 14.0 / _RADIUS


def grade(frame: Frame, world) -> None:
    """The room under him: darker and colder the less there is of him."""
    daly: Daly | None = world.daly
    if daly is None:
        return
    ground, gain, saturation, _ = ROOM[daly.phase]
    frame.backdrop_gain *= FOLDING if world.front is not None else ground
    frame.post.gain = tuple(a * b for a, b in zip(frame.post.gain, gain, strict=True))
    frame.post.saturation *= saturation


def looked_at(world) -> tuple[float, float] | None:
    """Where he is, as long as he is to be reckoned with."""
    daly = world.daly
    row = world.ships.row_of(daly.who) if daly is not None and daly.phase != "empty" else -1
    return (float(world.ships.x[row]), float(world.ships.y[row])) if row >= 0 else None


def stands(moment: Moment) -> tuple[tuple[float, float], float] | None:
    """Where he is drawn and half of how large he is [units], as long as he is to be reckoned with."""
    him = _him(moment)
    return ((him[1], him[2]), HALF) if him is not None and him[0].phase != "empty" else None


def draw_ground(moment: Moment) -> None:
    """Light on the floor, under ships and things."""
    him = _him(moment)
    if him is None:
        return
    daly, x, y = him
    _code(moment, x, y, ROOM[daly.phase][3])
    _aura(moment, daly, x, y)
    _cords(moment, daly, x, y)
    _threads(moment, x, y)
    if not daly.power:
        return
    share, since = daly.share(moment.world.tick), (moment.world.tick - daly.strikes) / TICK_HZ
    if daly.power == "freeze":
        _gaze(moment, x, y, share, since)
    elif daly.power == "delete":
        _box(moment, daly, share, since)
    elif daly.power == "move":
        _arrows(moment, daly, share, since)
    elif daly.power == "throw" and share:
        _line_of_throw(moment, daly, x, y, share)
    elif daly.power == "heal":
        _breath(moment, x, y, share or max(0.0, 1.0 - since))


def draw_world(moment: Moment) -> None:
    """Over the ships: the ring with its gap, and ice on who is frozen."""
    world, him = moment.world, _him(moment)
    if him is None:
        return
    daly, x, y = him
    if daly.gap is not None:
        _open_ring(moment, x, y, daly.gap)
    left = (daly.frozen - world.tick) / TICK_HZ
    if left > 0.0 and moment.player >= 0:
        _ice(moment, *moment.here, left / FROZEN)


def _him(moment: Moment) -> tuple[Daly, float, float] | None:
    daly = moment.world.daly
    row = moment.world.ships.row_of(daly.who) if daly is not None else -1
    return (daly, float(moment.poses.x[row]), float(moment.poses.y[row])) if row >= 0 else None


# -- the room --------------------------------------------------------------------------------------------


def _code(moment: Moment, x: float, y: float, power: float) -> None:
    """Dashes that go round him: what the floor is made of, where it has worn thin."""
    if power <= 0.0:
        return
    lens = moment.lens
    turn = _BEARING + _SPIN * moment.time
    at_x, at_y = x + np.cos(turn) * _RADIUS, y + np.sin(turn) * _RADIUS
    seen = lens.sees(at_x, at_y, 40.0).nonzero()[0]
    if not seen.size:
        return
    light = np.zeros((seen.size, 4), np.float32)
    light[:, :3] = np.where((seen % 3 == 0)[:, None], palette.rgb("violet"), palette.rgb("past-1"))
    light[:, :3] *= (np.array([0.10, 0.16, 0.24])[seen % 3] * power)[:, None]
    size = stepped(_DASH[seen] * lens.scale, 2.0)
    turns = faced(turn[seen] + math.pi / 2)
    moment.frame.floor.add("line", lens.x(at_x[seen]), lens.y(at_y[seen]), size, 4.6 * lens.ui, turns, light)


def _aura(moment: Moment, daly: Daly, x: float, y: float) -> None:
    """His tube lights what is round him; while he lies, it flickers."""
    lens, floor = moment.lens, moment.frame.floor
    power = 0.36 + 0.05 * math.sin(moment.time * 2.3)
    if daly.down:
        power = 0.05 + 0.10 * (math.sin(moment.time * 31.0) > 0.6)
    wide = 900.0 * lens.scale
    floor.patch(lens.x(x), lens.y(y + 20.0), 420.0 * lens.scale, 330.0 * lens.scale, 0.55)
    colour = palette.light(GLOW[daly.phase], float(stepped(power, 0.05)))
    floor.add("soft", lens.x(x), lens.y(y), wide, wide * 0.8, 0.0, colour)


def _cords(moment: Moment, daly: Daly, x: float, y: float) -> None:
    """From each copy that nobody has cut a cord runs to him, with a pulse in it."""
    ships, lens, floor = moment.world.ships, moment.lens, moment.frame.floor
    for row in ((ships.kind == _BACKUP) & ~ships.hacked).nonzero()[0].tolist():
        a = complex(float(ships.x[row]), float(ships.y[row]) + 60.0)
        b = complex(x, y - 70.0)
        sag = (a + b) / 2 + complex(0.0, 60.0) + (b - a) * 0.08j
        t = np.linspace(0.0, 1.0, 15)
        points = a * (1 - t) ** 2 + 2 * sag * t * (1 - t) + b * t**2
        line = np.stack([lens.x(points.real), lens.y(points.imag)], axis=1)
        floor.polyline(line, 7.0 * lens.scale, (0.03, 0.03, 0.03, 0.9))
        floor.polyline(line, 2.6 * lens.scale, palette.light("phosphor", 0.34))
        at = (moment.time * 0.55 + 0.37 * row) % 1.0
        spot = points[min(14, int(at * 15))]
        size = 60.0 * lens.scale
        floor.add("glow", lens.x(spot.real), lens.y(spot.imag), size, size, 0.0, palette.light("phosphor", 0.75))


def _threads(moment: Moment, x: float, y: float) -> None:
    """From each post that is held a thread of light reaches towards him, in the colour of who holds it."""
    world, lens = moment.world, moment.lens
    if world.terminals is None or not any(post.held for post in world.terminals.posts):
        return
    fx = moment.frame.fx
    for post in world.terminals.posts:
        row = world.ships.row_of(post.who)
        if row < 0 or not post.held:
            continue
        here = complex(float(world.ships.x[row]), float(world.ships.y[row]) - 24.0)
        gap = complex(x, y) - here
        end = here + gap * max(0.0, 1.0 - WRITTEN * 1.13 / max(abs(gap), 1.0))
        colour = colour_of(world, post)
        beat = float(stepped(0.8 + 0.2 * math.sin(moment.time * 9.0 + row), 0.1))
        ends = lens.x(here.real), lens.y(here.imag), lens.x(end.real), lens.y(end.imag)
        fx.line(*ends, 7.0 * lens.ui, palette.light(colour, 0.8 * beat), sprite="beam")
        fx.line(*ends, 1.4 * lens.ui, palette.light("core", 0.7))
        size = 130.0 * lens.scale
        fx.add("glow", lens.x(end.real), lens.y(end.imag), size, size, 0.0, palette.light(colour, 0.8))


# -- powers ----------------------------------------------------------------------------------------------


def _gaze(moment: Moment, x: float, y: float, share: float, since: float) -> None:
    """What he sees is lit, in wedges that end at what is solid: behind it, it is dark, and safe."""
    lens, world = moment.lens, moment.world
    power = 0.26 + 0.26 * share if share else 0.95 * max(0.0, 1.0 - since / AFTER)
    if power <= 0.0:
        return
    colour = palette.light("phosphor", float(stepped(power, 0.08)))[:3]
    reach = _ray_lengths(world.terrain, x, y) * lens.scale
    moment.frame.glares.append(Glare(lens.x(x), lens.y(y), reach, colour))
    if share:  # a ring draws in on him, and is shut when it strikes
        radius = 520.0 * (1.0 - share) + 110.0
        around = lens.x(x), lens.y(y), radius * lens.scale, 0.0, math.tau
        moment.frame.fx.arc(*around, 3.2 * lens.ui, palette.light("phosphor", 0.95))
        glow = float(stepped((240.0 + 140.0 * share) * lens.scale, 8.0))
        moment.frame.fx.add("glow", lens.x(x - 22.0), lens.y(y), glow, glow, 0.0, palette.light("phosphor", 0.5))


def _ray_lengths(terrain, x: float, y: float) -> np.ndarray:
    """How far he sees in each direction [units], (RAYS,)."""
    px = x + np.cos(_TURN)[:, None] * _REACHES
    py = y + np.sin(_TURN)[:, None] * _REACHES
    stops = terrain.solid(px, py)
    first = np.where(stops.any(axis=1), stops.argmax(axis=1), len(_REACHES) - 1)
    found: np.ndarray = _REACHES[first] + RAY_STEP / 2
    return found


def _corners(moment: Moment, box: tuple[float, float, float, float]) -> np.ndarray:
    left, top, right, bottom = box
    lens = moment.lens
    return np.array([
        (lens.x(px), lens.y(py)) for px, py in ((left, top), (right, top), (right, bottom), (left, bottom))
    ])  # fmt: skip


def _box(moment: Moment, daly: Daly, share: float, since: float) -> None:
    """A box is drawn corner by corner, then crossed out; what was in it is white, and then nothing."""
    lens, frame = moment.lens, moment.frame
    corners = _corners(moment, daly.box)
    (x0, y0), (x1, y1) = corners[0], corners[2]
    middle = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0
    if not share:
        left = max(0.0, 1.0 - since / (1.8 * AFTER))
        frame.floor.add("white", *middle, 0.0, (0.0, 0.0, 0.0, 0.92 * left))
        flash = max(0.0, 1.0 - since / AFTER)
        if flash > 0.0:
            frame.fx.add("white", *middle, 0.0, palette.light("white", float(stepped(0.85 * flash, 0.08))))
        return
    ink = palette.light("hot-core", 1.0)
    heat = float(stepped(0.10 + 0.24 * share, 0.04))
    frame.floor.add("white", *middle, 0.0, palette.light("hot", heat))
    _hatch(moment, daly.box, share)
    drawn = min(1.0, share * 1.7) * 4.0
    ends = [*corners, corners[0]]
    points = [ends[0]]
    for side in range(4):
        part = min(1.0, max(0.0, drawn - side))
        if part > 0.0:
            points.append(ends[side] + (ends[side + 1] - ends[side]) * part)
    frame.fx.polyline(np.array(points), 3.4 * lens.ui, ink)
    frame.fx.polyline(np.array(points), 5.0 * lens.ui, palette.light("hot", 0.6), sprite="beam")
    side = HANDLE * lens.scale
    places = np.concatenate([corners, (corners + np.roll(corners, -1, axis=0)) / 2])
    frame.fx.add("white", places[:, 0], places[:, 1], side * 1.5, side * 1.5, 0.0, palette.ink("stripe"))
    frame.fx.add("white", places[:, 0], places[:, 1], side, side, 0.0, palette.ink("hot-core"))


def _hatch(moment: Moment, box: tuple[float, float, float, float], share: float) -> None:
    """Slanting strokes from the left to as far as the tell has come."""
    left, top, right, bottom = box
    lens = moment.lens
    high, wide = bottom - top, right - left
    starts = np.arange(-high, wide, HATCH)
    starts = starts[starts < (wide + high) * share - high]
    if not starts.size:
        return
    x0, x1 = np.maximum(starts, 0.0), np.minimum(starts + high, wide)
    y0, y1 = x0 - starts, x1 - starts
    moment.frame.floor.line(
        lens.x(left + x0), lens.y(top + y0), lens.x(left + x1), lens.y(top + y1), 2.4 * lens.ui,
        palette.light("hot", 0.5),
    )  # fmt: skip


def _arrows(moment: Moment, daly: Daly, share: float, since: float) -> None:
    """The ground that will be swept is full of arrows that run the way it will go."""
    lens, frame = moment.lens, moment.frame
    power = 0.35 + 0.65 * share if share else max(0.0, 1.0 - since / 2.2)
    if power <= 0.0:
        return
    left, top, right, bottom = daly.box
    corners = _corners(moment, daly.box)
    frame.fx.dashes(
        np.concatenate([corners, corners[:1]]), 18.0 * lens.ui, 10.0 * lens.ui, 2.6 * lens.ui,
        palette.light("brass", 0.9 * power), phase=moment.time * 60.0,
    )  # fmt: skip
    (x0, y0), (x1, y1) = corners[0], corners[2]
    heat = float(stepped(0.05 + 0.10 * power, 0.03))
    frame.floor.add("white", (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0, 0.0, palette.light("brass", heat))
    long = math.hypot(*daly.way) or 1.0
    ux, uy = daly.way[0] / long, daly.way[1] / long
    run = (moment.time * 190.0) % ARROWS
    xs, ys = np.arange(left + ARROWS / 2, right, ARROWS), np.arange(top + ARROWS / 2, bottom, ARROWS)
    px, py = (grid.ravel() for grid in np.meshgrid(xs, ys))
    px, py = px + ux * (run - ARROWS / 2), py + uy * (run - ARROWS / 2)
    inside = (px > left + 12) & (px < right - 12) & (py > top + 12) & (py < bottom - 12)
    size = 34.0 * lens.scale
    turn = math.atan2(uy, ux) + math.pi
    light = palette.light("brass", float(stepped(0.85 * power, 0.1)))
    frame.floor.add("triangle", lens.x(px[inside]), lens.y(py[inside]), size, size * 1.1, turn, light)


def _line_of_throw(moment: Moment, daly: Daly, x: float, y: float, share: float) -> None:
    """A line, and a cross where it ends; both close in."""
    lens, fx = moment.lens, moment.frame.fx
    mark = complex(*daly.mark)
    gap = mark - complex(x, y)
    way = gap / max(abs(gap), 1.0)
    aside = way * 1j * 150.0 * (1.05 - share)
    for side in (-1, 1):
        start, end = complex(x, y) + way * 110.0, mark + aside * side + way * 260.0
        ends = lens.x(start.real), lens.y(start.imag), lens.x(end.real), lens.y(end.imag)
        fx.line(*ends, 2.2 * lens.ui, palette.light("hot", 0.4 + 0.5 * share))
    size = float(stepped(90.0 * (1.6 - share) * lens.scale, 4.0))
    cx, cy = lens.x(mark.real), lens.y(mark.imag)
    fx.add("ring", cx, cy, size, size, 0.0, palette.light("hot", 1.0))
    for dx, dy in ((1, 0), (0, 1)):
        ends = cx - dx * size * 0.7, cy - dy * size * 0.7, cx + dx * size * 0.7, cy + dy * size * 0.7
        fx.line(*ends, 2.6 * lens.ui, palette.light("hot-core", 0.9))


def _breath(moment: Moment, x: float, y: float, share: float) -> None:
    """Rings of light go in from where he is kept to where he is."""
    lens, fx = moment.lens, moment.frame.fx
    for k in range(3):
        part = (share * 1.4 + k / 3.0) % 1.0
        size = float(stepped((640.0 * (1.0 - part) + 160.0) * lens.scale, 6.0))
        light = palette.light("phosphor", float(stepped(0.8 * part, 0.1)))
        fx.add("halo", lens.x(x), lens.y(y), size, size, 0.0, light)
    size = float(stepped((200.0 + 260.0 * share) * lens.scale, 8.0))
    fx.add("glow", lens.x(x), lens.y(y), size, size, 0.0, palette.light("core", float(stepped(0.7 * share, 0.1))))


# -- the ring, and who is frozen -------------------------------------------------------------------------


def _open_ring(moment: Moment, x: float, y: float, gap: float) -> None:
    """Two rails round him, open by a ship's width; the ends are bright, and want to meet."""
    lens, fx = moment.lens, moment.frame.fx
    cx, cy = lens.x(x), lens.y(y)
    for radius, width, power in ((WRITTEN * 0.9, 2.0, 0.6), (WRITTEN * 1.13, 3.4, 1.0)):
        fx.arc(
            cx, cy, radius * lens.scale, gap + GAP, gap + math.tau - GAP, width * lens.ui, palette.light("brass", power)
        )
    fx.arc(cx, cy, WRITTEN * lens.scale, gap + GAP, gap + math.tau - GAP, 9.0 * lens.ui, palette.light("brass", 0.22))
    beat = float(stepped(0.7 + 0.3 * math.sin(moment.time * 6.0), 0.1))
    for end in (gap - GAP, gap + GAP):
        ex, ey = cx + math.cos(end) * WRITTEN * lens.scale, cy + math.sin(end) * WRITTEN * lens.scale
        size = 150.0 * lens.scale
        fx.add("glow", ex, ey, size, size, 0.0, palette.light("warm", beat))
        fx.add("glow", ex, ey, size * 0.4, size * 0.4, 0.0, palette.light("core", beat))
    a, b = (complex(math.cos(gap + s * GAP), math.sin(gap + s * GAP)) * WRITTEN * lens.scale for s in (-1, 1))
    points = np.array([(cx + a.real, cy + a.imag), (cx + b.real, cy + b.imag)])
    fx.dashes(points, 9.0 * lens.ui, 8.0 * lens.ui, 2.2 * lens.ui, palette.light("warm", 0.8), moment.time * 40.0)


def _ice(moment: Moment, x: float, y: float, left: float) -> None:
    """A stopped picture: lines across the ship, and a clock that runs out."""
    lens, fx = moment.lens, moment.frame.fx
    cx, cy, radius = lens.x(x), lens.y(y), 84.0 * lens.scale
    fx.add("shield", cx, cy, 2.2 * radius, 2.2 * radius, 0.0, palette.light("phosphor", 0.7))
    rows = np.linspace(-0.8, 0.8, 9)
    half = np.sqrt(1.0 - rows**2) * radius
    fx.line(cx - half, cy + rows * radius, cx + half, cy + rows * radius, 1.6 * lens.ui, palette.light("phosphor", 0.5))
    fx.arc(
        cx, cy, radius * 1.18, -math.pi / 2, -math.pi / 2 + math.tau * left, 3.0 * lens.ui, palette.light("core", 0.9)
    )
