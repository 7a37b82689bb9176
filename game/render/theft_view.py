"""Scavenging and hacking as they are drawn: the beam, the tether, who sleeps, and the handshake on the glass."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from game.render import daly_view, palette
from game.render.berth import SHIP_ROOM, Berth, room_round
from game.render.canvas import BODY, LABEL, Canvas, faded
from game.render.captions import bright
from game.render.moment import Moment
from game.render.rects import Rect, nearest, overlaps
from game.render.steps import stepped
from game.sim.hacking import MISSES, Handshake
from game.sim.response import REACH as HAMMER_REACH
from game.sim.response import TELL as HAMMER_TELL
from game.sim.ships import NUMBERS
from game.sim.tractor import WIDTH

HALF = math.acos(WIDTH)  # of the beam's cone [rad]
WAVES, PIECES = 4, 9  # arcs that run in along the beam, and pieces of each
RUN = 1.1  # arcs a second
EDGES = 7  # pieces of each edge
LINKS = 18  # of the tether
HOOK = 36.0  # long, at its end [u]
SWAY = 9.0  # how far it swings [u]
PACKETS = 3  # of data on their way along it
TELLING, EYE = 44.0, 17.0  # how far above a witness its eye stands [u], and how large it is [units of the glass]
SLEEPERS = 12.0  # how far above a sleeping ship its time stands, beyond its radius [u]
CAP = 30.0  # side of a prompt's key cap [units of the glass]
SPOTS = (0.5, 0.62), (0.5, 0.2), (0.5, 0.12), (0.5, 0.7), (0.3, 0.2), (0.7, 0.2), (0.3, 0.62), (0.7, 0.62)
"""Of the glass: where the middle of the handshake's upper edge may lie, the best first."""
MARGIN = 1.4  # what is left free round the ship that is hacked, in its radii
WHY = {"far": "TOO FAR", "fast": "TOO FAST", "hidden": "SOMETHING IS BETWEEN"}


def draw_world(moment: Moment) -> None:
    """Light in the world: under the marks, over the ships."""
    if moment.player < 0:
        return
    if moment.world.tractor.on:
        _beam(moment)
    if moment.world.hacking.shake is not None:
        _tether(moment)


def light_ground(moment: Moment) -> None:
    """Where the banhammer will fall: a disc on the ground that fills, and the light over it."""
    response, lens, frame = moment.world.response, moment.lens, moment.frame
    if response.hammer is None:
        return
    x, y = lens.x(response.hammer[0]), lens.y(response.hammer[1])
    share = 1.0 - max(0.0, response.falls - moment.world.time) / HAMMER_TELL
    wide = 2.0 * HAMMER_REACH * lens.scale
    pulse = 0.75 + 0.25 * math.sin(moment.time * (10.0 + 30.0 * share))
    frame.floor.add("disc", x, y, wide, wide, 0.0, palette.ink("wine", 0.35 + 0.3 * share))
    frame.floor.add("disc", x, y, wide * share, wide * share, 0.0, palette.ink("low", 0.55))
    frame.fx.add("ring", x, y, wide * 1.06, wide * 1.06, 0.0, palette.light("blush", pulse))
    frame.fx.add("glow", x, y, wide * 1.5, wide * 1.5, 0.0, palette.light("brand", 0.35 + 0.5 * share))


def draw_name(canvas: Canvas, moment: Moment, shown: float, panels: Sequence[Rect]) -> Rect | None:
    """Over the player's ship, or under it where `panels` lie: the name that it wears, and how long it still holds.

    Returns the rectangle that it fills, or None where no name is worn.
    """
    spoof = moment.world.spoof
    if not spoof.on or moment.player < 0:
        return None
    x, y = canvas.place(*moment.here)
    up = 64.0 * canvas.world_unit
    ending = spoof.warned and math.sin(moment.time * 12.0) > 0.0
    ink = palette.ink("hot" if ending else "jade")
    words, top = f"{spoof.name}  {max(0, math.ceil(spoof.left)):d}", y - up - 18
    wide = canvas.measure(words, LABEL) + 10
    if overlaps((x - wide / 2, top - 4, wide, LABEL + 9), panels):
        top = y + up * 0.76 + 10
    canvas.label(x, top, words, ink, "center", shown)
    canvas.brackets(x, y, up, up * 0.76, 13.0, 1.6, faded(ink, shown))
    return x - wide / 2, top - 4, wide, LABEL + 9


