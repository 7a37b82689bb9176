"""The crowd of Infinity: hundreds of small shiny ships as a handful of batched rows."""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.atlas import Atlas
from game.render.blur import SOFT_PAD
from game.render.drawlist import LIT
from game.render.moment import Moment
from game.render.steps import faced, stepped

ART = tuple(f"npc_{i}" for i in range(6))
GLOWS = ("gum", "data", "violet", "amber", "jade")  # by skin: the light under a ship and behind it
PALER = 0.15  # than its tag is the tint of what has been read
STAMP = 46.0  # units ahead of the sweep within which a ship is being read
TRAIL_AT = 60.0  # u/s under which no light stands behind a ship


class TrafficView:
    def __init__(self, atlas: Atlas) -> None:
        self._sprite = np.array([atlas.id(a) for a in ART], np.int32)
        self._soft = np.array([atlas.id(f"soft/{a}") for a in ART], np.int32)
        self._aspect = np.array([atlas.aspect(a) for a in ART])
        self.repaint()

    def repaint(self) -> None:
        """The palette shows other colours."""
        self._glow = np.array([(*palette.rgb(c), 0.0) for c in GLOWS], np.float32)

    def draw(self, moment: Moment) -> None:
        traffic, lens = moment.world.traffic, moment.lens
        if not traffic.n:
            return
        columns = traffic.rows
        vx, vy = columns.vx, columns.vy
        wx, wy = columns.x - vx * moment.behind, columns.y - vy * moment.behind
        rows = lens.sees(wx, wy, 60.0).nonzero()[0]
        if not rows.size:
            return
        wx, wy, vx, vy = wx[rows], wy[rows], vx[rows], vy[rows]
        kind, tagged = columns.kind[rows] % len(ART), columns.tagged[rows]
        x, y, angle = lens.x(wx), lens.y(wy), np.arctan2(vy, vx)
        wide = columns.size[rows] * (lens.scale * 1.15)
        high = wide * self._aspect[kind]
        glow = self._glow[columns.skin[rows] % len(GLOWS)]
        colour = np.full((len(rows), 4), 0.98, np.float32)
        colour[:, 3] = 1.0 + LIT
        tag = palette.rgb("tagged")
        glow[tagged] = (*tag, 0.0)
        colour[tagged] = (*(c + (1.0 - c) * PALER for c in tag), 1.0)  # unlit: it glows by itself
        self._below(moment, kind, x, y, wide, high, angle, glow, tagged)
        self._trails(moment, vx, vy, x, y, wide, angle, glow)
        moment.frame.world.add(self._sprite[kind], x, y, wide, high, angle, colour)
        self._stamps(moment, wx, wy, x, y, wide, tagged)

    def _below(self, moment: Moment, kind, x, y, wide, high, angle, glow, tagged) -> None:
        floor = moment.frame.floor
        pad = 2 * SOFT_PAD * wide
        dx, dy = (v * moment.lens.scale * 0.6 for v in moment.shade)
        floor.add(self._soft[kind], x + dx, y + dy, wide + pad, high + pad, angle, (0.0, 0.0, 0.0, moment.dark))
        if not moment.frame.detail.halos:
            return
        size = wide * 2.6
        floor.add("glow", x, y, size, size, 0.0, glow * np.where(tagged, 0.30, 0.16)[:, None])

    @staticmethod
    def _trails(moment: Moment, vx, vy, x, y, wide, angle, glow) -> None:
        speed = np.hypot(vx, vy)
        fast = (speed > TRAIL_AT).nonzero()[0]
        if not fast.size:
            return
        speed, wide = speed[fast], wide[fast]
        long = stepped(wide * (0.8 + speed / 220.0), 10.0)
        back = (wide * 0.36 + long * 0.38) / speed
        tx, ty = x[fast] - vx[fast] * back, y[fast] - vy[fast] * back
        high = stepped(wide * 0.42, 3.0)
        moment.frame.fx.add("flare", tx, ty, long, high, faced(angle[fast]), glow[fast] * 0.75)

    @staticmethod
    def _stamps(moment: Moment, wx, wy, x, y, wide, tagged) -> None:
        """The instant in which the wall reads a name: light on the ship it is about to pass."""
        sweep = moment.world.sweep
        if not sweep.active:
            return
        ahead = sweep.nx * wx + sweep.ny * wy - sweep.s
        now = np.flatnonzero((np.abs(ahead) < STAMP) | (tagged & (ahead > -120.0)))
        if now.size:
            near = np.clip(1.0 - np.abs(ahead[now]) / 120.0, 0.0, 1.0)
            near = stepped(near, 0.125)
            colour = np.zeros((now.size, 4), np.float32)
            colour[:, :3] = np.array(palette.rgb("tagged")) * (0.9 * near)[:, None]
            size = stepped(wide[now] * (1.6 + 1.2 * (1.0 - near)), 8.0)
            moment.frame.fx.add("halo", x[now], y[now], size, size, 0.0, colour)
