"""What slides: the track that says so, the leaf that runs on it, and lamps that tell half a second before it moves.

At rest the lamps glow low. Before a movement they light up one after the other, the way it will go, and the ground
that will be swept grows hot; while it moves, all of them burn.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from game.render import palette
from game.render.atlas import Atlas
from game.render.drawlist import DrawList
from game.render.moment import Moment
from game.render.strokes import Strokes
from game.sim.motions import MOVES, WARNS, Mover, Slide
from game.sim.terrain import Wall

NARROW = 110.0  # a track no wider is one bed, a wider one two rails apart [units]
BESIDE = 5.0  # how far rails run outside of what slides on them [units]
SLEEPER = 38.0  # between two [units]
LAMP_STEP = 64.0  # between two lamps of a rail [units]
STRIPE = 26.0  # between two stripes of a leaf [units]
STRIPED = 50.0  # a leaf no wider is striped all over; a wider one has a band of stripes on either side [units]
BAND = 15.0  # half the width of such a band [units]
CHASE = 0.55  # s in which the light runs down the whole track
STRETCH = 200.0  # longest piece of a stroke [units]
LOW, HOT = 0.16, 1.0  # how bright lamps are at rest, and at their brightest


class Slides:
    """All slides of a level, in the order in which the world's movers have them."""

    def __init__(self, movers: tuple[Mover, ...], atlas: Atlas) -> None:
        self._tracks = [Track(row, one, atlas) for row, one in enumerate(movers) if isinstance(one.motion, Slide)]
        self._lamp, self._glow = atlas.id("dot"), atlas.id("glow")
        self._seen: list[Track] = []
        self._shown: dict[str, Together] = {}  # what is drawn of those, by the name of its field
        self._by = np.zeros((0, 2), np.float32)  # how far from its place each of them is [px]
        self._lit: list[tuple] = []  # x, y, brightness (n,), colour and size of the lamps of this picture

    def draw_floor(self, moment: Moment) -> None:
        """Tracks, and the shadows of what stands on them."""
        lens, frame, moving = moment.lens, moment.frame, moment.world.movers
        seen = [one for one in self._tracks if moving.standing[one.row] and lens.sees(one.x, one.y, one.reach + 60.0)]
        if seen != self._seen:
            self._seen = seen
            self._shown = {name: Together.of(seen, name) for name in ("track", "shadow", "leaf")}
        if not seen:
            return
        self._shown["track"].draw(frame.floor, moment)
        for one in seen:
            if moving.lamps[one.row] == WARNS:
                self._warn(moment, one)
        by = np.array([_moved(moment, one) for one in seen])
        self._by = by.astype(np.float32)
        self._shown["shadow"].draw(frame.floor, moment, by + np.array(moment.shade) * lens.scale)[:, 9] = moment.dark

    def draw(self, moment: Moment) -> None:
        """What slides, where it is between two ticks, and the lamps. Sliding rocks are pictures, drawn elsewhere."""
        if not self._seen:
            return
        self._shown["leaf"].draw(moment.frame.world, moment, self._by)
        for one, (dx, dy) in zip(self._seen, self._by.tolist(), strict=True):
            self._burn(moment, one, dx, dy)
        self._lamps(moment)

    def _warn(self, moment: Moment, one: Track) -> None:
        """The ground that will be swept, lit."""
        lens, k = moment.lens, moment.lens.scale
        beat = 0.5 + 0.5 * math.sin(moment.time * math.tau / CHASE)
        wide = one.wide + 70.0
        colour = palette.light("hot", 0.16 + 0.14 * beat)
        x, y, turn = one.middle
        moment.frame.floor.add("soft", lens.x(x), lens.y(y), (one.long + 120.0) * k, wide * k * 1.5, turn, colour)

    def _burn(self, moment: Moment, one: Track, dx: float, dy: float) -> None:
        """The lamps of the track, and those that ride on the leaf."""
        lens, moving = moment.lens, moment.world.movers
        says, share = int(moving.lamps[one.row]), float(moving.share[one.row])
        if says == WARNS:
            ahead = one.along if share < 0.5 else 1.0 - one.along
            phase = (ahead - moment.time / CHASE) % 1.0
            bright = LOW + (HOT - LOW) * np.maximum(0.0, 1.0 - phase * 2.2)
        else:
            bright = np.full(one.along.size, HOT if says == MOVES else LOW)
        colour = "hot" if says else "amber"
        light = palette.light(colour)[:3]
        self._lit.append((lens.x(one.lamp_x), lens.y(one.lamp_y), bright, light, 7.0))
        riding = np.full(one.ride_x.size, (0.55, HOT, HOT)[says])
        self._lit.append((lens.x(one.ride_x) + dx, lens.y(one.ride_y) + dy, riding, light, 9.0))

    def _lamps(self, moment: Moment) -> None:
        """All of them at once, over all that slides."""
        if not self._lit:
            return
        k, frame = moment.lens.scale, moment.frame
        x, y, bright = (np.concatenate([each[i] for each in self._lit]) for i in range(3))
        counts = [each[0].size for each in self._lit]
        size = np.repeat([each[4] for each in self._lit], counts)
        lit = np.zeros((x.size, 4), np.float32)
        lit[:, :3] = np.repeat(np.array([each[3] for each in self._lit], np.float32), counts, axis=0) * bright[:, None]
        self._lit.clear()
        frame.world.add(self._lamp, x, y, size * 1.7 * k, size * 1.7 * k, 0.0, palette.ink("stripe"))
        frame.world.add(self._lamp, x, y, size * k, size * k, 0.0, lit)
        frame.fx.add(self._glow, x, y, size * 6.0 * k, size * 6.0 * k, 0.0, lit * 0.42)


