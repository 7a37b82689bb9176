"""What is left of things that were too large to vanish: the picture `<art>_broken`, where they stood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.render.atlas import Atlas
from game.render.drawlist import LIT
from game.render.moment import Moment
from game.sim.kinds import KIND_NAMES, KINDS


@dataclass(frozen=True, slots=True)
class _Remain:
    art: str
    x: float
    y: float
    angle: float
    width: float
    tick: int


class Remains:
    """Remembers by tick, so that a run taken up from before the fall shows the thing whole again."""

    def __init__(self, atlas: Atlas) -> None:
        self._art = {
            i: f"{KINDS[name].art}_broken" for i, name in enumerate(KIND_NAMES) if f"{KINDS[name].art}_broken" in atlas
        }
        self._standing: dict[int, tuple[int, float, float, float]] = {}  # ship id -> kind, x, y, angle
        self._left: list[_Remain] = []

    def update(self, ships) -> None:
        """Note who stands, as the dead have no row any more when their end is told."""
        for kind in self._art:
            for row in np.flatnonzero(ships.kind == kind).tolist():
                pose = float(ships.x[row]), float(ships.y[row]), float(ships.angle[row])
                self._standing[int(ships.id[row])] = (kind, *pose)

    def fell(self, who: int, tick: int) -> tuple[float, float] | None:
        """Ship `who` was destroyed; returns where, when it leaves remains."""
        kind, x, y, angle = self._standing.pop(who, (-1, 0.0, 0.0, 0.0))
        if kind not in self._art:
            return None
        self.lies(kind, x, y, angle, tick)
        return x, y

    def lies(self, kind: int, x: float, y: float, angle: float, tick: int) -> None:
        """A ship of that kind fell there, seen or not; most kinds leave nothing."""
        if kind in self._art:
            self._left.append(_Remain(self._art[kind], x, y, angle, KINDS[KIND_NAMES[kind]].length, tick))

    def rewind(self, tick: int) -> None:
        """The run goes on from `tick`: what fell later has not fallen."""
        self._left = [remain for remain in self._left if remain.tick <= tick]

    def draw(self, moment: Moment) -> None:
        lens, frame = moment.lens, moment.frame
        for remain in self._left:
            if not lens.sees(remain.x, remain.y, remain.width):
                continue
            x, y, wide = lens.x(remain.x), lens.y(remain.y), remain.width * lens.scale
            dx, dy = (v * lens.scale for v in moment.shade)
            frame.floor.shadow(remain.art, x + dx, y + dy, wide, remain.angle, moment.dark)
            frame.world.add(remain.art, x, y, wide, None, remain.angle, (0.95, 0.95, 0.95, 1.0 + LIT))
