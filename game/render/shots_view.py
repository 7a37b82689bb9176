"""Bolts in flight: lines of light, coloured by whose they are. Friendly is cool and thin, hostile hot with a head."""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.render.steps import stepped
from game.sim.kinds import Team
from game.sim.shots import SPIKE, TORPEDO

LENGTH = 0.030  # s of flight that a bolt is long
HEAD = 1.9  # size of a hostile bolt's glowing head, in its widths
WIDTH = {Team.CREW: 9.0, Team.PLAYERS: 15.0, Team.MODERATION: 15.0, Team.NEUTRAL: 10.0}  # units
COLOUR = {Team.CREW: ("ring", "white"), Team.PLAYERS: ("hot", "hot-core"), Team.MODERATION: ("brand", "blush"),
          Team.NEUTRAL: ("steel", "white")}  # halo, core  # fmt: skip

_WIDTHS = np.array([WIDTH[t] for t in Team])
HALO, CORE = 0.9, 1.25  # gains of the two


def draw(moment: Moment) -> None:
    shots, lens = moment.world.shots, moment.lens
    if not shots.n:
        return
    x, y = shots.x - shots.vx * moment.behind, shots.y - shots.vy * moment.behind
    seen = lens.sees(x, y, 40.0)
    if not seen.any():
        return
    x, y, vx, vy = lens.x(x[seen]), lens.y(y[seen]), shots.vx[seen], shots.vy[seen]
    team = shots.team[seen]
    angle = np.arctan2(vy, vx)
    long = stepped(np.hypot(vx, vy) * LENGTH * lens.scale, 4.0)
    wide = _WIDTHS[team] * lens.scale
    fx = moment.frame.fx
    spikes = (shots.weapon[seen] == SPIKE).nonzero()[0]
    if spikes.size:  # nobody is hurt by it: cold, with a tail that coils
        size = 26.0 * lens.scale
        fx.add("glow", x[spikes], y[spikes], size * 2.2, size * 2.2, 0.0, palette.light("data", 0.7))
        tail = x[spikes] - np.cos(angle[spikes]) * size * 0.6, y[spikes] - np.sin(angle[spikes]) * size * 0.6
        fx.add("flare", *tail, size * 1.5, size, angle[spikes], palette.light("core", 0.9))
        moment.frame.world.add("spike_bolt", x[spikes], y[spikes], size, None, angle[spikes], (1.0, 1.0, 1.0, 1.0))
    torpedoes = (shots.weapon[seen] == TORPEDO).nonzero()[0]
    if torpedoes.size:  # a thing that one sees coming, on a flame
        size = 34.0 * lens.scale
        tail = (
            x[torpedoes] - np.cos(angle[torpedoes]) * size * 0.9,
            y[torpedoes] - np.sin(angle[torpedoes]) * size * 0.9,
        )
        fx.add("glow", *tail, size * 1.6, size * 1.6, 0.0, palette.light("hot", 0.6))
        fx.add("flare", *tail, size * 1.8, size * 0.8, angle[torpedoes], palette.light("hot-core", 1.1))
        at, turn = (x[torpedoes], y[torpedoes]), angle[torpedoes]
        moment.frame.world.add("torpedo", *at, size, None, turn, (1.0, 1.0, 1.0, 1.0))
    halo, core = (
        np.array([palette.light(COLOUR[t][i], gain) for t in Team], np.float32) for i, gain in ((0, HALO), (1, CORE))
    )
    detail = moment.frame.detail
    if detail.halos:
        fx.add("bolt", x, y, long * 1.5, wide * 1.7, angle, halo[team])
        fx.add("bolt", x, y, long, wide * 0.62, angle, core[team])
    else:  # one stroke in place of two
        fx.add("bolt", x, y, long * 1.3, wide * 1.2, angle, (1.2 * halo + 0.3 * core)[team])
    hostile = (team == Team.PLAYERS) | (team == Team.MODERATION)
    if hostile.any():
        ahead = long[hostile] * 0.3
        hx, hy = x[hostile] + np.cos(angle[hostile]) * ahead, y[hostile] + np.sin(angle[hostile]) * ahead
        size = wide[hostile] * HEAD
        if detail.heads:
            fx.add("glow", hx, hy, size, size, 0.0, halo[team[hostile]])
        fx.add("dot", hx, hy, size * 0.3, size * 0.3, 0.0, core[team[hostile]])