def _beam(moment: Moment) -> None:
    tractor, lens, fx = moment.world.tractor, moment.lens, moment.frame.fx
    (x, y), nose = moment.here, float(moment.poses.angle[moment.player])
    strain = tractor.strain
    colour = "hot" if strain > 0.55 else "data"
    rng_jitter = math.sin(moment.time * 47.0) * 0.05 * strain
    alive = 1.0 if tractor.pulling else 0.55
    # arcs that run in
    far = 1.0 - (moment.time * RUN + np.arange(WAVES) / WAVES) % 1.0
    turn = np.linspace(-HALF, HALF, PIECES) * 0.94
    radius = (60.0 + far * (tractor.reach - 60.0))[:, None] * np.ones(PIECES)
    angle = nose + turn[None, :] * np.ones((WAVES, 1)) + rng_jitter
    at_x, at_y = x + np.cos(angle) * radius, y + np.sin(angle) * radius
    long = stepped((radius * (2.0 * HALF / PIECES) * 1.5 * lens.scale).ravel(), 10.0)
    fade = stepped(np.sin(np.pi * (1.0 - far)) ** 0.7, 0.125)[:, None] * np.ones(PIECES)
    rows = np.asarray(palette.light(colour, 0.55 * alive), np.float32)[None, :] * fade.ravel()[:, None].astype(
        np.float32
    )
    fx.add(
        "bolt", lens.x(at_x.ravel()), lens.y(at_y.ravel()), long, 7.0 * lens.scale, angle.ravel() + math.pi / 2, rows
    )
    # its edges
    along = np.linspace(0.16, 0.97, EDGES)
    step = tractor.reach / EDGES
    for side in (-HALF, HALF):
        way = nose + side + rng_jitter
        ex, ey = x + math.cos(way) * along * tractor.reach, y + math.sin(way) * along * tractor.reach
        rows = np.asarray(palette.light(colour, 0.35 * alive), np.float32)[None, :] * (1.0 - along * 0.8)[
            :, None
        ].astype(np.float32)
        fx.add(
            "bolt",
            lens.x(ex),
            lens.y(ey),
            stepped(np.full(EDGES, step * 1.3 * lens.scale), 6.0),
            5.0 * lens.scale,
            way,
            rows,
        )
    mouth_x, mouth_y, size = lens.x(x + math.cos(nose) * 46.0), lens.y(y + math.sin(nose) * 46.0), 60.0 * lens.scale
    fx.add("glow", mouth_x, mouth_y, size, size, 0.0, palette.light(colour, 0.5))


def _tether(moment: Moment) -> None:
    world, lens, fx = moment.world, moment.lens, moment.frame.fx
    shake = world.hacking.shake
    row = world.ships.row_of(shake.target)
    if row < 0:
        return
    x0, y0 = moment.here
    x1, y1 = float(moment.poses.x[row]), float(moment.poses.y[row])
    dx, dy = x1 - x0, y1 - y0
    long = max(1.0, math.hypot(dx, dy))
    nx, ny = -dy / long, dx / long
    t = (np.arange(LINKS) + 0.5) / LINKS
    sag = np.sin(np.pi * t) * SWAY * math.sin(moment.time * 3.1) + np.sin(np.pi * t * 3) * 2.5 * math.sin(
        moment.time * 9.0
    )
    slipping = bool(shake.why)
    if slipping:
        sag = sag + np.sin(np.pi * t) * 14.0 * math.sin(moment.time * 40.0)
    x, y = x0 + dx * t + nx * sag, y0 + dy * t + ny * sag
    ahead = np.arctan2(np.gradient(y), np.gradient(x))
    colour = "hot" if slipping else "data"
    shown = 1.0 if not slipping or math.sin(moment.time * 30.0) > -0.3 else 0.35
    size = stepped(np.full(LINKS, long / LINKS * 1.5 * lens.scale), 4.0)
    fx.add("bolt", lens.x(x), lens.y(y), size, 7.0 * lens.scale, ahead, palette.light(colour, 0.9 * shown))
    if not slipping:
        share = (moment.time * 0.9 + np.arange(PACKETS) / PACKETS) % 1.0
        at = np.clip((share * LINKS).astype(int), 0, LINKS - 1)
        packet = 13.0 * lens.scale
        fx.add("dot", lens.x(x[at]), lens.y(y[at]), packet, packet, 0.0, palette.light("core", 0.9))
    grip = max(0.0, 1.0 - 0.9 * float(world.ships.radius[row]) / long)  # it holds on to the hull's near side
    at_hull = lens.x(x0 + dx * grip), lens.y(y0 + dy * grip)
    moment.frame.world.sprite("tether_hook", *at_hull, HOOK * lens.scale, math.atan2(dy, dx))
    for end_x, end_y in ((x[0], y[0]), (x1, y1)):
        fx.add(
            "glow", lens.x(end_x), lens.y(end_y), 46.0 * lens.scale, 46.0 * lens.scale, 0.0, palette.light(colour, 0.6)
        )