class Together(NamedTuple):
    """Strokes of several slides, drawn as one, and which of the slides each row is of."""

    strokes: Strokes
    of_slide: np.ndarray

    @classmethod
    def of(cls, slides: list[Track], name: str) -> Together:
        parts = [(i, part) for i, one in enumerate(slides) if (part := getattr(one, name)) is not None]
        if not parts:
            return cls(Strokes([], 0.0, np.zeros(0), ()), np.zeros(0, np.intp))
        counts = [part.size for _, part in parts]
        return cls(Strokes.joined([part for _, part in parts]), np.repeat([i for i, _ in parts], counts))

    def draw(self, target: DrawList, moment: Moment, by: np.ndarray | None = None) -> np.ndarray:
        """`by` (slides, 2): how far from its place each is [px]. Returns the rows in the list."""
        rows = self.strokes.draw(target, self.strokes.all, moment.lens)
        if by is not None:
            rows[:, 1:3] += by[self.of_slide]
        return rows


def _moved(moment: Moment, one: Track) -> tuple[float, float]:
    """How far from its place at the beginning it is drawn [px]."""
    moving, row = moment.world.movers, one.row
    place = moving.before[row] + (moving.place[row] - moving.before[row]) * moment.alpha
    off = complex(place - moving.home[row]) * moment.lens.scale
    return off.real, off.imag


