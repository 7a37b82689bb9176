"""Walls that are arcs or go round: plates lapped over each other, a strip of light along them, a lamp on each end.

A wave of light runs along the strip as the wall turns, and over one that stands more slowly, both ways from its middle:
so one sees which way a wall goes, and how soon its gap will be here, before it has moved.
"""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.atlas import Atlas
from game.render.drawlist import LIT
from game.render.moment import Moment
from game.render.steps import stepped
from game.sim.motions import Spin

PLATE = 46.0  # about so long is one [units]
LAP = 1.16  # and is drawn so much longer: it lies over the next
THICK = 1.28  # as a share of the wall's width
STRIP, STRIP_WIDE = 0.62, 5.0  # of a plate's length, and wide [units]
CAP = 0.86  # across, as a share of the wall's width
WAVE, RUNS = 520.0, 1.5  # length of the wave of light [units], and how fast it runs [rad/s]
SHADE = 0.1  # how far apart the shades of the wave are: strokes that turn share pictures only with their like
SHADES = (0.84, 1.0, 0.92, 1.06)  # plates are not all alike
PLATE_ART, CAP_ART = "wall_plate", "wall_cap"


class Plates:
    """All plated walls of a level. Columns (n,), in world units round what each turns about."""

    def __init__(self, level, atlas: Atlas) -> None:
        rows = {mover.piece.name: row for row, mover in enumerate(level.terrain.movers)}
        plates, caps, self.names = [], [], []
        for wall in level.map.walls.values():
            row = rows.get(wall.id, -1)
            if wall.slide is not None or (wall.arc is None and wall.spin is None):
                continue
            if row >= 0:
                mover = level.terrain.movers[row]
                piece, middle, rate = mover.piece, mover.middle, mover.motion.rate
                assert isinstance(mover.motion, Spin)
            else:
                piece, middle, rate = next(w for w in level.terrain.walls if w.name == wall.id), (0.0, 0.0), 0.0
            number = len(self.names)
            self.names.append(wall.id)
            points = np.asarray(piece.points, float) - middle
            x, y, turn, long, along = _cut(points)
            flip = np.pi if rate < 0 else 0.0  # plates lap the way it goes
            total = float(along[-1] + long[-1] / 2)
            run = along * (2 * np.pi / WAVE) * (np.sign(rate) if rate else 1.0)
            if not rate:
                run = np.abs(along - total / 2) * (2 * np.pi / WAVE)
            shade = np.array(SHADES)[np.arange(x.size) % len(SHADES)]
            full = np.full(x.size, 1.0)
            plates.append(
                np.stack([x, y, turn + flip, long, full * piece.width, run, shade, full * row, full * number], axis=1)
            )
            if not np.array_equal(piece.points[0], piece.points[-1]):
                ends = points[[0, -1]]
                caps.append(np.stack([*ends.T, np.full(2, piece.width), np.full(2, row), np.full(2, number)], axis=1))
        table = np.concatenate(plates) if plates else np.zeros((0, 9))
        self._x, self._y, self._turn, self._long, self._wide, self._run, self._shade, row, number = table.T
        self._row, self._number = row.astype(np.intp), number.astype(np.intp)
        ends = np.concatenate(caps) if caps else np.zeros((0, 5))
        self._cap_x, self._cap_y, self._cap_wide, row, number = ends.T
        self._cap_row, self._cap_number = row.astype(np.intp), number.astype(np.intp)
        self._turns = np.array([rows.get(name, -1) >= 0 for name in self.names], bool)
        self._place = np.zeros((len(level.terrain.movers) + 1, 3))  # x, y, angle of each mover; the last row stands
        self._plate, self._cap = atlas.id(PLATE_ART), atlas.id(CAP_ART)
        self._line, self._glow, self._soft = atlas.id("line"), atlas.id("glow"), atlas.id("soft")
        self._shown: tuple[np.ndarray, ...] = ()

    @property
    def some(self) -> bool:
        return bool(self.names)

    def draw_floor(self, moment: Moment, standing: bool) -> None:
        """Their shadows. Unless `standing`, those that do not turn are seen in the ground, and not drawn here."""
        lens = moment.lens
        self._shown = self._find(moment, standing)
        plate, x, y = self._shown[:3]
        dx, dy = (v * lens.scale * 1.6 for v in moment.shade)
        if plate.size:
            wide = self._wide[plate] * lens.scale * 2.6
            moment.frame.floor.add(self._soft, x + dx, y + dy, wide, wide, 0.0, (0.0, 0.0, 0.0, 0.62 * moment.dark))

    def draw(self, moment: Moment) -> None:
        frame, k = moment.frame, moment.lens.scale
        plate, x, y, turn, cap, cap_x, cap_y = self._shown
        if plate.size:
            long, wide = self._long[plate] * k, self._wide[plate] * k
            colour = np.empty((plate.size, 4), np.float32)
            colour[:, :3] = self._shade[plate][:, None]
            colour[:, 3] = 1.0 + LIT
            frame.world.add(self._plate, x, y, long * LAP, wide * THICK, turn, colour)
            self._light(moment, plate, x, y, turn, long)
        if cap.size:
            size = self._cap_wide[cap] * k * CAP
            frame.world.add(self._cap, cap_x, cap_y, size, size, 0.0, (1.0, 1.0, 1.0, 1.0))
            frame.fx.add(self._glow, cap_x, cap_y, size * 3.4, size * 3.4, 0.0, palette.light("amber", 0.46))
            frame.fx.add(self._glow, cap_x, cap_y, size * 1.2, size * 1.2, 0.0, palette.light("core", 0.42))

    def _light(self, moment: Moment, plate, x, y, turn, long) -> None:
        """The strip: amber that goes to white where the wave is."""
        k, frame = moment.lens.scale, moment.frame
        wave = stepped(0.5 + 0.5 * np.sin(self._run[plate] - moment.time * RUNS), SHADE)
        wave *= wave
        r, g, b, _ = palette.light("amber")
        lit = np.zeros((plate.size, 4), np.float32)
        lit[:, :3] = np.array([r, g, b]) * (0.62 + 0.38 * wave)[:, None] + (0.42 * wave)[:, None]
        thick = 2.0 * STRIP_WIDE * k
        frame.world.add(self._line, x, y, long * STRIP, thick, turn, lit)
        glow = lit * (0.10 + 0.16 * wave)[:, None].astype(np.float32)
        frame.fx.add(self._glow, x, y, long * 1.9, long * 1.2, turn, glow)

    def _find(self, moment: Moment, standing: bool) -> tuple[np.ndarray, ...]:
        """Plates and lamps on screen, and where they are between two ticks [px]."""
        world, lens = moment.world, moment.lens
        moving = world.movers
        if moving is not None:
            self._place[:-1, 0], self._place[:-1, 1] = moving.place.real, moving.place.imag
            self._place[:-1, 2] = moving.angle - moving.turn * moment.behind
        gone = world.terrain.gone
        there = np.array([name not in gone for name in self.names], bool)
        if not standing:
            there &= self._turns
        x, y, angle = self._at(self._x, self._y, self._row)
        plate = (lens.sees(x, y, 80.0) & there[self._number]).nonzero()[0]
        cap_x, cap_y, _ = self._at(self._cap_x, self._cap_y, self._cap_row)
        cap = (lens.sees(cap_x, cap_y, 120.0) & there[self._cap_number]).nonzero()[0]
        return (
            plate, lens.x(x[plate]), lens.y(y[plate]), self._turn[plate] + angle[plate],
            cap, lens.x(cap_x[cap]), lens.y(cap_y[cap]),
        )  # fmt: skip

    def _at(self, x: np.ndarray, y: np.ndarray, row: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        px, py, angle = self._place[row].T  # -1: the last row
        c, s = np.cos(angle), np.sin(angle)
        return px + x * c - y * s, py + x * s + y * c, angle


def _cut(points: np.ndarray) -> tuple[np.ndarray, ...]:
    """A polyline in plates of nearly one length: x, y, turn, length of each, and how far along it is."""
    way = np.diff(points, axis=0)
    leg = np.hypot(*way.T)
    count = np.maximum(1, np.round(leg / PLATE).astype(int))
    of = np.repeat(np.arange(leg.size), count)  # the leg that each plate lies on
    first = np.cumsum(count) - count
    at = (np.arange(of.size) - first[of] + 0.5) / count[of]
    far = np.cumsum(leg) - leg
    x, y = (points[of] + way[of] * at[:, None]).T
    return x, y, np.arctan2(way[:, 1], way[:, 0])[of], (leg / count)[of], far[of] + at * leg[of]
