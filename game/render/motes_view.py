"""Motes of data adrift: what wrecks leave and haulers pick up, one batch of sprites."""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.render.steps import stepped

ARTS = ("mote_data", "mote_credit")  # by kind
LIGHTS = ("data", "credit")
SIZE, GROWS = 15.0, 4.0  # drawn width of a mote [units], and what each doubling of its value adds
HALO = 2.4  # of that size
SPIN = 0.9  # rad/s


def draw(moment: Moment) -> None:
    motes, lens = moment.world.motes, moment.lens
    if not motes.n:
        return
    x, y = motes.x - motes.vx * moment.behind, motes.y - motes.vy * moment.behind
    seen = np.flatnonzero(lens.sees(x, y, 30.0))
    if not seen.size:
        return
    x, y = lens.x(x[seen]), lens.y(y[seen])
    size = stepped((SIZE + GROWS * np.log2(1.0 + np.maximum(motes.value[seen], 0.0))) * lens.scale, 2.0)
    turn = moment.time * SPIN + seen * 2.4
    frame = moment.frame
    for kind in np.unique(motes.kind[seen]).tolist():
        of = motes.kind[seen] == kind
        halo = size[of] * HALO
        frame.fx.add("glow", x[of], y[of], halo, halo, 0.0, palette.light(LIGHTS[kind], 0.22))
        frame.world.add(ARTS[kind], x[of], y[of], size[of], size[of], turn[of], (1.0, 1.0, 1.0, 1.0))
