"""What developers look at over the picture: what each system costs, how even the frames come, how much there is.

It hangs on one key (see `bindings.py`), reads and never writes, and is drawn into the list that the frame has anyway.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from game.play.memory import resident_mb
from game.play.stopwatch import REST, SYSTEMS, Stopwatch
from game.render.berth import Berth
from game.render.camera import Lens
from game.render.canvas import Canvas
from game.render.frame import Frame
from game.render.palette import RGBA, ink
from game.render.rects import Rect

if TYPE_CHECKING:
    from game.play.app import App

BUDGET, HITCH = 1000.0 / 60.0, 33.0  # [ms] of a frame at 60 a second, and of one that everybody notices
TOP, LEFT, WIDE = 96.0, 20.0, 290.0  # of the sheet [units]
MARGIN, SIZE, ROW = 10.0, 9.0, 14.0
GRAPH = 64.0  # its height [units]: that many say TALL
TALL = 40.0  # [ms]
BARS, BAR = 135, 2.0  # frames in the graph, and how wide each is [units]
STEP = 1.0  # heights are whole steps of this [units]: few shapes to keep
FIGURES, STRIP = 142.0, 154.0  # columns [units from the margin]
STRIP_WIDE, STRIP_MS = 116.0, 8.0  # the strip beside a cost, and what fills it
COUNTED, COLUMN, GAP = 3, 80.0, 15.0  # counts in a row, and how wide each is [units]
LEAST = 0.015  # systems that cost less have no row [ms]
RENDERERS = {"gl": "GL", "software": "SW"}
LOOKS = 60  # turns between two looks at the memory


class Overlay:
    """Off until `toggle`; `draw` puts it on a frame, `turn` ends each turn of the loop."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.watch = Stopwatch()
        self._berth = Berth()
        self._memory: float | None = None
        self._looked = 0

    @property
    def shown(self) -> bool:
        return self.watch.hangs

    def toggle(self) -> None:
        if self.shown:
            self.watch.take_down()
        else:
            self.watch.hang()
            self._looked = 0

    def turn(self) -> None:
        if self.shown:
            self.watch.turn(self.app.renderer.beside)

    def draw(self, frame: Frame) -> None:
        if not self.shown:
            return
        canvas = Canvas(frame.hud, Lens(1.0, 0.0, 0.0, *self.app.size))
        counts = self._counts(frame)
        rows = [system for system in SYSTEMS if self.watch.costs[system] >= LEAST or system == REST]
        lines = -(-len(counts) // COUNTED)
        high = MARGIN * 2 + ROW * (1 + len(rows) + lines) + GRAPH + 18.0
        left, top, _, _ = self._place(canvas, high + ROW * (len(SYSTEMS) - len(rows)))  # more rows may come
        canvas.panel(left, top, WIDE, high)
        x, y = left + MARGIN, top + MARGIN
        self._headline(canvas, x, y)
        self._graph(canvas, x, y + ROW)
        y += ROW + GRAPH + 9.0
        for system in rows:
            self._cost(canvas, x, y, system)
            y += ROW
        canvas.rect(x, y, WIDE - 2 * MARGIN, 1.0, ink("line"))
        for number, (name, count) in enumerate(counts):
            column, row = number % COUNTED, number // COUNTED
            at, level = x + column * (COLUMN + GAP), y + 9.0 + row * ROW
            canvas.text(at, level, name, SIZE, ink("dim"))
            canvas.text(at + COLUMN, level, count, SIZE, ink("text"), "right")

    # -- parts

    def _place(self, canvas: Canvas, high: float) -> Rect:
        """Where it hides least of what is read in a flight; large letters leave it no place of its own."""
        scene, scale = (self.app.scenes[-1] if self.app.scenes else None), self.app.text_scale
        glass = getattr(getattr(scene, "view", None), "glass", None)
        read = [(x * scale, y * scale, w * scale, h * scale) for x, y, w, h in glass.taken] if glass else []
        right, foot = canvas.width - LEFT - WIDE, canvas.height - LEFT - high
        levels, sides = (TOP, LEFT, (LEFT + foot) / 2, foot), (LEFT + share / 8 * (right - LEFT) for share in range(9))
        spots = [(x, y, WIDE, high) for x in sides for y in levels]
        return self._berth.place("overlay", spots, [], read, time.perf_counter())

    def _headline(self, canvas: Canvas, x: float, y: float) -> None:
        right = x + WIDE - 2 * MARGIN
        turns = sorted(self.watch.turns)
        if not turns:
            return
        middle, late, worst = turns[len(turns) // 2], turns[int(len(turns) * 0.99)], turns[-1]
        for name, took in (("MEDIAN", middle), ("P99", late), ("WORST", worst)):
            x += canvas.text(x, y, name, SIZE, ink("dim")) + 7.0
            x += canvas.text(x, y, _figures(took, 1), SIZE, _tone(took, "text")) + 9.0
        canvas.text(right, y, RENDERERS[self.app.renderer.kind], SIZE, ink("dim"), "right")

    def _graph(self, canvas: Canvas, x: float, y: float) -> None:
        """A bar a frame, newest right; what was late is marked by its colour and by a cap."""
        for number, took in enumerate(list(self.watch.turns)[-BARS:]):
            high = max(STEP, round(min(took, TALL) / TALL * GRAPH / STEP) * STEP)
            tone = _tone(took, "good")
            canvas.rect(x + number * BAR, y + GRAPH - high, BAR, high, tone)
            if took > BUDGET:
                canvas.rect(x + number * BAR, y + GRAPH - high, BAR, 2.0, ink("white"))
        for limit, words in ((BUDGET, "16.7"), (HITCH, "33")):
            at = y + GRAPH * (1.0 - limit / TALL)
            canvas.rect(x, at, WIDE - 2 * MARGIN, 1.0, ink("text", 0.5))
            canvas.label(x + WIDE - 2 * MARGIN - 5.0, at - SIZE / 2, words, ink("dim"), "right", size=SIZE * 0.8)

    def _cost(self, canvas: Canvas, x: float, y: float, system: str) -> None:
        took = self.watch.costs[system]
        canvas.text(x, y, system.upper(), SIZE, ink("dim" if system == REST else "text"))
        canvas.text(x + FIGURES, y, _figures(took, 2), SIZE, ink("text"), "right")
        wide = max(STEP, round(min(took / STRIP_MS, 1.0) * STRIP_WIDE / STEP) * STEP)
        canvas.rect(x + STRIP, y + 1.0, STRIP_WIDE, SIZE - 2.0, ink("line", 0.6))
        canvas.rect(x + STRIP, y + 1.0, wide, SIZE - 2.0, _tone(took, "good"))

    def _counts(self, frame: Frame) -> list[tuple[str, str]]:
        """(what, how many), of the world if there is one, and of the picture."""
        found: list[tuple[str, int]] = []
        scene = self.app.scenes[-1] if self.app.scenes else None
        view = getattr(scene, "view", None)
        if view is not None:
            world = view.episode.world
            found += [("SHIPS", world.ships.n), ("SHOTS", world.shots.n), ("MOTES", world.motes.n)]
            found += [("CROWD", world.traffic.rows.n), ("SPARKS", view.particles.n), ("CONES", len(frame.cones))]
        found.append(("ROWS", frame.floor.n + frame.world.n + frame.fx.n + frame.hud.n))
        kept = getattr(self.app.renderer, "kept", None)
        if kept is not None:
            found += [("KEPT", kept[0]), ("KEPT MB", round(kept[1] / 1e6))]
        if self._looked % LOOKS == 0:
            self._memory = resident_mb()
        self._looked += 1
        if self._memory is not None:
            found.append(("MB", round(self._memory + getattr(self.app.renderer, "own_mb", 0.0))))
        return [(what, str(count)) for what, count in found]


def _figures(took: float, places: int) -> str:
    """[ms], with so many places behind the point while there is room for them."""
    return f"{took:.{places}f}" if took < 99.95 else f"{took:.0f}"


def _tone(took: float, well: str) -> RGBA:
    """Within the budget, late, and so late that everybody notices."""
    return ink("hot") if took > HITCH else ink("amber") if took > BUDGET else ink(well)