def draw_sleepers(canvas: Canvas, moment: Moment, shown: float, panels: Sequence[Rect]) -> None:
    """Above each ship that sleeps, or as near to there as `panels` leave free: how long it still does."""
    world, poses = moment.world, moment.poses
    for row in np.flatnonzero((world.ships.asleep > world.time) & poses.seen).tolist():
        left = float(world.ships.asleep[row]) - world.time
        x, y = canvas.place(float(poses.x[row]), float(poses.y[row]))
        high = (float(world.ships.radius[row]) + SLEEPERS) * canvas.world_unit
        breath = 0.5 + 0.5 * math.sin(moment.time * 2.2)
        if not overlaps((x - high, y - high, 2 * high, 2 * high), panels):
            canvas.circle(x, y, high * (0.96 + 0.06 * breath), 1.4, faded(palette.ink("data", 0.55), shown))
        words = f"ASLEEP {math.ceil(left):d}"
        wide = canvas.measure(words, LABEL) + 10
        wish = x - wide / 2, y - high - 20, wide, LABEL + 9
        left, top, _, _ = nearest(wish, (canvas.width, canvas.height), panels) if overlaps(wish, panels) else wish
        canvas.label(left + 5, top + 4, words, bright("data"), shown=shown)


def draw_witnesses(canvas: Canvas, moment: Moment, shown: float) -> None:
    """Above each player who is about to tell: an open eye, and a ring that closes as the time for it runs out."""
    world, poses = moment.world, moment.poses
    for report in world.witnesses.waiting:
        row = world.ships.row_of(report.who)
        if row < 0 or not poses.seen[row]:
            continue
        whole = float(NUMBERS.tells[world.ships.kind[row]])
        told = 1.0 - max(0.0, report.due - world.time) / whole
        x, y = canvas.place(float(poses.x[row]), float(poses.y[row]))
        up = y - (float(world.ships.radius[row]) + TELLING) * canvas.world_unit
        ink = faded(palette.ink("hot" if told > 0.6 else "amber"), shown)
        canvas.shape("disc", x, up, 2.0 * EYE, None, faded(palette.ink("panel", 0.8), shown))
        canvas.hexagon(x, up, EYE, 2.6, ink, told)
        lid = EYE * 0.62
        upper = [(x - lid, up), (x, up - lid * 0.62), (x + lid, up)]
        lower = [(x - lid, up), (x, up + lid * 0.62), (x + lid, up)]
        canvas.path(upper, 1.8, ink)
        canvas.path(lower, 1.8, ink)
        canvas.shape("disc", x, up, 5.0, None, ink)
        canvas.label(x, up - EYE - 17, "SAW THAT", ink, "center", shown)