class Track:
    """One slide, laid out in world units as it stands at the beginning."""

    def __init__(self, row: int, mover: Mover, atlas: Atlas) -> None:
        slide = mover.motion
        assert isinstance(slide, Slide)
        self.row = row
        outline = np.concatenate(mover.piece.rings())
        far = math.hypot(*slide.by)
        ux, uy = slide.by[0] / far, slide.by[1] / far
        turn = math.atan2(uy, ux)
        along, across = outline @ (ux, uy), outline @ (-uy, ux)
        a0, a1 = float(along.min()), float(along.max()) + far
        c0, c1 = float(across.min()) - BESIDE, float(across.max()) + BESIDE
        self.long, self.wide = a1 - a0, c1 - c0

        def place(a, c):
            return a * ux - c * uy, a * uy + c * ux

        self.x, self.y = place((a0 + a1) / 2, (c0 + c1) / 2)
        self.middle = (self.x, self.y, turn)
        self.reach = math.hypot(self.long, self.wide) / 2
        cuts = max(1, math.ceil(self.long / STRETCH))
        centres, piece = a0 + (np.arange(cuts) + 0.5) * (self.long / cuts), self.long / cuts
        line = atlas.id("line")
        narrow = self.wide <= NARROW
        beds = [((c0 + c1) / 2, self.wide + 16.0)] if narrow else [(c0, 30.0), (c1, 30.0)]
        sleepers = np.arange(a0 + 12.0, a1 - 6.0, SLEEPER)

        def stroke(at, c, long, thick, colour, turned=turn):
            x, y = place(np.asarray(at, float), np.full(np.shape(at), c))
            thick = np.full(np.shape(at), thick * 2.0)  # a stroke's sprite is twice as high as the stroke is thick
            return Strokes([(line, x, y, turned)], long, thick, colour)

        track: list[Strokes] = []
        for c, wide in beds:
            track.append(stroke(centres, c, piece, wide, (0.0, 0.0, 0.0, 0.46)))
            track.append(stroke(sleepers, c, wide - 4.0, 6.0, palette.ink("dusk", 0.9), turn + math.pi / 2))
        for c in (c0, c1):
            track.append(stroke(centres, c, piece, 5.0, palette.ink("rock-low")))
            track.append(stroke(centres, c, piece, 1.6, palette.ink("rock-high")))
        for a in (a0, a1):  # buffers
            ends = np.array([(c0 + c1) / 2] if narrow else [c0, c1])
            x, y = place(np.full(ends.shape, a), ends)
            high = np.full(ends.shape, 14.0)
            track.append(Strokes([(line, x, y, turn + math.pi / 2)], beds[0][1], high, palette.ink("rock-high")))
        self.track = Strokes.joined(track)
        count = max(2, round(self.long / LAMP_STEP))
        at = np.linspace(a0 + 14.0, a1 - 14.0, count)
        x0, y0 = place(at, np.full(count, c0 - 9.0))
        x1, y1 = place(at, np.full(count, c1 + 9.0))
        self.lamp_x, self.lamp_y = np.concatenate([x0, x1]), np.concatenate([y0, y1])
        self.along = np.tile((at - a0) / self.long, 2)
        self._lay_leaf(mover, line)

    def _lay_leaf(self, mover: Mover, line: int) -> None:
        """A wall that slides: dark plate, bright edges, stripes across it. A rock has its own picture."""
        self.leaf: Strokes | None = None
        self.shadow: Strokes | None = None
        points = mover.piece.points
        if not isinstance(mover.piece, Wall):
            middle = np.array(mover.middle)
            self.ride_x, self.ride_y = (middle + (points - middle) * 0.72).T[:, :: max(1, len(points) // 4)]
            return
        wide = mover.piece.width
        legs = np.concatenate([_cut(a, b) for a, b in pairwise(points)])
        x0, y0, x1, y1 = legs.T
        long, turn = np.hypot(x1 - x0, y1 - y0), np.arctan2(y1 - y0, x1 - x0)
        places = [(line, (x0 + x1) / 2, (y0 + y1) / 2, turn)]

        def plate(thick, colour):
            return Strokes(places, long + 2.0, np.full(long.size, 2.0 * thick), colour)

        self.shadow = plate(wide * 1.25, (0.0, 0.0, 0.0, 1.0))
        leaf = [plate(wide, palette.ink("rock-high")), plate(max(2.0, wide - 5.0), palette.ink("ink"))]
        bands, band = [0.0], max(3.0, wide - 6.0)
        if wide > STRIPED:  # a slab: stripes along its rims, and the plates that it is made of between
            bands, band = [BAND - wide / 2, wide / 2 - BAND], 1.4 * BAND
            leaf.append(plate(wide - 4.4 * BAND, palette.ink("rock-low", 0.55)))
            seams = np.concatenate([_across(a, b, 2.6 * STRIPE, 0.0, 0.0) for a, b in pairwise(points)])
            x, y, turn = seams.T
            across = wide - 4.4 * BAND
            seam = [(line, x, y, turn + math.pi / 2)]
            leaf.append(Strokes(seam, across, np.full(x.size, 6.0), palette.ink("ink", 0.8)))
        for off in bands:
            stripes = np.concatenate([_across(a, b, STRIPE, band * 0.4, off) for a, b in pairwise(points)])
            x, y, turn = stripes.T
            thick = np.full(x.size, 2.0 * min(8.0, band * 0.5))
            leaf.append(Strokes([(line, x, y, turn + 0.7)], band * 1.1, thick, palette.ink("amber")))
        self.leaf = Strokes.joined(leaf)
        self.ride_x, self.ride_y = points[[0, -1]].T


def _cut(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A leg in pieces of at most STRETCH: rows x0, y0, x1, y1."""
    ends = a + (b - a) * np.linspace(0.0, 1.0, max(1, math.ceil(math.dist(a, b) / STRETCH)) + 1)[:, None]
    return np.hstack([ends[:-1], ends[1:]])


def _across(a: np.ndarray, b: np.ndarray, step: float, margin: float, off: float) -> np.ndarray:
    """Where something crosses a leg every so often, `off` beside its middle: rows x, y, the leg's heading."""
    long = math.dist(a, b)
    inner = max(0.0, long - 2.0 * margin)
    count = max(1, round(inner / step))
    way = (b - a) / long
    at = margin + (np.arange(count) + 0.5) * (inner / count)
    places = a + way * at[:, None] + np.array([-way[1], way[0]]) * off
    return np.hstack([places, np.full((count, 1), math.atan2(way[1], way[0]))])
