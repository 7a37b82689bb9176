"""Space that nobody has looked at yet: rocks, walls and scenery that come in only once the ship is near.

What waits stands in the terrain's `gone` from the beginning; coming in takes it out of there. So whoever asks the
terrain (bodies, shots, sight, charts, pictures) sees it from that tick on, and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim import ground
from game.sim.events import Event
from game.sim.tables import Flag, Float
from game.sim.terrain import Rock, Terrain, Wall, distance_to_segment, inside_ring

if TYPE_CHECKING:
    from game.sim.world import World

LOOK = 6  # ticks between two looks at what is near
ROOM = 30.0  # from the rim of any ship: nearer than that nothing comes in [u]


class Loading:
    """What of a terrain loads, in the terrain's order. `came` tells when something came in: name -> tick."""

    def __init__(self, terrain: Terrain) -> None:
        self.near = terrain.near
        self._pieces: dict[str, Rock | Wall] = {p.name: p for p in terrain.declared() if p.name in terrain.loads}
        boxes = [(p.points.min(axis=0), p.points.max(axis=0)) for p in self._pieces.values()]
        scenery = [mark for mark in terrain.scenery if mark.name in terrain.loads]
        boxes += [
            (np.array((mark.x, mark.y)) - mark.reach, np.array((mark.x, mark.y)) + mark.reach) for mark in scenery
        ]
        self.names = [*self._pieces, *(mark.name for mark in scenery)]
        self._low, self._high = np.array(boxes).reshape(-1, 2, 2).transpose(1, 0, 2)
        self._waits: Flag = np.ones(len(self.names), bool)
        self.came: dict[str, int] = {}

    def update(self, world: World) -> None:
        """Every few ticks: let in what is near, unless somebody flies where it would be."""
        row = world.player_row
        if row < 0 or world.tick % LOOK != 1 or not np.count_nonzero(self._waits):
            return
        place = world.ships.motion[row, :2]
        apart = np.maximum(np.maximum(self._low - place, place - self._high), 0.0)
        near = self._waits & (np.hypot(apart[:, 0], apart[:, 1]) < self.near)
        rows = [row for row in near.nonzero()[0].tolist() if self._is_free(world, row)]
        if not rows:
            return
        self._waits[rows] = False
        ground.bring(world, [self.names[row] for row in rows])
        middle = (self._low + self._high) / 2
        for row in rows:
            self.came[self.names[row]] = world.tick
            world.emit(Event("loaded", 0, 0, middle.item(row, 0), middle.item(row, 1), 0.0, self.names[row]))

    def _is_free(self, world: World, row: int) -> bool:
        piece, ships = self._pieces.get(self.names[row]), world.ships
        if piece is None:
            return True  # scenery hurts nobody
        wide = piece.width / 2 if isinstance(piece, Wall) else 0.0
        reach = ships.radius + (ROOM + wide)
        low, high = self._low[row], self._high[row]
        close = (ships.x > low[0] - reach) & (ships.x < high[0] + reach)
        close &= (ships.y > low[1] - reach) & (ships.y < high[1] + reach)
        if not np.count_nonzero(close):
            return True
        return not _meets(piece, ships.x[close], ships.y[close], reach[close])

    def waits(self, name: str) -> bool:
        """Whether something is yet to come in."""
        return name in self.names and bool(self._waits[self.names.index(name)])

    def strike(self, name: str) -> bool:
        """It will not come in any more; False when it does not wait."""
        if not self.waits(name):
            return False
        self._waits[self.names.index(name)] = False
        return True

    def snapshot(self) -> dict[str, Any]:
        return {"waits": self._waits.tolist(), "came": dict(self.came)}

    def restore(self, data: dict[str, Any]) -> None:
        self._waits[:] = data["waits"]
        self.came = dict(data["came"])


def _meets(piece: Rock | Wall, x: Float, y: Float, reach: Float) -> bool:
    """Whether any of some circles (k,) touches a piece."""
    points = piece.points
    ends = np.roll(points, -1, axis=0) if isinstance(piece, Rock) else points[1:]
    met = inside_ring(points, x, y) if isinstance(piece, Rock) else np.zeros(x.shape, bool)
    for a, b in zip(points, ends, strict=False):
        met |= distance_to_segment(a, b, x, y) < reach
    return bool(met.any())
