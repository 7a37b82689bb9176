"""Motes of data adrift: what wrecks leave and haulers pick up, one batch of sprites."""

from __future__ import annotations

import numpy as np

from game.render import palette
from game.render.moment import Moment
from game.render.steps import stepped
from game.sim.tables import distinct

ARTS = ("mote_data", "mote_credit")  # by kind
LIGHTS = ("data", "credit")
SIZE, GROWS = 15.0, 4.0  # drawn width of a mote [units], and what each doubling of its value adds
HALO = 2.4  # of that size
SPIN = 0.9  # rad/s
SOMEBODY = 0.25  # credits: what is worth less is no data, but somebody, and looks like a lamp that is far away
LAMP, SPARK = (0.46, 0.39, 0.23, 0.0), (1.1, 0.95, 0.66, 0.0)
LAMP_SIZE, SPARK_SIZE = 44.0, 13.0  # [units]
BREATH = 1.3  # rad/s


def draw(moment: Moment) -> None:
    motes, lens = moment.world.motes, moment.lens
    if not motes.n:
        return
    x, y = motes.x - motes.vx * moment.behind, motes.y - motes.vy * moment.behind
    seen = np.flatnonzero(lens.sees(x, y, 30.0))
    if not seen.size:
        return
    lamps = motes.value[seen] < SOMEBODY
    if lamps.any():
        _lamps(moment, seen[lamps], lens.x(x[seen[lamps]]), lens.y(y[seen[lamps]]))
        seen = seen[~lamps]
    x, y = lens.x(x[seen]), lens.y(y[seen])
    size = stepped((SIZE + GROWS * np.log2(1.0 + np.maximum(motes.value[seen], 0.0))) * lens.scale, 2.0)
    turn = moment.time * SPIN + seen * 2.4
    frame = moment.frame
    for kind in distinct(motes.kind[seen]):
        of = motes.kind[seen] == kind
        halo = size[of] * HALO
        frame.fx.add("glow", x[of], y[of], halo, halo, 0.0, palette.light(LIGHTS[kind], 0.22))
        frame.world.add(ARTS[kind], x[of], y[of], size[of], size[of], turn[of], (1.0, 1.0, 1.0, 1.0))


def _lamps(moment: Moment, rows: np.ndarray, x: np.ndarray, y: np.ndarray) -> None:
    """Small warm lights, each with a breath of its own."""
    k, fx = moment.lens.scale, moment.frame.fx
    breath = stepped(0.8 + 0.2 * np.sin(moment.time * BREATH + rows * 2.0), 0.1)[:, None]
    y = y + 3.0 * k * np.sin(moment.time * 0.7 + rows * 1.3)
    for light, size in ((LAMP, LAMP_SIZE), (SPARK, SPARK_SIZE)):
        fx.add("glow", x, y, size * k, size * k, 0.0, np.array(light) * breath)
