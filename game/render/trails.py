"""Ribbons of drive light behind ships: where each was in the last half second, brighter where it burned harder."""

from __future__ import annotations

import numpy as np

from game.render.camera import Lens
from game.render.drawlist import DrawList
from game.render.steps import faced, stepped

SAMPLES = 30  # positions kept of each ship
INTERVAL = 1 / 60  # s between two of them
_AGE = (np.arange(SAMPLES - 1, dtype=np.float32) + 0.5) / (SAMPLES - 1)  # 0 youngest, 1 oldest
_FADE, _NARROW = (1.0 - _AGE) ** 1.5, 1.0 - 0.75 * _AGE  # of strength and width, by age
SLOTS = 192  # ships that can draw a ribbon at once; the rest fly without


class Trails:
    """Ring buffers of positions, one row a ship. `record` once a tick, `draw` once a picture."""

    def __init__(self) -> None:
        self._x = np.zeros((SLOTS, SAMPLES), np.float32)
        self._y = np.zeros((SLOTS, SAMPLES), np.float32)
        self._strength = np.zeros((SLOTS, SAMPLES), np.float32)
        self._width = np.zeros(SLOTS, np.float32)
        self._colour = np.zeros((SLOTS, 3), np.float32)
        self._quiet = np.zeros(SLOTS, np.int32)  # samples since the ship was last seen
        self._slot: dict[int, int] = {}
        self._free = list(range(SLOTS - 1, -1, -1))
        self._head = 0
        self._owed = 0.0

    def clear(self) -> None:
        self._slot.clear()
        self._free = list(range(SLOTS - 1, -1, -1))
        self._strength[:] = 0.0

    def record(
        self,
        ids: np.ndarray,
        x: np.ndarray,
        y: np.ndarray,
        strength: np.ndarray,
        width: np.ndarray,
        colour: np.ndarray,
        dt: float,
    ) -> None:
        """Positions (n,) of the drives' mouths in world units, burn 0..1, ribbon width in units, rgb (n, 3)."""
        self._owed = min(self._owed + dt, 4 * INTERVAL)
        while self._owed >= INTERVAL - 1e-9:
            self._owed -= INTERVAL
            self._sample(ids, x, y, strength, width, colour)

    def _sample(self, ids, x, y, strength, width, colour) -> None:
        self._head = (self._head + 1) % SAMPLES
        self._strength[:, self._head] = 0.0
        self._quiet += 1
        rows, slots = [], []
        for row, ship in enumerate(ids.tolist()):
            slot = self._slot.get(ship)
            if slot is None:
                if not self._free:
                    continue
                slot = self._slot[ship] = self._free.pop()
                self._x[slot], self._y[slot], self._strength[slot] = x[row], y[row], 0.0
            rows.append(row)
            slots.append(slot)
        at = np.array(slots, np.intp)
        jumped = np.hypot(x[rows] - self._x[at, self._head - 1], y[rows] - self._y[at, self._head - 1]) > 120.0
        self._strength[at[jumped]] = 0.0  # through a gate: no ribbon across the world
        self._x[at, self._head] = x[rows]
        self._y[at, self._head] = y[rows]
        self._strength[at, self._head] = strength[rows]
        self._width[at] = width[rows]
        self._colour[at] = colour[rows]
        self._quiet[at] = 0
        for ship, slot in [(s, k) for s, k in self._slot.items() if self._quiet[k] > SAMPLES]:
            del self._slot[ship]
            self._free.append(slot)

    def draw(self, glowing: DrawList, lens: Lens, wall=None, every: int = 1) -> None:
        """Append the ribbons to `glowing`; `wall(x, y)` masks what the sweep has already taken.

        Of the samples only `every` so-manieth is used: fewer and longer strokes.
        """
        if not self._slot:
            return
        slots = np.fromiter(self._slot.values(), np.intp, len(self._slot))
        order = (self._head - np.arange(0, SAMPLES, every)) % SAMPLES  # youngest first
        fade, narrow = _FADE[::every][: len(order) - 1], _NARROW[::every]
        power = self._strength[slots].take(order[:-1], axis=1) * fade
        xs, ys = self._x[slots].take(order, axis=1), self._y[slots].take(order, axis=1)
        show = (power > 0.02) & lens.sees(xs[:, :-1], ys[:, :-1], 60.0)
        row, age = show.nonzero()
        x, y, older_x, older_y = xs[row, age], ys[row, age], xs[row, age + 1], ys[row, age + 1]
        middle_x, middle_y = (x + older_x) / 2, (y + older_y) / 2
        if wall is not None:
            free = wall(middle_x, middle_y).nonzero()[0]
            row, age, x, y, older_x, older_y, middle_x, middle_y = (
                v[free] for v in (row, age, x, y, older_x, older_y, middle_x, middle_y)
            )
        if not row.size:
            return
        dx, dy, slot = x - older_x, y - older_y, slots[row]
        colour = np.zeros((row.size, 4), np.float32)
        colour[:, :3] = self._colour[slot] * stepped(power[row, age], 0.08)[:, None]
        size = stepped(self._width[slot] * narrow[age] * lens.scale, 4.0)
        long = stepped(np.maximum(np.hypot(dx, dy) * (lens.scale * 2.4), size * 1.5), 8.0)
        glowing.add("glow", lens.x(middle_x), lens.y(middle_y), long, size, faced(np.arctan2(dy, dx)), colour)
