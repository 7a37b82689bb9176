"""Searchlights: a warm beam on the floor, whiter the longer it holds somebody, and the lamp that throws it."""

from __future__ import annotations

from game.render import palette
from game.render.frame import Cone
from game.render.moment import Moment
from game.sim.kinds import KIND_NAMES, KINDS

WARM, HELD = (1.0, 0.80, 0.56), (1.0, 0.90, 0.72)  # of the beam, and when it holds somebody
RIM, RIM_HELD = (0.52, 0.41, 0.28), (1.0, 0.97, 0.90)
MOUTH = 0.42  # of the lamp's length ahead of its middle
STRENGTH = 1.25


def cone(moment: Moment, row: int) -> Cone | None:
    """The beam of a lamp that is in the picture, or whose light may fall into it; the lamp's own glow is added."""
    ships, lens, poses = moment.world.ships, moment.lens, moment.poses
    kind = KINDS[KIND_NAMES[int(ships.kind[row])]]
    x, y, angle = float(poses.x[row]), float(poses.y[row]), float(poses.angle[row])
    if not lens.sees(x, y, kind.sight):
        return None
    nose_x, nose_y = float(ships.nose_x[row]), float(ships.nose_y[row])
    x, y = lens.x(x + nose_x * kind.length * MOUTH), lens.y(y + nose_y * kind.length * MOUTH)
    alarm = float(ships.scan[row])
    size = kind.length * lens.scale
    fx = moment.frame.fx
    fx.add("glow", x, y, size * 2.6, size * 2.6, 0.0, palette.light("amber", 0.20 + 0.15 * alarm))
    fx.add("glow", x, y, size * 0.9, size * 0.9, 0.0, palette.light("core", 0.55 + 0.35 * alarm))
    colour = tuple(a + (b - a) * alarm for a, b in zip(WARM, HELD, strict=True))
    edge = tuple(a + (b - a) * alarm for a, b in zip(RIM, RIM_HELD, strict=True))
    return Cone(x, y, angle, kind.cone, kind.sight * lens.scale, colour, edge, STRENGTH, alarm)