def draw_handshake(
    canvas: Canvas, moment: Moment, keys: tuple[str, ...], berth: Berth, panels: list[Rect]
) -> Rect | None:
    """The prompts in a row, the one that is asked large; time runs out along the edge.

    It lies where it hides neither ship, and keeps off `panels`. Returns the rectangle that it fills, or None.
    """
    shake = moment.world.hacking.shake
    if shake is None:
        return None
    count = len(shake.prompts)
    wide = max(340.0, 52.0 + count * (CAP + 8.0) + 26.0)
    high = 92.0
    ships, row = [room_round(canvas, moment.here, SHIP_ROOM)], moment.world.ships.row_of(shake.target)
    if row >= 0:
        other = float(moment.poses.x[row]), float(moment.poses.y[row])
        ships.append(room_round(canvas, other, float(moment.world.ships.radius[row]) * MARGIN))
    him = daly_view.stands(moment)
    if him is not None:
        ships.append(room_round(canvas, *him))
    spots = [(canvas.width * x - wide / 2, canvas.height * y, wide, high) for x, y in SPOTS]
    left, top, _, _ = berth.place((shake.target, count), spots, ships, panels, moment.time)
    _draw_time(canvas, shake, left, top, wide, high)
    asked, gap = CAP * 1.5, 8.0
    x = _draw_prompts(canvas, shake, keys, left + (wide - _prompts_wide(shake, asked, gap)) / 2, top + 40.0, asked, gap)
    if shake.target in moment.world.hacking.trusting:
        canvas.text(x + asked / 2, top + high - 22, "YES", BODY + 2, palette.ink("good"), "center")
    words, ink = (WHY[shake.why], "hot") if shake.why else ("HANDSHAKE", "dim")
    canvas.text(left + 14, top + high - 19, words, LABEL, palette.ink(ink))
    _draw_misses(canvas, shake, left + wide - 16, top + high - 13)
    return left, top, wide, high


def draw_strip(canvas: Canvas, moment: Moment, keys: tuple[str, ...], foot: float) -> Rect | None:
    """The same in one low row that ends at `foot` [units]: large letters leave no room for more beside the ships."""
    shake = moment.world.hacking.shake
    if shake is None:
        return None
    trusts = shake.target in moment.world.hacking.trusting
    words, ink = (WHY[shake.why], "hot") if shake.why else ("YES", "good") if trusts else ("HANDSHAKE", "dim")
    asked, gap = CAP * 1.3, 5.0
    said, dots = canvas.measure(words, LABEL), MISSES * 16.0
    wide, high = said + _prompts_wide(shake, asked, gap) + dots + 72.0, asked + 16.0
    left, top = (canvas.width - wide) / 2, foot - high
    _draw_time(canvas, shake, left, top, wide, high)
    middle = top + 2.0 + high / 2
    canvas.text(left + 18, middle - LABEL / 2, words, LABEL, palette.ink(ink))
    _draw_prompts(canvas, shake, keys, left + 18 + said + 18, middle, asked, gap)
    _draw_misses(canvas, shake, left + wide - 22, middle)
    return left, top, wide, high


def _draw_time(canvas: Canvas, shake: Handshake, left: float, top: float, wide: float, high: float) -> None:
    """The panel, and along its upper edge the time that is left."""
    canvas.panel(left, top, wide, high)
    share = shake.left / shake.whole
    canvas.rect(left, top, wide, 4.0, palette.ink("line"))
    canvas.rect(left, top, wide * max(0.0, share), 4.0, palette.ink("hot" if share < 0.3 else "data"))


def _prompts_wide(shake: Handshake, asked: float, gap: float) -> float:
    return (len(shake.prompts) - 1) * (CAP + gap) + asked


def _draw_prompts(
    canvas: Canvas, shake: Handshake, keys: tuple[str, ...], x: float, middle: float, asked: float, gap: float
) -> float:
    """Caps in a row from x on; returns where the one that is `asked` for begins."""
    here = x
    for i, prompt in enumerate(shake.prompts):
        now, done = i == shake.at, i < shake.at
        side = asked if now else CAP
        face = "select" if now else "good" if done else "line"
        canvas.rect(x, middle - side / 2, side, side, palette.ink(face, 1.0 if now or done else 0.75))
        size = BODY + 6 if now else LABEL
        name = keys[prompt] if prompt < len(keys) else str(prompt + 1)
        if done:
            tick = [(x + 8, middle), (x + 13, middle + 6), (x + side - 7, middle - 6)]
            canvas.path(tick, 2.4, palette.ink("void"))
        else:
            canvas.text(x + side / 2, middle - size / 2, name, size, palette.ink("void" if now else "rest"), "center")
        here = x if now else here
        x += side + gap
    return here


def _draw_misses(canvas: Canvas, shake: Handshake, right: float, middle: float) -> None:
    """How many mistakes may still be made: whole hexagons; of one that was made an edge is left."""
    for i in range(MISSES):
        made = i < shake.misses
        canvas.shape("hexagon", right - 16 * i, middle, 11.0, None, palette.ink("hot" if made else "data"))
        if made:
            canvas.shape("hexagon", right - 16 * i, middle, 7.0, None, palette.ink("panel"))
