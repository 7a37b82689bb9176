"""What is in tow as it is drawn: the rope, slack or taut, and the light in the pod's window."""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.canvas import Canvas, faded
from game.render.moment import Moment
from game.render.outline import band_round
from game.sim.kinds import KIND_INDEX, KINDS
from game.sim.tables import distinct
from game.sim.tow import BUMP

POD = KIND_INDEX["pod"]
WINDOW = 16 / 110  # of the pod ahead of its middle, as a share of its length
PARTS = 15  # of the rope
STERN, NOSE = 40.0, 34.0  # where it is made fast: behind the ship's middle, before the pod's [u]
RIM = 36.0  # and how far from her middle it is when the pod is not behind her [u]
HANGS = 0.55  # how far a slack rope hangs aside, as a share of what it could
SWAY, SWAYS = 0.35, 1.7  # how much of that it sways, and how fast [rad/s]
STEADY = 90.0  # a pod that goes aside as fast as this leaves its rope wholly on one side [u/s]
THICK = 2.6  # [u]
TREMBLE, TREMBLES = 3.4, 61.0  # of a rope that is about to break: how far [u], how fast [rad/s]
CLEARS, STRETCHES = 5.0, 1.7  # it lies so far off a rock [u], and round none where it would be so much longer
WORN = 0.35  # strain from which it shows


def draw(moment: Moment) -> None:
    """Windows that are lit, then the rope over ship and pod."""
    ships, poses, lens = moment.world.ships, moment.poses, moment.lens
    for row in np.flatnonzero((ships.kind == POD) & poses.seen).tolist():
        angle, far = float(poses.angle[row]), WINDOW * KINDS["pod"].length
        x, y = float(poses.x[row]) + math.cos(angle) * far, float(poses.y[row]) + math.sin(angle) * far
        flicker = 1.0 + 0.05 * math.sin(moment.time * 7.3) + 0.04 * math.sin(moment.time * 17.9)
        for size, gain in ((40.0, 0.36), (120.0, 0.16)):
            wide = size * lens.scale
            glow = palette.light("credit", gain * flicker)
            moment.frame.fx.add("glow", lens.x(x), lens.y(y), wide, wide, 0.0, glow)
    row = towed(moment.world)
    if row >= 0 and moment.player >= 0:
        draw_rope(moment, row)


def draw_on_glass(canvas: Canvas, moment: Moment, shown: float) -> None:
    """Round what is in tow: how many bumps it bears yet, and how worn the rope is."""
    world = moment.world
    row = world.ships.row_of(world.tow.who) if world.tow is not None else -1
    if row < 0 or not moment.poses.seen[row]:
        return
    x, y = canvas.place(float(moment.poses.x[row]), float(moment.poses.y[row]))
    bears = math.ceil(float(world.ships.hull[row]) / BUMP - 1e-6)
    whole = math.ceil(float(world.ships.hull_max[row]) / BUMP - 1e-6)
    y += 44.0 * canvas.world_unit
    for i in range(whole):
        ink = palette.ink("credit" if bears > 1 else "hot", 0.95) if i < bears else palette.ink("dim", 0.5)
        canvas.rect(x + (i - (whole - 1) / 2) * 13.0 - 5.0, y, 10.0, 3.0, faded(ink, shown))
    worn = world.tow.strain
    if worn > 0.08:
        ink = palette.ink("hot" if worn > 0.5 else "pearl", min(1.0, 0.35 + worn))
        canvas.rect(x - 19.0, y + 6.0, 38.0 * min(1.0, worn), 2.0, faded(ink, shown))


def towed(world) -> int:
    """The row of what is in tow; -1 when nothing is."""
    return int(world.ships.row_of(world.tow.who)) if world.tow is not None else -1


