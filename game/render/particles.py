"""Short-lived things that only decorate: sparks, debris, exhaust, dust, flakes of paint, motes of data.

Numpy columns with their own random generator, never the world's: an effect must not be able to change a tick.
"""

from __future__ import annotations

import math

import numpy as np

from game.render import palette
from game.render.camera import Lens
from game.render.drawlist import DrawList
from game.render.particle_styles import STYLES
from game.render.steps import faced, stepped

CAPACITY = 4096  # when full, the youngest wish loses: what already flies is not torn out of the picture


class Particles:
    """A bounded crowd. Positions in world units; `update` moves, `draw` appends to a draw list."""

    COLUMNS = (
        "x",
        "y",
        "vx",
        "vy",
        "age",
        "life",
        "size",
        "grow",
        "stretch",
        "drag",
        "angle",
        "spin",
        "r",
        "g",
        "b",
        "a",
    )

    def __init__(self, ids: dict[str, int], capacity: int = CAPACITY, seed: int = 1) -> None:
        self.capacity = capacity
        self.n = 0
        self._random = np.random.default_rng(seed)
        self._columns = np.zeros((len(self.COLUMNS), capacity), np.float32)
        self._index = {name: i for i, name in enumerate(self.COLUMNS)}
        self._sprite = np.zeros(capacity, np.int32)
        self._additive = np.zeros(capacity, bool)
        self._spare = np.empty(capacity, np.float32)
        self._styles = {
            name: (
                style,
                np.array([ids[s] for s in style.sprite.split()], np.int32),
                np.array([palette.rgb(c) for c in style.colours], np.float32),
            )
            for name, style in STYLES.items()
        }

    def clear(self) -> None:
        self.n = 0

    def column(self, name: str) -> np.ndarray:
        """View of one column, shape (n,), float32."""
        return self._columns[self._index[name], : self.n]

    def emit(
        self,
        name: str,
        x: float | np.ndarray,
        y: float | np.ndarray,
        direction: float | np.ndarray = 0.0,
        velocity: tuple = (0.0, 0.0),
        count: int | None = None,
        tint: tuple[float, float, float] | None = None,
    ) -> int:
        """A burst of style `name`; x, y, direction (radians) and velocity (u/s) may be arrays of one length.

        Returns how many found room. `count` overrides the style's (a burst a point, when x is an array).
        """
        style, sprites, colours = self._styles[name]
        points = np.size(x)
        many = min(points * (style.count if count is None else count), self.capacity - self.n)
        if many <= 0:
            return 0
        rng, rows = self._random, slice(self.n, self.n + many)
        pick = np.arange(many) % points
        put = self._columns
        at = self._index
        heading = np.broadcast_to(direction, points)[pick] + rng.uniform(-style.spread, style.spread, many)
        speed = rng.uniform(*style.speed, many)
        spread_x, spread_y = rng.normal(0.0, style.scatter, (2, many)) if style.scatter else (0.0, 0.0)
        put[at["x"], rows] = np.broadcast_to(x, points)[pick] + spread_x
        put[at["y"], rows] = np.broadcast_to(y, points)[pick] + spread_y
        put[at["vx"], rows] = np.cos(heading) * speed + np.broadcast_to(velocity[0], points)[pick] * style.inherit
        put[at["vy"], rows] = np.sin(heading) * speed + np.broadcast_to(velocity[1], points)[pick] * style.inherit
        put[at["age"], rows] = 0.0
        put[at["life"], rows] = rng.uniform(*style.life, many)
        put[at["size"], rows] = rng.uniform(*style.size, many)
        put[at["grow"], rows] = style.grow
        put[at["stretch"], rows] = style.stretch
        put[at["drag"], rows] = style.drag
        put[at["angle"], rows] = (
            0.0 if style.upright else heading if style.stretch else rng.uniform(0.0, math.tau, many)
        )
        put[at["spin"], rows] = rng.uniform(-style.spin, style.spin, many)
        colour = (np.asarray(tint, np.float32) if tint else colours[rng.integers(0, len(colours), many)]) * style.gain
        put[at["r"] : at["b"] + 1, rows] = np.broadcast_to(colour, (many, 3)).T * style.alpha
        put[at["a"], rows] = 0.0 if style.additive else style.alpha + (2.0 if style.lit else 0.0)
        self._sprite[rows] = sprites[rng.integers(0, len(sprites), many)]
        self._additive[rows] = style.additive
        self.n += many
        return many

    def update(self, dt: float) -> None:
        if not self.n:
            return
        n, spare = self.n, self._spare[: self.n]
        c = self.column
        np.multiply(c("vx"), dt, out=spare)
        c("x")[:] += spare
        np.multiply(c("vy"), dt, out=spare)
        c("y")[:] += spare
        np.multiply(c("drag"), -dt, out=spare)
        np.exp(spare, out=spare)
        c("vx")[:] *= spare
        c("vy")[:] *= spare
        np.multiply(c("spin"), dt, out=spare)
        c("angle")[:] += spare
        c("age")[:] += dt
        alive = c("age") < c("life")
        kept = int(np.count_nonzero(alive))
        if kept < n:
            self._columns[:, :kept] = self._columns[:, :n][:, alive]
            self._sprite[:kept] = self._sprite[:n][alive]
            self._additive[:kept] = self._additive[:n][alive]
            self.n = kept

    def erase(self, mask: np.ndarray) -> None:
        """Let those of `mask` (shape (n,)) die now: the sweep takes wakes that have no name."""
        self.column("age")[mask] = self.column("life")[mask]

    def draw(self, solid: DrawList, glowing: DrawList, lens: Lens) -> None:
        """Append to `solid` what covers (smoke, debris) and to `glowing` what only adds light."""
        if not self.n:
            return
        c = self.column
        seen = lens.sees(c("x"), c("y"), 80.0)
        for target, mask in ((solid, seen & ~self._additive[: self.n]), (glowing, seen & self._additive[: self.n])):
            rows = np.flatnonzero(mask)
            if rows.size:
                self._append(target, rows, lens)

    def _append(self, target: DrawList, rows: np.ndarray, lens: Lens) -> None:
        data = self._columns[:, rows]
        col = {name: data[i] for name, i in self._index.items()}
        part = col["age"] / col["life"]
        fade = stepped(1.0 - part * part, 1 / 7)
        size = col["size"] * (1.0 + (col["grow"] - 1.0) * part) * lens.scale
        long = size + np.hypot(col["vx"], col["vy"]) * col["stretch"] * lens.scale
        size = np.where(size < 8.0, stepped(size, 1.0), stepped(size, 4.0))
        long = np.where(col["stretch"] > 0.0, stepped(long, 6.0), size)
        lit = col["a"] >= 2.0
        alpha = (col["a"] - 2.0 * lit) * fade + 2.0 * lit
        colour = np.stack([col["r"] * fade, col["g"] * fade, col["b"] * fade, alpha], axis=1)
        angle = faced(col["angle"])
        target.add(self._sprite[rows], lens.x(col["x"]), lens.y(col["y"]), long, size, angle, colour)
