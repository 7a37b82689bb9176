"""Pictures adrift, as they are seen: prints in dark water, green by a monitor's light, and clearer towards morning."""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.camera import Lens
from game.render.frame import Frame
from game.render.moment import Moment
from game.sim.pictures import BESIDE, DRAWN, JOINED, JOINS, Pictures

WIDE = 218.0  # of a print [u]
PAIRS = 6  # it is morning when so many are joined
GREEN, MORNING = (0.40, 0.66, 0.53), (1.0, 0.98, 0.94)  # what a print's colours are multiplied by
BLANK, UNSEEN = (0.150, 0.205, 0.180), (0.012, 0.022, 0.020)  # paper and picture of one that shows nothing
MARGINS = (0.035, 0.055, 0.115)  # of its paper, as shares of its width and height: sides, top, foot
SHEEN = 0.030  # how bright the light is that slides over it
NEAR, FAR = 260.0, 900.0  # from the ship to a print that is bright, and to one that is dim [u]
DIM = 0.62
STEPS = 10  # of brightness: software makes a sprite anew for each
MERGES, SINKS = 1.6, 3.4  # s in which two become one, and in which that goes down to the room
BOB, TILT = 5.0, 0.045  # [u], [rad]
THREAD = 22  # dots of the thread to the one that is drawn
ASIDE = 74.0  # two that become one slide together from so far [u]


WAKING = ("ward-wake", "ward-woken")  # pictures with a window in them
WINDOW = (110.0, 356.0, 342.0, 118.0)  # the lower part of it, which the blind leaves free [units]: left, top, size
DROPS = 46
_PLACE, _PACE, _START = np.random.default_rng(7).random((3, DROPS))


def rain(frame: Frame, lens: Lens, time: float) -> None:
    """It runs down a pane that is far away and out of focus."""
    unit = max(lens.width / 1280.0, lens.height / 720.0)
    fall = (time * (0.35 + 0.5 * _PACE) + _START) % 1.0
    x = WINDOW[0] + WINDOW[2] * _PLACE
    y = WINDOW[1] + (WINDOW[3] - 16.0) * fall
    px, py = lens.width / 2 + (x - 640.0) * unit, lens.height / 2 + (y - 360.0) * unit
    rgba = np.zeros((DROPS, 4), np.float32)
    rgba[:, :3] = 0.07 * np.sin(fall * np.pi)[:, None] * np.array((0.9, 1.0, 1.05))
    frame.fx.line(px, py, px - 0.6 * unit, py + 15.0 * unit, 1.6 * unit, rgba, "beam")