def draw_rope(moment: Moment, row: int, shown: float = 1.0) -> None:
    """The rope to the pod of a row, and how it is made fast."""
    tow, lens = moment.world.tow, moment.lens
    points = rope(moment, row)
    x, y = lens.x(points.real), lens.y(points.imag)
    worn = max(0.0, (tow.strain - WORN) / (1.0 - WORN))
    ink = _mix(palette.ink("pearl"), palette.ink("hot"), min(1.0, 1.4 * worn))
    wide = THICK * lens.scale * (1.0 - 0.35 * worn)
    fx = moment.frame.fx
    fx.polyline(np.stack([x, y], axis=1), wide * 1.9, faded(palette.ink("ink", 0.8), shown))
    fx.polyline(np.stack([x, y], axis=1), wide, faded(ink, shown))
    pull = min(1.0, tow.tension / 2400.0)
    for i, size in ((0, 15.0), (-1, 20.0)):
        glow = palette.light("hot" if worn > 0.0 else "ring", (0.25 + 0.5 * max(pull, worn)) * shown)
        fx.add("glow", float(x[i]), float(y[i]), 2.2 * size * lens.scale, 2.2 * size * lens.scale, 0.0, glow)


def rope(moment: Moment, row: int) -> np.ndarray:
    """Places along the rope to the pod of a row, from the stern on, as complex numbers (PARTS + 1,)."""
    world, poses = moment.world, moment.poses
    tow, ships = world.tow, world.ships
    ship, pod = complex(*moment.here), complex(poses.x[row], poses.y[row])
    nose, face = float(poses.angle[moment.player]), float(poses.angle[row])
    begin = ship + _made_fast(pod - ship, complex(math.cos(nose), math.sin(nose)))
    end = pod + NOSE * complex(math.cos(face), math.sin(face))
    chord = end - begin
    long = max(abs(chord), 1.0)
    whole = max(tow.reach - STERN - NOSE, 1.0)
    slack = math.sqrt(max(0.0, whole * whole - long * long) * 0.375) * HANGS
    way = chord / long
    aside = (ships.velocity.item(row) * (way * 1j).conjugate()).real / STEADY
    lean = max(-1.0, min(1.0, aside)) + SWAY * math.sin(moment.time * SWAYS)
    share = np.linspace(0.0, 1.0, PARTS + 1)
    bow = 4.0 * share * (1.0 - share)
    shake = 0.0
    if tow.strain > WORN:
        shake = TREMBLE * (tow.strain - WORN) / (1.0 - WORN) * math.sin(moment.time * TREMBLES)
    return _laid_round(moment, begin + chord * share + way * 1j * (bow * (slack * -lean + shake)))


def _laid_round(moment: Moment, hung: np.ndarray) -> np.ndarray:
    """The rope, taut round the rock that it would hang through; over it, where that would be far too long."""
    terrain = moment.world.terrain
    stuck = terrain.piece_at(hung.real, hung.imag)
    names = [terrain.name_of(index) for index in distinct(stuck[stuck > 0])]
    rock = next((rock for rock in terrain.rocks if rock.name in names), None)
    if rock is None:
        return hung
    corners = rock.points[:, 0] + 1j * rock.points[:, 1]
    off = corners - corners.mean()
    corners = corners + off / np.maximum(np.abs(off), 1.0) * CLEARS
    ways = _ways_round(corners, hung[0], hung[-1])
    long = [float(np.abs(np.diff(way)).sum()) for way in ways]
    if not ways or min(long) > STRETCHES * abs(hung[-1] - hung[0]):
        return hung
    way = ways[long.index(min(long))]
    along = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(way)))])
    share = np.linspace(0.0, along[-1], hung.size)
    laid: np.ndarray = np.interp(share, along, way.real) + 1j * np.interp(share, along, way.imag)
    return laid


def _ways_round(corners: np.ndarray, begin: complex, end: complex) -> list[np.ndarray]:
    """Both ways from one place to the other that are taut round corners (k,); none when one lies between them."""
    hull = band_round([*corners.tolist(), complex(begin), complex(end)])
    if begin not in hull or end not in hull:
        return []
    at = hull.index(begin)
    hull = hull[at:] + hull[:at]
    to = hull.index(end)
    return [np.array(hull[: to + 1]), np.array([hull[0], *reversed(hull[to:])])]


def _made_fast(to: complex, nose: complex) -> complex:
    """Where the rope leaves the ship: at her stern, or round her side when the pod is not behind her."""
    way = to / max(abs(to), 1.0)
    behind = max(0.0, min(1.0, 0.5 - 0.9 * (way * nose.conjugate()).real))
    return -STERN * nose * behind + RIM * way * (1.0 - behind)


def _mix(a: tuple, b: tuple, share: float) -> tuple:
    return tuple(p + (q - p) * share for p, q in zip(a, b, strict=True))
