"""A playtest on the map: the ship's way, the one before the level was changed beside it, and what happened where."""

from __future__ import annotations

import math

import numpy as np

from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.palette import ink
from game.sim.kinds import KIND_NAMES, KINDS

from .overlay import stroke
from .playing import Playing
from .track import SOFT, Mark, Track

STROKES = 160  # of a path in one picture: each costs software five microseconds
NAME = 7.0  # cap height of a beat's name [units]
NAMED = 16  # names in one picture
MARK = 5.0  # of what happened [units]
SHIP = 22.0  # px at 720p at least that the ship is long
SIGNS = {"lost": "red", "won": "lime", "checkpoint": "pearl", "retried": "amber"}


class Trail:
    """Draws itself over the map; see `Desk.over`."""

    def __init__(self, playing: Playing) -> None:
        self.playing = playing

    def draw(self, canvas: Canvas, lens: Lens) -> None:
        playing = self.playing
        if playing.test is None:
            return
        rerun = playing.rerun
        track = rerun.new.track if rerun is not None else playing.test.track
        before = rerun.old.track if rerun is not None else playing.before
        if before is not None:
            self._path(canvas, lens, before, before.first, before.last, ("past-2", 0.75), 1.8)
        frame = min(playing.frame, track.last)
        self._path(canvas, lens, track, track.first, frame, ("ring", 0.95), 2.2)
        self._path(canvas, lens, track, frame, track.last, ("ring", 0.4), 1.6)
        if playing.parted is not None and before is not None and rerun is None:
            self._fork(canvas, lens, track, playing.parted)
        self._marks(canvas, lens, track, frame)
        self._ships(canvas, lens)
        self._ship(canvas, lens, track, track.last if rerun is not None else frame)

    @staticmethod
    def _path(
        canvas: Canvas, lens: Lens, track: Track, start: int, stop: int, tone: tuple[str, float], width: float
    ) -> None:
        step = max(3, (stop - start) // STROKES)
        points = track.path(start, stop, step)
        lines = np.hstack([points[:-1], points[1:]]) if len(points) > 1 else np.zeros((0, 4))
        lines = lines[np.isfinite(lines).all(axis=1)]
        if len(lines):
            stroke(canvas.rows, lens, lines, width * lens.ui, ink(*tone))

    @staticmethod
    def _fork(canvas: Canvas, lens: Lens, track: Track, frame: int) -> None:
        x, y = _at(canvas, lens, *track.at(frame))
        canvas.circle(x, y, 9.0, 1.6, ink("past-2"))
        canvas.label(x - 13, y - 4, "apart from here", ink("past-2"), "right", size=NAME)

    def _marks(self, canvas: Canvas, lens: Lens, track: Track, frame: int) -> None:
        marks = [mark for mark in track.marks if mark.kind not in SOFT and math.isfinite(mark.x)]
        left, top, right, low = lens.rect()
        marks = [mark for mark in marks if left < mark.x < right and top < mark.y < low]
        beats = [mark for mark in marks if mark.kind == "beat"]
        if beats:
            x = lens.x(np.array([mark.x for mark in beats]))
            y = lens.y(np.array([mark.y for mark in beats]))
            past = np.array([[1.0 if mark.frame <= frame else 0.55] for mark in beats])
            size = 2.2 * MARK * canvas.unit
            canvas.rows.add("dot", x, y, size, size, 0.0, ink("void", 0.8))
            canvas.rows.add("dot", x, y, size * 0.7, size * 0.7, 0.0, np.array([ink("hot")]) * past)
        for mark in marks:
            if mark.kind != "beat":
                self._sign(canvas, mark, *_at(canvas, lens, mark.x, mark.y), mark.frame <= frame)
        taken: list[tuple[float, float, float]] = []
        for mark in sorted(beats, key=lambda mark: abs(mark.frame - frame))[:NAMED]:
            self._name(canvas, mark, _at(canvas, lens, mark.x, mark.y), mark.frame <= frame, taken)

    @staticmethod
    def _sign(canvas: Canvas, mark: Mark, x: float, y: float, past: bool) -> None:
        """What is no beat: a cross where the run was lost, a diamond where it was kept, taken up, or won."""
        tone = ink(SIGNS.get(mark.kind, "hot"), 1.0 if past else 0.55)
        if mark.kind == "lost":
            for way in (-1, 1):
                canvas.line(x - MARK, y - MARK * way, x + MARK, y + MARK * way, 2.2, tone)
        else:
            canvas.diamond(x, y, MARK, 1.6, tone)

    @staticmethod
    def _name(
        canvas: Canvas, mark: Mark, at: tuple[float, float], past: bool, taken: list[tuple[float, float, float]]
    ) -> None:
        wide = canvas.measure(mark.name, NAME)
        x, y = at[0] + 9, at[1] - NAME / 2
        if any(abs(x + wide / 2 - ox) < (wide + ow) / 2 + 5 and abs(y - oy) < NAME + 5 for ox, oy, ow in taken):
            return
        taken.append((x + wide / 2, y, wide))
        canvas.rect(x - 3, y - 3, wide + 6, NAME + 6, ink("void", 0.75))
        canvas.text(x, y, mark.name, NAME, ink("white" if past else "dim"))

    def _ships(self, canvas: Canvas, lens: Lens) -> None:
        """Everybody else, where they are at that moment: only when the world has been brought there."""
        if not self.playing.there or self.playing.test is None:
            return
        world = self.playing.test.episode.world
        ships, player = world.ships, world.player_row
        left, top, right, low = lens.rect()
        for row in range(len(ships.id)):
            x, y = float(ships.x[row]), float(ships.y[row])
            if row == player or not (left - 80 < x < right + 80 and top - 80 < y < low + 80):
                continue
            kind = KINDS[KIND_NAMES[int(ships.kind[row])]]
            art = kind.art if kind.art in canvas.rows.atlas else "drone_watcher"
            size = max(10.0 * lens.ui, kind.length * lens.scale)
            canvas.rows.add(art, float(lens.x(x)), float(lens.y(y)), size, None, float(ships.angle[row]), (1, 1, 1, 1))

    def _ship(self, canvas: Canvas, lens: Lens, track: Track, frame: int) -> None:
        x, y = track.at(frame)
        if self.playing.there and self.playing.test is not None:
            world = self.playing.test.episode.world
            row = world.player_row
            turn = float(world.ships.angle[row]) if row >= 0 else 0.0
        else:
            px, py = track.at(frame - 6)
            turn = math.atan2(y - py, x - px)
        kind = KINDS["callister"]
        size = max(SHIP * lens.ui, kind.length * lens.scale)
        px, py = float(lens.x(x)), float(lens.y(y))
        canvas.rows.add("ring", px, py, size * 1.7, size * 1.7, 0.0, ink("ring", 0.8))
        canvas.rows.add(kind.art, px, py, size, None, turn, (1, 1, 1, 1))


def _at(canvas: Canvas, lens: Lens, x: float, y: float) -> tuple[float, float]:
    """A place of the world in HUD units."""
    return float(lens.x(x)) / canvas.unit, float(lens.y(y)) / canvas.unit