class MemoryView:
    """`update` once a picture, then `draw`."""

    def __init__(self) -> None:
        self._since: dict[int, float] = {}  # pair -> seconds since it was joined
        self._dawn = 0.0
        self._known = False

    def update(self, pictures: Pictures, dt: float) -> None:
        rows = pictures.rows
        joined = {int(pair) for pair in rows.pair[rows.state == JOINED].tolist()}
        for pair in joined:
            self._since[pair] = self._since.get(pair, 0.0 if self._known else MERGES + SINKS) + dt
        self._since = {pair: since for pair, since in self._since.items() if pair in joined}
        self._known = True
        goal = min(1.0, pictures.joined / PAIRS)
        self._dawn += (goal - self._dawn) * min(1.0, dt / 1.8)

    def draw(self, moment: Moment, pictures: Pictures) -> None:
        rows, lens = pictures.rows, moment.lens
        if pictures.drawn >= 0 and moment.player >= 0:
            self._thread(moment, pictures)
        for row in range(rows.n):
            x, y = rows.x.item(row), rows.y.item(row)
            x -= rows.vx.item(row) * moment.behind
            y -= rows.vy.item(row) * moment.behind
            if not lens.sees(x, y, WIDE):
                continue
            if rows.state.item(row) == JOINED:
                self._merging(moment, pictures, row, x, y)
            else:
                self._print(moment, pictures, row, x, y, 1.0)
        for pair, since in self._since.items():
            self._light(moment, pictures, pair, since)

    def _print(self, moment: Moment, pictures: Pictures, row: int, x: float, y: float, share: float) -> None:
        rows, lens, frame, t = pictures.rows, moment.lens, moment.frame, moment.time
        y += BOB * math.sin(t * 0.55 + 1.9 * row)
        turn = TILT * math.sin(t * 0.37 + 2.3 * row)
        wide = WIDE * lens.scale
        name = pictures.arts[row] if pictures.arts[row] in frame.floor.atlas else "white"
        high = wide * frame.floor.atlas.aspect(name)
        px, py = lens.x(x), lens.y(y)
        frame.floor.add(
            "soft", px + 10 * lens.scale, py + 26 * lens.scale, wide * 1.35, high * 1.4, 0.0, (0.0, 0.0, 0.0, 0.5)
        )
        if rows.dark.item(row):
            self._blank(moment, row, px, py, wide, high, turn, share)
            return
        bright = self._brightness(moment, x, y, rows.state.item(row) == DRAWN)
        tone = tuple(bright * share * (a + (b - a) * self._dawn) for a, b in zip(GREEN, MORNING, strict=True))
        glow = 0.16 * bright * share
        warm = (glow * (0.5 + 0.5 * self._dawn), glow, glow * (0.80 - 0.2 * self._dawn), 0.0)
        frame.floor.add("soft", px, py, wide * 1.8, high * 2.0, 0.0, warm)
        frame.world.add(name, px, py, wide, high, turn, (*tone, share))

    def _brightness(self, moment: Moment, x: float, y: float, drawn: bool) -> float:
        if drawn:
            return 1.0
        hx, hy = moment.here
        far = math.hypot(x - hx, y - hy)
        share = min(1.0, max(0.0, (FAR - far) / (FAR - NEAR)))
        return round((DIM + (1.0 - DIM) * share) * STEPS) / STEPS

    def _blank(
        self, moment: Moment, row: int, px: float, py: float, wide: float, high: float, turn: float, share: float
    ) -> None:
        """A print that nobody has developed: dim paper, and nothing on it but a light that slides over it."""
        side, top, foot = MARGINS
        c, s = math.cos(turn), math.sin(turn)
        down = (top - foot) / 2 * high
        rows, mx, my = moment.frame.world, px - down * s, py + down * c
        rows.add("white", px, py, wide, high, turn, (*(part * share for part in BLANK), share))
        inner = wide * (1.0 - 2 * side), high * (1.0 - top - foot)
        rows.add("white", mx, my, *inner, turn, (*(part * share for part in UNSEEN), share))
        slide = 0.30 * math.sin(moment.time * 0.31 + 1.7 * row)
        gain = SHEEN * share
        light = (gain * 0.6, gain, gain * 0.85, 0.0)
        at = mx + slide * inner[0] * c, my + slide * inner[0] * s
        rows.add("soft", *at, inner[0] * 0.36, inner[1] * 0.94, turn, light)

    def _thread(self, moment: Moment, pictures: Pictures) -> None:
        """From the ship's stern to what follows her: no rope, only a likeness of one."""
        rows, row, lens = pictures.rows, pictures.drawn, moment.lens
        hx, hy = moment.here
        turn = float(moment.poses.angle[moment.player])
        sx, sy = hx - 46.0 * math.cos(turn), hy - 46.0 * math.sin(turn)
        ex, ey = rows.x.item(row), rows.y.item(row)
        k = (np.arange(THREAD) + 0.5 + (moment.time * 1.4) % 1.0) / THREAD
        sag = np.sin(k * np.pi) * 16.0
        x, y = sx + (ex - sx) * k, sy + (ey - sy) * k + sag
        rgba = np.zeros((THREAD, 4), np.float32)
        rgba[:, :3] = np.array(palette.rgb("ring")) * (0.5 * np.sin(np.minimum(k, 1.0) * np.pi))[:, None]
        moment.frame.fx.add("dot", lens.x(x), lens.y(y), 6.0 * lens.scale, 6.0 * lens.scale, 0.0, rgba)
        other = next((each for each in pictures.pair(rows.pair.item(row)) if each != row), -1)
        if other >= 0 and rows.held.item(other) > 0.0:
            share = min(1.0, rows.held.item(other) / JOINS)
            mx, my = (ex + rows.x.item(other)) / 2, (ey + rows.y.item(other)) / 2
            wide = BESIDE * (0.8 + 1.2 * share) * lens.scale
            gain = round(0.34 * share * STEPS) / STEPS
            moment.frame.fx.add("glow", lens.x(mx), lens.y(my), wide, wide, 0.0, palette.light("ring", gain))

    def _merging(self, moment: Moment, pictures: Pictures, row: int, x: float, y: float) -> None:
        """Two prints slide over each other and are gone into one light."""
        rows = pictures.rows
        since = self._since.get(rows.pair.item(row), MERGES)
        if since >= MERGES:
            return
        share = 1.0 - since / MERGES
        side = -1.0 if pictures.pair(rows.pair.item(row))[0] == row else 1.0
        share = math.ceil(share * STEPS) / STEPS
        self._print(moment, pictures, row, x + side * ASIDE * share * share, y, share)

    def _light(self, moment: Moment, pictures: Pictures, pair: int, since: float) -> None:
        """What they became: it goes down to the room, and is not seen any more."""
        if since >= MERGES + SINKS:
            return
        rows, lens = pictures.rows, moment.lens
        row = pictures.pair(pair)[0]
        rise = min(1.0, since / 0.7)
        sink = max(0.0, (since - MERGES) / SINKS)
        gain = round(rise * (1.0 - sink) * STEPS) / STEPS
        px, py = lens.x(rows.x.item(row)), lens.y(rows.y.item(row))
        gx, gy = lens.width / 2, lens.height / 2
        px, py = px + (gx - px) * sink * sink, py + (gy - py) * sink * sink
        wide = (420.0 - 320.0 * sink) * lens.scale
        moment.frame.fx.add("glow", px, py, wide, wide, 0.0, (0.62 * gain, 0.72 * gain, 0.56 * gain, 0.0))
        moment.frame.fx.add("glow", px, py, wide * 0.3, wide * 0.3, 0.0, (0.9 * gain, 0.9 * gain, 0.74 * gain, 0.0))
