"""The traffic of Infinity on the title screen: thousands of lights that flow along a lemniscate, never stopping.

Composition in HUD units of a 1280x720 picture. The curve leans towards the viewer on its right half.
"""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.drawlist import DrawList

CENTRE = (806.0, 372.0)
REACH = 385.0  # half the length of the figure [units]
TALL = 1.15
DEPTH = 0.36  # how much nearer its right half is
LEAN = np.radians(-15.0)
STREAM = 5.0  # half width of the stream at its turns, and what it gains where it is straight [units]
STREAM_STRAIGHT = 22.0
STRAY = 190.0  # nobody is further off than this [units]
SPEED = (0.045, 0.105)  # radians of the curve a second
STEPS = 256  # the curve as a table
TRACK_STEP = 2  # of them a stroke of the track
ROLES = ("gum", "violet", "data", "ring", "amber")  # round the curve
# A software picture keeps a surface for each size, turn and colour: few of each, and it keeps them all.
SHADES = 30  # colours round the curve
GAINS = np.array([0.0, 0.14, 0.3, 0.55, 0.9, 1.5])  # brightnesses
LENGTH_STEP = 4.0  # [px]
GATHERING = 1.6  # the road fills within this time [s]

Floats = np.ndarray


def curve(t: Floats) -> tuple[Floats, Floats, Floats]:
    """x, y [units] and nearness of the figure at parameters `t` [rad]."""
    d = 1.0 + np.sin(t) ** 2
    x, y = REACH * np.cos(t) / d, REACH * np.sin(t) * np.cos(t) / d * TALL
    near = 1.0 / (1.0 - DEPTH * x / REACH)
    x, y = x * near * 0.86, y * near * 1.02
    c, s = np.cos(LEAN), np.sin(LEAN)
    return CENTRE[0] + x * c - y * s, CENTRE[1] + x * s + y * c, near


def colours(t: Floats) -> Floats:
    """Colour (n, 3) round the curve: the players' hues, one into the next."""
    stops = np.array([palette.rgb(role) for role in ROLES])
    place = (np.floor(t / (2 * np.pi) * SHADES) / SHADES % 1.0) * len(stops)
    index = place.astype(int) % len(stops)
    share = (place - np.floor(place))[:, None]
    return stops[index] * (1.0 - share) + stops[(index + 1) % len(stops)] * share


class Traffic:
    """`count` lights with their own speed and place in the stream; more of them want less `glare` each."""

    def __init__(self, count: int = 3000, glare: float = 1.0, seed: int = 3) -> None:
        rng = np.random.default_rng(seed)
        self.t = rng.random(count) * 2 * np.pi
        self.speed = rng.uniform(*SPEED, count)
        self.aside = np.clip(rng.standard_t(2.6, count) * 0.55, -6.0, 6.0)
        bright = rng.random(count) ** 6
        self.gain = glare * (0.35 + 0.75 * rng.random(count)) * (0.8 + 1.8 * bright)
        self.length = 6.0 + 8.0 * rng.random(count) + 12.0 * bright
        self.thick = np.where(bright > 0.5, 4.0, 3.0)
        self.age = 0.0
        table = np.linspace(0.0, 2 * np.pi, STEPS + 1)
        self._x, self._y, near = curve(table)
        x2, y2, _ = curve(table + 0.01)
        angle = np.unwrap(np.arctan2(y2 - self._y, x2 - self._x))
        width = (STREAM + STREAM_STRAIGHT * np.abs(np.cos(table)) ** 1.5) * near**1.3
        self._columns = (near, width, angle, self._x, self._y)
        self._table = table
        self._shades = colours(np.arange(SHADES) / SHADES * 2 * np.pi + 1e-6)

    def update(self, dt: float) -> None:
        """Everybody moves on by `dt` seconds."""
        self.age += dt
        self.t += self.speed * dt
        np.mod(self.t, 2 * np.pi, out=self.t)

    def draw(self, into: DrawList, unit: float, left: float, top: float) -> None:
        """Add the figure: a glowing track, then its lights. `unit` px a unit, (left, top) px of the composition."""
        self._draw_track(into, unit, left, top)
        here = slice(0, max(1, int(len(self.t) * min(1.0, self.age / GATHERING))))
        t = self.t[here]
        near, width, angle, x, y = (np.interp(t, self._table, column) for column in self._columns)
        off = np.clip(self.aside[here] * width, -STRAY, STRAY)
        x, y = x - np.sin(angle) * off, y + np.cos(angle) * off
        gain = self.gain[here] * (0.22 + 0.78 * np.exp(-0.6 * (off / width) ** 2))
        rgba = np.zeros((len(t), 4), dtype=np.float32)
        rgba[:, :3] = self._shades[(t / (2 * np.pi) * SHADES).astype(int) % SHADES]
        rgba[:, :3] *= GAINS[np.searchsorted(GAINS, gain).clip(1, len(GAINS) - 1)][:, None]
        long = np.ceil(self.length[here] * near**0.8 * unit / LENGTH_STEP) * LENGTH_STEP
        thick = np.maximum(np.rint(self.thick[here] * near**0.5 * unit), 2.0)
        into.add("bolt", left + x * unit, top + y * unit, long, thick, angle, rgba)
        cx, cy = left + CENTRE[0] * unit, top + CENTRE[1] * unit
        into.glow(cx, cy, 190.0 * unit, (0.34, 0.28, 0.44))
        into.add("star", cx, cy, 96.0 * unit, 96.0 * unit, 0.0, (0.9, 0.8, 1.0, 0.0))

    def _draw_track(self, into: DrawList, unit: float, left: float, top: float) -> None:
        points = np.stack([left + self._x * unit, top + self._y * unit], axis=1)[::TRACK_STEP]
        tones = colours(self._table[:-1:TRACK_STEP])
        for width, gain in ((11.0, 0.13), (2.4, 0.6)):
            rgba = np.concatenate([tones * gain, np.zeros((len(tones), 1))], axis=1)
            into.polyline(points, width * unit, rgba, sprite="beam")
