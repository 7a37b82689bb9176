"""What one sees of an open world: its colours, the line that somebody's heart beats in, the console before the ship."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from game.render import palette
from game.render.berth import Berth, room_round
from game.render.canvas import Canvas
from game.render.frame import Light, Post
from game.render.moment import Moment
from game.render.palette import RGB
from game.render.rects import Rect
from game.sim.kinds import KIND_INDEX, KIND_NAMES, KINDS

SKY = "sky-"  # and the word of the rule: a folder of backdrops
LIFELINE = KIND_INDEX["lifeline"]
BEAT = 1.9  # s from one beat of the line to the next
BEAT_GOES = 430.0  # units a second that a beat travels along it, downwards
BEAT_WIDE, BEAT_HIGH = 26.0, 34.0  # how far it swings out [units], half of how long it is
SWAY = 5.0  # units
EDGE = 46.0  # from the bounds of the map to the line [units]
STEP = 9.0  # px between two points of the line
# where the console may lie, from the ship, the best liked first [units of the world]
CONSOLE_AT = ((150.0, -4.0), (0.0, -110.0), (-150.0, -4.0), (0.0, 110.0))
BY = 400.0  # what is farther from the ship is not by her [units of the world]
CONSOLE_SIZE = (74.0, 44.0)  # HUD units
BLINKS = 1.06  # s


@dataclass(frozen=True, slots=True)
class Grade:
    """What a word of the rule `colours` does: to the key light and what comes from all sides, and to the finish."""

    key: RGB = (1.0, 1.0, 1.0)
    ambient: RGB = (1.0, 1.0, 1.0)
    saturation: float = 1.0
    gain: RGB = (1.0, 1.0, 1.0)
    bloom: float = 1.0


GRADES: dict[str, Grade] = {
    "own": Grade(),
    "neon": Grade((1.9, 0.35, 1.7), (0.25, 1.15, 1.6), 1.6, (1.0, 0.66, 0.98), 1.9),
    "grey": Grade(saturation=0.0),
    "sepia": Grade(saturation=0.10, gain=(1.0, 0.87, 0.68)),
    "blueprint": Grade(saturation=0.0, gain=(0.36, 0.58, 1.0)),
}


def backdrop(world) -> str:
    """The sky that the rules ask for; '' where nobody opened them."""
    return SKY + world.sandbox.rules.word("sky") if world.sandbox is not None else ""


def size(world) -> float:
    """How large ships are drawn, as a share of their own size."""
    return world.sandbox.size if world.sandbox is not None else 1.0


def grade_light(light: Light, world) -> Light:
    if world.sandbox is None:
        return light
    grade = GRADES[world.sandbox.rules.word("colours")]
    return Light(light.direction, _times(light.colour, grade.key), _times(light.ambient, grade.ambient))


def grade_post(post: Post, world) -> None:
    if world.sandbox is None:
        return
    grade = GRADES[world.sandbox.rules.word("colours")]
    post.saturation *= grade.saturation
    post.gain = _times(post.gain, grade.gain)
    post.bloom *= grade.bloom


def _times(a: RGB, b: RGB) -> RGB:
    return a[0] * b[0], a[1] * b[1], a[2] * b[2]


def draw_world(moment: Moment) -> None:
    """The line: a hair from one edge of the picture to the other, and a slow green beat that goes along it."""
    world, lens = moment.world, moment.lens
    if world.sandbox is None:
        return
    _draw_edge(moment)
    for row in (world.ships.kind == LIFELINE).nonzero()[0].tolist():
        x, y = moment.poses.x[row], moment.poses.y[row]
        if not -60.0 < lens.x(x) < lens.width + 60.0:
            continue
        _draw_line(moment, float(x), float(y))


def _draw_edge(moment: Moment) -> None:
    """Where the world ends, and what falls comes to rest: a line that one sees when one is near it."""
    lens, (x0, y0, x1, y1) = moment.lens, moment.world.terrain.bounds
    x0, y0, x1, y1 = x0 + EDGE, y0 + EDGE, x1 - EDGE, y1 - EDGE
    ink = palette.ink("ink" if moment.frame.clear[1] > 0.4 else "steel", 0.20)
    left, top = max(-40.0, lens.x(x0)), max(-40.0, lens.y(y0))
    right, foot = min(lens.width + 40.0, lens.x(x1)), min(lens.height + 40.0, lens.y(y1))
    if left < right and top < foot:
        corners = [(left, top), (right, top), (right, foot), (left, foot)]
        moment.frame.world.polyline(corners, max(1.0, 1.2 * lens.scale), ink, True)


def _draw_line(moment: Moment, x: float, y: float) -> None:
    lens, rows = moment.lens, moment.frame.world
    k = lens.scale
    down = np.arange(-20.0, lens.height + 20.0 + STEP, STEP)
    at = (down - lens.y(y)) / k  # units below its knot
    sway = SWAY * np.sin(at / 190.0 + moment.time * 0.5) * np.minimum(1.0, np.abs(at) / 260.0)
    since = moment.time % BEAT
    beat = np.abs(at - (since * BEAT_GOES - 330.0)) / BEAT_HIGH
    inside = beat < 1.0
    swing = np.zeros_like(at)
    phase = (at[inside] - (since * BEAT_GOES - 330.0)) / BEAT_HIGH * math.pi * 2.0
    swing[inside] = np.sin(phase) * (1.0 - beat[inside] ** 2) * BEAT_WIDE
    across = lens.x(x + sway + swing)
    points = np.stack([across, down], axis=1)
    dark = palette.ink("ink", 0.92) if moment.frame.clear[1] > 0.4 else palette.ink("shade", 0.8)
    rows.polyline(points, max(1.2, 1.7 * k), dark, False)
    lit = beat < 2.2
    if np.count_nonzero(lit) > 1:
        rows.polyline(points[lit], max(2.0, 3.0 * k), palette.ink("tube", 0.85), False)
        bead = points[inside]
        if len(bead):
            middle = bead[len(bead) // 2]
            rows.add(
                "soft", float(middle[0]), float(middle[1]), 120.0 * k, 120.0 * k, 0.0, palette.ink("phosphor", 0.20)
            )


def _near(canvas: Canvas, moment: Moment) -> list[Rect]:
    """What things fill that stand by the player's ship."""
    ships, poses = moment.world.ships, moment.poses
    near = np.hypot(poses.x - moment.here[0], poses.y - moment.here[1]) < BY
    near[moment.player] = False
    found = []
    for row in near.nonzero()[0].tolist():
        what = KINDS[KIND_NAMES[int(ships.kind[row])]]
        found.append(room_round(canvas, (float(poses.x[row]), float(poses.y[row])), max(what.radius, what.length / 2)))
    return found


