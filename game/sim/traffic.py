"""The crowd of Infinity: hundreds of small ships on lanes, as rows without bodies.

A row follows its lane by arc length. Where it should be is worked out a few times a second; between, it moves straight
at the speed that brings it there, so that a tick costs two additions. It leans away from the player, who is a hazard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from game.sim.tables import Byte, Flag, Float, Int, Plane, Short, Single, Table

if TYPE_CHECKING:
    from game.sim.world import World

SAMPLE = 24.0  # spacing of lane points [u]
SPREAD = 14.0  # how far a lane's rows are to its side, where nothing else is said [u]
STEP = 18  # ticks between two looks at the lane
SHY = 130.0  # rows nearer to the player than this lean away [u]
EASE = np.float32(0.85)  # share of its lean that a row keeps from one look to the next
LEAN = np.float32(0.35)  # and of the room that it wants, what it takes
SIZES = (22.0, 26.0, 30.0, 38.0)  # drawn lengths [u]
ART = 6  # how many traffic ships are drawn (npc_0 ...)
SKINS = 5


class Rows(Table):
    x: Single
    y: Single
    vx: Single
    vy: Single
    s: Single  # along the lane, in samples
    pace: Single  # samples a second
    off: Single  # to the side of the lane [u]
    lean: Single  # pushed aside by the player [u]
    lane: Short
    size: Single
    kind: Byte
    skin: Byte
    tag: Short
    tagged: Flag

    place: Single
    velocity: Single
    BLOCKS: ClassVar[dict[str, tuple[str, ...]]] = {"place": ("x", "y"), "velocity": ("vx", "vy")}
    spot: Plane
    way: Plane
    PAIRS: ClassVar[dict[str, tuple[str, int]]] = {"spot": ("place", 0), "way": ("velocity", 0)}


class Traffic:
    """`traffic.x`, `.n` and all other columns of its rows are read straight off it."""

    def __init__(self) -> None:
        self.rows = Rows(512)
        self.lanes: list[Float] = []  # each (k, 2), as given
        self._lane: Plane = np.zeros(0, np.complex64)  # all lanes resampled, end to end
        self._normal: Plane = np.zeros(0, np.complex64)  # to the right of the way, of length 1
        self._start = np.zeros(0, np.int64)  # of each lane
        self._length = np.zeros(0, np.int64)
        self._first: Int = np.zeros(0, np.int64)  # start and length of each row's lane
        self._last: Int = np.zeros(0, np.int64)
        self._hop: Single | None = None  # how far each row goes in a tick, until the next look at the lane [u]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["rows"], name)

    def __len__(self) -> int:
        return self.rows.n

    @property
    def angle(self) -> Single:
        """Where each one's nose points [rad]: along its way."""
        out: Single = np.arctan2(self.rows.vy, self.rows.vx)
        return out

    def _add_lane(self, points: Float) -> None:
        self.lanes.append(points)
        steps = np.hypot(*np.diff(points, axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        count = max(2, int(along[-1] / SAMPLE))
        s = np.linspace(0.0, along[-1], count + 1)
        x, y = np.interp(s, along, points[:, 0]), np.interp(s, along, points[:, 1])
        tx, ty = np.gradient(x), np.gradient(y)
        norm = np.hypot(tx, ty)
        norm[norm == 0.0] = 1.0  # where a lane turns back on itself there is no side: all go through its middle
        self._start = np.append(self._start, len(self._lane))
        self._length = np.append(self._length, count)
        self._lane = np.append(self._lane, (x + 1j * y).astype(np.complex64))
        self._normal = np.append(self._normal, ((-ty + 1j * tx) / norm).astype(np.complex64))

    def _find_lanes(self) -> None:
        """After rows came."""
        self._hop = None
        lane = self.rows.lane
        self._first, self._last = self._start[lane], self._length[lane]

    def add(self, world: World, points: Float, count: int, speed: float, spread: float = SPREAD) -> None:
        """Let `count` ships flow along a polyline (k, 2) at about `speed` [u/s], spread sideways by `spread` [u]."""
        self._add_lane(np.asarray(points, np.float64))
        rng, tags = world.random.spawn, len(world.tags)
        lane = len(self.lanes) - 1
        length = int(self._length[lane])
        where = self.rows.add(
            count,
            s=(np.arange(count) + rng.random(count) * 0.7) * (length / count),
            pace=speed * rng.uniform(0.75, 1.25, count) / SAMPLE,
            off=rng.uniform(-spread, spread, count),
            lane=lane,
            size=np.array(SIZES)[rng.integers(0, len(SIZES), count)],
            kind=rng.integers(0, ART, count),
            skin=rng.integers(0, SKINS, count),
            tag=rng.integers(0, tags, count) if tags else -1,
        )
        self._find_lanes()
        self.rows.spot[where] = self._place()[where]

    def _place(self) -> Plane:
        """Where rows should be by their arc length."""
        rows = self.rows
        whole = rows.s.astype(np.int64)
        part = rows.s - whole.astype(np.float32)
        whole += self._first
        place: Plane = self._normal[whole] * (rows.off + rows.lean)
        here = self._lane[whole]
        place += here
        whole += 1
        place += (self._lane[whole] - here) * part
        return place

    def step(self, tick: int, dt: float, player: complex | None, shy: float = SHY) -> None:
        """One tick; rows nearer to the player than `shy` lean away [u]."""
        rows = self.rows
        if rows.n == 0:
            return
        if tick % STEP == 0:
            self._look_ahead(dt, player, shy)
        if self._hop is None:
            self._hop = rows.velocity * np.float32(dt)
        rows.place += self._hop

    def _look_ahead(self, dt: float, player: complex | None, shy: float) -> None:
        rows = self.rows
        span = np.float32(STEP * dt)
        rows.s += rows.pace * span
        ended = (rows.s >= self._last).nonzero()[0]
        if player is not None:
            self._shy_away(player, shy)
        if ended.size:
            # a ship that leaves its lane's end is another one that comes in at its start
            rows.s[ended] %= self._last[ended]  # of a short lane it may be a later one still
            rows.lean[ended] = 0
            rows.tagged[ended] = False
        there = self._place()
        if ended.size:
            rows.spot[ended] = there[ended]
        np.subtract(there, rows.spot, out=rows.way)
        rows.velocity /= span
        self._hop = None

    def _shy_away(self, player: complex, far: float) -> None:
        rows = self.rows
        off = rows.spot - np.complex64(player)
        near = np.float32(far) - np.abs(off)
        rows.lean *= EASE
        shy = (near > 0).nonzero()[0]
        if shy.size:
            s = np.minimum(np.maximum(rows.s[shy], 0), self._last[shy] - 1).astype(np.int64)
            aside = (self._normal[self._first[shy] + s].conj() * off[shy]).real
            lean = rows.lean[shy] + np.where(aside < 0, np.float32(-1), np.float32(1)) * near[shy] * LEAN
            rows.lean[shy] = np.minimum(np.maximum(lean, -far), far)

    def snapshot(self) -> dict[str, Any]:
        return {"rows": self.rows.snapshot(), "lanes": [lane.copy() for lane in self.lanes]}

    def restore(self, snapshot: dict[str, Any]) -> None:
        lanes = [np.asarray(lane) for lane in snapshot["lanes"]]
        if len(lanes) != len(self.lanes) or not all(map(np.array_equal, lanes, self.lanes)):  # laying them out is dear
            self.__init__()  # type: ignore[misc]
            for lane in lanes:
                self._add_lane(lane)
        self.rows.restore(snapshot["rows"])
        self._find_lanes()