def draw_glass(
    canvas: Canvas, moment: Moment, key: str, asked: bool, shown: float, berth: Berth, panels: list[Rect]
) -> Rect | None:
    """The console before the ship, put away: a small sheet with one blinking mark, and its key once it has one.

    `asked`: somebody waits for it to be opened. Else it stays out of the way. In its `berth` it makes way for what
    stands by the ship, and for `panels`. Returns where it lies [px].
    """
    if not asked:
        berth.leave()
        return None
    wide, high = CONSOLE_SIZE
    middles = [canvas.place(moment.here[0] + x, moment.here[1] + y) for x, y in CONSOLE_AT]
    spots = [(x - wide / 2, y - high / 2, wide, high) for x, y in middles]
    left, top, _, _ = berth.place("console", spots, _near(canvas, moment), panels, moment.time)
    top += 3.0 * math.sin(moment.time * 1.3)
    canvas.rect(left + 3, top + 5, wide, high, palette.ink("ink", 0.10))
    canvas.rect(left, top, wide, high, palette.ink("white", 0.92))
    edge = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)]
    canvas.path(edge, 1.1, palette.ink("ink", 0.55), closed=True)
    if (moment.time + 0.2) % BLINKS < BLINKS * 0.55:
        canvas.rect(left + 11, top + high / 2 - 8, 7, 16, palette.ink("ink", 0.92))
    if key and shown > 0.0:
        canvas.text(left + wide - 11, top + high / 2 - 6, key, 12.0, palette.ink("ink", shown), "right")
    return left * canvas.unit, top * canvas.unit, wide * canvas.unit, high * canvas.unit
